/* Minutes: of what was accepted of a member's sheets, of a meeting that accepts, of what stands on sheets; drafts that are counted from the history, issued with a
 * number and fixed, replaced by others, signed by hand. Whose they are for every role and route stands in matrix.mjs, their table in every form in tables.mjs. */
import { randomBytes } from "node:crypto";
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { command, equal, fail, finish, holds, must, newFolder, program, test } from "./harness.mjs";
import { formTo } from "./html.mjs";
import { today, typed } from "./sheets.mjs";
import { bareWorld, stands } from "./worlds.mjs";

const world = await bareWorld(), folder = newFolder();
const [enumerator, other, officer, leader, wide, admin, far] = await Promise.all(["enumerator", "enumerator_2", "officer", "leader", "wide_officer", "admin", "far_officer"]
	.map((name) => world.client(name)));
const [hamlet, second] = await world.hamlets(officer);
const said = (answer) => answer.text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
const token = () => randomBytes(16).toString("hex");
let used = 500;
const sent = (client = enumerator, fields = {}) => client.saves(typed(used++, { area_id: hamlet, ...fields }), "submit");
const member = (await officer.json("/members.json")).rows.find((row) => row.username === "enumerator" || row.name === "enumerator")?.id ?? fail("no member");
const idOf = (location) => Number(/^\/minutes\/(\d+)$/.exec(location)?.[1] ?? fail(`minutes lead to ${location}`));
const make = async (fields) => idOf((await officer.does(303, "/minutes", fields)).location);
const period = { from: today, to: today }, ofMember = { type: "acceptance", enumerator_id: member, ...period };
const minutes = (client, id) => client.json(`/minutes/${id}.json`);
const figures = ({ sheets, passed, returned, waiting }) => [sheets, passed, returned, waiting];

function tool(name, args, input) {
	const path = join(folder, "paper.pdf");
	writeFileSync(path, input);
	const { status, stdout, stderr } = spawnSync(name, args.map((arg) => (arg === "FILE" ? path : arg)), { maxBuffer: 64 << 20 });
	equal(status, 0, `${name}: ${stderr}`);
	return stdout.toString().replace(/\s+/g, " ");
}
const pdf = async (client, id) => tool("pdftotext", ["FILE", "-"], (await client.page(`/minutes/${id}.pdf`)).body);
const verified = () => {
	const data = join(newFolder(), "data");
	mkdirSync(data);
	must(["backup", "--data", world.server.folder, join(data, "mau03.db")]);
	return { data, run: () => command(["verify", "--data", data]) };
};

/* Sets switches of the campaign as its page does. */
const url = /href="(\/admin\/campaigns\/\d+)">TN-1</.exec((await admin.page("/admin/campaigns")).text)[1];
async function sets(ticks) {
	const form = await admin.form(url, url), kept = form.fields.filter(([name]) => !["csrf", "form_token", ...Object.keys(ticks)].includes(name));
	await admin.does(303, url, [...kept, ...Object.entries(ticks).filter(([, on]) => on).map(([name]) => [name, "1"])]);
}

/* ---- acceptance ---- */

const ids = [];
await test("of a member and a period: what was sent, passed, returned by reason, as the history has it; before it is made the page shows the figures", async () => {
	for (let i = 0; i < 4; i++)
		ids.push(await sent());
	await sent(other);
	await officer.does(303, `/sheets/${ids[0]}/accept`, {});
	await officer.does(303, `/sheets/${ids[1]}/return`, { reason: "thiếu chữ ký" });
	await officer.does(303, `/sheets/${ids[2]}/return`, { reason: "sai ngày sinh" });
	await officer.does(303, `/sheets/${ids[2]}/undo`, {});
	const page = await officer.page(`/minutes/new?type=acceptance&enumerator_id=${member}&from=${today}&to=${today}`), form = formTo(page.text, "/minutes");
	holds(/Phiếu 4 Đạt 1 Trả lại 1 Chưa nghiệm thu 2/.test(said(page)), `the figures: ${said(page).slice(0, 600)}`);
	const id = idOf((await officer.does(303, "/minutes", form.fields)).location), told = await minutes(officer, id);
	equal([told.type, told.state, told.number, ...figures(told)], ["acceptance", "draft", null, 4, 1, 1, 2], "the draft");
	equal(told.rows.map((row) => [row.id, row.outcome, row.reason]), [[ids[0], "passed", null], [ids[1], "returned", "thiếu chữ ký"], [ids[2], "waiting", null], [ids[3], "waiting", null]], "its list");
	equal(figures(await minutes(officer, await make({ type: "acceptance", area_id: hamlet, ...period }))), [5, 1, 1, 3], "of the hamlet");
});

await test("what cannot be is refused with a sentence, and nothing is made", async () => {
	const count = async () => (await officer.json("/minutes.json")).total, before = await count();
	for (const [fields, wanted] of [[{ ...ofMember, from: "" }, "kỳ nghiệm thu"], [{ ...ofMember, from: "31/02/2024" }, "không đọc được"], [{ ...ofMember, from: "2024-06-09", to: "2024-06-01" }, "không được trước"],
		[{ ...ofMember, to: "2099-01-01" }, "sau hôm nay"], [{ ...ofMember, from: "2020-01-01", to: "2020-01-02" }, "không có phiếu nào"], [{ type: "acceptance", ...period }, "điều tra viên hoặc thôn"], [{}, "loại biên bản"]])
		holds(said(await officer.does(422, "/minutes", fields)).includes(wanted), wanted);
	await far.does(404, "/minutes", { type: "acceptance", area_id: hamlet, ...period });
	holds(said(await far.does(422, "/minutes", ofMember)).includes("không có phiếu nào"), "another commune's member");
	equal(await count(), before, "minutes");
});

let issued = 0;
await test("issued once, counted again, with a number of the office and year; then nothing changes what it says", async () => {
	const id = issued = await make(ofMember);
	await officer.does(303, `/sheets/${ids[3]}/accept`, {});
	equal(figures(await minutes(officer, id)), [4, 1, 1, 2], "the draft as it was counted");
	const draft = await pdf(officer, id);
	holds(draft.includes("DỰ THẢO") && !draft.includes("Số:"), "a draft");
	equal((await officer.does(303, `/minutes/${id}/issue`, {})).location, `/minutes/${id}`, "leads to it");
	holds(said(await officer.does(409, `/minutes/${id}/issue`, {})).includes("đã ban hành"), "twice");
	const told = await minutes(officer, id), first = await officer.page(`/minutes/${id}.pdf`), text = await pdf(officer, id);
	equal([told.state, told.number, ...figures(told)], ["issued", "01/2024", 4, 2, 1, 1], "issued");
	for (const words of ["Số: 01/BB-UBND", "Điều tra viên: Ông (bà)", "4 phiếu (Bốn phiếu)", "2 phiếu (Hai phiếu)", "thiếu chữ ký", "ĐIỀU TRA VIÊN", "DANH SÁCH PHIẾU NGHIỆM THU", "Mã đối chiếu nhật ký"])
		holds(text.includes(words), `lacks ${words}`);
	await officer.does(303, `/sheets/${ids[2]}/accept`, {});
	equal(figures(await minutes(officer, id)), [4, 2, 1, 1], "what comes later");
	equal(Buffer.compare(first.body, (await officer.page(`/minutes/${id}.pdf`)).body), 0, "same bytes");
	for (const path of [`/minutes/${id}.docx`, `/minutes/${id}/print`])
		await officer.page(path);
});

await test("what stands in issued minutes is not taken back: 409; what does not can be", async () => {
	holds(said(await officer.does(409, `/sheets/${ids[3]}/undo`, {})).includes("biên bản đã ban hành"), "an acceptance that is told");
	await stands(officer, ids[3], "accepted", "accept");
	await officer.does(303, `/sheets/${ids[2]}/undo`, {});
	const many = [await sent(), await sent()], id = await make(ofMember);
	const act = /\/acts\/(\d+)\/undo/.exec((await officer.page((await officer.does(303, "/review/accept", { ids: many })).location)).text)?.[1];
	await officer.does(303, `/minutes/${id}/issue`, {});
	holds(act !== undefined, "an act to take back");
	await officer.does(409, `/acts/${act}/undo`, {});
	await stands(officer, many[0], "accepted", "accept");
});

await test("a mistake: others in its place, which name it; the old stays as it was issued", async () => {
	const before = await officer.page(`/minutes/${issued}.pdf`), id = idOf((await officer.does(303, `/minutes/${issued}/supersede`, period)).location);
	holds(said(await officer.does(409, `/minutes/${issued}/supersede`, {})).includes("đã có dự thảo thay thế"), "twice");
	await officer.does(409, `/minutes/${id}/supersede`, {});
	equal([(await minutes(officer, issued)).state, (await minutes(officer, id)).replaces_id], ["issued", issued], "until it is issued");
	await officer.does(303, `/minutes/${id}/issue`, {});
	equal([(await minutes(officer, issued)).state, (await minutes(officer, issued)).replaced_by_id, (await minutes(officer, id)).number], ["superseded", id, "03/2024"], "after it");
	holds((await pdf(officer, id)).includes("thay thế Biên bản số 01/BB-UBND ngày"), "it names the old");
	equal(Buffer.compare(before.body, (await officer.page(`/minutes/${issued}.pdf`)).body), 0, "the old's bytes");
	await officer.does(409, `/minutes/${issued}/supersede`, {});
});

await test("the copy that was signed: its day, a scan that is one; a draft has none", async () => {
	const draft = await make(ofMember), scan = Buffer.from("%PDF-1.7\n1 0 obj\n%%EOF\n"), path = `/minutes/${issued}/signed`;
	await officer.does(409, `/minutes/${draft}/signed`, { signed_on: today });
	for (const [fields, bytes] of [[{}], [{ signed_on: "31/02/2024" }], [{ signed_on: "2099-01-01" }], [{ signed_on: today }, Buffer.from("<html>no scan at all</html>")], [{ signed_on: today }, Buffer.from("%PDF-1.7\ncut off here")]])
		equal((await officer.upload(path, fields, bytes)).status, 422, JSON.stringify(fields));
	await officer.does(303, path, { signed_on: today });
	equal((await officer.get(`/minutes/${issued}/scan`)).status, 404, "no scan yet");
	equal((await officer.upload(path, { signed_on: today }, scan)).status, 303, "with a scan");
	const kept = await officer.page(`/minutes/${issued}/scan`);
	equal([Buffer.compare(kept.body, scan), kept.headers["content-type"], (await minutes(officer, issued)).signed_on], [0, "application/pdf", today], "as it was sent");
	const photo = Buffer.from([0xff, 0xd8, 0xff, 0xda, 0, 4, 1, 2, 3, 0xff, 0xd9]);
	equal((await officer.upload(path, { signed_on: today }, photo)).status, 303, "a photo");
	equal((await officer.page(`/minutes/${issued}/scan`)).headers["content-type"], "image/jpeg", "its type");
	const large = await officer.upload(path, { signed_on: today }, Buffer.alloc((10 << 20) + 40000, 65));
	equal([large.status, /id="scan"[^>]*aria-invalid="true"[^]*lớn quá 5 MB/.test(large.text)], [413, true], "over the limit, told beside the field");
});

await test("double click makes one; two browsers issue once", async () => {
	const form_token = token(), twice = await Promise.all([1, 2].map(() => officer.post("/minutes", { ...ofMember, form_token })));
	equal(twice.map((one) => one.status), [303, 303], "both lead on");
	equal(twice[0].location, twice[1].location, "to one");
	const id = idOf(twice[0].location), answers = await Promise.all([officer, wide].map((client) => client.post(`/minutes/${id}/issue`, {})));
	equal(answers.map((one) => one.status).sort(), [303, 409], "issued by one");
});

await test("a draft is dropped by who made it: it stays in the register, nothing comes of it, and what it was to replace can be replaced again", async () => {
	const id = await make(ofMember), path = `/minutes/${id}/drop`, before = (await minutes(officer, id)).rows;
	holds(formTo((await officer.page(`/minutes/${id}`)).text, path) !== undefined && formTo((await wide.page(`/minutes/${id}`)).text, path) === undefined, "the button is the maker's");
	holds(said(await wide.does(409, path, {})).includes("chỉ người lập bỏ được"), "another officer");
	await far.does(404, path, {});
	await leader.does(403, path, {});
	const drafts = async () => Number(/<span class="task-count">(\d+)<\/span><span class="task-text"><span class="task-label">biên bản dự thảo/.exec((await officer.page("/")).text)?.[1] ?? 0), waiting = await drafts();
	const form_token = token(), twice = await Promise.all([1, 2].map(() => officer.post(path, { form_token })));
	equal(twice.map((one) => [one.status, one.location]), Array(2).fill([303, `/minutes/${id}`]), "pressed twice");
	equal(await drafts(), waiting - 1, "the first page counts the drafts that wait");
	const told = await minutes(officer, id), page = await officer.page(`/minutes/${id}`);
	equal([told.state, told.rows], ["dropped", before], "as it was");
	holds(/bỏ dự thảo này/.test(said(page)) && formTo(page.text, `/minutes/${id}/issue`) === undefined, "its page");
	for (const [what, fields] of [["drop", {}], ["issue", {}], ["supersede", period], ["signed", { signed_on: today }]])
		holds(said(await officer.does(409, `/minutes/${id}/${what}`, fields)).includes("đã bỏ"), what);
	for (const paper of [`/minutes/${id}.pdf`, `/minutes/${id}/print`])
		await officer.page(paper, 404);
	equal((await officer.json("/minutes.json?state=dropped")).rows.map((row) => row.id), [id], "in the register");
	holds(said(await admin.page("/admin/log")).includes("Bỏ dự thảo biên bản"), "in the history");
	holds(said(await officer.does(409, `/minutes/${issued}/drop`, {})).includes("đã được thay"), "one that was issued");
	const instead = idOf((await officer.does(303, `/minutes/${(await officer.json("/minutes.json?state=issued")).rows[0].id}/supersede`, period)).location), { replaces_id } = await minutes(officer, instead);
	await officer.does(303, `/minutes/${instead}/drop`, {});
	equal((await minutes(officer, replaces_id)).replaced_by_id, 0, "what it was to replace");
	const again = idOf((await officer.does(303, `/minutes/${replaces_id}/supersede`, period)).location);
	await officer.does(303, `/minutes/${again}/issue`, {});
	equal([(await minutes(officer, replaces_id)).state, (await minutes(officer, replaces_id)).replaced_by_id], ["superseded", again], "by another");
});

await test("the member sees those of himself, the leader those of the commune; nobody else's", async () => {
	const own = await enumerator.json("/minutes.json"), all = await officer.json("/minutes.json");
	holds(own.total > 0 && own.rows.every((row) => row.type === "acceptance"), "his own");
	holds(own.total < all.total, "not the hamlet's");
	equal((await leader.json("/minutes.json")).total, all.total, "the leader");
	equal((await other.json("/minutes.json")).total, 0, "another member");
	await other.page(`/minutes/${issued}`, 404);
	await enumerator.page(`/minutes/${issued}`);
	await enumerator.page(`/minutes/${issued}.pdf`);
	await leader.page(`/minutes/${issued}.pdf`);
	await far.page(`/minutes/${issued}`, 404);
	for (const client of [leader, enumerator])
		await client.does(403, `/minutes/${issued}/issue`, {});
	equal((await officer.json("/minutes.json?type=meeting")).total, 0, "by type");
	holds((await officer.json("/minutes.json?state=superseded")).rows.map((row) => row.id).includes(issued), "by state");
});

/* ---- confirmation ---- */

await test("what stands on the sheets of a hamlet or a batch: a list for the Tổ, numbered by itself; not for who sees numbers masked", async () => {
	const id = await make({ type: "confirmation", area_id: hamlet }), told = await minutes(officer, id);
	holds(told.sheets > 4 && told.rows.every((row) => row.outcome === "listed"), "the list");
	await officer.does(303, `/minutes/${id}/issue`, {});
	const text = await pdf(officer, id), sheet = await officer.sheet(ids[0]);
	for (const words of ["Số: 01/BB-TCT", "Xác nhận đối soát", sheet.answers.citizen_id, "ĐẠI DIỆN TỔ CÔNG TÁC", "TỔ CÔNG TÁC PHƯỜNG MỘT"])
		holds(text.includes(words), `lacks ${words}`);
	await leader.page(`/minutes/${id}`);
	for (const path of [`/minutes/${id}.pdf`, `/minutes/${id}.docx`, `/minutes/${id}/print`])
		await leader.page(path, 404);
	const batch = Number((await officer.does(303, "/handovers", { ids: [ids[0], ids[3]] })).location.split("/").pop());
	holds((await officer.page(`/handovers/${batch}`)).text.includes(`href="/minutes/new?type=confirmation&amp;handover_id=${batch}"`), "the way from the batch");
	const ofBatch = await minutes(officer, await make({ type: "confirmation", handover_id: batch }));
	equal(ofBatch.rows.map((row) => row.id), [ids[0], ids[3]], "of a batch");
	holds(!text.includes("XÁC NHẬN CỦA"), "the office does not sign, too, but where it is set");
	const settings = (await admin.form("/admin/settings", "/admin/settings")).fields.filter(([name]) => !["csrf", "form_token"].includes(name));
	await admin.does(303, "/admin/settings", [...settings, ["paper.confirmed", "1"]]);
	for (const path of [`/minutes/${ofBatch.id}`, `/minutes/${await make(ofMember)}`])
		holds((await pdf(officer, path.split("/").pop())).includes("XÁC NHẬN CỦA ỦY BAN NHÂN DÂN PHƯỜNG MỘT"), path);
	holds(!(await pdf(officer, id)).includes("XÁC NHẬN CỦA"), "what was issued before stays so");
	await admin.does(303, "/admin/settings", settings);
});

/* ---- a meeting ---- */

await test("where a meeting accepts, an officer by himself does not: 409 with a sentence, one or many; where it does not, no meeting", async () => {
	const [a, b] = [await sent(), await sent()];
	holds(said(await officer.does(409, "/minutes", { type: "meeting", passed: a })).includes("không qua cuộc họp"), "no meeting yet");
	holds(said(await officer.does(409, "/minutes", { type: "meeting", returned: a, [`reason_${a}`]: "mờ" })).includes("không qua cuộc họp"), "nor one that returns");
	await sets({ meeting_accepts: true });
	holds(said(await officer.does(409, `/sheets/${a}/accept`, {})).includes("Đợt này nghiệm thu tại cuộc họp"), "one");
	holds(said(await officer.does(409, "/review/accept", { ids: [a, b] })).includes("Đợt này nghiệm thu tại cuộc họp"), "many");
	await stands(officer, a, "received", "submit");
	const warned = await sent(enumerator, { full_name: "Nguyễn thị Hoa" }), { text } = await officer.page(`/sheets/${warned}`);
	holds(!text.includes(`/sheets/${warned}/accept`) && text.includes("Đợt này nghiệm thu tại cuộc họp"), "no button, but why");
	const form = formTo(text, `/sheets/${warned}/confirm`), { id } = (await officer.json(`/sheets/${warned}.json`)).findings.find((finding) => finding.severity === "W");
	await officer.does(303, form.action, { ...Object.fromEntries(form.fields), [`confirm_finding_${id}`]: "giấy tờ ghi như vậy" });
	equal((await officer.json(`/sheets/${warned}.json`)).findings.filter((finding) => finding.confirmed === null), [], "before the meeting its warnings are confirmed");
	await officer.does(303, `/sheets/${warned}/cancel`, { reason: "phiếu thử" });
	const queue = (await officer.page("/review")).text;
	holds(queue.includes('href="/minutes/new?type=meeting"') && !queue.includes("Nghiệm thu các phiếu đã chọn") && !queue.includes('href="/review/accept'), "the queue leads to the meeting");
});

const meeting = { type: "meeting", held_on: today, begun: "8 giờ 30", ended: "10 giờ", place: "Nhà văn hóa Tổ 1", chair: "Trần Văn Chủ", secretary: "Lê Thị Ký", present: [member], conclusion: "Nhất trí" };
await test("a meeting accepts and returns in one transaction; what passed goes in a bundle to the officer, and in a batch only when it is counted", async () => {
	const [a, b, c, d] = [await sent(), await sent(), await sent(), await sent()];
	const page = await officer.page("/minutes/new?type=meeting");
	for (const id of [a, b, c, d])
		holds(page.text.includes(`name="passed" value="${id}"`), `${id} is listed`);
	const id = await make({ ...meeting, passed: [a, b], returned: c, [`reason_${c}`]: "thiếu trang hai" }), told = await minutes(officer, id);
	equal([told.type, told.state, ...figures(told), told.chair], ["meeting", "draft", 3, 2, 1, 0, "Trần Văn Chủ"], "the draft");
	await stands(officer, a, "accepted", "accept");
	equal((await stands(officer, c, "returned", "return")).history.at(-1).reason, "thiếu trang hai", "with its reason");
	await stands(officer, d, "received", "submit");
	holds(said(await officer.does(409, "/handovers", { ids: [a] })).includes("chưa được công chức kiểm đếm"), "no batch yet");
	const offered = async (path) => {
		const { text } = await officer.page(path);
		return [a, b].filter((one) => text.includes(`"/sheets/${one}"`));
	};
	equal([await offered("/handovers/new"), await offered("/handovers")], [[], []], "nor is one offered");
	const bundle = `/bundles/${told.bundle_id}`;
	equal((await officer.json(`${bundle}.json`)).rows.map((row) => row.id), [a, b], "the bundle");
	const counts = await officer.page(bundle);
	holds(counts.text.includes(`href="/minutes/${id}"`) && said(counts).includes("Tổ công tác, TN-1"), "of whom, and by which meeting");
	await officer.does(303, `${bundle}/confirm`, { count: 1, missing: b });
	await stands(officer, b, "accepted", "missing");
	await officer.does(409, "/handovers", { ids: [b] });
	equal(await offered("/handovers/new"), [a], "what was counted is offered, what is missing is not");
	await officer.does(303, "/handovers", { ids: [a] });
	holds(said(await officer.does(409, `/minutes/${id}/drop`, {})).includes("nghiệm thu, trả lại 3 phiếu"), "it is not dropped while it judged them");
	await officer.does(303, `/minutes/${id}/said`, { ...meeting, secretary: "Lê Thị Ký Mới" });
	await officer.does(303, `/minutes/${id}/issue`, {});
	await officer.does(409, `/minutes/${id}/said`, meeting);
	const text = await pdf(officer, id);
	for (const words of ["Số: 02/BB-TCT", "Họp nghiệm thu", "Thời gian bắt đầu: 8 giờ 30, ngày", "Nhà văn hóa Tổ 1", "Trần Văn Chủ", "Lê Thị Ký Mới", "THƯ KÝ", "CHỦ TỌA", "đạt 2 phiếu (Hai phiếu); trả lại 1 phiếu (Một phiếu)", "Phụ lục II", "thiếu trang hai", "Nơi nhận"])
		holds(text.includes(words), `lacks ${words}`);
	await officer.does(409, `/sheets/${c}/undo`, {});
	const instead = idOf((await officer.does(303, `/minutes/${id}/supersede`, { conclusion: "Thống nhất" })).location), copied = await minutes(officer, instead);
	equal([copied.conclusion, copied.chair, ...figures(copied)], ["Thống nhất", "Trần Văn Chủ", 3, 2, 1, 0], "the same sheets");
});

await test("who was present is a member whom the officer sees, offered once though he works in two communes; a stranger's name is not found out", async () => {
	const [a] = [await sent()], page = await wide.page("/minutes/new?type=meeting"), offered = [...page.text.matchAll(/name="present" value="(\d+)"/g)].map(([, id]) => Number(id));
	holds(offered.length > 1 && new Set(offered).size === offered.length, `each once: ${offered}`);
	const stranger = (await far.json("/members.json")).rows.find((row) => row.username === "far_enumerator").id;
	for (const present of [stranger, 99999999])
		await officer.does(404, "/minutes", { ...meeting, passed: [a], present });
	await stands(officer, a, "received", "submit");
	const id = await make({ ...meeting, passed: [a] });
	await officer.does(404, `/minutes/${id}/said`, { ...meeting, present: [member, stranger], place: "Nơi khác" });
	equal((await minutes(officer, id)).place, meeting.place, "nothing changed");
	await wide.does(303, `/minutes/${id}/said`, { ...meeting, present: [member, stranger] });
	const old = Object.fromEntries(formTo((await wide.page(`/minutes/${id}`)).text, `/minutes/${id}/issue`).fields);
	await officer.does(303, `/sheets/${a}/undo`, {});
	holds(said(await wide.does(409, `/minutes/${id}/issue`, old)).includes("đã được sửa ở nơi khác"), "what was taken back since is not issued unseen");
	await officer.does(303, `/minutes/${id}/drop`, {});
});

await test("two browsers on one meeting: the second is told, keeps what was typed, and issues nothing unseen; on the same sheets one meeting is held; one replaces it", async () => {
	const [a, b] = [await sent(), await sent()], held = await Promise.all([officer, wide].map((client) => client.post("/minutes", { ...meeting, passed: [a, b] })));
	equal(held.map((one) => one.status).sort(), [303, 409], "held once");
	const id = idOf(held.find((one) => one.status === 303).location), path = `/minutes/${id}`;
	const shown = async (client, action) => Object.fromEntries(formTo((await client.page(path)).text, `${path}/${action}`).fields);
	const [mine, theirs, issues] = [await shown(officer, "said"), await shown(wide, "said"), await shown(wide, "issue")];
	await officer.does(303, `${path}/said`, { ...mine, present: member, chair: "Người Thứ Nhất" });
	const late = await wide.does(409, `${path}/said`, { ...theirs, present: member, chair: "Người Thứ Hai" });
	holds(said(late).includes("đã được sửa ở nơi khác") && late.text.includes('value="Người Thứ Hai"') && /checked/.test(late.text), "what it says");
	equal((await minutes(officer, id)).chair, "Người Thứ Nhất", "what stands");
	holds(said(await wide.does(409, `${path}/issue`, issues)).includes("đã được sửa ở nơi khác"), "nor is it issued unseen");
	await wide.does(303, `${path}/said`, { ...Object.fromEntries(formTo(late.text, `${path}/said`).fields), present: member });
	equal((await minutes(officer, id)).chair, "Người Thứ Hai", "once more");
	const wrong = await officer.does(422, `${path}/said`, { ...mine, form_token: token(), row_version: "", held_on: "2099-01-01", place: "Chỗ Vừa Gõ" });
	holds(wrong.text.includes('value="Chỗ Vừa Gõ"'), "what was refused stands in its input");
	await officer.does(400, `${path}/said`, { row_version: "x" });
	await wide.does(303, `${path}/issue`, await shown(wide, "issue"));
	const others = await Promise.all([officer, wide].map((client) => client.post(`${path}/supersede`, {})));
	equal(others.map((one) => one.status).sort(), [303, 409], "replaced once");
});

await test("all or none: what hinders each sheet is told beside it, and nothing changes", async () => {
	const good = await sent(), open = await sent(enumerator, { full_name: "PHẠM" }), gone = await sent();
	await officer.does(303, `/sheets/${gone}/return`, { reason: "sai" });
	const before = (await officer.json("/minutes.json")).total;
	const refused = await officer.does(409, "/minutes", { ...meeting, passed: [good, open, gone] });
	holds(said(refused).includes("2 phiếu chưa đủ điều kiện") && said(refused).includes("PHẠM"), said(refused).slice(0, 500));
	const no = await officer.does(422, "/minutes", { ...meeting, passed: [good], returned: [open] });
	holds(said(no).includes("lý do"), "a return without a reason");
	await officer.does(422, "/minutes", { ...meeting, passed: [good], returned: [good], [`reason_${good}`]: "x" });
	await officer.does(422, "/minutes", meeting);
	await officer.does(404, "/minutes", { ...meeting, passed: [good, 99999999] });
	await officer.does(400, "/minutes", { ...meeting, passed: "mọi phiếu" });
	for (const [id, state] of [[good, "received"], [open, "received"], [gone, "returned"]])
		await stands(officer, id, state);
	equal((await officer.json("/minutes.json")).total, before, "minutes");
});

await test("four eyes are not asked of a meeting; what a meeting did and is taken back leaves its draft and bundle", async () => {
	await sets({ four_eyes: true, four_eyes_confirmed: true });
	const a = await officer.saves(typed(used++, { area_id: hamlet }), "submit"), b = await sent();
	const id = await make({ ...meeting, passed: [a], returned: [b], [`reason_${b}`]: "mờ" });
	await officer.does(303, `/sheets/${a}/undo`, {});
	await stands(officer, a, "received", "undo");
	equal(figures(await minutes(officer, id)), [1, 0, 1, 0], "the draft");
	equal((await officer.json(`/bundles/${(await minutes(officer, id)).bundle_id}.json`)).sheets, 0, "the bundle");
	await officer.does(303, `/sheets/${b}/undo`, {});
	holds(said(await officer.does(409, `/minutes/${id}/issue`, {})).includes("không có phiếu nào"), "nothing to issue");
	await officer.does(303, `/minutes/${id}/drop`, {});
	await sets({ four_eyes: false });
});

await test("a meeting of many is one transaction", async () => {
	const many = [];
	for (let i = 0; i < 55; i++)
		many.push(await sent(enumerator, { area_id: i % 2 ? hamlet : second }));
	const id = await make({ ...meeting, passed: many });
	equal((await minutes(officer, id)).passed, 55, "passed");
	await sets({ meeting_accepts: false });
	const later = await sent();
	await officer.does(303, `/sheets/${later}/accept`, {});
	const { text } = await officer.page("/handovers"), home = said(await officer.page("/"));
	holds(text.includes(`"/sheets/${later}"`) && !many.some((one) => text.includes(`"/sheets/${one}"`)), "what comes behind all that wait to be counted is offered for a batch");
	const { total } = await officer.json("/sheets.json?state=accepted"), waiting = Number(/(\d+) phiếu đã nghiệm thu, chưa bàn giao/.exec(home)?.[1]);
	holds(waiting > 0 && waiting <= total - 55, `the first page counts none of them: ${waiting} of ${total}`);
});

await test("forms with numbers are printed for a hamlet and a member of any commune of the officer, with the head of the hamlet's", async () => {
	const page = await wide.page("/forms/mau-03/numbered"), place = /<option value="(\d+)"[^>]*>[^<]*Thôn 1</.exec(page.text)[1];
	const stranger = (await far.json("/members.json")).rows.find((row) => row.username === "far_enumerator").id;
	holds(page.text.includes(`<option value="${stranger}">`) && page.text.includes(`<option value="${member}">`), "members of both");
	const text = tool("pdftotext", ["FILE", "-"], (await wide.page(`/forms/mau-03/numbered.pdf?from=1&count=1&area=${place}&enumerator_id=${stranger}`)).body);
	holds(text.includes("Xã Hai") && !text.includes("Phường Một"), `the head: ${text.slice(0, 300)}`);
	equal((await officer.get(`/forms/mau-03/numbered.pdf?from=1&count=1&area=${place}`)).status, 404, "who has only the other has none of it");
});

await test("the command writes the issued file; verify holds, and tells what does not", async () => {
	const { data, run } = verified(), sheet = await officer.page(`/minutes/${issued}.pdf`);
	equal(Buffer.compare(spawnSync(program, ["paper", "minutes", String(issued), "--data", data], { maxBuffer: 64 << 20 }).stdout, sheet.body), 0, "the file");
	equal(run().status, 0, "verify");
	const change = (sql) => equal(spawnSync("sqlite3", [join(data, "mau03.db"), sql]).status, 0, sql);
	for (const [sql, back] of [["UPDATE minutes SET passed = passed + 1 WHERE id = 1", "UPDATE minutes SET passed = passed - 1 WHERE id = 1"],
		[`UPDATE minutes_sheet SET outcome = 'passed' WHERE minutes_id = ${issued} AND outcome = 'returned'; UPDATE minutes SET passed = passed + 1, returned = returned - 1 WHERE id = ${issued}`,
			`UPDATE minutes_sheet SET outcome = 'returned' WHERE minutes_id = ${issued} AND reason IS NOT NULL; UPDATE minutes SET passed = passed - 1, returned = returned + 1 WHERE id = ${issued}`],
		[`UPDATE paper SET superseded_by = NULL WHERE kind = 'minutes' AND subject_id = ${issued}`, `UPDATE paper SET superseded_by = (SELECT p.id FROM paper p JOIN minutes m ON m.id = p.subject_id AND p.kind = 'minutes' WHERE m.replaces_id = ${issued}) WHERE kind = 'minutes' AND subject_id = ${issued}`]]) {
		change(sql);
		const { status, stderr } = run();
		holds(status === 1 && /minutes \d+/.test(stderr), `verify after ${sql}: ${status} ${stderr}`);
		change(back);
	}
	equal(run().status, 0, "verify again");
});

await finish(world.server);
