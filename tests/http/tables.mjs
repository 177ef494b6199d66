/* Every declared table (src/report/registry.c), in every form, for every role: the same rows and columns on the page, on paper, as JSON, CSV,
 * XLSX, PDF and .docx; masked alike; what is sorted is in order, and nobody sorts by what he is not shown whole. */
import { execFileSync, spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { inflateRawSync } from "node:zlib";
import { equal, fail, finish, holds, root, test } from "./harness.mjs";
import { decode, tags } from "./html.mjs";
import { typed } from "./sheets.mjs";
import { demoWorld } from "./worlds.mjs";

const roles = ["enumerator", "hamlet_leader", "officer", "leader", "police", "police_superior", "district", "province", "admin"];
const masked = ["leader", "police_superior", "district", "province"];

/* ---- what is declared ---- */

const read = (path) => readFileSync(join(root, path), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
const files = readdirSync(join(root, "src/report"), { recursive: true }).filter((name) => /\.[ch]$/.test(name)).map((name) => read(`src/report/${name}`));
const macros = new Map(files.flatMap((text) => [...text.matchAll(/^#define (\w+)(?!\()\s((?:.*\\\n)*.*)/gm)].map(([, name, body]) => [name, body.replace(/\\\n/g, " ")])));
const calls = new Map(files.flatMap((text) => [...text.matchAll(/^#define (\w+)\(([^)]*)\) ((?:.*\\\n)*.*)/gm)].map(([, name, of, body]) => [name, { of: of.split(", "), body: body.replace(/\\\n/g, " ") }])));
const kinds = new Map([...read("src/table/kind.def").matchAll(/^KIND\((\w+), (\w+), (\w+), (\w+),/gm)].map(([, name, held, mask, file]) => [name, { held, mask, file }]));

/* A macro with what it was given. */
const called = ({ of, body }, given) => of.reduce((text, name, i) => text.replace(new RegExp(`#${name}\\b`, "g"), `"${given[i]}"`).replace(new RegExp(`\\b${name}\\b`, "g"), given[i]), body);

const expanded = (text) => {
	for (let before = ""; before !== text;) {
		before = text;
		text = text.replace(/"[^"]*"|\b[A-Z_]{4,}\b(?!\()/g, (word) => macros.get(word) ?? word);
		text = text.replace(/\b([A-Z_]{4,})\(([^()]*)\)/g, (call, name, given) => (calls.has(name) ? called(calls.get(name), given.split(", ")) : call)).replace(/" "/g, "");
	}
	return text;
};

/* What stands in the outermost braces. */
function items(text) {
	const found = [];
	for (let i = 0, depth = 0, from = 0; i < text.length; i++) {
		if (text[i] === "{" && depth++ === 0)
			from = i + 1;
		if (text[i] === "}" && --depth === 0)
			found.push(text.slice(from, i));
	}
	return found;
}

function columnsOf(text, list) {
	const body = new RegExp(`struct column ${list}\\[\\] = \\{([\\s\\S]*?)\\n\\};`).exec(text)?.[1] ?? fail(`no columns ${list}`);
	return items(expanded(body)).map((item) => ({
		name: /^\s*"(\w+)"/.exec(item)?.[1] ?? null,            /* null: that of a question */
		kind: /KIND_(\w+)/.exec(item)?.[1] ?? fail(`no kind in ${item}`),
		shown: !item.includes("COLUMN_FILE"), inFiles: !item.includes("COLUMN_SHOWN"),
	}));
}

/* Their text; "": there are none. */
const filtersOf = (text, list) => (list === undefined ? "" : expanded(new RegExp(`struct table_filter ${list}\\[\\] = \\{([\\s\\S]*?)\\};`).exec(text)?.[1] ?? fail(`no filters ${list}`)));

const declared = new Map(files.flatMap((text) => [...text.matchAll(/^const struct table (\w+) = \{([\s\S]*?)\n\};/gm)].map(([, id, body]) => [id, {
	name: /\.name = "([^"]+)"/.exec(body)[1], byArea: filtersOf(text, /TABLE_FILTERS\((\w+)/.exec(expanded(body))?.[1]).includes('"area", MSG_LEVEL_AREA'), path: /\.path = "([^"]+)"/.exec(expanded(body))[1], columns: columnsOf(text, /TABLE_COLUMNS\((\w+)\)/.exec(body)[1]),
}])));
const registered = [...read("src/report/registry.c").matchAll(/^\t&(\w+),$/gm)].map(([, id]) => declared.get(id) ?? fail(`${id} is not declared`));

/* ---- the forms ---- */

const text = (html) => decode(html.replace(/<[^>]*>/g, "")).trim();

/* The cells of the table with that class: { heads, rows, sum, sorts, order }; order: by what it stands, if by a column. */
function readHtml(html, name) {
	const at = html.search(new RegExp(`<table class="[^"]*\\b${name}\\b`));
	if (at < 0)
		return null;
	const table = html.slice(at, html.indexOf("</table>", at)), part = (tag) => new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(table)?.[1] ?? "";
	const cells = (rows) => [...rows.matchAll(/<tr[^>]*>([\s\S]*?)<\/tr>/g)].map(([, row]) => [...row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell]) => text(cell)));
	const sorts = tags(part("thead")).filter((tag) => tag.attributes.get("class") === "sort-link").map((tag) => tag.attributes.get("href"));
	const order = /aria-sort="ascending"><a class="sort-link" href="[^"]*\bsort=-(\w+)/.exec(part("thead"))?.[1];
	return { heads: cells(part("thead"))[0], rows: cells(part("tbody")), sum: cells(part("tfoot"))[0] ?? null, sorts, order };
}

/* Of the table of that name, where a page has several. */
async function readPages(client, path, name) {
	let whole = null;
	for (let next = path, pages = 0; next !== undefined; pages++) {
		const { text: html } = await client.page(next), at = html.indexOf(`id="found-${name}"`), other = at < 0 && html.includes('id="found-');
		const page = other ? null : readHtml(html.slice(Math.max(at, 0)), "list-table");
		holds(pages < 100, `${path} has no end`);
		if (page === null)
			return whole;
		whole = whole === null ? page : { ...whole, rows: [...whole.rows, ...page.rows] };
		next = tags(html).find((tag) => tag.attributes.get("rel") === "next")?.attributes.get("href");
	}
	return whole;
}

function readCsv(csv) {
	const rows = [[]];
	for (const [, quoted, plain, end] of csv.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
		rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
		if (end === "\r\n")
			rows.push([]);
		if (end === "")
			break;
	}
	rows.pop();
	return { heads: rows[0], rows: rows.slice(1) };
}

/* One openpyxl reads all workbooks, one after the other: to begin it takes longer than to read. */
const openpyxl = spawn("/usr/bin/python3", [join(root, "tests/xlsx.py"), "--each"], { stdio: ["pipe", "pipe", "inherit"] });
const toldLines = createInterface({ input: openpyxl.stdout })[Symbol.asyncIterator]();

async function nextLine() {
	const { value, done } = await toldLines.next();
	holds(!done, "openpyxl ended");
	return JSON.parse(value);
}

async function readXlsx(body) {
	openpyxl.stdin.write(`${body.length}\n`);
	openpyxl.stdin.write(body);
	const count = await nextLine(), lines = [];
	while (lines.length < count)
		lines.push(await nextLine());
	const [book, heads, ...rows] = lines;
	return { book, heads: heads.map((cell) => cell[2]), rows };
}

/* What a .docx says: the rows of its table with rules as { heads, rows, sum }. */
function readDocx(body) {
	const name = Buffer.from("word/document.xml"), at = body.indexOf(Buffer.from("PK\x01\x02", "latin1"));
	holds(at > 0, "no .docx");
	let entry = at;
	while (!body.subarray(entry + 46, entry + 46 + body.readUInt16LE(entry + 28)).equals(name))
		entry += 46 + body.readUInt16LE(entry + 28) + body.readUInt16LE(entry + 30) + body.readUInt16LE(entry + 32);
	const from = body.readUInt32LE(entry + 42), data = from + 30 + body.readUInt16LE(from + 26) + body.readUInt16LE(from + 28);
	const packed = body.subarray(data, data + body.readUInt32LE(entry + 20));
	const xml = (body.readUInt16LE(entry + 10) === 0 ? packed : inflateRawSync(packed)).toString(), table = /<w:tbl>(?:(?!<\/w:tbl>)[\s\S])*<w:tblBorders>[\s\S]*?<\/w:tbl>/.exec(xml)?.[0] ?? "";
	const rows = [...table.matchAll(/<w:tr>([\s\S]*?)<\/w:tr>/g)].map(([, row]) => ({ cells: [...row.matchAll(/<w:tc>([\s\S]*?)<\/w:tc>/g)].map(([, cell]) => text(cell.replaceAll("<w:br/>", " "))) }));
	const summed = rows.length > 1 && rows.at(-1).cells[0] === "";
	return { heads: rows[0]?.cells ?? [], rows: rows.slice(1, summed ? -1 : undefined).map((row) => row.cells), sum: summed ? rows.at(-1).cells : null };
}

/* ---- how a value stands in each ---- */

const inCsv = (value) => (value === null || value === undefined ? "" : String(value).replace(/^[=+@\t\r-]/, "'$&"));
const local = (utc) => new Date(Date.parse(utc) + 7 * 3600_000).toISOString();
const day = (iso) => iso.split("-").filter((part) => part !== "00").reverse().join("/");
const count = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ".");
const shownOf = {
	ID: (value) => (value === null ? "" : String(value)), COUNT: count, NAME: (value) => value ?? "", TEXT: (value) => value ?? "", NUMBER: (value) => value ?? "",
	PAPER: (value) => value ?? "", CODE: (value) => value ?? "", RULE: (value) => value ?? "", HAMLET: (value) => value ?? "(chưa ghi)",
	DAY: (value) => (value === null ? "" : day(value)), TIME: (value) => (value === null ? "" : `${day(local(value).slice(0, 10))} ${local(value).slice(11, 16)}`),
};
const spaced = (value) => value.replace(/\s+/g, " ").trim();

/* Of a cell of a workbook: its value as files have it. */
function fromXlsx(cell, kind, what) {
	if (cell === null)
		return "";
	const [type, format, value] = cell, file = kinds.get(kind).file;
	equal(type, { TEXT: "s", ID_TEXT: "s", INT: "n", DAY: type === "s" ? "s" : "d", TIME: "d" }[file], `type of ${what}`);
	holds(file !== "ID_TEXT" || format === "@", `${what} is ${format}`);
	if (type === "d")
		return file === "DAY" ? value.slice(0, 10) : value;
	return String(value);
}

/* The rows of a CSV without the row of sums, which JSON tells apart. */
function compareFiles(table, json, csv, xlsx) {
	const columns = table.columns.filter((column) => column.inFiles);
	equal(csv.heads.length, columns.length, "columns");
	equal(xlsx.heads, csv.heads, "heads of the workbook");
	columns.forEach((column, i) => equal(csv.heads[i], column.name ?? csv.heads[i], "a head"));
	const wanted = json.sum === undefined ? json.rows : [...json.rows, json.sum];
	equal([csv.rows.length, xlsx.rows.length], [wanted.length, wanted.length], "rows of the files");
	wanted.forEach((row, r) => columns.forEach(({ kind }, c) => {
		const value = row[csv.heads[c]] ?? null, what = `row ${r}, ${csv.heads[c]}`;
		if (value === null || typeof value !== "object")
			equal(csv.rows[r][c], inCsv(value), `CSV, ${what}`);
		const inBook = fromXlsx(xlsx.rows[r][c] ?? null, kind, what), inFile = csv.rows[r][c].replace(/^'(?=[=+@\t\r-])/, "");
		if (kind === "TIME" && inBook !== "")
			equal(inBook.slice(0, 16), local(inFile).slice(0, 16), `XLSX, ${what}`);
		else
			equal(inBook, inFile, `XLSX, ${what}`);
	}));
}

function compareHtml(table, json, heads, html, first, what) {
	const shown = table.columns.filter((column) => column.shown);
	equal(html.heads.length - first, shown.length, `${what}, columns`);
	equal(html.rows.length, json.rows.length, `${what}, rows`);
	let named = -1;
	const names = table.columns.map((column) => (column.inFiles ? heads[++named] : null));
	json.rows.forEach((row, r) => table.columns.filter((column) => column.shown).forEach((column, c) => {
		const name = names[table.columns.indexOf(column)], value = row[name], cell = html.rows[r][c + first];
		if (name !== null && shownOf[column.kind] !== undefined && typeof value !== "object")
			equal(spaced(cell), spaced(shownOf[column.kind](value)), `${what}, row ${r}, ${name}`);
		else if (name !== null && value === null && !shownOf[column.kind])
			holds(cell === "" || !/\d/.test(cell), `${what}, row ${r}, ${name}: ${cell} for nothing`);
	}));
	equal(html.sum !== null, json.sum !== undefined, `${what}, a row of sums`);
}

/* ---- people ---- */

const world = await demoWorld(), clients = new Map(), officer = await world.client("officer"), [hamlet] = await world.hamlets(officer);
for (const role of [...roles, "officer2"])
	clients.set(role, await world.client(role));
await officer.saves(typed(900, { area_id: hamlet, full_name: "=Công Thức", paper_no: "-1 PS", citizen_id: "012345678901" }));
await officer.saves(typed(901, { area_id: hamlet, birth_date: "1970" }), "submit");

for (const number of [901, 902, 902])
	await officer.saves(typed(number, { area_id: hamlet }), "submit");
const twins = await officer.rows("/duplicates.json");
await officer.does(303, `/duplicates/${twins[0].a}/${twins[0].b}`, { decision: "distinct", reason: "hai người" });

const sources = { roles: read("src/base/actor.h"), routes: read("src/web/routes.c") };

/* Tables whose paper says more than their page, or less. */
const ownPaper = new Set(["/reports/no-id"]);
/* Tables of what has minutes of its own: their PDF and .docx are those. */
const minutesOf = new Set(["/handovers/{id}", "/bundles/{id}", "/returns/{id}", "/minutes/{id}", "/payments/{id}"]);

/* The roles of a route: that get anything but 403. */
async function allowed(path) {
	const found = [];
	for (const role of roles)
		if ((await clients.get(role).get(path)).status !== 403)
			found.push(role);
	return found;
}

/* The hamlet leader sends on what waits there, so that there is a bundle. */
let bundled = false;
async function bundleOnce() {
	const leader = await world.client("hamlet_leader");
	const waiting = (await leader.json("/sheets.json?state=with_hamlet")).rows;
	if (!bundled)
		await leader.does(303, "/bundles", { ids: waiting.filter((row) => row.area === waiting[0].area).map((row) => row.id) });
	bundled = true;
}

/* Papers that came back from the police; the demo's are all with them. */
let taken = false;
async function takenBackOnce() {
	if (!taken)
		await officer.does(303, "/returns", { ids: (await officer.json("/returns/waiting.json")).rows.slice(0, 5).map((row) => row.id), place: "Tủ 1", keeper: "Tổ công tác" });
	taken = true;
}

/* The officer makes minutes of what one of his members sent. */
let minuted = false;
async function minutesOnce() {
	const maker = await world.client("officer");
	const own = (await maker.json("/members.json")).rows.find((row) => row.username === "enumerator" || row.name === "enumerator" || row.account === "enumerator");
	if (!minuted)
		await maker.does(303, "/minutes", { type: "acceptance", enumerator_id: own.id, from: "2020-01-01", to: "2024-06-10" });
	minuted = true;
}

/* The officer sets a price of what is collected; the campaign. */
let campaign;
async function pricedOnce() {
	if (campaign === undefined) {
		const id = /name="campaign_id" value="(\d+)"|href="\/admin\/campaigns\/(\d+)\/rules"/.exec((await officer.page("/rules")).text).slice(1).find(Boolean);
		for (const [role, more] of [["collect", { new: 5500, change: 2750, share: "50" }], ["check", { new: 500, change: 300, cap: "7" }]])
			await officer.does(303, `/admin/campaigns/${id}/prices`, { role, area: "commune:22351", from: "01/06/2023", decided_no: "12/2023/NQ-HĐND", decided_on: "01/05/2023", ...more });
		campaign = id;
	}
	return campaign;
}

/* A period that the officer closed. */
let paid = false;
async function paidOnce() {
	const id = await pricedOnce();
	if (paid)
		return;
	const { location } = await officer.does(303, "/payments", { campaign_id: id, role: "collect", from: "01/06/2023", to: "10/06/2024" });
	await officer.does(303, `${location}/close`, {});
	paid = true;
}

/* Ids of routes that have one, as the role finds them. */
const idOf = {
	"/handovers/{id}": async (client) => (await client.json("/handovers.json")).rows[0]?.id,
	"/bundles/{id}": async (client) => (await bundleOnce(), (await client.json("/bundles.json")).rows[0]?.id),
	"/returns/{id}": async (client) => (await takenBackOnce(), (await client.json("/returns.json")).rows[0]?.id),
	"/minutes/{id}": async (client) => (await minutesOnce(), (await client.json("/minutes.json")).rows[0]?.id),
	"/admin/campaigns/{id}/rules": async (client) => /href="\/admin\/campaigns\/(\d+)\/rules"/.exec((await client.page("/rules")).text)?.[1],
	"/admin/campaigns/{id}/prices": async (client) => pricedOnce(client),
	"/campaigns/{id}/estimate": async (client) => pricedOnce(client),
	"/payments/{id}": async (client) => (await paidOnce(), (await client.json("/payments.json")).rows.find((row) => row.state === "closed")?.id),
	"/campaigns/{id}/history": async (client) => (await client.json("/campaigns.json")).rows[0]?.id,
	"/admin/campaigns/{id}/milestones": async (client) => (await client.json("/admin/campaigns.json")).rows[0].id,
	"/admin/campaigns/{id}/tasks": async (client) => (await client.json("/admin/campaigns.json")).rows[0].id,
	"/admin/campaigns/{id}/targets": async (client) => (await client.json("/admin/campaigns.json")).rows[0].id,
};

/* Several tables at one address. */
const asked = { "phieu-trung-da-quyet-dinh": "?state=decided", "chat-luong-quy-tac": "?table=rules", "chat-luong-dia-ban": "?table=areas",
	"chat-luong-dieu-tra-vien": "?table=enumerators" };

/* The rows in a JSON, which may have those of several tables. */
const rowsOf = (json, path) => json[/[?&]table=(\w+)/.exec(path)?.[1] ?? "rows"];

/* The address with a suffix and one more thing that is asked. */
function formOf(path, suffix, more = "") {
	const [where, query] = path.split("?"), all = [query, more].filter(Boolean).join("&");
	return where + suffix + (all === "" ? "" : `?${all}`);
}

async function pathOf(table, client) {
	if (!table.path.includes("{id}"))
		return table.path + (asked[table.name] ?? "");
	const id = await (idOf[table.path] ?? fail(`${table.path}: whose id?`))(client);
	return id === undefined ? null : table.path.replace("{id}", id);
}

const numbers = () => new Set(execFileSync("sqlite3", ["-readonly", join(world.server.folder, "mau03.db"),
	"SELECT citizen_id FROM worker_sheet WHERE length(citizen_id) IN (9, 12)"]).toString().trim().split("\n"));

async function sorted(client, path, by) {
	const first = await client.json(formOf(path, ".json", `sort=${by}`));
	return (first.next ?? null) === null ? rowsOf(first, path) : client.rows(formOf(path, ".json", `sort=${by}`));
}

/* All forms of a table for somebody. */
async function everyForm(client, path, name) {
	const first = await client.json(formOf(path, ".json")), rows = (first.next ?? null) === null ? rowsOf(first, path) : await client.rows(formOf(path, ".json"));
	const csv = await client.page(formOf(path, ".csv")), xlsx = await client.page(formOf(path, ".xlsx")), paper = await client.page(formOf(path, "", "print=1"));
	equal(rows.length, Number.isInteger(first.total) ? first.total : rows.length, `total of ${path}`);
	equal(xlsx.headers["content-type"], "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "type of the workbook");
	const sum = first.sum ?? (rows.length > 0 && first.total instanceof Object && !path.endsWith("table=rules") ? { ...first.total, name: "Cộng" } : undefined);
	const page = await readPages(client, path, name), shown = page?.order === undefined ? rows : await sorted(client, path, page.order);
	return { json: { rows, sum }, shown: { rows: shown, sum }, csv: readCsv(csv.text), xlsx: await readXlsx(xlsx.body), paper: readHtml(paper.text, "letter-table"),
		page, texts: [JSON.stringify(rows), csv.text, paper.text, (await client.page(path)).text] };
}

const routeOf = (table) => /"GET", "(\S+)"/.test(sources.routes) && sources.routes.includes(`"GET", "${table.path}"`);
holds(registered.length > 0 && registered.every(routeOf), "a table without a route");

for (const table of registered) {
	const may = await allowed(table.path.replace("{id}", "1"));

	await test(`${table.name}: who may not see it gets no form of it`, async () => {
		holds(may.length > 0, `nobody sees ${table.path}`);
		for (const role of roles.filter((one) => !may.includes(one)))
			for (const form of ["", ".json", ".csv", ".xlsx", ".pdf", ".docx", "?print=1"])
				equal((await clients.get(role).get(table.path.replace("{id}", "1") + form)).status, 403, `${form} as ${role}`);
	});

	for (const role of may)
		await test(`${table.name} as ${role}: the same in every form`, async () => {
			const client = clients.get(role), path = await pathOf(table, client);
			if (path === null)
				return;
			const forms = await everyForm(client, path, table.name), { json, shown, csv, xlsx, paper, page } = forms;
			compareFiles(table, json, csv, xlsx);
			if (ownPaper.has(table.path))
				equal(paper.rows.length, json.rows.length, "rows of its own paper");
			else
				compareHtml(table, shown, csv.heads, paper, 1, "on paper");
			if (page !== null)
				compareHtml(table, shown, csv.heads, page, 0, "on the page");
			if (!minutesOf.has(table.path)) {
				const word = readDocx((await client.page(formOf(path, ".docx"))).body), pdf = role === may[0] ? (await client.page(formOf(path, ".pdf"))).body : null;
				compareHtml(table, shown, csv.heads, word, 1, "in Word");
				holds(pdf === null || (pdf.subarray(0, 5).toString() === "%PDF-" && pdf.includes("%%EOF")), "no PDF");
				forms.texts.push(JSON.stringify(word));
			}
			if (masked.includes(role)) {
				const whole = numbers(), cells = [...forms.texts, JSON.stringify(xlsx.rows)];
				for (const number of cells.join(" ").match(/(?<!\d)(\d{12}|\d{9})(?!\d)/g) ?? [])
					holds(!whole.has(number), `the whole number ${number}`);
			}
		});

	for (const role of may)
		await test(`${table.name} as ${role}: sorted by what the heads offer, refused by anything else`, async () => {
			const client = clients.get(role), path = await pathOf(table, client), heads = path === null ? null : readCsv((await client.page(formOf(path, ".csv"))).text).heads;
			const page = path === null ? null : await readPages(client, path, table.name), offered = (page?.sorts ?? []).map((url) => /sort=-?(\w+)/.exec(url)[1]);
			const columns = table.columns.filter((column) => column.inFiles);
			for (const [i, name] of page === null ? [] : heads.entries()) {
				const hidden = masked.includes(role) && kinds.get(columns[i].kind).mask !== "PLAIN";
				holds(!hidden || !offered.includes(name), `${name} can be sorted by`);
				if (hidden || !table.columns.some((column) => column.shown && (column.name ?? name) === name))
					equal(offered.includes(name), false, `${name} is offered`);
				if (hidden)
					equal((await client.get(formOf(path, ".json", `sort=${name}`))).status, 400, `sort=${name}`);
			}
			for (const name of offered.filter((one) => columns[heads.indexOf(one)]?.shown)) {
				const up = (await sorted(client, path, name)).map((row) => row[name]), down = (await sorted(client, path, `-${name}`)).map((row) => row[name]);
				equal(down.toReversed(), up, `by ${name}, down and up`);
				const { file, held } = kinds.get(columns[heads.indexOf(name)].kind), plain = file === "DAY" || file === "TIME" || (file === "INT" && held === "INT");
				for (let i = 1; i < up.length && plain; i++)
					holds((up[i - 1] ?? "") <= (up[i] ?? ""), `by ${name}: ${up[i - 1]} before ${up[i]}`);
			}
		});

	await test(`${table.name}: another's area shows nothing`, async () => {
		const far = clients.get("officer2"), foreign = (await world.hamlets(far))[0];
		for (const role of may.filter((one) => table.byArea && ["enumerator", "hamlet_leader", "officer", "leader", "police"].includes(one))) {
			const { status, text: answer } = await clients.get(role).get(`${table.path}.json?area=${foreign}`);
			holds(status === 404 || status === 200, `${status} for ${role}`);
			if (status === 200)
				equal(JSON.parse(answer).rows, [], `rows for ${role}`);
		}
	});
}

openpyxl.stdin.end();
await finish(world.server);
