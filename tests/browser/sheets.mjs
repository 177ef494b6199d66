/* Sheets of invented people, as answers and as keystrokes. */
import { addressOf, check, checkEqual, getAs, postAs } from "./harness.mjs";

const FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Đặng", "Bùi", "Hồ"];
const GIVEN = ["An", "Bình", "Châu", "Dũng", "Giang", "Hải", "Khánh", "Lâm", "Mai", "Nam", "Phúc", "Quang", "Sơn", "Tâm", "Vinh"];

let made = 0;

/* Somebody new at every call: another name, another number. */
export function somebody() {
	made += 1;
	const name = `${FAMILY[made % FAMILY.length]} Văn ${GIVEN[made % GIVEN.length]} ${GIVEN[(made * 7 + 3) % GIVEN.length]}`;
	return { full_name: name, citizen_id: `05608549${String(7000 + made * 13).padStart(4, "0")}` };
}

/* A whole sheet without a fault, as it is posted. */
export const wholeSheet = (area) => ({
	...somebody(), area_id: area, birth_date: "12/03/1985", sex: "1", permanent_address: "12 Trần Quý Cáp, Phương Sài, Nha Trang, Khánh Hòa",
	general_education: "4", qualification: "1", activity_status: "1", employment_position: "2", occupation: "Nhân viên bán hàng",
	social_insurance: "3", labour_contract: "3", workplace_type: "2", workplace_address: "Chợ Phương Sài, Nha Trang",
	collected_on: "05/06/2024", informant_name: "Người được hỏi",
});

export async function hamletsOf(world, user) {
	const page = await (await getAs(world, user, "/sheets/new")).text();
	const list = /name="area_id"[^]*?<\/select>/.exec(page)[0];
	return [...list.matchAll(/<option value="(\d+)"/g)].map((match) => match[1]);
}

/* Stores a sheet past the browser; gives its address. */
export async function storeSheet(world, user, changes = {}, action = "submit") {
	const [area] = await hamletsOf(world, user);
	return addressOf(await postAs(world, user, "/sheets", { ...wholeSheet(area), ...changes, action }));
}

export async function acceptSheet(world, path) {
	const page = await (await getAs(world, "officer", path)).text();
	const confirmations = [...page.matchAll(/name="(confirm_\w+)"/g)].map((match) => [match[1], "Đã hỏi lại, đúng như phiếu"]);
	await addressOf(await postAs(world, "officer", `${path}/accept`, Object.fromEntries(confirmations)));
}

/* New accepted sheets in an unsigned batch; gives the paths. */
export async function makeBatch(world, count) {
	const paths = [];
	for (let i = 0; i < count; i++) {
		paths.push(await storeSheet(world, "officer"));
		await acceptSheet(world, paths[i]);
	}
	const ids = paths.map((path) => path.split("/").pop());
	return { sheets: paths, batch: await addressOf(await postAs(world, "officer", "/handovers", { ids })) };
}

/* ---- by keyboard ---- */

const focusedName = (page) => page.evaluate(() => document.activeElement.name || document.activeElement.id || document.activeElement.tagName);

/* What is focused can be seen: inside the window, nothing over it, and an outline on it or on the box that stands for it. */
export async function checkFocusSeen(page) {
	const trouble = await page.evaluate(() => {
		const element = document.activeElement;
		const shown = element.type === "radio" || element.closest(".ticks .option") ? element.nextElementSibling : element;
		const box = shown.getBoundingClientRect();
		const bar = document.querySelector(".action-bar")?.getBoundingClientRect();
		const inBar = element.closest(".action-bar") !== null;
		if (box.height > innerHeight) return box.top < innerHeight && box.bottom > 0 ? "" : "is outside the window";
		if (box.top < 0 || box.bottom > innerHeight + 1) return `is outside the window (${box.top} to ${box.bottom} of ${innerHeight})`;
		if (!inBar && bar && box.bottom > bar.top + 1 && box.top < bar.bottom - 1) return "is behind the bar of buttons";
		if (getComputedStyle(shown).outlineStyle === "none") return "has no outline";
		return "";
	});
	check(trouble === "", `the focused ${await focusedName(page)} ${trouble}`);
}

/* Types [field, text] in turn, each left with Enter (or Tab): the focus must be on that field already. */
export async function typeAnswers(page, answers, leave = "Enter") {
	for (const [field, keys] of answers) {
		checkEqual(await focusedName(page), field, "the focused field");
		await checkFocusSeen(page);
		if (keys === "↓") await page.keyboard.press("ArrowDown");
		else await page.keyboard.type(keys);
		await page.keyboard.press(leave);
	}
}
