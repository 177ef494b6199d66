/* A sheet that is typed is stored when the hands rest: once, whole, never over somebody else's; and the list of keys. */
import { addressOf, check, checkEqual, jsonAs, openAs, postAs, sheetIn } from "./harness.mjs";
import { hamletsOf, storeSheet, wholeSheet } from "./sheets.mjs";
import { press } from "./states.mjs";

const total = async (world) => (await jsonAs(world, "officer", "/sheets.json")).total;
const pathOf = (page) => new URL(page.url()).pathname;
const status = (page) => page.textContent("[data-saved]");

/* A page for typing whose pause is short. */
async function typing(world, path = "/sheets/new") {
	const page = await openAs(world, "officer");
	await page.goto(path);
	await page.evaluate(() => { document.querySelector("#sheet-form").dataset.drafts = "0.25"; });
	return page;
}

const told = (page, text) => page.waitForFunction((wanted) => document.querySelector("[data-saved]").textContent.startsWith(wanted), text);

/* The draft that the page has made: as stored now. */
async function draftOf(world, page) {
	check(/^\/sheets\/\d+\/edit$/.test(pathOf(page)), `the page is at ${pathOf(page)}`);
	return jsonAs(world, "officer", pathOf(page).replace("/edit", ".json"));
}

async function storesWhileTyping(world) {
	const before = await total(world), page = await typing(world);
	await page.fill("#full_name", "Nguyễn Văn Nháp");
	await told(page, "Đã lưu nháp lúc ");
	check(/^Đã lưu nháp lúc \d\d:\d\d$/.test(await status(page)), await status(page));
	const first = await draftOf(world, page);
	checkEqual([first.state, first.answers.full_name].join(), "draft,Nguyễn Văn Nháp", "the draft");
	await page.fill("#permanent_address", "12 Yersin");
	await page.waitForResponse((answer) => answer.url().endsWith(".json"));
	const second = await draftOf(world, page);
	checkEqual([second.id, second.answers.permanent_address].join(), `${first.id},12 Yersin`, "the same draft");
	await page.reload();
	checkEqual(await page.inputValue("#permanent_address"), "12 Yersin", "after reloading");
	await page.fill("#current_address", "14 Yersin");
	await press(page, "button[value=save]");
	checkEqual((await jsonAs(world, "officer", `${pathOf(page)}.json`)).answers.current_address, "14 Yersin", "after the button");
	checkEqual(await total(world), before + 1, "sheets");
}

/* Before the sheet is sent: who may have one already, with links. */
async function warnsOfSimilar(world) {
	const [area] = await hamletsOf(world, "officer"), sheet = wholeSheet(area);
	const path = await addressOf(await postAs(world, "officer", "/sheets", { ...sheet, action: "submit" })), page = await typing(world);
	await page.selectOption("#area_id", area);
	await page.fill("#birth_date", sheet.birth_date);
	await page.fill("#full_name", sheet.full_name);
	const link = page.locator(`#sheet-form .alert a[href="${path}"]`);
	await link.waitFor();
	check((await link.textContent()).includes("cùng họ tên"), await link.textContent());
	const draft = pathOf(page).replace("/edit", "");
	await page.goto(draft);
	check(await page.locator(`.alert a[href="${path}"]`).count() === 1, "the draft's own page says so too");
	await page.goto(`${draft}/edit`);
	await page.evaluate(() => { document.querySelector("#sheet-form").dataset.drafts = "0.25"; });
	await page.fill("#full_name", "Hồ Thị Chẳng Giống");
	await told(page, "Đã lưu nháp lúc ");
	checkEqual(await link.count(), 0, "somebody else");
	await page.context().close();
}

/* What is chosen for many sheets alike is no draft; the first answer of a person is one, with a name or without. */
async function storesAnswersAlone(world) {
	const before = await total(world), page = await typing(world);
	await page.selectOption("#area_id", (await hamletsOf(world, "officer"))[0]);
	await page.fill("#collected_on", "05/06/2024");
	await page.waitForTimeout(900);
	checkEqual([await total(world), pathOf(page)].join(), `${before},/sheets/new`, "what was stored");
	await page.fill("#permanent_address", "12 Yersin");
	await told(page, "Đã lưu nháp lúc ");
	const { answers } = await draftOf(world, page);
	checkEqual([answers.full_name, answers.permanent_address, await total(world)].join(), `,12 Yersin,${before + 1}`, "the draft");
}

/* After `move` the draft is offered, and its page goes on after the last answer. */
const offersTheDraft = (move) => async (world) => {
	const page = await openAs(world, "officer"), before = await total(world);
	await page.goto("/sheets/new");
	await page.selectOption("#area_id", (await hamletsOf(world, "officer"))[0]);
	await page.fill("#birth_date", "12/03/1985");
	await page.check("input[name=sex][value='1']", { force: true });
	await move(page);
	await page.waitForFunction(() => document.querySelector("#draft")?.textContent.includes("(chưa ghi họ tên)"));
	check(/^Bản nháp đã lưu lúc \d\d:\d\d: mở tiếp, \(chưa ghi họ tên\)$/.test(await page.textContent("#draft")), await page.textContent("#draft"));
	checkEqual(await total(world), before + 1, "sheets");
	await press(page, "#draft a");
	checkEqual([await page.inputValue("#birth_date"), await page.evaluate(() => document.activeElement.id)].join(), "12/03/1985,citizen_id", "where it goes on");
	await page.fill("#full_name", "Có Tên Rồi");
	await press(page, "button[value=save]");
	await page.context().close();
};

async function makesNoDraftUntouched(world) {
	const before = await total(world), page = await typing(world);
	await page.focus("#full_name");
	await page.keyboard.press("Tab");
	await page.reload();
	await press(page, ".site-nav a[href='/sheets']");
	await page.waitForTimeout(700);
	checkEqual(await total(world), before, "sheets");
}

/* Who leaves with something typed is asked, and stays with it when that was not meant. */
async function asksBeforeLeaving(world) {
	const before = await total(world), page = await openAs(world, "officer"), asked = [];
	let answer = "dismiss";
	page.on("dialog", (dialog) => {
		asked.push(dialog.message());
		dialog[answer]();
	});
	await page.goto("/sheets/new");
	await press(page, "[data-leave]");
	checkEqual([pathOf(page), asked.length].join(), "/sheets,0", "with nothing typed");
	await page.goto("/sheets/new");
	await page.fill("#full_name", "Nguyễn Văn Rời Trang");
	await page.click("[data-leave]");
	checkEqual([pathOf(page), await page.inputValue("#full_name"), asked.length].join(), "/sheets/new,Nguyễn Văn Rời Trang,1", "when it was not meant");
	answer = "accept";
	await press(page, "[data-leave]");
	await page.waitForTimeout(700);
	checkEqual([pathOf(page), await total(world)].join(), `/sheets,${before}`, "when it was");
}

/* The button while the draft is on its way: one sheet, with what was typed last. */
async function waitsForTheDraft(world) {
	const before = await total(world), page = await typing(world), [area] = await hamletsOf(world, "officer"), sheet = wholeSheet(area);
	await page.route("**/sheets", async (route) => {
		await new Promise((done) => setTimeout(done, 700));
		await route.continue();
	});
	const begun = page.waitForRequest("**/sheets");
	await page.fill("#full_name", sheet.full_name);
	await begun;
	await page.fill("#permanent_address", "Gõ sau cùng");
	await press(page, "button[value=save]");
	const stored = await jsonAs(world, "officer", `${pathOf(page)}.json`);
	checkEqual([stored.answers.full_name, stored.answers.permanent_address].join(), `${sheet.full_name},Gõ sau cùng`, "what is stored");
	checkEqual(await total(world), before + 1, "sheets");
}

/* The answer to the first save is lost on its way back. */
async function findsItsDraft(world) {
	const before = await total(world), page = await typing(world);
	let lost = 0;
	await page.route("**/sheets", async (route) => {
		await fetch(route.request().url(), { method: "POST", body: route.request().postData(), redirect: "manual", headers: await route.request().allHeaders() });
		lost += 1;
		await route.abort();
	}, { times: 1 });
	/* It is told until the next attempt gets through, which may be before anybody looks. */
	await page.evaluate(() => {
		const notice = document.querySelector("[data-offline]");
		new MutationObserver(() => { window.toldOffline ||= !notice.hidden; }).observe(notice, { attributes: true });
	});
	await page.fill("#full_name", "Lê Thị Mất Mạng");
	await page.waitForFunction(() => window.toldOffline);
	await page.fill("#permanent_address", "Sau khi mất mạng");
	await press(page, "button[value=save]");
	const stored = await jsonAs(world, "officer", `${pathOf(page)}.json`);
	checkEqual([stored.answers.full_name, stored.answers.permanent_address, lost].join(), "Lê Thị Mất Mạng,Sau khi mất mạng,1", "what is stored");
	checkEqual(await total(world), before + 1, "sheets");
	world.troubles.length = 0;
}

async function overwritesNobody(world) {
	const path = await storeSheet(world, "officer", {}, "save"), page = await typing(world, `${path}/edit`);
	const { row_version: version } = await jsonAs(world, "officer", `${path}.json`);
	await addressOf(await postAs(world, "officer", `${path}/edit`, { row_version: version, full_name: "Người Kia", action: "save" }));
	const refused = page.waitForResponse((answer) => answer.status() === 409);
	await page.fill("#full_name", "Người Này");
	await refused;
	checkEqual((await jsonAs(world, "officer", `${path}.json`)).answers.full_name, "Người Kia", "what is stored");
	await press(page, "button[value=save]");
	checkEqual([page.shown.status(), await page.inputValue("#full_name")].join(), "409,Người Này", "the button");
	check(await page.locator("#conflict").isVisible(), "both versions");
	checkEqual(await page.getAttribute("#sheet-form", "data-drafts"), null, "drafts after a conflict");
	world.troubles.length = 0;
}

/* The page that a refused sheet came back on, after `move`: asked for, not sent again, with what was typed. */
const keepsRefused = (move) => async (world) => {
	const page = await typing(world), [area] = await hamletsOf(world, "officer"), sheet = wholeSheet(area), before = await total(world);
	await page.fill("#full_name", sheet.full_name);
	await page.selectOption("#area_id", area);
	await page.fill("#birth_date", "31/02/1990");
	await page.check("input[name=activity_status][value='1']");
	await press(page, "button[value=submit]");
	checkEqual([page.shown.status(), page.shown.request().method()].join(), "422,POST", "the refusal");
	const posted = [];
	page.on("request", (request) => { if (request.method() === "POST") posted.push(request.url()); });
	await move(page);
	check(/^\/sheets\/\d+\/edit$/.test(pathOf(page)), `the page is at ${pathOf(page)}`);
	checkEqual([page.shown.status(), page.shown.request().method(), posted.length].join(), "200,GET,0", "what was asked for");
	checkEqual([await page.inputValue("#full_name"), await page.inputValue("#area_id"), await page.inputValue("#birth_date"), await page.inputValue("input[name=activity_status]:checked")].join(),
		[sheet.full_name, area, "31/02/1990", "1"].join(), "what was typed");
	await page.fill("#birth_date", sheet.birth_date);
	await press(page, "button[value=save]");
	checkEqual([page.shown.status(), await total(world)].join(), `200,${before + 1}`, "one sheet, that can be saved");
};

const reload = (page) => page.reload();

async function leaveAndComeBack(page) {
	await press(page, ".site-nav a[href='/sheets']");
	await page.goBack();
	await page.waitForLoadState("load");
}

async function onlyDrafts(world) {
	const page = await openAs(world, "officer");
	await page.goto(`/sheets/${(await sheetIn(world, "officer", "received")).id}/edit`);
	checkEqual(await page.getAttribute("#sheet-form", "data-drafts"), null, "a correction");
	await page.goto("/sheets/new");
	checkEqual(await page.getAttribute("#sheet-form", "data-drafts"), "", "a new sheet");
}

async function listsKeys(world) {
	const page = await openAs(world, "officer");
	await page.goto("/sheets/new");
	const open = () => page.locator(".keys-list").isVisible();
	await page.fill("#full_name", "");
	await page.locator("#full_name").press("?");
	checkEqual([await page.inputValue("#full_name"), await open()].join(), "?,false", "in a text");
	await page.locator("input[name=sex]").first().focus();
	await page.keyboard.press("?");
	check(await open(), "the list of keys");
	check((await page.locator(".keys-list").innerText()).includes("gửi, nhập tiếp"), "the keys of the page");
	await page.keyboard.press("Escape");
	checkEqual([await open(), await page.evaluate(() => document.activeElement.name)].join(), "false,sex", "after Esc");
	await page.keyboard.press("?");
	await page.click(".keys-list button");
	check(!await open(), "after the button");
	const police = await openAs(world, "police");
	await police.goto("/police");
	await police.keyboard.press("?");
	check((await police.locator(".keys-list").innerText()).includes("sao chép ô tiếp theo"), "the keys of the police");
}

/* Left before the pause is over, by a link. */
async function leaves(world) {
	const before = await total(world), page = await openAs(world, "officer");
	await page.goto("/sheets/new");
	await page.fill("#full_name", "Nguyễn Văn Rời Trang");
	await page.fill("#permanent_address", "12 Yersin");
	await press(page, ".site-nav a[href='/people']");
	await page.waitForTimeout(700);
	checkEqual(await total(world), before + 1, "sheets");
	const [{ id }] = (await jsonAs(world, "officer", "/sheets.json")).rows;
	checkEqual((await jsonAs(world, "officer", `/sheets/${id}.json`)).answers.permanent_address, "12 Yersin", "what is stored");
}

async function readsNoPhotoForSomebodyKnown(world) {
	const page = await openAs(world, "officer"), { id } = await sheetIn(world, "officer", "accepted");
	await page.goto("/sheets/new");
	checkEqual(await page.locator("a[href='/sheets/photo']").count(), 1, "a new sheet");
	const { person_id: person } = await jsonAs(world, "officer", `/sheets/${id}.json`);
	await page.goto(`/sheets/new?person=${person}&kind=2`);
	checkEqual([await page.locator("#card").count(), await page.locator("a[href='/sheets/photo']").count()].join(), "1,0", "a change sheet: its person would be lost");
}

export default [
	["what was typed last is stored when the page is left", leaves],
	["who gives up what was typed is asked; nothing is stored", asksBeforeLeaving],
	["a draft without a name is offered after reloading", offersTheDraft((page) => page.reload())],
	["a draft without a name is offered to who comes back", offersTheDraft(async (page) => {
		await press(page, ".site-nav a[href='/people']");
		await press(page, ".site-nav a[href='/sheets/new']");
	})],
	["an untouched form is no draft", makesNoDraftUntouched],
	["a photo begins another sheet: it is not offered for somebody known", readsNoPhotoForSomebodyKnown],
	["warns of who may have a sheet already", warnsOfSimilar],
	["a sheet is stored while it is typed", storesWhileTyping],
	["nothing is stored before there is an answer of the person", storesAnswersAlone],
	["the button waits for the draft on its way", waitsForTheDraft],
	["a draft whose answer was lost is found again", findsItsDraft],
	["a draft overwrites nobody", overwritesNobody],
	["a refused sheet is not sent again by reloading", keepsRefused(reload)],
	["a refused sheet is not sent again by coming back", keepsRefused(leaveAndComeBack)],
	["only drafts are stored by themselves", onlyDrafts],
	["the question mark lists the keys", listsKeys],
];
