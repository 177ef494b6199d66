/* A campaign is closed from its closing day on, and not a day earlier: entry, drafts, check, and what administration says. */
import { command, equal, finish, holds, test } from "./harness.mjs";
import { options } from "./html.mjs";
import { record, today, typed } from "./sheets.mjs";
import { bareWorld } from "./worlds.mjs";

const world = await bareWorld(), admin = await world.client("admin"), officer = await world.client("officer");
const [hamlet] = await world.hamlets(officer);
const url = /href="(\/admin\/campaigns\/\d+)">TN-1</.exec((await admin.page("/admin/campaigns")).text)[1];
let number = 400;
const fresh = () => typed(number++, { area_id: hamlet });
const said = (answer) => answer.text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").replace(/ ,/g, ",");

async function closes(day) {
	const form = await admin.form(url, url), rest = form.fields.filter(([name]) => !["csrf", "form_token", "closed_on"].includes(name));
	await admin.does(303, url, [...rest, ["closed_on", day]]);
}

/* What check says of a sheet collected before the campaign began: W22, if it knows of an open campaign. */
function knowsCampaign() {
	const line = JSON.stringify({ ...record(1), collected_on: "2024-04-30", area_id: "9910101" });
	return command(["check", "--data", world.server.folder, "--today", today], `${line}\n`).stdout.includes('"W22"');
}

const rows = [
	["no closing day", "", true, "Đang mở"],
	["a closing day far ahead", "31/12/2024", true, "Đang mở, đóng từ 31/12/2024"],
	["a closing day tomorrow", "11/06/2024", true, "Đang mở, đóng từ 11/06/2024"],
	["a closing day today", "10/06/2024", false, "Đã đóng từ 10/06/2024"],
	["a closing day yesterday", "09/06/2024", false, "Đã đóng từ 09/06/2024"],
];
for (const [name, day, open, word] of rows) {
	await test(`${name}: ${open ? "sheets are typed and sent" : "no sheet is taken any more"}`, async () => {
		await closes("");
		const fields = fresh(), draft = await officer.saves(fields);
		await closes(day);
		const page = await officer.get("/sheets/new"), sent = await officer.post("/sheets", { ...fresh(), action: "submit" });
		equal([page.status, sent.status], open ? [200, 303] : [422, 422], "the page and what it posts");
		if (open)
			holds(options(page.text, "area_id").length > 1, "hamlets are offered");
		const again = await officer.post(`/sheets/${draft}/edit`, { ...fields, row_version: 1, action: "submit" });
		equal([again.status, (await officer.sheet(draft)).state], open ? [303, "received"] : [409, "draft"], "a draft");
		equal(knowsCampaign(), open, "check knows of an open campaign");
	});
	await test(`${name}: administration says "${word}"`, async () => {
		const list = said(await admin.page("/admin/campaigns"));
		holds(/TN-1 .*? TN-2/.exec(list)?.[0].endsWith(` ${word.replace(", đóng từ", "").replace(" từ", "")} TN-2`), `the list: ${list.slice(-400)}`);
		holds(said(await admin.page("/")).includes(`${open ? 2 : 1} đợt thu thập đang mở ${open ? 0 : 1} đợt đã đóng`), "the overview");
	});
}

await finish(world.server);
