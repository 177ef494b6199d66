/* The officer goes from sheet to sheet of the queue: accepting, returning, passing over, taking back; two of them at once. */
import { check, checkEqual, jsonAs, openAs, postAs } from "./harness.mjs";
import { acceptSheet, storeSheet } from "./sheets.mjs";
import { press, withWarnings } from "./states.mjs";

const SETTLE_MS = 600;
const pathOf = (page) => new URL(page.url()).pathname;
const stateOf = async (world, path) => (await jsonAs(world, "officer", `${path}.json`)).state;
const versionOf = async (world, path) => (await jsonAs(world, "officer", `${path}.json`)).row_version;
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.getAttribute("href") || document.activeElement.textContent);
const settle = (page) => page.waitForTimeout(SETTLE_MS);

async function key(page, name) {
	const loaded = page.waitForEvent("load");
	await page.keyboard.press(name);
	await loaded;
}

const LAST = ["Ất", "Bính", "Đinh"];

/* The list of sheets of people who share all names but the last; warned: of whose number one asks. */
/* No two of the suite have one number. */
let numbers = 21;

async function queueOf(world, name, count, warned = false) {
	const paths = [];
	for (let i = 0; i < count; i++) {
		const number = warned ? { citizen_id: `0560906543${numbers++}` } : {};
		paths.push(await storeSheet(world, "officer", { full_name: `${name} ${LAST[i]}`, ...number }));
	}
	const page = await openAs(world, "officer");
	await page.goto(`/review?q=${encodeURIComponent(name)}`);
	checkEqual(await page.locator(".queue-table tbody .row-link").count(), count, "sheets of the list");
	return { page, paths };
}

async function acceptsWarned(world) {
	const { page, paths } = await queueOf(world, "Đi Lần Lượt", 3, true);
	await press(page, ".queue-table .row-link >> nth=0");
	checkEqual(pathOf(page), paths[0], "the first");
	check((await focused(page)).startsWith("confirm_"), `the reason has the focus, not ${await focused(page)}`);
	check((await page.textContent("[data-accept]")).includes("Nghiệm thu, mở phiếu tiếp theo Ctrl+Enter"), "the key stands on the button");
	await settle(page);
	await page.keyboard.type("Đã xem thẻ căn cước");
	await key(page, "Control+Enter");
	checkEqual(await stateOf(world, paths[0]), "accepted", "the first");
	checkEqual(pathOf(page), paths[1], "the next of the list is open");
	check((await focused(page)).startsWith("confirm_"), `the next reason has the focus, not ${await focused(page)}`);
	check((await page.textContent("#result")).includes("Đã nghiệm thu: Đi Lần Lượt Ất"), "what was done is told");
	checkEqual(await page.getAttribute(":focus", "aria-describedby"), "result", "and read aloud with the field");
	await key(page, "Alt+u");
	checkEqual([await stateOf(world, paths[0]), pathOf(page)].join(), ["received", paths[0]].join(), "taken back, and there again");
	await key(page, "Alt+j");
	checkEqual(pathOf(page), paths[1], "passed over");
	await settle(page);
	await page.keyboard.press("Control+Enter");
	await page.waitForSelector("#error-summary");
	checkEqual(await stateOf(world, paths[1]), "received", "without a reason");
	check(page.url().includes("after="), "the refused page stands in the list");
	await page.fill(".finding-confirm input", "Đã xem thẻ căn cước");
	await settle(page);
	await key(page, "Control+Enter");
	checkEqual(pathOf(page), paths[2], "the last");
	check((await page.textContent("[data-accept]")).includes("về danh sách"), "the button says that it is the last");
	await page.locator("details.move summary", { hasText: "Trả lại" }).click();
	await page.fill("#reason-return", "Thiếu chữ ký");
	await page.keyboard.press("Control+Enter");
	checkEqual(await stateOf(world, paths[2]), "received", "the key of another form accepts nothing");
	await press(page, "#move-return button");
	checkEqual([await stateOf(world, paths[2]), pathOf(page)].join(), "returned,/review", "returned, and back in the list");
	check(page.url().includes("q="), "with its filter");
	const told = await page.textContent("main");
	check(told.includes("Đã trả lại phiếu để bổ sung: Đi Lần Lượt Đinh") && told.includes("Đã đến cuối danh sách"), "what was done, and that it is the end");
	await press(page, "form[data-undo] button");
	checkEqual(await stateOf(world, paths[2]), "received", "taken back from the list");
}

async function clean(world) {
	const { page, paths } = await queueOf(world, "Không Cảnh Báo", 3);
	await press(page, ".queue-table .row-link >> nth=0");
	check((await focused(page)).includes("Nghiệm thu, mở phiếu tiếp theo"), `the button has the focus, not ${await focused(page)}`);
	await settle(page);
	await key(page, "Enter");
	checkEqual(pathOf(page), paths[1], "the next");
	checkEqual(await stateOf(world, paths[1]), "received", "a press that was meant for the page before");
	/* somebody else is faster */
	await postAs(world, "officer", `${paths[1]}/accept`, { row_version: await versionOf(world, paths[1]) });
	await settle(page);
	await page.keyboard.press("Control+Enter");
	await page.waitForSelector("#error-summary");
	checkEqual(page.shown.status(), 409, "the sheet that was accepted meanwhile");
	await key(page, "j");
	checkEqual(pathOf(page), paths[2], "the next all the same");
	await page.goBack();
	await page.goForward();
	checkEqual(await stateOf(world, paths[2]), "received", "going back and forward accepts nothing");
}

async function logIn(page) {
	await page.fill("[name=username]", "officer");
	await page.fill("[name=password]", "mau03-demo");
	await press(page, "main button");
}

/* What is mended on the way, and a login in between: the list is still there. */
async function keptOnTheWay(world) {
	const { page, paths } = await queueOf(world, "Giữ Đường Đi", 3, true);
	await press(page, ".queue-table .row-link >> nth=0");
	await press(page, "a[href*='/edit']");
	await page.fill("[name=reason]", "");
	await press(page, "[data-save], form[action*='/edit'] .btn-primary");
	check(page.url().includes("after=") && pathOf(page) === `${paths[0]}/edit`, `refused: the page keeps the list, not ${page.url()}`);
	await page.fill("[name=reason]", "Gõ nhầm");
	await press(page, "form[action*='/edit'] .btn-primary");
	checkEqual(pathOf(page), paths[0], "mended");
	check(page.url().includes("after=") && await page.locator("[data-accept]").count() === 1, "it stands in the list still");
	await page.context().clearCookies();
	await page.fill(".finding-confirm input", "Đã xem thẻ căn cước");
	await settle(page);
	await key(page, "Control+Enter");
	await logIn(page);
	checkEqual(await page.inputValue(".finding-confirm input"), "Đã xem thẻ căn cước", "what was typed");
	await page.waitForLoadState();
	for (let i = 0; i < 10 && pathOf(page) !== paths[1]; i++) {
		await settle(page);
		await page.keyboard.press("Control+Enter");
		await page.waitForURL((url) => url.pathname === paths[1], { timeout: 5000 }).catch(() => {});
	}
	checkEqual([await stateOf(world, paths[0]), pathOf(page)].join(), ["accepted", paths[1]].join(), "accepted after the login, and the next is open");
	await page.context().clearCookies();
	await page.reload();
	await logIn(page);
	checkEqual(pathOf(page), paths[1], "a page that was only looked at");
	await key(page, "Alt+j");
	checkEqual(pathOf(page), paths[2], "goes on too");
}

/* A double click meets the next page's button. */
async function pressedTwice(world) {
	const { page, paths } = await queueOf(world, "Bấm Hai Lần", 2);
	await press(page, ".queue-table .row-link >> nth=0");
	await settle(page);
	await page.dblclick("[data-accept]", { delay: 20 });
	await page.waitForURL((url) => url.pathname === paths[1]);
	checkEqual([await stateOf(world, paths[0]), await stateOf(world, paths[1])].join(), "accepted,received", "after a double click");
}

/* Elsewhere the page of a sheet stays what it was. */
async function elsewhere(world) {
	const path = await storeSheet(world, "officer", withWarnings()), page = await openAs(world, "officer");
	await page.goto(path);
	checkEqual(await page.locator("[data-accept], [data-next], [data-walk]").count(), 0, "without a list");
	await page.goto(`${path}?after=x`);
	checkEqual(await page.locator("[data-walk]").count(), 0, "with a place that is none");
}

async function plain(world) {
	const { page, paths } = await queueOf(world, "Không Kịch Bản", 2);
	const still = await openAs(world, "officer", { javaScriptEnabled: false });
	await still.goto(page.url());
	await press(still, ".queue-table .row-link >> nth=0");
	await press(still, "#move-accept button");
	checkEqual(pathOf(still), paths[1], "the next, without script");
}

/* All that wait, or those that are ticked; each is named before, and the batch can be taken back. */
async function batchOfAll(world) {
	for (let i = 0; i < 2; i++) await acceptSheet(world, await storeSheet(world, "officer"));
	const page = await openAs(world, "officer");
	await page.goto("/handovers");
	await page.check(".pick[data-all] input");
	const offered = await page.locator("form[data-select] input[name=ids]:checked").count();
	check(offered >= 2 && await page.locator("form[data-select] input[name=ids]:not(:checked)").count() === 0, "all are ticked at once");
	checkEqual((await page.textContent("form[data-select] [data-chosen]")).trim(), `(${offered})`, "the number on the button");
	await press(page, "a[href^='/handovers/new']");
	const named = await page.locator("tbody .row-link").count(), ids = (await page.inputValue("input[name=ids]")).split(",");
	checkEqual(named, ids.length, "each is named");
	check((await page.textContent("h1")).includes(` ${named} phiếu`), "the number in the heading");
	checkEqual((await jsonAs(world, "officer", `/sheets/${ids[0]}.json`)).state, "accepted", "nothing is done before");
	await press(page, "form[action='/handovers'] .btn-primary");
	check(/^\/handovers\/\d+$/.test(pathOf(page)), `the batch, not ${pathOf(page)}`);
	check(await page.evaluate(() => document.activeElement.matches(".alert-success")), "what was done has the focus");
	await press(page, "form[data-undo] button");
	checkEqual((await jsonAs(world, "officer", `/sheets/${ids[0]}.json`)).state, "accepted", "taken back");
	await page.goto("/handovers/new?first=999999999");
	checkEqual(pathOf(page), "/handovers", "an offer that is gone");
}

/* The button of a file is ours, and the keyboard comes to it. */
async function file(world) {
	const page = await openAs(world, "officer");
	await page.goto("/sheets/photo");
	checkEqual((await page.textContent(".file-face")).trim(), "Chọn ảnh Chưa chọn ảnh", "before");
	await page.setInputFiles("#photo", { name: "thẻ.png", mimeType: "image/png", buffer: Buffer.from("x") });
	checkEqual((await page.textContent(".file-face")).trim(), "Chọn ảnh thẻ.png", "after");
	await page.focus("#photo");
	check(await page.evaluate(() => getComputedStyle(document.querySelector(".file-face")).outlineStyle !== "none"), "the focus is seen");
	await press(page, "form[action='/sheets/photo'] .btn-primary");
	checkEqual(await focused(page), "photo", "what was wrong has the focus");
}

export default [
	["warned sheets from the keyboard, to the end of the list", acceptsWarned],
	["clean ones; another officer is faster; back and forward", clean],
	["mending, and a login in between", keptOnTheWay],
	["a double click accepts one", pressedTwice],
	["a sheet that is opened elsewhere stays", elsewhere],
	["without script", plain],
	["a batch of all is shown before", batchOfAll],
	["the button of a file", file],
];
