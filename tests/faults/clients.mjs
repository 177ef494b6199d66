/* Clients that are slow and clients that vanish: the others do not notice, and what they half said is not stored. */
import net from "node:net";
import { equal, finish, holds, test, wait } from "../http/harness.mjs";
import { again, begin, marked, nothingLost, prepared, stored } from "./world.mjs";

const { folder, sessions, hamlet } = await prepared(["officer"]);
const { server } = await begin(folder), client = again(sessions[0], server);
const cookie = `mau03=${client.cookies.get("mau03")}`;

function connect() {
	const socket = net.connect(server.port, "127.0.0.1");
	socket.on("error", () => {});
	return socket;
}

function post(mark) {
	const body = new URLSearchParams({ ...marked(mark, hamlet), csrf: client.csrf }).toString();
	return `POST /sheets HTTP/1.1\r\nHost: h\r\nCookie: ${cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

await test("a thousand connections that say a byte now and then, from one address, keep nobody else out", async () => {
	const slow = Array.from({ length: 1000 }, connect), text = "GET / HTTP/1.1\r\nHost: h\r\nX-Slow: ";
	let at = 0, turnedAway = 0;
	for (const socket of slow)
		socket.on("close", () => turnedAway++);
	const drip = setInterval(() => {
		for (const socket of slow)
			if (socket.writable)
				socket.write(text[at] ?? "y");
		at++;
	}, 100);
	await wait(500);
	client.address = "127.0.0.2";
	for (let i = 0; i < 100; i++)
		equal((await client.get("/sheets/new")).status, 200, "the entry page");
	equal((await client.post("/sheets", marked("V-slow", hamlet))).status, 303, "a save");
	holds(turnedAway >= 700 && turnedAway < 1000, `${turnedAway} of 1000 were turned away`);
	clearInterval(drip);
	for (const socket of slow)
		socket.destroy();
});

await test("clients that vanish at any byte of a save leave a whole sheet or none", async () => {
	for (let i = 0; i < 60; i++) {
		const socket = connect(), text = post(`V${i}`);
		await new Promise((done) => socket.once("connect", done));
		await new Promise((done) => socket.write(text.slice(0, Math.ceil(text.length * (i + 1) / 60)), done));
		if (i % 2 === 0)
			socket.resetAndDestroy();
		else
			socket.destroy();
	}
	await wait(500);
	equal((await client.post("/sheets", marked("V-last", hamlet))).status, 303, "a save after them");
	const there = stored(folder, "V");
	holds(there.size >= 2 && there.size <= 62, `${there.size} sheets`);
	for (const [mark, id] of there) {
		const sheet = await client.sheet(id);
		holds(sheet.answers.paper_no === mark && sheet.answers.citizen_id?.length === 12 && sheet.state === "received", `sheet ${id} is not whole`);
	}
});

await test("nothing of them is left", async () => {
	await server.stop();
	nothingLost(folder, "V", []);
});
await finish();
