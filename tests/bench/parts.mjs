/* Parts of the program by themselves: duplicates, who saw, pictures, workbooks, check. */
import { rmSync, writeFileSync } from "node:fs";
import { Client } from "../http/client.mjs";
import { photoJpeg } from "../http/pictures.mjs";
import { employee, record } from "../http/sheets.mjs";
import { built, copyOf, jobDone, load, memory, processor, program, rounds, run, runJson, scratch, serve, used } from "./programs.mjs";
import { fault, inSeconds, median, microseconds, note, row } from "./rows.mjs";

export function duplicates() {
	const d = runJson("duplicates", []);
	row("a sheet added to 700,000 v. to 7,000", microseconds(d.us_many), microseconds(d.us_few), d.us_many / d.us_few, "<= 3", d.us_many <= 3 * d.us_few);
	row("second sheets of 500 people found", String(d.found), String(d.planted), d.found / d.planted, ">= 0.95", d.found >= 0.95 * d.planted);
	row("of 10,000 people suspected without reason", String(d.flagged), String(d.clean), d.flagged / d.clean, "< 0.02", d.flagged < 0.02 * d.clean);
}

export async function access(small) {
	const a = runJson("access", []), limit = 50_000;
	row("who saw a sheet, of a year's 2 M rows, v. 50 ms", microseconds(a.us_sheet), microseconds(limit), a.us_sheet / limit, "<= 1", a.us_sheet <= limit);
	row("who saw a person of two sheets v. 50 ms", microseconds(a.us_person), microseconds(limit), a.us_person / limit, "<= 1", a.us_person <= limit);
	row("the first fifty of them v. all", microseconds(a.us_page), microseconds(a.us_sheet), a.us_page / a.us_sheet);
	row("bytes: a list of fifty v. one sheet by itself", a.bytes_list.toFixed(0), a.bytes_view.toFixed(0), a.bytes_list / a.bytes_view);
	note(`${a.found} rows told of the sheet`);
	const server = await serve(copyOf(small())), page = load(server, ["-n", String(1000), "-u", "officer3"], ["/sheets"]).get.p50;
	await server.stop();
	row("a list page with its row v. without", microseconds(page), microseconds(page - a.us_row), page / (page - a.us_row), "<= 1.1", page <= 1.1 * (page - a.us_row));
}

export function photos() {
	const picture = scratch("card.jpg");
	writeFileSync(picture, photoJpeg("056085004321|225871043|Nguyễn Văn Thẻ|05031985|Nam|Tổ 7, Phương Sài, Nha Trang, Khánh Hòa|20042021", { width: 1200, height: 900, size: 8 }));
	const p = runJson("photo", [program, picture]), limit = 10_000;
	row("a card's photo read by a child v. by the library", microseconds(p.us_child), microseconds(p.us_inside), p.us_child / p.us_inside);
	row("a child begun and ended v. 10 ms", microseconds(p.us_begun), microseconds(limit), p.us_begun / limit, "<= 1", p.us_begun <= limit);
	row("a child of 256 MB v. of a small program", microseconds(p.us_begun_large), microseconds(p.us_begun), p.us_begun_large / p.us_begun, "<= 2", p.us_begun_large <= 2 * p.us_begun);
}

/* check v. cJSON on the same lines, both by the processor. */
export function check() {
	const lines = 100_000, file = scratch("check.jsonl"), command = '"$0" check < "$1" > /dev/null', plain = '"$0" < "$1" > /dev/null';
	writeFileSync(file, `${Array.from({ length: lines }, (_, i) => JSON.stringify(record(i, employee))).join("\n")}\n`);
	const ours = [], parse = [];
	for (let i = 0; i < rounds; i++) {
		ours.push(processor(command, [program, file]) * 1e6 / lines);
		parse.push(processor(plain, [built("parse"), file]) * 1e6 / lines);
	}
	const [a, b] = [ours, parse].map(median);
	row("check v. cJSON parsing alone, a sheet", microseconds(a), microseconds(b), a / b, "<= 5", a / b <= 5);
}

/* 100,000 rows in each. */
export function xlsx() {
	const write = (name) => runJson(name, [scratch(".")]), made = { xlsx: [], xlsx_plain: [] };
	for (let i = 0; i < rounds; i++)
		for (const name of Object.keys(made))
			made[name].push(write(name));
	const [ours, plain] = Object.values(made).map((all) => median(all.map(({ s }) => s))), most = Math.max(...made.xlsx.map(({ kb }) => kb));
	row("a workbook of 100,000 rows v. plain libxlsxwriter", inSeconds(ours), inSeconds(plain), ours / plain, "<= 1.2", ours <= 1.2 * plain);
	row("memory that it adds", `${(most / 1024).toFixed(1)} MB`, "64 MB", most / 65536, "< 1", most < 65536);
	row("bytes of it", `${made.xlsx[0].bytes} B`, `${made.xlsx_plain[0].bytes} B`, made.xlsx[0].bytes / made.xlsx_plain[0].bytes);
}

/* The workbook of 100,000 rows read back: whole, checked to its end, and every row of it. */
export function reading() {
	const file = scratch("reading.xlsx"), made = { table_in: [], table_plain: [] };
	run(built("xlsx"), [scratch("."), file]);
	for (let i = 0; i < rounds; i++) {
		made.table_in.push(runJson("table_in", [file, scratch(".")]));
		made.table_plain.push(runJson("table_plain", [file]));
	}
	rmSync(file);
	const [ours, plain] = Object.values(made).map((all) => median(all.map(({ s }) => s))), most = Math.max(...made.table_in.map(({ kb }) => kb));
	row("a workbook of 100,000 rows read v. plain libzip and expat", inSeconds(ours), inSeconds(plain), ours / plain, "<= 2", ours <= 2 * plain);
	row("memory for it", `${(most / 1024).toFixed(1)} MB`, "100 MB", most / 102400, "< 1", most < 102400);
}

/* ---- a workbook by a job ---- */

async function makeWorkbook(client) {
	const { location } = await client.does(303, "/jobs", { kind: "xlsx", table: "phieu", path: "/sheets", query: "" });
	return jobDone(client, location);
}

/* Width and kind of each column of a workbook, as workbook_plain wants them: from the styles of its columns, and, where there is none, its cells. */
async function columnsOf(client, job) {
	const file = scratch("workbook.xlsx");
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

/* All sheets of a province by a job, v. the same cells by the library alone. */
export async function workbook(small, large) {
	const server = await serve(copyOf(large())), client = await Client.login(server, "province2", "mau03-demo"), csv = scratch("workbook.csv");
	const resident = memory(server), ours = [], plain = [];
	let job;
	writeFileSync(csv, (await client.page("/sheets.csv")).body);
	const columns = await columnsOf(client, await makeWorkbook(client));
	writeFileSync(`/proc/${server.pid}/clear_refs`, "5");
	for (let i = 0; i < rounds; i++) {
		const began = process.hrtime.bigint(), before = used(server);
		job = await makeWorkbook(client);
		ours.push({ s: Number(process.hrtime.bigint() - began) / 1e9, cpu: used(server) - before });
		plain.push(runJson("workbook_plain", [scratch("."), csv, ...columns]));
	}
	const most = memory(server, "VmHWM") - resident, [s, cpu] = ["s", "cpu"].map((name) => [ours, plain].map((all) => median(all.map((one) => one[name]))));
	await server.stop();
	if (plain[0].rows !== job.of || Math.abs(plain[0].bytes / job.result.bytes - 1) > 0.02)
		fault(`workbook: ${job.of} rows in ${job.result.bytes} B, plain ${plain[0].rows} in ${plain[0].bytes} B`);
	row(`${job.of} rows by a job v. plain libxlsxwriter`, inSeconds(s[0]), inSeconds(s[1]), s[0] / s[1], "<= 1.2", s[0] <= 1.2 * s[1]);
	row("the same, processor time", inSeconds(cpu[0]), inSeconds(cpu[1]), cpu[0] / cpu[1]);
	row("memory that it adds to the server", `${(most / 1024).toFixed(1)} MB`, "64 MB", most / 65536, "< 1", most < 65536);
}
