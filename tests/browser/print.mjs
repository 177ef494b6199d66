/* What is printed: Mẫu số 03 on exactly one A4 page, filled and empty, with every word and box of the definition. */
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { addressOf, check, checkEqual, jsonAs, openAs, postAs } from "./harness.mjs";
import { makeBatch } from "./sheets.mjs";

const definition = JSON.parse(await readFile(join(dirname(fileURLToPath(import.meta.url)), "../../src/form/mau-03.json"), "utf8"));
const A4 = "595.92 x 842.88 pts (A4)|594.96 x 841.92 pts (A4)|595 x 842 pts (A4)".split("|");

const street = "Số 125/47A đường Nguyễn Thị Minh Khai, hẻm 3, khu dân cư Lương Sơn, tổ dân phố số 5, phường Phương Sài, thành phố Nha Trang, tỉnh Khánh Hòa";
const long = {
	full_name: "Nguyễn Phước Hoàng Thị Thùy Dương Khánh Ngọc", birth_date: "07/1985", sex: "2", citizen_id: "056185431907", social_insurance_no: "5617283940",
	permanent_address: street, current_address: street.replace("125", "1250"), priority_disabled: "1", priority_merit_relative: "1",
	priority_ethnic_minority: "1", ethnic_group: "Ra-glai", general_education: "4", qualification: "7",
	training_field: "Khoa học máy tính, công nghệ thông tin và truyền thông đa phương tiện", activity_status: "1", employment_position: "4",
	occupation: "Nhân viên kế toán tổng hợp kiêm phụ trách nhân sự, tiền lương và bảo hiểm xã hội của công ty", social_insurance: "1", labour_contract: "2",
	contract_start: "15/03/2019", employer_name: "Công ty trách nhiệm hữu hạn một thành viên Thương mại, Dịch vụ và Xuất nhập khẩu Bình Minh Phương Nam",
	workplace_type: "6", workplace_address: "Lô B12, đường số 4, Khu công nghiệp Suối Dầu, xã Suối Tân, huyện Cam Lâm, tỉnh Khánh Hòa", collected_on: "09/06/2024",
	informant_name: "Nguyễn Phước Hoàng Thị Thùy Dương Khánh Ngọc",
};

async function saved(world, fields) {
	const sheet = await jsonAs(world, "officer", "/sheets.json"), first = await jsonAs(world, "officer", `/sheets/${sheet.rows[0].id}.json`);
	return addressOf(await postAs(world, "officer", "/sheets", { area_id: String(first.area_id), action: "save", ...fields }));
}

/* Prints the page; what pdfinfo and pdftotext say of it. */
async function print(world, path, picture) {
	const folder = await mkdtemp(join(tmpdir(), "mau03-print-")), file = join(folder, "paper.pdf"), page = await openAs(world, "officer");
	try {
		await page.goto(path);
		await writeFile(file, await page.pdf({ preferCSSPageSize: true, printBackground: false }));
		const info = spawnSync("pdfinfo", [file], { encoding: "utf8" }).stdout;
		if (picture && process.env.PICTURES) spawnSync("pdftoppm", ["-r", "110", "-png", file, join(process.env.PICTURES, picture)]);
		return {
			pages: Number(/^Pages:\s+(\d+)$/m.exec(info)[1]), size: /^Page size:\s+(.*)$/m.exec(info)[1],
			text: spawnSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }).stdout.replace(/\s+/g, " "),
			/* What stands in the top margin of each page. */
			tops: spawnSync("pdftotext", ["-bbox", file, "-"], { encoding: "utf8" }).stdout.split("<page ").slice(1).map((one) =>
				[...one.matchAll(/yMin="([\d.]+)"[^>]*>([^<]*)<\/word>/g)].filter(([, top]) => Number(top) * 25.4 / 72 < 19).map(([, , word]) => word).join(" ")),
		};
	} finally {
		await page.context().close();
		await rm(folder, { recursive: true });
	}
}

function checkPaper(paper, what) {
	checkEqual(paper.pages, 1, `pages of ${what}`);
	check(A4.includes(paper.size), `${what} is ${paper.size}`);
	check(!paper.text.includes("Ctrl"), `${what}: the bar is printed`);
}

/* The texts of the boxes with an X on the page, by the text after them. */
const ticked = (page) => page.evaluate(() => Array.from(document.querySelectorAll(".box")).filter((box) => box.textContent === "X")
	.map((box) => box.nextSibling.textContent.trim().replace(/[:(→].*$/, "").trim()));

async function tickedOn(world, path) {
	const page = await openAs(world, "officer");
	await page.goto(path);
	const found = await ticked(page);
	await page.context().close();
	return found;
}

export default [
	["the minutes of a batch stay on their paper: A4, the list on a page of its own, no line runs over the margin", async (world) => {
		const { batch } = await makeBatch(world, 2), paper = await print(world, `${batch}/print`, "minutes"), page = await openAs(world, "officer");
		checkEqual(paper.pages, 2, "pages of the minutes");
		check(A4.includes(paper.size) && paper.text.includes("2 phiếu (Hai phiếu)") && !paper.text.includes("Ctrl"), `the minutes: ${paper.size}`);
		await page.goto(`${batch}/print`);
		checkEqual(await page.evaluate(() => Array.from(document.querySelectorAll(".paper")).map((one) => one.scrollWidth - one.clientWidth).join()), "0,0", "what runs over");
		const heads = await page.locator(".letter-table thead th").evaluateAll((all) => all.map((one) => [one.textContent, Math.round(one.offsetWidth * 25.4 / 96)]));
		for (const [name, wide] of [["STT", 10], ["Số hiệu phiếu", 22], ["Ngày sinh", 21], ["Số CCCD/CMND", 26], ["Thôn, tổ dân phố", 29]])
			check(heads.some(([head, has]) => head === name && Math.abs(has - wide) <= 1), `the column ${name} has ${wide} mm as in the PDF: ${JSON.stringify(heads)}`);
		await page.context().close();
	}],
	["pages are numbered in the top margin, each part for itself, but for its first", async (world) => {
		const { batch } = await makeBatch(world, 36);
		for (const path of [`${batch}/print`, "/sheets?print=1"]) {
			const { tops } = await print(world, path);
			let page = 0;
			for (const top of tops) {
				page = top === "" ? 1 : page + 1;
				checkEqual(top, page === 1 ? "" : String(page), `the top of a page of ${path}`);
			}
			check(tops.includes("2"), `${path} has one page alone`);
		}
	}],
	["an empty form has every word of the definition and no tick", async (world) => {
		const paper = await print(world, "/forms/mau-03/print", "empty");
		checkPaper(paper, "the empty form");
		const compact = paper.text.replace(/[\s☐□]/g, ""), nested = new Set(["social_insurance", "labour_contract"]);
		for (const field of definition.fields.filter((one) => !one.beside && one.type !== "code" && !["area_id", "ethnic_group", "collected_on"].includes(one.name)))
			for (const text of [field.label, ...(field.options ?? []).filter(({ value }) => !nested.has(field.name) || value === 3).map(({ label }) => label)])
				check(compact.includes(text.replace(/\s/g, "")), `${field.name}: ${text}`);
		for (const { number, text } of definition.notes) check(compact.includes((number + text.replace("□", "")).replace(/\s/g, "")), `note ${number}`);
		checkEqual((await tickedOn(world, "/forms/mau-03/print")).length, 0, "ticks");
	}],
	["a filled sheet with long answers stays on one page", async (world) => {
		const path = `${await saved(world, long)}/print`, paper = await print(world, path, "long");
		checkPaper(paper, "the long sheet");
		for (const name of ["full_name", "citizen_id", "permanent_address", "current_address", "occupation", "employer_name", "workplace_address", "ethnic_group"])
			check(paper.text.replace(/\s/g, "").includes(long[name].replace(/\s/g, "")), `${name} is not whole: ${long[name]}`);
		checkEqual(JSON.stringify(await tickedOn(world, path)), JSON.stringify(["Nữ", "Người khuyết tật", "Thân nhân của người có công với cách mạng", "Dân tộc thiểu số",
			"Tốt nghiệp THPT", "Đại học", "Người có việc làm", "Làm công ăn lương", "Có", "Bắt buộc", "Có", "HĐLĐ không xác định thời hạn", "Doanh nghiệp",
			"DN ngoài Nhà nước"]), "ticks");
	}],
	["every option has its box, and boxes around others follow them", async (world) => {
		const outer = { social_insurance: { 1: "Có", 2: "Có" }, labour_contract: { 1: "Có", 2: "Có" }, workplace_type: { 5: "Doanh nghiệp", 6: "Doanh nghiệp", 7: "Doanh nghiệp" } };
		const inner = { social_insurance: { 1: "Bắt buộc", 2: "Tự nguyện" }, activity_status: { 3: "Không tham gia hoạt động kinh tế, lý do" } };
		const choices = definition.fields.filter((field) => field.options && !field.beside);
		for (let i = 0; i < Math.max(...choices.map((field) => field.options.length)); i++) {
			const chosen = choices.map((field) => [field.name, field.options[i % field.options.length]]);
			const wanted = chosen.flatMap(([name, { value, label }]) => [outer[name]?.[value], inner[name]?.[value] ?? label].filter(Boolean));
			const path = await saved(world, Object.fromEntries(chosen.map(([name, { value }]) => [name, String(value)])));
			checkEqual(JSON.stringify((await tickedOn(world, `${path}/print`)).sort()), JSON.stringify(wanted.sort()), `ticks of option ${i + 1}`);
		}
	}],
	["what is not a day is printed as it was typed; the button prints", async (world) => {
		const path = await saved(world, { full_name: "Lê Thị Ngày", birth_date: "31/02/1985" }), page = await openAs(world, "officer");
		await page.goto(`${path}/print`);
		check((await page.locator(".sheet").innerText()).includes("31/02/1985"), "the birthday as typed");
		await page.evaluate(() => { window.print = () => { window.printed = true; }; });
		await page.getByRole("button", { name: "In" }).click();
		check(await page.evaluate(() => window.printed === true), "the button");
		await page.context().close();
	}],
];
