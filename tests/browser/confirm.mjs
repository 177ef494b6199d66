/* The officer confirms warnings: on a sheet, and one rule on many; takes it back; accepts many. */
import { check, checkEqual, jsonAs, openAs } from "./harness.mjs";
import { storeSheet } from "./sheets.mjs";
import { changing, confirmedSheet, confirmingMany, press, withWarnings } from "./states.mjs";

const idOf = (path) => path.split("/").pop();
const warnings = async (world, path) => (await jsonAs(world, "officer", `${path}.json`)).findings.filter((f) => f.severity === "W").map((f) => [f.rule, f.confirmed?.reason ?? null]);
const same = (got, wanted, what) => checkEqual(JSON.stringify(got), JSON.stringify(wanted), what);

const confirmsOne = (options) => async (world) => {
	const path = await storeSheet(world, "officer", withWarnings()), page = await openAs(world, "officer", options);
	await page.goto(path);
	const offered = await page.locator(".finding-confirm datalist >> nth=0").locator("option").allTextContents();
	check(offered.some((text) => text.includes("thẻ CCCD")), `reasons offered: ${offered}`);
	await page.fill(".finding-confirm input >> nth=0", offered[0].trim());
	await press(page, ".findings ~ .panel-foot button");
	checkEqual(new URL(page.url()).pathname, path, "where confirming leads");
	same(await warnings(world, path), [["W13", offered[0].trim()], ["W14", null]], "after the first");
	check((await page.textContent(".finding-confirmed")).includes(offered[0].trim()), "the reason is shown");
	check((await page.textContent("h1 .state")).includes("Chờ nghiệm thu"), "the sheet still waits");
	await press(page, ".finding-confirmed button");
	same(await warnings(world, path), [["W13", null], ["W14", null]], "after taking it back");
	check((await page.textContent("section[aria-labelledby=history-heading]")).includes("Bỏ xác nhận W13"), "the history tells");
	for (const box of await page.locator("input[name=common]").all()) await box.check();
	await page.fill("#common_reason", "Đã xem thẻ căn cước");
	await press(page, ".findings ~ .panel-foot button");
	same(await warnings(world, path), [["W13", "Đã xem thẻ căn cước"], ["W14", "Đã xem thẻ căn cước"]], "with one reason");
	await press(page, "#move-accept button");
	checkEqual((await jsonAs(world, "officer", `${path}.json`)).state, "accepted", "the sheet at last");
};

/* Enter in a reason confirms; it never accepts. */
async function enterConfirms(world) {
	const path = await storeSheet(world, "officer", { citizen_id: "056090654321" }), page = await openAs(world, "officer");
	await page.goto(path);
	await page.fill(".finding-confirm input", "Đã xem thẻ căn cước");
	const loaded = page.waitForEvent("load");
	await page.keyboard.press("Enter");
	await loaded;
	checkEqual((await jsonAs(world, "officer", `${path}.json`)).state, "received", "the state after Enter");
	same(await warnings(world, path), [["W13", "Đã xem thẻ căn cước"]], "the warning after Enter");
}

async function confirmsMany(world) {
	const sheets = [await storeSheet(world, "officer", withWarnings()), await storeSheet(world, "officer", withWarnings())];
	const page = await confirmingMany(world, "W13", sheets, "Đã xem hai thẻ");
	checkEqual((await page.textContent("[data-chosen]")).trim(), "(2)", "the number on the button");
	const loaded = page.waitForEvent("load");
	await page.keyboard.press("Enter");
	await loaded;
	for (const path of sheets) same(await warnings(world, path), [["W13", "Đã xem hai thẻ"], ["W14", null]], path);
	check(page.url().includes("rule=W13"), "the filter stays");
	check((await page.textContent(".alert-success")).includes("W13 trên 2 phiếu"), "the outcome is told");
	await press(page, ".alert-success button");
	for (const path of sheets) same(await warnings(world, path), [["W13", null], ["W14", null]], `${path} after taking it back`);
}

/* Exactly those of the filter; the number stands on the button before. */
async function acceptsMany(world) {
	const clean = await storeSheet(world, "officer"), unclean = await storeSheet(world, "officer", withWarnings()), page = await openAs(world, "officer");
	await page.goto("/review");
	const before = (await jsonAs(world, "officer", "/review.json?clean=1")).total;
	check((await page.textContent(".page-head .btn-primary")).includes(` ${before} `), "the number on the button");
	await press(page, ".page-head .btn-primary");
	check((await page.locator("tbody .row-link").count()) === Math.min(before, 250), "each is named before");
	await press(page, "form[action='/review/accept'] .btn-primary");
	const told = await page.textContent(".alert-success");
	const uncounted = await page.locator(".left-out li", { hasText: "nằm trong bó phiếu chưa kiểm đếm" }).count();
	check(told.includes(`Đã nghiệm thu ${before - uncounted} phiếu`), `told: ${told}`);
	check(await page.locator(`.left-out a[href="${unclean}"]`).count() === 1, "the one left out is named");
	check(await page.evaluate(() => document.activeElement.matches(".alert-success")), "the outcome has the focus");
	same([(await jsonAs(world, "officer", `${clean}.json`)).state, (await jsonAs(world, "officer", `${unclean}.json`)).state], ["accepted", "received"], "states");
}

/* Sheets with something open may be ticked beside clean ones: they are left out by name. */
async function leavesOut(world) {
	const clean = await storeSheet(world, "officer"), unclean = await storeSheet(world, "officer", withWarnings()), page = await openAs(world, "officer");
	await page.goto("/review");
	while (await page.locator(`input[name=ids][value="${idOf(unclean)}"]`).count() === 0) await press(page, ".pager a[rel=next]");
	for (const path of [clean, unclean]) await page.check(`input[name=ids][value="${idOf(path)}"]`);
	await press(page, "form[data-select] > .panel-foot:not(.confirm-many) button");
	check(await page.locator(`.left-out a[href="${unclean}"]`).count() === 1, "the one left out is named");
	same([(await jsonAs(world, "officer", `${clean}.json`)).state, (await jsonAs(world, "officer", `${unclean}.json`)).state], ["accepted", "received"], "states");
}

/* ---- change sheets ---- */

const answersOf = (page) => page.evaluate(() => Object.fromEntries(new FormData(document.querySelector("#sheet-form"))));

/* In place with script, by the server without: the same answers, and nothing that nobody took over. */
const takesOver = (options, press_) => async (world) => {
	const page = await changing(world, options);
	const empty = await answersOf(page);
	checkEqual([empty.full_name, empty.citizen_id, empty.activity_status ?? "", empty.kind].join("|"), "|||2", "the empty form");
	await page.fill("#full_name", "Lê Văn Đã Gõ");
	for (const part of ["1", "2", "3"]) await press_(page, `button[value=copy_${part}]`);
	const full = await answersOf(page);
	checkEqual([full.full_name, full.birth_date, full.sex, full.general_education, full.activity_status, full.employment_position, full.occupation].join("|"),
		"Lê Văn Đã Gõ|12/03/1985|1|4|1|2|Nhân viên bán hàng", "what was taken over");
	checkEqual([full.collected_on, full.informant_name, full.paper_no].join(""), "", "what belongs to this sheet alone");
	check(full.citizen_id.length === 12, `the number: ${full.citizen_id}`);
	await page.fill("#permanent_address", "1 Yersin, Phương Sài, Nha Trang, Khánh Hòa");
	await page.fill("#collected_on", "09/06/2024");
	await page.fill("#informant_name", "Lê Văn Đã Gõ");
	await press(page, "button[value=submit]");
	const sheet = await jsonAs(world, "officer", `${new URL(page.url()).pathname}.json`);
	checkEqual(`${sheet.state} ${sheet.answers.kind}`, "received 2", "the sheet");
};

const marksUnchanged = async (world) => {
	const page = await changing(world, { javaScriptEnabled: false });
	await press(page, "button[value=copy_2]");
	const note = await page.textContent("#general_education .note-old");
	check(note.includes("không đổi"), `beside question 9: ${note}`);
	check(!(await page.textContent("#sex .note-old")).includes("không đổi"), "question 3 was not answered");
};

/* Asked of changes, additions and corrections alone; with script and without. */
const asksForSource = (options) => async (world) => {
	const page = await openAs(world, "officer", options), shown = () => page.locator("#change_source").isVisible();
	await page.goto("/sheets/new");
	await page.click("[data-fold] > summary");
	const seen = [await shown()];
	for (const kind of ["2", "1", "3", "4"]) {
		await page.selectOption("#kind", kind);
		seen.push(await shown());
	}
	await page.selectOption("#change_source", "2");
	await page.selectOption("#kind", "");
	seen.push(await shown());
	await page.selectOption("#change_source", "");
	seen.push(await shown());
	same(seen, [false, true, false, true, true, true, false], "none, 2, 1, 3, 4, none but answered, none");
	const change = await changing(world, options);
	await change.click("[data-fold] > summary");
	check(await change.locator("#change_source").isVisible(), "on the sheet of a change");
};

export default [
	["the source of a change is asked of changes alone", asksForSource({})],
	["the same without script, the source of a change", asksForSource({ javaScriptEnabled: false })],
	["a change sheet takes answers over in place", takesOver({}, (page, button) => page.click(button))],
	["the same without script", takesOver({ javaScriptEnabled: false }, press)],
	["what did not change is marked", marksUnchanged],
	["a warning confirmed, taken back, several with one reason, accepted", confirmsOne({})],
	["the same without script", confirmsOne({ javaScriptEnabled: false })],
	["Enter in a reason confirms and does not accept", enterConfirms],
	["one rule on many sheets, and back", confirmsMany],
	["accepting all of the filter names those left out", acceptsMany],
	["accepting a selection leaves out what is open", leavesOut],
	["a sheet half confirmed still shows what is open", async (world) => {
		const page = await confirmedSheet(world);
		checkEqual(await page.locator(".finding-confirm input[list]").count(), 1, "reasons still asked for");
	}],
];
