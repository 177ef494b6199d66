/* A plain client: cookies, forms, tokens. Any answer with status 500 is a failure of the test that asked. */
import http from "node:http";
import net from "node:net";
import { createHash } from "node:crypto";
import { fail, holds, progress } from "./harness.mjs";
import { forms, tokens } from "./html.mjs";

/* Fields as { name: value }, a list meaning the name again; or a list of pairs. */
function pairs(fields) {
	return Array.isArray(fields) ? fields : Object.entries(fields).flatMap(([name, value]) =>
		Array.isArray(value) ? value.map((one) => [name, one]) : [[name, value]]);
}

export function encode(fields) {
	return pairs(fields).filter(([, value]) => value !== undefined && value !== null)
		.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&");
}

export class Client {
	constructor(server) {
		this.server = server;
		this.cookies = new Map();
		this.csrf = null;
		this.address = undefined;               /* the one it calls from, if another than usual */
		this.agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
	}

	static async login(server, username, password) {
		const client = new Client(server);
		const answer = await client.post("/login", { username, password });
		holds(answer.status === 303 && client.cookies.has("mau03"), `login of ${username}: ${answer.status}`);
		client.username = username;
		await client.freshToken();
		return client;
	}

	/* Another client in the same session. */
	twin() {
		const twin = new Client(this.server);
		twin.cookies = new Map(this.cookies);
		twin.csrf = this.csrf;
		twin.username = this.username;
		return twin;
	}

	/* Posts a form with a file, or with none, as browsers do. */
	upload(path, fields, bytes, name = "scan") {
		const boundary = "x1x2x3", part = (field, more, body) => Buffer.concat([Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${field}"${more}\r\n\r\n`), Buffer.from(body), Buffer.from("\r\n")]);
		const parts = Object.entries({ csrf: this.csrf, ...fields }).map(([field, value]) => part(field, "", value));
		parts.push(part(name, `; filename="${bytes === undefined ? "" : "a.pdf"}"`, bytes ?? ""));
		return this.request("POST", path, { body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]), headers: { "Content-Type": `multipart/form-data; boundary=${boundary}` } });
	}

	async freshToken() {
		const page = await this.get("/password");
		this.csrf = tokens(page.text)[0] ?? fail(`no csrf token on /password (${page.status})`);
	}

	/* options: headers, body (text or Buffer). The answer: status, headers, location, text, body. */
	request(method, path, { headers = {}, body = null } = {}) {
		const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
		const all = { ...(cookie ? { Cookie: cookie } : {}), ...headers };
		if (body !== null && all["Content-Length"] === undefined && all["Transfer-Encoding"] === undefined)
			all["Content-Length"] = Buffer.byteLength(body);
		for (const name of Object.keys(all))
			if (all[name] === undefined)
				delete all[name];
		return new Promise((done, failed) => {
			const request = http.request({ host: "127.0.0.1", localAddress: this.address, port: this.server.port, method, path, headers: all, agent: this.agent },
				(answer) => {
					const parts = [];
					answer.on("data", (part) => parts.push(part));
					answer.on("error", failed);
					answer.on("end", () => {
						try {
							done(this.#take(answer, Buffer.concat(parts), `${method} ${path}`));
						} catch (error) {
							failed(error);
						}
					});
				});
			request.on("error", (error) => {
				error.message = `${method} ${path}: ${error.message}`;
				failed(error);
			});
			request.end(body ?? undefined);
		});
	}

	#take(answer, body, what) {
		for (const set of answer.headers["set-cookie"] ?? []) {
			const [, name, value] = /^([^=]+)=([^;]*)/.exec(set);
			if (/Max-Age=0/.test(set))
				this.cookies.delete(name);
			else if (/Path=\/(sheets)?(;|$)/.test(set))
				this.cookies.set(name, value);
		}
		if (answer.statusCode === 500)
			fail(`${what}: 500: ${body.toString().replace(/<[^>]*>/g, " ").slice(0, 200)}`);
		progress(createHash("md5").update(`${what} ${answer.statusCode} ${answer.headers.location}`).update(body.toString().replace(/value="[0-9a-f]{32,}"/g, "")).digest("hex"));
		return { status: answer.statusCode, headers: answer.headers, location: answer.headers.location, body, text: body.toString() };
	}

	get(path, headers = {}) {
		return this.request("GET", path, { headers });
	}

	/* Posts a form with the session's token. A csrf among the fields goes before it. */
	post(path, fields = {}, headers = {}) {
		const body = encode(fields);
		const own = this.csrf === null || /(^|&)csrf=/.test(body) ? "" : `${body ? "&" : ""}csrf=${this.csrf}`;
		return this.request("POST", path, { body: body + own, headers: { "Content-Type": "application/x-www-form-urlencoded", ...headers } });
	}

	async page(path, status = 200) {
		const answer = await this.get(path);
		holds(answer.status === status, `GET ${path} as ${this.username}: ${answer.status} instead of ${status}`);
		return answer;
	}

	async json(path) {
		const answer = await this.page(path);
		holds(/^application\/json/.test(answer.headers["content-type"]), `${path} is ${answer.headers["content-type"]}`);
		return JSON.parse(answer.text);
	}

	sheet(id) {
		return this.json(`/sheets/${id}.json`);
	}

	/* All rows of a list, page by page. */
	async rows(path) {
		const all = [];
		for (let next = path, pages = 0; next !== null; pages++) {
			const list = await this.json(next);
			holds(pages < 1000, `${path} has no end`);
			all.push(...list.rows);
			next = list.next;
		}
		return all;
	}

	/* Posts and demands the status; the answer. */
	async does(status, path, fields, headers) {
		const answer = await this.post(path, fields, headers);
		holds(answer.status === status, `POST ${path} as ${this.username}: ${answer.status} instead of ${status}${said(answer)}`);
		return answer;
	}

	/* The form of a page whose action is given, as { action, fields: Map }. */
	async form(path, action) {
		const page = await this.page(path);
		return forms(page.text).find((one) => one.action === action) ?? fail(`${path} has no form for ${action}`);
	}

	/* Saves a sheet; its id. */
	async saves(fields, action = "save") {
		const answer = await this.does(303, "/sheets", [...pairs(fields), ["action", action]]);
		const id = /^\/sheets\/(\d+)$/.exec(answer.location);
		return id ? Number(id[1]) : fail(`saved sheet leads to ${answer.location}`);
	}
}

/* What a refusal says, for messages. */
function said(answer) {
	const text = /role="alert"[^>]*>(.*?)<\/(?:div|p)>/s.exec(answer.text) ?? /<main[^>]*>(.*?)<\/main>/s.exec(answer.text);
	return text ? `: ${text[1].replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").slice(0, 200)}` : "";
}

/* Bytes as they are over a socket; what comes back until the other side closes or is silent for a while. */
export function raw(server, bytes, silence = 2000) {
	return new Promise((done, failed) => {
		const socket = net.connect(server.port, "127.0.0.1");
		const parts = [];
		const end = () => {
			socket.destroy();
			const text = Buffer.concat(parts).toString("latin1");
			done({ text, status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0), answers: (text.match(/^HTTP\/1\.1 \d+/gm) ?? []).length });
		};
		socket.setTimeout(silence, end);
		socket.on("data", (part) => parts.push(part));
		socket.on("end", end);
		socket.on("error", (error) => (error.code === "ECONNRESET" || error.code === "EPIPE" ? end() : failed(error)));
		socket.write(bytes);
	});
}
