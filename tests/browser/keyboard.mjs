/* The road of a sheet by keyboard alone: nothing here clicks, fills or scrolls. */
import { check, checkEqual, jsonAs, NARROW, openAs, openPage, PASSWORD, ROLES } from "./harness.mjs";
import { acceptSheet, checkFocusSeen, hamletsOf, somebody, storeSheet, typeAnswers } from "./sheets.mjs";

const MOST_TABS = 150;

const isFocused = (page, selector) => page.evaluate((wanted) => document.activeElement.matches(wanted), selector);

/* Tab until an element that matches is focused; everything on the way can be seen. */
/* Behind the last thing of a page the window itself has the focus, once. */
async function tabTo(page, selector, key = "Tab") {
	for (let i = 0, around = false; i < MOST_TABS; i++) {
		if (await isFocused(page, selector)) return;
		await page.keyboard.press(key);
		if (around || !await isFocused(page, "body")) await checkFocusSeen(page);
		else around = true;
	}
	throw new Error(`${selector} is not reached with ${key} on ${page.url()}`);
}

/* A key that leads to another page. */
async function pressAndLoad(page, key = "Enter") {
	const loaded = page.waitForEvent("load");
	await page.keyboard.press(key);
	await loaded;
}

async function follow(page, selector) {
	await tabTo(page, selector);
	await pressAndLoad(page);
}

async function logInByKeyboard(world, user) {
	const page = await openPage(world);
	await page.goto("/login");
	await tabTo(page, "#username");
	await page.keyboard.type(user);
	await page.keyboard.press("Tab");
	await page.keyboard.type(PASSWORD);
	await pressAndLoad(page);
	checkEqual(new URL(page.url()).pathname, "/", `where ${user} comes to`);
	return page;
}

const typed = (person) => [
	["area_id", "↓"], ["full_name", person.full_name], ["birth_date", "31/02/1985"], ["sex", "1"], ["citizen_id", person.citizen_id],
	["social_insurance_no", ""], ["permanent_address", ""], ["current_address", ""], ["priority_disabled", "14"],
	["general_education", "4"], ["qualification", "1"], ["training_field", ""], ["activity_status", "1"],
	["employment_position", "2"], ["occupation", "Nhân viên bán hàng"], ["social_insurance", "3"], ["labour_contract", "3"],
	["contract_start", ""], ["employer_name", ""], ["workplace_type", "2"], ["workplace_address", "Chợ Phương Sài, Nha Trang"],
	["collected_on", "05062024"], ["informant_name", "Người được hỏi"],
];

async function enterSheet(world) {
	const page = world.officer = await logInByKeyboard(world, "officer");
	await follow(page, ".site-nav a[href='/sheets/new']");
	await typeAnswers(page, typed(somebody()));
	check(await isFocused(page, "button[value=submit_next]"), "Enter after the last question does not lead to the button");
	await tabTo(page, "button[value=submit]", "Shift+Tab");
	await pressAndLoad(page);
	check(await isFocused(page, "#error-summary"), "the summary of errors is not focused");
	check((await page.title()).startsWith("Lỗi: "), `the title does not begin with "Lỗi: ": ${await page.title()}`);
	checkEqual(await page.locator("#error-summary li").count(), 2, "errors in the summary");
}

/* From the second sheet of a day on: keys beyond the text, from the first question to the next empty sheet. */
async function typesTheNext(world) {
	const page = await openAs(world, "officer"), NEXT_KEYS = 29;
	await page.goto("/sheets/new");
	const first = typed(somebody()), at = Object.fromEntries(first.map(([name], i) => [name, i]));
	first[at.birth_date][1] = "28/02/1985";
	first[at.permanent_address][1] = "12 Trần Quý Cáp, Phương Sài, Nha Trang, Khánh Hòa";
	await typeAnswers(page, first.slice(0, -1));
	await page.keyboard.type("Người được hỏi");
	await pressAndLoad(page, "Control+Enter");
	const answers = first.filter(([name]) => !["area_id", "collected_on"].includes(name)), person = somebody();
	answers.forEach((one) => { one[1] = person[one[0]] ?? (one[0] === "priority_disabled" ? "" : one[1]); });
	check(await page.locator("#full_name").evaluate((input) => input.getBoundingClientRect().bottom) < 310, "the first question is too low");
	const before = (await jsonAs(world, "officer", "/sheets.json")).total;
	let keys = 0;
	for (const [name, text] of answers) {
		check(await isFocused(page, `[name="${name}"]`), `${name} is not focused`);
		if (await isFocused(page, "[type=radio], [type=checkbox]")) keys += text.length;
		await page.keyboard.type(text);
		keys += 1;
		if (name !== "informant_name") await page.keyboard.press("Enter");
	}
	await pressAndLoad(page, "Control+Enter");
	checkEqual(keys, NEXT_KEYS, "keys beyond the text");
	check(await isFocused(page, "#full_name"), "the next sheet does not wait for its name");
	checkEqual((await jsonAs(world, "officer", "/sheets.json")).total, before + 1, "sheets");
	checkEqual(await page.locator(".typed li a").first().textContent(), person.full_name, "what was typed last");
	await page.setViewportSize(NARROW);
	const [low, bar] = await page.evaluate(() => ["#full_name", ".action-bar"].map((one) => document.querySelector(one).getBoundingClientRect()));
	check(low.bottom <= bar.top + 1, "on a phone the first question is not on the first screen");
	await page.context().close();
}

/* What stands beside the paper: one key there, one back. */
async function turnsTheFold(world) {
	const page = await openAs(world, "officer"), [area] = await hamletsOf(world, "officer");
	await page.goto("/sheets/new");
	await page.selectOption("#area_id", area);
	check(!await page.isVisible("#paper_no"), "it is not folded");
	await page.keyboard.press("F2");
	check(await isFocused(page, "#paper_no"), "F2 does not lead to the number of the paper");
	await page.keyboard.type("PS-7");
	await page.selectOption("#collection_method", "2");
	await page.keyboard.press("F2");
	check(await isFocused(page, "#full_name") && !await page.isVisible("#paper_no"), "F2 does not lead back");
	checkEqual(await page.textContent("[data-fold] summary b"), "PS-7 · Hỏi thân nhân", "what the line says");
	await page.keyboard.type("Lê Thị Gấp");
	await pressAndLoad(page, "Control+s");
	await page.goto(`${new URL(page.url()).pathname}/edit`);
	checkEqual(await page.textContent("[data-fold] summary b"), "PS-7 · Hỏi thân nhân", "what the line of the stored sheet says");
	await page.context().close();
}

async function findsHamlets(world) {
	const page = await openAs(world, "officer");
	await page.goto("/sheets/new");
	const chosen = () => page.evaluate(() => document.querySelector("#area_id").selectedOptions[0].textContent);
	const names = await page.locator("#area_id option").allTextContents();
	for (const number of ["3", "12"].filter((one) => names.some((name) => name.endsWith(` ${one}`)))) {
		await page.keyboard.type(number);
		check((await chosen()).endsWith(` ${number}`), `${number} finds ${await chosen()}`);
		await page.waitForTimeout(900);
	}
	const last = await chosen();
	await page.keyboard.press("0");
	checkEqual(await chosen(), last, "a number that no hamlet has");
	await page.context().close();
}

/* What is asked of some alone is no stop for the others, and never hidden with an answer in it. */
async function asksWhereItMust(world) {
	const page = await openAs(world, "officer"), [area] = await hamletsOf(world, "officer");
	await page.goto("/sheets/new");
	await page.selectOption("#area_id", area);
	const seen = async () => [await page.isVisible("#no_id_reason"), await page.isVisible("#ethnic_group")].join();
	checkEqual(await seen(), "false,false", "at first");
	await page.focus("#citizen_id");
	await page.keyboard.press("Enter");
	await page.keyboard.press("Enter");
	check(await isFocused(page, "#no_id_reason"), "without a number the reason is asked");
	await page.keyboard.press("1");
	await page.selectOption("#no_id_reason", "1");
	await page.fill("#citizen_id", "056085001234");
	checkEqual(await seen(), "true,false", "a reason that was chosen stays");
	await page.selectOption("#no_id_reason", "");
	checkEqual(await seen(), "false,false", "a number, no reason");
	await page.focus("#priority_disabled");
	await page.keyboard.type("6");
	await page.keyboard.press("Enter");
	check(await isFocused(page, "#ethnic_group"), "of a minority: which");
	await page.context().close();
}

async function correctSheet(world) {
	const page = world.officer;
	await tabTo(page, ".summary a[href='#birth_date']");
	await page.keyboard.press("Enter");
	check(await isFocused(page, "#birth_date"), "the link of the summary does not focus the field");
	await checkFocusSeen(page);
	checkEqual(await page.inputValue("#birth_date"), "31/02/1985", "what was typed");
	check(await page.isChecked("#priority_disabled") && await page.isChecked("#priority_land_recovered"), "digits did not tick the boxes of question 8");
	await page.keyboard.press("Control+A");
	await page.keyboard.type("28/02/1985");
	await tabTo(page, "#permanent_address");
	await page.keyboard.type("12 Trần Quý Cáp, Phương Sài, Nha Trang, Khánh Hòa");
	await tabTo(page, "button[value=submit]");
	await pressAndLoad(page);
	world.typed = new URL(page.url()).pathname;
	check(/^\/sheets\/\d+$/.test(world.typed), `a sheet without errors leads to ${world.typed}`);
	checkEqual((await jsonAs(world, "officer", `${world.typed}.json`)).state, "received", "state");
}

async function acceptByKeyboard(world) {
	await follow(world.officer, "#move-accept button");
	checkEqual((await jsonAs(world, "officer", `${world.typed}.json`)).state, "accepted", "state");
}

async function makeBatchByKeyboard(world) {
	const page = world.officer;
	world.other = await storeSheet(world, "officer");
	await acceptSheet(world, world.other);
	await follow(page, ".site-nav a[href='/handovers']");
	const wanted = [world.typed, world.other].map((path) => `input[name=ids][value='${path.split("/").pop()}']`);
	for (let i = 0; i < 2; i++) {
		await tabTo(page, wanted.map((one) => `${one}:not(:checked)`).join(", "));
		await page.keyboard.press("Space");
	}
	await follow(page, "form[data-select] .panel-foot button");
	world.batch = new URL(page.url()).pathname;
	check(/^\/handovers\/\d+$/.test(world.batch), `making a batch leads to ${world.batch}`);
}

async function signByKeyboard(world) {
	world.before = (await jsonAs(world, "district", "/reports/progress.json")).total;
	const page = world.police = await logInByKeyboard(world, "police");
	await follow(page, ".site-nav a[href='/handovers']");
	await follow(page, `a[href='${world.batch}']`);
	await tabTo(page, "#count");
	await page.keyboard.type("2");
	await follow(page, "#sign button");
	checkEqual((await jsonAs(world, "police", `${world.typed}.json`)).state, "handed_over", "state after signing");
}

/* "/", the number of the paper, Enter: the sheet that was found is open, and the keys are on it. */
async function goToItem(page, path) {
	const id = path.split("/").pop(), found = page.locator(`#sheet-${id}`);
	const { answers } = await (await page.request.get(`${path}.json`)).json();
	await page.keyboard.press("/");
	await page.keyboard.type(answers.citizen_id);
	await pressAndLoad(page);
	check(await found.count() === 1 && await isFocused(page, `#sheet-${id}`), `the search does not lead to ${id}`);
}

async function enterAndReturn(world) {
	const page = world.police;
	await follow(page, ".site-nav a[href='/police']");
	await goToItem(page, world.typed);
	await page.keyboard.press("c");
	await page.waitForFunction(() => document.querySelector("[data-copied]").textContent !== "");
	await page.waitForTimeout(600);
	await pressAndLoad(page);
	checkEqual((await jsonAs(world, "officer", `${world.typed}.json`)).state, "entered", "state after Enter in the queue");
	await follow(page, ".site-nav a[href='/police']");
	await goToItem(page, world.other);
	await page.keyboard.press("t");
	await page.keyboard.press("2");
	await tabTo(page, "textarea[name=note]");
	await page.keyboard.type("Số trên phiếu khác số trên hệ thống");
	await follow(page, ".more-action button");
	const sheet = await jsonAs(world, "officer", `${world.other}.json`);
	checkEqual(sheet.state, "police_returned", "state after the return");
	check(JSON.stringify(sheet.history).includes("Số trên phiếu khác"), "the note of the return is not in the history");
}

async function progressMoves(world) {
	const page = await logInByKeyboard(world, "district");
	await follow(page, ".site-nav a[href='/reports/progress']");
	const after = (await jsonAs(world, "district", "/reports/progress.json")).total;
	for (const column of ["entered", "police_returned"]) checkEqual(after[column], world.before[column] + 1, `progress, ${column}`);
	const shown = (await page.textContent(".list-table tfoot td:nth-child(11)")).replaceAll(".", "");
	checkEqual(shown, String(after.entered), "entered sheets as the page shows them");
}

/* From any page to somebody's sheet by their number, which no address on the way shows. */
const searchByNumber = (role, options = {}) => async (world) => {
	const [sheet] = (await jsonAs(world, role, "/sheets.json?state=accepted")).rows.filter((row) => /^\d+$/.test(row.citizen_id));
	const page = await openAs(world, role, options), scripted = options.javaScriptEnabled !== false;
	const found = async (wanted) => {
		const address = new URL(page.url());
		checkEqual(`${address.pathname}${[...address.searchParams.keys()]}`, "/sheetss", `where ${wanted} leads`);
		check(!page.url().includes(sheet.citizen_id), `the number stands in ${page.url()}`);
		checkEqual(await page.locator(`.row-link[href='/sheets/${sheet.id}']`).count(), 1, `the sheet of ${wanted}`);
		checkEqual(await page.inputValue("#q"), wanted, "what was typed");
	};
	await page.goto("/help");
	if (scripted) await page.keyboard.press("/");
	else await tabTo(page, "header [role=search] input");
	check(await isFocused(page, "header [role=search] input"), "the search box is not focused");
	await checkFocusSeen(page);
	await page.keyboard.type(sheet.citizen_id);
	await pressAndLoad(page);
	await found(sheet.citizen_id);
	const spaced = sheet.citizen_id.replaceAll(/(\d{3})(?=\d)/g, "$1 "), first = page.url();
	await tabTo(page, "#q");
	await page.keyboard.press("Control+A");
	await page.keyboard.type(`${spaced}/`);
	checkEqual(await page.inputValue("#q"), `${spaced}/`, "a slash in a field is a letter");
	await page.keyboard.press("Backspace");
	await pressAndLoad(page);
	await found(spaced);
	await page.goBack();
	checkEqual(page.url(), first, "the page before");
	await found(sheet.citizen_id);
	await follow(page, `.row-link[href='/sheets/${sheet.id}']`);
	checkEqual(new URL(page.url()).pathname, `/sheets/${sheet.id}`, "where the row leads");
	await page.context().close();
};

const visitEverything = (role) => async (world) => {
	const page = await logInByKeyboard(world, role);
	const paths = await page.locator(".site-nav a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
	check(paths.length > 0, "there is no navigation");
	for (const path of paths) {
		await follow(page, `.site-nav a[href='${path}']`);
		checkEqual(page.shown.status(), 200, path);
		checkEqual(await page.locator("h1").count(), 1, `headings of ${path}`);
		check(await page.locator(`.site-nav a[href='${path}'][aria-current=page]`).count() === 1, `${path} is not marked in the navigation`);
	}
	await follow(page, ".who button");
	checkEqual(new URL(page.url()).pathname, "/login", "after leaving");
};

/* A member of the Tổ without an account, and what he is to bring. */
async function addsMember(world) {
	const page = await logInByKeyboard(world, "officer");
	await follow(page, ".site-nav a[href='/members']");
	await follow(page, "main a[href='/members/new']");
	await tabTo(page, "#member-full_name");
	await page.keyboard.type("Hồ Thị Bàn Phím");
	await tabTo(page, "#member-areas-2");
	await page.keyboard.press("Space");
	await tabTo(page, "#member-trained_on");
	await page.keyboard.type("31/02/2024");
	await pressAndLoad(page);
	check(await isFocused(page, "#error-summary"), "the summary is focused");
	await tabTo(page, "#error-summary a");
	await page.keyboard.press("Enter");
	check(await isFocused(page, "#member-trained_on"), "it leads to the input");
	check(await page.isChecked("#member-areas-2"), "the box stays ticked");
	await page.keyboard.press("Control+a");
	await page.keyboard.type("1/6/2024");
	await pressAndLoad(page);
	checkEqual(new URL(page.url()).pathname, "/members", "after adding");
	const [{ id }] = (await jsonAs(world, "officer", "/members.json?q=ban+phim")).rows;
	await follow(page, `main a[href='/members/${id}']`);
	await tabTo(page, "#target-campaign");
	await page.keyboard.press("ArrowDown");
	await tabTo(page, "#target-sheets");
	await page.keyboard.type("40");
	await pressAndLoad(page);
	checkEqual((await jsonAs(world, "officer", "/members/assignments.json?q=ban+phim")).rows[0].target, 40, "the target");
}

export default [
	["officer types a sheet; faults lead to the summary", enterSheet],
	["officer follows the summary, corrects, submits", correctSheet],
	["the next sheet: keys, and where it begins", typesTheNext],
	["what stands beside the paper is folded", turnsTheFold],
	["a hamlet is found by its number", findsHamlets],
	["what is asked of some alone is asked of them", asksWhereItMust],
	["officer accepts", acceptByKeyboard],
	["officer adds a member of the Tổ", addsMember],
	["officer makes a batch", makeBatchByKeyboard],
	["police sign for it", signByKeyboard],
	["police mark one entered and return one", enterAndReturn],
	["district sees the counts move", progressMoves],
	["officer finds a sheet by number from any page", searchByNumber("officer")],
	["enumerator does without script", searchByNumber("enumerator", { javaScriptEnabled: false })],
	...ROLES.map((role) => [`${role} opens every page of the navigation`, visitEverything(role)]),
];
