/* A list of areas is imported on a page of administration: it shows first what would be added, renamed, moved and ended, then does just that. */
import { join } from "node:path";
import { Client } from "./client.mjs";
import { Server, equal, fail, finish, holds, must, newFolder, test } from "./harness.mjs";

const data = join(newFolder(), "data"), day = "2025-08-01", password = must(["init", "--data", data, "--today", day]).trim();
const header = "code\tparent_code\tlevel\tname\tfull_name";
const list = (...rows) => Buffer.from(`${[header, ...rows].join("\n")}\n`);
const first = ["56\t\tprovince\tKhánh Hòa\tTỉnh Khánh Hòa", "568\t56\tdistrict\tNha Trang\tThành phố Nha Trang", "22351\t568\tcommune\tPhương Sài\tPhường Phương Sài",
	"22366\t568\tcommune\tTân Tiến\tPhường Tân Tiến", "570\t56\tdistrict\tCam Lâm\tHuyện Cam Lâm"];

let server = await Server.start(data, ["--today", day]), admin;
const login = async (word) => {
	admin = await Client.login(server, "admin", word);
};
await login(password);
await admin.does(303, "/password", { old_password: password, new_password: "mật khẩu mới của quản trị", repeat_password: "mật khẩu mới của quản trị" });
await login("mật khẩu mới của quản trị");

const boundary = "xxxxareasxxxx";
const looks = (file, fields = {}, client = admin) => {
	const parts = Object.entries({ csrf: client.csrf, valid_from: "01/01/2024", ...fields }).map(([name, value]) => Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`));
	if (file !== undefined)
		parts.push(Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.tsv"\r\nContent-Type: text/plain\r\n\r\n`), file, Buffer.from("\r\n"));
	return client.request("POST", "/admin/areas/import", { headers: { "Content-Type": `multipart/form-data; boundary=${boundary}` }, body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]) });
};
/* What the second form would post. */
const confirmation = (page) => {
	const [, form] = /<form method="post" action="\/admin\/areas\/import\/confirm"([^]*?)<\/form>/.exec(page.text) ?? fail("nothing to confirm");
	return Object.fromEntries([...form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]));
};
const confirm = (fields, more = {}) => admin.post("/admin/areas/import/confirm", { ...fields, ...more });
const units = async () => (await admin.json("/admin/areas.json?q=nha%20trang")).rows.length;
const kind = (page, name) => new RegExp(`<b>${name}: ([\\d.]+)</b>`).exec(page.text)?.[1];

await test("a list is looked at, which changes nothing, then confirmed", async () => {
	holds((await admin.page("/admin/areas")).text.includes("/admin/areas/import"), "there is a way to it");
	equal((await admin.get("/admin/areas/import")).status, 200, "the page");
	const page = await looks(list(...first));
	equal(page.status, 200, "looked at");
	equal(kind(page, "Đơn vị mới"), "5", "all are new");
	holds(page.text.includes("22351 Phường Phương Sài"), "by name");
	equal(await units(), 0, "nothing was changed");
	const fields = confirmation(page);
	equal((await confirm(fields)).status, 303, "confirmed");
	equal((await confirm(fields)).status, 303, "a double click leads to the same");
	equal(await units(), 1, "once");
	holds((await admin.page("/admin/log")).text.includes("Nhập danh mục địa bàn"), "the history has it");
	const again = await looks(list(...first));
	holds(again.text.includes("Không có gì thay đổi") && !again.text.includes("/import/confirm"), "again: nothing to do");
});

await test("thousands of units are renamed and ended; their number is typed as it is shown", async () => {
	const fresh = join(newFolder(), "data"), word = must(["init", "--data", fresh, "--today", day]).trim(), other = await Server.start(fresh, ["--today", day]);
	const [first_server, first_admin] = [server, admin];
	server = other;
	await login(word);
	await admin.does(303, "/password", { old_password: word, new_password: "mật khẩu mới của quản trị", repeat_password: "mật khẩu mới của quản trị" });
	await login("mật khẩu mới của quản trị");
	const hamlets = (name) => Array.from({ length: 20000 }, (_, i) => `${["22351", "22366"][i % 2]}-${i}\t${["22351", "22366"][i % 2]}\thamlet\t${name} ${i}\t${name} số ${i}`);
	equal((await confirm(confirmation(await looks(list(...first, ...hamlets("thôn")))))).status, 303, "added");
	const page = await looks(list(...first, ...hamlets("ấp")), { valid_from: "01/07/2024" });
	equal([page.status, kind(page, "Đơn vị khác mang mã cũ")], [200, "20.000"], "others have their codes");
	equal((await confirm(confirmation(page), { ended: "20.00" })).status, 422, "another number");
	equal((await confirm(confirmation(page), { ended: "20.000 đơn vị" })).status, 422, "no number");
	equal((await confirm(confirmation(page), { ended: "20.000" })).status, 303, "confirmed");
	await other.stop();
	[server, admin] = [first_server, first_admin];
});

await test("a name that is spelt otherwise is shown, though the full name is as it was", async () => {
	const page = await looks(list(first[0].replace("Khánh Hòa", "Khánh Hoà"), ...first.slice(1)));
	equal(kind(page, "Đổi cách viết tên"), "1", "the province");
});

await test("a unit that begins on that day stays in the list, and an official list is of the whole country", async () => {
	const lacks = await looks(list(...first.slice(0, 4)));
	equal(lacks.status, 422, "it would end before it begins");
	holds(lacks.text.includes("Huyện Cam Lâm (570) bắt đầu hiệu lực đúng ngày đó mà không có trong danh mục"), "which");
	const below = await looks(undefined, { official: "2025", only_below: "56" });
	equal(below.status, 422, "not of one province");
	holds(below.text.includes("Danh mục có sẵn được nhập cho cả nước"), "why");
});

await test("what is renamed, moved, another and ended is told apart; many that end are asked for by their number", async () => {
	const page = await looks(list("56\t\tprovince\tKhánh Hoà\tTỈNH KHÁNH HOÀ", "568\t56\tdistrict\tNha Trang\tThành phố Nha Trang", "570\t56\tdistrict\tCam Lâm\tHuyện Cam Lâm",
		"22366\t570\tcommune\tTân Tiến\tPhường Tân Tiến"), { valid_from: "01/07/2024" });
	equal([kind(page, "Đổi cách viết tên"), kind(page, "Chuyển sang đơn vị cấp trên khác"), kind(page, "Hết hiệu lực"), kind(page, "Đơn vị mới")], ["1", "1", "1", undefined], "kinds");
	holds(page.text.includes("trước là Tỉnh Khánh Hòa"), "the spelling of before");
	holds(page.text.includes("2 trong 5 đơn vị"), "how many end");
	const fields = confirmation(page);
	for (const ended of [undefined, "", "3", "hai"]) {
		const refused = await confirm(fields, { ended });
		equal(refused.status, 422, `typed ${ended}`);
		holds(refused.text.includes("Để xác nhận, ghi đúng số đơn vị sẽ hết hiệu lực: 2."), "why");
	}
	equal((await admin.json("/admin/areas.json?q=22351")).rows[0].valid_to ?? "", "", "nothing was changed");
	const another = await looks(list(...first.slice(0, 3), "22366\t568\tcommune\tNha Trang\tPhường Nha Trang", first[4]), { valid_from: "01/07/2024" });
	equal(kind(another, "Đơn vị khác mang mã cũ"), "1", "another unit of the code");
	equal((await confirm(fields, { ended: "2" })).status, 409, "the file that waits is another by now");
	const once_more = await looks(list("56\t\tprovince\tKhánh Hoà\tTỈNH KHÁNH HOÀ", "568\t56\tdistrict\tNha Trang\tThành phố Nha Trang", "570\t56\tdistrict\tCam Lâm\tHuyện Cam Lâm",
		"22366\t570\tcommune\tTân Tiến\tPhường Tân Tiến"), { valid_from: "01/07/2024" });
	const hamlet = (await admin.json("/admin/areas.json?q=22351")).rows[0];
	await admin.does(303, `/admin/areas/${hamlet.id}/rename`, { name: "Phương Sài", full_name: "Phường Phương Sài Mới" });
	const stale = await confirm(confirmation(once_more), { ended: "2" });
	equal(stale.status, 409, "what would end has another name by now");
	holds(stale.text.includes("đã khác so với lúc xem trước"), "why");
	equal((await confirm(confirmation(stale), { ended: "2" })).status, 303, "the page of the refusal shows what holds now");
});

await test("whom a unit came from is told later too", async () => {
	const from = Buffer.from(`${header}\tfrom\n${["56\t\tprovince\tKhánh Hoà\tTỈNH KHÁNH HOÀ\t", `${first[1]}\t`, `${first[4]}\t`, "22366\t570\tcommune\tTân Tiến\tPhường Tân Tiến\t22351"].join("\n")}\n`);
	const page = await looks(from, { valid_from: "01/07/2024" });
	equal(kind(page, "Ghi thêm đơn vị cũ"), "1", "shown");
	holds(page.text.includes("trước là Phường Phương Sài Mới"), "which");
	equal((await confirm(confirmation(page))).status, 303, "confirmed");
	holds((await looks(from, { valid_from: "01/07/2024" })).text.includes("Không có gì thay đổi"), "once");
});

await test("a wrong file is refused with what is wrong, in the order of its lines", async () => {
	const refused = async (file, why, fields) => {
		const answer = await looks(file, fields);
		equal(answer.status, 422, why);
		holds(answer.text.includes(why), `${why}: ${answer.text.slice(0, 300)}`);
	};
	await refused(undefined, "Chưa chọn tệp");
	await refused(list(...first), "Chưa ghi đúng ngày", { valid_from: "31/02/2024" });
	await refused(Buffer.from("a,b,c\n1,2,3\n"), "Dòng đầu phải là tên các cột");
	await refused(Buffer.from("\x00\x01\x02"), "Tệp không phải văn bản");
	await refused(Buffer.from(`${header}\n`), "Tệp không có dòng nào");
	await refused(list(...first), "Không có đơn vị mang mã 99999", { only_below: "99999", valid_from: "01/07/2026" });
	await refused(list("79\t\tprovince\tHồ Chí Minh\tThành phố Hồ Chí Minh"), "Tệp không có dòng nào thuộc đơn vị 570", { only_below: "570", valid_from: "01/07/2026" });
	await refused(list(...first), "Đã có đơn vị bắt đầu hiệu lực từ ngày 01/07/2024", { valid_from: "01/01/2020" });
	const rows = [["5\t\tprovince\tA\tTỉnh A", "mã sai số chữ số"], ["57\t\tvillage\tA\tB", "cấp không đúng"], ["57\tprovince\tA", "cần 5 ô"], ["\t56\tdistrict\tA\tB", "không có mã"], ["57\t56\tprovince\tA\tB", "tỉnh không có đơn vị cấp trên"],
		["571\t\tdistrict\tA\tB", "thiếu mã đơn vị cấp trên"], ["571\t56\tdistrict\t\tB", "thiếu tên"], ["22999\t888\tcommune\tA\tB", "không có đơn vị cấp trên 888"], [first[0], "trùng đơn vị ở dòng 2"]];
	for (const [row, why] of rows)
		await refused(list(first[0], row), why, { valid_from: "01/07/2026" });
	await refused(Buffer.concat([list(first[0]), Buffer.from("57\t\tprovince\t\xd0\tB\n", "latin1")]), "không phải chữ UTF-8", { valid_from: "01/07/2026" });
	const many = await looks(list(...Array.from({ length: 60 }, (_, i) => `${i}000\t\tprovince\tA\tB`)));
	holds(many.text.includes("60 dòng trong tệp chưa đúng") && many.text.includes("và 20 dòng khác"), "the first of many");
	const from = async (codes, why) => refused(Buffer.from(`${header}\tfrom\n22366\t570\tcommune\tNha Trang\tPhường Nha Trang\t${codes}\n`), why, { valid_from: "01/07/2026", only_below: "22366" });
	await from("99999", "đơn vị cũ 99999 không có");
	await from("570", "đơn vị cũ 570 vẫn còn hiệu lực");
	equal((await looks(Buffer.alloc((12 << 20) + 1, 97))).status, 413, "too large");
	equal((await admin.post("/admin/areas/import/confirm", { official: "2024" })).status, 422, "without what was shown");
	equal((await admin.post("/admin/areas/import/confirm", { plan: "x", valid_from: "01/01/2024", file: "y" })).status, 409, "a file that nobody posted");
});

await test("the lists that the program has are chosen there; a server that began anew has no file that waits", async () => {
	const page = await looks(list(...first.slice(0, 2)), { valid_from: "01/07/2026" }), fields = confirmation(page);
	await server.stop();
	server = await Server.start(data, ["--today", day]);
	await login("mật khẩu mới của quản trị");
	equal((await confirm({ ...fields, csrf: admin.csrf }, { ended: "2" })).status, 409, "it is asked for again");
	equal((await looks(undefined, { official: "1999" })).status, 422, "no such year");
	await server.stop();
	const fresh = join(newFolder(), "data"), word = must(["init", "--data", fresh, "--today", day]).trim();
	server = await Server.start(fresh, ["--today", day]);
	await login(word);
	await admin.does(303, "/password", { old_password: word, new_password: "mật khẩu mới của quản trị", repeat_password: "mật khẩu mới của quản trị" });
	await login("mật khẩu mới của quản trị");
	for (const [year, fresh_units] of [["2024", "10.794"], ["2025", "3.0"]]) {
		const shown = await looks(undefined, { official: year });
		equal(shown.status, 200, year);
		if (year === "2024")
			equal(kind(shown, "Đơn vị mới"), fresh_units, "all units");
		holds(shown.text.includes("đơn vị khác"), "the first of many");
		equal((await confirm(confirmation(shown))).status, 303, `${year} is confirmed without a number`);
	}
	equal((await admin.json("/admin/areas.json?q=22366")).rows.filter((row) => row.code === "22366").length, 2, "Tân Tiến, and Nha Trang after it");
	holds((await looks(undefined, { official: "2025" })).text.includes("Không có gì thay đổi"), "again: nothing");
});

await finish(server);
