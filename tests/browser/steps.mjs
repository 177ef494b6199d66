/* Steps that the roads of papers share, each by keyboard. */
import { check, checkEqual } from "./harness.mjs";
import { idOf, seesPaper } from "./hands.mjs";
import { hamletsOf, somebody, storeSheet, wholeSheet } from "./sheets.mjs";

/* A page that has just come takes no key that was meant for the page before, where a key does much. */
const SETTLE_MS = 550;

/* ---- sheets ---- */

/* In the order of the paper. */
const ASKED = ["full_name", "birth_date", "sex", "citizen_id", "social_insurance_no", "permanent_address", "current_address", "priority_disabled", "general_education",
	"qualification", "training_field", "activity_status", "employment_position", "occupation", "social_insurance", "labour_contract", "contract_start", "employer_name",
	"workplace_type", "workplace_address", "collected_on", "informant_name"];

/* The answers of a whole sheet, on the page of an empty one; the name that was typed. */
export async function typesAnswers(hand, paperNo) {
	const { page, world, user } = hand, [area] = await hamletsOf(world, user), person = { ...wholeSheet(area), ...somebody() };
	await hand.chooses("#area_id", area);
	await hand.types("#paper_no", paperNo);
	await page.focus("#full_name");
	for (const name of ASKED) {
		checkEqual(await page.evaluate(() => document.activeElement.name), name, "the focus follows the paper");
		await page.keyboard.type(person[name] ?? "");
		if (name !== ASKED.at(-1)) await page.keyboard.press("Enter");
	}
	return person.full_name;
}

/* A whole sheet from the keyboard, sent; its id. */
export async function typesSheet(hand, paperNo) {
	await hand.follows(".site-nav a[href='/sheets/new']");
	const name = await typesAnswers(hand, paperNo);
	await hand.leads("Control+Enter");
	await hand.reads(`Đã gửi phiếu của ${name}`);
	return idOf(await hand.page.locator(".alert-success a").getAttribute("href"));
}

export const sends = async (world, user, numbers) => {
	const ids = [];
	for (const paper_no of numbers) ids.push(idOf(await storeSheet(world, user, { paper_no })));
	return ids;
};

/* The warnings of a sheet that is open are answered, and it is accepted. */
export async function accepts(hand) {
	for (const input of await hand.page.locator(".finding-confirm input[name^=confirm_]").all()) {
		await input.focus();
		await hand.page.keyboard.type("Đã hỏi lại, đúng như phiếu");
	}
	await hand.page.waitForTimeout(SETTLE_MS);
	await hand.follows("form#move-accept button, [data-accept], button[form=move-accept]");
}

/* ---- bundles, batches ---- */

/* The officer counts; missing: ids. */
export async function confirms(hand, bundle, count, missing = []) {
	await hand.goes("/");
	await hand.follows("main a[href='/bundles?state=open']");
	await hand.follows(`main a[href='${bundle}']`);
	for (const id of missing) await hand.ticks(`#missing-${id}`);
	await hand.types("#count", String(count));
	await hand.follows("form#sign button");
	await hand.reads("xác nhận kiểm đếm");
}

/* Sheets that wait are ticked, and handed over in a batch. */
export async function delivers(hand, ids) {
	await hand.goes("/");
	await hand.follows(".site-nav a[href='/handovers']");
	await hand.ticks(...ids.map((id) => `form[data-select] input[name=ids][value='${id}']`));
	await hand.follows("form[data-select] .panel-foot button");
	check(/^\/handovers\/\d+$/.test(hand.path), `the batch is ${hand.path}`);
	return hand.path;
}

/* The police count a batch and sign for it. */
export async function signs(hand, batch, count, missing = []) {
	await hand.goes("/");
	await hand.follows("main a[href='/handovers']");
	await hand.follows(`main a[href='${batch}']`);
	for (const id of missing) await hand.ticks(`#missing-${id}`);
	await hand.types("#count", String(count));
	await hand.follows("form#sign button");
	await hand.reads("ký nhận");
}

/* ---- entering ---- */

export async function enters(hand, id) {
	await hand.goes(`/police?after=${id - 1}`);
	await hand.page.waitForTimeout(SETTLE_MS);
	await hand.leads("Enter");
}

/* Gives a sheet back with a reason. */
export async function givesBack(hand, id, reason) {
	await hand.goes(`/police?after=${id - 1}`);
	await hand.page.waitForTimeout(SETTLE_MS);
	await hand.leads(reason, "Enter");
}

/* ---- papers that come back ---- */

/* Papers that the police have done with come back: all that are listed of the batch. */
export async function comesBack(hand, batch, place, keeper) {
	await hand.goes("/");
	await hand.follows(".site-nav a[href='/handovers']");
	await hand.follows(`main a[href='${batch}']`);
	await hand.follows("main a[href^='/returns/waiting?batch=']");
	await hand.follows("form[action='/returns'] p a.btn");
	await hand.types("#place", place);
	await hand.types("#keeper", keeper);
	await hand.follows("form[action='/returns'] .panel-foot button");
	check(/^\/returns\/\d+$/.test(hand.path), `the return is ${hand.path}`);
	return hand.path;
}

/* What goes to the archive of the body; files in figures and words. */
export async function goesToArchive(hand, files) {
	await hand.goes("/returns");
	await hand.follows("a[href='/returns/archive']");
	const archive = (await hand.page.locator("main a[href$='/index']").first().getAttribute("href")).replace("/index", "");
	await seesPaper(hand, archive, ["Giao nhận hồ sơ, tài liệu vào Lưu trữ cơ quan", "MỤC LỤC HỒ SƠ NỘP LƯU TRỮ", files], { print: archive });
	await seesPaper(hand, `${archive}/index`, ["MỤC LỤC HỒ SƠ NỘP LƯU TRỮ", files], { print: `${archive}/index` });
}
