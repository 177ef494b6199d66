/* The officer decides about two sheets of one human, and takes it back; by mouse, by keyboard, without script. */
import { check, checkEqual, jsonAs, openAs } from "./harness.mjs";
import { press, twoSheets } from "./states.mjs";

const statesOf = async (world, path) => {
	const states = [];
	for (const id of path.split("/").slice(2))
		states.push((await jsonAs(world, "officer", `/sheets/${id}.json`)).state);
	return states.join(" ");
};

const decides = (options) => async (world) => {
	const path = await twoSheets(world), [, , first, second] = path.split("/"), page = await openAs(world, "officer", options);
	await page.goto(`/sheets/${second}`);
	await press(page, `.finding a[href="${path}"]`);
	check(await page.locator(".differs").count() === 0, "the same answers are not marked");
	await page.fill("#reason", "đã gọi điện hỏi");
	await press(page, `button[value=keep_${first}]`);
	checkEqual(new URL(page.url()).pathname, path, "where deciding leads");
	checkEqual(await statesOf(world, path), "received cancelled", "after the decision");
	check((await page.textContent("#decided-heading + .panel-body")).includes("đã gọi điện hỏi"), "the reason is shown");
	await press(page, "#decided-heading + .panel-body button");
	check((await page.title()).startsWith("Lỗi: "), "undoing needs a reason");
	await page.fill("#reason", "nhầm người");
	await press(page, "#decided-heading + .panel-body button");
	checkEqual(await statesOf(world, path), "received received", "after undoing");
	check(await page.locator("button[value=distinct]").count() === 1, "asked again");
	await press(page, "button[value=distinct]");
	checkEqual(await statesOf(world, path), "received received", "two people");
	await page.goto("/duplicates");
	check(await page.locator(`a[href="${path}"]`).count() === 0, "never asked again");
	await page.context().close();
};

/* By clicking only: decided, left, found again, undone. */
const findsAgain = (options) => async (world) => {
	const path = await twoSheets(world), [, , first] = path.split("/"), page = await openAs(world, "officer", options);
	await page.goto("/");
	await press(page, '.site-nav a[href="/duplicates"]');
	await press(page, `a[href="${path}"]`);
	await press(page, "button[value=distinct]");
	await press(page, ".page-actions a");
	check(await page.locator(`a[href="${path}"]`).count() === 0, "it does not wait any more");
	await press(page, '.sums a:has-text("Đã quyết định")');
	check((await page.textContent(`tr:has(a[href="${path}"])`)).includes("Hai người khác nhau"), "found again");
	await press(page, `a[href="${path}"]`);
	await page.fill("#reason", "xem lại giấy tờ");
	await press(page, "#decided-heading + .panel-body button");
	await press(page, ".page-actions a");
	check(await page.locator(`a[href="${path}"]`).count() === 1, "it waits again");
	await page.goto(`/sheets/${first}`);
	checkEqual(await page.locator(`[aria-labelledby=history-heading] a[href="${path}"]`).count(), 2, "the history leads to the pair: decided, undone");
	await page.context().close();
};

/* Many forms send what was typed by Enter; here that would choose one of four decisions. */
async function entersNothing(world) {
	const path = await twoSheets(world), page = await openAs(world, "officer");
	await page.goto(path);
	await page.fill("#reason", "Hai chị em sinh đôi");
	await page.press("#reason", "Enter");
	await page.waitForTimeout(500);
	checkEqual(await statesOf(world, path), "received received", "after Enter in the note");
	check(await page.locator("button[value=distinct]").count() === 1, "not decided");
	await page.context().close();
}

export default [
	["Enter in the note decides nothing", entersNothing],
	["found again among the decided ones by clicking, and undone", findsAgain()],
	["found again without script", findsAgain({ javaScriptEnabled: false })],
	["decided, undone, decided otherwise", decides()],
	["the same without script", decides({ javaScriptEnabled: false })],
];
