/* The whole road of papers in a commune whose police never log in: the list of a batch is printed, signed by hand, and told to the program by the officer. Each in
 * turn, by keyboard; each paper is opened in each of its forms. */
import { check, checkEqual, jsonAs } from "./harness.mjs";
import { Hand, TODAY, checkStations, checkWhere, seesPaper, sheetOf, stateOf, verified } from "./hands.mjs";
import { accepts, comesBack, delivers, goesToArchive, sends, typesSheet } from "./steps.mjs";

const KEEPER = "Tổ công tác phường Phương Sài", SIGNER = "Đại úy Trần Văn An", OF_LIST = `ghi theo danh sách ký ngày ${TODAY}, người ký: ${SIGNER}`;
const statesOf = async (world) => (await Promise.all(world.ids.map((id) => stateOf(world, id)))).join();

async function switched(world) {
	const hand = await Hand.of(world, "admin"), commune = (await jsonAs(world, "officer", "/reports/progress.json")).area.id;
	await hand.goes(`/admin/settings?area=${commune}`);
	await hand.chooses("[name='police.by_paper']", "1");
	await hand.follows("#settings .btn-primary");
	checkEqual(await hand.page.inputValue("[name='police.by_paper']"), "1", "the switch");
	await hand.ends();
}

async function typed(world) {
	const hand = await Hand.of(world, "officer");
	await hand.goes("/");
	world.ids = [await typesSheet(hand, "CA-1"), ...await sends(world, "officer", ["CA-2", "CA-3", "CA-4", "CA-5"])];
	for (const id of world.ids) {
		await hand.goes(`/sheets/${id}`);
		await accepts(hand);
	}
	checkEqual(await statesOf(world), Array(5).fill("accepted").join(), "accepted");
	await hand.ends();
}

async function printed(world) {
	const hand = await Hand.of(world, "officer");
	world.batch = await delivers(hand, world.ids);
	await seesPaper(hand, world.batch, ["DỰ THẢO", "5 phiếu (Năm phiếu)", "CA-1", "CA-5"]);
	await seesPaper(hand, `${world.batch}/cover`, ["LÔ BÀN GIAO SỐ", `${world.url}${world.batch}`], { print: null, word: false });
	const list = await seesPaper(hand, `${world.batch}/checklist`, ["DANH SÁCH THEO DÕI NHẬP", "Đã nhập", "Trả lại", "Lý do số", "NGƯỜI NHẬP"], { print: `${world.batch}/checklist`, word: false });
	checkEqual([...list.matchAll(/CA-(\d)/g)].map(([, no]) => no).join(), "1,2,3,4,5", "in the order of the batch");
	await hand.ends();
}

/* The officer tells what stands on a list that was signed: all of it, and then what differs. */
async function tells(hand, batch, returned = [], missing = []) {
	await hand.goes("/");
	await hand.follows(".site-nav a[href='/handovers']");
	await hand.follows(`main a[href='${batch}']`);
	await hand.follows(`main a[href='${batch}/by-paper']`);
	await hand.follows("form[data-once] .panel-body p a.btn");
	check(await hand.page.locator("input[name=entered]:not(:checked)").count() === 0, "all are marked");
	await hand.types("#signed_on", TODAY);
	await hand.types("#signer", SIGNER);
	for (const [id, reason] of returned) await hand.types(`input[name=returned_${id}]`, reason);
	await hand.ticks(...missing.map((id) => `input[name=missing][value='${id}']`));
	await hand.follows("main form .panel-foot button");
	checkEqual(hand.path, batch, "where it leads");
}

async function toldByList(world) {
	const hand = await Hand.of(world, "officer"), [one, , , wrong, missing] = world.ids;
	await tells(hand, world.batch, [[wrong, "3"]], [missing]);
	await hand.reads(`${SIGNER} ký trên giấy ngày ${TODAY}`);
	await seesPaper(hand, world.batch, ["4 phiếu (Bốn phiếu)", "thiếu 1 phiếu (Một phiếu)", SIGNER, "BIÊN BẢN XÁC NHẬN CHÊNH LỆCH", "Mã đối chiếu nhật ký"]);
	checkEqual(await statesOf(world), "entered,entered,entered,police_returned,accepted", "where they are");
	checkEqual((await sheetOf(world, one)).history.slice(-2).map((event) => `${event.action}: ${event.reason}`).join("; "), `sign: ${OF_LIST}; entered: ${OF_LIST}`, "the history");
	await hand.ends();
}

async function back(world) {
	const hand = await Hand.of(world, "officer"), [, , , wrong, missing] = world.ids;
	const first = await comesBack(hand, world.batch, "Tủ 4, hộp 1, tập 1", KEEPER);
	await seesPaper(hand, first, ["4 phiếu (Bốn phiếu)", "đưa vào lưu: 3 phiếu (Ba phiếu)", "Tủ 4, hộp 1, tập 1", KEEPER, "CA-1", "CA-4"]);
	await hand.goes(`/sheets/${wrong}`);
	await hand.types("#reason-resend", "Đã đối chiếu căn cước, họ tên đúng như phiếu");
	await hand.follows("#move-resend .btn-primary");
	const batch = await delivers(hand, [wrong, missing]);
	await tells(hand, batch);
	await comesBack(hand, batch, "Tủ 4, hộp 1, tập 2", KEEPER);
	checkEqual(await statesOf(world), Array(5).fill("archived").join(), "all of them");
	await goesToArchive(hand, "3 hồ sơ (Ba hồ sơ)");
	await hand.ends();
}

async function told(world) {
	const hand = await Hand.of(world, "officer"), [one, two, three, wrong, missing] = world.ids, begun = ["Thu thập", "Nghiệm thu", "Bàn giao công an", "Nhập CSDLQG"], kept = ["Trả phiếu giấy", "Lưu hồ sơ"];
	for (const id of [one, two, three, missing]) {
		const road = await checkStations(hand, id, [...begun, ...kept]);
		for (const text of ["Lô", SIGNER, "Tủ 4, hộp 1, tập"]) check(road.includes(text), `the road lacks ${text}: ${road}`);
	}
	await checkStations(hand, wrong, [...begun, "Công an trả lại", "Bàn giao công an", "Nhập CSDLQG", ...kept]);
	await hand.ends();
	const { rows } = await jsonAs(world, "officer", `${world.batch}.json`);
	checkEqual(rows.map((row) => [row.outcome, row.return_reason ?? "", row.by_paper === 1 ? "by paper" : ""].join(":")).join(),
		"present::by paper,present::by paper,present::by paper,present:Sai họ tên:by paper,missing::", "what the batch tells for ever");
	await checkWhere(world, ["officer", "leader", "hamlet_leader"], one, "Đã lưu hồ sơ");
	check(!("police" in world.sessions), "the police were never here");
	verified(world);
}

export default [
	["the commune is switched: its police confirm on paper", switched],
	["the officer types, sends and accepts", typed],
	["a batch, its cover, its list to tick", printed],
	["the list that was signed: all of it, then one returned, one missing", toldByList],
	["papers come back, what is left goes again by another list; the archive", back],
	["each sheet's page tells its stations; where a sheet is; nothing is amiss", told],
];
