/* A bundle of papers by keyboard: the hamlet leader counts and sends on, the officer counts again and ticks what is missing; both at 360 px. */
import { NARROW, check, checkEqual, jsonAs, openAs } from "./harness.mjs";
import { storeSheet } from "./sheets.mjs";

const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.name || document.activeElement.tagName);
const pathOf = (page) => new URL(page.url()).pathname;
const idOf = (path) => Number(path.split("/").pop());

/* Presses keys of which the last one leads on. */
async function presses(page, ...keys) {
	const loaded = page.waitForEvent("load");
	for (const key of keys) await page.keyboard.press(key);
	await loaded;
	await page.waitForLoadState("load");
}

async function sideways(page) {
	const before = page.viewportSize();
	await page.setViewportSize(NARROW);
	const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	await page.setViewportSize(before);
	check(wide <= 0, `${pathOf(page)} is ${wide} px too wide at 360 px`);
}

async function sentOn(world) {
	world.ids = [];
	for (let i = 0; i < 3; i++) world.ids.push(idOf(await storeSheet(world, "hamlet_leader", { paper_no: `TDP/${i + 1}` })));
	const page = await openAs(world, "hamlet_leader");
	await page.goto("/bundles");
	checkEqual(await page.locator(".site-nav a[aria-current]").getAttribute("href"), "/bundles", "the place beside the page");
	await sideways(page);
	for (const id of world.ids) {
		await page.focus(`input[name=ids][value='${id}']`);
		await page.keyboard.press("Space");
	}
	const form = page.locator("form[action='/bundles']").filter({ has: page.locator(`input[value='${world.ids[0]}']`) });
	checkEqual(await form.locator("[data-chosen]").textContent(), " (3)", "how many are chosen");
	await form.locator("input[name=count]").focus();
	await page.keyboard.type("3");
	await presses(page, "Enter");
	world.bundle = pathOf(page);
	check(/^\/bundles\/\d+$/.test(world.bundle), `sending on leads to ${world.bundle}`);
	await sideways(page);
	await page.context().close();
}

/* From the first page to the end without a mouse. */
async function counted(world) {
	const page = await openAs(world, "officer"), [, missing] = world.ids;
	await page.goto("/");
	await page.focus("main a[href='/bundles?state=open']");
	await presses(page, "Enter");
	await page.focus(`a[href='${world.bundle}']`);
	await presses(page, "Enter");
	await sideways(page);
	await page.focus("#count");
	await page.keyboard.type("2");
	await presses(page, "Enter");
	checkEqual(await focused(page), "error-summary", "the refusal has the keys");
	check((await page.textContent("#error-summary")).includes("Bó có 3 phiếu, đếm được 2: thiếu 1"), "both figures");
	checkEqual(await page.inputValue("#count"), "2", "what was typed");
	await page.focus("#error-summary a");
	await page.keyboard.press("Enter");
	checkEqual(await focused(page), `missing-${world.ids[0]}`, "the way leads to the boxes");
	await page.focus(`#missing-${missing}`);
	await page.keyboard.press("Space");
	await page.focus("#count");
	await presses(page, "Enter");
	check((await page.textContent("main")).includes("xác nhận kiểm đếm"), "it is counted");
	checkEqual((await jsonAs(world, "officer", `/sheets/${missing}.json`)).state, "with_hamlet", "what was missing");
	checkEqual(await page.locator("#sign").count(), 0, "nothing is left to count");
	await sideways(page);
	await page.context().close();
}

async function told(world) {
	const page = await openAs(world, "hamlet_leader");
	await page.goto("/bundles");
	const row = page.locator(`tr:has(input[value='${world.ids[1]}'])`);
	check((await row.textContent()).includes("Xã, phường báo thiếu phiếu giấy"), "the leader sees which paper is missing");
	await page.context().close();
}

export default [
	["a hamlet leader ticks, counts and sends on by keyboard", sentOn],
	["an officer counts by keyboard, is told what differs, ticks what is missing", counted],
	["what was missing waits with the leader again, and says why", told],
];
