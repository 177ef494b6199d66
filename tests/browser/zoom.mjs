/* A window of 1366×768 at 200 %: what has the focus is seen whole, whatever sticks to the edges. Widths of all pages are in pages.mjs. */
import { check, openAs, ZOOMED } from "./harness.mjs";
import { storeSheet } from "./sheets.mjs";

const MOST = 400;

/* The focused element: what it is, and what of it cannot be seen; null at the end of the page. An option's box stands for its hidden input. */
const hiddenFocus = () => {
	const focused = document.activeElement;
	if (!focused || focused === document.body) return null;
	const shown = focused.closest(".option")?.querySelector(".option-text") ?? focused;
	const box = shown.getBoundingClientRect(), bar = document.querySelector(".action-bar");
	const { top, bottom } = bar && !bar.contains(focused) ? bar.getBoundingClientRect() : { top: innerHeight, bottom: innerHeight };
	const name = focused.id || focused.name || focused.ariaLabel || focused.textContent.trim().slice(0, 30);
	const covered = box.bottom > top + 1 && box.top < bottom - 1;
	const whole = !covered && box.top >= -1 && box.bottom <= innerHeight + 1 && box.left >= -1 && box.right <= innerWidth + 1;
	return { name, trouble: whole || box.height > innerHeight / 2 ? "" : `${name} at ${Math.round(box.top)}–${Math.round(box.bottom)}, bar from ${Math.round(top)}` };
};

/* Goes through a page by Tab; the names of all that was focused. */
async function walk(page) {
	const names = [], troubles = [];
	for (let i = 0; i < MOST; i++) {
		await page.keyboard.press("Tab");
		const at = await page.evaluate(hiddenFocus);
		if (at === null) break;
		names.push(at.name);
		if (at.trouble) troubles.push(at.trouble);
	}
	check(troubles.length === 0, `not seen whole: ${troubles.join("; ")}`);
	return names;
}

/* What can be reached at all without the keyboard's help: fields and buttons of the page. */
const controls = (page) => page.evaluate(() => Array.from(document.querySelectorAll("main :is(input:not([type=hidden], [type=radio]), select, textarea)"))
	.filter((one) => !one.disabled && one.checkVisibility()).map((one) => one.id || one.name || one.ariaLabel));

const seesAll = (user, path) => async (world) => {
	const page = await openAs(world, user, { viewport: ZOOMED });
	await page.goto(typeof path === "string" ? path : await path(world));
	await page.focus(".skip-link");
	const names = await walk(page), missed = (await controls(page)).filter((name) => !names.includes(name));
	check(names.length > 5, `reached by Tab: ${names}`);
	check(missed.length === 0, `not reached by Tab: ${missed}`);
	await page.context().close();
};

/* The bar leaves most of the window to the paper. */
async function barIsLow(world) {
	const page = await openAs(world, "officer", { viewport: ZOOMED });
	await page.goto("/sheets/new");
	const height = await page.locator(".action-bar").evaluate((bar) => bar.offsetHeight);
	check(height <= ZOOMED.height / 4, `the bar is ${height} px high`);
	await page.context().close();
}

const doubtful = (world) => storeSheet(world, "officer", { citizen_id: "056090123459" });

/* Of somebody who works: for others the questions about work are switched off. */
const toCorrect = async (world) => `${await storeSheet(world, "officer", { activity_status: "1" })}/edit`;

export default [
	["a new sheet", seesAll("officer", "/sheets/new")],
	["the bar of the entry page", barIsLow],
	["a sheet to correct", seesAll("officer", toCorrect)],
	["a sheet to accept", seesAll("officer", doubtful)],
	["the queue", seesAll("officer", "/review")],
	["batches", seesAll("officer", "/handovers")],
	["the police's queue", seesAll("police", "/police")],
	["the list", seesAll("officer", "/sheets")],
	["the progress", seesAll("district", "/reports/progress")],
	["the guide", seesAll("officer", "/help")],
	["a new user", seesAll("admin", "/admin/users/new")],
];
