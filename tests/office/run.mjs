/* node tests/office/run.mjs WORKBOOK PAPER PAPERS: what LibreOffice makes of the workbook that the first program (workbook.c) writes: as text, and as a workbook of its own
 * that openpyxl reads (without the frozen head, which it forgets where it has no window); and of the paper of 500 rows that the second (paper.c) writes as .docx; and of every paper that
 * `PAPERS=… node tests/http/run.mjs measures` left in that folder. */
import { spawnSync } from "node:child_process";
import { deepStrictEqual, strictEqual } from "node:assert";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const folder = resolve("build/office"), file = join(folder, "workbook.xlsx"), MS = 120_000;
/* , between cells, " around text, UTF-8, text always in quotes, everything as it is shown. */
const CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true";

function run(program, args, input = "") {
	const { status, stdout, stderr, error } = spawnSync(program, args, { input, timeout: MS, encoding: "utf8" });
	strictEqual(status, 0, `${program} ${args.join(" ")}: ${error ?? stderr}`);
	return stdout;
}

function convert(to, name, from = file) {
	const made = join(folder, "made");
	run("soffice", [`-env:UserInstallation=file://${join(folder, "profile")}`, "--headless", "--convert-to", to, "--outdir", made, from]);
	return readFileSync(join(made, name));
}

const cases = {
	"LibreOffice shows what was put"() {
		const shown = ["Nguyễn Thị ĐỨC Hạnh", "=1+1", "+84 91", "0012", "1/2", "_x0041_", "a\ufffdb", "một\nhai", "<&> \"\"Sen\"\"", " hai bên "];
		const rows = shown.map((text, i) => `"${text}","012345678901",${1234567 * (i + 1)},${i % 2 === 0 ? "05/03/1985" : "\"1985-03\""},11/06/2024 00:30`);
		strictEqual(convert(CSV, "workbook.csv").toString(), ["\"Nội dung\",\"Số CCCD\",\"Số phiếu\",\"Ngày\",\"Lúc\"", ...rows, ""].join("\n"));
	},
	"LibreOffice keeps what was set"() {
		const [book, head, row] = run("/usr/bin/python3", ["tests/xlsx.py"], convert("xlsx", "workbook.xlsx")).split("\n").slice(0, 3).map((line) => JSON.parse(line));
		deepStrictEqual([book.sheets, book.filter, book.repeated], [["Phiếu- tháng 6-2024"], "A1:E11", "$1:$1"]);
		deepStrictEqual(head.map(([kind]) => kind), Array(5).fill("bold"));
		deepStrictEqual(row.map(([kind, format]) => `${kind} ${format.toLowerCase()}`),
			["s general", "s @", "n general", "d dd/mm/yyyy", "d dd/mm/yyyy\\ hh:mm"]);
	},
	"LibreOffice reads a paper: the same text, the same rows, A4, an annex across"() {
		const words = (path) => run("pdftotext", ["-layout", path, "-"]).replace(/[\u2610\u2612]|\.{5,}|http:\S+/g, " ").split(/\s+/).filter((word) => /[^X\d]|^\d{3,}$/.test(word)).sort();
		writeFileSync(join(folder, "made", "theirs.pdf"), convert("pdf", "paper.pdf", join(folder, "paper.docx")));
		const theirs = join(folder, "made", "theirs.pdf"), ours = join(folder, "paper.pdf"), text = run("pdftotext", ["-layout", theirs, "-"]);
		strictEqual((text.match(/PS-\d{5}/g) ?? []).length, 500);
		deepStrictEqual([...new Set(text.match(/PS-\d{5}/g))], Array.from({ length: 500 }, (_, i) => `PS-${String(i).padStart(5, "0")}`));
		const heads = (all) => all.filter((word) => !["STT", "Số", "hiệu", "phiếu", "Họ", "và", "tên", "Ngày", "sinh", "tờ", "Đã", "nhập"].includes(word));
		deepStrictEqual(heads(words(theirs)), heads(words(ours)));
		const sizes = [...run("pdfinfo", ["-f", "1", "-l", "99", theirs]).matchAll(/size: +(\d+)[.\d]* x (\d+)/g)].map(([, width, height]) => `${width}x${height}`);
		deepStrictEqual([sizes[0], sizes.at(-1)], ["595x841", "841x595"]);
	},
};

/* What of one is not in the other, of words that are not numbers of rows or pages. Words are broken at other places. */
function missing(from, at) {
	const words = (path) => run("pdftotext", [path, "-"]).normalize("NFC").replace(/[\u2610\u2612\u25a1☐]|\.{4,}|…{2,}/g, " ").split(/[\s/]+/).filter((word) => /\p{L}|\d{3,}/u.test(word));
	const there = new Set(words(at)), whole = words(at).join("");
	return [...new Set(words(from))].filter((word) => !there.has(word) && !whole.includes(word));
}
const rowsOf = (path) => run("pdftotext", ["-layout", path, "-"]).match(/\b(?:TDP|LO|HOP)-\d{5}\b/g) ?? [];
const sizesOf = (path) => [...run("pdfinfo", ["-f", "1", "-l", "99", path]).matchAll(/size: +(\d+)[.\d]* x (\d+)/g)].map(([, width, height]) => (Number(width) > Number(height) ? "across" : "upright"));

/* Each paper that is declared, with long names and lists over several pages. */
function addPapers(from) {
	const names = readdirSync(from).filter((name) => name.endsWith(".docx")).map((name) => name.replace(".docx", ""));
	strictEqual(names.length > 10, true, `papers in ${from}`);
	for (const name of names)
		cases[`LibreOffice reads ${name}: the same words, rows and pages`] = () => {
			const ours = join(from, `${name}.pdf`), theirs = join(folder, "made", "theirs.pdf");
			writeFileSync(theirs, convert("pdf", `${name}.pdf`, join(from, `${name}.docx`)));
			deepStrictEqual([missing(ours, theirs), missing(theirs, ours)], [[], []]);
			deepStrictEqual(rowsOf(theirs), rowsOf(ours));
			deepStrictEqual([...new Set(sizesOf(theirs))], [...new Set(sizesOf(ours))]);
			strictEqual(Math.abs(sizesOf(theirs).length - sizesOf(ours).length) <= 1, true, `${sizesOf(theirs).length} pages instead of ${sizesOf(ours).length}`);
		};
}

addPapers(resolve(process.argv[4]));
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
run(resolve(process.argv[2]), [file]);
run(resolve(process.argv[3]), [folder]);
mkdirSync(join(folder, "made"), { recursive: true });
for (const [name, test] of Object.entries(cases)) {
	try {
		test();
		console.log(`ok ${name}`);
	} catch (error) {
		process.exitCode = 1;
		console.log(`FAIL ${name}: ${error.message}`);
	}
}
