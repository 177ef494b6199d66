/* Administration from outside: users from the first login to the last, areas, campaigns, targets, settings, the log, rules and status. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { Client } from "./client.mjs";
import { equal, finish, holds, must, test } from "./harness.mjs";
import { decode, formTo, values } from "./html.mjs";
import { typed } from "./sheets.mjs";
import { bareWorld } from "./worlds.mjs";

const world = await bareWorld(), admin = await world.client("admin"), officer = await world.client("officer");

/* The text of a page without its tags. */
const said = (answer) => answer.text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");

/* The first link of a page that matches. */
const link = (answer, pattern) => pattern.exec(answer.text)?.[1] ?? null;

const secret = (answer) => /class="secret"><code>([^<]+)</.exec(answer.text)?.[1];

/* The area's page, found by its code. */
async function areaPage(code) {
	const found = await admin.page(`/admin/areas?q=${code}`);
	const url = link(found, /class="row-link" href="(\/admin\/areas\/\d+)"/);
	holds(url !== null, `the area ${code} is found`);
	return url;
}

/* Adds a user; { url, password }. */
async function adds(fields) {
	const answer = await admin.does(200, "/admin/users", fields);
	const password = secret(answer), url = link(answer, /action="(\/admin\/users\/\d+)" id="user"/);
	holds(password !== undefined && url !== null, "the password is shown");
	return { url, password };
}

const lan = { username: "lan.nt", full_name: "Nguyễn Thị Lan", role: "officer", areas: "99101" };
let lanUrl = "", given = "";

/* ---- users ---- */

await test("a user is added with a password that is shown once, and must be changed at the first login", async () => {
	({ url: lanUrl, password: given } = await adds(lan));
	holds(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/.test(given), `the password ${given}`);
	holds(secret(await admin.page(lanUrl)) === undefined, "it is shown once");
	const client = new Client(world.server);
	equal((await client.post("/login", { username: lan.username, password: given })).status, 303, "the first login");
	await client.freshToken();
	for (const path of ["/", "/sheets", "/sheets/new", "/review", "/rules", "/admin/users"])
		equal([(await client.get(path)).status, (await client.get(path)).location], [303, "/password"], path);
	equal((await client.get("/sheets.json")).status, 403, "JSON");
	const refused = await client.post("/sheets", typed(1, {}));
	equal([refused.status, refused.location], [303, "/password"], "a POST leads there too");
	equal((await officer.json("/sheets.json")).total, 0, "and stores nothing");
	holds(said(await client.page("/password")).includes("Vui lòng đổi mật khẩu được cấp"), "the page says why");
	equal((await client.post("/password", { old_password: given, new_password: "ngắn", repeat_password: "ngắn" })).status, 422, "too short");
	equal((await client.get("/")).location, "/password", "still");
	await client.does(303, "/password", { old_password: given, new_password: "một câu dài dễ nhớ", repeat_password: "một câu dài dễ nhớ" });
	equal((await client.get("/")).status, 200, "then everything is open");
	equal((await client.get("/review")).status, 200, "an officer's page");
});

await test("logging out is possible before the password is changed", async () => {
	const { password } = await adds({ ...lan, username: "moi.1" });
	const client = new Client(world.server);
	await client.post("/login", { username: "moi.1", password });
	await client.freshToken();
	equal((await client.post("/logout")).location, "/login", "logout");
});

await test("what is wrong stands beside the input, and what was typed stays", async () => {
	const rows = [
		[{ ...lan, username: "" }, "user-username", "Vui lòng ghi mục này"],
		[{ ...lan, username: "Lan NT" }, "user-username", "Chỉ dùng chữ thường"],
		[{ ...lan }, "user-username", "đã có người dùng"],
		[{ ...lan, username: "x", role: "king" }, "user-role", "Vui lòng chọn"],
		[{ ...lan, username: "x", areas: "" }, "user-areas", "ít nhất một địa bàn"],
		[{ ...lan, username: "x", areas: "99101, 4711" }, "user-areas", "mã 4711"],
		[{ ...lan, username: "x", full_name: "A".repeat(101) }, "user-full_name", "Dài quá 100 ký tự"],
	];
	for (const [fields, id, text] of rows) {
		const answer = await admin.does(422, "/admin/users", fields), form = formTo(answer.text, "/admin/users");
		holds(answer.text.includes(`href="#${id}"`) && new RegExp(`id="${id}-notes">.*${text}`, "s").test(answer.text), `${id}: ${text}`);
		equal(values(form, "full_name"), [fields.full_name], "the name stays");
		equal(values(form, "areas"), [fields.areas], "the areas stay");
	}
	for (const username of ["x", "Lan NT"])
		equal((await admin.page(`/admin/users?q=${encodeURIComponent(username)}`)).text.includes(`>${username}<`), false, `${username} was not made`);
});

await test("a form posted twice makes one user, and the password is not shown again", async () => {
	const form = await admin.form("/admin/users/new", "/admin/users"), fields = { ...lan, username: "hai.lan", form_token: values(form, "form_token")[0] };
	holds(secret(await admin.does(200, "/admin/users", fields)) !== undefined, "the first time");
	const again = await admin.does(303, "/admin/users", fields);
	holds(/^\/admin\/users\/\d+$/.test(again.location), `then it leads to the user: ${again.location}`);
});

await test("role and areas are changed, and hold at once in sessions that are open", async () => {
	const client = await Client.login(world.server, lan.username, "một câu dài dễ nhớ");
	await admin.does(303, lanUrl, { full_name: "Nguyễn Thị Lan Anh", role: "police", areas: "99101, 99102" });
	equal([(await client.get("/review")).status, (await client.get("/police")).status], [403, 200], "the new role");
	const page = await admin.page(lanUrl);
	holds(said(page).includes("Phường Một (99101)") && said(page).includes("Xã Hai (99102)"), "both areas");
	await admin.does(303, lanUrl, { ...lan });
	equal((await client.get("/review")).status, 200, "and back");
});

await test("log out everywhere, lock, unlock, a new password", async () => {
	const login = (password) => new Client(world.server).post("/login", { username: lan.username, password });
	const client = await Client.login(world.server, lan.username, "một câu dài dễ nhớ");
	await admin.does(303, `${lanUrl}/logout`);
	equal((await client.get("/")).location, "/login", "the session is over");
	equal((await login("một câu dài dễ nhớ")).status, 303, "the password still holds");
	const second = await Client.login(world.server, lan.username, "một câu dài dễ nhớ");
	await admin.does(303, `${lanUrl}/lock`);
	equal((await second.get("/")).location, "/login", "locking ends sessions");
	equal((await login("một câu dài dễ nhớ")).status, 403, "locked");
	holds(said(await admin.page("/admin/users?state=locked")).includes(lan.username), "the list of the locked has the user");
	await admin.does(303, `${lanUrl}/unlock`);
	equal((await login("một câu dài dễ nhớ")).status, 303, "unlocked");
	const made = secret(await admin.does(200, `${lanUrl}/password`));
	equal((await login("một câu dài dễ nhớ")).status, 401, "the old password is no longer right");
	const third = new Client(world.server);
	await new Promise((done) => setTimeout(done, 1100));
	equal((await third.post("/login", { username: lan.username, password: made })).status, 303, "the new one is");
	equal((await third.get("/")).location, "/password", "and must be changed");
});

await test("nobody locks themselves out: own lock, own reset, own role", async () => {
	const list = await admin.page("/admin/users?q=admin&role=admin"), url = link(list, /class="row-link" href="(\/admin\/users\/\d+)">admin</);
	for (const order of ["lock", "password"])
		equal((await admin.post(`${url}/${order}`)).status, 409, order);
	equal((await admin.post(url, { full_name: "admin", role: "officer", areas: "99101" })).status, 422, "own role");
	equal((await admin.get("/admin")).status, 200, "still there");
});

await test("the list of users is filtered and goes on from page to page", async () => {
	for (let i = 10; i < 50; i++)
		await adds({ ...lan, username: `dtv-${i}`, full_name: `Trần Văn Ấ ${i}`, role: "enumerator", areas: "99102" });
	const names = [];
	for (let url = "/admin/users"; url !== null;) {
		const page = await admin.page(url);
		names.push(...[...page.text.matchAll(/class="row-link" href="\/admin\/users\/\d+">([^<]+)</g)].map((m) => m[1]));
		url = link(page, /rel="next" href="([^"]+)"/)?.replaceAll("&amp;", "&") ?? null;
	}
	equal(names.length, new Set(names).size, "none stands twice");
	equal(names, [...names].sort(), "by user name");
	holds(names.length > 55 && names.includes("dtv-49"), `${names.length} users`);
	holds(said(await admin.page("/admin/users?q=tran+van+a+23")).includes("dtv-23"), "found without marks");
	const area = /\/(\d+)$/.exec(await areaPage("99102"))[1], of = said(await admin.page(`/admin/users?area=${area}`));
	holds(of.includes("dtv-10") && of.includes("far_leader") && !of.includes("lan.nt"), "those of a commune and its hamlets");
	for (const bad of ["role=king", "state=x", "area=x", `q=${"x".repeat(101)}`])
		equal((await admin.get(`/admin/users?${bad}`)).status, 400, bad);
});

await test("users, campaigns, targets and areas are tables: JSON, CSV, a paper; two of one name are told apart by the user name", async () => {
	for (const username of ["hoa.1", "hoa.2"])
		await adds({ ...lan, username, full_name: "Lê Thị Hoa", areas: "99101, 99102" });
	const { rows, total } = await admin.json("/admin/users.json?q=le+thi+hoa");
	equal([total, rows.map((row) => [row.username, row.full_name, row.role, row.areas, row.state])],
		[2, ["hoa.1", "hoa.2"].map((name) => [name, "Lê Thị Hoa", "officer", ["99101", "99102"], "new"])], "users");
	equal((await admin.json("/admin/users.json?state=locked")).rows.every((row) => row.state === "locked" && row.locked_at !== null), true, "the locked");
	const csv = (await admin.page("/admin/users.csv?q=hoa.")).text.trim().split("\r\n"), paper = said(await admin.page("/admin/users?print=1&q=hoa."));
	equal([csv.length, csv[1].startsWith("hoa.1,Lê Thị Hoa,officer,99101 99102,new,")], [3, true], "as CSV");
	holds(/1 hoa\.1 Lê Thị Hoa .* 2 hoa\.2 Lê Thị Hoa/.test(paper) && paper.includes("Tổng số: 2 tài khoản"), paper);
	equal((await admin.page("/admin/users.xlsx")).body.subarray(0, 2).toString(), "PK", "as a workbook");
	const first = (await admin.json("/admin/users.json")).next, names = (await admin.json(`/admin/users.json?sort=-username`)).rows.map((row) => row.username);
	equal([first !== null, names], [true, [...names].sort().reverse()], "in the other order");
	const [campaign] = (await admin.json("/admin/campaigns.json")).rows.filter((row) => row.code === "TN-1"), path = `/admin/campaigns/${campaign.id}/targets`;
	equal([campaign.state, campaign.areas, campaign.collect_from], ["open", ["99101"], "2024-05-01"], "a campaign");
	await admin.does(303, path, { area: "99101", sheets: "7", due_on: "31/07/2024" });
	equal((await admin.json(`${path}.json`)).rows.map((row) => [row.code, row.level, row.sheets, row.due_on]), [["99101", "commune", 7, "2024-07-31"]], "its targets");
	holds((await admin.page(path)).text.includes("Địa bàn của đợt: Phường Một (99101)"), "its areas by their names");
	holds(said(await admin.page(`${path}?print=1`)).includes("Chỉ tiêu: TN-1"), "the paper says of which");
	await admin.does(303, path, { area: "99101", sheets: "" });
	const [commune] = (await admin.json("/admin/areas.json?q=phuong+mot")).rows, under = await admin.json(`/admin/areas/${commune.id}.json`);
	equal([commune.code, commune.level, under.total, under.rows.every((row) => row.level === "hamlet")], ["99101", "commune", commune.units, true], "areas");
	equal((await admin.get("/admin/areas/999999.json")).status, 404, "no such area");
});

/* ---- areas ---- */

await test("areas: down from the root, a new hamlet in place of another, its end", async () => {
	const root = await admin.page("/admin/areas");
	holds(said(root).includes("Tỉnh Thử"), "the root");
	const commune = await areaPage("99101"), page = await admin.page(commune);
	for (const name of ["Tỉnh Thử", "Huyện Nghiệm", "Phường Một"])
		holds(said(page).includes(name), `the path has ${name}`);
	const old = await areaPage("9910101"), oldName = / <h1>([^<]+)</.exec(said(await admin.page(old)))?.[1];
	const rows = [
		[{ code: "", name: "Tổ mới", valid_from: "01/07/2024" }, "add-code"], [{ code: "9910101", name: "Tổ mới", valid_from: "01/07/2024" }, "add-code"],
		[{ code: "A B", name: "Tổ mới", valid_from: "01/07/2024" }, "add-code"], [{ code: "9910199", name: "Tổ mới", valid_from: "31/02/2024" }, "add-valid_from"],
		[{ code: "9910199", name: "Tổ mới", valid_from: "01/07/1999" }, "add-valid_from"],
		[{ code: "9910199", name: "Tổ mới", valid_from: "01/07/2024", replaces: "9910201" }, "add-replaces"],
	];
	for (const [fields, id] of rows)
		holds((await admin.does(422, `${commune}/hamlets`, fields)).text.includes(`href="#${id}"`), `${JSON.stringify(fields)} ${oldName}`);
	await admin.does(303, `${commune}/hamlets`, { code: "9910199", name: "Tổ sáp nhập", valid_from: "01/07/2024", replaces: "to 1" });
	const made = await admin.page(await areaPage("9910199"));
	holds(said(made).includes("Thay cho:") && said(made).includes("hiệu lực từ 01/07/2024"), "it says what it replaces");
	const ended = await admin.page(old);
	holds(said(ended).includes("đến hết 30/06/2024") && said(ended).includes("Được thay bằng"), "the old one ended the day before");
	holds(!(await admin.page(commune)).text.includes(`href="${old}"`) && (await admin.page(`${commune}?ended=1`)).text.includes(`href="${old}"`), "ended ones on request");
});

await test("areas: another spelling, and no end before what a unit is made of", async () => {
	const commune = await areaPage("99102");
	await admin.does(303, `${commune}/rename`, { name: "Hai Mới", full_name: "Xã Hai Mới" });
	holds(said(await admin.page(`/admin/areas?q=${encodeURIComponent("hai moi")}`)).includes("Xã Hai Mới"), "found by the new name, without marks");
	await admin.does(303, `${commune}/rename`, { name: "Hai", full_name: "Xã Hai" });
	holds((await admin.does(422, `${commune}/end`, { valid_to: "31/12/2024" })).text.includes("Còn đơn vị trực thuộc"), "its hamlets go on");
	const hamlet = await areaPage("9910201");
	equal((await admin.post(`${hamlet}/end`, { valid_to: "01/01/1990" })).status, 422, "not before it began");
	await admin.does(303, `${hamlet}/end`, { valid_to: "31/12/2030" });
	await admin.does(303, `${hamlet}/end`, { valid_to: "" });
	holds(!said(await admin.page(hamlet)).includes("đến hết 31"), "it goes on again");
	equal([(await admin.get("/admin/areas/999999")).status, (await admin.post("/admin/areas/999999/end", {})).status], [404, 404], "no such area");
});

/* The choices of a page that asks which area was meant: [value, title]. */
const picks = (answer) => [...answer.text.matchAll(/name="areas?_pick" value="([^"]+)"> <label[^>]*>([^<]+)/g)].map(([, value, text]) => [value, decode(text)]);

await test("areas are typed by code or by name, without marks, with or without their kind", async () => {
	await admin.does(303, `${await areaPage("99102")}/hamlets`, { code: "9910202", name: "Tổ 2", valid_from: "01/01/2024" });
	const { url } = await adds({ ...lan, username: "theo.ten" });
	for (const [areas, codes] of [["phuong mot", "99101"], ["Một; 99102", "99101, 99102"], ["XÃ HAI ,, commune:99101 991", "991, 99101, 99102"], ["tỉnh thử, Thôn 1", "99, 9910201"],
		["Tổ 2 / Xã Hai", "9910202"], ["tổ 2/phuong mot,99102", "99102, 9910102"]]) {
		await admin.does(303, url, { ...lan, areas });
		equal(values(await admin.form(url, url), "areas")[0].split(", ").sort().join(", "), codes.split(", ").sort().join(", "), areas);
	}
});

await test("a name of several areas is asked back with their paths; the choice stands for it", async () => {
	const { url } = await adds({ ...lan, username: "hoi.lai" }), fields = { ...lan, full_name: "Lê Văn Hỏi", areas: "99101, Tổ 2" };
	const asked = await admin.does(422, url, fields);
	equal(picks(asked), [["hamlet:9910102", "Tổ 2 (9910102), Phường Một, Huyện Nghiệm, Tỉnh Thử"], ["hamlet:9910202", "Tổ 2 (9910202), Xã Hai, Huyện Nghiệm, Tỉnh Thử"]], "the choices");
	const form = formTo(asked.text, url);
	equal([values(form, "areas"), values(form, "full_name"), values(form, "areas_for"), values(form, "areas_pick")], [["99101, Tổ 2"], ["Lê Văn Hỏi"], ["Tổ 2"], []], "what was typed stays, nothing is chosen");
	equal(picks(await admin.does(422, url, { ...fields, areas_for: "Tổ 2" })).length, 2, "no choice: asked again");
	equal(picks(await admin.does(422, url, { ...fields, areas_for: "Tổ 3", areas_pick: "hamlet:9910202" })).length, 2, "a choice for something else");
	await admin.does(422, url, { ...fields, areas_for: "Tổ 2", areas_pick: "hamlet:4711" });
	const wrong = await admin.does(422, url, { ...fields, full_name: "", areas_for: "Tổ 2", areas_pick: "hamlet:9910202" });
	equal([values(formTo(wrong.text, url), "areas"), picks(wrong)], [["99101, hamlet:9910202"], []], "the choice stays when something else is wrong");
	await admin.does(303, url, { ...fields, areas_for: "Tổ 2", areas_pick: "hamlet:9910202" });
	equal(values(await admin.form(url, url), "areas")[0].split(", ").sort(), ["99101", "9910202"], "what is stored");
	equal(picks(await admin.does(422, url, { ...fields, areas: "nghi" })), [["district:991", "Huyện Nghiệm (991), Tỉnh Thử"]], "a part of a name is never taken for it");
	for (const areas of ["Xã Không Có", "/", "Tổ 2 / Huyện Khác"])
		holds(said(await admin.does(422, url, { ...fields, areas })).includes("Không có địa bàn nào ở đây khớp"), areas);
	equal(picks(await admin.does(422, url, { ...fields, areas: "99101, Phường" })).map(([value]) => value), ["commune:99101"], "a kind alone");
});

/* ---- campaigns, targets, settings ---- */

const campaign = { code: "DOT-9", name: "Đợt thử", areas: "99101", collect_from: "01/06/2024", collect_to: "31/12/2024", correct_in_place: "1", check: "7" };

await test("a campaign is made, changed, closed; its switches and days hold", async () => {
	const rows = [[{ code: "" }, "code"], [{ code: "TN-1" }, "code"], [{ code: "đợt" }, "code"], [{ areas: "4711" }, "areas"], [{ areas: "" }, "areas"],
		[{ collect_to: "01/01/2024" }, "collect_to"], [{ check: "x" }, "check"], [{ check: "99999" }, "check"]];
	for (const [fields, name] of rows)
		holds((await admin.does(422, "/admin/campaigns", { ...campaign, ...fields })).text.includes(`href="#campaign-${name}"`), JSON.stringify(fields));
	equal(picks(await admin.does(422, "/admin/campaigns", { ...campaign, areas: "Tổ 2" })).length, 2, "which of two is asked");
	const { location } = await admin.does(303, "/admin/campaigns", { ...campaign, areas: "Phường Một" });
	const form = await admin.form(location, location);
	for (const [name, value] of Object.entries({ name: "Đợt thử", areas: "99101", collect_from: "01/06/2024", check: "7", correct_in_place: "1" }))
		equal(values(form, name), [value], name);
	equal(values(form, "four_eyes"), [], "four_eyes");
	holds(said(await officer.page("/sheets/new")).includes("Đợt thử"), "the officer may choose it");
	const { code, ...rest } = campaign;
	await admin.does(303, location, { ...rest, four_eyes: "1", asks_industry: "1", check: "", closed_on: "09/06/2024" });
	const changed = await admin.form(location, location);
	equal([values(changed, "four_eyes"), values(changed, "asks_industry"), values(changed, "check"), values(changed, "correct_in_place")], [["1"], ["1"], [""], ["1"]], "changed");
	holds(!said(await officer.page("/sheets/new")).includes("Đợt thử") && said(await admin.page("/admin/campaigns")).includes(code), "closed, but there");
	equal((await admin.get("/admin/campaigns/999999")).status, 404, "no such campaign");
});

await test("a name that hundreds of areas have still leads to the one that is meant; many names at once are no burden", async () => {
	execFileSync("sqlite3", ["-cmd", ".timeout 5000", join(world.server.folder, "mau03.db"), `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 700)
		INSERT INTO area (parent_id, level, code, name, full_name, valid_from) SELECT (SELECT id FROM area WHERE code = CASE i WHEN 700 THEN '99101' ELSE '99102' END),
		'hamlet', 'T' || i, CASE i WHEN 7 THEN 'Bảy Mươi' ELSE 'Bảy' END, 'Xóm ' || CASE i WHEN 7 THEN 'Bảy Mươi' ELSE 'Bảy' END, '2020-01-01' FROM n ORDER BY i = 700`]);
	const list = await admin.page("/admin/campaigns"), url = `${link(list, /href="(\/admin\/campaigns\/\d+)">TN-1</)}/targets`;
	await admin.does(303, url, { area: "xóm bảy", sheets: "3" });
	holds(/Xóm Bảy.*Phường Một.*T700/.test(said(await admin.page(url))), "the only one in the campaign");
	await admin.does(303, url, { area: "T700", sheets: "" });
	const { url: user } = await adds({ ...lan, username: "bay", areas: "bảy / phường một" });
	equal(values(await admin.form(user, user), "areas"), ["T700"], "with a part of the names above it");
	equal(picks(await admin.does(422, user, { ...lan, areas: "bảy" })).length, 20, "else some of them are offered");
	equal(picks(await admin.does(422, user, { ...lan, areas: Array.from({ length: 300 }, () => "xóm").join(",") })).length, 20, "hundreds of parts of names");
	execFileSync("sqlite3", ["-cmd", ".timeout 5000", join(world.server.folder, "mau03.db"), "DELETE FROM user_area WHERE area_id IN (SELECT id FROM area WHERE code GLOB 'T*'); DELETE FROM member_area WHERE area_id IN (SELECT id FROM area WHERE code GLOB 'T*'); DELETE FROM area WHERE code GLOB 'T*'"]);
});

await test("targets are set, changed and dropped, only inside the campaign", async () => {
	const list = await admin.page("/admin/campaigns"), url = `${link(list, /href="(\/admin\/campaigns\/\d+)">TN-1</)}/targets`;
	await admin.does(303, url, { area: "9910199", sheets: "12", due_on: "31/07/2024" });
	await admin.does(303, url, { area: "tổ 2", sheets: "3" });
	holds(/Tổ 2.*Phường Một.*9910102/.test(said(await admin.page(url))), "by a name that one area of the campaign has");
	await admin.does(303, url, { area: "tổ 2", sheets: "" });
	holds((await admin.does(422, url, { area: "xã hai", sheets: "1" })).text.includes("Không có địa bàn nào ở đây khớp"), "by a name outside the campaign");
	holds(/Tổ sáp nhập.*Phường Một.*9910199.*12.*31\/07\/2024/.test(said(await admin.page(url))), "the target is listed");
	await admin.does(303, url, { area: "9910199", sheets: "15" });
	equal(values(await admin.form(`${url}?area=hamlet:9910199`, url), "sheets"), ["15"], "a row's link fills the form");
	await admin.does(303, url, { area: "9910199", sheets: "" });
	holds(!said(await admin.page(url)).includes("9910199"), "dropped");
	for (const fields of [{ area: "4711", sheets: "1" }, { area: "99101, 99102", sheets: "1" }, { area: "99101", sheets: "-1" }, { area: "99101", sheets: "1", due_on: "x" }, { area: "" }])
		equal((await admin.post(url, fields)).status, 422, JSON.stringify(fields));
	const dot = `${link(list, /href="(\/admin\/campaigns\/\d+)">DOT-9</)}/targets`;
	equal((await admin.post(dot, { area: "99102", sheets: "1" })).status, 422, "an area of another campaign");
});

await test("names of offices: for all, and for an area that has its own", async () => {
	await admin.does(303, "/admin/settings", { "office.name": "UBND huyện Nghiệm", "signer.title": "CHỦ TỊCH" });
	const area = /\/(\d+)$/.exec(await areaPage("99101"))[1], url = `/admin/settings?area=${area}`;
	holds(said(await admin.page(url)).includes("UBND huyện Nghiệm"), "the area has what holds for all");
	await admin.does(303, url, { "office.name": "UBND phường Một & <b>" });
	equal(values(await admin.form(url, url), "office.name"), ["UBND phường Một & <b>"], "its own");
	equal(values(await admin.form("/admin/settings", "/admin/settings"), "office.name"), ["UBND huyện Nghiệm"], "the other stays");
	holds(said(await admin.page("/admin/settings")).includes("Phường Một (99101)"), "it is listed");
	equal((await admin.post(url, { "office.name": "x".repeat(301) })).status, 422, "too long");
	equal([(await admin.get("/admin/settings?area=999999")).status, (await admin.get("/admin/settings?area=x")).status], [404, 400], "no such area");
});

/* ---- log, rules, status ---- */

await test("the log tells who did what, by filter, page by page, and no answers", async () => {
	const [hamlet] = await world.hamlets(officer), secretId = "056085431916";
	const id = await officer.saves(typed(7, { area_id: hamlet, full_name: "Phan Thị Kín", citizen_id: secretId }), "submit");
	await officer.does(303, `/sheets/${id}/return`, { reason: `số 056 085 431 916 của người khác` });
	await officer.page(`/sheets/${id}`);
	await officer.page(`/sheets?q=${secretId}`);
	const look = async (query) => said(await admin.page(`/admin/log?${query}`));
	const sheet = said({ text: (await admin.page(`/admin/log?sheet=${id}`)).text.split("<tbody>")[1] });
	holds(sheet.includes("Trả lại bổ sung") && sheet.includes("của người khác") && sheet.includes("(officer)"), "the sheet's moves and who made them");
	for (const query of ["", `sheet=${id}`, "kind=views", "actor=officer", "kind=views&actor=officer&action=search"]) {
		const page = await look(query);
		holds(!page.includes("Phan Thị Kín") && !page.replace(/[ .]/g, "").includes(secretId), `no answers in ?${query}`);
	}
	holds((await look("kind=views&action=view")).includes("Xem phiếu") && (await look("action=user.lock")).includes("lan.nt"), "by action");
	const configuration = said({ text: (await admin.page("/admin/log?kind=configuration")).text.split("<tbody>")[1] });
	holds((await look("action=campaign.add")).includes("lệnh trên máy chủ") && configuration.includes("Điều tra viên") && !configuration.includes("Trả lại bổ sung"), "the configuration");
	holds(/[^:]*: Phường Một \(99101\)/.test(configuration) && !/(commune|hamlet|district|province):\d/.test(configuration), "areas by their names");
	holds((await look("actor=nobody")).includes("Không có dòng nào") && (await look("to=01/01/2001")).includes("Không có dòng nào"), "nothing found");
	holds((await look("from=01/01/2001")).includes("Thêm tài khoản"), "from a day on");
	let url = "/admin/log", pages = 0;
	const seen = [];
	for (; url !== null; pages++) {
		const page = await admin.page(url);
		seen.push(...page.text.matchAll(/<tr><th scope="row">/g));
		url = link(page, /rel="next" href="([^"]+)"/)?.replaceAll("&amp;", "&") ?? null;
	}
	holds(pages > 1 && seen.length > 80, `${pages} pages, ${seen.length} entries`);
	const entries = [];
	for (let next = "/admin/log.json"; next !== null;) {
		const json = await admin.json(next);
		equal(json.total, null, "they are not counted");
		entries.push(...json.rows);
		next = json.next;
	}
	equal([entries.length, new Set(entries.map((row) => row.id)).size], [seen.length, seen.length], "the same as JSON, none twice");
	equal(entries.every((row, i) => i === 0 || row.at < entries[i - 1].at || (row.at === entries[i - 1].at && row.id < entries[i - 1].id)), true, "newest first");
	const returned = (await admin.json(`/admin/log.json?sheet=${id}&action=return`)).rows;
	equal(returned.map((row) => [row.username, row.action, row.sheet, row.from_state, row.to_state, row.text.replace(/[• ]+/, " … ")]), [["officer", "return", id, "received", "returned", "số … 916 của người khác"]], "a move");
	equal((await admin.page("/admin/log.csv")).text.trim().split("\r\n").length > seen.length, true, "as CSV");
	holds(said(await admin.page(`/admin/log?print=1&sheet=${id}`)).includes("mục."), "on paper");
	for (const bad of ["from=x", "to=31/02/2024", "action=x", "kind=x", "sheet=x", "after=x", "after=12", "after=2024-01-01T00:00:00Z~x"])
		equal((await admin.get(`/admin/log?${bad}`)).status, 400, bad);
});

await test("everybody reads the rules; those for the checker alone are the officer's and the administrator's", async () => {
	const rules = async (name) => new Set([...(await (await world.client(name)).page("/rules")).text.matchAll(/<tr id="([EWI]\d\d)">/g)].map((m) => m[1]));
	const all = await rules("admin");
	holds(all.has("E01") && all.has("E50") && all.size > 30, `${all.size} rules`);
	equal([...await rules("officer")], [...all], "an officer's");
	const enumerators = await rules("enumerator");
	holds(enumerators.has("E01") && [...enumerators].every((id) => all.has(id)), "an enumerator's");
	for (const role of ["hamlet_leader", "leader", "police", "police_superior", "district", "province"])
		equal([...await rules(role)], [...enumerators], role);
});

await test("status: version, writer, files, routes; a backup shows", async () => {
	const before = said(await admin.page("/admin/status"));
	for (const text of ["Phiên bản", "Số việc mỗi lần ghi", "Cơ sở dữ liệu", "Nhật ký ghi (WAL)", "POST /admin/users", "Chưa có bản sao lưu nào"])
		holds(before.includes(text), text);
	must(["backup", "--data", world.server.folder, `${world.server.folder}/../copy.db`]);
	holds(!said(await admin.page("/admin/status")).includes("Chưa có bản sao lưu nào"), "a backup was made");
});

await test("the first page of an administrator", async () => {
	for (const path of ["/", "/admin"])
		holds(said(await admin.page(path)).includes("đợt thu thập đang mở"), path);
});

await finish(world.server);
