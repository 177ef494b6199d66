/* kill -9 in the middle of an import, by command and on a page: what is imported again, or goes on by itself, has no row twice and none missing. */
import { execFileSync, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "../http/client.mjs";
import { Server, command, demoFolder, demoPassword, equal, finish, holds, must, newFolder, program, test, wait } from "../http/harness.mjs";

const rows = Number(process.env.MAU03_IMPORT_ROWS ?? 4000);
const head = "paper_no,area_id,full_name,birth_date,sex,citizen_id,permanent_address,general_education,qualification,activity_status,inactive_reason,collected_on,informant_name\n";
const letters = (n) => String.fromCharCode(65 + (n % 26)) + String.fromCharCode(97 + (Math.floor(n / 26) % 26)) + String.fromCharCode(97 + (Math.floor(n / 676) % 26));
const row = (i, bad) => `X${i},2235101,Lê Văn ${letters(i)}an,05/03/1985,1,056085${String(200000 + i)},12 Yersin,${bad ? 9 : 4},1,3,3,12/06/2023,Lê Văn Tám\n`;
const bad = (i) => i % 500 === 7;
const table = head + Array.from({ length: rows }, (_, i) => row(i, bad(i))).join("");
const good = Array.from({ length: rows }, (_, i) => i).filter((i) => !bad(i)).length;
const sql = (folder, text) => execFileSync("sqlite3", [join(folder, "mau03.db"), text]).toString().trim();
const there = (folder) => sql(folder, "SELECT count(*) || ' ' || count(DISTINCT citizen_id) FROM worker_sheet WHERE paper_no LIKE 'X%'");
const file = join(newFolder(), "phieu.csv");
writeFileSync(file, table);

await test("a command that is killed tells where it broke off, and goes on when it is given again", async () => {
	const folder = demoFolder(), args = ["import", "sheets", file, "--data", folder, "--campaign", "PS-2023"];
	const child = spawn(program, args, { stdio: "ignore" }), ended = new Promise((done) => child.on("exit", done));
	for (let i = 0; i < 600 && Number(sql(folder, "SELECT COALESCE(max(reached), 0) FROM import")) === 0; i++)
		await wait(50);
	child.kill("SIGKILL");
	await ended;
	const stored = Number(there(folder).split(" ")[0]);
	holds(stored > 0 && stored < good, `${stored} of ${good} were stored`);
	must(["verify", "--data", folder]);
	const again = command(args);
	equal(again.status, 0, "it goes on");
	holds(again.stderr.includes("dừng ở dòng"), "where it broke off is told");
	equal(again.stdout, `read ${rows}, new ${good - stored}, changed 0, same ${stored}, rejected ${rows - good}\n`, "what it came to");
	equal(there(folder), `${good} ${good}`, "no row twice, none missing");
	must(["verify", "--data", folder]);
});

await test("on a page it goes on by itself when the server comes back", async () => {
	const folder = demoFolder();
	let server = await Server.start(folder), officer = await Client.login(server, "officer", demoPassword);
	const campaign = sql(folder, "SELECT id FROM campaign WHERE code = 'PS-2023'"), boundary = "xfaultsx";
	const part = (name, more, body) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${body}\r\n`;
	const body = part("csrf", "", officer.csrf) + part("kind", "", "sheets") + part("campaign_id", "", campaign) + part("file", '; filename="phieu.csv"', table) + `--${boundary}--\r\n`;
	const { location } = await officer.request("POST", "/imports", { body, headers: { "Content-Type": `multipart/form-data; boundary=${boundary}` } });
	const ended = async () => {
		for (;;) {
			const now = await officer.json(`${location}.json`);
			if (now.state !== "running")
				return now;
			await wait(100);
		}
	};
	equal((await ended()).new, good, "tried");
	await officer.does(303, `${location}/confirm`, {});
	for (let i = 0; i < 600 && Number(sql(folder, "SELECT COALESCE(max(reached), 0) FROM import")) === 0; i++)
		await wait(50);
	await server.kill();
	const stored = Number(there(folder).split(" ")[0]);
	holds(stored > 0 && stored < good, `${stored} of ${good} were stored`);
	server = await Server.start(folder);
	officer = await Client.login(server, "officer", demoPassword);
	const now = await ended();
	equal([now.state, now.read, now.new, now.same, now.rejected], ["done", rows, good, 0, rows - good], "what it came to");
	equal(there(folder), `${good} ${good}`, "no row twice, none missing");
	equal((await officer.get(`${location}/rejects.xlsx`)).status, 200, "what was rejected comes back");
	await server.stop();
	must(["verify", "--data", folder]);
});
await finish();
