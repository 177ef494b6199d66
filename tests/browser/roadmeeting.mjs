/* The whole road of papers where a meeting accepts (Bắc Giang): minutes of the meeting, a bundle of the Tổ to the officer, what stands on the sheets is confirmed,
 * ký nhận, papers back to the Ban chỉ đạo, the archive. Each in turn, by keyboard; each paper is opened in each of its forms. */
import { check, checkEqual } from "./harness.mjs";
import { Hand, TODAY, checkStations, checkWhere, seesPaper, sheetOf, stateOf, verified } from "./hands.mjs";
import { comesBack, confirms, delivers, enters, goesToArchive, sends, signs, typesSheet } from "./steps.mjs";

const KEEPER = "Ban chỉ đạo phường Phương Sài", CHAIR = "Nguyễn Đình Chủ", SECRETARY = "Trần Thị Thư Ký";
const statesOf = async (world, ids = world.ids) => (await Promise.all(ids.map((id) => stateOf(world, id)))).join();

async function switched(world) {
	const hand = await Hand.of(world, "admin");
	await hand.goes("/admin/campaigns");
	await hand.page.locator("a", { hasText: "PS-2023" }).first().focus();
	await hand.leads("Enter");
	await hand.ticks("[name=hamlet_stage]", "[name=meeting_accepts]");
	await hand.follows("main form .btn-primary");
	checkEqual([await hand.page.isChecked("[name=hamlet_stage]"), await hand.page.isChecked("[name=meeting_accepts]")].join(), "false,true", "the switches");
	await hand.ends();
}

async function typed(world) {
	const hand = await Hand.of(world, "enumerator");
	await hand.goes("/");
	world.ids = [await typesSheet(hand, "BG-1"), ...await sends(world, "enumerator", ["BG-2", "BG-3", "BG-4"])];
	checkEqual(await statesOf(world), Array(4).fill("received").join(), "sent");
	await hand.ends();
}

/* A meeting passes some, and returns others with a reason; its minutes and the bundle of the Tổ. */
async function meets(hand, passed, returned = []) {
	const { page } = hand;
	await hand.goes("/");
	await hand.follows(".site-nav a[href='/minutes']");
	await hand.follows("a[href='/minutes/new?type=meeting']");
	for (const [name, text] of [["held_on", TODAY], ["begun", "8 giờ 30"], ["ended", "10 giờ 00"], ["place", "Hội trường UBND phường"], ["chair", CHAIR], ["secretary", SECRETARY], ["conclusion", "Các phiếu đạt đủ điều kiện bàn giao."]])
		await hand.types(`#${name}`, text);
	await page.locator("input[name=present]").first().focus();
	await page.keyboard.press("Space");
	await hand.ticks(...passed.map((id) => `input[name=passed][value='${id}']`), ...returned.map((id) => `input[name=returned][value='${id}']`));
	for (const id of returned) await hand.types(`input[name=reason_${id}]`, "Ngày sinh mờ, không đọc được");
	await hand.follows("form[action='/minutes'] .panel-foot button");
	check(/^\/minutes\/\d+$/.test(hand.path), `the meeting leads to ${hand.path}: ${(await page.textContent("main")).replace(/\s+/g, " ").slice(0, 600)}`);
	const minutes = hand.path, bundle = await page.locator("main a[href^='/bundles/']").getAttribute("href");
	await seesPaper(hand, minutes, ["DỰ THẢO", CHAIR, SECRETARY]);
	await hand.follows("form[action$='/issue'] .btn-primary");
	await hand.reads("ban hành");
	return { minutes, bundle };
}

async function met(world) {
	const hand = await Hand.of(world, "officer"), [one, two, three, faulty] = world.ids;
	Object.assign(world, await meets(hand, [one, two, three], [faulty]));
	await seesPaper(hand, world.minutes, ["Số: 01/", "THƯ KÝ", "CHỦ TỌA", "3 phiếu (Ba phiếu)", "1 phiếu (Một phiếu)", "Ngày sinh mờ, không đọc được", "BG-1", "BG-4", "8 giờ 30", "10 giờ 00", "Nơi nhận", "Mã đối chiếu nhật ký"]);
	checkEqual(await statesOf(world), "accepted,accepted,accepted,returned", "the gate has accepted");
	await hand.ends();
}

async function counted(world) {
	const hand = await Hand.of(world, "officer"), ids = world.ids.slice(0, 3);
	await hand.goes("/handovers");
	for (const id of ids) checkEqual(await hand.page.locator(`form[data-select] input[value='${id}']`).count(), 0, "before it is counted nothing of it goes into a batch");
	await hand.goes(world.minutes);
	await hand.follows(`main a[href='${world.bundle}']`);
	await seesPaper(hand, world.bundle, ["DỰ THẢO", "3 phiếu (Ba phiếu)", "BG-1", "BG-3"]);
	await confirms(hand, world.bundle, 3);
	await seesPaper(hand, world.bundle, ["3. Số lượng thực nhận: 3 phiếu (Ba phiếu).", "Chênh lệch so với danh sách: không", "Mã đối chiếu nhật ký"]);
	await hand.ends();
}

async function metAgain(world) {
	const writer = await Hand.of(world, "enumerator"), hand = await Hand.of(world, "officer"), faulty = world.ids[3];
	await writer.goes(`/sheets/${faulty}/edit`);
	await writer.reads("Ngày sinh mờ, không đọc được");
	await writer.types("#informant_name", "Người đọc lại ngày sinh");
	await writer.follows("button[name=action][value=submit]");
	const { bundle } = await meets(hand, [faulty]);
	await confirms(hand, bundle, 1);
	checkEqual(await statesOf(world), Array(4).fill("accepted").join(), "all are accepted");
	for (const one of [writer, hand]) await one.ends();
}

async function confirmedSheets(world) {
	const hand = await Hand.of(world, "officer");
	world.batch = await delivers(hand, world.ids);
	await hand.follows("main a[href^='/minutes/new?type=confirmation']");
	await hand.follows("form[action='/minutes'] .btn-primary");
	const minutes = hand.path;
	await seesPaper(hand, minutes, ["DỰ THẢO", "BG-1", "BG-4"]);
	await hand.follows("form[action$='/issue'] .btn-primary");
	await seesPaper(hand, minutes, ["Xác nhận đối soát thông tin trên phiếu", "Số phiếu đã đối soát: 4 phiếu (Bốn phiếu)", "Mã đối chiếu nhật ký"]);
	await hand.types("#signed_on", TODAY);
	await hand.follows("form[action$='/signed'] button");
	await hand.reads(`Bản có chữ ký ngày ${TODAY}`);
	await seesPaper(hand.path === world.batch ? hand : await hand.goes(world.batch), world.batch, ["DỰ THẢO", "4 phiếu (Bốn phiếu)"]);
	await seesPaper(hand, `${world.batch}/cover`, ["LÔ BÀN GIAO SỐ", `${world.url}${world.batch}`], { print: null, word: false });
	await seesPaper(hand, `${world.batch}/checklist`, ["DANH SÁCH THEO DÕI NHẬP", "BG-1", "BG-4"], { print: `${world.batch}/checklist`, word: false });
	await hand.ends();
}

async function entered(world) {
	const hand = await Hand.of(world, "police");
	await signs(hand, world.batch, 4);
	await seesPaper(hand, world.batch, ["4 phiếu (Bốn phiếu)", "Mã đối chiếu nhật ký"]);
	for (const id of world.ids) await enters(hand, id);
	checkEqual(await statesOf(world), Array(4).fill("entered").join(), "entered");
	await hand.ends();
}

/* The police give all of it back, to whom the commune said. */
async function givenBack(world) {
	const hand = await Hand.of(world, "police"), back = await comesBack(hand, world.batch, "Tủ 1, hộp 3, tập 2", KEEPER);
	await seesPaper(hand, back, ["BÊN GIAO: CÔNG AN", "4 phiếu (Bốn phiếu)", "Tủ 1, hộp 3, tập 2", KEEPER, "BG-1", "BG-4"]);
	checkEqual(await statesOf(world), Array(4).fill("archived").join(), "kept");
	checkEqual((await sheetOf(world, world.ids[0])).history.at(-1).reason, `Tủ 1, hộp 3, tập 2; giữ: ${KEEPER}`, "where and by whom");
	await hand.ends();
	const officer = await Hand.of(world, "officer");
	await goesToArchive(officer, "2 hồ sơ (Hai hồ sơ)");
	await officer.ends();
}

async function told(world) {
	const hand = await Hand.of(world, "officer"), end = ["Bàn giao công an", "Nhập CSDLQG", "Trả phiếu giấy", "Lưu hồ sơ"];
	for (const id of world.ids.slice(0, 3)) {
		const road = await checkStations(hand, id, ["Thu thập", "Nghiệm thu", ...end]);
		for (const paper of ["Biên bản họp nghiệm thu 01/2024", "Bó phiếu", "Biên bản xác nhận đối soát", "Lô bàn giao", "Biên bản giao trả", KEEPER, "Tủ 1, hộp 3, tập 2"]) check(road.includes(paper), `the road lacks ${paper}: ${road}`);
	}
	await checkStations(hand, world.ids[3], ["Thu thập", "Nghiệm thu", "Trả lại bổ sung", "Nghiệm thu", ...end]);
	await hand.ends();
	await checkWhere(world, ["officer", "police", "leader"], world.ids[0], "Đã lưu hồ sơ");
	verified(world);
}

export default [
	["the campaign is switched: no hamlet stage, a meeting accepts", switched],
	["the enumerator types, and sends", typed],
	["a meeting passes three, and returns one with a reason", met],
	["the officer counts the bundle of the Tổ", counted],
	["what was returned is mended and passed by another meeting", metAgain],
	["a batch; the Tổ confirms what stands on its sheets", confirmedSheets],
	["the police sign for the number, and enter", entered],
	["the police give the papers back to the Ban chỉ đạo; the archive", givenBack],
	["each sheet's page tells its stations; where a sheet is; nothing is amiss", told],
];
