/* PostgreSQL 15 in a folder of its own, in its single-user mode: one process that reads statements and ends with its input, so that nothing
 * listens anywhere and nothing stays behind. It refuses root; then it runs as the user `postgres` of Debian's package. */
import { spawn, spawnSync } from "node:child_process";
import { chownSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const bin = "/usr/lib/postgresql/15/bin";
const number = (option) => Number(spawnSync("id", [option, "postgres"], { encoding: "utf8" }).stdout);
const user = process.getuid() === 0 ? { uid: number("-u"), gid: number("-g") } : {};

/* The folder, or another where that user does not get to it. */
function makeFolder(wanted) {
	rmSync(wanted, { recursive: true, force: true });
	mkdirSync(wanted, { recursive: true });
	if (user.uid === undefined)
		return wanted;
	const folder = spawnSync("test", ["-x", wanted], user).status === 0 ? wanted : mkdtempSync(join(tmpdir(), "mau03-postgres-"));
	chownSync(folder, user.uid, user.gid);
	return folder;
}

/* Runs a program of PostgreSQL; its exit and what it wrote to stderr. */
function run(name, args, cwd, input) {
	return new Promise((done, fail) => {
		const child = spawn(join(bin, name), args, { ...user, cwd, stdio: ["pipe", "ignore", "pipe"], env: { ...process.env, LC_ALL: "C", TZ: "UTC" } });
		let told = "";
		child.on("error", fail);
		child.stdin.on("error", () => {});
		child.stderr.setEncoding("utf8").on("data", (text) => { told += text; });
		child.on("close", (status, signal) => done({ status: status ?? signal, told }));
		child.stdin.end(input);
	});
}

/* No statement: its error tells that all before it were come to, and that errors are seen. */
const END = "here it ends";

/* Runs statements one after the other in a new database: the first line of each one's error, null for those that went well. The database is
 * made in the folder `wanted` and goes with it. */
export async function runAll(wanted, statements) {
	const folder = makeFolder(wanted), data = join(folder, "data"), errors = [...statements, END].map(() => null);
	try {
		const begun = await run("initdb", ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"], folder, "");
		if (begun.status !== 0)
			throw new Error(`initdb: ${begun.status} ${begun.told}`);
		/* The statement is told after its error, with the number it begins with. */
		const lines = [...statements, END].map((sql, i) => `/*${i}*/ ${sql.replace(/\s+/g, " ")}\n`);
		const { status, told } = await run("postgres", ["--single", "-F", "-D", data, "-c", "log_error_verbosity=terse", "-c", "log_line_prefix=",
			"-c", "log_min_error_statement=error", "postgres"], folder, lines.join(""));
		for (const [, error, i] of told.matchAll(/^ERROR: {2}(.*?)(?: at character \d+)?\nSTATEMENT: {2}\/\*(\d+)\*\//gm))
			errors[Number(i)] = error;
		if (status !== 0 || errors.pop() === null)
			throw new Error(`postgres: ${status} ${told.slice(-2000)}`);
		return errors;
	} finally {
		for (const made of [folder, wanted])
			rmSync(made, { recursive: true, force: true });
	}
}
