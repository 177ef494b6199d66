/* All browser tests, or those whose name contains the argument: node tests/browser/run.mjs [PART OF A NAME [K/N]]. K/N: of these each N-th,
 * beginning with the K-th.
 * One line a test, at the end "N passed, N failed"; exit 1 when one failed. */
import { browser } from "../suites.mjs";
import { closeWorld, openWorld } from "./harness.mjs";

const wanted = process.argv[2] ?? "", [part, parts] = (process.argv[3] ?? "1/1").split("/").map(Number);
let passed = 0, failed = 0;

async function report(name, run) {
	try {
		await run();
		passed += 1;
		console.log(`ok ${name}`);
	} catch (error) {
		failed += 1;
		const why = process.env.VERBOSE ? error.stack : error.message.split("\n").slice(0, 3).join(" ");
		console.log(`FAIL ${name}: ${why}`);
	}
}

/* One after the other on one server; what the browser complains of counts against the test in which it does. */
async function runSuite(suite, tests, demo) {
	const chosen = tests.filter(([name]) => `${suite}: ${name}`.includes(wanted)).filter((_, i) => i % parts === part - 1);
	if (chosen.length === 0) return;
	let world;
	await report(`${suite}: server and browser start`, async () => { world = await openWorld(demo); });
	if (!world) return;
	for (const [name, run] of chosen) {
		await report(`${suite}: ${name}`, async () => {
			world.troubles.length = 0;
			await run(world);
			if (world.troubles.length > 0) throw new Error(world.troubles.join("; "));
		});
	}
	await report(`${suite}: server stops, its log is clean`, () => closeWorld(world));
}

for (const [suite] of browser) {
	const { default: tests, demo = 300 } = await import(`./${suite}.mjs`);
	for (const [size, list] of typeof tests[0][0] === "number" ? tests : [[demo, tests]]) await runSuite(suite, list, size);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
