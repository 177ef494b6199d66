/* The whole road of papers where a hamlet counts first (Phương Sài): typed, counted, confirmed paper by paper, accepted, minuted, handed over, signed for, entered,
 * given back, archived. Each in turn, by keyboard; each paper is opened in each of its forms. */
import { check, checkEqual, jsonAs } from "./harness.mjs";
import { Hand, TODAY, checkStations, checkWhere, seesPage, seesPaper, sheetOf, stateOf, verified } from "./hands.mjs";
import { accepts, comesBack, confirms, delivers, enters, givesBack, goesToArchive, sends, signs, typesAnswers, typesSheet } from "./steps.mjs";

const KEEPER = "Tổ công tác phường Phương Sài";
const statesOf = async (world) => (await Promise.all(world.ids.map((id) => stateOf(world, id)))).join();

async function typed(world) {
	const hand = await Hand.of(world, "enumerator");
	await hand.goes("/");
	world.ids = [await typesSheet(hand, "TDP-1"), ...await sends(world, "enumerator", ["TDP-2", "TDP-3", "TDP-4", "TDP-5"])];
	checkEqual(await statesOf(world), Array(5).fill("with_hamlet").join(), "sent");
	await hand.ends();
}

/* Ticks sheets, counts them, sends them on; the bundle. */
async function sendsOn(hand, ids) {
	await hand.goes("/");
	await hand.follows(".site-nav a[href='/bundles']");
	await hand.ticks(...ids.map((id) => `input[name=ids][value='${id}']`));
	const form = hand.page.locator("form[action='/bundles']", { has: hand.page.locator(`input[value='${ids[0]}']`) });
	await form.locator("input[name=count]").focus();
	await hand.page.keyboard.type(String(ids.length));
	await hand.leads("Enter");
	check(/^\/bundles\/\d+$/.test(hand.path), `sending on leads to ${hand.path}`);
	return hand.path;
}

async function counted(world) {
	const hand = await Hand.of(world, "hamlet_leader");
	world.bundle = await sendsOn(hand, world.ids);
	await seesPaper(hand, world.bundle, ["DỰ THẢO", "Giao nhận phiếu thông tin về người lao động", "5 phiếu (Năm phiếu)", "TDP-1", "TDP-5", "DANH SÁCH PHIẾU GIAO NHẬN"]);
	await hand.goes("/bundles");
	const report = await hand.page.locator("a[href^='/reports/count/']").first().getAttribute("href");
	await seesPage(hand, report, ["BÁO CÁO", "Kết quả kiểm đếm phiếu thông tin về người lao động", "Các bó phiếu đã giao"]);
	await hand.ends();
}

async function confirmed(world) {
	const hand = await Hand.of(world, "officer"), gone = world.ids[4];
	await confirms(hand, world.bundle, 4, [gone]);
	await seesPaper(hand, world.bundle, ["3. Số lượng thực nhận: 4 phiếu (Bốn phiếu).", "thiếu 1 phiếu (Một phiếu)", "Phụ lục II", "Mã đối chiếu nhật ký"]);
	checkEqual(await statesOf(world), "received,received,received,received,with_hamlet", "where they are");
	checkEqual((await sheetOf(world, gone)).history.at(-1).action, "not_received", "what is told of the missing one");
	await hand.ends();
}

async function accepted(world) {
	const hand = await Hand.of(world, "officer"), [one, two, three, faulty] = world.ids;
	for (const id of [one, two, three]) {
		await hand.goes("/review");
		await hand.goes(`/sheets/${id}`);
		await accepts(hand);
	}
	await hand.goes(`/sheets/${faulty}`);
	await hand.types("#reason-return", "Thiếu chữ ký của người cung cấp thông tin");
	await hand.follows("#move-return .btn-primary");
	checkEqual(await statesOf(world), "accepted,accepted,accepted,returned,with_hamlet", "where they are");
	await hand.ends();
}

/* The writer mends what came back; the missing paper is found; both go on in another bundle. */
async function corrected(world) {
	const [, , , faulty, gone] = world.ids, writer = await Hand.of(world, "enumerator"), leader = await Hand.of(world, "hamlet_leader"), officer = await Hand.of(world, "officer");
	await writer.goes("/");
	await writer.goes(`/sheets/${faulty}/edit`);
	await writer.reads("Thiếu chữ ký của người cung cấp thông tin");
	await writer.types("#informant_name", "Người đã ký tên");
	await writer.follows("button[name=action][value=submit]");
	checkEqual(await stateOf(world, faulty), "with_hamlet", "sent again");
	await leader.goes("/bundles");
	await leader.reads("Xã, phường báo thiếu phiếu giấy");
	const bundle = await sendsOn(leader, [faulty, gone]);
	await confirms(officer, bundle, 2);
	for (const id of [faulty, gone]) {
		await officer.goes(`/sheets/${id}`);
		await accepts(officer);
	}
	checkEqual(await statesOf(world), Array(5).fill("accepted").join(), "all are accepted");
	for (const hand of [writer, leader, officer]) await hand.ends();
}

async function minuted(world) {
	const hand = await Hand.of(world, "officer");
	await hand.goes("/");
	await hand.follows(".site-nav a[href='/minutes']");
	await hand.follows("a[href='/minutes/new?type=acceptance']");
	const { answers, enumerator } = await sheetOf(world, world.ids[0]), name = enumerator ?? answers.enumerator;
	const member = await hand.page.locator("#enumerator_id option").evaluateAll((all, wanted) => all.find((one) => one.textContent.includes(wanted))?.value, name ?? "Nguyễn Thị Thu Hà");
	await hand.chooses("#enumerator_id", member);
	await hand.types("#from", TODAY);
	await hand.types("#to", TODAY);
	await hand.follows("#choose button");
	await hand.follows("form[action='/minutes'] .btn-primary");
	const minutes = hand.path;
	await seesPaper(hand, minutes, ["DỰ THẢO", "ĐIỀU TRA VIÊN"]);
	await hand.follows("form[action$='/issue'] .btn-primary");
	await hand.reads("ban hành");
	await seesPaper(hand, minutes, ["Số: 01/BB-", "5 phiếu (Năm phiếu)", "TDP-1", "TDP-5", "Mã đối chiếu nhật ký"]);
	world.minutes = minutes;
	await hand.ends();
}

async function handedOver(world) {
	const hand = await Hand.of(world, "officer");
	world.batch = await delivers(hand, world.ids);
	await seesPaper(hand, world.batch, ["DỰ THẢO", "Bàn giao phiếu thông tin về người lao động", "5 phiếu (Năm phiếu)", "TDP-1", "TDP-5"]);
	await seesPaper(hand, `${world.batch}/cover`, ["LÔ BÀN GIAO SỐ", `${world.url}${world.batch}`, "5 phiếu (Năm phiếu)"], { print: null, word: false });
	await seesPaper(hand, `${world.batch}/checklist`, ["DANH SÁCH THEO DÕI NHẬP", "TDP-1", "TDP-5"], { print: `${world.batch}/checklist`, word: false });
	await seesPaper(hand, `${world.batch}/sheets`, ["PHIẾU THÔNG TIN VỀ NGƯỜI LAO ĐỘNG"], { print: null, word: false });
	await hand.ends();
}

async function signed(world) {
	const hand = await Hand.of(world, "police"), missing = world.ids[4];
	await signs(hand, world.batch, 4, [missing]);
	await seesPaper(hand, world.batch, ["4 phiếu (Bốn phiếu)", "thiếu 1 phiếu (Một phiếu)", "BIÊN BẢN XÁC NHẬN CHÊNH LỆCH", "Mã đối chiếu nhật ký"]);
	checkEqual(await statesOf(world), "handed_over,handed_over,handed_over,handed_over,accepted", "where they are");
	await hand.ends();
}

async function entered(world) {
	const hand = await Hand.of(world, "police"), [one, two, unchanged, wrong] = world.ids;
	await enters(hand, one);
	await enters(hand, two);
	await givesBack(hand, unchanged, "1");
	await givesBack(hand, wrong, "3");
	checkEqual(await statesOf(world), "entered,entered,police_returned,police_returned,accepted", "where they are");
	await hand.ends();
}

/* One is right as it is and goes again; of the other a new one is written. Then the papers come back, those that go again for another while. */
async function answered(world) {
	const hand = await Hand.of(world, "officer"), [, , unchanged, wrong] = world.ids;
	await hand.goes("/");
	await hand.goes(`/sheets/${unchanged}`);
	await hand.types("#reason-resend", "Đã xác minh với công an phường");
	await hand.follows("#move-resend .btn-primary");
	await hand.goes(`/sheets/${wrong}`);
	await hand.follows("#move-replace button");
	check(/^\/sheets\/\d+\/edit$/.test(hand.path), `replacing leads to ${hand.path}`);
	world.fresh = Number(/\d+/.exec(hand.path)[0]);
	await typesAnswers(hand, "TDP-4/2");
	await hand.follows("button[name=action][value=submit]");
	await hand.goes(`/sheets/${world.fresh}`);
	await accepts(hand);
	checkEqual(await statesOf(world), "entered,entered,accepted,replaced,accepted", "where they are");
	const back = await comesBack(hand, world.batch, "Tủ 2, hộp 5, tập 1", KEEPER);
	await seesPaper(hand, back, ["Số lượng giao trả: 4 phiếu (Bốn phiếu)", "đưa vào lưu: 2 phiếu (Hai phiếu)", "Nơi lưu: Tủ 2, hộp 5, tập 1", KEEPER, "TDP-1", "TDP-4"]);
	await hand.ends();
}

async function again(world) {
	const hand = await Hand.of(world, "officer"), police = await Hand.of(world, "police"), ids = [world.ids[2], world.fresh, world.ids[4]];
	const batch = await delivers(hand, ids);
	await signs(police, batch, ids.length);
	for (const id of ids) await enters(police, id);
	await comesBack(hand, batch, "Tủ 2, hộp 5, tập 2", KEEPER);
	checkEqual(await statesOf(world), "archived,archived,archived,replaced,archived", "at the end");
	checkEqual(await stateOf(world, world.fresh), "archived", "the new one");
	await goesToArchive(hand, "3 hồ sơ (Ba hồ sơ)");
	for (const one of [hand, police]) await one.ends();
}

/* Stations of a sheet, of which some are gone through again. */
const BEGUN = ["Thu thập", "Thôn, tổ dân phố", "Nghiệm thu"], DELIVERED = ["Bàn giao công an", "Nhập CSDLQG"], KEPT = ["Trả phiếu giấy", "Lưu hồ sơ"];

async function told(world) {
	const hand = await Hand.of(world, "officer"), [one, two, unchanged, wrong, missing] = world.ids, first = [...BEGUN, ...DELIVERED];
	for (const id of [one, two]) {
		const road = await checkStations(hand, id, [...first, ...KEPT]);
		for (const paper of ["Bó phiếu", "Biên bản nghiệm thu 01/2024", "Lô", "Tủ 2, hộp 5, tập 1"]) check(road.includes(paper), `the road lacks ${paper}: ${road}`);
	}
	await checkStations(hand, unchanged, [...first, "Công an trả lại", ...DELIVERED, ...KEPT]);
	await checkStations(hand, wrong, [...BEGUN, "Trả lại bổ sung", ...BEGUN.slice(1), ...DELIVERED, "Công an trả lại", "Đã thay bằng phiếu khác"]);
	await checkStations(hand, missing, [...BEGUN, ...BEGUN.slice(1), ...DELIVERED, ...KEPT]);
	await checkStations(hand, world.fresh, ["Thu thập", "Nghiệm thu", ...DELIVERED, ...KEPT]);
	await hand.ends();
	const { rows } = await jsonAs(world, "officer", `${world.batch}.json`);
	checkEqual(rows.map((row) => [row.outcome, row.return_reason ?? "", row.entered_at === null ? "" : "entered"].join(":")).join(),
		"present::entered,present::entered,present:Không có trên CSDLQG về dân cư:,present:Sai họ tên:,missing::", "what the batch tells for ever");
}

async function found(world) {
	await checkWhere(world, ["officer", "police", "leader"], world.ids[0], "Đã lưu hồ sơ");
	verified(world);
}

export default [
	["the enumerator types, and sends", typed],
	["the hamlet leader counts and hands a bundle on", counted],
	["the officer counts paper by paper, one is missing", confirmed],
	["the officer accepts, and returns one", accepted],
	["what was returned is mended, what was missing is found, both come in another bundle", corrected],
	["the minutes of what was accepted are issued", minuted],
	["a batch with its papers", handedOver],
	["the police sign, one is missing", signed],
	["the police enter, and return with reasons", entered],
	["one goes again, one is replaced; papers come back, and are archived with their place", answered],
	["what was missing, what goes again and what is new: another batch, to the archive", again],
	["each sheet's page tells its stations, the batch what became of it", told],
	["where a sheet is, from the pages of officer, police and leader; nothing is amiss", found],
];
