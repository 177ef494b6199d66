/* node tests/http/run.mjs [SUITE…]: all suites one after the other, on copies of one demo database; then the sum. */
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { http } from "../suites.mjs";
import { demoSheets, must, newFolder } from "./harness.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const suites = process.argv.length > 2 ? process.argv.slice(2) : http;

function run(suite) {
	return new Promise((done) => {
		const child = spawn(process.execPath, [join(here, `${suite}.mjs`)], { stdio: ["ignore", "pipe", "inherit"] });
		let out = "";
		child.stdout.on("data", (data) => {
			out += data;
			process.stdout.write(data);
		});
		child.on("close", (status) => {
			const sum = /(\d+) passed, (\d+) failed\n$/.exec(out);
			done({ passed: Number(sum?.[1] ?? 0), failed: sum ? Number(sum[2]) : 1, whole: sum !== null, status });
		});
	});
}

const folder = newFolder();
must(["demo", "--data", folder, "--sheets", String(demoSheets)]);
process.env.MAU03_DEMO = folder;

let passed = 0, failed = 0;
for (const suite of suites) {
	console.log(`# ${suite}`);
	const started = Date.now(), result = await run(suite);
	if (!result.whole)
		console.log(`FAIL ${suite}: ended with ${result.status} before its sum`);
	console.log(`# ${suite}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
	passed += result.passed;
	failed += result.failed;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
