/* What the walks of papers share: people who work by keyboard, papers that are opened as page, PDF and Word, and where a sheet is. */
import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { check, checkEqual, jsonAs, mau03, openAs } from "./harness.mjs";

export const TODAY = "10/06/2024";
const ACTIONS_TO_WHERE = 2, PLACES_EACH = 4, OPTIONS_MOST = 60;

export const pathOf = (page) => new URL(page.url()).pathname;
export const idOf = (path) => Number(path.split("/").pop());
export const sheetOf = (world, id, user = "officer") => jsonAs(world, user, `/sheets/${id}.json`);
export const stateOf = async (world, id, user = "officer") => (await sheetOf(world, id, user)).state;
const squeezed = (text) => text.replace(/\s+/g, " ").trim();

/* ---- somebody at the keyboard ---- */

/* Nothing here clicks or fills: a thing has the focus, and keys are pressed. The pages that were opened are remembered. */
export class Hand {
	static async of(world, user) {
		const hand = new Hand();
		Object.assign(hand, { world, user, page: await openAs(world, user) });
		hand.visited = (world.visited ??= {})[user] ??= new Set();
		hand.page.on("load", () => {
			const url = new URL(hand.page.url());
			if (!url.pathname.endsWith("/print")) hand.visited.add(url.pathname + url.search);
		});
		return hand;
	}

	get path() {
		return pathOf(this.page);
	}

	async goes(path) {
		await this.page.goto(path);
		return this;
	}

	/* Keys of which the last one leads to another page. */
	async leads(...keys) {
		for (const key of keys.slice(0, -1)) await this.page.keyboard.press(key);
		await Promise.all([this.page.waitForEvent("load"), this.page.keyboard.press(keys.at(-1))]);
		await this.page.waitForLoadState("load");
		return this;
	}

	async follows(selector, key = "Enter") {
		await this.reaches(this.page.locator(selector).first());
		return this.leads(key);
	}

	async ticks(...selectors) {
		for (const selector of selectors) {
			await this.page.locator(selector).focus();
			await this.page.keyboard.press("Space");
		}
	}

	async types(selector, text) {
		await this.reaches(this.page.locator(selector));
		await this.page.keyboard.press("Control+a");
		await this.page.keyboard.type(text);
	}

	/* What is folded away is opened first. */
	async reaches(thing) {
		if (!await thing.isVisible()) {
			await this.page.locator("details:not([open])", { has: thing }).last().locator("> summary").focus();
			await this.page.keyboard.press("Enter");
		}
		await thing.focus();
	}

	async chooses(selector, value) {
		const list = this.page.locator(selector);
		await list.focus();
		for (let i = 0; i < OPTIONS_MOST && await list.inputValue() !== value; i++) await this.page.keyboard.press("ArrowDown");
		checkEqual(await list.inputValue(), value, `${selector} of ${this.path}`);
	}

	async reads(...said) {
		const text = squeezed(await this.page.textContent("main"));
		for (const one of said) check(text.includes(one), `${this.path} lacks "${one}": ${text.slice(0, 1200)}`);
		return text;
	}

	/* What a link leads to is saved. */
	async saves(selector) {
		await this.page.locator(selector).first().focus();
		const [saved] = await Promise.all([this.page.waitForEvent("download"), this.page.keyboard.press("Enter")]);
		return saved.path();
	}

	async ends() {
		await this.page.context().close();
	}
}

/* ---- papers ---- */

function tool(name, ...args) {
	const { status, stdout, stderr } = spawnSync(name, args, { encoding: "utf8", maxBuffer: 64 << 20 });
	checkEqual(status, 0, `${name}: ${stderr}`);
	return stdout;
}
const WORD_TEXT = "import re, sys, zipfile, html; print(html.unescape(re.sub('<[^>]*>', ' ', zipfile.ZipFile(sys.argv[1]).read('word/document.xml').decode())))";

async function checkPdf(file, said) {
	const text = squeezed(tool("pdftotext", file, "-"));
	for (const one of said) check(text.includes(one), `the PDF lacks "${one}": ${text.slice(0, 1500)}`);
	const faces = tool("pdffonts", file).split("\n").slice(2).filter((line) => line !== "");
	check(faces.length > 0 && faces.every((line) => /LiberationSerif/.test(line) && / yes yes yes /.test(line)), `faces: ${faces.join("; ")}`);
	check(!text.includes("\ufffd"), "a letter that has no form");
	return text;
}

async function checkWord(file, said) {
	const words = squeezed(tool("python3", "-c", WORD_TEXT, file));
	for (const one of said) check(words.includes(one), `the Word file lacks "${one}"`);
}

/* The page that is printed; what files it offers are those of the paper. */
export async function seesPage(hand, print, said) {
	await hand.follows(`main a[href='${print}']`);
	const text = squeezed(await hand.page.textContent("body"));
	for (const one of said) check(text.includes(one), `${print} lacks "${one}": ${text.slice(0, 1500)}`);
	if (await hand.page.locator("header a[href$='.pdf']").count() > 0) await checkPdf(await hand.saves("header a[href$='.pdf']"), said);
	if (await hand.page.locator("header a[href$='.docx']").count() > 0) await checkWord(await hand.saves("header a[href$='.docx']"), said);
	await hand.page.goBack();
}

/* A paper by its links on the page: each form that it has says the same; saved twice it is the same. */
export async function seesPaper(hand, address, said, { print = `${address}/print`, word = true } = {}) {
	if (print !== null) await seesPage(hand, print, said);
	const link = `main a[href='${address}.pdf']`, [file, again] = [await hand.saves(link), await hand.saves(link)], text = await checkPdf(file, said);
	check(Buffer.compare(await readFile(file), await readFile(again)) === 0, `${address}.pdf: other bytes when it is asked for again`);
	if (word) await checkWord(await hand.saves(`main a[href='${address}.docx']`), said);
	return text;
}

/* ---- where a sheet is ---- */

/* Stations where it stood and where it stands, the last one. */
export async function stations(hand, id) {
	await hand.goes(`/sheets/${id}`);
	return hand.page.locator("ol.road li").evaluateAll((all) => all.filter((one) => !one.classList.contains("ahead")).map((one) => one.querySelector("b").textContent));
}

export async function checkStations(hand, id, wanted) {
	checkEqual((await stations(hand, id)).join(" · "), wanted.join(" · "), `the road of sheet ${id}`);
	const road = squeezed(await hand.page.locator("ol.road").textContent());
	for (const href of await hand.page.locator("ol.road a").evaluateAll((all) => all.map((one) => one.getAttribute("href"))))
		check((await hand.page.request.get(href)).status() === 200, `${href} is not opened from the road`);
	return road;
}

/* From pages where somebody was on the walk: the box in the head, Enter; then the sheet that is found, Enter. An action leads to another page. */
export async function checkWhere(world, users, id, state) {
	const { answers: { paper_no } } = await sheetOf(world, id);
	for (const user of users) {
		const hand = await Hand.of(world, user), { page } = hand, kinds = new Map([...hand.visited].map((path) => [path.replace(/\d+/g, "N").replace(/\?.*/, ""), path]));
		let pages = 0, most = 0;
		page.on("load", () => { pages += 1; });
		for (const place of new Set(["/", ...[...kinds.values()].slice(-PLACES_EACH)])) {
			await hand.goes(place);
			if (await page.locator(".desk").count() > 0) continue;
			const begun = pages;
			await hand.types("header input[name=q]", paper_no);
			await hand.leads("Enter");
			check(await page.locator("main tbody .row-link").count() > 0, `${user} does not find ${paper_no}`);
			await hand.follows("main tbody .row-link");
			checkEqual(hand.path, `/sheets/${id}`, `${user}, from ${place}`);
			check(squeezed(await page.textContent("dl.where")).includes(state), `where it is: ${await page.textContent("dl.where")}`);
			check(await page.locator("ol.road li[aria-current=step]").count() === 1, "its road");
			most = Math.max(most, pages - begun);
		}
		check(most <= ACTIONS_TO_WHERE, `${most} actions of ${user}`);
		await hand.ends();
	}
}

export const verified = (world) => mau03(world.server, "", "verify");
