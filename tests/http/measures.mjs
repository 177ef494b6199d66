/* Every paper of report/paper/paper_type.c as it lies on the desk: long names, lists over several pages. Measured from the words and the ink of its PDF: margins, page
 * numbers, heads on every page, signatures with what they sign, faces, figures in words, the same words as page and in Word, the same bytes twice.
 * PAPERS=FOLDER keeps the files, to be looked at. */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { command, equal, finish, holds, root, test } from "./harness.mjs";
import { docxText, faces, inWords, inked, pageText, pages, pdfLines, pdfText, picturePng, rules } from "./pdf.mjs";
import { typed } from "./sheets.mjs";
import { demoWorld } from "./worlds.mjs";

const world = await demoWorld();
const [officer, police, admin, leader, enumerator, other] = await Promise.all(["officer", "police", "admin", "hamlet_leader", "enumerator", "officer3"].map((name) => world.client(name)));
const hamlets = await world.hamlets(enumerator), [hamlet] = hamlets, SHEETS = 60, today = "10/06/2024", LONG = "Nguyễn Phước Hoàng Thị Thùy Dương Khánh Ngọc";
const STREET = "Số 125/47A đường Nguyễn Thị Minh Khai, hẻm 3, khu dân cư Lương Sơn, tổ dân phố số 5, phường Phương Sài, thành phố Nha Trang, tỉnh Khánh Hòa";
let used = 5200;

async function accepts(id) {
	const { findings } = await officer.sheet(id);
	await officer.does(303, `/sheets/${id}/accept`, Object.fromEntries(findings.map((one) => [`confirm_${one.rule}`, "đã xem giấy tờ"])));
	return id;
}
const named = (i) => (i % 7 === 0 ? { full_name: LONG } : i % 7 === 1 ? { full_name: "Ksor H'Bĭa Đặng Thị Ngọc", permanent_address: STREET } : {});
async function sent(client, count, mark) {
	const ids = [];
	for (let i = 0; i < count; i++)
		ids.push(await client.saves(typed(used++, { area_id: hamlet, paper_no: `${mark}-${String(i + 1).padStart(5, "0")}`, ...named(i) }), "submit"));
	return ids;
}

/* ---- one of each ---- */

const made = {};
const lot = async (ids) => (await officer.does(303, "/handovers", { ids: ids.join(",") })).location;

async function makeBundles() {
	const ids = await sent(enumerator, SHEETS, "TDP");
	made.bundle = (await leader.does(303, "/bundles", { ids, count: SHEETS + 1 })).location;
	const draft = await officer.page(`${made.bundle}.pdf`);
	await officer.does(303, `${made.bundle}/confirm`, { count: SHEETS - 2, missing: ids.slice(0, 2).join(","), extra: 0, note: "Hai phiếu do điều tra viên giữ lại để bổ sung chữ ký" });
	for (const id of ids.slice(2, SHEETS - 5)) await accepts(id);
	for (const id of ids.slice(SHEETS - 5)) await officer.does(303, `/sheets/${id}/return`, { reason: "Câu 12.3 chưa ghi tên cơ sở, đề nghị hỏi lại người lao động; chữ ký mờ không đọc được" });
	made.count = `/reports/count/${hamlet}`;
	return draft;
}

async function makeMinutes() {
	const member = (await officer.json("/members.json")).rows.find((row) => row.username === "enumerator").id, period = { from: today, to: today };
	const make = async (fields) => {
		const { location } = await officer.does(303, "/minutes", fields);
		await officer.does(303, `${location}/issue`, {});
		return location;
	};
	made.acceptance = await make({ type: "acceptance", enumerator_id: member, ...period });
	made.confirmation = await make({ type: "confirmation", handover_id: made.handover.split("/").pop() });
	const url = /href="(\/admin\/campaigns\/\d+)">PS-2023</.exec((await admin.page("/admin/campaigns")).text)[1];
	const sets = async (more, without) => admin.does(303, url, [...(await admin.form(url, url)).fields.filter(([name]) => !["csrf", "form_token", ...without].includes(name)), ...more]);
	await sets([["meeting_accepts", "1"]], ["hamlet_stage"]);
	const ids = await sent(enumerator, SHEETS, "HOP");
	for (const id of ids) {
		const { findings } = await officer.sheet(id);
		if (findings.length > 0) await officer.does(303, `/sheets/${id}/confirm`, Object.fromEntries(findings.map((one) => [`confirm_${one.rule}`, "đã xem giấy tờ"])));
	}
	const present = (await officer.json("/members.json")).rows.slice(0, 6).map((row) => row.id);
	made.meeting = await make({ type: "meeting", held_on: today, begun: "8 giờ 30", ended: "10 giờ 15", place: `Nhà sinh hoạt cộng đồng, ${STREET}`, chair: LONG, secretary: LONG, present, others: "Đại diện Ủy ban Mặt trận Tổ quốc phường",
		conclusion: "Các phiếu đạt đủ điều kiện bàn giao. ".repeat(12), passed: ids.slice(0, -4), returned: ids.slice(-4), ...Object.fromEntries(ids.slice(-4).map((id) => [`reason_${id}`, "Ngày sinh không đọc được"])) });
	await sets([["hamlet_stage", "1"]], ["meeting_accepts"]);
}

async function makeReturns(ids) {
	await police.does(303, "/police/entered", { ids: ids.slice(0, -10).join(",") });
	for (const id of ids.slice(-10)) await police.does(303, `/police/${id}/return`, { reason: 8, note: "Thông tin trên phiếu không khớp với Cơ sở dữ liệu quốc gia về dân cư" });
	const place = (i) => ({ place: `Tủ ${i}, hộp 12, tập ${i}: kho lưu trữ tầng 2`, keeper: `Tổ công tác thu thập thông tin về người lao động phường Phương Sài, nhóm ${i}` });
	for (let i = 0; i < 22; i++) await officer.does(303, "/returns", { ids: ids[i], ...place(i + 1) });
	made.return = (await officer.does(303, "/returns", { ids: ids.slice(22, -1).join(","), missing: ids.at(-1), ...place(30), note: "Phiếu cuối cùng công an đang giữ để xác minh" })).location;
	made.archive = /href="(\/returns\/archive\/\d+)"/.exec((await officer.page("/returns/archive")).text)[1];
	made["archive-index"] = `${made.archive}/index`;
}

async function makePayment() {
	const campaign = /\/campaigns\/(\d+)\/closing/.exec((await other.page("/payments")).text)[1], [, area] = /name="area" value="([^"]+)"/.exec((await other.page(`/admin/campaigns/${campaign}/prices`)).text);
	await other.does(303, `/admin/campaigns/${campaign}/prices`, { role: "collect", area, from: "01/01/2024", new: 5500, change: 2750, decided_no: "15/2024/NQ-HĐND", decided_on: "01/03/2024", source: "Ngân sách tỉnh" });
	made.payment = (await other.does(303, "/payments", { campaign_id: campaign, role: "collect", from: "01/01/2024", to: today })).location;
	await other.does(303, `${made.payment}/close`, {});
	made["payment-minutes"] = `${made.payment}/minutes`;
}

let draft, two;
await test("one of each is made", async () => {
	await admin.does(303, "/admin/settings", { "office.basis": "Kế hoạch số 12/KH-UBND ngày 15/5/2023 của Ủy ban nhân dân phường Phương Sài về thu thập, cập nhật thông tin về người lao động; Công văn số 7/LĐTBXH-VL" });
	draft = await makeBundles();
	const ids = [];
	for (const id of await sent(officer, SHEETS, "LO")) ids.push(await accepts(id));
	made.handover = await lot(ids);
	made.cover = `${made.handover}/cover`;
	made.checklist = `${made.handover}/checklist`;
	const apart = [];
	for (const area_id of [hamlets.at(-1), hamlets[1]]) apart.push(await accepts(await officer.saves(typed(used++, { area_id }), "submit")));
	two = await lot(apart);
	made.sheets = `${two}/sheets`;
	made.sheet = `/sheets/${ids[1]}`;
	await police.does(303, `${made.handover}/sign`, { count: SHEETS, missing: ids[3], extra: "PS-77 Trần Thị Thừa", note: "Phiếu thừa trả lại cán bộ giao ngay trong ngày" });
	await makeMinutes();
	await makeReturns(ids.filter((id) => id !== ids[3]));
	await makePayment();
	made.team = `/members/team/${/\/members\/team\/(\d+)/.exec((await officer.page("/members/team")).text)[1]}`;
	made.reconcile = made.team.replace("/members/team", "/reconcile/report");
	made.walk = /href="(\/roster\/walk\/\d+)/.exec((await enumerator.page("/roster/walk")).text)[1];
});

/* ---- each ---- */

const FORM = { left: 18, top: 9, right: 11, bottom: 7 }, LETTER = { left: 30, top: 20, right: 15, bottom: 20 }, SLACK = 0.5, NUMBER_BELOW = 19;
const near = (value, wanted) => Math.abs(value - wanted) < 0.5;

function checkSize({ width, height }, what) {
	holds((near(width, 210) && near(height, 297)) || (near(width, 297) && near(height, 210)), `${what}: ${width} × ${height} mm`);
}

/* The words and the ink stay within the margins; in the margin above stands the number of the page, but for the first page of a part. */
function checkMargins(body, form, what) {
	const margins = form ? FORM : LETTER, all = pages(body), ink = inked(body, form ? 0 : NUMBER_BELOW);
	let number = 0;
	for (const [i, { width, height, words }] of all.entries()) {
		const here = `${what}, page ${i + 1}`, above = form ? [] : words.filter((word) => word.top <= NUMBER_BELOW), inside = words.filter((word) => !above.includes(word));
		checkSize({ width, height }, here);
		const box = { left: Math.min(...inside.map((w) => w.left)), top: Math.min(...inside.map((w) => w.top)), right: width - Math.max(...inside.map((w) => w.right)), bottom: height - Math.max(...inside.map((w) => w.bottom)) };
		const drawn = { left: ink[i].left, top: ink[i].top, right: width - ink[i].right, bottom: height - ink[i].bottom };
		for (const side of ["left", "top", "right", "bottom"])
			for (const [how, found] of [["words", box], ["ink", drawn]])
				holds(found[side] >= margins[side] - SLACK, `${here}: ${how} at ${found[side].toFixed(1)} mm from the edge (${side})`);
		if (form)
			continue;
		number = above.length === 0 ? 1 : number + 1;
		equal(above.map((word) => word.text), number === 1 ? [] : [String(number)], `${here}: above`);
		for (const word of above)
			holds(Math.abs((word.left + word.right) / 2 - (margins.left + width - margins.right) / 2) < 1, `${here}: the number is not centred`);
	}
	return all;
}

/* Rows of a table have its heads above them on their page. */
function checkHeads(all, what) {
	let open = null;
	for (const [i, { words }] of all.entries()) {
		const heads = words.filter((word, at) => word.text === "STT" || (word.text === "TT" && words[at - 1]?.text === "Số"));
		const rows = words.filter((word) => /^(TDP|LO|HOP)-\d{5}$/.test(word.text));
		for (const row of rows)
			holds(heads.some((head) => head.top < row.top), `${what}, page ${i + 1}: ${row.text} stands without heads`);
		open = rows.length > 0 ? i : open;
	}
	return open;
}

/* Of a name that takes several lines, no word stands alone on the last. */
function checkBody([{ words }], what) {
	const left = words.filter((word) => word.right < 105 && word.top < 45);
	if (left[0].text === "CÔNG")
		equal(left.slice(0, 5).map((word) => word.top - left[0].top > 2), [false, false, false, true, true], `${what}: the lines of ${left.map((word) => word.text).join(" ")}`);
}

/* The rule under the motto is as long as it is, those under the body and the subject a third to a half of their line, centred under it (NĐ 30/2020). */
function checkRules([{ words }], body, what) {
	const line = (begins, within) => {
		const first = words.find((word) => begins(word) && within(word)), all = words.filter((word) => Math.abs(word.top - first.top) < 1 && within(word));
		return { left: Math.min(...all.map((word) => word.left)), right: Math.max(...all.map((word) => word.right)), bottom: first.bottom };
	};
	const middle = 105, motto = line((word) => word.text === "Độc", (word) => word.left > middle), head = words.filter((word) => word.right < middle && word.bottom < motto.bottom + 20);
	const under = ({ left, right, bottom }) => found.find((rule) => rule.top > bottom - 1.5 && rule.top < bottom + 2.5 && rule.left > left - 1 && rule.right < right + 1), found = rules(body, motto.bottom + 60);
	const whole = under(motto) ?? { left: 0, right: 0 };
	holds(Math.abs(whole.left - motto.left) < 1 && Math.abs(whole.right - motto.right) < 1, `${what}: the rule under the motto is ${JSON.stringify(whole)}, the line ${JSON.stringify(motto)}`);
	/* Of a name or a subject in several lines, the longest of them. */
	for (const rule of found.filter((one) => one !== whole).slice(0, 2)) {
		const left = rule.right < middle, beside = words.filter((word) => (left ? head.includes(word) : true) && word.bottom < rule.top + 1.5 && word.bottom > rule.top - 20);
		const shares = [...new Set(beside.map((word) => word.bottom))].map((bottom) => line((word) => word.bottom === bottom && beside.includes(word), (word) => beside.includes(word)))
			.map((one) => ({ share: (rule.right - rule.left) / (one.right - one.left), aside: Math.abs(rule.left + rule.right - one.left - one.right) / 2 }));
		holds(shares.some(({ share, aside }) => share > 0.32 && share < 0.51 && aside < 1), `${what}: ${JSON.stringify(rule)} ${JSON.stringify(shares)}`);
	}
	holds(found.length >= 3, `${what}: ${found.length} rules`);
}

/* Who signs stands on the page of what is signed. */
function checkSigned(all, what) {
	for (const [i, { words }] of all.entries()) {
		const how = words.filter((word) => word.text === "(Ký,");
		if (how.length === 0)
			continue;
		const first = Math.min(...how.map((word) => word.top)), lines = new Set(words.filter((word) => word.top > NUMBER_BELOW && word.top < first - 3 && /\p{Ll}/u.test(word.text)).map((word) => Math.round(word.top)));
		holds(lines.size >= 1, `${what}, page ${i + 1}: a signature alone (${[...lines]})`);
	}
}

function checkWords(text, what) {
	const told = [...text.matchAll(/(\d[\d.]*) (?:phiếu|hồ sơ|đồng) \(([^()]+?)(?: (?:phiếu|hồ sơ|đồng))?\)/g)];
	for (const [whole, figure, words] of told)
		equal(words.replace(/ đồng chẵn$/, ""), inWords(Number(figure.replaceAll(".", ""))), `${what}: ${whole}`);
	return told.length;
}

/* What is on the page of a paper is in its file too. */
const SMALL = /^\p{P}*\d{0,2}\p{P}*$/u;
const bag = (text) => text.split(/[ /]/).map((word) => word.replace(/\.{4,}|…{2,}/g, "")).filter((word) => !SMALL.test(word)).reduce((all, word) => all.set(word, (all.get(word) ?? 0) + 1), new Map());
function checkSame(wanted, text, what) {
	const there = bag(text), lost = [...bag(wanted)].filter(([word, count]) => (there.get(word) ?? 0) < count).map(([word, count]) => `${word} ×${count - (there.get(word) ?? 0)}`);
	equal(lost, [], `${what}: words that are not there`);
}

function keep(name, body) {
	if (process.env.PAPERS) {
		mkdirSync(process.env.PAPERS, { recursive: true });
		writeFileSync(join(process.env.PAPERS, name), body);
	}
}

const PAGELESS = ["sheet", "sheets", "cover"], WORDLESS = ["sheet", "sheets", "cover"], FORMS = ["sheet", "sheets"];
async function measure(name, path) {
	const client = name.startsWith("payment") ? other : officer, { body } = await client.page(`${path}.pdf`), form = FORMS.includes(name);
	keep(`${name}.pdf`, body);
	const all = checkMargins(body, form, name);
	if (!form)
		checkHeads(all, name);
	checkBody(all, name);
	if (!form)
		checkRules(all, body, name);
	checkSigned(all, name);
	for (const face of faces(body))
		holds(/^LiberationSerif/.test(face.name) && face.whole, `${name}: the face ${face.name}`);
	equal(Buffer.compare(body, (await client.page(`${path}.pdf`)).body), 0, `${name}: bytes of the PDF again`);
	const text = pdfText(body), page = PAGELESS.includes(name) ? "" : pageText((await client.page(["checklist", "count", "archive", "archive-index", "team", "payment-minutes", "walk", "reconcile"].includes(name) ? path : `${path}/print`)).text);
	holds(!text.includes("\ufffd"), `${name}: a letter without a form`);
	checkSame(page, text, `${name}.pdf`);
	if (!WORDLESS.includes(name)) {
		const word = await client.page(`${path}.docx`);
		keep(`${name}.docx`, word.body);
		checkSame(page, docxText(word.body), `${name}.docx`);
		equal(Buffer.compare(word.body, (await client.page(`${path}.docx`)).body), 0, `${name}: bytes of the Word file again`);
	}
	return { pages: all.length, counted: checkWords(text, name), text };
}

/* At least so many pages, and figures in words. */
const expected = { bundle: [3, 3], count: [1, 1], handover: [4, 3], cover: [1, 1], checklist: [2, 1], sheets: [2, 0], sheet: [1, 0], acceptance: [3, 2], confirmation: [2, 1], meeting: [3, 2], return: [2, 3],
	archive: [3, 2], "archive-index": [2, 2], payment: [1, 1], "payment-minutes": [2, 1], team: [2, 0], walk: [1, 0], reconcile: [1, 0] };
for (const [name, [most, counted]] of Object.entries(expected))
	await test(`${name}: margins, numbers, heads, signatures, faces, words, bytes`, async () => {
		const found = await measure(name, made[name]);
		holds(found.pages >= most && found.counted >= counted, `${found.pages} pages, ${found.counted} figures in words`);
	});

await test("each paper that is declared was measured", () => {
	const folder = join(root, "src/report/paper"), rows = readdirSync(folder).filter((file) => file.endsWith(".c")).flatMap((file) => [...readFileSync(join(folder, file), "utf8").matchAll(/^\t\.name = "([\w-]+)"/gm)]).map(([, name]) => name);
	const known = { acceptance: "minutes", confirmation: "minutes", meeting: "minutes" };
	equal([...new Set([...Object.keys(expected).map((name) => known[name] ?? name), "preview"])].sort(), rows.sort(), "papers");
});

await test("no answer of the form to tick is broken", async () => {
	const { fields } = JSON.parse(readFileSync(join(root, "src/form/mau-03.json"), "utf8")), lines = pdfLines((await officer.page(`${made.sheet}.pdf`)).body);
	for (const name of ["sex", "general_education", "qualification", "employment_position", "workplace_type", "unemployment_duration"])
		for (const { label } of fields.find((field) => field.name === name).options)
			holds(lines.some((line) => line.includes(label)), `${name}: ${label}`);
});

/* As a telephone does. */
await test("the codes on the cover and on a form are read from the ink: what they open", async () => {
	for (const [path, wanted] of [[made.cover, made.handover], [made.sheet, "LO-00002"]]) {
		const picture = picturePng((await officer.page(`${path}.pdf`)).body), { status, stdout } = command(["read-photo", String(process.pid)], picture);
		holds(status === 0 && stdout.includes(wanted), `${path}: ${status} ${stdout.slice(0, 200)}`);
	}
});

await test("the cover tells the hamlets in their order", async () => {
	equal(pdfText((await officer.page(`${two}/cover.pdf`)).body).match(/Tổ dân phố \d+/g), ["Tổ dân phố 2", "Tổ dân phố 10"], "of whom the first paper is the last hamlet's");
});

await test("a draft says so, and has no number", () => {
	const text = pdfText(draft.body);
	holds(text.includes("DỰ THẢO") && text.includes(`${SHEETS} phiếu (Sáu mươi phiếu)`) && text.includes("Sáu mươi mốt phiếu"), text.slice(0, 1500));
	checkSigned(checkMargins(draft.body, false, "the draft"), "the draft");
});

/* Wherever the page ends: the body grows by a line each time. */
await test("no signature is alone, however long the paper is", async () => {
	const one = await lot([await accepts((await sent(officer, 1, "KY"))[0])]);
	let broken = 0;
	for (let lines = 0; lines < 26; lines++) {
		await admin.does(303, "/admin/settings", { "office.basis": Array.from({ length: lines }, (_, i) => `Kế hoạch số ${i + 1}/KH-UBND`).join("; ") });
		const { body } = await officer.page(`${one}.pdf`), all = checkMargins(body, false, `${lines} lines`);
		checkSigned(all, `${lines} lines`);
		broken += all.length > 2 ? 1 : 0;
	}
	holds(broken > 3 && broken < 26, `of 26 papers ${broken} had a page more`);
	await admin.does(303, "/admin/settings", {});
});

await test("nor one under others, where the body confirms too", async () => {
	const last = hamlets.at(-2);
	let broken = 0;
	await admin.does(303, "/admin/settings", { "paper.confirmed": "1" });
	for (let reasons = 1; reasons <= 24; reasons++) {
		const id = await enumerator.saves(typed(used++, { area_id: last }), "submit");
		await officer.does(303, `/sheets/${id}/return`, { reason: `Lý do trả lại số ${reasons}` });
		const { location } = await officer.does(303, "/minutes", { type: "acceptance", area_id: last, from: today, to: today }), { body } = await officer.page(`${location}.pdf`), all = pages(body);
		holds(all.some(({ words }) => words.some((word) => word.text === "XÁC")), "the body confirms");
		checkSigned(all, `${reasons} reasons`);
		broken += all.length > 2 ? 1 : 0;
		await officer.does(303, `${location}/drop`, {});
	}
	holds(broken > 3 && broken < 24, `of 24 papers ${broken} had a page more`);
	await admin.does(303, "/admin/settings", {});
});

await test("nor after a table, however long it is", async () => {
	const ids = [];
	for (const id of await sent(officer, 34, "LO")) ids.push(await accepts(id));
	const one = await lot(ids);
	let most = 0;
	while (ids.length > 4) {
		const { body } = await officer.page(`${one}/checklist.pdf`), all = checkMargins(body, false, `${ids.length} rows`);
		checkSigned(all, `${ids.length} rows`);
		checkHeads(all, `${ids.length} rows`);
		most = Math.max(most, all.length);
		await officer.does(303, `${one}/remove`, { ids: ids.splice(-1).join(",") });
	}
	equal(most, 2, "pages at most");
});

await finish(world.server);
