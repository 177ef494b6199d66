/* What every suite needs: tests that print one line each, data folders that go away again, the program run as a command or as a server.
 *
 * A sanitizer's report on stderr, a server that ends with another status than 0 or takes over ten seconds, and a database that verify
 * finds fault with are failures, whatever the test was about. MAU03 names the program; MAU03_DEMO may name a folder with a demo
 * database made before (run.mjs makes one for all suites). */
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const program = resolve(process.env.MAU03 ?? join(root, "build/asan/mau03"));
export const demoPassword = "mau03-demo";
export const demoSheets = 300;

const STILL_SECONDS = 180, START_SECONDS = 180, STOP_SECONDS = 30;
const report = /(Address|Leak|Thread|Memory|UndefinedBehavior)Sanitizer|runtime error:/;
const environment = { ...process.env, UBSAN_OPTIONS: "print_stacktrace=1" };

/* ---- assertions ---- */

export function fail(text) {
	throw new Error(text);
}

export function holds(condition, text) {
	if (!condition)
		fail(text);
}

function told(value) {
	const text = typeof value === "string" ? value : JSON.stringify(value);
	return text !== undefined && text.length > 300 ? `${text.slice(0, 300)}…` : `${text}`;
}

export function equal(got, wanted, what) {
	if (JSON.stringify(got) !== JSON.stringify(wanted))
		fail(`${what}: ${told(got)} instead of ${told(wanted)}`);
}

/* ---- tests ---- */

let passed = 0, failed = 0;

function print(name, error) {
	if (error === null) {
		passed++;
		console.log(`ok ${name}`);
	} else {
		failed++;
		const at = /\((?:file:\/\/)?[^)]*?(\w+\.mjs:\d+):\d+\)/.exec((error.stack ?? "").split("\n").filter((l) => !l.includes("harness.mjs")).join("\n"));
		console.log(`FAIL ${name}: ${String(error.message ?? error).replace(/\s+/g, " ")}${at ? ` (${at[1]})` : ""}`);
	}
}

/* What has been seen in this test, and when something new was last seen. */
const seen = new Set();
let lastNew = 0;

/* Something came to pass: an answer, the end of a command. The same again, as in waiting for a change, is nothing new. */
export function progress(what) {
	const known = seen.size;
	seen.add(what);
	if (seen.size > known)
		lastNew = Date.now();
}

/* Runs fn at once; whether it passed. However slow the machine is, a test fails only when nothing new happens for minutes. */
export async function test(name, fn) {
	let timer;
	seen.clear();
	progress("the beginning");
	const limit = new Promise((_, reject) => {
		timer = setInterval(() => {
			if (Date.now() - lastNew > STILL_SECONDS * 1000)
				reject(new Error(`nothing new happened for ${STILL_SECONDS} s`));
		}, 1000);
	});
	const before = failed;
	try {
		await Promise.race([fn(), limit]);
		print(name, null);
	} catch (error) {
		print(name, error);
	}
	clearInterval(timer);
	return failed === before;
}

/* ---- folders ---- */

const folders = [], running = new Set();

process.on("exit", () => {
	for (const child of running)
		child.kill("SIGKILL");
	for (const folder of folders)
		rmSync(folder, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM"])
	process.on(signal, () => process.exit(1));

export function newFolder() {
	const folder = mkdtempSync(join(tmpdir(), "mau03-"));
	folders.push(folder);
	return folder;
}

/* ---- the program as a command ---- */

function reported(stderr) {
	const at = stderr.search(report);
	return at < 0 ? null : `sanitizer: ${stderr.slice(at, at + 600)}`;
}

/* { status, stdout, stderr }; input a text or a Buffer. */
export function command(args, input = "", by = program) {
	const done = spawnSync(by, args, { input, env: environment, maxBuffer: 256 << 20, timeout: 600_000 });
	progress(Date.now());
	if (done.error)
		throw done.error;
	const stderr = done.stderr.toString(), complaint = reported(stderr);
	if (complaint)
		fail(complaint);
	if (done.signal)
		fail(`${args[0]} ended by ${done.signal}`);
	return { status: done.status, stdout: done.stdout.toString(), stderr };
}

/* A command that must do what it is asked. Its stdout. */
export function must(args, input) {
	const { status, stdout, stderr } = command(args, input);
	holds(status === 0, `${args.join(" ")}: exit ${status}: ${stderr.slice(-300)}`);
	return stdout;
}

/* A folder of its own with the demo database. */
export function demoFolder() {
	const folder = newFolder(), made = process.env.MAU03_DEMO;
	if (made === undefined)
		must(["demo", "--data", folder, "--sheets", String(demoSheets)]);
	else
		for (const entry of readdirSync(made, { withFileTypes: true }))
			if (entry.isFile())
				copyFileSync(join(made, entry.name), join(folder, entry.name));
	return folder;
}

/* One with many sheets: made by the build without sanitizers, twenty times as fast, where there is one of the same commit. */
export function largeDemoFolder(sheets) {
	const folder = newFolder(), plain = join(root, "build/mau03"), args = ["demo", "--data", folder, "--sheets", String(sheets)];
	const same = existsSync(plain) && command(["version"], "", plain).stdout === command(["version"]).stdout;
	const { status, stderr } = command(args, "", same ? plain : program);
	holds(status === 0, `${args.join(" ")}: exit ${status}: ${stderr.slice(-300)}`);
	return folder;
}

/* ---- the program as a server ---- */

export class Server {
	#ended;

	static async start(folder, options = [], variables = {}) {
		const server = new Server();
		server.folder = folder;
		server.log = "";
		const listen = options.includes("--listen") ? [] : ["--listen", "127.0.0.1:0"];
		server.child = spawn(program, ["serve", "--data", folder, ...listen, ...options], { env: { ...environment, ...variables } });
		running.add(server.child);
		server.#ended = new Promise((done) => server.child.on("close", (status, signal) => {
			running.delete(server.child);
			done({ status, signal });
		}));
		server.child.stderr.on("data", (data) => { server.log += data; });
		server.url = await server.#readUrl();
		server.port = Number(new URL(server.url).port);
		return server;
	}

	get pid() {
		return this.child.pid;
	}

	async #readUrl() {
		let out = "";
		const line = new Promise((done) => this.child.stdout.on("data", (data) => {
			out += data;
			if (out.includes("\n"))
				done(true);
		}));
		const ready = await Promise.race([line, this.#ended, wait(START_SECONDS * 1000)]);
		if (ready !== true || !/^https?:\/\/(127\.[\d.]+|0\.0\.0\.0|localhost|\[[\da-f:.]+\]):\d+\/\n$/.test(out))
			fail(`serve said ${told(out)} instead of its address: ${this.log.slice(-500)}`);
		return out.trim();
	}

	/* SIGTERM; ends in time with status 0, without a report, and verify finds nothing. */
	async stop() {
		this.child.kill("SIGTERM");
		const end = await Promise.race([this.#ended, wait(STOP_SECONDS * 1000)]);
		if (end === undefined) {
			await this.kill();
			fail(`serve had not ended ${STOP_SECONDS} s after SIGTERM`);
		}
		holds(end.status === 0, `serve ended with ${end.status ?? end.signal}: ${reported(this.log) ?? this.log.slice(-500)}`);
		this.complain();
		must(["verify", "--data", this.folder]);
	}

	/* SIGKILL. */
	async kill() {
		this.child.kill("SIGKILL");
		await this.#ended;
	}

	complain() {
		const complaint = reported(this.log);
		if (complaint)
			fail(complaint);
	}

	/* True when it ends by itself. */
	async hasEnded() {
		return await Promise.race([this.#ended.then(() => true), wait(0).then(() => false)]);
	}
}

export function wait(ms) {
	return new Promise((done) => setTimeout(done, ms));
}

/* Last in a suite: stops the servers, prints the sum. */
export async function finish(...servers) {
	for (const server of servers)
		await test("the server ends in time with status 0, unreported, and verify passes", () => server.stop());
	console.log(`${passed} passed, ${failed} failed`);
	process.exit(failed > 0 ? 1 : 0);
}

/* ---- world events that no test waits for ---- */

process.on("unhandledRejection", (error) => {
	print("nothing goes wrong outside the tests", error);
	process.exit(1);
});
