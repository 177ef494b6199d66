/* Tables from files over HTTP: tried, which writes nothing, confirmed, cancelled; who may; what comes back of the rows that were rejected. */
import { Client } from "./client.mjs";
import { Server, demoFolder, demoPassword, equal, finish, holds, must, test, wait } from "./harness.mjs";
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

const folder = demoFolder();
let server = await Server.start(folder);
const login = (name) => Client.login(server, name, demoPassword);
let officer = await login("officer");
const admin = await login("admin"), police = await login("police"), other = await login("officer2");
const said = (answer) => answer.text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");

function sends(client, fields, bytes, name = "phieu.csv") {
	const boundary = "ximportx", part = (field, more, body) => Buffer.concat([Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${field}"${more}\r\n\r\n`), Buffer.from(body), Buffer.from("\r\n")]);
	const parts = Object.entries({ csrf: client.csrf, ...fields }).map(([field, value]) => part(field, "", value));
	if (bytes !== undefined)
		parts.push(part("file", `; filename="${name}"`, bytes));
	return client.request("POST", "/imports", { body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]), headers: { "Content-Type": `multipart/form-data; boundary=${boundary}` } });
}
async function ended(client, url) {
	for (;;) {
		const now = await client.json(`${url}.json`);
		if (now.state !== "running")
			return now;
		await wait(100);
	}
}
/* Sent and tried: its address and what it came to. */
async function tries(client, fields, bytes, name) {
	const answer = await sends(client, fields, bytes, name);
	equal(answer.status, 303, "it is taken");
	return [answer.location, await ended(client, answer.location)];
}
const counts = ({ state, read, new: fresh, changed, same, rejected }) => [state, read, fresh, changed, same, rejected];
const form = (page, end) => Object.fromEntries([...(new RegExp(`<form method="post" action="[^"]*${end}"([^]*?)</form>`).exec(page.text)?.[1] ?? "").matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]));
const sql = (text) => execFileSync("sqlite3", ["-cmd", ".timeout 5000", join(folder, "mau03.db"), text]).toString().trim();
const waiting = () => readdirSync(join(folder, "imports")).length;

const campaign = /name="campaign_id">(?:<option value="\d+"[^>]*>[^<]*<\/option>)*?<option value="(\d+)"/.exec((await officer.page("/imports")).text)[1];
const head = "paper_no,area_id,full_name,birth_date,sex,citizen_id,permanent_address,general_education,qualification,activity_status,inactive_reason,collected_on,informant_name\r\n";
const row = (paper, name, number, more = "4,1,3,3") => `${paper},2235101,${name},05/03/1985,1,${number},12 Yersin; Phương Sài,${more},12/06/2023,Lê Văn Tám\r\n`;
const good = head + row("N1", "Lê Văn Tám", "056085800001") + row("N2", "Lê Văn Chín", "056085800002");
const mixed = good + row("N3", "Lê Văn Mười", "56085800003") + row("N4", "Trần Văn Một", "056085800004", "9,1,3,3") + row("N1", "LÊ VĂN TÁM", "056085800001");
const total = async () => (await officer.json("/sheets.json")).total;
const sheets = { kind: "sheets", campaign_id: campaign };

await test("the page offers what the role may import, and says when there is nothing yet", async () => {
	holds(said(await officer.page("/imports")).includes("Chưa gửi tệp nào"), "empty");
	for (const [client, kinds] of [[officer, ["sheets", "roster", "members", "employers"]], [police, ["roster"]], [admin, ["employers", "users"]]])
		equal([.../<select[^>]*name="kind">([^]*?)<\/select>/.exec((await client.page("/imports")).text)[1].matchAll(/value="(\w+)"/g)].map((m) => m[1]), kinds, client.username);
	for (const [client, path] of [[officer, "/sheets"], [officer, "/roster"], [officer, "/members"], [police, "/"], [admin, "/admin"]])
		holds((await client.page(path)).text.includes('href="/imports"'), `there is a way to it on ${path}`);
});

let url;
await test("a file is tried, which stores nothing, and told row by row", async () => {
	const before = await total();
	let now;
	[url, now] = await tries(officer, sheets, mixed);
	equal(counts(now), ["tried", 5, 2, 0, 1, 2], "what it would come to");
	equal(await total(), before, "nothing is stored");
	const page = await officer.page(url), text = said(page);
	holds(text.includes("Phiếu thông tin: phieu.csv") && text.includes("sẽ thêm 2") && text.includes("không nhận 2"), "the sums");
	holds(/F4 Số CCCD\/CMND Số 56085800003 thiếu chữ số 0/.test(text) && /H5 .*E19/.test(text), "each with its cell");
	holds(text.includes("Tên cột ở dòng 1") && /C full_name Họ, chữ đệm và tên khai sinh Lê Văn Tám Lê Văn Chín/.test(text), "how it was read");
	const rejects = await officer.page(`${url}/rejects.xlsx`);
	holds(rejects.body.subarray(0, 2).toString() === "PK" && rejects.headers["content-disposition"].includes("rejects-"), "the rejects come back");
	equal((await officer.get(`${url}/rejects`)).status, 404, "as a workbook alone");
	holds(said(await officer.page("/imports")).includes("phieu.csv Phiếu thông tin"), "it is listed");
});

await test("it is its sender's alone", async () => {
	for (const client of [other, admin, police])
		for (const path of [url, `${url}.json`, `${url}/rejects.xlsx`])
			equal((await client.get(path)).status, 404, `${path} for ${client.username}`);
	equal((await other.post(`${url}/confirm`, {})).status, 404, "another confirms nothing");
});

await test("the word of the sender imports it, once", async () => {
	const before = await total(), fields = form(await officer.page(url), "/confirm");
	for (let i = 0; i < 2; i++)
		equal((await officer.post(`${url}/confirm`, fields)).location, url, "a second click leads to the same");
	equal(counts(await ended(officer, url)), ["done", 5, 2, 0, 1, 2], "what it came to");
	equal(await total(), before + 2, "what was good is there");
	equal((await officer.post(`${url}/confirm`, {})).status, 409, "it is decided");
	equal((await officer.post(`${url}/cancel`, {})).status, 409, "for good");
	equal((await officer.post(url, { sheet: "" })).status, 409, "nor read in another way");
	equal(waiting(), 0, "the file is gone");
	const { id, state } = (await officer.rows("/sheets.json?q=L%C3%AA%20V%C4%83n%20Ch%C3%ADn")).find((one) => one.paper_no === "N2") ?? (await officer.rows("/sheets.json"))[0];
	equal(state, "received", "submitted as an officer submits");
	const page = said(await officer.page(`/sheets/${id}`));
	holds(page.includes("Nhập từ tệp") && page.includes("phieu.csv, dòng 3"), "the sheet says where it came from");
	holds((await admin.page("/admin/log")).text.includes("Nhập dữ liệu từ tệp"), "and the log");
});

await test("the same again stores nothing; what was mended enters alone", async () => {
	const [again, same] = await tries(officer, sheets, mixed);
	equal(counts(same), ["tried", 5, 0, 0, 3, 2], "the same bytes");
	const page = await officer.page(again);
	holds(said(page).includes("Không có dòng nào để nhập") && !page.text.includes("/confirm"), "there is nothing to confirm");
	equal((await officer.post(`${again}/cancel`, form(page, "/cancel"))).location, again, "cancelled");
	equal((await officer.json(`${again}.json`)).state, "cancelled", "it is");
	equal(waiting(), 0, "the file is gone");
	const [mended, now] = await tries(officer, sheets, good + row("N3", "Lê Văn Mười", "056085800003"));
	equal(counts(now), ["tried", 3, 1, 0, 2, 0], "one is new");
	await officer.does(303, `${mended}/confirm`, {});
	equal(counts(await ended(officer, mended)), ["done", 3, 1, 0, 2, 0], "and enters");
});

await test("what is missing or wrong with the form is said in it", async () => {
	for (const [fields, bytes, text] of [[{ ...sheets }, undefined, "Vui lòng chọn tệp"], [{ kind: "areas" }, good, "Vui lòng chọn loại dữ liệu"], [{ ...sheets, on: "31/02/2024" }, good, "Không phải là ngày"],
		[{ kind: "sheets", campaign_id: "999" }, good, "Vui lòng chọn"], [{ ...sheets, area: "nowhere" }, good, "Vui lòng chọn"]]) {
		const answer = await sends(officer, fields, bytes);
		equal(answer.status, 422, text);
		holds(answer.text.includes(text), `${text}: ${said(answer).slice(0, 400)}`);
	}
	equal((await sends(officer, { kind: "users" }, good)).status, 403, "what the role may not");
	equal((await sends(officer, sheets, Buffer.alloc((12 << 20) + 4000, 65))).status, 413, "too large");
	equal(waiting(), 0, "nothing is kept of these");
});

await test("a file that is no table is refused with its reason, and may be read in another way", async () => {
	for (const [bytes, text] of [["<html><table></table>", "HTML"], ["A;B\n1;2\n", "Không tìm thấy dòng tiêu đề"], [Buffer.from([0x50, 0x4b, 3, 4, 9, 9]), ""]]) {
		const [path, now] = await tries(officer, sheets, bytes, "x.xls");
		equal(now.state, "refused", text);
		holds(said(await officer.page(path)).includes(text) && now.problem !== null, "why");
		equal((await officer.post(`${path}/confirm`, {})).status, 409, "it cannot be confirmed");
		await officer.does(303, `${path}/cancel`, {});
	}
	const old = "Hä vµ tªn;§¬n vÞ;Địa bàn\nNguyÔn V¨n B¶y;§oµn thanh niªn;22351\nTrÇn ThÞ H­¬ng;Héi Phô n÷;22351\n";
	const [path, now] = await tries(officer, { kind: "members" }, old, "to.csv");
	equal(counts(now), ["tried", 2, 0, 0, 0, 2], "an old font is rejected");
	holds(said(await officer.page(path)).includes("TCVN3"), "named");
	equal((await officer.post(path, { on: "31/02/2024" })).status, 422, "no day");
	const seen = sql(`SELECT trial_job_id FROM upload WHERE id = ${path.split("/").pop()}`);
	await officer.does(303, path, { map: "tcvn3" });
	equal(counts(await ended(officer, path)), ["tried", 2, 2, 0, 0, 0], "converted it is not");
	equal((await officer.post(`${path}/confirm`, { trial: seen })).status, 409, "what another tab saw is not confirmed");
	await officer.does(303, `${path}/confirm`, {});
	equal(counts(await ended(officer, path)), ["done", 2, 2, 0, 0, 0], "and enters");
	holds((await officer.page("/members")).text.includes("Trần Thị Hương"), "as it reads");
});

await test("cells of whole books are rejected, and cost little", async () => {
	const book = "Đ".repeat(30000), rows = `${book};${book};${book}\n`.repeat(60);
	const [path, now] = await tries(officer, { kind: "members" }, `Họ và tên;Đơn vị;Địa bàn\n${rows}`, "to.csv");
	equal(counts(now), ["tried", 60, 0, 0, 0, 60], "none is taken");
	holds(said(await officer.page(path)).includes("Ô có quá nhiều chữ"), "why");
	await officer.does(303, `${path}/cancel`, {});
});

await test("rows that are no data are told, so that nobody misses them", async () => {
	const [path, now] = await tries(officer, { kind: "members" }, "STT;Họ và tên;Đơn vị;Địa bàn\n(1);(2);(3);(4)\n1;Hồ Thị Sáu;Hội Phụ nữ;22351\n;Tổng cộng;1;\n;Người lập biểu;;\n", "to.csv");
	equal(counts(now), ["tried", 1, 1, 0, 0, 0], "one is data");
	holds(/2 \S.* không đọc: dòng đánh số cột 4 .* không đọc: dòng cộng 5 .* không đọc: phần ký tên/.test(said(await officer.page(path))), "the others");
	await officer.does(303, `${path}/cancel`, {});
});

await test("what another commune has of the same words hinders nobody", async () => {
	const mine = head + row("N7", "Đỗ Văn Bảy", "056085800017");
	const [path] = await tries(officer, sheets, mine);
	await officer.does(303, `${path}/confirm`, {});
	equal(counts(await ended(officer, path)), ["done", 1, 1, 0, 0, 0], "it enters");
	const sheet = sql("SELECT max(sheet_id) FROM import_sheet"), theirs = sql("SELECT id FROM worker_sheet s WHERE commune_id <> (SELECT commune_id FROM worker_sheet ORDER BY id DESC LIMIT 1) AND NOT EXISTS (SELECT 1 FROM import_sheet i WHERE i.sheet_id = s.id) LIMIT 1");
	sql(`UPDATE import_sheet SET sheet_id = ${theirs} WHERE sheet_id = ${sheet}`);
	const [again, now] = await tries(officer, sheets, mine);
	equal(now.same, 0, "it is judged as any other");
	await officer.does(303, `${again}/cancel`, {});
	sql(`UPDATE import_sheet SET sheet_id = ${sheet} WHERE sheet_id = ${theirs}`);
});

await test("employers are offered to whoever types a sheet", async () => {
	const [path] = await tries(officer, { kind: "employers" }, "Tên doanh nghiệp;Mã số thuế;Địa chỉ\nCông ty TNHH Dệt May;4200123456;12 Yersin\n", "dn.csv");
	await officer.does(303, `${path}/confirm`, {});
	await ended(officer, path);
	const enumerator = await login("enumerator");
	equal((await enumerator.json("/employers.json?q=d%E1%BB%87t%20may")).rows, [{ name: "Công ty TNHH Dệt May", code: "4200123456", address: "12 Yersin", industry: null }], "found by its words");
	equal((await enumerator.json("/employers.json?q=4200")).rows.length, 1, "by how its code begins");
	equal((await enumerator.json("/employers.json?q=nothing")).rows, [], "or not at all");
	holds((await enumerator.page("/sheets/new")).text.includes('data-employer="workplace_address"'), "the input asks for them");
});

await test("accounts, by the administrator", async () => {
	const [path, now] = await tries(admin, { kind: "users" }, "username,full_name,role,area\nlan.nt,Nguyễn Thị Lan,officer,22351\nx y,An,officer,22351\n", "tk.csv");
	equal(counts(now), ["tried", 2, 1, 0, 0, 1], "tried");
	await admin.does(303, `${path}/confirm`, {});
	equal(counts(await ended(admin, path)), ["done", 2, 1, 0, 0, 1], "done");
	holds((await admin.page("/admin/users?q=lan.nt")).text.includes("Nguyễn Thị Lan"), "it is there");
});

await test("what is old is forgotten with its rows; what nobody confirmed is cancelled", async () => {
	const [path] = await tries(officer, sheets, mixed), [fresh] = await tries(officer, sheets, good);
	const [gone] = await tries(officer, sheets, mixed);
	await officer.does(303, `${gone}/cancel`, {});
	const left = (one) => sql(`SELECT count(*), count(u.look), count(u.file), (SELECT count(*) FROM upload_fault f WHERE f.upload_id = u.id) FROM upload u WHERE u.id = ${one.split("/").pop()}`);
	equal([left(path), left(gone)], ["1|1|1|2", "1|0|0|0"], "a cancelled one at once");
	await server.stop();
	sql(`UPDATE upload SET made_at = '2020-01-01T00:00:00Z' WHERE id <> ${fresh.split("/").pop()}`);
	server = await Server.start(folder);
	officer = await login("officer");
	equal([left(path), left(url), left(fresh)], ["1|0|0|0", "1|0|0|0", "1|1|1|0"], "the rest after some days");
	equal((await officer.json(`${path}.json`)).state, "cancelled", "it is said");
	equal((await officer.json(`${url}.json`)).state, "done", "what was imported stays so");
	holds(!said(await officer.page(path)).includes("Lê Văn Tám"), "nothing of them is shown");
	equal(waiting(), 1, "one file waits");
});

await test("a workbook tells which sheet was read and which is hidden; a long file shows how far it is, and that its work was broken off; a refused form keeps the hamlet", async () => {
	const make = "import openpyxl, sys, csv, io; book = openpyxl.Workbook(); one = book.active; one.title = 'Phiếu'; book.create_sheet('Nháp').sheet_state = 'hidden'\nfor row in csv.reader(io.StringIO(sys.stdin.read())): one.append(row)\nbook.save('/dev/stdout')";
	const script = `import os, io, sys\n${make.replace("book.save('/dev/stdout')", "out = io.BytesIO(); book.save(out); sys.stdout.buffer.write(out.getvalue())")}`;
	const [path, now] = await tries(officer, sheets, execFileSync("/usr/bin/python3", ["-c", script], { input: head + row("X1", "Lê Văn Xuân", "056085810001") }), "phieu.xlsx");
	equal(counts(now), ["tried", 1, 1, 0, 0, 0], "tried");
	const shown = said(await officer.page(path));
	holds(shown.includes("Phiếu") && shown.includes("Nháp"), "its sheets by name");
	await officer.does(303, `${path}/cancel`, {});
	const many = Array.from({ length: 2500 }, (_, i) => row(`L${i}`, "Lê Văn Lâu", String(56085820000 + i).padStart(12, "0")));
	const long = (await sends(officer, sheets, head + many.join(""))).location, page = await officer.page(long);
	holds(page.text.includes("<progress"), "how far it is");
	await ended(officer, long);
	await officer.does(303, `${long}/confirm`, {});
	const job = sql(`SELECT job_id FROM upload WHERE id = ${long.split("/").pop()}`);
	await officer.does(303, `/jobs/${job}/cancel`, {});
	equal((await ended(officer, long)).state, "broke", "broken off");
	holds((await officer.page(long)).text.includes(`/jobs/${job}`), "its work was broken off");
	const refused = await sends(officer, { ...sheets, area: "2235101" });
	equal([refused.status, /<option value="2235101" selected>/.test(refused.text)], [422, true], "no file");
});

await server.stop();
must(["verify", "--data", folder]);
await finish();
