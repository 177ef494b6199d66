/* What the suites of faults share: a server that something is wrong with, sheets that tell which they are, and what is in the file. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { Client } from "../http/client.mjs";
import { Server, demoFolder, fail, holds, must, root } from "../http/harness.mjs";
import { typed } from "../http/sheets.mjs";

export const preload = (name) => join(root, "build/bench", name);

export async function begin(folder, variables) {
	const server = await Server.start(folder, [], variables);
	return { folder, server };
}

/* A demo folder that a server ran on before, so that sessions are in it: { folder, sessions, hamlet }. */
export async function prepared(users) {
	const folder = demoFolder(), server = await Server.start(folder), sessions = [];
	for (const user of users)
		sessions.push(await Client.login(server, user, "mau03-demo"));
	const page = await sessions[0].page("/sheets/new");
	const hamlet = /name="area_id"[^]*?<option value="(\d+)"/.exec(page.text)?.[1] ?? fail("no hamlet is offered");
	await server.stop();
	return { folder, sessions, hamlet };
}

/* The same session on another server of the folder. */
export function again(session, server) {
	const client = session.twin();
	client.server = server;
	return client;
}

let number = 0;

/* A full sheet that no other is like; its paper number is the mark. */
export function marked(mark, hamlet) {
	const i = number++, digits = String(i % 1_000_000).padStart(6, "0"), year = 60 + Math.floor(i / 1_000_000);
	return typed(i, { area_id: hamlet, paper_no: mark, birth_date: `12/05/19${year}`, sex: "1", citizen_id: `0560${year}${digits}`, action: "submit" });
}

/* { mark: id } of all sheets with a mark that begins so, as the file has them. */
export function stored(folder, beginning) {
	const sql = `SELECT paper_no || ' ' || id FROM worker_sheet WHERE paper_no >= '${beginning}' AND paper_no < '${beginning}~'`;
	const done = spawnSync("sqlite3", ["-readonly", join(folder, "mau03.db"), sql], { maxBuffer: 64 << 20 });
	holds(done.status === 0, `sqlite3: ${done.stderr}`);
	return new Map(done.stdout.toString().split("\n").filter(Boolean).map((line) => line.split(" ")).map(([mark, id]) => [mark, Number(id)]));
}

/* Everything acknowledged is there under its id, and verify finds nothing. acknowledged: [{ mark, id }]. */
export function nothingLost(folder, beginning, acknowledged) {
	must(["verify", "--data", folder]);
	const sheets = stored(folder, beginning);
	for (const { mark, id } of acknowledged)
		holds(sheets.get(mark) === id, `${mark} was acknowledged as ${id} and is ${sheets.get(mark) ?? "not there"}`);
	return sheets.size;
}

export function idOf(answer) {
	return Number(/^\/sheets\/(\d+)$/.exec(answer.location)?.[1] ?? fail(`a save leads to ${answer.location}`));
}

/* A refusal that loses nothing: 503, and the page has the form with what was typed. */
export function keepsTyped(answer, fields) {
	holds(answer.status === 503, `${answer.status} instead of 503`);
	for (const name of ["citizen_id", "paper_no", "full_name"])
		holds(answer.text.includes(`value="${fields[name]}"`), `the page of the 503 lost ${name}`);
	holds(answer.headers["retry-after"] !== undefined, "no Retry-After");
}
