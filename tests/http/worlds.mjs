/* Two places to walk the road in: the demo database, and a commune that was set up by commands from nothing. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "./client.mjs";
import { Server, command, demoFolder, demoPassword, equal, fail, holds, must, newFolder } from "./harness.mjs";
import { options } from "./html.mjs";
import { today } from "./sheets.mjs";

/* server, and client(name) of a user; names stand for the roles of the road, see below. */
class World {
	#clients = new Map();

	constructor(server, passwords) {
		this.server = server;
		this.passwords = passwords;
	}

	async client(name) {
		if (!this.#clients.has(name))
			this.#clients.set(name, await Client.login(this.server, name, this.passwords(name)));
		return this.#clients.get(name);
	}

	/* Decimal ids of the hamlets that a writer is offered. */
	async hamlets(client) {
		const page = await client.page("/sheets/new");
		const ids = options(page.text, "area_id").map(([value]) => value);
		equal(ids[0], "", "the first hamlet offered is none");
		holds(ids.length > 1, "hamlets are offered");
		return ids.slice(1);
	}
}

export async function demoWorld() {
	return new World(await Server.start(demoFolder()), () => demoPassword);
}

const areas = `code	parent_code	level	name	full_name
99		province	Thử	Tỉnh Thử
991	99	district	Nghiệm	Huyện Nghiệm
99101	991	commune	Một	Phường Một
99102	991	commune	Hai	Xã Hai
`;

const users = [
	["enumerator", "enumerator", "99101"], ["enumerator_2", "enumerator", "99101"], ["hamlet_leader", "hamlet_leader", "9910101"],
	["officer", "officer", "99101"], ["leader", "leader", "99101"], ["police", "police", "99101"],
	["far_enumerator", "enumerator", "99102"], ["far_leader", "hamlet_leader", "9910201"], ["far_officer", "officer", "99102"],
	["far_officer_2", "officer", "99102"], ["far_police", "police", "99102"], ["wide_officer", "officer", "99101", "99102"],
	["district", "district", "991"], ["province", "province", "99"], ["police_superior", "police_superior", "991"],
];

function tooled(folder) {
	return (...args) => must([...args, "--data", folder, "--today", today]);
}

/* Xã Hai collects with the hamlet stage and four eyes, Phường Một with neither. */
export async function bareWorld() {
	const folder = newFolder(), data = join(folder, "data"), file = join(folder, "areas.tsv"), run = tooled(data);
	const administrator = must(["init", "--data", data, "--today", today]).trim();
	holds(administrator.length >= 8, "init prints a password");
	writeFileSync(file, areas);
	run("import", "areas", file, "--valid-from", "2020-01-01");
	for (const [commune, code, name] of [["99101", "9910101", "Tổ 1"], ["99101", "9910102", "Tổ 2"], ["99102", "9910201", "Thôn 1"]])
		run("area", "add", "--parent", commune, "--code", code, "--name", name);
	run("campaign", "add", "--code", "TN-1", "--name", "Thử một", "--area", "99101", "--from", "2024-05-01", "--to", "2024-07-31");
	run("campaign", "add", "--code", "TN-2", "--name", "Thử hai", "--area", "99102", "--from", "2024-05-01", "--to", "2024-07-31",
		"--hamlet-stage", "on", "--four-eyes", "on");
	run("target", "set", "--campaign", "TN-1", "--area", "99101", "--count", "40");
	for (const [name, role, ...codes] of users) {
		const added = command(["user", "add", name, "--data", data, "--role", role, ...codes.flatMap((code) => ["--area", code]), "--password-stdin", "--today", today],
			`mật khẩu của ${name}\n`);
		holds(added.status === 0, `user add ${name}: ${added.stderr}`);
	}
	const server = await Server.start(data, ["--today", today]);
	return new World(server, (name) => (name === "admin" ? administrator : `mật khẩu của ${name}`));
}

/* ---- what the suites ask of a sheet ---- */

/* The history leads from nothing to the state without a gap. */
export function unbroken(sheet) {
	let state = null;
	for (const event of sheet.history) {
		equal(event.from, state, `${event.action} of sheet ${sheet.id} begins`);
		state = event.to;
	}
	equal(state, sheet.state, `where the history of sheet ${sheet.id} ends`);
	return sheet;
}

/* The sheet as the client sees it, in that state and with that last action (or any). */
export async function stands(client, id, state, action) {
	const sheet = unbroken(await client.sheet(id));
	equal(sheet.state, state, `state of sheet ${id}`);
	if (action !== undefined)
		equal(sheet.history.at(-1).action, action, `last action on sheet ${id}`);
	return sheet;
}

/* Where the campaign has the hamlet stage, the officer takes what waits there. */
export async function goesOn(officer, id) {
	if ((await officer.sheet(id)).state === "with_hamlet")
		await officer.does(303, `/sheets/${id}/forward`, {});
	return id;
}

const keys = ["collected", "accepted", "returned", "handed_over", "entered", "police_returned", "left"];

/* What `district` counts in the commune that has a target. */
export async function counts(district) {
	const { rows, total } = await district.json("/reports/progress.json");
	const row = rows.find((one) => one.target !== null) ?? fail("no commune has a target");
	equal(row.left, row.target - row.entered, "left is target − entered");
	for (const key of keys)
		equal(total[key], rows.reduce((sum, one) => sum + (one[key] ?? 0), 0), `the total of ${key}`);
	return Object.fromEntries(keys.map((key) => [key, row[key]]));
}

/* Runs fn and demands that the counts moved by that much, the others not at all. */
export async function moves(district, wanted, fn) {
	const before = await counts(district), result = await fn(), after = await counts(district);
	for (const key of keys)
		equal(after[key] - before[key], wanted[key] ?? 0, `how ${key} moved`);
	return result;
}
