/* Every page in every state worth seeing: [sheets of the demo, [[name, show]]]; show gives the page, shown. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { addressOf, checkEqual, getAs, jsonAs, mau03, openAs, openPage, PASSWORD, postAs, ROLES, serve, sheetIn, stopServing } from "./harness.mjs";
import { scan, sendPhoto } from "./cards.mjs";
import { acceptSheet, hamletsOf, makeBatch, storeSheet, wholeSheet } from "./sheets.mjs";

const at = (user, path) => async (world) => {
	const page = await openAs(world, user);
	await page.goto(path);
	return page;
};

/* The sheet of a state, or another page of it. */
const sheetAt = (user, state, more = "") => async (world) => at(user, `/sheets/${(await sheetIn(world, user, state)).id}${more}`)(world);

/* Clicks and waits for the page that comes. */
export async function press(page, selector) {
	const loaded = page.waitForEvent("load");
	await page.click(selector);
	await loaded;
}

async function fillLogin(page, user, password) {
	await page.fill("#username", user);
	await page.fill("#password", password);
	await press(page, "main button");
	return page;
}

async function loginFailed(world) {
	const page = await openPage(world);
	await page.goto("/login?next=/sheets");
	return fillLogin(page, "somebody", "wrong");
}

/* Half a sheet, and the session gone before it is sent. */
export async function sessionLost(world) {
	const page = await openAs(world, "officer");
	await page.goto("/sheets/new");
	await page.fill("#full_name", "Trần Văn Dở Dang");
	await page.context().clearCookies();
	await press(page, "button[value=submit]");
	return page;
}

async function resumed(world) {
	return fillLogin(await sessionLost(world), "officer", PASSWORD);
}

/* A number typed into the box of the head; the session may be over. */
async function searched(world, over) {
	const page = await openAs(world, "officer");
	await page.goto("/help");
	if (over) await page.context().clearCookies();
	await page.fill("header [role=search] input", "056085012345");
	await press(page, "header [role=search] button");
	return page;
}

const searchResumed = async (world) => fillLogin(await searched(world, true), "officer", PASSWORD);

async function searchElsewhere(world) {
	const address = (await searched(world, false)).url();
	return at("leader", address)(world);
}

/* One more number than an hour allows. */
async function tooManyNumbers(world) {
	for (let i = 0; i < 20; i++) await getAs(world, "district", `/sheets?q=0560850${10000 + i}`);
	return at("district", "/sheets?q=056085099999")(world);
}

async function leaderTold(world) {
	await tooManyNumbers(world);
	return at("leader", "/")(world);
}

async function fourEyesAsked(world) {
	const page = await at("admin", "/admin/campaigns/1")(world);
	await page.check("input[name=four_eyes]");
	await press(page, "main form button");
	return page;
}

async function newRefused(world) {
	const page = await openAs(world, "officer");
	await page.goto("/sheets/new");
	await page.fill("#full_name", "nguyễn");
	await page.fill("#birth_date", "31/02/1990");
	await page.fill("#citizen_id", "12345");
	await page.check("input[name=activity_status][value='1']");
	await press(page, "button[value=submit]");
	return page;
}

async function newAfterSent(world) {
	const path = await storeSheet(world, "officer"), page = await openAs(world, "officer");
	await page.context().addCookies([{ name: "mau03_note", value: `next.${path.split("/").pop()}`, url: world.url }]);
	await page.goto("/sheets/new");
	await page.waitForSelector(".alert-success");
	return page;
}

/* Text of an old machine, pasted. */
const textRead = (text) => async (world) => {
	const page = await openAs(world, "enumerator");
	await page.goto("/tools/text");
	await page.fill("#text", text);
	await press(page, "main button");
	return page;
};

async function cardRead(world) {
	const page = await openAs(world, "officer");
	await storeSheet(world, "officer", { citizen_id: "056085004399" }, "save");
	await page.goto("/sheets/new");
	await page.fill("#full_name", "Nguyễn Văn Khác");
	await scan(page, "#card", "056085004399|225871043|Nguyễn Văn Thẻ|05031985|Nam|Tổ 7, Phương Sài, Nha Trang, Khánh Hòa|20042021");
	return page;
}

async function photoRefused(world) {
	const page = await openAs(world, "enumerator");
	await sendPhoto(page, Buffer.from("no picture"));
	return page;
}

async function photoTooLarge(world) {
	const page = await openAs(world, "enumerator");
	await sendPhoto(page, Buffer.alloc((12 << 20) + 1));
	checkEqual(page.shown.status(), 413, "a photo over 12 MB");
	return page;
}

async function cardRefused(world) {
	const page = await openAs(world, "officer");
	await page.goto("/sheets/new");
	await scan(page, "#card", "056085004399|x");
	return page;
}

async function refusedByAnother(world) {
	const path = await storeSheet(world, "enumerator", { birth_date: "31/02/1990" }, "save");
	const page = await openAs(world, "officer");
	await page.goto(`${path}/edit`);
	await press(page, "button[value=submit]");
	return page;
}

async function saved(world) {
	const page = await openAs(world, "officer");
	await page.goto("/sheets/new");
	await page.fill("#full_name", "Lê Thị Nháp");
	await press(page, "button[value=save]");
	return page;
}

async function correctRefused(world) {
	const page = await openAs(world, "officer");
	await page.goto(`${await storeSheet(world, "officer")}/edit`);
	await page.fill("#full_name", "Phạm Văn Đúng");
	await press(page, ".action-bar button");
	return page;
}

async function returnRefused(world) {
	const page = await openAs(world, "officer");
	await page.goto(await storeSheet(world, "enumerator"));
	await page.click(".move.more-action:has(#move-return) > summary");
	await press(page, "#move-return button");
	return page;
}

/* Born in 1990 by the number, in 1985 by the answer. */
const withWarning = { citizen_id: "056090123456" };

async function acceptRefused(world) {
	const page = await openAs(world, "officer");
	await page.goto(await storeSheet(world, "officer", withWarning));
	await press(page, "#move-accept button");
	return page;
}

async function acceptConfirmed(world) {
	const path = await storeSheet(world, "officer", { citizen_id: "056090123457" });
	await acceptSheet(world, path);
	return at("officer", path)(world);
}

async function returnedEdit(world) {
	const path = await storeSheet(world, "enumerator");
	await addressOf(await postAs(world, "officer", `${path}/return`, { reason: "Câu 6 thiếu số nhà.\nCâu 12.2 chưa rõ công việc.", reason_occupation: "Ghi rõ việc" }));
	return at("enumerator", `${path}/edit`)(world);
}

/* A draft that was changed twice: options, dates, numbers, a box. */
async function changed(world) {
	const form = { ...wholeSheet((await hamletsOf(world, "officer"))[0]), action: "save" };
	const path = await addressOf(await postAs(world, "officer", "/sheets", form));
	Object.assign(form, { sex: "2", birth_date: "1985" });
	await addressOf(await postAs(world, "officer", `${path}/edit`, { ...form, row_version: 1 }));
	Object.assign(form, { citizen_id: "056185000123", priority_poor: "1", full_name: "Nguyễn Thị Đổi" });
	await addressOf(await postAs(world, "officer", `${path}/edit`, { ...form, row_version: 2 }));
	return path;
}

const changes = (user) => async (world) => at(user, `${await changed(world)}/changes`)(world);

async function replacing(world) {
	const answer = await postAs(world, "officer", `${await storeSheet(world, "officer")}/replace`, { reason: "Viết lại" });
	return at("officer", await addressOf(answer))(world);
}

export async function stale(world) {
	const path = await storeSheet(world, "officer", {}, "save");
	const page = await openAs(world, "officer");
	await page.goto(`${path}/edit`);
	const version = await page.inputValue("input[name=row_version]");
	await addressOf(await postAs(world, "officer", `${path}/edit`, { row_version: version, full_name: "Người Sửa Trước", action: "save" }));
	await page.fill("#permanent_address", "Chữ của người đến sau");
	await press(page, "button[value=save]");
	return page;
}

async function reviewed(world) {
	await storeSheet(world, "officer");
	const page = await openAs(world, "officer");
	await page.goto("/review");
	await page.check("input[name=ids] >> nth=0");
	await press(page, "form[data-select] > .panel-foot:not(.confirm-many) button");
	return page;
}

/* Two warnings: neither the year nor the province of the number fits. */
export const withWarnings = () => ({ citizen_id: `999090${String(100000 + Math.floor(Math.random() * 899999))}` });

export async function confirmedSheet(world) {
	const page = await openAs(world, "officer");
	await page.goto(await storeSheet(world, "officer", withWarnings()));
	await page.fill(".finding-confirm input >> nth=0", "Đã đối chiếu thẻ CCCD, ghi đúng");
	await press(page, ".findings ~ .panel-foot button");
	return page;
}

async function confirmRefused(world) {
	const page = await openAs(world, "officer");
	await page.goto(await storeSheet(world, "officer", withWarnings()));
	await page.check("input[name=common] >> nth=0");
	await press(page, ".findings ~ .panel-foot button");
	return page;
}

/* The queue of one rule, with a reason typed and the sheets ticked. */
export async function confirmingMany(world, rule, sheets, reason) {
	const page = await openAs(world, "officer");
	await page.goto(`/review?rule=${rule}`);
	for (const path of sheets) await page.check(`input[name=ids][value="${path.split("/").pop()}"]`);
	await page.selectOption("#confirm_rule", rule);
	await page.fill("#confirm_reason", reason);
	return page;
}

async function confirmedMany(world) {
	const sheets = [await storeSheet(world, "officer", withWarnings()), await storeSheet(world, "officer", withWarnings())];
	const page = await confirmingMany(world, "W14", sheets, "Đăng ký khai sinh ở nước ngoài");
	await press(page, ".confirm-many button");
	return page;
}

async function confirmManyRefused(world) {
	const page = await confirmingMany(world, "W14", [await storeSheet(world, "officer", withWarnings())], "");
	await press(page, ".confirm-many button");
	return page;
}

/* A campaign judged again after a change of its rules: the page that came back by itself until it was done. */
async function judgedAgain(world) {
	await storeSheet(world, "officer", withWarnings());
	const admin = await openAs(world, "admin");
	await admin.goto("/admin/campaigns/1/rules?rule=W14");
	await admin.selectOption("#change-setting", "off");
	await admin.fill("#change-reason", "thử");
	await press(admin, "#change button");
	const page = await openAs(world, "officer");
	await page.goto("/jobs");
	await press(page, "form[action='/jobs'] button");
	await page.waitForFunction(() => document.querySelector("#rows-heading") && !document.querySelector("[data-job]"), undefined, { timeout: 60000 });
	await page.reload();
	return page;
}

async function takenBack(world) {
	const page = await reviewed(world);
	await press(page, "form[action$='/undo'] button");
	return page;
}

async function batchTakenBack(world) {
	const { batch } = await makeBatch(world, 2), page = await at("officer", batch)(world);
	await press(page, "form[action$='/undo'] button");
	return page;
}

async function reviewChanged(world) {
	const page = await openAs(world, "officer");
	await page.goto("/review/accept");
	await page.evaluate(() => { document.querySelector("input[name=expected]").value = "9999"; });
	await press(page, "form[action='/review/accept'] .btn-primary");
	return page;
}

/* Two sheets of a hamlet that its leader sent on in a bundle. */
async function makeBundle(world) {
	const ids = [];
	for (let i = 0; i < 2; i++) ids.push((await storeSheet(world, "hamlet_leader")).split("/").pop());
	return { ids, path: await addressOf(await postAs(world, "hamlet_leader", "/bundles", { ids: ids.join(","), count: 3 })) };
}

const bundle = (user, page = "") => async (world) => at(user, `${(await makeBundle(world)).path}${page}`)(world);

async function bundles(world) {
	await storeSheet(world, "hamlet_leader");
	return at("hamlet_leader", "/bundles")(world);
}

async function bundleRefused(world) {
	const page = await bundle("officer")(world);
	await page.fill("#count", "1");
	await press(page, "#sign .btn-primary");
	return page;
}

async function bundleCounted(world) {
	const { ids, path } = await makeBundle(world);
	await postAs(world, "officer", `${path}/confirm`, { count: 1, missing: ids[0], note: "một phiếu ướt" });
	return at("officer", path)(world);
}

/* Minutes of what the enumerator of the demo sent, its first member; a draft, or issued. */
const accepted = (issue, page = "") => async (world) => {
	const path = await addressOf(await postAs(world, "officer", "/minutes", { type: "acceptance", enumerator_id: 1, from: "2020-01-01", to: "2024-06-10" }));
	if (issue)
		await postAs(world, "officer", `${path}/issue`, {});
	return at("officer", path + page)(world);
};

/* A period of payment of the demo's officer: open, or closed. */
const paying = (close, page = "", user = "officer") => async (world) => {
	const [{ campaign }] = [await (await getAs(world, "officer", "/rules")).text()].map((text) => ({ campaign: /\/admin\/campaigns\/(\d+)\/rules/.exec(text)[1] }));
	await postAs(world, "officer", `/admin/campaigns/${campaign}/prices`, { role: "collect", area: "commune:22351", from: "01/06/2023", new: 5500, change: 2750, decided_no: "12/2023/NQ-HĐND", decided_on: "01/05/2023" });
	const { rows } = await jsonAs(world, "officer", "/payments.json"), closed = close ? rows.find((row) => row.state === "closed") : undefined;
	let path = closed && `/payments/${closed.id}`;
	path ??= (await postAs(world, "officer", "/payments", { campaign_id: campaign, role: "collect", from: "01/06/2023", to: "10/06/2024" })).headers.get("location") ?? `/payments/${rows[0].id}`;
	if (close && !closed)
		await postAs(world, "officer", `${path}/close`, {});
	return at(user, page.startsWith("/campaigns") || page.startsWith("/admin") ? page.replace("ID", campaign) : path + page)(world);
};

/* One that is closed, and a file is sent as its scan. */
const signing = (text) => async (world) => {
	const page = await paying(true)(world);
	await page.fill("#signed_on", "10/06/2024");
	await page.setInputFiles("#scan_list", { name: "scan.pdf", mimeType: "application/pdf", buffer: Buffer.from(text) });
	await press(page, "form[action$='/signed'] button");
	return page;
};

/* Everything passes a meeting in a campaign where officers accept. */
async function meetingRefused(world) {
	const page = await at("officer", "/minutes/new?type=meeting")(world);
	await page.locator("input[name=passed]").first().check();
	await press(page, "form[action='/minutes'] .btn-primary");
	return page;
}

async function nothingChosen(world) {
	await makeBatch(world, 1);
	await acceptSheet(world, await storeSheet(world, "officer"));
	const page = await openAs(world, "officer");
	await page.goto("/handovers");
	await press(page, "form[data-select] button");
	return page;
}

/* A change sheet of somebody at work: empty, refused half full, stored. */
export async function changing(world, options = {}) {
	const path = await storeSheet(world, "officer");
	await acceptSheet(world, path);
	const page = await openAs(world, "officer", options);
	await page.goto(path);
	await press(page, "a[href*='kind=2']");
	return page;
}

async function changeRefused(world) {
	const page = await changing(world);
	await page.fill("#full_name", "nguyễn");
	await page.fill("#birth_date", "31/02/1990");
	await page.fill("#citizen_id", "12345");
	await page.check("input[name=activity_status][value='1']");
	await press(page, "button[value=submit]");
	return page;
}

/* Somebody whose last sheet is known, looked up by number. */
const lookedUp = (number) => async (world) => {
	const page = await at("officer", "/sheets/change")(world);
	await page.fill("#q", await number(world));
	await press(page, "main button");
	return page;
};

async function acceptedNumber(world) {
	const path = await storeSheet(world, "officer");
	await acceptSheet(world, path);
	return (await (await getAs(world, "officer", `${path}.json`)).json()).answers.citizen_id;
}

const withoutNumber = (path) => async (world) => {
	await storeSheet(world, "officer", { citizen_id: "", no_id_reason: "1" });
	return at("officer", path)(world);
};

const unsigned = (user) => async (world) => at(user, (await makeBatch(world, 3)).batch)(world);

/* Of which a paper is to come back from the police. */
async function toComeBack(world) {
	const { batch, sheets } = await makeBatch(world, 2);
	await postAs(world, "police", `${batch}/sign`, { count: 2 });
	await postAs(world, "police", `/police/${sheets[0].split("/").pop()}/entered`);
	const page = await at("officer", batch)(world);
	checkEqual(await page.locator("main a[href^='/returns/waiting?batch=']").count(), 1, "the way to what comes back");
	return page;
}

const minutes = (user, path) => async (world) => at(user, `${(await makeBatch(world, 3)).batch}${path}`)(world);

/* The list that police without a line signed, of a commune that has the switch meanwhile. */
async function byPaper(world) {
	const { batch } = await makeBatch(world, 3);
	await postAs(world, "admin", "/admin/settings", { "police.by_paper": "1" });
	const page = await at("officer", `${batch}/by-paper?mark=all`)(world);
	await postAs(world, "admin", "/admin/settings", { "police.by_paper": "" });
	return page;
}

/* Papers that came back, one of them missing. */
async function cameBack(world) {
	const { rows } = await jsonAs(world, "officer", "/returns/waiting.json");
	const list = await addressOf(await postAs(world, "officer", "/returns", { ids: rows.slice(0, 3).map((row) => row.id).join(","), missing: rows[3].id, place: "Tủ 2, hộp 5", keeper: "Tổ công tác" }));
	return at("officer", list)(world);
}

async function signRefused(world) {
	const page = await unsigned("police")(world);
	await page.fill("#count", "2");
	await press(page, "#sign button");
	return page;
}

async function signedShort(world) {
	const page = await unsigned("police")(world);
	await page.fill("#count", "2");
	await page.fill("#extra", "Nguyễn Văn Thừa");
	await page.check("input[name=missing] >> nth=0");
	await press(page, "#sign button");
	return page;
}

async function policeReturnRefused(world) {
	const page = await openAs(world, "police");
	await page.goto("/police");
	await page.click(".queue-item .more-action summary >> nth=0");
	await press(page, ".queue-item .more-action button >> nth=0");
	return page;
}

async function passwordRefused(world) {
	const page = await openAs(world, "leader");
	await page.goto("/password");
	await page.fill("#old_password", "wrong");
	await page.fill("#new_password", "một hai ba bốn");
	await page.fill("#repeat_password", "một hai ba");
	await press(page, ".page .btn-primary");
	return page;
}

async function userRefused(world) {
	const page = await openAs(world, "admin");
	await page.goto("/admin/users/new");
	await press(page, "main form[method=post] button");
	return page;
}

async function memberRefused(world) {
	const page = await openAs(world, "officer");
	await page.goto("/members/new");
	await page.fill("#member-full_name", "Đỗ Minh Khôi");
	await page.check("#member-areas-1");
	await press(page, "main form[method=post] button");
	return page;
}

/* Without an account. */
const member = (user) => async (world) => {
	const { id } = (await jsonAs(world, "officer", "/members.json")).rows.find((row) => row.username === undefined || row.username === null);
	return at(user, `/members/${id}`)(world);
};

/* A name that very many areas have a part of. */
async function userAreaAsked(world) {
	const page = await openAs(world, "admin");
	await page.goto("/admin/users/new");
	await page.fill("#user-areas", "Phường Phương Sài, tổ");
	await press(page, "main form[method=post] button");
	checkEqual(await page.locator(".picks input[type=radio]").count(), 20, "areas to choose from");
	return page;
}

/* A form of ours with another target: what the browser does with a bad request. */
async function posted(world, user, action, fields) {
	const page = await openAs(world, user);
	await page.goto("/");
	const loaded = page.waitForEvent("load");
	await page.evaluate(([path, pairs]) => {
		const form = Object.assign(document.createElement("form"), { method: "post", action: path });
		for (const [name, value] of Object.entries(pairs)) form.append(Object.assign(document.createElement("input"), { name, value, type: "hidden" }));
		document.body.append(form);
		form.submit();
	}, [action, fields]);
	await loaded;
	return page;
}

async function conflict(world) {
	const { id } = await sheetIn(world, "officer", "entered");
	const token = /name="csrf" value="([^"]+)"/.exec(await (await getAs(world, "officer", "/")).text())[1];
	return posted(world, "officer", `/sheets/${id}/accept`, { csrf: token });
}

/* Two sheets of one number, and where they stand side by side. */
export async function twoSheets(world) {
	const [area] = await hamletsOf(world, "officer"), fields = wholeSheet(area), paths = [];
	for (const action of ["submit", "submit"])
		paths.push(await addressOf(await postAs(world, "officer", "/sheets", { ...fields, action })));
	return `/duplicates/${paths.map((path) => path.split("/").pop()).join("/")}`;
}

const pairOpen = (user) => async (world) => at(user, await twoSheets(world))(world);

async function pairDecided(world) {
	const page = await pairOpen("officer")(world);
	await press(page, "button[value=replace]");
	return page;
}

async function pairStale(world) {
	const page = await pairOpen("officer")(world);
	await postAs(world, "officer", new URL(page.url()).pathname, { decision: "distinct" });
	await press(page, "button[value=replace]");
	return page;
}

async function personOf(world, state) {
	const { id } = await sheetIn(world, "officer", state);
	return `/people/${(await jsonAs(world, "officer", `/sheets/${id}.json`)).person_id}`;
}

const person = (user, state, more = "") => async (world) => at(user, `${await personOf(world, state)}${more}`)(world);

async function personRefused(world) {
	const page = await person("officer", "accepted")(world);
	await page.click("details.more-action summary >> nth=0");
	await page.fill("#other", "056099999999");
	await press(page, "details[open] button");
	return page;
}

/* Progress of the n-th area below, down to a hamlet. */
const below = (user, steps) => async (world) => {
	const page = await at(user, "/reports/progress")(world);
	for (let i = 0; i < steps; i++) await press(page, ".list-table tbody a >> nth=0");
	return page;
};

const demo = [
	["login", async (world) => { const page = await openPage(world); await page.goto("/login"); return page; }],
	["login failed", loginFailed],
	["login carrying a form", sessionLost],
	["login carried on", resumed],
	...ROLES.map((role) => [`home ${role}`, at(role, "/")]),
	["search", at("officer", "/search")],
	["search carried on", searchResumed],
	["search of another session", searchElsewhere],
	["new sheet", at("officer", "/sheets/new")],
	["new sheet hamlet leader", at("hamlet_leader", "/sheets/new")],
	["new sheet asking industry", at("officer3", "/sheets/new")],
	["new sheet after one was sent", newAfterSent],
	["new sheet refused", newRefused],
	["new sheet from a card", cardRead],
	["new sheet, no card", cardRefused],
	["photo", at("enumerator", "/sheets/photo")],
	["photo refused", photoRefused],
	["photo too large", photoTooLarge],
	["draft refused by another", refusedByAnother],
	["draft saved", saved],
	["edit of returned", returnedEdit],
	["edit stale", stale],
	["correct", sheetAt("officer", "received", "/edit")],
	["correct refused", correctRefused],
	["replacing", replacing],
	...["received", "returned", "accepted", "handed_over", "entered", "police_returned"].map((state) => [`sheet ${state}`, sheetAt("officer", state)]),
	["change sheet", changing],
	["change sheet refused", changeRefused],
	["change looked up", lookedUp(acceptedNumber)],
	["change of nobody", lookedUp(async () => "056085000001")],
	["change looked up wrongly", lookedUp(async () => "12345")],
	["people without a number", withoutNumber("/reports/no-id")],
	["people without a number, paper", withoutNumber("/reports/no-id/print")],
	["sheet accepted with a confirmation", acceptConfirmed],
	["sheet partly confirmed", confirmedSheet],
	["confirm refused", confirmRefused],
	["sheet masked", sheetAt("district", "accepted")],
	["sheet for police", sheetAt("police", "handed_over")],
	["changes of a sheet", changes("officer")],
	["changes of a sheet, masked", changes("district")],
	["changes of a sheet never changed", sheetAt("officer", "accepted", "/changes")],
	["return refused", returnRefused],
	["accept refused", acceptRefused],
	["the day on paper", at("officer", "/day")],
	["list", at("officer", "/sheets")],
	["list filtered", at("officer", "/sheets?state=received&q=nguyen")],
	["list without a match", at("officer", "/sheets?q=khongcoainhuvay")],
	["paper of a sheet", sheetAt("officer", "received", "/print")],
	["paper of a sheet, masked", sheetAt("province", "received", "/print")],
	["empty paper", at("officer", "/forms/mau-03/print")],
	["list of enumerator", at("enumerator", "/sheets")],
	["list of province", at("province", "/sheets")],
	["list half a number", at("district", "/sheets?q=056085")],
	["review", at("officer", "/review")],
	["review done", reviewed],
	["review shown before", at("officer", "/review/accept")],
	["review taken back", takenBack],
	["review changed meanwhile", reviewChanged],
	["review of a rule", at("officer", "/review?rule=W13")],
	["review confirmed", confirmedMany],
	["review confirm refused", confirmManyRefused],
	["review without a match", at("officer", "/review?q=khongcoainhuvay")],
	["duplicates", async (world) => { await twoSheets(world); return at("officer", "/duplicates")(world); }],
	["duplicates decided", async (world) => {
		const path = await twoSheets(world);
		await postAs(world, "officer", path, { decision: "distinct", reason: "hai chị em sinh đôi, đã xem hai thẻ CCCD" });
		return at("officer", "/duplicates?state=decided")(world);
	}],
	["duplicates of hamlet leader", at("hamlet_leader", "/duplicates")],
	["two sheets", pairOpen("officer")],
	["two sheets, decided", pairDecided],
	["two sheets, decided by another", pairStale],
	["person", person("officer", "entered")],
	["people, nothing asked", at("officer", "/people")],
	["people found", at("officer", "/people?q=nguyen")],
	["people found masked", at("province", "/people?q=nguyen")],
	["people half a number", at("leader", "/people?q=0560")],
	["people nobody", at("enumerator", "/people?q=khongcoainhuvay")],
	["person of several sheets", async (world) => { await twoSheets(world); return person("officer", "received")(world); }],
	["person masked", person("district", "accepted")],
	["person refused", personRefused],
	["paper of a person", person("officer", "entered", "/print")],
	["register of minutes", async (world) => { await accepted(true)(world); return at("leader", "/minutes")(world); }],
	["minutes, of what", at("officer", "/minutes/new?type=acceptance")],
	["minutes, what they would say", at("officer", "/minutes/new?type=acceptance&enumerator_id=1&from=2020-01-01&to=2024-06-10")],
	["minutes, a draft", accepted(false)],
	["minutes, issued", accepted(true)],
	["minutes on paper", accepted(true, "/print")],
	["prices of a campaign", paying(false, "/admin/campaigns/ID/prices")],
	["estimate", paying(false, "/campaigns/ID/estimate")],
	["periods of payment", at("officer", "/payments")],
	["a period, open", paying(false)],
	["a period, closed", paying(true)],
	["a period with a scan", signing("%PDF-1.7\n%%EOF\n")],
	["a period, a scan refused", signing("no scan")],
	["a period as sums", paying(true, "", "district")],
	["list of money on paper", paying(true, "/print")],
	["minutes of volume on paper", paying(true, "/minutes")],
	["what lacks before settling", paying(true, "/campaigns/ID/closing")],
	["what communes have sent", at("district", "/payments/communes")],
	["a meeting", at("officer", "/minutes/new?type=meeting")],
	["a meeting that is refused", meetingRefused],
	["batches of officer", at("officer", "/handovers")],
	["batch taken back", batchTakenBack],
	["batches of police", at("police", "/handovers")],
	["minutes of a batch, draft", minutes("officer", "/print")],
	["minutes of a batch, signed short", async (world) => at("police", `${new URL((await signedShort(world)).url()).pathname}/print`)(world)],
	["cover of a batch", minutes("police", "/cover")],
	["list of a batch to tick", minutes("officer", "/checklist")],
	["papers in the background", at("officer", "/jobs/new?paper=sheets&id=1")],
	["minutes as the settings make them", at("admin", "/admin/settings/preview")],
	["part of what waits", at("officer", "/handovers/new?most=5")],
	["nothing of what waits", at("officer", "/handovers/new?accepted_from=01/01/2030")],
	["batch of nothing", nothingChosen],
	["batch unsigned officer", unsigned("officer")],
	["batch unsigned police", unsigned("police")],
	["batch sign refused", signRefused],
	["batch signed", signedShort],
	["batch with papers to come back", toComeBack],
	["bundles of hamlet leader", bundles],
	["bundles of officer", at("officer", "/bundles")],
	["bundle to be counted", bundle("officer")],
	["bundle of hamlet leader", bundle("hamlet_leader")],
	["bundle count refused", bundleRefused],
	["bundle counted", bundleCounted],
	["bundle on paper", bundle("officer", "/print")],
	["police queue", at("police", "/police")],
	["list of police on paper", byPaper],
	["list of police on paper, switched off", async (world) => at("officer", `${(await makeBatch(world, 3)).batch}/by-paper`)(world)],
	["papers to come back", at("officer", "/returns/waiting?mark=all")],
	["papers to come back, police", at("police", "/returns/waiting")],
	["papers that came back", cameBack],
	["register of returns", at("officer", "/returns")],
	["register of batches", at("officer", "/ledger")],
	["register of batches, police", at("police", "/ledger?wait=paper")],
	["many to return", at("officer", "/sheets/many?state=received")],
	["many to archive", at("police", "/sheets/many?state=entered")],
	["police range", at("police", "/police/entered?from=1")],
	["police return refused", policeReturnRefused],
	["progress province", below("province", 0)],
	["progress district", below("province", 1)],
	["progress commune", below("province", 2)],
	["progress officer", at("officer", "/reports/progress")],
	["progress hamlet leader", at("hamlet_leader", "/reports/progress")],
	...ROLES.map((role) => [`help ${role}`, at(role, "/help")]),
	["help of another role", at("leader", "/help?role=officer")],
	["help before the login", async (world) => { const page = await openPage(world); await page.goto("/help/login"); return page; }],
	["quality province", at("province", "/reports/quality")],
	["quality officer", at("officer", "/reports/quality")],
	["quality hamlet leader", at("hamlet_leader", "/reports/quality")],
	["rules", at("officer", "/rules")],
	["text tool", at("enumerator", "/tools/text")],
	["text tool done", textRead("NguyÔn V¨n ¸nh\nTrÇn ThÞ Bª")],
	["text tool of Unicode", textRead("Nguyễn Văn Ánh")],
	["text tool refused", textRead(" ")],
	["plan: campaigns", at("officer", "/campaigns")],
	["plan: a campaign", at("officer", "/campaigns/1")],
	["plan: what was changed of a campaign", at("leader", "/campaigns/1/history")],
	["plan: milestones", at("admin", "/admin/campaigns/1/milestones?id=1")],
	["plan: tasks", at("admin", "/admin/campaigns/1/tasks")],
	["plan: a new campaign with a plan", at("admin", "/admin/campaigns/new?plan=bac-giang-2024")],
	["plan: a table of targets", at("admin", "/admin/campaigns/1/targets/table")],
	["rules of a campaign", at("admin", "/admin/campaigns/1/rules?rule=E22")],
	["jobs", at("officer", "/jobs")],
	["judged again", judgedAgain],
	["jobs after one", at("admin", "/jobs")],
	["members", at("officer", "/members")],
	["members of hamlet leader", at("hamlet_leader", "/members")],
	["members of province", at("province", "/members")],
	["members, paper", at("officer", "/members?print=1")],
	["members, what each is to bring", at("officer", "/members/assignments")],
	["members, what each is to bring, paper", at("officer", "/members/assignments?print=1")],
	["member new", at("officer", "/members/new")],
	["member new refused", memberRefused],
	["member", member("officer")],
	["member read", member("leader")],
	["decision on the members", at("officer", "/members/team")],
	["rules of a campaign, officer", at("officer", "/admin/campaigns/1/rules")],
	["licences", at("officer", "/licences")],
	...["", "/areas", "/areas/1", "/campaigns", "/campaigns/new", "/campaigns/1", "/campaigns/1/targets", "/log", "/settings", "/status", "/users",
		"/users/new", "/users/1"].map((path) => [`admin ${path.slice(1)}`.trim(), at("admin", `/admin${path}`)]),
	["admin user refused", userRefused],
	["admin campaign asked whether four eyes are meant", fourEyesAsked],
	["admin user asked which area", userAreaAsked],
	["password", at("officer", "/password")],
	["password refused", passwordRefused],
	["error 400", at("officer", "/sheets?state=nonsense")],
	["error 403", at("leader", "/review")],
	["error 404", at("officer", "/sheets/99999999")],
	["error 405", at("officer", "/review/confirm")],
	["error 409", conflict],
	["error 429", tooManyNumbers],
	["home of a leader who is told", leaderTold],
	["error csrf", (world) => posted(world, "officer", "/handovers", { csrf: "stale" })],
];

/* ---- a database without a single sheet ---- */

const AREAS = `code\tparent_code\tlevel\tname\tfull_name
56\t\tprovince\tKhánh Hòa\tTỉnh Khánh Hòa
568\t56\tdistrict\tNha Trang\tThành phố Nha Trang
22351\t568\tcommune\tPhương Sài\tPhường Phương Sài
22351-01\t22351\thamlet\tTổ 1\tTổ dân phố 1
`;

/* A commune, a campaign and its people: what an office has on its first day. */
async function firstDay(world) {
	const { server } = world;
	if (world.settled) return;
	world.settled = true;
	const file = join(server.data, "areas.tsv");
	await writeFile(file, AREAS);
	await stopServing(server);
	mau03(server, "", "import", "areas", file, "--valid-from", "2020-01-01");
	mau03(server, "", "campaign", "add", "--code", "C1", "--name", "Đợt đầu", "--area", "22351", "--from", "2024-01-01", "--to", "2099-12-31");
	for (const role of ["officer", "police", "district"]) {
		mau03(server, `${PASSWORD}\n`, "user", "add", role, "--role", role, "--area", role === "district" ? "568" : "22351", "--password-stdin");
	}
	await serve(world);
}

const first = (user, path) => async (world) => {
	await firstDay(world);
	return at(user, path)(world);
};

const empty = [
	["empty home", first("officer", "/")],
	["empty new sheet", first("officer", "/sheets/new")],
	["empty list", first("officer", "/sheets")],
	["empty review", first("officer", "/review")],
	["empty batches of officer", first("officer", "/handovers")],
	["empty batches of police", first("police", "/handovers")],
	["empty police queue", first("police", "/police")],
	["nothing to come back", first("officer", "/returns/waiting")],
	["no returns", first("officer", "/returns")],
	["no batches in the register", first("officer", "/ledger")],
	["empty progress", first("district", "/reports/progress")],
	["empty list of decided pairs", first("officer", "/duplicates?state=decided")],
	["empty list of people without a number", first("officer", "/reports/no-id")],
	["empty quality", first("officer", "/reports/quality")],
	["empty list of district", first("district", "/sheets")],
];

export const states = [[300, demo], [0, empty]];
