/* Copies of papers that were signed by hand: of minutes of a batch, of a list that police without a line here signed, of papers that come back. */
import { Client } from "./client.mjs";
import { Server, command, demoFolder, demoPassword, equal, finish, holds, test } from "./harness.mjs";
import { forms } from "./html.mjs";
import { typed } from "./sheets.mjs";

const folder = demoFolder(), server = await Server.start(folder);
const [officer, police, admin, far, leader, enumerator] = await Promise.all(["officer", "police", "admin", "officer2", "leader", "enumerator"].map((name) => Client.login(server, name, demoPassword)));
const said = (answer) => answer.text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
const hamlet = /name="area_id"[^]*?<option value="(\d+)"/.exec((await officer.page("/sheets/new")).text)[1];
const commune = (await officer.json("/reports/progress.json")).area.id, signed_on = "10/06/2024";
let used = 9000;
async function batch(count) {
	const ids = [];
	while (ids.length < count) {
		const id = await officer.saves(typed(used++, { area_id: hamlet }), "submit"), { findings } = await officer.sheet(id);
		await officer.does(303, `/sheets/${id}/accept`, Object.fromEntries(findings.map((f) => [`confirm_${f.rule}`, "đã xem giấy tờ"])));
		ids.push(id);
	}
	return { ids, location: (await officer.does(303, "/handovers", { ids })).location };
}
const pdf = (text) => Buffer.from(`%PDF-1.7\n% ${text}\n%%EOF\n`);
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xda, 0, 3, 1, 9, 9, 0xff, 0, 9, 0xff, 0xd9, 7, 7]);
const links = async (client, location) => [...(await client.page(location)).text.matchAll(/href="([^"]*\/scan\?no=\d+)"/g)].map(([, url]) => url);

await admin.does(303, `/admin/settings?area=${commune}`, { "police.by_paper": "1" });
const { ids, location } = await batch(2);

await test("a draft has no signed copy, nor a form for one", async () => {
	holds(!(await officer.page(location)).text.includes(`${location}/signed`), "no form");
	const refused = await officer.upload(`${location}/signed`, { signed_on }, pdf("draft"));
	equal(refused.status, 409, "a draft");
	holds(said(refused).includes("còn là dự thảo"), said(refused).slice(0, 600));
	equal((await officer.get(`${location}/scan`)).status, 404, "none");
});

await test("of a list that the police signed: day, scan, as it was sent, by whom; the second beside the first; each look is noted", async () => {
	await officer.does(303, `${location}/by-paper`, { signed_on, signer: "Trần Văn An", entered: ids[0] });
	const form = forms((await officer.page(location)).text).find((one) => one.action === `${location}/signed`);
	equal(form?.fields.map(([name]) => name).filter((name) => !["csrf", "form_token"].includes(name)), ["signed_on", "scan"], "the form");
	equal((await officer.upload(`${location}/signed`, { signed_on })).status, 303, "the day alone");
	equal((await officer.upload(`${location}/signed`, { signed_on: "2024-06-10" }, pdf("one"))).status, 303, "a scan");
	equal((await officer.upload(`${location}/signed`, { signed_on: "09/06/2024" }, jpeg)).status, 303, "a photo, with what the camera wrote behind it");
	equal(await links(officer, location), [1, 2].map((no) => `${location}/scan?no=${no}`), "both");
	const page = said(await officer.page(location));
	for (const text of ["Bản có chữ ký ngày 09/06/2024", "Bản chụp 1 (PDF, 1 kB) · ký ngày 10/06/2024", "Bản chụp 2 (JPEG, 1 kB) · ký ngày 09/06/2024"])
		holds(page.includes(text), `${text}: ${page.slice(0, 2000)}`);
	const [first, second, last] = await Promise.all([`${location}/scan?no=1`, `${location}/scan?no=2`, `${location}/scan`].map((url) => police.get(url)));
	equal([first.body.equals(pdf("one")), second.body.equals(jpeg), last.body.equals(jpeg)], [true, true, true], "as they were sent");
	equal([first.headers["content-type"], second.headers["content-type"], first.headers["x-content-type-options"]], ["application/pdf", "image/jpeg", "nosniff"], "what they are");
	holds(/^attachment; filename="?bien-ban|^attachment;.*-ban-ky-1\.pdf/.test(first.headers["content-disposition"]), first.headers["content-disposition"]);
	equal([(await officer.get(`${location}/scan?no=3`)).status, (await officer.get(`${location}/scan?no=x`)).status], [404, 400], "others");
	const seen = (await officer.json(`/access.json?sheet=${ids[0]}`)).rows.filter((row) => row.action === "export" && row.list === "bien-ban-ban-giao");
	equal(seen.length, 3, JSON.stringify((await officer.json(`/access.json?sheet=${ids[0]}`)).rows));
});

await test("what is wrong is told beside the field, the day stays, and nothing changes", async () => {
	const wrong = [[{}, undefined, "ngày ký"], [{ signed_on: "31/02/2024" }, pdf("x"), "ngày ký"], [{ signed_on: "11/06/2024" }, pdf("x"), "sau hôm nay"], [{ signed_on }, Buffer.from("<html>not a scan</html>"), "PDF hoặc ảnh JPEG"],
		[{ signed_on }, Buffer.from("%PDF-1.7 cut off"), "còn nguyên vẹn"], [{ signed_on }, jpeg.subarray(0, 18), "còn nguyên vẹn"], [{ signed_on }, Buffer.concat([Buffer.from("%PDF-"), Buffer.alloc(5 << 20), Buffer.from("%%EOF")]), "quá 5 MB"]];
	for (const [fields, bytes, text] of wrong) {
		const refused = await officer.upload(`${location}/signed`, fields, bytes);
		equal(refused.status, 422, text);
		holds(said(refused).includes(text) && refused.text.includes('aria-invalid="true"') && refused.text.includes(`value="${fields.signed_on ?? ""}"`), `${text}: ${said(refused).slice(0, 900)}`);
	}
	equal((await officer.upload(`${location}/signed`, { signed_on }, pdf("one"))).status, 409, "the same again");
	const far_over = await officer.upload(`${location}/signed`, { signed_on }, Buffer.alloc(11 << 20));
	equal(far_over.status, 413, "far over it");
	holds(/id="scan"[^>]*aria-invalid="true"[^]*lớn quá 5 MB/.test(far_over.text) && forms(far_over.text).some((one) => one.action === `${location}/signed`), `told beside the field: ${said(far_over).slice(0, 900)}`);
	for (const client of [far, leader])
		holds(!said(await client.upload(`${location}/signed`, { signed_on }, Buffer.alloc(11 << 20))).includes("Bản có chữ ký"), "others see nothing of it");
	equal((await links(officer, location)).length, 2, "as before");
});

await test("pressed twice it is one; twenty are the most", async () => {
	const form_token = "c".repeat(32), both = await Promise.all([officer, officer.twin()].map((client) => client.upload(`${location}/signed`, { signed_on, form_token }, pdf("twice"))));
	equal(both.map((one) => one.status), [303, 303], "both lead on");
	equal((await links(officer, location)).length, 3, "one");
	equal((await officer.upload(`${location}/signed`, { signed_on, form_token }, pdf("another"))).status, 409, "the same form with another file");
	for (let i = 3; i < 20; i++)
		equal((await officer.upload(`${location}/signed`, { signed_on }, pdf(`no ${i}`))).status, 303, `${i}`);
	holds(said(await officer.upload(`${location}/signed`, { signed_on }, pdf("over"))).includes("nhiều nhất 20"), "no more");
});

await test("who may see the paper may see its copies, nobody else", async () => {
	for (const [client, status] of [[far, 404], [leader, 403], [enumerator, 403], [admin, 403]])
		equal([(await client.get(`${location}/scan`)).status, (await client.upload(`${location}/signed`, { signed_on }, pdf("y"))).status], [status, status], client.username);
});

await test("of papers that come back, by the police too", async () => {
	const { location: made } = await police.does(303, "/returns", { place: "Tủ 1", keeper: "Tổ", ids: ids[0] });
	equal((await police.upload(`${made}/signed`, { signed_on }, pdf("back"))).status, 303, "a scan");
	holds(said(await officer.upload(`${made}/signed`, { signed_on }, pdf("back"))).includes("đã có trong danh sách"), "the same again");
	equal([(await officer.get(`${made}/scan`)).body.equals(pdf("back")), (await far.get(`${made}/scan`)).status], [true, 404], "as it was sent");
});

await test("the database tells of every scan", async () => {
	const log = said(await admin.page("/admin/log"));
	holds(log.includes("Ghi nhận bản đã ký"), log.slice(0, 800));
	const verified = command(["verify", "--data", folder]);
	equal(verified.status, 0, verified.stderr.toString());
});

await finish(server);
