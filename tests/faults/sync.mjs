/* The disk refuses to flush: nobody is told "saved" who is not, and it goes on when the disk does. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { equal, finish, holds, newFolder, test } from "../http/harness.mjs";
import { again, begin, idOf, keepsTyped, marked, nothingLost, prepared, preload } from "./world.mjs";

const { folder, sessions, hamlet } = await prepared(["officer"]);
const marks = [];

async function save(client, mark, acknowledged) {
	const fields = marked(mark, hamlet), answer = await client.post("/sheets", fields);
	if (answer.status === 303)
		acknowledged.push({ mark, id: idOf(answer) });
	else
		keepsTyped(answer, fields);
	return answer.status;
}

for (let n = 1; n <= 12; n++)
	await test(`flush number ${n} fails: the one who waits for it gets 503, the next is saved`, async () => {
		const acknowledged = [];
		let server;
		try {
			({ server } = await begin(folder, { LD_PRELOAD: preload("slowsync.so"), SYNC_FAIL: String(n) }));
		} catch (error) {
			holds(/disk I\/O error/.test(error.message), `the start says ${error.message}`);
			return;
		}
		const client = again(sessions[0], server), statuses = [];
		try {
			for (let i = 0; i < 10; i++)
				statuses.push(await save(client, `S${n}x${i}`, acknowledged));
		} finally {
			await server.kill();
		}
		holds(statuses.filter((status) => status !== 303).length <= 1, `statuses ${statuses}`);
		nothingLost(folder, `S${n}x`, acknowledged);
		marks.push(...acknowledged);
	});

await test("all flushes fail for a while: 503 and reading goes on; then it goes on by itself", async () => {
	const switchFile = join(newFolder(), "fail"), acknowledged = [];
	const { server } = await begin(folder, { LD_PRELOAD: preload("slowsync.so"), SYNC_FAIL_FILE: switchFile });
	const client = again(sessions[0], server);
	for (let round = 0; round < 3; round++) {
		equal(await save(client, `T${round}before`, acknowledged), 303, "a save before");
		writeFileSync(switchFile, "");
		for (let i = 0; i < 5; i++)
			equal(await save(client, `T${round}x${i}`, acknowledged), 503, "a save that cannot be flushed");
		equal((await client.get("/sheets")).status, 200, "the list");
		rmSync(switchFile);
		equal(await save(client, `T${round}after`, acknowledged), 303, "a save after");
	}
	await server.stop();
	nothingLost(folder, "T", acknowledged);
	nothingLost(folder, "S", marks);
});
await finish();
