/* One move of many sheets: all of them or none up to 250, a job over that, taken back as one. */
import { randomBytes } from "node:crypto";
import { Client } from "./client.mjs";
import { Server, demoPassword, equal, finish, holds, largeDemoFolder, must, test, wait } from "./harness.mjs";
import { forms } from "./html.mjs";
import { typed } from "./sheets.mjs";

const folder = largeDemoFolder(6000);
must(["user", "add", "colleague", "--role", "police", "--area", "22351", "--data", folder, "--today", "2024-06-10", "--password-stdin"], demoPassword);
const server = await Server.start(folder);
const login = (name) => Client.login(server, name, demoPassword);
const [officer, police, far, leader] = await Promise.all(["officer", "police", "police2", "hamlet_leader"].map(login));
const said = (answer) => answer.text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
const hamlet = /name="area_id"[^]*?<option value="(\d+)"/.exec((await officer.page("/sheets/new")).text)[1];
let used = 7000;
async function accepted() {
	const id = await officer.saves(typed(used++, { area_id: hamlet }), "submit"), { findings } = await officer.sheet(id);
	await officer.does(303, `/sheets/${id}/accept`, Object.fromEntries(findings.map((f) => [`confirm_${f.rule}`, "đã xem giấy tờ"])));
	return id;
}
async function signed(count) {
	const ids = [];
	while (ids.length < count)
		ids.push(await accepted());
	const { location } = await officer.does(303, "/handovers", { ids });
	await police.does(303, `${location}/sign`, { count });
	return { ids, location, batch: location.split("/").at(-1) };
}
const states = async (client, ids) => Promise.all(ids.map(async (id) => (await client.sheet(id)).state));
const versions = async (client, ids) => Promise.all(ids.map(async (id) => (await client.sheet(id)).row_version));
const undoOf = (page) => forms(page.text).find((form) => /^\/acts\/\d+\/undo$/.test(form.action));
const markForm = (page) => forms(page.text).find((form) => form.action === "/police/entered" && form.method === "post");
const token = () => randomBytes(16).toString("hex");
const papersOf = (page) => Array.from(page.text.matchAll(/name="ids" value="(\d+)"[^>]*?( checked)?>/g), (m) => [Number(m[1]), m[2] !== undefined]);

async function ended(client, url) {
	for (;;) {
		const job = await client.json(`${url}.json`);
		if (job.state !== "running")
			return job;
		await wait(50);
	}
}

/* ---- the page of a range ---- */

const first = await signed(6);

await test("the papers of a batch as they lie; a range is what is ticked, with its first and last name; nothing is done", async () => {
	const page = await police.page(`/police/entered?batch=${first.batch}`), { full_name } = (await police.sheet(first.ids[1])).answers;
	equal(papersOf(page), first.ids.map((id) => [id, false]), "all of it");
	const range = await police.page(`/police/entered?batch=${first.batch}&from=2&to=4`);
	equal(papersOf(range), first.ids.slice(1, 4).map((id) => [id, true]), "the range");
	holds(said(range).includes(`3 phiếu, từ tờ 2 (${full_name}) đến tờ 4`), said(range).slice(0, 900));
	holds((await police.page("/police")).text.includes('href="/police/entered?batch='), "the way there");
	for (const query of ["batch=x", "from=0", "to=y"])
		equal((await police.get(`/police/entered?${query}`)).status, 400, query);
	equal((await police.get("/police/entered?batch=999999")).status, 404, "no such batch");
	equal((await far.get(`/police/entered?batch=${first.batch}`)).status, 404, "another commune's");
	holds(said(await police.page(`/police/entered?batch=${first.batch}&from=40`)).includes("Không có tờ nào"), "nothing there");
	equal(await states(police, first.ids), Array(6).fill("handed_over"), "as they stand");
});

await test("some are marked at once, and taken back the same day with one press", async () => {
	const page = await police.page(`/police/entered?batch=${first.batch}&from=1&to=3`), form = markForm(page), ids = first.ids.slice(0, 3);
	const fields = [...form.fields.filter(([name]) => name !== "ids"), ...ids.map((id) => ["ids", id])];
	const both = await Promise.all([police.post("/police/entered", fields), police.twin().post("/police/entered", fields)]);
	equal(both.map((answer) => answer.status), [303, 303], "pressed twice");
	equal(both[0].location, both[1].location, "it is done once");
	holds(/^\/police\?act=\d+$/.test(both[0].location), both[0].location);
	const done = await police.page(both[0].location), undo = undoOf(done);
	holds(said(done).includes("Đã đánh dấu 3 phiếu đã nhập CSDLQG.") && undo !== undefined, said(done).slice(0, 700));
	equal([await states(police, ids), (await police.sheet(ids[0])).history.filter((one) => one.action === "entered").length], [Array(3).fill("entered"), 1], "entered, once");
	await (await login("colleague")).does(409, undo.action, {});
	await far.does(404, undo.action, {});
	await leader.does(409, undo.action, {});
	equal((await police.does(303, undo.action, Object.fromEntries(undo.fields))).location, "/police", "where it leads");
	equal(await states(police, ids), Array(3).fill("handed_over"), "back");
	equal((await police.sheet(ids[0])).history.at(-1).action, "undo", "the history");
	equal(undoOf(await police.page(both[0].location)), undefined, "the button, then");
});

await test("all or none: one that is not to be entered any more, one that is another's, none at all", async () => {
	const ids = first.ids.slice(0, 4), foreign = (await far.rows("/police.json"))[0].id;
	await police.does(303, `/police/${ids[2]}/entered`, {});
	const { full_name } = (await police.sheet(ids[2])).answers, before = await versions(police, ids);
	const refused = await police.does(409, "/police/entered", { ids: ids.join(","), batch: first.batch });
	holds(said(refused).includes(full_name) && said(refused).includes("Chưa phiếu nào thay đổi"), said(refused).slice(0, 900));
	equal(papersOf(refused).filter(([, ticked]) => ticked).map(([id]) => id), ids.filter((id) => id !== ids[2]), "what was ticked stays so");
	await police.does(404, "/police/entered", { ids: [ids[0], foreign] });
	await police.does(404, "/police/entered", { ids: [ids[0], 99999999] });
	await police.does(422, "/police/entered", { batch: first.batch });
	await police.does(400, "/police/entered", { ids: "1,x" });
	await officer.does(403, "/police/entered", { ids: ids[0] });
	equal([await versions(police, ids), await states(police, ids)], [before, ["handed_over", "handed_over", "entered", "handed_over"]], "nothing changed");
	equal((await far.sheet(foreign)).state, "handed_over", "the other's neither");
});

await test("two browsers mark the same range: the second is told, and changes nothing", async () => {
	const ids = first.ids.slice(3), [one, other] = await Promise.all([police.post("/police/entered", { ids }), (await login("colleague")).post("/police/entered", { ids })]);
	equal([one.status, other.status].sort(), [303, 409], "one of them");
	equal((await police.sheet(ids[0])).history.filter((entry) => entry.action === "entered").length, 1, "once");
});

await test("when one was acted on since, nothing is taken back", async () => {
	const { ids } = await signed(3), { location } = await police.does(303, "/police/entered", { ids }), undo = undoOf(await police.page(location));
	await police.does(303, `/sheets/${ids[1]}/archive`, { place: "tủ 1" });
	holds(said(await police.does(409, undo.action, {})).includes("1 phiếu đã được xử lý tiếp"), "what it says");
	equal([await states(police, ids), undoOf(await police.page(location))], [["entered", "archived", "entered"], undefined], "as they stand");
});

/* ---- many ---- */

/* All that was accepted comes to the police. */
for (const { id } of await police.rows("/handovers.json"))
	await police.post(`/handovers/${id}/sign`, { count: (await police.json(`/handovers/${id}.json`)).sheets });
const rest = [];
for (const { id } of await officer.rows("/sheets.json?state=accepted"))
	rest.push(id);
const { location: large } = await officer.does(303, "/handovers", { ids: rest.join(",") });
await police.does(303, `${large}/sign`, { count: rest.length });

await test("250 are marked in one request, all or none", async () => {
	const ids = (await police.rows("/police.json")).slice(0, 250).map((row) => row.id), gone = ids[249];
	equal(ids.length, 250, "so many wait");
	await police.does(303, `/police/${gone}/return`, { reason: 3 });
	await police.does(409, "/police/entered", { ids: ids.join(",") });
	equal([...new Set(await states(officer, ids.slice(0, 249)))], ["handed_over"], "nothing changed");
	await officer.does(303, `/sheets/${gone}/resend`, { reason: "đúng" });
	await police.does(404, "/police/entered", { ids: ids.join(",") });
	const { location } = await police.does(303, "/police/entered", { ids: ids.slice(0, 249).join(",") });
	equal([...new Set(await states(officer, ids.slice(0, 249)))], ["entered"], "all of them");
	await police.does(303, undoOf(await police.page(location)).action, {});
	equal([...new Set(await states(officer, ids.slice(0, 249)))], ["handed_over"], "and back");
});

await test("more are a job that leaves out what cannot be, and is taken back as one", async () => {
	const all = (await police.rows("/police.json")).map((row) => row.id), ids = all.slice(0, 260), form_token = token();
	equal(ids.length, 260, "so many wait");
	await police.does(404, "/police/entered", { ids: [...ids, 99999999].join(",") });
	await police.does(303, `/police/${ids[7]}/entered`, {});
	const fields = { ids: ids.join(","), form_token }, both = await Promise.all([police.post("/police/entered", fields), police.twin().post("/police/entered", fields)]);
	equal(both.map((answer) => [answer.status, answer.location]), Array(2).fill([303, both[0].location]), "both");
	const end = await ended(police, both[0].location), page = await police.page(both[0].location), undo = undoOf(page);
	equal([end.kind, end.state, end.done], ["entered", "done", 260], "the job");
	holds(said(page).includes("Đã đánh dấu 259 phiếu đã nhập CSDLQG.") && said(page).includes("1 phiếu không đánh dấu được:") && said(page).includes("Trong ngày"), said(page).slice(0, 900));
	holds(page.text.includes('<a href="/police">'), "the way back");
	const back = await police.does(303, undo.action, Object.fromEntries(undo.fields));
	equal([(await ended(police, back.location)).state, (await police.rows("/police.json")).length], ["done", all.length - 1], "taken back");
});

/* ---- other moves of many ---- */

await test("many of a list are returned, sent again, archived with one word for all; taken back where that can be", async () => {
	const received = [];
	for (let i = 0; i < 3; i++)
		received.push(await officer.saves(typed(used++, { area_id: hamlet }), "submit"));
	const list = await officer.page("/sheets?state=received"), page = await officer.page("/sheets/many?state=received");
	holds(list.text.includes('href="/sheets/many?state=received"') && papersOf(page).some(([id]) => id === received[0]), "the way there");
	await officer.does(422, "/sheets/many", { state: "received", ids: received });
	const refused = await officer.does(409, "/sheets/many", { state: "received", said: "thiếu chữ ký", ids: [...received, first.ids[0]] });
	holds(said(refused).includes("Chưa phiếu nào thay đổi") && papersOf(refused).filter(([, ticked]) => ticked).length === 3, "what was ticked stays");
	equal(await states(officer, received), Array(3).fill("received"), "as they stand");
	const { location } = await officer.does(303, "/sheets/many", { state: "received", said: "thiếu chữ ký", ids: received });
	equal([await states(officer, received), (await officer.sheet(received[0])).history.at(-1).reason], [Array(3).fill("returned"), "thiếu chữ ký"], "returned");
	await officer.does(303, undoOf(await officer.page(location)).action, {});
	equal(await states(officer, received), Array(3).fill("received"), "and back");
	const { ids } = await signed(4);
	for (const id of ids.slice(2))
		await police.does(303, `/police/${id}/return`, { reason: 2 });
	await officer.does(303, "/sheets/many", { state: "police_returned", said: "đúng như giấy tờ", ids: ids.slice(2) });
	equal(await states(officer, ids.slice(2)), ["accepted", "accepted"], "sent again");
	await police.does(303, "/police/entered", { ids: ids.slice(0, 2) });
	const archived = await police.does(303, "/sheets/many", { state: "entered", said: "Tủ 3", ids: ids.slice(0, 2) });
	equal([await states(officer, ids.slice(0, 2)), undoOf(await police.page(archived.location))], [["archived", "archived"], undefined], "archived for good");
	holds(said(await officer.page("/sheets/many?state=draft")).includes("Không có phiếu nào"), "no such move");
	await officer.does(422, "/sheets/many", { state: "draft", said: "x", ids: received });
	await far.does(404, "/sheets/many", { state: "entered", said: "Tủ 3", ids: first.ids[0] });
	await leader.does(422, "/sheets/many", { state: "received", said: "x", ids: received });
});

await finish(server);
