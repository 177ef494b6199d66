/* What the benchmarks run: the program on demo databases, and the small programs that `make bench` builds. */
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { employee, typed } from "../http/sheets.mjs";
import { fault, note } from "./rows.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../.."), here = join(root, "build/bench");
export const program = resolve(process.env.MAU03 ?? join(root, "build/mau03"));
export const seconds = Number(process.env.SECONDS ?? 10), rounds = Number(process.env.ROUNDS ?? 3);
export const smallSheets = 5000, largeSheets = Number(process.env.SHEETS ?? 348262), slowUs = 2000;
const children = new Set(), folders = [];

mkdirSync(here, { recursive: true });

/* A file of ours in build/bench. */
export const scratch = (name) => join(here, name);

/* One that must have been built. */
export function built(name) {
	if (!existsSync(scratch(name)))
		throw new Error(`build/bench/${name} is not there: \`make bench\` builds it`);
	return scratch(name);
}

export function run(file, args, options = {}) {
	const done = spawnSync(file, args, { maxBuffer: 64 << 20, timeout: 1_800_000, ...options });
	if (done.error || done.status !== 0)
		throw new Error(`${file} ${args.join(" ")}: ${done.error ?? (done.stderr.toString() || done.signal)}`);
	return done.stdout.toString();
}

export const runJson = (name, args) => JSON.parse(run(built(name), args));

/* Seconds of the processor that a command took, as its shell counts them. */
export function processor(command, args) {
	const times = run("/bin/sh", ["-c", `${command}; times`, ...args]).trim().split("\n").at(-1);
	return times.split(" ").reduce((sum, time) => sum + Number(/(\d+)m/.exec(time)[1]) * 60 + Number(/m([\d.]+)s/.exec(time)[1]), 0);
}

/* ---- databases ---- */

export function copyOf(database) {
	const folder = mkdtempSync(scratch("run-"));
	folders.push(folder);
	for (const name of readdirSync(database))
		if (statSync(join(database, name)).isFile())
			cpSync(join(database, name), join(folder, name));
	return folder;
}

/* Made once, and again when the schema changed. */
export function demo(sheets) {
	const schema = createHash("sha256");
	for (const file of readdirSync(join(root, "migrations")).sort())
		schema.update(readFileSync(join(root, "migrations", file)));
	const folder = scratch(`demo-${sheets}`), mark = join(folder, "schema"), digest = schema.digest("hex");
	if (existsSync(mark) && readFileSync(mark, "utf8") === digest)
		return folder;
	rmSync(folder, { recursive: true, force: true });
	const began = Date.now();
	run(program, ["demo", "--data", folder, "--sheets", String(sheets)]);
	writeFileSync(mark, digest);
	note(`demo --sheets ${sheets}: ${((Date.now() - began) / 1000).toFixed(0)} s`);
	return folder;
}

/* ---- servers ---- */

/* A program that prints a line with its port. { port, pid, readyMs, stop } */
async function start(file, args, env = {}) {
	const began = process.hrtime.bigint();
	const child = spawn(file, args, { stdio: ["ignore", "pipe", openSync(scratch("server.log"), "w")], env: { ...process.env, ...env } });
	let stopping = false;
	const ended = new Promise((done) => child.on("close", (status, signal) => {
		children.delete(child);
		if (!stopping)
			note(`${file} ended by itself: ${status ?? signal}; its last lines are in build/bench/server.log`);
		done();
	}));
	child.stop = async () => { stopping = true; child.kill("SIGTERM"); await ended; };
	children.add(child);
	const port = await new Promise((done, failed) => {
		let out = "";
		child.stdout.on("data", (data) => {
			out += data;
			const number = /(\d+)\/?\n/.exec(out);
			if (number)
				done(Number(number[1]));
		});
		child.on("error", failed);
		ended.then(() => failed(new Error(`${file} ${args.join(" ")} ended`)));
	});
	return { port, pid: child.pid, readyMs: Number(process.hrtime.bigint() - began) / 1e6, stop: child.stop };
}

export function serve(folder, syncUs = 0) {
	const slow = syncUs > 0 ? { LD_PRELOAD: built("slowsync.so"), SYNC_US: String(syncUs) } : {};
	return start(program, ["serve", "--data", folder, "--listen", "127.0.0.1:0"], slow);
}

export const hello = () => start(built("hello"), []);

/* What a section leaves behind, also one that failed. */
export async function tidy() {
	for (const child of [...children])
		await child.stop();
	for (const folder of folders.splice(0))
		rmSync(folder, { recursive: true, force: true });
}

export function abandon() {
	for (const child of children)
		child.kill("SIGKILL");
	for (const folder of folders)
		rmSync(folder, { recursive: true, force: true });
}

const ofProcess = (server, name) => readFileSync(`/proc/${server.pid}/${name}`, "utf8");

/* A figure of /proc/PID/status in kB, or of /proc/PID/io. */
export const memory = (server, name = "VmRSS") => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(ofProcess(server, "status"))[1]);
export const written = (server, name) => Number(new RegExp(`${name}: (\\d+)`).exec(ofProcess(server, "io"))[1]);

/* Seconds of the processor that it has used. */
export function used(server) {
	return ofProcess(server, "stat").replace(/.*\) /, "").split(" ").slice(11, 13).reduce((sum, ticks) => sum + Number(ticks) / 100, 0);
}

/* Nanoseconds of the processor that each of its threads has used: a request takes less than a tick of the other figure. */
export function threads(server) {
	const times = new Map();
	for (const thread of readdirSync(`/proc/${server.pid}/task`)) {
		try {
			times.set(thread, Number(ofProcess(server, `task/${thread}/schedstat`).split(" ")[0]));
		} catch {
			continue;                       /* it ended meanwhile */
		}
	}
	return times;
}

/* Microseconds that those of now have used since then. */
export const usedSince = (server, before) => [...threads(server)].reduce((sum, [thread, ns]) => sum + ns - (before.get(thread) ?? 0), 0) / 1000;

/* A job once it is done; it is watched through its page. */
export async function jobDone(client, location) {
	for (;;) {
		const job = await client.json(`${location}.json`);
		if (job.state === "done")
			return job;
		if (job.state !== "running")
			throw new Error(`${location}: ${job.state}, ${job.problem}`);
		await new Promise((again) => setTimeout(again, 50));
	}
}

/* ---- load ---- */

let number = 0;

/* The load client's figures; any answer but the right one is a fault. */
export function load(server, options, targets) {
	const body = scratch("body.txt");
	writeFileSync(body, sheetBody());
	const posting = targets.some((target) => target.endsWith("+POST")) ? ["-b", String(number % 1_000_000), "-f", body] : [];
	const result = runJson("load", [...posting, ...options, String(server.port), ...targets]);
	number += 200_000;
	if (result.wrong > 0)
		fault(`${targets.join(" ")}: ${result.wrong} answers were wrong, the last ${result.wrong_status}`);
	return result;
}

/* A full sheet as the entry page posts it, with the marks of load.c. */
function sheetBody() {
	const extra = { ethnic_group: "Kinh", industry: "C" };          /* what Bình Thuận's campaign asks too */
	const fields = typed(0, { ...extra, ...Object.fromEntries(Object.entries(employee).filter(([, value]) => value !== undefined)), contract_start: "03/2019",
		inactive_reason: "", full_name: "@name@", birth_date: "@day@/19@year@", sex: "1", citizen_id: "0560@year@@number@", area_id: "@area@", csrf: "@csrf@",
		form_token: "bench-@number@-@year@", action: "submit", kind: "1" });
	return Object.entries(fields).map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll("%40", "@")}`).join("&");
}
