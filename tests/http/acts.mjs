/* What is done to many sheets at once: shown before, done by a job when they are more than 250, told in the end, and taken back as one act or not at
 * all. When its time is over is for tests/unit/workflow/test_act.c; a server that is killed in the middle for tests/faults/acts.mjs. */
import { randomBytes } from "node:crypto";
import { Client } from "./client.mjs";
import { Server, demoPassword, equal, finish, holds, largeDemoFolder, must, test, wait } from "./harness.mjs";
import { formTo, forms, options } from "./html.mjs";
import { typed } from "./sheets.mjs";

const folder = largeDemoFolder(3000);
for (const [name, ...areas] of [["wide", "56", "60"], ["colleague", "22351"], ["beside", "22357"]])
	must(["user", "add", name, "--role", "officer", ...areas.flatMap((area) => ["--area", area]), "--data", folder, "--today", "2024-06-10", "--password-stdin"], demoPassword);
const server = await Server.start(folder);
const login = (name) => Client.login(server, name, demoPassword);
const [wide, officer, enumerator, far, police] = await Promise.all(["wide", "officer", "enumerator", "officer2", "police"].map(login));
const said = (answer) => answer.text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
const hamlet = /name="area_id"[^]*?<option value="(\d+)"/.exec((await officer.page("/sheets/new")).text)[1];
let used = 0;
const received = () => officer.saves(typed(used++, { area_id: hamlet }), "submit");
const accepted = async () => {
	const id = await received();
	await officer.does(303, `/sheets/${id}/accept`, {});
	return id;
};
const several = async (make, count) => {
	const ids = [];
	for (let i = 0; i < count; i++)
		ids.push(await make());
	return ids;
};
const states = async (client, ids) => Promise.all(ids.map(async (id) => (await client.sheet(id)).state));
const undoOf = (page) => forms(page.text).find((form) => /^\/acts\/\d+\/undo$/.test(form.action));
const token = () => randomBytes(16).toString("hex");
const versions = async (client, ids) => Promise.all(ids.map(async (id) => (await client.sheet(id)).row_version));

async function ended(client, url) {
	for (;;) {
		const job = await client.json(`${url}.json`);
		if (job.state !== "running")
			return job;
		await wait(50);
	}
}

/* ---- few ---- */

await test("writers of one name are told apart in lists of several communes too", async () => {
	const rows = await (await login("province2")).rows("/sheets.json"), communes = new Map();
	for (const row of rows.filter((one) => one.enumerator !== null))
		communes.set(row.enumerator, (communes.get(row.enumerator) ?? new Set()).add(row.commune));
	equal([...communes].filter(([, where]) => where.size > 1).map(([name]) => name), [], "names that stand for two");
	const told = [...communes].filter(([name, where]) => name.endsWith(`, ${[...where][0]}`));
	holds(told.length > 1 && told.length < communes.size / 2, `${told.length} of ${communes.size} are told with their commune`);
	const offered = options((await wide.page("/review")).text, "enumerator").map(([, label]) => label);
	equal(offered.length, new Set(offered).size, "in the list to choose from");
	holds((await (await login("officer3")).rows("/sheets.json")).every((row) => !(row.enumerator ?? "").includes(", X")), "in one commune its name is no news");
});

await test("a few accepted at once are taken back with one press, which is there once", async () => {
	const ids = await several(received, 3), { location } = await officer.does(303, "/review/accept", { ids }), page = await officer.page(location);
	const undo = undoOf(page);
	holds(/^\/review\?accepted=3&act=\d+$/.test(location) && undo !== undefined, location);
	equal(await states(officer, ids), ["accepted", "accepted", "accepted"], "accepted");
	const fields = Object.fromEntries(undo.fields), done = await officer.does(303, undo.action, fields);
	equal(done.location, "/review", "where it leads");
	holds(said(await officer.page("/review")).includes("Đã hoàn tác. Các phiếu trở lại trạng thái trước đó."), "what it says");
	equal(await states(officer, ids), ["received", "received", "received"], "back");
	const last = (await officer.sheet(ids[0])).history.at(-1);
	equal([last.action, last.from, last.to], ["undo", "accepted", "received"], "the history");
	equal((await officer.does(303, undo.action, fields)).location, "/review", "the same form again");
	holds(said(await officer.does(409, undo.action, {})).includes("đã được hoàn tác"), "once more");
	equal(undoOf(await officer.page(location)), undefined, "the button, then");
	equal(await versions(officer, ids), Array(3).fill((await officer.sheet(ids[0])).row_version), "each was written once");
});

await test("it is refused, and nothing changes, when one of them was acted on since", async () => {
	const ids = await several(received, 3), { location } = await officer.does(303, "/review/accept", { ids }), undo = undoOf(await officer.page(location));
	await officer.does(303, `/sheets/${ids[2]}/undo`, {});
	const before = await versions(officer, ids);
	holds(said(await officer.does(409, undo.action, Object.fromEntries(undo.fields))).includes("1 phiếu đã được xử lý tiếp"), "what it says");
	equal([await states(officer, ids), await versions(officer, ids)], [["accepted", "accepted", "received"], before], "as they stand");
	equal(undoOf(await officer.page(location)), undefined, "the button");
});

await test("what was left out is not touched when the rest is taken back", async () => {
	const ids = await several(received, 2), gone = await received();
	await officer.does(303, `/sheets/${gone}/return`, { reason: "thiếu" });
	const { location } = await officer.does(303, "/review/accept", { ids: [...ids, gone] }), page = await officer.page(location);
	holds(said(page).includes("1 phiếu chưa nghiệm thu:"), "it is named");
	await officer.does(303, undoOf(page).action, {});
	equal(await states(officer, [...ids, gone]), ["received", "received", "returned"], "as they stand");
});

await test("others cannot take it back", async () => {
	const ids = await several(received, 2), { location } = await officer.does(303, "/review/accept", { ids }), path = undoOf(await officer.page(location)).action;
	await far.does(404, path, {});
	await enumerator.does(403, path, {});
	await police.does(404, path, {});
	await officer.does(404, "/acts/999999/undo", {});
	equal((await new Client(server).post(path)).status, 401, "nobody");
	equal((await officer.post(path, { csrf: "x" })).status, 403, "a forged form");
	equal((await officer.get(path)).status, 405, "asked for");
	const beside = await login("beside");
	await beside.does(404, path, {});
	holds(said(await (await login("colleague")).does(409, path, {})).includes("do người khác làm"), "a colleague");
	equal(await states(officer, ids), ["accepted", "accepted"], "as they stand");
});

/* ---- a batch ---- */

await test("the making of a batch is taken back as one act", async () => {
	const ids = await several(accepted, 3), { location } = await officer.does(303, "/handovers", { ids }), undo = undoOf(await officer.page(location));
	equal((await officer.does(303, undo.action, Object.fromEntries(undo.fields))).location, location, "where it leads");
	const page = await officer.page(location);
	holds(said(page).includes("Việc lập lô đã được hoàn tác") && undoOf(page) === undefined, "its page");
	equal([(await officer.json(`${location}.json`)).rows.filter((row) => row.outcome !== "removed").length, await states(officer, ids)], [0, Array(3).fill("accepted")], "its sheets");
	holds(said(await police.does(409, `${location}/sign`, { count: 0 })).includes("Việc lập lô này đã được hoàn tác."), "nobody signs for it");
	const batch = (await officer.json(`${location}.json`)), id = Number(location.split("/").at(-1));
	for (const client of [officer, police]) {
		const line = (await client.rows("/handovers.json")).find((row) => row.id === id);
		equal([line.number, line.state, line.sheets], [batch.number, "undone", 0], "the register keeps it, with its number");
	}
	holds(!(await police.page("/police")).text.includes(`href="${location}"`), "it is not among those to be signed for");
	await officer.does(409, undo.action, {});
	await officer.does(303, "/handovers", { ids });
});

await test("a batch that somebody has touched stays", async () => {
	const ids = await several(accepted, 3), { location } = await officer.does(303, "/handovers", { ids }), path = undoOf(await officer.page(location)).action;
	await officer.does(303, `${location}/remove`, { ids: ids[0] });
	await officer.does(409, path, {});
	await police.does(303, `${location}/sign`, { count: 2 });
	await officer.does(409, path, {});
	equal([await states(officer, ids), undoOf(await officer.page(location))], [["accepted", "handed_over", "handed_over"], undefined], "as they stand");
});

/* ---- many ---- */

/* All of it is asked for with a filter: the sheets of one campaign of two. */
const [campaign] = options((await wide.page("/review")).text, "campaign").find(([, label]) => label === "BT-2024");
const waitingOf = async (filter) => (await wide.rows(`/review.json?clean=1${filter}`)).map((row) => row.id);
const waiting = () => waitingOf(`&campaign=${campaign}`), many = await waiting(), others = (await waitingOf("")).filter((id) => !many.includes(id));
const leftOut = (page) => [...page.text.matchAll(/<li><a href="\/sheets\/(\d+)">[^<]*, ([^<,]*)<\/a>: ([^<]*)<\/li>/g)]
	.map(([, id, name, why]) => ({ id: Number(id), name, why }));
holds(many.length > 250, `${many.length} sheets wait for one who may accept them`);
holds(others.length > 0, "others wait elsewhere");

await test("many are shown before: how many, judged, with the first names, and nothing is done", async () => {
	const queue = await wide.page(`/review?campaign=${campaign}`), page = await wide.page(`/review/accept?campaign=${campaign}`), form = formTo(page.text, "/review/accept");
	holds(queue.text.includes(`href="/review/accept?campaign=${campaign}"`) && formTo(queue.text, "/review/accept")?.fields.every(([name]) => name !== "expected"), "the way there");
	holds(said(page).includes(`Nghiệm thu ${many.length} phiếu`) && /Đã kiểm tra lại (cả )?\d+ phiếu/.test(said(page)), "how many");
	const { expected, campaign: asked } = Object.fromEntries(form.fields);
	equal([expected, asked, [...page.text.matchAll(/<a class="row-link" href="\/sheets\/(\d+)"/g)].map((m) => Number(m[1]))],
		[String(many.length), campaign, many.slice(0, 250)], "which");
	holds(page.text.includes(`href="/review?campaign=${campaign}&amp;clean=1"`), "the way to all of them");
	equal(await waiting(), many, "those that wait");
});

let job;
const form_token = token();

await test("another number now is a conflict, and begins nothing", async () => {
	await wide.does(409, "/review/accept", { campaign, expected: many.length + 1 });
	await wide.does(409, "/review/accept", { expected: many.length });
	await wide.does(404, "/review/accept", { ids: [...many, 99999999].join(",") });
	await wide.does(422, "/jobs", { kind: "accept" });
	await wide.does(422, "/jobs", { kind: "undo" });
	equal([(await wide.page("/jobs")).text.includes("Nghiệm thu nhiều phiếu"), await waiting()], [false, many], "nothing");
});

await test("where a meeting accepts, so many begin nothing either: 409, what one is told", async () => {
	const admin = await login("admin"), url = new RegExp('href="(/admin/campaigns/\\d+)">BT-2024<').exec((await admin.page("/admin/campaigns")).text)[1];
	const sets = async (on) => {
		const kept = (await admin.form(url, url)).fields.filter(([name]) => !["csrf", "form_token", "meeting_accepts"].includes(name));
		await admin.does(303, url, [...kept, ...(on ? [["meeting_accepts", "1"]] : [])]);
	};
	await sets(true);
	for (const fields of [{ campaign, expected: many.length }, { ids: many.join(",") }, { ids: many.slice(0, 3) }])
		holds(said(await wide.does(409, "/review/accept", fields)).includes("Đợt này nghiệm thu tại cuộc họp. Vui lòng lập biên bản"), Object.keys(fields).join());
	await wide.does(404, "/review/accept", { ids: [...many, 99999999].join(",") });
	equal([(await wide.page("/jobs")).text.includes("Nghiệm thu nhiều phiếu"), await waiting()], [false, many], "nothing");
	await sets(false);
});

await test("the job runs without a further question, once however often the form is sent, and tells what came of it", async () => {
	const fields = { campaign, expected: many.length, form_token }, both = await Promise.all([wide.post("/review/accept", fields), wide.twin().post("/review/accept", fields)]);
	job = both[0].location;
	holds(/^\/jobs\/\d+$/.test(job), `${both[0].status} ${job}`);
	equal(both.map((answer) => [answer.status, answer.location]), Array(2).fill([303, job]), "both");
	await wide.does(409, "/review/accept", { campaign, expected: many.length + 1, form_token });
	const end = await ended(wide, job), page = await wide.page(job);
	equal([end.kind, end.state, end.done, end.of, end.what, end.problem], ["accept", "done", many.length, many.length, "phiếu", null], "the job");
	const left = leftOut(page).length;
	holds(said(page).includes(`Đã nghiệm thu ${many.length - left} phiếu.`), said(page).slice(0, 600));
	equal([(await waiting()).length, (await waitingOf("")).length], [left, left + others.length], "those that wait still, and those that were not asked for");
	holds(undoOf(page) !== undefined && !page.text.includes('name="again"') && page.text.length < 30000, "its page");
	equal((await wide.post("/review/accept", fields)).location, job, "the same again, later");
});

await test("who it is not for knows nothing of the job, nor of the act", async () => {
	const path = undoOf(await wide.page(job)).action;
	equal((await far.get(job)).status, 404, "the job");
	await far.does(404, path, {});
	await enumerator.does(403, path, {});
});

await test("all of it is taken back by a job that nobody stops; all sheets wait again, with the history of both", async () => {
	const undo = undoOf(await wide.page(job)), before = (await waiting()).length, fields = Object.fromEntries(undo.fields);
	const both = await Promise.all([wide.post(undo.action, fields), wide.twin().post(undo.action, fields)]), back = both[0].location;
	const during = await wide.page(job);
	equal(both.map((answer) => [answer.status, answer.location]), Array(2).fill([303, back]), "both");
	holds(/^\/jobs\/\d+$/.test(back), back);
	holds(said(during).includes("Đang được hoàn tác.") && during.text.includes(`href="${back}"`) && undoOf(during) === undefined, "its page meanwhile");
	await wide.does(409, `${back}/cancel`, {});
	const end = await ended(wide, back);
	equal([end.kind, end.state, end.done], ["undo", "done", many.length - before], "the job");
	equal(await waiting(), many, "those that wait");
	holds(said(await wide.page(job)).includes("Đã hoàn tác lúc") && undoOf(await wide.page(job)) === undefined, "the page of what was taken back");
	holds((await wide.page(back)).text.includes(`href="${job}"`), "the page of taking it back");
	await wide.does(409, undo.action, {});
	await wide.does(409, `${job}/resume`, {});
	equal((await wide.sheet(many[0])).history.slice(-2).map((one) => one.action), ["accept", "undo"], "the history of one");
});

await test("what a job left out is named, the first fifty of them, and on further pages the others", async () => {
	const taken = many.slice(40, 100);
	await wide.does(303, "/review/accept", { ids: taken });
	job = (await wide.does(303, "/review/accept", { ids: many.join(",") })).location;
	equal((await ended(wide, job)).done, many.length, "done");
	const still = await waiting(), left = [...taken, ...still].sort((a, b) => a - b), pages = [await wide.page(job)];
	for (let next; (next = /<a href="(\/jobs\/\d+\?after=\d+)">Xem tiếp/.exec(pages.at(-1).text)?.[1]) !== undefined;)
		pages.push(await wide.page(next));
	const named = pages.map(leftOut);
	equal([named.map((rows) => rows.length), named.flat().map((row) => row.id)], [[50, left.length - 50], left], "which");
	for (const page of pages)
		holds(said(page).includes(`Đã nghiệm thu ${many.length - left.length} phiếu.`) && said(page).includes(`${left.length} phiếu chưa nghiệm thu:`), said(page).slice(0, 600));
	const { id, name, why } = named[0].find((row) => row.id === taken[0]);
	equal([why, name], ["Đã nghiệm thu", (await wide.sheet(id)).answers.full_name], "why, and who");
	for (const place of ["0", "x"])
		equal((await wide.get(`${job}?after=${place}`)).status, 400, `the place ${place}`);
});

await test("one that was acted on since: 409, and not one sheet of all changes", async () => {
	const path = undoOf(await wide.page(job)).action, done = (await wide.rows("/sheets.json?state=accepted")).length;
	await wide.does(303, `/sheets/${many[200]}/cancel`, { reason: "nhầm" });
	holds(said(await wide.does(409, path, {})).includes("1 phiếu đã được xử lý tiếp"), "what it says");
	equal([(await wide.rows("/sheets.json?state=accepted")).length, undoOf(await wide.page(job))], [done - 1, undefined], "what stands");
});

/* ---- sending on ---- */

const leader = await login("hamlet_leader"), own = /name="area_id"[^]*?<option value="(\d+)"/.exec((await leader.page("/sheets/new")).text)[1];
const waits = async () => (await leader.rows("/sheets.json?state=with_hamlet")).map((row) => row.id).sort((a, b) => a - b);
const sends = () => leader.saves(typed(used++, { area_id: own }), "submit");

await test("few that were sent on are taken back with one press", async () => {
	const before = await waits(), ids = await several(sends, 2), { location } = await leader.does(303, "/review/forward", { state: "with_hamlet", expected: before.length + 2 });
	const page = await leader.page(location), undo = undoOf(page);
	holds(/^\/sheets\?state=with_hamlet&act=\d+$/.test(location) && said(page).includes("Đã chuyển các phiếu chờ tổng hợp lên xã, phường."), location);
	equal([await waits(), await states(leader, ids)], [[], ["received", "received"]], "sent on");
	await (await login("enumerator")).does(403, undo.action, {});
	equal((await leader.does(303, undo.action, Object.fromEntries(undo.fields))).location, "/sheets?state=with_hamlet", "where it leads");
	equal([await waits(), undoOf(await leader.page(location))], [[...before, ...ids], undefined], "back, and the button");
	equal((await leader.get("/sheets?act=x")).status, 400, "an act that is none");
});

let sent, all;

await test("many that wait in a hamlet are shown before, and sent on by a job, once", async () => {
	while ((await waits()).length <= 250)
		await Promise.all(Array.from({ length: 16 }, sends));
	all = await waits();
	const list = await leader.page("/sheets?state=with_hamlet"), page = await leader.page("/review/forward?state=with_hamlet"), form = formTo(page.text, "/review/forward");
	holds(list.text.includes('href="/review/forward?state=with_hamlet"') && formTo(list.text, "/review/forward") === undefined, "the way there");
	holds(said(page).includes(`Chuyển ${all.length} phiếu lên xã, phường`) && !said(page).includes("kiểm tra lại"), "how many");
	const named = [...page.text.matchAll(/<a class="row-link" href="\/sheets\/(\d+)"/g)].map((m) => Number(m[1]));
	holds(named.length >= 25 && named.every((id) => all.includes(id)) && page.text.includes('href="/sheets?state=with_hamlet"'), "which");
	equal((await leader.get("/review/forward?state=received&q=khongcoai")).location, "/sheets?state=received&q=khongcoai", "nothing to send on");
	const fields = { ...Object.fromEntries(form.fields), form_token: token() };
	equal([fields.expected, fields.state, (await waits()).length], [String(all.length), "with_hamlet", all.length], "nothing is done yet");
	await leader.does(409, "/review/forward", { ...fields, expected: all.length + 1 });
	await leader.does(422, "/jobs", { kind: "forward" });
	const both = await Promise.all([leader.post("/review/forward", fields), leader.twin().post("/review/forward", fields)]);
	sent = both[0].location;
	equal(both.map((answer) => [answer.status, answer.location]), Array(2).fill([303, sent]), "both");
	const end = await ended(leader, sent), done = await leader.page(sent);
	equal([end.kind, end.state, end.done, end.of], ["forward", "done", all.length, all.length], "the job");
	holds(said(done).includes(`Đã chuyển ${all.length} phiếu lên xã, phường.`) && done.text.includes('href="/sheets?state=with_hamlet"') && !done.text.includes('href="/review"'), "its page");
	equal([await waits(), await states(leader, all.slice(0, 3))], [[], ["received", "received", "received"]], "sent on");
	equal([(await leader.get(`${sent}/left`)).text.trim().split("\r\n").length, (await officer.get(`${sent}/left`)).status], [1, 404], "nobody was left out, and it is not another's to know");
});

await test("it is taken back by its leader, as one act, or not at all", async () => {
	const undo = undoOf(await leader.page(sent)), before = (await leader.sheet(all[0])).history.length;
	await officer.does(409, undo.action, {});
	const { location: back } = await leader.does(303, undo.action, Object.fromEntries(undo.fields));
	equal((await ended(leader, back)).state, "done", "the job");
	holds(said(await leader.page(back)).includes(`Chuyển ${all.length} phiếu lên xã, phường, bắt đầu lúc`), "what it says");
	equal([await waits(), (await leader.sheet(all[0])).history.slice(before).map((one) => [one.action, one.from, one.to])], [all, [["undo", "received", "with_hamlet"]]], "all wait again");
});

await test("what is not waiting any more when it comes to it is left out and named, on the page and in a file", async () => {
	const gone = all[3], name = (await leader.sheet(gone)).answers.full_name;
	await leader.does(303, `/sheets/${gone}/forward`, {});
	const { location } = await leader.does(303, "/review/forward", { ids: all.join(",") });
	equal((await ended(leader, location)).state, "done", "the job");
	const page = await leader.page(location);
	holds(said(page).includes("1 phiếu không chuyển được:") && page.text.includes(`href="${location}/left"`), said(page).slice(0, 600));
	equal(leftOut(page), [{ id: gone, name, why: "Chờ nghiệm thu" }], "which");
	equal((await leader.get(`${location}/left`)).text, `\ufeffid,full_name,reason\r\n${gone},${name},Chờ nghiệm thu\r\n`, "the file");
});

/* ---- what was left out, as a file ---- */

await test("all that accepting left out stands in a file for who asked: who, and why; taking it is noted", async () => {
	const { text, headers } = await wide.get(`${job}/left`), pages = [await wide.page(job)];
	for (let next; (next = /<a href="(\/jobs\/\d+\?after=\d+)">Xem tiếp/.exec(pages.at(-1).text)?.[1]) !== undefined;)
		pages.push(await wide.page(next));
	const rows = text.replace("\ufeff", "").trim().split("\r\n").slice(1), named = pages.flatMap(leftOut);
	equal(rows.map((row) => Number(row.split(",")[0])), named.map((one) => one.id), "who");
	holds(rows.length > 50 && rows[0] === `${named[0].id},${named[0].name},${named[0].why}`, rows[0]);
	holds(headers["content-disposition"].includes("giu-lai-"), "its name");
	const log = await (await login("admin")).page(`/access?sheet=${named.at(-1).id}`);
	holds(/Nghiệm thu nhiều phiếu/.test(said(log)) && !/>accept</.test(log.text), "the log tells of it");
	const seen = await (await login("admin")).page(job);
	holds(said(seen).includes(`${rows.length} phiếu được giữ lại.`) && leftOut(seen).length === 0 && !seen.text.includes('href="/review"'), "the administrator sees how many, and no way that is not his");
	equal((await far.get(`${job}/left`)).status, 404, "another's");
	equal((await wide.get("/jobs/999999/left")).status, 404, "none");
});

await test("warnings are confirmed on no more sheets than somebody has seen", async () => {
	const ids = many.slice(0, 251).join(",");
	holds(said(await wide.does(422, "/review/confirm", { ids, confirm_rule: "W13", confirm_reason: "đúng" })).includes("nhiều nhất 250 phiếu"), "what it says");
});

await finish(server);
