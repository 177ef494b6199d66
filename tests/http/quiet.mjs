/* What the log says, and what it never does: no query, body, name or number. And that a stop does not wait for slow clients. */
import net from "node:net";
import { Client, raw } from "./client.mjs";
import { Server, demoFolder, equal, finish, holds, test, wait } from "./harness.mjs";
import { typed } from "./sheets.mjs";

const folder = demoFolder();
const server = await Server.start(folder), officer = await Client.login(server, "officer", "mau03-demo");
const hamlet = /name="area_id"[^]*?<option value="(\d+)"/.exec((await officer.page("/sheets/new")).text)[1];
const words = ["056085431907", "Zyxwvutsr", "5617283940", "bimatkhau", "duongbimat", "giatribimat"];
const [number, person, insurance, password, street, value] = words;

await test("the log names method, pattern, status, bytes, milliseconds and user; never what was asked or sent", async () => {
	const client = new Client(server), told = { area_id: hamlet, full_name: `Nguyễn ${person}`, citizen_id: number, social_insurance_no: insurance, current_address: street };
	const id = await officer.saves(typed(50, told), "submit");
	await officer.post("/sheets", { ...typed(51, told), [person]: value, action: "save" });
	await officer.post("/sheets", { ...typed(52, told), birth_date: value, action: "submit" });
	await officer.get(`/sheets?q=${number}`);
	await officer.get(`/sheets?q=${person}&state=${value}`);
	await officer.get(`/sheets?${person}=${value}&area=${value}`);
	await officer.get(`/${person}/${number}?${value}`);
	await officer.get(`/sheets/${number}?%00${value}`);
	await officer.post(`/sheets/${id}/edit`, { ...typed(50, told), row_version: value });
	await officer.post(`/sheets/${id}/return`, { reason: `${person} ${number}` });
	await officer.post(`/sheets/${id}/accept`, { confirm_W01: value, [`confirm_finding_${value}`]: person });
	await officer.post("/handovers", { ids: `${id},${value}` });
	await client.post("/login", { username: person, password });
	await client.post("/login", { username: "officer", password });
	await client.get(`/login?next=/${person}`);
	await officer.request("POST", "/sheets", { body: `full_name=%zz${person}&csrf=${officer.csrf}`, headers: { "Content-Type": "application/x-www-form-urlencoded" } });
	await officer.request("POST", "/sheets", { body: `{"${person}": "${value}"}`, headers: { "Content-Type": `text/${value}`, Referer: `http://x/${person}`, Origin: `http://${person}` } });
	for (const bytes of [`GET /${value}?${person} HTTP/1.1\r\nHost: ${person}\r\nHost: ${value}\r\n\r\n`, `${person} /${value} HTTP/1.1\r\nHost: a\r\n\r\n`, `GET /${value}%00 HTTP/1.1\r\nHost: a\r\n\r\n`,
		`${person} /${value} HTTP/1.1\r\n${value}: ${person}\r\nHost : x\r\n\r\n`, `POST /sheets HTTP/1.1\r\nHost: a\r\nContent-Length: ${value}\r\n\r\n${person}`,
		`GET /${value} HTTP/9.9\r\nHost: a\r\nCookie: mau03=${value}\r\n\r\n`, `GET /${person.repeat(4000)} HTTP/1.1\r\nHost: a\r\n\r\n`])
		await raw(server, bytes, 500);
	await wait(100);
	for (const word of words)
		holds(!server.log.includes(word), `"${word}" is in the log: ${server.log.split("\n").find((line) => line.includes(word))}`);
	holds(!/Nguyễn|\?/.test(server.log), "names or queries are in the log");
});

await test("each line of the log has the same shape", () => {
	const time = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", access = new RegExp(`^${time} info [0-9a-f]{16} ([A-Z]+|-) (-|/\\S*) \\d{3} \\d+ \\d+ \\d+$`);
	const lines = server.log.trim().split("\n");
	holds(lines.filter((line) => access.test(line)).length > 15, "access lines");
	for (const line of lines)
		holds(new RegExp(`^${time} (info|warning|error) \\S`).test(line), line);
});

await test("SIGTERM ends in time although clients send and read slowly", async () => {
	const cookie = [...officer.cookies].map(([name, text]) => `${name}=${text}`).join("; "), sockets = [];
	const open = (text) => {
		const socket = net.connect(server.port, "127.0.0.1");
		socket.on("error", () => {});
		socket.write(text);
		sockets.push(socket);
		return socket;
	};
	const drips = [open("GET /login HT"), open(`POST /sheets HTTP/1.1\r\nHost: a\r\nCookie: ${cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 90000\r\n\r\n`)];
	const dripping = setInterval(() => drips.forEach((socket) => socket.write("x")), 200);
	for (let i = 0; i < 4; i++)
		open(`GET /sheets/new HTTP/1.1\r\nHost: a\r\nCookie: ${cookie}\r\n\r\n`.repeat(60)).pause();
	await wait(1000);
	const started = Date.now();
	await server.stop();
	clearInterval(dripping);
	sockets.forEach((socket) => socket.destroy());
	const took = Date.now() - started;
	holds(took < 30_000, `it took ${took} ms`);
	equal(await server.hasEnded(), true, "it has ended");
});

await finish();
