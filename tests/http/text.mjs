/* Vietnamese text and cards: what old machines wrote is read, shown and forgotten. */
import { equal, finish, holds, test } from "./harness.mjs";
import { decode, forms, values } from "./html.mjs";
import { typed } from "./sheets.mjs";
import { demoWorld } from "./worlds.mjs";

const world = await demoWorld(), enumerator = await world.client("enumerator");

/* Texts of the page: its text areas by id, and what stands in the result. */
function shown(answer) {
	const area = (id) => decode(new RegExp(`<textarea[^>]* id="${id}"[^>]*>\\n?([^]*?)</textarea>`).exec(answer.text)?.[1] ?? "");
	return { text: area("text"), converted: area("converted"), result: decode(/<section[^>]*id="result"[^]*?<\/section>/.exec(answer.text)?.[0] ?? "") };
}

const tcvn3 = "NguyÔn V¨n ¸nh\nTrÇn ThÞ Bª", vni = "Nguyeãn Vaên AÙnh\r\nTraàn Thò Beâ", unicode = "Nguyễn Văn Ánh\nTrần Thị Bê";

await test("a list in TCVN3 or VNI is told, read, and shown by a sample", async () => {
	for (const [text, name] of [[tcvn3, "TCVN3"], [vni, "VNI"]]) {
		const page = shown(await enumerator.does(200, "/tools/text", { text, encoding: "auto" }));
		equal([page.text, page.converted], [text.replace("\r", ""), unicode], name);
		holds(page.result.includes(`Nhận biết: ${name}`) && page.result.includes("100 %"), `${name} is named`);
		holds(page.result.includes("<td>Trần Thị Bê</td>"), "a sample");
		equal(page.result.includes("Cần đối chiếu"), name === "TCVN3", "proposed capitals are marked");
	}
});

await test("Unicode stays what it is, whatever it looks like; the choice is the person's", async () => {
	for (const text of [unicode, unicode.normalize("NFD"), "Hà Tú", "Anh"]) {
		const page = shown(await enumerator.does(200, "/tools/text", { text }));
		equal([page.converted, page.result.includes("là Unicode")], ["", true], text);
	}
	equal(shown(await enumerator.does(200, "/tools/text", { text: "Lª Tó", encoding: "tcvn3" })).converted, "Lê Tú", "as chosen");
});

await test("Unicode with odd signs is Unicode, and nothing is proposed", async () => {
	for (const text of ["Gia: 5£, 6£, 7¥", "K¹ 5µm ±3°", "Giá 5 £ một m²", "Café à la crème", "½ kg, 30 °C, ©", "Ðà Nẵng", "H'Hen Niê\nY Blô Mlô"]) {
		const page = shown(await enumerator.does(200, "/tools/text", { text }));
		equal([page.converted, page.result.includes("là Unicode"), page.result.includes("Xem thử")], ["", true, false], text);
	}
});

await test("a list is judged line by line; what a line does not tell it has from the others", async () => {
	const page = shown(await enumerator.does(200, "/tools/text", { text: "Nguyễn Văn Bình\nNguyÔn V¨n An\nTraàn Thò Beâ\n\nBª\nAnh\nLª ThÞ Hoa" }));
	equal(page.converted, "Nguyễn Văn Bình\nNguyễn Văn An\nTrần Thị Bê\n\nBê\nAnh\nLê Thị Hoa", "converted");
	for (const words of ["1 dòng Unicode", "3 dòng TCVN3", "1 dòng VNI"])
		holds(page.result.includes(words), `${words}: ${page.result}`);
});

await test("words that are no syllables are named, in whatever the text is written", async () => {
	for (const [text, odd] of [["Nguyn Vn Khuê, Trần Văn Bình", "Nguyn, Vn"], ["NguyÔn V¨n Btrz\nLª ThÞ Hoa", "Btrz"], ["Nguyễn Văn Bình", ""], ["Nguyen Van Anh, 12/3", ""]]) {
		const { result } = shown(await enumerator.does(200, "/tools/text", { text }));
		equal(/bị sai: ([^<]*)</.exec(result)?.[1] ?? "", odd, text);
	}
});

await test("nothing, odd choices, scripts and a quarter of a megabyte are answered", async () => {
	await enumerator.does(422, "/tools/text", { text: " \r\n " });
	await enumerator.does(200, "/tools/text", { text: unicode, encoding: "ascii" });
	const page = await enumerator.does(200, "/tools/text", { text: "</textarea><script>NguyÔn V¨n", encoding: "tcvn3" });
	holds(!page.text.includes("<script>Ng"), "escaped");
	for (const piece of ["NguyÔn ", "µ", "\nµ", "a "])
		await enumerator.does(200, "/tools/text", { text: piece.repeat(Math.floor(250000 / encodeURIComponent(piece).length)), encoding: "tcvn3" });
	await enumerator.does(413, "/tools/text", { text: "a".repeat(300000) }, { "X-CSRF-Token": enumerator.csrf });
});

/* ---- the QR of a card, as a scanner types it ---- */

const officer = await world.client("officer"), far = await world.client("officer2");
const [hamlet] = await world.hamlets(enumerator);
const count = async (client) => (await client.json("/sheets.json")).total;
const id = "056085004321", name = "Nguyễn Văn Thẻ", address = "Tổ 7, Phương Sài, Nha Trang, Khánh Hòa";
const whole = `${id}|225871043|${name}|05031985|Nam|${address}|20042021`;

/* The answers of the entry form on a page. */
function entry(answer, names) {
	const form = forms(answer.text).find((one) => one.id === "sheet-form");
	return names.map((one) => values(form, one)[0] ?? "");
}
const five = ["full_name", "birth_date", "sex", "citizen_id", "permanent_address"];
const but = (list, at, value) => list.map((one, i) => (i === at ? value : one));
const filled = [name, "05/03/1985", "1", id, address];
const panel = (answer) => decode(/ id="card-read"[^]*?<div class="entry-columns">/.exec(answer.text)?.[0] ?? "").replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");

await test("a card fills what is empty, whatever its scanner adds; nothing is stored", async () => {
	const before = await count(enumerator);
	for (const [why, text, wanted = filled] of [
		["seven parts", whole],
		["six parts", whole.slice(0, whole.lastIndexOf("|"))],
		["an empty seventh", whole.slice(0, whole.lastIndexOf("|") + 1)],
		["ten parts", `${whole}|x||<b>`],
		["no old number", whole.replace("225871043", "")],
		["Enter at the end", `${whole}\r\n`],
		["spaces", `  ${whole.replaceAll("|", " | ")} `],
		["NFD", whole.normalize("NFD")],
		["a woman", whole.replace("|Nam|", "|Nữ|"), but(filled, 2, "2")],
		["no address", whole.replace(address, ""), but(filled, 4, "")],
	]) {
		const page = await enumerator.does(200, "/sheets", { card: text, action: "save" });
		equal(entry(page, five), wanted, why);
		equal(entry(page, ["card"]), [""], "the text is forgotten");
		holds(!page.text.includes(whole.slice(13, 60)), "the text is not on the page");
	}
	equal(await count(enumerator), before, "sheets");
});

await test("what was typed stays, and what the card says otherwise stands beside it", async () => {
	const page = await enumerator.does(200, "/sheets", { card: whole, action: "submit", full_name: "Nguyễn Văn Khác", birth_date: "31/02/1985",
		permanent_address: address.toUpperCase(), informant_name: "Bà Ba", area_id: hamlet, priority_poor: "1" });
	equal(entry(page, [...five, "informant_name", "area_id", "priority_poor"]),
		["Nguyễn Văn Khác", "31/02/1985", "1", id, address.toUpperCase(), "Bà Ba", String(hamlet), "1"], "answers");
	const said = panel(page);
	for (const [label, result] of [["Nguyễn Văn Thẻ", "khác, chưa thay"], ["05/03/1985", "khác, chưa thay"], [id, "đã điền"], [address, "giống"],
		["225871043", "để xem"], ["20/04/2021", "để xem"]])
		holds(said.includes(`${label} ${result}`), `${label} ${result}: ${said}`);
	for (const text of ["Thẻ ghi: Nguyễn Văn Thẻ", "Thẻ ghi: 05/03/1985"])
		holds(new RegExp(`note-info[^]{0,80}${text}`).test(page.text), text);
});

await test("typed into another field it is read all the same, and does not stay there", async () => {
	const page = await enumerator.does(200, "/sheets", { full_name: whole, occupation: "Thợ nề" });
	equal(entry(page, [...five, "occupation"]), [...filled, "Thợ nề"], "answers");
});

await test("what is no card is refused in words, and what was typed stays", async () => {
	const before = await count(enumerator), with_ = (part, text) => but(whole.split("|"), part, text).join("|");
	for (const [why, text] of [
		["10 kB", "9".repeat(10240)], ["10 kB of a card", whole.padEnd(10240, "x")], ["pipes", "|".repeat(500)], ["pipes alone", "||||||"], ["a word", "Nguyễn"],
		["five parts", whole.split("|").slice(0, 5).join("|")], ["a control character", whole.replace("Văn", "V\u0007n")], ["an escape", `\u001b[2J${whole}`],
		["a script", with_(2, "<script>alert(1)</script>")], ["a script in the address", with_(5, "<script>alert(1)</script>")], ["eleven digits", with_(0, id.slice(1))],
		["equal digits", with_(0, "1".repeat(12))], ["letters", with_(0, "05608500432x")], ["an old number of tags", with_(1, "<b>")], ["a long name", with_(2, "An ".repeat(60))],
		["a long address", with_(5, "a".repeat(301))], ["a number alone", `${id}||||||`], ["spaces", "   "], ["SQL", "'; DROP TABLE worker_sheet; --"],
	]) {
		const page = await enumerator.does(422, "/sheets", { card: text, informant_name: "Bà Ba", action: "save" });
		equal(entry(page, ["informant_name", ...five]), ["Bà Ba", "", "", "", "", ""], why);
		holds(/id="card-read"[^>]*>[^<]*(Vui lòng)/.test(page.text), `${why}: what to do`);
		holds(!page.text.includes("<script>alert") && !page.text.includes("DROP TABLE"), `${why}: nothing of the text`);
	}
	equal(await count(enumerator), before, "sheets");
});

await test("what cannot be read of a card is left out and said; what is known in part is filled as far as it is", async () => {
	const with_ = (part, text) => but(whole.split("|"), part, text).join("|");
	for (const [why, text, wanted, ...said] of [
		["a year", with_(3, "1945"), but(filled, 1, "1945"), "1945 đã điền, thẻ không ghi đủ ngày, tháng"],
		["a year with zeros", with_(3, "00001945"), but(filled, 1, "1945"), "1945 đã điền, thẻ không ghi đủ ngày, tháng"],
		["a month", with_(3, "00071945"), but(filled, 1, "07/1945"), "07/1945 đã điền, thẻ không ghi đủ"],
		["signs", with_(3, "05-03-1985"), filled],
		["an old number with a letter", with_(1, "22587x043"), filled, "Số CMND cũ – chưa đọc được, chưa điền"],
		["an odd day of issue", with_(6, "99999999"), filled, "Ngày cấp thẻ – chưa đọc được, chưa điền"],
		["no such day", with_(3, "31021985"), but(filled, 1, ""), "năm sinh – chưa đọc được, chưa điền"],
		["no sex", with_(4, ""), but(filled, 2, ""), "Giới tính – chưa đọc được, chưa điền"],
		["no name", with_(2, ""), but(filled, 0, ""), "khai sinh – chưa đọc được, chưa điền"],
		["lost letters", with_(2, "Nguyn Vn Khu"), but(filled, 0, "Nguyn Vn Khu"), "Nguyn Vn Khu đã điền", "bị mất chữ"],
	]) {
		const page = await enumerator.does(200, "/sheets", { card: text, action: "save" });
		equal(entry(page, five), wanted, why);
		for (const words of said)
			holds(panel(page).includes(words), `${why}: ${panel(page)}`);
		equal(panel(page).includes("bị mất chữ"), why === "lost letters", `${why}: lost letters`);
	}
});

await test("a draft keeps its place and version; the next save stores what was filled, not the text", async () => {
	const draft = await enumerator.saves({ full_name: "", informant_name: "Bà Ba", area_id: hamlet }), version = (await enumerator.sheet(draft)).row_version;
	const page = await enumerator.does(200, `/sheets/${draft}/edit`, { card: whole, row_version: version, informant_name: "Bà Ba", area_id: hamlet });
	const form = forms(page.text).find((one) => one.id === "sheet-form");
	equal([form.action, values(form, "row_version")], [`/sheets/${draft}/edit`, [String(version)]], "the form");
	equal((await enumerator.sheet(draft)).row_version, version, "nothing is stored");
	await enumerator.does(303, form.action, form.fields);
	equal((await enumerator.sheet(draft)).answers.citizen_id, id, "stored by the save");
	holds(!JSON.stringify(await enumerator.sheet(draft)).includes("|"), "no raw text");
});

await test("earlier sheets of the number are listed, as far as one may see them", async () => {
	const number = "056085009876", sheet = await officer.saves(typed(77, { area_id: hamlet, citizen_id: number, full_name: name, birth_date: "05/03/1985", sex: "1" }));
	const text = whole.replace(id, number);
	const own = panel(await officer.does(200, "/sheets", { card: text }));
	holds(own.includes(`Phiếu số ${sheet} trong máy ${name}`), `the officer's own commune: ${own}`);
	holds(!(await far.does(200, "/sheets", { card: text })).text.includes(`/sheets/${sheet}`), "another commune");
	const old = "225871043", by_old = await officer.saves(typed(78, { area_id: hamlet, citizen_id: old }));
	holds(panel(await officer.does(200, "/sheets", { card: text })).includes(`Phiếu số ${by_old} trong máy`), "by the old number");
	holds(!(await officer.does(200, `/sheets/${sheet}/edit`, { card: text, row_version: "1" })).text.includes(`href="/sheets/${sheet}">Phiếu`), "not the sheet itself");
});

await finish(world.server);
