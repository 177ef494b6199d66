/* node tests/coverage.mjs [--keep]: what the last `make test` ran of src/, room by room: lines and branches, by gcov's counters of the ASan build.
 * tests/coverage.txt has figures that may only rise: a room below its own fails. --keep raises them to what was measured, less what differs from
 * run to run. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const build = "build/asan", kept = "tests/coverage.txt", SPARE = 0.4, BATCH = 40;

/* "src/web/admin/log_page.c" -> "web" */
const roomOf = (file) => (/^src\/([^/]+)\//.exec(file) ?? [null, "main"])[1];

function counters() {
	return readdirSync(join(build, "src"), { recursive: true }).map(String).filter((name) => name.endsWith(".gcda")).map((name) => join(build, "src", name)).sort();
}

/* What gcov says of one source file: [lines, of them run, branches, of them taken]. */
function figures({ lines }) {
	const sums = [0, 0, 0, 0], runs = new Map();
	for (const { line_number: number, count } of lines)
		runs.set(number, Math.max(runs.get(number) ?? 0, count));
	for (const count of runs.values()) {
		sums[0] += 1;
		sums[1] += count > 0;
	}
	for (const { branches } of lines)
		for (const branch of branches) {
			sums[2] += 1;
			sums[3] += branch.count > 0;
		}
	return sums;
}

function measure() {
	const rooms = new Map(), all = counters();
	for (let at = 0; at < all.length; at += BATCH) {
		const told = execFileSync("gcov", ["--json-format", "--stdout", "--branch-probabilities", ...all.slice(at, at + BATCH)], { maxBuffer: 1 << 30 }).toString();
		for (const text of told.split("\n").filter((line) => line.startsWith("{")))
			for (const file of JSON.parse(text).files.filter((one) => /^src\/.*\.c$/.test(one.file))) {
				const room = roomOf(file.file), sums = rooms.get(room) ?? [0, 0, 0, 0];
				rooms.set(room, figures(file).map((figure, i) => figure + sums[i]));
			}
	}
	return rooms;
}

const percent = (part, whole) => (whole === 0 ? 100 : 100 * part / whole);

/* room -> [lines, branches] in percent */
function readKept() {
	const rows = existsSync(kept) ? readFileSync(kept, "utf8").split("\n").filter((row) => /^\w/.test(row)) : [];
	return new Map(rows.map((row) => row.split(/\s+/)).map(([room, lines, branches]) => [room, [Number(lines), Number(branches)]]));
}

const rooms = measure(), floors = readKept(), raised = [];
let failed = 0;
for (const [room, [lines, run, branches, taken]] of [...rooms].sort()) {
	const got = [percent(run, lines), percent(taken, branches)], floor = floors.get(room) ?? [0, 0];
	const below = got.some((figure, i) => figure < floor[i]);
	failed += below;
	console.log(`${below ? "FAIL" : "ok"} coverage ${room}: ${got[0].toFixed(1)} % of ${lines} lines (${floor[0].toFixed(1)} kept), ${got[1].toFixed(1)} % of ${branches} branches (${floor[1].toFixed(1)} kept)`);
	raised.push(`${room} ${got.map((figure, i) => Math.max(floor[i], Math.floor((figure - SPARE) * 10) / 10).toFixed(1)).join(" ")}\n`);
}
for (const room of [...floors.keys()].filter((one) => !rooms.has(one))) {
	console.log(`FAIL coverage ${room}: nothing of it was measured`);
	failed++;
}
if (process.argv.includes("--keep"))
	writeFileSync(kept, raised.join(""));
process.exit(failed > 0 ? 1 : 0);
