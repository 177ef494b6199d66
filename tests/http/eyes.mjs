/* Four eyes: who typed a sheet, interviewed for it, or corrected it since it was sent does not accept it, and is told why and who may; and
 * what accepting many at once leaves out, each with its own cause. */
import { equal, finish, holds, test } from "./harness.mjs";
import { decode, forms, formTo, options, values } from "./html.mjs";
import { typed } from "./sheets.mjs";
import { bareWorld, stands } from "./worlds.mjs";

const world = await bareWorld(), writer = await world.client("far_enumerator");
const one = await world.client("far_officer"), two = await world.client("far_officer_2"), wide = await world.client("wide_officer");
const [hamlet] = await world.hamlets(writer), fresh = (i, changes = {}) => typed(i, { area_id: hamlet, ...changes });
const odd = (i) => ({ citizen_id: `${typed(i).citizen_id.slice(0, 4)}61${typed(i).citizen_id.slice(6)}` }); /* of another year of birth */
const text = (html) => decode(html.replace(/<(script|style).*?<\/\1>/gs, "").replace(/<[^>]*>/g, " ")).replace(/\s+/g, " ");
const part = (html, mark) => text(html.slice(html.search(mark)).split(/<\/(?:div|section)>/)[0]);
const accept = (id) => `/sheets/${id}/accept`;

/* A sheet that an officer has sent went past the hamlet already. */
async function forward(client, id) {
	if ((await client.sheet(id)).state === "with_hamlet")
		await client.does(303, `/sheets/${id}/forward`, {});
}

/* A sheet that waits for acceptance, typed and sent by that client. */
async function received(by, fields) {
	const id = await by.saves(fields, "submit");
	await forward(two, id);
	return id;
}

/* Barred from accepting it: what the refusal says, and the page of the sheet says the same in place of the button. */
async function barred(client, id, words) {
	const before = await client.sheet(id), refused = await client.does(422, accept(id), {}), page = await client.page(`/sheets/${id}`);
	for (const word of words) {
		holds(part(refused.text, /id="error-summary"/).includes(word), `the refusal says ${part(refused.text, /id="error-summary"/)}, not ${word}`);
		holds(part(page.text, /id="moves-heading"/).includes(word), `the page says ${part(page.text, /id="moves-heading"/)}, not ${word}`);
	}
	equal(formTo(page.text, accept(id)), undefined, "a form to accept");
	holds(!before.actions.includes("accept"), "the action is offered");
	equal((await client.sheet(id)).row_version, before.row_version, "nothing changed");
}

const correction = async (client, id, changes) => {
	const form = forms((await client.page(`/sheets/${id}/edit`)).text).find((f) => f.id === "sheet-form");
	const fields = form.fields.filter(([name]) => !(name in changes) && name !== "reason" && name !== "form_token");
	return client.does(303, `/sheets/${id}/correct`, [...fields, ...Object.entries(changes), ["reason", "gõ nhầm"]]);
};

await test("who typed a sheet does not accept it, and is told who may", async () => {
	const id = await received(one, fresh(1));
	await barred(one, id, ["Tài khoản này đã nhập phiếu", "far_officer_2", "wide_officer"]);
	holds(!/Người nghiệm thu được: [^.]*far_officer\b(?!_)/.test(text((await one.page(`/sheets/${id}`)).text)), "who is barred is not named");
	holds((await two.sheet(id)).actions.includes("accept"), "offered to another");
	await two.does(303, accept(id), {});
});

await test("who changed an answer of another's draft typed it too; who looked after it otherwise did not", async () => {
	const id = await writer.saves(fresh(2)), path = `/sheets/${id}/edit`;
	const edit = async (client, changes, action) => {
		const form = forms((await client.page(path)).text).find((f) => f.id === "sheet-form");
		return client.does(303, path, [...form.fields.filter(([name]) => !(name in changes) && name !== "action" && name !== "form_token"), ...Object.entries(changes), ["action", action]]);
	};
	await edit(one, { permanent_address: "15 đường Yersin" }, "save");
	await edit(two, { enumerator_id: /<option value="(\d+)"[^>]*>\s*far_leader\s*</.exec((await two.page(path)).text)[1] }, "submit");
	equal((await two.sheet(id)).history.findLast((event) => event.action === "edit").by, "far_officer_2", "two changed the enumerator");
	await forward(two, id);
	await barred(one, id, ["Tài khoản này đã nhập phiếu", "far_officer_2"]);
	await two.does(303, accept(id), {});
});

await test("who corrected and then sent the sheet himself, or named another interviewer, does not accept it either", async () => {
	const id = await received(writer, fresh(31));
	await correction(one, id, { informant_name: "Lý Văn Sang" });
	await one.does(303, `/sheets/${id}/return`, { reason: "thiếu" });
	await one.does(303, `/sheets/${id}/submit`, {});
	await barred(one, id, ["Tài khoản này đã sửa phiếu"]);
	const form = await two.form("/sheets/new", "/sheets"), me = options((await two.page("/sheets/new")).text, "enumerator_id");
	const own = me.find(([, label]) => label.includes("far_officer_2") || label === "far_officer_2"), other = me.find(([value, label]) => value !== "" && !label.includes("far_officer"));
	holds(own !== undefined && other !== undefined && form !== undefined, `interviewers: ${JSON.stringify(me)}`);
	const asked = await received(writer, fresh(32));
	await one.does(303, `/sheets/${asked}/correct`, { informant_name: "Lý Văn Hai", reason: "gõ nhầm" });
	const named = await received(one, fresh(33, { enumerator_id: own[0] }));
	await barred(two, named, ["Tài khoản này đã điều tra phiếu"]);
	await correction(two, named, { enumerator_id: other[0] });
	await barred(two, named, ["Tài khoản này đã điều tra phiếu"]);
	holds((await wide.sheet(named)).actions.includes("accept"), "another may");
});

await test("who interviewed does not accept", async () => {
	const page = (await two.page("/sheets/new")).text, me = /<option value="(\d+)"[^>]*>\s*far_officer\s*</.exec(page)[1];
	const id = await received(two, fresh(3, { enumerator_id: me }));
	await barred(one, id, ["Tài khoản này đã điều tra phiếu", "wide_officer"]);
	await barred(two, id, ["Tài khoản này đã nhập phiếu", "Người nghiệm thu được: wide_officer."]);
	await correction(wide, id, { permanent_address: "16 đường Yersin" });
	await barred(wide, id, ["Tài khoản này đã sửa phiếu", "Hiện không còn công chức nào khác"]);
});

await test("who corrected it since it was sent does not accept, until it is sent again", async () => {
	const id = await received(writer, fresh(4));
	await correction(one, id, { permanent_address: "17 đường Yersin" });
	await barred(one, id, ["Tài khoản này đã sửa phiếu", "Người nghiệm thu được: far_officer_2, wide_officer."]);
	await two.does(303, `/sheets/${id}/return`, { reason: "thiếu chữ ký" });
	await writer.does(303, `/sheets/${id}/submit`, {});
	await forward(two, id);
	await one.does(303, accept(id), {});
});

await test("who is barred does not confirm warnings either, and is told the same", async () => {
	const id = await received(one, fresh(5, odd(5))), { findings } = await one.sheet(id);
	holds(findings.some((f) => f.rule === "W13"), JSON.stringify(findings));
	const refused = await one.does(422, `/sheets/${id}/confirm`, { confirm_W13: "giấy tờ ghi vậy" });
	holds(part(refused.text, /id="error-summary"/).includes("Tài khoản này đã nhập phiếu"), part(refused.text, /id="error-summary"/));
	equal((await one.page(`/sheets/${id}`)).text.includes('name="confirm_'), false, "an input for the reason");
	const many = await one.does(422, "/review/confirm", { ids: id, confirm_rule: "W13", confirm_reason: "giấy tờ ghi vậy" });
	holds(part(many.text, /id="error-summary"/).includes("tài khoản này đã nhập"), part(many.text, /id="error-summary"/));
	await two.does(303, `/sheets/${id}/confirm`, { confirm_W13: "giấy tờ ghi vậy" });
});

/* ---- many at once ---- */

const left = (html) => Object.fromEntries([...html.matchAll(/<li><a href="\/sheets\/(\d+)">[^<]*<\/a>: ([^<]*)<\/li>/g)].map(([, id, why]) => [id, decode(why)]));
let open;

await test("what accepting many leaves out is named with its own cause", async () => {
	const mine = await received(one, fresh(10)), corrected = await received(writer, fresh(11)), warned = await received(writer, fresh(12, odd(12)));
	const gone = await received(writer, fresh(13)), good = await received(writer, fresh(14)), twin = await received(writer, fresh(15)), double = await received(two, fresh(16, { citizen_id: typed(15).citizen_id }));
	await correction(one, corrected, { permanent_address: "18 đường Yersin" });
	await two.does(303, `/sheets/${gone}/return`, { reason: "thiếu chữ ký" });
	const done = await one.does(303, "/review/accept", { ids: [mine, corrected, warned, gone, good, double] }), page = await one.page(done.location);
	holds(page.text.includes("Đã nghiệm thu 1 phiếu."), "one is accepted");
	await stands(one, good, "accepted", "accept");
	const why = left(page.text);
	holds(/^tài khoản này đã nhập.*far_officer_2, wide_officer/.test(why[mine]), why[mine]);
	holds(/^tài khoản này đã sửa.*far_officer_2, wide_officer/.test(why[corrected]), why[corrected]);
	equal([why[warned], why[gone], /^1 lỗi/.test(why[double])], ["1 cảnh báo", "Trả lại bổ sung", true], `the others: ${why[double]}`);
	open = { mine, corrected, warned, gone, double, twin };
});

await test("when none could be accepted, the sentence says why of all of them", async () => {
	const said = async (ids) => part((await one.does(422, "/review/accept", { ids })).text, /id="error-summary"/);
	const cases = [[[open.mine], ["1 phiếu do tài khoản này đã nhập"]], [[open.corrected], ["1 phiếu do tài khoản này đã sửa"]], [[open.warned], ["1 phiếu còn cảnh báo chưa xác nhận"]],
		[[open.double], ["1 phiếu còn lỗi"]], [[open.gone], ["1 phiếu không còn chờ nghiệm thu"]]];
	const all = Object.values(cases).flatMap(([, words]) => words);
	for (const [ids, words] of [...cases, [[open.mine, open.warned, open.gone, open.corrected, open.double], all]]) {
		const sentence = (await said(ids)).split(":").slice(0, 2).join(":");
		for (const word of all)
			equal(sentence.includes(word), words.includes(word), `"${word}" in "${sentence}"`);
	}
});

await test("the look beforehand says what would be left out, of the filter alone, and its form asks for the same", async () => {
	const { full_name: q } = typed(10), path = "/review/accept", all = await one.page(path);
	const page = await one.page(`${path}?${new URLSearchParams({ q })}`), form = formTo(page.text, path);
	const [, judged, good, kept] = /Đã kiểm tra lại cả (\d+) phiếu: (\d+) phiếu nghiệm thu được\. Sẽ được giữ lại: ([^.]*)\./.exec(text(all.text)) ?? [];
	equal([...kept.matchAll(/(\d+) phiếu/g)].reduce((sum, [, count]) => sum + Number(count), Number(good)), Number(judged), `of all: ${kept}`);
	holds(kept.includes("phiếu do tài khoản này đã nhập") && kept.includes("phiếu do tài khoản này đã sửa"), kept);
	const said = "Đã kiểm tra lại cả 1 phiếu: 0 phiếu nghiệm thu được. Sẽ được giữ lại: 1 phiếu do tài khoản này đã nhập, cần người khác nghiệm thu. Mỗi phiếu";
	holds(text(page.text).includes(said), text(page.text));
	holds(page.text.includes(" disabled>Nghiệm thu 0 phiếu</button>"), "nothing can be pressed where nothing would be accepted");
	holds(all.text.includes(`>Nghiệm thu ${good} phiếu</button>`), "the button says how many it will be");
	equal(form.fields.filter(([name]) => !["csrf", "form_token"].includes(name)), [["expected", "1"], ["q", q]], "its form");
	equal(values(formTo(all.text, path), "q"), [], "the form of all");
	const { row_version } = await one.sheet(open.mine), refused = await one.does(422, path, form.fields.filter(([name]) => name !== "csrf"));
	holds(part(refused.text, /id="error-summary"/).includes("1 phiếu do tài khoản này đã nhập"), part(refused.text, /id="error-summary"/));
	equal((await one.sheet(open.mine)).row_version, row_version, "nothing changed");
});

await test("a search for several words counts those that could be accepted, not all that it found", async () => {
	const list = (n) => one.page(`/review?${new URLSearchParams({ q: typed(n).full_name })}`);
	holds((await list(11)).text.includes('href="/review/accept?'), "one that is clean leads to the look beforehand");
	holds(!(await list(12)).text.includes('href="/review/accept?'), "one that is not does not");
});

await test("by the filter too: those barred and those with something open are named", async () => {
	await received(writer, fresh(17));
	const rows = await one.rows("/review.json"), clean = rows.filter((row) => row.open_errors + row.open_warnings === 0);
	const mine = clean.filter((row) => [open.mine, open.corrected].includes(row.id)).map((row) => row.id);
	const done = await one.does(303, "/review/accept", { expected: clean.length }), why = left((await one.page(done.location)).text);
	for (const id of mine)
		holds(/^tài khoản này đã/.test(why[id]), `${id}: ${why[id]}`);
	equal([why[open.warned], /^1 lỗi/.test(why[open.double])], ["1 cảnh báo", true], `with something open: ${why[open.double]}`);
	const refused = await one.does(422, "/review/accept", { expected: (await one.rows("/review.json?clean=1")).length });
	holds(part(refused.text, /id="error-summary"/).includes("phiếu do tài khoản này đã nhập"), part(refused.text, /id="error-summary"/));
});

/* ---- switching it on ---- */

const admin = await world.client("admin");
const userUrl = async (name) => new RegExp(`href="(/admin/users/\\d+)"[^>]*>${name}<`).exec((await admin.page(`/admin/users?q=${name}`)).text)[1];

await test("who is locked is not named; where nobody is left, what to do", async () => {
	for (const name of ["far_officer_2", "wide_officer"])
		await admin.does(303, `${await userUrl(name)}/lock`);
	const id = await one.saves(fresh(20), "submit");
	await forward(one, id);
	await barred(one, id, ["Tài khoản này đã nhập phiếu", "Hiện không còn công chức nào khác", "Đề nghị quản trị"]);
});

await test("switching it on where a commune has one officer asks first, and says where", async () => {
	const campaign = { code: "MAT-4", name: "Bốn mắt", areas: "991", collect_from: "01/06/2024", collect_to: "31/12/2024", four_eyes: "1" };
	const asks = async (path, fields) => {
		const refused = await admin.does(422, path, fields), form = formTo(refused.text, path);
		holds(/href="#campaign-four_eyes"[^<]*>[^<]*Có 2 xã, phường chưa đủ hai công chức đang hoạt động \(Phường Một, Xã Hai\)\./.test(refused.text), text(refused.text));
		equal([values(form, "four_eyes"), values(form, "name"), values(form, "four_eyes_confirmed")], [["1"], [fields.name], []], "what was typed stays");
		holds(/name="four_eyes_confirmed" value="1"/.test(refused.text), "the tick");
		const other = await admin.does(422, path, { ...fields, four_eyes_confirmed: "1", collect_from: "" });
		equal(values(formTo(other.text, path), "four_eyes_confirmed"), ["1"], "the tick stays when something else is wrong");
		return admin.does(303, path, { ...fields, four_eyes_confirmed: "1" });
	};
	holds(!(await admin.page("/admin/campaigns/new")).text.includes("four_eyes_confirmed"), "not before");
	const { code, ...rest } = campaign, path = (await asks("/admin/campaigns", campaign)).location;
	await admin.does(303, path, { ...rest, name: "Bốn mắt, đổi tên" });
	await admin.does(303, path, { ...rest, four_eyes: "" });
	await asks(path, rest);
	for (const name of ["far_officer_2", "wide_officer"])
		await admin.does(303, `${await userUrl(name)}/unlock`);
	await admin.does(303, path, { ...rest, four_eyes: "" });
	await admin.does(303, path, rest);
	holds(!(await admin.page(path)).text.includes("four_eyes_confirmed"), `nothing to ask of ${code} with two officers everywhere`);
});

await finish(world.server);
