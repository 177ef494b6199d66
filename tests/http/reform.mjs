/* Two administrations across 01/07/2025: a commune that keeps its code and loses its district, a ward whose code ends, a district without
 * communes. Who was made before and who is made after see the same, and nobody sees more than he was given. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "./client.mjs";
import { Server, command, equal, finish, holds, must, newFolder, root, test } from "./harness.mjs";
import { options } from "./html.mjs";
import { typed } from "./sheets.mjs";

const data = join(newFolder(), "data"), before = "2024-06-10", after = "2025-08-01";
const ran = (today, ...args) => must([...args, "--data", data, "--today", today]);
const password = (name) => `mật khẩu của ${name}`;
const add = (today, name, role, ...codes) => command(["user", "add", name, "--role", role, ...codes.flatMap((code) => ["--area", code]), "--password-stdin",
	"--data", data, "--today", today], `${password(name)}\n`);
const administrator = ran(before, "init").trim();

const hamlets = [["16498", "1649801"], ["22351", "2235101"], ["22366", "2236601"], ["district:755", "75501"]];
const roles = ["enumerator", "officer", "leader", "police"];
ran(before, "import", "areas", "--official", "2024");
for (const [parent, code] of hamlets)
	ran(before, "area", "add", "--parent", parent, "--code", code, "--name", `Thôn ${code}`, "--level", "hamlet");
for (const [code, ...areas] of [["QN", "16498"], ["NT", "22351", "22366"], ["CD", "755"]])
	ran(before, "campaign", "add", "--code", code, "--name", code, "--from", "2024-05-01", "--to", "2026-12-31", ...areas.flatMap((area) => ["--area", area]));
for (const [campaign, area, count] of [["QN", "16498", 40], ["NT", "22351", 50], ["NT", "22366", 60], ["CD", "755", 5]])
	ran(before, "target", "set", "--campaign", campaign, "--area", area, "--count", String(count));
for (const [name, area] of [["quang", "16498"], ["phuong", "22351"], ["tan", "22366"], ["con", "district:755"]])
	for (const role of roles)
		equal(add(before, `${name}_${role}`, role, area).status, 0, `${name}_${role}`);
for (const [name, hamlet] of [["phuong_leader_of_hamlet", "2235101"], ["tan_leader_of_hamlet", "2236601"]])
	equal(add(before, name, "hamlet_leader", hamlet).status, 0, name);
/* Who watches from above: the city of the ward that ends, another district, another province. */
for (const role of roles)
	equal(add(before, `cam_${role}`, role, "22711").status, 0, `cam_${role}`);
const watchers = ["district", "province", "police_superior"];
for (const [name, ...areas] of [["nha_trang", "568"], ["cam_lam", "570"], ["thanh_hoa", "38"], ["ninh_thuan", "58"], ["khanh_hoa", "56"]])
	for (const role of watchers)
		equal(add(before, `${name}_${role}`, role, ...areas).status, 0, `${name}_${role}`);

let server, clients, next = 1;
const open = async (today) => {
	server = await Server.start(data, ["--today", today]);
	clients = new Map();
};
const client = async (name) => {
	if (!clients.has(name))
		clients.set(name, await Client.login(server, name, name === "admin" ? administrator : password(name)));
	return clients.get(name);
};
/* Types one in the only hamlet that is offered whose name says so. */
const types = async (name, hamlet, collected) => {
	const writer = await client(name), offered = options((await writer.page("/sheets/new")).text, "area_id");
	const [area] = offered.find(([, label]) => label.includes(hamlet)) ?? [];
	holds(area !== undefined, `${name} is offered ${hamlet}: ${JSON.stringify(offered)}`);
	return writer.saves(typed(next++, { area_id: area, ...(collected === undefined ? {} : { collected_on: collected }) }), "submit");
};
const figures = async (name, query = "") => {
	const { total } = await (await client(name)).json(`/reports/progress.json${query}`);
	return { target: total.target, collected: total.collected, left: total.left };
};
const agrees = async (name, wanted) => {
	const one = await client(name), told = await figures(name), list = await one.json("/sheets.json");
	equal(told.collected, wanted, `collected for ${name}`);
	equal(list.total, wanted, `the list of ${name}`);
	const home = (await one.page("/")).text;
	holds(new RegExp(`class="step-count"[^>]*>${wanted}<|>${wanted}<`).test(home), `the first page of ${name} says ${wanted}`);
	return told;
};
const sheets = {};

await open(before);

await test("before: each unit has its sheets; a district without communes acts as a commune", async () => {
	sheets.quang = [await types("quang_officer", "1649801"), await types("quang_enumerator", "1649801")];
	sheets.phuong = [await types("phuong_officer", "2235101"), await types("phuong_enumerator", "2235101")];
	sheets.tan = [await types("tan_officer", "2236601")];
	sheets.con = [await types("con_officer", "75501"), await types("con_enumerator", "75501")];
	equal(JSON.stringify(await agrees("quang_officer", 2)), JSON.stringify({ target: 40, collected: 2, left: 40 }), "Quảng Ngọc");
	equal((await agrees("phuong_officer", 2)).target, 50, "Phương Sài");
	equal((await agrees("con_officer", 2)).target, 5, "Côn Đảo");
	equal((await figures("nha_trang_district", "?campaign=NT")).collected, 3, "the city");
	const officer = await client("tan_officer"), police = await client("tan_police");
	await officer.does(303, `/sheets/${sheets.tan[0]}/accept`, {});
	await officer.does(303, "/handovers", { ids: sheets.tan[0] });
	sheets.batch = (await police.json("/handovers.json")).rows[0].id;
	await police.does(303, `/handovers/${sheets.batch}/sign`, { count: 1 });
	sheets.person = (await officer.sheet(sheets.tan[0])).person_id;
	holds((await (await client("con_leader")).page("/reports/progress")).text.includes("Thôn 75501"), "its hamlets are its rows");
	holds((await (await client("con_leader")).get("/reports/quality")).status === 200, "its quality");
});

await test("before: each ward has members without an account, and a decision", async () => {
	for (const [name, decision] of [["phuong_officer", "1/QĐ-UBND"], ["tan_officer", "2/QĐ-UBND"]]) {
		const officer = await client(name), { id } = (await officer.json("/reports/progress.json")).area;
		await officer.does(303, "/members", { full_name: `Thành viên của ${name}`, areas: id });
		await officer.does(303, `/members/team?area=${id}`, { name: `Tổ của ${name}`, decision_no: decision });
	}
});

await server.stop();
ran(after, "import", "areas", "--official", "2025");
/* Another ward of the city and one of another district become one with it. */
ran(after, "area", "succeed", "--from", "22351", "22711", "--to", "22366");
ran(after, "area", "succeed", "--from", "22711", "--to", "22333");
for (const [name, area] of [["quang_new", "16498"], ["nha_trang_new", "22366"]])
	for (const role of roles)
		equal(add(after, `${name}_${role}`, role, area).status, 0, `${name}_${role}`);
await open(after);

await test("what has ended is refused, and its successor named", async () => {
	await server.stop();
	const user = add(after, "late", "officer", "22351");
	equal(user.status, 1, "a user");
	holds(user.stderr.includes("commune:22366 Phường Nha Trang"), user.stderr);
	for (const args of [["campaign", "add", "--code", "X", "--name", "X", "--area", "22351", "--from", "2025-08-01"], ["target", "set", "--campaign", "NT", "--area", "22351", "--count", "7"]]) {
		const refused = command([...args, "--data", data, "--today", after]);
		equal(refused.status, 1, args.join(" "));
		holds(refused.stderr.includes("commune:22366 Phường Nha Trang"), refused.stderr);
	}
	await open(after);
	const admin = await client("admin");
	await admin.post("/password", { current: administrator, password: "mật khẩu mới của quản trị", again: "mật khẩu mới của quản trị", csrf: admin.csrf });
	const late = { username: "late", full_name: "Nguyễn Thị Lan", role: "officer" };
	holds((await admin.does(422, "/admin/users", { ...late, areas: "22351" })).text.includes("Phường Phương Sài đã hết hiệu lực, được thay bằng: Phường Nha Trang (22366)."), "in a form");
	holds((await admin.does(422, "/admin/users", { ...late, role: "district", areas: "district:568" })).text.includes("đã hết hiệu lực và chưa ghi đơn vị thay thế"), "a district of before");
	equal((await admin.json("/admin/users.json?q=late")).total, 0, "nobody was made");
});

await test("after, before any right is moved: the old unit has its own, the new one all it came from", async () => {
	equal(JSON.stringify(await agrees("quang_new_officer", 2)), JSON.stringify(await agrees("quang_officer", 2)), "Quảng Ngọc before and after");
	equal((await agrees("phuong_officer", 2)).target, 50, "Phương Sài");
	equal((await agrees("tan_officer", 1)).target, 60, "Tân Tiến");
	equal((await agrees("nha_trang_new_officer", 3)).target, 110, "Nha Trang has the targets of both");
	const ended = "Đơn vị này đã hết hiệu lực từ sau ngày 30/06/2025";
	for (const path of ["/reports/progress", "/reports/quality"]) {
		const says = async (name) => (await (await client(name)).page(path)).text;
		holds((await says("phuong_officer")).includes(`${ended}. Số liệu tiếp tục được tính ở: Phường Nha Trang (22366).`), `${path}: an ended unit names its successor`);
		holds((await says("con_officer")).includes(`${ended}. Số liệu tiếp tục được tính ở: Đặc khu Côn Đảo (26732).`), `${path}: so does an island`);
		holds((await says("nha_trang_district")).includes(`${ended}; chưa ghi đơn vị thay thế.`), `${path}: one without a successor says so`);
		for (const name of ["quang_new_officer", "nha_trang_new_officer"])
			holds(!(await says(name)).includes("hết hiệu lực"), `${path}: nothing ended for ${name}`);
	}
	equal((await figures("con_officer")).collected, 2, "an island that ended");
});

await test("both type, in the hamlet of the old unit, and see each other's", async () => {
	for (const [old, fresh, hamlet] of [["quang", "quang_new", "1649801"], ["phuong", "nha_trang_new", "2235101"]])
		for (const name of [`${old}_officer`, `${fresh}_officer`, `${fresh}_enumerator`]) {
			const id = await types(name, hamlet, "31/07/2025");
			for (const other of [`${old}_officer`, `${fresh}_officer`, `${old}_leader`, `${fresh}_leader`])
				equal((await (await client(other)).get(`/sheets/${id}`)).status, 200, `${other} and the sheet of ${name}`);
			sheets[old].push(id);
		}
	equal((await agrees("quang_officer", 5)).collected, (await agrees("quang_new_officer", 5)).collected, "Quảng Ngọc");
	equal((await agrees("phuong_officer", 5)).collected + 1, (await agrees("nha_trang_new_officer", 6)).collected, "Nha Trang");
	const page = (await (await client("nha_trang_new_officer")).page(`/sheets/${sheets.phuong.at(-1)}/print`)).text;
	holds(page.includes("Nha Trang") && !page.includes("Phường Phương Sài"), "a sheet of today is of the unit of today");
	const old = (await (await client("nha_trang_new_officer")).page(`/sheets/${sheets.phuong[0]}/print`)).text;
	holds(old.includes("Phương Sài"), "a sheet keeps the unit of its day");
});

await test("the page of a unit names what it took over and who took it over, a guess as one", async () => {
	const admin = await client("admin"), guess = " (phỏng đoán theo mã hoặc tên)";
	const found = async (code) => (await admin.json(`/admin/areas.json?q=${code}`)).rows.filter((row) => row.code === code);
	const [old, fresh] = await found("22366"), [phuong] = await found("22351");
	/* "Phường Tân Tiến (22366) (phỏng đoán …)" for each that is named. */
	const names = async (id, label) => {
		const [, line] = new RegExp(`<p>${label}: (.*?)</p>`).exec((await admin.page(`/admin/areas/${id}`)).text) ?? [];
		return line?.split("&nbsp;").map((one) => one.replace(/<[^>]*>/g, "").replace(/\s+/g, " ").trim()).filter((one) => one !== "") ?? [];
	};
	const told = (id) => Promise.all(["Thay cho", "Được thay bằng"].map((label) => names(id, label)));
	equal(await told(fresh.id), [["Phường Phương Sài (22351)", `Phường Tân Tiến (22366)${guess}`, "Xã Suối Tân (22711)"], []], "the new one: two told by a command, one guessed from its code");
	equal(await told(old.id), [[], [`Phường Nha Trang (22366)${guess}`]], "guessed");
	equal(await told(phuong.id), [[], ["Phường Nha Trang (22366)"]], "told by a command");
});

/* What names a sheet, a person or a batch, of the server's own table. */
const routes = [...readFileSync(join(root, "src/web/routes.c"), "utf8").matchAll(/\{ "(GET|POST)", "([^"]+)",[^{]*\{ TARGET_(SHEET|PERSON|BATCH) \}/g)]
	.map(([, method, pattern, target]) => ({ method, pattern, target }));
const lists = ["/sheets", "/people", "/review", "/police", "/handovers", "/reports/no-id", "/duplicates"], reports = ["/reports/progress", "/reports/quality"];
const refused = [403, 404];

await test("a foreign predecessor stays unseen, for every role, way and area", async () => {
	holds(routes.length > 20, "the table is read");
	const foreign = { SHEET: sheets.tan[0], PERSON: sheets.person, BATCH: sheets.batch }, tan = await client("tan_officer");
	const area = (await tan.json("/reports/progress.json")).area.id, fresh = (await (await client("nha_trang_new_officer")).json("/reports/progress.json")).area.id;
	const name = (await tan.sheet(sheets.tan[0])).full_name;
	const strangers = [...roles.flatMap((role) => [`phuong_${role}`, `cam_${role}`]), "phuong_leader_of_hamlet",
		...["cam_lam", "thanh_hoa", "ninh_thuan"].flatMap((place) => watchers.map((role) => `${place}_${role}`))];
	for (const stranger of strangers) {
		const one = await client(stranger);
		for (const { method, pattern, target } of routes) {
			const path = pattern.replace("{id}", foreign[target]), answer = await (method === "GET" ? one.get(path) : one.post(path, {}));
			holds(refused.includes(answer.status), `${stranger} ${method} ${path}: ${answer.status}`);
		}
		for (const path of [`/sheets/${foreign.SHEET}.json`, `/people/${foreign.PERSON}.json`, `/handovers/${foreign.BATCH}.json`, `/handovers/${foreign.BATCH}.csv`])
			holds(refused.includes((await one.get(path)).status), `${stranger} ${path}`);
		for (const path of lists.flatMap((list) => [`${list}.json`, `${list}.json?area=${area}`, `${list}.json?area=${fresh}`, `${list}.csv`])) {
			const answer = await one.get(path);
			holds(answer.status !== 200 || !answer.text.includes(name), `${stranger} finds it in ${path}`);
		}
		for (const path of reports.flatMap((report) => [`${report}.json?area=${area}`, `${report}?area=${area}`, `${report}.json?area=${fresh}`]))
			holds(refused.includes((await one.get(path)).status), `${stranger} ${path}`);
		const found = await one.get(`/sheets?q=${encodeURIComponent(name)}`);
		holds(found.status !== 200 || !found.text.includes(`/sheets/${foreign.SHEET}"`), `${stranger} looks for it`);
	}
});

await test("who was given what it came from, or came to, does see it", async () => {
	for (const role of watchers)
		for (const place of ["nha_trang", "khanh_hoa"]) {
			const one = await client(`${place}_${role}`);
			equal((await one.get(`/sheets/${sheets.tan[0]}`)).status, 200, `${place}_${role}`);
			holds((await one.json("/sheets.json")).rows.some((row) => row.id === sheets.tan[0]), `the list of ${place}_${role}`);
		}
	for (const role of ["officer", "leader", "police"])
		equal((await (await client(`nha_trang_new_${role}`)).get(`/sheets/${sheets.tan[0]}`)).status, 200, `nha_trang_new_${role}`);
});

await test("who has what ended is told on the first page, and works on", async () => {
	const says = async (name) => (await (await client(name)).page("/")).text;
	const told = "Phường Phương Sài đã hết hiệu lực từ sau ngày 30/06/2025, được thay bằng Phường Nha Trang (22366). Tài khoản này vẫn làm việc với phiếu của đơn vị cũ; sau khi quản trị xác nhận";
	for (const role of roles)
		holds((await says(`phuong_${role}`)).includes(told), `phuong_${role}`);
	holds((await says("nha_trang_district")).includes("Thành phố Nha Trang đã hết hiệu lực từ sau ngày 30/06/2025; chưa ghi đơn vị thay thế."), "without a successor");
	const several = (await says("cam_officer")).split("Xã Suối Tân đã hết hiệu lực từ sau ngày 30/06/2025, được thay bằng nhiều đơn vị: ")[1] ?? "";
	holds(several.includes("Phường Nha Trang (22366)") && several.includes("đề nghị quản trị giao đơn vị mới"), "a ward that was cut in two");
	holds((await says("ninh_thuan_province")).includes("được thay bằng Tỉnh Khánh Hoà (56)"), "a province that was merged into another");
	for (const name of ["phuong_leader_of_hamlet", "quang_new_officer", "nha_trang_new_officer", "khanh_hoa_province"])
		holds(!(await says(name)).includes("hết hiệu lực"), `nothing ended for ${name}`);
	/* The figures of a unit are the same whoever asks: the old one within the new one is what its own people see. */
	const old = await (await client("phuong_officer")).json("/reports/progress.json");
	const within = await (await client("nha_trang_new_officer")).json(`/reports/progress.json?area=${old.area.id}`);
	equal(JSON.stringify(within.total), JSON.stringify(old.total), "the old unit for a user of after and one of before");
});

await test("the new unit finds the sheets of the old ones; each is listed with the unit of its day, under the letterhead of who asks", async () => {
	const fresh = await client("nha_trang_new_officer"), phuong = await client("phuong_officer");
	const area = async (one) => (await one.json("/reports/progress.json")).area.id, found = async (id) => (await fresh.json(`/sheets.json?area=${id}`)).total;
	const old = await area(phuong), tan = await area(await client("tan_officer"));
	equal([await found(await area(fresh)), await found(old), await found(tan)], [6, 5, 1], "by the new unit, by each of the old ones");
	const communes = (await fresh.json("/sheets.json")).rows.map((row) => row.commune).sort();
	equal([...new Set(communes)], ["Phường Phương Sài", "Phường Tân Tiến"], "the units of their day");
	const head = async (one) => /<p class="strong ruled">(.*?)<\/p>/.exec((await one.page("/sheets?print=1")).text)?.[1];
	equal([await head(fresh), await head(phuong)], ["Ủy ban nhân dân phường Nha Trang", "Ủy ban nhân dân phường Phương Sài"], "letterheads");
});

await test("the sheets of all that a unit came from are in one order of time", async () => {
	const fresh = await client("nha_trang_new_officer"), all = await fresh.rows("/sheets.json");
	const walk = async (path) => {
		const found = [];
		for (let page = await fresh.json(path); ; page = await fresh.json(page.next)) {
			found.push(...page.rows);
			if (page.next === null)
				break;
		}
		return found.map((row) => row.id);
	};
	const byTime = all.toSorted((a, b) => a.since.localeCompare(b.since) || a.id - b.id).map((row) => row.id);
	equal(await walk("/sheets.json?sort=since&limit=2"), byTime, "the oldest first");
	equal(await walk("/sheets.json?sort=-since&limit=2"), byTime.toReversed(), "the newest first");
});

await test("an administrator confirms: the rights go to the only successor, an event for each", async () => {
	const admin = await client("admin"), page = await admin.page("/admin/rights");
	holds(page.text.includes("phuong_officer") && page.text.includes("Phường Nha Trang (22366)"), "who has what ended is listed");
	holds(page.text.includes("phỏng đoán theo mã hoặc tên"), "a guess is shown as one");
	for (const told of ["Thành viên của phuong_officer", "Tổ của tan_officer"])
		holds(page.text.includes(told), `${told} goes along`);
	const expected = /name="expected" value="(\d+)"/.exec(page.text)[1];
	equal((await admin.post("/admin/rights", { expected: "1" })).status, 409, "another number than was shown");
	equal((await admin.post("/admin/rights", { expected })).status, 303, "confirmed");
	equal((await admin.post("/admin/rights", { expected })).status, 409, "nothing is left");
	holds((await admin.page("/admin/log")).text.includes("Chuyển quyền sang đơn vị thay thế"), "the history has it");
	const rest = (await admin.page("/admin/rights")).text;
	holds(!rest.includes("phuong_officer") && rest.includes("nha_trang_district"), "a district that ended without a successor stays listed");
	holds(rest.includes("cam_officer") && rest.includes("nhiều đơn vị"), "so does who would have to choose");
	equal(JSON.stringify(await agrees("phuong_officer", 6)), JSON.stringify(await agrees("nha_trang_new_officer", 6)), "the same after it");
	equal(JSON.stringify(await agrees("quang_officer", 5)), JSON.stringify(await agrees("quang_new_officer", 5)), "Quảng Ngọc too");
	holds(!(await (await client("phuong_officer")).page("/")).text.includes("hết hiệu lực"), "the first page has nothing to tell any more");
	for (const role of roles) {
		const [old, fresh] = [await (await client(`phuong_${role}`)).json("/sheets.json"), await (await client(`nha_trang_new_${role}`)).json("/sheets.json")];
		holds(role === "enumerator" || old.total === fresh.total, `the lists of ${role}s of before and after`);
	}
	equal((await (await client("phuong_officer")).get(`/sheets/${sheets.tan[0]}`)).status, 200, "now it is theirs");
	await types("phuong_officer", "2235101", "31/07/2025");
	await agrees("nha_trang_new_officer", 7);
	const members = (await (await client("nha_trang_new_officer")).json("/members.json")).rows.filter((row) => row.full_name.startsWith("Thành viên của"));
	equal(members.map((row) => [row.commune, row.areas]), [["Phường Nha Trang", ["22366"]], ["Phường Nha Trang", ["22366"]]], "members without an account work in the new unit");
	const teams = (await (await client("phuong_officer")).page("/members/team")).text;
	holds(teams.includes("Phường Nha Trang") && teams.includes("Tổ của phuong_officer"), "one decision is that of the new unit");
	const [, old] = /href="(\/members\/team\?area=\d+)"[^>]*>Phường Tân Tiến/.exec(teams);
	holds((await (await client("phuong_officer")).page(old)).text.includes("Tổ của tan_officer"), "the other stays with its own");
	const went = (await admin.rows("/admin/log.json")).map((row) => JSON.stringify(row)).filter((row) => row.includes("user.move"));
	equal(["phuong_officer", "tan_officer"].map((name) => went.filter((row) => row.includes(`Tổ của ${name}`)).length), [1, 0], "and the log does not say that it went");
});

await test("on the page of the unit an administrator tells what it took over: a guess is one no longer", async () => {
	const admin = await client("admin"), officer = await client("quang_officer");
	const [old, fresh] = (await admin.json("/admin/areas.json?q=22366")).rows.filter((row) => row.code === "22366");
	const line = async () => /<p>Được thay bằng: (.*?)<\/p>/.exec((await admin.page(`/admin/areas/${old.id}`)).text)[1];
	holds((await line()).includes("phỏng đoán"), "guessed before");
	equal((await officer.post(`/admin/areas/${fresh.id}/succeed`, { replaces: "22366" })).status, 403, "an officer");
	equal((await admin.post("/admin/areas/999999/succeed", { replaces: "22366" })).status, 404, "no such unit");
	for (const [id, replaces, why] of [[fresh.id, "99999", "no such code"], [old.id, "22351", "one that ended as late"]])
		equal((await admin.post(`/admin/areas/${id}/succeed`, { replaces })).status, 422, why);
	for (const [replaces, why] of [["district:568", "Thành phố Nha Trang (568) khác cấp"], ["14755", "Phường Hàm Rồng (14755) thuộc tỉnh khác"]])
		holds((await admin.does(422, `/admin/areas/${fresh.id}/succeed`, { replaces })).text.includes(why), why);
	holds((await line()).includes("phỏng đoán"), "what was refused changed nothing");
	equal((await admin.post(`/admin/areas/${fresh.id}/succeed`, { replaces: "22366" })).status, 303, "told");
	holds(!(await line()).includes("phỏng đoán"), "and no guess any more");
	holds((await admin.page("/admin/log")).text.includes("22366"), "the history has it");
});

await finish(server);
