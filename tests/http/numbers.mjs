/* Masked numbers: who sees three digits finds by whole numbers only so many an hour; the administrator and the leader hear of it; and every
 * search by number leaves which sheets it found. */
import { equal, finish, holds, test, wait } from "./harness.mjs";
import { decode } from "./html.mjs";
import { demoWorld } from "./worlds.mjs";

const world = await demoWorld(), officer = await world.client("officer"), district = await world.client("district"), admin = await world.client("admin");
const MOST = 20, HOUR = 3600;
const number = (i) => `0560850${String(10000 + i * 37)}`, spaced = (text) => text.replace(/(\d{3})(?=\d)/g, "$1 ");
const text = (html) => decode(html.replace(/<[^>]*>/g, " ")).replace(/\s+/g, " ");
const main = (answer) => text(/<main[^]*<\/main>/.exec(answer.text)[0]);

/* The rows of the log under a query, when so many of them say that; the log of views is written within a second. */
async function logged(query, words, count = 1) {
	for (let i = 0; i < 400; i++) {
		const rows = (await admin.page(`/admin/log?${query}`)).text.split("<tbody>")[1]?.split("</tbody>")[0].split("</tr>").map(text) ?? [];
		if (rows.filter((row) => row.includes(words)).length >= count)
			return rows.filter((row) => row.includes(words));
		await wait(50);
	}
	return [];
}

const ways = [(q) => `/sheets?q=${q}`, (q) => `/sheets.json?q=${q}`, (q) => `/sheets.csv?q=${q}`, (q) => `/people?q=${q}`, (q) => `/sheets?q=${encodeURIComponent(spaced(q))}&state=accepted`,
	(q) => `/people?q=${[...q].join(".")}`, (q) => `/sheets?area=&q=+${q}+`];

await test("a masked role finds by twenty different numbers an hour; the same one again does not count, however it is asked for", async () => {
	for (let i = 0; i < MOST; i++)
		for (const path of [ways[i % ways.length](number(i)), ...(i % 5 === 0 ? ways.map((way) => way(number(i))) : []), `/sheets?q=${number(0)}&after=${i + 1}`])
			equal((await district.get(path)).status, 200, `number ${i}: ${path}`);
	for (const way of ways) {
		const path = way(number(MOST)), answer = await district.get(path), after = Number(answer.headers["retry-after"]);
		equal(answer.status, 429, path);
		holds(after > HOUR - 120 && after <= HOUR, `${path}: Retry-After ${answer.headers["retry-after"]}`);
	}
	const page = await district.get(`/sheets?q=${number(MOST)}`), json = await district.get(`/sheets.json?q=${number(MOST)}`);
	holds(main(page).includes("Thử lại sau") && main(page).includes("20 số CCCD/CMND khác nhau"), main(page));
	holds(/^application\/json/.test(json.headers["content-type"]) && JSON.parse(json.text).status === 429 && JSON.parse(json.text).error.includes("20 số"), json.text);
	holds(!page.text.includes(`${number(MOST)}</`) && !json.text.includes(number(MOST)), "the number is not told again");
	equal((await district.get(`/sheets?q=${number(MOST).slice(3)}`)).status, 429, "nine digits are a number too");
});

await test("what was found before is found again; names, parts of numbers and paper numbers are not limited, nor is anybody else", async () => {
	for (const path of [ways[0](number(0)), ways[5](number(MOST - 1)), "/sheets?q=nguyen", "/people?q=nguyen", "/sheets?q=0560", "/sheets?q=PS-000052", "/sheets"])
		equal((await district.get(path)).status, 200, path);
	equal((await (await world.client("province")).get(ways[0](number(MOST)))).status, 200, "another of a masked role");
	equal((await district.get(`/sheets?q=${number(MOST)}&state=nothing`)).status, 400, "a bad filter is told first");
	for (let i = 0; i < MOST + 5; i++)
		equal((await officer.get(ways[i % 4](number(100 + i)))).status, 200, "an officer");
});

await test("the first refusal of an hour stands in the history, once, without a number", async () => {
	const rows = await logged("action=search.limited", "(district)");
	equal(rows.length, 1, "entries");
	holds(/Tìm quá nhiều số CCCD\/CMND trong một giờ/.test(rows[0]) && /Vai trò: Cấp huyện/.test(rows[0]) && !/\d{9}/.test(rows[0]), rows[0]);
	equal((await logged("kind=configuration", "Tìm quá nhiều số CCCD/CMND")).length, 1, "among what is about no sheet");
});

await test("the leader of a commune in that user's areas is told who and when; nobody else is", async () => {
	const note = "đã tìm quá nhiều số CCCD/CMND trong một giờ", name = / ([^()]+) \(district\)/.exec((await logged("action=search.limited", "(district)"))[0])[1].replace(/^[\d/: ]+/, "");
	for (const role of ["province", "police_superior"])
		for (let i = 0; i <= MOST; i++)
			await (await world.client(role)).get(ways[0](number(200 + i)));
	for (let i = 0; i <= MOST; i++)
		await (await world.client("district2")).get(ways[1](number(300 + i)));
	const home = await (await world.client("leader")).page("/"), told = main(home);
	equal(told.split(note).length - 1, 3, `notes in ${told}`);
	holds(new RegExp(`${name} \\(Cấp huyện\\) ${note}, lúc 10/06/2024 \\d\\d:\\d\\d`).test(told), told);
	holds(!/\d{9}/.test(told.replaceAll(".", "")), "no number");
	for (const role of ["officer", "district", "province", "enumerator", "police"])
		holds(!main(await (await world.client(role)).page("/")).includes(note), role);
	equal((await logged("action=search.limited", "(district2)")).length, 1, "the other is in the history too");
});

await test("every search by number leaves the sheets that it found, in words on the page of the log", async () => {
	const sheet = (await officer.rows("/sheets.json?state=accepted")).find((row) => row.citizen_id), id = sheet.citizen_id, end = id.slice(-3);
	const found = (await officer.rows(`/sheets.json?q=${id}`)).map((row) => row.id).sort((a, b) => a - b), words = `Số có ba chữ số cuối ${end}, tìm thấy phiếu ${found.join(", ")}`;
	const leader = await world.client("leader"), enumerator = await world.client("enumerator");
	for (const [client, path] of [[officer, `/sheets?q=${id}`], [officer, `/review?q=${id}`], [leader, `/sheets.csv?q=${id}`], [leader, `/people?q=${id}`]])
		await client.page(path);
	await officer.does(200, "/sheets/change", { q: id });
	await officer.does(200, "/sheets", { card: `${id}|225871043|${sheet.full_name}|05031985|Nam|Tổ 7|20042021` });
	await enumerator.page(`/sheets?q=${number(900)}`);
	equal((await logged("kind=views&action=search&actor=leader", words, 2)).length, 2, "the leader's");
	holds((await logged("kind=views&action=search&actor=officer", words, 4)).length >= 4, "the officer's");
	equal((await logged("kind=views&action=search&actor=officer", `${end}, không tìm thấy phiếu nào`)).length, 1, "in the queue");
	holds((await logged("kind=views&action=search&actor=enumerator", `${number(900).slice(-3)}, không tìm thấy phiếu nào`)).length === 1, "none");
	await officer.page("/sheets?q=056");
	const [many] = await logged("kind=views&action=search&actor=officer", "và nhiều phiếu khác");
	equal(many.split("tìm thấy phiếu ")[1].split(" và ")[0].split(", ").length, 50, many);
	for (const row of await logged("kind=views&action=search", "Số có ba chữ số cuối"))
		holds(!/\d{9}/.test(row), row);
});

await finish(world.server);
