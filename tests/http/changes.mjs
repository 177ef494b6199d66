/* Two versions of a sheet side by side: in words, in the order of the paper, as much as the reader may see. */
import { equal, finish, holds, test } from "./harness.mjs";
import { decode, options } from "./html.mjs";
import { typed } from "./sheets.mjs";
import { demoWorld } from "./worlds.mjs";

const world = await demoWorld(), officer = await world.client("officer"), district = await world.client("district");
const [hamlet, other] = await world.hamlets(officer);
const textOf = (html) => decode(html.replace(/<[^>]*>/g, "")).replace(/\s+/g, " ").trim();

/* [[question, before, after]] of a page. */
function rows(html) {
	const body = /<table class="table conflict-table">.*?<tbody>(.*?)<\/tbody>/s.exec(html);
	return body === null ? [] : [...body[1].matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) => [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => textOf(cell)));
}

const versions = (html) => options(html, "to").map(([value]) => Number(value));

/* Stores the whole form again with some answers changed. */
async function edit(id, form, changes) {
	Object.assign(form, changes);
	await officer.does(303, `/sheets/${id}/edit`, { ...form, row_version: (await officer.sheet(id)).row_version });
}

const form = typed(60, { area_id: hamlet, sex: 1, priority_poor: 1 }), id = await officer.saves(form);
await test("a sheet that was never changed has nothing to compare, and says so", async () => {
	const { text } = await officer.page(`/sheets/${id}/changes`);
	equal([rows(text), versions(text)], [[], []], "rows and versions");
	holds(text.includes("Phiếu chưa được sửa lần nào"), "the empty state");
	holds(!(await officer.page(`/sheets/${id}`)).text.includes(`/sheets/${id}/changes`), "a link from the history");
});

await edit(id, form, { sex: 2, birth_date: "1985", citizen_id: "056185000123" });
await edit(id, form, { area_id: other, citizen_id: "056185000124", priority_poor: "", full_name: "Tên <Mới>" });
await edit(id, form, { sex: 1, collected_on: "31/02/2024" });

await test("each change is told in words, in the order of the paper", async () => {
	const { text } = await officer.page(`/sheets/${id}/changes`), all = versions(text);
	equal(all.length, 4, "versions");
	const birth = typed(60).birth_date, area = async (value) => options((await officer.page("/sheets/new")).text, "area_id").find(([one]) => one === value)[1];
	equal(rows(text).map(([, ...sides]) => sides), [["Nữ", "Nam"], [typed(60).collected_on, "31/02/2024"]], "the last change");
	const first = rows((await officer.page(`/sheets/${id}/changes?to=${all[1]}`)).text);
	equal(first, [["2 Ngày, tháng, năm sinh", birth, "1985"], ["3 Giới tính", "Nam", "Nữ"], ["4 Số CCCD/CMND", typed(60).citizen_id, "056185000123"]], "the first change");
	const second = rows((await officer.page(`/sheets/${id}/changes?from=${all[1]}&to=${all[2]}`)).text);
	equal(second.map(([, ...sides]) => sides), [[await area(hamlet), await area(other)], [typed(60).full_name, "Tên <Mới>"],
		["056185000123", "056185000124"], ["có", "không"]], "the second change");
});

await test("over several changes the ends count: what came back to what it was is no difference; the order of the two does not matter", async () => {
	const all = versions((await officer.page(`/sheets/${id}/changes`)).text);
	const whole = rows((await officer.page(`/sheets/${id}/changes?from=${all[0]}&to=${all[3]}`)).text);
	holds(!whole.some(([question]) => question.includes("Giới tính")), `the sex is as it was: ${whole}`);
	equal(whole.find(([question]) => question.includes("CCCD")).slice(1), [typed(60).citizen_id, "056185000124"], "the number");
	equal(rows((await officer.page(`/sheets/${id}/changes?from=${all[3]}&to=${all[0]}`)).text), whole, "the other way round");
	const same = (await officer.page(`/sheets/${id}/changes?from=${all[2]}&to=${all[2]}`)).text;
	holds(rows(same).length === 0 && same.includes("Hai bản giống nhau"), "a version beside itself");
});

await test("the history leads to each change and tells it in the same words", async () => {
	const { text } = await officer.page(`/sheets/${id}`), all = versions((await officer.page(`/sheets/${id}/changes`)).text);
	equal([...text.matchAll(/changes\?to=(\d+)"/g)].map(([, to]) => Number(to)), all.slice(1), "links of the history");
	holds(/Giới tính: <del>Nữ<\/del> <ins>Nam<\/ins>/.test(text), "labels in the history");
	equal((await officer.sheet(id)).history.at(-1).fields.sex, ["2", "1"], "JSON keeps the codes");
});

await test("masked roles see that a number changed, not the number", async () => {
	await edit(id, form, { collected_on: typed(60).collected_on, full_name: typed(60).full_name, birth_date: typed(60).birth_date });
	await officer.does(303, `/sheets/${id}/submit`, {});
	const all = versions((await district.page(`/sheets/${id}/changes`)).text);
	const whole = rows((await district.page(`/sheets/${id}/changes?from=${all[0]}&to=${all.at(-1)}`)).text);
	const number = whole.find(([question]) => question.includes("CCCD")).slice(1);
	holds(number[0].endsWith(typed(60).citizen_id.slice(-3)) && number[1].endsWith("124") && !/\d{4}/.test(number.join(" ")), `${number}`);
});

await test("what is too long to be told is not passed over in silence", async () => {
	const long = typed(62, { area_id: hamlet }), sheet = await officer.saves(long);
	await edit(sheet, long, { permanent_address: "x".repeat(70000) });
	const { text } = await officer.page(`/sheets/${sheet}/changes`);
	equal([versions(text).length, rows(text).length], [2, 0], "versions and rows");
	holds(text.includes("Chưa so được hết") && !text.includes("Hai bản giống nhau"), "what the page says");
	await edit(sheet, long, { sex: 1 + Number(long.sex) % 2 });
	const last = (await officer.page(`/sheets/${sheet}/changes`)).text;
	holds(rows(last).length === 1 && !last.includes("Chưa so được hết"), "the next change is told whole");
});

await test("a version that this sheet does not have is a bad request", async () => {
	const another = typed(61, { area_id: hamlet, sex: 1 }), stranger = await officer.saves(another);
	await edit(stranger, another, { sex: 2 });
	const [foreign] = versions((await officer.page(`/sheets/${stranger}/changes`)).text);
	for (const query of [`to=${foreign}`, `from=${foreign}`, "to=x", "from=0", "to=999999999999"])
		equal((await officer.get(`/sheets/${id}/changes?${query}`)).status, 400, query);
});

await finish(world.server);
