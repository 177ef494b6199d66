/* Reconciliation of the list with the sheets: both side by side, what is decided and kept, counts by hamlet, the minutes, files for the police. */
import { equal, finish, holds, test } from "./harness.mjs";
import { values } from "./html.mjs";
import { typed } from "./sheets.mjs";
import { demoWorld } from "./worlds.mjs";

const world = await demoWorld(), officer = await world.client("officer2"), other = await world.client("officer"), walker = await world.client("enumerator");

/* All lines of a file at once: as pages each would be reconciled anew. */
async function linesOf(client, query = "") {
	const [heads, ...rows] = (await client.get(`/reconcile.csv${query}`)).text.slice(1).split("\r\n").filter((line) => line !== "")
		.map((line) => [...line.matchAll(/(?:"((?:[^"]|"")*)"|([^",]*))(?:,|$)/g)].map(([, quoted, plain]) => quoted ?? plain ?? ""));
	return rows.map((row) => Object.fromEntries(heads.map((head, i) => [head, /^(roster|sheet)_id$/.test(head) ? Number(row[i]) : row[i]])));
}
const lines = (query) => linesOf(officer, query);

let differing;
await test("each person stands in one way, on the list, on a sheet, or both", async () => {
	const begun = Date.now(), all = await lines(), count = (result) => all.filter((line) => line.result === result).length;
	holds(Date.now() - begun < 120000, "in a moment");
	equal(all.filter((line) => line.result !== "sheet_only").length, 4931, "all who are on the list");
	const ids = all.map((line) => line.sheet_id ?? 0).filter((id) => id > 0);
	equal(new Set(ids).size, ids.length, "no sheet twice");
	for (const result of ["same", "differs", "list_only", "sheet_only"])
		holds(count(result) > 0, result);
	const hamlets = (await officer.json("/reconcile/hamlets.json")).rows, sum = (name) => hamlets.reduce((total, row) => total + row[name], 0);
	equal([sum("same"), sum("differs"), sum("list_only"), sum("sheet_only")], ["same", "differs", "list_only", "sheet_only"].map(count), "hamlet by hamlet");
	equal((await lines("?result=differs")).length, count("differs"), "those that differ");
	[differing] = (await lines("?result=differs")).filter((line) => /birth_date|sex/.test(line.fields));
	const rosters = new Set(all.map((line) => line.roster_id));
	holds((await linesOf(other, "?result=list_only")).every((line) => !rosters.has(line.roster_id)), "another commune has its own");
});

await test("what differs is seen side by side, decided, and kept", async () => {
	const url = `/reconcile/row/${differing.roster_id}`, { text } = await officer.page(url);
	holds(text.includes("khác nhau") && text.includes(differing.full_name), "side by side");
	const about = { campaign: /name="campaign" value="(\d+)"/.exec(text)[1], roster: differing.roster_id, sheet: differing.sheet_id };
	await officer.does(422, "/reconcile", about);
	await officer.does(422, "/reconcile", { ...about, choice: "noted" });
	await officer.does(409, "/reconcile", { ...about, sheet: differing.sheet_id + 1, choice: "list" });
	const version = Number(/name="row_version" value="(\d+)"/.exec(text)[1]);
	await officer.does(409, "/reconcile", { ...about, choice: "sheet", row_version: version + 1 });
	await officer.does(303, "/reconcile", { ...about, choice: "noted", note: "Đã hỏi lại công an xã", row_version: version });
	const kept = (await lines("?result=differs")).find((line) => line.roster_id === differing.roster_id);
	equal([kept.decision, kept.note], ["noted", "Đã hỏi lại công an xã"], "kept");
	holds((await officer.page(url)).text.includes("Đã hỏi lại công an xã"), "and told");
	await officer.does(303, "/reconcile", { ...about, choice: "sheet" });
	equal((await lines()).find((line) => line.roster_id === differing.roster_id).result, "same", "the list follows the sheet");
	await officer.does(409, "/reconcile", { ...about, choice: "sheet" });
});

await test("whose sheet is in another hamlet than the list has him stands once, in that of the list", async () => {
	const one = (await lines("?result=same")).at(-1), url = `/roster/${one.roster_id}`, form = await officer.form(url, url);
	const [from] = values(form, "area"), to = (await world.hamlets(officer)).find((id) => id !== from);
	await officer.does(303, url, [...form.fields.filter(([name]) => !["csrf", "area"].includes(name)), ["area", to]]);
	const of = async (area) => (await lines(`?area=${area}`)).filter((line) => line.roster_id === one.roster_id || line.sheet_id === one.sheet_id).map((line) => [line.result, line.fields]);
	equal(await of(from), [], "not where the sheet is");
	equal((await of(to)).map(([result]) => result), ["differs"], "where the list has him");
	const sum = (await officer.json("/reconcile/hamlets.json")).rows.find((row) => row.id === Number(to));
	equal((await lines(`?area=${to}`)).length, sum.same + sum.differs + sum.list_only + sum.sheet_only, "as many as the sum has");
});

await test("whom only a sheet knows comes onto the list", async () => {
	const [one] = await lines("?result=sheet_only"), { text } = await officer.page(`/reconcile/sheet/${one.sheet_id}`);
	await officer.does(303, "/reconcile", { campaign: /name="campaign" value="(\d+)"/.exec(text)[1], roster: 0, sheet: one.sheet_id, choice: "sheet" });
	equal((await lines()).find((line) => line.sheet_id === one.sheet_id).result, "same", "on both");
	equal((await officer.get(`/reconcile/row/999999`)).status, 404, "no such row");
	equal((await other.get(`/reconcile/row/${differing.roster_id}`)).status, 404, "not another commune's");
	await officer.does(422, "/reconcile", {});
	const [next] = await lines("?result=sheet_only");
	await officer.does(303, "/reconcile", { roster: 0, sheet: next.sheet_id, choice: "noted", note: "Không ghi đợt" });
});

await test("who is on the list alone and known from elsewhere is told so", async () => {
	const [hamlet] = await world.hamlets(other), number = "056185009777", about = { full_name: "Bà Đã Biết", birth_date: "01/02/1985", citizen_id: number };
	const id = await other.saves(typed(960, { ...about, area_id: hamlet, sex: "2" }), "submit");
	await other.does(303, `/sheets/${id}/cancel`, { reason: "Ghi nhầm" });
	const row = Number((await other.does(303, "/roster", { ...about, area: hamlet })).location.split("/").pop());
	holds((await other.page(`/reconcile/row/${row}`)).text.includes("Người này đã có hồ sơ"), "with a link");
});

await test("the minutes and the walking list are papers", async () => {
	const commune = (await officer.json("/reports/progress.json")).area.id;
	holds((await officer.page(`/reconcile/report/${commune}`)).text.includes("ĐẠI DIỆN CÔNG AN"), "the minutes with their signatures");
	equal((await officer.get(`/reconcile/report/${commune}.pdf`)).headers["content-type"], "application/pdf", "as PDF");
	const url = /href="(\/roster\/walk\/\d+)"/.exec((await walker.page("/roster/walk")).text)[1];
	const { text } = await walker.page(url);
	holds(text.includes('class="box"') && text.includes("Tổ dân phố 1"), "boxes, hamlet by hamlet");
	equal((await walker.get(`${url}.docx`)).status, 200, "as a document");
	equal((await officer.get("/roster.xlsx?state=left")).status, 200, "the list for the police as a workbook");
	holds((await officer.get("/reconcile.csv?result=list_only")).text.split("\r\n").length > 100, "and who is only on the list as CSV");
});

await finish();
