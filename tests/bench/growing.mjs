/* What grows with the number of sheets: pages in a large database v. a small one, commands, files, memory. */
import { rmSync, statSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { Client } from "../http/client.mjs";
import { copyOf, largeSheets, load, memory as rss, program, rounds, run, scratch, serve, smallSheets, threads, usedSince } from "./programs.mjs";
import { growth, inSeconds, median, megabytes, microseconds, note, row } from "./rows.mjs";

const MOST_REQUESTS = 400, LEAST_REQUESTS = 9, PATIENCE_MS = 2000, GOALS_AT = 348262, QUIET_MS = 17_000;

/* Who asks for what; milliseconds of the processor at most in the large database, and how many times
 * those of the small one. */
const asked = [
	["/reports/quality", { district2: [10, 1.5], province2: [10, 1.5] }],
	["/handovers", { officer3: [2], police3: [2] }],
	["/sheets?q=nguyen+thi+hoa", { district2: [8], province2: [8] }],
	["/", { province2: [5, 1.2], district2: [5, 1.2], officer3: [], enumerator: [2], hamlet_leader: [2] }],
	["/reports/progress", { province2: [5, 1.2], district2: [5, 1.2], officer3: [] }],
	["/sheets", { province2: [3, 3], officer3: [Infinity, 3], police3: [Infinity, 3] }],
	["/sheets?state=received", { province2: [3] }],
	["/sheets?late=1&sort=-late", { officer: [], province: [] }],
	["/sheets?late=soon", { officer: [] }],
	["/sheets?q=duc", { province2: [Infinity, 3], officer3: [Infinity, 3], police3: [Infinity, 3] }],
	["/sheets?q=nguyen", { province2: [], officer3: [], police3: [] }],
	["/duplicates", { officer: [5], officer3: [5] }],
	["/people?q=nguyen+thi+hoa", { province2: [10], officer3: [10] }],
	["/police", { police3: [Infinity, 3] }],
	["/review", { officer3: [] }],
];

/* Microseconds of the processor that a page costs the server; as many requests as patience allows. */
async function costOf(server, client, path) {
	const began = performance.now();
	await client.page(path);
	const requests = Math.max(LEAST_REQUESTS, Math.min(MOST_REQUESTS, Math.floor(PATIENCE_MS / (performance.now() - began)))), before = threads(server);
	for (let i = 0; i < requests; i++)
		await client.page(path);
	return usedSince(server, before) / requests;
}

export async function lists(small, large) {
	const servers = [await serve(copyOf(large())), await serve(copyOf(small()))], clients = new Map();
	for (const user of new Set(asked.flatMap(([, users]) => Object.keys(users))))
		clients.set(user, await Promise.all(servers.map((server) => Client.login(server, user, "mau03-demo"))));
	for (const [path, users] of asked)
		for (const [user, [most = Infinity, times]] of Object.entries(users)) {
			const costs = [[], []];
			for (let i = 0; i < rounds; i++)
				for (const [at, server] of servers.entries())
					costs[at].push(await costOf(server, clients.get(user)[at], path));
			growth(`${path} as ${user}`, ...costs.map(median), microseconds, { most: most * 1000, times });
		}
	for (const user of ["officer3", "police3"]) {
		const [many, few] = await Promise.all(clients.get(user).map((client) => bytesOf(client, "/handovers")));
		row(`bytes of /handovers as ${user}, packed`, `${many.packed} B`, `${few.packed} B`, many.packed / few.packed, "<= 12 kB", many.packed <= 12_000);
		note(`${many.plain} B unpacked`);
	}
}

async function bytesOf(client, path) {
	const answer = await client.get(path, { "Accept-Encoding": "gzip" });
	const packed = answer.headers["content-encoding"] === "gzip";
	return { packed: answer.body.length, plain: packed ? gunzipSync(answer.body).length : answer.body.length };
}

/* ---- commands and files ---- */

/* A command that goes over all sheets is to grow as they do. */
function timed(name, folders, goal, ask) {
	const [many, few] = folders.map((folder) => median(Array.from({ length: rounds }, () => {
		const began = performance.now();
		ask(folder);
		return (performance.now() - began) / 1000;
	})));
	const limit = goal * Math.max(1, largeSheets / GOALS_AT);
	row(name, inSeconds(many), inSeconds(limit), many / limit, "<= 1", many <= limit);
	growth(`${name}, a sheet`, many * 1e6 / largeSheets, few * 1e6 / smallSheets, microseconds);
}

export async function commands(small, large) {
	const folders = [large(), small()].map(copyOf), file = scratch("backup.db");
	timed("verify", folders, 25, (folder) => run(program, ["verify", "--data", folder]));
	timed("backup", folders, 20, (folder) => {
		rmSync(file, { force: true });
		run(program, ["backup", "--data", folder, file]);
	});
	rmSync(file, { force: true });
	const bytes = [large(), small()].map((folder, i) => statSync(`${folder}/mau03.db`).size / [largeSheets, smallSheets][i]);
	growth("bytes of the file, a sheet", bytes[0], bytes[1], (value) => `${(value / 1000).toFixed(2)} kB`, { most: 1600 });
}

export async function startUp(small, large) {
	const folders = [large(), small()].map(copyOf), times = [[], []];
	for (let i = 0; i < rounds; i++)
		for (const [at, folder] of folders.entries()) {
			const server = await serve(folder);
			times[at].push(server.readyMs * 1000);
			await server.stop();
		}
	growth("start until ready", ...times.map(median), microseconds, { most: 100_000 });
}

/* ---- memory ---- */

const visited = { officer3: ["/", "/sheets/new", "/sheets", "/sheets?q=duc", "/sheets?q=nguyen", "/review", "/handovers", "/reports/progress", "/sheets.json"],
	police3: ["/", "/police", "/sheets", "/handovers", "/reports/progress"], province2: ["/", "/sheets", "/sheets?q=nguyen", "/reports/progress"] };

export async function memory(small, large) {
	const server = await serve(copyOf(large())), before = rss(server), most = 64 * 1024, each = 1024;
	load(server, ["-c", "100", "-n", "100", "-u", "officer,officer2,officer3"],
		["/sheets/new", "/sheets", "+POST", "/sheets?q=duc", "/review", "/handovers", "/", "/reports/progress", "/sheets.json", "+POST"]);
	const busy = rss(server);
	await new Promise((quiet) => setTimeout(quiet, QUIET_MS));
	const after = rss(server);
	row("VmRSS after 10,000 requests of 100, and quiet", megabytes(after), megabytes(before), after / before, `<= ${megabytes(most)}`, after <= most);
	note(`before it was quiet: ${megabytes(busy)}`);
	let worst = [0, "none"];
	for (const [user, paths] of Object.entries(visited))
		for (const path of paths) {
			load(server, ["-n", "1", "-u", user], [path]);
			const first = rss(server);
			load(server, ["-n", "20", "-u", user], [path]);
			if (rss(server) - first > worst[0])
				worst = [rss(server) - first, `${path} as ${user}`];
		}
	row(`most that 20 requests add (${worst[1]})`, `${worst[0]} kB`, `${each} kB`, worst[0] / each, "<= 1", worst[0] <= each);
	await server.stop();
}
