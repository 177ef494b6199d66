/* The last move, taken back by who made it (src/domain.md §6, undo): each that may be, to the state and the day of before; and what never is. When its
 * time is over is for tests/unit/workflow/test_undo.c. */
import { Client } from "./client.mjs";
import { equal, finish, holds, test } from "./harness.mjs";
import { formTo, forms } from "./html.mjs";
import { typed } from "./sheets.mjs";
import { bareWorld, counts, demoWorld, stands } from "./worlds.mjs";

const demo = await demoWorld(), bare = await bareWorld();
const [enumerator, officer, police, district] = await Promise.all(["enumerator", "officer", "police", "district"].map((n) => demo.client(n)));
const [hamlet] = await demo.hamlets(enumerator);
let used = 0;
const fresh = (changes = {}) => typed(used++, { area_id: hamlet, ...changes });
const received = (changes) => officer.saves(fresh(changes), "submit");
const accepted = async (changes) => {
	const id = await received(changes);
	await officer.does(303, `/sheets/${id}/accept`, {});
	return id;
};
const batch = async (ids) => (await officer.does(303, "/handovers", { ids })).location;
const handed = async (changes) => {
	const id = await accepted(changes);
	await police.does(303, `${await batch([id])}/sign`, { count: 1 });
	return id;
};
const policeReturned = async () => {
	const id = await handed();
	await police.does(303, `/police/${id}/return`, { reason: 3, note: "xem lại" });
	return id;
};
/* All that the list and the reports say of a sheet and its commune, but its version; what it was judged anew is under new
 * numbers, and whose it was found to be when it was sent stays known. */
const look = async (client, id) => {
	const { row_version: version, person_id: person, history, actions, ...sheet } = await client.sheet(id);
	const { row_version: listed, ...row } = (await client.rows("/sheets.json")).find((one) => one.id === id);
	sheet.findings.forEach((one) => { delete one.id; });
	return { sheet, row, counts: await counts(district) };
};

/* name, who, the sheet before, the move. */
const moves = [
	["submit, from a draft", officer, () => officer.saves(fresh()), (id) => officer.does(303, `/sheets/${id}/submit`, {})],
	["submit, of an enumerator", enumerator, () => enumerator.saves(fresh()), (id) => enumerator.does(303, `/sheets/${id}/submit`, {})],
	["return", officer, received, (id) => officer.does(303, `/sheets/${id}/return`, { reason: "thiếu ngày sinh" })],
	["accept", officer, received, (id) => officer.does(303, `/sheets/${id}/accept`, {})],
	["accept, of many", officer, received, (id) => officer.does(303, "/review/accept", { ids: id })],
	["cancel", officer, accepted, (id) => officer.does(303, `/sheets/${id}/cancel`, { reason: "nhầm" })],
	["deliver", officer, accepted, (id) => batch([id])],
	["entered", police, handed, (id) => police.does(303, `/police/${id}/entered`, {})],
	["police_return", police, handed, (id) => police.does(303, `/police/${id}/return`, { reason: 1, note: "không thấy" })],
	["resend", officer, policeReturned, (id) => officer.does(303, `/sheets/${id}/resend`, { reason: "đã đối chiếu" })],
];

for (const [name, who, make, move] of moves)
	await test(`${name}: taken back once, all is as before but the history, which tells both`, async () => {
		const id = await make(), before = await look(who, id);
		await move(id);
		const moved = await who.sheet(id), action = moved.history.at(-1).action;
		holds(moved.actions.includes("undo"), "it is offered");
		holds(forms((await who.page(`/sheets/${id}`)).text).some((one) => one.action === `/sheets/${id}/undo`), "and on the page");
		const undone = await who.does(303, `/sheets/${id}/undo`, { row_version: moved.row_version });
		equal(undone.location, who === police ? `/police?after=${id - 1}` : `/sheets/${id}`, "where it leads");
		const again = await look(who, id);
		for (const part of ["sheet", "row", "counts"])
			for (const key of Object.keys(before[part]))
				equal(again[part][key], before[part][key], `${part}, ${key} after it`);
		const after = await stands(who, id, before.sheet.state, "undo"), last = after.history.at(-1);
		equal([last.from, last.to, after.history.at(-2).action], [moved.state, before.sheet.state, action], "what the history says");
		holds(!after.actions.includes("undo"), "it is not offered again");
		equal([(await who.post(`/sheets/${id}/undo`)).status, (await who.sheet(id)).row_version], [409, after.row_version], "a second time");
		await move(id);
		await stands(who, id, moved.state, action);
	});

await test("the hamlet's stage: submit and forward are taken back, and the leader's too", async () => {
	const [writer, leader] = [await bare.client("far_enumerator"), await bare.client("far_leader")], [thon] = await bare.hamlets(writer);
	const id = await writer.saves(typed(700, { area_id: thon }), "submit");
	await stands(writer, id, "with_hamlet", "submit");
	await writer.does(303, `/sheets/${id}/undo`, {});
	await stands(writer, id, "draft", "undo");
	await writer.does(303, `/sheets/${id}/submit`, {});
	await leader.does(303, `/sheets/${id}/forward`, {});
	equal((await writer.post(`/sheets/${id}/undo`)).status, 409, "the writer, when the leader has forwarded it");
	await leader.does(303, `/sheets/${id}/undo`, {});
	await stands(leader, id, "with_hamlet", "undo");
	await leader.does(303, `/sheets/${id}/return`, { reason: "thiếu" });
	await leader.does(303, `/sheets/${id}/undo`, {});
	await stands(leader, id, "with_hamlet", "undo");
	holds(!/role="note"><b>[^<]* trả lại/.test((await leader.page(`/sheets/${id}`)).text), "a return that was taken back is not told above the sheet");
});

await test("sent again and taken back: it is returned as before, and says why", async () => {
	const id = await enumerator.saves(fresh(), "submit");
	await officer.does(303, `/sheets/${id}/return`, { reason: "thiếu ngày sinh của vợ" });
	await enumerator.does(303, `/sheets/${id}/submit`, {});
	await enumerator.does(303, `/sheets/${id}/undo`, {});
	await stands(enumerator, id, "returned", "undo");
	holds(/role="note"><b>[^<]* trả lại [^<]*<\/b>[^]*thiếu ngày sinh của vợ/.test((await enumerator.page(`/sheets/${id}`)).text), "why it came back stands above it");
});

await test("refused, and nothing changes: another's move, a move since, a stale page, and what is never taken back", async () => {
	const others = await enumerator.saves(fresh(), "submit"), since = await accepted(), never = await received(), stale = await accepted();
	await officer.does(303, `/sheets/${since}/reopen`, { reason: "xem lại" });
	await officer.does(303, `/sheets/${never}/correct`, { informant_name: "Lý Văn Sang", reason: "gõ nhầm" });
	const signed = await handed(), done = await handed();
	await police.does(303, `/police/${done}/entered`, {});
	await police.does(303, `/sheets/${done}/archive`, { place: "Tủ 2" });
	const drafted = await officer.saves(fresh());
	for (const [why, client, status, id] of [["another's move", officer, 409, others], ["reopen", officer, 409, since], ["correct", officer, 409, never],
		["sign", police, 409, signed], ["archive", police, 409, done], ["nothing moved", officer, 409, drafted], ["a district", district, 403, others]]) {
		const before = await officer.sheet(id), answer = await client.post(`/sheets/${id}/undo`);
		equal([answer.status, (await officer.sheet(id)).row_version], [status, before.row_version], why);
		holds(status === 403 || !(await client.sheet(id)).actions.includes("undo"), `${why}: not offered`);
	}
	await officer.does(409, `/sheets/${stale}/undo`, { row_version: 1 });
	await officer.does(400, `/sheets/${stale}/undo`, { row_version: "x" });
	equal((await new Client(demo.server).post(`/sheets/${stale}/undo`)).status, 401, "nobody");
	const far = await demo.client("officer2");
	equal((await far.post(`/sheets/${stale}/undo`)).status, 404, "an officer of another commune");
	await stands(officer, stale, "accepted", "accept");
});

await test("a submission that replaced a sheet is not taken back, nor a cancelling by a decision about duplicates", async () => {
	const old = await accepted(), answers = (await officer.sheet(old)).answers;
	const id = Number(/(\d+)\/edit$/.exec((await officer.does(303, `/sheets/${old}/replace`, {})).location)[1]);
	const form = await officer.form(`/sheets/${id}/edit`, `/sheets/${id}/edit`), now = { ...fresh(), citizen_id: answers.citizen_id, action: "submit" };
	await officer.does(303, form.action, [...form.fields.filter(([name]) => !(name in now)), ...Object.entries({ ...now, birth_date: answers.birth_date, sex: answers.sex })]);
	await stands(officer, old, "replaced");
	await officer.does(409, `/sheets/${id}/undo`, {});
	const same = fresh().citizen_id, [a, b] = [await officer.saves(fresh({ citizen_id: same }), "submit"), await officer.saves(fresh({ citizen_id: same }), "submit")];
	await officer.does(303, `/duplicates/${a}/${b}`, { decision: `keep_${a}`, reason: "cùng số" });
	const refused = await officer.does(409, `/sheets/${b}/undo`, {});
	holds(refused.text.includes("bỏ quyết định"), "it says where the decision is taken back");
	await officer.does(303, `/duplicates/${a}/${b}`, { decision: "undo", reason: "nhầm" });
	const history = (await stands(officer, b, "received")).history.map((e) => e.action);
	equal([history.includes("undo"), (await officer.sheet(a)).history.at(-1).action], [false, "undecide"], "that is no undo");
	await officer.does(409, `/sheets/${b}/undo`, {});
});

await test("a cancelling is not taken back when another sheet has taken its place meanwhile", async () => {
	for (const before of [accepted, policeReturned]) {
		const id = await before(), { citizen_id, birth_date, sex } = (await officer.sheet(id)).answers;
		await officer.does(303, `/sheets/${id}/cancel`, { reason: "nhầm" });
		const other = await officer.saves(fresh({ citizen_id, birth_date, sex }), "submit");
		await officer.does(303, `/sheets/${other}/accept`, {});
		holds((await officer.does(409, `/sheets/${id}/undo`, {})).text.includes("phiếu khác của cùng người"), "it says why");
		await stands(officer, id, "cancelled", "cancel");
		await stands(officer, other, "accepted", "accept");
	}
	const old = await accepted(), draftOf = async () => Number(/(\d+)\/edit$/.exec((await officer.does(303, `/sheets/${old}/replace`, {})).location)[1]);
	const first = await draftOf();
	await officer.does(303, `/sheets/${first}/cancel`, { reason: "nhầm" });
	await draftOf();
	await officer.does(409, `/sheets/${first}/undo`, {});
	await stands(officer, first, "cancelled", "cancel");
});

await test("a batch that has lost its last sheet is not signed for; the history says which batch it was", async () => {
	const id = await accepted(), where = await batch([id]);
	await officer.does(303, `/sheets/${id}/undo`, {});
	await police.does(409, `${where}/sign`, { count: 0 });
	holds(!(await police.page("/police")).text.includes(`href="${where}"`), "the police are not asked to");
});

await test("a submission that was taken back is not counted among those of today", async () => {
	const told = async () => Number(/đã gửi ([\d.]+) phiếu/.exec((await enumerator.page("/sheets/new")).text)?.[1] ?? NaN);
	const send = async () => enumerator.does(303, "/sheets", fresh({ action: "submit_next" }));
	await send();
	const before = await told();
	await send();
	const form = forms((await enumerator.page("/sheets/new")).text).find((one) => /\/undo$/.test(one.action));
	await enumerator.does(303, form.action, form.fields);
	await send();
	equal(await told(), before + 1, "sent today");
	await send();
	const offered = (await enumerator.sheet(Number(/\/sheets\/(\d+)\/undo/.exec((await enumerator.twin().page("/sheets/new")).text)[1])));
	equal(offered.state, "with_hamlet", "the note is about a sheet that is sent");
});

await test("the note names the person and the paper's number and takes the move back; the queue begins with the sheet then", async () => {
	const id = await handed({ paper_no: "PS/0417" }), bareNumber = await handed(), { full_name: name } = (await officer.sheet(id)).answers;
	const told = async (answer) => /<div class="alert alert-success" role="status">(.*?)<\/div>/s.exec((await police.page(answer.location)).text)?.[1] ?? "";
	const note = await told(await police.does(303, `/police/${id}/entered`, {}));
	holds(note.includes(name) && note.includes("phiếu giấy số PS/0417"), `the note says ${note}`);
	const form = formTo(note, `/sheets/${id}/undo`), back = await police.does(303, form.action, form.fields);
	const queue = await police.page(back.location), after = /<div class="alert alert-success" role="status">(.*?)<\/div>/s.exec(queue.text)[1];
	equal(/id="sheet-(\d+)"/.exec(queue.text)?.[1], String(id), "the queue begins with it");
	holds(after.includes(name) && after.includes("Đã bàn giao công an"), `after it: ${after}`);
	holds(!after.includes("/undo"), "an undo is not taken back");
	holds((await told(await police.does(303, `/police/${bareNumber}/return`, { reason: 2 }))).includes(`phiếu số ${bareNumber} trong máy`), "without a number");
	holds(!(await police.page("/police")).text.includes('class="alert alert-success"'), "told once");
	const sent = await officer.does(303, "/sheets", fresh({ action: "submit_next", paper_no: "PS/0418" })), next = await officer.page(sent.location);
	const offered = forms(next.text).find((one) => /\/undo$/.test(one.action));
	holds(next.text.includes("phiếu giấy số PS/0418") && offered !== undefined, "save-and-next names it and offers the same");
	await officer.does(303, offered.action, offered.fields);
	const foreign = await demo.client("officer2");
	foreign.cookies.set("mau03_note", `accepted.${id}`);
	holds(!(await foreign.page("/")).text.includes(name), "a note about another's sheet names nobody");
});

await finish(demo.server, bare.server);
