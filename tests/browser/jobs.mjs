/* Long work before somebody's eyes: the bar moves by itself, the focus stays with the person, and without script a link does. */
import { readFileSync } from "node:fs";
import { axeSource, check, checkEqual, mau03, NARROW, openAs, PASSWORD, serve, stopServing } from "./harness.mjs";
import { press } from "./states.mjs";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], LONG = { timeout: 120_000 };
const BIG = "section:has(h3:has-text('BT-2024')) form button";         /* the campaign with most sheets */
const axe = await axeSource();

async function checkAccess(page, when) {
	await page.evaluate(axe);
	const { violations } = await page.evaluate((tags) => window.axe.run({ runOnly: tags }), TAGS);
	checkEqual(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} at ${node.target}`)).join("; "), "", when);
}

async function begin(world, options = {}) {
	const page = await openAs(world, "admin", options);
	await page.goto("/jobs");
	await press(page, BIG);
	return page;
}

const state = (page) => page.locator("#progress-heading").textContent();
const bar = (page) => page.locator(".job-bar").evaluate((one) => one.value);

/* Seen at both widths, axe clean while it runs and when it has ended; who is on the button stays in the page. */
async function movesByItself(world) {
	const page = await begin(world);
	checkEqual(await state(page), "Đang chạy", "it runs");
	await page.focus("form[action$='/cancel'] button");
	const from = await bar(page), seen = new Set([from]);
	await page.waitForFunction((before) => document.querySelector(".job-bar").value > before, from, LONG);
	checkEqual(await page.evaluate(() => document.activeElement.textContent), "Dừng", "the focus while it moves");
	seen.add(await bar(page));
	await checkAccess(page, "while it runs");
	while (await page.locator("[data-job]").count() > 0) {
		seen.add(await bar(page));
		await page.waitForTimeout(100);
	}
	check(seen.size > 1, `the bar stood at ${[...seen]}`);
	checkEqual(await state(page), "Đã xong", "it has ended");
	checkEqual(await page.evaluate(() => document.activeElement.id), "progress-heading", "the focus when the button went");
	checkEqual(await page.locator("form[action$='/cancel']").count(), 0, "nothing to stop");
	await checkAccess(page, "when it has ended");
	await page.setViewportSize(NARROW);
	check(await page.evaluate(() => document.documentElement.scrollWidth) <= NARROW.width, "as wide as the window");
	await page.context().close();
}

/* Whoever is elsewhere hears that it has ended, and is left where they are. */
async function isToldOf(world) {
	const page = await begin(world);
	await page.focus(".site-nav a");
	await page.waitForFunction(() => !document.querySelector("[data-job]"), undefined, LONG);
	checkEqual(await page.locator("body > [role=status]").textContent(), "Đã xong", "told");
	check(await page.evaluate(() => document.activeElement.matches(".site-nav a")), "and left alone");
	await page.context().close();
}

async function isStopped(world) {
	const page = await begin(world);
	await press(page, "form[action$='/cancel'] button");
	await page.waitForFunction(() => !document.querySelector("[data-job]"), undefined, LONG);
	checkEqual(await state(page), "Đã dừng theo yêu cầu", "stopped");
	await press(page, "form[action$='/resume'] button");
	await page.waitForFunction(() => !document.querySelector("[data-job]"), undefined, LONG);
	checkEqual(await state(page), "Đã xong", "gone on with");
	await page.context().close();
}

async function withoutScript(world) {
	const page = await begin(world, { javaScriptEnabled: false });
	checkEqual(await state(page), "Đang chạy", "it runs");
	for (let left = 600; left > 0 && await page.locator("[data-job] a").count() > 0; left--) {
		await press(page, "[data-job] a");
		await page.waitForTimeout(200);
	}
	checkEqual(await state(page), "Đã xong", "it has ended");
	await page.context().close();
}

/* By the key of whatever has the focus. */
async function follow(page, selector) {
	await page.focus(selector);
	const loaded = page.waitForEvent("load");
	await page.keyboard.press("Enter");
	await loaded;
}

/* By keyboard alone, from the list's link to the file. The history of so many sheets is longer than what is answered at once. */
async function workbookByKeyboard(world) {
	const page = await openAs(world, "admin");
	await page.goto("/admin/log");
	await follow(page, "main a[href^='/admin/log.xlsx']");
	checkEqual(new URL(page.url()).pathname, "/jobs/new", "the offer");
	await checkAccess(page, "the offer");
	await follow(page, "main form[action='/jobs'] button");
	await page.waitForFunction(() => !document.querySelector("[data-job]"), undefined, LONG);
	checkEqual(await state(page), "Đã xong", "it has ended");
	const most = await page.locator(".job-bar").evaluate((one) => [one.value, one.max]);
	check(most[0] === most[1] && most[1] > 5000, `the bar stands at ${most}`);
	await checkAccess(page, "the file is there");
	await page.setViewportSize(NARROW);
	check(await page.evaluate(() => document.documentElement.scrollWidth) <= NARROW.width, "as wide as the window");
	await page.focus("main a[href$='/result']");
	const [file] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
	checkEqual(file.suggestedFilename(), "nhat-ky.xlsx", "its name");
	checkEqual(readFileSync(await file.path()).subarray(0, 2).toString(), "PK", "its bytes");
	await page.context().close();
}

/* An officer of three provinces has more to accept than is done at once. By keyboard alone: shown before, begun, told, taken back. */
async function manyByKeyboard(world) {
	await stopServing(world.server);
	mau03(world.server, `${PASSWORD}\n`, "user", "add", "wide", "--role", "officer", ...["38", "56", "60"].flatMap((code) => ["--area", code]), "--password-stdin");
	await serve(world);
	const page = await openAs(world, "wide"), ends = () => page.waitForFunction(() => !document.querySelector("[data-job]"), undefined, LONG);
	const narrow = async (when) => {
		await checkAccess(page, when);
		const size = page.viewportSize();
		await page.setViewportSize(NARROW);
		check(await page.evaluate(() => document.documentElement.scrollWidth) <= NARROW.width, `as wide as the window, ${when}`);
		await page.setViewportSize(size);
	};
	await page.goto("/review");
	await follow(page, "main a[href='/review/accept']");
	await narrow("shown before");
	const asked = Number(await page.locator("input[name=expected]").getAttribute("value"));
	check(asked > 250, `${asked} sheets`);
	await follow(page, "form[action='/review/accept'] button");
	await narrow("while it runs");
	await ends();
	checkEqual(await state(page), "Đã xong", "it has ended");
	check(/^Đã nghiệm thu \d+ phiếu\.$/.test(await page.locator("#result-heading").textContent()), "what it says");
	await narrow("when it has ended");
	await follow(page, "form[action$='/undo'] button");
	checkEqual(await page.locator("form[action$='/cancel']").count(), 0, "nothing to stop");
	await ends();
	checkEqual(await state(page), "Đã xong", "it is taken back");
	await narrow("when it is taken back");
	await follow(page, "#of-heading ~ * a");
	check((await page.locator("main").textContent()).includes("Đã hoàn tác lúc"), "what was taken back says so");
	await narrow("what was taken back");
	await page.goto("/review/accept");
	checkEqual(Number(await page.locator("input[name=expected]").getAttribute("value")), asked, "all wait again");
	await page.context().close();
}

export const demo = 6000;
export default [
	["the bar moves by itself, and the focus stays", movesByItself],
	["whoever is elsewhere on the page is told, and left alone", isToldOf],
	["one is stopped by its button, and goes on by its button", isStopped],
	["a workbook by keyboard, from the list to the file", workbookByKeyboard],
	["many are accepted by keyboard: shown, begun, told, taken back", manyByKeyboard],
	["without script a link shows how far it is", withoutScript],
];
