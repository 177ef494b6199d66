/* `mau03 check` over the edges: one line out for each line in, in the exact shape, with the findings that the rules tell of. */
import { command, demoFolder, equal, finish, holds, must, test } from "./harness.mjs";
import { collected, employee, jobless, record, today } from "./sheets.mjs";

/* Runs check over lines (texts or Buffers), joined by newlines; the lines it printed, parsed. */
function check(lines, { args = [], day = today, end = "\n" } = {}) {
	const parts = lines.flatMap((line, i) => [Buffer.from(line), Buffer.from(i + 1 < lines.length ? "\n" : end)]);
	const { status, stdout, stderr } = command(["check", "--today", day, ...args], Buffer.concat(parts));
	equal(status, 0, `exit of check (${stderr.slice(0, 200)})`);
	holds(stdout === "" || stdout.endsWith("\n"), "the last line of output has no end");
	return stdout.split("\n").slice(0, -1).map((text, i) => shaped(text, i + 1));
}

/* The letter of the contract: these keys in this order, nothing else. */
function shaped(text, number) {
	const line = JSON.parse(text);
	equal(Object.keys(line), ["line", "findings"], `keys of line ${number}`);
	equal(line.line, number, "number of the line");
	for (const finding of line.findings) {
		equal(Object.keys(finding), ["rule", "severity", "fields", "message"], `keys of a finding in line ${number}`);
		holds(/^[EWI]\d\d$/.test(finding.rule) && ["E", "W", "I"].includes(finding.severity), `rule ${finding.rule} ${finding.severity}`);
		holds(Array.isArray(finding.fields) && finding.fields.every((f) => typeof f === "string"), "fields are texts");
		holds(typeof finding.message === "string" && finding.message.length > 5, "a message says something");
	}
	equal(JSON.stringify(line), text, "no spaces, plain letters");
	const numbers = line.findings.map((f) => Number(f.rule.slice(1)));
	equal(numbers, [...numbers].sort((a, b) => a - b), `findings of line ${number} by rule number`);
	return line.findings;
}

const rules = (findings) => findings.map((f) => f.rule);
const sheet = (changes, i = 0) => JSON.stringify(record(i, changes));
const born = (birth, more = {}) => ({ birth_date: birth, citizen_id: `0563${birth.slice(2, 4)}123405`, sex: 2, general_education: 2,
	inactive_reason: 1, ...more });

/* [why, line, rules expected, fields of the first finding]; a line that is no text is a sheet with those changes. */
const cases = [
	["an inactive person", {}, []],
	["an employee", employee, []],
	["a person without work", jobless, []],
	["keys beside the answers", { uid: "00ff", state: "draft", campaign: "PS-2023", enumerator: "an" }, []],
	["null is unanswered", { social_insurance_no: null, current_address: null, paper_no: null }, []],
	["null in an always-field", { sex: null }, ["E01"], ["sex"]],
	["a field left out", { permanent_address: undefined }, ["E01"], ["permanent_address"]],
	["spaces are no answer", { permanent_address: "   " }, ["E01"], ["permanent_address"]],
	["no number, with the reason", { citizen_id: null, no_id_reason: 2 }, ["W01"]],
	["no number, no reason", { citizen_id: null }, ["E01"], ["citizen_id"]],
	["booleans as true, false, 1, 0", { priority_disabled: true, priority_poor: false, priority_land_recovered: 1, priority_near_poor: 0 }, []],
	["poor and near-poor", { priority_poor: 1, priority_near_poor: true }, ["E08"]],

	["15 today", born("2009-06-09"), []],
	["15 tomorrow", born("2009-06-10"), ["E20"], ["birth_date", "collected_on"]],
	["born on 29 February, 15 on the last day of February", born("2008-02-29", { collected_on: "2023-02-28" }), ["E20"]],
	["born on 29 February, 15 on 1 March", born("2008-02-29", { collected_on: "2023-03-01" }), []],
	["born in May, 15 surely", born("2009-05-00"), []],
	["born in June, 15 perhaps", born("2009-06-00"), ["W20"]],
	["born in July, 15 surely not", born("2009-07-00"), ["E20"]],
	["born in the year before, 15 surely", born("2008-00-00"), []],
	["born in that year, 15 perhaps", born("2009-00-00"), ["W20"]],
	["born in the year after, 15 surely not", born("2010-00-00"), ["E20"]],
	["born on no such day", { birth_date: "1985-02-30" }, ["E19"], ["birth_date"]],
	["born on 29 February of a common year", { birth_date: "1900-02-29" }, ["E19"], ["birth_date"]],
	["a day without its month", { birth_date: "1985-00-12" }, ["E19"], ["birth_date"]],
	["the 13th month", { birth_date: "1985-13-01" }, ["E19"], ["birth_date"]],
	["the day nobody gave", { birth_date: "0001-01-01" }, null],
	["collected on part of a date", { collected_on: "2024-06-00" }, ["E19"], ["collected_on"]],
	["collected tomorrow", { collected_on: "2024-06-11" }, ["E22"]],
	["collected today", { collected_on: today }, []],
	["a contract from the day of the interview", { ...employee, contract_start: collected }, []],
	["a contract from the day after", { ...employee, contract_start: today }, ["E23"]],
	["a contract with its month only, this month", { ...employee, contract_start: "2024-06-00" }, []],

	["number of a man on a woman's sheet", { sex: 1, citizen_id: "056162270413", birth_date: "1962-05-05" }, ["W12"]],
	["number of the century after", { sex: 1, citizen_id: "056262270413", birth_date: "1962-05-05" }, ["W12"]],
	["number of another year", { sex: 1, citizen_id: "056063270413", birth_date: "1962-05-05" }, ["W13"]],
	["number of the year, birth known to the year", { sex: 1, citizen_id: "056062270413", birth_date: "1962-00-00" }, []],
	["number of no province", { sex: 1, citizen_id: "003062270413", birth_date: "1962-05-05" }, ["W14"]],
	["number with spaces and dots", { sex: 1, citizen_id: " 056 062.270 413 ", birth_date: "1962-05-05" }, []],
	["eleven digits", { citizen_id: "05606227041" }, ["E10"], ["citizen_id"]],
	["thirteen digits", { citizen_id: "0560622704131" }, ["E10"], ["citizen_id"]],
	["all digits equal", { citizen_id: "000000000000" }, ["E10"], ["citizen_id"]],
	["digits in a row over 9", { citizen_id: "345678901234" }, ["E10"], ["citizen_id"]],
	["nine digits in 2024", { citizen_id: "225871043" }, []],
	["digits of another script", { citizen_id: "٠٥٦٠٦٢٢٧٠٤١٣" }, ["E10"], ["citizen_id"]],
	["a health card", { social_insurance_no: "DN4565612345678" }, ["I15"], ["social_insurance_no"]],
	["nine digits of insurance", { social_insurance_no: "561234567" }, ["E15"], ["social_insurance_no"]],

	["a name in NFD", { full_name: record().full_name.normalize("NFD") }, []],
	["K'Brêm", { full_name: "K'Brêm" }, []],
	["K’Brêm", { full_name: "K’Brêm" }, []],
	["Brêm", { full_name: "Brêm" }, ["E16"], ["full_name"]],
	["a digit in a name", { full_name: "Nguyễn Văn 2" }, ["E16"], ["full_name"]],
	["all capitals", { full_name: "H'LƠN AYŬN" }, []],
	["small letters", { full_name: "nguyễn văn an" }, ["W17"], ["full_name"]],
	["a name of 100 characters", { full_name: `An ${"Bé ".repeat(32)}E` }, []],
	["a name of 101 characters", { full_name: `An ${"B".repeat(98)}` }, ["E18"], ["full_name"]],
	["10,000 characters", { informant_name: "An ".repeat(3333) }, ["E18"], ["informant_name"]],
	["an emoji in a name", { full_name: "An 😀 Bình" }, ["E16"], ["full_name"]],

	["a number where a text is due", { citizen_id: 56062270413 }, ["E19"], ["citizen_id"]],
	["a number where a name is due", { full_name: 7 }, ["E19"], ["full_name"]],
	["a text where an option is due", { sex: "2" }, ["E19"], ["sex"]],
	["true where an option is due", { sex: true }, ["E19"], ["sex"]],
	["no such option", { sex: 9 }, ["E19"], ["sex"]],
	["option 0", { sex: 0 }, ["E19"], ["sex"]],
	["half an option", { sex: 1.5 }, ["E19"], ["sex"]],
	["a list", { full_name: ["An Bình"] }, ["E19"], ["full_name"]],
	["an object", { full_name: {} }, ["E19"], ["full_name"]],
	["2 as a boolean", { priority_poor: 2 }, ["E19"], ["priority_poor"]],
	["a text as a boolean", { priority_poor: "1" }, ["E19"], ["priority_poor"]],
	["a date as a person types it", { birth_date: "05/03/1985" }, ["E19"], ["birth_date"]],
	["a date with a short year", { birth_date: "5/3/85" }, ["E19"], ["birth_date"]],
	["a number as a date", { birth_date: 1962 }, ["E19"], ["birth_date"]],
	["an area as a number", { area_id: 2235101 }, ["E19"], ["area_id"]],
	["an area code, without a database", { area_id: "2235101" }, []],
	["an unknown key", { fullname: "An" }, ["E19"]],
	["a key in other letters", { Sex: 1 }, ["E19"]],
	["__proto__", `{"__proto__":1,${sheet().slice(1)}`, ["E19"]],
	["a key twice", `{"sex":2,${sheet().slice(1)}`, ["E19"], ["sex"]],
	["a key twice, once null", `{"sex":null,${sheet().slice(1)}`, ["E19"], ["sex"]],
	["uid twice", `{"uid":"1","uid":"2",${sheet().slice(1)}`, ["E19"]],
	["a huge number", `{"paper_no":1e999,${sheet().slice(1)}`, null],

	["a control character, escaped", { permanent_address: "1\u0007 đường" }, ["E18"], ["permanent_address"]],
	["a deletion character", { permanent_address: "1\u007f đường" }, ["E18"], ["permanent_address"]],
	["a tab in a text", { informant_name: "An\tBình" }, null],
	["a carriage return before the end of the line", `${sheet()}\r`, []],
	["spaces around", `  ${sheet()} \t`, []],
	["other rules are silent about an empty sheet", "{}", null],
	["options by letters escaped", `{"full_name":"\\u004eguy\\u1ec5n An",${sheet({ full_name: undefined }).slice(1)}`, []],
];

/* Lines that are no sheet: E18 alone. */
const broken = [
	["an empty line", ""], ["spaces", "   "], ["no JSON", "phiếu"], ["half a sheet", sheet().slice(0, 40)], ["two sheets", `${sheet()}${sheet()}`],
	["a comma at the end", `${sheet().slice(0, -1)},}`], ["single quotes", "{'sex':1}"], ["a comment", `${sheet()} // An`], ["NaN", '{"sex":NaN}'],
	["a list", "[]"], ["a text", '"An"'], ["null", "null"], ["a number with a leading zero", '{"sex":01}'],
	["NUL as it is", Buffer.from(sheet({ informant_name: "An\u0001Bình" }).replace("\\u0001", "\0"))],
	["NUL before the sheet", Buffer.from(`\0${sheet()}`)], ["NUL after the sheet", Buffer.from(`${sheet()}\0`)],
	["NUL escaped", sheet({ informant_name: "An\u0000Bình" })],
	["a control character as it is", sheet({ informant_name: "An\u0001Bình" }).replace("\\u0001", "\u0001")],
	["byte FF", Buffer.from([...Buffer.from('{"full_name":"'), 0xff, ...Buffer.from('"}')])],
	["overlong bytes", Buffer.from([...Buffer.from('{"full_name":"'), 0xc0, 0xaf, ...Buffer.from('"}')])],
	["half a pair in UTF-8", Buffer.from([...Buffer.from('{"full_name":"'), 0xed, 0xa0, 0x80, ...Buffer.from('"}')])],
	["half a character at the end of the line", Buffer.from([...Buffer.from(sheet()), 0xe1, 0xbb])],
	["half a pair, escaped", '{"full_name":"\\ud800"}'],
	["100,000 brackets", "[".repeat(100000)], ["100,000 objects", '{"a":'.repeat(100000)],
	["a line of 5 MB", sheet({ permanent_address: "a".repeat(5 << 20) })],
];

function line(what) {
	return typeof what === "string" ? what : sheet(what);
}

await test("every sheet has just the findings expected", () => {
	const results = check(cases.map(([, what]) => line(what)));
	equal(results.length, cases.length, "lines out");
	const wrong = cases.flatMap(([why, , wanted, fields], i) => {
		if (wanted === null || (JSON.stringify(rules(results[i])) === JSON.stringify(wanted) &&
			(fields === undefined || JSON.stringify(results[i][0].fields) === JSON.stringify(fields))))
			return [];
		return [`${why}: ${JSON.stringify(results[i].map((f) => [f.rule, f.fields]))}, not ${JSON.stringify(wanted)} ${fields ?? ""}`];
	});
	holds(wrong.length === 0, wrong.join("; "));
});

await test("what is no sheet is E18 alone, and takes one line", () => {
	const results = check(broken.flatMap(([, what]) => [what, sheet()]));
	equal(results.length, 2 * broken.length, "lines out");
	for (const [i, [why]] of broken.entries()) {
		equal(rules(results[2 * i]), ["E18"], why);
		equal(rules(results[2 * i + 1]), [], `the line after ${why}`);
	}
});

await test("an empty sheet: one E01 a field, in the order of the paper", () => {
	const [findings] = check(["{}"]);
	equal(findings.map((f) => [f.rule, f.fields.length]), findings.map(() => ["E01", 1]), "findings");
	equal(findings.map((f) => f.fields[0]), ["full_name", "birth_date", "sex", "citizen_id", "permanent_address", "general_education",
		"qualification", "activity_status", "collected_on", "informant_name"], "fields");
});

await test("many findings: by rule number, then in the order of the paper", () => {
	const [findings] = check([sheet({ full_name: undefined, sex: 9, citizen_id: "12", activity_status: 1, training_field: undefined, qualification: 7 })]);
	equal(rules(findings), ["E01", ...rules(findings).filter((r) => ["E02", "E03"].includes(r)), "E09", "E10", "E19"], "rules");
	const e03 = findings.filter((f) => f.rule === "E03").map((f) => f.fields[0]);
	equal(e03, ["employment_position", "occupation", "social_insurance", "labour_contract", "workplace_type", "workplace_address"], "fields of E03");
});

await test("nine digits from 2025 on are warned about", () => {
	equal(rules(check([sheet({ citizen_id: "225871043", collected_on: "2025-01-02" })], { day: "2025-02-01" })[0]), ["W11"], "collected in 2025");
	equal(rules(check([sheet({ citizen_id: "225871043", collected_on: "2024-12-31" })], { day: "2025-02-01" })[0]), [], "collected before");
});

await test("the end of the input: with a newline, without, nothing at all", () => {
	equal(check([sheet(), sheet()]).length, 2, "with a newline");
	equal(check([sheet(), sheet()], { end: "" }).length, 2, "without");
	equal(rules(check([sheet(), "{"], { end: "" })[1]), ["E18"], "a broken last line");
	equal(check([], {}).length, 0, "no input");
	equal(check(["", "", ""]).length, 3, "three empty lines");
});

await test("ten thousand lines", () => {
	const results = check(Array.from({ length: 10000 }, (_, i) => sheet(i % 2 ? { sex: null } : {}, i % 500)));
	equal(results.length, 10000, "lines out");
	holds(results.every((findings, i) => findings.length === i % 2), "the findings of each");
});

await test("with a database: its areas count, its sheets are looked up, nothing changes", () => {
	const folder = demoFolder(), args = ["--data", folder];
	const results = check([sheet({ area_id: "2235101" }), sheet(), sheet({ area_id: "9" }), sheet({ area_id: "22351" })], { args });
	equal(results.map(rules), [[], ["E01"], ["E19"], ["E19"]], "hamlet, none, unknown, a commune");
	must(["verify", "--data", folder]);
});

await test("wrong usage is 2, a missing database 1, without output", () => {
	const usage = command(["check", "--loud"]), missing = command(["check", "--data", "/nonexistent"], sheet());
	equal([usage.status, usage.stdout, missing.status, missing.stdout], [2, "", 1, ""], "exits and output");
});

await finish();
