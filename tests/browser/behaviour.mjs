/* What must hold when hands, networks and browsers do as they please. */
import { check, checkEqual, getAs, jsonAs, NARROW, openAs, openPage, PASSWORD, sessionOf, sheetIn, WIDE } from "./harness.mjs";
import { hamletsOf, makeBatch, somebody, storeSheet, wholeSheet } from "./sheets.mjs";
import { press, sessionLost, stale } from "./states.mjs";

const total = async (world) => (await jsonAs(world, "officer", "/sheets.json")).total;

/* Fills the page with mouse and text as anybody would. */
async function fillSheet(page, sheet) {
	for (const [name, value] of Object.entries(sheet)) {
		const field = page.locator(`[name="${name}"]`).first();
		if (await field.evaluate((one) => one.tagName) === "SELECT") await field.selectOption(value);
		else if (await field.getAttribute("type") === "radio") await page.locator(`label.option:has(input[name="${name}"][value="${value}"])`).click();
		else await field.fill(value);
	}
}

async function newSheet(world, options) {
	const page = await openAs(world, "officer", options);
	await page.goto("/sheets/new");
	const [area] = await hamletsOf(world, "officer");
	return { page, sheet: wholeSheet(area) };
}

const pathOf = (page) => new URL(page.url()).pathname;

async function logIn(world, user, options) {
	const page = await openPage(world, options);
	await page.goto("/");
	await page.fill("#username", user);
	await page.fill("#password", PASSWORD);
	await press(page, "main button");
	return page;
}

/* A sheet from typing to entry, by clicks alone, without a line of script. */
async function withoutScript(world) {
	const options = { javaScriptEnabled: false };
	const officer = await logIn(world, "officer", options);
	await press(officer, ".site-nav a[href='/sheets/new']");
	const [area] = await hamletsOf(world, "officer");
	await fillSheet(officer, { ...wholeSheet(area), permanent_address: "" });
	await press(officer, "button[value=submit]");
	checkEqual(officer.shown.status(), 422, "a sheet with a missing answer");
	await officer.click(".summary a >> nth=0");
	checkEqual(new URL(officer.url()).hash, "#permanent_address", "where the summary leads");
	await officer.fill("#permanent_address", "Phương Sài, Nha Trang");
	await press(officer, "button[value=submit]");
	const sheet = pathOf(officer);
	await press(officer, "#move-accept button");
	await press(officer, ".site-nav a[href='/handovers']");
	await officer.check(`input[name=ids][value="${sheet.split("/").pop()}"]`);
	await press(officer, "form[data-select] .panel-foot button");
	const police = await logIn(world, "police", options);
	await police.goto(pathOf(officer));
	await police.fill("#count", "1");
	await press(police, "#sign button");
	await police.goto("/police");
	const item = `#sheet-${sheet.split("/").pop()}`;
	if (await police.locator(item).count() === 0) await police.goto(`/police?after=${Number(sheet.split("/").pop()) - 1}`);
	await press(police, `${item} form[data-entered] button`);
	checkEqual((await jsonAs(world, "officer", `${sheet}.json`)).state, "entered", "state at the end");
}

/* The second click gives up the page that the first one asked for: nobody can wait for that one. */
async function doubleClick(world, options) {
	const before = await total(world);
	const { page, sheet } = await newSheet(world, options);
	await fillSheet(page, sheet);
	await page.dblclick("button[value=save]");
	for (let i = 0; i < 300 && !/\/sheets\/\d+$/.test(page.url()); i++) await page.waitForTimeout(50);
	await page.waitForLoadState("networkidle");
	checkEqual(await total(world), before + 1, "sheets after a double click");
}

async function backAfterSave(world) {
	const { page, sheet } = await newSheet(world);
	await fillSheet(page, sheet);
	await press(page, "button[value=save]");
	const before = await total(world);
	await page.goBack();
	checkEqual(pathOf(page), "/sheets/new", "where Back leads");
	check(await page.isEnabled("button[value=save]"), "the button is dead after Back");
	const token = await page.inputValue("input[name=form_token]");
	await fillSheet(page, { ...sheet, ...somebody() });
	await press(page, "button[value=save]");
	const after = await total(world);
	check(after === before + 1 || (after === before && token !== ""), `${after - before} sheets more after Back`);
	checkEqual(pathOf(page).replace(/\d+/, "N"), "/sheets/N", "where saving after Back leads");
}

async function keepsTextWhenStale(world) {
	const page = await stale(world);
	checkEqual(page.shown.status(), 409, "status");
	checkEqual(await page.inputValue("#permanent_address"), "Chữ của người đến sau", "what was typed");
	const stored = await (await getAs(world, "officer", (await page.getAttribute("#sheet-form", "action")).replace("/edit", ".json"))).json();
	checkEqual(stored.answers.full_name, "Người Sửa Trước", "what is stored");
}

async function keepsTextWithoutSession(world) {
	const page = await sessionLost(world);
	checkEqual(page.shown.status(), 401, "status");
	await page.fill("#username", "officer");
	await page.fill("#password", PASSWORD);
	await press(page, "main button");
	checkEqual(await page.inputValue("#full_name"), "Trần Văn Dở Dang", "what was typed before");
	checkEqual(await page.evaluate(() => document.activeElement.id), "full_name", "where the hands were");
	await press(page, "button[value=save]");
	const sheet = await jsonAs(world, "officer", `${pathOf(page)}.json`);
	checkEqual(sheet.answers.full_name, "Trần Văn Dở Dang", "what is stored then");
}

async function keepsTextWithoutConnection(world) {
	const { page, sheet } = await newSheet(world);
	await fillSheet(page, sheet);
	await page.context().setOffline(true);
	await page.click("button[value=save]");
	await page.waitForSelector("[data-offline]:visible");
	checkEqual(await page.inputValue("#full_name"), sheet.full_name, "what was typed");
	await page.context().setOffline(false);
	await press(page, "button[value=save]");
	checkEqual((await jsonAs(world, "officer", `${pathOf(page)}.json`)).answers.full_name, sheet.full_name, "what is stored then");
}

const reload = (page) => page.reload();

async function leaveHome(page) {
	await press(page, "a.brand");
	await page.goBack();
	await page.waitForLoadState("load");
}

/* A small form that was refused: its page is asked for again, with what was typed; when it went through, it is empty. */
const keepsSmallForm = (move) => async (world) => {
	const page = await openAs(world, "admin");
	await page.goto("/admin/users/new");
	await page.fill("#user-username", "Viết Hoa");
	await page.fill("#user-full_name", "Trần Thị Gõ");
	await page.selectOption("#user-role", "leader");
	await press(page, "#user button");
	checkEqual([page.shown.status(), pathOf(page)].join(), "422,/admin/users/new", "the refusal");
	await page.fill("#user-areas", "Phường Phương Sài");
	await page.locator("#user-areas").blur();
	await move(page);
	checkEqual([page.shown.status(), page.shown.request().method(), pathOf(page)].join(), "200,GET,/admin/users/new", "what was asked for");
	const typed = () => Promise.all(["username", "full_name", "role", "areas"].map((name) => page.inputValue(`#user-${name}`)));
	checkEqual((await typed()).join(), "Viết Hoa,Trần Thị Gõ,leader,Phường Phương Sài", "what was typed");
	await page.fill("#user-username", `go.${Date.now()}`);
	await press(page, "#user button");
	check(await page.isVisible(".secret"), "the account is made");
	await page.goBack();
	checkEqual((await typed()).filter((text) => text !== "leader").join(""), "", "the texts of the form after that");
	await page.context().close();
};

/* What was typed where the page hides it is shown. */
async function keepsHiddenForm(world) {
	const page = await openAs(world, "officer");
	await page.goto(await storeSheet(world, "officer"));
	await page.click(".move.more-action:has(#move-return) > summary");
	await page.click("#move-return .field-reasons summary");
	await page.fill("#move-return .field-reasons input >> nth=0", "Ghi lại họ tên");
	await press(page, "#move-return button");
	checkEqual(page.shown.status(), 422, "a return without a reason");
	await page.reload();
	checkEqual([page.shown.request().method(), await page.inputValue("#move-return .field-reasons input >> nth=0")].join(), "GET,Ghi lại họ tên", "what was typed");
	check(await page.isVisible("#move-return .field-reasons input >> nth=0"), "it is hidden");
	await page.context().addCookies([{ name: "mau03", value: await sessionOf(world, "leader"), url: world.url }]);
	await page.reload();
	checkEqual([page.shown.status(), await page.evaluate(() => JSON.stringify(history.state))].join(), "200,null", "what the next user finds");
}

/* No number of an identity card, no password stays in the browser's history. */
async function keepsNoSecrets(world) {
	const page = await openAs(world, "officer");
	await page.goto("/sheets/change");
	await page.fill("#q", "12345");
	await press(page, "main button");
	checkEqual([page.shown.status(), JSON.stringify(await page.evaluate(() => history.state.typed))].join(), "422,[]", "looking for a number");
	await page.goto("/password");
	await page.fill("#old_password", "secret");
	await press(page, ".page .btn-primary");
	checkEqual([page.shown.status() >= 400, JSON.stringify(await page.evaluate(() => history.state))?.includes("secret")].join(), "true,false", "a password");
}

/* Hamlet, interviewer and day stay for the next sheet; nothing else does. */
async function keepsForNext(world) {
	const { page, sheet } = await newSheet(world);
	await fillSheet(page, sheet);
	await page.keyboard.press("Control+Enter");
	await page.waitForSelector(".alert-success");
	checkEqual(pathOf(page), "/sheets/new", "where send-and-next leads");
	checkEqual(await page.textContent(".alert-success a"), sheet.full_name, "whose sheet was sent");
	checkEqual(await page.inputValue("#area_id"), sheet.area_id, "the hamlet");
	checkEqual(await page.inputValue("#collected_on"), sheet.collected_on, "the day");
	checkEqual(await page.inputValue("#full_name"), "", "the name");
	checkEqual(await page.evaluate(() => document.activeElement.id), "full_name", "the focused field");
	checkEqual(await page.locator("[data-form] input:checked").count(), 0, "options chosen for nobody");
}

/* Only the block of the chosen status takes answers; one that has some stays open and says so. */
async function settlesBlocks(world) {
	const { page } = await newSheet(world);
	const off = (block) => page.locator(`[data-block="${block}"]`).evaluate((one) => one.disabled);
	const choose = (name, value) => page.locator(`label.option:has(input[name="${name}"][value="${value}"])`).click();
	await choose("activity_status", "1");
	check(!await off(1) && await off(2) && await off(3), "status 1 leaves other blocks on");
	await choose("employment_position", "2");
	await choose("activity_status", "2");
	check(!await off(1) && !await off(2) && await off(3), "a block with answers is switched off");
	check(await page.isVisible("[data-block='1'] .block-note"), "the block with answers says nothing");
	checkEqual(await page.inputValue("input[name=employment_position]:checked"), "2", "the answer in it");
}

/* The last question of 12.3.a has eleven options: 1 and 1 again at once mean 11, 0 takes the answer back. */
async function choosesByDigits(world) {
	const { page } = await newSheet(world);
	const chosen = (name) => page.evaluate((one) => document.querySelector(`input[name=${one}]:checked`)?.value ?? null, name);
	await page.focus("input[name=workplace_type] >> nth=0");
	await page.keyboard.type("11");
	checkEqual(await chosen("workplace_type"), "11", "1 and 1");
	await page.keyboard.press("0");
	checkEqual(await chosen("workplace_type"), "", "0");
	await page.keyboard.press("7");
	checkEqual(await chosen("workplace_type"), "7", "7");
}

const picksAll = async (world) => {
	await storeSheet(world, "officer");
	await storeSheet(world, "officer");
	const page = await openAs(world, "officer");
	await page.goto("/review");
	await page.check("[data-all] input");
	check(await page.locator("input[name=ids]:not(:checked)").count() === 0, "a box stays unticked");
};

/* The next page takes style and script from the cache. */
async function cachesFiles(world) {
	const page = await openAs(world, "officer");
	await page.goto("/");
	checkEqual((await page.visit()).requests, 3, "requests of the first page");
	await press(page, ".site-nav a[href='/sheets']");
	checkEqual((await page.visit()).requests, 1, "requests of the second page");
}

/* In a narrow window the places are one line; they open by a link, and the search goes by Enter, without script. */
async function opensPlaces(world) {
	const page = await openAs(world, "officer", { viewport: NARROW, javaScriptEnabled: false });
	await page.goto("/help");
	check(!await page.isVisible(".site-nav"), "the places take room");
	await page.click("header a[href='#menu']");
	check(await page.isVisible(".site-nav a[href='/review']") && await page.isVisible(".who button"), "the places are not shown");
	await page.click("header a[href='#content']");
	check(!await page.isVisible(".site-nav"), "they do not close");
	await page.click("header a[href='#menu']");
	await press(page, ".site-nav a[href='/review']");
	checkEqual(new URL(page.url()).pathname, "/review", "where a place leads");
	await page.fill("header [role=search] input", "khongcoainhuvay");
	await Promise.all([page.waitForEvent("load"), page.press("header [role=search] input", "Enter")]);
	checkEqual(new URL(page.url()).pathname, "/sheets", "what Enter does in the search");
}

/* The title stands at one place on every page, and all begin at one edge. */
async function standsAtOnePlace(world) {
	const page = await openAs(world, "officer");
	for (const size of [WIDE, NARROW]) {
		await page.setViewportSize(size);
		const seen = new Set();
		for (const path of ["/", "/sheets", "/sheets/new", "/review", "/people", "/handovers", "/reports/progress", "/reports/quality", "/rules", "/help", "/password"]) {
			await page.goto(path);
			seen.add(await page.evaluate(() => {
				const range = document.createRange();
				range.selectNodeContents(document.querySelector("h1"));
				return `${Math.round(range.getBoundingClientRect().x)},${Math.round(range.getBoundingClientRect().y)}`;
			}));
		}
		checkEqual(seen.size, 1, `places of titles at ${size.width}: ${[...seen]}`);
	}
}

/* Every page prints on A4, and no table is wider than the paper. */
const prints = (find) => async (world) => {
	const { page, path } = await find(world);
	await page.goto(path);
	const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
	check(pdf.subarray(0, 5).toString() === "%PDF-" && pdf.length > 5000, `the PDF has ${pdf.length} bytes`);
	await page.emulateMedia({ media: "print" });
	await page.setViewportSize({ width: 624, height: 900 });
	const wide = await page.evaluate(() => Array.from(document.querySelectorAll("main *"))
		.filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".visually-hidden, svg"))
		.map((one) => `${one.tagName}.${one.className}`));
	check(wide.length === 0, `cut at the right: ${wide.slice(0, 5)}`);
};

/* The form takes one page, filled or empty. */
async function printsOnOnePage(world) {
	const page = await openAs(world, "officer");
	for (const path of [`/sheets/${(await sheetIn(world, "officer", "entered")).id}/print`, "/forms/mau-03/print"]) {
		await page.goto(path);
		const pdf = (await page.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
		checkEqual((pdf.match(/\/Type\s*\/Page\b/g) ?? []).length, 1, `pages of ${path}`);
	}
}

const narrowEntry = async (world) => {
	const { page } = await newSheet(world, { viewport: NARROW });
	const cut = await page.evaluate(() => Array.from(document.querySelectorAll(".paper input:not([type=hidden], [type=radio], [type=checkbox]), .paper select"))
		.filter((one) => one.checkVisibility() && one.getBoundingClientRect().width < 120).map((one) => one.name));
	check(cut.length === 0, `too narrow to type in: ${cut}`);
};

/* Groups of places fold, by mouse and by key, with script and without; where one is, the group is open. */
const foldsGroups = (options) => async (world) => {
	const page = await openAs(world, "officer", options), group = page.locator(".site-nav details", { has: page.locator("a[href='/reports/progress']") }), place = group.locator("a").first();
	await page.goto("/");
	checkEqual(await page.locator(".site-nav details:not([open])").count(), 0, "folded at first");
	await group.locator("summary").click();
	check(!await place.isVisible(), "folded by the mouse");
	checkEqual(await page.locator(".site-nav details[open]").count(), await page.locator(".site-nav details").count() - 1, "the others are open");
	await page.keyboard.press("Enter");
	check(await place.isVisible(), "opened by Enter, where the focus is");
	await page.keyboard.press("Space");
	check(!await place.isVisible(), "folded by the space bar");
	await page.goto("/reports/progress");
	check(await page.locator(".site-nav details[open] a[aria-current]").isVisible(), "the group of the page is open");
	await page.context().close();
};

/* The column leaves narrow windows; what it is sorted by does not. */
async function sortsAtEveryWidth(world) {
	const page = await openAs(world, "officer");
	for (const width of [1920, WIDE.width, 1024, NARROW.width]) {
		await page.setViewportSize({ width, height: 768 });
		await page.goto("/sheets");
		check(await page.isVisible("#sort"), `the choice at ${width} px`);
		await page.selectOption("#sort", "since");
		await press(page, ".filters button");
		checkEqual(new URL(page.url()).search, "?sort=since", `where it leads at ${width} px`);
		checkEqual(await page.inputValue("#sort"), "since", "what is chosen");
	}
	await page.context().close();
}

export default [
	["the whole road without script", withoutScript],
	["a double click stores once", (world) => doubleClick(world, {})],
	["a double click stores once without script", (world) => doubleClick(world, { javaScriptEnabled: false })],
	["Back after saving gives a form that works", backAfterSave],
	["a stale page keeps what was typed and overwrites nothing", keepsTextWhenStale],
	["a lost session keeps what was typed", keepsTextWithoutSession],
	["a lost connection keeps what was typed", keepsTextWithoutConnection],
	["a refused small form is not sent again by reloading", keepsSmallForm(reload)],
	["a refused small form is not sent again by coming back", keepsSmallForm(leaveHome)],
	["what was typed where a page hides it is shown again", keepsHiddenForm],
	["numbers and passwords stay out of the history", keepsNoSecrets],
	["send-and-next keeps hamlet and day alone", keepsForNext],
	["blocks follow question 11", settlesBlocks],
	["digits choose options", choosesByDigits],
	["one box ticks the page", picksAll],
	["style and script come from the cache", cachesFiles],
	["fields are wide enough at 360 px", narrowEntry],
	["places open by a link in a narrow window", opensPlaces],
	["groups of places fold", foldsGroups({})],
	["groups of places fold without script", foldsGroups({ javaScriptEnabled: false })],
	["a list is sorted at every width", sortsAtEveryWidth],
	["the title stands at one place on every page", standsAtOnePlace],
	["a sheet prints", prints(async (world) => ({ page: await openAs(world, "officer"), path: `/sheets/${(await sheetIn(world, "officer", "entered")).id}` }))],
	["the paper of a sheet prints on one page", printsOnOnePage],
	["a batch prints", prints(async (world) => ({ page: await openAs(world, "officer"), path: (await makeBatch(world, 2)).batch }))],
	["the list prints", prints(async (world) => ({ page: await openAs(world, "officer"), path: "/sheets" }))],
	["the progress prints", prints(async (world) => ({ page: await openAs(world, "district"), path: "/reports/progress" }))],
];
