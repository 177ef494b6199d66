/* A page and its JSON tell the same: masked alike, the same moves, and a batch as it was handed over, whatever became of its sheets. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client, encode } from "./client.mjs";
import { equal, finish, holds, must, newFolder, Server, test } from "./harness.mjs";
import { options, tags } from "./html.mjs";
import { employee, jobless, record, shownDate, today, typed } from "./sheets.mjs";
import { bareWorld, unbroken } from "./worlds.mjs";

const world = await bareWorld();
const [officer, leader, police, admin, district] = await Promise.all(["officer", "leader", "police", "admin", "district"].map((n) => world.client(n)));
const [hamlet] = await world.hamlets(officer);
let used = 0;
const fresh = (changes = {}) => typed(used++, { area_id: hamlet, ...changes });
const digits = /\d[\d .-]{7,}\d/;
const said = (answer) => answer.text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");

async function accepted(changes) {
	const id = await officer.saves(fresh(changes), "submit");
	await officer.does(303, `/sheets/${id}/accept`, {});
	return id;
}

/* A batch of these sheets; its page. */
async function batch(ids) {
	return (await officer.does(303, "/handovers", { ids: ids.join(",") })).location;
}

await test("numbers in any text are masked in JSON as on the page; a list has names and paper numbers as they were written", async () => {
	const number = "056085012345";
	const id = await officer.saves(fresh({ full_name: `An ${number}`, permanent_address: `hỏi ${number}`, paper_no: number, informant_name: `Bình ${number}` }));
	const seen = await leader.sheet(id), row = (await leader.rows("/sheets.json")).find((one) => one.id === id);
	for (const text of [...Object.values(seen.answers), ...Object.values(seen.raw)])
		holds(typeof text !== "string" || !digits.test(text.replace(/^\d{4}-\d\d-\d\d$/, "")), `an answer: ${text}`);
	holds(seen.answers.permanent_address.endsWith("345"), seen.answers.permanent_address);
	equal([row.full_name, row.paper_no], [`An ${number}`, number], "the row of the list");
	equal((await officer.sheet(id)).answers.paper_no, number, "who may read it reads it");
});

await test("a number that was not there before is null in the history", async () => {
	const id = await officer.saves(fresh({ citizen_id: "" }));
	const version = (await officer.sheet(id)).row_version;
	await officer.does(303, `/sheets/${id}/edit`, { ...fresh(), action: "save", row_version: version });
	const { fields } = (await officer.sheet(id)).history.at(-1);
	equal(fields.citizen_id[0], null, "before");
});

await test("a name given many times keeps every value", async () => {
	const values = Array.from({ length: 12 }, (_, i) => `người ${i}`), { informant_name: dropped, ...rest } = fresh();
	holds(dropped !== undefined, "an informant");
	const id = await officer.saves([...Object.entries(rest), ...values.map((value) => ["informant_name", value])]);
	equal((await officer.sheet(id)).raw.informant_name, values.join(", "), "the raw text");
});

/* ---- what may be done ---- */

await test("the moves in JSON are those of the page: none that waits for a batch, no correction where the campaign has none", async () => {
	const offered = async (id) => {
		const page = await officer.page(`/sheets/${id}`), { actions } = await officer.sheet(id);
		const shown = tags(page.text).filter((tag) => tag.name === "form" && tag.attributes.get("action")?.startsWith(`/sheets/${id}/`))
			.map((tag) => tag.attributes.get("action").split("/").at(-1));
		if (page.text.includes(`href="/sheets/${id}/edit"`) && (await officer.sheet(id)).state === "received")
			shown.push("correct");
		equal([...actions].sort(), shown.sort(), `moves of sheet ${id}`);
		return actions;
	};
	const received = await officer.saves(fresh(), "submit"), id = await accepted();
	holds((await offered(received)).includes("correct"), "a correction");
	holds((await offered(id)).includes("reopen"), "reopen");
	await batch([id]);
	equal(await offered(id), ["undo"], "in an open batch: to take it out again, while that may be");
	const url = /href="(\/admin\/campaigns\/\d+)"[^>]*>TN-1/.exec((await admin.page("/admin/campaigns")).text)[1];
	const form = await admin.form(url, url), without = form.fields.filter(([name]) => name !== "correct_in_place" && name !== "csrf");
	await admin.does(303, url, without);
	holds(!(await offered(received)).includes("correct"), "no correction");
	await admin.does(303, url, [...form.fields.filter(([name]) => name !== "csrf" && name !== "form_token"), ["form_token", ""]]);
});

/* ---- batches ---- */

await test("police read a batch as it was handed over, and nothing of what was taken out before", async () => {
	const ids = [await accepted({ paper_no: "P/1" }), await accepted({ paper_no: "P/2" }), await accepted({ paper_no: "P/3" })];
	const where = await batch(ids), names = await Promise.all(ids.map(async (id) => (await officer.sheet(id)).answers.full_name));
	await officer.does(303, `${where}/remove`, { ids: ids[2] });
	const rows = async (client) => (await client.json(`${where}.json`)).rows;
	equal((await rows(police)).map((row) => row.id), ids.slice(0, 2), "police do not see what was taken out");
	equal((await rows(officer)).map((row) => row.outcome), ["open", "open", "removed"], "the officer does");
	holds(!(await police.page(`${where}.csv`)).text.includes(names[2]), "nor in CSV");
	await police.does(303, `${where}/sign`, { count: 1, missing: ids[1] });
	const before = await rows(police);
	equal(before.map((row) => [row.outcome, row.full_name, row.paper_no]), [["present", names[0], "P/1"], ["missing", names[1], "P/2"]], "signed");
	await officer.does(303, `/sheets/${ids[1]}/reopen`, { reason: "đọc lại" });
	await officer.does(303, `/sheets/${ids[1]}/correct`, { full_name: "Tên Đã Đổi", paper_no: "P/99", reason: "gõ nhầm" });
	await police.does(303, `/police/${ids[0]}/return`, { reason: 1, note: "sai tên" });
	await officer.does(303, `/sheets/${ids[0]}/reopen`, { reason: "đọc lại" });
	await officer.does(303, `/sheets/${ids[0]}/correct`, { birth_date: "1999", paper_no: "P/98", reason: "gõ nhầm" });
	/* What became of it in that batch is told since. */
	const read = (row) => [row.position, row.id, row.full_name, row.birth_date, row.citizen_id, row.area, row.paper_no, row.outcome];
	for (const client of [police, officer]) {
		const now = (await rows(client)).filter((row) => row.outcome !== "removed");
		equal(now.map(read), before.map(read), "after both were corrected");
		equal(now.map((row) => row.return_reason), ["Không có trên CSDLQG về dân cư", null], "and what became of them there");
		const page = await client.page(where);
		holds(page.text.includes("P/2") && !page.text.includes("P/99") && !page.text.includes("Tên Đã Đổi"), "the page");
		holds(!(await client.page(`${where}.csv`)).text.includes("P/98"), "CSV");
	}
	const page = await police.page(where);
	holds(!page.text.includes(`href="/sheets/${ids[0]}"`), "no link to what is not theirs any more");
	equal((await rows(police)).map((row) => row.state), ["police_returned", "accepted"], "where they stood when the police had them last");
	unbroken(await officer.sheet(ids[0]));
});

/* ---- what is said beside the fields ---- */

const attribute = (page, name, key) => tags(page).find((tag) => tag.attributes.get("id") === name || (tag.attributes.get("name") === name && tag.name !== "input"))?.attributes.get(key);
const times = (page, text) => page.split(text).length - 1;

await test("a finding stands in full beside its first field and is pointed to from the others; who listens hears it there too", async () => {
	const id = await officer.saves(fresh({ ...employee, employment_position: 2, social_insurance: 1 }), "submit");
	const { findings } = await officer.sheet(id), message = (rule) => findings.find((f) => f.rule === rule).message;
	for (const [path, besides] of [[`/sheets/${id}`, 1], [`/sheets/${id}/edit`, 0]]) {
		const { text } = await officer.page(path);
		for (const rule of ["W30", "W32", "W34"])
			equal(times(text, message(rule)), besides + 1, `${path}: ${rule}`);
		const notes = (name) => new RegExp(`id="${name}-notes">(.*?)</div>`, "s").exec(text)[1];
		for (const name of ["labour_contract", "social_insurance", "workplace_type"])
			equal(times(notes(name), "Cảnh báo: xem câu 12.1"), 1, `${path}: ${name}`);
		holds(notes("employment_position").includes(message("W30")), `${path}: in full`);
	}
	const { text } = await officer.page(`/sheets/${id}/edit`);
	for (const name of ["labour_contract", "social_insurance", "employer_name", "workplace_type"])
		equal(attribute(text, name, "aria-describedby"), `${name}-notes employment_position-notes`, name);
	equal(attribute(text, "employment_position", "aria-describedby"), "employment_position-notes", "the first field");
});

await test("an error named by several fields: in full beside the first and in the summary, all are marked wrong", async () => {
	const fields = fresh({ birth_date: "01/02/2014", priority_poor: 1, priority_near_poor: 1 });
	const { status, text } = await officer.post("/sheets", { ...fields, action: "submit" });
	equal(status, 422, "refused");
	for (const [first, other, part, mark] of [["birth_date", "collected_on", "chưa đủ 15 tuổi", "Lỗi: xem câu 2"],
		["priority_poor", "priority_near_poor", "đánh dấu cả hộ nghèo", "Lỗi: xem mục “Thuộc hộ nghèo”"]]) {
		equal([...text.matchAll(/<b>Lỗi:<\/b> ([^<]*)/g)].filter(([, error]) => error.includes(part)).length, 1, `${part}: beside one field`);
		holds(text.includes(`<li><a href="#${first}">`), `the summary leads to ${first}`);
		equal([first, other].map((name) => attribute(text, name, "aria-invalid")), ["true", "true"], `${first} and ${other}`);
		holds(attribute(text, other, "aria-describedby").endsWith(`${other}-notes ${first}-notes`) && text.includes(mark), `${other} points to it`);
	}
	const ids = new Set(tags(text).map((tag) => tag.attributes.get("id")));
	for (const name of tags(text).flatMap((tag) => tag.attributes.get("aria-describedby")?.split(" ") ?? []))
		holds(ids.has(name), `described by ${name}`);
});

/* ---- the verdict ---- */

/* What is wrong with each of these, by JSON (check) and by form; the rules that say so. */
const judged = [
	[{}, []], [{ sex: 9 }, ["E19"]], [{ permanent_address: "" }, ["E01"]], [{ citizen_id: "12" }, ["E10"]], [{ priority_poor: 1, priority_near_poor: 1 }, ["E08"]],
	[{ inactive_reason: 4 }, ["W37"]], [{ general_education: 3, qualification: 6, training_field: "Kế toán" }, ["W38"]],
	[{ permanent_address: "12 Lê Lợi", current_address: "12 LÊ LỢI" }, ["W41"]], [{ birth_date: "1962-00-00", inactive_reason: 1 }, ["W36"], "056062270413"],
	[{ ...employee, employment_position: 2 }, ["W30", "W32", "W33", "W34"]], [{ ...employee, occupation: "làm thuê" }, ["I43"]],
	[{ ...jobless, unemployed_history: 1, unemployment_duration: 3, birth_date: "2009-01-05", general_education: 2 }, ["W42"], "225871043"],
];

await test("the same verdict in a file, typed, submitted, corrected, and judged again", async () => {
	const wanted = (findings) => findings.map((f) => [f.rule, f.severity, f.fields, f.message]);
	const data = judged.map(([changes, , number]) => {
		const sheet = record(used++, { ...changes, area_id: "9910101" });
		return number === undefined ? sheet : { ...sheet, citizen_id: number, sex: 1 };
	});
	const lines = must(["check", "--data", world.server.folder, "--today", today], data.map((sheet) => `${JSON.stringify(sheet)}\n`).join("")).trim().split("\n").map((line) => JSON.parse(line).findings);
	equal(lines.map((found) => found.map((f) => f.rule)), judged.map(([, rules]) => rules), "check");
	const ids = [];
	for (const [i, sheet] of data.entries()) {
		const form = Object.fromEntries(Object.entries(sheet).filter(([, value]) => value !== undefined).map(([name, value]) =>
			[name, name === "area_id" ? hamlet : /^\d{4}-\d\d-\d\d$/.test(value) ? shownDate(value) : String(value)]));
		const id = await officer.saves(form), stops = lines[i].some((f) => f.severity === "E");
		equal(wanted((await officer.sheet(id)).findings), wanted(lines[i]), `typed: ${judged[i][1]}`);
		await officer.does(stops ? 422 : 303, `/sheets/${id}/submit`, {});
		equal(wanted((await officer.sheet(id)).findings), wanted(lines[i]), `submitted: ${judged[i][1]}`);
		if (!stops)
			await officer.does(303, `/sheets/${id}/correct`, { paper_no: `S/${i}`, reason: "ghi số phiếu" });
		equal(wanted((await officer.sheet(id)).findings), wanted(lines[i]), `corrected: ${judged[i][1]}`);
		ids.push(id);
	}
	const [campaign] = /name="campaign_id" value="(\d+)"/.exec((await officer.page("/jobs")).text).slice(1);
	const { location } = await officer.does(303, "/jobs", { campaign_id: campaign });
	while ((await officer.page(location)).text.includes(">Cập nhật<"))
		await new Promise((done) => setTimeout(done, 100));
	const listed = [...(await officer.page(location)).text.matchAll(/<tr><th scope="row">.*?số (\d+).*?<\/tr>/gs)].map(([row, id]) => [Number(id), row.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ")]);
	equal(listed.filter(([id]) => ids.includes(id)), [], "judged again");
	for (const [i, id] of ids.entries())
		equal(wanted((await officer.sheet(id)).findings), wanted(lines[i]), `judged again: ${judged[i][1]}`);
});

/* ---- progress ---- */

await test("sheets without a hamlet count for the commune, in a row of their own", async () => {
	const commune = async () => district.json(`/reports/progress.json?area=${(await officer.json("/reports/progress.json")).area.id}`);
	const before = await officer.json("/reports/progress.json");
	equal(before.rows.filter((row) => row.area_id === null), [], "no row without need");
	const id = await officer.saves(fresh({ area_id: "" }));
	await officer.does(303, `/sheets/${id}/return`, { reason: "ghi thôn" });
	for (const after of [await officer.json("/reports/progress.json"), await commune()]) {
		equal([after.total.collected, after.total.returned], [before.total.collected + 1, before.total.returned + 1], "the commune's total");
		const [row] = after.rows.filter((one) => one.area_id === null);
		equal([row.code, row.name, row.target, row.collected, row.returned], [null, "Chưa ghi thôn", null, 1, 1], "the row");
	}
	const page = await officer.page("/reports/progress");
	holds(said(page).includes("Chưa ghi thôn") && !page.text.includes("area=0"), "the page");
	holds((await officer.page("/reports/progress.csv")).text.includes("\r\n,,Chưa ghi thôn,"), "CSV");
});

/* ---- filters ---- */

await test("over five hundred communes are offered by districts, then the communes of the one that is chosen", async () => {
	const folder = newFolder(), data = join(folder, "data"), file = join(folder, "areas.tsv"), run = (...args) => must([...args, "--data", data, "--today", today]);
	const lines = ["code\tparent_code\tlevel\tname\tfull_name", "98\t\tprovince\tLớn\tTỉnh Lớn", "981\t98\tdistrict\tĐông\tHuyện Đông", "982\t98\tdistrict\tTây\tHuyện Tây"];
	for (let i = 0; i < 520; i++)
		lines.push(`98${100 + i}\t${i < 510 ? 981 : 982}\tcommune\tSố ${i}\tXã Số ${i}`);
	writeFileSync(file, `${lines.join("\n")}\n`);
	run("init");
	run("import", "areas", file, "--valid-from", "2020-01-01");
	must(["user", "add", "tinh", "--data", data, "--role", "province", "--area", "98", "--password-stdin", "--today", today], "mật khẩu của tinh\n");
	const server = await Server.start(data, ["--today", today]), client = await Client.login(server, "tinh", "mật khẩu của tinh");
	const offered = async (query) => options((await client.page(`/sheets${query}`)).text, "area").filter(([value]) => value !== "");
	const districts = await offered("");
	equal(districts.map(([, name]) => name), ["Huyện Đông", "Huyện Tây"], "first");
	const [, west] = districts, inside = await offered(`?${encode({ area: west[0] })}`);
	equal([inside.length, inside[0][1], inside.some(([, name]) => name === "Xã Số 515")], [12, "Huyện Đông", true], "the communes of Huyện Tây");
	const chosen = inside.find(([, name]) => name === "Xã Số 515"), deeper = await offered(`?${encode({ area: chosen[0] })}`);
	equal([deeper.length, deeper.some(([value]) => value === chosen[0])], [12, true], "its neighbours stay");
	await server.stop();
});

await finish(world.server);
