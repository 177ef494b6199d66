/* TLS by the program itself and by nginx in front of it, with src/operation/nginx.conf as it is installed: cookies, HSTS, Origin,
 * whose address counts. */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import dns from "node:dns/promises";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import { hostname, networkInterfaces } from "node:os";
import { join } from "node:path";
import tls from "node:tls";
import { encode } from "./client.mjs";
import { Server, command, demoFolder, equal, fail, finish, holds, must, newFolder, root, test, wait } from "./harness.mjs";
import { tokens } from "./html.mjs";
import { photoJpeg } from "./pictures.mjs";

const name = "phieu.example.vn", work = newFolder(), cert = join(work, "cert.pem"), key = join(work, "key.pem");
const made = spawnSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", `/CN=${name}`,
	"-addext", `subjectAltName=DNS:${name},IP:127.0.0.1`, "-keyout", key, "-out", cert]);
holds(made.status === 0, `openssl: ${made.stderr}`);
const ca = readFileSync(cert);

/* One request on a connection of its own: { status, headers, text, cookies }. at: { port, host, secure, server name }. A body of another kind
 * than a form's comes with its type. */
function ask(at, path, { method = "GET", headers = {}, fields = null, body = fields === null ? null : encode(fields) } = {}) {
	const { request } = at.secure ? https : http;
	const all = { Host: at.name ?? `127.0.0.1:${at.port}`, ...(body === null ? {} : { "Content-Type": "application/x-www-form-urlencoded", "Content-Length": Buffer.byteLength(body) }), ...headers };
	return new Promise((done, failed) => {
		const sent = request({ host: at.host ?? "127.0.0.1", port: at.port, method: body === null ? method : "POST", path, headers: all, ca, servername: at.name ?? "", agent: false },
			(answer) => {
				let text = "";
				answer.setEncoding("utf8");
				answer.on("data", (part) => { text += part; });
				answer.on("end", () => done({ status: answer.statusCode, headers: answer.headers, text, cookies: answer.headers["set-cookie"] ?? [] }));
			});
		sent.on("error", failed);
		sent.end(body ?? undefined);
	});
}

const login = (at, fields = {}, headers = {}) => ask(at, "/login", { fields: { username: "officer", password: "mau03-demo", ...fields }, headers });
const sessionOf = (answer) => answer.cookies.find((set) => /^(__Host-)?mau03=/.test(set)) ?? fail(`no session among ${answer.cookies}`);
const valueOf = (set) => set.split(";")[0];

async function checkSecure(at, origin) {
	const answer = await login(at);
	equal(answer.status, 303, "login");
	const set = sessionOf(answer);
	holds(/^__Host-mau03=[0-9a-f]+; /.test(set), `the session cookie is ${set}`);
	for (const part of ["Path=/", "HttpOnly", "Secure", "SameSite=Lax"])
		holds(set.split("; ").includes(part), `${set} has no ${part}`);
	holds(!/Domain/i.test(set), "no Domain");
	for (const other of answer.cookies)
		holds(/; Secure(;|$)/.test(other), `${other} is Secure`);
	holds(/^max-age=\d{7,}/.test(answer.headers["strict-transport-security"] ?? ""), "HSTS");
	const Cookie = valueOf(set), page = await ask(at, "/password", { headers: { Cookie } });
	equal(page.status, 200, "a page of the session");
	equal((await ask(at, "/password", { headers: { Cookie: Cookie.replace("__Host-", "") } })).status, 303, "the cookie under its plain name");
	const csrf = tokens(page.text)[0], post = (headers) => ask(at, "/sheets", { fields: { csrf, action: "save", full_name: "Nguyễn Văn Thử" }, headers: { Cookie, ...headers } });
	equal((await post({ Origin: origin.replace("https:", "http:") })).status, 403, "posted from the same name without TLS");
	equal((await post({ Origin: "https://other.example" })).status, 403, "posted from another site");
	const saved = await post({ Origin: origin });
	equal(saved.status, 303, "posted from the own site");
	holds(saved.cookies.some((cookie) => cookie.startsWith("mau03_note=") && /; Secure(;|$)/.test(cookie)), `what is told next is Secure: ${saved.cookies}`);
}

/* ---- by itself ---- */

const own = await Server.start(demoFolder(), ["--tls-cert", cert, "--tls-key", key]);
const direct = { port: own.port, secure: true };

await test("serve with a certificate says https and makes cookies Secure, with HSTS", async () => {
	holds(own.url.startsWith("https://"), own.url);
	await checkSecure(direct, `https://127.0.0.1:${own.port}`);
});

await test("only TLS 1.2 and 1.3, no plain HTTP, and whoever hangs up does no harm", async () => {
	for (const [version, wanted] of [["TLSv1.1", null], ["TLSv1.2", "TLSv1.2"], ["TLSv1.3", "TLSv1.3"]]) {
		const got = await new Promise((done) => {
			const socket = tls.connect({ host: "127.0.0.1", port: own.port, ca, minVersion: version, maxVersion: version, ciphers: "DEFAULT@SECLEVEL=0" }, () => {
				done(socket.getProtocol());
				socket.destroy();
			});
			socket.on("error", () => done(null));
		});
		equal(got, wanted, version);
	}
	await ask({ port: own.port, secure: false }, "/healthz").then((answer) => fail(`plain HTTP got ${answer.status}`), () => {});
	for (let i = 0; i < 20; i++) {
		const socket = net.connect(own.port, "127.0.0.1");
		socket.on("error", () => {});
		socket.write(Buffer.from([0x16, 3, 1, 2, 0, 1, i]));
		await wait(5);
		socket.destroy();
	}
	equal((await ask(direct, "/healthz")).text, "ok\n", "afterwards");
});

await test("without a certificate cookies are not Secure and there is no HSTS; X-Forwarded-Proto changes nothing", async () => {
	const plain = await Server.start(demoFolder()), answer = await login({ port: plain.port }, {}, { "X-Forwarded-Proto": "https" });
	holds(/^mau03=/.test(sessionOf(answer)) && !/Secure/.test(answer.cookies.join()), `${answer.cookies}`);
	equal(answer.headers["strict-transport-security"], undefined, "HSTS");
	await plain.stop();
});

await test("bad TLS files stop the start", () => {
	const folder = demoFolder(), bad = join(work, "bad.pem");
	writeFileSync(bad, "no certificate\n");
	for (const [a, b, wanted] of [[bad, key, 1], [cert, bad, 1], [join(work, "none.pem"), key, 1]])
		equal(command(["serve", "--data", folder, "--listen", "127.0.0.1:0", "--tls-cert", a, "--tls-key", b]).status, wanted, `${a} ${b}`);
	equal(command(["serve", "--data", folder, "--tls-cert", cert]).status, 2, "a certificate without a key");
});

await test("SIGTERM ends in time with a client amid the handshake and one that is silent", async () => {
	const half = net.connect(own.port, "127.0.0.1"), silent = tls.connect({ host: "127.0.0.1", port: own.port, ca });
	for (const socket of [half, silent])
		socket.on("error", () => {});
	half.write(Buffer.from([0x16, 3, 1, 2, 0, 1]));
	await wait(200);
	const started = Date.now();
	await own.stop();
	holds(Date.now() - started < 30_000, "it took too long");
	half.destroy();
	silent.destroy();
});

/* ---- beyond this machine ---- */

const outside = Object.values(networkInterfaces()).flat().find((one) => one.family === "IPv4" && !one.internal)?.address;
const hasIpv6 = Object.values(networkInterfaces()).flat().some((one) => one.address === "::1");
const resolved = async (host) => (await dns.lookup(host, { all: true }).catch(() => [])).map((one) => one.address);
const isLoopback = (address) => /^(127\.|::1$|::ffff:127\.)/.test(address);

await test("a database that is no demo is not served beyond loopback without TLS, unless it is said to be meant", async () => {
	const folder = join(work, "real"), named = await resolved(hostname());
	must(["init", "--data", folder]);
	const beyond = ["0.0.0.0:0", "0:0", ...(hasIpv6 ? ["[::]:0", "[::ffff:0.0.0.0]:0"] : []), ...(outside ? [`${outside}:0`] : []),
		...(named.some((one) => !isLoopback(one)) ? [`${hostname()}:0`] : [])];
	for (const listen of beyond) {
		const { status, stdout, stderr } = command(["serve", "--data", folder, "--listen", listen]);
		equal([status, stdout], [1, ""], listen);
		for (const word of ["--tls-cert", "--behind-tls", "--insecure"])
			holds(stderr.includes(word), `${listen} does not name ${word}: ${stderr}`);
	}
	for (const listen of ["127.0.0.1:0", "127.9.8.7:0", "localhost:0", ...(hasIpv6 ? ["[::1]:0", "[::ffff:127.0.0.1]:0"] : [])])
		await (await Server.start(folder, ["--listen", listen])).stop();
	for (const options of [["--insecure"], ["--behind-tls"], ["--tls-cert", cert, "--tls-key", key]]) {
		const server = await Server.start(folder, ["--listen", "0.0.0.0:0", ...options]);
		equal(/warning .*without TLS/.test(server.log), options[0] === "--insecure", `${options[0]}: ${server.log}`);
		await server.stop();
	}
	equal(command(["serve", "--data", folder, "--listen", "no.such.host.invalid:0"]).status, 1, "a name that nobody has");
});

await test("demo data stay on loopback, whatever is said", () => {
	for (const options of [[], ["--insecure"], ["--behind-tls"], ["--tls-cert", cert, "--tls-key", key]]) {
		const { status, stderr } = command(["serve", "--data", demoFolder(), "--listen", "0.0.0.0:0", ...options]);
		holds(status === 1 && stderr.includes("loopback address only"), `${options}: ${status} ${stderr}`);
	}
});

/* ---- whose address counts ---- */

/* The second wrong password at once, from what pretends to be another address: 429 when it is the same one. */
async function secondFailure(at, username) {
	equal((await login(at, { username, password: "wrong" }, { "X-Forwarded-For": "10.1.1.1" })).status, 401, "a wrong password");
	return (await login(at, { username, password: "wrong" }, { "X-Forwarded-For": "10.1.1.2" })).status;
}

await test("X-Forwarded-For counts behind TLS and from loopback only", async () => {
	const folder = join(work, "bare");
	must(["init", "--data", folder]);
	const behind = await Server.start(folder, ["--behind-tls", "--listen", "0.0.0.0:0"]), at = { port: behind.port };
	equal(await secondFailure(at, "admin"), 401, "from loopback each has its own address");
	if (outside === undefined)
		console.log("# no other address than loopback: not tested from outside");
	else
		equal(await secondFailure({ ...at, host: outside }, "admin"), 429, "from elsewhere it is the same one");
	await behind.stop();
	const plain = await Server.start(folder), status = await secondFailure({ port: plain.port }, "admin");
	equal(status, 429, "without --behind-tls");
	await plain.stop();
});

/* ---- behind nginx ---- */

function freePort() {
	return new Promise((done) => {
		const listener = net.createServer().listen(0, "127.0.0.1", () => {
			const { port } = listener.address();
			listener.close(() => done(port));
		});
	});
}

/* nginx with our site as it is installed, but for names, ports and places of files. { at, plain, log(), stop() }. */
async function startNginx(program) {
	const [securePort, plainPort] = [await freePort(), await freePort()], folder = join(work, "nginx"), log = join(folder, "access.log");
	mkdirSync(folder, { recursive: true });
	const swaps = [["listen 80;", `listen 127.0.0.1:${plainPort};`], ["listen [::]:80;", ""], ["listen 443 ssl", `listen 127.0.0.1:${securePort} ssl`],
		["listen [::]:443 ssl http2;", ""], ["/etc/mau03/cert.pem", cert], ["/etc/mau03/key.pem", key], ["server 127.0.0.1:8080;", `server 127.0.0.1:${program.port};`],
		["/var/log/nginx/mau03.log", log], ["/var/log/nginx/mau03-error.log", join(folder, "error.log")]];
	let site = readFileSync(join(root, "src/operation/nginx.conf"), "utf8");
	for (const [from, to] of swaps) {
		holds(site.includes(from), `nginx.conf has no ${from}`);
		site = site.replaceAll(from, to);
	}
	const places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((part) => `${part}_temp_path ${join(folder, part)};`).join(" ");
	const user = process.getuid() === 0 ? "user root;" : "";
	writeFileSync(join(folder, "nginx.conf"), `${user} daemon off; master_process off; pid ${join(folder, "pid")};\nevents {}\nhttp { ${places}\n${site}\n}\n`);
	const child = spawn("nginx", ["-e", join(folder, "start.log"), "-p", folder, "-c", join(folder, "nginx.conf")], { stdio: "inherit" });
	const ended = new Promise((done) => child.on("close", done));
	process.on("exit", () => child.kill("SIGKILL"));
	const at = { port: securePort, secure: true, name }, plain = { port: plainPort, name };
	for (let i = 0; i < 3000 && await ask(plain, "/").then(() => false, () => true); i++)
		await wait(50);
	return { at, plain, log: () => readFileSync(log, "utf8"), stop: async () => { child.kill("SIGQUIT"); await ended; } };
}

if (spawnSync("nginx", ["-v"]).error)
	console.log("# nginx is not installed: not tested behind it");
else {
	const program = await Server.start(demoFolder(), ["--behind-tls", "--public-host", name]);
	const nginx = await startNginx(program), { at } = nginx;

	await test("behind nginx: the same cookies, HSTS and Origin as with TLS by itself", () => checkSecure(at, `https://${name}`));

	await test("behind nginx: plain HTTP leads to https", async () => {
		const answer = await ask(nginx.plain, "/sheets?q=x");
		equal([answer.status, answer.headers.location], [301, `https://${name}/sheets?q=x`], "redirection");
	});

	await test("behind nginx: what a client says of its address is not believed", async () => {
		equal(await secondFailure(at, "leader"), 429, "two claimed addresses");
	});

	await test("behind nginx: a login and a page work, a login page after a session that is over too", async () => {
		const Cookie = valueOf(sessionOf(await login(at))), list = await ask(at, "/sheets", { headers: { Cookie } });
		equal([list.status, list.headers["cache-control"]], [200, "no-store"], "list");
		equal((await ask(at, "/sheets")).headers.location, "/login?next=/sheets", "without a session");
		equal((await ask(at, "/healthz")).text, "ok\n", "health");
		const wide = await ask(at, "/sheets", { fields: { full_name: "x".repeat(400_000) }, headers: { Cookie } });
		holds([403, 413].includes(wide.status), `a large body: ${wide.status}`);
	});

	await test("behind nginx: a photo of several megabytes gets to the program, no other page takes as much", async () => {
		const Cookie = valueOf(sessionOf(await login(at))), csrf = tokens((await ask(at, "/sheets/photo", { headers: { Cookie } })).text)[0];
		const type = "multipart/form-data; boundary=----mau03", card = photoJpeg("056085004321|225871043|Nguyễn Văn Thẻ|05031985|Nam|Tổ 7|20042021");
		const multipart = (size) => Buffer.concat([Buffer.from(`------mau03\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n${csrf}\r\n` +
			`------mau03\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`),
		card, Buffer.alloc(size - card.length), Buffer.from("\r\n------mau03--\r\n")]);
		const send = (path, body) => ask(at, path, { method: "POST", headers: { Cookie, "Content-Type": type, "Content-Length": body.length }, body });
		for (const size of [5 << 20, (12 << 20) - 1000]) {
			const answer = await send("/sheets/photo", multipart(size));
			holds([200, 422].includes(answer.status), `${size} bytes: ${answer.status}`);
			holds(/id="(photo-notes|sheet-form)"/.test(answer.text), `${size} bytes: ${answer.text.slice(0, 200)}`);
		}
		const large = await send("/sheets/photo", multipart((12 << 20) + 1000));
		holds(large.status === 413 && large.text.includes("Ảnh lớn hơn 12 MB"), `over the program's limit: ${large.status} ${large.text.slice(0, 200)}`);
		equal((await send("/sheets", multipart(3 << 20))).status, 413, "as much for a sheet");
	});

	await test("behind nginx: its log has no query", async () => {
		const Cookie = valueOf(sessionOf(await login(at)));
		equal((await ask(at, "/sheets?q=056085431907", { headers: { Cookie } })).status, 200, "search");
		await wait(100);
		const log = nginx.log();
		holds(/ GET \/sheets 200 /.test(log), `the log is ${log.slice(-300)}`);
		holds(!log.includes("056085431907") && !log.includes("?"), "the query is not in it");
	});

	await nginx.stop();
	await finish(program);
}
await finish();
