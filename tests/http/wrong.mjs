/* Everything wrong that a client may send, status by status: what comes back, that nothing is lost of what was typed, and that nothing
 * changes. What is hostile rather than wrong stands in hostile.mjs. */
import { encode } from "./client.mjs";
import { equal, finish, holds, test } from "./harness.mjs";
import { decode, formTo, forms, title, tokens, values } from "./html.mjs";
import { typed } from "./sheets.mjs";
import { counts, demoWorld } from "./worlds.mjs";

const world = await demoWorld();
const [enumerator, officer, far, district] = await Promise.all(["enumerator", "officer", "officer2", "district"].map((n) => world.client(n)));
const [hamlet] = await world.hamlets(enumerator);
let used = 0;
const fresh = (changes = {}) => typed(used++, { area_id: hamlet, ...changes });
const draft = await enumerator.saves(fresh()), sent = await enumerator.saves(fresh(), "submit");
await officer.does(303, `/sheets/${sent}/forward`, {});
const form = { "Content-Type": "application/x-www-form-urlencoded" };

/* Runs fn; two sheets, their histories and all counts are afterwards what they were. */
async function frozen(fn) {
	const look = async () => ({ counts: await counts(district), total: (await officer.json("/sheets.json")).total,
		draft: await enumerator.sheet(draft), sent: await officer.sheet(sent) });
	const before = await look(), result = await fn(), after = await look();
	for (const key of Object.keys(before))
		equal(after[key], before[key], `${key} afterwards`);
	return result;
}

/* Sends each request of a list and demands one status for all. */
async function all(status, requests) {
	await frozen(async () => {
		for (const [why, send] of requests) {
			const answer = await send();
			equal(answer.status, status, why);
			holds(answer.body.length > 0 || status === 303, `${why}: the answer says something`);
		}
	});
}

const post = (client, path, body, headers = {}) => () =>
	client.request("POST", path, { body, headers: { ...form, "X-CSRF-Token": client.csrf, ...headers } });
const get = (client, path, headers = {}) => () => client.get(path, headers);

/* ---- 400 ---- */

await test("400: malformed percent signs, NUL, broken UTF-8, in query, path and body, whoever asks", async () => {
	const nobody = officer.twin();
	nobody.cookies.clear();
	const parts = ["q=%", "q=%z1", "q=%1", "q=%ff", "q=%c0%af", "q=%ed%a0%80", "q=%00", "q=a%00b", "%ff=1", "q=%e1%bb", "q=%f4%90%80%80"];
	for (const client of [officer, nobody])
		await all(400, parts.flatMap((part) => [
			[`query ${part}`, get(client, `/sheets?${part}`)],
			[`body ${part}`, post(client, "/sheets", `full_name=An&${part}`)],
			[`login ${part}`, post(client, "/login", `username=officer&password=x&${part}`)],
		]));
	await all(400, [
		["path %ff", get(officer, "/sheets/%ff")], ["path %00", get(officer, "/sheets/%00")], ["path %zz", get(officer, "/%zz")],
		["a raw NUL", post(officer, "/sheets", Buffer.from("full_name=A\0n"))],
		["a raw byte FF", post(officer, "/sheets", Buffer.from([...Buffer.from("full_name="), 0xff]))],
		["half a character", post(officer, "/sheets", Buffer.from([...Buffer.from("full_name=A"), 0xe1, 0xbb]))],
	]);
});

await test("400: filters and versions that are none", () => all(400, [
	["state", get(officer, "/sheets?state=lost")], ["area", get(officer, "/sheets?area=abc")], ["after", get(officer, "/sheets?after=-")],
	["json", get(officer, "/sheets.json?state=lost")], ["campaign", get(officer, "/sheets?campaign=PS")],
	["clean", get(officer, "/sheets?clean=maybe")], ["long q", get(officer, `/sheets?q=${"a".repeat(5000)}`)],
	["review", get(officer, "/review?area=x")], ["review after", get(officer, "/review?after=99999999999999999999")],
	["expected", post(officer, "/review/accept", "expected=abc")], ["ids", post(officer, "/review/accept", "ids=1,x")],
	["batch ids", post(officer, "/handovers", "ids=-1")],
	["no row_version", post(enumerator, `/sheets/${draft}/edit`, "full_name=An")],
	["row_version no number", post(enumerator, `/sheets/${draft}/edit`, "full_name=An&row_version=x")],
	["row_version of a move", post(officer, `/sheets/${sent}/accept`, "row_version=x")],
	["an action that is none", post(officer, "/sheets", "full_name=An&action=delete")],
]));

/* ---- 404, 405 ---- */

await test("404: no such page, no such form of it, no such id", () => all(404, [
	...["/nothing", "/sheets/", "/SHEETS", "//sheets", "/sheets//new", "/sheets/new.json", "/login.json", "/healthz.xlsx", "/sheets.xml", "/sheets/0.json.json",
		"/sheets/-1", "/sheets/+1", "/sheets/1e3", "/sheets/0x1", "/sheets/%EF%BC%91", "/sheets/99999999999999999999", "/sheets/1/unknown", "/adminx",
		"/static", "/static/", "/static/mau03.css"].map((path) => [path, get(officer, path)]),
	...["/sheets/0", "/sheets/999999999", "/sheets/9223372036854775807", "/sheets/999999999.json", "/handovers/999999999",
		"/sheets/999999999/edit"].map((path) => [path, get(officer, path)]),
	...["/sheets/999999999/accept", "/sheets/999999999/edit", "/handovers/999999999/remove"].map((path) => [path, post(officer, path, "row_version=1")]),
	["ids of nobody", post(officer, "/review/accept", "ids=999999999")], ["ids of nobody in a batch", post(officer, "/handovers", "ids=999999999")],
	["another commune's sheet", get(far, `/sheets/${sent}`)], ["to be accepted", post(far, "/review/accept", `ids=${sent}`)],
	["before its type and size", post(officer, "/sheets/999999999/edit", "x".repeat(400 << 10), { "Content-Type": "text/plain" })],
]));

await test("405: another method, with Allow, whoever asks", async () => {
	const nobody = officer.twin();
	nobody.cookies.clear();
	const wrong = [["POST", "/review", "GET, HEAD"], ["GET", `/sheets/${sent}/accept`, "POST"], ["GET", "/logout", "POST"], ["HEAD", "/review/confirm", "POST"],
		["POST", `/sheets/${sent}`, "GET, HEAD"], ["POST", "/sheets.json", "GET, HEAD"], ["POST", "/healthz", "GET, HEAD"],
		...["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"].map((method) => [method, "/sheets", "GET, HEAD, POST"])];
	await frozen(async () => {
		for (const client of [officer, nobody])
			for (const [method, path, allow] of wrong) {
				const answer = await client.request(method, path, { headers: { "X-CSRF-Token": client.csrf } });
				equal([answer.status, answer.headers.allow], [405, allow], `${method} ${path}`);
			}
		equal((await officer.request("PUT", "/nothing")).status, 404, "PUT of no page");
	});
});

/* ---- 401, 403 ---- */

await test("nobody: a page leads to the login, JSON is 401, a POST is 401 with the login page", async () => {
	const nobody = officer.twin();
	nobody.cookies.clear();
	await frozen(async () => {
		for (const [path, next] of [["/sheets?state=draft&q=a%20b", "/sheets?state=draft&q=a%20b"], [`/sheets/${sent}`, `/sheets/${sent}`]]) {
			const answer = await nobody.get(path);
			equal([answer.status, new URL(answer.location, "http://x").searchParams.get("next")], [303, next], path);
		}
		equal((await nobody.get("/")).location.split("?")[0], "/login", "the first page");
		for (const path of ["/sheets.json", `/sheets/${sent}.json`, "/reports/progress.json"])
			equal((await nobody.get(path)).status, 401, path);
		for (const path of ["/sheets", `/sheets/${sent}/accept`, "/handovers", "/logout"]) {
			const answer = await nobody.post(path, { reason: "thử" });
			equal([answer.status, formTo(answer.text, "/login") !== undefined], [401, true], `POST ${path}`);
		}
	});
});

await test("403: no token, a wrong one, another session's; the token of any page or in the header is good", async () => {
	const bare = officer.twin(), stranger = enumerator.csrf, path = `/sheets/${sent}/return`;
	bare.csrf = null;
	await all(403, [
		["none", () => bare.post(path, { reason: "thử" })], ["empty", () => bare.post(path, { reason: "thử", csrf: "" })],
		["wrong", () => bare.post(path, { reason: "thử", csrf: "0".repeat(128) })], ["short", () => bare.post(path, { reason: "thử", csrf: "00" })],
		["another's", () => bare.post(path, { reason: "thử", csrf: stranger })],
		["another's in the header", () => bare.post(path, { reason: "thử" }, { "X-CSRF-Token": stranger })],
		["none, and no such sheet", () => bare.post("/sheets/999999999/return", { reason: "thử" })],
		["none, and of a wrong type", () => bare.post(path, {}, { "Content-Type": "text/plain" })],
		["in the query", () => bare.post(`${path}?csrf=${officer.csrf}`, { reason: "thử" })],
	]);
	const [one] = tokens((await officer.page("/password")).text), [two] = tokens((await officer.page("/sheets/new")).text);
	holds(one !== two, "a token looks the same twice");
	for (const csrf of [two, one, officer.csrf])
		equal((await bare.post("/sheets", fresh({ csrf }))).status, 303, "a token of some page");
	equal((await bare.post("/sheets", fresh(), { "X-CSRF-Token": one })).status, 303, "in the header");
});

await test("403: posted from another site", async () => {
	const path = `/sheets/${sent}/return`, host = `127.0.0.1:${world.server.port}`;
	await all(403, [{ Origin: "http://evil.example" }, { Origin: "null" }, { Origin: `http://${host}.evil.example` }, { Origin: "http://127.0.0.1:1" },
		{ "Sec-Fetch-Site": "cross-site" }, { Origin: `http://${host}`, "Sec-Fetch-Site": "cross-site" }]
		.map((headers) => [JSON.stringify(headers), () => officer.post(path, { reason: "thử" }, headers)]));
	equal((await officer.post("/login", { username: "officer", password: "mau03-demo" }, { Origin: "http://evil.example" })).status, 403, "login");
	for (const headers of [{ Origin: `http://${host}` }, { Origin: `http://${host}`, "Sec-Fetch-Site": "same-origin" }])
		await officer.does(303, "/sheets", fresh(), headers);
});

await test("a wrong password is 401 and says the same as an unknown name; guessing is slowed down", async () => {
	const nobody = officer.twin();
	nobody.cookies.clear();
	const say = (answer) => /role="alert"[^>]*>([^<]*)/.exec(answer.text)?.[1];
	const wrong = await nobody.post("/login", { username: "leader", password: "wrong-password" });
	const unknown = await nobody.post("/login", { username: "nobody at all", password: "wrong-password" });
	equal([wrong.status, unknown.status, say(wrong)], [401, 401, say(unknown)], "both");
	const again = await nobody.post("/login", { username: "leader", password: "mau03-demo" });
	holds(again.status === 429 && Number(again.headers["retry-after"]) >= 1, `at once again: ${again.status}`);
	for (const fields of [{}, { username: "" }, { username: "leader" }, { username: ["a", "b"], password: "c" }, { username: "x".repeat(9000), password: "y" }])
		holds([401, 422, 429].includes((await nobody.post("/login", fields)).status), `login with ${Object.keys(fields)}`);
	equal((await officer.post("/password", { old_password: "mau03-demo", new_password: "khác khác", repeat_password: "khác khác" })).status, 403, "demo");
});

/* ---- 415, 413 ---- */

await test("415 and 413: another type, too much", async () => {
	const big = `permanent_address=${"a".repeat(300 << 10)}`, body = encode(fresh());
	await all(415, ["text/plain", "application/json", "multipart/form-data; boundary=x", "application/x-www-form-urlencodedx", ""]
		.map((type) => [type, post(officer, "/sheets", body, { "Content-Type": type })]));
	await all(413, [["a sheet", post(officer, "/sheets", big)], ["in chunks", post(officer, "/sheets", big, { "Transfer-Encoding": "chunked" })],
		["an edit", post(enumerator, `/sheets/${draft}/edit`, `row_version=1&${big}`)],
		["a reason", post(officer, `/sheets/${sent}/cancel`, `reason=${"a".repeat(20 << 10)}`)]]);
	await all(415, [["of a wrong type and too much", post(officer, "/sheets", big, { "Content-Type": "text/plain" })]]);
	equal((await post(officer, "/sheets", body, { "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8" })()).status, 303, "with a charset");
});

/* ---- values that do not decode ---- */

const long = "Đường rất dài ".repeat(715).trim();
const odd = { birth_date: "31/02/1985", sex: "9", general_education: "bốn", permanent_address: long, collected_on: "hôm qua",
	priority_poor: "2", activity_status: "-1", kind: "1 2" };

await test("a draft keeps every value that does not decode, shows it again, and is not submitted", async () => {
	const fields = fresh(odd), id = await enumerator.saves(fields), sheet = await enumerator.sheet(id);
	equal(sheet.raw, { ...sheet.raw, ...odd }, "raw");
	for (const name of Object.keys(odd)) {
		const wanted = name === "permanent_address" ? "E18" : "E19";
		equal(sheet.findings.filter((f) => f.fields.includes(name)).map((f) => f.rule), [wanted], `findings of ${name}`);
		holds(!(name in sheet.answers), `${name} is no answer`);
	}
	const shown = await enumerator.form(`/sheets/${id}/edit`, `/sheets/${id}/edit`);
	for (const name of Object.keys(odd))
		equal(values(shown, name), [fields[name]], `${name} on the edit page`);
	await enumerator.does(422, `/sheets/${id}/submit`, {});
	const answer = await enumerator.does(422, `/sheets/${id}/edit`, [...shown.fields, ["action", "submit"]]);
	const again = formTo(answer.text, `/sheets/${id}/edit`);
	for (const name of Object.keys(fields))
		equal(values(again, name), [fields[name]], `${name} after 422`);
	equal((await enumerator.sheet(id)).state, "draft", "state");
});

await test("everything typed is in the form that comes back: 422 of a new sheet, 409 of a stale one", async () => {
	const fields = fresh({ ...odd, full_name: "  Trần   'B' \"C\" <d>&amp; ", citizen_id: "056 abc", training_field: "Tin học\nứng dụng", paper_no: "0/1" });
	const first = await enumerator.does(422, "/sheets", { ...fields, action: "submit" });
	const id = /\d+$/.exec(first.headers["content-location"])[0], returned = formTo(first.text, `/sheets/${id}/edit`);
	for (const name of ["sex", "birth_date", "citizen_id", "collected_on", "permanent_address", "paper_no", "informant_name"])
		equal(values(returned, name), [fields[name]], `${name} after 422`);
	await enumerator.does(303, `/sheets/${id}/edit`, { ...fields, row_version: values(returned, "row_version")[0], informant_name: "Người Khác" });
	const stale = await enumerator.does(409, `/sheets/${id}/edit`, { ...fields, row_version: values(returned, "row_version")[0] });
	holds(new RegExp(`href="/sheets/${id}"`).test(stale.text), "a link to what is stored");
	for (const name of ["informant_name", "sex", "birth_date", "permanent_address"])
		equal(values(formTo(stale.text, `/sheets/${id}/edit`), name), [fields[name]], `${name} after 409`);
	const both = /<table class="table conflict-table">.*?<\/table>/s.exec(stale.text)[0].replace(/<tbody>/, "").split("<tr>").slice(2)
		.map((row) => row.replace(/<[^>]*>/g, "|").split("|").map((cell) => cell.trim()).filter(Boolean));
	equal(both, [["Người cung cấp thông tin", "Người Khác", fields.informant_name]], "both versions side by side");
	holds(/id="informant_name-notes">\s*<p class="note note-warning">[^<]*<b>[^<]*<\/b>[^<]*Người Khác/.test(stale.text), "what is stored beside the field");
	equal((await enumerator.sheet(id)).answers.informant_name, "Người Khác", "what is stored");
});

await test("numbers with spaces and dots, dates in both forms, line ends and spaces are forgiven", async () => {
	const fields = fresh(), id = fields.citizen_id;
	const sheet = await enumerator.sheet(await enumerator.saves({ ...fields, citizen_id: ` ${id.slice(0, 3)} ${id.slice(3, 6)}.${id.slice(6)} `, collected_on: "2024-06-09",
		birth_date: "07/1985", full_name: ` ${fields.full_name.replace(" ", "  ").normalize("NFD")} `, permanent_address: "12 Yersin\r\nVạn Thạnh" }));
	equal([sheet.answers.citizen_id, sheet.answers.collected_on, sheet.answers.birth_date, sheet.answers.full_name],
		[id, "2024-06-09", "1985-07-00", fields.full_name], "answers");
});

await test("a year of two digits is read where one century can be meant, stored whole; where two can, it is asked back", async () => {
	const fields = fresh(), id = await enumerator.saves({ ...fields, birth_date: "5/3/85", collected_on: "9.6.24" });
	equal((await enumerator.sheet(id)).answers, { ...(await enumerator.sheet(id)).answers, birth_date: "1985-03-05", collected_on: "2024-06-09" }, "answers");
	const shown = await enumerator.form(`/sheets/${id}/edit`, `/sheets/${id}/edit`);
	equal([values(shown, "birth_date"), values(shown, "collected_on")], [["05/03/1985"], ["09/06/2024"]], "shown whole");
	const refused = await enumerator.does(422, "/sheets", { ...fresh({ birth_date: "5/3/15" }), action: "submit" });
	equal(values(forms(refused.text).find((one) => one.fields.some(([name]) => name === "birth_date")), "birth_date"), ["5/3/15"], "as typed");
	holds(refused.text.includes("năm đủ bốn chữ số"), "what to do");
});

await test("a repeated name is E19, unknown names are ignored, a foreign hamlet is none", async () => {
	const [foreign] = await world.hamlets(far);
	const id = await officer.saves([...Object.entries(fresh({ area_id: foreign, no_such_field: "x", state: "accepted", id: "1", created_by: "1",
		replaces_id: String(sent), uid: "ff" })), ["sex", "1"], ["informant_name", "Hai Người"]]);
	const sheet = await officer.sheet(id);
	for (const name of ["sex", "informant_name", "area_id"])
		equal(sheet.findings.filter((f) => f.fields.includes(name)).map((f) => f.rule), ["E19"], `findings of ${name}`);
	equal([sheet.state, sheet.replaces_id, sheet.area_id, sheet.uid.length], ["draft", null, null, 32], "what was not for the client to say");
	await officer.does(422, `/sheets/${id}/submit`, {});
	for (const enumerator_id of ["999999", "abc"])
		await officer.does(422, "/sheets", fresh({ enumerator_id }));
	await officer.does(422, "/sheets", fresh({ campaign_id: "abc" }));
});

await test("an empty form is a draft; with submit it is 422 with every field named", async () => {
	const id = await officer.saves({});
	equal((await officer.sheet(id)).answers, {}, "answers that nobody gave");
	const answer = await officer.does(422, "/sheets", { action: "submit" });
	holds(title(answer.text).startsWith("Lỗi: "), "title");
	for (const name of ["area_id", "full_name", "birth_date", "sex", "citizen_id", "permanent_address", "general_education", "qualification", "activity_status",
		"collected_on", "informant_name"])
		holds(answer.text.includes(`href="#${name}"`), `the summary names ${name}`);
});

/* ---- 409, 422 ---- */

await test("409: a move that the table does not have, or from a stale page", async () => {
	const reason = { reason: "thử" };
	await all(409, [
		...["accept", "reopen", "resend", "archive", "forward", "replace"].map((m) => [`${m} a draft`, () => officer.post(`/sheets/${draft}/${m}`, { ...reason, place: "tủ" })]),
		...["submit", "reopen", "resend", "forward", "archive"].map((m) => [`${m} a received one`, () => officer.post(`/sheets/${sent}/${m}`, { ...reason, place: "tủ" })]),
		["edit a received one", () => enumerator.post(`/sheets/${sent}/edit`, { ...fresh(), row_version: 1 })],
		["correct a draft", () => officer.post(`/sheets/${draft}/correct`, { ...reason, full_name: "An Bình" })],
		...["accept", "return", "cancel"].map((m) => [`${m} a stale one`, () => officer.post(`/sheets/${sent}/${m}`, { ...reason, row_version: 999 })]),
		["edit a stale one", () => enumerator.post(`/sheets/${draft}/edit`, { ...fresh(), row_version: 999 })],
		["more than shown", () => officer.post("/review/accept", { expected: 100000 })],
		["a batch of drafts", () => officer.post("/handovers", { ids: draft })],
	]);
});

await test("422: a missing, empty or endless reason; the text typed stays", async () => {
	const endless = "lý do ".repeat(400);
	await all(422, [["return", {}], ["cancel", { reason: " \t " }], ["return", { reason: endless }]]
		.map(([move, fields]) => [`${move} ${Object.keys(fields)}`, () => officer.post(`/sheets/${sent}/${move}`, fields)]));
	const answer = await officer.does(422, `/sheets/${sent}/return`, { reason: "", reason_full_name: "viết <hoa>" });
	equal(values(formTo(answer.text, `/sheets/${sent}/return`), "reason_full_name"), ["viết <hoa>"], "the reason per field");
	equal(values(formTo((await officer.does(422, `/sheets/${sent}/return`, { reason: endless })).text, `/sheets/${sent}/return`), "reason"), [endless], "the reason");
});

await test("the page of a refused form says where the form stands, which is a page; not where that would lose what was typed", async () => {
	const admin = await world.client("admin"), police = await world.client("police"), [first, waiting] = (await police.json("/police.json")).rows, name = "x".repeat(400);
	const stands = (answer) => decode(/<main[^>]* data-address="([^"]*)"/.exec(answer.text)?.[1] ?? "");
	const refused = await officer.does(422, "/sheets", fresh({ birth_date: "31/02/1990", action: "submit" }));
	equal(stands(refused), `${refused.headers["content-location"]}/edit`, "a sheet that is kept as a draft");
	equal(values(forms((await officer.page(stands(refused))).text).find((one) => one.id === "sheet-form"), "birth_date"), ["31/02/1990"], "where it is as it was typed");
	for (const [client, status, path, fields, address] of [[officer, 422, `/sheets/${sent}/return`, {}, `/sheets/${sent}`], [officer, 409, `/sheets/${sent}/accept`, { row_version: 999 }, `/sheets/${sent}`],
		[officer, 422, `/sheets/${sent}/correct`, { full_name: "An Bình" }, ""], [enumerator, 409, `/sheets/${draft}/edit`, { ...fresh(), row_version: 999 }, ""],
		[officer, 422, "/review/confirm", { area: hamlet }, `/review?area=${hamlet}`], [officer, 422, "/handovers", {}, "/handovers"], [officer, 422, "/sheets/change", { q: "1" }, "/sheets/change"],
		[police, 422, `/police/${waiting.id}/return`, {}, `/police?after=${waiting.id - 1}`], [officer, 422, "/tools/text", {}, "/tools/text"], [officer, 413, "/tools/text", { text: "a".repeat(300000) }, "/tools/text"],
		[admin, 422, "/admin/users", {}, "/admin/users/new"], [admin, 422, "/admin/users/1", {}, "/admin/users/1"], [admin, 422, "/admin/campaigns", {}, "/admin/campaigns/new"],
		[admin, 422, "/admin/campaigns/1/targets", {}, "/admin/campaigns/1/targets"], [admin, 422, "/admin/areas/1/rename", {}, "/admin/areas/1"],
		[admin, 422, "/admin/settings?area=1", { "office.name": name }, "/admin/settings?area=1"], [officer, 403, "/admin/users", {}, ""]]) {
		equal(stands(await client.does(status, path, fields)), address, path);
		if (address !== "")
			equal((await client.get(address)).status, 200, address);
	}
	holds(first.id < waiting.id && stands(await officer.page("/sheets/new")) === "", "a page that was asked for says nothing");
});

/* ---- HEAD ---- */

await test("HEAD is GET without a body", async () => {
	for (const path of ["/", "/sheets", `/sheets/${sent}`, `/sheets/${sent}.json`, "/review", "/handovers", "/reports/progress", "/healthz", "/login", "/nothing"]) {
		const whole = await officer.get(path), head = await officer.request("HEAD", path);
		equal([head.status, head.body.length, head.headers["content-type"]], [whole.status, 0, whole.headers["content-type"]], path);
	}
});

await finish(world.server);
