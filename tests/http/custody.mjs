/* Papers between the commune and the police: police who confirm on paper, papers that come back, the register of all batches. */
import { Client } from "./client.mjs";
import { Server, command, demoFolder, demoPassword, equal, finish, holds, test } from "./harness.mjs";
import { forms } from "./html.mjs";
import { typed } from "./sheets.mjs";

const folder = demoFolder(), of_two = "hai xã một người", added = command(["user", "add", "of_two", "--data", folder, "--role", "officer", "--area", "22351", "--area", "16498", "--password-stdin"], `${of_two}\n`);
const server = await Server.start(folder);
const login = (name) => Client.login(server, name, demoPassword);
const [officer, police, admin, far, leader, enumerator] = await Promise.all(["officer", "police", "admin", "officer2", "leader", "enumerator"].map(login));
const said = (answer) => answer.text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
const hamlet = /name="area_id"[^]*?<option value="(\d+)"/.exec((await officer.page("/sheets/new")).text)[1];
const commune = (await officer.json("/reports/progress.json")).area.id, today = "10/06/2024";
let used = 8000;
async function accepted(fields = {}) {
	const id = await officer.saves(typed(used++, { area_id: hamlet, ...fields }), "submit"), { findings } = await officer.sheet(id);
	await officer.does(303, `/sheets/${id}/accept`, Object.fromEntries(findings.map((f) => [`confirm_${f.rule}`, "đã xem giấy tờ"])));
	return id;
}
const delivered = async (ids) => (await officer.does(303, "/handovers", { ids })).location;
async function batch(count) {
	const ids = [];
	while (ids.length < count)
		ids.push(await accepted());
	return { ids, location: await delivered(ids) };
}
const states = async (ids) => Promise.all(ids.map(async (id) => (await officer.sheet(id)).state));
const versions = async (ids) => Promise.all(ids.map(async (id) => (await officer.sheet(id)).row_version));
const last = async (id) => (await officer.sheet(id)).history.at(-1);
const undoOf = (page, text) => forms(page.text).filter((form) => /^\/acts\/\d+\/undo$/.test(form.action)).at(text === undefined ? 0 : -1);
const became = async (location) => Object.fromEntries((await officer.json(`${location}.json`)).rows.map((row) => [row.id, row]));

/* ---- police by paper ---- */

const setSwitch = (value) => admin.does(303, `/admin/settings?area=${commune}`, { "police.by_paper": value });

await test("without the switch nothing is recorded for the police", async () => {
	const { ids, location } = await batch(2), before = await versions(ids);
	const refused = await officer.does(409, `${location}/by-paper`, { signed_on: today, signer: "Trần Văn An", entered: ids });
	holds(said(refused).includes("chưa bật"), said(refused).slice(0, 400));
	await officer.does(409, `/sheets/${ids[0]}/return`, { reason: "x" });
	equal([await states(ids), await versions(ids)], [["accepted", "accepted"], before], "as they stand");
	holds(!(await officer.page(location)).text.includes("/by-paper"), "no way there");
	holds(said(await officer.page(`${location}/by-paper`)).includes("chưa bật"), "its page says so");
});

await setSwitch("1");

await test("a day, who signed, reasons that are some: what is wrong is told beside the field, and nothing changes", async () => {
	const { ids, location } = await batch(3), url = `${location}/by-paper`, good = { signed_on: today, signer: "Trần Văn An" };
	const wrong = [[{ signer: "An" }, "ngày ghi trên danh sách"], [{ ...good, signed_on: "31/02/2024" }, "ngày ghi trên danh sách"], [{ ...good, signed_on: "11/06/2024" }, "chưa tới"],
		[{ ...good, signed_on: "09/06/2024" }, "trước ngày lập lô"], [{ signed_on: today }, "họ tên người"], [{ ...good, signer: "x".repeat(101) }, "100 ký tự"],
		[{ ...good, [`returned_${ids[0]}`]: "9" }, "từ 1 đến 8"], [{ ...good, missing: 999999 }, "không thuộc lô"], [{ ...good, entered: 999999 }, "không thuộc lô"]];
	const before = await versions(ids);
	for (const [fields, text] of wrong)
		holds(said(await officer.does(422, url, fields)).includes(text), `${JSON.stringify(fields)}: ${text}`);
	equal((await officer.post(url, { ...good, entered: "x" })).status, 400, "ids that are none");
	const again = await officer.does(422, url, { ...good, signed_on: "", entered: [ids[0]], missing: ids[1], [`returned_${ids[2]}`]: "3" });
	holds(new RegExp(`name="returned_${ids[2]}" value="3"`).test(again.text) && new RegExp(`name="missing" value="${ids[1]}"[^>]*checked`).test(again.text), "what was marked stays");
	equal([await states(ids), await versions(ids)], [Array(3).fill("accepted"), before], "as they stand");
	await far.does(404, url, good);
	await police.does(403, url, good);
	await leader.does(403, url, good);
});

let listed;

await test("the whole list, and then its exceptions: signed, entered, returned, missing at once; the history says from which list", async () => {
	const { ids, location } = await batch(5), url = `${location}/by-paper`, page = await officer.page(`${url}?mark=all`);
	listed = { ids, location };
	equal([...page.text.matchAll(/name="entered" value="(\d+)"[^>]*checked/g)].map((m) => Number(m[1])), ids, "all are marked");
	const fields = { signed_on: today, signer: "Trần Văn An", entered: ids, missing: ids[1], [`returned_${ids[2]}`]: "3" };
	const both = await Promise.all([officer.post(url, { ...fields, form_token: "a".repeat(32) }), officer.twin().post(url, { ...fields, form_token: "a".repeat(32) })]);
	equal(both.map((answer) => answer.status), [303, 303], "pressed twice");
	equal(await states(ids), ["entered", "accepted", "police_returned", "entered", "entered"], "where they are");
	const list = "ghi theo danh sách ký ngày 10/06/2024, người ký: Trần Văn An";
	equal((await officer.sheet(ids[0])).history.slice(-2).map((one) => [one.action, one.reason]), [["sign", list], ["entered", list]], "the history");
	equal((await last(ids[2])).reason, `Sai họ tên (${list})`, "of a return");
	const told = await officer.json(`${location}.json`);
	equal([told.counted, told.present, told.missing, told.entered, told.by_paper, told.returned], [4, 4, 1, 3, 3, 1], "the batch");
	holds(said(await officer.page(location)).includes("Trần Văn An ký trên giấy ngày 10/06/2024"), "its page");
	await officer.does(409, url, { ...fields, missing: [] });
	await police.does(409, `${location}/sign`, { count: 5 });
});

await test("the police come first: what one of them did in the program is not recorded once more", async () => {
	const { ids, location } = await batch(2), [one, other] = await Promise.all([
		police.post(`${location}/sign`, { count: 2 }), officer.post(`${location}/by-paper`, { signed_on: today, signer: "An", missing: ids[0] })]);
	equal([one.status, other.status].sort(), [303, 409], "one of them");
	if (one.status !== 303)
		return;
	await officer.does(303, `${location}/by-paper`, { signed_on: today, signer: "An", entered: ids[0] });
	await police.does(303, `/police/${ids[1]}/entered`, {});
	await officer.does(409, `${location}/by-paper`, { signed_on: today, signer: "An", entered: ids[1] });
	const told = await became(location);
	equal([told[ids[0]].by_paper, told[ids[1]].by_paper], [1, null], "which was told by paper");
});

await test("what was entered from a list is taken back the same day, as one act, and told again", async () => {
	const { ids, location } = await batch(3);
	const { location: led } = await officer.does(303, `${location}/by-paper`, { signed_on: today, signer: "An", entered: ids });
	holds(/\?act=\d+$/.test(led), led);
	const undo = undoOf(await officer.page(led), "list");
	await officer.does(303, undo.action, Object.fromEntries(undo.fields));
	equal([await states(ids), (await officer.json(`${location}.json`)).entered], [Array(3).fill("handed_over"), 0], "back");
	await officer.does(303, `${location}/by-paper`, { signed_on: today, signer: "An", [`returned_${ids[0]}`]: "2" });
	await officer.does(303, `/sheets/${ids[0]}/undo`, {});
	equal((await officer.sheet(ids[0])).state, "handed_over", "a return too");
});

await test("a batch of many is one transaction: one that cannot be keeps all", async () => {
	const { ids, location } = await batch(30);
	await officer.does(303, `${location}/by-paper`, { signed_on: today, signer: "An" });
	await police.does(303, `/police/${ids[17]}/entered`, {});
	const before = await versions(ids);
	await officer.does(422, `${location}/by-paper`, { signed_on: today, signer: "An", entered: [...ids.slice(0, 17), 999999].join(",") });
	await officer.does(409, `${location}/by-paper`, { signed_on: today, signer: "An", entered: ids.join(",") });
	equal(await versions(ids), before, "nothing changed");
});

await setSwitch("0");

await test("switched off again, the road is closed", async () => {
	const { ids, location } = await batch(1);
	await officer.does(409, `${location}/by-paper`, { signed_on: today, signer: "An", entered: ids });
	equal(await states(ids), ["accepted"], "as it stands");
});

/* ---- what became of a sheet in a batch stays ---- */

await test("what a batch tells of its sheets stays, whatever happens to them later", async () => {
	const { ids, location } = listed, before = await became(location), [entered, , back] = ids;
	equal([before[entered].entered_at !== null, before[back].return_reason, before[back].returned_at !== null, before[ids[1]].outcome], [true, "Sai họ tên", true, "missing"], "what it tells");
	await officer.does(303, `/sheets/${back}/reopen`, { reason: "xem lại" });
	await officer.does(303, `/sheets/${back}/correct`, { ...typed(used++, { area_id: hamlet }), reason: "sai họ tên", row_version: (await officer.sheet(back)).row_version });
	const { findings } = await officer.sheet(back);
	await officer.does(303, `/sheets/${back}/accept`, Object.fromEntries(findings.map((f) => [`confirm_${f.rule}`, "đã xem giấy tờ"])));
	const again = await delivered([back, ids[1]]);
	await police.does(303, `${again}/sign`, { count: 2 });
	await police.does(303, `/police/${back}/entered`, {});
	await police.does(303, `/police/${ids[1]}/return`, { reason: 5 });
	const after = await became(location), told = (row) => [row.outcome, row.entered_at, row.returned_at, row.return_reason, row.by_paper, row.full_name, row.birth_date];
	equal(ids.map((id) => told(after[id])), ids.map((id) => told(before[id])), "the first batch");
	const second = await became(again);
	equal([second[back].entered_at !== null, second[ids[1]].return_reason], [true, "Đã chuyển đi"], "the second");
	equal([(await officer.json(`${location}.json`)).entered, (await officer.json(`${again}.json`)).entered], [3, 1], "each counts its own");
});

/* ---- part of what waits ---- */

await test("a batch is made of part of what waits: of some days, of papers of some numbers, of the oldest; all are named before", async () => {
	const ids = [];
	for (const no of ["CU/9", "CU/10", "CU/11", "CU/101"])
		ids.push(await accepted({ paper_no: no }));
	const meant = async (query) => {
		const page = await officer.page(`/handovers/new?${query}`);
		return (/name="ids" value="([\d,]+)"/.exec(page.text)?.[1] ?? "").split(",").filter((id) => id !== "").map(Number);
	};
	equal(await meant("paper_from=CU/9&paper_to=CU/11"), ids.slice(0, 3), "papers of some numbers");
	equal((await meant("most=2")).length, 2, "the oldest two");
	equal(await meant("paper_from=CU/9&paper_to=CU/101&most=2"), ids.slice(0, 2), "both");
	equal([(await meant("accepted_from=11/06/2024")).length, (await meant("accepted_to=10/06/2024")).length > 0], [0, true], "of some days");
	for (const query of ["most=0", "accepted_from=31/02/2024", "accepted_to=x"])
		equal((await officer.get(`/handovers/new?${query}`)).status, 400, query);
	const page = await officer.page("/handovers/new");
	equal((page.text.match(/<a class="row-link"[^>]*><\/a>/g) ?? []).length, 0, "each has its name");
});

/* ---- papers that come back ---- */

const kept = { place: "Tủ 2, hộp 5, tập 1", keeper: "Tổ công tác" };
/* Signed, the first entered, the last two returned. */
async function done(count) {
	const { ids, location } = await batch(count);
	await police.does(303, `${location}/sign`, { count });
	const entered = ids.slice(0, -2), back = ids.slice(-2);
	if (entered.length > 0)
		await police.does(303, "/police/entered", { ids: entered.join(",") });
	for (const id of back)
		await police.does(303, `/police/${id}/return`, { reason: 3 });
	return { ids, entered, back, location, batch: location.split("/").at(-1) };
}
const ledgerOf = async (location) => (await officer.json("/ledger.json")).rows.find((row) => row.id === Number(location.split("/").at(-1)));

await test("papers come back: those entered are archived with place and keeper, those returned stay as they are and are the officer's, one is missing", async () => {
	const { ids, entered, back, batch: number, location } = await done(6), [missing] = entered;
	const waiting = await officer.json(`/returns/waiting.json?batch=${number}`);
	equal(waiting.rows.map((row) => [row.id, row.was, row.reason]), ids.map((id) => (back.includes(id) ? [id, "police_returned", "Sai họ tên"] : [id, "entered", null])), "what is to come");
	const page = await officer.page(`/returns/waiting?batch=${number}&mark=all`), form = forms(page.text).find((one) => one.action === "/returns");
	equal(form.fields.filter(([name]) => name === "ids").length, 6, "all are marked");
	const there = ids.filter((id) => id !== missing && id !== back[1]), fields = { ...kept, ids: there, missing, form_token: "b".repeat(32) };
	const both = await Promise.all([officer.post("/returns", fields), officer.twin().post("/returns", fields)]);
	equal(both.map((answer) => [answer.status, answer.location]), Array(2).fill([303, both[0].location]), "pressed twice");
	holds(/^\/returns\/\d+$/.test(both[0].location), both[0].location);
	equal(await states(ids), ["entered", "archived", "archived", "archived", "police_returned", "police_returned"], "where they are");
	holds((await officer.page(`/sheets/${entered[1]}`)).text.includes(`, ${kept.place}</span>`), "its road names the place");
	equal((await Promise.all([entered[1], back[0], missing].map(last))).map((one) => [one.action, one.from === one.to, one.reason]),
		[["archive", false, "Tủ 2, hộp 5, tập 1; giữ: Tổ công tác"], ["back", true, null], ["not_back", true, null]], "the history");
	equal((await officer.json(`/returns/waiting.json?batch=${number}`)).rows.map((row) => row.id), [missing, back[1]], "what is still to come: what was missing, and what nobody looked at");
	const list = await officer.json(`${both[0].location}.json`), [row] = (await officer.json("/returns.json")).rows;
	equal([list.rows.length, row.archived, row.given_back, row.missing, row.place, row.keeper], [5, 3, 1, 1, kept.place, kept.keeper], "the list");
	const told = await ledgerOf(location);
	equal([told.listed, told.present, told.entered, told.returned, told.returned_3, told.left, told.back, told.out], [6, 6, 4, 2, 2, 0, 4, 2], "the register of batches");
	const pdf = await officer.get(`${both[0].location}.pdf`), again = await police.get(`${both[0].location}.pdf`);
	equal([pdf.status, pdf.headers["content-type"], (await officer.get(`${both[0].location}.docx`)).status, again.status], [200, "application/pdf", 200, 200], "its minutes");
	const words = said(await officer.page(`${both[0].location}/print`));
	for (const text of ["BIÊN BẢN", "BÊN GIAO: CÔNG AN", "BÊN NHẬN: ", "Số lượng giao trả: 4 phiếu (Bốn phiếu)", "đưa vào lưu: 3 phiếu (Ba phiếu)", "xác minh, bổ sung: 1 phiếu (Một phiếu)", "Chưa có phiếu giấy để giao trả: 1 phiếu (Một phiếu)", "Nơi lưu: Tủ 2, hộp 5, tập 1"])
		holds(words.includes(text), `${text}: ${words.slice(0, 1500)}`);
	for (const path of [both[0].location, `${both[0].location}/print`])
		holds(said(await officer.page(path)).includes((await officer.sheet(entered[1])).answers.full_name), path);
});

await test("what comes back at once is of one commune, even for who sees two", async () => {
	equal(added.status, 0, added.stderr.toString());
	const two = await Client.login(server, "of_two", of_two), { entered } = await done(4);
	const theirs = (await far.json("/sheets.json?state=entered")).rows[0].id;
	const refused = await two.does(422, "/returns", { ...kept, ids: [entered[0], theirs] });
	holds(said(refused).includes("chỉ gồm phiếu của một xã, phường"), said(refused).slice(0, 600));
	equal([(await officer.sheet(entered[0])).state, (await far.sheet(theirs)).state], ["entered", "entered"], "nothing came back");
	await two.does(303, "/returns", { ...kept, ids: entered[0] });
});

await test("no paper comes back twice, nor before the police have done with it; two browsers: one of them", async () => {
	const { ids, entered, location } = await done(4), open = await batch(1);
	await officer.does(409, "/returns", { ...kept, ids: [entered[0], open.ids[0]] });
	await officer.does(422, "/returns", { ids: entered[0], keeper: "Tổ" });
	await officer.does(422, "/returns", { ids: entered[0], place: "Tủ 1" });
	await officer.does(422, "/returns", { ...kept, place: "x".repeat(201), ids: entered[0] });
	await officer.does(422, "/returns", { ...kept, ids: entered[0], missing: entered[0] });
	holds((await officer.does(422, "/returns", { ...kept, ids: Array.from({ length: 2001 }, (_, i) => i + 1).join(",") })).text.includes("nhiều nhất 2000 phiếu"), "more than a batch has");
	await officer.does(422, "/returns", kept);
	await officer.does(404, "/returns", { ...kept, ids: [entered[0], 99999999] });
	await far.does(404, "/returns", { ...kept, ids: entered });
	await leader.does(403, "/returns", { ...kept, ids: entered });
	await enumerator.does(403, "/returns", { ...kept, ids: entered });
	equal((await officer.post("/returns", { ...kept, ids: "x" })).status, 400, "ids that are none");
	equal(await states(entered), ["entered", "entered"], "as they stand");
	const again = await officer.does(422, "/returns", { place: "Tủ 9", ids: entered[0], batch: location.split("/").at(-1) });
	holds(again.text.includes('value="Tủ 9"') && new RegExp(`name="ids" value="${entered[0]}"[^>]*checked`).test(again.text), "what was typed stays");
	const [one, other] = await Promise.all([officer.post("/returns", { ...kept, ids }), police.post("/returns", { ...kept, ids })]);
	equal([one.status, other.status].sort(), [303, 409], "one of them");
	const { location: made } = one.status === 303 ? one : other;
	equal((await far.get(made)).status, 404, "the list is the commune's");
	equal((await leader.get(made)).status, 403, "and not everybody's");
});

await test("two browsers on one batch: it is made once of the same sheets, signed for once; what the officer takes out meanwhile the police are told of", async () => {
	const ids = [await accepted(), await accepted(), await accepted()], twin = officer.twin();
	const made = await Promise.all([officer, twin].map((client) => client.post("/handovers", { ids })));
	equal(made.map((one) => one.status).sort(), [303, 409], "made once");
	const { location } = made.find((one) => one.status === 303), form = forms((await police.page(location)).text).find((one) => one.action === `${location}/sign`), fields = form.fields.filter(([name]) => name !== "count");
	await officer.does(303, `${location}/remove`, { ids: ids[2] });
	const before = await versions(ids), refused = await police.does(422, `${location}/sign`, [...fields, ["count", "3"]]);
	equal(refused.text.match(/name="missing" value="(\d+)"/g)?.length, 2, `what the list has now: ${said(refused).slice(0, 600)}`);
	await police.does(422, `${location}/sign`, { count: 2, missing: ids[2] });
	equal([await states(ids), await versions(ids)], [Array(3).fill("accepted"), before], "nothing changes");
	const both = await Promise.all([police, police.twin()].map((client) => client.post(`${location}/sign`, { count: 2 })));
	equal(both.map((one) => one.status).sort(), [303, 409], "signed for once");
	const late = await officer.does(409, `${location}/remove`, { ids: ids[0] });
	holds(said(late).includes("đã ký nhận") || said(late).includes("đã được ký"), said(late).slice(0, 500));
	equal(await states(ids), ["handed_over", "handed_over", "accepted"], "as they stand");
});

await test("what was returned goes on its way with or without its paper, and the list of the return stays", async () => {
	const { back, location, ids } = await done(3), [made] = [(await police.does(303, "/returns", { ids: back })).location];
	const before = (await officer.json(`${made}.json`)).rows;
	await officer.does(409, `/sheets/${back[0]}/undo`, {});
	await officer.does(303, `/sheets/${back[0]}/resend`, { reason: "đúng như giấy tờ" });
	const again = await delivered([back[0]]);
	await police.does(303, `${again}/sign`, { count: 1 });
	await police.does(303, `/police/${back[0]}/entered`, {});
	equal((await officer.json(`${made}.json`)).rows.map((row) => [row.id, row.was, row.outcome, row.reason]), before.map((row) => [row.id, row.was, row.outcome, row.reason]), "as it was");
	equal([(await ledgerOf(location)).returned, (await ledgerOf(again)).entered], [2, 1], "each batch counts its own");
	await officer.does(303, `/sheets/${ids[0]}/archive`, { place: "tủ 1" });
	equal((await ledgerOf(location)).back, 3, "one that was archived by itself came back too");
	await officer.does(409, "/returns", { ...kept, ids: ids[0] });
});

await test("the register asks for what waits; days are told; its file and the page agree", async () => {
	const { location } = await batch(2), rows = async (wait) => (await officer.json(`/ledger.json?wait=${wait}`)).rows;
	holds((await rows("sign")).some((row) => row.id === Number(location.split("/").at(-1))) && (await rows("sign")).every((row) => row.signed_at === null), "not signed");
	holds((await rows("entry")).length > 0 && (await rows("entry")).every((row) => row.left > 0), "not entered");
	holds((await rows("paper")).length > 0 && (await rows("paper")).every((row) => row.out > 0), "not back");
	equal((await officer.get("/ledger?wait=x")).status, 400, "a filter that is none");
	const all = (await officer.json("/ledger.json")).rows, csv = (await officer.page("/ledger.csv")).text.trim().split("\r\n");
	holds(all.filter((row) => row.signed_at !== null).every((row) => row.minutes === null || /^\d\d\/\d\d\/\d{4}$|^\d+\/BB-/.test(row.minutes)) && all.some((row) => row.minutes === today),
		"minutes by their number or their day");
	equal(csv.length, all.length + 2, "the file: its head, its rows, the sum");
	equal((await officer.json("/ledger.json")).sum.state, null, "the sum has no state");
	holds(said(await police.page("/ledger")).includes("Còn phải nhập"), "its page");
	equal((await leader.get("/ledger")).status, 403, "a leader");
});

await test("a return of 250 papers is one transaction", async () => {
	const rows = (await officer.rows("/sheets.json?state=entered")).map((row) => row.id);
	const many = (await officer.json("/returns/waiting.json")).rows.filter((row) => row.was === "entered").map((row) => row.id);
	holds(many.length > 0 && many.every((id) => rows.includes(id)), `${many.length} wait`);
	await officer.does(404, "/returns", { ...kept, ids: [...many, 99999999].join(",") });
	await officer.does(303, "/returns", { ...kept, ids: many.join(",") });
	equal([...new Set(await states(many))], ["archived"], "all of them");
});

/* ---- to the archive of the body ---- */

await test("at a campaign's end what is archived goes to the archive: a list of files by place, minutes with the same, each paper once", async () => {
	const { ids } = await done(3), [one, two] = [ids[0], (await done(3)).ids[0]];
	await officer.does(303, "/returns", { ids: one, place: "Tủ 2, hộp 10", keeper: "Tổ công tác" });
	await officer.does(303, "/returns", { ids: two, place: "Tủ 2, hộp 9", keeper: "Tổ công tác" });
	const page = await officer.page("/returns/archive"), paths = [...page.text.matchAll(/href="(\/returns\/archive\/\d+)"/g)].map(([, path]) => path);
	const archived = (await officer.rows("/sheets.json?state=archived")).length;
	holds(paths.length > 0, "a campaign with papers");
	let sheets = 0;
	for (const path of paths) {
		const minutes = said(await officer.page(path)), index = said(await officer.page(`${path}/index`)), total = /Cộng ([\d.]+)/.exec(index)[1];
		holds(/MỤC LỤC HỒ SƠ NỘP LƯU TRỮ/.test(index) && /BÊN NHẬN: LƯU TRỮ CƠ QUAN/.test(minutes) && /Phụ lục MỤC LỤC/.test(minutes), "both papers");
		equal(/Cộng ([\d.]+)/.exec(minutes)[1], total, "the same sum");
		holds(index.includes(`${total} phiếu (`), "in figures and words");
		if (index.includes("Tủ 2, hộp 9"))
			holds(index.indexOf("Tủ 2, hộp 9") < index.indexOf("Tủ 2, hộp 10") && index.includes("tủ 1"), "places in their order, and what was archived by itself");
		sheets += Number(total.replaceAll(".", ""));
		for (const file of [`${path}.pdf`, `${path}.docx`, `${path}/index.pdf`, `${path}/index.docx`])
			equal((await officer.get(file)).status, 200, file);
	}
	equal(sheets, archived, "every archived sheet once");
	await admin.does(303, "/admin/settings", { "archive.kept_for": "10 năm", "office.superior": "ỦY BAN NHÂN DÂN THÀNH PHỐ THỬ" });
	holds(said(await officer.page(`${paths[0]}/index`)).includes("10 năm"), "how long they are kept is a setting");
	for (const path of [paths[0], `${paths[0]}/index`])
		holds(said(await officer.page(path)).includes("ỦY BAN NHÂN DÂN THÀNH PHỐ THỬ"), `${path}: the body above`);
	await admin.does(303, "/admin/settings", {});
	for (const path of ["/returns/archive", paths[0]])
		equal((await leader.get(path)).status, 403, path);
	holds(said(await far.page("/returns/archive")).includes("hồ sơ,"), "another commune has its own");
	const others = await far.get(paths[0]);
	holds([404, 409].includes(others.status), `another commune: ${others.status}`);
	equal((await officer.get("/returns/archive/99999999")).status, 404, "no such campaign");
});

/* ---- at the same moment ---- */

await test("signing pressed twice signs once; while the police sign, the officer changes the list: one of them is told, whoever comes first", async () => {
	const { ids, location } = await batch(2), fields = { count: 2, form_token: "d".repeat(32) };
	const both = await Promise.all([police, police.twin()].map((client) => client.post(`${location}/sign`, fields)));
	equal(both.map((one) => [one.status, one.location]), Array(2).fill([303, location]), "pressed twice");
	equal((await officer.sheet(ids[0])).history.filter((one) => one.action === "sign").length, 1, "signed once");
	for (let round = 0; round < 4; round++) {
		const open = await batch(3), before = await versions(open.ids);
		const pair = [() => police.post(`${open.location}/sign`, { count: 3 }), () => officer.post(`${open.location}/remove`, { ids: open.ids[2] })];
		const answers = await Promise.all((round % 2 === 0 ? pair : [...pair].reverse()).map((ask) => ask())), [signed, removed] = (round % 2 === 0 ? answers : [...answers].reverse()).map((one) => one.status);
		const now = await states(open.ids), row = await officer.json(`${open.location}.json`);
		if (signed === 303)
			equal([removed, now, row.present], [409, Array(3).fill("handed_over"), 3], "the police first: the officer is told");
		else
			equal([signed, removed, now, row.signed_at, (await versions(open.ids)).slice(0, 2)], [422, 303, Array(3).fill("accepted"), null, before.slice(0, 2)], "the officer first: the police count again");
	}
});

await test("while the police sign without one that is missing, the officer puts it in another batch: it is in one, and nobody loses it", async () => {
	for (let round = 0; round < 4; round++) {
		const { ids, location } = await batch(2), [signed, other] = await Promise.all([police.post(`${location}/sign`, { count: 1, missing: ids[1] }), officer.post("/handovers", { ids: ids[1] })]);
		equal(signed.status, 303, "signed");
		holds([303, 409].includes(other.status), `another batch: ${other.status}`);
		equal(await states(ids), ["handed_over", "accepted"], "where they are");
		if (other.status === 409)
			await officer.does(303, "/handovers", { ids: ids[1] });
		await officer.does(409, "/handovers", { ids: ids[1] });
	}
});

await test("two browsers on one sheet: accepted in one, returned in the other; the second is told, and the history has one of them", async () => {
	for (let round = 0; round < 4; round++) {
		const id = await officer.saves(typed(used++, { area_id: hamlet }), "submit"), { row_version, findings } = await officer.sheet(id), twin = officer.twin();
		const answers = await Promise.all([officer.post(`/sheets/${id}/accept`, { row_version, ...Object.fromEntries(findings.map((f) => [`confirm_${f.rule}`, "đã xem"])) }), twin.post(`/sheets/${id}/return`, { row_version, reason: "thiếu địa chỉ" })]);
		equal(answers.map((one) => one.status).sort(), [303, 409], "one of them");
		const told = (await officer.sheet(id)).history.filter((one) => ["accept", "return"].includes(one.action));
		equal([told.length, told[0].action], [1, answers[0].status === 303 ? "accept" : "return"], "the history");
	}
});

/* ---- what the demo shows ---- */

await test("the demo has minutes: issued and signed, one in the place of another, a draft; each is a file", async () => {
	const other = await login("officer3"), { rows } = await other.json("/minutes.json");
	equal([...new Set(rows.map((row) => row.state))].sort(), ["draft", "issued", "superseded"], "their states");
	holds(rows.some((row) => row.signed_on === "2024-06-10") && rows.every((row) => row.type === "acceptance"), JSON.stringify(rows));
	for (const { id } of rows)
		equal([(await other.get(`/minutes/${id}`)).status, (await other.get(`/minutes/${id}.pdf`)).status, (await officer.get(`/minutes/${id}`)).status], [200, 200, 404], `minutes ${id}`);
});

await finish(server);
