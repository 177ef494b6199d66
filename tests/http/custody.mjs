/* Papers between the commune and the police: police who confirm on paper, papers that come back, the register of all batches. */
import { Client } from "./client.mjs";
import { Server, demoFolder, demoPassword, equal, finish, holds, test } from "./harness.mjs";
import { forms } from "./html.mjs";
import { typed } from "./sheets.mjs";

const folder = demoFolder(), server = await Server.start(folder);
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
	const done = await officer.json(`${location}.json`);
	equal([done.counted, done.present, done.missing, done.entered, done.by_paper, done.returned], [4, 4, 1, 3, 3, 1], "the batch");
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

await finish(server);
