/* The commune of Bình Thuận is paid: prices are typed, a period is opened and closed, the pair is looked at and printed, the signed copies are noted, what lacks is
 * seen, and the commune has settled. */
import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NARROW, check, checkEqual, getAs, jsonAs, openAs } from "./harness.mjs";

const pathOf = (page) => new URL(page.url()).pathname;

async function press(page, selector) {
	const loaded = page.waitForEvent("load");
	await page.click(selector);
	await loaded;
}

async function sideways(page) {
	const before = page.viewportSize();
	await page.setViewportSize(NARROW);
	const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	await page.setViewportSize(before);
	check(wide <= 0, `${pathOf(page)} is ${wide} px too wide at 360 px`);
}

async function priced(world) {
	const page = await openAs(world, "officer3");
	await page.goto("/payments");
	checkEqual(await page.locator(".site-nav a[aria-current]").getAttribute("href"), "/payments", "the place beside the page");
	await sideways(page);
	await press(page, "a[href$='/prices']");
	for (const [role, fresh, change, cap] of [["collect", "5500", "2750", ""], ["check", "500", "300", "7"]]) {
		await page.selectOption("[name=role]", role);
		for (const [name, value] of [["from", "01/01/2024"], ["new", fresh], ["change", change], ["cap", cap], ["decided_no", "15/2024/NQ-HĐND"], ["decided_on", "01/03/2024"], ["source", "Ngân sách tỉnh"]])
			await page.fill(`[name=${name}]`, value);
		await press(page, "#price button");
	}
	checkEqual(await page.locator("tbody tr").count(), 2, "prices");
	await sideways(page);
	world.prices = pathOf(page);
	await page.context().close();
}

async function closed(world) {
	const page = await openAs(world, "officer3");
	await page.goto("/payments");
	await page.selectOption("#open-role", "collect");
	await page.fill("#from", "01/01/2024");
	await page.fill("#to", "10/06/2024");
	await press(page, "form[action='/payments'] .btn-primary");
	world.payment = pathOf(page);
	check(/^\/payments\/\d+$/.test(world.payment), `opening leads to ${world.payment}`);
	await sideways(page);
	await press(page, "form[action$='/close'] button");
	checkEqual(await page.locator("h1 .state").textContent(), "Đã khóa", "the period");
	await sideways(page);
	const json = await jsonAs(world, "officer3", `${world.payment}.json`), accepted = (await jsonAs(world, "officer3", "/reports/progress.json")).total.accepted;
	check(json.rows.length > 0 && json.amount > 0, "somebody is paid");
	check(json.new_sheets + json.change_sheets <= accepted, "not more than was accepted");
	await page.fill("#signed_on", "10/06/2024");
	await press(page, "form[action$='/signed'] button");
	check((await page.content()).includes("bản có chữ ký ngày 10/06/2024"), "the signed copies");
	await page.fill("#signed_on", "10/06/2024");
	for (const [field, text] of [["#scan_list", "list"], ["#scan_minutes", "minutes"]])
		await page.setInputFiles(field, { name: `${text}.pdf`, mimeType: "application/pdf", buffer: Buffer.from(`%PDF-1.7\n% ${text}\n%%EOF\n`) });
	await sideways(page);
	await press(page, "form[action$='/signed'] button");
	checkEqual(await page.locator("a[href*='/scan?no=1']").count(), 2, "the scans");
	await sideways(page);
	await page.context().close();
}

async function printed(world) {
	const page = await openAs(world, "officer3");
	for (const more of ["/print", "/minutes"]) {
		await page.goto(`${world.payment}${more}`);
		check((await page.locator("body").textContent()).includes(more === "/print" ? "BẢNG KÊ CHI TIỀN" : "Nghiệm thu khối lượng, chất lượng"), `what ${more} is`);
	}
	for (const more of [".pdf", "/minutes.pdf", ".docx", "/minutes.docx"])
		checkEqual((await getAs(world, "officer3", `${world.payment}${more}`)).status, 200, more);
	const book = join(world.server.folder, "..", `payment-${process.pid}.xlsx`);
	writeFileSync(book, Buffer.from(await (await getAs(world, "officer3", `${world.payment}.xlsx`)).arrayBuffer()));
	const cells = execFileSync("unzip", ["-p", book, "xl/worksheets/sheet1.xml"]).toString();
	const { amount } = await jsonAs(world, "officer3", `${world.payment}.json`);
	rmSync(book);
	check(cells.includes(`<v>${amount}</v>`), "the sum in the workbook");
	await page.context().close();
}

async function settled(world) {
	const page = await openAs(world, "officer3");
	await page.goto("/payments");
	await press(page, "a[href$='/closing']");
	world.closing = pathOf(page);
	await sideways(page);
	check(await page.locator("tbody tr").count() >= 12, "what lacks");
	await page.fill("[name=settled_on]", "10/06/2024");
	await press(page, "form[action$='/settled'] button");
	check((await page.content()).includes("đã quyết toán ngày 10/06/2024"), "settled");
	await page.goto("/payments");
	await page.fill("#from", "01/01/2024");
	await page.fill("#to", "10/06/2024");
	await press(page, "form[action='/payments'] .btn-primary");
	check((await page.locator("#error-summary").textContent()).includes("đã quyết toán"), "no period any more");
	const theirs = await jsonAs(world, "province2", "/payments/communes.json");
	checkEqual(theirs.rows.filter((row) => row.periods > 0).length, 1, "what came");
	check(theirs.rows.length > 1 && theirs.rows.every((row) => row.periods > 0 || row.amount === 0), "and of whom nothing has");
	await page.context().close();
}

export default [
	["the officer types prices with the text that sets them", priced],
	["a period is opened, closed and its signed copies are noted", closed],
	["the pair is looked at, and the workbook has the sum", printed],
	["what lacks is seen, the commune settles, and no period is opened any more", settled],
];
