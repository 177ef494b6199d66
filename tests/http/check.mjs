/* `mau03 check` over the edges: one line out for each line in, in the exact shape, with the findings that the rules tell of. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
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

/* Nine digits: no rule compares them with sex and birth. */
const old = (birth) => ({ birth_date: birth, citizen_id: "225871043" });
const uninsured = { ...employee, social_insurance: 3, citizen_id: "225871043", contract_start: "2019-03-00" };
const own = { ...employee, employment_position: 2, social_insurance: 3, labour_contract: 3, contract_start: null, employer_name: null, workplace_type: 3 };
const retired = (birth, sex) => ({ ...old(birth), sex, inactive_reason: 2 });
const young = { ...jobless, general_education: 2, unemployed_history: 1, unemployment_duration: 3 };

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

	["an owner with a contract", { ...employee, employment_position: 1 }, ["W30"], ["employment_position", "labour_contract"]],
	["an owner without", { ...employee, employment_position: 1, labour_contract: 3, contract_start: null }, []],
	["an employee with a contract, insured of free will", { ...employee, ...old("1985-01-01"), social_insurance: 2 }, ["W31"], ["employment_position", "social_insurance", "labour_contract"]],
	["an employee without a contract or insurance", { ...employee, social_insurance: 3, labour_contract: 3, contract_start: null }, []],
	["a woman under 56 years and 4 months by a day", { ...uninsured, birth_date: "1968-02-10", sex: 2 }, ["W31"]],
	["a woman of 56 years and 4 months", { ...uninsured, birth_date: "1968-02-09", sex: 2 }, []],
	["a man under 61 by a day", { ...uninsured, birth_date: "1963-06-10", sex: 1 }, ["W31"]],
	["a man of 61", { ...uninsured, birth_date: "1963-06-09", sex: 1 }, []],
	["own work with insurance by law", { ...own, social_insurance: 1 }, ["W32"], ["employment_position", "social_insurance"]],
	["own work with insurance of free will", { ...own, social_insurance: 2 }, []],
	["own work with an employer", { ...own, employer_name: "Cơ sở Hòa Bình" }, ["W33"], ["employment_position", "employer_name"]],
	["family work with an employer", { ...own, employment_position: 3, employer_name: "Cơ sở Hòa Bình" }, []],
	["own work in a cooperative", { ...own, workplace_type: 4 }, ["W34"], ["employment_position", "workplace_type"]],
	["family work as a free person", { ...own, employment_position: 3, workplace_type: 2, employer_name: "Cha" }, ["W34"]],
	["a cooperative's member in it", { ...own, employment_position: 5, workplace_type: 4, employer_name: "HTX An Bình" }, []],
	["an owner of an authority", { ...own, employment_position: 1, workplace_type: 8, employer_name: "An Bình" }, ["W34"]],
	["a woman retired over ten years early", retired("1978-02-10", 2), ["W35"], ["birth_date", "sex", "inactive_reason"]],
	["a woman retired ten years early", retired("1978-02-09", 2), []],
	["a man retired over ten years early, year only", retired("1974-00-00", 1), ["W35"]],
	["a man retired ten years early, year only", retired("1973-00-00", 1), []],
	["studying at thirty and a day", { ...old("1994-06-08"), inactive_reason: 1 }, ["W36"], ["birth_date", "inactive_reason"]],
	["studying at thirty", { ...old("1994-06-09"), inactive_reason: 1 }, []],
	["disabled by reason alone", { inactive_reason: 4 }, ["W37"], ["priority_disabled", "inactive_reason"]],
	["disabled by tick alone", { priority_disabled: true }, []],
	["a college without THPT", { general_education: 3, qualification: 6, training_field: "Kế toán" }, ["W38"], ["general_education", "qualification"]],
	["Trung cấp with THCS", { general_education: 3, qualification: 5, training_field: "Kế toán" }, []],
	["THPT a day before seventeen", { ...old("2007-06-10"), inactive_reason: 1 }, ["W39"], ["birth_date", "general_education"]],
	["THPT at seventeen", { ...old("2007-06-09"), inactive_reason: 1 }, []],
	["Đại học a day before twenty-one", { ...old("2003-06-10"), inactive_reason: 1, qualification: 7, training_field: "Luật" }, ["W39"], ["birth_date", "qualification"]],
	["working at ninety and a day", { ...own, ...old("1934-06-08") }, ["W40"], ["birth_date", "activity_status"]],
	["working at ninety", { ...own, ...old("1934-06-09") }, []],
	["both addresses the same", { permanent_address: "12 Lê Lợi", current_address: "12 LE LOI" }, ["W41"], ["permanent_address", "current_address"]],
	["the same but for punctuation", { permanent_address: "Thôn Liêm Hòa, xã Hàm Liêm", current_address: "Thôn Liêm Hòa, xã Hàm Liêm." }, ["W41"]],
	["the same but for Ð", { permanent_address: "Thôn Đa Lộc", current_address: "Thôn Ða Lộc" }, ["W41"]],
	["two addresses", { permanent_address: "12 Lê Lợi", current_address: "14 Lê Lợi" }, []],
	["never worked for a year before sixteen", { ...young, ...old("2008-06-10") }, ["W42"], ["birth_date", "unemployed_history", "unemployment_duration"]],
	["never worked for a year at sixteen", { ...young, ...old("2008-06-09") }, []],
	...["Cơ Lao (Cờ Lao)", "HMông (Mèo)", "Ê Ðê", "Bru–Vân Kiều", "Dân tộc Tày"]
		.map((ethnic_group) => [`an ethnic group: ${ethnic_group}`, { priority_ethnic_minority: true, ethnic_group }, []]),
	["Kinh by two names", { priority_ethnic_minority: true, ethnic_group: "Kinh (Việt)" }, ["E07"]],
	["a change without a source", { kind: 2 }, ["W44"], ["change_source"]],
	["a change with a source", { kind: 2, change_source: 1 }, []],
	["work that says nothing", { ...own, occupation: "LAO ĐỘNG TỰ DO" }, ["I43"], ["occupation"]],
	["work that says something", { ...own, occupation: "Công nhân may" }, []],
	["a reason left behind is E02's alone", { ...employee, inactive_reason: 1 }, ["E02"], ["inactive_reason"]],

	["a name in NFD", { full_name: record().full_name.normalize("NFD") }, []],
	["K'Brêm", { full_name: "K'Brêm" }, []],
	["K’Brêm", { full_name: "K’Brêm" }, []],
	...["K‘Brêm", "K`Brêm", "KʼBrêm", "K´Brêm", "Y‑Bliă Êban", "Y–Bliă Êban", "Nguyễn Văn Bì\u00adnh", "Ðặng Văn Bình", "Ɖặng Văn Bình"]
		.map((full_name) => [`one sign for one thing: ${full_name}`, { full_name }, []]),
	["Brêm", { full_name: "Brêm" }, ["W16"], ["full_name"]],
	["a digit in a name", { full_name: "Nguyễn Văn 2" }, ["E16"], ["full_name"]],
	["VNI", { full_name: "Nguyeãn Vaên An" }, ["W18"], ["full_name"]],
	["TCVN3", { permanent_address: "X· Qu¶ng Ngäc, huyÖn Qu¶ng X\u00ad¬ng, tØnh Thanh Hãa" }, ["W18"], ["permanent_address"]],
	["Telex", { full_name: "Nguyeexn Vawn Khuee" }, ["W18"], ["full_name"]],
	["letters that a scanner lost", { full_name: "Nguyn Vn Khu" }, ["W18"], ["full_name"]],
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
	["a date as a person types it", { birth_date: "05/03/1985" }, ["W13"]],
	...["00/00/1962", "00/00/1962".replaceAll("/", "–"), "1962/00/00", "00001962"].map((birth_date) => [`a partly known date: ${birth_date}`, { birth_date }, []]),
	["a day of a thirteenth month", { birth_date: "12/13/1985" }, ["E19"], ["birth_date"]],
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

function lineOf(what) {
	return typeof what === "string" ? what : sheet(what);
}

await test("every sheet has just the findings expected", () => {
	const results = check(cases.map(([, what]) => lineOf(what)));
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

await test("household businesses may be insured by law from 01/07/2025", () => {
	const insured = (changes) => rules(check([sheet({ ...own, social_insurance: 1, ...changes })], { day: "2025-12-01" })[0]);
	equal(insured({ collected_on: "2025-06-30" }), ["W32"], "the day before");
	equal(insured({ collected_on: "2025-07-01" }), [], "that day");
	equal(insured({ collected_on: "2025-07-01", workplace_type: 2 }), ["W32"], "another workplace");
	equal(insured({ collected_on: "2025-07-01", employment_position: 3, employer_name: "Cha" }), ["W32"], "family work");
});

await test("the end of the input: with a newline, without, nothing at all", () => {
	equal(check([sheet(), sheet()]).length, 2, "with a newline");
	equal(check([sheet(), sheet()], { end: "" }).length, 2, "without");
	equal(rules(check([sheet(), "{"], { end: "" })[1]), ["E18"], "a broken last line");
	equal(check([], {}).length, 0, "no input");
	equal(check(["", "", ""]).length, 3, "three empty lines");
});

await test("a mark of UTF-8 before the first sheet is none of it", () => {
	equal(check([`\ufeff${sheet()}`, sheet()]).map(rules), [[], []], "before the first");
	equal(check(["\ufeff"]).map(rules), [["E18"]], "alone");
	equal(check([sheet(), `\ufeff${sheet()}`]).map(rules), [[], ["E18"]], "before another");
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

await test("with a database: where the other sheet stands is told in words", () => {
	const folder = demoFolder(), ask = (sql) => execFileSync("sqlite3", ["-readonly", "-json", join(folder, "mau03.db"), sql]).toString();
	const [{ number, stood, hamlet }] = JSON.parse(ask(`SELECT s.citizen_id AS number, strftime('%d/%m/%Y', s.since, 'unixepoch', '+7 hours') AS stood, (SELECT h.code FROM area h
		JOIN area o ON o.id = h.parent_id WHERE h.level = 'hamlet' AND o.parent_id = c.parent_id AND o.id <> c.id LIMIT 1) AS hamlet
		FROM worker_sheet s JOIN area c ON c.id = s.commune_id JOIN campaign k ON k.id = s.campaign_id
		WHERE k.code = 'BT-2024' AND s.state = 'accepted' AND length(s.citizen_id) = 12 AND hamlet IS NOT NULL LIMIT 1`));
	const [findings] = check([sheet({ area_id: hamlet, citizen_id: number })], { args: ["--data", folder] });
	const { message } = findings.find((f) => f.rule === "W51");
	holds(message.includes(`nghiệm thu, từ ngày ${stood}`) && !message.includes("{"), message);
});

await test("wrong usage is 2, a missing database 1, without output", () => {
	const usage = command(["check", "--loud"]), missing = command(["check", "--data", "/nonexistent"], sheet());
	equal([usage.status, usage.stdout, missing.status, missing.stdout], [2, "", 1, ""], "exits and output");
});

await finish();
