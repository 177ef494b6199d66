/* Every table as CSV: the rows of the JSON, all of them, masked alike; no cell that a spreadsheet would run; every one in the log. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { equal, fail, finish, holds, test, wait } from "./harness.mjs";
import { options } from "./html.mjs";
import { person, typed } from "./sheets.mjs";
import { demoWorld } from "./worlds.mjs";

/* Rows of cells, read by the letter of RFC 4180. */
function parse(text) {
	const rows = [[]];
	let cell = "", quoted = false;
	const end = () => { rows.at(-1).push(cell); cell = ""; };
	for (let i = 0; i < text.length; i++) {
		const c = text[i];
		if (quoted) {
			if (c !== '"')
				cell += c;
			else if (text[i + 1] === '"')
				cell += text[++i];
			else
				quoted = false;
		} else if (c === '"') {
			equal(cell, "", "a quote inside a cell");
			quoted = true;
		} else if (c === ",") {
			end();
		} else if (c === "\r" && text[i + 1] === "\n") {
			end();
			rows.push([]);
			i++;
		} else {
			holds(c !== "\n" && c !== "\r", "a bare line end outside quotes");
			cell += c;
		}
	}
	equal(rows.pop(), [], "what stands after the last line end");
	return rows;
}

/* Objects by the names of the columns. */
async function table(client, path) {
	const answer = await client.page(path);
	equal(answer.headers["content-type"], "text/csv; charset=utf-8; header=present", `type of ${path}`);
	holds(/^attachment; filename="[a-z0-9-]+\.csv"$/.test(answer.headers["content-disposition"]), `${path}: ${answer.headers["content-disposition"]}`);
	equal(answer.headers["cache-control"], "no-store", `${path} in caches`);
	equal([...answer.body.subarray(0, 3)], [0xef, 0xbb, 0xbf], `the mark of ${path}`);
	const [names, ...rows] = parse(answer.text.slice(1));
	for (const row of rows)
		equal(row.length, names.length, `cells of ${JSON.stringify(row)}`);
	return rows.map((row) => Object.fromEntries(row.map((cell, i) => [names[i], cell])));
}

const cell = (value) => (value === null || value === undefined ? "" : String(value).replace(/^[=+@-]/, "'$&"));

/* The rows are those of the JSON, cell by cell. */
function same(rows, wanted, names, what) {
	equal(rows.length, wanted.length, `rows of ${what}`);
	wanted.forEach((row, i) => names.forEach((name) => equal(rows[i][name], cell(row[name]), `${what}, row ${i}, ${name}`)));
}

const sheetNames = ["id", "state", "full_name", "birth_date", "sex", "citizen_id", "paper_no", "area", "commune", "enumerator", "collected_on", "since",
	"open_errors", "open_warnings"];
const world = await demoWorld(), officer = await world.client("officer"), police = await world.client("police"), [hamlet] = await world.hamlets(officer);

await test("sheets: all rows of the JSON, for every role that sees some, with the filters of the page", async () => {
	for (const name of ["enumerator", "hamlet_leader", "officer", "leader", "police", "police_superior", "district", "province"]) {
		const client = await world.client(name);
		same(await table(client, "/sheets.csv"), await client.rows("/sheets.json"), sheetNames, `sheets of ${name}`);
	}
	for (const filter of ["state=draft", "state=received&clean=1", `area=${hamlet}`, "q=nguyen", "state=cancelled&q=khong+ai+ca"])
		same(await table(officer, `/sheets.csv?${filter}`), await officer.rows(`/sheets.json?${filter}`), sheetNames, filter);
	equal((await officer.get("/sheets.csv?state=nonsense")).status, 400, "a filter that is none");
});

await test("queues: review with what was found, police with the batch", async () => {
	const queue = await officer.rows("/review.json"), rows = await table(officer, "/review.csv");
	same(rows, queue, sheetNames, "review");
	queue.forEach((row, i) => equal(rows[i].findings, row.findings.map((f) => `${f.rule}: ${f.message}`).join("; "), `findings of ${row.id}`));
	same(await table(officer, "/review.csv?clean=0"), await officer.rows("/review.json?clean=0"), sheetNames, "review of the unclean");
	const entries = await table(police, "/police.csv");
	same(entries, await police.rows("/police.json"), sheetNames, "police");
	holds(entries.length > 0 && entries.every((row) => row.batch > 0 && row.batch_year === "2024"), "batches of the police's queue");
});

await test("batches and one batch", async () => {
	const register = await officer.rows("/handovers.json");
	same(await table(officer, "/handovers.csv"), register, ["id", "number", "year", "state", "commune", "campaign", "delivered_at", "delivered_by",
		"signed_at", "signed_by", "sheets", "present", "missing", "entered"], "register");
	for (const { id } of register.slice(0, 2))
		for (const client of [officer, police])
			same(await table(client, `/handovers/${id}.csv`), (await client.json(`/handovers/${id}.json`)).rows,
				["position", "id", "outcome", "state", "full_name", "birth_date", "citizen_id", "paper_no", "area"], `batch ${id}`);
});

await test("progress: the rows and their sum", async () => {
	const names = ["target", "collected", "accepted", "returned", "handed_over", "entered", "police_returned", "left", "late"];
	for (const name of ["officer", "district", "province", "enumerator"]) {
		const client = await world.client(name), { rows, total } = await client.json("/reports/progress.json"), found = await table(client, "/reports/progress.csv");
		same(found.slice(0, -1), rows, ["area_id", "code", "name", ...names], `progress of ${name}`);
		same(found.slice(-1), [{ area_id: null, code: null, name: "Cộng", ...total }], ["area_id", "code", "name", ...names], `sum of ${name}`);
	}
});

await test("a cell that begins like a formula is a text; quotes, commas, semicolons stay what they are", async () => {
	const nasty = { full_name: '=HYPERLINK("http://x","y"), "a"; b', paper_no: "@SUM(A1)" };
	const id = await officer.saves(typed(70, { ...nasty, area_id: hamlet })), row = (await table(officer, "/sheets.csv?state=draft")).find((one) => one.id === String(id));
	equal([row.full_name, row.paper_no], [`'${nasty.full_name}`, `'${nasty.paper_no}`], "the cells");
	for (const path of ["/sheets.csv", "/review.csv", "/handovers.csv", "/police.csv", "/reports/progress.csv"])
		for (const one of await table(path === "/police.csv" ? police : officer, path))
			for (const [name, text] of Object.entries(one))
				holds(!/^[=+@\t\r-]/.test(text), `${path}: ${name} is ${text}`);
});

await test("masked roles read the last three digits only", async () => {
	const id = person(71).id;
	await officer.saves(typed(71, { area_id: hamlet, paper_no: "PS 12" }), "submit");
	for (const name of ["leader", "district", "province"]) {
		const { text } = await (await world.client(name)).page("/sheets.csv");
		holds(!text.includes(id) && !/\d{9}/.test(text.replace(/\d{4}-\d\d-\d\dT[\d:]+Z/g, "")), `a whole number for ${name}`);
		holds(text.includes(id.slice(-3)), `the last digits for ${name}`);
	}
	holds((await officer.page("/sheets.csv")).text.includes(id), "the officer reads it");
});

await test("more rows than one page holds: streamed, each once, in order; HEAD has the headers", async () => {
	const ids = [];
	for (let i = 0; i < 430; i++)
		ids.push(await officer.saves({ full_name: `Người Thứ ${i}`, area_id: hamlet }));
	const answer = await officer.page("/sheets.csv"), rows = await table(officer, "/sheets.csv");
	equal(answer.headers["transfer-encoding"], "chunked", "the body");
	same(rows, await officer.rows("/sheets.json"), sheetNames, "all sheets");
	holds(rows.length > 500 && ids.every((id) => rows.some((row) => row.id === String(id))), `${rows.length} rows`);
	const head = await officer.request("HEAD", "/sheets.csv");
	equal([head.status, head.body.length, head.headers["content-disposition"]], [200, 0, 'attachment; filename="phieu.csv"'], "HEAD");
});

await test("without a session a link to a file leads to the login", async () => {
	const nobody = officer.twin();
	nobody.cookies.clear();
	const answer = await nobody.get("/sheets.csv?state=draft");
	equal([answer.status, answer.location], [303, "/login?next=/sheets.csv%3Fstate%3Ddraft"], "where it leads");
});

await test("every file is in the log of views, with its number of rows", async () => {
	const before = (await officer.rows("/sheets.json")).length;
	for (const form of ["pdf", "docx"])
		await officer.page(`/sheets.${form}`);
	await table(officer, "/handovers.csv");
	await wait(2500);
	const log = execFileSync("sqlite3", ["-readonly", join(world.server.folder, "mau03.db"),
		"SELECT CASE WHEN table_name IS NULL THEN detail ELSE table_name || ' ' || COALESCE(shown, 0) END FROM access_log WHERE action = 'export' ORDER BY id"])
		.toString().trim().split("\n");
	const register = await officer.rows("/handovers.json");
	holds(register.length > 0, "batches");
	equal(log.at(-1), "so-ban-giao 0", "the last line: a register of batches shows nobody");
	holds(log.some((line) => /^phieu [1-9]\d+$/.test(line)), "/sheets.csv in the log, with its number of rows");
	equal(log.slice(-3, -1), [`phieu ${before}`, `phieu ${before}`], "the table as PDF and .docx");
	for (const name of ["cho-nghiem-thu", "cho-nhap"])
		holds(log.some((line) => new RegExp(`^${name} [1-9]\\d*$`).test(line)), `${name} in the log`);
});

await test("print is for pages: JSON is the page that it is without", async () => {
	const plain = await officer.json("/sheets.json"), printed = await officer.json("/sheets.json?print=1");
	equal([printed.rows.length, printed.next], [plain.rows.length, plain.next], "as many rows");
	holds(plain.next !== null, "not all");
});

await test("whose sheets a batch shows is noted, and whose are offered for one", async () => {
	const [{ id }] = await officer.rows("/handovers.json"), listed = (await officer.json(`/handovers/${id}.json`)).rows.map((row) => row.id).sort((a, b) => a - b);
	const offered = [...(await officer.page("/handovers")).text.matchAll(/type="checkbox" name="ids" value="(\d+)"/g)].map(([, sheet]) => Number(sheet)).sort((a, b) => a - b);
	await officer.page("/handovers?print=1");
	await wait(2500);
	const folder = join(world.server.folder, "mau03.db");
	equal(execFileSync("sqlite3", ["-readonly", folder, "SELECT count(*) FROM access_log WHERE table_name = 'cho-ban-giao'"]).toString().trim(), "1",
		"the paper of the register offers nothing");
	for (const [name, ids] of [["ban-giao", listed], ["cho-ban-giao", offered]]) {
		const noted = execFileSync("sqlite3", ["-readonly", folder,
			`SELECT shown, lowest, highest, commune_id > 0 FROM access_log WHERE table_name = '${name}' ORDER BY id DESC LIMIT 1`]).toString().trim();
		holds(ids.length > 1, `${name} shows ${ids.length}`);
		equal(noted, [ids.length, ids[0], ids.at(-1), 1].join("|"), name);
	}
});

await test("a paper says the filter that it was made with; a page those that have no input, and how to leave them", async () => {
	const said = async (path) => /<(?:main|article)[^]*/.exec((await officer.page(path)).text)[0].replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
	const offered = options((await officer.page("/review")).text, "enumerator").filter(([value]) => /^\d+$/.test(value));
	const totals = await Promise.all(offered.map(async ([value]) => (await officer.json(`/sheets.json?enumerator=${value}&state=entered`)).total));
	const [writer, name] = offered[totals.findIndex((total) => total > 0)];
	const area = /name="area">[^]*?<option value="(\d+)">([^<]+)</.exec((await officer.page("/sheets")).text);
	holds((await said(`/sheets?print=1&state=accepted&area=${area[1]}&q=nguyen`)).includes(`Điều kiện: Trạng thái: Đã nghiệm thu; Địa bàn: ${area[2]}; Tìm: nguyen.`), "on paper");
	holds(!(await said("/sheets?print=1")).includes("Điều kiện:"), "a paper of everything");
	holds((await said(`/sheets?print=1&enumerator=${writer}`)).includes(`Điều kiện: Điều tra viên: ${name}.`), "without an input, on paper");
	const page = await said(`/sheets?enumerator=${writer}&state=entered`);
	holds(page.includes(`Điều kiện: Điều tra viên: ${name}. Bỏ điều kiện lọc`) && !page.includes("Điều kiện: Trạng thái"), "the page");
	holds(!(await said("/sheets?state=entered")).includes("Điều kiện:"), "a page whose filters all have inputs");
	const paper = await (await world.client("admin")).page("/admin/log?print=1&from=2024-06-01");
	holds(paper.text.includes("Điều kiện: Từ ngày: 01/06/2024."), "a day");
});

await test("the head that rows are sorted by says which way, and leads the other way", async () => {
	const head = async (query) => /<th[^>]*><a class="sort-link" href="[^"]*since">/.exec((await officer.page(`/sheets${query}`)).text)[0];
	equal(await head(""), '<th scope="col" data-wide><a class="sort-link" href="/sheets?sort=since">', "not sorted");
	equal(await head("?sort=since"), '<th scope="col" data-wide aria-sort="ascending"><a class="sort-link" href="/sheets?sort=-since">', "the oldest first");
	equal(await head("?sort=-since"), '<th scope="col" data-wide aria-sort="descending"><a class="sort-link" href="/sheets?sort=since">', "the newest first");
});

await test("what a list can be sorted by is a choice at every width, and is kept when it is filtered", async () => {
	const choice = (html) => [...(/<select[^>]*id="sort"[^>]*>([\s\S]*?)<\/select>/.exec(html)?.[1] ?? "").matchAll(/<option value="([^"]*)"( selected)?>([^<]*)/g)].map(([, value, chosen, label]) => [value, chosen !== undefined, label]);
	equal(choice((await officer.page("/sheets")).text), [["", false, "Sắp xếp: mặc định"], ["since", false, "Cập nhật: cũ trước"], ["-since", false, "Cập nhật: mới trước"]], "of one commune");
	equal(choice((await officer.page("/sheets?late=1&sort=-late")).text).filter(([, chosen]) => chosen), [["-late", true, "Thời hạn: quá hạn lâu trước"]], "what is chosen");
	equal(choice((await officer.page("/sheets?late=1&sort=-since")).text).map(([value]) => value), ["", "-late", "late", "since", "-since"], "the most late first is offered first");
	equal(choice((await officer.page("/review")).text), [], "where nothing can be chosen");
	const hidden = (await officer.page("/sheets?sort=-id")).text;
	holds(hidden.includes('<input type="hidden" name="sort" value="-id">') && !choice(hidden).some(([, chosen]) => chosen), "an order of no column goes along");
	equal((await officer.post("/search", { list: "/sheets", late: "1", sort: "-since", q: "" })).headers.location, "/sheets?late=1&sort=-since", "on to the list");
	equal((await officer.post("/search", { list: "/sheets", late: "", sort: "", q: "" })).headers.location, "/sheets", "none of it");
});

await test("a sheet of somebody without a name can be opened from the list", async () => {
	const id = await officer.saves({ area_id: hamlet }), json = (await officer.rows("/sheets.json?state=draft")).find((row) => row.id === id);
	holds(new RegExp(`<a[^>]* href="/sheets/${id}">\\(chưa ghi họ tên\\)</a>`).test((await officer.page("/sheets")).text), "the link has a name");
	equal(json.full_name, null, "JSON");
});

await test("a sheet that names no hamlet: nothing stands in its place, in lists, files and JSON", async () => {
	const name = "Không Thôn Tổ", fields = typed(820, { full_name: name, area_id: "" }), id = await officer.saves(fields), by = (row) => Number(row.id) === id;
	const json = (await officer.rows("/sheets.json?state=draft")).find(by), csv = (await table(officer, "/sheets.csv?state=draft")).find(by);
	equal([json.area, csv.area, csv.commune], [null, "", json.commune], "files");
	const row = (page) => new RegExp(`<tr[^>]*>(?:(?!</tr>).)*href="/sheets/${id}"(?:(?!</tr>).)*</tr>`, "s").exec(page.text)?.[0] ?? fail("no row");
	const shown = row(await officer.page("/sheets"));
	holds(shown.includes(">(chưa ghi)</td>") && !shown.includes(json.commune), `the list: ${shown}`);
});

await finish(world.server);
