/* The rules over HTTP: the page for everybody, what a campaign changes, the same verdict everywhere after it, and judging a whole campaign
 * again. */
import { command, equal, finish, holds, must, test } from "./harness.mjs";
import { record, today, typed } from "./sheets.mjs";
import { bareWorld, stands } from "./worlds.mjs";

const world = await bareWorld(), admin = await world.client("admin"), officer = await world.client("officer"), enumerator = await world.client("enumerator");
const far = await world.client("far_officer");
const [hamlet] = await world.hamlets(officer);
let used = 0;
const fresh = (changes = {}) => typed(used++, { area_id: hamlet, ...changes });
const said = (answer) => answer.text.replace(/<[^>]*>/g, " ").replace(/&#39;/g, "'").replace(/\s+/g, " ");
const poorTwice = { priority_poor: "1", priority_near_poor: "1" };
const campaigns = Object.fromEntries([...(await admin.page("/admin/campaigns")).text.matchAll(/href="\/admin\/campaigns\/(\d+)"[^>]*>(TN-\d)/g)].map((m) => [m[2], m[1]]));
const rules = (code = "TN-1") => `/admin/campaigns/${campaigns[code]}/rules`;
const version = async (client = admin) => Number(/phiên bản (\d+)/.exec(said(await client.page(rules())))[1]);
const sets = (rule, setting, reason = "theo kế hoạch của phường", status = 303) => admin.does(status, rules(), { rule, setting, reason });
const findings = async (id) => (await officer.sheet(id)).findings.map((f) => `${f.rule}:${f.severity}`);
const row = (page, id) => new RegExp(`<tr id="${id}">(.*?)</tr>`, "s").exec(page.text)?.[1] ?? null;

/* ---- the page for everybody ---- */

await test("the page of rules: what, why, examples; those for the checker alone to officers and administrators", async () => {
	for (const name of ["enumerator", "hamlet_leader", "officer", "leader", "police", "police_superior", "district", "province", "admin"]) {
		const page = await (await world.client(name)).page("/rules"), checks = ["officer", "admin"].includes(name);
		equal(row(page, "E50") !== null, checks, `E50 to ${name}`);
		const w34 = row(page, "W34") ?? "";
		for (const text of ["không khớp với vị thế việc làm", "Mẫu số 03", "Ví dụ bị báo: Câu 12.1: Tự làm; Câu 12.3.a: Hợp tác xã", "Ví dụ không bị báo: Câu 12.1: Tự làm; Câu 12.3.a: Cơ sở kinh doanh cá thể"])
			holds(w34.includes(text), `W34 to ${name}: ${text} in ${w34}`);
		equal(w34.includes("Đang có"), !name.startsWith("police"), `counts to ${name}`);
		holds(!/\{\w+\}/.test(page.text), "no mark is left");
	}
});

await test("how often a rule fired and was confirmed, in the reader's own area", async () => {
	const count = async (client, rule) => [...(row(await client.page("/rules"), rule) ?? "").matchAll(/(?:Đang có|Đã xác nhận) ([\d.]+)/g)].map((m) => Number(m[1]));
	const before = await count(officer, "W37"), fars = await count(far, "W37"), own = await count(enumerator, "W37");
	const id = await officer.saves(fresh({ inactive_reason: "4" }), "submit");
	await officer.saves(fresh({ inactive_reason: "4" }), "submit");
	await officer.does(303, `/sheets/${id}/confirm`, { confirm_W37: "chưa có giấy xác nhận" });
	equal(await count(officer, "W37"), [before[0] + 2, before[1] + 1], "the officer's commune");
	equal(await count(far, "W37"), fars, "another commune");
	equal(await count(enumerator, "W37"), own, "sheets of others");
	await enumerator.saves(fresh({ inactive_reason: "4" }));
	equal(await count(enumerator, "W37"), [own[0] + 1, own[1]], "the enumerator's own");
	equal((await count(admin, "W37"))[0], before[0] + fars[0] + 3, "an administrator counts all");
});

await test("the queue is filtered by rules that are open in the commune, each with what it says", async () => {
	const page = await officer.page("/review?rule=W42"), select = /<select[^>]*name="rule">(.*?)<\/select>/s.exec(page.text)[1];
	const offered = [...select.matchAll(/<option value="([EW]\d\d)"( selected)?>([^<]*)/g)], all = await officer.page("/rules");
	const open = (id) => {
		const [fired, confirmed] = [/Đang có ([\d.]+)/, /Đã xác nhận ([\d.]+)/].map((words) => Number(words.exec(row(all, id))?.[1] ?? 0));
		return fired > confirmed;
	};
	for (const [, id, selected, title] of offered) {
		holds(open(id) || selected, `${id} is open somewhere`);
		holds(title.startsWith(`${id} `) && title.length > 25 && title.length < 68 && !/[.;]|Vui lòng/.test(title.replaceAll(/\d\.\d/g, "")), `the title ${title}`);
	}
	equal(offered.filter(([, , selected]) => selected).map(([, id]) => id), ["W42"], "the one that is asked for");
	holds(offered.some(([, id]) => id === "W37") && offered.length < 20, `${offered.length} rules`);
});

/* ---- what a campaign changes ---- */

await test("only administrators change; officers of the area read; what is fixed stays", async () => {
	equal(await version(officer), 1, "the program's own");
	holds(!(await officer.page(rules())).text.includes('id="change"'), "no form for the officer");
	equal((await officer.post(rules(), { rule: "E08", setting: "off", reason: "x" })).status, 403, "nor a way around it");
	equal((await officer.get(rules("TN-2"))).status, 404, "another commune's campaign");
	for (const rule of ["E10", "E18", "E19", "E20", "E50"])
		for (const setting of ["warning", "off"])
			holds(said(await sets(rule, setting, "thử", 422)).includes(`Quy tắc ${rule} luôn được áp dụng`), `${rule} ${setting}`);
	await sets("W31", "warning", "thử", 422);
	await sets("E99", "off", "thử", 422);
	await sets("E08", "louder", "thử", 422);
	await sets("E08", "default", "thử", 422);
	await sets("E08", "off", "", 422);
	equal(await version(), 1, "nothing happened");
});

await test("an error lowered reports as a warning everywhere, keeps its id, and stops no submission", async () => {
	const refused = await officer.post("/sheets", { ...fresh(poorTwice), action: "submit" });
	equal(refused.status, 422, "before");
	const draft = Number(/\/sheets\/(\d+)/.exec(refused.headers["content-location"])[1]);
	await sets("E08", "warning");
	equal(await version(), 2, "a new version");
	const id = await officer.saves(fresh(poorTwice), "submit");
	equal(await findings(id), ["E08:W"], "submitted");
	await officer.does(422, `/sheets/${id}/accept`, {});
	await officer.does(303, `/sheets/${id}/accept`, { confirm_E08: "phường đã đồng ý" });
	await stands(officer, id, "accepted", "accept");
	holds(said(await officer.page(`/sheets/${id}`)).includes("quy tắc phiên bản 2 của đợt"), "the sheet remembers the version");
	await officer.does(303, `/sheets/${draft}/submit`, {});
	equal(await findings(draft), ["E08:W"], "the draft from before is judged by the new rules");
	const other = await far.saves(typed(used++, { area_id: (await world.hamlets(far))[0], ...poorTwice }));
	equal((await far.sheet(other)).findings.map((f) => f.severity), ["E"], "another campaign is as it was");
	const line = JSON.stringify({ ...record(900, { priority_poor: 1, priority_near_poor: 1 }), area_id: "9910101" });
	const check = (args) => JSON.parse(command(["check", "--today", today, ...args], `${line}\n`).stdout).findings.map((f) => `${f.rule}:${f.severity}`);
	equal(check(["--data", world.server.folder]), ["E08:W"], "check with the database");
	holds(check([]).includes("E08:E"), "check without: the program's own");
});

await test("a rule is switched off, and comes back; every change is told with who and why", async () => {
	await sets("E08", "off", "tạm dừng");
	const id = await officer.saves(fresh(poorTwice), "submit");
	equal(await findings(id), [], "off");
	await sets("E08", "default", "áp dụng lại");
	equal(await version(), 4, "versions");
	equal(await findings(id), [], "what is stored stays until it is judged again");
	await officer.does(422, `/sheets/${id}/accept`, {});
	equal(await findings(id), ["E08:E"], "a refused acceptance has judged it");
	await stands(officer, id, "received", "submit");
	const page = said(await officer.page(rules()));
	for (const text of ["Hạ xuống cảnh báo theo kế hoạch của phường", "Không áp dụng tạm dừng", "Theo quy định chung áp dụng lại"])
		holds(page.includes(text), text);
	const told = (await admin.json(`${rules()}.json`)).rows, changed = told.filter((one) => one.changed_at !== null);
	holds(told.length > 50 && changed.length > 0 && changed.every((one) => one.changed_by !== null && one.reason !== null && one.version > 1), JSON.stringify(changed));
	const log = said(await admin.page("/admin/log?action=campaign.rule"));
	holds(log.includes("Mã quy tắc: E08") && log.includes("Cách áp dụng: Không áp dụng") && log.includes("Lý do: tạm dừng"), "the log");
});

await test("the same form twice changes once", async () => {
	const before = await version(), form = await admin.form(`${rules()}?rule=W36`, rules());
	const fields = [...form.fields.filter(([name]) => !["setting", "reason"].includes(name)), ["setting", "off"], ["reason", "thử"]];
	equal(new Map(fields).get("rule"), "W36", "the link fills the form");
	await admin.does(303, rules(), fields);
	await admin.does(303, rules(), fields);
	equal(await version(), before + 1, "once");
	holds((await officer.page("/rules")).text.includes("Đợt TN-1: Không áp dụng"), "the page of rules tells");
	holds(!(await far.page("/rules")).text.includes("Đợt TN-1"), "not where the campaign is not");
});

/* ---- judging again ---- */

/* Waits until the job of that page has ended; the page. */
async function ended(client, url) {
	for (;;) {
		const page = await client.page(url);
		if (!page.text.includes(">Cập nhật<"))
			return page;
		await new Promise((done) => setTimeout(done, 100));
	}
}

const begins = async (client, code = "TN-1", status = 303) => (await client.does(status, "/jobs", { campaign_id: campaigns[code] })).location;

/* "before → after, outcome" of each row, by sheet. */
const changes = (page) => Object.fromEntries([...page.text.matchAll(/<tr><th scope="row">(.*?)<\/th>(.*?)<\/tr>/gs)].map(([, name, cells]) => {
	const [, before, after, outcome] = [...cells.matchAll(/<td>(.*?)<\/td>/gs)].map((m) => m[1].replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim());
	return [/số (\d+)/i.exec(name)[1], `${before} → ${after}: ${outcome}`];
}));

await test("a campaign is judged again: what changed is listed, before and after; accepted sheets keep what they were accepted with", async () => {
	const open = await officer.saves(fresh({ inactive_reason: "4" }), "submit"), clean = await officer.saves(fresh(), "submit");
	const accepted = await officer.saves(fresh({ inactive_reason: "4" }), "submit"), draft = await enumerator.saves(fresh(poorTwice));
	await officer.does(303, `/sheets/${accepted}/accept`, { confirm_W37: "chưa có giấy" });
	const theirs = await far.saves(typed(used++, { area_id: (await world.hamlets(far))[0], inactive_reason: "4" }));
	await sets("W37", "off", "không hỏi giấy xác nhận");
	await sets("E08", "warning", "hạ xuống");
	const versions = await Promise.all([open, clean, accepted, draft].map(async (id) => (await officer.sheet(id)).row_version));
	const url = await begins(officer), page = await ended(officer, url), listed = changes(page);
	holds(page.text.includes("Đã xong") && page.text.includes('<progress'), "it is done, with a bar");
	equal(listed[open], "Cảnh báo W37 → không có: Đã cập nhật", "a sheet that waits");
	equal(listed[draft], "Lỗi E08 → Cảnh báo E08: Đã cập nhật", "a draft");
	equal(listed[accepted], "Cảnh báo W37 (đã xác nhận) → không có: Phiếu đã nghiệm thu: chỉ báo, không thay đổi", "an accepted one");
	equal([listed[clean], listed[theirs]], [undefined, undefined], "one that stays, one of another campaign");
	equal([await findings(open), await findings(draft), await findings(accepted)], [[], ["E08:W"], ["W37:W"]], "what is stored");
	equal((await officer.sheet(accepted)).findings[0].confirmed.reason, "chưa có giấy", "confirmed as before");
	equal(await Promise.all([open, clean, accepted, draft].map(async (id) => (await officer.sheet(id)).row_version)), versions, "nobody who is editing is disturbed");
	equal((await officer.json("/review.json")).rows.find((one) => one.id === open).open_warnings, 0, "the queue knows");
	equal(Object.keys(changes(await ended(officer, await begins(officer)))), Object.keys(listed).filter((id) => listed[id].includes("chỉ báo")), "again: only what was not written");
});

await test("a confirmation stays while rule and answers do; the same verdict typed, submitted, checked and judged again", async () => {
	const id = await officer.saves(fresh({ ...poorTwice }), "submit");
	await officer.does(303, `/sheets/${id}/confirm`, { confirm_E08: "đã hỏi" });
	await ended(officer, await begins(officer));
	equal((await officer.sheet(id)).findings.map((f) => [f.rule, f.severity, f.confirmed?.reason]), [["E08", "W", "đã hỏi"]], "kept");
	await sets("E08", "default", "áp dụng lại");
	equal(changes(await ended(officer, await begins(officer)))[id], "Cảnh báo E08 (đã xác nhận) → Lỗi E08: Đã cập nhật", "an error again is not confirmed");
	await officer.does(303, `/sheets/${id}/correct`, { priority_poor: "", reason: "gõ nhầm" });
	equal(await findings(id), [], "corrected");
});

await test("a confirmation outlives its rule: switched off and on again, or an error in between; it falls when the answer changes meanwhile", async () => {
	await sets("W37", "default", "áp dụng lại");
	await sets("E08", "warning", "hạ xuống");
	const ids = [];
	for (let i = 0; i < 2; i++)
		ids.push(await officer.saves(fresh({ inactive_reason: "4", ...poorTwice }), "submit"));
	const [id, mended] = ids, told = async (of) => (await officer.sheet(of)).findings.map((f) => [f.rule, f.severity, f.confirmed?.reason ?? null]);
	for (const one of ids)
		await officer.does(303, `/sheets/${one}/confirm`, { confirm_W37: "đã xem giấy", confirm_E08: "xã đã duyệt" });
	const both = [["E08", "W", "xã đã duyệt"], ["W37", "W", "đã xem giấy"]];
	equal(await told(id), both, "confirmed");
	await sets("W37", "off", "tạm dừng");
	await officer.does(303, `/sheets/${mended}/correct`, { inactive_reason: "3", reason: "gõ nhầm" });
	await officer.does(303, `/sheets/${mended}/correct`, { inactive_reason: "4", reason: "vẫn là khuyết tật" });
	await sets("E08", "default", "là lỗi");
	const listed = changes(await ended(officer, await begins(officer)));
	equal(listed[id], "Cảnh báo E08 (đã xác nhận) Cảnh báo W37 (đã xác nhận) → Lỗi E08: Đã cập nhật", "what changed");
	equal(await told(id), [["E08", "E", null]], "silent, or an open error");
	equal((await officer.json("/review.json")).rows.find((one) => one.id === id).open_errors, 1, "the queue knows");
	equal(changes(await ended(officer, await begins(officer)))[id], undefined, "once");
	await sets("W37", "default", "áp dụng lại");
	await sets("E08", "warning", "hạ xuống");
	await ended(officer, await begins(officer));
	equal(await told(id), both, "confirmed as before");
	equal(await told(mended), [["E08", "W", "xã đã duyệt"], ["W37", "W", null]], "the answer was changed, and changed back");
	await sets("E08", "default", "áp dụng lại");
	await sets("W37", "off", "tạm dừng");
});

await test("who sees and stops what: an officer their own area and what runs over the whole campaign, administrators all, without names", async () => {
	await sets("W37", "default", "áp dụng lại");
	const own = await begins(officer), page = await ended(officer, own);
	equal((await far.get(own)).status, 404, "another commune's officer");
	equal((await far.post(`${own}/cancel`)).status, 404, "nor stops it");
	equal((await officer.post("/jobs", { campaign_id: campaigns["TN-2"] })).status, 404, "another commune's campaign");
	equal((await officer.post("/jobs", {})).status, 422, "no campaign");
	holds(page.text.includes("Phiếu của xã, phường") && (await officer.page("/jobs")).text.includes(own), "the list");
	const seen = await ended(admin, own), names = [...page.text.matchAll(/>([^<>(]+) \(số \d+\)</g)].map((m) => m[1]);
	holds(names.length > 0 && names.every((name) => !seen.text.includes(name)), "an administrator reads numbers, no names");
	await sets("W37", "off", "thử lần nữa");
	const whole = await begins(admin), all = await ended(admin, whole);
	holds(all.text.includes("Cả đợt") && Object.keys(changes(all)).length > 0, "the whole campaign");
	equal(Object.keys(changes(await ended(officer, whole))), Object.keys(changes(all)), "its sheets in the officer's area");
	equal((await officer.post(`${whole}/cancel`)).status, 403, "whose it is not does not stop it");
	equal((await admin.post(`${whole}/cancel`)).status, 409, "what has ended does not stop");
	holds(said(await admin.page("/admin/log?action=recheck.begin")).includes("Cả đợt: có"), "the log");
});

await test("the same form twice begins once", async () => {
	const token = /name="form_token" value="([^"]+)"><input type="hidden" name="campaign_id"/.exec((await officer.page("/jobs")).text)[1];
	const first = await officer.does(303, "/jobs", { campaign_id: campaigns["TN-1"], form_token: token });
	equal((await officer.does(303, "/jobs", { campaign_id: campaigns["TN-1"], form_token: token })).location, first.location, "where it leads");
	await ended(officer, first.location);
});

await test("a confirmation that is kept aside while its rule is off is counted nowhere", async () => {
	const count = async (client) => [...(row(await client.page("/rules"), "W38") ?? "").matchAll(/(?:Đang có|Đã xác nhận) ([\d.]+)/g)].map((m) => Number(m[1]));
	const readers = [officer, admin, enumerator], counts = () => Promise.all(readers.map(count)), before = await counts();
	const id = await enumerator.saves(fresh({ general_education: "3", qualification: "6", training_field: "Kế toán" }), "submit");
	const correct = (name) => officer.does(303, `/sheets/${id}/correct`, { informant_name: name, reason: "gõ nhầm" });
	const more = before.map(([fired, confirmed]) => [(fired ?? 0) + 1, (confirmed ?? 0) + 1]), none = before.map(([fired, confirmed]) => [fired ?? 0, confirmed ?? 0]);
	await officer.does(303, `/sheets/${id}/confirm`, { confirm_W38: "đã xem bằng" });
	equal(await counts(), more, "confirmed");
	await sets("W38", "off", "thử");
	await correct("Trần Thị Một");
	equal([await findings(id), (await counts()).map(([fired, confirmed]) => [fired ?? 0, confirmed ?? 0])], [[], none], "off");
	must(["verify", "--data", world.server.folder]);
	await sets("W38", "default", "thử xong");
	await correct("Trần Thị Hai");
	equal(await counts(), more, "awake again, still confirmed");
});

await finish(world.server);
