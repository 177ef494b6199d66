/* A whole table of targets: Bình Thuận's plan (src/domain.md §9) worked out and checked at every level; names as people write them; one wrong
 * figure and nothing is stored; what changed is told. */
import { join } from "node:path";
import { equal, finish, holds, must, newFolder, Server, test } from "./harness.mjs";
import { Client } from "./client.mjs";
import { decode } from "./html.mjs";
import { today } from "./sheets.mjs";

const folder = newFolder(), data = join(folder, "data"), run = (...args) => must([...args, "--data", data, "--today", today]);
const password = must(["init", "--data", data, "--today", today]).trim();
run("import", "areas", "--official", "2024");
for (const [parent, code] of [["commune:22915", "2291501"], ["commune:22918", "2291801"]])
	run("area", "add", "--parent", parent, "--code", code, "--name", "Thôn Phú Quý", "--valid-from", "2020-01-01");
run("campaign", "add", "--code", "BT-2024", "--area", "province:60", "--plan", "binh-thuan-2024");
const server = await Server.start(data, ["--today", today]), admin = await Client.login(server, "admin", password);
const path = `/admin/campaigns/${(await admin.json("/campaigns.json")).rows[0].id}/targets`;
const rows = async () => (await admin.json(`${path}.json`)).rows;
const said = (answer) => decode(answer.text.replace(/<[^>]*>/g, " ")).replace(/\s+/g, " ");

const plan = [["Phan Thiết", 126000, 88980, 22245, 37020, 59265], ["La Gi", 80000, 50206, 12552, 29794, 42346], ["Tuy Phong", 81000, 45781, 11445, 35219, 46664],
	["Bắc Bình", 70000, 44368, 11092, 25632, 36724], ["Hàm Thuận Bắc", 83000, 51690, 12923, 31310, 44233], ["Hàm Thuận Nam", 71000, 67944, 16986, 3056, 20042],
	["Tánh Linh", 61174, 36665, 9166, 24509, 33675], ["Đức Linh", 70000, 44984, 11246, 25016, 36262], ["Hàm Tân", 39000, 26497, 6624, 12503, 19127], ["Phú Quý", 25000, 20101, 5025, 4899, 9924]];
const total = ["Tổng cộng", 706174, 477216, 119304, 228958, 348262];
const pasted = (lines) => ["STT\tĐịa phương\ta\tb\tc\td\te", ...lines.map((cells, i) => [i + 1, ...cells].join("\t"))].join("\r\n");
const shown = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ".");

await test("one wrong figure of any kind is named with its line, and nothing is stored", async () => {
	const wrong = [
		["a wrong sum", [...plan, ["Tổng cộng", 706174, 477216, 119304, 228958, 348263]], /Dòng 12: Số phải điều tra \(e\).*348263 ≠ 348262/],
		["a wrong e", [["Phan Thiết", 126000, 88980, 22245, 37020, 59266]], /Dòng 2: Số phải điều tra \(e\): 59266/],
		["a wrong d", [["Phan Thiết", 126000, 88980, 22245, 37021, ""]], /Dòng 2: Điều tra mới \(d\): 37021/],
		["more surveyed than expected", [["Phan Thiết", 1, 2, "", "", ""]], /Dòng 2: Đã điều tra, cập nhật \(b\): 2/],
		["an unknown name", [["Phan Rang", 126000, 88980]], /Không có địa bàn nào của đợt khớp với “Phan Rang”/],
		["a name of several", [["Phú Quý", 100]], /“Phú Quý” có thể là: Thôn Phú Quý \(hamlet:2291501\), Thôn Phú Quý \(hamlet:2291801\), Huyện Phú Quí \(district:602\)/],
		["twice", [["Phan Thiết", 126000, 88980], ["Thành phố Phan Thiết", 126000, 88980]], /đã có ở dòng trên/],
		["no number", [["Phan Thiết", 126000, "x"]], /“x” không phải là số/],
		["no figure to survey", [["Phan Thiết", "", 88980]], /chưa có số phải điều tra/],
		["a province that is not the sum", [["Tỉnh Bình Thuận", 706174, 477216, 119304, 228958, 348263], ...plan], /Dòng 2: Số phải điều tra \(e\).*348263 ≠ 348262/],
		["nothing", [], /ít nhất một dòng/],
	];
	for (const [name, lines, text] of wrong) {
		const answer = await admin.does(422, `${path}/table`, { table: pasted(lines) });
		holds(text.test(said(answer)), `${name}: ${said(answer).slice(0, 700)}`);
		holds(answer.text.includes("STT\tĐịa phương"), "what was typed is kept");
	}
	holds(/Hạn hoàn thành không phải là ngày/.test(said(await admin.does(422, `${path}/table`, { table: pasted(plan), due_on: "x" }))), "a bad day");
	equal(await rows(), [], "nothing is stored");
});

await test("the plan's table is reproduced from a and b alone: every e, and the totals; Phú Quý meets Huyện Phú Quí", async () => {
	await admin.does(303, `${path}/table`, { table: pasted([...plan.map(([name, a, b]) => [name, shown(a), shown(b)]), total.map((cell) => (typeof cell === "number" ? shown(cell) : cell))]), due_on: "31/07/2024" });
	const stored = await rows();
	equal(stored.map((row) => [row.area.replace(/^(Thành phố|Thị xã|Huyện) /, ""), row.expected, row.surveyed, row.changed, row.new, row.sheets]).sort(),
		plan.map(([name, ...figures]) => [name.replace("Phú Quý", "Phú Quí"), ...figures]).sort(), "a to e of ten districts");
	for (const [key, wanted] of [["expected", 706174], ["surveyed", 477216], ["changed", 119304], ["new", 228958], ["sheets", 348262]])
		equal(stored.reduce((sum, row) => sum + row[key], 0), wanted, key);
	equal([...new Set(stored.map((row) => row.due_on))], ["2024-07-31"], "the day");
});

await test("the same again changes nothing; one figure that changes is told with what it was", async () => {
	const before = (await admin.json(path.replace("/admin", "").replace("/targets", "/history.json"))).rows.length;
	await admin.does(303, `${path}/table`, { table: pasted(plan), due_on: "31/07/2024" });
	const history = async () => (await admin.json(path.replace("/admin", "").replace("/targets", "/history.json"))).rows;
	equal((await history()).length, before, "no event");
	await admin.does(303, `${path}/table`, { table: "Phan Thiết; 126.000; 88.980; 22.000", due_on: "31/07/2024" });
	const [last] = await history();
	holds(last.action === "target.set" && /Số phiếu: 59020 · Trước đây: 59265/.test(last.text), last.text);
});

await test("one target by the form: e follows from a and b", async () => {
	await admin.does(303, path, { area: "province:60", expected: "706174", surveyed: "477216", sheets: "" });
	equal((await rows()).filter((row) => row.level === "province").map((row) => [row.changed, row.new, row.sheets]), [[119304, 228958, 348262]], "worked out");
	await admin.does(422, path, { area: "province:60", expected: "706174", surveyed: "", sheets: "" });
	await admin.does(422, path, { area: "province:60", expected: "10", surveyed: "11", sheets: "" });
	await admin.does(422, path, { area: "province:60", expected: "706174", surveyed: "477216", sheets: "1" });
	await admin.does(303, path, { area: "province:60", sheets: "" });
});

await finish(server);
