/* What every suite stands on: a server of its own with demo data, a browser, people who are logged in. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const binary = process.env.MAU03 || join(here, "../../build/asan/mau03");
const START_MS = 180000, STOP_MS = 60000, STEP_MS = 120000, WAIT_MS = 20; /* patience with slow machines */

export const PASSWORD = "mau03-demo";
export const ROLES = ["enumerator", "hamlet_leader", "officer", "leader", "police", "police_superior", "district", "province", "admin"];

export function check(condition, why) {
	if (!condition) throw new Error(why);
}

export function checkEqual(got, expected, what) {
	check(got === expected, `${what}: ${JSON.stringify(got)} instead of ${JSON.stringify(expected)}`);
}

/* ---- the server ---- */

function runToEnd(args, input = "") {
	const done = spawnSync(binary, args, { encoding: "utf8", input });
	check(done.status === 0, `${args.join(" ")} ended with ${done.status}: ${done.error || done.stderr}`);
	return done.stdout;
}

async function firstLine(child) {
	const timer = setTimeout(() => child.kill("SIGKILL"), START_MS);
	const lines = createInterface({ input: child.stdout });
	const line = await Promise.race([once(lines, "line"), once(child, "exit")]);
	clearTimeout(timer);
	check(typeof line[0] === "string", `serve ended with ${line[0]} before it listened`);
	return line[0];
}

/* Starts the server of a world on its folder. */
export async function serve(world) {
	const { server } = world;
	server.child = spawn(binary, ["serve", "--data", server.folder, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "pipe"] });
	createInterface({ input: server.child.stderr }).on("line", (line) => server.log.push(line));
	world.url = (await firstLine(server.child)).replace(/\/$/, "");
}

export async function stopServing(server) {
	const ended = once(server.child, "exit");
	const timer = setTimeout(() => server.child.kill("SIGKILL"), STOP_MS);
	server.child.kill("SIGTERM");
	const [code, signal] = await ended;
	clearTimeout(timer);
	const bad = server.log.find((line) => / [A-Z]+ \S+ 500 |Sanitizer|runtime error/.test(line));
	check(bad === undefined, `the log says: ${bad}`);
	check(code === 0, `serve ended with ${code ?? signal}`);
}

/* A command on the folder of a server. */
export const mau03 = (server, input, ...args) => runToEnd([...args, "--data", server.folder], input);

/* ---- the browser ---- */

export function launch(more = []) {
	return chromium.launch({
		executablePath: process.env.CHROMIUM || "/usr/bin/chromium-headless-shell",
		args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", ...more],
	});
}

export const WIDE = { width: 1366, height: 768 };
export const NARROW = { width: 360, height: 740 };
export const ZOOMED = { width: 683, height: 384 };      /* WIDE at 200 % */

const DEMO_SHEETS = 300;

/* A server on a new folder (`demo` sheets, a copy of the demo that MAU03_DEMO names when it has as many, or the administrator alone when 0), a browser, and the sessions of those who logged in. */
export async function openWorld(demo = DEMO_SHEETS) {
	const data = await mkdtemp(join(tmpdir(), "mau03-browser-"));
	const folder = join(data, "data");
	const world = { server: { data, folder, log: [] }, sessions: {}, troubles: [] };
	if (demo === DEMO_SHEETS && process.env.MAU03_DEMO) await cp(process.env.MAU03_DEMO, folder, { recursive: true });
	else mau03(world.server, "", ...(demo > 0 ? ["demo", "--sheets", String(demo)] : ["init"]));
	await serve(world);
	world.browser = await launch();
	return world;
}

export async function closeWorld(world) {
	await world.browser.close();
	await stopServing(world.server);
	await rm(world.server.data, { recursive: true, force: true });
}

/* Refused addresses are part of many tests, and the browser writes each to the console. */
const isExpected = (text) => /^Failed to load resource: (the server responded with a status of (4\d\d|503)|net::ERR_INTERNET_DISCONNECTED)/.test(text);

/* Gathers what the browser complains of; page.shown is the answer that the page came with. */
function watch(world, page) {
	page.on("console", (message) => {
		if (["error", "warning"].includes(message.type()) && !isExpected(message.text())) world.troubles.push(`${page.url()}: ${message.text()}`);
	});
	page.on("response", (response) => {
		if (response.request().isNavigationRequest() && response.frame() === page.mainFrame()) page.shown = response;
	});
	page.on("pageerror", (error) => world.troubles.push(`${page.url()}: ${error.message}`));
}

/* page.visit() tells what the page cost since it was asked for, headers included: what came from the cache costs nothing. */
async function weigh(page) {
	const wire = await page.context().newCDPSession(page);
	let visit = { first: true, requests: 0, bytes: 0, document: 0 };
	let open = new Map();
	wire.on("Network.requestWillBeSent", ({ requestId, type }) => {
		if (type === "Document") {
			visit = { first: visit.requests === 0, requests: 0, bytes: 0, document: 0 };
			open = new Map();
		}
		open.set(requestId, type);
		visit.requests += 1;
	});
	wire.on("Network.requestServedFromCache", ({ requestId }) => {
		if (open.delete(requestId)) visit.requests -= 1;
	});
	wire.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
		if (!open.has(requestId)) return;
		visit.bytes += encodedDataLength;
		if (open.get(requestId) === "Document") visit.document += encodedDataLength;
		open.delete(requestId);
	});
	await wire.send("Network.enable");
	page.visit = async () => {
		await page.waitForLoadState("load");
		for (let waited = 0; open.size > 0 && waited < STEP_MS; waited += WAIT_MS) await page.waitForTimeout(WAIT_MS);
		return visit;
	};
}

/* A page of a new context; nobody is logged in. */
export async function openPage(world, options = {}) {
	const context = await world.browser.newContext({ viewport: WIDE, baseURL: world.url, locale: "vi-VN", ...options });
	context.setDefaultTimeout(STEP_MS);
	const page = await context.newPage();
	watch(world, page);
	await weigh(page);
	return page;
}

async function logIn(world, user, password) {
	const answer = await fetch(`${world.url}/login`, {
		method: "POST", redirect: "manual", body: new URLSearchParams({ username: user, password }),
	});
	checkEqual(answer.status, 303, `login of ${user}`);
	const cookie = answer.headers.getSetCookie?.().find((one) => one.startsWith("mau03=")) ?? answer.headers.get("set-cookie");
	return /mau03=([^;]+)/.exec(cookie)[1];
}

/* The cookie of a person's session, opened at the first need. */
export async function sessionOf(world, user, password = PASSWORD) {
	world.sessions[user] ??= await logIn(world, user, password);
	return world.sessions[user];
}

/* A page of a person who is logged in. */
export async function openAs(world, user, options = {}) {
	const page = await openPage(world, options);
	const value = await sessionOf(world, user, options.password);
	await page.context().addCookies([{ name: "mau03", value, url: world.url }]);
	return page;
}

/* ---- requests beside the browser ---- */

export async function getAs(world, user, path) {
	const headers = user === "" ? {} : { cookie: `mau03=${await sessionOf(world, user)}` };
	return fetch(world.url + path, { headers, redirect: "manual" });
}

export async function jsonAs(world, user, path) {
	const answer = await getAs(world, user, path);
	checkEqual(answer.status, 200, path);
	return answer.json();
}

/* Posts with a token of the person's home page; several values of a name as an array. */
export async function postAs(world, user, path, fields = {}) {
	const cookie = `mau03=${await sessionOf(world, user)}`;
	const home = await (await fetch(`${world.url}/`, { headers: { cookie } })).text();
	const body = new URLSearchParams({ csrf: /name="csrf" value="([^"]+)"/.exec(home)[1] });
	for (const [name, value] of Object.entries(fields)) [value].flat().forEach((one) => body.append(name, one));
	return fetch(world.url + path, { method: "POST", headers: { cookie }, body, redirect: "manual" });
}

export async function addressOf(answer) {
	checkEqual(answer.status, 303, `${answer.url}: ${answer.status === 303 ? "" : (await answer.text()).slice(0, 3000)}`);
	return answer.headers.get("location");
}

/* The first sheet of a state that a person sees. */
export async function sheetIn(world, user, state) {
	const list = await jsonAs(world, user, `/sheets.json?state=${state}`);
	check(list.rows.length > 0, `the demo has no sheet that is ${state} for ${user}`);
	return list.rows[0];
}

export const axeSource = () => readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
