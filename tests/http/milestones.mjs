/* Milestones: judged by the pace that is still needed against that of the last 14 days, each stand with its word and both figures; figures of
 * what is late are marked; an error page says what to do next. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { equal, finish, holds, test } from "./harness.mjs";
import { decode, options } from "./html.mjs";
import { typed } from "./sheets.mjs";
import { bareWorld, demoWorld } from "./worlds.mjs";

const world = await bareWorld(), officer = await world.client("officer"), leader = await world.client("hamlet_leader"), district = await world.client("district");
const admin = await world.client("admin"), [hamlet] = await world.hamlets(officer);
let number = 700;
const fresh = () => typed(number++, { area_id: hamlet });
const sql = (text, folder = world.server.folder) => execFileSync("sqlite3", ["-cmd", ".timeout 5000", join(folder, "mau03.db"), text]).toString().trim();

/* Nobody sets milestones in a browser yet. */
const plan = (code, rows, target) => sql(`DELETE FROM milestone; UPDATE target SET sheets = ${target} WHERE campaign_id = (SELECT id FROM campaign WHERE code = '${code}');
	${rows.map(([stage, day, share]) => `INSERT INTO milestone (campaign_id, stage, last_day, share) SELECT id, '${stage}', '${day}', ${share} FROM campaign WHERE code = '${code}';`).join(" ")}`);

/* [[class, word, text]] of the page. */
const stands = (page) => [...page.text.matchAll(/<p class="milestone milestone-([a-z-]+)"><b class="stand">([^<]*)<\/b> ([^<]*)<\/p>/g)].map(([, stand, word, text]) => [stand, word, decode(text)]);
async function only(client, path = "/reports/progress?campaign=TN-1") {
	const found = stands(await client.page(path));
	equal(found.length, 1, `milestones on ${path}`);
	return found[0];
}
const says = ([stand, word, text], wanted, label, ...parts) => {
	equal([stand, word], [wanted, label], "where it stands");
	for (const part of parts)
		holds(text.includes(part), `"${text}" has "${part}"`);
};

await test("nothing collected, days left: behind, with both figures", async () => {
	plan("TN-1", [["collect", "2024-06-20", 100]], 4);
	says(await only(officer), "behind", "Chậm tiến độ", "đã có 0 trên 4 phiếu", "cần 0,4 phiếu/ngày", "14 ngày qua 0 phiếu/ngày");
	says(await only(officer, "/"), "behind", "Chậm tiến độ", "cần 0,4 phiếu/ngày");
});

await test("two of four in 14 days, 11 days left: behind by a little; a third: on the way; the fourth: reached", async () => {
	await officer.saves(fresh(), "submit");
	const second = await officer.saves(fresh(), "submit");
	says(await only(officer), "behind", "Chậm tiến độ", "đã có 2 trên 4 phiếu", "cần 0,2 phiếu/ngày", "14 ngày qua 0,1 phiếu/ngày");
	await officer.saves(fresh(), "submit");
	says(await only(officer), "on-way", "Kịp tiến độ", "đã có 3 trên 4 phiếu", "cần 0,1 phiếu/ngày", "14 ngày qua 0,2 phiếu/ngày");
	await officer.does(303, `/sheets/${second}/cancel`, { reason: "ghi trùng" });
	says(await only(officer), "behind", "Chậm tiến độ", "đã có 2 trên 4 phiếu", "14 ngày qua 0,1 phiếu/ngày");
	await officer.saves(fresh(), "submit");
	await officer.saves(fresh(), "submit");
	says(await only(officer), "reached", "Đã đạt", "đã có 4 trên 4 phiếu");
	equal(stands(await officer.page("/")), [], "nothing more to reach on the first page");
});

await test("the district and the hamlet leader see it by their own figures", async () => {
	says(await only(district), "reached", "Đã đạt", "đã có 4 trên 4 phiếu");
	plan("TN-1", [["collect", "2024-06-20", 100]], 6);
	says(await only(district), "on-way", "Kịp tiến độ", "cần 0,2 phiếu/ngày", "14 ngày qua 0,3 phiếu/ngày");
	const own = await officer.json("/reports/progress.json?campaign=TN-1"), area = own.rows.find((row) => String(row.area_id) === hamlet);
	sql(`INSERT INTO target (campaign_id, area_id, sheets) SELECT id, ${hamlet}, 5 FROM campaign WHERE code = 'TN-1'`);
	says(await only(leader), "on-way", "Kịp tiến độ", `đã có ${area.collected} trên 5 phiếu`, "14 ngày qua 0,3 phiếu/ngày");
	sql(`DELETE FROM target WHERE area_id = ${hamlet}`);
});

await test("each stage by what reached it: acceptance counts, opening again takes it back, and what is older than the days does not count", async () => {
	plan("TN-1", [["check", "2024-06-20", 100]], 4);
	const id = await officer.saves(fresh(), "submit");
	await officer.does(303, `/sheets/${id}/accept`, {});
	says(await only(officer), "behind", "Chậm tiến độ", "đã có 1 trên 4 phiếu", "14 ngày qua 0,1 phiếu/ngày");
	await officer.does(303, `/sheets/${id}/reopen`, { reason: "xem lại" });
	says(await only(officer), "behind", "Chậm tiến độ", "đã có 0 trên 4 phiếu", "14 ngày qua 0 phiếu/ngày");
	for (let i = 0; i < 3; i++)
		await officer.does(303, `/sheets/${await officer.saves(fresh(), "submit")}/accept`, {});
	says(await only(officer), "on-way", "Kịp tiến độ", "14 ngày qua 0,2 phiếu/ngày");
	sql("UPDATE progress_day SET day = '2024-05-28' WHERE day = '2024-06-10'");
	says(await only(officer), "on-way", "Kịp tiến độ", "14 ngày qua 0,2 phiếu/ngày");
	sql("UPDATE progress_day SET day = '2024-05-27' WHERE day = '2024-05-28'");
	says(await only(officer), "behind", "Chậm tiến độ", "đã có 3 trên 4 phiếu", "14 ngày qua 0 phiếu/ngày");
	sql("UPDATE progress_day SET day = '2024-06-10' WHERE day = '2024-05-27'");
});

await test("past its day: missed, or reached; the last day itself still counts; without a target nothing is judged", async () => {
	plan("TN-1", [["check", "2024-06-09", 100]], 4);
	says(await only(officer), "missed", "Quá hạn, chưa đạt", "đã có 3 trên 4 phiếu, còn thiếu 1");
	plan("TN-1", [["check", "2024-06-09", 50]], 4);
	says(await only(officer), "reached", "Đã đạt", "đã có 3 trên 2 phiếu");
	plan("TN-1", [["check", "2024-06-10", 100]], 4);
	says(await only(officer), "behind", "Chậm tiến độ", "cần 1 phiếu/ngày");
	sql("UPDATE campaign SET code = 'TN-1' WHERE code = 'TN-1'; DELETE FROM target");
	says(await only(officer), "open", "Chưa đặt chỉ tiêu", "đã có 3 phiếu");
});

await test("a sheet that goes to another hamlet takes its figures along", async () => {
	const [first, second] = await world.hamlets(officer), fields = fresh(), id = await officer.saves(fields, "submit");
	const days = () => sql("SELECT area_id || ' ' || sum(collected) FROM progress_day GROUP BY area_id ORDER BY 1");
	const sums = Object.fromEntries(days().split("\n").map((line) => line.split(" ")));
	await officer.does(303, `/sheets/${id}/correct`, { ...fields, area_id: second, reason: "ghi nhầm tổ" });
	const now = Object.fromEntries(days().split("\n").map((line) => line.split(" ")));
	equal([Number(now[first]), Number(now[second])], [Number(sums[first]) - 1, Number(sums[second] ?? 0) + 1], "sums of both");
});

await test("a campaign of few days is judged by those; one that has not begun by none", async () => {
	const base = { name: "Đợt ngắn", areas: "99101", correct_in_place: "1" };
	for (const [code, from] of [["NGAN", "08/06/2024"], ["SAU", "01/07/2024"]]) {
		const { location } = await admin.does(303, "/admin/campaigns", { ...base, code, collect_from: from });
		await admin.does(303, `${location}/targets`, { area: "99101", sheets: "31" });
	}
	plan("NGAN", [["collect", "2024-07-10", 100]], 31);
	const id = /value="(\d+)"[^>]*>Đợt ngắn/.exec((await officer.page("/sheets/new")).text)?.[1] ?? options((await officer.page("/sheets/new")).text, "campaign_id").find(([, text]) => text.includes("NGAN"))[0];
	await officer.saves({ ...fresh(), campaign_id: id }, "submit");
	says(await only(officer, "/reports/progress?campaign=NGAN"), "behind", "Chậm tiến độ", "cần 1 phiếu/ngày", "3 ngày qua 0,3 phiếu/ngày");
	for (let i = 0; i < 2; i++)
		await officer.saves({ ...fresh(), campaign_id: id }, "submit");
	says(await only(officer, "/reports/progress?campaign=NGAN"), "on-way", "Kịp tiến độ", "cần 0,9 phiếu/ngày", "3 ngày qua 1 phiếu/ngày");
	plan("SAU", [["collect", "2024-07-31", 100]], 31);
	says(await only(officer, "/reports/progress?campaign=SAU"), "waiting", "Chưa bắt đầu", "cần 1 phiếu/ngày");
});

/* ---- what is late, and what comes next ---- */

const demo = await demoWorld();

await test("the demo's province is far behind, and is not told that it is well", async () => {
	const province = await demo.client("province2"), found = stands(await province.page("/reports/progress"));
	equal(found.map(([stand]) => stand), ["behind", "behind"], "both milestones");
	for (const [, , text] of found)
		holds(/trên 348\.262 phiếu · cần [\d.]+(,\d)? phiếu\/ngày · 14 ngày qua [\d.]+(,\d)? phiếu\/ngày/.test(text), text);
});

await test("late figures are marked where there are some, and nowhere else", async () => {
	const client = await demo.client("officer"), page = await client.page("/reports/progress"), { rows, total } = await client.json("/reports/progress.json?sort=reached");
	const cells = [...page.text.matchAll(/<span class="late-number" data-late="([\d.]+)">([\d.]+)<\/span>(?:<\/a>)?<\/td><td class="num">[^<]*<\/td><\/tr>/g)]
		.map(([, late, count]) => [late !== "0", Number(count.replaceAll(".", ""))]);
	equal(cells, [...rows, total].map((row) => [row.late > 0, row.late]), "each row and the sum");
	holds(total.late > 0, "some are late");
	holds(/href="\/sheets\?late=1"><span class="task-count">\d/.test((await client.page("/")).text), "on the first page");
});

await test("an error page says what may be done next", async () => {
	const client = await demo.client("officer"), next = (answer) => /<a class="btn btn-primary" href="([^"]*)">([^<]*)<\/a>/.exec(answer.text)?.slice(1) ?? null;
	equal(next(await client.page("/sheets?area=x", 400)), ["/sheets", "Bỏ điều kiện lọc"], "a bad filter");
	equal(next(await client.page("/sheets/99999999", 404)), ["/sheets", "Xem danh sách phiếu"], "no such sheet");
	equal(next(await client.post("/sheets/99999999/submit", {})), null, "not after a POST");
});

await finish(world.server, demo.server);
