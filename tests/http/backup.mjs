/* The drill: backups under write load, restored into empty folders; nobody who was logged in then is logged in there. And what
 * /healthz says about a disk that is nearly full. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Client } from "./client.mjs";
import { Server, command, demoFolder, demoPassword, equal, finish, holds, must, newFolder, program, test, wait } from "./harness.mjs";
import { typed } from "./sheets.mjs";

const writers = 8, backups = 3;
const folder = demoFolder(), copies = newFolder();
const server = await Server.start(folder);
const first = await Client.login(server, "officer", "mau03-demo");
const hamlet = /name="area_id"[^]*?<option value="(\d+)"/.exec((await first.page("/sheets/new")).text)[1];

/* As command(), while the clients here go on. */
function beside(args) {
	return new Promise((done, failed) => {
		const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
		let stdout = "", stderr = "";
		child.stdout.on("data", (data) => { stdout += data; });
		child.stderr.on("data", (data) => { stderr += data; });
		child.on("error", failed);
		child.on("close", (status) => done({ status, stdout, stderr }));
	});
}

const acknowledged = [];
let writing = true;

async function write(client, name) {
	for (let i = 0; writing; i++) {
		const mark = `${name}-${i}`, answer = await client.post("/sheets", { ...typed(acknowledged.length, { area_id: hamlet, paper_no: mark }), action: i % 2 ? "submit" : "save" });
		holds(answer.status === 303 || answer.status === 422, `${mark}: ${answer.status}`);
		if (answer.status === 303)
			acknowledged.push({ id: Number(/\d+$/.exec(answer.location)[0]), mark });
	}
}

const taken = [];

await test("backups beside a server that is being written to", async () => {
	const running = Array.from({ length: writers }, (_, i) => write(first.twin(), `B${i}`));
	for (let i = 0; i < backups; i++) {
		await wait(500);
		const before = acknowledged.length, file = join(copies, `copy-${i}.db`);
		const { status, stderr } = await beside(["backup", "--data", folder, file]);
		equal([status, stderr], [0, ""], "backup");
		taken.push({ file, before: acknowledged.slice(0, before), after: acknowledged.length });
	}
	await wait(300);
	writing = false;
	await Promise.all(running);
	holds(acknowledged.length > taken.at(-1).after, "saves went on after the last backup");
	for (const one of taken)
		holds(one.after > one.before.length, "saves went on during each backup");
	equal(readdirSync(copies).length, backups, "files beside the copies");
});

for (let i = 0; i < backups; i++)
	await test(`each restores into an empty folder: verify passes, all acknowledged before it is there (${i + 1})`, async () => {
		const into = newFolder(), { file, before } = taken[i];
		const said = must(["restore", file, "--data", into]);
		equal(must(["verify", "--data", into]), said, "verify prints what restore did");
		const restored = await Server.start(into), old = first.twin();
		old.server = restored;
		equal((await old.get("/sheets")).status, 303, "the session of then");
		const officer = await Client.login(restored, "officer", "mau03-demo");
		for (const { id, mark } of before)
			equal((await officer.sheet(id)).answers.paper_no, mark, `sheet ${id}`);
		await officer.saves(typed(900, { area_id: hamlet }));
		await restored.stop();
	});

await test("a served folder is not restored over; a stopped one is, and keeps the old file", async () => {
	const { status, stderr } = command(["restore", taken[0].file, "--data", folder]);
	equal(status, 1, "beside the server");
	holds(stderr.includes(String(server.pid)), `it says ${stderr}`);
	equal((await first.get("/healthz")).text, "ok\n", "the server");
	const stopped = demoFolder(), other = await Server.start(stopped);
	await other.kill();
	must(["restore", taken[0].file, "--data", stopped]);
	holds(readdirSync(stopped).some((name) => /^mau03\.db\.before-restore-\d{8}T\d{6}Z$/.test(name)), `there are ${readdirSync(stopped)}`);
	const again = await Server.start(stopped);
	await again.stop();
});

/* A file system of that many megabytes on a folder, or null when this user may not mount. */
function smallDisk(megabytes) {
	const at = newFolder();
	return spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=0700`, "tmpfs", at]).status === 0 ? at : null;
}

const small = smallDisk(250);
if (small === null)
	console.log("# no mount here: health without room on the disk is not tested");
else
	await test("healthz says 503 when less than 200 MB are free, and ok again after", async () => {
		try {
			must(["restore", taken[0].file, "--data", join(small, "data")]);
			const on = await Server.start(join(small, "data")), client = new Client(on);
			equal([(await client.get("/healthz")).status, (await client.get("/healthz")).text], [200, "ok\n"], "with room");
			spawnSync("dd", ["if=/dev/zero", `of=${join(small, "big")}`, "bs=1M", "count=60"]);
			const full = await client.get("/healthz");
			equal([full.status, full.text], [503, "disk\n"], "without");
			holds(/error [0-9a-f]{16} disk does not work: \d+ bytes free/.test(on.log), "the log");
			spawnSync("rm", [join(small, "big")]);
			equal((await client.get("/healthz")).status, 200, "with room again");
			await on.stop();
		} finally {
			spawnSync("umount", ["-l", small]);
		}
	});

await test("healthz says 503 when the folder is gone", async () => {
	const gone = demoFolder(), on = await Server.start(gone), client = new Client(on), admin = await Client.login(on, "admin", demoPassword);
	equal((await client.get("/healthz")).status, 200, "before");
	spawnSync("rm", ["-rf", gone]);
	holds(!existsSync(gone), "it is gone");
	const answer = await client.get("/healthz");
	equal(answer.status, 503, "without its folder");
	holds(answer.text.includes("disk\n"), `it says ${answer.text}`);
	holds(/\/healthz<\/th>.*? late-number">1</.test((await admin.page("/admin/status")).text), "the state of the server marks it");
	await on.kill();
});

await finish(server);
