/* By hand: the Nu HTML checker on every page in every state, Lighthouse (accessibility, best practices) on the pages of each role.
 * node tests/browser/audit.mjs FOLDER [vnu|lighthouse]; the folder has node_modules with vnu-jar and lighthouse. Exit 1 with any fault. */
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { closeWorld, getAs, jsonAs, launch, openWorld, ROLES, sessionOf } from "./harness.mjs";
import { states } from "./states.mjs";

const [folder, only = ""] = process.argv.slice(2);
if (!folder) {
	console.error("usage: node tests/browser/audit.mjs FOLDER [vnu|lighthouse]");
	process.exit(2);
}
const modules = resolve(folder, "node_modules");
let faults = 0;

/* ---- the Nu HTML checker: the page as it was sent, and as the scripts left it ---- */

async function keepPages(to) {
	const names = [];
	for (const [demo, list] of states) {
		const world = await openWorld(demo);
		for (const [name, show] of list) {
			const page = await show(world);
			for (const [kind, text] of [["sent", await page.shown.text()], ["shown", `<!DOCTYPE html>${await page.evaluate(() => document.documentElement.outerHTML)}`]]) {
				names.push(`${name}, ${kind}`);
				await writeFile(join(to, `${names.length}.html`), text);
			}
			await page.context().close();
		}
		await closeWorld(world);
	}
	return names;
}

async function checkHtml() {
	const to = await mkdtemp(join(tmpdir(), "mau03-vnu-"));
	const names = await keepPages(to), jar = join(modules, "vnu-jar/build/dist/vnu.jar");
	const done = spawnSync("java", ["-jar", jar, "--format", "json", "--skip-non-html", to], { encoding: "utf8", maxBuffer: 1 << 28 });
	if (done.error) throw done.error;
	const { messages } = JSON.parse(done.stderr);
	const errors = messages.filter(({ type }) => type !== "info"), warnings = messages.filter(({ subType }) => subType === "warning");
	for (const { url, lastLine, message, extract = "" } of [...errors, ...warnings])
		console.log(`${names[Number(/(\d+)\.html$/.exec(url)[1]) - 1]}, line ${lastLine}: ${message} ${extract.replaceAll(/\s+/g, " ")}`);
	console.log(`vnu: ${names.length} pages, ${errors.length} errors, ${warnings.length} warnings`);
	faults += errors.length;
	await rm(to, { recursive: true });
}

/* ---- Lighthouse ---- */

async function freePort() {
	const server = createServer().listen(0, "127.0.0.1");
	await new Promise((done) => server.once("listening", done));
	const { port } = server.address();
	await new Promise((done) => server.close(done));
	return port;
}

/* The login page, and for each role what its navigation leads to and a sheet. */
async function mainPages(world) {
	const pages = [["", "/login"], ["", "/help/login"]];
	for (const role of ROLES) {
		const home = await (await getAs(world, role, "/")).text();
		pages.push(...[...home.matchAll(/<li><a href="(\/[^"]*)"/g)].map(([, path]) => [role, path]));
		const rows = role === "admin" ? [] : (await jsonAs(world, role, "/sheets.json")).rows;
		if (rows.length > 0) pages.push([role, `/sheets/${rows[0].id}`], [role, `/sheets/${rows[0].id}/changes`]);
	}
	return pages;
}

async function judge(lighthouse, port, world, user, path) {
	const extraHeaders = user === "" ? {} : { Cookie: `mau03=${await sessionOf(world, user)}` };
	const { lhr } = await lighthouse(world.url + path, { port, logLevel: "error" }, {
		extends: "lighthouse:default",
		settings: { onlyCategories: ["accessibility", "best-practices"], formFactor: "desktop", screenEmulation: { disabled: true }, throttlingMethod: "provided",
			disableStorageReset: true, extraHeaders },
	});
	const scores = Object.values(lhr.categories).map(({ score }) => Math.round(score * 100));
	const bad = Object.values(lhr.categories).flatMap(({ auditRefs }) => auditRefs).filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1);
	console.log(`${scores.join(" ")} ${user || "nobody"} ${path}${bad.map(({ id }) => ` ${id}`).join("")}`);
	faults += scores.filter((score) => score < 100).length;
}

async function runLighthouse() {
	const { default: lighthouse } = await import(pathToFileURL(join(modules, "lighthouse/core/index.js")));
	const port = await freePort(), world = await openWorld(300), browser = await launch([`--remote-debugging-port=${port}`]);
	for (const [user, path] of await mainPages(world)) await judge(lighthouse, port, world, user, path);
	await browser.close();
	await closeWorld(world);
}

if (only !== "lighthouse") await checkHtml();
if (only !== "vnu") await runLighthouse();
process.exit(faults > 0 ? 1 : 0);
