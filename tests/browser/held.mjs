/* A key that is held down acts once, through the pages that come; and what was done by mistake is taken back from the keyboard. */
import { addressOf, check, checkEqual, jsonAs, openAs, postAs } from "./harness.mjs";
import { acceptSheet, somebody, storeSheet } from "./sheets.mjs";

const REPEATS = 12, GAP_MS = 60, SETTLE_MS = 600;

const rest = (ms) => new Promise((done) => setTimeout(done, ms));

/* As a keyboard sends a key that is held: down, down, down …, up; the pages that it leads to are waited for. */
async function hold(page, key) {
	for (let i = 0; i < REPEATS; i++) {
		await page.keyboard.down(key);
		await rest(GAP_MS);
	}
	await page.waitForLoadState("load");
	await page.keyboard.down(key);
	await page.keyboard.up(key);
}

const total = async (world, role, path) => (await jsonAs(world, role, path)).total;

async function handOver(world, count) {
	const ids = [];
	for (let i = 0; i < count; i++) {
		const path = await storeSheet(world, "officer", { paper_no: `G/${i + 1}` });
		await acceptSheet(world, path);
		ids.push(path.split("/").pop());
	}
	const batch = await addressOf(await postAs(world, "officer", "/handovers", { ids: ids.join(",") }));
	await postAs(world, "police", `${batch}/sign`, { count });
	return ids;
}

async function marksOne(world) {
	world.ids = await handOver(world, 4);
	const page = world.police = await openAs(world, "police"), before = await total(world, "police", "/police.json");
	await page.goto(`/police?after=${world.ids[0] - 1}`, { waitUntil: "domcontentloaded" });
	await page.keyboard.press("Enter");
	await rest(SETTLE_MS);
	checkEqual(await total(world, "police", "/police.json"), before, "after a press that came with the page");
	await hold(page, "Enter");
	checkEqual(await total(world, "police", "/police.json"), before - 1, "sheets that wait after Enter was held");
	checkEqual((await jsonAs(world, "police", `/sheets/${world.ids[0]}.json`)).state, "entered", "the first one");
}

async function takesItBack(world) {
	const page = world.police, name = (await jsonAs(world, "police", `/sheets/${world.ids[0]}.json`)).answers.full_name;
	const note = await page.textContent(".alert-success");
	check(note.includes(name) && note.includes("phiếu giấy số G/1"), `the note says ${note}`);
	const loaded = page.waitForEvent("load");
	await page.keyboard.press("u");
	await loaded;
	checkEqual((await jsonAs(world, "police", `/sheets/${world.ids[0]}.json`)).state, "handed_over", "after u");
	check(await page.evaluate((id) => document.activeElement.id === `sheet-${id}`, world.ids[0]), "the sheet that came back is where the keys are");
	await page.keyboard.press("u");
	checkEqual((await jsonAs(world, "police", `/sheets/${world.ids[0]}.json`)).state, "handed_over", "u, where nothing is offered");
}

async function putsOneAside(world) {
	const page = world.police, aside = () => total(world, "police", "/police.json?aside=1");
	await page.goto(`/police?after=${world.ids[0] - 1}`);
	await rest(SETTLE_MS);
	await hold(page, "j");
	checkEqual([await aside(), await page.evaluate(() => document.activeElement.id)].join(), `1,sheet-${world.ids[1]}`, "one is put aside, the next is open");
}

/* A button that is focused is pressed by the browser at each repetition. */
async function acceptsOne(world) {
	const paths = [await storeSheet(world, "officer"), await storeSheet(world, "officer")], page = await openAs(world, "officer");
	await page.goto(paths[0]);
	await page.focus("#move-accept button");
	await hold(page, "Enter");
	const sheet = await jsonAs(world, "officer", `${paths[0]}.json`);
	checkEqual([sheet.state, sheet.history.filter((one) => one.action === "accept").length].join(), "accepted,1", "the sheet");
}

async function typesOne(world) {
	const page = await openAs(world, "officer"), before = await total(world, "officer", "/sheets.json");
	await page.goto("/sheets/new");
	await page.focus("#full_name");
	await hold(page, "Enter");
	checkEqual(await page.evaluate(() => document.activeElement.name), "birth_date", "one question further");
	await page.focus("input[name=qualification]");
	await hold(page, "1");
	checkEqual(await page.inputValue("input[name=qualification]:checked"), "1", "a digit that is held");
	await page.focus("input[name=workplace_type]");
	await hold(page, "1");
	checkEqual(await page.inputValue("input[name=workplace_type]:checked"), "1", "not the eleventh");
	const form = { ...somebody() };
	await page.fill("#full_name", "");
	await page.focus("#full_name");
	await page.keyboard.type("Nguyễn Văn ");
	await hold(page, "a");
	check(/^Nguyễn Văn a{5,}$/.test(await page.inputValue("#full_name")), `letters are typed as often as they come: ${await page.inputValue("#full_name")}`);
	await page.fill("#full_name", form.full_name);
	await page.keyboard.down("Control");
	await hold(page, "Enter");
	await page.keyboard.up("Control");
	checkEqual(await total(world, "officer", "/sheets.json"), before + 1, "sheets after Ctrl+Enter was held");
}

export default [
	["Enter held on the police's queue marks one sheet", marksOne],
	["the note names the person and the paper; u takes it back", takesItBack],
	["j held puts one sheet aside", putsOneAside],
	["Enter held on a button presses it once", acceptsOne],
	["keys held while typing a sheet", typesOne],
];
