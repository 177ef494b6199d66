/* Names as long as the forms take them, of everybody and everything: every page that links lead to, by role, stays as wide as its window at 360 and 1366 px and loses
 * no text at its edge, and every print and every PDF keeps its words on the paper. PICTURES=FOLDER keeps a picture of each. */
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check, checkEqual, getAs, jsonAs, mau03, NARROW, openAs, PASSWORD, postAs, serve, stopServing, WIDE } from "./harness.mjs";
import { acceptSheet, hamletsOf, wholeSheet } from "./sheets.mjs";

export const demo = 0;

const ROLES = ["admin", "enumerator", "hamlet_leader", "officer", "leader", "police", "police_superior", "district", "province"];
const NAME = 100, LONG = 300, AREAS = { province: "56", district: "568", commune: "22351", hamlet: "22351-01" };
const LEVEL = { province: "province", district: "district", police_superior: "district" };
const MARGIN = 14; /* points: nothing is printed nearer to the edge */

/* A text of so many characters: words, the first of them its own. */
function lengthy(first, length = NAME) {
	const words = "Nguyễn Phước Hoàng Thị Thùy Dương Khánh Ngọc Trường Thượng Nghiêm Quỳnh".split(" ");
	let text = first;
	for (let i = 0; text.length < length; i++) text += ` ${words[i % words.length]}`;
	return text.slice(0, length - 1).trimEnd().padEnd(length, "g");
}

const GIVEN = "An Bình Châu Dũng Giang Hải Khánh Lâm Mai Nam".split(" ");
const oneWord = (length) => "Nguyễn".repeat(length).slice(0, length);

const areas = () => `code\tparent_code\tlevel\tname\tfull_name
56\t\tprovince\t${lengthy("Khánh Hòa")}\t${lengthy("Tỉnh Khánh Hòa")}
568\t56\tdistrict\t${lengthy("Nha Trang")}\t${lengthy("Thành phố Nha Trang")}
22351\t568\tcommune\t${lengthy("Phương Sài")}\t${lengthy("Phường Phương Sài")}
22351-01\t22351\thamlet\t${lengthy("Tổ 1")}\t${lengthy("Tổ dân phố 1")}
22351-02\t22351\thamlet\t${oneWord(NAME)}\t${oneWord(NAME)}
`;

/* An office on its first day. */
async function settle(world) {
	const { server } = world, file = join(server.data, "areas.tsv"), run = (...args) => mau03(server, `${PASSWORD}\n`, ...args);
	await writeFile(file, areas());
	await stopServing(server);
	run("import", "areas", file, "--valid-from", "2020-01-01");
	run("campaign", "add", "--code", "PHUONG-SAI-2024-DOT1", "--name", lengthy("Thu thập thông tin người lao động", LONG), "--area", "22351", "--from", "2024-01-01",
		"--hamlet-stage", "on");
	for (const role of ROLES)
		run("user", "add", `${role}_account`, "--full-name", lengthy(role), "--role", role, ...role === "admin" ? [] : ["--area", AREAS[LEVEL[role] ?? "commune"]], "--password-stdin");
	await serve(world);
}

/* Where a form leads to; a refusal is told by what its page says of it. */
async function posted(world, user, path, fields) {
	const answer = await postAs(world, `${user}_account`, path, fields);
	check(answer.status === 303, `${path}: ${answer.status} ${answer.status === 303 ? "" : (/(id="error-summary"|<main)[^]*/.exec(await answer.text())?.[0] ?? "").replaceAll(/<[^>]*>|\s+/g, " ").slice(0, 300)}`);
	return answer.headers.get("location");
}

async function configure(world) {
	const names = ["office.name", "office.superior", "office.place", "office.police", "office.police_superior", "office.labour", "signer.title", "signer.name"];
	await posted(world, "admin", "/admin/settings", Object.fromEntries([...names.map((name) => [name, lengthy(name === "signer.name" ? "Nguyễn" : "Ủy ban nhân dân phường", LONG)]),
		["office.code", "UBND-PHUONG-SAI-0001"], ["office.team_code", "TCT-PHUONG-SAI-00001"], ["paper.police_prints", ""]]));
	await posted(world, "admin", "/admin/campaigns/1/targets", { area: AREAS.hamlet, count: "999999", due: "31/12/2024" });
	for (const name of [lengthy("Thành viên"), oneWord(NAME)])
		await posted(world, "officer", "/members", { full_name: name, body: lengthy("Hội Nông dân", 200), areas: (await hamletsOf(world, "officer_account"))[0], bank: lengthy("Ngân hàng"), account: "9".repeat(24) });
	await posted(world, "officer", "/members/team", { name: lengthy("Tổ công tác", LONG), decision_no: lengthy("118/QĐ-UBND"), decision_on: "25/05/2024" });
}

/* Ten sheets on their way, the last of them entered: what is left of each on the way stays there. */
async function work(world) {
	const hamlets = await hamletsOf(world, "officer_account"), paths = [];
	for (let i = 0; i < 10; i++)
		paths.push(await posted(world, "officer", "/sheets", { ...wholeSheet(hamlets[i % 2]), full_name: i % 5 === 4 ? oneWord(NAME) : lengthy(`Phạm ${GIVEN[i]}`), permanent_address: lengthy("Số 12", LONG),
			current_address: oneWord(LONG), occupation: lengthy("Nhân viên", 200), workplace_address: lengthy("Lô B12", LONG), informant_name: lengthy("Người"),
			citizen_id: `0560${i === 1 ? "90" : "85"}00${1000 + i}`, action: i === 0 ? "save" : "submit" }));
	return paths.map((path) => path.split("/").pop());
}

async function custody(world) {
	const ids = await work(world), officer = "officer_account";
	await posted(world, "hamlet_leader", "/sheets", { ...wholeSheet((await hamletsOf(world, "hamlet_leader_account"))[0]), full_name: lengthy("Lê"), action: "submit" });
	const waiting = (await jsonAs(world, officer, "/sheets.json?state=with_hamlet")).rows.map((row) => row.id);
	await posted(world, "hamlet_leader", "/bundles", { ids: waiting.join(","), count: waiting.length });
	await posted(world, "officer", `/sheets/${ids[2]}/return`, { reason: lengthy("Câu 6 thiếu số nhà", LONG) });
	for (const id of ids.slice(3)) await acceptSheet({ ...world, sessions: { get officer() { return world.sessions[officer]; } } }, `/sheets/${id}`);
	const batch = await posted(world, "officer", "/handovers", { ids: ids.slice(4) });
	await posted(world, "police", `${batch}/sign`, { count: 6 });
	await posted(world, "officer", "/handovers", { ids: ids[3] });
	for (const id of ids.slice(6)) await posted(world, "police", `/police/${id}/entered`, {});
	await posted(world, "police", `/police/${ids[5]}/return`, { reason_code: "8", reason: "8", note: lengthy("Khác", LONG) });
	await posted(world, "police", "/returns", { ids: ids.slice(7).join(","), place: lengthy("Tủ", 200), keeper: lengthy("Tổ công tác") });
}

async function money(world) {
	await posted(world, "officer", "/admin/campaigns/1/prices", { role: "check", area: "22351", from: "01/01/2024", new: "100000000", change: "100000000", decided_no: lengthy("12/2024/NQ-HĐND"),
		decided_on: "01/01/2024", source: lengthy("Ngân sách", LONG) });
	const path = await posted(world, "officer", "/payments", { campaign_id: 1, role: "check", from: "01/01/2024", to: new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 10) });
	await posted(world, "officer", `${path}/close`, {});
}

/* ---- every page that links lead to ---- */

const FILES = /\.(xlsx|csv|json|docx)$|\/(scan|result)$/, SKIPPED = /^\/(healthz|logout|login)/;

/* One address stands for all of its kind: numbers and filters aside, but for what is printed. */
const kindOf = ({ pathname, searchParams }) => pathname.replace(/\d+/g, "N") + (searchParams.has("print") ? "?print" : "");

const linksOf = (page) => page.evaluate(() => Array.from(document.links, (link) => link.href));

/* What runs over at the edge of the window: the page itself, or a text that is cut. */
const over = (page) => page.evaluate(() => {
	const troubles = [], most = document.documentElement.clientWidth;
	if (document.documentElement.scrollWidth > most) troubles.push(`${document.documentElement.scrollWidth} px wide`);
	const scrolls = (one) => one.closest(".table-box, .chart, .desk, .visually-hidden, svg") !== null;
	for (const paper of document.querySelectorAll(".sheet, .paper"))
		for (const one of paper.querySelectorAll("*")) if (one.checkVisibility() && one.getBoundingClientRect().right > paper.getBoundingClientRect().right + 1) troubles.push(`${one.tagName}.${one.className} runs over its paper`);
	for (const one of document.querySelectorAll("body *")) {
		if (!one.checkVisibility() || scrolls(one) || one.matches("input, select, textarea, option, datalist, br, .brand-name")) continue;
		const style = getComputedStyle(one), box = one.getBoundingClientRect();
		if (box.width > 1 && box.right > most + 1) troubles.push(`${one.tagName}.${one.className} ends at ${Math.round(box.right)}`);
		else if (one.scrollWidth > one.clientWidth + 1 && style.textOverflow !== "ellipsis" && one.clientWidth > 1) troubles.push(`${one.tagName}.${one.className} hides ${one.scrollWidth - one.clientWidth} px`);
	}
	return troubles.slice(0, 3);
});

const picture = (name) => process.env.PICTURES && join(process.env.PICTURES, name.replaceAll(/[^a-z0-9_]+/gi, "-"));

async function keep(page, name) {
	if (process.env.PICTURES) await page.screenshot({ path: `${picture(name)}.png`, fullPage: true });
}

/* Words that lie beyond the paper, or nearer to its edge than a printer prints. */
async function onPaper(bytes, name) {
	const folder = await mkdtemp(join(tmpdir(), "mau03-long-")), file = join(folder, "paper.pdf"), troubles = [];
	await writeFile(file, bytes);
	for (const part of spawnSync("pdftotext", ["-bbox", file, "-"], { encoding: "utf8", maxBuffer: 1 << 26 }).stdout.split("<page ").slice(1)) {
		const width = Number(/width="([\d.]+)"/.exec(part)[1]);
		if (!/<word[^]*<word/.test(part)) troubles.push("a page with nothing on it");
		for (const [, left, right, word] of part.matchAll(/<word xMin="([-\d.]+)" yMin="[^"]*" xMax="([-\d.]+)"[^>]*>([^<]*)/g))
			if (Number(left) < MARGIN || Number(right) > width - MARGIN) troubles.push(`“${word.slice(0, 30)}” from ${left} to ${right} of ${width}`);
	}
	if (process.env.PICTURES) spawnSync("pdftoppm", ["-r", "60", "-png", file, picture(`pdf ${name}`)]);
	await rm(folder, { recursive: true });
	return troubles.slice(0, 3);
}

async function printed(page, url, name) {
	if (!/\/(print|minutes|checklist|index|preview|cover)$|archive\/\d+$|team\/\d+$|count\/\d+$|print=1/.test(url)) return [];
	return onPaper(await page.pdf({ preferCSSPageSize: true, printBackground: false }), name);
}

const filed = async (world, user, url, name) => onPaper(Buffer.from(await (await getAs(world, user, url)).arrayBuffer()), name);

async function shown(world, page, url, name) {
	const troubles = [];
	await page.setViewportSize(NARROW);
	await page.goto(url);
	checkEqual(page.shown.status(), 200, url);
	for (const size of [NARROW, WIDE]) {
		await page.setViewportSize(size);
		troubles.push(...(await over(page)).map((one) => `${one} at ${size.width} px`));
		await keep(page, `${name} ${size.width}`);
	}
	return { troubles: [...troubles, ...await printed(page, url, name)], links: await linksOf(page) };
}

const walk = (role, least) => async (world) => {
	const user = `${role}_account`, page = await openAs(world, user), seen = new Map(), waiting = ["/"], troubles = [];
	while (waiting.length > 0) {
		const address = new URL(waiting.shift(), world.url), url = address.pathname + address.search, kind = kindOf(address);
		if (address.origin !== world.url || seen.has(kind) || FILES.test(address.pathname) || SKIPPED.test(address.pathname)) continue;
		seen.set(kind, url);
		if (address.pathname.endsWith(".pdf")) {
			troubles.push(...(await filed(world, user, url, `${role} ${kind}`)).map((one) => `${url}: ${one}`));
			continue;
		}
		const { troubles: found, links } = await shown(world, page, url, `${role} ${kind}`);
		troubles.push(...found.map((one) => `${url}: ${one}`));
		waiting.push(...links);
	}
	await page.context().close();
	check(seen.size >= least, `${seen.size} kinds of pages: ${[...seen.keys()].join(" ")}`);
	check(troubles.length === 0, troubles.join("\n"));
};

export default [
	["an office where everything has the longest of names", async (world) => {
		await settle(world);
		await configure(world);
		await custody(world);
		await money(world);
	}],
	...ROLES.map((role) => [`what ${role} is led to`, walk(role, 5)]),
];
