/* A list that is too long to make a workbook of while somebody waits: from its link over a job to the file; what stands in it, whose it is, what is
 * refused, and what is left of one that was broken off. */
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Client } from "./client.mjs";
import { Server, demoPassword, equal, finish, holds, largeDemoFolder, root, test, wait } from "./harness.mjs";
import { formTo, values } from "./html.mjs";

const SHEETS = 9600, ANSWERED = 5000, XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const folder = largeDemoFolder(SHEETS);
let server = await Server.start(folder);
const login = (name) => Client.login(server, name, demoPassword);
let province = await login("province2");
const officer = await login("officer"), enumerator = await login("enumerator");
const said = (answer) => answer.text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
const left = () => ["results", "tmp"].flatMap((name) => readdirSync(join(folder, name)));
const sql = (text) => JSON.parse(execFileSync("sqlite3", ["-readonly", "-json", "-cmd", ".timeout 5000", join(folder, "mau03.db"), text]).toString() || "[]");
const exports = () => sql("SELECT id, table_name, shown, detail FROM access_log WHERE action = 'export' ORDER BY id");

/* The fields that the button of the page posts. */
async function offered(client, path) {
	const answer = await client.get(path);
	equal([answer.status, answer.location?.split("?")[0]], [303, "/jobs/new"], path);
	const page = await client.page(answer.location), form = formTo(/<main[^]*<\/main>/.exec(page.text)[0], "/jobs");
	return Object.fromEntries(["kind", "table", "path", "query"].map((name) => [name, values(form, name)[0]]));
}

const begins = async (client, fields) => (await client.does(303, "/jobs", fields)).location;
const sheets = (query = "") => ({ kind: "xlsx", table: "phieu", path: "/sheets", query });

async function until(client, url, enough) {
	for (;;) {
		const job = await client.json(`${url}.json`);
		if (job.state !== "running" || enough(job))
			return job;
		await wait(20);
	}
}
const ended = (client, url) => until(client, url, () => false);

/* ---- what stands in a file ---- */

const local = (utc) => new Date(Date.parse(utc) + 7 * 3600_000).toISOString().slice(0, 16);

function cellText(cell) {
	if (cell === null)
		return "";
	const [type, format, value] = cell;
	return type === "d" ? value.slice(0, format.includes("hh") ? 16 : 10) : String(value);
}

/* Rows of text, the heads first. */
function bookRows(body) {
	const done = spawnSync("/usr/bin/python3", [join(root, "tests/xlsx.py")], { input: body, maxBuffer: 256 << 20 });
	equal(done.status, 0, `openpyxl: ${done.stderr}`);
	return done.stdout.toString().trim().split("\n").slice(1).map((line) => JSON.parse(line).map(cellText));
}

function csvRows(text) {
	const rows = [[]];
	for (const [, quoted, plain, end] of text.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
		rows.at(-1).push((plain ?? quoted.replaceAll('""', '"')).replace(/^'(?=[=+@\t\r-])/, ""));
		if (end !== ",")
			rows.push([]);
	}
	return rows.slice(0, -1);
}

const isTime = (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text);

async function compare(client, url, query) {
	const job = await client.json(`${url}.json`), answer = await client.page(job.result.url), csv = csvRows((await client.page(`/sheets.csv${query}`)).text);
	const book = bookRows(answer.body);
	equal([answer.headers["content-type"], answer.headers["content-disposition"], answer.body.length], [XLSX, 'attachment; filename="phieu.xlsx"', job.result.bytes], "its headers");
	equal(book.length, csv.length, "rows");
	csv.forEach((row, r) => equal(book[r], row.map((value) => (isTime(value) ? local(value) : value)), `row ${r}`));
	return csv;
}

/* ---- from the link to the file ---- */

let url, total;
await test("a long list leads to a page whose button begins a job; its file has the rows and columns of the CSV, masked alike", async () => {
	total = (await province.json("/sheets.json")).total;
	holds(total > ANSWERED, `${total} sheets`);
	const before = exports(), fields = await offered(province, "/sheets.xlsx");
	equal(fields, sheets(), "what it posts");
	url = await begins(province, fields);
	const job = await ended(province, url);
	equal([job.kind, job.state, job.done, job.of, job.what, job.result?.name, job.problem], ["xlsx", "done", total, total, "dòng", "phieu.xlsx", null], "the job");
	const noted = exports().slice(before.length);
	equal(noted.map((row) => [row.table_name, row.shown]), [["phieu", total]], "one row of all that it shows");
	const rows = await compare(province, url, "");
	equal(rows.length, total + 1, "all of them");
	holds(rows.every((row) => row.every((value) => !/^\d{9}(\d{3})?$/.test(value))), "a whole number for who sees masked ones");
	await wait(1200);
	equal(exports().filter((row) => row.detail?.includes(`${url}/result`)).length, 1, "the download is noted");
});

await test("sorted and filtered as asked for", async () => {
	const fields = await offered(province, "/sheets.xlsx?sort=-id");
	equal(fields, sheets("sort=-id"), "what it posts");
	for (const query of ["state=accepted&sort=-id", "clean=0&sort=id"]) {
		const one = await begins(province, sheets(query)), { state, done, of } = await ended(province, one);
		equal([state, done], ["done", of], query);
		const rows = await compare(province, one, `?${query}`), ids = rows.slice(1).map((row) => Number(row[rows[0].indexOf("id")]));
		holds(ids.length === of && ids.every((id, i) => i === 0 || (query.includes("-id") ? id < ids[i - 1] : id > ids[i - 1])), `the order of ${query}`);
	}
});

await test("CSV and JSON answer at any size, a shorter workbook at once", async () => {
	equal(csvRows((await province.page("/sheets.csv")).text).length, total + 1, "CSV");
	const first = await province.json("/sheets.json");
	equal([first.rows.length, first.total], [50, total], "JSON");
	for (const [client, path] of [[officer, "/sheets.xlsx"], [province, "/sheets.xlsx?state=draft"]]) {
		const answer = await client.page(path);
		equal(answer.headers["content-type"], XLSX, path);
	}
});

await test("a job is its owner's alone", async () => {
	for (const name of ["province", "district", "officer"]) {
		const other = await login(name);
		for (const path of [url, `${url}.json`, `${url}/result`])
			equal((await other.get(path)).status, 404, `${path} as ${name}`);
		equal((await other.post("/jobs", { again: /\d+$/.exec(url)[0] })).status, 404, `begun anew by ${name}`);
	}
	const admin = await login("admin");
	equal((await admin.get(`${url}/result`)).status, 404, "not the administrator's file");
});

/* ---- what is refused ---- */

await test("another role's table, a table or path that is none, a query that means nothing: refused with a sentence", async () => {
	const none = "Không có danh sách này cho vai trò này";
	const ways = [[officer, { table: "nhat-ky", path: "/admin/log" }, none], [officer, { table: "khong-co" }, none], [officer, { path: "/people" }, none],
		[officer, { path: "//example.org/sheets" }, none], [officer, { path: "https://example.org/" }, none], [officer, { path: "" }, none], [officer, { query: "a=%zz" }, none],
		[officer, { query: "state=nonsense" }, "Điều kiện lọc không hợp lệ"], [province, { query: "sort=citizen_id" }, "Điều kiện lọc không hợp lệ"], [enumerator, { table: "phieu-theo-quy-tac", path: "/reports/by-rule" }, none]];
	const before = sql("SELECT count(*) AS n FROM job")[0].n;
	for (const [client, fields, sentence] of ways) {
		const answer = await client.post("/jobs", { ...sheets(), ...fields });
		equal(answer.status, 422, JSON.stringify(fields));
		holds(said(answer).includes(sentence), `${JSON.stringify(fields)}: ${said(answer).slice(0, 300)}`);
	}
	for (const [query, status] of [["table=khong-co&path=/sheets", 404], ["table=phieu&path=//example.org/", 404], ["table=phieu&path=https://example.org/", 404], ["table=phieu&path=/logout", 404],
		["table=phieu", 404], ["", 404], ["table=nhat-ky&path=/admin/log", 403]]) {
		const answer = await officer.get(`/jobs/new?${query}`);
		equal(answer.status, status, query);
		holds(said(answer).includes(none), query);
	}
	equal(sql("SELECT count(*) AS n FROM job")[0].n, before, "nothing was begun");
});

await test("a search by number is answered at once and is kept with no job", async () => {
	const { citizen_id: id } = (await officer.json("/sheets.json?state=accepted")).rows.find((row) => row.citizen_id);
	const s = /s=[\w-]+/.exec((await officer.does(303, "/search", { q: id })).location)[0];
	for (const query of [s, `q=${id}`, "q=056"])
		equal((await officer.page(`/sheets.xlsx?${query}`)).headers["content-type"], XLSX, query);
	for (const query of [s, `q=${id}`, `q=a${id.slice(0, 6)}`, "q=056"]) {
		const answer = await officer.post("/jobs", sheets(query));
		equal([answer.status, said(answer).includes("Kết quả tìm theo số không lập ở chế độ chạy nền")], [422, true], query);
	}
	for (let i = 0; i < 25; i++)                             /* more than a masked role may look for: each of them refused, none counted */
		equal((await province.post("/jobs", sheets(`q=${300000000 + i * 1237}`))).status, 422, "a number");
	equal((await province.get("/sheets.json?q=123456789")).status, 200, "none of them was looked for");
	equal(sql("SELECT count(*) AS n FROM job WHERE parameters LIKE '%s=%' OR parameters GLOB '*q=*[0-9]*'")[0].n, 0, "what is kept");
});

/* ---- many at a time ---- */

await test("a PDF of more rows than one waits for is a job too: every row and the sum on numbered pages, noted once, masked alike", async () => {
	const before = exports(), fields = await offered(province, "/sheets.pdf"), list = await province.json("/sheets.json");
	equal([fields, exports().length], [{ kind: "table-pdf", table: "phieu", path: "/sheets", query: "" }, before.length], "what the button posts, and nobody was shown yet");
	const made = await begins(province, fields), end = await ended(province, made), file = await province.page(`${made}/result`);
	equal([end.state, end.done, end.of, file.headers["content-type"]], ["done", list.total, list.total, "application/pdf"], "the job");
	const tool = (name, args) => execFileSync(name, args, { input: file.body, maxBuffer: 64 << 20 }).toString();
	const text = tool("pdftotext", ["-layout", "-", "-"]), rows = new Set([...text.matchAll(/^ *(\d+) +\S/gm)].map((m) => Number(m[1])));
	equal(Array.from({ length: list.total }, (_, i) => i + 1).filter((row) => !rows.has(row)), [], "rows that are not on it");
	holds(text.includes(`${list.total.toLocaleString("vi")} phiếu`), text.slice(-800));
	holds(!/\b\d{12}\b/.test(text), "no number in full for a masked role");
	equal(exports().length, before.length + 2, "noted when it was made, and when it was fetched");
	holds((await province.page("/jobs")).text.includes("Tệp PDF: "), "in the list");
	const short = await officer.get("/sheets.pdf?state=draft");
	equal([short.status, short.headers["content-type"]], [200, "application/pdf"], "a short one at once");
	const stopped = await begins(province, fields);
	await until(province, stopped, (job) => job.done > 0);
	await province.post(`${stopped}/cancel`, {});
	const state = (await ended(province, stopped)).state;
	holds(["cancelled", "done"].includes(state), state);
	for (const query of ["sort=nothing", "state=x"])
		await province.does(422, "/jobs", { ...fields, query });
	await province.does(422, "/jobs", { ...fields, table: "nothing" });
});

await test("two are made at a time, a third is refused with a sentence; workbooks that somebody waits for break none of them", async () => {
	const others = ["province", "province2"], clients = await Promise.all(others.map(login)), answers = [];
	let busy = true;
	const hammer = async () => {
		const client = await login("officer");
		while (busy)
			answers.push((await client.get("/sheets.xlsx")).status);
	};
	const hammered = hammer();
	const jobs = await Promise.all(clients.map((client) => begins(client, sheets())));
	const third = await clients[0].post("/jobs", sheets());
	equal([third.status, said(third).includes("đang chạy nhiều việc cùng lúc")], [503, true], "the third");
	for (const [i, client] of clients.entries()) {
		const { state, problem } = await ended(client, jobs[i]);
		equal([state, problem], ["done", null], others[i]);
	}
	busy = false;
	await hammered;
	holds(answers.includes(200) && answers.every((status) => status === 200 || status === 503), `answers: ${[...new Set(answers)]}`);
	equal((await ended(clients[0], await begins(clients[0], sheets()))).state, "done", "afterwards");
});

/* ---- broken off ---- */

const started = (job) => job.done > 0;

await test("one that is cancelled leaves nothing", async () => {
	const before = left(), one = await begins(province, sheets()), job = await until(province, one, started);
	equal(job.state, "running", "it runs");
	await province.does(303, `${one}/cancel`);
	const { state, result, done } = await ended(province, one);
	equal([state, result], ["cancelled", null], "how it ended");
	holds(done < total, `${done} were done`);
	equal(left(), before, "what is left");
	equal((await province.get(`${one}/result`)).status, 404, "no file");
});

await test("one whose server was killed is told so after the restart, leaves nothing, and is begun anew", async () => {
	const before = left(), noted = exports().length, one = await begins(province, sheets());
	equal((await until(province, one, started)).state, "running", "it runs");
	await server.kill();
	equal(exports().length, noted + 1, "what it would show was noted before");
	server = await Server.start(folder);
	province = await login("province2");
	const job = await province.json(`${one}.json`), page = said(await province.page(one));
	equal([job.state, job.result], ["stopped", null], "what is told");
	holds(page.includes("Bị ngắt vì máy chủ dừng, chưa làm xong") && page.includes("Làm lại từ đầu") && !page.includes("Tiếp tục"), page);
	equal(left(), before, "what is left");
	equal((await province.post(`${one}/resume`)).status, 409, "it does not go on where it was");
	const again = await begins(province, { again: job.id });
	equal([(await ended(province, again)).state, (await province.page(`${again}/result`)).headers["content-type"]], ["done", XLSX], "anew");
});

await finish(server);
