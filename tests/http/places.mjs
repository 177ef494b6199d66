/* What stands beside every page: the places of a role in groups, and how many sheets wait there, as they are now; and what one did today, on the first page. */
import { equal, finish, holds, test } from "./harness.mjs";
import { decode } from "./html.mjs";
import { typed } from "./sheets.mjs";
import { demoWorld } from "./worlds.mjs";

const world = await demoWorld(), [officer, enumerator, police, province, admin] = await Promise.all(["officer", "enumerator", "police", "province", "admin"].map((n) => world.client(n)));
const [hamlet] = await world.hamlets(officer);
let number = 610;
const fresh = () => typed(number++, { area_id: hamlet });
const navigation = (answer) => /<nav class="site-nav"[^]*?<\/nav>/.exec(answer.text)[0];
/* The number at a place; null: it counts nothing. */
function waits(answer, path) {
	const link = new RegExp(`<a href="${path}"[^>]*>([^]*?)</a>`).exec(navigation(answer))[1], count = /<span class="nav-count" id="n\d">([\d.]*)<\/span>/.exec(link);
	return count === null ? null : Number(count[1].replaceAll(".", ""));
}
const rows = async (client, path) => (await client.rows(path)).length;
const said = (answer) => decode(/<main[^]*<\/main>/.exec(answer.text)[0].replace(/<[^>]*>/g, " ")).replace(/\s+/g, " ");

await test("places tell what waits for the role, on every page alike", async () => {
	const received = await rows(officer, "/sheets.json?state=received"), returned = await rows(officer, "/sheets.json?state=police_returned"), bound = await rows(police, "/sheets.json?state=handed_over");
	for (const path of ["/", "/sheets", "/sheets/new", "/sheets/new", "/help"]) {
		const page = await officer.page(path);
		equal([waits(page, "/review"), waits(page, "/"), waits(page, "/sheets")], [received, received + returned, null], path);
	}
	equal(waits(await police.page("/handovers"), "/police"), bound, "the police");
	equal(waits(await enumerator.page("/sheets"), "/"), await rows(enumerator, "/sheets.json?state=returned"), "an enumerator");
	equal([waits(await province.page("/"), "/"), waits(await admin.page("/admin"), "/admin")], [null, null], "who nothing waits for");
});

await test("the entry page that is kept tells what waits now", async () => {
	const before = waits(await officer.page("/sheets/new"), "/review");
	const id = await officer.saves(fresh(), "submit");
	equal(waits(await officer.page("/sheets/new"), "/review"), before + 1, "one more");
	equal(waits(await officer.page("/sheets/new"), "/review"), before + 1, "and again");
	await officer.does(303, `/sheets/${id}/accept`);
	equal(waits(await officer.page("/sheets/new"), "/review"), before, "one less");
});

await test("the groups of a role that has few places are open; the page itself is marked", async () => {
	for (const [client, path] of [[await world.client("hamlet_leader"), "/bundles"], [admin, "/admin/users"], [province, "/reports/progress"]]) {
		const text = navigation(await client.page(path));
		holds(!text.includes("<details>") && text.includes("<details open>"), path);
		equal([...text.matchAll(/<a href="([^"]*)" aria-current="page">/g)].map(([, href]) => href), [path], "the page");
	}
});

await test("the first page tells what one did today", async () => {
	const before = said(await officer.page("/")), count = (text) => Number(/(\d+) phiếu đã gửi hôm nay/.exec(text)[1]), accepted = (text) => Number(/(\d+) phiếu đã nghiệm thu /.exec(text)[1]);
	const id = await officer.saves(fresh(), "submit");
	await officer.does(303, `/sheets/${id}/accept`);
	const after = said(await officer.page("/"));
	equal([count(after), accepted(after)], [count(before) + 1, accepted(before) + 1], after);
	await officer.does(303, `/sheets/${id}/undo`);
	const undone = said(await officer.page("/"));
	equal([count(undone), accepted(undone)], [count(after), accepted(before)], "what was taken back was not done");
	holds(/\d+ phiếu đã nhập CSDLQG hôm nay/.test(said(await police.page("/"))), "the police");
	holds(!(await province.page("/")).text.includes("class=\"today\""), "who only watches did nothing");
});

finish();
