/* Long work over HTTP: who begins, sees and stops it; the file that comes of it, whose it is and how long; what a killed server leaves. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "./client.mjs";
import { Server, demoFolder, demoPassword, equal, finish, holds, must, newFolder, test, wait } from "./harness.mjs";

const folder = demoFolder(), results = join(folder, "results"), tmp = join(folder, "tmp");
mkdirSync(tmp, { mode: 0o700 });
writeFileSync(join(tmp, "half.xlsx"), "left over");
let server = await Server.start(folder);
const login = (name, at = server) => Client.login(at, name, demoPassword);
const admin = await login("admin");
let officer = await login("officer");
const said = (answer) => answer.text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
const files = (path = results) => readdirSync(path);
/* In Viet Nam. */
const dayOf = (utc) => new Date(Date.parse(utc) + 7 * 3600e3).toISOString().slice(0, 10);

/* By code of the campaign, as the page of that client offers them. */
const campaigns = async (client) => Object.fromEntries([...(await client.page("/jobs")).text.matchAll(/id="campaign-(\d+)">Đợt ([^:]+):/g)].map((m) => [m[2], m[1]]));
const campaign = (await campaigns(officer))["PS-2023"];
const begins = async (client, fields = {}) => (await client.does(303, "/jobs", { campaign_id: campaign, ...fields })).location;

async function ended(client, url) {
	for (;;) {
		const job = await client.json(`${url}.json`);
		if (job.state !== "running")
			return job;
		await wait(100);
	}
}

async function sets(rule, setting) {
	await admin.does(303, `/admin/campaigns/${campaign}/rules`, { rule, setting, reason: "thử" });
}

const rules = ["W13", "W14", "W39"];

/* ---- its page, its JSON, its file ---- */

let url, job;
await test("a job tells how far it is, and what came of it, to whom it is", async () => {
	for (const rule of rules)
		await sets(rule, "off");
	url = await begins(officer, { kind: "recheck" });
	job = await ended(officer, url);
	equal(Object.keys(job), ["id", "kind", "state", "done", "of", "what", "started_at", "finished_at", "result", "problem"], "its keys");
	equal([job.id, job.kind, job.state, job.what, job.problem], [Number(/\d+$/.exec(url)[0]), "recheck", "done", "phiếu", null], "what it says");
	holds(job.of > 20 && job.done === job.of, `${job.done} of ${job.of}`);
	equal([job.result.url, job.result.name, job.result.type, dayOf(job.result.expires_at)],
		[`${url}/result`, `kiem-tra-lai-${job.id}.csv`, "text/csv; charset=utf-8; header=present", "2024-06-17"], "its file");
	const page = await officer.page(url);
	holds(page.text.includes("<progress") && said(page).includes("Đã xong") && page.text.includes(`href="${url}/result"`) && said(page).includes("Giữ đến 17/06/2024"), "the page");
	holds(page.headers.refresh === undefined, "nothing comes by itself");
	equal([statSync(results).mode & 0o777, files().length, statSync(join(results, files()[0])).mode & 0o777], [0o700, 1, 0o600], "on the disk");
	equal(files(tmp), [], "what was left of a program that was killed");
});

await test("the file is what the page lists, as it is, and every download is told", async () => {
	const answer = await officer.page(`${url}/result`), page = await officer.page(url);
	equal([answer.headers["content-disposition"], answer.headers["content-type"], Number(answer.headers["content-length"]), answer.headers["content-encoding"], answer.headers["cache-control"]],
		[`attachment; filename="${job.result.name}"`, job.result.type, job.result.bytes, undefined, "no-store"], "its headers");
	const packed = await officer.get(`${url}/result`, { "Accept-Encoding": "gzip" });
	equal([packed.headers["content-encoding"], packed.text], [undefined, answer.text], "never packed");
	const head = await officer.request("HEAD", `${url}/result`);
	equal([head.status, Number(head.headers["content-length"]), head.text], [200, job.result.bytes, ""], "HEAD");
	const [heading, ...rows] = answer.text.replace(/^\uFEFF/, "").trimEnd().split("\r\n");
	equal(heading, "id,full_name,state,before,after,written", "its head");
	const listed = [...page.text.matchAll(/<th scope="row"><a href="\/sheets\/(\d+)">([^<(]+) \(/g)].map((m) => `${m[1]},${m[2]}`);
	holds(listed.length > 0, "something changed");
	equal(rows.slice(0, 100).map((row) => row.split(",").slice(0, 2).join(",")), listed, "its rows");
	await wait(1500);
	const log = said(await admin.page("/admin/log?kind=views&action=export"));
	equal((log.match(new RegExp(`${url}/result, recheck`, "g")) ?? []).length, 3, `told: ${log.slice(-400)}`);
});

await test("whom its file and its page name is noted, the file and each download at once", async () => {
	const sql = (text) => JSON.parse(execFileSync("sqlite3", ["-readonly", "-json", join(folder, "mau03.db"), text]).toString() || "[]");
	const made = "SELECT shown, commune_id > 0 AS one FROM access_log WHERE table_name = 'recheck' AND action =";
	const names = (await officer.page(`${url}/result`)).text.trimEnd().split("\r\n").length - 1, fetched = sql("SELECT detail FROM access_log ORDER BY id DESC LIMIT 1");
	equal(fetched, [{ detail: `${url}/result, recheck` }], "the download, before it is answered");
	equal(sql(`${made} 'export'`), [{ shown: names, one: 1 }], "the file");
	await officer.page(url);
	await wait(1500);
	equal(sql(`${made} 'list' ORDER BY id DESC LIMIT 1`), [{ shown: Math.min(names, 100), one: 1 }], "the page");
	const before = sql("SELECT count(*) AS rows FROM access_log WHERE table_name = 'recheck'");
	await admin.page(url);
	await wait(1500);
	equal(sql("SELECT count(*) AS rows FROM access_log WHERE table_name = 'recheck'"), before, "an administrator is told no names");
});

await test("no number stands in the parameters of a workbook", async () => {
	for (const query of ["q=056085431916", "q=056%20085", "area=1&q=056.085.431"])
		equal((await officer.post("/jobs", { kind: "xlsx", table: "phieu", path: "/sheets", query })).status, 422, query);
	const parameters = execFileSync("sqlite3", ["-readonly", join(folder, "mau03.db"), "SELECT parameters FROM job"]).toString();
	holds(!/056.{0,3}085/.test(parameters), parameters);
});

await test("state and progress are seen by owner and administrator, the file by the owner alone; for others there is nothing", async () => {
	const seen = await admin.json(`${url}.json`);
	equal([seen.state, seen.done, seen.result], ["done", job.done, null], "the administrator's");
	const page = await admin.page(url);
	holds(!page.text.includes("/result") && said(page).includes("Đã làm"), "the administrator's page");
	equal((await admin.get(`${url}/result`)).status, 404, "not the administrator's file");
	for (const name of ["officer2", "leader", "enumerator", "hamlet_leader", "police", "district", "province", "police_superior"]) {
		const other = await login(name);
		for (const path of [url, `${url}.json`, `${url}/result`])
			equal((await other.get(path)).status, 404, `${path} as ${name}`);
		for (const path of [`${url}/cancel`, `${url}/resume`])
			equal((await other.post(path)).status, 404, `${path} as ${name}`);
		equal((await other.post("/jobs", { again: job.id })).status, 404, `begun anew by ${name}`);
	}
	const whole = await begins(admin), ends = await ended(admin, whole);
	equal((await officer.json(`${whole}.json`)).state, ends.state, "one over the whole campaign is seen by whom that is of");
	equal((await officer.get(`${whole}/result`)).status, 404, "its file is not");
	equal((await officer.json(`${whole}.json`)).result, null, "nor told of");
});

await test("only who may begins one, only of a kind that there is", async () => {
	const leader = await login("leader");
	equal((await leader.post("/jobs", { campaign_id: campaign })).status, 403, "a leader judges nothing again");
	const list = await leader.page("/jobs");
	holds(list.text.includes("Chưa có việc nào") && !list.text.includes("Kiểm tra lại phiếu"), "nor is it offered");
	for (const fields of [{ kind: "nonsense" }, { again: "x" }, {}])
		equal((await officer.post("/jobs", fields)).status, 422, JSON.stringify(fields));
	equal((await officer.post("/jobs", { again: 999999 })).status, 404, "one that never was");
	equal((await officer.get("/jobs?before=x")).status, 400, "a place that is none");
	equal((await officer.get(`${url}/result.json`)).status, 404, "a file has no other form");
});

await test("one that found nothing new has no file; it is begun anew with the same words", async () => {
	for (const rule of rules)
		await sets(rule, "default");
	await ended(officer, await begins(officer));
	const { location } = await officer.does(303, "/jobs", { again: job.id }), again = await ended(officer, location);
	equal([again.kind, again.of, again.state, again.result], ["recheck", job.of, "done", null], "what it was about");
	const none = await officer.get(`${location}/result`);
	equal(none.status, 404, "no file");
	holds(said(none).includes("Việc này không có tệp kết quả"), said(none));
});

await test("the list leads on, and tells of files to whom they are", async () => {
	const own = await officer.page("/jobs"), all = await admin.page("/jobs");
	const row = (page) => new RegExp(`<tr><th scope="row"><a href="${url}">.*?</tr>`).exec(page.text)[0];
	holds(row(own).includes(job.result.name) && !row(all).includes(job.result.name), "the file");
	holds(!own.text.includes("?before="), "all of them");
	for (let i = 0; i < 21; i++)
		await ended(officer, await begins(officer));
	const next = /href="(\/jobs\?before=\d+)"/.exec((await officer.page("/jobs")).text);
	holds(next !== null && (await officer.page(next[1])).text.includes(`href="${url}"`), "the older ones");
});

/* ---- who the owner is now ---- */

/* Gives a user other areas; those from before. */
async function gives(administrator, name, areas) {
	const user = new RegExp(`href="(/admin/users/\\d+)">${name}<`).exec((await administrator.page(`/admin/users?q=${name}`)).text)[1];
	const { fields } = await administrator.form(user, user);
	await administrator.does(303, user, [...fields.filter(([field]) => field !== "areas"), ["areas", areas]]);
	return new Map(fields).get("areas");
}

await test("who has other areas than then has no file of then; who has them again has it again", async () => {
	const areas = await gives(admin, "officer", "commune:16498");
	officer = await login("officer");
	const refused = await officer.get(`${url}/result`);
	equal(refused.status, 409, "another commune's");
	holds(said(refused).includes("Vai trò hoặc địa bàn"), said(refused));
	equal((await officer.json(`${url}.json`)).state, "done", "its state is told all the same");
	await gives(admin, "officer", areas);
	officer = await login("officer");
	equal((await officer.get(`${url}/result`)).status, 200, "as before");
});

/* ---- days, backups ---- */

await test("a file is in no backup: restored, the job says that it is gone", async () => {
	const copy = join(newFolder(), "copy.db"), restored = newFolder();
	must(["backup", copy, "--data", folder]);
	rmSync(restored, { recursive: true });
	must(["restore", copy, "--data", restored]);
	equal(existsSync(join(restored, "results")), false, "no results were restored");
	const other = await Server.start(restored), client = await login("officer", other);
	equal((await client.json(`${url}.json`)).result, null, "nothing to be had");
	const gone = await client.get(`${url}/result`);
	equal(gone.status, 404, "gone");
	holds(said(gone).includes("đã được xóa") && said(await client.page(url)).includes("đã được xóa"), "it says so");
	await other.stop();
});

await test("a file is kept for seven days, then it is removed and the page says so", async () => {
	const content = (await officer.page(`${url}/result`)).text;
	await server.stop();
	server = await Server.start(folder, ["--today", "2024-06-16"]);
	equal((await (await login("officer")).page(`${url}/result`)).text, content, "six days later");
	await server.stop();
	server = await Server.start(folder, ["--today", "2024-06-18"]);
	equal(files(), [], "eight days later");
	const client = await login("officer"), gone = await client.get(`${url}/result`);
	equal([gone.status, (await client.json(`${url}.json`)).result], [404, null], "not to be had");
	holds(said(gone).includes("chỉ được giữ 7 ngày") && said(await client.page(url)).includes("chỉ được giữ 7 ngày"), "it says so");
	await server.stop();
	server = await Server.start(folder);
});

/* ---- ends before the end ---- */

await test("one that is cancelled, or that the end of the server interrupts, is said to be so, leaves nothing, and goes on or is begun anew", async () => {
	const large = newFolder(), states = [];
	must(["demo", "--data", large, "--sheets", "3000"]);          /* enough for the second request to come in time */
	let other = await Server.start(large), client = await login("admin", other);
	const big = (await campaigns(client))["BT-2024"];
	const begin = async () => (await client.does(303, "/jobs", { campaign_id: big })).location;
	const tell = async (path) => {
		states.push((await ended(client, path)).state);
		return said(await client.page(path));
	};
	const first = await begin(), running = await client.page(first);
	holds(running.text.includes(">Cập nhật<") && running.text.includes(`data-job="${first}"`), "it is asked about again");
	equal((await client.post("/jobs", { campaign_id: big })).status, 409, "one at a time");
	await client.does(303, `${first}/cancel`);
	holds((await tell(first)).includes("Đã dừng theo yêu cầu"), "cancelled");
	equal([files(join(large, "results")), (await client.json(`${first}.json`)).result], [[], null], "nothing is left");
	equal((await client.post(`${first}/cancel`)).status, 409, "what has ended does not stop");
	const second = await begin();
	await other.kill();
	writeFileSync(join(large, "results", "0123456789abcdef0123456789abcdef.part"), "half");
	writeFileSync(join(large, "results", "0123456789abcdef0123456789abcdef"), "of a database that was replaced");
	other = await Server.start(large);
	client = await login("admin", other);
	equal(files(join(large, "results")), [], "what is of nobody is gone");
	const stopped = await tell(second);
	for (const text of ["Bị ngắt vì máy chủ dừng, chưa làm xong", "Tiếp tục", "Làm lại từ đầu"])
		holds(stopped.includes(text), text);
	const third = await begin();
	await other.stop();
	other = await Server.start(large);
	client = await login("admin", other);
	await tell(third);
	await client.does(303, `${third}/resume`);
	const whole = await ended(client, third);
	equal([whole.state, whole.done], ["done", whole.of], "it goes on to its end");
	equal((await client.post(`${third}/resume`)).status, 409, "done is done");
	equal(states, ["cancelled", "stopped", "stopped"], "what is said");
	const fourth = (await (await login("officer3", other)).does(303, "/jobs", { campaign_id: big })).location;
	await other.kill();
	other = await Server.start(large);
	client = await login("admin", other);
	await gives(client, "officer3", "commune:16498");
	await client.does(303, `${fourth}/resume`);
	const { state, problem } = await ended(client, fourth);
	holds(state === "failed" && problem.includes("Vai trò hoặc địa bàn"), `its owner sees something else now: ${state}, ${problem}`);
	holds(said(await client.page(fourth)).includes(problem), "the page says why");
	await other.stop();
});

await finish(server);
