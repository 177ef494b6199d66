/* node tests/mutants.mjs [PART OF A NAME]: whether the guards see. Each patch of tests/mutants/ breaks one promise in a copy of the tree; the command
 * on its first line ("sees: …") must fail then, and is known to pass without it. A patch that no longer applies has to be made anew. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const home = resolve("."), tree = resolve("build/mutants/tree"), wanted = process.argv[2] ?? "";
const environment = { ...process.env, MAU03: join(tree, "build/asan/mau03"), GCOV_PREFIX: resolve("build/mutants/counters"), ASAN_OPTIONS: "detect_leaks=1" };
delete environment.MAKEFLAGS;
delete environment.MAKELEVEL;

const run = (command, cwd = tree) => spawnSync("sh", ["-c", command], { cwd, env: environment, encoding: "utf8", maxBuffer: 1 << 28, timeout: 900_000 });

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
/* "unit ROOM/NAME", "HTTP SUITE", "browser SUITE", or a command of its own. */
function commandOf(sees) {
	const [kind, name] = sees.split(" ");
	if (kind === "unit")
		return `${builds(`build/asan/tests/unit/${name}`)} && build/asan/tests/unit/${name}`;
	if (kind === "HTTP")
		return `${builds("all")} && node tests/http/run.mjs ${name}`;
	if (kind === "browser")
		return `${builds("all")} && node tests/browser/run.mjs ${name}:`;
	return sees;
}

const patches = readdirSync("tests/mutants").filter((name) => name.endsWith(".patch") && name.includes(wanted)).sort();
const commands = new Map(patches.map((name) => [name, commandOf(/^sees: (.+)$/m.exec(readFileSync(join("tests/mutants", name), "utf8"))[1])]));
let seen = 0, failed = 0;

function tell(good, line) {
	console.log(`${good ? "ok" : "FAIL"} ${line}`);
	seen += good;
	failed += !good;
}

copyTree();
for (const command of new Set(commands.values())) {
	const { status, stdout, stderr } = run(command);
	if (status !== 0)
		tell(false, `${command} fails without any patch: ${(stdout + stderr).trim().split("\n").slice(-3).join(" ")}`);
}
for (const [name, command] of commands) {
	const patch = join(home, "tests/mutants", name);
	if (run(`patch -p1 --no-backup-if-mismatch < ${patch}`).status !== 0) {
		tell(false, `${name}: does not apply any more`);
		continue;
	}
	const began = Date.now(), { status } = run(command);
	tell(status !== 0, `${name}: ${status !== 0 ? "seen" : "NOT SEEN"}, ${((Date.now() - began) / 1000).toFixed(0)} s`);
	run(`patch -p1 -R --no-backup-if-mismatch < ${patch}`);
}
console.log(`${seen} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
