/* What people really type: one sign for one thing, old fonts and keys, dates of old papers, hamlets that ended, a paper written down twice. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { equal, finish, holds, test } from "./harness.mjs";
import { typed } from "./sheets.mjs";
import { bareWorld } from "./worlds.mjs";

const world = await bareWorld(), officer = await world.client("officer"), [hamlet, other] = await world.hamlets(officer);
let used = 0;

const fresh = (changes = {}) => typed(used++, { area_id: hamlet, ...changes });
const sends = (changes) => officer.saves(fresh(changes), "submit");
const found = async (id) => (await officer.sheet(id)).findings.map((finding) => finding.rule);
const finding = async (id, rule) => (await officer.sheet(id)).findings.find((one) => one.rule === rule);
const sql = (text) => execFileSync("sqlite3", ["-cmd", ".timeout 5000", join(world.server.folder, "mau03.db"), text]).toString().trim();

await test("whoever is typed with one kind of apostrophe, hyphen or Đ is found by the others", async () => {
	const names = ["H'Hen Niê", "H’Hen Niê", "H‘Hen Niê", "HʼHen Niê", "H`Hen Niê"], dang = ["Đặng Văn Tài", "Ðặng Văn Tài", "Ɖặng Văn Tài", "Đặng Văn Tà\u00adi"];
	const bru = ["Bru-Vân Kiều", "Bru–Vân Kiều", "Bru‑Vân Kiều"], ids = {};
	for (const [key, spelt] of Object.entries({ names, dang, bru })) {
		ids[key] = [];
		for (const full_name of spelt) ids[key].push(await sends({ full_name, birth_date: "1980", citizen_id: "", no_id_reason: "1" }));
	}
	for (const [key, searches] of Object.entries({ names: [...names, "h'hen", "HʼHEN"], dang: [...dang, "dang van tai", "ðặng"], bru: [...bru, "bru‐van"] }))
		for (const q of searches)
			equal((await officer.rows(`/sheets.json?q=${encodeURIComponent(q)}`)).map((row) => row.id).sort((a, b) => a - b), ids[key], `${key} by ${q}`);
	equal((await Promise.all(ids.dang.map(found))).map((rules) => rules.includes("E16") || rules.includes("W17")), [false, false, false, false], "no odd sign");
	equal((await officer.sheet(ids.dang[1])).answers.full_name, "Đặng Văn Tài", "what is kept of Ð");
	equal((await officer.sheet(ids.dang[3])).answers.full_name, "Đặng Văn Tài", "what is kept of a soft hyphen");
	equal((await officer.sheet(ids.names[1])).answers.full_name, "H’Hen Niê", "a right apostrophe stays");
});

await test("names in other spellings are probably one person", async () => {
	const birth = { birth_date: "05/03/1981", sex: "2" };
	const [a, b] = [await sends({ full_name: "H'Lơn Ayŭn", ...birth, citizen_id: "056181004321" }), await sends({ full_name: "H‘Lơn Ayŭn", ...birth, citizen_id: "056181004322" })];
	holds((await found(b)).includes("W52") && (await found(a)).includes("W52"), "both sides");
});

await test("one word is a name, once somebody has seen the card", async () => {
	const id = await sends({ full_name: "Hạnh" });
	equal((await officer.sheet(id)).state, "received", "it may be sent");
	await officer.does(422, `/sheets/${id}/accept`, {});
	await officer.does(303, `/sheets/${id}/accept`, { confirm_W16: "Thẻ CCCD ghi như vậy" });
});

await test("dates of old papers are read; what is no day is not", async () => {
	for (const [typedDate, kept] of [["00/00/1981", "1981-00-00"], ["00/07/1981", "1981-07-00"], ["1981/03/12", "1981-03-12"], ["12 3 1981", "1981-03-12"], ["12–03–1981", "1981-03-12"], ["12. 3. 1981", "1981-03-12"]])
		equal((await officer.sheet(await officer.saves(fresh({ birth_date: typedDate, citizen_id: "" })))).answers.birth_date, kept, typedDate);
	const id = await officer.saves(fresh({ birth_date: "12/13/1985", collected_on: "00/06/2024" })), sheet = await officer.sheet(id);
	equal(sheet.raw, { birth_date: "12/13/1985", collected_on: "00/06/2024" }, "no day, and a day that must be known");
});

await test("what was typed with the input method off, or in an old font, is named with its reading; it stays as it was typed", async () => {
	const id = await sends({ full_name: "Nguyeexn Thij Huwowng", permanent_address: "Th«n Liªm Hßa, x· Hµm Liªm, huyÖn Qu¶ng X\u00ad¬ng" }), sheet = await officer.sheet(id);
	const { fields, message } = await finding(id, "W18");
	equal(fields, ["full_name", "permanent_address"], "one finding");
	for (const reading of ["Nguyễn Thị Hương", "Thôn Liêm Hòa, xã Hàm Liêm, huyện Quảng Xương"])
		holds(message.includes(`“${reading}”`), message);
	equal([sheet.answers.full_name, sheet.answers.permanent_address], ["Nguyeexn Thij Huwowng", "Th«n Liªm Hßa, x· Hµm Liªm, huyÖn Qu¶ng X\u00ad¬ng"], "as typed");
});

await test("a change says where it comes from, or why not", async () => {
	for (const kind of ["2", "3", "4"]) {
		const id = await sends({ kind });
		holds((await found(id)).includes("W44"), `kind ${kind}`);
		equal((await found(await sends({ kind, change_source: "2" }))).includes("W44"), false, `kind ${kind} with a source`);
		await officer.does(422, `/sheets/${id}/accept`, {});
	}
	equal((await found(await sends({ kind: "1" }))).includes("W44"), false, "a survey");
});

await test("a paper number twice in the commune and campaign is told on both sheets, until one is no more", async () => {
	const [a, b] = [await sends({ paper_no: "PS-0127" }), await sends({ paper_no: " PS-0127 " })], draft = await officer.saves(fresh({ paper_no: "PS-0127" }));
	equal(await found(a), ["W59"], "the first");
	equal(await found(b), ["W59"], "the second");
	equal(await found(draft), ["W59"], "a draft is told");
	holds((await finding(a, "W59")).message.includes(`phiếu số ${b} trong máy (`), "it names the other, by what the two do not share");
	await officer.does(303, `/sheets/${b}/cancel`, { reason: "Ghi hai lần" });
	equal(await found(a), [], "after the other was cancelled");
	const far = await world.client("far_officer"), [place] = await world.hamlets(far);
	equal((await far.sheet(await far.saves(fresh({ area_id: place, paper_no: "PS-0127" }), "submit"))).findings.map((one) => one.rule), [], "another commune");
});

await test("a hamlet that had ended, or had not begun, is told with what it became", async () => {
	sql(`UPDATE area SET valid_to = '2024-05-20' WHERE id = ${other}; INSERT INTO area_succession (predecessor_id, successor_id) VALUES (${other}, ${hamlet})`);
	const ended = await finding(await sends({ area_id: other }), "W58");
	equal(ended.fields, ["area_id", "collected_on"], "fields");
	holds(ended.message.includes("20/05/2024") && ended.message.includes("nay là Tổ 1"), ended.message);
	equal(await found(await sends({ area_id: other, collected_on: "20/05/2024" })), [], "its last day");
	sql(`UPDATE area SET valid_from = '2024-05-21' WHERE id = ${hamlet}`);
	holds((await finding(await sends({ collected_on: "20/05/2024" }), "W58")).message.includes("(21/05/2024)"), "before its first day");
	equal(await found(await sends({ collected_on: "21/05/2024" })), [], "its first day");
});

await finish(world.server);
