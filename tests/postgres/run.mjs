/* Every statement of the program is one for PostgreSQL 15 too: prepared there over the same schema. failing.txt lists those that are not yet,
 * "FILE NAME: first line of the error"; it may only get shorter. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runAll } from "./engine.mjs";
import { schemaOf } from "./schema.mjs";
import { composingFiles, prepareText, readStatements } from "./statements.mjs";

const here = "tests/postgres", folder = "build/test-output/postgres", AT_ONCE = 200, MOST_LINES = 20;

/* The name of what went well, or a line for each fault. */
function print(name, faults) {
	for (const fault of faults.slice(0, MOST_LINES))
		console.log(`FAIL ${fault}`);
	if (faults.length > MOST_LINES)
		console.log(`# ${name}: ${faults.length - MOST_LINES} more`);
	if (faults.length === 0)
		console.log(`ok ${name}`);
	else
		process.exitCode = 1;
}

const listed = readFileSync(join(here, "failing.txt"), "utf8").split("\n").filter((line) => line !== "" && !line.startsWith("#"));
const statements = readStatements(), schema = schemaOf(readFileSync("migrations/schema.sql", "utf8"));

/* What is prepared is let go from time to time, or it fills the memory. */
const prepared = statements.map((statement, i) => `${i % AT_ONCE === 0 ? "DEALLOCATE ALL; " : ""}${prepareText(statement, `s${i}`)}`);
const errors = await runAll(folder, [...schema, ...prepared]);
print(`the schema: ${schema.length} statements`, errors.slice(0, schema.length).flatMap((error, i) => (error === null ? [] : [`the schema: ${error}: ${schema[i]}`])));

const failing = statements.flatMap(({ file, name }, i) => {
	const error = errors[schema.length + i];
	return error === null ? [] : [{ file, line: `${file} ${name}: ${error}` }];
});
for (const file of [...new Set(statements.map((statement) => statement.file))].sort()) {
	const faults = failing.filter((one) => one.file === file && !listed.includes(one.line)).map(({ line }) => line);
	print(`${file}: ${statements.filter((statement) => statement.file === file).length} statements`, faults);
}
print("failing.txt lists what fails", listed.filter((line) => !failing.some((one) => one.line === line)).map((line) => `failing.txt, strike it out: ${line}`));

/* A file that asks for statements by their text tells them, or has them from one that does. */
const told = new Set(statements.filter((statement) => statement.composed).map((statement) => statement.file)), askers = { "sheet_list.c": "sheet_select.c" };
print("every file that composes statements tells them", composingFiles().filter((file) => !told.has(askers[file] ?? file))
	.map((file) => `${file} composes statements and tells none`));
console.log(`# ${failing.length} of ${statements.length} statements fail`);
