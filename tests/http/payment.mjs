/* Payment: prices, periods that are opened and closed, what is taken back and paid again, the two papers, who sees what. What is paid is counted again here from
 * the history, by SQL of its own. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { command, equal, fail, finish, holds, must, newFolder, root, test, wait } from "./harness.mjs";
import { today, typed } from "./sheets.mjs";
import { bareWorld } from "./worlds.mjs";

const world = await bareWorld(), folder = newFolder();
const [enumerator, other, officer, wide, police, leader, district, province, admin, far] = await Promise.all(["enumerator", "enumerator_2", "officer", "wide_officer", "police", "leader",
	"district", "province", "admin", "far_officer"].map((name) => world.client(name)));
const [hamlet] = await world.hamlets(officer);
const file = join(world.server.folder, "mau03.db");
const sql = (text) => execFileSync("sqlite3", ["-readonly", file, text]).toString().trim();
const campaign = Number(sql("SELECT id FROM campaign WHERE code = 'TN-1'")), commune = Number(sql("SELECT id FROM area WHERE code = '99101'"));
const prices = `/admin/campaigns/${campaign}/prices`, decided = { decided_no: "12/2023/NQ-HĐND", decided_on: "01/05/2024" };
const setsPrice = (role, fields, client = officer, status = 303) => client.does(status, prices, { role, area: "commune:99101", from: "01/05/2024", ...decided, ...fields });
let used = 700;
const sent = async (client = enumerator, fields = {}) => client.saves(typed(used++, { area_id: hamlet, ...fields }), "submit");
async function accepts(id) {
	const open = (await officer.sheet(id)).findings.filter((finding) => finding.severity === "W" && finding.confirmed === null);
	await officer.does(303, `/sheets/${id}/accept`, Object.fromEntries(open.map((finding) => [`confirm_finding_${finding.id}`, "đúng như giấy tờ"])));
}
const accepted = async (client, fields) => { const id = await sent(client, fields); await accepts(id); return id; };
const period = (role, fields = {}) => ({ campaign_id: campaign, role, from: "2024-06-01", to: today, ...fields });
const opens = async (role, fields, client = officer) => Number(/^\/payments\/(\d+)$/.exec((await client.does(303, "/payments", period(role, fields))).location)?.[1] ?? fail("no period"));
const one = (id, client = officer) => client.json(`/payments/${id}.json`);
const closes = async (id, client = officer) => { await client.does(303, `/payments/${id}/close`, {}); return one(id); };
const lines = (payment) => payment.rows.map((row) => [row.payee, row.new_sheets, row.new_price, row.change_sheets, row.change_price, row.amount]);
const name = (client) => sql(`SELECT full_name FROM app_user WHERE username = '${client}'`);

/* What all periods of a role have paid; and the same from the history: each sheet that counts now, by the price that was in force when it was brought there. */
const paid = (role) => Number(sql(`SELECT COALESCE(sum(amount), 0) FROM payment WHERE role = '${role}'`));
const counting = (states) => sql(`SELECT s.id, COALESCE(s.kind, 1), (SELECT max(e.id) FROM event e JOIN event_kind k ON k.id = e.kind_id WHERE e.sheet_id = s.id AND k.to_state IN (${states})
	AND k.from_state NOT IN (${states})) FROM worker_sheet s WHERE s.commune_id = ${commune} AND s.state IN (${states})`).split("\n").filter(Boolean).map((row) => row.split("|").map(Number));
const passed = "'accepted', 'handed_over', 'police_returned', 'entered', 'archived'";
const pricesAt = [];
const priceOf = (event, kind) => pricesAt.filter(([from]) => from < event).at(-1)[kind === 1 ? 1 : 2];
const recount = (states) => counting(states).reduce((sum, [, kind, event]) => sum + priceOf(event, kind), 0);
const net = (role) => Number(sql(`SELECT COALESCE(max(n), 0) FROM (SELECT sum(sign) n FROM payment_sheet WHERE role = '${role}' GROUP BY sheet_id)`));

/* A page that leads back to that one. */
function estimatePage(page, up) {
	holds(page.text.includes(`<p class="way"><a href="${up}">`), `back to ${up}`);
	return page.text;
}

/* ---- prices ---- */

await test("prices are typed: without one nothing can be closed; shares, caps and text are checked; an officer sets those of his commune alone", async () => {
	const id = await accepted(enumerator), open = await opens("collect");
	equal((await one(open)).unpriced, 1, "a sheet without a price");
	holds((await officer.page("/payments")).text.includes(`<a class="row-link" href="/payments/${open}">Chưa có số</a>`), "it can be opened from the list");
	holds((await officer.post(`/payments/${open}/close`, {})).status === 409, "closing without a price");
	await officer.does(303, `/payments/${open}/drop`, {});
	equal((await officer.get(`/payments/${open}`)).status, 404, "what was dropped");
	holds(estimatePage(await officer.page(`/campaigns/${campaign}/estimate`), "/payments").includes("Chưa có đơn giá nào"), "an estimate without a price says so, and leads back");
	for (const wrong of [{ new: "" }, { new: "-5" }, { share: "101" }, { cap: "bảy" }, { decided_no: "" }, { decided_on: "31/02/2024" }, { from: "" }, { area: "99102" }, { area: "0" }, { role: "x" }])
		await setsPrice("collect", { new: 5000, change: 2500, ...wrong }, officer, 422);
	equal((await officer.json(`${prices}.json`)).rows, [], "nothing was set");
	const later = { new: 5000, change: 2500, from: "11/06/2024" };
	await setsPrice("collect", later);
	equal((await officer.json(`/campaigns/${campaign}/closing.json`)).rows.find((row) => row.what === "unpaid").count, 1, "a sheet without a price is not paid either");
	await setsPrice("collect", { ...later, drop: 1 });
	await setsPrice("collect", { new: 5000, change: 2500, share: "50", source: "Ngân sách địa phương" });
	await setsPrice("check", { new: 500, change: 300, cap: "7" });
	await setsPrice("entry", { new: 700, change: 700 });
	await setsPrice("informant", { new: 1000, change: 1000 }, admin);
	pricesAt.push([0, 5000, 2500]);
	const rows = (await officer.json(`${prices}.json`)).rows;
	equal(rows.map((row) => [row.role, row.new, row.change, row.share, row.cap]), [["check", 500, 300, null, "7"], ["collect", 5000, 2500, "50", null], ["entry", 700, 700, null, null], ["informant", 1000, 1000, null, null]], "the prices");
	const estimate = (await officer.json(`/campaigns/${campaign}/estimate.json`)).sum;
	equal([estimate.sheets, estimate.collect, estimate.check, estimate.total], [40, 200000, 40 * 350, 200000 + 14000 + 28000 + 40000], "targets by prices, the cap too");
	holds(estimatePage(await officer.page(`/campaigns/${campaign}/estimate`), "/payments").includes("mọi phiếu tính theo đơn giá thu mới"), "what it takes for granted");
	estimatePage(await admin.page(`/campaigns/${campaign}/estimate`), prices);
	const dossiers = (await district.json(`/payments/communes.json?campaign_id=${campaign}`)).rows;
	equal(dossiers.map((row) => [row.commune, row.periods, row.open, row.estimate, row.amount]), [["Phường Một", 0, 0, 282000, 0]], "a commune of which nothing has come is told");
	await setsPrice("entry", { new: 900, change: 900, from: "02/05/2024" });
	await setsPrice("entry", { new: 900, change: 900, from: "02/05/2024", drop: 1 });
	await setsPrice("entry", { new: 900, change: 900, from: "02/05/2024", drop: 1 }, officer, 422);
	equal((await officer.json(`${prices}.json`)).rows.length, 4, "one was dropped again");
	holds((await officer.page(`${prices}?price=${sql("SELECT max(id) FROM price")}`)).text.includes('value="1000"'), "the form of a price");
	holds((await officer.page(prices)).text.includes('name="area" value="99101"'), "the area of whoever asks, as offices write it");
	holds(!estimatePage(await officer.page("/payments/payees"), "/payments").includes('class="filters"'), "where nothing can be filtered by, no button stands alone");
	holds(id > 0, "a sheet");
});

/* ---- periods ---- */

let first;
await test("a period counts what was accepted in it, new and changes apart, by payee; two who close it at once: one 409, and nothing is paid twice", async () => {
	await accepted(enumerator);
	await accepted(other);
	await sent(other);
	const own = sql("SELECT m.id FROM member m JOIN app_user u ON u.id = m.user_id WHERE u.username = 'officer'");
	await accepted(officer, { enumerator_id: own });
	first = await opens("collect");
	await officer.does(409, "/payments", period("collect"));
	const open = await one(first);
	equal([open.state, open.new_sheets, open.amount, open.number], ["open", 4, 17500, null], "before it is closed");
	const answers = await Promise.all([officer, wide].map((client) => client.post(`/payments/${first}/close`, {})));
	equal(answers.map((answer) => answer.status).sort(), [303, 409], "two at once");
	const closed = await one(first);
	equal(lines(closed).sort(), [[name("enumerator"), 2, 5000, 0, 2500, 10000], [name("enumerator_2"), 1, 5000, 0, 2500, 5000], [name("officer"), 1, 2500, 0, 1250, 2500]].sort(), "the lines; an official gets half");
	equal([closed.state, closed.number, closed.amount], ["closed", "01/2024", 17500], "closed");
	equal([closed.total, closed.next], [3, null], "all lines, and none on a page after this");
	equal([paid("collect"), net("collect")], [17500, 1], "all periods");
	await officer.does(409, `/payments/${first}/drop`, {});
	const again = await opens("collect");
	equal((await one(again)).rows, [], "nothing is paid twice");
	await officer.does(409, `/payments/${again}/close`, {});
	await officer.does(303, `/payments/${again}/drop`, {});
});

await test("what is opened again, replaced or cancelled is taken back by a line below 0 with the price of then; accepted again it is paid again, by the price of now", async () => {
	const ids = counting(passed).map(([id]) => id);
	await officer.does(303, `/sheets/${ids[0]}/reopen`, { reason: "xem lại" });
	await officer.does(303, `/sheets/${ids[1]}/reopen`, { reason: "xem lại" });
	await accepts(ids[1]);
	await officer.does(303, `/sheets/${ids[2]}/cancel`, { reason: "nhầm" });
	await setsPrice("collect", { new: 6000, change: 3000, share: "50", from: "10/06/2024" });
	pricesAt.push([Number(sql("SELECT max(id) FROM event")), 6000, 3000]);
	await officer.does(303, `/sheets/${ids[1]}/reopen`, { reason: "lần nữa" });
	await accepts(ids[1]);
	await accepted(other);
	await accepted(other, { kind: "2", change_source: "1" });
	const second = await closes(await opens("collect"));
	equal(second.rows.map((row) => [row.new_sheets, row.new_price, row.change_sheets, row.amount]).sort(), [[-2, 5000, 0, -10000], [-1, 5000, 0, -5000], [1, 6000, 0, 6000], [1, 6000, 1, 9000]].sort(), "the lines");
	equal(second.amount, 0, "of the second");
	equal(lines(await one(first)).length, 3, "the first stays");
	equal([paid("collect"), net("collect")], [recount(passed) - 2500, 1], "recounted from the history (the officer's own has half)");
	await accepts(ids[0]);
	const third = await closes(await opens("collect"));
	equal([third.new_sheets, third.amount], [1, 6000], "paid again");
	equal(paid("collect"), recount(passed) - 2500, "recounted again");
});

await test("a cancel that a closed period has taken back is not undone; before, and after a period that did not, it is", async () => {
	const id = await accepted(enumerator);
	await closes(await opens("collect"));
	await officer.does(303, `/sheets/${id}/cancel`, { reason: "nhầm" });
	await officer.does(303, `/sheets/${id}/undo`, {});
	equal((await officer.sheet(id)).state, "accepted", "nothing was closed since");
	await officer.does(303, `/sheets/${id}/cancel`, { reason: "nhầm thật" });
	equal((await closes(await opens("collect"))).new_sheets, -1, "taken back");
	const refused = await officer.post(`/sheets/${id}/undo`, {});
	equal([refused.status, (await officer.sheet(id)).state], [409, "cancelled"], "it stands in a closed period");
	holds(!(await officer.page(`/sheets/${id}`)).text.includes(`/sheets/${id}/undo`), "nor is it offered");
});

await test("accepting is paid to who did it, up to the cap; informants by name; entering to the police, who cannot undo it any more", async () => {
	const check = await closes(await opens("check")), sheets = counting(passed);
	const new_ = sheets.filter(([, kind]) => kind === 1).length;
	equal(check.rows.every((row) => row.payee === name("officer")), true, "who is paid");
	const capped = new Map([[true, [420, 210]], [false, [210, 105]]]);
	const own = Number(sql(`SELECT count(*) FROM worker_sheet s JOIN member m ON m.id = s.enumerator_id JOIN app_user u ON u.id = m.user_id WHERE u.role = 'officer' AND s.state IN (${passed})`));
	const collect = Number(sql("SELECT sum(l.amount) FROM payment_line l JOIN payment m ON m.id = l.payment_id WHERE m.role = 'collect'"));
	equal(check.amount, (new_ - own) * capped.get(true)[0] + own * capped.get(false)[0] + (sheets.length - new_) * capped.get(true)[1], "7 % of what collecting the sheet pays now");
	holds(collect > 0 && check.new_sheets === new_, "new ones");
	const informants = await closes(await opens("informant"));
	equal([informants.rows.length, informants.amount], [sheets.length, sheets.length * 1000], "each informant");
	holds((await officer.page(`/payments/${informants.id}`)).text.includes("gộp một dòng"), "who is one line");
	const { location } = await officer.does(303, "/handovers", { ids: sheets.slice(0, 3).map(([id]) => id) });
	await police.does(303, `${location}/sign`, { count: 3 });
	await police.does(303, `/police/${sheets[0][0]}/entered`, {});
	await police.does(303, `/police/${sheets[1][0]}/entered`, {});
	await police.does(303, `/police/${sheets[2][0]}/return`, { reason: "2" });
	const entry = await closes(await opens("entry"));
	equal(lines(entry), [[name("police"), 2, 700, 0, 700, 1400]], "the police");
	equal((await police.post(`/sheets/${sheets[0][0]}/undo`, {})).status, 409, "what was paid is not undone");
	equal(paid("entry"), counting("'entered', 'archived'").length * 700, "recounted");
	const still = await opens("collect");
	equal((await one(still)).rows, [], "returned by the police it still counts as accepted");
	await officer.does(303, `/payments/${still}/drop`, {});
	await officer.does(303, `/sheets/${sheets[2][0]}/reopen`, { reason: "công an trả" });
	equal((await closes(await opens("collect"))).new_sheets, -1, "opened again it is taken back");
	equal(Number(sql("SELECT count(*) FROM (SELECT 1 FROM payment_sheet GROUP BY sheet_id, role HAVING sum(sign) NOT IN (0, 1))")), 0, "net at most once");
});

await test("days that cannot be, another commune's campaign, what is not said", async () => {
	for (const [wrong, status] of [[{ to: "2024-06-11" }, 422], [{ from: "" }, 422], [{ from: "2024-06-11" }, 422], [{ role: "x" }, 422], [{ campaign_id: 999 }, 404], [{ campaign_id: "a" }, 400], [{ tax_rate: "x" }, 422], [{ tax_rate: "10", tax_from: "2.000.000" }, 422],
		[{ to: "2024-06-09" }, 409], [{ commune_id: sql("SELECT id FROM area WHERE code = '99102'") }, 404]])
		equal((await officer.post("/payments", period("collect", wrong))).status, status, JSON.stringify(wrong));
	equal((await far.json("/payments.json")).rows, [], "another commune sees none");
	equal((await far.get(`/payments/${first}`)).status, 404, "nor one");
});

await test("tax is kept back of who gets so much", async () => {
	await accepted(enumerator);
	await accepted(enumerator);
	await accepted(other);
	const closed = await closes(await opens("collect", { tax_rate: "10", tax_from: 12000 }));
	const taxes = (payment) => payment.rows.map((row) => [row.amount, row.tax, row.net]).sort();
	equal(taxes(closed), [[12000, 1200, 10800], [6000, 0, 6000]], "tax");
	const reopensOne = async (of) => officer.does(303, `/sheets/${sql(`SELECT x.sheet_id FROM payment_sheet x JOIN payment_line l USING (payment_id, position)
		JOIN worker_sheet s ON s.id = x.sheet_id AND s.state = 'accepted' WHERE x.taken_back IS NULL AND x.sign = 1 AND x.role = 'collect' AND ${of} LIMIT 1`)}/reopen`, { reason: "xem lại" });
	await reopensOne("l.tax > 0");
	equal(taxes(await closes(await opens("collect"))), [[-6000, -600, -5400]], "what is taken back gives back the tax that had been kept of it");
	await reopensOne("l.tax = 0");
	equal((await closes(await opens("collect", { tax_rate: "10" }))).tax, 0, "and none where none had been");
	const sums = (await officer.json(`/payments/payees.json?campaign_id=${campaign}`));
	equal(sums.sum.amount, Number(sql("SELECT sum(amount) FROM payment")), "over all periods");
	equal(sums.sum.periods, null, "periods are not added up");
	holds(sums.rows.some((row) => row.payee === name("enumerator") && row.periods >= 2), "by payee");
	for (const payee of ["enumerator", "enumerator_2", "officer", "police"].map(name))
		equal(sums.rows.filter((row) => row.payee === payee).map((row) => [row.periods, row.amount, row.tax]),
			[sql(`SELECT count(DISTINCT payment_id), sum(amount), sum(tax) FROM payment_line WHERE payee = '${payee}'`).split("|").map(Number)], payee);
});

await test("what a new sheet replaces is taken back, and the new one is paid when it is accepted: the person once", async () => {
	const old = await accepted(other);
	equal((await closes(await opens("collect"))).new_sheets, 1, "the old one");
	const before = (await officer.sheet(old)).answers, id = Number(/^\/sheets\/(\d+)\/edit$/.exec((await officer.does(303, `/sheets/${old}/replace`, {})).location)?.[1]);
	const form = await officer.form(`/sheets/${id}/edit`, `/sheets/${id}/edit`);
	await officer.does(303, form.action, { ...Object.fromEntries(form.fields), ...typed(used++, { area_id: hamlet }), citizen_id: before.citizen_id, birth_date: before.birth_date, sex: before.sex, action: "submit" });
	equal((await officer.sheet(old)).state, "replaced", "the old one then");
	const between = await closes(await opens("collect"));
	equal([between.new_sheets, between.amount], [-1, -6000], "taken back by the price of then");
	await accepts(id);
	const after = await closes(await opens("collect")), price = Number(sql(`SELECT amount FROM payment WHERE id = (SELECT max(id) FROM payment WHERE role = 'collect')`));
	equal([after.new_sheets, after.amount > 0, after.amount], [1, true, price], "the new one");
	equal(Number(sql(`SELECT sum(sign) FROM payment_sheet WHERE role = 'collect' AND sheet_id IN (${old}, ${id})`)), 1, "once");
	must(["verify", "--data", world.server.folder]);
});

/* ---- papers ---- */

function tool(tool_, args, input) {
	const path = join(folder, "paper.pdf");
	writeFileSync(path, input);
	const { status, stdout, stderr } = spawnSync(tool_, args.map((arg) => (arg === "FILE" ? path : arg)), { maxBuffer: 64 << 20 });
	equal(status, 0, `${tool_}: ${stderr}`);
	return stdout.toString().normalize("NFC").replace(/\s+/g, " ");
}

await test("before it is closed the papers are drafts, under the body above; who has several communes chooses, and a refusal keeps the choice", async () => {
	await admin.does(303, "/admin/settings", { "office.superior": "ỦY BAN NHÂN DÂN HUYỆN THỬ" });
	await accepted(other);
	const open = await opens("collect");
	for (const path of ["/print", "/minutes"])
		holds(/DỰ THẢO/.test((await officer.page(`/payments/${open}${path}`)).text) && (await officer.page(`/payments/${open}${path}`)).text.replace(/\s/g, " ").includes("ỦY BAN NHÂN DÂN HUYỆN THỬ"), `${path}: a draft, under the body above`);
	await officer.does(303, `/payments/${open}/drop`, {});
	await admin.does(303, "/admin/settings", {});
	const refused = await wide.does(422, "/payments", period("collect", { from: "", commune_id: commune }));
	holds(refused.text.includes(`<option value="${commune}" selected>`), "the commune that was chosen");
	holds((await far.page("/day")).text.includes("Hiện không có việc nào đang chờ."), "the day of who has nothing to do");
});

await test("the pair: the list of money rests on the minutes, the minutes on the list; sums in words; kept as they are; the signed copies are noted", async () => {
	const list = await officer.page(`/payments/${first}.pdf`), minutes = await officer.page(`/payments/${first}/minutes.pdf`);
	const says = tool("pdftotext", ["FILE", "-"], list.body), tells = tool("pdftotext", ["FILE", "-"], minutes.body);
	for (const text of ["BẢNG KÊ CHI TIỀN SỐ 01/2024", "số 01/BB-UBND", "17.500 đồng (Mười bảy nghìn năm trăm đồng)", "KẾ TOÁN", "NGƯỜI LẬP", name("enumerator_2")])
		holds(says.includes(text), `the list says ${text}: ${says}`);
	for (const text of ["Số: 01/BB-UBND", "Bảng kê chi tiền số 01/2024", "4 phiếu (Bốn phiếu)", "17.500 đồng"])
		holds(tells.includes(text), `the minutes say ${text}: ${tells}`);
	for (const path of [".docx", "/minutes.docx", "/print", "/minutes", ".xlsx", ".csv"])
		equal((await officer.get(`/payments/${first}${path}`)).status, 200, path);
	const book = spawnSync("/usr/bin/python3", [join(root, "tests/xlsx.py")], { input: (await officer.page(`/payments/${first}.xlsx`)).body });
	equal(book.status, 0, `openpyxl: ${book.stderr}`);
	const sheet = book.stdout.toString().trim().split("\n").slice(1).map((line) => JSON.parse(line));
	const at = sheet[0].findIndex((cell) => cell?.[2] === "amount"), amounts = sheet.slice(1).map((cells) => cells[at]).filter((cell) => cell !== null);
	holds(at >= 0 && amounts.every(([kind]) => kind === "n"), "amounts are numbers");
	equal([amounts.slice(0, -1).reduce((sum, [, , amount]) => sum + amount, 0), amounts.at(-1)[2]], [17500, 17500], "their sum by openpyxl, and the row of the sum");
	await setsPrice("collect", { new: 9000, change: 9000, from: "01/05/2024" });
	equal((await officer.page(`/payments/${first}.pdf`)).body.equals(list.body), true, "the same bytes after a price changed");
	await officer.does(422, `/payments/${first}/signed`, { list: 1 });
	await officer.does(303, `/payments/${first}/signed`, { signed_on: "10/06/2024", list: 1 });
	const rows = async () => (await district.json(`/payments/communes.json?campaign_id=${campaign}`)).rows[0];
	const before = await rows();
	await officer.does(303, `/payments/${first}/signed`, { signed_on: "10/06/2024", minutes: 1 });
	const after = await rows();
	equal([before.no_minutes - after.no_minutes, before.no_list - after.no_list, after.no_list], [1, 0, after.periods - 1], "a list without minutes is told");
});

/* ---- who sees what ---- */

/* Posts the form of the signed copies with files. */
function sends(client, path, fields, files) {
	const boundary = "x1x2x3", part = (field, more, body) => Buffer.concat([Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${field}"${more}\r\n\r\n`), Buffer.from(body), Buffer.from("\r\n")]);
	const parts = [...Object.entries({ csrf: client.csrf, ...fields }).map(([key, value]) => part(key, "", value)), ...Object.entries(files).map(([key, bytes]) => part(key, '; filename="a.pdf"', bytes))];
	return client.request("POST", path, { body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]), headers: { "Content-Type": `multipart/form-data; boundary=${boundary}` } });
}

await test("scans of both signed copies are kept as they were sent, judged by their bytes, given to the officer alone and as downloads; each look is noted", async () => {
	const path = `/payments/${first}/signed`, pdf = Buffer.from("%PDF-1.7\n1 0 obj\n%%EOF\n"), again = Buffer.from("%PDF-1.7\n2 0 obj\n%%EOF\n");
	const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xda, 0, 3, 1, 9, 9, 0xff, 0, 9, 0xff, 0xd9]);
	const exports = () => Number(sql("SELECT count(*) FROM access_log WHERE action = 'export' AND table_name IN ('bang-ke-chi-tien', 'bien-ban-khoi-luong')")), before = exports();
	for (const scan of ["/scan", "/minutes/scan"])
		equal((await officer.get(`/payments/${first}${scan}`)).status, 404, "none yet");
	for (const [bad, text] of [[Buffer.from("<html>no scan at all</html>"), "PDF hoặc ảnh JPEG"], [Buffer.from("%PDF-1.7\ncut off here"), "còn nguyên vẹn"], [Buffer.alloc((5 << 20) + 1, 65), "lớn quá 5 MB"]]) {
		const refused = await sends(officer, path, { signed_on: today, list: "1" }, { scan_list: pdf, scan_minutes: bad });
		equal(refused.status, 422, text);
		holds(new RegExp(`id="scan_minutes"[^>]*aria-invalid="true"[^]*${text}`).test(refused.text) && refused.text.includes('href="#scan_minutes"') && refused.text.includes(`value="${today}"`), `beside its field: ${text}`);
		holds(/id="list"[^>]* checked/.test(refused.text) && !/id="minutes"[^>]* checked/.test(refused.text), "what was ticked stays");
	}
	const large = await sends(officer, path, { signed_on: today }, { scan_list: Buffer.alloc(6 << 20, 65), scan_minutes: Buffer.alloc(6 << 20, 65) });
	equal([large.status, /role="alert"[^>]*>.*lớn quá 5 MB/.test(large.text), large.text.includes(`action="${path}"`)], [413, true, true], "far too large: its page says so");
	for (const [fields, field] of [[{ list: "1" }, "signed_on"], [{ signed_on: today }, "list"]])
		holds(new RegExp(`id="${field}"[^>]*aria-invalid="true"`).test((await sends(officer, path, fields, {})).text), `told at ${field}`);
	for (const scan of ["/scan", "/minutes/scan"])
		equal((await officer.get(`/payments/${first}${scan}`)).status, 404, "nothing of it was kept");
	equal((await sends(officer, path, { signed_on: today }, { scan_list: pdf, scan_minutes: jpeg })).status, 303, "both");
	for (const [scan, bytes, type] of [["/scan", pdf, "application/pdf"], ["/minutes/scan?no=1", jpeg, "image/jpeg"]]) {
		const kept = await officer.page(`/payments/${first}${scan}`);
		equal([Buffer.compare(kept.body, bytes), kept.headers["content-type"], kept.headers["x-content-type-options"], kept.headers["content-disposition"].startsWith("attachment")], [0, type, "nosniff", true], scan);
		for (const client of [district, leader])
			equal((await client.get(`/payments/${first}${scan}`)).status, 403, "others");
		equal((await far.get(`/payments/${first}${scan}`)).status, 404, "another commune");
	}
	equal((await sends(officer, path, { signed_on: today }, { scan_list: again, scan_minutes: jpeg })).status, 409, "one of them is there already");
	await officer.does(303, path, { signed_on: today, list: "1" });
	equal([Buffer.compare((await officer.page(`/payments/${first}/scan`)).body, pdf), (await officer.get(`/payments/${first}/scan?no=2`)).status], [0, 404], "both or neither; a day alone leaves the scan");
	equal((await sends(officer, path, { signed_on: today }, { scan_list: again })).status, 303, "a second");
	equal(Buffer.compare((await officer.page(`/payments/${first}/scan`)).body, again), 0, "the last is given");
	const links = (text) => [...text.matchAll(/href="(\/payments\/\d+[^"]*\/scan\?no=\d+)"/g)].map(([, url]) => url);
	equal(links((await officer.page(`/payments/${first}`)).text), ["/scan?no=1", "/scan?no=2", "/minutes/scan?no=1"].map((url) => `/payments/${first}${url}`), "its page offers them");
	equal(links((await district.page(`/payments/${first}`)).text), [], "to the officer alone");
	equal(exports() - before, 4, "noted");
	must(["verify", "--data", world.server.folder]);
});

await test("another commune pays in its own campaign, and sees its own alone; its numbers are its own", async () => {
	const theirs = Number(sql("SELECT id FROM campaign WHERE code = 'TN-2'")), [thon] = await world.hamlets(far), one_ = await world.client("far_enumerator"), two = await world.client("far_officer_2");
	const id = await one_.saves(typed(used++, { area_id: thon }), "submit");
	await far.does(303, `/sheets/${id}/forward`, {});
	for (const [bundle] of (await far.json("/bundles.json")).rows.filter((row) => row.state === "open").map((row) => [row.id]))
		await far.does(303, `/bundles/${bundle}/confirm`, { count: 1 });
	await two.does(303, `/sheets/${id}/accept`, {});
	await far.does(303, `/admin/campaigns/${theirs}/prices`, { role: "collect", area: "commune:99102", from: "01/05/2024", new: 8000, change: 4000, ...decided });
	await far.does(422, `/admin/campaigns/${theirs}/prices`, { role: "collect", area: "commune:99101", from: "01/05/2024", new: 8000, change: 4000, ...decided });
	const { location } = await far.does(303, "/payments", { campaign_id: theirs, role: "collect", from: "2024-06-01", to: today });
	await far.does(303, `${location}/close`, {});
	const closed = await far.json(`${location}.json`);
	equal([closed.number, closed.amount], ["01/2024", 8000], "theirs");
	equal((await officer.get(location)).status, 404, "the first commune does not see it");
	const communes = await district.json("/payments/communes.json"), above = await province.json("/payments/communes.json?level=above");
	equal(communes.rows.length, 2, "the district sees both");
	equal(above.rows.map((row) => row.commune), [communes.rows[0].parent, communes.rows[1].parent], "the province sees what their unit comes to, by campaign");
	for (const column of ["periods", "open", "no_list", "no_minutes", "new_sheets", "change_sheets", "amount", "estimate"])
		equal([above.rows.reduce((all, row) => all + row[column], 0), above.sum[column]], [communes.sum[column], communes.sum[column]], `the same ${column}`);
	equal((await province.get("/payments/communes?level=x")).status, 400, "no such level");
	estimatePage(await district.page("/payments/communes"), "/payments");
});

await test("only officers see persons; district and province see sums, equal to those of the communes; nobody else", async () => {
	const mine = await one(first), theirs = await one(first, district);
	equal([theirs.amount, theirs.rows.length, theirs.rows.map((row) => row.amount)], [mine.amount, mine.rows.length, mine.rows.map((row) => row.amount)], "sums");
	for (const client of [district, province]) {
		for (const form of [".json", ".csv", ""])
			holds(!(await client.page(`/payments/${first}${form}`)).text.includes(name("enumerator_2")), `no name in ${form}`);
		for (const path of [".pdf", ".docx", "/print", "/minutes", "/minutes.pdf"])
			equal((await client.get(`/payments/${first}${path}`)).status, 403, path);
		equal((await client.get("/payments/payees")).status, 403, "payees");
		const sum = (await client.json("/payments/communes.json")).sum;
		equal([sum.amount, sum.tax], sql("SELECT sum(amount), sum(tax) FROM payment").split("|").map(Number), "the sums, of two communes");
	}
	for (const client of [leader, police, enumerator])
		for (const path of ["/payments", `/payments/${first}`, `/campaigns/${campaign}/closing`, prices])
			equal((await client.get(path)).status, 403, path);
});

/* ---- what lacks ---- */

await test("what lacks before the commune is settled, each with its link; settled by the officer on a day, then no period is opened; taken back", async () => {
	const lacks = async (client = officer) => Object.fromEntries((await client.json(`/campaigns/${campaign}/closing.json`)).rows.map((row) => [row.what, row.count]));
	const before = await lacks();
	equal([before.received, before.accepted, before.entered], ["received", "accepted", "entered"].map((state) => Number(sql(`SELECT count(*) FROM worker_sheet WHERE campaign_id = ${campaign} AND state = '${state}'`))), "sheets");
	holds(before.unpaid > 0 && before.no_account >= 2 && before.payments_unsigned > 0 && before.payments_open === 0, JSON.stringify(before));
	equal((await lacks(district)).unpaid, undefined, "persons' matters are the officer's");
	for (const { url, count } of (await officer.json(`/campaigns/${campaign}/closing.json`)).rows.filter((row) => row.count > 0)) {
		holds(count > 0, url);
		await officer.page(url);
		if (url.startsWith("/payments?") && url.includes("signed"))
			equal((await officer.json(url.replace("?", ".json?"))).rows.length, count, `what ${url} lists`);
	}
	for (const page of ["/minutes", "/payments"])
		for (const filter of ["signed=0", "signed=1", `campaign_id=${campaign + 1}`])
			holds((await officer.json(`${page}.json?${filter}`)).rows.every((row) => filter[0] === "s" && row.state !== "open"), `${page}?${filter}`);
	holds(/Biên bản còn là dự thảo<\/th><td class="num"><span class="muted">Chưa có</.test((await officer.page(`/campaigns/${campaign}/closing`)).text), "nothing is all done where nothing has begun");
	const settles = (status, fields, client = officer) => client.does(status, `/campaigns/${campaign}/settled`, fields);
	await settles(422, {});
	await settles(422, { settled_on: "11/06/2024" });
	const open = await opens("entry");
	await settles(409, { settled_on: "10/06/2024" });
	await officer.does(303, `/payments/${open}/drop`, {});
	await settles(404, { settled_on: "10/06/2024", commune_id: hamlet });
	await settles(409, { withdraw: 1 });
	await settles(303, { settled_on: "10/06/2024" });
	equal((await district.json(`/campaigns/${campaign}/closing.json`)).settled, [{ commune: "99101", settled_on: "2024-06-10" }], "seen above");
	await officer.does(409, "/payments", period("entry"));
	await settles(409, { settled_on: "09/06/2024" });
	await settles(303, { withdraw: 1 });
	await officer.does(303, `/payments/${await opens("entry")}/drop`, {});
});

await test("what the police signed on paper is paid to who signed there, an official", async () => {
	await setsPrice("entry", { new: 700, change: 700, share: "50" });
	const ids = [await accepted(enumerator), await accepted(enumerator)];
	await admin.does(303, `/admin/settings?area=${commune}`, { "police.by_paper": "1" });
	const { location } = await officer.does(303, "/handovers", { ids });
	await officer.does(303, `${location}/by-paper`, { signed_on: today, signer: "Trần Văn An", entered: ids });
	const entry = await closes(await opens("entry"));
	equal(lines(entry), [["Trần Văn An", 2, 350, 0, 350, 700]], "the payee");
	equal(paid("entry"), counting("'entered', 'archived'").length * 700 - 700, "recounted");
});

await test("what a decision about duplicates took out and gave back stays paid as it was", async () => {
	const { full_name, birth_date, sex } = typed(used++), [a, b] = [await accepted(enumerator, { full_name, birth_date, sex }), await accepted(enumerator, { full_name, birth_date, sex })];
	await closes(await opens("collect"));
	await officer.does(303, `/duplicates/${a}/${b}`, { decision: `keep_${a}`, reason: "cùng số" });
	const out = await opens("collect");
	equal((await one(out)).new_sheets, -1, "taken out");
	await officer.does(303, `/duplicates/${a}/${b}`, { decision: "undo", reason: "nhầm" });
	equal([(await officer.sheet(b)).state, (await one(out)).rows], ["accepted", []], "given back");
	await officer.does(303, `/payments/${out}/drop`, {});
});

/* ---- who looked ---- */

await test("each look at a list of money, and at who got what, is noted: which list, on a page and in a file", async () => {
	const noted = (table, action) => Number(sql(`SELECT count(DISTINCT filter) FROM access_log WHERE table_name = '${table}' AND action = '${action}'`));
	const within = async (table, action, count) => {
		for (let i = 0; i < 100 && noted(table, action) < count; i++)
			await wait(50);
		holds(noted(table, action) >= count, `${table}, ${action}: ${noted(table, action)}`);
	};
	for (const id of [first, first + 1])
		for (const form of [".csv", ".json"])
			await officer.get(`/payments/${id}${form}`);
	await officer.page(`/payments/payees?campaign_id=${campaign}`);
	await within("bang-ke", "export", 2);
	await within("bang-ke", "list", 2);
	await within("nguoi-nhan-tien", "list", 1);
});

/* ---- verify ---- */

await test("verify looks at prices, periods, lines and sheets", async () => {
	const data = join(newFolder(), "data"), change = (text) => execFileSync("sqlite3", [join(data, "mau03.db"), `PRAGMA recursive_triggers = OFF; DROP TRIGGER payment_line_fixed; ${text}; CREATE TRIGGER payment_line_fixed BEFORE UPDATE ON payment_line BEGIN SELECT RAISE(ABORT, 'payment_line never changes'); END;`]);
	mkdirSync(data);
	must(["backup", "--data", world.server.folder, join(data, "mau03.db")]);
	const run = () => command(["verify", "--data", data]);
	equal(run().status, 0, `verify: ${run().stderr}`);
	for (const [text, back] of [["UPDATE price SET new_price = new_price + 1 WHERE role = 'entry'", "UPDATE price SET new_price = new_price - 1 WHERE role = 'entry'"],
		[`UPDATE payment SET amount = amount + 1 WHERE id = ${first}`, `UPDATE payment SET amount = amount - 1 WHERE id = ${first}`],
		[`UPDATE payment_line SET new_price = new_price + 1, amount = amount + new_sheets WHERE payment_id = ${first} AND position = 1; UPDATE payment SET amount = (SELECT sum(l.amount) FROM payment_line l WHERE l.payment_id = ${first}) WHERE id = ${first}`,
			`UPDATE payment_line SET new_price = new_price - 1, amount = amount - new_sheets WHERE payment_id = ${first} AND position = 1; UPDATE payment SET amount = (SELECT sum(l.amount) FROM payment_line l WHERE l.payment_id = ${first}) WHERE id = ${first}`],
		["UPDATE payment SET number = number + 100 WHERE number = 2", "UPDATE payment SET number = number - 100 WHERE number = 102"]]) {
		change(text);
		const { status, stderr } = run();
		holds(status === 1 && /(price|payment) \d+/.test(stderr), `verify after ${text}: ${status} ${stderr}`);
		change(back);
	}
	equal(run().status, 0, "verify again");
});

await finish(world.server);
