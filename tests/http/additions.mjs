/* Danh sách đề nghị bổ sung vào CSDLQG về dân cư (src/domain.md §7): live sheets of kind 3, those the police returned with reason 1, those without a
 * number; each says why it is there, in page, paper, JSON and CSV. */
import { equal, finish, holds, test } from "./harness.mjs";
import { decode } from "./html.mjs";
import { typed } from "./sheets.mjs";
import { demoWorld, stands } from "./worlds.mjs";

const world = await demoWorld(), officer = await world.client("officer"), police = await world.client("police"), far = await world.client("officer2");
const [hamlet, other] = await world.hamlets(officer);
let used = 1200;

const fresh = (changes = {}) => typed(used++, { area_id: hamlet, ...changes });
const noNumber = (changes = {}) => fresh({ citizen_id: "", no_id_reason: "1", ...changes });
const added = (changes = {}) => fresh({ kind: "3", change_source: "5", ...changes });
const list = (client = officer) => client.rows("/reports/no-id.json");
const on = async (id, client) => (await list(client)).find((row) => row.id === id);

/* A sheet that the police signed for. */
async function signed(fields) {
	const id = await officer.saves(fields, "submit"), { findings } = await officer.sheet(id);
	await officer.does(303, `/sheets/${id}/accept`, Object.fromEntries(findings.map((f) => [`confirm_${f.rule}`, "đã xem giấy tờ"])));
	const { location } = await officer.does(303, "/handovers", { ids: id });
	await police.does(303, `${location}/sign`, { count: 1 });
	return id;
}

/* The CSV as [{ name: value }]. */
async function csvRows(path) {
	const [head, ...rows] = (await officer.page(path)).text.replace(/^\ufeff/, "").trim().split("\r\n").map((line) =>
		[...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain));
	return rows.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i]])));
}

await test("without a number: on the list once submitted, with its reason; off it when the number came", async () => {
	const before = (await list()).length, fields = noNumber(), id = await officer.saves(fields, "submit"), draft = await officer.saves(noNumber());
	equal([(await list()).length, await on(draft)], [before + 1, undefined], "one more, and no draft");
	const row = await on(id);
	equal([row.full_name, row.permanent_address, row.no_id_reason, row.reasons], [fields.full_name, fields.permanent_address, 1, ["no_number"]], "what is told");
	equal((await officer.rows(`/reports/no-id.json?area=${other}`)).some((one) => one.id === id), false, "another hamlet");
	await officer.does(303, `/sheets/${id}/correct`, { citizen_id: fresh().citizen_id, no_id_reason: "", reason: "đã có số" });
	equal([(await list()).length, await on(id)], [before, undefined], "gone");
	equal((await officer.get("/reports/no-id?area=x")).status, 400, "a bad filter");
});

await test("kind 3: on the list with its number while it is live", async () => {
	const fields = added(), id = await officer.saves(fields, "submit"), draft = await officer.saves(added());
	const row = await on(id);
	equal([row?.reasons, row?.citizen_id], [["kind_3"], fields.citizen_id], "why");
	for (const kind of ["1", "2", "4"])
		equal(await on(await officer.saves(fresh({ kind, change_source: kind === "1" ? "" : "5" }), "submit")), undefined, `kind ${kind}`);
	equal(await on(draft), undefined, "a draft");
	await officer.does(303, `/sheets/${id}/cancel`, { reason: "ghi nhầm" });
	equal(await on(id), undefined, "cancelled");
});

await test("returned by the police with reason 1, as the last reason and while it stands returned", async () => {
	const id = await signed(fresh()), wrong = await signed(fresh());
	equal(await on(id), undefined, "before");
	await police.does(303, `/police/${id}/return`, { reason: "1", note: "" });
	await police.does(303, `/police/${wrong}/return`, { reason: "3", note: "" });
	equal([(await on(id))?.reasons, await on(wrong)], [["police_1"], undefined], "reason 1, and another");
	await officer.does(303, `/sheets/${id}/resend`, { reason: "đã bổ sung" });
	equal(await on(id), undefined, "sent again");
	const { location } = await officer.does(303, "/handovers", { ids: id });
	await police.does(303, `${location}/sign`, { count: 1 });
	await police.does(303, `/police/${id}/return`, { reason: "4", note: "" });
	equal(await on(id), undefined, "with another reason the last time");
});

await test("one sheet with all three reasons stands there once", async () => {
	const id = await signed(noNumber({ kind: "3", change_source: "5" }));
	await police.does(303, `/police/${id}/return`, { reason: "1", note: "" });
	equal((await list()).filter((row) => row.id === id).map((row) => row.reasons), [["kind_3", "police_1", "no_number"]], "in the order of the domain");
	equal((await on(id, police))?.reasons, ["kind_3", "police_1", "no_number"], "for the police too");
});

await test("another commune's people are not on it; the police have those whose sheets they signed for", async () => {
	const id = await officer.saves(noNumber(), "submit");
	await officer.does(303, `/sheets/${id}/accept`, { confirm_W01: "chưa được cấp số" });
	for (const client of [far, police])
		equal(await on(id, client), undefined, `${client.username} before`);
	const { location } = await officer.does(303, "/handovers", { ids: id });
	await police.does(303, `${location}/sign`, { count: 1 });
	holds(await on(id, police), "signed for");
	equal(await on(id, far), undefined, "another commune still");
	await stands(officer, id, "handed_over");
});

await test("page and paper say why each row is there, and count the reasons", async () => {
	const rows = await list(), count = (reason) => rows.filter((row) => row.reasons.includes(reason)).length;
	const said = (answer) => decode(answer.text.replace(/<[^>]*>/g, " ")).replace(/\s+/g, " ");
	const page = said(await officer.page("/reports/no-id")), paper = said(await officer.page("/reports/no-id/print"));
	for (const client of [officer, police])
		holds((await client.page("/sheets")).text.includes('href="/reports/no-id"'), `the list leads ${client.username} there`);
	for (const text of ["Phiếu bổ sung", "Công an trả lại: không có trên CSDLQG về dân cư", "Chưa có số CCCD/CMND: Chưa được cấp"])
		holds(page.includes(text) && paper.includes(text), `${text} stands on page and paper`);
	for (const text of [`Phiếu bổ sung: ${count("kind_3")}`, `Công an trả lại: ${count("police_1")}`, `Chưa có số CCCD/CMND: ${count("no_number")}`])
		holds(page.includes(text), `the page counts ${text}`);
	holds(page.includes("Danh sách đề nghị bổ sung vào CSDLQG về dân cư") && page.includes("Lý do đề nghị"), "heading");
	holds(paper.includes("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") && paper.includes(`Tổng số: ${rows.length} người`), "the paper");
});

await test("the CSV has ISO dates and codes as all files have, an empty cell where nothing was answered, and the rows of the JSON", async () => {
	const id = await officer.saves(noNumber({ birth_date: "1985", sex: "2", current_address: "" }), "submit");
	const rows = await list(), table = await csvRows("/reports/no-id.csv"), row = table.find((one) => one.id === String(id));
	equal([row.birth_date, row.sex, row.no_id_reason, row.current_address, row.citizen_id, row.reasons, row.collected_on], ["1985-00-00", "2", "1", "", "", "no_number", "2024-06-09"], "the new one");
	for (const [i, one] of rows.entries())
		for (const name of ["id", "state", "full_name", "birth_date", "sex", "citizen_id", "no_id_reason", "permanent_address", "current_address", "area", "commune", "collected_on"])
			equal(table[i][name], String(one[name] ?? ""), `${name} of sheet ${one.id}`);
	equal(table.map((one) => one.reasons), rows.map((one) => one.reasons.join(" ")), "reasons");
});

await test("lists as JSON have the same keys in every row, null where nothing was answered", async () => {
	const paths = ["/reports/no-id.json", "/sheets.json", "/review.json", "/handovers.json", "/reports/progress.json", "/reports/quality.json", "/duplicates.json", "/duplicates.json?decided=1"];
	await officer.saves(fresh({ area_id: "", sex: "", birth_date: "", paper_no: "" }));
	for (const path of paths) {
		for (const [name, rows] of Object.entries(await officer.json(path)).filter(([, value]) => Array.isArray(value))) {
			const keys = new Set(rows.map((row) => Object.keys(row).join(" ")));
			holds(keys.size <= 1, `keys of ${name} in ${path}: ${[...keys].join(" | ")}`);
		}
	}
	holds((await list()).some((row) => row.current_address === null), "an address not answered");
	equal("current_address" in (await officer.sheet((await list()).find((row) => row.current_address === null).id)).answers, false, "one sheet leaves it out still");
});

await finish(world.server);
