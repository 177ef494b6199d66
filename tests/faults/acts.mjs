/* kill -9 in the middle of an act of many sheets, and of taking it back, twice each: the next start goes on by itself, to the end, nothing is done twice,
 * and who asked sees it. MAU03_SHEETS: of how many in the database (4000). */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "../http/client.mjs";
import { Server, demoPassword, equal, finish, holds, largeDemoFolder, must, test, wait } from "../http/harness.mjs";
import { forms } from "../http/html.mjs";
import { again, preload } from "./world.mjs";

const folder = largeDemoFolder(Number(process.env.MAU03_SHEETS ?? 4000));
must(["user", "add", "wide", "--role", "officer", "--area", "60", "--data", folder, "--today", "2024-06-10", "--password-stdin"], demoPassword);
must(["user", "add", "wide_police", "--role", "police", "--area", "60", "--area", "22351", "--area", "16498", "--data", folder, "--today", "2024-06-10", "--password-stdin"], demoPassword);
/* The disk takes one flush for each pass that is given here, so that there is a middle to be killed in, however slow the machine. */
const held = { LD_PRELOAD: preload("slowsync.so"), SYNC_PASS: join(folder, "pass") };
const give = () => writeFileSync(held.SYNC_PASS, "");

async function flowing(what) {
	const passes = setInterval(give, 2);
	try {
		return await what();
	} finally {
		clearInterval(passes);
	}
}

let server = await flowing(() => Server.start(folder, [], held)), wide = await flowing(() => Client.login(server, "wide", demoPassword)), police = await flowing(() => Client.login(server, "wide_police", demoPassword));
const total = (await wide.json("/review.json?clean=1")).total;
holds(total > 250, `${total} sheets wait`);

/* How often it was done to how many sheets, by who asked: { sheets, all }. */
function entries(action, user = "wide") {
	const sql = `SELECT count(DISTINCT sheet_id) || ' ' || count(*) FROM event e JOIN event_kind k ON k.id = e.kind_id WHERE k.action = '${action}' AND actor_id = (SELECT id FROM app_user WHERE username = '${user}')`;
	const done = spawnSync("sqlite3", ["-readonly", join(folder, "mau03.db"), sql]);
	holds(done.status === 0, `sqlite3: ${done.stderr}`);
	const [sheets, all] = done.stdout.toString().trim().split(" ").map(Number);
	return { sheets, all };
}

/* Until it has gone on by a piece, or has ended. */
async function further(url, from, who = () => wide) {
	for (;;) {
		const job = await who().json(`${url}.json`);
		if (job.done > from || job.state !== "running")
			return job;
		give();
		await wait(5);
	}
}

/* Killed twice in the middle; then to the end. The job. */
async function killedTwice(url, who = () => wide) {
	let job = await further(url, 0, who);
	for (let i = 0; i < 2; i++) {
		holds(job.state === "running" && job.done < job.of, `it was over before the server was killed: ${job.state}, ${job.done} of ${job.of}`);
		await server.kill();
		server.complain();
		server = await flowing(() => Server.start(folder, [], held));
		[wide, police] = [wide, police].map((one) => again(one, server));
		const now = await who().json(`${url}.json`);
		holds(now.done >= job.done && (now.state === "running" || now.done === now.of), `${now.state}, ${now.done} after ${job.done}`);
		holds((await who().page("/jobs")).text.includes(`href="${url}"`), "the list of who asked");
		job = await further(url, now.done, who);
	}
	while (job.state === "running")
		job = await further(url, job.done, who);
	return job;
}

let url;
await test("accepting many is killed twice, and goes on to the end: each once", async () => {
	url = (await flowing(() => wide.does(303, "/review/accept", { expected: total }))).location;
	const job = await killedTwice(url);
	equal([job.state, job.done, job.of, job.problem], ["done", total, total, null], "the job");
	const left = (await wide.json("/review.json?clean=1")).total, told = entries("accept");
	equal([told.sheets, told.all], [total - left, total - left], "what the history tells");
	holds((await wide.page(url)).text.includes("Đã nghiệm thu"), "its page");
	must(["verify", "--data", folder]);
});

await test("taking it back is killed twice, and goes on to the end: all of it", async () => {
	const undo = forms((await wide.page(url)).text).find((form) => form.action.startsWith("/acts/"));
	const back = (await flowing(() => wide.does(303, undo.action, Object.fromEntries(undo.fields)))).location, job = await killedTwice(back);
	equal([job.state, job.done, job.problem], ["done", job.of, null], "the job");
	equal([(await wide.json("/review.json?clean=1")).total, entries("undo").all], [total, job.of], "those that wait, and what the history tells");
	must(["verify", "--data", folder]);
});

await test("between two starts nobody acts on what is being taken back", async () => {
	const { location } = await flowing(() => wide.does(303, "/review/accept", { expected: total }));
	await further(location, total);
	const path = forms((await wide.page(location)).text).find((form) => form.action.startsWith("/acts/")).action;
	const ids = (await wide.rows("/sheets.json?state=accepted")).map((row) => row.id);
	const { location: back } = await flowing(() => wide.does(303, path, {}));
	const answers = await flowing(() => Promise.all(ids.slice(0, 5).map((id) => wide.post(`/sheets/${id}/reopen`, { reason: "xem lại" }))));
	const job = await further(back, total);
	equal([job.state, answers.every((answer) => answer.status === 409), (await wide.json("/review.json?clean=1")).total], ["done", true, total], "refused meanwhile, and all is back");
});

await test("five hundred that the police entered are a job, which is killed twice and goes on: each once, and no other", async () => {
	const waits = (await police.rows("/sheets.json?state=handed_over")).map((row) => row.id), ids = waits.slice(0, 500), form_token = "e".repeat(32);
	equal(ids.length, 500, "so many wait");
	const both = await flowing(() => Promise.all([police, police.twin()].map((client) => client.post("/police/entered", { ids: ids.join(","), form_token }))));
	equal(both.map((answer) => [answer.status, /^\/jobs\/\d+$/.test(answer.location), answer.location]), Array(2).fill([303, true, both[0].location]), "pressed twice");
	const job = await killedTwice(both[0].location, () => police), told = entries("entered", "wide_police");
	equal([job.kind, job.state, job.done, job.of, job.problem], ["entered", "done", 500, 500, null], "the job");
	equal([told.sheets, told.all], [500, 500], "what the history tells");
	equal((await police.rows("/sheets.json?state=handed_over")).map((row) => row.id), waits.slice(500), "those that still wait");
	must(["verify", "--data", folder]);
});

await flowing(() => finish(server));
