/* What few people ever see: an empty program, lists longer than a page, people with several areas, filters that were chosen, forms that were
 * refused at their second input. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { Client } from "./client.mjs";
import { Server, command, equal, finish, holds, must, newFolder, test } from "./harness.mjs";
import { decode, formTo } from "./html.mjs";
import { today, typed } from "./sheets.mjs";
import { bareWorld, demoWorld } from "./worlds.mjs";

const world = await bareWorld(), wide = await world.client("wide_officer"), officer = await world.client("officer"), police = await world.client("police");
const admin = await world.client("admin"), district = await world.client("district"), [hamlet] = await world.hamlets(officer);
let number = 300;

const fresh = (changes = {}) => typed(number++, { area_id: hamlet, ...changes });
const said = (answer) => decode(answer.text.replace(/<[^>]*>/g, " ")).replace(/\s+/g, " ");
const sql = (text, folder) => execFileSync("sqlite3", ["-cmd", ".timeout 5000", join(folder, "mau03.db"), text]).toString().trim();

/* The option of a select that is chosen: [value, text]. */
function option(answer, name) {
	const select = new RegExp(`<select[^>]* name="${name}"[\\s\\S]*?</select>`).exec(answer.text)?.[0] ?? "";
	const one = /<option(?: value="([^"]*)")? selected>([^<]*)/.exec(select);
	return one === null ? null : [one[1], decode(one[2]).trim()];
}

/* An accepted sheet. */
async function accepted(changes) {
	const id = await officer.saves(fresh(changes), "submit");
	await officer.does(303, `/sheets/${id}/accept`);
	return id;
}

/* ---- nothing yet ---- */

await test("an empty program says what is still to be set up, and that there is nothing", async () => {
	const folder = join(newFolder(), "data"), password = must(["init", "--data", folder, "--today", today]).trim();
	const empty = await Server.start(folder, ["--today", today]), client = await Client.login(empty, "admin", password);
	holds(said(await client.page("/admin")).includes("Còn thiếu trước khi nhập được phiếu"), "what is missing");
	holds(/class="(panel )?empty"/.test((await client.page("/admin/campaigns")).text), "no campaigns");
	holds(/class="(panel )?empty"/.test((await client.page("/jobs")).text), "no campaign to judge again");
	const far = join(folder, "..", "areas.tsv");
	execFileSync("sh", ["-c", `printf 'code\\tparent_code\\tlevel\\tname\\tfull_name\\n98\\t\\tprovince\\tXa\\tTỉnh Xa\\n' > ${far}`]);
	await empty.stop();
	must(["import", "areas", far, "--data", folder, "--valid-from", "2020-01-01", "--today", today]);
	equal(command(["user", "add", "alone", "--role", "province", "--area", "98", "--password-stdin", "--data", folder, "--today", today], "một mình ở tỉnh\n").status, 0, "a user");
	const later = await Server.start(folder, ["--today", today]), alone = await Client.login(later, "alone", "một mình ở tỉnh");
	for (const path of ["/reports/progress", "/reports/quality"])
		holds(/class="(panel )?empty"/.test((await alone.page(path)).text), `${path} without a campaign`);
	await later.stop();
});

/* ---- several areas ---- */

await test("who has several areas goes from one to the other; below an area the way leads back up", async () => {
	await accepted();
	holds(said(await wide.page("/returns/archive")).includes("Chưa có phiếu giấy"), "nothing goes to the archive yet");
	for (const path of ["/reports/progress", "/reports/quality"]) {
		const page = await wide.page(path);
		for (const name of ["Phường Một", "Xã Hai"])
			holds(new RegExp(`href="${path}\\?area=\\d+"[^>]*>${name}<`).test(page.text), `${path} leads to ${name}`);
		const below = /href="(\/reports\/\w+\?area=\d+[^"]*)"[^>]*>Phường Một</.exec((await district.page(path)).text);
		holds(below !== null, `${path} leads down`);
		holds(/<li class="breadcrumb-item"><a href="[^"]*">Huyện Nghiệm<\/a>/.test((await district.page(decode(below[1]))).text), `${path} leads up again`);
	}
});

/* ---- filters ---- */

await test("filters show what they were set to", async () => {
	const sheet = await officer.saves(fresh({ citizen_id: "", no_id_reason: "1" }), "submit"), list = await officer.page("/review");
	const writer = /<select[^>]* name="enumerator"[\s\S]*?<option value="(\d+)"/.exec(list.text)?.[1];
	const campaign = (await officer.page("/jobs")).text.match(/name="campaign_id" value="(\d+)"/)[1];
	holds(writer !== undefined, "writers are offered");
	equal(option(await officer.page(`/review?enumerator=${writer}`), "enumerator")?.[0], writer, "writer");
	equal(option(await officer.page("/review?clean=0"), "clean")?.[0], "0", "result");
	holds((await officer.page(`/review?campaign=${campaign}`)).text.includes(`name="campaign" value="${campaign}"`), "campaign");
	holds((await officer.page(`/review?after=${sheet - 1}`)).text.includes("Về đầu danh sách"), "the way to the first page");
	for (const path of ["/reports/no-id", "/people", "/handovers"])
		equal(option(await officer.page(`${path}?area=${hamlet}`), "area")?.[0], hamlet, `area on ${path}`);
	await officer.does(303, `/sheets/${sheet}/cancel`, { reason: "ghi nhầm" });
});

await test("a hamlet where nothing waits to be handed over: said so, with the way to its review", async () => {
	await accepted();
	const other = (await world.hamlets(officer)).find((id) => id !== hamlet), page = await officer.page(`/handovers?area=${other}`);
	holds(page.text.includes(`/review?area=${other}`) && page.text.includes("Địa bàn này không có phiếu nào chờ bàn giao"), "nothing here");
});

/* ---- refused ---- */

await test("a batch that is refused keeps what was ticked; a note that is too long is told beside it; ticks to take out stay", async () => {
	const [one, two] = [await accepted(), await accepted()];
	await officer.does(303, `/sheets/${two}/reopen`, { reason: "xem lại" });
	const refused = await officer.does(409, "/handovers", { ids: [one, two] });
	holds(new RegExp(`name="ids" value="${one}"[^>]* checked`).test(refused.text), "ticked still");
	await officer.does(303, `/sheets/${two}/accept`);
	const { location } = await officer.does(303, "/handovers", { ids: [one, two] });
	const sign = await police.does(422, `${location}/sign`, { count: 2, note: "x".repeat(3000) });
	holds(/id="note-notes"><p class="note note-error">/.test(sign.text), "beside the note");
	const other = await accepted(), remove = await officer.post(`${location}/remove`, { ids: [one, other] });
	holds([409, 422].includes(remove.status), `one that is not in it cannot be taken out: ${remove.status}`);
	holds(new RegExp(`value="${one}" form="remove"[^>]* checked`).test(remove.text), "ticked to be taken out");
	await police.does(303, `${location}/sign`, { count: 2 });
});

await test("a new password that is too short is told beside it; a locked user can be unlocked", async () => {
	const refused = await officer.does(422, "/password", { old_password: "mật khẩu của officer", new_password: "ngắn", repeat_password: "ngắn" });
	holds(/<div id="new_password-notes">(?:(?!<\/div>)[\s\S])*note-error/.test(refused.text), "beside the input");
	const url = /href="(\/admin\/users\/\d+)">leader</.exec((await admin.page("/admin/users?q=leader")).text)?.[1];
	holds(url !== undefined, "the user is found");
	await admin.does(303, `${url}/lock`);
	const page = await admin.page(url);
	holds(said(page).includes("Đã khóa") && formTo(page.text, `${url}/unlock`) !== undefined, "locked, and the way back");
	await admin.does(303, `${url}/unlock`);
});

await test("parting a person without saying why: the form is open again", async () => {
	const first = fresh(), one = await officer.saves(first, "submit"), two = await officer.saves(first);
	await officer.does(303, `/sheets/${one}/cancel`, { reason: "ghi hai lần" });
	await officer.does(303, `/sheets/${two}/submit`);
	const url = /href="(\/people\/\d+)"/.exec((await officer.page(`/sheets/${two}`)).text)[1];
	const refused = await officer.does(422, `${url}/split`, { part: `sheet_${two}`, reason: "" });
	holds(/<details[^>]* open[^>]*><summary>Tách khỏi hồ sơ này/.test(refused.text), "open");
});

await test("a draft of somebody who has a sheet: the page of the draft says so", async () => {
	const fields = fresh(), id = await officer.saves(fields, "submit"), draft = await officer.saves(fields);
	const page = await officer.page(`/sheets/${draft}`);
	holds(page.text.includes("Có thể người này đã có phiếu") && page.text.includes(`href="/sheets/${id}"`), "the other sheet");
	await officer.does(303, `/sheets/${draft}/cancel`, { reason: "đã có" });
});

await test("the papers name the office above, where it is set", async () => {
	const [, id] = /href="\/admin\/areas\/(\d+)"/.exec((await admin.page("/admin/areas?q=99101")).text);
	await admin.does(303, `/admin/settings?area=${id}`, { "office.superior": "ỦY BAN NHÂN DÂN HUYỆN NGHIỆM" });
	await officer.saves(fresh({ citizen_id: "", no_id_reason: "1" }), "submit");
	for (const path of ["/reports/no-id/print", "/sheets?print=1"])
		holds(said(await officer.page(path)).includes("ỦY BAN NHÂN DÂN HUYỆN NGHIỆM"), `the office above on ${path}`);
});

await test("of several campaigns the one that was chosen stays chosen", async () => {
	await admin.does(303, "/admin/campaigns", { name: "Thử thêm", code: "TN-3", areas: "99101", collect_from: "01/05/2024", collect_to: "31/07/2024", correct_in_place: "1" });
	const page = await officer.page("/sheets/new"), id = /<option value="(\d+)"[^>]*>[^<]*Thử thêm/.exec(page.text)?.[1];
	holds(id !== undefined, "it is offered");
	const sheet = await officer.saves(fresh({ campaign_id: id }));
	equal(option(await officer.page(`/sheets/${sheet}/edit`), "campaign_id")?.[0], id, "entry");
	await officer.does(303, `/sheets/${sheet}/submit`);
	equal(option(await officer.page("/reports/quality?campaign=TN-3"), "campaign")?.[1], "TN-3", "quality");
});

/* ---- more than a page ---- */

const many = await demoWorld(), clerk = await many.client("officer"), station = await many.client("police");

/* As many accepted sheets without number and birth date as that, written past the program: copies of one that is accepted. */
function copies(count) {
	const folder = many.server.folder, last = sql("SELECT max(id) FROM worker_sheet", folder);
	const columns = sql("SELECT group_concat(name, ', ') FROM pragma_table_info('worker_sheet') WHERE name NOT IN ('id', 'uid', 'citizen_id', 'birth_date', 'no_id_reason', 'person_id')", folder);
	const one = sql(`SELECT id FROM worker_sheet WHERE state = 'accepted' AND area_id IS NOT NULL
		AND commune_id = (SELECT area_id FROM user_area JOIN app_user ON app_user.id = user_id WHERE username = 'officer')
		AND NOT EXISTS (SELECT 1 FROM handover_sheet WHERE sheet_id = worker_sheet.id) LIMIT 1`, folder);
	sql(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
		INSERT INTO worker_sheet (uid, no_id_reason, ${columns}) SELECT lower(hex(randomblob(16))), 1, ${columns} FROM n, worker_sheet WHERE worker_sheet.id = ${one};
		INSERT INTO sheet_word (commune_id, word, sheet_id, name_fold) SELECT s.commune_id, w.word, s.id, s.name_fold
		FROM (SELECT DISTINCT word FROM sheet_word WHERE sheet_id = ${one}) AS w, worker_sheet AS s WHERE s.id > ${last}`, folder);
}

await test("lists longer than a page lead on, papers and offers say that there is more", async () => {
	copies(2020);
	const on = async (client, path) => (await client.page(path)).text.includes('rel="next"');
	holds(await on(clerk, "/reports/no-id"), "people to be added");
	holds(said(await clerk.page("/reports/no-id/print")).includes("in 2.000 người đầu"), "the paper says how many it has");
	holds(said(await clerk.page("/sheets?print=1")).includes("giấy này có 2.000 dòng đầu"), "as every paper of a table does");
	const handovers = await clerk.page("/handovers"), ids = [...handovers.text.matchAll(/name="ids" value="(\d+)"/g)].map(([, id]) => id);
	holds(ids.length === 50 && said(handovers).includes("Đang hiện 50 trong"), "the offer says how many it shows");
	const offered = /name="ids" value="(\d+(?:,\d+)+)"/.exec((await clerk.page("/handovers/new")).text)[1].split(",");
	holds(offered.length === 500 && ids.every((id, i) => id === offered[i]), "and offers the first five hundred at once");
	const after = await clerk.page(/href="(\/handovers\?from=\d+)"/.exec(handovers.text)[1]);
	const next = [...after.text.matchAll(/name="ids" value="(\d+)"/g)].map(([, id]) => id);
	holds(next.length === 50 && next.every((id, i) => id === offered[50 + i]), "those that come after are a link away");
	const name = (await clerk.sheet(offered.at(-1))).answers.full_name;
	const { rows: found } = await clerk.json(`/people.json?q=${encodeURIComponent(name)}`);
	holds(found.length === 1 && found[0].sheets === 1, "one person behind two thousand sheets that are nobody's");
	const { location } = await clerk.does(303, "/handovers", { ids: offered.slice(-20) });
	await station.does(303, `${location}/sign`, { count: 20 });
	holds(await on(station, "/police"), "the queue of the police");
	for (const id of offered.slice(0, 51))
		await clerk.does(303, "/handovers", { ids: id });
	holds(await on(clerk, "/handovers"), "batches");
});

await test("a long list of what a judgement again changed leads on", async () => {
	const campaign = (await clerk.page("/jobs")).text.match(/name="campaign_id" value="(\d+)"/)[1], { location } = await clerk.does(303, "/jobs", { campaign_id: campaign });
	let page = await clerk.page(location);
	for (let i = 0; i < 600 && page.text.includes(">Cập nhật<"); i++) {
		await new Promise((done) => setTimeout(done, 100));
		page = await clerk.page(location);
	}
	holds(!page.text.includes(">Cập nhật<"), "it has ended");
	const next = /href="(\/jobs\/\d+\?after=\d+)"/.exec(page.text);
	holds(next !== null, "there is more");
	holds((await clerk.page(next[1])).text.includes("/sheets/"), "and it is there");
});

await many.server.kill();
await finish(world.server);
