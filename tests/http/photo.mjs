/* Photos of cards: read as a scanner's text is, never stored; what is sent in their place; and the children that read them. */
import net from "node:net";
import { readdirSync, readFileSync } from "node:fs";
import { Client } from "./client.mjs";
import { Server, command, demoFolder, demoPassword, equal, finish, holds, test, wait } from "./harness.mjs";
import { decode, forms, values } from "./html.mjs";
import { finderPng, photoJpeg, qrPng, resizedJpeg, resizedPng, scannedJpeg } from "./pictures.mjs";
import { demoWorld } from "./worlds.mjs";

const world = await demoWorld(), enumerator = await world.client("enumerator");
const id = "056085004321", name = "Nguyễn Văn Thẻ", address = "Tổ 7, Phương Sài, Nha Trang, Khánh Hòa";
const text = `${id}|225871043|${name}|05031985|Nam|${address}|20042021`;
const boundary = "----mau03";

/* A form with a file, as a browser sends it. */
function multipart(file, fields = { csrf: enumerator.csrf }, filename = "../../photo.jpg") {
	const parts = Object.entries(fields).map(([key, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`);
	const head = `--${boundary}\r\nContent-Disposition: form-data; name="photo"; filename="${filename}"\r\nContent-Type: image/jpeg\r\n\r\n`;
	return Buffer.concat([Buffer.from(parts.join("") + head), file, Buffer.from(`\r\n--${boundary}--\r\n`)]);
}

const send = (client, body, headers = {}) => client.request("POST", "/sheets/photo", { headers: { "Content-Type": `multipart/form-data; boundary=${boundary}`, ...headers }, body });

async function sends(status, file, why) {
	const answer = await send(enumerator, multipart(file));
	equal(answer.status, status, why);
	return answer;
}

const memory = (what) => Number(new RegExp(`${what}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${world.server.child.pid}/status`, "utf8"))[1]) / 1024;
const said = (answer) => decode(/id="photo-notes"[^]*?<\/div>/.exec(answer.text)?.[0] ?? "").replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
const photo = photoJpeg(text);

await test("a photo of a card fills a new sheet, whatever its kind; nothing is stored", async () => {
	const before = (await enumerator.json("/sheets.json")).total, files = readdirSync(world.server.folder).sort();
	for (const [why, file] of [["12 megapixels, turned", photo], ["a code alone, PNG", qrPng(text)], ["progressive", photoJpeg(text, { options: ["-progressive"] })],
		["grey", photoJpeg(text, { width: 1200, height: 900, size: 8, options: ["-grayscale"] })], ["upside down", photoJpeg(text, { angle: 80 })], ["24 megapixels", photoJpeg(text, { width: 6000, height: 4000 })],
		["a small code in 12 megapixels", photoJpeg(text, { size: 5 })]]) {
		const page = await sends(200, file, why), form = forms(page.text).find((one) => one.id === "sheet-form");
		equal(["full_name", "birth_date", "sex", "citizen_id", "permanent_address"].map((one) => values(form, one)[0] ?? ""), [name, "05/03/1985", "1", id, address], why);
		equal(form.action, "/sheets", "a new sheet");
	}
	equal([(await enumerator.json("/sheets.json")).total, readdirSync(world.server.folder).sort()], [before, files], "sheets and files");
});

await test("what is no photo of a card is refused in words", async () => {
	for (const [why, file, words] of [["no file", Buffer.alloc(0), "Chưa chọn ảnh"], ["a text", Buffer.from("Nguyễn Văn An"), "không phải ảnh"], ["random bytes", Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251)), "không phải ảnh"],
		["a head alone", Buffer.from([0xff, 0xd8, 0xff, 0xe0]), "không phải ảnh"], ["a table", photoJpeg("x", { width: 400, height: 300, size: 1, angle: 0 }), "Không tìm thấy mã QR"],
		["half a PNG", qrPng(text).subarray(0, 300), "bị hỏng"], ["GIF", Buffer.from("GIF89a"), "không phải ảnh"]]) {
		const answer = await sends(422, file, why);
		holds(said(answer).includes(words), `${why}: ${said(answer)}`);
	}
	const other = await sends(422, qrPng("https://example.vn/?a=<script>"), "another code");
	holds(/id="card-read"[^>]*>Nội dung vừa quét/.test(other.text) && !other.text.includes("example.vn"), "another code is refused, not shown");
	await sends(422, photo.subarray(0, 60000), "half a photo");
});

await test("pictures that would fill the memory are refused by what their heads say", async () => {
	const small = photoJpeg(text, { width: 600, height: 500, size: 2 }), progressive = photoJpeg(text, { width: 600, height: 500, size: 2, options: ["-progressive"] });
	const before = memory("VmHWM");
	for (const [why, file, words] of [["65,500 × 65,500", resizedJpeg(small, 65500, 65500), "quá lớn"], ["16,001 wide", resizedJpeg(small, 16001, 10), "quá lớn"], ["65 megapixels", resizedJpeg(small, 8100, 8100), "quá lớn"],
		["60 megapixels, progressive", resizedJpeg(progressive, 7800, 7800), "bị hỏng"], ["PNG of 30,000 × 30,000", resizedPng(qrPng(text), 30000, 30000), "quá lớn"], ["PNG of 4 milliards", resizedPng(qrPng(text), 0x7fffffff, 0x7fffffff), ""],
		["a size of nothing", resizedJpeg(small, 0, 0), "bị hỏng"], ["150 scans", scannedJpeg(progressive, 150), "bị hỏng"]]) {
		const answer = await sends(422, file, why);
		holds(said(answer).includes(words), `${why}: ${said(answer)}`);
	}
	await Promise.all(Array.from({ length: 3 }, () => send(enumerator.twin(), multipart(resizedJpeg(progressive, 4400, 4400)))));
	holds(memory("VmHWM") - before < 100, `${memory("VmHWM") - before} MB more`);
	await sends(200, scannedJpeg(photoJpeg(text, { options: ["-progressive"] }), 5), "a few scans more are read");
});

await test("the body: token, limits, what is malformed", async () => {
	equal((await send(enumerator, multipart(photo, {}))).status, 403, "no token");
	equal((await send(enumerator, multipart(photo, {}), { "X-CSRF-Token": enumerator.csrf })).status, 200, "token as a header");
	const large = await sends(413, Buffer.alloc((12 << 20) + 1), "over 12 MB");
	holds(said(large).includes("Ảnh lớn hơn 12 MB") && forms(large.text).some((one) => one.action === "/sheets/photo"), `over 12 MB: ${said(large)}`);
	equal((await send(enumerator, multipart(Buffer.alloc((12 << 20) + 1)), { Origin: "https://example.vn" })).status, 403, "over 12 MB from another site");
	equal((await send(enumerator, multipart(Buffer.alloc(11 << 20)))).status, 422, "11 MB of nothing");
	for (const body of [multipart(photo).subarray(0, 90000), Buffer.from("photo=1"), Buffer.from(`--${boundary}--x`), multipart(photo, { csrf: "\xff\0" })])
		equal((await send(enumerator, body)).status, body.length > 9 && body.length < 20 ? 403 : 400, `malformed, ${body.length} bytes`);
	const nobody = enumerator.twin();
	nobody.cookies.clear();
	for (const body of [multipart(photo), multipart(photo, { a: "&".repeat(60000) })])
		equal((await send(nobody, body)).status, 401, "no session");
	equal((await send(enumerator, multipart(photo, { csrf: enumerator.csrf, a: "&".repeat(70000) }))).status, 400, "a long text");
	equal((await send(enumerator, Buffer.from(`a=${"1".repeat(5 << 20)}`), { "Content-Type": "application/x-www-form-urlencoded", "X-CSRF-Token": enumerator.csrf })).status, 413, "a long form");
	equal((await send(enumerator, multipart(photo), { "Content-Type": "multipart/form-data" })).status, 400, "no boundary");
	equal((await send(enumerator, photo, { "Content-Type": "image/jpeg", "X-CSRF-Token": enumerator.csrf })).status, 415, "a picture alone");
	equal((await send(enumerator, multipart(photo, { csrf: enumerator.csrf }), { "Content-Type": `multipart/form-data; boundary="${boundary}"` })).status, 200, "a quoted boundary");
});

/* Photos of which only the beginning is sent; they answer to destroy(). */
async function halfSent(count, cookie = "") {
	const sockets = Array.from({ length: count }, () => net.connect(world.server.port, "127.0.0.1"));
	for (const socket of sockets) {
		await new Promise((done) => socket.on("connect", done));
		socket.write(`POST /sheets/photo HTTP/1.1\r\nHost: 127.0.0.1:${world.server.port}\r\n${cookie}Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000000\r\n\r\n--x`);
	}
	return sockets;
}

await test("only a few photos are taken at once; the others are told to come again", async () => {
	const slow = await halfSent(4, `Cookie: mau03=${enumerator.cookies.get("mau03")}\r\n`);
	let answer;
	for (let i = 0; i < 50 && answer?.status !== 503; i++)
		answer = await send(enumerator.twin(), multipart(photo));
	equal([answer.status, answer.headers["retry-after"]], [503, "5"], "the fifth");
	equal((await enumerator.get("/sheets")).status, 200, "other pages");
	slow.forEach((socket) => socket.destroy());
	for (let i = 0; i < 3000 && answer.status === 503; i++) {
		await wait(50);
		answer = await send(enumerator.twin(), multipart(photo));
	}
	equal(answer.status, 200, "when they are gone");
});

await test("photos that nobody knows the sender of are refused at once and keep no officer out", async () => {
	const slow = await halfSent(8), first = Promise.all(slow.map((socket) => new Promise((done) => socket.once("data", done))));
	const officer = await world.client("officer");
	for (let i = 0; i < 5; i++)
		equal((await send(officer, multipart(photo, { csrf: officer.csrf }))).status, 200, "an officer's photo");
	for (const data of await first)
		holds(data.toString().startsWith("HTTP/1.1 401 "), `a half-sent photo without a session: ${data.toString().slice(0, 30)}`);
	slow.forEach((socket) => socket.destroy());
	const police = await world.client("police");
	equal((await send(police, multipart(photo, { csrf: police.csrf }))).status, 403, "a role that may not");
});

/* ---- the children ---- */

const attack = multipart(finderPng());

/* Process numbers of those that read pictures for a server. */
const readers = (server) => readdirSync("/proc").filter((pid) => {
	try {
		return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, "latin1").endsWith(`\0read-photo\0${server.pid}\0`);
	} catch {
		return false;
	}
}).map(Number);

async function readerOf(server) {
	for (let i = 0; i < 3000 && readers(server).length === 0; i++)
		await wait(20);
	holds(readers(server).length > 0, "a picture is being read");
	return readers(server)[0];
}

await test("twenty pictures made to keep a reader busy: each answered in time, lists meanwhile, cards afterwards", async () => {
	let over = false, lists = 0, most = 0;
	const began = Date.now(), answers = Promise.all(Array.from({ length: 20 }, () => send(enumerator.twin(), attack))).finally(() => { over = true; });
	while (!over) {
		equal((await enumerator.get("/sheets")).status, 200, "a list meanwhile");
		lists++;
		most = Math.max(most, readers(world.server).length);
		await wait(20);
	}
	const took = Date.now() - began, all = await answers, of = (status) => all.filter((answer) => answer.status === status);
	holds(took < 60_000, `${took} ms`);
	equal(of(422).length + of(503).length + of(200).length, 20, all.map((answer) => answer.status).join(" "));
	holds(of(503).length >= 14 && of(503).every((answer) => answer.headers["retry-after"] === "5" && said(answer).includes("nhiều ảnh chờ đọc")), "too many");
	holds(of(422).length > 0 && of(422).every((answer) => /kịp thời|Không tìm thấy/.test(said(answer))), of(422).map(said).join(" "));
	holds(lists > 5 && most > 0 && most <= 2, `${lists} lists, ${most} children`);
	equal(readers(world.server), [], "children that are left");
	await sends(200, photo, "a card, JPEG");
	await sends(200, qrPng(text), "a card, PNG");
});

await test("a child that is killed costs its picture alone", async () => {
	const answer = send(enumerator.twin(), attack);
	process.kill(await readerOf(world.server), "SIGKILL");
	const refused = await answer;
	equal(refused.status, 422, "its picture");
	holds(said(refused).includes("bị hỏng"), said(refused));
	await sends(200, photo, "the next one");
});

await test("who begins a child without being its parent gets nothing from it", () => {
	for (const word of ["read-photo", "read-xls"])
		for (const parent of ["4194305", "x", ""]) {
			const { status, stdout } = command([word, parent], qrPng(text));
			equal([status, stdout], [1, ""], `${word}, parent ${parent}`);
		}
});

await test("SIGTERM with thirty such pictures at hand: an end in time, and no child", async () => {
	const server = await Server.start(demoFolder()), client = await Client.login(server, "enumerator", demoPassword);
	const body = multipart(finderPng(), { csrf: client.csrf });
	const answers = Array.from({ length: 30 }, () => send(client.twin(), body).then((answer) => answer.status, () => 0));
	await readerOf(server);
	await server.stop();
	for (const status of await Promise.all(answers))
		holds([0, 503].includes(status), `answered ${status}`);
	equal(readers(server), [], "children that are left");
});

await finish(world.server);
