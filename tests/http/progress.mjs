/* Progress as those see it who watch: the worst first, every head sorts, what is behind is said, the chart has the figures of the table. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { equal, finish, holds, test } from "./harness.mjs";
import { decode, tags } from "./html.mjs";
import { typed } from "./sheets.mjs";
import { bareWorld, demoWorld } from "./worlds.mjs";

const path = "/reports/progress", number = (text) => Number(text.replaceAll(".", "").replace(",", ".").replace("−", "-"));
const plain = (html) => decode(html.replace(/<[^>]*>/g, "")).replace(/\s+/g, " ").trim();

/* The table of the page: what it stands by, the address behind each head, a row of texts a unit; the sum apart. */
function tableOf(html) {
	const text = /<table class="[^"]*list-table[\s\S]*?<\/table>/.exec(html)[0];
	const heads = [...text.matchAll(/<th scope="col"([^>]*)>(?:<a class="sort-link" href="([^"]*)">)?([^<]*)/g)].map(([, attributes, url, label]) => ({ label: decode(label), url: url && decode(url), sorted: /aria-sort="(\w+)"/.exec(attributes)?.[1] }));
	const rows = [...text.matchAll(/<tr[^>]*>((?:(?!<\/tr>)[\s\S])*)<\/tr>/g)].slice(1).map(([, row]) => [...row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell]) => plain(cell)));
	return { heads, rows: rows.slice(0, -1), sum: rows.at(-1), column: (rowsOf, label) => rowsOf.map((row) => row[heads.findIndex((head) => head.label === label)]) };
}

/* { share, label, text, detail, late } of the sentence on top. */
const standing = (html) => {
	const section = /<section class="standing standing-(\w+)"[\s\S]*?<\/section>/.exec(html);
	if (section === null)
		return null;
	const part = (pattern) => pattern.exec(section[0])?.[1];
	return { look: section[1], share: part(/class="figure">([^<]*)</), text: plain(part(/<strong>([\s\S]*?)<\/strong>/)), detail: decode(part(/<p class="muted">([^<]*)</) ?? ""),
		late: part(/class="late"[^>]*>([^<]*)</), url: part(/class="late" href="([^"]*)"/) };
};

/* The bars: name, the three lengths and the mark in percent of the width; the scale: its numbers and where they stand. */
function chartOf(html) {
	const text = /<svg class="chart"[\s\S]*?<\/desc>([\s\S]*?)<\/svg>\s*<\/div><\/section>/.exec(html);
	if (text === null)
		return null;
	const ticks = [...text[1].matchAll(/<text x="([\d.]+)%"[^>]*text-anchor="(?:start|middle)"[^>]*>([^<]*)</g)].map(([, at, label]) => [Number(at), number(label.replace(" %", ""))]);
	const bars = text[1].split('<text x="0" ').slice(1).map((bar) => ({
		name: decode(/class="chart-name">([^<]*)</.exec(bar)[1]), share: /<tspan class="chart-name">([^<]*) %</.exec(bar)?.[1], text: decode(/chart-more">([^·<]*)<\/tspan><\/text>/.exec(bar)[1]),
		lengths: [...bar.matchAll(/<rect y="\d+" width="([\d.]+)%"/g)].map(([, width]) => Number(width)), mark: Number(/<line x1="([\d.]+)%" x2="[\d.]+%" y1="\d+" y2="\d+" class="chart-plan"/.exec(bar)?.[1] ?? NaN), far: bar.includes('class="chart-far"') }));
	return { ticks, bars, title: decode(/id="chart-heading">([^<]*)</.exec(html)[1]), desc: decode(/id="chart-desc">([^<]*)</.exec(html)[1]) };
}

/* Every bar is as long as its figure, on the scale of its own numbers. */
function measured(chart, rows, wanted) {
	const [end, whole] = chart.ticks.at(-1), length = (part) => (part / whole) * end, near = (a, b, what) => holds(Math.abs(a - b) < 0.05, `${what}: ${a} for ${b}`);
	equal(chart.bars.map((bar) => bar.name), rows.map((row) => row.name), "a bar for each row, in their order");
	for (const [i, bar] of chart.bars.entries()) {
		const value = (figure) => (wanted === null ? rows[i][figure] : (100 * rows[i][figure]) / wanted[i]);
		["collected", "accepted", "entered"].forEach((figure, at) => near(bar.lengths[at], length(value(figure)), `${bar.name}, ${figure}`));
		if (wanted !== null)
			equal(bar.far ? "far" : Math.round(bar.mark), whole < 100 ? "far" : Math.round(length(100)), `${bar.name}: the mark`);
	}
	holds(Math.max(...chart.bars.map((bar) => bar.lengths[0])) > 25, "the longest bar can be seen");
}

/* ---- the demo ---- */

const demo = await demoWorld();

for (const name of ["officer", "leader", "police", "police_superior", "district", "district2", "province", "province2", "hamlet_leader", "enumerator"])
	await test(`${name}: the worst first on the page and on paper, by code in JSON and files`, async () => {
		const client = await demo.client(name), { text } = await client.page(path), table = tableOf(text), { rows } = await client.json(`${path}.json`);
		const reached = table.column(table.rows, "Mức đạt (%)").map((share) => (share === "–" ? Infinity : number(share)));
		equal(reached, reached.toSorted((a, b) => a - b), "the least far first, none last");
		equal(table.heads.filter((head) => head.sorted !== undefined).map((head) => [head.label, head.sorted]), [["Mức đạt (%)", "ascending"]], "the head says so");
		const codes = rows.map((row) => row.code).filter((code) => code !== null);
		equal(codes, codes.toSorted(), "JSON by code");
		equal(table.column(table.rows, "Địa bàn"), (await client.json(`${path}.json?sort=reached`)).rows.map((row) => row.name), "the same as sort=reached");
		const paper = (await client.page(`${path}?print=1`)).text;
		equal([...paper.matchAll(/<th scope="row"[^>]*>([^<]*)</g)].map(([, one]) => decode(one)).slice(0, rows.length), table.column(table.rows, "Địa bàn"), "on paper");
	});

await test("each head sorts, both ways; files and the paper follow what was chosen", async () => {
	const client = await demo.client("province2"), first = tableOf((await client.page(path)).text);
	equal(first.heads.filter((head) => head.url === undefined), [], "heads without a link");
	for (const { label, url } of first.heads) {
		const up = tableOf((await client.page(url)).text), again = up.heads.find((head) => head.label === label);
		equal(again.sorted, url.includes("sort=-") ? "descending" : "ascending", label);
		const down = tableOf((await client.page(again.url)).text), key = (text) => (text === "–" ? -Infinity : number(text));
		if (label !== "Địa bàn")
			for (const [table, sign] of [[up, url.includes("sort=-") ? -1 : 1], [down, url.includes("sort=-") ? 1 : -1]]) {
				const keys = table.column(table.rows, label).map(key);
				equal(keys, keys.toSorted((a, b) => sign * (a - b)), `by ${label}`);
			}
		equal(down.rows.length, first.rows.length, "no row is lost");
	}
	const { text } = await client.page(`${path}?sort=-late`), links = tags(text).map((tag) => decode(tag.attributes.get("href") ?? "")).filter((href) => /progress(\.xlsx|\.csv|\?.*print=1)/.test(href));
	equal(links.length, 3, "a workbook, CSV, a paper");
	holds(links.every((href) => href.includes("sort=-late")) && !text.includes(".json"), `${links}`);
	const csv = (await client.page(`${path}.csv?sort=trend`)).text.split("\r\n").slice(1).map((line) => line.split(",")[2]).filter(Boolean).slice(0, -1);
	equal(csv, tableOf((await client.page(`${path}?sort=trend`)).text).rows.map((row) => row[0]), "a file by what stands on the page alone");
});

await test("the sentence has the figures of the table, and the late ones lead to their list", async () => {
	for (const name of ["officer", "leader", "district", "district2", "province2"]) {
		const client = await demo.client(name), { text } = await client.page(path), table = tableOf(text), said = standing(text), { total, rows } = await client.json(`${path}.json?sort=reached`);
		const due = number(table.column([table.sum], "Cần đến nay")[0]), share = table.column([table.sum], "Mức đạt (%)")[0];
		equal([said.look, said.share], ["behind", `${share} %`], name);
		holds(said.text.startsWith(`Chậm kế hoạch ${String(due - total.entered).replace(/\B(?=(\d{3})+$)/g, ".")} phiếu:`), said.text);
		const told = rows.filter((row) => row.target > 0).length;
		holds(told < 2 || said.detail.includes(`${told} trong ${told} địa bàn chậm.`), said.detail);
		equal(said.detail.includes("chưa đặt chỉ tiêu"), told < rows.length, said.detail);
		equal(said.late === undefined ? 0 : number(said.late.split(" ")[0]), total.late, "late");
		if (said.url !== undefined)
			equal((await client.json(decode(said.url).replace("?", ".json?"))).total, total.late, "its list");
	}
	for (const name of ["enumerator", "hamlet_leader"])
		equal(standing((await (await demo.client(name)).page(path)).text), null, `nothing is said of the area to ${name}`);
	equal(standing((await (await demo.client("police")).page(path)).text).url, undefined, "the police have no such list");
});

await test("the chart has the figures of the table, at 0.4 % as at 60 %", async () => {
	for (const name of ["province2", "officer", "district2"]) {
		const client = await demo.client(name), { text } = await client.page(path), table = tableOf(text), chart = chartOf(text), { rows } = await client.json(`${path}.json?sort=reached`);
		measured(chart, rows, table.column(table.rows, "Cần đến nay").map(number));
		equal(chart.bars.map((bar) => bar.share), table.column(table.rows, "Mức đạt (%)"), "shares");
		const [least, most] = [rows.at(0), rows.at(-1)].map((end) => { const same = rows.filter((row) => row.entered * end.target === end.entered * row.target); return same.length > 1 ? `${same.length} địa bàn` : end.name; });
		equal(chart.title, `Đã nhập từ ${chart.bars[0].share} % (${least}) đến ${chart.bars.at(-1).share} % (${most}) kế hoạch đến hôm nay`, name);
		equal(chart.bars[0].far, name !== "officer", "the plan is far beyond 0.4 %");
		holds(!/style="/.test(/<svg class="chart"[\s\S]*?<\/section>/.exec(text)[0]), "no style");
	}
});

await test("the trend of the units adds up to that of the area, which the first page has", async () => {
	for (const name of ["officer", "district", "district2", "province2", "leader", "police"]) {
		const client = await demo.client(name), table = tableOf((await client.page(path)).text), home = (await client.page("/")).text;
		const [, week, before] = /<tr><th scope="row">Đã nhập[^<]*<\/th><td class="num">([^<]*)<\/td><td class="num">([^<]*)<\/td>/.exec(home).map(number);
		for (const [label, sum] of [["7 ngày qua", week], ["So 7 ngày trước", week - before]]) {
			const figures = table.column(table.rows, label).map(number);
			equal([figures.reduce((a, b) => a + b, 0), number(table.column([table.sum], label)[0])], [sum, sum], `${name}: ${label}`);
		}
	}
	const own = tableOf((await (await demo.client("enumerator")).page(path)).text);
	equal(new Set(own.column(own.rows, "7 ngày qua")), new Set(["–"]), "of one person nothing is kept by day");
});

/* The task of the first page that leads to progress. */
const behind = (html) => /<a class="task-link" href="\/reports\/progress[^"]*"><span class="task-count">([\d.]+)<\/span>[\s\S]*?<span class="task-label">([^<]*)<\/span><span class="task-hint">([^<]*)</.exec(html)?.slice(1).map(decode);

await test("the first page of those who only look on says what is behind and where most; what a week changed has its sign", async () => {
	for (const name of ["leader", "district2", "province2", "police_superior", "district", "province"]) {
		const client = await demo.client(name), home = (await client.page("/")).text, said = standing((await client.page(path)).text), [count, label, hint] = behind(home);
		equal([`Chậm kế hoạch ${count} phiếu`, label, hint], [said.text.split(":")[0], "phiếu chậm so với kế hoạch nhập", said.detail], name);
	}
	for (const name of ["officer", "police"]) {
		const client = await demo.client(name), home = (await client.page("/")).text;
		equal([behind(home), decode(/<p class="worst">(\d[^<]*)</.exec(home)[1])], [undefined, standing((await client.page(path)).text).detail], name);
	}
	for (const [, week, before, sign] of (await (await demo.client("province2")).page("/")).text.matchAll(/<td class="num">([^<]*)<\/td><td class="num">([^<]*)<\/td><td class="num"><span class="trend" data-trend="([^"]*)"/g))
		equal([number(sign), sign[0]], [number(week) - number(before), number(week) === number(before) ? "0" : number(week) > number(before) ? "+" : "−"], "the change");
});

/* ---- a commune of its own ---- */

const world = await bareWorld(), officer = await world.client("officer"), police = await world.client("police"), [first] = await world.hamlets(officer);
const sql = (text) => execFileSync("sqlite3", ["-cmd", ".timeout 5000", join(world.server.folder, "mau03.db"), text]).toString().trim();
const targets = (sheets) => sql(`UPDATE target SET sheets = ${sheets} WHERE campaign_id = (SELECT id FROM campaign WHERE code = 'TN-1')`);
const shown = async () => (await officer.page(`${path}?campaign=TN-1`)).text;

await test("nothing is collected: no chart, the sentence says what is wanted", async () => {
	sql("DELETE FROM milestone");
	targets(40);
	const text = await shown();
	equal(chartOf(text), null, "a chart of nothing");
	holds(standing(text).text.startsWith("Còn thiếu 40 phiếu so với chỉ tiêu: đã nhập 0 trên 40"), standing(text).text);
	holds(text.includes("vì chưa có mốc nhập"), "by what it is measured");
});

await test("three entered: of a target of 1 it is 300 %, without a target sheets are counted and nothing is judged", async () => {
	const ids = [];
	for (let i = 0; i < 3; i++) {
		const id = await officer.saves(typed(800 + i, { area_id: first }), "submit");
		await officer.does(303, `/sheets/${id}/accept`, {});
		ids.push(id);
	}
	const batch = (await officer.does(303, "/handovers", { ids: ids.join(",") })).location;
	await police.does(303, `${batch}/sign`, { count: "3" });
	for (const id of ids)
		await police.does(303, `/police/${id}/entered`, {});
	sql("DELETE FROM target WHERE campaign_id = (SELECT id FROM campaign WHERE code = 'TN-1')");
	const bare = await shown(), counted = chartOf(bare);
	equal([standing(bare).look, counted.title], ["untold", "Đã nhập 3 trong 3 phiếu đã thu thập"], "without a target");
	equal(counted.bars.map((bar) => bar.far || !Number.isNaN(bar.mark)).includes(true), false, "no mark");
	const hamlets = tableOf(bare).rows.length;
	sql(`INSERT INTO target (campaign_id, area_id, sheets, due_on) SELECT (SELECT id FROM campaign WHERE code = 'TN-1'), ${first}, 1, '2024-12-31'`);
	const text = await shown(), table = tableOf(text), chart = chartOf(text);
	equal(table.column(table.rows, "Mức đạt (%)"), ["300,0", ...Array(hamlets - 1).fill("–")], "those without a target stand last");
	equal(tableOf((await officer.page(`${path}?campaign=TN-1&sort=-reached`)).text).column(table.rows, "Mức đạt (%)"), ["300,0", ...Array(hamlets - 1).fill("–")], "and the other way round");
	equal([standing(text).look, standing(text).detail.includes("chưa đặt chỉ tiêu")], ["reached", hamlets > 1], standing(text).detail);
	holds(chart.title === "Đã nhập 300,0 % chỉ tiêu" && chart.bars[0].lengths[2] > 3 * chart.bars[0].mark - 0.1 && chart.ticks.at(-1)[1] >= 300, `${chart.title}, ${chart.bars[0].lengths}`);
	equal(chart.bars.slice(1).map((bar) => bar.text), Array(hamlets - 1).fill("0 phiếu, chưa đặt chỉ tiêu"), "the others say that they have none");
});

await test("of many units the first of the table are drawn, and the chart says so", async () => {
	sql(`INSERT INTO area (code, parent_id, level, name, full_name, valid_from) WITH RECURSIVE n(i) AS (SELECT 50 UNION ALL SELECT i + 1 FROM n WHERE i < 79)
		SELECT '99101' || i, (SELECT id FROM area WHERE code = '99101'), 'hamlet', 'Thôn ' || i, 'Thôn ' || i, '2000-01-01' FROM n`);
	const text = await shown(), { rows } = tableOf(text), chart = chartOf(text);
	equal(chart.bars.map((bar) => bar.name), rows.slice(0, 20).map((row) => row[0]), "the bars");
	sql(`INSERT INTO target (campaign_id, area_id, sheets, due_on) SELECT (SELECT id FROM campaign WHERE code = 'TN-1'), id, 9, '2024-12-31' FROM area WHERE full_name LIKE 'Thôn 5_'`);
	sql(`INSERT INTO target (campaign_id, area_id, sheets, due_on) SELECT (SELECT id FROM campaign WHERE code = 'TN-1'), id, 9, '2024-12-31' FROM area WHERE full_name LIKE 'Thôn 6_'`);
	const idle = await shown(), empty = chartOf(idle);
	equal(empty.bars.map((bar) => [bar.lengths, bar.mark]), Array(20).fill([[0, 0, 0], empty.ticks.at(-1)[0]]), "twenty where nothing is done");
	holds(empty.title.startsWith("Đã nhập từ 0,00 % (20 địa bàn) đến"), empty.title);
	holds(standing(idle).detail.includes("20 địa bàn chưa nhập phiếu nào."), standing(idle).detail);
	holds(text.includes(`20 dòng đầu của bảng, trong ${rows.length} địa bàn.`) && rows.length > 30, "told");
});

await test("what is due follows the plan of today", async () => {
	sql(`DELETE FROM milestone; INSERT INTO milestone (campaign_id, stage, last_day, share) SELECT id, 'entry', '2024-06-10', 50 FROM campaign WHERE code = 'TN-1'`);
	sql("DELETE FROM target WHERE sheets = 9");
	sql(`UPDATE target SET sheets = 20 WHERE area_id = ${first} AND campaign_id = (SELECT id FROM campaign WHERE code = 'TN-1')`);
	const text = await shown(), table = tableOf(text);
	equal([table.column(table.rows, "Cần đến nay")[0], table.column(table.rows, "Mức đạt (%)")[0]], ["10", "30,0"], "half of twenty on the day itself");
	equal(standing(text).text, "Chậm kế hoạch 7 phiếu: đã nhập 3 trên 10 phiếu cần có đến hôm nay.", "the sentence");
	holds(text.includes("chia đều từ ngày bắt đầu đến từng mốc nhập"), "by what it is measured");
});

await finish(demo.server, world.server);
