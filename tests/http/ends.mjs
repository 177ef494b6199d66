/* The end of a person: by the officer's word, by what the police returned a sheet for, by the list; seen, counted no more, taken back. */
import { equal, finish, holds, test } from "./harness.mjs";
import { forms, values } from "./html.mjs";
import { typed } from "./sheets.mjs";
import { demoWorld } from "./worlds.mjs";

const world = await demoWorld();
const [officer, police, leader, enumerator, far] = await Promise.all(["officer", "police", "leader", "enumerator", "officer2"].map((name) => world.client(name)));
const [hamlet] = await world.hamlets(officer);
const person = async (id) => (await officer.sheet(id)).person_id;
const end = async (id) => (await officer.json(`/people/${id}.json`)).end ?? null;
const added = async () => (await officer.rows("/reports/no-id.json")).map((row) => row.id);
const found = async (name, query = "") => (await officer.rows(`/people.json?q=${encodeURIComponent(name)}${query}`)).map((row) => row.person_id);

const name = "Ông Tận Chung";
const id = await officer.saves(typed(950, { area_id: hamlet, full_name: name, kind: "3", change_source: "5" }), "submit"), who = await person(id);

await test("the officer ends a person with a reason and a day that is not ahead", async () => {
	const wrong = async (fields) => (await officer.does(422, `/people/${who}/end`, fields)).text;
	holds((await wrong({ day: "01/06/2024" })).includes("Kết thúc theo dõi"), "no reason");
	holds((await wrong({ reason: "died", day: "31/02/2024" })).includes('value="31/02/2024"'), "no day: what was typed stays");
	await wrong({ reason: "died", day: "11/06/2024" });
	await wrong({ reason: "gone", day: "01/06/2024" });
	equal(await end(who), null, "nothing is stored");
	holds((await added()).includes(id) && (await found(name)).includes(who), "on the lists until then");
	await officer.does(303, `/people/${who}/end`, { reason: "died", day: "01/06/2024", note: "Giấy chứng tử số 12" });
	equal(await end(who), { reason: "died", day: "2024-06-01", source: "officer" }, "told");
	for (const client of [officer, leader])
		holds((await client.page(`/people/${who}`)).text.includes("Đã chết từ ngày 01/06/2024"), "seen on the page");
	equal((await officer.sheet(id)).history.at(-1).action, "end", "in the history of the sheet");
	await officer.does(409, `/people/${who}/end`, { reason: "moved", day: "01/06/2024" });
});

await test("after it no list counts him, but that of those who have ended", async () => {
	holds(!(await added()).includes(id), "not to be added to the national database");
	holds(!(await found(name)).includes(who), "not among the people");
	holds((await found(name, "&ended=1")).includes(who), "among those who have ended");
	const page = (await officer.page(`/people?q=${encodeURIComponent(name)}`)).text;
	holds(!page.includes(`/people/${who}"`), "nor on the page");
});

await test("it is taken back with a reason, and stays in the history", async () => {
	await officer.does(422, `/people/${who}/end/undo`, {});
	await officer.does(303, `/people/${who}/end/undo`, { reason: "Nhầm người" });
	equal([await end(who), (await added()).includes(id), (await found(name)).includes(who)], [null, true, true], "as before");
	equal((await officer.sheet(id)).history.at(-1).action, "unend", "told");
	await officer.does(409, `/people/${who}/end/undo`, { reason: "Nhầm người" });
});

await test("whom the police return a sheet of because he died or moved has ended, until that does not hold", async () => {
	const deaths = await officer.saves(typed(951, { area_id: hamlet, full_name: "Ông Công An Trả" }), "submit");
	await officer.does(303, `/sheets/${deaths}/accept`, {});
	const batch = (await officer.does(303, "/handovers", { ids: deaths })).location;
	await police.does(303, `${batch}/sign`, { count: 1 });
	await police.does(303, `/police/${deaths}/return`, { reason: 5, note: "Đã vào Đồng Nai" });
	const dead = await person(deaths);
	equal(await end(dead), { reason: "moved", day: "2024-06-10", source: "police" }, "ended by their word");
	await officer.does(303, `/sheets/${deaths}/resend`, { reason: "Vẫn ở tổ 1, đã xác minh" });
	equal(await end(dead), null, "not any more");
});

await test("whom a member marks as dead on the list has ended, until the mark is taken away", async () => {
	const number = "056185009521";
	const listed = await officer.saves(typed(952, { area_id: hamlet, full_name: "Bà Trong Danh Sách", sex: "2", birth_date: "01/02/1985", citizen_id: number }), "submit");
	await officer.does(303, `/sheets/${listed}/cancel`, { reason: "Ghi nhầm" });
	const row = (await officer.does(303, "/roster", { full_name: "Bà Trong Danh Sách", birth_date: "01/02/1985", citizen_id: number, area: hamlet })).location;
	const version = async () => values(forms((await officer.page(row)).text).find((form) => form.action.startsWith(row)), "row_version")[0];
	await officer.does(303, `${row}/reason`, { reason: "died", row_version: await version() });
	const about = (await officer.page(`/people/${await person(listed)}`)).text;
	holds(about.includes("Đã chết từ ngày 10/06/2024"), "by the list's word");
	await officer.does(409, `${row}/reason`, { reason: "moved", row_version: await version() });
	await officer.does(303, `${row}/reason`, { undo: "1", row_version: await version() });
	equal(await end(await person(listed)), null, "taken back");
});

await test("a list ends nobody of whom its commune never had a sheet", async () => {
	const number = "056085009531", [farHamlet] = await world.hamlets(far), about = { full_name: "Ông Của Xã Khác", birth_date: "01/02/1985", citizen_id: number };
	const abroad = await far.saves(typed(953, { ...about, area_id: farHamlet }), "submit");
	const row = (await officer.does(303, "/roster", { ...about, area: hamlet })).location;
	await officer.does(303, `${row}/reason`, { reason: "died" });
	const theirs = (await far.sheet(abroad)).person_id;
	equal((await far.json(`/people/${theirs}.json`)).end ?? null, null, "he goes on where he lives");
	const near = await officer.saves(typed(956, { area_id: hamlet, full_name: "Ông Khác Tên", citizen_id: "056085009532", birth_date: "01/02/1985" }), "submit");
	await officer.does(303, `/sheets/${near}/cancel`, { reason: "Ghi nhầm" });
	const mistyped = (await officer.does(303, "/roster", { full_name: "Lê Gõ Nhầm", birth_date: "03/04/1971", citizen_id: "056085009532", area: hamlet })).location;
	await officer.does(303, `${mistyped}/reason`, { reason: "moved" });
	equal(await end(await person(near)), null, "nor of somebody by another name");
});

await test("who is found to be the same human as one that has ended has ended, too; numbers in a note are masked", async () => {
	const [one, two] = [await officer.saves(typed(954, { area_id: hamlet, full_name: "Ông Một Người" }), "submit"), await officer.saves(typed(955, { area_id: hamlet, full_name: "Ông Một Người Nữa", kind: "3", change_source: "5" }), "submit")];
	const [ended, living] = [await person(one), await person(two)];
	await officer.does(303, `/people/${ended}/end`, { reason: "died", day: "01/06/2024", note: "Số 056085009999 trên giấy" });
	holds((await officer.page(`/people/${ended}`)).text.includes("056085009999"), "the officer reads it");
	const district = await world.client("district");
	holds(!(await district.page(`/people/${ended}`)).text.includes("056085009999"), "masked");
	holds((await added()).includes(two), "another until then");
	await officer.does(303, `/people/${living}/join`, { other: ended, reason: "Cùng một người" });
	holds(!(await added()).includes(two), "on no list any more");
	await officer.does(303, `/people/${living}/end/undo`, { reason: "Nhầm" });
	holds((await added()).includes(two), "taken back for both");
});

await test("nobody else ends anybody", async () => {
	for (const client of [police, leader, enumerator])
		await client.does(403, `/people/${who}/end`, { reason: "died", day: "01/06/2024" });
	await far.does(404, `/people/${who}/end`, { reason: "died", day: "01/06/2024" });
});

await finish();
