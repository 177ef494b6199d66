/* Typing: the entry page, saves of one and of many, what a save writes, what others' work does to it. */
import { rmSync } from "node:fs";
import { Client } from "../http/client.mjs";
import { typed } from "../http/sheets.mjs";
import { built, copyOf, jobDone, hello, load, program, rounds, run, seconds, serve, slowUs, written } from "./programs.mjs";
import { inSeconds, median, microseconds, note, perSecond, row } from "./rows.mjs";

const PAGE = 8192, SAVES = 300, MANY = 28_000, MOST_WAIT_MS = 50, AT_ONCE = 250;

export async function entry(small) {
	const plain = await hello(), ours = await serve(copyOf(small())), rates = { plain: [], ours: [], packed: [] };
	for (let i = 0; i < rounds; i++) {
		rates.plain.push(load(plain, ["-c", "32", "-s", String(seconds)], ["/"]).get.rate);
		rates.ours.push(load(ours, ["-c", "32", "-s", String(seconds), "-u", "officer"], ["/sheets/new"]).get.rate);
		rates.packed.push(load(ours, ["-c", "32", "-s", String(seconds), "-u", "officer", "-z"], ["/sheets/new"]).get.rate);
	}
	const best = median(rates.plain);
	row("entry page v. plain hello", perSecond(median(rates.ours)), perSecond(best), median(rates.ours) / best, ">= 0.30", median(rates.ours) / best >= 0.3);
	row("entry page, packed, v. plain hello", perSecond(median(rates.packed)), perSecond(best), median(rates.packed) / best);
}

/* Posts of so many clients a second; each number of them begins with the same database. */
async function postRate(database, clients, us) {
	const folder = copyOf(database), server = await serve(folder, us);
	const { rate } = load(server, ["-c", String(clients), "-s", String(seconds), "-u", "officer"], ["+POST"]).post;
	await server.stop();
	run(program, ["verify", "--data", folder]);
	rmSync(folder, { recursive: true });
	return rate;
}

export async function post(small) {
	for (const us of [0, slowUs]) {
		const insertRates = [], rates = { 1: [], 8: [], 32: [] }, name = us === 0 ? "fsync as is" : `fsync +${us / 1000} ms`;
		for (let i = 0; i < rounds; i++) {
			const alone = copyOf(small()), env = us > 0 ? { ...process.env, LD_PRELOAD: built("slowsync.so"), SYNC_US: String(us) } : process.env;
			insertRates.push(Number(run(built("insert"), [`${alone}/mau03.db`, String(seconds)], { env })));
			rmSync(alone, { recursive: true });
			for (const clients of [1, 8, 32])
				rates[clients].push(await postRate(small(), clients, us));
		}
		const insert = median(insertRates), one = median(rates[1]);
		for (const clients of [1, 8, 32]) {
			const times = median(rates[clients]) / insert, wanted = us > 0 && clients === 32 ? [">= 10", times >= 10] : [];
			row(`POST, ${clients} clients, ${name}, v. plain inserts`, perSecond(median(rates[clients])), perSecond(insert), times, ...wanted);
		}
		const times = median(rates[32]) / one, wanted = us > 0 ? [">= 8", times >= 8] : [];
		row(`POST, 32 clients v. 1, ${name}`, perSecond(median(rates[32])), perSecond(one), times, ...wanted);
	}
}

/* What one save writes to files, one after the other: the log of SQLite, now and then its database, a line of the log. */
export async function writes(small, large) {
	const [few, many] = await Promise.all([small(), large()].map(async (database) => {
		const server = await serve(copyOf(database));
		load(server, ["-n", "20", "-u", "officer"], ["+POST"]);
		const before = ["syscw", "wchar"].map((name) => written(server, name));
		load(server, ["-n", String(SAVES), "-u", "officer"], ["+POST"]);
		const after = ["syscw", "wchar"].map((name) => written(server, name));
		await server.stop();
		return after.map((value, i) => (value - before[i]) / SAVES);
	}));
	row("writes of a save, large v. small", many[0].toFixed(1), few[0].toFixed(1), many[0] / few[0]);
	row("pages of 8 kB that a save writes, large v. small", (many[1] / PAGE).toFixed(1), (few[1] / PAGE).toFixed(1), many[1] / few[1]);
}

/* Two requests in a hundred are saves that wait 100 ms for the disk. */
export async function slow(small) {
	const targets = ["49*/sheets/new", "+POST"], times = [];
	for (const us of [0, 100_000]) {
		const server = await serve(copyOf(small()), us);
		times.push(median(Array.from({ length: rounds }, () => load(server, ["-c", "32", "-s", String(seconds), "-u", "officer"], targets).get.p50)));
		await server.stop();
	}
	row("others' median, 2 % of requests take 100 ms", microseconds(times[1]), microseconds(times[0]), times[1] / times[0], "<= 1.5", times[1] / times[0] <= 1.5);
}

/* ---- many accepted at once ---- */

/* Gives officer3 communes that have as many sheets behind acceptance, and puts these back before it. The history does not tell of it. */
function openMany(folder) {
	const of = "campaign_id = (SELECT id FROM campaign WHERE code = 'BT-2024') AND state IN ('received', 'accepted', 'handed_over', 'entered', 'archived')";
	run("sqlite3", [`${folder}/mau03.db`, `
		CREATE TEMP TABLE commune AS SELECT commune_id, sum(count(*)) OVER (ORDER BY commune_id) AS up FROM worker_sheet WHERE ${of} GROUP BY commune_id;
		DELETE FROM user_area WHERE user_id = (SELECT id FROM app_user WHERE username = 'officer3');
		INSERT INTO user_area SELECT u.id, c.commune_id FROM app_user u, commune c WHERE u.username = 'officer3' AND c.up <= ${MANY};
		UPDATE worker_sheet SET state = 'received', open_errors = 0, open_warnings = 0
			WHERE ${of} AND commune_id IN (SELECT commune_id FROM commune WHERE up <= ${MANY});`]);
}

/* Until the answer is there and, where it names a job, that one has ended. */
async function accepts(client, expected) {
	const { location } = await client.does(303, "/review/accept", { clean: "1", expected });
	if (location.startsWith("/jobs/"))
		await jobDone(client, location);
}

const at = (waits, part) => [...waits].sort((a, b) => a - b)[Math.min(waits.length - 1, Math.floor(waits.length * part))];

/* How long each of somebody's saves took, one after the other, until that is enough of them. */
async function savesOf(client, from, enough) {
	const waits = [];
	while (!enough(waits)) {
		const before = performance.now();
		await client.saves(typed(from + waits.length));
		waits.push(performance.now() - before);
	}
	return waits;
}

export async function bulk(small, large) {
	const folder = copyOf(large());
	openMany(folder);
	const server = await serve(folder), officer = await Client.login(server, "officer3", "mau03-demo"), other = await Client.login(server, "officer", "mau03-demo");
	const { total } = await officer.json("/review.json?clean=1"), rest = await savesOf(other, 0, (waits) => waits.length === SAVES), began = performance.now();
	let done = false;
	const accepting = accepts(officer, total).finally(() => { done = true; });
	const waits = await savesOf(other, SAVES, () => done);
	await accepting;
	const s = (performance.now() - began) / 1000, accepted = (await officer.json("/sheets.json?state=accepted")).total;
	await server.stop();
	note(`${accepted} of ${total} sheets accepted at once in ${inSeconds(s)}, ${waits.length} saves of another meanwhile`);
	const most = Math.max(...waits);
	for (const [name, part] of [["median", 0.5], ["99 of 100", 0.99], ["longest", 1]])
		row(`another's save meanwhile v. at rest, ${name}`, microseconds(at(waits, part) * 1000), microseconds(at(rest, part) * 1000), at(waits, part) / at(rest, part));
	row(`another's save meanwhile, the longest v. ${MOST_WAIT_MS} ms`, microseconds(most * 1000), microseconds(MOST_WAIT_MS * 1000), most / MOST_WAIT_MS, "<= 1", most <= MOST_WAIT_MS);
}

/* ---- the police mark what they entered ---- */

/* So many papers that the police of a commune may enter: all that waits is signed for, and what lacks is typed. */
async function handedOver(server) {
	const [officer, police] = await Promise.all(["officer", "police"].map((name) => Client.login(server, name, "mau03-demo")));
	const hamlet = /name="area_id"[^]*?<option value="(\d+)"/.exec((await officer.page("/sheets/new")).text)[1];
	const hand = async () => {
		const ids = (await officer.rows("/sheets.json?state=accepted")).map((one) => one.id);
		if (ids.length > 0)
			await officer.post("/handovers", { ids: ids.join(",") });
		for (const { id } of await police.rows("/handovers.json"))
			await police.post(`/handovers/${id}/sign`, { count: (await police.json(`/handovers/${id}.json`)).sheets });
		return (await police.rows("/police.json")).map((one) => one.id);
	};
	const lacks = AT_ONCE - (await hand()).length;
	for (let i = 0; i < lacks; i++)
		await officer.does(303, `/sheets/${await officer.saves(typed(MANY + i, { area_id: hamlet }), "submit")}/accept`, {});
	return { police, ids: (await hand()).slice(0, AT_ONCE) };
}

export async function entered(small) {
	const server = await serve(copyOf(small())), { police, ids } = await handedOver(server);
	const timed = async (work) => {
		const began = performance.now();
		await work();
		return performance.now() - began;
	};
	const single = await timed(async () => {
		for (const id of ids)
			await police.does(303, `/police/${id}/entered`, {});
	});
	for (const id of ids)
		await police.does(303, `/sheets/${id}/undo`, {});
	const once = await timed(() => police.does(303, "/police/entered", { ids: ids.join(",") }));
	await server.stop();
	row(`${ids.length} entered in one request v. ${ids.length} single ones`, microseconds(once * 1000), microseconds(single * 1000), once / single, "<= 1", once <= single);
}
