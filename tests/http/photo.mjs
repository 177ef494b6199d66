/* Photos of cards: read as a scanner's text is, never stored; and what is sent in their place. */
import net from "node:net";
import { readdirSync, readFileSync } from "node:fs";
import { equal, finish, holds, test } from "./harness.mjs";
import { decode, forms, values } from "./html.mjs";
import { photoJpeg, qrPng, resizedJpeg, resizedPng, scannedJpeg } from "./pictures.mjs";
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
	holds(memory("VmHWM") - before < 400, `${memory("VmHWM") - before} MB more`);
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

await test("only a few photos are taken at once; the others are told to come again", async () => {
	const slow = [];
	for (let i = 0; i < 4; i++) {
		const socket = net.connect(world.server.port, "127.0.0.1");
		slow.push(socket);
		await new Promise((done) => socket.on("connect", done));
		socket.write(`POST /sheets/photo HTTP/1.1\r\nHost: 127.0.0.1:${world.server.port}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000000\r\n\r\n--x`);
	}
	let answer;
	for (let i = 0; i < 50 && answer?.status !== 503; i++)
		answer = await send(enumerator.twin(), multipart(photo));
	equal([answer.status, answer.headers["retry-after"]], [503, "5"], "the fifth");
	equal((await enumerator.get("/sheets")).status, 200, "other pages");
	slow.forEach((socket) => socket.destroy());
	for (let i = 0; i < 100 && answer.status === 503; i++) {
		await new Promise((done) => setTimeout(done, 50));
		answer = await send(enumerator.twin(), multipart(photo));
	}
	equal(answer.status, 200, "when they are gone");
});

await finish(world.server);
