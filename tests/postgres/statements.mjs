/* The program's statements: { file, name, sql, composed }, each text once. A registered one is named as in the table of its file. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

const store = "src/store", program = "build/asan/tests/postgres/statements";
const texts = new Map(readdirSync(store, { recursive: true }).filter((path) => path.endsWith(".c"))
	.map((path) => [basename(path), readFileSync(join(store, path), "utf8")]));
const read = (file) => texts.get(file);

/* The files in the order of their tables; the statements that follow from the form come last. */
function filesOfTables() {
	const [, rows] = /\btables\[\] = \{(.*?)\};/s.exec(read("store.c"));
	const definedIn = (table) => [...texts.keys()].find((file) => read(file).includes(`const struct db_statements ${table} = {`));
	return [...Array.from(rows.matchAll(/&(\w+_statements)/g), ([, table]) => definedIn(table)), "sheet.c"];
}

/* The names of a table's rows: the first enum of the file that has names of rows, as far as it counts them one by one. */
function namesOf(file) {
	const text = read(file), rows = new Set(Array.from(text.matchAll(/^\t(?:composed)?\[(\w+)\] = /gm), ([, name]) => name));
	const enums = Array.from(text.matchAll(/^enum \{([^}]*)\}/gm), ([, names]) => names.replace(/\w+\s*=.*/s, "").match(/\w+/g) ?? []);
	return enums.find((names) => names.some((name) => rows.has(name)));
}

/* -> { file, name, sql }; what stands behind the last name of a table is counted on from there. */
function registered(files, table, row, sql) {
	const file = files[table], names = namesOf(file), last = names.length - 1;
	return { file, name: row <= last ? names[row] : `${names[last]} + ${row - last}`, sql };
}

export function readStatements() {
	const lines = execFileSync(program, { encoding: "utf8", maxBuffer: 1 << 30 }).trimEnd().split("\n"), files = filesOfTables(), byText = new Map();
	for (const line of lines) {
		const [file, name, sql] = line.split("\t");
		if (!byText.has(sql))
			byText.set(sql, /^\d+$/.test(file) ? registered(files, Number(file), Number(name), sql) : { file, name, sql, composed: true });
	}
	return [...byText.values()];
}

/* The files that ask for a statement by its text. */
export function composingFiles() {
	return [...texts.keys()].filter((file) => read(file).includes("db_use_text("));
}

/* ---- parameters ---- */

/* What PostgreSQL cannot tell from where they stand; the program binds them with their type. */
const types = { area: "bigint" };

/* :name becomes $1, $2, … in the order of the names. */
export function prepareText({ sql }, as) {
	const names = [];
	const text = sql.replace(/'(?:[^']|'')*'|\/\*.*?\*\/|:([a-z]\w*)/g, (all, name) => {
		if (name === undefined)
			return all;
		if (!names.includes(name))
			names.push(name);
		return `$${names.indexOf(name) + 1}`;
	});
	const kinds = names.map((name) => types[name] ?? "unknown");
	return `PREPARE ${as}${kinds.length > 0 ? ` (${kinds.join(", ")})` : ""} AS ${text}`;
}
