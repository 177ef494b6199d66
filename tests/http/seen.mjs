/* Who saw a sheet or a person (/access): for whom, in which days, and who of two of one name. */
import { equal, finish, holds, test, wait } from "./harness.mjs";
import { decode } from "./html.mjs";
import { typed } from "./sheets.mjs";
import { demoWorld } from "./worlds.mjs";

const world = await demoWorld(), officer = await world.client("officer"), leader = await world.client("leader"), far = await world.client("officer2"), admin = await world.client("admin");
const main = (answer) => decode(/<main[^]*<\/main>/.exec(answer.text)[0].replace(/<[^>]*>/g, " ")).replace(/\s+/g, " ");
const [hamlet] = await world.hamlets(officer), id = await officer.saves(typed(40, { area_id: hamlet }), "submit"), { person_id: person } = await officer.sheet(id);

/* The rows, when one of them passes; views are written within a second. */
async function seen(client, query, passes) {
	let rows = [];
	for (let i = 0; i < 400 && !rows.some(passes); i++) {
		rows = (await client.json(`/access.json?${query}`)).rows;
		if (!rows.some(passes))
			await wait(50);
	}
	holds(rows.some(passes), `${query}: ${JSON.stringify(rows)}`);
	return rows;
}

await test("a page of the sheet and a list that showed it are told: when, who by name and user name, what, which list, which sheet", async () => {
	await leader.page(`/sheets/${id}`);
	await leader.page("/sheets?sort=-id");
	const rows = await seen(officer, `sheet=${id}`, (row) => row.username === "leader" && row.action === "list"), page = main(await officer.page(`/access?sheet=${id}`));
	const one = rows.find((row) => row.username === "leader" && row.action === "view"), list = rows.find((row) => row.username === "leader" && row.action === "list");
	equal([one.role, one.list, one.sheet, list.list, list.sheet], ["leader", null, id, "phieu", id], "what is told");
	holds(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(one.at), one.at);
	for (const word of [one.name, "leader", "Xem phiếu", "Xem danh sách", "Danh sách phiếu", "lượt xem"])
		holds(page.includes(word), `${word}: ${page}`);
	equal((await seen(leader, `person=${person}`, () => true)).filter((row) => row.action === "view" && row.username === "leader").length, 1, "of the person");
	holds((await seen(admin, `sheet=${id}`, () => true)).length >= 2, "the administrator may ask of every sheet");
});

await test("days are typed either way; a year when none is; the form says which", async () => {
	const days = async (query) => (await officer.json(`/access.json?sheet=${id}&${query}`)).rows.length, all = await days("");
	holds(all > 0 && await days("from=01/01/2000") === all && await days("from=2000-01-01&to=2999-12-31") === all, "all of them");
	equal([await days("to=31/12/2000"), await days("from=2999-01-01")], [0, 0], "none");
	holds(/name="from" value="\d\d\/\d\d\/\d{4}"/.test((await officer.page(`/access?sheet=${id}`)).text), "the day that is taken");
	for (const bad of ["from=31/02/2024", "to=gestern", "sort=nothing"])
		equal((await officer.get(`/access?sheet=${id}&${bad}`)).status, 400, bad);
	equal((await officer.get("/access?sheet=x")).status, 400, "no number");
});

await test("nobody learns of what is not theirs; the form asks, and says when it is not told what", async () => {
	for (const path of [`/access?sheet=${id}`, `/access.json?sheet=${id}`, `/access.csv?person=${person}`, `/access.xlsx?sheet=${id}`, `/access?person=${person}&print=1`])
		equal((await far.get(path)).status, 404, path);
	for (const client of [officer, leader, admin])
		equal([(await client.get("/access?sheet=999999")).status, (await client.get("/access?person=999999")).status], [404, 404], "no such");
	holds(main(await officer.page("/access")).includes("Vui lòng ghi số phiếu hoặc số hồ sơ") && !main(await officer.page("/access")).includes("Lỗi:"), "the form");
	for (const query of ["from=01/01/2024", `sheet=${id}&person=${person}`])
		holds(main(await officer.page(`/access?${query}`)).includes("Lỗi: Vui lòng ghi một trong hai"), query);
});

await test("the sheet, the person and the log lead there, for whom it is", async () => {
	for (const client of [officer, leader])
		holds((await client.page(`/sheets/${id}`)).text.includes(`href="/access?sheet=${id}"`) && (await client.page(`/people/${person}`)).text.includes(`href="/access?person=${person}"`), "both");
	holds((await admin.page("/admin/log")).text.includes('href="/access"'), "the log");
	holds(!(await (await world.client("hamlet_leader")).page(`/sheets/${id}`)).text.includes("/access"), "not for others");
});

await test("a workbook of the log as long work knows how much there is", async () => {
	const form = await admin.form("/jobs/new?table=nhat-ky&path=/admin/log&query=kind%3Dsheets", "/jobs"), fields = Object.fromEntries(form.fields);
	const job = (await admin.does(303, "/jobs", fields)).location;
	let told = await admin.json(`${job}.json`);
	for (let i = 0; i < 400 && told.state !== "done"; i++, told = await admin.json(`${job}.json`))
		await wait(50);
	holds(told.state === "done" && told.of > 500, JSON.stringify(told));
	equal((await admin.page(`${job}/result`)).body.subarray(0, 2).toString(), "PK", "the workbook");
});

await test("nobody has a workbook made of a table that is not for them", async () => {
	const form = await officer.form("/jobs/new?table=phieu&path=/sheets&query=", "/jobs");
	const answer = await officer.post("/jobs", { ...Object.fromEntries(form.fields), table: "nhat-ky", path: "/admin/log" });
	equal(answer.status, 422, answer.text.slice(0, 200));
	holds(!(await officer.page("/jobs")).text.includes("/result"), "no file of it");
});

finish();
