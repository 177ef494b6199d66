/* Where a submission goes (src/domain.md §6, submit): by the campaign's hamlet stage, its switch of papers that came through the hamlet, and who submits. */
import { equal, finish, holds, test } from "./harness.mjs";
import { values } from "./html.mjs";
import { typed } from "./sheets.mjs";
import { bareWorld, stands } from "./worlds.mjs";

const world = await bareWorld(), admin = await world.client("admin");
const officer = await world.client("far_officer"), leader = await world.client("far_leader"), enumerator = await world.client("far_enumerator");
const [hamlet] = await world.hamlets(officer);
let number = 300;
const fresh = () => typed(number++, { area_id: hamlet });
const url = /href="(\/admin\/campaigns\/\d+)">TN-2</.exec((await admin.page("/admin/campaigns")).text)[1];

/* Sets switches of the campaign as its page does: the form as it stands, with these ticks instead. */
async function sets(ticks) {
	const form = await admin.form(url, url), kept = form.fields.filter(([name]) => !["csrf", "form_token", ...Object.keys(ticks)].includes(name));
	await admin.does(303, url, [...kept, ...Object.entries(ticks).filter(([, on]) => on).map(([name]) => [name, "1"])]);
}

const ways = {
	"typed and sent": async (client) => client.saves(fresh(), "submit"),
	"a draft, saved and sent": async (client) => {
		const fields = fresh(), id = await client.saves(fields), { row_version } = await client.sheet(id);
		await client.does(303, `/sheets/${id}/edit`, { ...fields, row_version, action: "submit" });
		return id;
	},
	"a draft, sent as it is": async (client) => {
		const id = await client.saves(fresh());
		await client.does(303, `/sheets/${id}/submit`, {});
		return id;
	},
	"returned, sent as it is": async (client) => {
		const id = await client.saves(fresh(), "submit");
		await officer.does(303, `/sheets/${id}/return`, { reason: "thiếu chữ ký" });
		await client.does(303, `/sheets/${id}/submit`, {});
		return id;
	},
	"returned, saved and sent": async (client) => {
		const fields = fresh(), id = await client.saves(fields, "submit");
		await officer.does(303, `/sheets/${id}/return`, { reason: "thiếu chữ ký" });
		const { row_version } = await client.sheet(id);
		await client.does(303, `/sheets/${id}/edit`, { ...fields, row_version, action: "submit" });
		return id;
	},
};

const rows = [
	{ stage: true, tallied: true, officer: "received", others: "with_hamlet" },
	{ stage: true, tallied: false, officer: "with_hamlet", others: "with_hamlet" },
	{ stage: false, tallied: true, officer: "received", others: "received" },
	{ stage: false, tallied: false, officer: "received", others: "received" },
];

await test("papers count as having come through the hamlet until somebody says otherwise", async () => {
	equal(values(await admin.form(url, url), "paper_tallied"), ["1"], "the campaign made by the command");
	equal(values(await admin.form("/admin/campaigns/new", "/admin/campaigns"), "paper_tallied"), ["1"], "a new one");
});

for (const row of rows) {
	await test(`hamlet stage ${row.stage ? "on" : "off"}, papers through the hamlet ${row.tallied ? "on" : "off"}: the switches hold`, async () => {
		await sets({ hamlet_stage: row.stage, paper_tallied: row.tallied });
		const form = await admin.form(url, url);
		equal([values(form, "hamlet_stage"), values(form, "paper_tallied")], [row.stage ? ["1"] : [], row.tallied ? ["1"] : []], "as set");
	});
	for (const [how, way] of Object.entries(ways))
		for (const [who, client] of Object.entries({ officer, leader, enumerator }))
			await test(`stage ${row.stage}, papers ${row.tallied}: ${who}, ${how}`, async () => {
				await stands(officer, await way(client), who === "officer" ? row.officer : row.others, "submit");
			});
}

await test("the history of the configuration tells the switch by its name", async () => {
	const log = (await admin.page("/admin/log?action=campaign.change")).text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
	holds(/Phiếu giấy đã qua thôn, tổ dân phố[^:]*: có/.test(log) && /Phiếu giấy đã qua thôn, tổ dân phố[^:]*: không/.test(log), `both ways: ${log.slice(0, 900)}`);
});

await finish(world.server);
