/* The QR of an identity card on the entry page: a USB scanner types it like a keyboard, quickly, with Enter at the end. */
import { photoJpeg } from "../http/pictures.mjs";
import { check, checkEqual, getAs, openAs } from "./harness.mjs";
import { storeSheet } from "./sheets.mjs";

const ID = "056085004321", NAME = "Nguyễn Văn Thẻ", ADDRESS = "Tổ 7, Phương Sài, Nha Trang, Khánh Hòa";
const TEXT = `${ID}|225871043|${NAME}|05031985|Nam|${ADDRESS}|20042021`;
const FILLED = { full_name: NAME, birth_date: "05/03/1985", citizen_id: ID, permanent_address: ADDRESS };

export async function scan(page, selector, text = TEXT) {
	await page.focus(selector);
	const loaded = page.waitForEvent("load");
	await page.keyboard.insertText(text);
	await page.keyboard.press("Enter");
	await loaded;
}

export async function checkFilled(page, wanted = FILLED) {
	for (const [name, value] of Object.entries(wanted)) checkEqual(await page.inputValue(`#${name}`), value, name);
	checkEqual(await page.inputValue("input[name=sex]:checked"), "1", "sex");
}

const total = async (world) => (await (await getAs(world, "officer", "/sheets.json")).json()).total;

const scans = (options) => async (world) => {
	const before = await total(world), page = await openAs(world, "officer", options);
	await page.goto("/sheets/new");
	await page.fill("#informant_name", "Bà Ba");
	await scan(page, "#card");
	await checkFilled(page, { ...FILLED, informant_name: "Bà Ba", card: "" });
	check(!(await page.content()).includes(`${NAME}|`), "the raw text is on the page");
	checkEqual(await total(world), before, "sheets stored by the scan");
	await page.context().close();
};

const focused = (page) => page.evaluate(() => document.activeElement.id);

async function intoTheName(world) {
	const page = await openAs(world, "officer");
	await page.goto("/sheets/new");
	await scan(page, "#full_name");
	await checkFilled(page);
	checkEqual([await focused(page), await page.isVisible("#card-read table")].join(), "area_id,false", "where the focus is; the reading is a line");
	await page.selectOption("#area_id", { index: 1 });
	await page.keyboard.press("Enter");
	checkEqual(await focused(page), "social_insurance_no", "on over what the card filled");
	await page.context().close();
}

async function keepsWhatWasTyped(world) {
	const page = await openAs(world, "officer");
	await page.goto("/sheets/new");
	await page.fill("#full_name", "Nguyễn Văn Khác");
	await scan(page, "#card");
	checkEqual(await page.inputValue("#full_name"), "Nguyễn Văn Khác", "the name that was typed");
	check((await page.textContent("#full_name-notes")).includes(`Thẻ ghi: ${NAME}`), "the card's name stands beside");
	checkEqual([await focused(page), await page.isVisible("#card-read table")].join(), "card-read,true", "what differs is open and has the focus");
	await page.context().close();
}

async function leadsToEarlier(world) {
	const earlier = await storeSheet(world, "officer", { citizen_id: ID, full_name: NAME, birth_date: "05/03/1985" }, "save");
	const page = await openAs(world, "officer");
	await page.goto("/sheets/new");
	await scan(page, "#card");
	check(await page.locator(`#card-read a[href="${earlier}"]`).count() === 1, "the earlier sheet is not listed");
	await page.context().close();
}

/* A draft that stores itself does not take the text with it. */
async function draftsWithoutText(world) {
	const page = await openAs(world, "officer");
	await page.goto("/sheets/new");
	await page.evaluate(() => { document.querySelector("#sheet-form").dataset.drafts = "0.3"; });
	await page.fill("#card", TEXT);
	await page.fill("#full_name", "Lê Thị Nháp");
	await page.waitForURL(/\/sheets\/\d+\/edit$/);
	checkEqual(await page.inputValue("#citizen_id"), "", "the card is read only at Enter");
	await page.focus("#card");
	const loaded = page.waitForEvent("load");
	await page.keyboard.press("Enter");
	await loaded;
	check(/\/edit$/.test(new URL(page.url()).pathname), `the draft is left for ${page.url()}`);
	checkEqual(await page.inputValue("#full_name"), "Lê Thị Nháp", "the name that was typed");
	await page.context().close();
}

async function refuses(world) {
	const page = await openAs(world, "officer");
	await page.goto("/sheets/new");
	await page.fill("#informant_name", "Bà Ba");
	await scan(page, "#card", "8934563138165");
	check((await page.textContent("#card-read")).includes("không phải") || (await page.textContent("#card-read")).includes("bị thiếu"), "no refusal");
	checkEqual(await page.inputValue("#informant_name"), "Bà Ba", "what was typed");
	await page.context().close();
}

export async function sendPhoto(page, buffer, mimeType = "image/jpeg") {
	await page.goto("/sheets/photo");
	await page.setInputFiles("#photo", { name: "thẻ.jpg", mimeType, buffer });
	const loaded = page.waitForEvent("load");
	await page.click("main button");
	await loaded;
}

const photographs = (options) => async (world) => {
	const before = await total(world), page = await openAs(world, "officer", options);
	await sendPhoto(page, photoJpeg(TEXT));
	await checkFilled(page);
	checkEqual(await total(world), before, "sheets stored by the photo");
	const loaded = page.waitForEvent("load");
	await page.click("button[value=save]");
	await loaded;
	check(/^\/sheets\/\d+$/.test(new URL(page.url()).pathname), `saving leads to ${page.url()}`);
	await page.context().close();
};

export default [
	["a scanner fills the sheet", scans({})],
	["a scanner fills the sheet without script", scans({ javaScriptEnabled: false })],
	["a scanner at the name fills the sheet", intoTheName],
	["what was typed stays", keepsWhatWasTyped],
	["earlier sheets are listed", leadsToEarlier],
	["a draft is stored without the text", draftsWithoutText],
	["another bar code is refused", refuses],
	["a photo fills a new sheet", photographs({})],
	["a photo fills a new sheet without script", photographs({ javaScriptEnabled: false })],
];
