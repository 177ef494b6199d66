/* The list of people to be surveyed at the keyboard and on a telephone: giving it to members, going from house to house, a sheet from a row, both sides compared. */
import { NARROW, axeSource, check, checkEqual, openAs } from "./harness.mjs";

const pathOf = (page) => new URL(page.url()).pathname;

async function press(page, selector) {
	const loaded = page.waitForEvent("load");
	await page.click(selector);
	await loaded;
}

/* At 360 px: nothing too wide, and nothing that axe finds. */
async function narrow(page) {
	const before = page.viewportSize();
	await page.setViewportSize(NARROW);
	check(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth) <= 0, `${pathOf(page)} is too wide at 360 px`);
	await page.evaluate(await axeSource());
	const found = await page.evaluate(async () => (await globalThis.axe.run()).violations.map((one) => one.id));
	checkEqual(found.join(" "), "", `axe at ${pathOf(page)}`);
	await page.setViewportSize(before);
}

async function given(world) {
	const page = await openAs(world, "officer2", { bypassCSP: true });
	await page.goto("/roster");
	await narrow(page);
	await press(page, "a[href='/roster/assign']");
	await narrow(page);
	await page.selectOption("#assign-area", { index: 4 });
	const boxes = page.locator("input[name=members]");
	for (let i = 0; i < await boxes.count(); i++)
		await boxes.nth(i).check();
	await press(page, "#assign button");
	check((await page.locator("#plan-heading").textContent()).startsWith("Xem trước"), "the preview");
	await narrow(page);
	await press(page, "form:has([name=expected]) button");
	checkEqual(pathOf(page), "/roster/assignments", "given");
	await narrow(page);
	await page.context().close();
}

async function walked(world) {
	const page = await openAs(world, "enumerator", { viewport: NARROW, bypassCSP: true });
	await page.goto("/roster/walk");
	await narrow(page);
	const name = (await page.locator(".walk-house a[href^='/roster/']").first().textContent()).trim();
	await press(page, ".walk-house .btn");
	checkEqual(await page.inputValue("#full_name"), name, "who it is");
	check((await page.locator("#full_name-notes").textContent()).includes("Từ bảng kê"), "from the list");
	await narrow(page);
	await page.goto("/roster/walk");
	await press(page, ".walk-house li:nth-child(1) a[href^='/roster/']");
	await narrow(page);
	await page.selectOption("#reason-reason", "away");
	await press(page, "#reason button");
	checkEqual(pathOf(page), "/roster/walk", "on to the next");
	check(!(await page.content()).includes(`>${name}</a>`), "he is not left any more");
	await page.context().close();
}

async function compared(world) {
	const page = await openAs(world, "officer2", { bypassCSP: true });
	await page.goto("/reconcile?result=list_only");
	await narrow(page);
	await press(page, "tbody .row-link");
	await narrow(page);
	await page.selectOption("#choice", "noted");
	await press(page, "form[action='/reconcile'] button");
	check(await page.locator("#error-summary").isVisible(), "a word is needed");
	await page.fill("#note", "Đi làm xa");
	await page.keyboard.press("Enter");
	await page.waitForURL(/\/reconcile\?result=differs/);
	await page.context().close();
}

export default [
	["a list is previewed and given to members", given],
	["a member goes from house to house and begins a sheet", walked],
	["both sides are compared and what holds is noted", compared],
];
