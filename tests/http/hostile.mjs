/* What is sent on purpose: markup in every text, forged redirects and headers, sessions that are over, requests that say two things at
 * once. Nothing is executed, nothing is smuggled, nothing typed is lost. */
import { raw } from "./client.mjs";
import { equal, finish, holds, test } from "./harness.mjs";
import { forms, formTo, tags, tokens, values } from "./html.mjs";
import { typed } from "./sheets.mjs";
import { demoWorld, goesOn } from "./worlds.mjs";

const world = await demoWorld(), { server } = world;
const [enumerator, officer, leader, police] = await Promise.all(["enumerator", "officer", "leader", "police"].map((n) => world.client(n)));
const [hamlet] = await world.hamlets(enumerator);
let used = 0;
const fresh = (changes = {}) => typed(used++, { area_id: hamlet, ...changes });
const total = async () => (await officer.json("/sheets.json")).total;

/* ---- markup ---- */

/* Ends attributes, tags and scripts; %n is told apart by a number so that each text is another. */
const markup = (n) => `x${n}"'><xss-tag xss-attribute="1" onmouseover=xss-event></textarea></title></script><script>xss-script()</script>{{CSRF}}&lt;\`$\{1}--><!--`;
const texts = ["full_name", "citizen_id", "social_insurance_no", "permanent_address", "current_address", "ethnic_group", "training_field", "occupation",
	"employer_name", "workplace_address", "informant_name", "paper_no", "birth_date", "contract_start", "collected_on", "sex", "priority_poor",
	"general_education", "employment_position", "kind"];
/* Of these the markup is read as a value, in which a backtick is an apostrophe (src/domain.md §3). The others, and names that are too long, stay as typed. */
const read = ["citizen_id", "social_insurance_no", "permanent_address", "current_address", "ethnic_group", "training_field", "occupation", "employer_name",
	"workplace_address", "paper_no"];
const comesBack = (name, text) => (read.includes(name) ? text.replaceAll("`", "'") : text);

/* No tag, attribute or script that we did not write. */
function clean(answer, where) {
	for (const tag of tags(answer.text)) {
		holds(!tag.name.startsWith("xss"), `${where}: a tag of ours`);
		for (const name of tag.attributes.keys())
			holds(!/^(on|xss|style)/.test(name), `${where}: an attribute ${name}`);
		if (tag.name === "script" && !tag.closing)
			holds(tag.attributes.has("src"), `${where}: a script inside`);
		for (const name of ["href", "src", "action"])
			holds(/^([/#?]|data:image|$)/.test(tag.attributes.get(name) ?? "") && !/^\/[/\\]/.test(tag.attributes.get(name) ?? ""),
				`${where}: ${name} leads to ${tag.attributes.get(name)}`);
	}
	holds(!/<xss|<script>|xss-event>(?!&)/.test(answer.text), `${where}: markup as it was sent`);
	holds(/default-src 'none'/.test(answer.headers["content-security-policy"]) && !/unsafe/.test(answer.headers["content-security-policy"]), `${where}: CSP`);
	equal(answer.headers["x-content-type-options"], "nosniff", `${where}: nosniff`);
	return answer;
}

const nasty = fresh({ activity_status: "1", inactive_reason: "", ...Object.fromEntries(texts.map((name, i) => [name, markup(i)])) });
let marked;

await test("markup in every text comes back as text: form, sheet, list, JSON", async () => {
	marked = await enumerator.saves(nasty);
	const form = formTo(clean(await enumerator.page(`/sheets/${marked}/edit`), "edit").text, `/sheets/${marked}/edit`);
	for (const name of texts)
		equal(values(form, name), [comesBack(name, nasty[name])], name);
	for (const [client, path] of [[enumerator, `/sheets/${marked}`], [officer, `/sheets/${marked}`], [leader, `/sheets/${marked}`], [enumerator, "/sheets"],
		[officer, "/sheets?state=draft"], [officer, `/sheets?q=${encodeURIComponent(markup(1).slice(0, 190))}`], [enumerator, "/"]])
		clean(await client.page(path), `${client.username} ${path.slice(0, 30)}`);
	const sheet = await enumerator.sheet(marked), told = { ...sheet.answers, ...sheet.raw };
	for (const name of texts)
		equal(told[name], comesBack(name, nasty[name]), `${name} in JSON`);
});

await test("markup in what is refused: 422 with all of it, reasons, filters, login", async () => {
	const answer = clean(await enumerator.does(422, "/sheets", { ...nasty, action: "submit" }), "422");
	const id = /\d+$/.exec(answer.headers["content-location"])[0];
	for (const name of texts)
		equal(values(formTo(answer.text, `/sheets/${id}/edit`), name), [comesBack(name, nasty[name])], name);
	const fields = { reason: "", reason_full_name: markup(20), confirm_W13: markup(21) };
	const sent = await officer.saves(fresh(), "submit");
	clean(await officer.does(422, `/sheets/${sent}/return`, fields), "422 of a return");
	for (const path of ["/sheets?state=", "/sheets?area=", "/review?q=", "/nothing/", "/login?next=", "/sheets?after="])
		clean(await officer.get(`${path}${encodeURIComponent(markup(2))}`), path);
	const nobody = officer.twin();
	nobody.cookies.clear();
	clean(await nobody.post("/login", { username: markup(3), password: "x", next: markup(4), [markup(5)]: markup(6) }), "a failed login");
	clean(await nobody.get(`/login?next=${encodeURIComponent(`/${markup(7)}`)}`), "login with next");
});

await test("markup in the history: changes, reasons, notes of the police", async () => {
	await enumerator.does(303, `/sheets/${marked}/edit`, { ...fresh(), paper_no: markup(8), current_address: markup(9), row_version: 1 });
	await enumerator.does(303, `/sheets/${marked}/submit`, {});
	await officer.does(303, `/sheets/${marked}/return`, { reason: markup(10), reason_full_name: markup(11) });
	await enumerator.does(303, `/sheets/${marked}/submit`, {});
	await goesOn(officer, marked);
	const warned = (await officer.sheet(marked)).findings.filter((f) => f.severity === "W");
	await officer.does(303, `/sheets/${marked}/accept`, Object.fromEntries(warned.map((f) => [`confirm_finding_${f.id}`, markup(12)])));
	const { location } = await officer.does(303, "/handovers", { ids: marked });
	for (const client of [officer, police])
		clean(await client.page(location), `batch for ${client.username}`);
	clean(await police.does(422, `${location}/sign`, { count: markup(13), extra: markup(14), note: markup(15) }), "422 of a signature");
	await police.does(303, `${location}/sign`, { count: 2, extra: markup(14), note: markup(15) });
	clean(await police.page("/police"), "police");
	clean(await police.does(422, `/police/${marked}/return`, { reason: "", note: markup(16) }), "422 of a return");
	await police.does(303, `/police/${marked}/return`, { reason: 8, note: markup(16) });
	for (const [client, path] of [[officer, location], [officer, `/sheets/${marked}`], [leader, `/sheets/${marked}`], [officer, "/handovers"], [officer, "/sheets?state=police_returned"]])
		clean(await client.page(path), `${client.username} ${path}`);
	const told = JSON.stringify((await officer.sheet(marked)).history);
	for (const n of [8, 9, 10, 11, 16])
		holds(told.includes(`x${n}\\"'><xss-tag`), `text ${n} stands in the history`);
});

/* ---- redirects and headers ---- */

await test("next leads to no other site, and writes no header", async () => {
	const bad = ["//evil.example", "///evil.example", "http://evil.example/", "https:evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
		"javascript:alert(1)", "/sheets\r\nX-Evil: 1", "/sheets\r\n\r\n<script>", " //evil.example", "/%0d%0aX-Evil:1"];
	for (const next of bad) {
		const nobody = officer.twin();
		nobody.cookies.clear();
		const page = await nobody.get(`/login?next=${encodeURIComponent(next)}`);
		equal([page.status, page.headers["x-evil"]], [200, undefined], `login page with ${next}`);
		const [kept] = values(formTo(page.text, "/login"), "next");
		holds(/^(\/([^/\\]|$)[\x21-\x7e]*)?$/.test(kept), `next becomes ${kept}`);
	}
	for (const next of [bad[0], bad[4], bad[8]]) {
		const nobody = officer.twin();
		nobody.cookies.clear();
		const answer = await nobody.post("/login", { username: "officer", password: "mau03-demo", next });
		equal([answer.status, answer.location, answer.headers["x-evil"]], [303, "/", undefined], `login with ${next}`);
	}
	const logged = await officer.get("/login?next=//evil.example");
	equal([logged.status, logged.location], [303, "/"], "when logged in already");
	const good = await officer.post("/login", { username: "officer", password: "mau03-demo", next: "/sheets?state=draft&q=a%20b" });
	equal(good.location, "/sheets?state=draft&q=a%20b", "a page of ours");
});

await test("line ends in any value write no header", async () => {
	const evil = "a\r\nSet-Cookie: evil=1\r\n\r\n<b>";
	for (const send of [() => officer.get(`/sheets?q=${encodeURIComponent(evil)}`), () => officer.get(`/sheets?state=${encodeURIComponent(evil)}`),
		() => officer.post("/sheets", fresh({ full_name: evil, action: "submit_next", collected_on: evil })),
		() => officer.post("/sheets", fresh({ form_token: evil })), () => officer.get(`/${encodeURIComponent(evil)}`),
		() => officer.get("/sheets/new", { Cookie: `mau03=${officer.cookies.get("mau03")}; mau03_next="a.b.c` })]) {
		const answer = await send();
		holds(!JSON.stringify(answer.headers["set-cookie"] ?? []).includes("evil=1"), "a cookie of theirs");
	}
});

await test("what cookies say is not trusted", async () => {
	const cookie = `mau03=${officer.cookies.get("mau03")}`;
	for (const next of ["1.2.3", `${"9".repeat(18)}.${"9".repeat(18)}.9999999999`, "x", markup(1).replace(/[;"\\]/g, ""), "-1.-1.-1", "A".repeat(3000)])
		equal((await officer.get("/sheets/new", { Cookie: `${cookie}; mau03_next=${encodeURIComponent(next)}; mau03_note=${encodeURIComponent(next)}` })).status, 200, next);
	for (const wrong of ["", "0", "0".repeat(64), "Z".repeat(64), `${officer.cookies.get("mau03")}0`, officer.cookies.get("mau03").toUpperCase().replace(/^./, "0"), "'--", "a".repeat(4000)])
		equal((await officer.get("/sheets.json", { Cookie: `mau03=${wrong}` })).status, 401, `session ${wrong.slice(0, 20)}`);
});

await test("cookies, caches and the end of a session are as they must be", async () => {
	const client = officer.twin();
	client.cookies.clear();
	const login = await client.post("/login", { username: "officer", password: "mau03-demo" });
	const cookie = login.headers["set-cookie"].find((set) => set.startsWith("mau03="));
	holds(/; HttpOnly/.test(cookie) && /; SameSite=Lax/.test(cookie) && /; Path=\/(;|$)/.test(cookie) && !/Secure/.test(cookie), cookie);
	equal((await client.get("/sheets")).headers["cache-control"], "no-store", "a page is kept by no cache");
	const before = client.twin();
	await client.freshToken();
	const logout = await client.does(303, "/logout", {});
	equal([logout.location, /storage/.test(logout.headers["clear-site-data"])], ["/login", true], "logout");
	equal((await before.get("/sheets.json")).status, 401, "the old cookie");
});

/* ---- sessions that are over ---- */

/* The form is posted with a dead session; the login page carries it; after the login it is shown again. */
async function interrupted(path, fields, shownAction) {
	const dead = enumerator.twin();
	dead.cookies.set("mau03", "0".repeat(64));
	const before = await total(), answer = await dead.post(path, fields), login = formTo(answer.text, "/login");
	equal([answer.status, await total()], [401, before], "with a dead session");
	clean(answer, "the login page");
	for (const [name, value] of Object.entries(fields))
		equal(values(login, name), [value].flat(), `${name} is carried`);
	equal(values(login, "csrf"), [], "the dead token is carried");
	const carried = login.fields.filter(([name]) => name !== "username" && name !== "password");
	const wrong = formTo((await dead.post("/login", [...carried, ["username", "enumerator2"], ["password", "falsch falsch"]])).text, "/login");
	for (const [name, value] of Object.entries(fields))
		equal(values(wrong, name), [value].flat(), `${name} is carried over a wrong password`);
	const shown = await dead.post("/login", [...carried, ["username", "enumerator"], ["password", "mau03-demo"]]);
	equal([shown.status, await total()], [200, before], "after the login nothing is stored");
	clean(shown, "the form after the login");
	dead.csrf = tokens(shown.text)[0];
	return { client: dead, form: formTo(shown.text, shownAction), page: shown };
}

await test("a new sheet typed while the session ended", async () => {
	const fields = fresh({ ...nasty, birth_date: "31/02/1985", action: "submit" }), { client, form } = await interrupted("/sheets", fields, "/sheets");
	for (const name of texts)
		equal(values(form, name), [comesBack(name, fields[name])], `${name} in the form`);
	const before = await total();
	await client.does(303, "/sheets", form.fields.filter(([name]) => name !== "csrf"));
	equal(await total(), before + 1, "stored when it is posted again");
});

await test("an edit and a move typed while the session ended", async () => {
	const id = await enumerator.saves(fresh()), fields = fresh({ row_version: "1", informant_name: markup(30) });
	const edit = await interrupted(`/sheets/${id}/edit`, fields, `/sheets/${id}/edit`);
	equal([values(edit.form, "informant_name"), values(edit.form, "row_version")], [[markup(30)], ["1"]], "the edit");
	equal((await edit.client.post(`/sheets/${id}/edit`, edit.form.fields.filter(([name]) => name !== "csrf"))).status, 303, "posted again");
	const move = await interrupted(`/sheets/${id}/cancel`, { reason: markup(31) }, `/sheets/${id}/cancel`);
	equal([values(move.form, "reason"), (await enumerator.sheet(id)).state], [[markup(31)], "draft"], "the move");
});

await test("a form carried to somebody else's login shows nothing of what is not theirs", async () => {
	const id = await enumerator.saves(fresh()), dead = enumerator.twin();
	dead.cookies.clear();
	for (const username of ["officer2", "leader", "admin"]) {
		const answer = await dead.post("/login", { username, password: "mau03-demo", next: `/sheets/${id}/edit`, full_name: "An Bình", row_version: "1" });
		holds([303, 403, 404, 409].includes(answer.status) && forms(answer.text).every((f) => f.action !== `/sheets/${id}/edit`), `${username}: ${answer.status}`);
	}
});

/* ---- over the wire ---- */

const host = `Host: 127.0.0.1:${server.port}\r\n`;

await test("requests that say two things at once are refused, and nothing behind them is answered", async () => {
	const session = `Cookie: mau03=${officer.cookies.get("mau03")}\r\nX-CSRF-Token: ${officer.csrf}\r\nContent-Type: application/x-www-form-urlencoded\r\n`;
	const post = (headers, body) => `POST /sheets HTTP/1.1\r\n${host}${session}${headers}\r\n${body}`;
	const smuggled = `GET /healthz HTTP/1.1\r\n${host}\r\n`, before = await total();
	const requests = [
		["two lengths", post("Content-Length: 5\r\nContent-Length: 9\r\n", "sex=1&s=2")],
		["one length twice", post("Content-Length: 5\r\nContent-Length: 5\r\n", "sex=1")],
		["length and chunks", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", `0\r\n\r\n${smuggled}`)],
		["chunks and length", post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", `0\r\n\r\n${smuggled}`)],
		["another encoding", post("Transfer-Encoding: gzip, chunked\r\n", `0\r\n\r\n${smuggled}`)],
		["identity", post("Transfer-Encoding: identity\r\nContent-Length: 5\r\n", `sex=1${smuggled}`)],
		["chunked, with a tail", post("Transfer-Encoding: xchunked\r\n", `0\r\n\r\n${smuggled}`)],
		["two hosts", `GET /sheets HTTP/1.1\r\n${host}Host: evil.example\r\n${session}\r\n`],
	];
	for (const [why, bytes] of requests) {
		const answer = await raw(server, bytes, 700);
		equal([answer.status, answer.answers], [400, 1], why);
	}
	equal(await total(), before, "sheets stored");
});

await test("requests that are none, or half ones, leave the server as it was", async () => {
	const requests = ["\r\n\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /healthz HTTP/1.1\r\n\r\n", "\0\0\0\0\r\n\r\n", `GET / HTTP/1.1\r\n${host}\0: 1\r\n\r\n`, `GET / HTTP/1.1\r\nHost\r\n\r\n`,
		`GET /${"a".repeat(70000)} HTTP/1.1\r\n${host}\r\n`, `GET / HTTP/1.1\r\n${host}${"X-A: b\r\n".repeat(20000)}\r\n`, `POST /login HTTP/1.1\r\n${host}Content-Length: -1\r\n\r\n`,
		`POST /login HTTP/1.1\r\n${host}Content-Length: 99999999999999999999999\r\n\r\n`, `POST /login HTTP/1.1\r\n${host}Content-Length: 0x5\r\n\r\na=b&c`,
		`POST /login HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, `POST /login HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n`,
		`POST /login HTTP/1.1\r\n${host}Content-Length: 100\r\n\r\nusername=a`, `\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03`, "GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n"];
	const answers = await Promise.all(requests.map((bytes) => raw(server, Buffer.from(bytes, "latin1"), 700)));
	for (const [i, answer] of answers.entries())
		holds(answer.status !== 200 && (answer.status < 500 || answer.status === 505 || answer.status === 501), `${JSON.stringify(requests[i]).slice(0, 60)}: ${answer.status}`);
	equal((await officer.get("/healthz")).text.trim(), "ok", "health");
	await officer.page("/sheets");
});

await test("tricks with paths reach no file and no other page", async () => {
	for (const path of ["/static/../mau03.db", "/static/..%2f..%2fmau03.db", "/static/%2e%2e/%2e%2e/etc/passwd", "/../../etc/passwd", "/static//etc/passwd", "/static/mau03.css%00.js",
		"/static/x/../../sheets", "/mau03.db", "/data/mau03.db", "/sheets/1;/accept", "/.git/config", "/sheets/..", "/sheets/./new", "/sheets\\new"]) {
		const answer = await raw(server, `GET ${path} HTTP/1.1\r\n${host}Cookie: mau03=${officer.cookies.get("mau03")}\r\nConnection: close\r\n\r\n`);
		holds([400, 404].includes(answer.status) && !/SQLite format|root:/.test(answer.text), `${path}: ${answer.status}`);
	}
	const full = await raw(server, `GET http://evil.example/healthz HTTP/1.1\r\n${host}Connection: close\r\n\r\n`);
	equal(full.status, 200, "the absolute form is read");
});

await test("files of the pages: kept for ever under their hash, packed when asked", async () => {
	const page = await officer.page("/sheets"), files = [...page.text.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map((m) => m[1]);
	holds(files.length >= 2 && new Set(files).size <= 2, `a page needs ${files}`);
	for (const file of files) {
		const plain = await officer.page(file), packed = await officer.get(file, { "Accept-Encoding": "gzip" });
		holds(/immutable|max-age=\d{6,}/.test(plain.headers["cache-control"]), `${file}: ${plain.headers["cache-control"]}`);
		holds(packed.headers["content-encoding"] === "gzip" && packed.body.length < plain.body.length, `${file} is packed`);
	}
	const size = async (path) => (await officer.get(path, { "Accept-Encoding": "gzip" })).body.length;
	const first = (await Promise.all([...new Set(files)].map(size))).reduce((a, b) => a + b) + await size("/sheets/new");
	holds(first <= 60_000, `the first page takes ${first} bytes`);
	for (const path of ["/sheets", "/sheets/new", `/sheets/${marked}`])
		holds(await size(path) <= 12_000, `${path} takes ${await size(path)} bytes`);
});

await finish(server);
