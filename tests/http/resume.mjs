/* A session that is over while somebody types: after the login every text is there again, in its form or, where the form is no more, on
 * a page of its own; and whoever logged in stays logged in. */
import { Client, encode } from "./client.mjs";
import { equal, finish, holds, test } from "./harness.mjs";
import { decode, formTo, values } from "./html.mjs";
import { typed } from "./sheets.mjs";
import { bareWorld } from "./worlds.mjs";

const world = await bareWorld();
const [enumerator, officer, police, admin] = await Promise.all(["enumerator", "officer", "police", "admin"].map((n) => world.client(n)));
const [hamlet] = await world.hamlets(enumerator);
let used = 0;
const fresh = (changes = {}) => typed(used++, { area_id: hamlet, ...changes });

/* Posts without a session, then logs in with what the login page carries; between() is what happens meanwhile. */
async function resumes(name, path, fields, between = () => {}) {
	const client = new Client(world.server), answer = await client.post(path, fields), login = formTo(answer.text, "/login");
	equal(answer.status, 401, `POST ${path} without a session`);
	await between();
	const carried = login.fields.filter(([field]) => field !== "username" && field !== "password");
	const shown = await client.post("/login", [...carried, ["username", name], ["password", world.passwords(name)]]);
	holds(client.cookies.has("mau03"), `${name} is logged in after ${path}`);
	equal((await client.get("/sheets")).status, name === "admin" ? 403 : 200, "the session holds");
	return { client, login, page: shown };
}

/* The page that lists what was typed has each text whole. */
function lists(page, ...texts) {
	const shown = decode(page.text);
	for (const text of texts)
		holds(shown.includes(text), `the page has ${text}`);
	return page;
}

async function accepted(changes) {
	const id = await officer.saves(fresh(changes), "submit");
	await officer.does(303, `/sheets/${id}/accept`, {});
	return id;
}

async function closed(fn) {
	const url = /href="(\/admin\/campaigns\/\d+)"[^>]*>TN-1/.exec((await admin.page("/admin/campaigns")).text)[1];
	const form = await admin.form(url, url), rest = form.fields.filter(([name]) => !["csrf", "form_token", "closed_on"].includes(name));
	await admin.does(303, url, [...rest, ["closed_on", "09/06/2024"]]);
	try {
		await fn();
	} finally {
		await admin.does(303, url, [...rest, ["closed_on", ""]]);
	}
}

await test("a sheet that moved on meanwhile: what was typed is listed", async () => {
	const id = await enumerator.saves(fresh()), reason = "số nhà bị gõ nhầm";
	const edit = await resumes("enumerator", `/sheets/${id}/edit`, fresh({ row_version: 1, employer_name: "<b>Xưởng mộc</b>", action: "save", permanent_address: "12 Yersin" }),
		() => enumerator.does(303, `/sheets/${id}/submit`, {}));
	equal(edit.page.status, 409, "status of the edit");
	lists(edit.page, "12 Yersin", "<b>Xưởng mộc</b>", `href="/sheets/${id}"`, "thường trú");
	const draft = await enumerator.saves(fresh());
	const move = await resumes("enumerator", `/sheets/${draft}/cancel`, { reason }, () => enumerator.does(303, `/sheets/${draft}/submit`, {}));
	equal(move.page.status, 409, "status of the move");
	lists(move.page, reason);
});

await test("a move that may still be done: its form is open with the reason", async () => {
	const id = await enumerator.saves(fresh(), "submit"), { page } = await resumes("officer", `/sheets/${id}/return`, { reason: "thiếu câu 8", reason_sex: "xem lại" });
	const form = formTo(page.text, `/sheets/${id}/return`);
	equal([page.status, values(form, "reason"), values(form, "reason_sex")], [200, ["thiếu câu 8"], ["xem lại"]], "the form");
	equal(values(formTo(page.text, `/sheets/${id}/cancel`), "reason"), [""], "other moves are not filled");
});

await test("a campaign that is closed meanwhile: the form comes back filled, after a POST and after a login", () => closed(async () => {
	const fields = fresh({ employer_name: "Lò gạch", action: "submit" }), answer = await enumerator.does(422, "/sheets", fields);
	for (const name of ["full_name", "employer_name", "area_id", "birth_date"])
		equal(values(formTo(answer.text, "/sheets"), name), [fields[name]], `${name} after the POST`);
	const { page } = await resumes("enumerator", "/sheets", fields);
	equal([page.status, values(formTo(page.text, "/sheets"), "employer_name")], [200, ["Lò gạch"]], "after the login");
	equal((await enumerator.get("/sheets/new")).status, 422, "a form that was not begun is not offered");
}));

await test("the police's forms: a return, a signature", async () => {
	const ids = [await accepted(), await accepted()], where = (await officer.does(303, "/handovers", { ids: ids.join(",") })).location;
	const sign = await resumes("police", `${where}/sign`, { count: "7", extra: "Lý Sang", note: "thiếu một tờ", missing: String(ids[1]) });
	const form = formTo(sign.page.text, `${where}/sign`);
	equal([sign.page.status, ...["count", "extra", "note", "missing"].map((name) => values(form, name))], [200, ["7"], ["Lý Sang"], ["thiếu một tờ"], [String(ids[1])]], "the signature");
	await police.does(303, `${where}/sign`, { count: 2 });
	lists((await resumes("police", `${where}/sign`, { count: "7", note: "thiếu một tờ" })).page, "thiếu một tờ");
	const back = await resumes("police", `/police/${ids[1]}/return`, { reason: "3", note: "sai năm sinh" });
	const again = formTo(back.page.text, `/police/${ids[1]}/return`);
	equal([back.page.status, values(again, "reason"), values(again, "note")], [200, ["3"], ["sai năm sinh"]], "the return");
	await police.does(303, `/police/${ids[1]}/entered`, {});
	const late = await resumes("police", `/police/${ids[1]}/return`, { reason: "3", note: "sai năm sinh" });
	equal(late.page.status, 409, "one that was entered meanwhile");
	lists(late.page, "sai năm sinh");
});

await test("somebody else's login: the texts are listed, numbers as they may read them", async () => {
	const fields = fresh({ employer_name: "Lò gốm" }), { page } = await resumes("leader", "/sheets", fields);
	lists(page, "Lò gốm");
	holds(!page.text.includes(fields.citizen_id), "the whole number");
	equal((await resumes("officer", "/review/accept", { expected: "3" })).page.location, "/review", "where nothing was typed");
});

await test("what nobody typed or may read is not carried: ticked ids, passwords; a long list fits", async () => {
	const ids = Array.from({ length: 150_000 }, (_, i) => i + 1).join(",");
	const { login, page } = await resumes("officer", "/handovers", { ids });
	equal([values(login, "ids"), page.status], [[], 303], "ids");
	const secret = await resumes("officer", "/password", { old_password: "cũ", new_password: "mới mới mới", repeat_password: "mới mới mới" });
	equal(secret.login.fields.filter(([name]) => /^(old|new|repeat)_/.test(name)), [], "passwords");
	const dead = new Client(world.server), note = "x".repeat(900_000);
	equal((await dead.request("POST", "/login", { headers: { "Content-Type": "application/x-www-form-urlencoded" },
		body: encode({ username: "officer", password: "falsch falsch", note }) })).status, 401, "what a page of login carries is read");
});

await test("the hamlet kept for the next sheet goes with the session", async () => {
	const client = await Client.login(world.server, "enumerator", world.passwords("enumerator"));
	equal((await client.post("/sheets", { ...fresh(), action: "submit_next" })).status, 303, "submit and next");
	holds(client.cookies.has("mau03_next"), "kept");
	await client.does(303, "/logout", {});
	holds(!client.cookies.has("mau03_next"), "forgotten at the logout");
	client.cookies.set("mau03_next", "1.2.3.2024-06-01");
	await client.post("/login", { username: "enumerator", password: world.passwords("enumerator") });
	holds(!client.cookies.has("mau03_next"), "forgotten at the login");
});

await finish(world.server);
