/* The pictures of README.md: node tests/browser/pictures.mjs FOLDER (make screenshots). */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { check, closeWorld, openAs, openWorld, WIDE } from "./harness.mjs";
import { storeSheet } from "./sheets.mjs";

const folder = process.argv[2], QUALITIES = [1, 0.7], MOST_BYTES = 150_000;
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

/* The browser packs it: without loss, where that is small enough. */
async function webp(world, png, quality) {
	const page = await world.browser.newPage();
	const packed = await page.evaluate(async ([data, how]) => {
		const image = await createImageBitmap(await (await fetch(data)).blob()), canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
		canvas.getContext("2d").drawImage(image, 0, 0);
		return canvas.toDataURL("image/webp", how).split(",")[1];
	}, [`data:image/png;base64,${png.toString("base64")}`, quality]);
	await page.close();
	return Buffer.from(packed, "base64");
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
	const page = await openAs(world, user, { viewport: WIDE });
	await page.goto(typeof where === "string" ? where : await where(world));
	if (prepare) await prepare(page);
	const taken = await page.screenshot(), packed = [];
	for (const quality of QUALITIES) packed.push(await webp(world, taken, quality));
	const picture = packed.find((one) => one.length <= MOST_BYTES) ?? packed.at(-1);
	check(picture.length <= MOST_BYTES, `${name} has ${picture.length} bytes`);
	await writeFile(join(folder, `${name}.webp`), picture);
	await page.context().close();
}
await closeWorld(world);
