/* Runs every test and sums them up: unit programs (cmocka), fuzz targets over their seeds, commands, HTTP, faults, browser, lint. A few suites at a
 * time, those first that take longest (times.txt: seconds of a suite, as measured on two cores; what was measured now is in
 * build/test-output/times.txt, and `make times` keeps it). A suite that fails is shown with each failing case; its whole output stays in
 * build/test-output/. At the end every name of the templates must have been put by some page. The closing line is "N passed, N failed". */
import { spawn } from "node:child_process";
import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { basename, join } from "node:path";
import { allNames, asWritten } from "./names.mjs";
import { browser, faults, http } from "./suites.mjs";

const out = "build/test-output", kept = "tests/times.txt", lanes = Math.min(4, cpus().length + 1); /* a suite waits as often as it computes */
const MOST_LINES = 40;
const asan = join(process.cwd(), "build/asan/mau03"), plain = join(process.cwd(), "build/mau03"), demo = join(process.cwd(), out, "demo");
const names = join(process.cwd(), out, "template-names");
const environment = { ...process.env, MAU03: asan, MAU03_DEMO: demo, MAU03_TEMPLATE_NAMES: names, ASAN_OPTIONS: "abort_on_error=0:detect_leaks=1",
	UBSAN_OPTIONS: "print_stacktrace=1" };

/* ---- what there is to run ---- */

const programs = (folder, pattern) => readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)))
	.filter((path) => pattern.test(basename(path))).sort();

/* On the build that counts what runs, and once more under UBSan. */
const unit = (name, folder) => programs(folder, /^test_\w+$/).map((path) => ({ name: `${name} ${path.slice(folder.length + 1)}`, command: [path] }));

const suites = [
	...unit("unit", "build/asan/tests/unit"),
	...unit("ubsan", "build/ubsan/tests/unit"),
	...programs("build/fuzz/tests/fuzz", /^fuzz_\w+$/).map((path) => {
		const name = basename(path).slice("fuzz_".length);
		return { name: `fuzz ${name}`, command: ["sh", "tests/fuzz/run.sh", path, `tests/fuzz/corpus/${name}`, process.env.FUZZ_RUNS ?? "100000"] };
	}),
	...programs("tests/cli", /^test_\w+\.sh$/).map((path) => ({ name: `commands ${basename(path, ".sh")}`, command: ["sh", path] })),
	...http.map((name) => ({ name: `HTTP ${name}`, command: [process.execPath, `tests/http/${name}.mjs`] })),
	...faults.map((name) => ({ name: `faults ${name}`, command: [process.execPath, `tests/faults/${name}.mjs`], variables: { MAU03: plain } })),
	...browser.flatMap(([name, parts]) => Array.from({ length: parts }, (_, i) => ({
		name: parts === 1 ? `browser ${name}` : `browser ${name} ${i + 1}/${parts}`,
		command: [process.execPath, "tests/browser/run.mjs", `${name}:`, `${i + 1}/${parts}`],
	}))),
	{ name: "postgres", command: [process.execPath, "tests/postgres/run.mjs"] },
	{ name: "lint", command: ["sh", "tests/lint/run.sh"] },
];

/* ---- running one ---- */

function run({ command, variables = {} }, log) {
	return new Promise((done) => {
		const file = createWriteStream(log), child = spawn(command[0], command.slice(1), { env: { ...environment, ...variables }, stdio: ["ignore", "pipe", "pipe"] });
		for (const stream of [child.stdout, child.stderr])
			stream.on("data", (data) => file.write(data));
		child.on("error", (error) => file.write(`${error.message}\n`));
		child.on("close", (status, signal) => file.end(() => done(status ?? signal)));
	});
}

/* Each failing case with its reason; of a program that ended before it could say, its last words. */
function reasons(lines) {
	const isCase = /^(FAIL |\[ {2}(ERROR {3}|FAILED {2})\]|.*(Sanitizer|runtime error:|SUMMARY:))/;
	const cases = lines.filter((line) => isCase.test(line));
	return cases.length > 0 ? cases : lines.slice(-MOST_LINES);
}

const sum = { passed: 0, failed: 0 }, measured = new Map();

async function runSuite(suite) {
	const log = join(out, `${suite.name.replace(/[ /]/g, "-")}.log`), started = Date.now(), status = await run(suite, log);
	const lines = readFileSync(log, "utf8").split("\n"), seconds = (Date.now() - started) / 1000;
	const passed = lines.filter((line) => /^(\[ {7}OK \]|ok )/.test(line)).length;
	let failed = lines.filter((line) => /^(\[ {2}FAILED {2}\] \w+$|FAIL )/.test(line)).length;
	if (failed === 0 && (status !== 0 || passed === 0))
		failed = 1;
	sum.passed += passed;
	sum.failed += failed;
	measured.set(suite.name, seconds);
	console.log(`${failed > 0 ? "FAIL" : "ok"} ${suite.name}: ${passed} passed${failed > 0 ? `, ${failed} failed (exit ${status})` : ""}, ${seconds.toFixed(1)} s`);
	if (failed > 0)
		console.log(reasons(lines).map((line) => `    ${line}`).join("\n"));
}

/* ---- all ---- */

/* name -> seconds */
function readTimes() {
	const rows = existsSync(kept) ? readFileSync(kept, "utf8").trim().split("\n") : [];
	return new Map(rows.map((row) => [row.replace(/^\S+ /, ""), Number.parseFloat(row)]));
}

function checkTimes(times) {
	const all = [...suites.map(({ name }) => name), "coverage"], missing = all.filter((name) => !times.has(name)), gone = [...times.keys()].filter((name) => !all.includes(name));
	const told = [...missing.map((name) => `without: ${name}`), ...gone.map((name) => `no suite any more: ${name}`)];
	sum[told.length === 0 ? "passed" : "failed"] += 1;
	console.log(told.length === 0 ? "ok times.txt has every suite" : `FAIL times.txt (make times): ${told.join(", ")}`);
}

/* A name that no page ever put in the whole run: its marker is for nothing, or no test comes there. Those that still wait for a test stand
 * in names-waiting.txt, from which a name only goes. */
function checkNames() {
	const put = new Set(existsSync(names) ? readFileSync(names, "utf8").split("\n").map(asWritten) : []);
	const waiting = new Set(readFileSync("tests/names-waiting.txt", "utf8").split("\n")), wait = (name) => waiting.has(name.replaceAll("\t", ", "));
	const never = allNames().filter((name) => !put.has(name) && !wait(name)), tried = allNames().filter((name) => put.has(name) && wait(name));
	if (tried.length > 0)
		console.log(`# names that wait no more, to be taken out of tests/names-waiting.txt: ${tried.map((name) => name.replaceAll("\t", ", ")).join("; ")}`);
	sum[never.length === 0 ? "passed" : "failed"] += 1;
	console.log(never.length === 0 ? "ok every name of every template was put" : "FAIL names that nothing put (template, section, name)");
	for (const name of never)
		console.log(`    ${name.replaceAll("\t", ", ")}`);
}

function writeTimes() {
	const rows = [...measured].sort(([, a], [, b]) => b - a).map(([name, seconds]) => `${seconds.toFixed(1)} ${name}\n`);
	writeFileSync(join(out, "times.txt"), rows.join(""));
}

async function makeDemo() {
	const { demoSheets } = await import("./http/harness.mjs");
	rmSync(demo, { recursive: true, force: true });
	return run({ command: [asan, "demo", "--data", demo, "--sheets", String(demoSheets)] }, join(out, "demo.log"));
}

/* What was counted before belongs to another run. */
function forgetCounters() {
	for (const name of readdirSync("build/asan", { recursive: true }))
		if (String(name).endsWith(".gcda"))
			rmSync(join("build/asan", String(name)));
}

const started = Date.now(), times = readTimes();
mkdirSync(out, { recursive: true });
forgetCounters();
rmSync(names, { force: true });
if (await makeDemo() !== 0) {
	console.log(`FAIL demo\n${readFileSync(join(out, "demo.log"), "utf8")}`);
	process.exit(1);
}
const waiting = [...suites].sort((a, b) => (times.get(b.name) ?? Infinity) - (times.get(a.name) ?? Infinity));
await Promise.all(Array.from({ length: lanes }, async () => {
	while (waiting.length > 0)
		await runSuite(waiting.shift());
}));
await runSuite({ name: "coverage", command: [process.execPath, "tests/coverage.mjs"] });
writeTimes();
checkTimes(times);
checkNames();
const whole = [...measured.values()].reduce((a, b) => a + b, 0);
console.log(`# ${suites.length + 1} suites, ${whole.toFixed(0)} s one after the other, ${((Date.now() - started) / 1000).toFixed(0)} s in ${lanes} lanes`);
console.log(`${sum.passed} passed, ${sum.failed} failed`);
process.exit(sum.failed > 0 ? 1 : 0);
