/* node tests/bench/run.mjs: everything measured in one run, as ratios; medians. Loopback only, bounded in time.
 *
 * MAU03 names the program, SECONDS how long one round lasts (default 10), ROUNDS how many (default 3), SHEETS the large database (default
 * 348262), ONLY a part of the names of the sections to run. Demo databases are kept in build/bench and made again when the schema changed. */
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, openSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "../http/client.mjs";
import { photoJpeg } from "../http/pictures.mjs";
import { employee, record, typed } from "../http/sheets.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../.."), build = join(root, "build/bench");
const program = resolve(process.env.MAU03 ?? join(root, "build/mau03"));
const seconds = Number(process.env.SECONDS ?? 10), rounds = Number(process.env.ROUNDS ?? 3), largeSheets = Number(process.env.SHEETS ?? 348262);
const smallSheets = 5000, slowUs = 2000, listRequests = 200, quietMs = 17_000;
const folders = [], children = new Set();
const faults = [];

process.on("exit", () => {
	for (const child of children)
		child.kill("SIGKILL");
	for (const folder of folders)
		rmSync(folder, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM"])
	process.on(signal, () => process.exit(1));

/* ---- running programs ---- */

function run(file, args, options = {}) {
	const done = spawnSync(file, args, { maxBuffer: 64 << 20, timeout: 1_800_000, ...options });
	if (done.error || done.status !== 0)
		throw new Error(`${file} ${args.join(" ")}: ${done.error ?? done.stderr}`);
	return done.stdout.toString();
}

function median(values) {
	return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function copyOf(database) {
	const folder = mkdtempSync(join(build, "run-"));
	folders.push(folder);
	for (const name of readdirSync(database))
		if (statSync(join(database, name)).isFile())
			cpSync(join(database, name), join(folder, name));
	return folder;
}

function demo(sheets) {
	const schema = createHash("sha256");
	for (const file of readdirSync(join(root, "migrations")).sort())
		schema.update(readFileSync(join(root, "migrations", file)));
	const folder = join(build, `demo-${sheets}`), mark = join(folder, "schema"), digest = schema.digest("hex");
	if (existsSync(mark) && readFileSync(mark, "utf8") === digest)
		return folder;
	rmSync(folder, { recursive: true, force: true });
	const began = Date.now();
	run(program, ["demo", "--data", folder, "--sheets", String(sheets)]);
	writeFileSync(mark, digest);
	note(`demo --sheets ${sheets}: ${((Date.now() - began) / 1000).toFixed(0)} s`);
	return folder;
}

/* A program that prints a line with its port. { port, pid, stop, readyMs } */
async function start(file, args, env = {}) {
	const began = process.hrtime.bigint();
	const child = spawn(file, args, { stdio: ["ignore", "pipe", openSync(join(build, "server.log"), "w")], env: { ...process.env, ...env } });
	let stopping = false;
	children.add(child);
	const ended = new Promise((done) => child.on("close", (status, signal) => {
		children.delete(child);
		if (!stopping)
			note(`${file} ended by itself: ${status ?? signal}; its last lines are in build/bench/server.log`);
		done();
	}));
	const port = await new Promise((done, failed) => {
		let out = "";
		child.stdout.on("data", (data) => {
			out += data;
			const number = /(\d+)\/?\n/.exec(out);
			if (number)
				done(Number(number[1]));
		});
		ended.then(() => failed(new Error(`${file} ${args.join(" ")} ended`)));
	});
	const readyMs = Number(process.hrtime.bigint() - began) / 1e6;
	return { port, pid: child.pid, readyMs, stop: async () => { stopping = true; child.kill("SIGTERM"); await ended; } };
}

function serve(folder, syncUs = 0) {
	const slow = syncUs > 0 ? { LD_PRELOAD: join(build, "slowsync.so"), SYNC_US: String(syncUs) } : {};
	return start(program, ["serve", "--data", folder, "--listen", "127.0.0.1:0"], slow);
}

function hello() {
	return start(join(build, "hello"), []);
}

/* The load client's figures; any answer but the right one is a fault. */
let number = 0;
function load(server, options, targets) {
	const body = join(build, "body.txt");
	writeFileSync(body, sheetBody());
	const posting = targets.some((target) => target.endsWith("+POST")) ? ["-b", String(number % 1_000_000), "-f", body] : [];
	const result = JSON.parse(run(join(build, "load"), [...posting, ...options, String(server.port), ...targets]));
	number += 200_000;
	if (result.wrong > 0)
		faults.push(`${targets.join(" ")}: ${result.wrong} answers were wrong, the last ${result.wrong_status}`);
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

/* ---- the table ---- */

function note(text) {
	console.log(`  ${text}`);
}

function row(name, measured, reference, ratio, demand = "", good = true) {
	console.log(`${name.padEnd(44)} ${measured.padStart(16)} ${reference.padStart(16)} ${ratio.toFixed(2).padStart(8)}  ${demand}${demand && !good ? "  MISSED" : ""}`);
	if (!good)
		faults.push(`${name}: ${ratio.toFixed(2)}, demanded ${demand}`);
}

function perSecond(rate) {
	return `${rate.toFixed(rate < 100 ? 1 : 0)}/s`;
}

function milliseconds(us) {
	return `${(us / 1000).toFixed(2)} ms`;
}

/* Posts of so many clients a second; each number of them begins with the same database. */
async function postRate(database, clients, us) {
	const folder = copyOf(database), server = await serve(folder, us);
	const { rate } = load(server, ["-c", String(clients), "-s", String(seconds), "-u", "officer"], ["+POST"]).post;
	await server.stop();
	run(program, ["verify", "--data", folder]);
	rmSync(folder, { recursive: true });
	return rate;
}

/* ---- a workbook by a job ---- */

async function makeWorkbook(client) {
	const { location } = await client.does(303, "/jobs", { kind: "xlsx", table: "phieu", path: "/sheets", query: "" });
	for (;;) {
		const job = await client.json(`${location}.json`);
		if (job.state === "done")
			return job;
		if (job.state !== "running")
			throw new Error(`${location}: ${job.state}, ${job.problem}`);
		await new Promise((done) => setTimeout(done, 50));
	}
}

/* Width and kind of each column of a workbook, as workbook_plain wants them: from the styles of its columns, and, where there is none, its cells. */
async function columnsOf(client, job) {
	const file = join(build, "workbook.xlsx");
	writeFileSync(file, (await client.page(job.result.url)).body);
	const part = (name) => run("/bin/sh", ["-c", 'unzip -p "$0" "xl/$1.xml" 2> /dev/null | head -c 1000000', file, name]);
	const sheet = part("worksheets/sheet1"), styles = part("styles"), patterns = new Map([...styles.matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]+)"/g)].map(([, id, code]) => [id, code]));
	const kinds = [.../<cellXfs[^]*<\/cellXfs>/.exec(styles)[0].matchAll(/<xf numFmtId="(\d+)"/g)].map(([, id]) => (id === "49" ? "i" : patterns.has(id) ? (patterns.get(id).includes("hh") ? "t" : "d") : ""));
	return [...sheet.matchAll(/<col min="(\d+)" max="\d+" width="([\d.]+)"(?: style="(\d)")?/g)].map(([, place, width, style = "0"]) => {
		const cell = new RegExp(`<c r="${letters(Number(place))}(?!1")\\d+"([^>]*)>`).exec(sheet);
		return `${Math.floor(Number(width))}${kinds[style] || (cell === null || cell[1].includes("inlineStr") ? "w" : "n")}`;
	});
}

const letters = (place) => (place > 26 ? letters(Math.floor((place - 1) / 26)) : "") + String.fromCharCode(65 + (place - 1) % 26);

const sections = {
	async entry(small) {
		const plain = await hello(), ours = await serve(copyOf(small)), rates = { plain: [], ours: [], packed: [] };
		for (let i = 0; i < rounds; i++) {
			rates.plain.push(load(plain, ["-c", "32", "-s", String(seconds)], ["/"]).get.rate);
			rates.ours.push(load(ours, ["-c", "32", "-s", String(seconds), "-u", "officer"], ["/sheets/new"]).get.rate);
			rates.packed.push(load(ours, ["-c", "32", "-s", String(seconds), "-u", "officer", "-z"], ["/sheets/new"]).get.rate);
		}
		await plain.stop();
		await ours.stop();
		const best = median(rates.plain);
		row("entry page v. plain hello", perSecond(median(rates.ours)), perSecond(best), median(rates.ours) / best, ">= 0.30", median(rates.ours) / best >= 0.3);
		row("entry page, packed, v. plain hello", perSecond(median(rates.packed)), perSecond(best), median(rates.packed) / best);
	},

	async post(small) {
		for (const us of [0, slowUs]) {
			const insertRates = [], rates = { 1: [], 8: [], 32: [] }, name = us === 0 ? "fsync as is" : `fsync +${us / 1000} ms`;
			for (let i = 0; i < rounds; i++) {
				const alone = copyOf(small), env = us > 0 ? { ...process.env, LD_PRELOAD: join(build, "slowsync.so"), SYNC_US: String(us) } : process.env;
				insertRates.push(Number(run(join(build, "insert"), [join(alone, "mau03.db"), String(seconds)], { env })));
				rmSync(alone, { recursive: true });
				for (const clients of [1, 8, 32])
					rates[clients].push(await postRate(small, clients, us));
			}
			const insert = median(insertRates), one = median(rates[1]);
			for (const clients of [1, 8, 32])
				row(`POST, ${clients} clients, ${name}, v. plain inserts`, perSecond(median(rates[clients])), perSecond(insert), median(rates[clients]) / insert);
			const times = median(rates[32]) / one, wanted = us > 0 ? [">= 8", times >= 8] : [];
			row(`POST, 32 clients v. 1, ${name}`, perSecond(median(rates[32])), perSecond(one), times, ...wanted);
		}
	},

	async duplicates() {
		const d = JSON.parse(run(join(build, "duplicates"), []));
		row("a sheet added to 700,000 v. to 7,000", milliseconds(d.us_many), milliseconds(d.us_few), d.us_many / d.us_few, "<= 3", d.us_many <= 3 * d.us_few);
		row("second sheets of 500 people found", String(d.found), String(d.planted), d.found / d.planted, ">= 0.95", d.found >= 0.95 * d.planted);
		row("of 10,000 people suspected without reason", String(d.flagged), String(d.clean), d.flagged / d.clean, "< 0.02", d.flagged < 0.02 * d.clean);
	},

	async access(small) {
		const a = JSON.parse(run(join(build, "access"), [])), limit = 50_000;
		row("who saw a sheet, of a year's 2 M rows, v. 50 ms", milliseconds(a.us_sheet), milliseconds(limit), a.us_sheet / limit, "<= 1", a.us_sheet <= limit);
		row("who saw a person of two sheets v. 50 ms", milliseconds(a.us_person), milliseconds(limit), a.us_person / limit, "<= 1", a.us_person <= limit);
		row("the first fifty of them v. all", milliseconds(a.us_page), milliseconds(a.us_sheet), a.us_page / a.us_sheet);
		row("bytes: a list of fifty v. one sheet by itself", a.bytes_list.toFixed(0), a.bytes_view.toFixed(0), a.bytes_list / a.bytes_view);
		note(`${a.found} rows told of the sheet`);
		const server = await serve(copyOf(small)), page = load(server, ["-n", String(5 * listRequests), "-u", "officer3"], ["/sheets"]).get.p50;
		await server.stop();
		row("a list page with its row v. without", milliseconds(page), milliseconds(page - a.us_row), page / (page - a.us_row), "<= 1.1", page <= 1.1 * (page - a.us_row));
	},

	async photos() {
		const picture = join(build, "card.jpg");
		writeFileSync(picture, photoJpeg("056085004321|225871043|Nguyễn Văn Thẻ|05031985|Nam|Tổ 7, Phương Sài, Nha Trang, Khánh Hòa|20042021", { width: 1200, height: 900, size: 8 }));
		const p = JSON.parse(run(join(build, "photo"), [program, picture])), limit = 10_000;
		row("a card's photo read by a child v. by the library", milliseconds(p.us_child), milliseconds(p.us_inside), p.us_child / p.us_inside);
		row("a child begun and ended v. 10 ms", milliseconds(p.us_begun), milliseconds(limit), p.us_begun / limit, "<= 1", p.us_begun <= limit);
		row("a child of 256 MB v. of a small program", milliseconds(p.us_begun_large), milliseconds(p.us_begun), p.us_begun_large / p.us_begun, "<= 2", p.us_begun_large <= 2 * p.us_begun);
	},

	/* 100,000 rows in each. */
	async xlsx() {
		const write = (name) => JSON.parse(run(join(build, name), [build])), made = { xlsx: [], xlsx_plain: [] };
		for (let i = 0; i < rounds; i++)
			for (const name of Object.keys(made))
				made[name].push(write(name));
		const [ours, plain] = Object.values(made).map((all) => median(all.map(({ s }) => s))), most = Math.max(...made.xlsx.map(({ kb }) => kb));
		row("a workbook of 100,000 rows v. plain libxlsxwriter", `${ours.toFixed(2)} s`, `${plain.toFixed(2)} s`, ours / plain, "<= 1.2", ours <= 1.2 * plain);
		row("memory that it adds", `${(most / 1024).toFixed(1)} MB`, "64 MB", most / 65536, "< 1", most < 65536);
		row("bytes of it", `${made.xlsx[0].bytes} B`, `${made.xlsx_plain[0].bytes} B`, made.xlsx[0].bytes / made.xlsx_plain[0].bytes);
	},

	/* All sheets of a province by a job, v. the same cells by the library alone. */
	async workbook(small, large) {
		const server = await serve(copyOf(large())), client = await Client.login(server, "province2", "mau03-demo"), csv = join(build, "workbook.csv");
		const memory = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))[1]);
		const used = () => readFileSync(`/proc/${server.pid}/stat`, "utf8").replace(/.*\) /, "").split(" ").slice(11, 13).reduce((sum, ticks) => sum + Number(ticks) / 100, 0);
		const before = memory("VmRSS"), ours = [], plain = [];
		let job;
		writeFileSync(csv, (await client.page("/sheets.csv")).body);
		const columns = await columnsOf(client, await makeWorkbook(client));
		writeFileSync(`/proc/${server.pid}/clear_refs`, "5");
		for (let i = 0; i < rounds; i++) {
			const began = process.hrtime.bigint(), processor = used();
			job = await makeWorkbook(client);
			ours.push({ s: Number(process.hrtime.bigint() - began) / 1e9, cpu: used() - processor });
			plain.push(JSON.parse(run(join(build, "workbook_plain"), [build, csv, ...columns])));
		}
		const most = memory("VmHWM") - before, [s, cpu] = ["s", "cpu"].map((name) => [ours, plain].map((all) => median(all.map((one) => one[name]))));
		await server.stop();
		if (plain[0].rows !== job.of || Math.abs(plain[0].bytes / job.result.bytes - 1) > 0.02)
			faults.push(`workbook: ${job.of} rows in ${job.result.bytes} B, plain ${plain[0].rows} in ${plain[0].bytes} B`);
		row(`${job.of} rows by a job v. plain libxlsxwriter`, `${s[0].toFixed(2)} s`, `${s[1].toFixed(2)} s`, s[0] / s[1], "<= 1.2", s[0] <= 1.2 * s[1]);
		row("the same, processor time", `${cpu[0].toFixed(2)} s`, `${cpu[1].toFixed(2)} s`, cpu[0] / cpu[1]);
		row("memory that it adds to the server", `${(most / 1024).toFixed(1)} MB`, "64 MB", most / 65536, "< 1", most < 65536);
	},

	async lists(small, large) {
		const few = await serve(copyOf(small)), many = await serve(large());
		const asked = [
			...["officer3", "police3", "province2"].flatMap((user) => [[user, "/sheets", 3], [user, "/sheets?q=duc", 3], [user, "/sheets?q=nguyen", 0]]),
			["officer", "/duplicates", 0],
			["police3", "/police", 3], ["officer3", "/review", 0], ["police3", "/handovers", 0],
			["officer3", "/reports/progress", 0], ["province2", "/reports/progress", 0], ["province2", "/", 0],
		];
		for (const [user, path, limit] of asked) {
			const times = [few, many].map((server) => load(server, ["-n", String(listRequests), "-u", user], [path]).get.p50);
			row(`${path} as ${user}, large v. small`, milliseconds(times[1]), milliseconds(times[0]), times[1] / times[0],
				...(limit ? [`<= ${limit}`, times[1] / times[0] <= limit] : []));
		}
		await few.stop();
		await many.stop();
	},

	async check() {
		const lines = 20_000, file = join(build, "check.jsonl");
		writeFileSync(file, Array.from({ length: lines }, (_, i) => JSON.stringify(record(i, employee))).join("\n") + "\n");
		const times = { ours: [], parse: [] };
		for (let i = 0; i < rounds; i++) {
			const began = process.hrtime.bigint();
			run("/bin/sh", ["-c", `"$0" check < "$1" > "$2"`, program, file, join(build, "findings.jsonl")]);
			times.ours.push(Number(process.hrtime.bigint() - began) / 1e3 / lines);
			times.parse.push(Number(run("/bin/sh", ["-c", `"$0" < "$1"`, join(build, "parse"), file]).split(" ")[1]) * 1e6 / lines);
		}
		row(`check v. cJSON parsing alone, per sheet (100,000 sheets: ${(median(times.ours) / 10).toFixed(1)} s)`, `${median(times.ours).toFixed(1)} µs`, `${median(times.parse).toFixed(1)} µs`,
			median(times.ours) / median(times.parse));
	},

	async memory(small, large) {
		const server = await serve(copyOf(large()));
		const kB = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))[1]);
		const before = kB();
		load(server, ["-c", "100", "-n", "100", "-u", "officer,officer2,officer3"],
			["/sheets/new", "/sheets", "+POST", "/sheets?q=duc", "/review", "/handovers", "/", "/reports/progress", "/sheets.json", "+POST"]);
		const most10000 = kB();
		await new Promise((done) => setTimeout(done, quietMs));
		const after = kB();
		row("VmRSS after 10,000 requests, 100 connections, and quiet", `${(after / 1024).toFixed(0)} MB`, `${(before / 1024).toFixed(0)} MB`, after / before,
			"<= 64 MB", after <= 64 * 1024);
		note(`before it was quiet: ${(most10000 / 1024).toFixed(0)} MB`);
		const paths = { officer3: ["/", "/sheets/new", "/sheets", "/sheets?q=duc", "/sheets?q=nguyen", "/review", "/handovers", "/reports/progress", "/sheets.json"],
			police3: ["/", "/police", "/sheets", "/handovers", "/reports/progress"], province2: ["/", "/sheets", "/sheets?q=nguyen", "/reports/progress"] };
		let most = 0, worst = "";
		for (const [user, list] of Object.entries(paths))
			for (const path of list) {
				load(server, ["-n", "1", "-u", user], [path]);
				const first = kB();
				load(server, ["-n", "20", "-u", user], [path]);
				const more = kB() - first;
				if (more > most)
					[most, worst] = [more, `${path} as ${user}`];
			}
		row(`most that 20 requests add (${worst || "none"})`, `${most} kB`, "1024 kB", most / 1024, "<= 1", most <= 1024);
		await server.stop();
	},

	async startUp(small, large) {
		const times = [small, large()].map(() => []);
		for (let i = 0; i < rounds; i++)
			for (const [at, folder] of [small, large()].entries()) {
				const server = await serve(folder);
				times[at].push(server.readyMs);
				await server.stop();
			}
		row("start until ready, large v. small", `${median(times[1]).toFixed(0)} ms`, `${median(times[0]).toFixed(0)} ms`, median(times[1]) / median(times[0]));
	},

	/* Two requests in a hundred are saves that wait 100 ms for the disk. */
	async slow(small) {
		const targets = ["49*/sheets/new", "+POST"], times = [];
		for (const us of [0, 100_000]) {
			const server = await serve(copyOf(small), us);
			times.push(median(Array.from({ length: rounds }, () => load(server, ["-c", "32", "-s", String(seconds), "-u", "officer"], targets).get.p50)));
			await server.stop();
		}
		row("others' median, 2 % of requests take 100 ms", milliseconds(times[1]), milliseconds(times[0]), times[1] / times[0], "<= 1.5", times[1] / times[0] <= 1.5);
	},
};

mkdirSync(build, { recursive: true });

const small = demo(smallSheets), large = () => demo(largeSheets);
console.log(`${"".padEnd(44)} ${"measured".padStart(16)} ${"reference".padStart(16)} ${"ratio".padStart(8)}  demanded`);
for (const [name, section] of Object.entries(sections))
	if (name.includes(process.env.ONLY ?? ""))
		await section(small, large);
for (const fault of faults)
	console.log(`FAIL ${fault}`);
process.exit(faults.length > 0 ? 1 : 0);
