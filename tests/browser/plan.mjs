/* On an installation where nothing is but the areas of the country: the whole plan of phường Phương Sài entered by pages, in less than ten minutes. */
import { NARROW, check, checkEqual, mau03, openAs, serve, stopServing } from "./harness.mjs";

const MINUTES = 10, SECRET = "mật khẩu dài của người thử";
const milestones = [["entry", "31/12/2023", "50"], ["entry", "30/06/2024", "100"]];

async function begins(world) {
	await stopServing(world.server);
	mau03(world.server, "", "import", "areas", "--official", "2024");
	mau03(world.server, `${SECRET}\n`, "user", "add", "planner", "--role", "admin", "--password-stdin");
	mau03(world.server, `${SECRET}\n`, "user", "add", "lan", "--role", "officer", "--area", "commune:22351", "--password-stdin");
	await serve(world);
	world.began = Date.now();
	world.admin = await openAs(world, "planner", { password: SECRET });
	world.officer = await openAs(world, "lan", { password: SECRET });
}

/* Fills the form of the page whose inputs begin with that id, sends it, and demands that it was taken. */
async function sends(page, id, fields) {
	for (const [name, value] of Object.entries(fields)) {
		const input = page.locator(`#${id}-${name}`);
		if (value === true) await input.check();
		else if ((await input.evaluate((one) => one.tagName)) === "SELECT") await input.selectOption(value);
		else await input.fill(value);
	}
	const loaded = page.waitForEvent("load");
	await page.locator(`#${id} button.btn-primary`).click();
	await loaded;
	checkEqual(await page.locator("#error-summary").count(), 0, `refusal of ${JSON.stringify(fields)}`);
}

async function looks(page) {
	await page.setViewportSize(NARROW);
	const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	await page.setViewportSize({ width: 1366, height: 768 });
	check(wide <= 0, `${page.url()} is ${wide} px too wide at 360 px`);
}

async function hamlets(world) {
	const page = world.admin;
	await page.goto("/admin/areas?q=22351");
	await page.locator("main tbody a[href^='/admin/areas/']").first().click();
	await page.waitForLoadState("load");
	world.commune = new URL(page.url()).pathname;
	for (let i = 1; i <= 10; i++) {
		await page.goto(world.commune);
		await sends(page, "add", { code: `22351${String(i).padStart(2, "0")}`, name: `Tổ dân phố ${i}`, valid_from: "01/01/2023" });
	}
}

async function campaign(world) {
	const page = world.admin;
	await page.goto("/admin/campaigns/new");
	await sends(page, "campaign", { code: "PS-2023", name: "Thu thập thông tin người lao động phường Phương Sài", areas: "commune:22351", collect_from: "01/06/2023", collect_to: "30/06/2024",
		hamlet_stage: true, collect: "30", tally: "5", check: "10", entry: "30" });
	world.campaign = new URL(page.url()).pathname;
	for (const [stage, last_day, share] of milestones) {
		await page.goto(`${world.campaign}/milestones`);
		await sends(page, "plan", { stage, last_day, share });
	}
	await page.goto(`${world.campaign}/tasks`);
	await sends(page, "plan", { name: "Kế hoạch nhập tin của UBND phường và Công an phường", whose: "UBND phường", every: "once" });
	await sends(page, "plan", { name: "Bắt đầu thu thập, cập nhật hằng năm", last_day: "01/07/2024", every: "year" });
	for (let i = 1; i <= 10; i++) {
		await page.goto(`${world.campaign}/targets`);
		await sends(page, "target", { area: `Tổ dân phố ${i}`, sheets: "150", due_on: "30/06/2024" });
	}
	await page.goto(`${world.campaign}/targets`);
	checkEqual(await page.locator("main tbody tr").count(), 10, "targets of ten tổ");
	await looks(page);
}

async function members(world) {
	const page = world.officer;
	for (let i = 1; i <= 10; i++) {
		await page.goto("/members/new");
		await page.fill("[name=full_name]", `Nguyễn Thị ${"Anh Bình Chi Dung Hà Hoa Lan Mai Nga Oanh".split(" ")[i - 1]}`);
		await page.locator("[name=areas]").nth(i - 1).check();
		await page.locator("main form button.btn-primary").click();
		await page.waitForURL("**/members");
	}
	checkEqual(await page.locator("main tbody tr", { hasText: "Nguyễn Thị" }).count(), 10, "ten members");
}

async function stands(world) {
	const page = world.officer;
	await page.goto("/campaigns");
	await page.locator("main a[href^='/campaigns/']").first().click();
	await page.waitForLoadState("load");
	const text = (await page.innerText("main")).replace(/\s+/g, " ");
	for (const part of ["từ 01/06/2023 đến hết 30/06/2024", "Thu thập 30 ngày", "50 % chỉ tiêu đến hết 31/12/2023", "1.500 phiếu", "Bắt đầu thu thập, cập nhật hằng năm"])
		check(text.includes(part), `"${part}" is not on the campaign's page: ${text.slice(0, 900)}`);
	await looks(page);
	const minutes = (Date.now() - world.began) / 60000;
	check(minutes < MINUTES, `it took ${minutes} minutes`);
}

export const demo = 0;
export default [
	["the areas of the country are there, an administrator and an officer", begins],
	["ten tổ dân phố", hamlets],
	["the campaign: its days, stages 30/5/10/30, milestones, tasks, targets of ten tổ", campaign],
	["ten members of the Tổ", members],
	["the officer reads the plan, in less than ten minutes from the first page", stands],
];
