/* The pictures of README.md: node tests/browser/pictures.mjs FOLDER (make screenshots). */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { closeWorld, openAs, openWorld } from "./harness.mjs";
import { storeSheet } from "./sheets.mjs";

const folder = process.argv[2], WINDOW = { width: 1280, height: 600 };
if (!folder) {
	console.error("usage: node tests/browser/pictures.mjs FOLDER");
	process.exit(2);
}

async function typeHalf(page) {
	await page.selectOption("select[name=area_id]", { index: 3 });
	for (const [field, text] of Object.entries({ full_name: "Nguyễn Thị Thu Hà", birth_date: "12/03/1985", citizen_id: "056185012347",
		permanent_address: "12 Trần Quý Cáp, phường Phương Sài, thành phố Nha Trang, tỉnh Khánh Hòa" })) await page.fill(`#${field}`, text);
	await page.check("input[name=sex][value='2']");
	await page.check("input[name=general_education][value='4']");
	await page.focus("input[name=qualification][value='1']");
	await page.evaluate(() => document.querySelector(".paper-head").scrollIntoView());
}

/* Born in 1990 by the number, in 1985 by the answer. */
async function doubtful(world) {
	return storeSheet(world, "officer", { full_name: "Trần Văn Minh", citizen_id: "056090123456" });
}

const pictures = [
	["home", "officer", "/"],
	["entry", "officer", "/sheets/new", typeHalf],
	["sheet", "officer", doubtful],
	["review", "officer", "/review"],
	["police", "police", "/police"],
	["progress", "district", "/reports/progress"],
];

await mkdir(folder, { recursive: true });
const world = await openWorld(2000);
for (const [name, user, where, prepare] of pictures) {
	const page = await openAs(world, user, { viewport: WINDOW });
	await page.goto(typeof where === "string" ? where : await where(world));
	if (prepare) await prepare(page);
	await page.screenshot({ path: join(folder, `${name}.png`) });
	await page.context().close();
}
await closeWorld(world);
