/* The search box: what could be somebody's number stands in no address and in no log; what is sealed opens in its session alone, and there it
 * is searched, limited and logged like `q`. */
import { Client } from "./client.mjs";
import { demoPassword, equal, finish, holds, Server, test, wait } from "./harness.mjs";
import { decode, forms, formTo, values } from "./html.mjs";
import { typed } from "./sheets.mjs";
import { demoWorld } from "./worlds.mjs";

const world = await demoWorld(), officer = await world.client("officer"), district = await world.client("district"), admin = await world.client("admin");
const roles = ["enumerator", "hamlet_leader", "officer", "leader", "police", "police_superior", "district", "province"];
const ELSEWHERE = "thuộc phiên làm việc khác", MOST = 20;
const [known] = (await officer.rows("/sheets.json?state=accepted")).filter((row) => row.citizen_id), id = known.citizen_id;
const wanted = (await officer.rows(`/sheets.json?q=${id}`)).map((row) => row.id);
const sealedOf = (address) => /[?&]s=([\w-]+)/.exec(address)?.[1];
const search = async (client, fields) => (await client.does(303, "/search", fields)).location;
const main = (answer) => decode(/<main[^]*<\/main>/.exec(answer.text)[0].replace(/<[^>]*>/g, " ")).replace(/\s+/g, " ");
/* The form of the page, not the one of its head. */
const formOf = (answer) => formTo(/<main[^]*<\/main>/.exec(answer.text)[0], "/search");
const addresses = (answer) => [...answer.text.matchAll(/(?:href|action)="([^"]*)"/g)].map((m) => decode(m[1]));

/* Everything typed by the tests that nobody else may read. */
const secrets = new Set([id]);

await test("the box stands in the head of every page of the roles that see sheets, and of no other", async () => {
	for (const role of roles)
		for (const path of ["/", "/help", "/password", "/sheets", "/people", "/reports/progress", "/search"]) {
			const page = await (await world.client(role)).page(path), head = /<header[^]*<\/header>/.exec(page.text)[0];
			const form = formTo(head, "/search");
			equal([form?.method, values(form, "q"), values(form, "csrf")[0]?.length], ["post", [""], 128], `${path} of ${role}`);
		}
	for (const path of ["/", "/help", "/password", "/admin/users"])
		holds(!/<header[^]*<\/header>/.exec((await admin.page(path)).text)[0].includes('name="q"'), `${path} of the administrator`);
	holds(!(await new Client(world.server).get("/login")).text.includes("/search"), "the page of the login");
	holds(!(await officer.page("/forms/mau-03/print")).text.includes("/search"), "what is printed");
});

await test("a name stays in the address, six digits are sealed, nothing leads to the list", async () => {
	for (const [q, address] of [["", "/sheets"], ["  \u200b ", "/sheets"], ["Nguyễn  Thị", "/sheets?q=Nguy%E1%BB%85n%20Th%E1%BB%8B"], ["PS-00048", "/sheets?q=PS-00048"], ["056.08", "/sheets?q=056.08"],
		["a&s=b#c", "/sheets?q=a%26s%3Db%23c"]])
		equal(await search(officer, { q }), address, JSON.stringify(q));
	equal(await search(officer, {}), "/sheets", "no q");
	for (const q of [id, id.replace(/(\d{3})(?=\d)/g, "$1 "), [...id].join("."), ` ${id.slice(0, 6)}`, "PS-000485", `số ${id}`, [...id].join("-"), `${id}\n`]) {
		const address = await search(officer, { q });
		holds(/^\/sheets\?s=[\w-]+$/.test(address) && !address.includes(id.slice(0, 6)), `${JSON.stringify(q)} leads to ${address}`);
		holds(address !== await search(officer, { q }), "the same again looks different");
	}
	equal((await officer.post("/search", { q: "ă".repeat(200) })).status, 303, "200 characters");
	equal((await officer.post("/search", { q: "ă".repeat(201) })).status, 400, "201 characters");
	equal((await officer.post("/search", { q: "1".repeat(201) })).status, 400, "201 digits");
});

await test("an address of a page here, as a scanner types it, leads there; from the queue of the police to its place in it; others are looked for", async () => {
	const police = await world.client("police"), batch = `/handovers/${(await police.rows("/handovers.json"))[0].id}`;
	const here = `http://127.0.0.1:${world.server.port}`;
	for (const address of [`${here}${batch}`, `${here.toUpperCase()}${batch}?x=1#y`, ` ${here}${batch}`, batch])
		for (const client of [officer, police])
			equal(await search(client, { q: address }), batch, address);
	await admin.does(303, "/admin/settings", { "site.address": "https://mau03.example.vn" });
	equal(await search(officer, { q: `https://MAU03.example.vn${batch}` }), batch, "the address that the office told");
	await admin.does(303, "/admin/settings", { "site.address": "" });
	const [waits, other] = [(await police.rows("/police.json"))[0].id, (await officer.rows("/sheets.json?state=entered"))[0].id];
	equal(await search(police, { q: `${here}/sheets/${waits}`, list: "/police" }), `/police?after=${waits - 1}`, "in the queue");
	holds((await police.page(`/police?after=${waits - 1}`)).text.includes(`/police/${waits}/entered`), "the sheet itself");
	equal(await search(police, { q: `${here}/sheets/${other}`, list: "/police" }), `/sheets/${other}`, "not in it");
	equal(await search(police, { q: `${here}/sheets/99999999`, list: "/police" }), "/sheets/99999999", "none");
	for (const address of [`https://example.vn${batch}`, `${here}/admin/users/1`, `${here}//example.vn/sheets/1`, `${here}/sheets/x`, "https://", "/sheets", `javascript:${batch}`, `${here}/sheets/1/../../x`])
		holds(/^\/sheets\?[qs]=/.test(await search(officer, { q: address })), address);
});

await test("the lists post their filters along: they stand in the address of the list beside what is looked for", async () => {
	const ways = [["/sheets", { state: "accepted", area: "", clean: "1" }, "state=accepted&clean=1"], ["/people", { area: "" }, ""], ["/review", { area: "", clean: "0", rule: "W13" }, "clean=0&rule=W13"]];
	for (const [path, filters, kept] of ways) {
		const form = formOf(await officer.page(path)), address = await search(officer, { ...filters, q: id, list: path, after: "12" });
		equal([form.method, values(form, "list")], ["post", [path]], `the form of ${path}`);
		equal(address.replace(/s=[\w-]+$/, ""), `${path}?${kept}${kept ? "&" : ""}`, `from ${path}`);
		const page = await officer.page(address);
		equal(values(formOf(page), "q"), [id], `the input of ${path}`);
		for (const link of addresses(page))
			holds(!link.includes(id), `${path} links to ${link}`);
		equal(await search(officer, { ...filters, list: path }), `${path}${kept ? "?" : ""}${kept}`, `from ${path} without q`);
	}
	for (const list of ["/nothing", "//example.org", "https://example.org/", "sheets", "/search?", "/logout"])
		equal((await officer.post("/search", { q: "a", list })).status, 400, `list ${list}`);
	equal((await officer.post("/search", { q: "a", area: "7".repeat(9000) })).status, 400, "filters over their limit");
	equal((await district.get(await search(district, { q: id, list: "/review" }))).status, 403, "a list of another role");
});

await test("the lists say what can be looked for: by masked roles a whole number alone", async () => {
	for (const path of ["/sheets", "/people"]) {
		holds(main(await officer.page(path)).includes("Tìm họ tên, số CCCD/CMND hoặc số hiệu phiếu"), `${path} of officer`);
		holds(main(await district.page(path)).includes("Tìm họ tên, đủ 12 (hoặc 9) chữ số CCCD/CMND, hoặc số hiệu phiếu"), `${path} of district`);
	}
});

await test("s finds what q finds: page, JSON, CSV, further pages", async () => {
	const address = await search(officer, { q: id }), s = sealedOf(address);
	equal((await officer.rows(`/sheets.json?s=${s}`)).map((row) => row.id), wanted, "JSON");
	equal((await officer.page(`/sheets.csv?s=${s}`)).text, (await officer.page(`/sheets.csv?q=${id}`)).text, "CSV");
	const page = await officer.page(address);
	for (const sheet of wanted)
		holds(page.text.includes(`href="/sheets/${sheet}"`), `the page has ${sheet}`);
	holds((await officer.page(`/people?s=${s}`)).text.includes(known.full_name), "people");
	equal((await officer.rows(`/sheets.json?state=draft&s=${s}`)).length, 0, "with another filter");
	equal((await officer.get(`/sheets?s=${s}&q=a`)).status, 400, "both");
	equal((await officer.page("/sheets?s=")).status, 200, "an empty one");
});

await test("further pages of a sealed search carry it on", async () => {
	const [hamlet] = await world.hamlets(officer), begin = "056185", SHEETS = 55;
	secrets.add(begin);
	for (let i = 0; i < SHEETS; i++)
		await officer.saves(typed(0, { area_id: hamlet, citizen_id: `${begin}${String(700000 + i * 7919)}`, birth_date: "12/03/1985", sex: "2" }));
	const s = sealedOf(await search(officer, { q: begin })), first = await officer.json(`/sheets.json?s=${s}`), rows = (await officer.rows(`/sheets.json?s=${s}`)).map((row) => row.id);
	holds(first.next.includes(`s=${s}`) && !first.next.includes(begin), `next is ${first.next}`);
	equal([rows.length >= SHEETS, rows], [true, (await officer.rows(`/sheets.json?q=${begin}`)).map((row) => row.id)], "rows");
	const page = await officer.page(`/sheets?s=${s}`), next = addresses(page).find((link) => link.includes("after="));
	const links = [...addresses(page), ...addresses(await officer.page(next))].filter((link) => /[?&](state|after)=|\.csv/.test(link));
	holds(links.length > 3 && links.every((link) => link.includes(`s=${s}`) && !link.includes(begin)), `links ${links}`);
});

await test("another session opens nothing, nor does a changed one: a sentence, the box, and no word of what was looked for", async () => {
	const address = await search(officer, { q: id }), s = sealedOf(address), other = await Client.login(world.server, "officer", demoPassword);
	const refuses = async (client, path, why) => {
		const answer = await client.get(path);
		equal(answer.status, 400, why);
		holds(!answer.text.includes(id) && !wanted.some((sheet) => answer.text.includes(`/sheets/${sheet}"`)), `${why}: it tells`);
		return answer;
	};
	for (const client of [other, district, await world.client("officer2")])
		for (const path of [`/sheets?s=${s}`, `/sheets.json?s=${s}`, `/sheets.csv?s=${s}`, `/people?s=${s}`, `/sheets?state=accepted&s=${s}`])
			await refuses(client, path, `${path.slice(0, 14)} of ${client.username}`);
	const page = await refuses(other, address, "the page");
	holds(main(page).includes(ELSEWHERE) && forms(page.text).some((one) => one.action === "/search"), main(page));
	const json = JSON.parse((await other.get(`/sheets.json?s=${s}`)).text);
	holds(json.status === 400 && json.error.includes(ELSEWHERE), JSON.stringify(json));
	for (let at = 0; at < s.length; at++)
		await refuses(officer, `/sheets.json?s=${s.slice(0, at)}${s[at] === "A" ? "B" : "A"}${s.slice(at + 1)}`, `letter ${at}`);
	for (const bad of ["x", s.slice(1), s.slice(0, -1), `${s}A`, `${s}=`, "%F0%9F%98%80", "A".repeat(4000)])
		await refuses(officer, `/sheets.json?s=${bad}`, bad.slice(0, 20));
	equal((await officer.get(address)).status, 200, "and it still opens where it was sealed");
});

await test("who may not look, does not: roles, tokens", async () => {
	equal((await admin.post("/search", { q: id })).status, 403, "the administrator");
	equal((await officer.post("/search", { q: id, csrf: "0".repeat(128) })).status, 403, "no token of the session");
	equal((await officer.request("PUT", "/search")).status, 405, "another method");
});

await test("when the session is over, what was typed waits in the box after the login, not looked for and in no address", async () => {
	const client = new Client(world.server), answer = await client.post("/search", { q: id, list: "/people", area: "5" }), login = formTo(answer.text, "/login");
	equal([answer.status, values(login, "next"), values(login, "q")], [401, ["/search"], [id]], "the login");
	holds(addresses(answer).every((link) => !link.includes(id)), "no digits in an address");
	const carried = login.fields.filter(([name]) => name !== "username" && name !== "password");
	const before = (await officer.json(`/sheets.json?q=${id}`)).total;
	const shown = await client.post("/login", [...carried, ["username", "enumerator"], ["password", demoPassword]]), form = formOf(shown);
	equal([shown.status, values(form, "q"), values(form, "list"), values(form, "area")], [200, [id], ["/people"], ["5"]], "the box");
	const leads = await client.does(303, "/search", form.fields);
	holds(/^\/people\?area=5&s=[\w-]+$/.test(leads.location), leads.location);
	holds(before === wanted.length, "the officer's search");
	const empty = await new Client(world.server).post("/search", { q: "" }), page = new Client(world.server);
	const later = await page.post("/login", [...formTo(empty.text, "/login").fields.filter(([name]) => name !== "username" && name !== "password"), ["username", "leader"], ["password", demoPassword]]);
	equal([later.status, later.location], [303, "/search"], "nothing was typed");
	equal((await page.page("/search")).status, 200, "the page of the box");
	const no = await new Client(world.server).post("/login", [...carried, ["username", "admin"], ["password", demoPassword]]);
	equal(no.status, 404, "an administrator has no such box");
	holds(main(no).includes(id), "but is shown what was typed");
});

await test("an address from a session that is over asks for the login and then says that it is", async () => {
	const client = await Client.login(world.server, "officer", demoPassword), address = await search(client, { q: id });
	equal((await client.page(address)).status, 200, "before");
	await client.does(303, "/logout", {});
	const to = (await client.get(address)).location;
	holds(to.startsWith("/login?next=%2Fsheets%3Fs%3D") || to.startsWith("/login?next=/sheets%3Fs%3D"), to);
	holds(!to.includes(id), "no digits");
	const back = await client.post("/login", { username: "officer", password: demoPassword, next: address });
	equal([back.status, back.location], [303, address], "the login leads back");
	const page = await client.get(address);
	equal(page.status, 400, "after");
	holds(main(page).includes(ELSEWHERE), main(page));
});

await test("a masked role finds by so many whole numbers an hour, sealed or not", async () => {
	const superior = await world.client("police_superior"), number = (i) => `0560850${String(30000 + i * 41)}`;
	for (let i = 0; i < MOST; i++) {
		secrets.add(number(i));
		const address = i % 2 ? `/sheets?q=${number(i)}` : await search(superior, { q: number(i) });
		for (const path of [address, address, `${address}&after=9`])
			equal((await superior.get(path)).status, 200, `number ${i}`);
	}
	const refused = await superior.get(await search(superior, { q: number(MOST) }));
	equal(refused.status, 429, "one more");
	holds(!refused.text.includes(number(MOST)), "the number is not told again");
	const half = await superior.page(await search(superior, { q: number(1).slice(0, 8) }));
	holds(main(half).includes("đủ 12 (hoặc 9) chữ số") && !half.text.includes('href="/sheets/1'), main(half));
});

await test("a sealed search leaves what one in the open does, wherever it is asked", async () => {
	const leader = await world.client("leader"), s = sealedOf(await search(leader, { q: id })), ways = ["/sheets?", "/sheets.json?", "/people?"];
	const left = async () => ((await admin.page("/admin/log?kind=views&action=search&actor=leader")).text.split("<tbody>")[1] ?? "").split("</tr>").slice(0, -1)
		.map((row) => decode(row.replace(/<[^>]*>/g, " ")).replace(/\s+/g, " ").replace(/\d\d:\d\d(:\d\d)?/g, ""));
	const leaves = async (query) => {
		const before = (await left()).length;
		for (const way of ways)
			await leader.page(way + query);
		let rows = [];
		for (let i = 0; i < 400 && rows.length < before + ways.length; i++, await wait(50))
			rows = await left();
		return rows.slice(0, rows.length - before);
	};
	const open = await leaves(`q=${id}`), sealed = await leaves(`s=${s}`);
	equal([open.length, sealed], [ways.length, open], "rows of the log");
	holds(open.every((row) => !row.includes(id)), "the number stands in the log");
});

await test("after a restart the same address opens, and nothing of it was ever written to the log", async () => {
	const address = await search(officer, { q: id }), s = sealedOf(address), log = world.server.log;
	await world.server.stop();
	world.server = await Server.start(world.server.folder);
	for (const client of [officer, admin])
		client.server = world.server;
	equal((await officer.rows(`/sheets.json?s=${s}`)).map((row) => row.id), wanted, "the rows");
	for (const text of [log, world.server.log])
		for (const secret of [...secrets, s])
			holds(!text.includes(secret), `the log has ${secret}`);
	holds(log.includes(" POST /search 303 "), "the log has the route");
});

await finish(world.server);
