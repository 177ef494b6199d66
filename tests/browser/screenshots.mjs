/* Pictures of the pages at 1366 and 360 px: node tests/browser/screenshots.mjs FOLDER. Run by hand; no test. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { closeWorld, NARROW, openWorld, WIDE } from "./harness.mjs";
import { states } from "./states.mjs";

const folder = process.argv[2];
if (!folder) {
	console.error("usage: node tests/browser/screenshots.mjs FOLDER [PART OF A NAME]");
	process.exit(2);
}
await mkdir(folder, { recursive: true });
for (const [demo, list] of states) {
	const world = await openWorld(demo);
	for (const [name, show] of list.filter(([one]) => one.includes(process.argv[3] ?? ""))) {
		const page = await show(world);
		for (const size of [WIDE, NARROW]) {
			await page.setViewportSize(size);
			await page.screenshot({ path: join(folder, `${name.replaceAll(/[^a-z0-9]+/g, "-")}-${size.width}.png`), fullPage: true });
		}
		await page.context().close();
	}
	await closeWorld(world);
}
