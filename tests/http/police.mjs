/* The police's queue: in what order sheets come, what is open after each, what is found, what is put aside, which answers it shows. */
import { equal, finish, holds, test } from "./harness.mjs";
import { forms, formTo, values } from "./html.mjs";
import { typed } from "./sheets.mjs";
import { demoWorld } from "./worlds.mjs";

const world = await demoWorld(), officer = await world.client("officer"), police = await world.client("police");
const [hamlet] = await world.hamlets(officer);
let used = 2400;

async function accepted(fields = {}) {
	const id = await officer.saves(typed(used++, { area_id: hamlet, ...fields }), "submit"), { findings } = await officer.sheet(id);
	await officer.does(303, `/sheets/${id}/accept`, Object.fromEntries(findings.map((f) => [`confirm_${f.rule}`, "đã xem giấy tờ"])));
	return id;
}

/* A batch whose papers lie in this order, signed for; its number. */
async function signed(ids) {
	const { location } = await officer.does(303, "/handovers", { ids: ids.join(",") });
	await police.does(303, `${location}/sign`, { count: ids.length });
	const row = (await officer.json(`${location}.json`));
	return { location, number: `${row.number}/${row.year}` };
}

const opened = (page) => Number(/id="sheet-(\d+)"/.exec(page.text)?.[1]);
const nextOf = (page) => Array.from(page.text.matchAll(/<li><a href="\/police\?[^"]*after=(\d+)"/g), (m) => Number(m[1]) + 1);
const queue = async (path = "/police.json") => (await police.rows(path)).map((row) => row.id);
/* What a button of the page that a client stands on sends. */
const presses = async (client, page, what, more = {}) => {
	const form = formTo(page.text, `/police/${opened(page)}/${what}`);
	return client.does(303, form.action, [...form.fields, ...Object.entries(more)]);
};

const papers = [];
for (let i = 0; i < 5; i++)
	papers.push(await accepted({ paper_no: `CA-${i + 1}`, full_name: i === 3 ? "Đàm Quỳnh Thoa" : "Vũ Văn Ba" }));
const lie = [papers[2], papers[0], papers[3]];
const { number } = await signed(lie), second = await signed([papers[4], papers[1]]);

await test("the order: when a batch was signed for, then as its papers lie; the page, JSON and CSV agree", async () => {
	const all = await queue();
	equal(all.slice(-5), [...lie, papers[4], papers[1]], "those that came last");
	const page = await police.page(`/police?after=${lie[0] - 1}`);
	equal([opened(page), nextOf(page).slice(0, 4)], [lie[0], [lie[1], lie[2], papers[4], papers[1]]], "from one on");
	holds(page.text.includes(`lô ${number.padStart(7, "0")}, tờ 1/3`), "where its paper lies");
	const csv = (await police.page("/police.csv")).text.trim().split("\r\n").slice(1);
	equal(csv.length, all.length, "rows of the file");
	equal(await queue("/police.json?sort=id"), [...all].sort((a, b) => a - b), "by the sheets' numbers where that is asked for");
	equal((await police.get("/police.json?after=x")).status, 400, "a place that is none");
});

await test("marked or returned: the next of the same order is open; at the end the first again", async () => {
	const page = await police.page(`/police?after=${lie[0] - 1}`);
	const next = await police.page((await presses(police, page, "entered")).location);
	equal(opened(next), lie[1], "after entering");
	holds(next.text.includes("Đã đánh dấu đã nhập") || next.text.includes("CA-3"), "and what was done is told");
	const third = await police.page((await presses(police, next, "return", { reason: "2" })).location);
	equal(opened(third), lie[2], "after a return");
	const last = await police.page(`/police?after=${papers[1] - 1}`);
	const first = await police.page((await presses(police, last, "later")).location);
	equal(opened(first), (await queue())[0], "behind the last one");
	const told = /Hôm nay <b>(\d+)<\/b> đã nhập, <b>(\d+)<\/b> trả lại/.exec(first.text);
	equal([told?.[1], told?.[2]], ["1", "1"], "what was done today");
});

await test("put aside: last, for that user alone, and on its own; until it is entered", async () => {
	const page = await police.page("/police"), id = opened(page);
	const next = await police.page((await presses(police, page, "later")).location);
	holds(next.text.includes("Đã để sau"), "it is told");
	equal([opened(await police.page("/police")) === id, (await queue()).includes(id)], [false, true], "not first any more, but in the queue");
	const aside = await police.page("/police?aside=1");
	holds([opened(aside), ...nextOf(aside)].includes(id), "on the list of those put aside");
	equal(opened(await police.page(`/police?after=${id - 1}`)), id, "asked for itself it is open");
	equal((await queue("/police.json?aside=1")).sort(), [id, papers[1]].sort(), "as a filter");
	await police.does(303, `/police/${id}/later`, {});
	await police.does(303, `/police/${id}/entered`, {});
	equal(await queue("/police.json?aside=1"), [papers[1]], "entered");
	await police.does(409, `/police/${id}/later`, {});
	equal((await officer.post(`/police/${papers[1]}/later`, {})).status, 403, "another role");
});

await test("found by name, number, paper and batch; entering goes on among what was found", async () => {
	const found = async (q) => {
		const { location } = await police.does(303, "/search", { q, list: "/police" });
		return police.page(location);
	};
	const { citizen_id: number12 } = (await officer.sheet(lie[2])).answers;
	equal(opened(await found("dam quynh thoa")), lie[2], "by name");
	const byNumber = await police.does(303, "/search", { q: number12, list: "/police" });
	holds(!byNumber.location.includes(number12), "no number in the address");
	equal(opened(await police.page(byNumber.location)), lie[2], "by number");
	equal(opened(await found("CA-4")), lie[2], "by the paper's number");
	for (const q of [second.number, `lô ${second.number}`, `Lô ${second.number}`]) equal(opened(await found(q)), papers[4], `by batch: ${q}`);
	const chosen = await police.page(`/police?batch=${second.number}`);
	equal([opened(chosen), nextOf(chosen)], [papers[4], []], "a batch that was chosen: what is put aside comes last");
	const rest = await police.page((await presses(police, chosen, "entered")).location);
	equal(opened(rest), papers[1], "goes on in the batch, to what was put aside");
	const none = await police.page((await presses(police, rest, "entered")).location);
	holds(Number.isNaN(opened(none)) && none.text.includes("Bỏ điều kiện lọc"), "nothing is left of it");
	equal((await police.get("/police?batch=x")).status, 400, "a batch that is none");
	holds((await found("không ai tên thế")).text.includes("Bỏ điều kiện lọc"), "nothing found");
});

await test("a second tab: 409, told, and the next one is open; the same press again does nothing", async () => {
	const page = await police.page("/police"), id = opened(page), [next] = nextOf(page), form = formTo(page.text, `/police/${id}/entered`);
	await police.does(303, form.action, form.fields);
	equal((await police.does(303, form.action, form.fields)).location, (await police.does(303, form.action, form.fields)).location, "a press that got lost, once more");
	equal((await officer.sheet(id)).history.filter((one) => one.action === "entered").length, 1, "marked once");
	const stale = formTo(page.text, `/police/${id}/return`), refused = await police.does(409, stale.action, [...stale.fields, ["reason", "1"]]);
	holds(refused.text.includes("Chưa thực hiện được"), "it is told");
	equal(opened(refused), next, "and the next one is open");
	const without = formTo((await police.page("/police")).text, `/police/${next}/return`), asked = await police.does(422, without.action, without.fields);
	equal(opened(asked), next, "without a reason: the same one");
	holds(/data-return open/.test(asked.text) && asked.text.includes("Vui lòng chọn lý do"), "with its reasons open");
});

await test("which answers it shows, and in what order: the user's own choice, the commune's, the paper's", async () => {
	const shown = (page) => Array.from(page.text.matchAll(/data-copy="[^"]*"[^>]*aria-label="Sao chép ([^"]*)"/g), (m) => m[1]);
	const page = await police.page("/police/fields"), form = formTo(page.text, "/police/fields");
	const names = form.fields.map(([name]) => name).filter((name) => name.startsWith("order_"));
	holds(names.length > 15 && names.includes("order_citizen_id"), `fields of the form: ${names}`);
	const asked = (places) => [...form.fields.filter(([name]) => !name.startsWith("order_")), ...names.map((name) => [name, places[name.slice(6)] ?? ""])];
	const before = shown(await police.page("/police")), order = { citizen_id: "1", full_name: "2" };
	const look = await police.does(200, "/police/fields", [...asked(order), ["action", "look"]]);
	holds(look.text.includes("Xem trước, chưa lưu"), "only shown");
	equal(shown(await police.page("/police")), before, "nothing is stored");
	const again = formTo(look.text, "/police/fields");
	await police.does(303, "/police/fields", [...again.fields, ["action", "commune"]]);
	equal(shown(await police.page("/police")).map((one) => one.slice(0, 6)), ["Số CCC", "Họ, ch"], "for the commune");
	await police.does(303, "/police/fields", [...formTo((await police.page("/police/fields")).text, "/police/fields").fields.map(([name, value]) => [name, name === "order_full_name" ? "" : value]), ["action", "mine"]]);
	equal(shown(await police.page("/police")).length, 1, "for the user");
	for (const [places, why] of [[{}, "nothing"], [{ full_name: "x" }, "no number"], [{ full_name: "1000" }, "too large"]])
		await police.does(422, "/police/fields", [...formTo((await police.page("/police/fields")).text, "/police/fields").fields.filter(([name]) => !name.startsWith("order_")),
			...names.map((name) => [name, places[name.slice(6)] ?? ""]), ["action", "mine"]]).catch((error) => { throw new Error(`${why}: ${error.message}`); });
	await police.does(303, "/police/fields", [...formTo((await police.page("/police/fields")).text, "/police/fields").fields, ["action", "drop"]]);
	equal(shown(await police.page("/police")).length, 2, "the commune's again");
	equal((await officer.get("/police/fields")).status, 403, "another role");
});

await test("the order of the fields goes to another machine as a file; one that is none is refused, and nothing is stored by it", async () => {
	const file = await police.page("/police/fields.json"), { fields } = JSON.parse(file.text);
	equal([fields, file.headers["content-disposition"]], [["citizen_id", "full_name"], 'attachment; filename="thu-tu-cac-o.json"'], "the commune's");
	const send = (text) => {
		const boundary = "x8f2", part = (name, value, more = "") => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
		const body = `${part("csrf", police.csrf)}${part("action", "file")}${part("file", text, '; filename="o.json"')}--${boundary}--\r\n`;
		return police.request("POST", "/police/fields", { body, headers: { "Content-Type": `multipart/form-data; boundary=${boundary}` } });
	};
	for (const text of ["", "x", "{}", '{"fields":[]}', '{"fields":["citizen_id","citizen_id"]}', '{"fields":["citizen_id","nothing"]}', '{"fields":[1]}', '{"fields":["training_code"]}'])
		equal((await send(text)).status, 422, text);
	const shown = await send(JSON.stringify({ fields: ["birth_date", "full_name"] }));
	equal([shown.status, shown.text.includes("Xem trước, chưa lưu")], [200, true], "shown, not stored");
	holds(/name="order_birth_date" value="1"/.test(shown.text) && /name="order_full_name" value="2"/.test(shown.text) && /name="order_citizen_id" value=""/.test(shown.text), "in its order");
	equal(JSON.parse((await police.page("/police/fields.json")).text).fields, fields, "what is stored");
});

await test("additions and what was returned before come first where that is asked for, then the rest", async () => {
	const [plain, added, back] = [await accepted({ paper_no: "UT-1" }), await accepted({ paper_no: "UT-2", kind: "3", change_source: "1" }), await accepted({ paper_no: "UT-3" })];
	await signed([back]);
	await police.does(303, `/police/${back}/return`, { reason: "3" });
	await officer.does(303, `/sheets/${back}/resend`, { reason: "đúng như giấy tờ" });
	await signed([plain, added, back]);
	equal((await queue("/police.json?first=1")).filter((id) => [plain, added, back].includes(id)), [added, back], "these alone in the file");
	const page = await police.page("/police?first=1");
	const urgent = await queue("/police.json?first=1");
	equal(opened(page), urgent[0], "the first of them");
	holds(page.text.includes('name="first"'), "it is offered");
	for (const id of urgent)
		await police.does(303, `/police/${id}/entered`, {});
	const rest = await police.page("/police?first=1");
	equal(opened(rest), (await queue())[0], "then the rest");
	equal((await police.get("/police?first=x")).status, 400, "nothing else");
});

await test("a paper is found by its number and by the code of its batch", async () => {
	const id = await accepted({ paper_no: "QR-0077" }), lot = (await signed([id])).number;
	equal(opened(await police.page("/police?q=QR-0077")), id, "by the number");
	for (const q of [lot, `Lô ${lot}`, `Lô bàn giao ${lot}, Ủy ban nhân dân phường Phương Sài`])
		equal(opened(await police.page(`/police?q=${encodeURIComponent(q)}`)), id, q);
});

await test("an empty queue tells what was done today and where to go on", async () => {
	for (const id of await queue()) await police.does(303, `/police/${id}/entered`, {});
	const page = await police.page("/police");
	holds(/Hôm nay đã nhập \d+ phiếu, trả lại 2 phiếu\./.test(page.text) && page.text.includes("Xem sổ bàn giao"), "what it says");
	equal(forms(page.text).some((one) => values(one, "reason").length > 0), false, "no form");
});

await finish(world.server);
