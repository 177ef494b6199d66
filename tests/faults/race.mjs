/* The server built with ThreadSanitizer under requests of many kinds at once: no report. MAU03 names that build. */
import { equal, finish, holds, test } from "../http/harness.mjs";
import { again, begin, marked, prepared } from "./world.mjs";

const users = ["officer", "officer", "police", "leader", "district", "province", "enumerator", "hamlet_leader", "officer", "admin"];
const rounds = Number(process.env.MAU03_ROUNDS ?? 40);
const paths = {
	officer: ["/", "/sheets/new", "/sheets", "/sheets?q=duc", "/review", "/handovers", "/reports/progress", "/sheets.json"],
	police: ["/", "/police", "/handovers", "/sheets", "/reports/progress.json"], leader: ["/", "/sheets", "/reports/progress"],
	district: ["/", "/sheets?q=nguyen", "/reports/progress"], province: ["/", "/sheets", "/reports/progress"],
	enumerator: ["/", "/sheets/new", "/sheets"], hamlet_leader: ["/", "/sheets/new", "/sheets"], admin: ["/", "/healthz", "/password"],
};
const { folder, sessions, hamlet } = await prepared(users);
const { server } = await begin(folder);
let asked = 0;

async function work(session, name) {
	const client = again(session, server);
	for (let i = 0; i < rounds; i++) {
		const path = paths[session.username][i % paths[session.username].length];
		equal((await client.get(path)).status, 200, `${path} as ${session.username}`);
		asked++;
		if (session.username !== "officer")
			continue;
		const fields = marked(`R${name}x${i}`, hamlet), answer = await client.post("/sheets", { ...fields, form_token: `r${name}-${i}` });
		equal(answer.status, 303, "a save");
		equal((await client.post("/sheets", { ...fields, form_token: `r${name}-${i}` })).location, answer.location, "the same save again");
		equal((await client.post(`${answer.location}/accept`, {})).status, 303, "an acceptance");
		asked += 3;
	}
}

await test("requests of all kinds at once", async () => {
	const twice = [...sessions, ...sessions];
	await Promise.all(twice.map((session, i) => work(session, i)));
	holds(asked >= 20 * rounds, `only ${asked} requests`);
});

/* Each piece of a workbook is read in a thread beside the one that writes. */
await test("workbooks by jobs, made and cancelled, while others search", async () => {
	const officers = sessions.slice(0, 2).map((session) => again(session, server));
	const begun = (client) => client.post("/jobs", { kind: "xlsx", table: "phieu", path: "/sheets", query: "" });
	const stands = async (client, job) => JSON.parse((await client.get(`${job}.json`)).text).state;
	for (let i = 0; i < rounds / 4; i++) {
		const jobs = await Promise.all(officers.map(begun));
		for (const [k, job] of jobs.entries())
			equal(job.status, 303, `a job of officer ${k}: ${job.text.slice(0, 200)}`);
		if (i % 2 === 0)
			equal((await officers[0].post(`${jobs[0].location}/cancel`, {})).status, 303, "cancelled");
		for (const [k, client] of officers.entries()) {
			while (await stands(client, jobs[k].location) === "running")
				equal((await client.get(`/sheets?q=${i % 2 === 0 ? "duc" : "nguyen+van"}`)).status, 200, "a search");
			const state = await stands(client, jobs[k].location);
			holds(["done", "cancelled"].includes(state), `job ${k} is ${state}`);
		}
	}
});
await finish(server);
