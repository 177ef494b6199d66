/* What was acknowledged stays: kill -9 among parallel saves, a second server on the same folder, SIGTERM with requests in flight. */
import { copyFileSync, readdirSync, statSync } from "node:fs";
import net from "node:net";
import { join } from "node:path";
import { Client } from "./client.mjs";
import { Server, command, demoFolder, equal, fail, finish, holds, must, newFolder, test, wait } from "./harness.mjs";
import { typed } from "./sheets.mjs";

const rounds = Number(process.env.MAU03_ROUNDS ?? 5), writers = 6, roundMs = 700;
const folder = demoFolder();
let server = await Server.start(folder);
const first = await Client.login(server, "officer", "mau03-demo");
const hamlet = /name="area_id"[^]*?<option value="(\d+)"/.exec((await first.page("/sheets/new")).text)[1];

/* The same session on another server of the same folder. */
function again(to) {
	const client = first.twin();
	client.server = to;
	return client;
}

/* A sheet that tells which it is in three places. */
function marked(mark, number) {
	return typed(number % 1000, { area_id: hamlet, paper_no: mark, informant_name: `Người khai ${mark}`, current_address: `${mark} ${"đường dài ".repeat(20)}`.trim() });
}

function whole(sheet, mark) {
	const { answers } = sheet;
	return answers.paper_no === mark && answers.informant_name === `Người khai ${mark}` && answers.current_address?.startsWith(mark) &&
		answers.current_address.endsWith("đường dài") && sheet.history[0].action === "create";
}

/* Saves, edits and submits until the server is gone; what was acknowledged: [{ id, mark, state }]. */
async function write(client, name, done) {
	const acknowledged = [];
	for (let i = 0; !done(); i++) {
		const mark = `${name}-${i}`, action = i % 3 === 2 ? "submit" : "save";
		try {
			const fields = marked(mark, acknowledged.length + 37 * i), answer = await client.post("/sheets", { ...fields, action });
			equal(answer.status, 303, "a save");
			const sheet = { id: Number(/\d+$/.exec(answer.location)[0]), mark, state: action === "submit" ? "received" : "draft" };
			acknowledged.push(sheet);
			if (i % 3 !== 1)
				continue;
			const edit = await client.post(`/sheets/${sheet.id}/edit`, { ...marked(`${mark}+`, 5), row_version: 1 });
			equal(edit.status, 303, "an edit");
			sheet.mark = `${mark}+`;
		} catch (error) {
			if (done())
				break;
			throw error;
		}
	}
	return acknowledged;
}

/* What came back after an interrupted edit may be the old answers or the new, never a mixture. */
function standsFor(sheet, one) {
	return whole(sheet, one.mark) || (!one.mark.endsWith("+") && whole(sheet, `${one.mark}+`));
}

/* The sheets whose mark begins so. */
async function listed(client, beginning) {
	return (await client.rows("/sheets.json")).filter((row) => row.paper_no?.startsWith(beginning));
}

const all = [];

for (let round = 1; round <= rounds; round++)
	await test(`killed among parallel saves, everything acknowledged is there (${round})`, async () => {
		let gone = false;
		const running = Array.from({ length: writers }, (_, i) => write(again(server), `R${round}-${i}`, () => gone));
		await wait(roundMs + (round * 137) % 300);
		gone = true;
		await server.kill();
		const acknowledged = (await Promise.all(running)).flat();
		holds(acknowledged.length >= writers, `only ${acknowledged.length} saves were acknowledged`);
		server.complain();
		must(["verify", "--data", folder]);
		server = await Server.start(folder);
		const client = again(server);
		for (const one of acknowledged) {
			const sheet = await client.sheet(one.id);
			holds(sheet.state === one.state && standsFor(sheet, one), `sheet ${one.id} (${one.mark}): ${sheet.state} ${JSON.stringify(sheet.answers).slice(0, 200)}`);
		}
		all.push(...acknowledged);
		const stored = (await listed(client, `R${round}-`)).length;
		holds(stored >= acknowledged.length && stored <= acknowledged.length + writers, `${stored} sheets for ${acknowledged.length} acknowledged`);
		must(["verify", "--data", folder]);
	});

await test("after all rounds the sheets of the first are still there", async () => {
	const client = again(server);
	holds(new Set(all.map((one) => one.id)).size === all.length, "an id was given twice");
	for (const one of all.slice(0, 50))
		holds(standsFor(await client.sheet(one.id), one), `sheet ${one.id}`);
});

await test("a second program on the folder exits 1 and names the pid; who only reads may", async () => {
	const pid = String(server.pid);
	for (const args of [["serve", "--data", folder, "--listen", "127.0.0.1:0"], ["user", "lock", "leader", "--data", folder],
		["area", "add", "--parent", "22351", "--code", "2235199", "--name", "Tổ 99", "--data", folder]]) {
		const { status, stdout, stderr } = command(args);
		equal([status, stdout], [1, ""], args.slice(0, 2).join(" "));
		holds(new RegExp(`\\b${pid}\\b`).test(stderr), `${args[0]} says ${stderr}`);
	}
	for (const args of [["demo", "--sheets", "10"], ["init"]])
		equal(command([...args, "--data", folder]).status, 1, args[0]);
	must(["verify", "--data", folder]);
	equal((await again(server).get("/healthz")).status, 200, "the first server");
});

await test("a copied folder is served although its lock file is there", async () => {
	const copy = newFolder();
	for (const entry of readdirSync(folder, { withFileTypes: true }))
		if (entry.isFile())
			copyFileSync(join(folder, entry.name), join(copy, entry.name));
	const second = await Server.start(copy);
	equal((await again(second).sheet(all[0].id)).id, all[0].id, "its sheets");
	await second.stop();
});

await test("the files are the owner's alone", () => {
	for (const entry of readdirSync(folder, { withFileTypes: true }))
		equal((statSync(join(folder, entry.name)).mode & 0o077).toString(8), "0", entry.name);
});

await test("SIGTERM with requests in flight: each is answered or refused whole, a half one does not hold the server", async () => {
	const half = net.connect(server.port, "127.0.0.1");
	half.on("error", () => {});
	half.write("POST /sheets HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nfull_name=");
	const idle = net.connect(server.port, "127.0.0.1");
	idle.on("error", () => {});
	await wait(50);
	const posts = Array.from({ length: 24 }, (_, i) => {
		const mark = `T-${i}`;
		return again(server).post("/sheets", { ...marked(mark, i), action: "save" }).then((answer) => ({ mark, answer }), (error) => ({ mark, error }));
	});
	await wait(5);
	const started = Date.now();
	await server.stop();
	holds(Date.now() - started < 30_000, "it took too long");
	const results = await Promise.all(posts);
	server = await Server.start(folder);
	const client = again(server), stored = new Set((await listed(client, "T-")).map((row) => row.id));
	for (const { mark, answer, error } of results) {
		if (error !== undefined) {
			holds(["ECONNREFUSED", "ECONNRESET", "EPIPE"].includes(error.code), `${mark}: ${error.message}`);
			continue;
		}
		holds(answer.status === 303 || answer.status === 503, `${mark}: ${answer.status}`);
		if (answer.status === 303) {
			const id = Number(/\d+$/.exec(answer.location)?.[0] ?? fail(`${mark} leads to ${answer.location}`));
			holds(stored.has(id) && whole(await client.sheet(id), mark), `${mark} was acknowledged`);
		}
	}
	half.destroy();
	idle.destroy();
});

await test("SIGTERM at once after the start, and SIGINT, end it as well", async () => {
	const copy = demoFolder(), early = await Server.start(copy);
	await early.stop();
	const other = await Server.start(copy);
	other.child.kill("SIGINT");
	for (let i = 0; i < 600 && !(await other.hasEnded()); i++)
		await wait(100);
	holds(await other.hasEnded(), "SIGINT");
	equal(other.child.exitCode, 0, "its status");
});

await finish(server);
