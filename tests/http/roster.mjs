/* The list of people to be surveyed: who sees whom, adding, correcting, giving to members, giving back, why somebody cannot be surveyed. */
import { equal, finish, holds, test } from "./harness.mjs";
import { forms, values } from "./html.mjs";
import { typed } from "./sheets.mjs";
import { demoWorld } from "./worlds.mjs";

const world = await demoWorld();
const [officer, police, enumerator, leader, far, farPolice, farLeader, watcher] =
	await Promise.all(["officer", "police", "enumerator", "leader", "officer2", "police2", "hamlet_leader2", "district"].map((name) => world.client(name)));
const [hamlet] = await world.hamlets(officer), [farHamlet] = await world.hamlets(far);
const errors = (text) => [...text.matchAll(/<li><a href="#([^"]+)">/g)].map(([, id]) => id);
const list = async (client, query = "") => client.json(`/roster.json${query}`);
const named = async (client, name) => (await list(client, `?q=${encodeURIComponent(name)}`)).rows;
const person = (more = {}) => ({ full_name: "Đinh Thị Bảng Kê", birth_date: "12/07/1985", sex: "2", citizen_id: "056 185 001 777", area: hamlet, household_no: "120", address: "12 Lê Lợi", ...more });

await test("Quảng Ngọc's 4,931 people are on the list of its police, and nobody else's", async () => {
	const all = await list(far);
	equal(all.total, 4931, "people");
	const hamlets = (await far.json("/roster/hamlets.json")).rows;
	equal([hamlets.length, hamlets.reduce((sum, row) => sum + row.people, 0)], [9, 4931], "in nine hamlets");
	holds(hamlets.every((row) => row.people === row.open + row.assigned + row.surveyed + row.reason + row.gone && row.left === row.open + row.assigned), "each stands in one way");
	equal((await list(farPolice)).total, 4931, "the police of the commune see the same");
	const own = hamlets.find((row) => row.id === Number(farHamlet));
	equal((await list(farLeader)).total, own.people, "the leader of a hamlet sees the hamlet");
	const [version] = (await far.json("/roster/lists.json")).rows;
	equal([version.source, version.new, version.gone], ["police", 4931, 0], "one version");
	equal((await list(far, `?list=${version.id}`)).total > 4000, true, "with those who came with it");
	const ids = new Set(all.rows.map((row) => row.id));
	holds((await list(officer)).rows.every((row) => !ids.has(row.id)), "another commune has others");
	equal((await list(watcher)).rows.every((row) => row.citizen_id === undefined || row.citizen_id === null || row.citizen_id.startsWith("•")), true, "numbers are masked above the commune");
});

let added;
await test("a member adds somebody, whom the police and the officer read and correct", async () => {
	const { location } = await enumerator.does(303, "/roster", person());
	added = Number(location.split("/").pop());
	const [row] = await named(police, "dinh thi bang ke");
	equal([row.id, row.source, row.birth_date, row.citizen_id, row.household_no, row.state], [added, "member", "1985-07-12", "056185001777", "120", "assigned"], "stored, and his to survey");
	equal((await enumerator.does(303, "/roster", person({ full_name: "Đinh Thị Thứ Hai", citizen_id: "056185001778", household_no: "121" }))).status, 303, "another");
	const his = (await enumerator.json("/roster/assignments.json")).rows.filter((one) => one.people === 2);
	equal(his.length, 1, "what he adds in a day is given at once");
	const form = await police.form(location, location);
	const refill = (more) => [...form.fields.filter(([name]) => !(name in more) && name !== "csrf"), ...Object.entries(more)];
	await police.does(303, location, refill({ full_name: "Đinh Thị Bảng Kệ", source: "police" }));
	equal((await named(police, "dinh thi bang ke"))[0].source, "police", "corrected");
	const stale = await officer.does(409, location, refill({ note: "khác" }));
	holds(stale.text.includes("Lỗi: "), "a page from before is told apart");
	await enumerator.does(403, location, refill({ note: "x" }));
});

await test("what is wrong stands beside the input, and nobody is added twice", async () => {
	const answer = await officer.does(422, "/roster", person({ full_name: "", birth_date: "31/02/1985", citizen_id: "12345" }));
	equal(errors(answer.text), ["row-full_name", "row-birth_date"], "blamed");
	equal(values(forms(answer.text).find((one) => one.action === "/roster"), "household_no"), ["120"], "kept");
	equal(errors((await officer.does(422, "/roster", person({ full_name: "Tống Khổng Số", citizen_id: "12345" }))).text), ["row-citizen_id"], "no number");
	equal(errors((await officer.does(422, "/roster", person({ full_name: "Tống Khổng Nơi", citizen_id: "", area: farHamlet }))).text), ["row-area"], "a foreign hamlet");
	equal(errors((await officer.does(422, "/roster", person())).text), ["row-citizen_id"], "the same number");
	equal(errors((await officer.does(422, "/roster", person({ full_name: "ĐINH THỊ BẢNG KỆ", citizen_id: "" }))).text), ["row-full_name"], "the same name, birth and hamlet");
	equal((await named(officer, "tong khong")).length, 0, "nothing is stored");
});

await test("a number in the address of a search is sealed, and finds whole numbers alone", async () => {
	const { location } = await officer.does(303, "/search", { list: "/roster", q: "056185001777" });
	holds(/^\/roster\?s=/.test(location) && !location.includes("056185"), location);
	holds((await officer.page(location)).text.includes("Đinh Thị Bảng Kệ"), "found");
	equal((await list(officer, "?q=0561850017")).rows, [], "not by a part");
	equal((await list(officer, "?household=120")).rows.map((row) => row.id), [added], "by household");
});

const preview = async (client, fields) => {
	const { text } = await client.does(200, "/roster/assign", fields);
	return { text, form: forms(text).find((one) => one.action === "/roster/assign" && one.fields.some(([name]) => name === "expected")) };
};
await test("a list is given as the preview shows it, or not at all", async () => {
	const members = (await far.json("/members.json")).rows.filter((row) => row.state === "active").map((row) => row.id);
	const open = (await list(far, `?area=${farHamlet}&state=open`)).total;
	const campaign = values(await far.form("/roster/assign", "/roster/assign"), "campaign")[0];
	const commune = (await far.json("/reports/progress.json")).area.id;
	const { text, form } = await preview(far, { campaign, area: commune, members });
	holds(text.includes("Xem trước: giao"), "the preview");
	const given = Number(form.fields.find(([name]) => name === "expected")[1]);
	equal(given, (await list(far, "?state=open")).total, "all whom nobody has");
	equal((await far.post("/roster/assign", form.fields.map(([name, value]) => [name, name === "expected" ? String(given - 1) : value]))).status, 409, "others than were shown");
	equal((await list(far, `?area=${farHamlet}&state=open`)).total, open, "nothing changed");
	equal((await far.does(303, "/roster/assign", form.fields)).location, "/roster/assignments", "given");
	equal((await list(far, "?state=open")).total, 0, "nobody is left");
	equal((await far.post("/roster/assign", form.fields.filter(([name]) => name !== "form_token"))).status, 409, "nobody is there to give twice");
	const rows = (await far.json("/roster/assignments.json")).rows;
	holds(rows.length >= 18 && rows.every((row) => row.left <= row.people && (row.due_on ?? null) === null), "no plan names days here");
	/* Households stay together. */
	const people = await far.rows("/roster.json?area=" + farHamlet + "&state=assigned");
	const has = new Map();
	for (const row of people)
		holds((has.get(row.household_no) ?? row.member) === row.member || has.set(row.household_no, row.member), `household ${row.household_no}`);
	equal(errors((await far.does(422, "/roster/assign", { campaign, area: commune })).text), ["assign-members"], "nobody chosen");
});

await test("a member walks from house to house, gives one back, and says why another cannot be surveyed", async () => {
	const { text } = await enumerator.page("/roster/walk");
	holds(text.includes("Còn 42 người") && text.includes("Hộ số 1"), "whom he has");
	const urls = [...text.matchAll(/href="(\/roster\/\d+)"/g)].map(([, url]) => url);
	const act = async (client, url, what, fields) => client.post(`${url}/${what}`, { ...Object.fromEntries((await client.form(url, `${url}/${what}`)).fields), ...fields });
	equal((await act(enumerator, urls[0], "back", { text: "" })).status, 422, "without a reason");
	equal((await act(enumerator, urls[0], "back", { text: "Nhà ở tổ khác" })).status, 303, "given back");
	holds((await officer.page(urls[0])).text.includes("Nhà ở tổ khác"), "the officer reads why");
	equal((await enumerator.get(urls[0])).status, 404, "it is his no more");
	equal((await act(enumerator, urls[1], "reason", { reason: "other", text: "" })).status, 422, "another reason needs a word");
	equal((await act(enumerator, urls[1], "reason", { reason: "away", text: "Đi làm ở Bình Dương" })).location, "/roster/walk", "said");
	holds((await enumerator.page("/roster/walk")).text.includes("Còn 40 người"), "two fewer are left");
	const row = (await list(enumerator, "?state=reason")).rows[0];
	equal(row.reason, "Đi vắng dài ngày: Đi làm ở Bình Dương", "in the list");
	const undone = await enumerator.post(`${urls[1]}/reason`, { ...Object.fromEntries((await enumerator.form(urls[1], `${urls[1]}/reason`)).fields), undo: "1" });
	equal([undone.status, (await list(enumerator, "?state=reason")).total], [303, 0], "taken back");
	equal((await act(officer, urls[2], "back", {})).status, 303, "the officer takes one from him");
	const late = (await officer.json("/roster/assignments.json")).rows;
	holds(late.some((one) => one.late > 0) && late.some((one) => one.late === 0 && one.due_on > "2024-06-10"), "what was given is late as a whole");
	equal((await leader.post(`${urls[3]}/reason`, { reason: "away" })).status, 403, "whoever reads alone says nothing");
});

await test("a cap leaves some out; who has nobody is told so; a long list goes on; the day is told before it is over", async () => {
	const local = await world.client("hamlet_leader"), long = await world.client("qn-dtv-1649801");
	holds((await local.page("/roster/walk")).text.includes("Không còn ai phải điều tra"), "nobody");
	const next = /href="(\/roster\/walk\?from=\d+)"/.exec((await long.page("/roster/walk")).text)[1];
	holds((await long.page(next)).text.includes("walk-house"), "the next page");
	const member = (await officer.json("/members.json")).rows.find((row) => row.username === "hamlet_leader").id;
	const fields = { campaign: values(await officer.form("/roster/assign", "/roster/assign"), "campaign")[0], area: hamlet, members: member };
	const open = (await list(officer, `?area=${hamlet}&state=open`)).total;
	holds(open >= 2, "some are open");
	const capped = await preview(officer, { ...fields, cap: 1 });
	holds(capped.text.includes("chưa giao được"), "left out");
	const { form } = await preview(officer, fields);
	await officer.does(303, "/roster/assign", form.fields);
	holds(/hạn 10\/07\/2024/.test((await local.page("/roster/walk")).text), "thirty days");
});

await test("a sheet begun from a row has what the list says, marked so, and speaks for who is on it", async () => {
	const { text } = await enumerator.page("/roster/walk");
	const [, url] = /href="(\/sheets\/new\?roster=\d+)"/.exec(text), id = Number(url.split("=").pop());
	const row = (await enumerator.rows("/roster.json")).find((one) => one.id === id);
	const page = (await enumerator.page(url)).text, form = forms(page).find((one) => one.action === "/sheets");
	equal([values(form, "full_name"), values(form, "citizen_id"), values(form, "roster_id"), values(form, "permanent_address")], [[row.full_name], [row.citizen_id], [String(id)], [row.address]], "filled in");
	equal((page.match(/Từ bảng kê/g) ?? []).length, 6, "and told to be from the list");
	holds(values(form, "general_education").length === 0, "nothing else is answered");
	const fields = typed(900, { area_id: values(form, "area_id")[0], full_name: row.full_name, birth_date: values(form, "birth_date")[0], sex: String(row.sex), citizen_id: row.citizen_id, permanent_address: row.address });
	const draft = await enumerator.saves({ ...fields, informant_name: "", permanent_address: "Số 1 Yersin, Tổ dân phố 1", roster_id: id });
	equal((await enumerator.get(url)).location, `/sheets/${draft}/edit`, "begun once");
	holds((await enumerator.page(`/sheets/${draft}/edit`)).text.includes("Từ bảng kê"), "the draft tells it, too");
	holds((await enumerator.page(`/sheets/${draft}/edit`)).text.includes("Từ bảng kê: <b>"), "and what else the list says");
	holds((await enumerator.page("/roster/walk")).text.includes(`/sheets/${draft}/edit`), "to be gone on with");
	equal((await enumerator.rows("/roster.json?state=surveyed")).some((one) => one.id === id), false, "a draft speaks for nobody");
	const edit = await enumerator.form(`/sheets/${draft}/edit`, `/sheets/${draft}/edit`);
	await enumerator.does(303, `/sheets/${draft}/edit`, { ...fields, row_version: values(edit, "row_version")[0], action: "submit" });
	equal((await enumerator.rows("/roster.json?state=surveyed")).find((one) => one.id === id)?.sheet_id, draft, "sent, it does");
	equal((await enumerator.get(url)).location, `/roster/${id}`, "no other is begun");
	holds((await enumerator.page(`/roster/${id}`)).text.includes(`href="/sheets/${draft}"`), "the row leads to it");
	equal((await far.get(url)).status, 404, "not by others");
	equal((await enumerator.get("/sheets/new?roster=x")).status, 400, "no number");
	/* A row of another's changes nothing. */
	const other = await officer.saves({ ...typed(901, { area_id: hamlet }), roster_id: (await list(far)).rows[0].id });
	holds(other > 0, "saved without it");
});

await test("a draft that somebody else began of a row bars nobody", async () => {
	const row = (await enumerator.rows("/roster.json?state=assigned")).at(-1), url = `/sheets/new?roster=${row.id}`;
	const form = forms((await officer.page(url)).text).find((one) => one.action === "/sheets");
	const draft = await officer.saves({ ...typed(902, { area_id: values(form, "area_id")[0], full_name: row.full_name }), roster_id: row.id });
	equal((await officer.get(url)).location, `/sheets/${draft}/edit`, "his own to be gone on with");
	equal((await enumerator.get(`/sheets/${draft}/edit`)).status, 404, "nobody else's");
	equal((await enumerator.get(url)).status, 200, "the member begins one");
	holds(!(await enumerator.page(`/roster/${row.id}`)).text.includes(`/sheets/${draft}`), "no way that leads nowhere");
});

await test("in a closed campaign the list is for reading", async () => {
	const admin = await world.client("admin"), row = (await enumerator.rows("/roster.json?state=assigned"))[0];
	const campaign = values(await officer.form("/roster/assign", "/roster/assign"), "campaign")[0], url = `/admin/campaigns/${campaign}`;
	const form = await admin.form(url, url), one = await officer.form(`/roster/${row.id}`, `/roster/${row.id}`);
	const line = (await officer.json("/reconcile.json?result=list_only&limit=1")).rows[0];
	await admin.does(303, url, [...form.fields.filter(([name]) => !["csrf", "form_token", "closed_on"].includes(name)), ["closed_on", "10/06/2024"]]);
	await officer.does(409, `/roster/${row.id}`, one.fields.filter(([name]) => name !== "csrf"));
	await enumerator.does(409, `/roster/${row.id}/reason`, { reason: "away" });
	await enumerator.does(409, `/roster/${row.id}/back`, { text: "Nhà ở tổ khác" });
	await officer.does(409, "/reconcile", { campaign, roster: line.roster_id, sheet: 0, choice: "list" });
	equal((await officer.page(`/roster/${row.id}`)).status, 200, "read");
});

await finish();
