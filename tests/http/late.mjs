/* What is late: the figures of progress, of the first page and of the lists are the same, for each role and area, in every form; each figure leads to its
 * list. */
import { equal, finish, holds, test } from "./harness.mjs";
import { decode, tags } from "./html.mjs";
import { demoWorld } from "./worlds.mjs";

const demo = await demoWorld();
const seers = ["enumerator", "hamlet_leader", "officer", "leader", "district", "province", "district2", "province2"];
const number = (text) => Number(text.replaceAll(".", ""));

/* [address or null, figure] of each late figure of the page, the sum last. */
const figures = (html) => [...html.matchAll(/(?:<a href="([^"]*)">)?<span class="late-number" data-late="([\d.]+)">/g)].map(([, url, late]) => [url === undefined ? null : decode(url), number(late)]);

let led = 0, late = 0;

/* Every figure of the area leads to a list of as many; then a unit below it, while there is one. */
async function walk(client, url, name) {
	const page = await client.page(`/reports/progress${url}`), { rows, total } = await client.json(`/reports/progress.json${url}${url === "" ? "?" : "&"}sort=reached`), found = figures(page.text);
	equal(found.map(([, figure]) => figure), [...rows, total].map((row) => row.late), `${name}: figures of ${url}`);
	for (const [list, figure] of found) {
		equal(list !== null, figure > 0, `${name}: a link where there are some, ${url}`);
		if (list === null)
			continue;
		const json = await client.json(list.replace("?", ".json?"));
		equal(json.total, figure, `${name}: ${list}`);
		holds(json.rows.every((row) => row.late > 0), `${name}: each row of ${list} is late`);
		led++;
	}
	const deeper = tags(page.text).map((tag) => tag.attributes.get("href")).find((href) => href?.startsWith("/reports/progress?area=") && !url.includes(/area=\d+/.exec(href)[0]) && rows.some((row) => href.includes(`area=${row.area_id}&`)));
	if (deeper !== undefined)
		await walk(client, decode(deeper).replace("/reports/progress", ""), name);
}

for (const name of seers)
	await test(`${name}: each figure of what is late leads to a list of as many`, async () => {
		await walk(await demo.client(name), "", name);
	});

await test("some figures were followed", () => holds(led > 20, `${led} were`));

await test("the police's figures are of the whole area: they lead nowhere", async () => {
	for (const name of ["police", "police_superior"])
		holds(figures((await (await demo.client(name)).page("/reports/progress")).text).every(([url]) => url === null), name);
});

/* ---- the first page ---- */

for (const name of [...seers, "police", "police_superior"])
	await test(`${name}: the first page tells how many are late, and leads to them`, async () => {
		const client = await demo.client(name), { total } = await client.json("/sheets.json?late=1"), { text } = await client.page("/");
		const told = /<a class="task-link" href="\/sheets\?late=1"><span class="task-count">([\d.]+)<\/span>.*?<span class="task-hint">(.*?)<\/span>/.exec(text);
		equal(told === null ? 0 : number(told[1]), total, "as many");
		if (told !== null)
			equal(told[2].split(" · ").reduce((sum, part) => sum + number(/: ([\d.]+)$/.exec(part)[1]), 0), total, "state by state");
		holds(total === 0 || !text.includes("Không có việc chưa xử lý"), "it does not say that nothing waits");
		late += total;
	});

await test("somebody has late sheets", () => holds(late > 0, "none are"));

await test("the first page names the unit with most that is late, and what a week brought", async () => {
	for (const name of ["officer", "district", "province"]) {
		const client = await demo.client(name), { text } = await client.page("/"), { rows } = await client.json("/reports/progress.json");
		const worst = /<p class="worst">.*?<b>([^<]*)<\/b>, <a class="late" href="([^"]*)">([\d.]+) trong/.exec(text), most = Math.max(...rows.map((row) => row.late));
		if (rows.length > 1 && most > 0) {
			equal(number(worst[3]), most, `${name}: the most`);
			equal(rows.find((row) => row.late === most).name, decode(worst[1]), `${name}: the first of those`);
			equal((await client.json(decode(worst[2]).replace("?", ".json?"))).total, most, `${name}: its list`);
		}
		equal([...text.matchAll(/<tr><th scope="row">[^<]*<\/th><td class="num">-?[\d.]+<\/td><td class="num">-?[\d.]+<\/td><td class="num"><span class="trend" data-trend="[−+]?[\d.]+">[−+]?[\d.]+<\/span><\/td><\/tr>/g)].length, 3, `${name}: collected, accepted, entered`);
	}
});

/* ---- the page of a sheet ---- */

const where = (html) => new Map([...(/<dl class="where">([\s\S]*?)<\/dl>/.exec(html)?.[1] ?? "").matchAll(/<dt>([^<]*)<\/dt><dd[^>]*>(.*?)<\/dd>/g)].map(([, head, text]) => [decode(head), decode(text.replace(/<[^>]*>/g, ""))]));
const road = (html) => [...(/<ol class="road"[^>]*>([\s\S]*?)<\/ol>/.exec(html)?.[1] ?? "").matchAll(/<li class="(past|here|ahead)"[^>]*>(.*?)<\/li>/g)].map(([, kind, inside]) => ({ kind, html: inside, text: decode(inside.replace(/<[^>]*>/g, " ")) }));
const dayOf = (shown) => Date.parse(shown.split(" ")[0].split("/").reverse().join("-")) / 86_400_000;

await test("the page of a late sheet says where it is, who has it, since when, and by how much it is late", async () => {
	const states = new Set();
	for (const name of ["officer", "police", "district", "hamlet_leader", "enumerator"]) {
		const client = await demo.client(name), today = (await client.json("/reports/progress.json")).day;
		for (const row of (await client.json("/sheets.json?late=1")).rows.slice(0, 12)) {
			const { text } = await client.page(`/sheets/${row.id}`), told = where(text);
			equal(told.get("Thời hạn"), `Quá hạn ${row.late} ngày`, `${name}: ${row.id}`);
			equal(Date.parse(today) / 86_400_000 - dayOf(told.get("Hạn")), row.late, "days after the last one");
			holds(told.get("Người giữ").length > 3 && /^\d\d\/\d\d\/\d{4} \d\d:\d\d$/.test(told.get("Từ")), "who, and since when");
			equal(told.get("Số hiệu phiếu giấy") ?? null, row.paper_no, "the number of the paper");
			const all = road(text), way = all.filter(({ kind }) => kind !== "ahead");
			equal(all.map(({ kind }) => kind).join(" ").replace(/^(past )+/, "").replace(/( ahead)+$/, ""), "here", "where it was, where it stands, what lies ahead");
			holds(way.at(-1).text.includes(`quá ${row.late} ngày`), "why it is late");
			equal(/Lô bàn giao \d/.test(way.at(-1).text), row.state === "handed_over" || way.at(-1).text.includes("chưa ký nhận"), "the batch");
			equal(way.at(-1).html.includes('href="/handovers/'), /Lô bàn giao \d/.test(way.at(-1).text) && ["officer", "police"].includes(name), "which leads to it, for those who may look");
			states.add(row.state);
		}
	}
	holds(states.size > 2, `in ${[...states]}`);
});

await test("what is not late says so by saying nothing; a draft is with who wrote it", async () => {
	const officer = await demo.client("officer"), { rows } = await officer.json("/sheets.json?state=draft"), told = where((await officer.page(`/sheets/${rows[0].id}`)).text);
	equal([told.has("Thời hạn"), told.has("Hạn")], [false, false], "no clock");
	holds(told.get("Người giữ").length > 3, "the writer");
	const done = (await officer.json("/sheets.json?state=entered")).rows[0];
	const { text } = await officer.page(`/sheets/${done.id}`);
	holds(where(text).get("Người giữ").length > 3, "the police have its paper");
	const [kept] = (await officer.json("/sheets.json?state=archived")).rows;
	equal(where((await officer.page(`/sheets/${kept.id}`)).text).has("Người giữ"), false, "nobody has to do anything");
	const way = road(text);
	equal(way.at(-2).kind, "here", "only the archive lies ahead");
	holds(way.at(-2).text.includes("phiếu giấy chưa trả về") && /Lô bàn giao \d+\/\d{4}/.test(way.at(-3).text), "which papers name it, and what is still to come");
});

/* ---- the queues, and the batches ---- */

await test("a queue has what is late in its stage", async () => {
	for (const [name, path, state] of [["officer", "/review", "received"], ["police", "/police", "handed_over"]]) {
		const client = await demo.client(name), queue = await client.json(`${path}.json?late=1`), sheets = await client.json(`/sheets.json?late=1&state=${state}`);
		equal(queue.total, sheets.total, path);
		holds(queue.rows.every((row) => row.late > 0), `${path}: each row`);
	}
});

await test("every form of a list has the same rows", async () => {
	for (const [name, path] of [["officer", "/sheets"], ["officer", "/review"], ["police", "/police"], ["officer", "/handovers"], ["district", "/sheets"]]) {
		const client = await demo.client(name), { total } = await client.json(`${path}.json?late=1`);
		const csv = (await client.get(`${path}.csv?late=1`)).text.trim().split("\r\n").length - 1;
		equal(csv, total, `CSV of ${path}`);
		equal((await client.get(`${path}.xlsx?late=1`)).status, 200, `workbook of ${path}`);
		const paper = await client.page(`${path}?late=1&print=1`);
		equal([...paper.text.matchAll(/<td class="whole">/g)].length, total, `paper of ${path}`);
		holds(total === 0 || paper.text.includes("Quá hạn"), "the condition stands on the paper");
	}
});

await test("what is late is put in the order of its days, in every form, page after page", async () => {
	let kinds = 0;
	for (const [name, path] of [["officer", "/sheets"], ["officer", "/review"], ["police", "/police"], ["enumerator", "/sheets"], ["province", "/sheets"]]) {
		const client = await demo.client(name), all = await client.rows(`${path}.json?late=1`), order = (list) => list.map(({ id }) => id);
		const most = await client.rows(`${path}.json?late=1&sort=-late`), least = await client.rows(`${path}.json?late=1&sort=late`);
		const wanted = order(all.toSorted((a, b) => b.late - a.late || b.id - a.id));
		equal(order(most), wanted, `${name}: the most late of ${path} first`);
		equal(order(least), wanted.toReversed(), `${name}: the least late of ${path} first`);
		const [heads, ...lines] = (await client.page(`${path}.csv?late=1&sort=-late`)).text.trim().split("\r\n"), at = heads.split(",").indexOf("late");
		holds(at >= 0 && lines.length === all.length, `${name}: all rows of ${path} in CSV`);
		equal((await client.get(`${path}.xlsx?late=1&sort=-late`)).status, 200, `${name}: a workbook of ${path}`);
		for (const [k, { id, late: days }] of most.entries())
			equal(order(await client.rows(`${path}.json?late=1&sort=-late&after=${days}~${id}`)), wanted.slice(k + 1), `${name}: ${path} behind the row ${k + 1}`);
		for (const [k, { id, late: days }] of least.entries())
			equal(order(await client.rows(`${path}.json?late=1&sort=late&after=${days}~${id}`)), wanted.toReversed().slice(k + 1), `${name}: ${path} behind the row ${k + 1}, the other way`);
		kinds = Math.max(kinds, new Set(all.map((row) => row.late)).size);
	}
	holds(kinds > 2, `${kinds} different figures in one list`);
});

await test("it is offered where late ones alone are asked for, the most late first; it goes with its filter", async () => {
	const officer = await demo.client("officer"), head = async (query) => /<th[^>]*>(?:<a class="sort-link" href="([^"]*)">)?Thời hạn/.exec((await officer.page(`/sheets${query}`)).text)?.[1];
	equal([await head("?late=1"), await head("?late=1&sort=-late"), await head("")], ["/sheets?late=1&amp;sort=-late", "/sheets?late=1&amp;sort=late", undefined], "the head");
	for (const [name, path] of [["officer", "/sheets"], ["officer", "/review"], ["police", "/police"]]) {
		const client = await demo.client(name), offers = async (query) => /<option value="-?late"[^>]*>[^<]*/.exec((await client.page(path + query)).text)?.[0];
		equal(await offers("?late=1"), '<option value="-late">Thời hạn: quá hạn lâu trước', `the choice of ${path}`);
		equal(await offers(""), undefined, `of all of ${path}`);
		equal((await client.json(`${path}.json?sort=-late`)).rows.map(({ id }) => id), (await client.json(`${path}.json`)).rows.map(({ id }) => id), "as without");
	}
});

await test("batches with a late sheet are those that late sheets are in", async () => {
	const officer = await demo.client("officer"), { rows: batches } = await officer.json("/handovers.json?late=1"), all = await officer.json("/handovers.json");
	const overdue = new Set((await officer.json("/sheets.json?late=1")).rows.map((row) => row.id)), wanted = [];
	for (const { id } of all.rows) {
		const { rows } = await officer.json(`/handovers/${id}.json`);
		if (rows.some((row) => overdue.has(row.id) && ["open", "present"].includes(row.outcome)))
			wanted.push(id);
	}
	equal(batches.map(({ id }) => id), wanted, "as the register has them");
	holds((await officer.page("/handovers")).text.includes('href="/handovers?late=1"'), "the register leads to them");
});

/* ---- soon, and in working days ---- */

const today = (await (await demo.client("officer")).json("/reports/progress.json")).day, dayNumber = (iso) => Date.parse(iso) / 86_400_000;

await test("what is late soon is told before it is late: at home, in the list, on its page; a role that watches is told of what is late alone", async () => {
	for (const name of ["officer", "police", "hamlet_leader", "enumerator"]) {
		const client = await demo.client(name), soon = await client.json("/sheets.json?late=soon"), told = /<span class="task-count">([\d.]+)<\/span><span class="task-text"><span class="task-label">phiếu sắp quá hạn</.exec((await client.page("/")).text);
		equal(soon.total, told === null ? 0 : number(told[1]), `${name}: at home`);
		holds(soon.rows.every((row) => row.late === null || row.late === 0), `${name}: none is late`);
		for (const row of soon.rows.slice(0, 3)) {
			const facts = where((await client.page(`/sheets/${row.id}`)).text), left = dayOf(facts.get("Hạn")) - dayNumber(today);
			holds(left >= 0 && left < 2 && facts.get("Thời hạn") === (left === 0 ? "Hôm nay là ngày cuối" : `Sắp quá hạn, còn ${left} ngày`), `${name}: ${row.id}: ${facts.get("Thời hạn")}`);
		}
	}
	holds(!(await (await demo.client("district")).page("/")).text.includes("sắp quá hạn"), "who only looks on");
	equal((await (await demo.client("officer")).get("/sheets?late=some")).status, 400, "no such filter");
});

await test("the day's work on paper: what home has, and the sheets that are late, the longest first; it is noted", async () => {
	for (const name of ["officer", "police", "hamlet_leader", "enumerator"]) {
		const client = await demo.client(name), { text } = await client.page("/day"), home = (await client.page("/")).text;
		const rows = [...text.matchAll(/<td>([^<]*)<\/td><td>(\d\d\/\d\d\/\d{4}), quá (\d+) ngày<\/td>/g)].map(([, , , days]) => Number(days)), worst = (await client.json("/sheets.json?late=1&sort=-late")).rows.slice(0, 40).map((row) => row.late);
		equal(rows, worst, `${name}: those that are late`);
		for (const [, label] of home.matchAll(/<span class="task-label">([^<]*)</g))
			holds(text.includes(`>${label}</a>`), `${name}: ${label}`);
	}
	const officer = await demo.client("officer"), [row] = (await officer.json("/sheets.json?late=1&sort=-late")).rows;
	holds((await officer.page(`/access?sheet=${row.id}`)).text.includes("In việc trong ngày"), "whose rows it showed");
});

await test("a campaign counts working days when it says so, without the days off: the same figures everywhere, and back again", async () => {
	const officer = await demo.client("officer"), admin = await demo.client("admin"), before = await officer.json("/sheets.json?late=1&sort=-late");
	const id = /[?&](?:amp;)?campaign=(\d+)/.exec((await officer.page("/")).text)[1], path = `/admin/campaigns/${id}`;
	const kept = (await admin.form(path, path)).fields.filter(([name]) => !["csrf", "form_token"].includes(name));
	const refused = await admin.does(422, path, [...kept.filter(([name]) => name !== "days_off"), ["days_off", "30/02/2024"]]);
	holds(decode(refused.text).includes("Không đọc được “30/02/2024”"), "a day that is none");
	await admin.does(303, path, [...kept.filter(([name]) => name !== "days_off"), ["working_days", "1"], ["days_off", "+08/06/2024"]]);
	await admin.does(422, "/admin/settings", { "calendar.days_off": "tết" });
	await admin.does(303, "/admin/settings", { "calendar.days_off": "18/04/2024; 30/04/2024 đến 01/05/2024", "calendar.soon_days": "5" });
	const off = new Set(["2024-04-18", "2024-04-30", "2024-05-01"]), works = (day) => {
		const iso = new Date(day * 86_400_000).toISOString().slice(0, 10), of = new Date(day * 86_400_000).getUTCDay();
		return iso === "2024-06-08" || (of > 0 && of < 6 && !off.has(iso));
	};
	let checked = 0;
	const after = await officer.json("/sheets.json?late=1&sort=-late");
	holds(after.total <= before.total && after.total > 0 && after.rows[0].late < before.rows[0].late, `fewer days: ${after.rows[0].late} of ${before.rows[0].late}`);
	equal(after.rows.map((row) => row.late), after.rows.map((row) => row.late).toSorted((a, b) => b - a), "the most late first");
	for (const row of after.rows.slice(0, 10)) {
		const facts = where((await officer.page(`/sheets/${row.id}`)).text), due = dayOf(facts.get("Hạn"));
		equal(works(due), true, "the last day is a working day");
		let open = dayNumber(today), days = 0;
		while (!works(open))
			open++;
		for (let day = due + 1; day <= open; day++)
			days += works(day);
		equal(facts.get("Thời hạn"), `Quá hạn ${days} ngày`, `${row.id}: days after ${facts.get("Hạn")}`);
		equal(row.late, days, "as in the list");
		checked++;
	}
	holds(checked > 0, "some were looked at");
	equal((await officer.json("/reports/progress.json")).total.late, after.total, "as progress has them");
	const [soon] = await officer.rows("/sheets.json?late=soon");
	holds(soon !== undefined, "soon, within five days");
	holds(/<dt>Thời hạn<\/dt><dd class="road-mark">[^<]+<\/dd>/.test((await officer.page(`/sheets/${soon.id}`)).text), "its page says so");
	const twice = [];
	for (let next = "/sheets.json?late=1&sort=-late"; next !== undefined && twice.length < after.total;) {
		const page = await officer.json(next);
		twice.push(...page.rows.map((row) => row.id));
		next = page.next === undefined || page.next === null ? undefined : `/sheets.json?late=1&sort=-late&after=${encodeURIComponent(page.next)}`;
	}
	equal(new Set(twice).size, twice.length, "page after page, each once");
	await admin.does(303, path, kept);
	await admin.does(303, "/admin/settings", {});
	equal((await officer.json("/sheets.json?late=1&sort=-late")).rows.map((row) => row.id), before.rows.map((row) => row.id), "as before");
});

await test("a hamlet, a batch: how many stand at each station, the longest waiting, what a day must bring", async () => {
	const officer = await demo.client("officer"), leader = await demo.client("hamlet_leader");
	const stations = (html) => [...(/<ol class="road"[^>]*>([\s\S]*?)<\/ol>/.exec(html)?.[1] ?? "").matchAll(/<li class="(held|ahead)"><b>([^<]*)<\/b><span>([\d.]+) phiếu<\/span>(.*?)<\/li>/g)].map(([, kind, name, count, rest]) => ({ kind, name, sheets: number(count), rest: decode(rest.replace(/<[^>]*>/g, " ")) }));
	const { rows } = await officer.json("/reports/progress.json"), hamlet = rows.find((row) => row.area_id > 0 && row.late > 0), { text } = await officer.page(`/reports/progress?area=${hamlet.area_id}`), found = stations(text);
	equal(found.reduce((sum, one) => sum + one.sheets, 0), (await officer.json(`/sheets.json?area=${hamlet.area_id}`)).total, "all of its sheets");
	holds(found.some((one) => /lâu nhất [\d.]+ ngày/.test(one.rest)) && found.some((one) => /cần [\d.]+ phiếu mỗi ngày/.test(one.rest)), "who waits, and what is needed");
	equal(found.reduce((sum, one) => sum + number(/([\d.]+) phiếu quá hạn/.exec(one.rest)?.[1] ?? "0"), 0), hamlet.late, "what is late");
	const batch = (await officer.json("/handovers.json")).rows.find((row) => row.state === "signed" && row.present > 0), many = stations((await officer.page(`/handovers/${batch.id}`)).text);
	equal(many.reduce((sum, one) => sum + one.sheets, 0), batch.sheets ?? batch.present + (batch.missing ?? 0), "all of the batch");
	holds(!(await (await demo.client("enumerator")).page(`/reports/progress?area=${hamlet.area_id}`)).text.includes('<ol class="road"'), "who sees only their own is not told");
	holds((await leader.page("/reports/progress")).status === 200, "a hamlet leader");
});

await test("late=2 means nothing", async () => {
	const officer = await demo.client("officer");
	for (const path of ["/sheets", "/review", "/handovers"])
		equal((await officer.get(`${path}?late=2`)).status, 400, path);
});

await finish(demo.server);
