/* An officer at the server of the package, which listens where it does by itself.
 * sheets.mjs admin PASSWORD: the password that init printed lets admin in. sheets.mjs save FILE: saves sheet after sheet, through a restart too, until SIGUSR2; what was
 * acknowledged goes to FILE. sheets.mjs check FILE: each of them is there, as it was typed, and the session goes on. */
import { readFileSync, writeFileSync } from "node:fs";
import { Client } from "../http/client.mjs";
import { equal, holds, wait } from "../http/harness.mjs";
import { options } from "../http/html.mjs";
import { typed } from "../http/sheets.mjs";

const [, , act, argument] = process.argv, server = { port: 8080 };

/* The session is kept with what it saved. */
function resumed({ cookies, csrf }) {
	const client = new Client(server);
	client.cookies = new Map(cookies);
	client.csrf = csrf;
	client.username = "lan";
	return client;
}

async function save() {
	const client = await Client.login(server, "lan", "mat-khau-cua-lan"), saved = [];
	const [, [hamlet]] = options((await client.page("/sheets/new")).text, "area_id");
	let refused = 0, ended = false;
	process.on("SIGUSR2", () => { ended = true; });
	for (let i = 0; !ended; i++) {
		const mark = `goi-${i}`;
		try {
			const answer = await client.post("/sheets", { ...typed(i % 1000, { area_id: hamlet, paper_no: mark }), action: "save" });
			equal(answer.status, 303, "a save");
			saved.push({ id: /\/sheets\/(\d+)/.exec(answer.location)[1], mark });
			console.log(mark);
		} catch (error) {
			holds(error.code !== undefined, error.message);         /* the server is away for a moment */
			refused++;
			client.agent.destroy();
			await wait(50);
		}
	}
	writeFileSync(argument, JSON.stringify({ saved, refused, cookies: [...client.cookies], csrf: client.csrf }));
	process.exit(0);
}

async function check() {
	const kept = JSON.parse(readFileSync(argument, "utf8")), client = resumed(kept);
	for (const [i, { id, mark }] of kept.saved.entries()) {
		const { answers } = await client.sheet(id);
		equal([answers.paper_no, answers.full_name], [mark, typed(Number(mark.slice(4)) % 1000).full_name], `sheet ${i}`);
	}
	console.log(`ok ${kept.saved.length} sheets that were acknowledged are there, in the same session; ${kept.refused} tries met no server`);
	process.exit(0);
}

async function admin() {
	await Client.login(server, "admin", argument.trim());
	console.log("ok admin is let in");
	process.exit(0);
}

await { admin, save, check }[act]();
