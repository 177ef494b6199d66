/* node tests/faults/run.mjs [SUITE…]: the suites of faults, one after the other, and their sum. race wants a build of its own and runs only
 * when it is named. */
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { faults } from "../suites.mjs";
import { demoSheets, must, newFolder } from "../http/harness.mjs";

const here = dirname(fileURLToPath(import.meta.url)), folder = newFolder();
const suites = process.argv.length > 2 ? process.argv.slice(2) : faults;
let passed = 0, failed = 0;

must(["demo", "--data", folder, "--sheets", String(demoSheets)]);
for (const suite of suites) {
	const done = spawnSync(process.execPath, [join(here, `${suite}.mjs`)], { env: { ...process.env, MAU03_DEMO: folder }, maxBuffer: 64 << 20 });
	const out = done.stdout.toString(), sum = /(\d+) passed, (\d+) failed\n$/.exec(out);
	process.stdout.write(`# ${suite}\n${out.replace(/\d+ passed, \d+ failed\n$/, "")}${done.stderr}`);
	if (sum === null)
		console.log(`FAIL ${suite}: ended with ${done.status ?? done.signal} before its sum`);
	passed += Number(sum?.[1] ?? 0);
	failed += Number(sum?.[2] ?? 1);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
