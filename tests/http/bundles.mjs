/* Bundles of papers: what a hamlet leader counted and sent on, and what the commune found when it counted. Whose they are for every role and route
 * stands in matrix.mjs, their table in every form in tables.mjs. */
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { equal, fail, finish, holds, must, test, wait } from "./harness.mjs";
import { formTo, values } from "./html.mjs";
import { typed } from "./sheets.mjs";
import { bareWorld, demoWorld, stands } from "./worlds.mjs";

const world = await bareWorld();
const [enumerator, leader, officer, second, police] = await Promise.all(["far_enumerator", "far_leader", "far_officer", "far_officer_2", "far_police"]
	.map((name) => world.client(name)));
const [hamlet] = await world.hamlets(enumerator);
const said = (answer) => answer.text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
const token = () => randomBytes(16).toString("hex");
let used = 300;
const sent = () => enumerator.saves(typed(used++, { area_id: hamlet }), "submit");
const several = async (count) => {
	const ids = [];
	while (ids.length < count)
		ids.push(await sent());
	return ids;
};
const idOf = (location) => Number(/^\/bundles\/(\d+)$/.exec(location)?.[1] ?? fail(`a bundle leads to ${location}`));
const bundleOf = async (ids, fields = {}) => idOf((await leader.does(303, "/bundles", { ids, ...fields })).location);
const bundle = (client, id) => client.json(`/bundles/${id}.json`);
const outcomes = async (id) => (await bundle(officer, id)).rows.map((row) => row.outcome);
const waits = async (client) => Number(/>Bó phiếu[^]*?<span[^>]*id="n\d+"[^>]*>([\d.]*)</.exec((await client.page("/reports/progress")).text)?.[1] ?? 0);

async function ended(client, url) {
	for (;;) {
		const job = await client.json(`${url}.json`);
		if (job.state !== "running")
			return job;
		await wait(50);
	}
}

/* ---- making one ---- */

await test("a hamlet leader sends on one counted bundle: its list, its number, what he counted", async () => {
	const ids = await several(3), page = await leader.page("/bundles"), form = formTo(page.text, "/bundles");
	const offered = [...page.text.matchAll(/name="ids" value="(\d+)"/g)].map((m) => Number(m[1]));
	equal([offered.sort((a, b) => a - b), values(form, "count")], [ids, [""]], "the form has all that wait");
	await leader.does(422, "/bundles", {});
	await leader.does(422, "/bundles", { ids, count: "ba" });
	const id = await bundleOf(ids, { count: 4 }), told = await bundle(leader, id);
	equal([told.state, told.papers, told.sheets, told.counted, told.number], ["open", 4, 3, null, 1], "the bundle");
	equal(told.rows.map((row) => [row.id, row.outcome, row.state]), ids.map((one) => [one, "open", "received"]), "its list");
	holds(said(await leader.page(`/bundles/${id}`)).includes("Bên giao đếm 4 phiếu giấy, danh sách có 3: 1 phiếu giấy chưa nhập."), "the difference is told");
	for (const one of ids)
		await stands(leader, one, "received", "forward");
	await officer.does(303, `/bundles/${id}/confirm`, { count: 3 });
});

await test("until it is counted nobody accepts its sheets: 409 with the bundle's number, in a list left out with the reason", async () => {
	const [one, two] = await several(2), id = await bundleOf([one, two]), { number, year } = await bundle(officer, id), name = `0${number}/${year}`;
	const refused = await officer.does(409, `/sheets/${one}/accept`, {});
	holds(said(refused).includes(`Phiếu nằm trong bó phiếu số ${name} chưa kiểm đếm.`), said(refused).slice(0, 300));
	holds(said(await officer.does(422, "/review/accept", { ids: [one, two] })).includes("2 phiếu nằm trong bó phiếu chưa kiểm đếm"), "from the queue");
	const page = await officer.page(`/sheets/${one}`);
	holds(page.text.includes(`<a href="/bundles/${id}">Bó phiếu ${name}</a>, <b class="road-mark">chưa kiểm đếm</b>`) && formTo(page.text, `/sheets/${one}/accept`) === undefined, "its page says where it lies, and has no button");
	holds(page.text.includes(`<p class="move" id="barred">Phiếu nằm trong bó phiếu số ${name} chưa kiểm đếm.`), "and why");
	holds(/Có thể nghiệm thu cùng lúc \d+ phiếu; 2 phiếu nằm trong bó chưa kiểm đếm/.test(said(await officer.page("/"))), "the first page does not count on them");
	equal([await stands(officer, one, "received", "forward"), await stands(officer, two, "received", "forward")].length, 2, "nothing moved");
	await officer.does(303, `/bundles/${id}/confirm`, { count: 2 });
	await officer.does(303, "/review/accept", { ids: [one, two] });
	await stands(officer, one, "accepted", "accept");
});

await test("one sheet sent on by its button, and many from the list, are bundles too; an officer's own are counted at once", async () => {
	const [one, two, three, four] = await several(4);
	await leader.does(303, `/sheets/${one}/forward`, {});
	await leader.does(303, "/review/forward", { ids: [two, three] });
	await officer.does(303, `/sheets/${four}/forward`, {});
	const [own, many, single] = (await officer.json("/bundles.json")).rows;
	equal([own, many, single].map((row) => [row.state, row.sheets, row.present]), [["confirmed", 1, 1], ["open", 2, 0], ["open", 1, 0]], "three bundles");
	await officer.does(303, `/sheets/${four}/accept`, {});
	await officer.does(409, `/sheets/${one}/accept`, {});
	for (const [row, count] of [[many, 2], [single, 1]])
		await officer.does(303, `/bundles/${row.id}/confirm`, { count });
});

await test("all or none: a sheet that does not wait, a foreign one, of two hamlets", async () => {
	const [one, two] = await several(2), before = (await officer.json("/bundles.json")).total;
	await leader.does(303, `/sheets/${two}/return`, { reason: "thiếu chữ ký" });
	await leader.does(409, "/bundles", { ids: [one, two] });
	await leader.does(404, "/bundles", { ids: [one, 999999999] });
	await stands(leader, one, "with_hamlet", "submit");
	await enumerator.does(403, "/bundles", { ids: [one] });
	await police.does(403, "/bundles", { ids: [one] });
	equal((await officer.json("/bundles.json")).total, before, "no bundle came of it");
	const demo = await demoWorld(), wide = await demo.client("hamlet_leader"), rows = (await wide.json("/sheets.json?state=with_hamlet")).rows;
	const other = rows.find((row) => row.area !== rows[0].area) ?? fail("one hamlet alone waits");
	holds(said(await wide.does(422, "/bundles", { ids: [rows[0].id, other.id] })).includes("Một bó chỉ gồm phiếu của cùng một thôn, tổ dân phố"), "two hamlets");
	await wide.does(303, "/review/forward", { ids: [rows[0].id, other.id] });
	equal((await wide.json("/bundles.json")).rows.slice(0, 2).map((row) => row.sheets), [1, 1], "from a list, each hamlet has its own");
	await demo.server.stop();
	await leader.does(303, `/sheets/${one}/return`, { reason: "thiếu chữ ký" });
});

await test("an officer counts for a leader without an account: what he counted must be what he chose", async () => {
	const ids = await several(2), name = "Nguyễn Văn Trưởng";
	holds((await officer.page("/bundles")).text.includes('name="for_leader"') && !(await leader.page("/bundles")).text.includes('name="for_leader"'), "the officer's form asks for the name");
	holds(said(await officer.does(422, "/bundles", { ids, count: 3, for_leader: name })).includes("Đã chọn 2 phiếu nhưng kiểm đếm 3 phiếu giấy."), "both figures");
	await officer.does(422, "/bundles", { ids, for_leader: "x".repeat(101) });
	const id = idOf((await officer.does(303, "/bundles", { ids, count: 2, for_leader: name })).location), told = await bundle(officer, id);
	equal([told.state, told.made_by, told.for_leader, told.counted], ["confirmed", name, name, 2], "counted at once, and whose it is");
	holds(said(await leader.page(`/bundles/${id}`)).includes("ghi thay"), "the leader reads it");
});

/* ---- counting ---- */

await test("by number: what differs is refused with both figures and a way to tick, and changes nothing", async () => {
	const ids = await several(4), id = await bundleOf(ids);
	await officer.does(422, `/bundles/${id}/confirm`, {});
	await officer.does(422, `/bundles/${id}/confirm`, { count: "bốn" });
	const short = await officer.does(422, `/bundles/${id}/confirm`, { count: 3 });
	holds(said(short).includes("Bó có 4 phiếu, đếm được 3: thiếu 1, mới đánh dấu thiếu 0."), said(short).slice(0, 400));
	holds(short.text.includes(`href="#missing-${ids[0]}"`) && values(formTo(short.text, `/bundles/${id}/confirm`), "count")[0] === "3", "the way there, and what was typed");
	holds(said(await officer.does(422, `/bundles/${id}/confirm`, { count: 6 })).includes("Bó có 4 phiếu, đếm được 6: thừa 2."), "too many");
	holds(said(await officer.does(422, `/bundles/${id}/confirm`, { count: 4, missing: ids[0] })).includes("đã đánh dấu thiếu 1"), "too many ticked");
	await officer.does(422, `/bundles/${id}/confirm`, { count: 3, missing: 999999999 });
	await officer.does(400, `/bundles/${id}/confirm`, { count: 3, missing: "x" });
	equal(await outcomes(id), ["open", "open", "open", "open"], "nothing changed");
	await officer.does(303, `/bundles/${id}/confirm`, { count: 5, extra: 1, note: "một phiếu của thôn khác" });
	const told = await bundle(officer, id);
	equal([told.state, told.counted, told.extra, told.present, told.missing], ["confirmed", 5, 1, 4, 0], "an extra paper is recorded");
});

await test("paper by paper: a missing one goes back to the hamlet with an entry, the rest wait from that day; the bundle keeps it for ever", async () => {
	const [here, gone, returned, cancelled] = await several(4), id = await bundleOf([here, gone, returned, cancelled]), since = (await officer.sheet(here)).history.at(-1).at;
	await officer.does(303, `/sheets/${returned}/return`, { reason: "thiếu chữ ký" });
	await officer.does(303, `/sheets/${cancelled}/cancel`, { reason: "ghi nhầm" });
	await wait(1100);
	await officer.does(303, `/bundles/${id}/confirm`, { count: 2, missing: [gone, cancelled] });
	await stands(officer, here, "received", "counted");
	const back = await stands(officer, gone, "with_hamlet", "not_received");
	equal([back.history.at(-1).by, (await stands(officer, returned, "returned", "counted")).state], ["far_officer", "returned"], "who, and what was returned meanwhile");
	await stands(officer, cancelled, "cancelled", "missing");
	equal(await outcomes(id), ["present", "missing", "present", "missing"], "what was found");
	const row = (await officer.json("/sheets.json?state=received")).rows.find((one) => one.id === here);
	holds(row.since > since, `since ${row.since}, sent on ${since}`);
	holds(said(await leader.page("/bundles")).includes("Xã, phường báo thiếu phiếu giấy"), "the leader is told");
	holds(said(await officer.page(`/bundles/${id}`)).includes("Thiếu phiếu giấy của"), "the differences");
	const again = await bundleOf([gone]);
	await officer.does(303, `/bundles/${again}/confirm`, { count: 1 });
	equal([await outcomes(id), await outcomes(again)], [["present", "missing", "present", "missing"], ["present"]], "each keeps its own");
});

await test("double click counts once; the second browser reads that it is counted", async () => {
	const ids = await several(2), id = await bundleOf(ids), fields = { count: 2, form_token: token() };
	const both = await Promise.all([officer.post(`/bundles/${id}/confirm`, fields), officer.twin().post(`/bundles/${id}/confirm`, fields)]);
	equal(both.map((answer) => [answer.status, answer.location]), Array(2).fill([303, `/bundles/${id}`]), "the double click");
	const late = await second.does(409, `/bundles/${id}/confirm`, { count: 1, missing: ids[0], form_token: token() });
	holds(said(late).includes("Bó phiếu này đã được kiểm đếm.") && formTo(late.text, `/bundles/${id}/confirm`) === undefined, "the second");
	equal((await officer.sheet(ids[0])).history.filter((one) => one.action === "counted").length, 1, "one entry");
	const made = await several(1), twice = { ids: made, form_token: token() };
	const two = await Promise.all([leader.post("/bundles", twice), leader.twin().post("/bundles", twice)]);
	equal([two[0].status, two[1].status, two[0].location], [303, 303, two[1].location], "sent on once");
	const other = await several(1), race = idOf((await leader.does(303, "/bundles", { ids: other })).location);
	const answers = await Promise.all([officer.post(`/bundles/${race}/confirm`, { count: 1 }), second.post(`/bundles/${race}/confirm`, { count: 0, missing: other })]);
	equal(answers.map((answer) => answer.status).sort(), [303, 409], "two browsers at once");
	await officer.does(303, `/bundles/${idOf(two[0].location)}/confirm`, { count: 1 });
});

/* ---- minutes ---- */

const squeezed = (text) => text.replace(/\s+/g, " ");
function pdfText(body) {
	const { status, stdout, stderr } = spawnSync("pdftotext", ["-", "-"], { input: body, maxBuffer: 64 << 20 });
	equal(status, 0, `pdftotext: ${stderr}`);
	return squeezed(stdout.toString());
}

await test("minutes of giving and taking: a draft until it is counted, then issued and the same for ever; with what was missing", async () => {
	const ids = await several(3), id = await bundleOf(ids, { count: 3 }), name = (await officer.sheet(ids[1])).answers.full_name;
	const draft = pdfText((await leader.page(`/bundles/${id}.pdf`)).body), page = said(await officer.page(`/bundles/${id}/print`));
	for (const [what, text] of [["PDF", draft], ["page", page]])
		for (const part of ["DỰ THẢO", "Giao nhận phiếu thông tin về người lao động", "BÊN GIAO: THÔN 1", "3 phiếu (Ba phiếu)", name])
			holds(text.includes(part), `${what} lacks ${part}`);
	await officer.does(303, `/bundles/${id}/confirm`, { count: 2, missing: ids[1], note: "thiếu một phiếu, số 056085431907" });
	const issued = await officer.page(`/bundles/${id}.pdf`), text = pdfText(issued.body);
	for (const part of ["2 phiếu (Hai phiếu)", "thiếu 1 phiếu (Một phiếu)", "Mã đối chiếu nhật ký", "KHÔNG CÓ PHIẾU GIẤY", "Bên giao kiểm đếm: 3 phiếu (Ba phiếu)"])
		holds(text.includes(part), `the minutes lack ${part}`);
	holds(!text.includes("DỰ THẢO") && !text.includes("056085431907"), "no draft, and no number of an identity paper");
	await officer.does(303, `/sheets/${ids[0]}/correct`, { full_name: "Người Khác Hẳn", reason: "gõ nhầm" });
	equal(Buffer.compare((await leader.page(`/bundles/${id}.pdf`)).body, issued.body), 0, "the same bytes, whatever happens to its sheets");
	equal((await officer.page(`/bundles/${id}.docx`)).body.subarray(0, 2).toString(), "PK", "as a text of Word");
	const own = await several(1), mine = idOf((await officer.does(303, "/bundles", { ids: own, count: 1, for_leader: "Nguyễn Văn Trưởng" })).location);
	holds(pdfText((await officer.page(`/bundles/${mine}.pdf`)).body).includes("Nguyễn Văn Trưởng"), "whose it is");
	holds(said(await officer.does(409, `/sheets/${own[0]}/undo`, {})).includes("biên bản giao nhận đã lập"), "what stands in minutes is not taken back");
});

/* ---- taking back ---- */

await test("sending on is taken back for ten minutes, until the commune counts", async () => {
	const ids = await several(2), id = await bundleOf(ids), page = await leader.page(`/bundles/${id}`), undo = formTo(page.text, /\/acts\/\d+\/undo/.exec(page.text)[0]);
	await leader.does(303, undo.action, Object.fromEntries(undo.fields));
	equal([(await bundle(leader, id)).state, await outcomes(id)], ["undone", ["removed", "removed"]], "nothing lies in it any more");
	holds(said(await officer.does(409, `/bundles/${id}/confirm`, { count: 0 })).includes("đã được hoàn tác"), "nor is there anything to count");
	const one = await bundleOf(ids.slice(0, 1));
	await leader.does(303, `/sheets/${ids[0]}/undo`, {});
	equal((await bundle(leader, one)).state, "undone", "by the sheet's own button");
	const counted = await bundleOf(ids), way = /\/acts\/\d+\/undo/.exec((await leader.page(`/bundles/${counted}`)).text)[0];
	await officer.does(303, `/bundles/${counted}/confirm`, { count: 2 });
	await leader.does(409, way, {});
	await leader.does(409, `/sheets/${ids[0]}/undo`, {});
	await officer.does(303, `/sheets/${ids[1]}/accept`, {});
	const since = (await officer.json("/sheets.json?state=received")).rows.find((row) => row.id === ids[0]).since;
	await officer.does(303, `/sheets/${ids[1]}/undo`, {});
	equal((await officer.json("/sheets.json?state=received")).rows.find((row) => row.id === ids[1]).since, since, "an acceptance that is taken back leads to the day of the count");
});

await test("returned and taken back again, it still waits to be counted", async () => {
	const [one] = await several(1), id = await bundleOf([one]);
	await officer.does(303, `/sheets/${one}/return`, { reason: "thử" });
	await officer.does(303, `/sheets/${one}/undo`, {});
	await officer.does(409, `/sheets/${one}/accept`, {});
	await officer.does(303, `/sheets/${one}/return`, { reason: "thử" });
	await enumerator.does(303, `/sheets/${one}/submit`, {});
	const again = await bundleOf([one]);
	equal([(await bundle(officer, id)).state, (await bundle(officer, again)).sheets], ["undone", 1], "sent on again, it lies in the new one alone");
	await officer.does(303, `/bundles/${again}/confirm`, { count: 1 });
});

/* ---- what is told elsewhere ---- */

await test("what waits to be counted stands at the officer's home and beside every page; the register has it, and what is late", async () => {
	const before = await waits(officer), id = await bundleOf(await several(1));
	equal(await waits(officer), before + 1, "beside the page");
	holds(said(await officer.page("/")).includes("bó phiếu từ thôn, tổ dân phố chờ kiểm đếm"), "at home");
	const open = (await officer.json("/bundles.json?state=open")).rows;
	equal([open.map((row) => row.state), open[0].id], [open.map(() => "open"), id], "those that wait");
	equal((await officer.json("/bundles.json?state=late")).rows, [], "no days are set: none is late");
	equal((await officer.get("/bundles?state=xyz")).status, 400, "another filter");
	const paper = await officer.page(`/bundles/${id}/print`);
	holds(said(paper).includes("BIÊN BẢN") && !paper.text.includes('name="missing"'), "on paper");
	equal([(await leader.page(`/bundles/${id}.csv`)).text.split("\r\n").length, (await leader.get(`/bundles/${id}.xlsx`)).status], [3, 200], "as files");
	await officer.does(303, `/bundles/${id}/confirm`, { count: 1 });
	equal(await waits(officer), before, "counted");
});

await test("a hamlet leader reports what was counted, in all forms; nobody else's", async () => {
	const path = `/reports/count/${hamlet}`, [last] = (await officer.json("/bundles.json")).rows, shown = said(await leader.page(path));
	holds((await leader.page("/bundles")).text.includes(`href="${path}"`) && (await officer.page(`/bundles/${last.id}`)).text.includes(`href="${path}"`), "led to");
	for (const text of ["BÁO CÁO", "Kết quả kiểm đếm phiếu", "Kính gửi:", "trả lại điều tra viên bổ sung", `${String(last.number).padStart(2, "0")}/${last.year}`])
		holds(shown.includes(text), `it says ${text}`);
	for (const [suffix, sign] of [["pdf", "%PDF"], ["docx", "PK"]]) {
		const [one, two] = [await leader.get(`${path}.${suffix}`), await officer.get(`${path}.${suffix}`)];
		holds(one.status === 200 && one.body.subarray(0, sign.length).toString() === sign && one.body.equals(two.body), `${suffix}: ${one.status}`);
	}
	holds((await leader.page(path)).text.includes('href="/bundles"'), "and back to the bundles");
	const near = await world.client("officer"), [empty] = await world.hamlets(near);
	holds(said(await near.page(`/reports/count/${empty}`)).includes("Chưa nhận phiếu nào."), "a hamlet of which nothing came in");
	equal([(await police.get(path)).status, (await enumerator.get(path)).status, (await leader.get("/reports/count/1")).status], [403, 403, 404], "others");
});

/* ---- many ---- */

await test("a thousand sheets: sent on by a job as one bundle, counted in one transaction", async () => {
	const ids = [], before = (await officer.json("/bundles.json")).total;
	while (ids.length < 1000)
		ids.push(...await Promise.all(Array.from({ length: 8 }, sent)));
	const { location } = await leader.does(303, "/bundles", { ids: ids.join(","), count: 1000 });
	holds(/^\/jobs\/\d+$/.test(location), location);
	equal((await ended(leader, location)).state, "done", "the job");
	const made = /href="(\/bundles\/\d+)"/.exec((await leader.page(location)).text)?.[1];
	const { rows: [last], total } = await officer.json("/bundles.json");
	equal([total, last.sheets, last.papers, last.state], [before + 1, 1000, 1000, "open"], "one bundle");
	equal(made, `/bundles/${last.id}`, "to which the page of the job leads");
	await officer.does(422, `/bundles/${last.id}/confirm`, { count: 1000, missing: ids[7] });
	await officer.does(303, `/bundles/${last.id}/confirm`, { count: 998, missing: [ids[7], ids[800]] });
	const told = await bundle(officer, last.id);
	equal([told.present, told.missing, told.rows.filter((row) => row.outcome === "missing").map((row) => row.id)], [998, 2, [ids[7], ids[800]]], "counted");
	await stands(officer, ids[800], "with_hamlet", "not_received");
	await stands(officer, ids[999], "received", "counted");
});

await test("what an officer sends on by a job is counted when it is whole, with its paper", async () => {
	const ids = [];
	while (ids.length < 256)
		ids.push(...await Promise.all(Array.from({ length: 8 }, sent)));
	const { location } = await officer.does(303, "/bundles", { ids: ids.join(","), count: 256, for_leader: "Đặng Thị Lý" });
	equal((await ended(officer, location)).state, "done", "the job");
	const { rows: [last] } = await officer.json("/bundles.json");
	equal([last.sheets, last.state, (await bundle(officer, last.id)).counted], [256, "confirmed", 256], "counted");
	holds(said(await officer.page(`/bundles/${last.id}`)).includes("Biên bản đã ban hành") || !(await officer.page(`/bundles/${last.id}/print`)).text.includes("DỰ THẢO"), "issued");
	equal((await officer.post(`/sheets/${ids[3]}/undo`, {})).status, 409, "so it is not taken back");
	const [one] = await several(1);
	await officer.does(303, `/sheets/${one}/forward`, {});
	const { rows: [own] } = await officer.json("/bundles.json");
	equal([own.sheets, own.state], [1, "confirmed"], "one by itself is counted too");
	equal((await officer.post(`/sheets/${one}/undo`, {})).status, 303, "and may be taken back: nothing was issued");
});

await test("the minutes of one that an officer sent on by itself are a draft, which the page says, until the sheet's next move issues them", async () => {
	const [one] = await several(1);
	await officer.does(303, `/sheets/${one}/forward`, {});
	const { rows: [own] } = await officer.json("/bundles.json"), path = `/bundles/${own.id}`;
	holds(/còn là dự thảo: việc chuyển hoàn tác được đến \d\d\/\d\d\/\d{4} \d\d:\d\d/.test(said(await officer.page(path))), said(await officer.page(path)).slice(0, 1500));
	holds((await officer.page(`${path}/print`)).text.includes("DỰ THẢO"), "a draft");
	await officer.does(303, `/sheets/${one}/accept`, {});
	holds(!said(await officer.page(path)).includes("còn là dự thảo") && !(await officer.page(`${path}/print`)).text.includes("DỰ THẢO"), "issued with the acceptance");
	const [once, again] = [(await officer.page(`${path}.pdf`)).body, (await officer.page(`${path}.pdf`)).body];
	holds(once.equals(again), "the same bytes");
	await officer.does(303, `/sheets/${one}/undo`, {});
	await officer.does(409, `/sheets/${one}/undo`, {});
	await officer.does(303, `/sheets/${one}/return`, { reason: "thử" });
	equal((await bundle(officer, own.id)).state, "confirmed", "it stays as it was issued");
});

await test("in the queue of acceptance what nobody counted is marked, and cannot be chosen", async () => {
	const [one, two] = await several(2), id = await bundleOf([one]);
	await leader.does(303, `/sheets/${two}/forward`, {});
	const { text } = await officer.page("/review?q=" + encodeURIComponent((await officer.sheet(one)).answers.full_name));
	holds(new RegExp(`href="/bundles/${id}">Chờ kiểm đếm<span class="visually-hidden"> bó \\d+/\\d+<`).test(text), "marked");
	holds(!text.includes(`name="ids" value="${one}"`), "not offered");
	await officer.does(303, `/bundles/${id}/confirm`, { count: 1 });
	const counted = (await officer.page("/review?q=" + encodeURIComponent((await officer.sheet(one)).answers.full_name))).text;
	holds(counted.includes(`name="ids" value="${one}"`), "offered once it is counted");
});

await test("verify finds everything as it should be", async () => {
	await world.server.stop();
	must(["verify", "--data", world.server.folder]);
});
await finish();
