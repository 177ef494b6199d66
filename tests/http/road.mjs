/* The whole road of a sheet by the contract alone, in the demo database and in a commune set up from nothing: every move of the table,
 * what it needs, what the history says of it, and how the district's counts follow. */
import { equal, finish, holds, test } from "./harness.mjs";
import { decode, formTo, forms, options, title, values } from "./html.mjs";
import { typed } from "./sheets.mjs";
import { bareWorld, counts, demoWorld, goesOn, moves, stands } from "./worlds.mjs";

/* What is told above a sheet that came back. */
const cameBack = (text) => /<div class="alert alert-warning" role="note"><b>[^<]* trả lại [^<]*<\/b>.*?<\/div>/s.exec(text)?.[0] ?? "";

/* People of one commune with the district above them, and what the steps do again and again. */
async function open(label, world) {
	const [enumerator, officer, police, district] = await Promise.all(["enumerator", "officer", "police", "district"].map((n) => world.client(n)));
	const [hamlet, other] = await world.hamlets(enumerator);
	let used = 0;
	const road = { enumerator, officer, police, district, hamlet, other };
	road.step = (name, fn) => test(`${label}: ${name}`, fn);
	/* Another person every time, in the hamlet. */
	road.fresh = (changes = {}) => typed(used++, { area_id: hamlet, ...changes });
	road.received = async (changes) => {
		const id = await officer.saves(road.fresh(changes), "submit");
		await stands(officer, id, "received", "submit");
		return id;
	};
	road.accepted = async (changes) => {
		const id = await road.received(changes);
		await officer.does(303, `/sheets/${id}/accept`, {});
		return id;
	};
	road.batch = async (ids) => (await officer.does(303, "/handovers", { ids })).location;
	road.handed = async (count) => {
		const ids = [];
		for (let i = 0; i < count; i++)
			ids.push(await road.accepted());
		await police.does(303, `${await road.batch(ids)}/sign`, { count });
		return ids;
	};
	road.policeReturned = async (reason) => {
		const [id] = await road.handed(1);
		await police.does(303, `/police/${id}/return`, { reason, note: "đối chiếu lại" });
		return id;
	};
	return road;
}

/* The form of a sheet's edit page, posted with changes. */
async function refill(client, id, changes) {
	const form = await client.form(`/sheets/${id}/edit`, `/sheets/${id}/edit`);
	return client.post(form.action, [...form.fields.filter(([name]) => !(name in changes)), ...Object.entries(changes)]);
}

async function typing({ step, enumerator, officer, district, other, fresh }) {
	await step("saved, a sheet is a draft that is not counted; its form is filled with what was typed", async () => {
		const fields = fresh({ current_address: "  12   Yersin ", paper_no: "A/01" });
		const id = await moves(district, {}, () => enumerator.saves(fields));
		const sheet = await stands(enumerator, id, "draft", "create");
		equal(sheet.answers, { ...sheet.answers, full_name: fields.full_name, sex: Number(fields.sex), citizen_id: fields.citizen_id,
			current_address: "12 Yersin", paper_no: "A/01", collected_on: "2024-06-09" }, "answers");
		equal([sheet.raw, sheet.form, sheet.replaces_id, sheet.replaced_by_id], [{}, sheet.form, null, null], "raw and links");
		holds(/^[0-9a-f]{32}$/.test(sheet.uid) && sheet.row_version >= 1 && sheet.form_version >= 1, "uid and versions");
		const form = await enumerator.form(`/sheets/${id}/edit`, `/sheets/${id}/edit`);
		for (const [name, value] of Object.entries({ ...fields, current_address: "12 Yersin" }))
			equal(values(form, name), [value], `${name} in the form`);
	});

	await step("edited and submitted by its enumerator, accepted by the officer", async () => {
		const id = await enumerator.saves(fresh({ permanent_address: "" }));
		const answer = await moves(district, { collected: 1 }, () => refill(enumerator, id, { permanent_address: "3 Yersin", action: "submit" }));
		equal([answer.status, answer.location], [303, `/sheets/${id}`], "answer to submit");
		const sent = await officer.sheet(id);
		equal(sent.history.map((e) => e.action), ["create", "edit", "submit"], "history");
		equal(sent.history[1].fields, { permanent_address: [null, "3 Yersin"] }, "what the edit changed");
		await goesOn(officer, id);
		const sheet = await stands(officer, id, "received");
		holds((await officer.rows("/review.json")).some((row) => row.id === id), "it waits in the officer's queue");
		await moves(district, { accepted: 1 }, () => officer.does(303, `/sheets/${id}/accept`, { row_version: sheet.row_version }));
		equal((await stands(officer, id, "accepted", "accept")).actions.includes("accept"), false, "accept is offered again");
		holds((await officer.page(`/sheets/${id}`)).text.includes("Đã nghiệm thu"), "the page names the state");
	});

	await step("submit of a stored draft as it is", async () => {
		const id = await enumerator.saves(fresh());
		equal((await enumerator.sheet(id)).actions.includes("submit"), true, "submit is offered");
		await moves(district, { collected: 1 }, () => enumerator.does(303, `/sheets/${id}/submit`, {}));
		await goesOn(officer, id);
		await stands(enumerator, id, "received");
	});

	await step("submit_next leads to an empty form that keeps hamlet, enumerator and day", async () => {
		const page = await officer.page("/sheets/new"), [, chosen] = options(page.text, "enumerator_id");
		const fields = fresh({ area_id: other, enumerator_id: chosen[0], collected_on: "08/06/2024", action: "submit_next" });
		const answer = await moves(district, { collected: 1 }, () => officer.does(303, "/sheets", fields));
		equal(answer.location, "/sheets/new", "where it leads");
		const form = await officer.form("/sheets/new", "/sheets");
		equal(["area_id", "enumerator_id", "collected_on", "full_name", "citizen_id"].map((n) => values(form, n)[0] ?? ""),
			[other, chosen[0], "08/06/2024", "", ""], "the next form");
		const found = await officer.rows(`/sheets.json?q=${fields.citizen_id}`);
		equal(found.map((row) => row.state), ["received"], "the sheet is found by its number");
	});

	await step("the next empty form tells once which sheet was sent, and how many today", async () => {
		const sentBefore = async () => Number(/đã gửi ([\d.]+) phiếu/.exec((await officer.page("/sheets/new")).text)?.[1] ?? NaN), numbers = [];
		for (const full_name of ["Y K'Brêm", "Trần Thị Gửi Tiếp", "Y K'Brêm", "Lê Nam"]) {
			const fields = fresh({ area_id: other, full_name, action: "submit_next" });
			const answer = await officer.does(303, "/sheets", fields);
			const [{ id }] = await officer.rows(`/sheets.json?q=${fields.citizen_id}`), page = await officer.page(answer.location);
			const [, url, name, today] = /role="status">Đã gửi phiếu của <a href="([^"]+)">([^<]+)<\/a>, phiếu số \d+ trong máy\. Hôm nay đã gửi ([\d.]+) phiếu/.exec(page.text);
			equal([url, decode(name)], [`/sheets/${id}`, full_name], "the sheet that was sent");
			numbers.push(Number(today.replace(".", "")));
			equal(page.text.match(/role="status">Đã gửi/g).length, 1, "told once on the page");
			equal(await sentBefore(), NaN, "and on no other page");
		}
		equal(numbers.map((n) => n - numbers[0]), [0, 1, 2, 3], "one more each time");
		for (const note of ["next.999999999", "next.-5", "next.", "next", "nextt.1"]) {
			officer.cookies.set("mau03_note", note);
			holds(!(await officer.page("/sheets/new")).text.includes("Đã gửi phiếu của"), `a note made up: ${note}`);
		}
	});

	await step("submit with errors: 422, kept as a draft, its page posts on", async () => {
		const fields = fresh({ general_education: "", sex: "9", action: "submit", permanent_address: "số <b>7</b>" });
		const answer = await moves(district, {}, () => officer.does(422, "/sheets", fields));
		const id = Number(/^\/sheets\/(\d+)$/.exec(answer.headers["content-location"])?.[1]);
		holds(id > 0 && title(answer.text).startsWith("Lỗi: "), `Content-Location ${answer.headers["content-location"]}, ${title(answer.text)}`);
		const sheet = await stands(officer, id, "draft", "create"), form = formTo(answer.text, `/sheets/${id}/edit`);
		equal(values(form, "row_version"), [String(sheet.row_version)], "version in the form");
		equal(values(form, "permanent_address"), [fields.permanent_address], "what was typed");
		equal(sheet.raw.sex, "9", "raw keeps what is no option");
		holds(answer.text.includes('href="#general_education"') && answer.text.includes('href="#sex"'), "the summary links to the fields");
		const button = formTo(answer.text, `/sheets/${id}/return`);
		holds(button !== undefined && answer.text.includes("Trả lại người ghi phiếu"), "the paper can be given back");
		await moves(district, { collected: 1, returned: 1 }, () => officer.does(303, button.action, button.fields));
		await stands(officer, id, "returned", "return");
	});
}

async function accepting({ step, enumerator, officer, district, other, fresh, received }) {
	await step("a warning is confirmed with a reason, by its rule or by the finding, and not without", async () => {
		for (const by of ["rule", "finding"]) {
			const fields = fresh(), id = await officer.saves({ ...fields, citizen_id: fields.citizen_id.replace(/^(.{4})../, "$199") }, "submit");
			const { findings } = await officer.sheet(id);
			equal(findings.map((f) => [f.rule, f.severity, f.confirmed]), [["W13", "W", null]], "findings");
			const name = by === "rule" ? "confirm_W13" : `confirm_finding_${findings[0].id}`;
			await moves(district, {}, async () => {
				await officer.does(422, `/sheets/${id}/accept`, {});
				await officer.does(422, `/sheets/${id}/accept`, { [name]: "  " });
				await officer.does(422, `/sheets/${id}/accept`, { confirm_W14: "nhầm quy tắc" });
				await officer.does(422, "/review/accept", { ids: id });
			});
			await stands(officer, id, "received", "submit");
			await moves(district, { accepted: 1 }, () => officer.does(303, `/sheets/${id}/accept`, { [name]: "đã xem thẻ căn cước" }));
			const [finding] = (await stands(officer, id, "accepted", "accept")).findings;
			equal(finding.confirmed?.reason, "đã xem thẻ căn cước", "the reason kept");
			holds(finding.confirmed.by && /Z$/.test(finding.confirmed.at), "by whom and when");
		}
	});

	await step("many accepted at once: by ids, and by the filter with the number shown", async () => {
		const ids = [await received(), await received()];
		await moves(district, { accepted: 2 }, () => officer.does(303, "/review/accept", { ids: ids.join(",") }));
		for (const id of ids)
			await stands(officer, id, "accepted", "accept");
		const marked = [await received({ area_id: other }), await received({ area_id: other })];
		const shown = () => officer.page(`/review/accept?area=${other}`).then((page) => forms(page.text).find((f) => values(f, "expected").length > 0));
		const form = await shown(), expected = Number(values(form, "expected")[0]);
		holds(expected >= 2, `${expected} clean sheets are offered`);
		await moves(district, {}, () => officer.does(409, "/review/accept", { area: other, expected: expected + 1 }));
		await moves(district, { accepted: expected }, () => officer.does(303, form.action, form.fields));
		for (const id of marked)
			await stands(officer, id, "accepted", "accept");
		await officer.does(422, "/review/accept", {});
	});

	await step("returned with a reason per field, told to the writer, sent again", async () => {
		const id = await enumerator.saves(fresh(), "submit");
		await moves(district, {}, () => officer.does(422, `/sheets/${id}/return`, { reason: " ", reason_full_name: "thiếu chữ đệm" }));
		await moves(district, { returned: 1 }, () =>
			officer.does(303, `/sheets/${id}/return`, { reason: "Xem lại tên", reason_full_name: "thiếu chữ đệm" }));
		const sheet = await stands(enumerator, id, "returned", "return");
		equal([sheet.history.at(-1).reason, sheet.history.at(-1).fields], ["Xem lại tên", { full_name: "thiếu chữ đệm" }], "reasons");
		for (const page of ["", "/edit"])
			holds(cameBack((await enumerator.page(`/sheets/${id}${page}`)).text).includes("Xem lại tên"), `the writer reads why: ${page}`);
		const answer = await moves(district, { returned: -1 }, () => refill(enumerator, id, { full_name: "Lưu Khắc Hòe", action: "submit" }));
		equal(answer.status, 303, "sent again");
		await goesOn(officer, id);
		await stands(officer, id, "received");
	});

	await step("corrected in place: with a reason, by whole form or by single fields", async () => {
		const id = await received({ paper_no: "B/7" });
		const refused = await refill(officer, id, { permanent_address: "9 Yersin", action: "save", reason: "" });
		equal([refused.status, values(formTo(refused.text, `/sheets/${id}/edit`), "permanent_address")], [422, ["9 Yersin"]], "without reason");
		equal((await refill(officer, id, { permanent_address: "9 Yersin", action: "save", reason: "gõ nhầm" })).status, 303, "with reason");
		await officer.does(303, `/sheets/${id}/correct`, { informant_name: "Lý Văn Sang", reason: "gõ nhầm nữa" });
		const sheet = await stands(officer, id, "received", "correct");
		equal([sheet.answers.permanent_address, sheet.answers.informant_name, sheet.answers.paper_no], ["9 Yersin", "Lý Văn Sang", "B/7"], "answers");
		equal(sheet.history.filter((e) => e.action === "correct").map((e) => [e.reason, Object.keys(e.fields)]),
			[["gõ nhầm", ["permanent_address"]], ["gõ nhầm nữa", ["informant_name"]]], "history");
		await officer.does(422, `/sheets/${id}/correct`, { birth_date: "31/02/1985", reason: "gõ nhầm" });
		equal((await officer.sheet(id)).row_version, sheet.row_version, "version after the refusal");
	});
}

async function handing({ step, officer, police, district, received, accepted, batch }) {
	await step("a batch: until it is signed the sheets stay, in one batch, and police see its list only", async () => {
		const ids = [await accepted(), await accepted()], waiting = await received();
		const where = await moves(district, {}, () => batch(ids));
		holds(/^\/handovers\/\d+$/.test(where), `the batch is ${where}`);
		for (const id of ids)
			await stands(officer, id, "accepted");
		const names = (await officer.sheet(ids[0])).answers.full_name;
		holds((await police.page(where)).text.includes(names), "the list names the people");
		await police.page(`/sheets/${ids[0]}`, 404);
		await police.page(`/sheets/${ids[0]}.json`, 404);
		await officer.does(409, "/handovers", { ids: ids[0] });
		await officer.does(409, "/handovers", { ids: waiting });
		await officer.does(422, "/handovers", {});
		for (const [move, fields] of [["cancel", { reason: "thử" }], ["reopen", { reason: "thử" }], ["replace", {}]])
			await officer.does(409, `/sheets/${ids[0]}/${move}`, fields);
		await officer.does(303, `${where}/remove`, { ids: ids[0] });
		await moves(district, { accepted: -1 }, () => officer.does(303, `/sheets/${ids[0]}/reopen`, { reason: "rút khỏi lô" }));
		await moves(district, { handed_over: 1 }, () => police.does(303, `${where}/sign`, { count: 1 }));
		await stands(police, ids[1], "handed_over", "sign");
		await police.does(409, `${where}/sign`, { count: 1 });
		await officer.does(409, `${where}/remove`, { ids: ids[1] });
	});

	await step("signed with a missing and an extra paper", async () => {
		const ids = [await accepted(), await accepted(), await accepted()], where = await batch(ids), foreign = await accepted();
		await moves(district, {}, async () => {
			await police.does(422, `${where}/sign`, {});
			const refused = await police.does(422, `${where}/sign`, { count: 2, note: "đếm <hai> lần" });
			equal(values(formTo(refused.text, `${where}/sign`), "note"), ["đếm <hai> lần"], "the note stays");
			await police.does(422, `${where}/sign`, { count: 4 });
			await police.does(422, `${where}/sign`, { count: "ba" });
			await police.does(422, `${where}/sign`, { count: 2, missing: foreign });
			await police.does(422, `${where}/sign`, { count: 4, extra: "2" });
			await police.does(422, `${where}/sign`, { count: 1, missing: ids[1], extra: "phiếu lạ" });
		});
		await moves(district, { handed_over: 2 }, () =>
			police.does(303, `${where}/sign`, { count: 3, missing: ids[1], extra: "phiếu của Trần Văn Bình, số hiệu 17", note: "đã báo" }));
		await stands(police, ids[0], "handed_over", "sign");
		await stands(officer, ids[1], "accepted", "missing");
		await police.page(`/sheets/${ids[1]}`, 404);
		const page = (await officer.page(where)).text;
		holds(page.includes("phiếu của Trần Văn Bình") && page.includes("đã báo"), "differences stand on the page");
		holds(await batch([ids[1]]) !== where, "the missing one goes into another batch");
	});
}

async function policing({ step, officer, police, district, batch, handed, policeReturned }) {
	await step("entered by the police, archived with the place of its paper", async () => {
		const [first, second] = await handed(2);
		for (const id of [first, second])
			await moves(district, { entered: 1, left: -1 }, () => police.does(303, `/police/${id}/entered`, {}));
		await stands(police, first, "entered", "entered");
		await police.does(409, `/police/${first}/entered`, {});
		await moves(district, {}, async () => {
			await police.does(422, `/sheets/${first}/archive`, { place: " " });
			await police.does(303, `/sheets/${first}/archive`, { place: "Tủ 2, ngăn 3" });
			await officer.does(303, `/sheets/${second}/archive`, { reason: "Tủ 2, ngăn 4" });
		});
		await stands(police, first, "archived", "archive");
		const page = (await officer.page(`/sheets/${first}`)).text;
		holds(page.includes("Tủ 2, ngăn 3"), "the page of an archived sheet tells where its paper is kept");
		equal((await stands(officer, second, "archived")).actions, [], "actions of an archived sheet");
	});

	await step("returned by the police for each of their reasons, and for no other", async () => {
		const ids = await handed(8), queue = `/police?after=${ids[0] - 1}`;
		holds((await police.page(`/sheets/${ids[0]}`)).text.includes(`href="${queue}"`), "the sheet's page leads to where it is entered");
		equal(/id="sheet-(\d+)"/.exec((await police.page(queue)).text)?.[1], String(ids[0]), "the queue begins with it there");
		holds(!(await officer.page(`/sheets/${ids[0]}`)).text.includes(`href="${queue}"`), "for the police only");
		for (const reason of ["", "0", "9", "1.5", "x"])
			await moves(district, {}, () => police.does(422, `/police/${ids[0]}/return`, { reason, note: "thử" }));
		for (const [i, id] of ids.entries())
			await police.does(303, `/police/${id}/return`, { reason: i + 1, note: `ghi chú ${i + 1}` });
		for (const [i, id] of ids.entries()) {
			const sheet = await stands(officer, id, "police_returned", "police_return");
			holds(sheet.history.at(-1).reason.includes(`ghi chú ${i + 1}`), `the note of ${i + 1} is in the history`);
			holds(cameBack((await officer.page(`/sheets/${id}`)).text).includes(`ghi chú ${i + 1}`), `the note of ${i + 1} is above the sheet`);
		}
		equal((await counts(district)).police_returned >= 8, true, "police_returned counts them");
	});

	await step("sent again unchanged, or reopened, corrected and accepted anew", async () => {
		const first = await policeReturned(2), second = await policeReturned(3);
		await officer.does(422, `/sheets/${first}/resend`, {});
		await moves(district, { police_returned: -1, handed_over: -1 }, () =>
			officer.does(303, `/sheets/${first}/resend`, { reason: "đã đối chiếu sổ hộ khẩu" }));
		await stands(officer, first, "accepted", "resend");
		await officer.does(422, `/sheets/${second}/reopen`, { reason: "" });
		await moves(district, { police_returned: -1, handed_over: -1, accepted: -1 }, () =>
			officer.does(303, `/sheets/${second}/reopen`, { reason: "sai tên" }));
		for (const page of ["", "/edit"])
			holds(cameBack((await officer.page(`/sheets/${second}${page}`)).text) !== "", `reopened: ${page} still tells why it came back`);
		await officer.does(303, `/sheets/${second}/correct`, { full_name: "Tạ Tuệ Mẫn", reason: "theo thẻ" });
		holds(cameBack((await officer.page(`/sheets/${second}`)).text) !== "", "corrected: why it came back");
		await moves(district, { accepted: 1 }, () => officer.does(303, `/sheets/${second}/accept`, {}));
		equal((await stands(officer, second, "accepted", "accept")).history.map((e) => e.action).slice(-4),
			["police_return", "reopen", "correct", "accept"], "history");
		equal(cameBack((await officer.page(`/sheets/${second}`)).text), "", "accepted anew: no longer told above");
		await police.does(303, `${await batch([first, second])}/sign`, { count: 2 });
	});
}

async function ending({ step, enumerator, officer, district, fresh, accepted, policeReturned }) {
	await step("replaced: the old sheet stays until the new one is submitted", async () => {
		for (const make of [accepted, () => policeReturned(4)]) {
			const old = await make(), before = await officer.sheet(old);
			const answer = await moves(district, {}, () => officer.does(303, `/sheets/${old}/replace`, {}));
			const id = Number(/^\/sheets\/(\d+)\/edit$/.exec(answer.location)?.[1]);
			holds(id > 0 && id !== old, `replace leads to ${answer.location}`);
			const draft = await stands(officer, id, "draft", "create");
			equal([draft.replaces_id, draft.answers.full_name], [old, undefined], "the draft is empty and knows the old one");
			await stands(officer, old, before.state);
			holds((await officer.page(answer.location)).text.includes(before.answers.full_name), "the old answers stand beside");
			const fields = { ...fresh(), citizen_id: before.answers.citizen_id };
			const sent = await refill(officer, id, { ...fields, birth_date: before.answers.birth_date, sex: before.answers.sex, action: "submit" });
			equal(sent.status, 303, "the new one is submitted");
			equal((await stands(officer, old, "replaced", "replace")).replaced_by_id, id, "the old one knows the new");
			equal((await stands(officer, id, "received", "submit")).replaces_id, old, "the new one knows the old");
			await officer.does(303, `/sheets/${id}/accept`, {});
		}
	});

	await step("cancelled with a reason: a draft by its writer, others by the officer", async () => {
		const draft = await enumerator.saves(fresh()), sent = await enumerator.saves(fresh(), "submit"), done = await accepted();
		await enumerator.does(422, `/sheets/${draft}/cancel`, {});
		await moves(district, {}, () => enumerator.does(303, `/sheets/${draft}/cancel`, { reason: "ghi trùng" }));
		await enumerator.does(409, `/sheets/${sent}/cancel`, { reason: "ghi trùng" });
		await moves(district, { collected: -1 }, () => officer.does(303, `/sheets/${sent}/cancel`, { reason: "ghi trùng" }));
		await moves(district, { collected: -1, accepted: -1 }, () => officer.does(303, `/sheets/${done}/cancel`, { reason: "đã chuyển đi" }));
		equal((await stands(officer, sent, "cancelled", "cancel")).history.at(-1).reason, "ghi trùng", "the reason kept");
		await officer.does(409, `/sheets/${done}/reopen`, { reason: "thử" });
	});

	await step("two sheets of one person: the second is not accepted", async () => {
		const first = await accepted(), { citizen_id } = (await officer.sheet(first)).answers, second = await officer.saves(fresh({ citizen_id }), "submit");
		await officer.does(422, `/sheets/${second}/accept`, { confirm_E50: "thử", confirm_W12: "x", confirm_W13: "x" });
		equal((await stands(officer, second, "received")).findings.some((f) => f.rule === "E50"), true, "E50 is found");
	});
}

/* The officer counts the last bundle that came from a hamlet: all its papers are there. */
async function countsLast(officer, papers) {
	const { rows: [last] } = await officer.json("/bundles.json");
	await officer.does(303, `/bundles/${last.id}/confirm`, { count: papers });
}

/* ---- with the hamlet stage and four eyes, in the world set up from nothing ---- */

async function walkStages(world) {
	const step = (name, fn) => test(`hamlet stage, four eyes: ${name}`, fn);
	const enumerator = await world.client("far_enumerator"), leader = await world.client("far_leader");
	const officer = await world.client("far_officer"), second = await world.client("far_officer_2");
	const [hamlet] = await world.hamlets(enumerator);
	const fresh = (i, changes = {}) => typed(i, { area_id: hamlet, ...changes });

	await step("submitted to the hamlet, forwarded, accepted", async () => {
		const id = await enumerator.saves(fresh(200), "submit");
		await stands(officer, id, "with_hamlet", "submit");
		await officer.does(409, `/sheets/${id}/accept`, {});
		await enumerator.does(403, `/sheets/${id}/forward`, {});
		await leader.does(303, `/sheets/${id}/forward`, {});
		await stands(leader, id, "received", "forward");
		await leader.does(409, `/sheets/${id}/forward`, {});
		await officer.does(409, `/sheets/${id}/accept`, {});
		await countsLast(officer, 1);
		await officer.does(303, `/sheets/${id}/accept`, {});
	});

	await step("returned by the hamlet leader, sent again", async () => {
		const id = await enumerator.saves(fresh(201), "submit");
		await leader.does(422, `/sheets/${id}/return`, {});
		await leader.does(303, `/sheets/${id}/return`, { reason: "thiếu chữ ký" });
		await stands(enumerator, id, "returned", "return");
		await enumerator.does(303, `/sheets/${id}/submit`, {});
		await stands(enumerator, id, "with_hamlet", "submit");
		await officer.does(303, `/sheets/${id}/forward`, {});
	});

	await step("the officer who typed a sheet does not accept it, another does", async () => {
		const id = await officer.saves(fresh(202), "submit");
		await officer.does(422, `/sheets/${id}/accept`, {});
		await officer.does(422, "/review/accept", { ids: id });
		await stands(officer, id, "received", "submit");
		await second.does(303, `/sheets/${id}/accept`, {});
		await stands(officer, id, "accepted", "accept");
	});

	await step("all that waits in a hamlet is sent on at once: a filtered list, or chosen ones", async () => {
		const ids = [];
		for (let i = 230; i < 233; i++)
			ids.push(await enumerator.saves(fresh(i), "submit"));
		const shown = await leader.page("/review/forward?state=with_hamlet"), form = formTo(shown.text, "/review/forward");
		holds((await leader.page("/sheets?state=with_hamlet")).text.includes('href="/review/forward?state=with_hamlet"'), "the list offers it");
		equal([values(form, "expected"), values(form, "state")], [["3"], ["with_hamlet"]], "how many are shown before");
		holds(ids.every((id) => shown.text.includes(`href="/sheets/${id}"`)), "and which");
		holds(!(await leader.page("/sheets?state=received")).text.includes("/review/forward"), "another list does not");
		await leader.does(409, "/review/forward", { state: "with_hamlet", expected: "2" });
		await leader.does(422, "/review/forward", {});
		await enumerator.does(403, "/review/forward", { ids: ids[0] });
		await leader.does(303, "/review/forward", { ids: ids[0] });
		await stands(leader, ids[0], "received", "forward");
		await leader.does(422, "/review/forward", { ids: ids[0] });
		await leader.does(303, "/review/forward", { state: "with_hamlet", expected: "2" });
		for (const id of ids)
			await stands(officer, id, "received", "forward");
		await officer.does(422, "/review/forward", { state: "with_hamlet", expected: "0" });
	});
}

let demo, bare;
await test("the demo database and a commune set up by commands are served", async () => {
	[demo, bare] = [await demoWorld(), await bareWorld()];
});
await test("where nothing waits to be handed over, the page says what comes first, and has nothing dead to press", async () => {
	const page = (await (await bare.client("officer")).page("/handovers")).text, form = formTo(page, "/handovers");
	holds(page.includes("Phiếu được nghiệm thu trước") && page.includes('href="/review"'), "where it happens");
	holds(form !== undefined && /<form method="post" action="\/handovers" hidden>/.test(page), "the form is there, and not shown");
});
for (const road of [await open("demo", demo), await open("bare start", bare)])
	for (const part of [typing, accepting, handing, policing, ending])
		await part(road);
await walkStages(bare);
await finish(demo.server, bare.server);
