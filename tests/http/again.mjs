/* A form that is posted again: with the same answers it answers with its first result; with others 409, both versions, and nothing is stored. */
import { equal, finish, holds, test } from "./harness.mjs";
import { forms, formTo, values } from "./html.mjs";
import { typed } from "./sheets.mjs";
import { demoWorld } from "./worlds.mjs";

const world = await demoWorld();
const [enumerator, officer, far, admin] = await Promise.all(["enumerator", "officer", "officer2", "admin"].map((n) => world.client(n)));
const [hamlet] = await world.hamlets(enumerator);
let used = 0, made = 0;
const token = () => `again-${String(made++).padStart(20, "0")}`;
const fresh = (changes = {}) => typed(used++, { area_id: hamlet, form_token: token(), ...changes });
const idOf = (answer) => Number(/^\/sheets\/(\d+)/.exec(answer.location)[1]);
const total = async () => (await officer.json("/sheets.json")).total;
const other = { full_name: "Người Khác Hẳn", informant_name: "Đặng Thị Lạ" };

/* What a 409 to other answers says: both versions, what was typed in its fields, no word of "saved". */
function bothVersions(answer, sent, stored, what) {
	equal(answer.status, 409, what);
	holds(answer.text.includes('id="conflict"'), `${what}: both versions side by side`);
	for (const text of [sent.full_name, stored.full_name])
		holds(answer.text.includes(`>${text}</td>`), `${what}: ${text} stands in the table`);
	equal(values(forms(answer.text).find((one) => values(one, "full_name").length === 1), "full_name"), [sent.full_name], `${what}: what was typed is kept`);
	holds(!/Đã (lưu|gửi) phiếu[.:]/.test(answer.text), `${what}: nobody is told that it was saved`);
}

await test("the same answers again: the first result, done once, whoever is faster", async () => {
	const page = await enumerator.form("/sheets/new", "/sheets"), [form_token] = values(page, "form_token"), before = await total();
	holds(form_token?.length >= 16, "the page has a form token");
	const fields = fresh({ form_token }), twins = [enumerator.twin(), enumerator.twin(), enumerator.twin()];
	const answers = await Promise.all(twins.map((client) => client.post("/sheets", fields)));
	answers.push(await enumerator.post("/sheets", { ...fields, row_version: 7 }));
	equal(answers.map((a) => [a.status, a.location]), answers.map(() => [303, answers[0].location]), "answers");
	equal(await total() - before, 1, "sheets made");
	const strange = await far.post("/sheets", typed(used++, { form_token, area_id: (await world.hamlets(far))[0] }));
	equal((await far.get(strange.location)).status, 200, "another's token leads to a sheet of one's own");
});

for (const action of ["save", "submit", "submit_next"])
	await test(`new, ${action}, other answers: 409 with both versions, nothing stored; then the sheet is mended, or a second one made`, async () => {
		const fields = fresh({ action }), before = await total(), first = await officer.does(303, "/sheets", fields);
		const id = action === "submit_next" ? (await officer.json("/sheets.json")).rows[0].id : idOf(first), stored = await officer.sheet(id);
		const answer = await officer.post("/sheets", { ...fields, ...other });
		bothVersions(answer, other, fields, action);
		equal(answer.headers["content-location"], `/sheets/${id}`, "where the first one is");
		holds(answer.text.includes(`Lần gửi trước đã thành phiếu số ${id} trong máy lúc`), "by its number");
		equal([await total() - before, await officer.sheet(id)], [1, stored], "stored afterwards");
		const form = formTo(answer.text, `/sheets/${id}/edit`);
		holds(values(form, "form_token")[0] !== fields.form_token, "the page has a token of its own");
		await officer.does(303, "/sheets", [...form.fields.filter(([name]) => name !== "citizen_id"), ["citizen_id", fresh().citizen_id], ["action", "save"]]);
		equal(await total() - before, 2, "sheets after it was saved as another one");
		holds(answer.text.indexOf('formaction="/sheets"') < answer.text.indexOf(`>Sửa phiếu của ${fields.full_name}<`), "what a key presses overwrites nobody");
		holds(!answer.text.includes('value="submit_next"'), "only the two choices");
		if (action !== "save") {
			const refused = await officer.does(422, form.action, [...form.fields.filter(([name]) => name !== "reason"), ["reason", ""], ["action", "save"]]);
			holds(refused.text.includes('id="conflict"') && refused.text.includes('formaction="/sheets"'), "without a reason the choice stays");
		}
		await officer.does(303, form.action, [...form.fields.filter(([name]) => name !== "reason"), ["reason", "gõ nhầm"], ["action", "save"]]);
		equal([(await officer.sheet(id)).answers.full_name, await total() - before], [other.full_name, 2], "after it was mended");
	});

await test("sent by who may not write it any more, other answers: both versions, and what was typed can become another sheet", async () => {
	const fields = fresh({ action: "submit" }), id = idOf(await enumerator.does(303, "/sheets", fields)), stored = await enumerator.sheet(id), before = await total();
	const answer = await enumerator.post("/sheets", { ...fields, ...other });
	bothVersions(answer, other, fields, "new");
	holds(!forms(answer.text).some((one) => one.action === `/sheets/${id}/edit`), "the sheet is not offered to be written");
	equal([await enumerator.sheet(id), await total()], [stored, before], "stored afterwards");
	await enumerator.does(303, "/sheets", [...formTo(answer.text, "/sheets").fields, ["action", "save"]]);
	equal(await total() - before, 1, "saved as another sheet");
});

await test("the same answers, first saved and then sent: 409, the sheet is still a draft", async () => {
	const fields = fresh({ action: "save" }), id = idOf(await officer.does(303, "/sheets", fields));
	const refused = await officer.does(409, "/sheets", { ...fields, action: "submit" });
	equal((await officer.sheet(id)).state, "draft", "sent with the token of the save");
	holds(refused.text.includes("nội dung giống nội dung vừa gõ") && !refused.text.includes('formaction="/sheets"'), "it says that nothing differs and offers no second sheet");
	const sent = fresh({ action: "submit" }), first = await officer.does(303, "/sheets", sent);
	equal((await officer.does(303, "/sheets", { ...sent, action: "submit_next" })).location, "/sheets/new", "sent twice, the second time with another next page");
	holds((await officer.page("/sheets/new")).text.includes(`<a href="${first.location}">`), "the next page names the sheet that was sent");
});

await test("a refused submission again: leads to its draft, once, and says nothing of sent", async () => {
	const fields = fresh({ action: "submit", informant_name: "" }), before = await total(), first = await officer.does(422, "/sheets", fields);
	const again = await officer.does(303, "/sheets", { ...fields, action: "submit_next" });
	equal([again.location, await total() - before], [`${first.headers["content-location"]}/edit`, 1], "the second time");
	holds(!(await officer.page(again.location)).text.includes("Đã gửi phiếu"), "nobody is told that it was sent");
});

await test("edit: the same answers lead to the first result, also when the sheet is sent by then; others are 409 and change nothing", async () => {
	const fields = fresh(), id = await enumerator.saves(fields), url = `/sheets/${id}/edit`;
	const edit = { ...fields, form_token: token(), row_version: 1, paper_no: "A/1", action: "save" };
	for (let i = 0; i < 2; i++)
		equal((await enumerator.does(303, url, edit)).location, `/sheets/${id}`, "an edit posted twice");
	const stored = await enumerator.sheet(id);
	bothVersions(await enumerator.post(url, { ...edit, ...other, row_version: 2 }), other, fields, "edit");
	equal(await enumerator.sheet(id), stored, "stored afterwards");
	const send = { ...edit, form_token: token(), row_version: 2, action: "submit" };
	for (let i = 0; i < 2; i++)
		equal((await enumerator.does(303, url, send)).location, `/sheets/${id}`, "sent twice");
	const sent = await enumerator.sheet(id), answer = await enumerator.post(url, { ...send, ...other });
	equal([answer.status, await enumerator.sheet(id)], [409, sent], "other answers to a sheet that was sent");
	for (const text of [other.full_name, fields.full_name])
		holds(answer.text.includes(`>${text}</td>`), `${text} stands beside the other`);
	equal((await officer.sheet(id)).history.filter((e) => e.action === "submit").length, 1, "times sent");
});

await test("a move again: the same reason leads to the first result, another one is 409 and is given back", async () => {
	const id = await enumerator.saves(fresh()), url = `/sheets/${id}/cancel`, move = { form_token: token(), reason: "ghi trùng" };
	for (let i = 0; i < 2; i++)
		equal((await enumerator.does(303, url, move)).location, `/sheets/${id}`, "a move posted twice");
	const answer = await enumerator.does(409, url, { ...move, reason: "người này đã chuyển đi nơi khác" });
	holds(answer.text.includes("người này đã chuyển đi nơi khác"), "the other reason is given back");
	equal((await enumerator.sheet(id)).history.filter((e) => e.action === "cancel").map((e) => e.reason), ["ghi trùng"], "cancelled once");
	const two = await Promise.all([0, 1].map(() => officer.saves(fresh(), "submit"))), one = { form_token: token() };
	equal((await officer.does(303, `/sheets/${two[0]}/accept`, one)).location, `/sheets/${two[0]}`, "accepted");
	await officer.does(303, `/sheets/${two[1]}/accept`, one);
	equal(await Promise.all(two.map(async (each) => (await officer.sheet(each)).state)), ["accepted", "accepted"], "a token is good for one sheet");
});

await test("many at once, and administration: other sheets, other names with the same token are 409", async () => {
	const two = await Promise.all([0, 1].map(() => officer.saves(fresh(), "submit"))), form_token = token();
	await officer.does(303, "/review/accept", { ids: two[0], form_token });
	await officer.does(409, "/review/accept", { ids: two[1], form_token });
	equal(await Promise.all(two.map(async (id) => (await officer.sheet(id)).state)), ["accepted", "received"], "states");
	const form = await admin.form("/admin/users/new", "/admin/users"), user = { username: "again.lan", full_name: "Trần Thị Lan", role: "officer", areas: "22351",
		form_token: values(form, "form_token")[0] };
	await admin.does(200, "/admin/users", user);
	await admin.does(303, "/admin/users", user);
	await admin.does(409, "/admin/users", { ...user, username: "again.hoa" });
	holds(!(await admin.page("/admin/users")).text.includes("again.hoa"), "no other user is added");
});

await finish(world.server);
