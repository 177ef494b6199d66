/* Figures of quality: a fact is written when a draft is sent for the first time, refused or not, and at its first acceptance; who sees which. */
import { equal, finish, holds, test } from "./harness.mjs";
import { tags } from "./html.mjs";
import { typed } from "./sheets.mjs";
import { bareWorld, demoWorld } from "./worlds.mjs";

const bare = await bareWorld(), demo = await demoWorld();
const people = ["officer", "enumerator", "enumerator_2", "hamlet_leader", "leader", "district", "province", "far_officer", "far_leader"];
const [officer, enumerator, second, leader, boss, district, province, far, farLeader] = await Promise.all(people.map((name) => bare.client(name)));
const [hamlet, other] = await bare.hamlets(officer);
let used = 300;

const fresh = (changes = {}) => typed(used++, { area_id: hamlet, ...changes });
const odd = (fields) => ({ ...fields, citizen_id: fields.citizen_id.replace(/^(.{4})../, "$199") });
const read = (client, more = "") => client.json(`/reports/quality.json${more}`);
const total = async () => (await read(officer)).total;
const sent = ({ sheets, clean, errors, warnings }) => [sheets, clean, errors, warnings];

await test("an empty campaign says so, in every form", async () => {
	equal((await read(officer)).total, { sheets: 0, clean: 0, errors: 0, warnings: 0, accepted: 0, median_days: null }, "nothing yet");
	holds((await officer.page("/reports/quality")).text.includes("Chưa có phiếu nào được gửi"), "the page says so");
	for (const table of ["rules", "areas", "enumerators"])
		equal((await officer.page(`/reports/quality.csv?table=${table}`)).text.trim().split("\r\n").length, 1, `${table} has its head alone`);
});

await test("a draft is nothing; sent without a finding it is clean, with a warning not", async () => {
	const draft = await enumerator.saves(fresh());
	equal(sent(await total()), [0, 0, 0, 0], "a draft");
	await enumerator.does(303, `/sheets/${draft}/submit`, {});
	equal(sent(await total()), [1, 1, 0, 0], "sent by its button");
	await enumerator.saves(fresh(), "submit");
	equal(sent(await total()), [2, 2, 0, 0], "sent as it was typed");
	await second.saves(odd(fresh({ area_id: other })), "submit");
	equal(sent(await total()), [3, 2, 0, 1], "with a warning");
	const { rules } = await read(officer);
	holds(rules[0].message.length > 0, "what the rule says");
	equal(rules.map(({ message, ...rest }) => rest), [{ rule: "W13", sheets: 1, open: 1, confirmed: 0 }], "by rule");
});

await test("refused, it was sent all the same: what is mended later does not count as clean", async () => {
	const answer = await enumerator.does(422, "/sheets", { ...fresh({ sex: "" }), action: "submit" });
	equal(sent(await total()), [4, 2, 1, 1], "refused as it was typed");
	const id = answer.headers["content-location"].split("/").pop(), { row_version } = await enumerator.sheet(id);
	await enumerator.does(303, `/sheets/${id}/edit`, { ...fresh(), row_version, action: "submit" });
	equal(sent(await total()), [4, 2, 1, 1], "sent again");
	const kept = await enumerator.saves(fresh({ sex: "" }));
	await enumerator.does(422, `/sheets/${kept}/submit`, {});
	equal(sent(await total()), [5, 2, 2, 1], "refused by its button");
	await enumerator.does(422, `/sheets/${kept}/submit`, {});
	equal(sent(await total()), [5, 2, 2, 1], "and again");
});

await test("a return, a correction and another sending change nothing; a sheet that replaces is sent for itself", async () => {
	const id = await enumerator.saves(odd(fresh()), "submit"), before = sent(await total());
	await officer.does(303, `/sheets/${id}/return`, { reason: "xem lại" });
	await enumerator.does(303, `/sheets/${id}/submit`, {});
	await officer.does(303, `/sheets/${id}/correct`, { informant_name: "Người Khác", reason: "gõ nhầm" });
	equal(sent(await total()), before, "nothing changed");
	const { location } = await officer.does(303, `/sheets/${id}/replace`, {}), next = location.split("/")[2], { row_version } = await officer.sheet(next);
	await officer.does(303, `/sheets/${next}/edit`, { ...fresh(), row_version, action: "submit" });
	equal(sent(await total()), [before[0] + 1, before[1] + 1, before[2], before[3]], "the new one is clean");
});

await test("what is open and what is confirmed follow the sheets; the officer is led to them", async () => {
	const id = await second.saves(odd(fresh()), "submit"), w13 = async () => (await read(officer)).rules.find((rule) => rule.rule === "W13");
	const before = await w13(), link = /href="(\/review\?area=\d+&amp;campaign=\d+&amp;rule=W13)"/.exec((await officer.page("/reports/quality")).text)?.[1].replaceAll("&amp;", "&");
	equal((await officer.rows(link.replace("?", ".json?"))).length, before.open, "as many as the link shows");
	await officer.does(303, `/sheets/${id}/confirm`, { confirm_W13: "đã xem thẻ" });
	equal(await w13(), { ...before, open: before.open - 1, confirmed: before.confirmed + 1 }, "confirmed");
	await officer.does(303, `/sheets/${id}/accept`, {});
	equal(await w13(), { ...before, open: before.open - 1, confirmed: before.confirmed + 1 }, "accepted");
	holds(!(await boss.page("/reports/quality")).text.includes("/review?"), "others are not led to what they may not do");
});

await test("the first acceptance counts, once; days from the draft on, their median", async () => {
	const id = await enumerator.saves(fresh(), "submit"), before = await total();
	await officer.does(303, `/sheets/${id}/accept`, {});
	equal([(await total()).accepted, (await total()).median_days], [before.accepted + 1, 0], "accepted on the day");
	await officer.does(303, `/sheets/${id}/reopen`, { reason: "xem lại" });
	await officer.does(303, `/sheets/${id}/accept`, {});
	equal((await total()).accepted, before.accepted + 1, "accepted again");
	holds((await officer.page("/reports/quality")).text.includes("trong ngày"), "the page says how long");
});

await test("by hamlet and by enumerator: parts make the whole; nobody named is told so", async () => {
	await officer.saves(fresh(), "submit");
	const { areas, enumerators, total: whole } = await read(officer);
	for (const list of [areas, enumerators])
		for (const key of ["sheets", "clean", "errors", "warnings", "accepted"])
			equal(list.reduce((sum, row) => sum + row[key], 0), whole[key], key);
	holds(areas.length === 2 && enumerators.some((row) => row.enumerator_id === null) && enumerators.length === 3, "rows");
	const { text } = await officer.page("/reports/quality");
	holds(text.includes("chưa ghi điều tra viên") && text.includes("Theo điều tra viên"), "on the page");
	const own = enumerators.find((row) => row.enumerator_id !== null), [link] = tags(text).map((tag) => tag.attributes.get("href")).filter((href) => href?.endsWith(`enumerator=${own.enumerator_id}`));
	equal((await officer.page(link)).status, 200, "where a name leads");
	const one = await read(officer, `?area=${hamlet}`);
	equal([one.total.sheets, one.areas.length], [areas.find((row) => String(row.area_id) === hamlet).sheets, 1], "a hamlet by itself");
});

await test("every role sees its own area, another's is not found", async () => {
	const whole = (await total()).sheets, own = await read(leader), commune = (await read(officer)).area.id;
	holds(own.total.sheets > 0 && own.total.sheets < whole && own.areas.length === 1, "the hamlet leader's hamlet");
	equal((await read(boss)).total.sheets, whole, "the leader's commune");
	for (const client of [district, province]) {
		const list = await read(client);
		equal([list.total.sheets, list.areas.map((row) => row.sheets), list.enumerators], [whole, [whole], []], "above the commune");
		equal((await read(client, `?area=${commune}`)).enumerators.length, 3, "down in the commune");
	}
	equal((await read(far)).total.sheets, 0, "another commune");
	for (const [client, area] of [[far, commune], [far, hamlet], [farLeader, hamlet], [leader, commune], [leader, other], [boss, 999999]])
		equal((await client.get(`/reports/quality?area=${area}`)).status, 404, `area ${area} of ${client.username}`);
	for (const bad of ["area=x", "area=-1"])
		equal((await officer.get(`/reports/quality?${bad}`)).status, 400, bad);
	for (const [bad, status] of [["campaign=none", 404], ["campaign=TN-2", 404]])
		equal((await officer.get(`/reports/quality?${bad}`)).status, status, bad);
});

await test("each table as CSV is the one of the JSON", async () => {
	const figures = await read(officer), table = async (name) => (await officer.page(`/reports/quality.csv?table=${name}`)).text.replace("\ufeff", "").trim().split("\r\n").map((line) => line.split(","));
	const rules = await table("rules"), areas = await table("areas"), enumerators = await table("enumerators");
	equal(rules[0], ["rule", "message", "sheets", "open", "confirmed"], "the head of rules");
	equal(rules.slice(1).map((row) => row[0]), figures.rules.map((rule) => rule.rule), "rules");
	equal(areas.at(-1).slice(2), [figures.total.sheets, figures.total.clean, figures.total.errors, figures.total.warnings, figures.total.accepted, figures.total.median_days].map(String), "the sum");
	equal([areas.length, enumerators.length], [figures.areas.length + 2, figures.enumerators.length + 2], "rows");
	equal((await officer.page("/reports/quality.csv")).text, (await officer.page("/reports/quality.csv?table=rules")).text, "rules when nothing is said");
	equal((await officer.get("/reports/quality.csv?table=users")).status, 400, "no such table");
});

await test("the demo has figures for every role that may see them", async () => {
	for (const name of ["officer", "hamlet_leader", "leader", "district", "province", "officer2", "district2"]) {
		const { total: whole, areas } = await read(await demo.client(name));
		holds(whole.sheets > 0 && areas.length > 0 && whole.clean <= whole.sheets && whole.median_days >= 0, `${name}: ${JSON.stringify(whole)}`);
	}
});

await finish(bare.server, demo.server);
