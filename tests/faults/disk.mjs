/* A small disk that fills up: the form is kept, reading goes on, writing resumes when there is space. Needs the right to mount a tmpfs. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { equal, finish, holds, newFolder, test } from "../http/harness.mjs";
import { again, begin, idOf, keepsTyped, marked, nothingLost, prepared } from "./world.mjs";

const size = 96 << 20, disk = newFolder(), folder = join(disk, "data"), filler = join(disk, "filler");

function mounted() {
	return spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", disk]).status === 0;
}

function unmount() {
	spawnSync("umount", ["-l", disk]);
}

/* Leaves so many bytes free; again, if the server took some meanwhile. */
function leave(bytes) {
	for (let tries = 5; ; tries--) {
		rmSync(filler, { force: true });
		const { bavail, bsize } = statfsSync(disk);
		try {
			return writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - bytes)));
		} catch (error) {
			if (error.code !== "ENOSPC" || tries === 0)
				throw error;
		}
	}
}

if (process.getuid() !== 0 || !mounted()) {
	await test("a full disk: skipped, a tmpfs cannot be mounted here", () => {});
	await finish();
}
process.on("exit", unmount);
const source = await prepared(["officer"]);
mkdirSync(folder, { mode: 0o700 });
for (const entry of readdirSync(source.folder, { withFileTypes: true }))
	if (entry.isFile())
		copyFileSync(join(source.folder, entry.name), join(folder, entry.name));
const { server } = await begin(folder), client = again(source.sessions[0], server), acknowledged = [];

async function save(mark) {
	const fields = marked(mark, source.hamlet), answer = await client.post("/sheets", fields);
	if (answer.status === 303)
		acknowledged.push({ mark, id: idOf(answer) });
	return { fields, answer };
}

for (let round = 1; round <= 3; round++) {
	await test(`the disk fills up: 503 with all that was typed, and reading goes on (${round})`, async () => {
		equal((await save(`F${round}-before`)).answer.status, 303, "a save with space");
		leave(round * 16 << 10);
		let refused = null;
		for (let i = 0; i < 5000 && refused === null; i++) {
			const { fields, answer } = await save(`F${round}-${i}`);
			if (answer.status !== 303)
				refused = { fields, answer };
		}
		holds(refused !== null, "the disk never was full");
		keepsTyped(refused.answer, refused.fields);
		for (const path of ["/sheets", "/", "/sheets/new", `/sheets/${acknowledged[0].id}`])
			equal((await client.get(path)).status, 200, path);
		equal((await client.get("/healthz")).status, 503, "/healthz on a full disk");
	});
	await test(`writing resumes when there is space (${round})`, async () => {
		rmSync(filler);
		equal((await save(`F${round}-after`)).answer.status, 303, "a save with space again");
	});
}

await test("nothing acknowledged was lost", async () => {
	await server.stop();
	nothingLost(folder, "F", acknowledged);
});
unmount();
await finish();
