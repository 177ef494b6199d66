/* The plan of a campaign by pages: milestones, tasks, days of stages, the two steps of closing; what is closed is for reading. */
import { equal, finish, holds, test } from "./harness.mjs";
import { decode } from "./html.mjs";
import { today, typed } from "./sheets.mjs";
import { bareWorld, stands } from "./worlds.mjs";

const world = await bareWorld(), admin = await world.client("admin"), officer = await world.client("officer"), police = await world.client("police");
const [hamlet] = await world.hamlets(officer);
const path = /href="(\/admin\/campaigns\/\d+)">TN-1</.exec((await admin.page("/admin/campaigns")).text)[1];
let number = 300;
const fresh = () => typed(number++, { area_id: hamlet });
const milestones = async () => (await admin.json(`${path}/milestones.json`)).rows, tasks = async () => (await admin.json(`${path}/tasks.json`)).rows;
const said = (answer) => decode(answer.text.replace(/<[^>]*>/g, " "));
/* The form of the campaign as it stands, with changes. */
async function changes(more, status = 303) {
	const form = await admin.form(path, path), kept = form.fields.filter(([name]) => !["csrf", "form_token"].includes(name) && !(name in more));
	return admin.does(status, path, [...kept, ...Object.entries(more)]);
}

await test("milestones: before a day is the day before; the same stage and day once; changed and dropped by its row; wrong ones beside their input", async () => {
	await admin.does(303, `${path}/milestones`, { stage: "entry", last_day: "01/07/2024", before: "1", share: "50" });
	await admin.does(303, `${path}/milestones`, { stage: "entry", last_day: "31/12/2024" });
	equal((await milestones()).map((row) => [row.stage, row.last_day, row.share]), [["entry", "2024-06-30", 50], ["entry", "2024-12-31", 0]], "as typed");
	await admin.does(303, `${path}/milestones`, { stage: "entry", last_day: "30/06/2024", share: "40" });
	const [first, second] = await milestones();
	equal([first.share, second.last_day], [40, "2024-12-31"], "the same again");
	await admin.does(422, `${path}/milestones?id=${first.id}`, { stage: "entry", last_day: "31/12/2024" });
	await admin.does(303, `${path}/milestones?id=${first.id}`, { stage: "check", last_day: "31/12/2024" });
	equal((await milestones()).map((row) => row.stage).sort(), ["check", "entry"], "changed");
	const page = await admin.page(`${path}/milestones?id=${second.id}`);
	holds(/name="last_day"[^>]*value="31\/12\/2024"/.test(page.text) && page.text.includes('name="drop"'), "the form has the row");
	await admin.does(303, `${path}/milestones?id=${second.id}`, { stage: "entry", last_day: "31/12/2024", drop: "1" });
	equal((await milestones()).length, 1, "dropped");
	await admin.does(409, `${path}/milestones?id=${second.id}`, { stage: "entry", last_day: "31/12/2024" });
	await admin.page(`${path}/milestones?id=${second.id}`, 404);
	await admin.page(`${path}/milestones?id=x`, 400);
	for (const wrong of [{ stage: "", last_day: "31/12/2024" }, { stage: "fly", last_day: "31/12/2024" }, { stage: "entry", last_day: "" }, { stage: "entry", last_day: "31/02/2024" },
		{ stage: "entry", last_day: "31/12/2024", share: "101" }, { stage: "entry", last_day: "31/12/2024", share: "-1" }]) {
		const answer = await admin.does(422, `${path}/milestones`, wrong);
		holds(answer.text.includes('id="error-summary"'), `${JSON.stringify(wrong)} is told`);
	}
	equal((await milestones()).length, 1, "nothing came of them");
});

await test("a milestone that was typed stands where the progress is", async () => {
	await admin.does(303, `${path}/milestones`, { stage: "collect", last_day: "20/06/2024" });
	holds(/class="milestone milestone-behind"/.test((await officer.page("/reports/progress?campaign=TN-1")).text), "on the page of progress");
});

await test("tasks: whose, by when, done on; what comes again has its next day; late is told", async () => {
	await admin.does(303, `${path}/tasks`, { name: "Ban hành kế hoạch", whose: "UBND phường", last_day: "30/03/2024", before: "1", every: "once", done_on: "20/03/2024" });
	await admin.does(303, `${path}/tasks`, { name: "Tập huấn", last_day: "05/06/2024", every: "once" });
	await admin.does(303, `${path}/tasks`, { name: "Báo cáo tháng", last_day: "25/05/2024", every: "month" });
	equal((await tasks()).map((row) => [row.name, row.whose, row.last_day, row.due, row.every, row.state]), [
		["Ban hành kế hoạch", "UBND phường", "2024-03-29", "2024-03-29", "once", "done"],
		["Báo cáo tháng", null, "2024-05-25", "2024-06-25", "month", "waiting"],
		["Tập huấn", null, "2024-06-05", "2024-06-05", "once", "late"]], `on ${today}`);
	const late = (await tasks()).find((row) => row.state === "late");
	await admin.does(303, `${path}/tasks?id=${late.id}`, { name: "Tập huấn", last_day: "05/06/2024", every: "once", done_on: "09/06/2024" });
	equal((await tasks()).filter((row) => row.state === "late"), [], "done by now");
	await admin.does(422, `${path}/tasks`, { name: "", last_day: "05/06/2024", every: "once" });
	await admin.does(422, `${path}/tasks`, { name: "x", last_day: "05/06/2024", every: "week" });
	await admin.does(303, `${path}/tasks?id=${late.id}`, { name: "Tập huấn", last_day: "05/06/2024", every: "once", drop: "1" });
	equal((await tasks()).length, 2, "dropped");
	holds(said(await admin.page("/admin/log")).includes("Bỏ việc theo kế hoạch"), "the log tells");
});

await test("who has to do with a campaign reads its page: facts, days, milestones with where the area stands, tasks; others find none", async () => {
	const district = await world.client("district"), far = await world.client("far_officer"), leader = await world.client("leader"), own = path.replace("/admin", "");
	await changes({ collect: "30", tally: "5", check: "10", entry: "30", plan_no: "71/KH-UBND", plan_on: "01/04/2024" });
	for (const [client, codes] of [[officer, ["TN-1"]], [leader, ["TN-1"]], [district, ["TN-1", "TN-2"]], [far, ["TN-2"]], [admin, ["TN-1", "TN-2"]]])
		equal((await client.json("/campaigns.json")).rows.map((row) => row.code), codes, `campaigns of ${client.username}`);
	for (const client of [officer, leader, district]) {
		const page = await client.page(own), text = said(page).replace(/\s+/g, " ");
		for (const part of ["71/KH-UBND, ngày 01/04/2024", "từ 01/05/2024 đến hết 31/07/2024", "mau-03, phiên bản 1", "Nghiệm thu 10 ngày", "Ban hành kế hoạch UBND phường 29/03/2024", "Báo cáo tháng"])
			holds(text.includes(part), `${client.username} reads "${part}"`);
		holds(/class="milestone milestone-/.test(page.text) && page.text.includes("/reports/progress?area="), "milestones are measured");
		holds(!page.text.includes(`/admin/campaigns/`), "nothing to change");
	}
	await far.page(own, 404);
	const plain = await admin.page(own);
	holds(said(plain).includes("Thu thập: 100 % chỉ tiêu đến hết 20/06/2024") && plain.text.includes(`href="${path}"`), "an administrator changes it from there");
	const json = await officer.json(`${own}.json`);
	equal([json.plan_no, json.stages, json.milestones[0], json.tasks.length, json.state], ["71/KH-UBND", { check: 10, collect: 30, entry: 30, tally: 5 },
		{ stage: "collect", last_day: "2024-06-20", share: 100 }, 2, "open"], "in JSON");
	equal((await far.get(`${own}.json`)).status, 404, "no JSON for others");
	const history = (await officer.json(`${own}/history.json`)).rows;
	holds(history[0].action === "campaign.change" && history.some((row) => row.action === "milestone.drop") && history.at(-1).action === "campaign.add", "every change is told");
	holds(history.find((row) => row.action === "milestone.set").text.includes("Bước: Thu thập"), "in words");
	await officer.does(303, `${path}/prices`, { role: "collect", area: "commune:99101", from: "01/05/2024", decided_no: "12/2023/NQ-HĐND", decided_on: "01/05/2024", new: "9000", change: "5000", share: "100" });
	const actions = async (client) => (await client.json(`${own}/history.json`)).rows.map((row) => row.action);
	equal([(await actions(leader)).includes("price.set"), (await actions(admin)).includes("price.set")], [false, true], "what is paid is not of the plan");
	const bare = await district.page((await district.json("/campaigns.json")).rows.find((row) => row.code === "TN-2").id.toString().replace(/^/, "/campaigns/"));
	holds(said(bare).includes("chưa có mốc nào") && said(bare).includes("chưa có việc nào"), "one without a plan");
});

await test("the plan's number and day; what goes on all year has no end; days in the wrong order are told", async () => {
	await changes({ plan_no: "71/KH-UBND", plan_on: "01/04/2024" });
	const row = (await admin.json("/admin/campaigns.json")).rows.find((one) => one.code === "TN-1");
	equal([row.plan_no, row.plan_on], ["71/KH-UBND", "2024-04-01"], "kept");
	await changes({ continuous: "1" }, 422);
	await changes({ collect_closed_on: "30/04/2024" }, 422);
	await changes({ collect_closed_on: "01/08/2024", closed_on: "31/07/2024" }, 422);
	await changes({ continuous: "1", collect_to: "" });
	await changes({ continuous: undefined, collect_to: "31/07/2024" });
});

await test("a day of closing that lies ahead closes nothing", async () => {
	await changes({ collect_closed_on: "11/06/2024", closed_on: "12/06/2024" });
	const id = await officer.saves(fresh(), "submit");
	await officer.does(303, `/sheets/${id}/accept`, {});
	equal((await admin.json("/admin/campaigns.json")).rows.find((row) => row.code === "TN-1").state, "open", "open");
});

await test("closed for collection: nothing new; what has come is given back, mended, accepted, handed over, entered, archived", async () => {
	const draft = await officer.saves(fresh()), back = await officer.saves(fresh(), "submit"), good = await officer.saves(fresh(), "submit");
	const old = await officer.saves(fresh(), "submit");
	await changes({ collect_closed_on: "10/06/2024", closed_on: "" });
	equal((await admin.json("/admin/campaigns.json")).rows.find((row) => row.code === "TN-1").state, "collected", "told");
	await officer.page("/sheets/new", 422);
	equal((await officer.post("/sheets", { ...fresh(), action: "save" })).status, 422, "no new sheet");
	const refused = await officer.does(409, `/sheets/${draft}/submit`, {});
	holds(said(refused).includes("đã thôi thu thập"), "why a draft is not sent");
	await officer.does(303, `/sheets/${back}/return`, { reason: "thiếu chữ ký" });
	holds((await officer.page(`/sheets/${back}/edit`)).text.includes('name="full_name"'), "what was given back can be mended");
	await officer.does(303, `/sheets/${back}/submit`, {});
	await officer.does(303, `/sheets/${good}/accept`, {});
	const { location } = await officer.does(303, "/handovers", { ids: good });
	await police.does(303, `${location}/sign`, { count: "1" });
	await police.does(303, `/police/${good}/entered`, {});
	await officer.does(303, `/sheets/${good}/archive`, { place: "Tủ 1" });
	await stands(officer, good, "archived", "archive");
	const { location: edit } = await officer.does(303, `/sheets/${old}/replace`, {}), id = /\d+/.exec(edit)[0];
	const { row_version } = await officer.sheet(id);
	await officer.does(303, `/sheets/${id}/edit`, { ...fresh(), row_version, action: "submit" });
	await stands(officer, old, "replaced", "replace");
});

await test("closed: for reading alone; another day of closing opens it again, nothing else is changed", async () => {
	await changes({ collect_closed_on: "" });
	const ids = [];
	for (let i = 0; i < 4; i++)
		ids.push(await officer.saves(fresh(), i === 0 ? "save" : "submit"));
	const [draft, received, accepted, handed] = ids;
	for (const id of [accepted, handed])
		await officer.does(303, `/sheets/${id}/accept`, {});
	const { location } = await officer.does(303, "/handovers", { ids: handed });
	await changes({ closed_on: "10/06/2024" });
	for (const [client, url, fields] of [[officer, `/sheets/${draft}/submit`, {}], [officer, `/sheets/${received}/accept`, {}], [officer, `/sheets/${received}/return`, { reason: "x" }],
		[officer, `/sheets/${received}/undo`, {}], [officer, `/sheets/${accepted}/reopen`, { reason: "x" }], [officer, "/handovers", { ids: accepted }],
		[police, `${location}/sign`, { count: "1" }], [officer, `/sheets/${draft}/cancel`, { reason: "x" }]])
		holds(said(await client.does(409, url, fields)).includes("đã đóng, chỉ còn để xem"), `${url} says why`);
	holds(said(await officer.does(422, "/review/accept", { ids: [received] })).includes("1 phiếu thuộc đợt đã đóng"), "from the queue, too");
	const { row_version } = await officer.sheet(received);
	await officer.does(409, `/sheets/${received}/correct`, { ...fresh(), row_version, reason: "x" });
	await stands(officer, received, "received");
	const page = await officer.page(`/sheets/${received}`);
	holds(!page.text.includes(`/sheets/${received}/return`) && !page.text.includes(`/sheets/${received}/edit`), "no button");
	holds(said(page).includes("đã đóng, chỉ còn để xem"), "the page says why");
	equal((await officer.sheet(received)).actions, [], "no action in JSON");
	await admin.does(409, `${path}/milestones`, { stage: "entry", last_day: "31/12/2024" });
	await admin.does(409, `${path}/tasks`, { name: "x", last_day: "31/12/2024", every: "once" });
	await admin.does(409, `${path}/targets`, { area: "99101", sheets: "12" });
	await changes({ name: "Tên khác" }, 409);
	await changes({ closed_on: "" });
	await officer.does(303, `/sheets/${received}/accept`, {});
	await police.does(303, `${location}/sign`, { count: "1" });
});

await test("a new campaign begins with a plan that the program carries, with all its days, or with the year before", async () => {
	const page = await admin.page("/admin/campaigns/new"), plans = [...page.text.matchAll(/href="\/admin\/campaigns\/new\?plan=([\w-]+)"/g)].map((m) => m[1]);
	equal(plans, ["phuong-sai-2023", "binh-thuan-2024", "ha-noi-2025", "quang-ngoc-2023", "bac-giang-2024"], "the five");
	const action = "/admin/campaigns?plan=bac-giang-2024", form = await admin.form("/admin/campaigns/new?plan=bac-giang-2024", action);
	const value = (name) => form.fields.find(([one]) => one === name)?.[1];
	equal([value("plan_no"), value("plan_on"), value("collect_from"), value("collect_to"), value("meeting_accepts")], ["72/KH-UBND", "26/03/2024", "01/05/2024", "31/05/2024", "1"], "the form");
	const fields = form.fields.filter(([name]) => !["csrf", "form_token", "code", "areas"].includes(name));
	await admin.does(422, action, [...fields, ["code", "BG-2024"], ["areas", ""]]);
	const { location } = await admin.does(303, action, [...fields, ["code", "BG-2024"], ["areas", "99101"]]);
	equal((await admin.json(`${location}/milestones.json`)).rows.map((row) => [row.stage, row.last_day]), [["collect", "2024-05-31"], ["entry", "2024-06-30"]], "milestones");
	equal((await admin.json(`${location}/tasks.json`)).rows.length, 13, "tasks");
	const id = /\d+$/.exec(location)[0], copy = `/admin/campaigns?copy=${id}`, again = await admin.form(`/admin/campaigns/new?copy=${id}`, copy);
	const later = again.fields.filter(([name]) => !["csrf", "form_token", "code"].includes(name));
	equal(["areas", "collect_from", "collect_to", "plan_no"].map((name) => later.find(([one]) => one === name)[1]), ["99101", "01/05/2025", "31/05/2025", ""], "a year later");
	const { location: next } = await admin.does(303, copy, [...later, ["code", "BG-2025"]]);
	equal((await admin.json(`${next}/milestones.json`)).rows.map((row) => row.last_day), ["2025-05-31", "2025-06-30"], "its milestones too");
	await admin.page("/admin/campaigns/new?plan=x", 400);
	await admin.page("/admin/campaigns/new?copy=999", 404);
	await admin.does(400, "/admin/campaigns?plan=x", {});
});

await finish(world.server);
