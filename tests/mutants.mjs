/* node tests/mutants.mjs [PART OF A NAME …]: whether the guards see. Each patch of tests/mutants/ breaks one promise in a copy of the tree; the command
 * on its first line ("sees: …") must fail then, and is known to pass without it. A patch that no longer applies has to be made anew. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const home = resolve("."), tree = resolve("build/mutants/tree"), wanted = process.argv.length > 2 ? process.argv.slice(2) : [""];
const environment = { ...process.env, MAU03: join(tree, "build/asan/mau03"), GCOV_PREFIX: resolve("build/mutants/counters"), ASAN_OPTIONS: "detect_leaks=1" };
delete environment.MAKEFLAGS;
delete environment.MAKELEVEL;

const run = (command, cwd = tree) => spawnSync("sh", ["-c", command], { cwd, env: environment, encoding: "utf8", maxBuffer: 1 << 28, timeout: 300_000 });

/* As it stands, with what is built of it: only what a patch touches is compiled again. */
function copyTree() {
	rmSync(tree, { recursive: true, force: true });
	for (const file of run("git ls-files -co --exclude-standard", home).stdout.trim().split("\n").filter((name) => existsSync(name))) {
		mkdirSync(dirname(join(tree, file)), { recursive: true });
		cpSync(file, join(tree, file), { preserveTimestamps: true });
	}
	for (const built of ["build/asan", "build/packages-found", "tests/node_modules"])
		if (existsSync(built))
			run(`mkdir -p ${join(tree, dirname(built))} && cp -a ${built} ${join(tree, dirname(built))}/`, home);
}

const builds = (what) => `make -s -j2 DEVELOPER=1 VARIANT=asan ${what}`;
/* "unit ROOM/NAME", "commands NAME", "HTTP SUITE", "browser SUITE", "lint NAME", "postgres": what is built for it, and the command. */
function checkOf(sees) {
	const [kind, name] = sees.split(" ");
	return {
		unit: [builds(`build/asan/tests/unit/${name}`), `build/asan/tests/unit/${name}`],
		commands: [builds("all"), `sh tests/cli/${name}.sh`],
		HTTP: [builds("all"), `node tests/http/run.mjs ${name}`],
		browser: [builds("all"), `node tests/browser/run.mjs ${name}:`],
		postgres: [builds("build/asan/tests/postgres/statements"), "node tests/postgres/run.mjs"],
		lint: ["true", `node tests/lint/${name}.mjs`],
	}[kind];
}

const patches = readdirSync("tests/mutants").filter((name) => name.endsWith(".patch") && wanted.some((part) => name.includes(part))).sort();
const checks = new Map(patches.map((name) => [name, checkOf(/^sees: (.+)$/m.exec(readFileSync(join("tests/mutants", name), "utf8"))[1])]));
let passed = 0, failed = 0;

function tell(good, line) {
	console.log(`${good ? "ok" : "FAIL"} ${line}`);
	passed += good;
	failed += !good;
}

copyTree();
for (const steps of new Set([...checks.values()].map((check) => check.join(" && ")))) {
	const { status, stdout, stderr } = run(steps);
	if (status !== 0)
		tell(false, `${steps} fails without any patch: ${(stdout + stderr).trim().split("\n").slice(-3).join(" ")}`);
}
for (const [name, [build, command]] of checks) {
	const patch = join(home, "tests/mutants", name);
	if (run(`patch -p1 --no-backup-if-mismatch < ${patch}`).status !== 0) {
		tell(false, `${name}: does not apply any more`);
		continue;
	}
	const began = Date.now(), built = run(build).status === 0, seesIt = built && run(command).status !== 0;
	tell(seesIt, `${name}: ${seesIt ? "seen" : built ? "NOT SEEN" : "does not build"}, ${((Date.now() - began) / 1000).toFixed(0)} s`);
	run(`patch -p1 -R --no-backup-if-mismatch < ${patch}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
