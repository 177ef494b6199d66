/* node tests/office/run.mjs PROGRAM: what LibreOffice makes of the workbook that the program (workbook.c) writes: as text, and as a workbook of its own that openpyxl
 * reads (without the frozen head, which it forgets where it has no window). */
import { spawnSync } from "node:child_process";
import { deepStrictEqual, strictEqual } from "node:assert";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";

const folder = resolve("build/office"), file = join(folder, "workbook.xlsx"), MS = 120_000;
/* , between cells, " around text, UTF-8, text always in quotes, everything as it is shown. */
const CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true";

function run(program, args, input = "") {
	const { status, stdout, stderr, error } = spawnSync(program, args, { input, timeout: MS, encoding: "utf8" });
	strictEqual(status, 0, `${program} ${args.join(" ")}: ${error ?? stderr}`);
	return stdout;
}

function convert(to, name) {
	const made = join(folder, "made");
	run("soffice", [`-env:UserInstallation=file://${join(folder, "profile")}`, "--headless", "--convert-to", to, "--outdir", made, file]);
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
};

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
run(resolve(process.argv[2]), [file]);
for (const [name, test] of Object.entries(cases)) {
	try {
		test();
		console.log(`ok ${name}`);
	} catch (error) {
		process.exitCode = 1;
		console.log(`FAIL ${name}: ${error.message}`);
	}
}
