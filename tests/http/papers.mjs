/* Papers of a batch: a draft before the signature, issued and fixed by it; text, measures, faces and bytes of the PDF, the same rows in the .docx and on
 * the page; numbers, settings, who saw them, and the command. */
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { command, equal, finish, holds, must, newFolder, program, test } from "./harness.mjs";
import { docxText, faces, pageText, pages as leaves, pdfText, tool } from "./pdf.mjs";
import { typed } from "./sheets.mjs";
import { demoWorld } from "./worlds.mjs";

const world = await demoWorld(), officer = await world.client("officer"), police = await world.client("police"), admin = await world.client("admin");
const [hamlet] = await world.hamlets(officer), folder = newFolder(), SHEETS = 45;
let used = 3400;

async function accepted(fields = {}) {
	const id = await officer.saves(typed(used++, { area_id: hamlet, ...fields }), "submit"), { findings } = await officer.sheet(id);
	await officer.does(303, `/sheets/${id}/accept`, Object.fromEntries(findings.map((f) => [`confirm_${f.rule}`, "đã xem giấy tờ"])));
	return id;
}
const batch = async (ids) => (await officer.does(303, "/handovers", { ids: ids.join(",") })).location;

const places = (body) => leaves(body).map(({ words }) => words);

/* What comes of a job. */
async function result(location) {
	for (;;) {
		const { state } = await officer.json(`${location}.json`);
		if (state === "done")
			return officer.page(`${location}/result`);
		holds(state === "running", `the job is ${state}`);
		await new Promise((done) => setTimeout(done, 100));
	}
}

const ids = [];
for (let i = 0; i < SHEETS; i++)
	ids.push(await accepted({ paper_no: `GT-${String(i + 1).padStart(3, "0")}`, full_name: i === 1 ? "Ksor H'Bĭa Đặng Thị Ngọc" : "Phạm Thị Diễm Hằng" }));
const lot = await batch(ids);

await test("before the signature: a draft, its total in figures and words, every row in the order of the papers; PDF, Word and page say the same", async () => {
	const pdf = await officer.page(`${lot}.pdf`), docx = await officer.page(`${lot}.docx`), page = await officer.page(`${lot}/print`);
	equal(pdf.headers["content-type"], "application/pdf", "type");
	holds(/attachment; filename="bien-ban-ban-giao-\d+\.pdf"/.test(pdf.headers["content-disposition"]), "its name");
	for (const [what, text] of [["PDF", pdfText(pdf.body)], ["Word", docxText(docx.body)], ["page", pageText(page.text)]]) {
		for (const said of ["DỰ THẢO", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "45 phiếu (Bốn mươi lăm phiếu)", "GT-001", "GT-045", "ĐẠI DIỆN BÊN NHẬN",
			"ngày 10 tháng 6 năm 2024"])
			holds(text.includes(said), `${what} lacks ${said}`);
		const rows = [...text.matchAll(/GT-(\d{3})/g)].map(([, number]) => Number(number));
		equal(rows, ids.map((_, i) => i + 1), `rows of the ${what}`);
		holds(!text.includes("Mã đối chiếu"), `${what}: nothing is issued`);
	}
	holds(pdfText(pdf.body).includes("Ksor H'Bĭa Đặng Thị Ngọc"), "letters of all peoples");
});

await test("the measures of the decree: A4, margins, the number in the top margin from the second page on; heads on every page; faces inside", async () => {
	const { body } = await officer.page(`${lot}/checklist.pdf`), pages = places(body);
	holds(/Page size: +595\.\d+ x 841\.\d+ pts \(A4\)/.test(tool("pdfinfo", ["FILE"], "paper.pdf", body).toString()), "A4");
	equal(pages.length, 2, "pages");
	for (const [i, words] of pages.entries()) {
		const inside = words.filter((word) => word.top > 19);
		holds(Math.min(...inside.map((w) => w.left)) >= 29.9 && Math.max(...inside.map((w) => w.right)) <= 195.1, "left and right");
		holds(Math.max(...words.map((w) => w.bottom)) <= 277.5, "bottom");
		const above = words.filter((word) => word.top <= 19);
		equal(above.map((w) => w.text), i === 0 ? [] : [`${i + 1}`], "what stands in the top margin");
		for (const word of above)
			holds(Math.abs((word.left + word.right) / 2 - 112.5) < 1, "centred over the text");
		holds(words.some((w) => w.text === "STT"), `heads on page ${i + 1}`);
	}
	holds(Math.abs(Math.min(...pages[0].filter((w) => w.top > 100).map((w) => w.left)) - 31.5) < 4, "the table begins at the margin");
	const inside = faces(body);
	holds(inside.length > 0 && inside.every((face) => /^LiberationSerif/.test(face.name) && face.whole), "embedded, in parts, with their letters");
	const again = await Promise.all(Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? officer : police).page(`${lot}/checklist.pdf`)));
	equal(again.filter((one) => Buffer.compare(body, one.body) !== 0).length, 0, "same bytes again, for twelve who ask at once");
});

await test("the cover opens the batch; the list to tick names the reasons", async () => {
	const cover = pdfText((await police.page(`${lot}/cover.pdf`)).body), list = pdfText((await police.page(`${lot}/checklist.pdf`)).body);
	holds(cover.includes(`LÔ BÀN GIAO SỐ`) && cover.includes(`http://${new URL(world.server.url).host}${lot}`), "number and address");
	holds(cover.includes("45"), "sheets by hamlet");
	holds(["NGƯỜI NHẬP", "Lý do số", "8 Lý do khác"].every((said) => list.includes(said)) || list.includes("Lý do trả lại: 1"), "reasons");
	equal((await police.get(`${lot}/cover.docx`)).status, 404, "the cover is no Word file");
});

await test("a list on paper is headed by the body that minutes name; of the police by theirs", async () => {
	for (const [client, path, body] of [[officer, "/handovers", "ỦY BAN NHÂN DÂN PHƯỜNG PHƯƠNG SÀI"], [police, "/handovers", "CÔNG AN PHƯỜNG PHƯƠNG SÀI"], [officer, "/sheets", "ỦY BAN NHÂN DÂN PHƯỜNG PHƯƠNG SÀI"]])
		for (const text of [pdfText((await client.page(`${path}.pdf?state=${path === "/sheets" ? "accepted" : ""}`)).body), docxText((await client.page(`${path}.docx?state=${path === "/sheets" ? "accepted" : ""}`)).body)])
			holds(text.startsWith(body), `${path} of ${client.username}: ${text.slice(0, 120)}`);
});

await test("the signature issues it: what it says is fixed, whatever the settings are later; missing and extra papers have minutes of their own", async () => {
	await police.does(303, `${lot}/sign`, { count: SHEETS + 1, missing: String(ids[4]), extra: "2", note: "thừa hai phiếu" });
	const first = await officer.page(`${lot}.pdf`), word = await officer.page(`${lot}.docx`), text = pdfText(first.body);
	for (const said of ["46 phiếu (Bốn mươi sáu phiếu)", "thiếu 1 phiếu (Một phiếu)", "BIÊN BẢN XÁC NHẬN CHÊNH LỆCH", "Phụ lục II", "thừa hai phiếu", "Mã đối chiếu nhật ký"])
		holds(text.includes(said) && docxText(word.body).includes(said), `lacks ${said}`);
	holds(!text.includes("DỰ THẢO"), "no draft");
	await admin.does(303, "/admin/settings", { "office.name": "UBND phường Khác", "paper.le": "1" });
	equal(Buffer.compare(first.body, (await police.page(`${lot}.pdf`)).body), 0, "PDF");
	equal(Buffer.compare(word.body, (await police.page(`${lot}.docx`)).body), 0, "Word");
	holds(!pageText((await officer.page(`${lot}/print`)).text).includes("KHÁC"), "page");
	holds(pdfText((await officer.page(`${lot}/checklist.pdf`)).body).includes("CÔNG AN"), "the others follow the settings");
});

await test("numbers run from 01 where the office numbers its minutes; the settings have a preview", async () => {
	await admin.does(303, "/admin/settings", { "office.name": "UBND phường Khác", "office.code": "UBND", "paper.numbered": "1", "paper.le": "1", "office.basis": "Kế hoạch số 12/KH-UBND; Công văn số 7" });
	const preview = pageText((await admin.page("/admin/settings/preview")).text);
	for (const said of ["UBND PHƯỜNG KHÁC", "Một trăm lẻ năm phiếu", "Căn cứ Kế hoạch số 12/KH-UBND;", "Căn cứ Công văn số 7."])
		holds(preview.includes(said), `the preview lacks ${said}`);
	for (const number of ["01", "02"]) {
		const one = await batch([await accepted()]);
		holds(!pdfText((await officer.page(`${one}.pdf`)).body).includes("Số:"), "a draft has none");
		await police.does(303, `${one}/sign`, { count: 1 });
		holds(pdfText((await officer.page(`${one}.pdf`)).body).includes(`Số: ${number}/BB-UBND`), `number ${number}`);
	}
	await admin.does(303, "/admin/settings", { "office.police": "Công an phường Khác", "paper.numbered": "1", "paper.police_prints": "1" });
	const own = await batch([await accepted()]);
	await police.does(303, `${own}/sign`, { count: 1 });
	const text = pdfText((await officer.page(`${own}.pdf`)).body);
	holds(text.includes("Số: 01/BB-CA") && text.startsWith("CÔNG AN PHƯỜNG KHÁC"), "the police have their own");
	await admin.does(303, "/admin/settings", {});
});

await test("the order of the papers in a batch is a setting: numbers count as numbers, without one last; what was made stays", async () => {
	const made = [];
	for (const fields of [{ paper_no: "PS-10", full_name: "Trần Văn Bình" }, { paper_no: "", full_name: "Lê Thị An" }, { paper_no: "PS-9", full_name: "Vũ Văn Cường" }])
		made.push(await accepted(fields));
	const [ten, none, nine] = made, listed = async (path) => (await officer.json(`${path}.json`)).rows.map((row) => row.id);
	for (const [order, wanted] of [["paper_no", [nine, ten, none]], ["area", [nine, ten, none]], ["name", [none, ten, nine]], ["listed", made], ["", made]]) {
		await admin.does(303, "/admin/settings", { "paper.order": order });
		const one = await batch(made);
		equal(await listed(one), wanted, order);
		await admin.does(303, "/admin/settings", { "paper.order": "paper_no" });
		equal(await listed(one), wanted, `${order}, later`);
		await officer.does(303, `${one}/remove`, { ids: made.join(",") });
	}
	equal((await admin.post("/admin/settings", { "paper.order": "random" })).status, 422, "no such order");
	await admin.does(303, "/admin/settings", {});
});

await test("what holds for all is switched off for one area, and holds there again without a value of its own", async () => {
	const commune = (await officer.page("/members/team")).text.match(/\/members\/team\/(\d+)/)[1], url = `/admin/settings?area=${commune}`, preview = async () => pageText((await admin.page(`/admin/settings/preview?area=${commune}`)).text);
	await admin.does(303, "/admin/settings", { "paper.le": "1" });
	for (const [value, said] of [["", "Một trăm lẻ năm"], ["0", "Một trăm linh năm"], ["1", "Một trăm lẻ năm"], ["0", "Một trăm linh năm"], ["", "Một trăm lẻ năm"]]) {
		await admin.does(303, url, { "paper.le": value });
		holds((await preview()).includes(said), `"${value}": ${said}`);
		holds(new RegExp(`<option value="${value}" selected`).test((await admin.page(url)).text) || value === "", `"${value}" is chosen`);
	}
	holds((await admin.page(url)).text.includes("Theo cấp trên: có"), "what holds above is said");
	equal((await admin.post(url, { "paper.le": "2" })).status, 422, "neither yes nor no");
	await admin.does(303, "/admin/settings", {});
});

await test("Mẫu số 03 as a file: of one sheet, on one page, with its boxes; of a batch, a page each; masked for who reads masked", async () => {
	const one = await officer.page(`/sheets/${ids[1]}.pdf`), text = pdfText(one.body), { answers } = await officer.sheet(ids[1]);
	equal(places(one.body).length, 1, "pages");
	for (const said of ["PHIẾU THÔNG TIN VỀ NGƯỜI LAO ĐỘNG", "Mẫu số 03", answers.full_name, answers.citizen_id, "X Nữ", "13.1. Thời gian thất nghiệp"])
		holds(text.includes(said) || (said === "X Nữ" && /X (Nam|Nữ)/.test(text)), `the form lacks ${said}`);
	const street = "Số 125/47A đường Nguyễn Thị Minh Khai, hẻm 3, khu dân cư Lương Sơn, tổ dân phố số 5, phường Phương Sài, thành phố Nha Trang, tỉnh Khánh Hòa";
	const long = await officer.saves({ ...typed(used++, { area_id: hamlet }), full_name: "Nguyễn Phước Hoàng Thị Thùy Dương Khánh Ngọc", permanent_address: street, current_address: street.replace("125", "1250"), workplace_address: street.replace("125", "25"),
		employer_name: "Công ty trách nhiệm hữu hạn một thành viên Thương mại, Dịch vụ và Xuất nhập khẩu Bình Minh Phương Nam", informant_name: "Nguyễn Phước Hoàng Thị Thùy Dương Khánh Ngọc" });
	equal(places((await officer.page(`/sheets/${long}.pdf`)).body).length, 1, "pages of a long one");
	const leader = await world.client("leader"), masked = pdfText((await leader.page(`/sheets/${ids[1]}.pdf`)).body);
	holds(!masked.includes(answers.citizen_id) && masked.includes(answers.citizen_id.slice(-3)), "masked");
	const few = await batch([await accepted(), await accepted()]), both = await officer.page(`${few}/sheets.pdf`);
	equal(places(both.body).length, 2, "a page for each");
	const { location } = await officer.does(303, "/jobs", { kind: "paper", paper: "sheets", id: lot.split("/").pop() }), offer = await officer.get(`${lot}/sheets.pdf`);
	equal([offer.status, offer.location], [303, `/jobs/new?paper=sheets&id=${lot.split("/").pop()}`], "of many it is offered to make it in the background");
	holds((await officer.page(offer.location)).text.includes("Lập tệp PDF"), "the offer");
	const all = await result(location);
	equal(places(all.body).length, SHEETS - 1, "a page for each that was there");
	holds(pdfText(all.body).includes(answers.full_name), "with its answers");
	const minutes = await result((await officer.does(303, "/jobs", { kind: "paper", paper: "handover", id: lot.split("/").pop(), format: "docx" })).location);
	equal(Buffer.compare(minutes.body, (await officer.page(`${lot}.docx`)).body), 0, "an issued paper is the same bytes there");
	for (const fields of [{ paper: "preview", id: "1" }, { paper: "nothing", id: "1" }, { paper: "cover", id: "1", format: "docx" }, { paper: "sheets", id: "99999999" }, { paper: "sheets", id: "x" }, {}])
		equal((await officer.post("/jobs", { kind: "paper", ...fields })).status, 422, JSON.stringify(fields));
	equal((await police.post("/jobs", { kind: "paper", paper: "sheets", id: lot.split("/").pop() })).status, 422, "not the police's");
	const commune = (await officer.page("/members/team")).text.match(/\/members\/team\/(\d+)/)[1];
	const team = await result((await officer.does(303, "/jobs", { kind: "paper", paper: "team", id: commune })).location);
	equal(Buffer.compare(team.body, (await officer.page(`/members/team/${commune}.pdf`)).body), 0, "the list of the Tổ");
	for (const paper of ["handover", "cover", "checklist", "sheet", "sheets", "team", "bundle"])
		equal((await officer.post("/jobs", { kind: "paper", paper, id: "99999999" })).status, 422, `${paper} of what is not theirs`);
	equal([(await officer.get("/jobs/new?paper=nothing&id=1")).status, (await police.get("/jobs/new?paper=sheets&id=1")).status], [404, 403], "no such offer");
	equal((await officer.get(`${lot}/sheets`)).status, 404, "no page of its own");
});

await test("empty forms with numbers: one after the other, with room for a hand, for a hamlet and a member; a filled one has its number", async () => {
	const page = await officer.page("/forms/mau-03/numbered"), member = /name="enumerator_id"[^]*?<option value="(\d+)">([^<]+)/.exec(page.text), place = new RegExp(`<option value="${hamlet}">([^<]+)`).exec(page.text)[1];
	const { body } = await officer.page(`/forms/mau-03/numbered.pdf?from=PS-0099&count=3&area=${hamlet}&enumerator_id=${member[1]}`), text = pdfText(body);
	equal(places(body).length, 3, "a page each");
	equal([...text.matchAll(/Số hiệu phiếu: (\S+)/g)].map(([, number]) => number), ["PS-0099", "PS-0100", "PS-0101"], "their numbers");
	holds(text.includes(`Điều tra viên: ${member[2]}`) && text.includes(place) && text.includes("Ngày …… tháng …… năm ……"), "for whom, and room for a day");
	holds(pdfText((await officer.page(`/sheets/${ids[0]}.pdf`)).body).includes("Số hiệu phiếu: GT-001"), "a filled one");
	for (const query of ["?from=PS&count=3", "?from=1&count=0", "?from=1&count=201", "?from=1", `?from=${"1".repeat(21)}&count=1`, "?from=1234567890123&count=1"])
		equal((await officer.get(`/forms/mau-03/numbered.pdf${query}`)).status, 422, query);
	const kept = (await officer.get(`/forms/mau-03/numbered.pdf?from=PS-01&count=0&area=${hamlet}&enumerator_id=${member[1]}`)).text;
	holds([hamlet, member[1]].every((id) => kept.includes(`<option value="${id}" selected>`)), "what was chosen stays");
	holds((await officer.get("/forms/mau-03/numbered.pdf?from=PS&count=3")).text.includes('value="PS"'), "what was typed stays");
	for (const [query, status] of [["?from=1&count=1&area=99999999", 404], ["?from=1&count=1&area=x", 400]])
		equal((await officer.get(`/forms/mau-03/numbered.pdf${query}`)).status, status, query);
	equal((await police.get("/forms/mau-03/numbered")).status, 403, "not the police's");
});

await test("the address that people use is a scheme and a host", async () => {
	for (const site of ["10.0.0.5", "http://", "http://a/b", "ftp://a", "http://a b"])
		equal((await admin.post("/admin/settings", { "site.address": site })).status, 422, site);
	for (const site of ["http://10.0.0.5:8080", "https://phieu.example.vn", ""])
		await admin.does(303, "/admin/settings", { "site.address": site });
	equal((await admin.page(`/admin/settings?area=${(await officer.page("/members/team")).text.match(/\/members\/team\/(\d+)/)[1]}`)).text.includes("site.address"), false, "it is of all areas");
});

await test("whom a paper showed is noted: print and file, with their ids", async () => {
	const rows = (await officer.json(`/access.json?sheet=${ids[0]}`)).rows.filter((row) => /bien-ban|theo-doi|Biên bản|theo dõi/.test(JSON.stringify(row)));
	holds(rows.some((row) => JSON.stringify(row).includes("print")) && rows.some((row) => JSON.stringify(row).includes("export")), `views: ${JSON.stringify(rows).slice(0, 200)}`);
});

await test("the command writes the same file; what is no paper is wrong usage", async () => {
	const data = join(folder, "data"), id = lot.split("/").pop(), served = await officer.page(`${lot}.pdf`);
	mkdirSync(data);
	must(["backup", "--data", world.server.folder, join(data, "mau03.db")]);
	const run = (...args) => spawnSync(program, ["paper", ...args, "--data", data], { maxBuffer: 64 << 20 });
	equal(Buffer.compare(run("handover", id).stdout, served.body), 0, "the issued one");
	for (const [args, status] of [[["handover", id, "--format", "docx"], 0], [["cover", id], 0], [["checklist", id, "--format", "docx"], 0], [["checklist", id, "--as", "officer"], 0], [["handover", "999999"], 1],
		[["handover", id, "--as", "nobody"], 1], [["cover", id, "--format", "docx"], 2], [["handover", id, "--format", "odt"], 2], [["sheet", String(ids[0])], 0], [["sheets", id], 0], [["sheet", "99999999"], 1], [["nothing", id], 2], [["preview", "0"], 2]])
		equal(run(...args).status, status, args.join(" "));
	const cover = () => pdfText(run("cover", id).stdout);
	holds(/Lô bàn giao \d+\/2024, \S/.test(cover()) && cover().includes("chưa được khai báo"), "the code of a cover without an address is the name of the batch");
	equal(command(["verify", "--data", data]).status, 0, "verify");
	const change = (sql) => equal(spawnSync("sqlite3", [join(data, "mau03.db"), sql]).status, 0, sql);
	for (const [sql, back] of [["UPDATE paper SET markup = replace(markup, 'GT-001', 'GT-901') WHERE subject_id = ID", "UPDATE paper SET markup = replace(markup, 'GT-901', 'GT-001') WHERE subject_id = ID"],
		["UPDATE handover SET number = number + 90 WHERE id = ID", "UPDATE handover SET number = number - 90 WHERE id = ID"],
		["UPDATE paper SET number = 7 WHERE number = 2", "UPDATE paper SET number = 2 WHERE number = 7"], ["UPDATE paper SET event_id = event_id - 1 WHERE subject_id = ID", "UPDATE paper SET event_id = event_id + 1 WHERE subject_id = ID"],
		["CREATE TABLE kept AS SELECT * FROM paper WHERE subject_id = ID; UPDATE paper SET (markup, markup_hash) = (SELECT q.markup, q.markup_hash FROM paper q WHERE q.subject_id <> ID LIMIT 1) WHERE subject_id = ID",
			"UPDATE paper SET (markup, markup_hash) = (SELECT k.markup, k.markup_hash FROM kept k) WHERE subject_id = ID; DROP TABLE kept"],
		["CREATE TABLE kept AS SELECT * FROM paper WHERE subject_id = ID AND number IS NULL; DELETE FROM paper WHERE id = (SELECT id FROM kept)", "INSERT INTO paper SELECT * FROM kept; DROP TABLE kept"]]) {
		change(sql.replaceAll(" ID", ` ${id}`));
		const { status, stderr } = command(["verify", "--data", data]);
		holds(status === 1 && /(paper|event|batch|sheet) \d+/.test(stderr), `verify after ${sql}: ${status} ${stderr}`);
		change(back.replaceAll(" ID", ` ${id}`));
	}
	change("INSERT INTO setting (name, value) VALUES ('site.address', 'http://10.0.0.5:8080')");
	holds(cover().includes(`http://10.0.0.5:8080/handovers/${id}`) && !cover().includes("chưa được khai báo"), "with the address that people use");
	change(`UPDATE paper SET (pdf, pdf_hash, docx, docx_hash) = (NULL, NULL, NULL, NULL) WHERE subject_id = ${id}`);
	equal(command(["verify", "--data", data]).status, 0, "verify of a server that was killed before it made the files");
	equal(Buffer.compare(run("handover", id).stdout, served.body), 0, "the first who asks has the same");
	equal(command(["verify", "--data", data]).status, 0, "verify again");
});

await finish(world.server);
