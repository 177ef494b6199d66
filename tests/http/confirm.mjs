/* Warnings confirmed without accepting: one by one, several with one reason, one rule on many sheets; taken back; when a confirmation falls;
 * and accepting many at once, with those left out named. */
import { equal, finish, holds, test } from "./harness.mjs";
import { formTo, forms, values } from "./html.mjs";
import { typed } from "./sheets.mjs";
import { bareWorld, demoWorld, goesOn, stands } from "./worlds.mjs";

const world = await demoWorld(), officer = await world.client("officer"), enumerator = await world.client("enumerator"), far = await world.client("officer2");
const [hamlet, other] = await world.hamlets(officer);
const bare = await bareWorld();
let used = 600;

/* Another person each time: the year in the number is wrong (W13), or that and the province (W13, W14). */
const fresh = (changes = {}) => typed(used++, { area_id: hamlet, ...changes });
const odd = (fields) => ({ ...fields, citizen_id: fields.citizen_id.replace(/^(.{4})../, "$199") });
const odder = (fields) => ({ ...fields, citizen_id: fields.citizen_id.replace(/^...(.)../, "999$199") });
const sends = async (fields) => officer.saves(fields, "submit");
const open = async (id, client = officer) => (await client.sheet(id)).findings.filter((f) => f.severity === "W" && f.confirmed === null).map((f) => f.rule);
const finding = async (id, rule) => (await officer.sheet(id)).findings.find((f) => f.rule === rule);
const refill = async (client, id, changes, to = "edit") => {
	const form = await client.form(`/sheets/${id}/edit`, `/sheets/${id}/edit`);
	return client.post(`/sheets/${id}/${to}`, [...form.fields.filter(([name]) => !(name in changes)), ...Object.entries(changes)]);
};

await test("confirmed, a sheet stays received; who, when and why stand on it, in JSON and in the history", async () => {
	const id = await sends(odd(fresh())), before = await officer.sheet(id), { id: number } = await finding(id, "W13");
	await officer.does(303, `/sheets/${id}/confirm`, { [`confirm_finding_${number}`]: "đã xem thẻ", row_version: before.row_version });
	const sheet = await stands(officer, id, "received", "confirm");
	equal(sheet.findings.map((f) => [f.rule, f.confirmed?.reason]), [["W13", "đã xem thẻ"]], "findings");
	holds(sheet.findings[0].confirmed.by && /Z$/.test(sheet.findings[0].confirmed.at), "by whom and when");
	equal(sheet.history.at(-1).confirmed, { W13: "đã xem thẻ" }, "the history");
	holds(sheet.row_version > before.row_version, "the version went up");
	const page = await officer.page(`/sheets/${id}`);
	holds(page.text.includes("Xác nhận W13") && page.text.includes(sheet.findings[0].confirmed.by), "the page tells");
	equal((await officer.json(`/review.json?q=${sheet.answers.citizen_id}`)).rows.map((row) => row.open_warnings), [0], "nothing open in the queue");
	await officer.does(303, `/sheets/${id}/accept`, {});
	equal((await stands(officer, id, "accepted", "accept")).findings[0].confirmed.reason, "đã xem thẻ", "accepted with the reason given before");
});

await test("one by one, and several with one reason; a reason of its own goes before", async () => {
	const id = await sends(odder(fresh()));
	equal(await open(id), ["W13", "W14"], "open at first");
	await officer.does(303, `/sheets/${id}/confirm`, { confirm_W14: "khai sinh ở nước ngoài" });
	equal(await open(id), ["W13"], "one left");
	await officer.does(422, `/sheets/${id}/accept`, {});
	const two = await sends(odder(fresh())), names = [`confirm_finding_${(await finding(two, "W13")).id}`, `confirm_finding_${(await finding(two, "W14")).id}`];
	await officer.does(303, `/sheets/${two}/confirm`, { common: names, common_reason: "đã xem thẻ", [names[1]]: "sinh ở nước ngoài" });
	equal((await officer.sheet(two)).findings.map((f) => f.confirmed?.reason), ["đã xem thẻ", "sinh ở nước ngoài"], "reasons");
	const accepted = await sends(odder(fresh()));
	await officer.does(303, `/sheets/${accepted}/accept`, { common: ["confirm_W13", "confirm_W14"], common_reason: "đã xem thẻ" });
	await stands(officer, accepted, "accepted", "accept");
});

await test("common reasons are offered by rule, any other may be typed", async () => {
	const id = await sends(odder(fresh())), { text } = await officer.page(`/sheets/${id}`);
	const list = (rule, number) => new RegExp(`<datalist id="confirm_finding_${number}-reasons">(.*?)</datalist>`, "s").exec(text)?.[1] ?? "";
	const of13 = list("W13", (await finding(id, "W13")).id), of14 = list("W14", (await finding(id, "W14")).id);
	holds(of13.includes("Đã đối chiếu thẻ CCCD") && of13.includes("Đã hỏi lại") && !of13.includes("nước ngoài"), `for W13: ${of13}`);
	holds(of14.includes("khai sinh ở nước ngoài"), `for W14: ${of14}`);
	const clean = await sends(fresh());
	holds(!(await officer.page(`/sheets/${clean}`)).text.includes("/confirm"), "nothing to confirm, no form");
	holds(!(await enumerator.page(`/sheets/${await enumerator.saves(odd(fresh()), "submit")}`)).text.includes("confirm"), "not for others");
});

await test("nothing is confirmed without a reason, with a wrong name, in another state, on a stale page", async () => {
	const id = await sends(odd(fresh())), path = `/sheets/${id}/confirm`, sheet = await officer.sheet(id);
	for (const [what, status, fields] of [["no reason", 422, { confirm_W13: "  " }], ["nothing", 422, {}], ["another rule", 422, { confirm_W14: "x" }],
		["another finding", 422, { confirm_finding_999999: "x" }], ["too long", 422, { confirm_W13: "x".repeat(1001) }], ["stale", 409, { confirm_W13: "x", row_version: sheet.row_version + 1 }],
		["no number", 400, { confirm_W13: "x", row_version: "x" }], ["marks without a reason", 422, { common: "confirm_W13", common_reason: " " }]])
		equal((await officer.post(path, fields)).status, status, what);
	equal(await officer.sheet(id), sheet, "the sheet after all of them");
	const refused = await officer.does(422, path, { common: "confirm_W13", common_reason: "x".repeat(1001) });
	holds(refused.text.includes("<title>Lỗi: "), "the refusal says so");
	const draft = await officer.saves(odd(fresh())), accepted = await sends(fresh());
	await officer.does(303, `/sheets/${accepted}/accept`, {});
	for (const one of [draft, accepted])
		for (const move of ["confirm", "unconfirm"])
			equal((await officer.post(`/sheets/${one}/${move}`, { confirm_W13: "x", finding: 1 })).status, 409, `${move} of a sheet that is not received`);
	equal((await far.post(path, { confirm_W13: "x" })).status, 404, "another commune");
});

await test("posted twice it is done once", async () => {
	const id = await sends(odd(fresh())), fields = { confirm_W13: "đã xem thẻ", form_token: "a".repeat(32) };
	for (let i = 0; i < 2; i++)
		equal((await officer.does(303, `/sheets/${id}/confirm`, fields)).location, `/sheets/${id}`, "where it leads");
	equal((await officer.sheet(id)).history.filter((e) => e.action === "confirm").length, 1, "confirmed once");
	const many = { ids: id, confirm_rule: "W13", form_token: "b".repeat(32) };
	await officer.does(303, "/review/unconfirm", many);
	await officer.does(303, "/review/unconfirm", many);
	equal((await officer.sheet(id)).history.filter((e) => e.action === "unconfirm").length, 1, "taken back once");
});

await test("a confirmation is taken back; what was said stays in the history", async () => {
	const id = await sends(odder(fresh()));
	await officer.does(303, `/sheets/${id}/confirm`, { confirm_W13: "đã xem thẻ", confirm_W14: "nước ngoài" });
	const form = formTo((await officer.page(`/sheets/${id}`)).text, `/sheets/${id}/unconfirm`), { id: number } = await finding(id, "W13");
	await officer.does(303, form.action, [...form.fields.filter(([name]) => name !== "finding"), ["finding", number]]);
	const sheet = await stands(officer, id, "received", "unconfirm");
	equal([await open(id), sheet.history.at(-1).withdrawn], [["W13"], { W13: "đã xem thẻ" }], "open again, told");
	await officer.does(422, `/sheets/${id}/accept`, {});
	for (const [fields, status] of [[{ finding: number }, 422], [{}, 422], [{ finding: "x" }, 400], [{ finding: number, row_version: 1 }, 409]])
		equal((await officer.post(`/sheets/${id}/unconfirm`, fields)).status, status, JSON.stringify(fields));
});

/* ---- when a confirmation falls ---- */

const confirmed = async (fields, client = officer) => {
	const id = await goesOn(officer, await client.saves(fields, "submit"));
	await officer.does(303, `/sheets/${id}/confirm`, { confirm_W13: "đã xem thẻ" });
	return id;
};

await test("it falls with the answer it was about, by a correction, and stays when another changes", async () => {
	const fields = odd(fresh()), id = await confirmed(fields);
	equal((await refill(officer, id, { informant_name: "Trần Thị Khác", reason: "gõ nhầm" }, "correct")).status, 303, "another answer");
	equal(await open(id), [], "still confirmed");
	equal((await refill(officer, id, { citizen_id: fields.citizen_id.replace(/.$/, (d) => (d === "9" ? "1" : "9")), reason: "gõ nhầm" }, "correct")).status, 303, "the number");
	equal(await open(id), ["W13"], "open again");
	equal((await finding(id, "W13")).confirmed, null, "nobody confirmed this one");
});

await test("it falls by an edit after a return, and stays when the sheet comes back as it was", async () => {
	const fields = odd(fresh()), ids = [await confirmed(fields, enumerator), await confirmed(odd(fresh()), enumerator)];
	for (const id of ids)
		await officer.does(303, `/sheets/${id}/return`, { reason: "xem lại" });
	await enumerator.does(303, `/sheets/${ids[1]}/submit`, {});
	equal((await refill(enumerator, ids[0], { birth_date: "07/1984", action: "submit" })).status, 303, "sent again");
	equal([await open(ids[0]), await open(ids[1])], [["W13"], []], "changed, and as it was");
});

await test("a sheet that replaces another begins with nothing confirmed", async () => {
	const fields = odd(fresh()), id = await confirmed(fields), { location } = await officer.does(303, `/sheets/${id}/replace`, {});
	const next = Number(/\d+/.exec(location)[0]);
	equal((await refill(officer, next, { ...fields, action: "submit" })).status, 303, "the new one is sent");
	await stands(officer, id, "replaced", "replace");
	equal(await open(next), ["W13"], "open on the new one");
});

await test("it stays through reopening while the answers stay", async () => {
	const id = await confirmed(odd(fresh()));
	await officer.does(303, `/sheets/${id}/accept`, {});
	await officer.does(303, `/sheets/${id}/reopen`, { reason: "xem lại" });
	equal(await open(id), [], "confirmed as before");
});

await test("of a rule that looks at every field (lowered to a warning), it falls with the answer that was found", async () => {
	const admin = await bare.client("admin"), one = await bare.client("officer"), [place] = await bare.hamlets(one);
	const [, campaign] = /href="\/admin\/campaigns\/(\d+)"[^>]*>TN-1</.exec((await admin.page("/admin/campaigns")).text);
	await admin.does(303, `/admin/campaigns/${campaign}/rules`, { rule: "E02", setting: "warning", reason: "theo kế hoạch của phường" });
	const id = await one.saves(fresh({ area_id: place, occupation: "Thợ may" }), "submit");
	equal(await open(id, one), ["E02"], "a warning of its own number");
	await one.does(303, `/sheets/${id}/confirm`, { confirm_E02: "việc cũ, giữ lại" });
	equal((await refill(one, id, { informant_name: "Trần Thị Khác", reason: "gõ nhầm" }, "correct")).status, 303, "another answer");
	equal(await open(id, one), [], "still confirmed");
	equal((await refill(one, id, { occupation: "Thợ mộc", reason: "gõ nhầm" }, "correct")).status, 303, "the answer that was found");
	equal(await open(id, one), ["E02"], "open again");
});

/* ---- many ---- */

await test("one rule on many sheets with one reason, from the queue; the others are named; and taken back at once", async () => {
	const ids = [], area = { area_id: other };
	for (let i = 0; i < 3; i++)
		ids.push(await sends(odder({ ...fresh(), ...area })));
	const clean = await sends({ ...fresh(), ...area }), url = `/review?area=${other}&rule=W13`;
	const page = await officer.page(url), form = forms(page.text).find((f) => values(f, "confirm_rule").length > 0);
	holds(page.text.includes("Đã đối chiếu thẻ CCCD") && ids.every((id) => page.text.includes(`/sheets/${id}?`)) && !page.text.includes(`/sheets/${clean}?`), "the page of the rule");
	const fields = [...form.fields.filter(([name]) => !["ids", "confirm_rule", "confirm_reason"].includes(name)), ["confirm_rule", "W13"], ["confirm_reason", "đã xem thẻ của cả ba"]];
	const { location } = await officer.does(303, "/review/confirm", [...fields, ...ids.map((id) => ["ids", id]), ["ids", clean]]);
	holds(location.startsWith(`/review?area=${other}&rule=W13&`), `it leads to ${location}`);
	for (const id of ids) {
		const sheet = await stands(officer, id, "received", "confirm");
		equal([await open(id), sheet.history.at(-1).confirmed], [["W14"], { W13: "đã xem thẻ của cả ba" }], `sheet ${id}`);
	}
	const done = await officer.page(location), undo = formTo(done.text, "/review/unconfirm");
	holds(done.text.includes("W13 trên 3 phiếu") && done.text.includes(`/sheets/${clean}"`), "the outcome");
	await stands(officer, clean, "received", "submit");
	const back = await officer.does(303, undo.action, undo.fields);
	holds((await officer.page(back.location)).text.includes("bỏ xác nhận cảnh báo W13 trên 3 phiếu"), "the outcome of taking back");
	for (const id of ids)
		equal(await open(id), ["W13", "W14"], `sheet ${id} as before`);
});

await test("many: wrong input changes nothing and keeps what was ticked and typed", async () => {
	const id = await sends(odd(fresh())), clean = await sends(fresh()), foreign = (await far.json("/sheets.json")).rows[0].id, path = "/review/confirm";
	const good = { ids: id, confirm_rule: "W13", confirm_reason: "đã xem" };
	for (const [what, status, changes] of [["no rule", 422, { confirm_rule: "" }], ["no such rule", 422, { confirm_rule: "W99" }], ["no reason", 422, { confirm_reason: " " }],
		["a long one", 422, { confirm_reason: "x".repeat(1001) }], ["no sheet", 422, { ids: undefined }], ["a clean sheet", 422, { ids: clean }], ["bad ids", 400, { ids: "1,x" }],
		["a foreign sheet beside", 404, { ids: [id, foreign] }], ["a bad filter", 400, { rule: "X1" }], ["changed since", 422, { [`version_${id}`]: 99 }]])
		equal((await officer.post(path, { ...good, ...changes })).status, status, what);
	await stands(officer, id, "received", "submit");
	const refused = await officer.does(422, path, { ...good, confirm_rule: "", q: (await officer.sheet(id)).answers.citizen_id });
	const form = forms(refused.text).find((f) => values(f, "confirm_reason").length > 0);
	equal([values(form, "confirm_reason"), values(form, "ids")], [["đã xem"], [String(id)]], "typed and ticked");
	equal((await officer.post("/review/unconfirm", { ids: id, confirm_rule: "W13" })).status, 422, "nothing to take back");
});

await test("only one's own confirmations are taken back from the queue", async () => {
	const [one, two, writer] = await Promise.all(["far_officer", "far_officer_2", "far_enumerator"].map((name) => bare.client(name)));
	const [thon] = await bare.hamlets(writer), ids = [];
	for (let i = 0; i < 2; i++) {
		ids.push(await writer.saves(odd(fresh({ area_id: thon })), "submit"));
		await one.does(303, `/sheets/${ids[i]}/forward`, {});
	}
	await one.does(303, `/sheets/${ids[0]}/confirm`, { confirm_W13: "một" });
	await two.does(303, `/sheets/${ids[1]}/confirm`, { confirm_W13: "hai" });
	await one.does(303, "/review/unconfirm", { ids, confirm_rule: "W13" });
	equal([await open(ids[0], one), await open(ids[1], one)], [["W13"], []], "the other's stays");
	const own = await one.saves(odd(fresh({ area_id: thon })), "submit");
	await one.does(422, `/sheets/${own}/confirm`, { confirm_W13: "phiếu của mình" });
	await two.does(303, `/sheets/${own}/confirm`, { confirm_W13: "người khác xem" });
	await two.does(303, `/sheets/${own}/accept`, {});
});

await test("what only a refused acceptance brings up stands on the sheet: of many, of one, of none accepted", async () => {
	const one = await bare.client("officer"), admin = await bare.client("admin"), [place] = await bare.hamlets(one);
	const [, campaign] = /href="\/admin\/campaigns\/(\d+)"[^>]*>TN-1</.exec((await admin.page("/admin/campaigns")).text);
	const rule = (setting) => admin.does(303, `/admin/campaigns/${campaign}/rules`, { rule: "W37", setting, reason: "thử" });
	const sent = async (changes = {}) => one.saves(fresh({ area_id: place, inactive_reason: "4", ...changes }), "submit"), ids = [];
	await rule("off");
	for (let i = 0; i < 3; i++)
		ids.push(await sent());
	const clean = await sent({ inactive_reason: "3" }), two = await one.saves(odd(fresh({ area_id: place, inactive_reason: "4" })), "submit");
	await rule("default");
	const queue = async (id) => (await one.json("/review.json")).rows.find((row) => row.id === id)?.open_warnings;
	equal(await Promise.all(ids.map(queue)), [0, 0, 0], "before");
	await one.does(303, "/review/accept", { ids: [ids[0], clean] });
	await stands(one, clean, "accepted", "accept");
	const refused = await one.does(422, "/review/accept", { ids: ids[1] });
	holds(refused.text.includes("W37"), "the queue shows it at once");
	await one.does(422, `/sheets/${ids[2]}/accept`, {});
	for (const id of ids) {
		equal([await open(id, one), await queue(id)], [["W37"], 1], `sheet ${id}`);
		await stands(one, id, "received", "submit");
	}
	const { id: number } = (await one.sheet(two)).findings.find((f) => f.rule === "W13"), page = await one.does(422, `/sheets/${two}/accept`, { [`confirm_finding_${number}`]: "đã xem thẻ" });
	const found = (await one.sheet(two)).findings;
	equal(found.map((f) => [f.rule, f.confirmed]), [["W13", null], ["W37", null]], "nothing is confirmed by a refusal");
	equal(found[0].id, number, "what did not change keeps its id");
	holds(page.text.includes("đã xem thẻ") && page.text.includes(`name="confirm_finding_${found[1].id}"`), "what was typed stays, the new one can be confirmed");
	await one.does(303, `/sheets/${two}/accept`, { [`confirm_finding_${number}`]: "đã xem thẻ", [`confirm_finding_${found[1].id}`]: "chưa có giấy" });
});

await test("accepting by the filter takes exactly those shown, and names those left out", async () => {
	const clean = [await sends(fresh({ area_id: other })), await sends(fresh({ area_id: other }))], unclean = await sends(odd(fresh({ area_id: other })));
	const form = forms((await officer.page(`/review/accept?area=${other}`)).text).find((f) => values(f, "expected").length > 0), expected = Number(values(form, "expected")[0]);
	await officer.does(409, form.action, [...form.fields.filter(([name]) => name !== "expected"), ["expected", expected + 1]]);
	await stands(officer, clean[0], "received", "submit");
	const { location } = await officer.does(303, form.action, form.fields), page = await officer.page(location);
	for (const id of clean)
		await stands(officer, id, "accepted", "accept");
	await stands(officer, unclean, "received", "submit");
	holds(new RegExp(`class="left-out">.*/sheets/${unclean}".*cảnh báo`, "s").test(page.text), "the one left out is named");
});

await finish(world.server, bare.server);
