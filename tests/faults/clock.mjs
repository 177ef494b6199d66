/* The clock of the machine is set back, and forward: sessions, numbers and the chain of the history bear it. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "../http/client.mjs";
import { Server, command, equal, finish, holds, must, newFolder, test } from "../http/harness.mjs";
import { again, begin, idOf, marked, nothingLost, preload } from "./world.mjs";

const folder = join(newFolder(), "data"), file = join(newFolder(), "areas.tsv"), acknowledged = [], hour = 3600;

/* No demo data: their day stands still. */
must(["init", "--data", folder]);
writeFileSync(file, "code\tparent_code\tlevel\tname\tfull_name\n99\t\tprovince\tThử\tTỉnh Thử\n991\t99\tdistrict\tNghiệm\tHuyện Nghiệm\n" +
	"99101\t991\tcommune\tMột\tPhường Một\n");
must(["import", "areas", file, "--data", folder, "--valid-from", "2010-01-01"]);
must(["area", "add", "--data", folder, "--parent", "99101", "--code", "9910101", "--name", "Tổ 1"]);
must(["campaign", "add", "--data", folder, "--code", "TN", "--name", "Thử", "--area", "99101", "--from", "2010-01-01", "--to", "2099-12-31"]);
holds(command(["user", "add", "officer", "--data", folder, "--role", "officer", "--area", "99101", "--password-stdin"], "mật khẩu của cán bộ\n").status === 0,
	"user add");
const first = await Server.start(folder), session = await Client.login(first, "officer", "mật khẩu của cán bộ");
const unused = await Client.login(first, "officer", "mật khẩu của cán bộ");
const hamlet = /name="area_id"[^]*?<option value="(\d+)"/.exec((await session.page("/sheets/new")).text)[1];
await first.stop();

async function at(shift, fn, who = session) {
	const { server } = await begin(folder, { LD_PRELOAD: preload("shift.so"), CLOCK_SHIFT: String(shift) });
	await fn(again(who, server));
	await server.stop();
}

async function save(client, mark) {
	const answer = await client.post("/sheets", { ...marked(mark, hamlet), action: "save" });
	equal(answer.status, 303, "a save");
	const id = idOf(answer);
	holds(acknowledged.every((one) => one.id < id), `${id} is not the newest number`);
	acknowledged.push({ mark, id });
}

for (const [name, shift] of [["as it is", 0], ["an hour back", -hour], ["a day back", -24 * hour], ["ten years back", -87_600 * hour], ["right again", 0]])
	await test(`the clock ${name}: the session goes on, numbers go up, the chain holds`, () => at(shift, async (client) => {
		await save(client, `C${acknowledged.length}`);
		equal((await client.sheet(acknowledged.at(-1).id)).state, "draft", "the sheet");
		equal((await client.get("/sheets")).status, 200, "the list");
	}));

async function over(client) {
	const answer = await client.get("/sheets");
	equal(answer.status, 303, "the list");
	holds(answer.location.startsWith("/login?next="), `it leads to ${answer.location}`);
}

await test("nine hours without a request: the session is over", () => at(9 * hour, over, unused));

for (const hours of [7, 14, 21])
	await test(`${hours} hours after the login, used every seven: the session goes on`, () => at(hours * hour, (client) => save(client, `C${acknowledged.length}`)));

await test("a day and an hour after the login: the session is over", () => at(25 * hour, over));

await test("nothing was lost", () => nothingLost(folder, "C", acknowledged));
await finish();
