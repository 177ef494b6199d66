/* Two sheets of one human: found, laid side by side, decided, undone; and the page that links the sheets of a person. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { equal, finish, holds, test, wait } from "./harness.mjs";
import { decode } from "./html.mjs";
import { shownDate, typed } from "./sheets.mjs";
import { bareWorld, unbroken } from "./worlds.mjs";

const world = await bareWorld();
const [officer, leader, hamletLeader, enumerator, far] = await Promise.all(["officer", "leader", "hamlet_leader", "enumerator", "far_officer"].map((n) => world.client(n)));
const [hamlet] = await world.hamlets(officer), [farHamlet] = await world.hamlets(far);
let used = 60;
const fresh = (changes = {}) => typed(used++, { area_id: hamlet, ...changes });

/* The next number of the same sex and year. */
const otherNumber = (id) => id.slice(0, 6) + String((Number(id.slice(6)) + 4321) % 1000000).padStart(6, "0");
const rulesOf = async (id) => (await officer.sheet(id)).findings.map((f) => f.rule);
const state = async (id) => (await officer.sheet(id)).state;
const pairUrl = (a, b) => `/duplicates/${Math.min(a, b)}/${Math.max(a, b)}`;
const listed = async (a, b) => (await officer.rows("/duplicates.json")).find((row) => row.a === Math.min(a, b) && row.b === Math.max(a, b));

/* Two sheets of one person, the second written another way. */
async function pair(changes = {}) {
	const fields = fresh(), a = await officer.saves(fields, "submit");
	return [a, await officer.saves({ ...fields, ...changes }, "submit")];
}

await test("who may be one human is found, with the reasons in words, the likeliest first", async () => {
	const fields = fresh(), number = otherNumber(fields.citizen_id);
	const first = await officer.saves({ ...fields, full_name: "Nguyễn Thị Lý", birth_date: "05/03/1975", sex: "2", citizen_id: "056175304211" }, "submit");
	const ways = {
		"i for y": { full_name: "Nguyễn Thị Lí", birth_date: "05/03/1975" }, "day and month swapped": { full_name: "Nguyễn Thị Lý", birth_date: "03/05/1975" },
		"one digit": { full_name: "Nguyễn Thị Lý", birth_date: "15/03/1975" }, "without marks, decomposed": { full_name: "Nguyen Thi Ly".normalize("NFD"), birth_date: "05/03/1975" },
	};
	for (const [why, changes] of Object.entries(ways)) {
		const id = await officer.saves({ ...fields, sex: "2", citizen_id: "", no_id_reason: "1", ...changes }, "submit");
		holds((await rulesOf(id)).includes("W52"), `W52: ${why}`);
		const row = await listed(first, id);
		holds(row !== undefined && row.reasons.length > 0, `listed: ${why}`);
		await officer.does(303, `/sheets/${id}/cancel`, { reason: "thử" });
		equal(await listed(first, id), undefined, "a cancelled sheet is no pair");
	}
	const away = await officer.saves({ ...fields, full_name: "Nguyễn Thị Lý", birth_date: "17/03/1975", sex: "2", citizen_id: "056175304999" }, "submit");
	holds(!(await rulesOf(away)).includes("W52"), "two digits off is another day");
	holds(number.length === 12, "numbers have twelve digits");
});

await test("the list of pairs goes on behind those that were shown; whose sheets they are is noted, both of each pair", async () => {
	await pair();
	await pair();
	const rows = await officer.rows("/duplicates.json");
	for (const i of rows.keys())
		equal((await officer.rows(`/duplicates.json?after=${i + 1}`)).length, rows.length - 1 - i, `the rows behind the ${i}th`);
	holds(rows.length >= 2, `${rows.length} pairs`);
	for (const place of ["x", "1.2", "0", "-1"])
		equal((await officer.get(`/duplicates?after=${place}`)).status, 400, `after=${place}`);
	await officer.page("/duplicates");
	await wait(2500);
	const ids = [...new Set(rows.flatMap((row) => [row.a, row.b]))].sort((x, y) => x - y);
	equal(execFileSync("sqlite3", ["-readonly", join(world.server.folder, "mau03.db"),
		"SELECT shown, lowest, highest FROM access_log WHERE table_name = 'phieu-trung' ORDER BY id DESC LIMIT 1"]).toString().trim(),
		[ids.length, ids[0], ids.at(-1)].join("|"), "what was noted");
	const scores = rows.map((row) => row.score);
	equal(scores, [...scores].sort((x, y) => y - x), "in order of likeliness");
	for (const row of rows)
		await officer.does(303, `/sheets/${row.b}/cancel`, { reason: "thử" });
});

await test("the same number: both sheets say so; keeping one cancels the other, and undo brings it back exactly", async () => {
	const [a, b] = await pair();
	holds((await rulesOf(a)).includes("E50") && (await rulesOf(b)).includes("E50"), "both have E50");
	holds((await officer.page(`/sheets/${b}`)).text.includes(`href="${pairUrl(a, b)}"`), "the sheet's page leads there");
	const page = await officer.page(pairUrl(a, b));
	holds(page.text.includes(`value="keep_${a}"`) && page.text.includes('value="replace"') && page.text.includes('value="distinct"'), "all decisions are offered");
	const form = await officer.form(pairUrl(a, b), pairUrl(a, b));
	const token = new Map(form.fields).get("form_token"), fields = { decision: `keep_${a}`, reason: "cùng CCCD", form_token: token };
	await officer.does(303, pairUrl(a, b), fields);
	await officer.does(303, pairUrl(a, b), fields);
	equal([await state(a), await state(b)], ["received", "cancelled"], "states");
	equal((await rulesOf(a)).includes("E50"), false, "nothing is open on the kept one");
	const last = (await officer.sheet(b)).history.at(-1);
	holds(last.action === "cancel" && last.reason.includes(String(a)) && last.reason.includes("cùng CCCD"), "the reason names the kept sheet");
	equal((await officer.sheet(b)).history.filter((e) => e.action === "cancel").length, 1, "a form posted twice decides once");
	equal(await listed(a, b), undefined, "not listed any more");
	equal((await officer.post(pairUrl(a, b), { decision: "distinct" })).status, 409, "decided already");
	holds((await officer.page(pairUrl(a, b))).text.includes('name="decision" value="undo"'), "undo is offered");
	equal((await officer.post(pairUrl(a, b), { decision: "undo" })).status, 422, "undo needs a reason");
	await officer.does(303, pairUrl(a, b), { decision: "undo", reason: "nhầm" });
	equal([await state(a), await state(b)], ["received", "received"], "back");
	for (const id of [a, b])
		unbroken(await officer.sheet(id));
	holds((await rulesOf(a)).includes("E50"), "and found again");
	equal((await officer.post(pairUrl(a, b), { decision: "undo", reason: "nữa" })).status, 409, "nothing left to undo");
});

await test("a sheet is named by the number of its paper; where that has none, by its number in here", async () => {
	const fields = fresh({ paper_no: "PS-7001" }), a = await officer.saves(fields, "submit"), b = await officer.saves({ ...fields, paper_no: "" }, "submit");
	const told = async (id) => (await officer.sheet(id)).findings.find(({ rule }) => rule === "E50").message;
	holds((await told(b)).includes(": phiếu PS-7001 (") && (await told(a)).includes(`: phiếu số ${b} trong máy (`), "what is found");
	const draft = await officer.saves({ ...fields, paper_no: "PS-7002" });
	holds((await officer.page(`/sheets/${draft}`)).text.includes(`href="/sheets/${a}">Phiếu PS-7001: `), "before another is sent");
	const list = decode((await officer.page("/duplicates")).text), page = decode((await officer.page(pairUrl(a, b))).text);
	holds(list.includes("PS-7001 <b>") && list.includes(`số ${b} trong máy <b>`), "in the list of pairs");
	for (const text of [">Phiếu PS-7001</a>", `>Phiếu số ${b} trong máy</a>`, "giữ phiếu PS-7001<", `giữ phiếu số ${b} trong máy<`, "Phiếu PS-7001 bị hủy", '<th scope="row">PS-7001</th>'])
		holds(page.includes(text), `on the page of both: ${text}`);
	await officer.does(303, pairUrl(a, b), { decision: `keep_${b}` });
	equal((await officer.sheet(a)).history.at(-1).reason, `Cùng một người, giữ phiếu số ${b} trong máy`, "in the history");
	holds(decode((await officer.page(pairUrl(a, b))).text).includes(`giữ phiếu số ${b} trong máy.`), "what was decided");
	holds(decode((await officer.page("/duplicates?state=decided")).text).includes(`giữ phiếu số ${b} trong máy`), "in the list of decisions");
	await officer.does(303, pairUrl(a, b), { decision: "undo", reason: "thử" });
	for (const id of [a, b, draft])
		await officer.does(303, `/sheets/${id}/cancel`, { reason: "thử" });
});

await test("the newer replaces the older, linked both ways; undo takes the link away", async () => {
	const [a, b] = await pair();
	await officer.does(303, `/sheets/${a}/cancel`, { reason: "x" });
	const older = await officer.saves(fresh(), "submit"), numbers = (await officer.sheet(older)).answers;
	await officer.does(303, `/sheets/${older}/accept`, {});
	const newer = await officer.saves({ ...fresh(), full_name: numbers.full_name, birth_date: shownDate(numbers.birth_date), sex: String(numbers.sex),
		citizen_id: numbers.citizen_id }, "submit");
	holds((await rulesOf(newer)).includes("E50"), "the same number");
	await officer.does(303, pairUrl(older, newer), { decision: "replace" });
	const [old, now] = [await officer.sheet(older), await officer.sheet(newer)];
	equal([old.state, old.replaced_by_id, now.replaces_id, now.state], ["replaced", newer, older, "received"], "linked both ways");
	await officer.does(303, pairUrl(older, newer), { decision: "undo", reason: "hai người" });
	const [back, again] = [await officer.sheet(older), await officer.sheet(newer)];
	equal([back.state, back.replaced_by_id ?? null, again.replaces_id ?? null], ["accepted", null, null], "as before");
	holds(b > 0, "the other pair stays as it is");
});

await test("two different people are never asked about again", async () => {
	const fields = fresh(), a = await officer.saves(fields, "submit");
	const b = await officer.saves({ ...fields, citizen_id: otherNumber(fields.citizen_id) }, "submit");
	holds((await rulesOf(b)).includes("W52") && (await listed(a, b)) !== undefined, "asked once");
	await officer.does(303, pairUrl(a, b), { decision: "distinct", reason: "hai chị em họ" });
	equal([(await rulesOf(a)).includes("W52"), (await rulesOf(b)).includes("W52"), await listed(a, b)], [false, false, undefined], "silent");
	await officer.does(303, `/sheets/${a}/accept`, {});
	await officer.does(303, pairUrl(a, b), { decision: "undo", reason: "xem lại" });
	holds((await rulesOf(b)).includes("W52"), "asked again after undo");
});

/* What a CSV file tells, a row an object. */
async function table(client, path) {
	const [head, ...rows] = (await client.page(path)).text.replace(/^\ufeff/, "").trim().split("\r\n").map((line) => line.split(","));
	return rows.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i]])));
}

await test("what was decided is found again, by who may see both sheets: in the list, as JSON and CSV, from the history of both", async () => {
	const decided = async (client, a, b) => (await client.rows("/duplicates.json?state=decided")).find((row) => row.a === Math.min(a, b) && row.b === Math.max(a, b));
	const total = async () => (await officer.json("/duplicates.json?state=decided")).total, before = await total();
	for (const decision of ["distinct", "replace", "keep"]) {
		const [a, b] = await pair(), value = decision === "keep" ? `keep_${b}` : decision;
		equal(await decided(officer, a, b), undefined, `${decision}: not decided yet`);
		await officer.does(303, pairUrl(a, b), { decision: value, reason: `đã hỏi ${decision}` });
		const row = await decided(officer, a, b);
		equal([row.decision, row.sheet, row.by], [decision, b, (await officer.sheet(b)).history.at(-1).by], `${decision}: what and who`);
		holds(row.reason.endsWith(`đã hỏi ${decision}`), `${decision}: why`);
		equal((await officer.rows("/duplicates.json?state=decided"))[0], row, `${decision}: the newest first`);
		const page = await officer.page("/duplicates?state=decided");
		holds(page.text.includes(`href="${pairUrl(a, b)}"`) && page.text.includes(`đã hỏi ${decision}`), `${decision}: the page`);
		const [first] = await table(officer, "/duplicates.csv?state=decided");
		equal([first.sheet_a, first.sheet_b, first.sheet, first.decision, first.decided_by, first.state_a], [String(a), String(b), String(b), decision, row.by, await state(a)], `${decision}: CSV`);
		for (const id of [a, b])
			holds((await officer.page(`/sheets/${id}`)).text.split('id="history-heading"')[1].includes(`href="${pairUrl(a, b)}"`), `${decision}: the history of ${id}`);
		for (const client of [enumerator, leader])
			holds(!(await client.page(`/sheets/${a}`).catch(() => ({ text: "" }))).text.includes("/duplicates/"), `${decision}: no link for who has no such page`);
		holds((await hamletLeader.page("/duplicates?state=decided")).text.includes(`đã hỏi ${decision}`) === ((await hamletLeader.get(pairUrl(a, b))).status === 200), `${decision}: a leader of the hamlet`);
		equal([await decided(far, a, b), (await far.page("/duplicates?state=decided")).text.includes(`đã hỏi ${decision}`)], [undefined, false], `${decision}: not elsewhere`);
		holds(!(await far.page("/duplicates.csv?state=decided")).text.includes(`đã hỏi ${decision}`), `${decision}: nor as CSV`);
		await officer.does(303, pairUrl(a, b), { decision: "undo", reason: "nhầm" });
		equal(await decided(officer, a, b), undefined, `${decision}: undone, not listed`);
		holds((await officer.page(`/sheets/${a}`)).text.split('id="history-heading"')[1].includes(`href="${pairUrl(a, b)}"`), `${decision}: the history keeps both`);
		await officer.does(303, pairUrl(a, b), { decision: "distinct" });
	}
	equal(await total(), before + 3, "as many as hold");
});

await test("the list of decisions goes on page by page; another state, or a place that is none, is refused", async () => {
	const all = (await officer.json("/duplicates.json?state=decided")).rows, [a, b] = [all.at(-1).a, all.at(-1).b];
	for (let i = all.length; i <= 51; i++) {
		await officer.does(303, pairUrl(a, b), { decision: "undo", reason: "lần nữa" });
		await officer.does(303, pairUrl(a, b), { decision: "distinct" });
		const [x, y] = await pair();
		await officer.does(303, pairUrl(x, y), { decision: "distinct" });
	}
	const first = await officer.json("/duplicates.json?state=decided"), second = await officer.json(first.next);
	equal([first.rows.length, first.rows.length + second.rows.length, second.next], [50, first.total, null], "two pages");
	equal(first.rows.filter((row) => second.rows.some((other) => other.a === row.a && other.b === row.b)), [], "none twice");
	holds((await officer.page("/duplicates?state=decided")).text.includes('rel="next" href="/duplicates?state=decided&amp;after='), "a link to the next");
	equal((await table(officer, "/duplicates.csv?state=decided")).length, first.total, "the file has all");
	equal((await table(officer, "/duplicates.csv")).length, (await officer.json("/duplicates.json")).total, "and that of the open ones");
	for (const query of ["state=x", "state=decided&after=x", "state=decided&after=-1"])
		equal((await officer.get(`/duplicates?${query}`)).status, 400, query);
	holds((await far.page("/duplicates?state=decided")).text.includes("Chưa có cặp phiếu nào được quyết định"), "nothing decided elsewhere");
});

await test("what is in a batch or handed over is not cancelled; a stale page decides nothing", async () => {
	const fields = fresh(), a = await officer.saves(fields, "submit");
	await officer.does(303, `/sheets/${a}/accept`, {});
	await officer.does(303, "/handovers", { ids: a });
	const b = await officer.saves({ ...fields, citizen_id: otherNumber(fields.citizen_id) }, "submit");
	const page = await officer.page(pairUrl(a, b));
	holds(!page.text.includes(`value="keep_${b}"`) && page.text.includes(`value="keep_${a}"`), "only what can be taken out is offered");
	equal((await officer.post(pairUrl(a, b), { decision: `keep_${b}` })).status, 409, "in a batch");
	equal([await state(a), await state(b)], ["accepted", "received"], "nothing happened");
	equal((await officer.post(pairUrl(a, b), { decision: `keep_${a}`, version_a: 999, version_b: 1 })).status, 409, "stale");
	equal((await officer.post(pairUrl(a, b), { decision: "keep_999999" })).status, 400, "another sheet");
	equal((await officer.post(pairUrl(a, b), {})).status, 400, "no decision");
	equal((await officer.get(`/duplicates/${a}/${a}`)).status, 404, "one sheet is no pair");
});

await test("who sees both may look; only the officer of the commune decides", async () => {
	const [a, b] = await pair(), foreign = await far.saves({ ...typed(used++, { area_id: farHamlet }) });
	await hamletLeader.page(pairUrl(a, b));
	equal((await hamletLeader.post(pairUrl(a, b), { decision: "distinct" })).status, 403, "the hamlet leader");
	for (const client of [enumerator, leader])
		equal((await client.get(pairUrl(a, b))).status, 403, "others");
	equal((await far.get(pairUrl(a, b))).status, 404, "another commune");
	equal((await officer.get(pairUrl(a, foreign))).status, 404, "a sheet of another commune");
	equal((await officer.post(pairUrl(a, foreign), { decision: "distinct" })).status, 404, "nor decided");
	holds((await far.rows("/duplicates.json")).every((row) => ![a, b].includes(row.a)), "the other commune's list");
});

await test("the same number in another commune and campaign is nobody's business", async () => {
	const fields = fresh(), a = await officer.saves(fields, "submit"), b = await far.saves({ ...fields, area_id: farHamlet }, "submit");
	equal((await far.sheet(b)).findings.filter((f) => ["E50", "W51", "W52"].includes(f.rule)), [], "there");
	equal((await rulesOf(a)).filter((rule) => ["E50", "W51", "W52"].includes(rule)), [], "here");
});

/* ---- people ---- */

await test("the page of a person: the sheets, what changed, the situation now; printed; by the role's eyes", async () => {
	const fields = fresh(), a = await officer.saves(fields, "submit");
	await officer.does(303, `/sheets/${a}/accept`, {});
	const b = await officer.saves({ ...fields, kind: "2", change_source: "1", inactive_reason: "2" }, "submit"), id = (await officer.sheet(a)).person_id;
	equal((await officer.sheet(b)).person_id, id, "one person");
	equal((await rulesOf(b)).filter((rule) => ["E50", "W56", "I57"].includes(rule)), [], "a change of an accepted sheet is none of their business");
	const page = await officer.page(`/people/${id}`);
	holds(page.text.includes(fields.citizen_id) && page.text.includes(`/sheets/${a}"`) && page.text.includes(`/sheets/${b}"`), "both sheets");
	holds(page.text.includes("<del>Nội trợ</del> <ins>Hưu trí</ins>"), "what changed");
	const { sheets, current_id } = await officer.json(`/people/${id}.json`);
	equal([sheets.map((s) => s.id), current_id], [[a, b], a], "JSON");
	holds((await officer.page(`/people/${id}/print`)).text.includes("Tình trạng việc làm hiện nay"), "printed");
	const masked = await leader.page(`/people/${id}`);
	holds(!masked.text.includes(fields.citizen_id) && masked.text.includes(fields.citizen_id.slice(-3)), "masked");
	equal([(await far.get(`/people/${id}`)).status, (await far.get(`/people/${id}/print`)).status], [404, 404], "another commune");
	equal((await officer.get("/people/999999")).status, 404, "nobody");
	equal((await officer.page(`/sheets/${a}`)).text.includes(`/people/${id}"`), true, "the sheet's page leads there");
	const again = await officer.saves({ ...fields, full_name: fields.full_name }, "submit");
	holds((await rulesOf(again)).includes("I57"), "a new sheet of somebody known");
});

await test("a person is found by name or number among the sheets that one may see, each once; a draft is nobody yet", async () => {
	const fields = fresh({ full_name: "Đặng Thị Tìm Thấy" }), a = await officer.saves(fields, "submit"), { person_id: id } = await officer.sheet(a);
	await officer.does(303, `/sheets/${a}/accept`, {});
	const b = await officer.saves({ ...fields, kind: "2", change_source: "1" }, "submit");
	equal((await officer.sheet(b)).person_id, id, "two sheets of one person");
	const draft = await officer.saves(fresh({ full_name: "Đặng Thị Tìm Thấy" }));
	const found = async (client, q) => [...(await client.page(`/people?q=${encodeURIComponent(q)}`)).text.matchAll(/href="\/people\/(\d+)"/g)].map((m) => Number(m[1]));
	for (const q of ["Đặng Thị Tìm Thấy", "dang thi tim thay", fields.citizen_id, `${fields.citizen_id.slice(0, 6)} ${fields.citizen_id.slice(6)}`])
		equal(await found(officer, q), [id], q);
	holds((await officer.page(`/people?q=${fields.citizen_id}`)).text.includes('<td class="num">2</td>'), "how many sheets the page of the person has");
	for (const client of [leader, hamletLeader])
		equal(await found(client, fields.citizen_id), (await client.get(`/people/${id}`)).status === 200 ? [id] : [], `as ${client.username}`);
	const { text } = await leader.page("/people?q=dang+thi+tim+thay");
	holds(!text.includes(fields.citizen_id) && text.includes(fields.citizen_id.slice(-3)), "masked");
	holds((await leader.page(`/people?q=${fields.citizen_id.slice(0, 6)}`)).text.includes("note-error"), "half a number is refused to those who see none");
	for (const client of [far, enumerator])
		equal([await found(client, fields.citizen_id), await found(client, "dang thi tim thay")], [[], []], `not for ${client.username}`);
	equal([await found(officer, "khongcoainhuvay"), await found(officer, ""), (await officer.get("/people?after=x")).status], [[], [], 400], "nobody, nothing asked, a bad place");
	for (const one of [b, draft])
		await officer.does(303, `/sheets/${one}/cancel`, { reason: "thử" });
});

await test("joining and splitting, with a reason", async () => {
	const a = await officer.saves(fresh(), "submit"), b = await officer.saves(fresh({ citizen_id: "", no_id_reason: "1" }), "submit");
	const [one, other] = [(await officer.sheet(a)).person_id, (await officer.sheet(b)).person_id];
	holds(one !== other, "two persons");
	equal((await officer.post(`/people/${one}/join`, { other })).status, 422, "no reason");
	const refused = await officer.post(`/people/${one}/join`, { other: "999999", reason: "có số mới" });
	equal(refused.status, 422, "nobody");
	for (const kept of ['<details class="move more-action" open>', 'value="999999"', 'value="có số mới"', `Hồ sơ số ${one} · `])
		holds(refused.text.includes(kept), `a refused join shows ${kept}`);
	await officer.does(303, `/people/${one}/join`, { other, reason: "mới có số" });
	equal((await officer.json(`/people/${other}.json`)).sheets.map((s) => s.id).sort((x, y) => x - y), [a, b], "one page");
	equal((await officer.post(`/people/${one}/join`, { other, reason: "x" })).status, 422, "joined already");
	equal((await officer.sheet(b)).history.at(-1).action, "join", "in the history");
	await officer.does(303, `/people/${one}/split`, { part: `person_${other}`, reason: "nhầm người" });
	equal((await officer.json(`/people/${one}.json`)).sheets.map((s) => s.id), [a], "two pages again");
	equal((await officer.post(`/people/${one}/split`, { part: `person_${other}`, reason: "x" })).status, 409, "nothing to split");
	equal((await officer.post(`/people/${one}/split`, { part: `sheet_${a}`, reason: "x" })).status, 422, "the only sheet");
	equal((await officer.post(`/people/${one}/split`, { reason: "x" })).status, 400, "no part");
	equal((await far.post(`/people/${one}/join`, { other, reason: "x" })).status, 404, "another commune");
});

await test("of a person joined across communes each officer learns the number of their own only", async () => {
	const a = await officer.saves(fresh(), "submit"), b = await far.saves(fresh({ area_id: farHamlet }), "submit"), wide = await world.client("wide_officer");
	const [here, there] = [await officer.sheet(a), await far.sheet(b)];
	await wide.does(303, `/people/${here.person_id}/join`, { other: there.person_id, reason: "một người" });
	const [numberHere, numberThere] = [here.answers.citizen_id, there.answers.citizen_id];
	for (const [client, own, other] of [[officer, numberHere, numberThere], [far, numberThere, numberHere]]) {
		for (const path of [`/people/${here.person_id}`, `/people/${here.person_id}/print`]) {
			const { text } = await client.page(path);
			holds(text.includes(own) && !text.includes(other), `${client.username}, ${path}`);
		}
		equal((await client.json(`/people/${here.person_id}.json`)).citizen_id, own, `JSON for ${client.username}`);
	}
	holds((await officer.page(`/people/${here.person_id}`)).text.includes("Hồ sơ chỉ có phiếu ở xã, phường khác"), "who was joined is told without a number");
	const all = (await wide.page(`/people/${here.person_id}`)).text;
	holds(all.includes(numberHere) && all.includes(numberThere), "who sees both sheets sees both numbers");
});

await test("a list counts the findings that its reader finds on the sheet", async () => {
	const fields = fresh(), id = await enumerator.saves(fields, "submit"), other = await officer.saves(fields, "submit"), from = (csv) => csv.text.split("\r\n");
	const column = (csv, line, name) => line.split(",")[from(csv)[0].replace("\ufeff", "").split(",").indexOf(name)];
	for (const [client, errors] of [[enumerator, 0], [hamletLeader, 0], [leader, 0], [officer, 1]]) {
		const shown = (await client.sheet(id)).findings.filter((f) => f.severity === "E").length;
		const row = (await client.rows("/sheets.json")).find((one) => one.id === id), csv = await client.page("/sheets.csv");
		const line = from(csv).find((one) => column(csv, one, "id") === String(id));
		equal([shown, row.open_errors, Number(column(csv, line, "open_errors"))], [errors, errors, errors], `errors that ${client.username} sees`);
		const cell = new RegExp(`<tr(?:(?!</tr>).)*href="/sheets/${id}"(?:(?!</tr>).)*</tr>`, "s").exec((await client.page("/sheets")).text)[0];
		equal(/\d+ lỗi/.test(cell), errors > 0, `the page of ${client.username}`);
		const lists = await Promise.all(["", "&clean=0", "&clean=1"].map((part) => client.json(`/sheets.json?q=${fields.citizen_id}${part}`)));
		equal(lists.map(({ rows, total }) => [rows.some((one) => one.id === id), total]), [[true, lists[0].total], [errors > 0, errors > 0 ? lists[0].total : 0],
			[errors === 0, errors > 0 ? 0 : lists[0].total]], `asked for what is open, or not, by ${client.username}`);
	}
	await officer.does(303, `/sheets/${other}/cancel`, { reason: "thử" });
});

await finish(world.server);
