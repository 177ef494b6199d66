/* Sheets about a change: the last accepted answers beside the inputs, taken over part by part and by nobody but the writer; who is found by a
 * number or a card; people who come to the office of themselves. */
import { Server, equal, finish, holds, must, test } from "./harness.mjs";
import { forms, values } from "./html.mjs";
import { employee, today, typed } from "./sheets.mjs";
import { bareWorld, demoWorld, goesOn, stands } from "./worlds.mjs";

const world = await demoWorld(), officer = await world.client("officer"), enumerator = await world.client("enumerator"), far = await world.client("officer2");
const [hamlet] = await world.hamlets(officer);
const bare = await bareWorld();
let used = 900;

const fresh = (changes = {}) => typed(used++, { area_id: hamlet, ...changes });
const worker = () => ({ ...fresh(), ...Object.fromEntries(Object.entries(employee).map(([name, value]) => [name, value === undefined ? undefined : String(value)])), contract_start: "03/2019", qualification: "1" });

/* An accepted sheet of somebody new: { id, person, fields }. */
async function accepted(fields = fresh(), client = officer) {
	const id = await goesOn(officer, await client.saves(fields, "submit"));
	await officer.does(303, `/sheets/${id}/accept`, {});
	const link = /href="\/sheets\/new\?person=(\d+)&amp;kind=2"/.exec((await officer.page(`/sheets/${id}`)).text);
	holds(link, "an accepted sheet leads to a change sheet");
	return { id, person: link[1], fields };
}
const entryForm = (text) => forms(text).find((form) => form.fields.some(([name]) => name === "informant_name"));
const begin = async (client, person, kind = 2) => entryForm((await client.page(`/sheets/new?person=${person}&kind=${kind}`)).text);
/* The form as it is, with changes, posted with that action. */
const posts = (client, form, changes, action) => client.post(form.action, [...form.fields.filter(([name]) => !(name in changes) && name !== "action"), ...Object.entries(changes), ["action", action]]);
const filled = (form) => Object.fromEntries(form.fields.filter(([, value]) => value !== "").map(([name, value]) => [name, value]));
const answers = (form) => { const { csrf, form_token: token, campaign_id: campaign, person_id: person, row_version: version, ...rest } = filled(form); return rest; };

await test("the form begins empty but for its kind; the last answers stand beside", async () => {
	const { id, person, fields } = await accepted(), page = await officer.page(`/sheets/new?person=${person}&kind=2`);
	equal([answers(entryForm(page.text)), values(entryForm(page.text), "person_id")], [{ kind: "2" }, [person]], "what is filled in");
	for (const text of [fields.full_name, fields.citizen_id, fields.permanent_address, `/sheets/${id}"`])
		holds(page.text.includes(text), `the page has ${text}`);
	holds(!page.text.includes("không đổi<"), "nothing is marked unchanged");
	for (const kind of [3, 4])
		equal(answers(await begin(officer, person, kind)), { kind: String(kind) }, `kind ${kind}`);
});

await test("a part is taken over by its button, into what is empty; nothing is stored; what is the same is marked", async () => {
	const { person, fields } = await accepted(worker()), { total } = await officer.json("/sheets.json"), form = await begin(officer, person);
	const first = await posts(officer, form, { full_name: "Trần Thị Mới" }, "copy_1");
	equal(first.status, 200, "the page again");
	const one = entryForm(first.text), got = answers(one);
	equal([got.full_name, got.citizen_id, got.birth_date, got.sex, got.permanent_address, got.area_id], ["Trần Thị Mới", fields.citizen_id, fields.birth_date, fields.sex, fields.permanent_address, hamlet], "questions 1 to 8");
	equal([got.general_education, got.activity_status, got.collected_on, got.informant_name, got.occupation], [undefined, undefined, undefined, undefined, undefined], "no other part");
	holds(/Phiếu trước: <b>056\d+<\/b> – không đổi/.test(first.text) && !new RegExp(`${fields.full_name}</b> – không đổi`).test(first.text), "marks");
	const two = entryForm((await posts(officer, one, {}, "copy_2")).text), three = entryForm((await posts(officer, two, {}, "copy_3")).text);
	equal([answers(three).general_education, answers(three).activity_status, answers(three).occupation, answers(three).contract_start], ["4", "1", fields.occupation, "03/2019"], "the rest");
	equal((await officer.json("/sheets.json")).total, total, "nothing is stored");
	const jobless = answers(entryForm((await posts(officer, two, { activity_status: "2" }, "copy_3")).text));
	equal([jobless.activity_status, jobless.occupation, jobless.employment_position], ["2", undefined, undefined], "another status takes nothing of the old one's block");
	for (const bad of ["copy_0", "copy_4", "copy_", "copy_11"])
		equal((await posts(officer, form, {}, bad)).status, 400, bad);
	equal((await officer.post("/sheets", { action: "copy_1" })).status, 409, "without a person there is nothing to take over");
});

await test("a change of a sheet that is opened again says so, and no more once that is accepted again", async () => {
	const { id, person } = await accepted(worker()), form = await begin(officer, person);
	const made = await posts(officer, form, { ...worker(), citizen_id: values(entryForm((await posts(officer, form, {}, "copy_1")).text), "citizen_id")[0], area_id: hamlet }, "submit");
	const change = Number(made.location.split("/").at(-1)), sameNumber = async () => (await officer.sheet(change)).findings.some((f) => f.rule === "E50");
	equal([made.status, (await officer.sheet(change)).state, await sameNumber()], [303, "received", false], "beside an accepted one");
	await officer.does(303, `/sheets/${id}/reopen`, { reason: "thử" });
	equal(await sameNumber(), true, "beside one that is not");
	await officer.does(303, `/sheets/${id}/accept`, {});
	equal(await sameNumber(), false, "accepted again");
});

await test("saved, sent and accepted it is a sheet of its own; the one before stays", async () => {
	const { id, person, fields } = await accepted(), form = await begin(officer, person);
	const saved = await posts(officer, form, { full_name: fields.full_name, change_source: "1" }, "save"), draft = Number(saved.location.split("/").pop());
	const edit = await officer.page(`/sheets/${draft}/edit`), again = entryForm(edit.text);
	holds(edit.text.includes(`/sheets/${id}"`) && edit.text.includes('value="copy_1"'), "the draft still has the answers beside");
	const { person_id: gone, ...rest } = fields, sent = await posts(officer, again, { ...rest, permanent_address: "99 Trần Phú, phường Phương Sài", kind: "2", change_source: "1" }, "submit");
	equal([gone, sent.status, sent.location], [undefined, 303, `/sheets/${draft}`], "sent");
	const sheet = await officer.sheet(draft);
	equal([sheet.answers.kind, sheet.answers.change_source, sheet.replaces_id, sheet.findings.map((f) => f.rule)], [2, 1, null, []], "the new sheet");
	await officer.does(303, `/sheets/${draft}/accept`, {});
	equal((await officer.sheet(id)).state, "accepted", "the one before");
	holds((await officer.page(`/sheets/new?person=${person}&kind=2`)).text.includes(`/sheets/${draft}"`), "the next one begins from the newest");
});

await test("a stale version is told, a form posted twice is stored once", async () => {
	const { person, fields } = await accepted(), form = await begin(officer, person), twice = { full_name: fields.full_name, form_token: "c".repeat(32) };
	const [first, second] = [await posts(officer, form, twice, "save"), await posts(officer, form, twice, "save")];
	equal(second.location, first.location, "the second answer");
	const edit = entryForm((await officer.page(`${first.location}/edit`)).text);
	equal((await posts(officer, edit, { full_name: "Lê Thị Khác" }, "save")).status, 303, "saved meanwhile");
	const copied = await posts(officer, edit, {}, "copy_1"), old = entryForm(copied.text);
	equal(values(old, "row_version"), values(edit, "row_version"), "taking over does not hide that the page is old");
	equal((await posts(officer, old, {}, "save")).status, 409, "and saving says so");
});

await test("nobody takes over what is not theirs: 404; what makes no sense: 400", async () => {
	const { person } = await accepted(), own = await accepted(fresh(), enumerator);
	for (const client of [far, enumerator])
		for (const status of [(await client.get(`/sheets/new?person=${person}&kind=2`)).status, (await client.post("/sheets", { full_name: "Ai Đó", person_id: person, action: "save" })).status])
			equal(status, 404, `another's person for ${client.username}`);
	equal((await enumerator.get(`/sheets/new?person=${own.person}&kind=2`)).status, 200, "their own");
	equal((await far.post("/sheets", { full_name: "Ai Đó", person_id: person, action: "copy_1" })).status, 409, "no answers of another commune");
	for (const bad of ["person=x", "person=", "person=-1", `person=${person}&kind=1`, `person=${person}&kind=5`, `person=${person}&kind=x`])
		equal((await officer.get(`/sheets/new?${bad}`)).status, 400, bad);
	equal((await officer.get("/sheets/new?person=999999999")).status, 404, "nobody");
	const waiting = await officer.saves(fresh(), "submit");
	holds(!(await officer.page(`/sheets/${waiting}`)).text.includes("/sheets/new?person="), "not before it is accepted");
});

await test("found by number or card; refused kindly; another commune finds nobody", async () => {
	const { id, person, fields } = await accepted(), number = fields.citizen_id, spaced = number.replace(/(...)(?=.)/g, "$1 ");
	const [d, m, y] = fields.birth_date.split("/"), card = `${number}||${fields.full_name}|${d}${m}${y}|${fields.sex === "1" ? "Nam" : "Nữ"}|Phương Sài, Nha Trang, Khánh Hòa|01012022`;
	for (const q of [number, spaced, number.replace(/(...)(?=.)/g, "$1."), card, `${card}|||`]) {
		const { text } = await officer.does(200, "/sheets/change", { q });
		for (const kind of [2, 3, 4])
			holds(text.includes(`/sheets/new?person=${person}&amp;kind=${kind}`), `kind ${kind} for ${q.slice(0, 15)}`);
		holds(text.includes(`/sheets/${id}"`) && !text.includes("01012022"), "the sheet, and nothing of the card");
	}
	for (const q of ["", "12345", "abc", `${number}0`, "|||", `${number}|x|y|z`, "x".repeat(9000)])
		equal((await officer.post("/sheets/change", { q })).status, 422, q.slice(0, 20));
	for (const [client, q] of [[officer, "056099999999"], [far, number], [enumerator, number]]) {
		const { text } = await client.does(200, "/sheets/change", { q });
		holds(!text.includes("person=") && text.includes("Chưa có phiếu nào của số này"), `${client.username} finds nobody`);
	}
	holds((await officer.page("/sheets")).text.includes('href="/sheets/change"'), "the list leads here");
	const { text: life } = await officer.page(`/people/${person}`);
	for (const kind of [2, 3, 4])
		holds(life.includes(`/sheets/new?person=${person}&amp;kind=${kind}`), `the person's page leads to kind ${kind}`);
});

await test("a campaign without an end takes who comes to the office, with nobody as enumerator", async () => {
	await bare.server.stop();
	must(["campaign", "add", "--code", "TX", "--name", "Thường xuyên", "--area", "99102", "--from", "2024-01-01", "--data", bare.server.folder, "--today", today]);
	bare.server = await Server.start(bare.server.folder, ["--today", today]);
	const two = await bare.client("far_officer"), four = await bare.client("far_officer_2"), [area] = await bare.hamlets(two), page = await two.page("/sheets/new"), campaign = /<option value="(\d+)"[^>]*>Thường xuyên/.exec(page.text)[1];
	const id = await two.saves({ ...typed(used++, { area_id: area, kind: "2", change_source: "1" }), campaign_id: campaign, enumerator_id: "" }, "submit");
	const sheet = await stands(two, id, "received", "submit");
	equal([sheet.campaign, sheet.answers.kind, sheet.answers.change_source], ["TX", 2, 1], "as it was typed");
	equal(sheet.findings.filter((f) => f.severity === "E"), [], "no error");
	await four.does(303, `/sheets/${id}/accept`, Object.fromEntries(sheet.findings.map((f) => [`confirm_${f.rule}`, "lần trước là phiếu giấy"])));
	await stands(four, id, "accepted", "accept");
});

await finish(world.server, bare.server);
