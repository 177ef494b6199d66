/* Every page in every state: WCAG by axe (at 1366 px all of it, in the dark what has to do with colours, at 360 px what has to do with room), HTML by html-validate,
 * size on the wire, width at 360 px and at 200 %. */
import { HtmlValidate } from "html-validate";
import { axeSource, check, NARROW, WIDE, ZOOMED } from "./harness.mjs";
import { states } from "./states.mjs";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const COLOURS = { type: "rule", values: ["color-contrast", "link-in-text-block"] }, ROOM = { type: "rule", values: ["target-size", "scrollable-region-focusable"] };
const REQUESTS = 3, FIRST_BYTES = 60 * 1024, LATER_BYTES = 12 * 1024;

/* What breaks the standard or a screen reader; how the source is laid out is no concern here. */
const html = new HtmlValidate({
	root: true,
	extends: ["html-validate:standard", "html-validate:a11y"],
	rules: {
		"long-title": "off",
		"no-implicit-button-type": "off",
	},
});
const axe = await axeSource();

/* In a window as high as the page: the bar that sticks to its lower edge covers nothing then. */
async function wcagTroubles(page) {
	const height = await page.evaluate(() => document.documentElement.scrollHeight);
	await page.setViewportSize({ width: WIDE.width, height: Math.max(height, WIDE.height) });
	await page.evaluate(axe);
	const run = (runOnly) => page.evaluate((only) => window.axe.run({ runOnly: only, resultTypes: ["violations"] }), runOnly);
	const troubles = ({ violations }, how) => violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} at ${node.target}${how}: ${node.failureSummary.replaceAll(/\s+/g, " ")}`));
	const wide = troubles(await run(TAGS), "");
	await page.emulateMedia({ colorScheme: "dark" });
	const dark = troubles(await run(COLOURS), " in the dark");
	await page.emulateMedia({ colorScheme: "light" });
	await page.setViewportSize(NARROW);
	await page.setViewportSize({ width: NARROW.width, height: Math.max(await page.evaluate(() => document.documentElement.scrollHeight), NARROW.height) });
	return [...wide, ...dark, ...troubles(await run(ROOM), " at 360 px")];
}

async function htmlTroubles(page) {
	const report = await html.validateString(await page.shown.text());
	return report.results.flatMap(({ messages }) => messages.map((one) => `line ${one.line}: ${one.message} (${one.ruleId})`));
}

function sizeTroubles({ first, requests, bytes, document }) {
	const troubles = [];
	if (requests > REQUESTS) troubles.push(`${requests} requests`);
	if (first && bytes > FIRST_BYTES) troubles.push(`${bytes} bytes at the first visit`);
	if (document > LATER_BYTES) troubles.push(`the page alone has ${document} bytes`);
	if (!first && bytes > LATER_BYTES) troubles.push(`${bytes} bytes at a later visit`);
	return troubles;
}

async function widthTroubles(page) {
	const troubles = [];
	for (const size of [ZOOMED, NARROW]) {
		await page.setViewportSize(size);
		const width = await page.evaluate(() => document.documentElement.scrollWidth);
		if (width > size.width) troubles.push(`${width} px wide at ${size.width}`);
	}
	return troubles;
}

/* A box that scrolls sideways says so, and the keyboard gets at what it hides. */
const boxTroubles = (page) => page.evaluate(() => Array.from(document.querySelectorAll("main *")).filter((one) =>
	one.scrollWidth > one.clientWidth + 1 && ["auto", "scroll"].includes(getComputedStyle(one).overflowX) && !one.matches("textarea") && one.checkVisibility())
	.filter((one) => one.tabIndex !== 0 || !(one.ariaLabel || document.getElementById(one.getAttribute("aria-labelledby"))) || !getComputedStyle(one).backgroundImage.includes("gradient"))
	.map((one) => `${one.tagName}.${one.className} scrolls without a hint, a name or a key`));

const checkState = (show) => async (world) => {
	const page = await show(world);
	const troubles = [...sizeTroubles(await page.visit()), ...await htmlTroubles(page), ...await wcagTroubles(page), ...await widthTroubles(page), ...await boxTroubles(page)];
	await page.context().close();
	check(troubles.length === 0, troubles.join("; "));
};

export default states.map(([demo, list]) => [demo, list.map(([name, show]) => [name, checkState(show)])]);
