/* node tests/bench/run.mjs: everything measured in one run, as ratios; medians. Loopback only, bounded in time.
 *
 * MAU03 names the program, SECONDS how long one round lasts (default 10), ROUNDS how many (default 3), SHEETS the large database (default
 * 348262; a province has 706174), ONLY parts of the names of the sections to run ("lists,commands"). Demo databases are kept in build/bench
 * and made again when the schema changed. Times of pages are the processor's, of one client.
 *
 * All of it takes some twenty-five minutes on two quiet cores: post 5, lists 4, commands and workbook 2.5 each, the demo of 348,262 sheets 2,
 * entry and bulk 1.5, the rest a minute or less. What grows is told by "lists,commands,startUp,memory,bulk", in half of that. */
import * as growing from "./growing.mjs";
import * as parts from "./parts.mjs";
import * as saving from "./saving.mjs";
import { abandon, demo, largeSheets, smallSheets, tidy } from "./programs.mjs";
import { fault, finish, head } from "./rows.mjs";

process.on("exit", abandon);
for (const signal of ["SIGINT", "SIGTERM"])
	process.on(signal, () => process.exit(1));

const only = (process.env.ONLY ?? "").split(",");
head();
for (const [name, section] of Object.entries({ ...saving, ...growing, ...parts })) {
	if (!only.some((part) => name.includes(part)))
		continue;
	try {
		await section(() => demo(smallSheets), () => demo(largeSheets));
	} catch (error) {
		fault(`${name}: ${error.message}`);
	}
	await tidy();
}
process.exit(finish() ? 1 : 0);
