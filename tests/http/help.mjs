/* The guide: each role has one, no link of it is dead, and the words it quotes are words of the program. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { equal, finish, holds, root, test } from "./harness.mjs";
import { decode, tags } from "./html.mjs";
import { sources } from "../lint/sources.mjs";
import { demoWorld } from "./worlds.mjs";

const roles = ["enumerator", "hamlet_leader", "officer", "leader", "police", "police_superior", "district", "province", "admin"];
const folder = join(root, "templates");
const world = await demoWorld(), nobody = (await world.client("officer")).twin();
nobody.cookies.clear();

const hrefs = (html) => [...new Set(tags(html).filter((tag) => tag.name === "a" && !tag.closing).map((tag) => tag.attributes.get("href")))];
const ids = (html) => tags(html).map((tag) => tag.attributes.get("id")).filter(Boolean);
const textOf = (html) => decode(html.replace(/<[^>]*>/g, "")).replace(/\s+/g, " ").trim();
const contents = (html) => hrefs(/<nav class="panel guide-contents".*?<\/ol>/s.exec(html)[0]);

/* Every link of a page answers 200 for that client (the program's name leads to the login), every fragment names an element once. */
async function checkLinks(client, path) {
	const { text } = await client.page(path), known = ids(text);
	equal(known.filter((id, i) => known.indexOf(id) !== i), [], `ids twice on ${path}`);
	for (const href of hrefs(text)) {
		if (href.startsWith("#"))
			holds(known.includes(href.slice(1)), `${path} leads to ${href}`);
		else
			equal((await client.get(href)).status, client === nobody && href === "/" ? 303 : 200, `${href} of ${path} as ${client.username ?? "nobody"}`);
	}
	return text;
}

const seen = new Set();
await test("each role has its guide, without a dead link; the rules can be reached from it", async () => {
	for (const role of roles) {
		const client = await world.client(role), text = await checkLinks(client, "/help");
		holds(contents(text).length >= 8, `${role}: ${contents(text)}`);
		holds(hrefs(text).includes("/rules"), `no link to the rules for ${role}`);
		holds(/<li><a href="\/help" aria-current="page">/.test(text), `no link in the navigation of ${role}`);
		for (const href of contents(text))
			seen.add(href.slice(1));
		holds(!text.includes("{{") && !/<(a|b)[^>]*><\/\1>/.test(text), `something is left empty for ${role}`);
	}
});

await test("a topic that no guide has is no topic", () => {
	const files = readdirSync(join(folder, "help", "topic")).map((name) => name.replace(".html", ""));
	equal(files.filter((name) => !seen.has(name)), [], "topics without a reader");
	equal([...seen].filter((name) => !files.includes(name)), [], "topics without a file");
});

await test("the guides of other roles can be read, and lead nobody to what is not theirs", async () => {
	for (const reader of ["enumerator", "admin"]) {
		const client = await world.client(reader);
		for (const role of roles) {
			const text = await checkLinks(client, `/help?role=${role}`);
			const own = await (await world.client(role)).page("/help");
			equal(contents(text), contents(own.text), `topics of ${role} for ${reader}`);
		}
	}
	equal((await nobody.get("/help")).status, 303, "without a session");
	equal((await (await world.client("officer")).get("/help?role=nobody")).status, 400, "a role that does not exist");
});

await test("before the login there is help about logging in", async () => {
	holds(hrefs((await nobody.page("/login")).text).includes("/help/login"), "no link on the login page");
	const text = await checkLinks(nobody, "/help/login");
	holds(contents(text).includes("#login"), "the topic about passwords");
	holds(!text.includes('href="/password"'), "a link for those who are logged in");
});

await test("what the guide quotes in bold stands on a button, a head or a message of the program", () => {
	const files = sources(/\.html$/, folder).filter((name) => !name.startsWith(join(folder, "help", "topic")));
	const program = [...files, join(root, "src/text/messages.def"), join(root, "src/form/mau-03.json")]
		.map((name) => decode(readFileSync(name, "utf8")).replace(/\s+/g, " ")).join("\n");
	let quoted = 0;
	for (const name of readdirSync(join(folder, "help", "topic")))
		for (const [, words] of readFileSync(join(folder, "help", "topic", name), "utf8").matchAll(/<b class="ui">(.*?)<\/b>/gs)) {
			holds(program.includes(textOf(words)), `help/topic/${name} quotes “${textOf(words)}”, which is nowhere`);
			quoted++;
		}
	holds(quoted > 50, `${quoted} quotations`);
});

await finish(world.server);
