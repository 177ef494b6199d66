/* The Tổ of a commune: its decision, its members with and without an account, what each is to bring. */
import { equal, finish, holds, test } from "./harness.mjs";
import { forms, options, values } from "./html.mjs";
import { typed } from "./sheets.mjs";
import { demoWorld } from "./worlds.mjs";

const world = await demoWorld(), officer = await world.client("officer"), far = await world.client("officer2");
const [hamlet, other] = await world.hamlets(officer);
let used = 500;
const fresh = (more = {}) => typed(used++, { area_id: hamlet, ...more });
const rows = async (client, query = "") => (await client.json(`/members.json${query}`)).rows;
const named = async (client, name) => (await rows(client)).find((row) => row.full_name.startsWith(name));
const errors = (text) => [...text.matchAll(/<li><a href="#([^"]+)">/g)].map(([, id]) => id);

/* What the form of a member holds, with other values. */
async function refill(client, id, more) {
	const form = await client.form(`/members/${id}`, `/members/${id}`);
	const kept = form.fields.filter(([name]) => !(name in more));
	return client.post(`/members/${id}`, [...kept, ...Object.entries(more).flatMap(([name, value]) => [value].flat().map((one) => [name, one]))]);
}

await test("whoever may write is a member, others need no account", async () => {
	const all = await rows(officer);
	holds(all.some((row) => row.username === "enumerator") && all.some((row) => row.username === "officer"), "those with an account");
	const stranger = all.find((row) => row.full_name === "Đỗ Minh Khôi");
	equal([stranger.username ?? null, stranger.body, stranger.areas, stranger.state], [null, "Đoàn Thanh niên phường", ["2235101"], "active"], "one without");
	equal((await rows(officer, "?state=ended")).map((row) => row.full_name), ["Võ Thị Lệ Quyên"], "who has ended");
	holds((await rows(far)).every((row) => !all.some((one) => one.id === row.id)), "another commune has others");
});

let added;
await test("an officer adds one, who is chosen for a sheet and stands on it", async () => {
	const fields = { full_name: "Tạ Đình Phong", body: "Hội Nông dân phường", areas: [hamlet, other], phone: "0905 000 777", trained_on: "2/6/2024", active_from: "03/06/2024" };
	equal((await officer.does(303, "/members", fields)).location, "/members", "leads to the list");
	added = await named(officer, "Tạ Đình Phong");
	equal([added.body, added.phone, added.trained_on, added.active_from, added.areas.length], ["Hội Nông dân phường", "0905 000 777", "2024-06-02", "2024-06-03", 2], "stored");
	holds(options((await officer.page("/sheets/new")).text, "enumerator_id").some(([value, label]) => Number(value) === added.id && label.trim() === "Tạ Đình Phong"), "offered in the form");
	const id = await officer.saves(fresh({ enumerator_id: added.id }), "submit");
	const list = await officer.json(`/sheets.json?enumerator=${added.id}`);
	equal([list.rows.map((row) => row.id), list.rows[0].enumerator], [[id], "Tạ Đình Phong"], "found by him");
	holds((await officer.page(`/sheets/${id}`)).text.includes("Tạ Đình Phong"), "named on its page");
	holds((await officer.get("/sheets.csv")).text.includes("Tạ Đình Phong"), "and in files");
	const figures = (await officer.json("/members/assignments.json")).rows.find((row) => row.id === added.id);
	equal(figures.sent, 1, "counted for him");
	holds((await officer.json("/reports/quality.json?area=" + (await officer.json("/reports/progress.json")).area.id)).enumerators.some((row) => row.enumerator_id === added.id), "in the figures of quality");
});

await test("what is wrong stands beside the input, and what was typed stays", async () => {
	const answer = await officer.does(422, "/members", { full_name: "", phone: "gọi sau", trained_on: "31/02/2024", active_from: "02/06/2024", active_to: "01/06/2024",
		id_number: "12345", account: "??", body: "Đoàn <b>xã</b>" });
	equal(errors(answer.text), ["full_name", "phone", "trained_on", "active_to", "id_number", "account"].map((name) => `member-${name}`), "blamed");
	const form = forms(answer.text).find((one) => one.action === "/members");
	equal([values(form, "phone"), values(form, "body")], [["gọi sau"], ["Đoàn <b>xã</b>"]], "kept");
	const nowhere = await officer.does(422, "/members", { full_name: "Không Địa Bàn" });
	equal(errors(nowhere.text), ["member-areas"], "no area");
	equal(errors((await officer.does(422, "/members", { full_name: "Ngoài Địa Bàn", areas: (await world.hamlets(far))[0] })).text), ["member-areas"], "a foreign one is none");
	equal(await named(officer, "Ngoài"), undefined, "nothing is stored");
});

await test("another of the name is told, and told apart once he is meant", async () => {
	const fields = { full_name: "tạ đình phong", areas: hamlet, body: "Công an khu vực" }, answer = await officer.does(422, "/members", fields);
	equal(errors(answer.text), ["member-full_name"], "blamed");
	holds(answer.text.includes("Hội Nông dân phường") && answer.text.includes('name="meant"'), "with who it is, and a box");
	await officer.does(303, "/members", { ...fields, full_name: "Tạ Đình Phong", meant: "1" });
	const two = (await rows(officer)).filter((row) => row.full_name.startsWith("Tạ Đình Phong")).map((row) => row.full_name);
	equal([two.length, new Set(two).size], [2, 2], "two of the name");
	holds(two.some((name) => name.includes("Công an khu vực")), "by what they come from");
	const again = await officer.does(303, "/members", { full_name: "Lưu Văn Đôi", areas: hamlet, form_token: "0123456789abcdef0123456789abcdef" });
	equal([again.status, (await officer.post("/members", { full_name: "Lưu Văn Đôi", areas: hamlet, form_token: "0123456789abcdef0123456789abcdef" })).status], [303, 303], "posted twice");
	equal((await rows(officer)).filter((row) => row.full_name === "Lưu Văn Đôi").length, 1, "makes one");
});

await test("who ends is offered for sheets of his days, and stays on those he has", async () => {
	equal((await refill(officer, added.id, { active_to: "09/06/2024" })).status, 303, "ended");
	equal((await named(officer, "Tạ Đình Phong (")).state ?? "ended", "ended", "state");
	holds(options((await officer.page("/sheets/new")).text, "enumerator_id").some(([value]) => Number(value) === added.id), "in a campaign that had begun");
	equal((await refill(officer, added.id, { active_from: "", active_to: "31/05/2023" })).status, 303, "ended before the campaign");
	holds(!options((await officer.page("/sheets/new")).text, "enumerator_id").some(([value]) => Number(value) === added.id), "not offered");
	await officer.does(422, "/sheets", fresh({ enumerator_id: added.id }));
	equal((await officer.json(`/sheets.json?enumerator=${added.id}`)).total, 1, "his sheet stays his");
	equal((await refill(officer, added.id, { active_to: "" })).status, 303, "back");
});

await test("what stands for payment is the officer's alone, and nobody else is told the phone above the commune", async () => {
	equal((await refill(officer, added.id, { id_number: "056 085 004 321", bank: "Ngân hàng Nông nghiệp", account: "4711 0815 99" })).status, 303, "stored");
	const page = (await officer.page(`/members/${added.id}`)).text;
	for (const secret of ["056085004321", "Ngân hàng Nông nghiệp", "4711 0815 99"])
		holds(page.includes(secret), `the officer reads ${secret}`);
	for (const name of ["leader", "hamlet_leader", "district", "province"]) {
		const client = await world.client(name), texts = await Promise.all([`/members/${added.id}`, "/members", "/members.csv", "/members.json", "/members?print=1"].map(async (path) => (await client.get(path)).text));
		for (const secret of ["056085004321", "Nông nghiệp", "4711 0815"])
			holds(texts.every((text) => !text.includes(secret)), `${name} does not read ${secret}`);
		equal(texts.some((text) => text.includes("0905 000 777")), ["leader", "hamlet_leader"].includes(name), `the phone for ${name}`);
		holds(texts[0].includes("Hội Nông dân phường"), `${name} reads who he is`);
		equal(forms(texts[0]).filter((form) => form.action.startsWith("/members")).length, 0, `no form for ${name}`);
	}
	const log = (await (await world.client("admin")).get("/admin/log.csv")).text;
	holds(!log.includes("056085004321") && !log.includes("4711 0815"), "not in the log");
	holds(log.includes("member.add") || log.includes("Thêm thành viên Tổ"), "but that he was added");
});

await test("views of the list and of a member are noted", async () => {
	const admin = await world.client("admin"), seen = (await admin.get("/admin/log?kind=views&actor=leader")).text;
	holds(seen.includes("Thông tin thành viên Tổ") && seen.includes("Tổ công tác"), "in the log of views");
	holds(!/Thông tin thành viên Tổ: \d+ phiếu/.test(seen), "without sheets");
});

await test("a target with its day is given, changed, taken back; what is late is told", async () => {
	const [, [campaign]] = options((await officer.page(`/members/${added.id}`)).text, "campaign");
	const path = `/members/${added.id}/target`, row = async () => (await officer.json("/members/assignments.json")).rows.find((one) => one.id === added.id);
	await officer.does(303, path, { campaign, sheets: "3", due_on: "05/06/2024" });
	equal([(await row()).target, (await row()).due_on, (await row()).sent, (await row()).left, (await row()).late], [3, "2024-06-05", 1, 2, 5], "given");
	await officer.does(303, path, { campaign, sheets: "1", due_on: "05/06/2024" });
	equal([(await row()).left, (await row()).late], [0, 0], "nothing is left, so nothing is late");
	holds((await officer.page("/members/assignments?print=1")).text.includes("Tạ Đình Phong"), "the paper");
	equal(errors((await officer.does(422, path, { campaign: "999", sheets: "x" })).text), ["target-campaign", "target-sheets"], "wrong");
	await officer.does(303, path, { campaign, sheets: "" });
	equal([(await row()).target, (await row()).left ?? null], [0, null], "taken back");
});

await test("the decision stands over the list and on its paper", async () => {
	const form = await officer.form("/members/team", "/members/team?area=" + (await officer.json("/reports/progress.json")).area.id);
	equal(values(form, "decision_no"), ["118/QĐ-UBND"], "as stored");
	await officer.does(303, form.action, { name: "Tổ công tác phường", decision_no: "9/QĐ-UBND", decided_on: "01/06/2024", keeper: added.id });
	const page = (await officer.page("/members")).text;
	for (const text of ["Tổ công tác phường", "9/QĐ-UBND", "01/06/2024", "giữ phiếu: Tạ Đình Phong"])
		holds(page.includes(text), text);
	holds((await officer.page("/members?print=1")).text.includes("Danh sách thành viên Tổ công tác phường (kèm theo Quyết định số 9/QĐ-UBND ngày 01/06/2024)"), "the paper");
	const paper = form.action.replace("?area=", "/");
	for (const text of ["DANH SÁCH THÀNH VIÊN", "Tổ công tác phường", "Quyết định số 9/QĐ-UBND ngày 01 tháng 6 năm 2024", "Giữ phiếu", "GIAO CHỈ TIÊU, THỜI GIAN HOÀN THÀNH", "Đỗ Minh Khôi"])
		holds((await officer.page(paper)).text.includes(text), `the paper says ${text}`);
	holds(!(await officer.page(paper)).text.includes("Võ Thị Lệ Quyên"), "who has ended is not on it");
	for (const [suffix, sign] of [["pdf", "%PDF"], ["docx", "PK"]]) {
		const [one, two] = [await officer.get(`${paper}.${suffix}`), await officer.get(`${paper}.${suffix}`)];
		holds(one.status === 200 && one.body.subarray(0, sign.length).toString() === sign && one.body.equals(two.body), `${suffix}: ${one.status}`);
	}
	equal((await far.get(paper)).status, 404, "another commune's paper");
	equal(errors((await officer.does(422, form.action, { name: "", keeper: "999999" })).text), ["team-name", "team-keeper"], "wrong");
	equal((await far.get(form.action)).status, 404, "another commune's");
	equal((await far.post(form.action, { name: "x" })).status, 404, "nor written");
});

await test("an account is somebody's who was a member before: the member made with it gives way, unless something stands under him", async () => {
	await officer.does(303, "/members", { full_name: "Bế Thị Linh", areas: hamlet });
	const before = await named(officer, "Bế Thị Linh");
	equal(errors((await refill(officer, before.id, { username: "khongco" })).text), ["member-username"], "no such account");
	equal(errors((await refill(officer, before.id, { username: "officer2" })).text), ["member-username"], "another commune's");
	equal(errors((await refill(officer, before.id, { username: "leader" })).text), ["member-username"], "who writes no sheets");
	equal((await (await world.client("leader")).json("/members.json")).rows.filter((row) => row.username), [], "by what names they log in is not a leader's to know");
	equal(errors((await refill(officer, before.id, { username: "enumerator" })).text), ["member-username"], "somebody's who has sheets");
	const admin = await world.client("admin");
	await admin.does(200, "/admin/users", { username: "linh.bt", full_name: "Bế Thị Mỹ Linh", role: "enumerator", areas: "22351" });
	holds(await named(officer, "Bế Thị Mỹ Linh"), "a member was made with the account");
	equal((await refill(officer, before.id, { username: "linh.bt" })).status, 303, "linked");
	const all = (await rows(officer)).filter((row) => row.full_name.startsWith("Bế Thị"));
	equal(all.map((row) => [row.id, row.full_name, row.username]), [[before.id, "Bế Thị Mỹ Linh", "linh.bt"]], "one human, called as the account");
	holds(!(await officer.page(`/members/${before.id}`)).text.includes('name="full_name"'), "whose name is the account's");
	equal((await refill(officer, before.id, { body: "Đoàn Thanh niên" })).status, 303, "the rest is changed");
});

await test("an account linked to the wrong member is taken from him; whoever has it is a member of his own", async () => {
	const linked = (await rows(officer)).find((row) => row.username === "linh.bt"), path = `/members/${linked.id}/unlink`, born = (await rows(officer)).find((row) => row.username === "enumerator");
	const id = await officer.saves(fresh({ enumerator_id: linked.id }), "submit");
	const [form, second] = [await officer.form(`/members/${linked.id}`, path), await officer.form(`/members/${linked.id}`, path)];
	equal(values(form, "own_name"), ["Bế Thị Linh"], "called as before");
	equal(errors((await officer.does(422, path, form.fields)).text), ["unlink-reason"], "it wants a reason");
	const fields = [...form.fields.filter(([name]) => name !== "reason"), ["reason", "gắn nhầm người cùng họ"]];
	equal([(await officer.post(path, fields)).status, (await officer.post(path, fields)).status], [303, 303], "a double click");
	equal((await officer.post(path, [...second.fields.filter(([name]) => name !== "reason"), ["reason", "lần nữa"]])).status, 409, "a second browser");
	const all = (await rows(officer)).filter((row) => row.full_name.startsWith("Bế Thị"));
	equal(all.map((row) => [row.full_name, row.username ?? null, row.id === linked.id]), [["Bế Thị Linh", null, true], ["Bế Thị Mỹ Linh", "linh.bt", false]], "two members");
	equal((await officer.json(`/sheets.json?enumerator=${linked.id}`)).rows.map((row) => row.id), [id], "the sheet stays with the member");
	holds(!(await officer.page(`/members/${linked.id}`)).text.includes(path), "there is nothing more to undo");
	equal((await officer.post(`/members/${born.id}/unlink`, { own_name: "x", reason: "y" })).status, 409, "nor with who came with his account");
	const log = (await (await world.client("admin")).page("/admin/log")).text;
	for (const text of ["Tách tài khoản gắn nhầm", "linh.bt", "gắn nhầm người cùng họ"])
		holds(log.includes(text), `the history tells ${text}`);
});

await test("a member of another commune is unknown, to read and to write", async () => {
	for (const path of [`/members/${added.id}`])
		equal((await far.get(path)).status, 404, path);
	for (const path of [`/members/${added.id}`, `/members/${added.id}/target`, `/members/${added.id}/unlink`])
		equal((await far.post(path, { full_name: "x" })).status, 404, path);
	equal((await officer.get(`/members?area=${(await world.hamlets(far))[0]}`)).status, 200, "a foreign filter");
	equal((await rows(officer, `?area=${(await world.hamlets(far))[0]}`)).length, 0, "finds nobody");
	holds((await rows(officer, `?area=${hamlet}`)).every((row) => row.areas.some((code) => ["2235101", "22351"].includes(code))), "a hamlet's, and who works everywhere");
});

await test("the second of two browsers is told what is stored now, and keeps what was typed", async () => {
	const page = `/members/${added.id}`, set = (form, more) => [...form.fields.filter(([name]) => !(name in more)), ...Object.entries(more)];
	const [first, second, target] = [await officer.form(page, page), await officer.form(page, page), await officer.form(page, `${page}/target`)];
	equal((await officer.post(page, set(first, { phone: "0905 111 222" }))).status, 303, "the first");
	const refused = await officer.does(409, page, set(second, { phone: "0905 333 444", bank: "Ngân hàng Chính sách" })), again = forms(refused.text).find((form) => form.action === page);
	equal(errors(refused.text), ["member", "member-phone", "member-bank"], "the second: the form, and the inputs that differ");
	holds(refused.text.includes("Bản đang lưu: 0905 111 222"), "with what is stored");
	equal([values(again, "phone"), values(again, "bank")], [["0905 333 444"], ["Ngân hàng Chính sách"]], "what was typed is kept");
	holds((await officer.page(page)).text.includes("0905 111 222"), "and nothing is written");
	const [campaign] = options(refused.text, "campaign").map(([value]) => value).filter(Boolean);
	const late = await officer.does(409, `${page}/target`, set(target, { campaign, sheets: "44" }));
	equal(values(forms(late.text).find((form) => form.action === `${page}/target`), "sheets"), ["44"], "a target likewise");
	const wrong = await officer.does(422, page, set(second, { phone: "x" }));
	equal((await officer.post(page, set(forms(wrong.text).find((form) => form.action === page), { phone: "0905 555 666" }))).status, 409, "an input mended is as old as before");
	equal((await officer.post(page, again.fields)).status, 303, "meant, having seen it");
	holds((await officer.page(page)).text.includes("0905 333 444"), "it is written");
	await officer.does(409, page, set(first, { phone: "0905 777 888" }));
	await officer.does(409, page, set(again, { phone: "0905 777 888", row_version: "x" }));
});

await test("so it is with the decision", async () => {
	const path = "/members/team?area=" + (await officer.json("/reports/progress.json")).area.id, set = (form, more) => [...form.fields.filter(([name]) => !(name in more)), ...Object.entries(more)];
	const [first, second] = [await officer.form("/members/team", path), await officer.form("/members/team", path)];
	equal((await officer.post(path, set(first, { decision_no: "10/QĐ-UBND" }))).status, 303, "the first");
	const refused = await officer.does(409, path, set(second, { name: "Tổ công tác số 2", keeper: "" }));
	equal(errors(refused.text), ["team", "team-name", "team-decision_no", "team-keeper"], "the second");
	for (const text of ["Bản đang lưu: Tổ công tác phường", "Bản đang lưu: 10/QĐ-UBND", "Bản đang lưu: Tạ Đình Phong"])
		holds(refused.text.includes(text), text);
	equal((await officer.post(path, forms(refused.text).find((form) => form.action === path).fields)).status, 303, "meant");
});

await finish(world.server);
