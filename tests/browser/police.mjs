/* The police beside their other program: keys a sheet, a connection that is lost, the width that is left, one screen. */
import { NARROW, WIDE, addressOf, check, checkEqual, jsonAs, openAs, postAs } from "./harness.mjs";
import { acceptSheet, storeSheet } from "./sheets.mjs";

const SETTLE_MS = 600, BESIDE = { width: 700, height: 768 };

const rest = (ms) => new Promise((done) => setTimeout(done, ms));
const opened = (page) => page.locator(".queue-item").getAttribute("id");
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.name);
const stateOf = async (world, id) => (await jsonAs(world, "officer", `/sheets/${id}.json`)).state;

async function handOver(world) {
	const ids = [];
	for (let i = 0; i < 6; i++) {
		const path = await storeSheet(world, "officer", { paper_no: `B/${i + 1}` });
		await acceptSheet(world, path);
		ids.push(Number(path.split("/").pop()));
	}
	const batch = await addressOf(await postAs(world, "officer", "/handovers", { ids: ids.join(",") }));
	await postAs(world, "police", `${batch}/sign`, { count: ids.length });
	return ids;
}

/* Presses keys of which the last one leads on; so many. */
async function presses(page, ...keys) {
	await rest(SETTLE_MS);
	const loaded = page.waitForEvent("load");
	for (const key of keys) await page.keyboard.press(key);
	await loaded;
	await page.waitForLoadState("load");
}

/* One key beyond copying enters a sheet, two give it back, one puts it aside; the next one is open, and the keys are there. */
async function keysOfASheet(world) {
	world.ids = await handOver(world);
	const [first, second, third, fourth] = world.ids, page = world.page = await openAs(world, "police");
	await page.goto(`/police?after=${first - 1}`);
	checkEqual(await focused(page), `sheet-${first}`, "the keys are on the sheet");
	await page.keyboard.press("c");
	await page.waitForFunction(() => document.querySelectorAll(".copied").length === 1 && document.querySelector(".answer.is-next"));
	await presses(page, "Enter");
	checkEqual([await stateOf(world, first), await focused(page)].join(), `entered,sheet-${second}`, "after Enter");
	await presses(page, "4", "Enter");
	checkEqual([await stateOf(world, second), await focused(page)].join(), `police_returned,sheet-${third}`, "after 4, Enter");
	const sheet = await jsonAs(world, "officer", `/sheets/${second}.json`);
	checkEqual(sheet.history.filter((one) => one.action === "police_return").length, 1, "returns");
	await presses(page, "j");
	checkEqual([await stateOf(world, third), await focused(page)].join(), `handed_over,sheet-${fourth}`, "after j");
	await page.keyboard.press("t");
	checkEqual(await focused(page), "reason", "t leads to the reasons");
	await page.keyboard.press("2");
	checkEqual(await page.inputValue("input[name=reason]:checked"), "2", "a digit chooses");
	await page.keyboard.press("Escape");
	check(!await page.locator("[data-return]").getAttribute("open"), "Escape closes them");
	checkEqual(await focused(page), `sheet-${fourth}`, "and leads back");
	await page.keyboard.press("/");
	checkEqual(await focused(page), "q", "/ leads to the search of the queue");
}

/* A press that does not reach the server is told, and can be made again; it is done once. */
async function lostPress(world) {
	const page = world.page, id = world.ids[3];
	await page.goto(`/police?after=${id - 1}`);
	await rest(SETTLE_MS);
	await page.context().setOffline(true);
	await page.keyboard.press("Enter");
	await page.waitForSelector("[data-entered] [data-offline]:visible");
	checkEqual([await opened(page), await stateOf(world, id)].join(), `sheet-${id},handed_over`, "what stands there");
	await page.context().setOffline(false);
	await page.locator(".queue-item").focus();
	await presses(page, "Enter");
	checkEqual(await opened(page), `sheet-${world.ids[4]}`, "the next one");
	const { history } = await jsonAs(world, "officer", `/sheets/${id}.json`);
	checkEqual(history.filter((one) => one.action === "entered").length, 1, "entered once");
	await page.goBack();
	await rest(SETTLE_MS);
	if (await opened(page) === `sheet-${id}`) await presses(page, "Enter");
	checkEqual((await jsonAs(world, "officer", `/sheets/${id}.json`)).history.filter((one) => one.action === "entered").length, 1, "and once after coming back");
}

/* Fifteen answers and the buttons stand on one screen; beside another program nothing goes over the edge. */
async function fitsTheScreen(world) {
	const page = world.page;
	await page.setViewportSize(WIDE);
	await page.goto("/police");
	const [rows, bottom] = await page.evaluate(() => [document.querySelectorAll(".answer").length, document.querySelector(".queue-bar").getBoundingClientRect().bottom]);
	check(bottom <= WIDE.height && rows >= 10, `${rows} answers, the bar ends at ${bottom}`);
	for (const size of [BESIDE, NARROW]) {
		await page.setViewportSize(size);
		await page.goto("/police");
		const width = await page.evaluate(() => document.documentElement.scrollWidth);
		check(width <= size.width, `${width} px wide in ${size.width}`);
		const bar = await page.locator(".queue-bar .btn-primary").evaluate((one) => one.getBoundingClientRect().bottom);
		check(bar <= size.height, `the button ends at ${bar} of ${size.height}`);
	}
}

const ticked = (page) => page.evaluate(() => [...document.querySelectorAll("input[name=ids]")].map((box) => (box.checked ? 1 : 0)).join(""));

/* A range: Shift with a click, Shift with the arrows; how many and from whom to whom stands beside the button before it is pressed. */
async function marksARange(world) {
	const ids = await handOver(world), page = world.page;
	await page.setViewportSize(WIDE);
	await page.goto(`/police?after=${ids[0] - 1}`);
	await page.getByRole("link", { name: "Đánh dấu nhiều phiếu" }).click();
	const boxes = page.locator("input[name=ids]");
	await boxes.nth(1).click();
	await boxes.nth(4).click({ modifiers: ["Shift"] });
	checkEqual(await ticked(page), "011110", "a click with Shift ticks from the last one on");
	await boxes.nth(2).click();
	await boxes.nth(4).click({ modifiers: ["Shift"] });
	checkEqual(await ticked(page), "010000", "and takes away likewise");
	await boxes.nth(1).click();
	await boxes.nth(0).focus();
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Shift+ArrowDown");
	await page.keyboard.press("Shift+ArrowDown");
	checkEqual(await ticked(page), "011100", "the arrows go, and with Shift tick");
	const names = await page.locator("[data-range-told]").textContent(), button = await page.locator("form[data-range] .btn-primary").textContent();
	check(/^tờ 2, .+ – tờ 4, .+$/.test(names) && button.includes("(3)"), `${button} ${names}`);
	await page.locator("form[data-range] .btn-primary").click();
	await page.waitForSelector("form[data-undo]");
	checkEqual((await Promise.all(ids.map((id) => stateOf(world, id)))).map((state) => (state === "entered" ? 1 : 0)).join(""), "011100", "marked");
	await page.locator("form[data-undo] button").click();
	await page.waitForLoadState("load");
	checkEqual(await stateOf(world, ids[2]), "handed_over", "taken back");
	await page.setViewportSize(NARROW);
	await page.goto("/police/entered");
	check(await page.evaluate(() => document.documentElement.scrollWidth) <= NARROW.width, "nothing goes over the edge");
}

export default [
	["one key enters a sheet, two give it back, one puts it aside", keysOfASheet],
	["a press that is lost is told, and done once", lostPress],
	["one screen, and 700 px", fitsTheScreen],
	["a range is marked with Shift, with its names before", marksARange],
];
