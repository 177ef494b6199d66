/* Whose data was shown: pages and papers of one sheet, of a person, of a pair leave a row with the ids, before they are answered or within a
 * second; the log tells it in words. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { equal, finish, holds, test, wait } from "./harness.mjs";
import { decode } from "./html.mjs";
import { typed } from "./sheets.mjs";
import { bareWorld } from "./worlds.mjs";

const world = await bareWorld(), officer = await world.client("officer"), leader = await world.client("leader"), admin = await world.client("admin");
const [hamlet] = await world.hamlets(officer), database = join(world.server.folder, "mau03.db");
let used = 300;
const fresh = (changes = {}) => typed(used++, { area_id: hamlet, ...changes });
const sql = (text) => JSON.parse(execFileSync("sqlite3", ["-readonly", "-json", database, text]).toString() || "[]");
const columns = "action, sheet_id, detail, table_name, commune_id, lowest, highest, shown, hex(ids) AS ids";

/* The rows after that one; what is queued is written within a second. */
async function rowsAfter(id, count) {
	for (let i = 0; i < 100; i++) {
		const rows = sql(`SELECT ${columns} FROM access_log WHERE id > ${id} ORDER BY id`);
		if (rows.length >= count)
			return rows;
		await wait(50);
	}
	return [];
}

const last = () => sql("SELECT COALESCE(max(id), 0) AS id FROM access_log")[0].id;
/* Small ids are a byte each. */
const hex = (...ids) => ids.map((id, i) => (id - (ids[i - 1] ?? 0)).toString(16).toUpperCase().padStart(2, "0")).join("");
const text = (html) => decode(html.replace(/<[^>]*>/g, " ")).replace(/\s+/g, " ");

/* Waits for what was queued before. */
async function settled() {
	const before = last();
	await wait(1200);
	return Math.max(before, last());
}

await test("a sheet by itself: page, JSON, edit, comparison; its paper is noted before it is shown", async () => {
	const id = await officer.saves(fresh(), "submit"), before = await settled();
	await officer.page(`/sheets/${id}/print`);
	equal(sql(`SELECT ${columns} FROM access_log WHERE id > ${before}`).map((row) => [row.action, row.sheet_id, row.table_name]), [["print", id, null]], "at once");
	for (const path of ["", ".json", "/edit", "/changes"])
		await officer.page(`/sheets/${id}${path}`);
	const rows = await rowsAfter(before, 5);
	equal(rows.map((row) => [row.action, row.sheet_id]), [["print", id], ...Array(4).fill(["view", id])], "one each");
	holds(rows.every((row) => row.ids === "" && row.commune_id === null), "of no list");
});

await test("a person and a pair: one row with the ids of all sheets and their commune", async () => {
	const fields = fresh(), a = await officer.saves(fields, "submit"), b = await officer.saves({ ...fields, full_name: `${fields.full_name} Hai` }, "submit");
	const person = (await officer.sheet(a)).person_id, other = (await officer.sheet(b)).person_id, commune = sql(`SELECT commune_id FROM worker_sheet WHERE id = ${a}`)[0].commune_id;
	equal(person, other, "one person");
	let before = await settled();
	await officer.page(`/people/${person}/print`);
	const wanted = { sheet_id: null, detail: null, table_name: "person", commune_id: commune, lowest: a, highest: b, shown: 2, ids: hex(a, b) };
	equal(sql(`SELECT ${columns} FROM access_log WHERE id > ${before}`), [{ action: "print", ...wanted }], "at once, and no view besides");
	before = last();
	await leader.page(`/people/${person}`);
	await officer.page(`/people/${person}.json`);
	await officer.page(`/duplicates/${a}/${b}`);
	equal(await rowsAfter(before, 3), [{ action: "view", ...wanted }, { action: "view", ...wanted }, { action: "view", ...wanted, table_name: "duplicate_pair" }], "one row each");
	const log = text((await admin.page("/admin/log?kind=views&action=view")).text);
	holds(log.includes("Hồ sơ người lao động: 2 phiếu") && log.includes("Đối chiếu hai phiếu: 2 phiếu"), log);
	holds(text((await admin.page("/admin/log?kind=views&action=print")).text).includes("Hồ sơ người lao động: 2 phiếu"), "the paper");
});

await test("who is looked up to begin a change, or by a card: three digits, what was found, no number", async () => {
	const fields = fresh(), id = await officer.saves(fields, "submit");
	await officer.does(303, `/sheets/${id}/accept`, {});
	const before = await settled(), end = fields.citizen_id.slice(-3);
	await officer.does(200, "/sheets/change", { q: fields.citizen_id });
	await officer.does(200, "/sheets", { card: `${fields.citizen_id}|225871043|${fields.full_name}|05031985|Nam|Tổ 7|20042021` });
	await officer.does(200, "/sheets/change", { q: "056085999999" });
	const rows = await rowsAfter(before, 3);
	equal(rows.map((row) => [row.action, row.table_name, row.detail, row.shown, row.ids]), [["search", "change", `citizen_id ending ${end}`, 1, hex(id)],
		["search", "card", `citizen_id ending ${end}`, 1, hex(id)], ["search", "change", "citizen_id ending 999", null, ""]], "three rows");
	holds(!JSON.stringify(sql("SELECT * FROM access_log WHERE ids IS NULL")).includes(fields.citizen_id.slice(0, 9)), "no number");
	const log = text((await admin.page("/admin/log?kind=views&action=search")).text);
	holds(log.includes(`Số có ba chữ số cuối ${end}, tìm thấy phiếu ${id}`) && log.includes("cuối 999, không tìm thấy phiếu nào"), log);
});

await test("what is refused shows the sheet again, and the sheet of before beside what is typed: noted like any page", async () => {
	const fields = fresh(), a = await officer.saves(fields, "submit"), b = await officer.saves({ ...fields, full_name: `${fields.full_name} Hai` }, "submit");
	const own = fresh(), base = await officer.saves(own, "submit"), { person_id: person } = await officer.sheet(base);
	await officer.does(303, `/sheets/${base}/accept`, {});
	const draft = await officer.saves(fresh(), "save"), before = await settled();
	await officer.does(422, `/sheets/${a}/return`, { reason: "" });
	await officer.does(422, `/sheets/${a}/confirm`, {});
	await officer.does(409, `/duplicates/${a}/${b}`, { decision: "undo", reason: "nhầm" });
	await officer.page(`/sheets/new?person=${person}&kind=2`);
	await officer.does(409, `/sheets/${draft}/edit`, { ...fresh(), row_version: 99, action: "save" });
	const pair = { sheet_id: null, table_name: "duplicate_pair", ids: hex(a, b) }, one = (id) => ({ sheet_id: id, table_name: null, ids: "" });
	equal((await rowsAfter(before, 5)).map(({ sheet_id, table_name, ids }) => ({ sheet_id, table_name, ids })), [one(a), one(a), pair, one(base), one(draft)], "one row each");
});

await test("those that were left out are named on the list, and noted", async () => {
	const a = await officer.saves(fresh(), "save"), b = await officer.saves(fresh(), "submit"), before = await settled(), { commune_id: commune } = sql(`SELECT commune_id FROM worker_sheet WHERE id = ${a}`)[0];
	await officer.page(`/review?accepted=0&left=${a},${b}`);
	const rows = await rowsAfter(before, 2);
	equal(rows.map((row) => [row.action, row.table_name]), [["list", "cho-nghiem-thu"], ["list", "cho-nghiem-thu"]], "the list and those");
	equal([rows[1].ids, rows[1].commune_id], [hex(a, b), commune], "who they are");
});

await finish(world.server);
