/* Three days, counted: an officer who types and accepts, a policeman who copies, a district on Monday; keys beyond the text, clicks, pages opened, where the
 * focus is. DAY=200,300 walks them whole (sheets typed, sheets copied). */
import { addressOf, check, checkEqual, jsonAs, openAs, postAs } from "./harness.mjs";
import { acceptSheet, hamletsOf, somebody, storeSheet, wholeSheet } from "./sheets.mjs";

const [TYPED, COPIED] = (process.env.DAY ?? "3,4").split(",").map(Number);
const KEYS_A_SHEET = 30, ACTIONS_A_WARNED = 3, ACTIONS_TO_WHERE = 2, ROWS = 18, SETTLE_MS = 600;

const told = (who, counts) => console.log(`# day, ${who}: ${Object.entries(counts).map(([what, count]) => `${what} ${count}`).join(", ")}`);
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.name || document.activeElement.tagName);
const stateOf = async (world, path) => (await jsonAs(world, "officer", `${path}.json`)).state;

/* A page whose keys, clicks and loads are counted; texts are not. */
async function counted(world, user) {
	const page = await openAs(world, user), counts = { keys: 0, clicks: 0, pages: 0 };
	page.on("load", () => { counts.pages += 1; });
	const loads = async (act) => {
		const loaded = page.waitForEvent("load");
		await act();
		await loaded;
		await page.waitForLoadState();
	};
	const key = (name) => { counts.keys += 1; return page.keyboard.press(name); };
	const click = (selector) => { counts.clicks += 1; return page.click(selector); };
	return { page, counts, key, click, keyOn: (name) => loads(() => key(name)), clickOn: (selector) => loads(() => click(selector)) };
}

/* ---- the officer ---- */

/* In the order of the paper; what stays of the sheet before is not typed again. */
const ASKED = ["full_name", "birth_date", "sex", "citizen_id", "social_insurance_no", "permanent_address", "current_address", "priority_disabled", "general_education",
	"qualification", "training_field", "activity_status", "employment_position", "occupation", "social_insurance", "labour_contract", "contract_start", "employer_name",
	"workplace_type", "workplace_address", "informant_name"];

async function typeOne(hand, person, first) {
	const { page } = hand, before = hand.counts.keys;
	for (const name of first ? ASKED.toSpliced(-1, 0, "collected_on") : ASKED) {
		checkEqual(await page.evaluate(() => document.activeElement.name), name, "the focus follows the paper");
		const text = person[name] ?? "", chosen = await page.evaluate(() => document.activeElement.matches("[type=radio], [type=checkbox], select"));
		await page.keyboard.type(text);
		hand.counts.keys += chosen ? text.length : 0;
		if (name !== ASKED.at(-1)) await hand.key("Enter");
	}
	await hand.keyOn("Control+Enter");
	checkEqual(await focused(page), "full_name", "the next sheet waits for its name");
	return hand.counts.keys - before;
}

async function typing(world) {
	const hand = await counted(world, "officer"), { page } = hand, [area] = await hamletsOf(world, "officer"), before = (await jsonAs(world, "officer", "/sheets.json")).total;
	await page.goto("/sheets/new");
	await page.selectOption("#area_id", area);
	await page.focus("#full_name");
	let most = 0;
	for (let i = 0; i < TYPED; i++) most = Math.max(most, await typeOne(hand, { ...wholeSheet(area), ...somebody() }, i === 0));
	checkEqual((await jsonAs(world, "officer", "/sheets.json")).total, before + TYPED, "sheets");
	told("officer, typing", { sheets: TYPED, "keys a sheet": most, ...hand.counts });
	check(most <= KEYS_A_SHEET, `${most} keys beyond the text of a sheet`);
	checkEqual(hand.counts.clicks, 0, "clicks");
}

async function accepting(world) {
	const paths = [];
	for (let i = 0; i < 3; i++) paths.push(await storeSheet(world, "officer", { citizen_id: `0560906543${41 + i}`, full_name: `Một Ngày Dài ${["Ất", "Bính", "Đinh"][i]}` }));
	const hand = await counted(world, "officer"), { page } = hand;
	await page.goto("/review");
	/* A sheet, or what is found in one, is a row; as many sheets where nothing is found. */
	const shown = (selector) => page.evaluate((wanted) => [...document.querySelectorAll(wanted)].filter((one) => one.getBoundingClientRect().bottom <= innerHeight).length, selector);
	const rows = await shown(".queue-table tbody tr"), sheets = await shown(".queue-table tbody .row-link");
	await page.goto(`/review?q=${encodeURIComponent("Một Ngày Dài")}`);
	const begun = hand.counts.pages;
	await hand.clickOn(".queue-table .row-link >> nth=0");
	for (const path of paths.slice(0, 2)) {
		const { keys, clicks } = hand.counts;
		check((await focused(page)).startsWith("confirm_"), "the reason has the focus");
		await page.waitForTimeout(SETTLE_MS);
		await page.keyboard.type("Đã xem thẻ căn cước");
		await hand.keyOn("Control+Enter");
		checkEqual(await stateOf(world, path), "accepted", path);
		check(hand.counts.keys - keys + hand.counts.clicks - clicks <= ACTIONS_A_WARNED, "actions beyond the reason");
	}
	checkEqual(new URL(page.url()).pathname, paths[2], "the next of the list is open");
	told("officer, accepting", { accepted: 2, "rows on the first screen": rows, "sheets there": sheets, keys: hand.counts.keys, clicks: hand.counts.clicks, pages: hand.counts.pages - begun });
	check(rows >= ROWS, `${rows} rows on the first screen of the queue`);
}

/* ---- the police ---- */

async function copying(world) {
	const ids = [];
	for (let i = 0; i < COPIED + 1; i++) {
		const path = await storeSheet(world, "officer");
		await acceptSheet(world, path);
		ids.push(Number(path.split("/").pop()));
	}
	const batch = await addressOf(await postAs(world, "officer", "/handovers", { ids: ids.join(",") }));
	await postAs(world, "police", `${batch}/sign`, { count: ids.length });
	const hand = await counted(world, "police"), { page } = hand;
	await page.goto(`/police?after=${ids[0] - 1}`);
	const begun = hand.counts.pages;
	for (const [i, id] of ids.slice(0, COPIED).entries()) {
		checkEqual(await focused(page), `sheet-${id}`, "the keys are on the sheet");
		await page.waitForTimeout(SETTLE_MS);
		if (i === 1) await hand.key("4");
		await hand.keyOn("Enter");
		checkEqual(await stateOf(world, `/sheets/${id}`), i === 1 ? "police_returned" : "entered", `sheet ${id}`);
	}
	checkEqual(await focused(page), `sheet-${ids[COPIED]}`, "the next one");
	told("police", { sheets: COPIED, returned: 1, keys: hand.counts.keys, clicks: hand.counts.clicks, pages: hand.counts.pages - begun });
	checkEqual([hand.counts.keys, hand.counts.clicks].join(), [COPIED + 1, 0].join(), "one key a sheet, two for a return");
}

/* ---- the district, and where a sheet is ---- */

async function monday(world) {
	const hand = await counted(world, "district"), { page } = hand, late = [];
	for (let url = "/sheets.json?late=1"; url !== null;) {
		const { rows, next } = await jsonAs(world, "district", url);
		late.push(...rows.map((row) => row.late));
		url = next;
	}
	await page.goto("/");
	await hand.clickOn("a.task-link[href='/sheets?late=1']");
	await hand.clickOn("th a.sort-link[href*='-late']");
	const days = (await page.locator("td .late").allTextContents()).map((text) => Number(/\d+/.exec(text)[0]));
	checkEqual(days[0], Math.max(...late), "the latest first");
	check(days.every((one, i) => i === 0 || one <= days[i - 1]), "in their order");
	await hand.clickOn("tbody .row-link >> nth=0");
	const where = await page.textContent("dl.where");
	check(where.includes("Người giữ") && where.includes(`Quá hạn ${days[0]} ngày`), `who has it, and by how much it is late: ${where}`);
	told("district", hand.counts);
	checkEqual([hand.counts.keys, hand.counts.clicks].join(), "0,3", "from the first page to the latest of all");
}

/* From each place of the navigation: "/", the number, Enter; then the sheet that is found. An action leads to another page. */
async function whereIsIt(world) {
	const name = "Ở Đâu Rồi Nhỉ", path = await storeSheet(world, "officer", { full_name: name, paper_no: "OD/7" });
	let most = 0, pages = 0;
	for (const user of ["officer", "leader", "district", "province"]) {
		const hand = await counted(world, user), { page } = hand;
		await page.goto("/");
		const places = await page.locator(".site-nav a").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
		for (const place of places) {
			await page.goto(place);
			const begun = hand.counts.pages;
			await page.evaluate(() => document.activeElement.blur());
			await hand.key("/");
			await page.keyboard.type("OD/7");
			await hand.keyOn("Enter");
			await hand.clickOn("tbody .row-link");
			checkEqual(new URL(page.url()).pathname, path, `${user}, from ${place}`);
			check((await page.textContent("dl.where")).includes("Người giữ"), "who has it");
			most = Math.max(most, hand.counts.pages - begun);
			pages += 1;
		}
		await page.context().close();
	}
	told("where is this sheet", { from: `${pages} pages`, "actions at most": most });
	check(most <= ACTIONS_TO_WHERE, `${most} actions`);
}

export const demo = 1500;
export default [
	["an officer types", typing],
	["an officer accepts", accepting],
	["the police copy", copying],
	["a district on Monday", monday],
	["where is this sheet, from any page", whereIsIt],
];
