/* The names of the templates, by section: as their markers give them and as their comments tell them. Whose a name is, is said in
 * src/view/names.h: here the same is read from the same files. */
import { readFileSync } from "node:fs";
import { sources } from "./lint/sources.mjs";

const TOKENS = "TOKENS", TEXT_COLUMN = 20;
const open = /open_templates\[\] = \{ ([^}]*) \}/.exec(readFileSync("src/view/names.c", "utf8"))[1].split(", ").map((one) => JSON.parse(one));
const isOpen = (template) => open.some((start) => template.startsWith(start));

/* A section: its names, each with its kind; a section among them has names again. */
const section = (outer = null) => ({ outer, names: new Map() });
const key = (kind, name) => `${kind} ${name}`;

function add(to, kind, name) {
	const known = to.names.get(key(kind, name));
	if (known !== undefined)
		return known;
	const one = { kind, name, inner: kind === "section" ? section(to) : null };
	to.names.set(key(kind, name), one);
	return one;
}

/* ---- of the markers ---- */

function raw(text) {
	const root = section(), kinds = { "#": "section", ">": "include", "": "value" };
	let at = root;
	for (const [, sign, name] of text.replace(/\{\{![\s\S]*?\}\}/g, "").matchAll(/\{\{([#/>]?)([A-Z][A-Z0-9_]*)(?::[^}]*)?\}\}/g)) {
		if (sign === "/")
			at = at.outer;
		else
			at = add(at, kinds[sign], name).inner ?? at;
	}
	return root;
}

function ownerOf(within, { kind, name }, template) {
	let owner = within, root = within;
	for (let outer = within.outer; outer !== null; outer = outer.outer) {
		owner = outer.names.has(key(kind, name)) ? outer : owner;
		root = outer;
	}
	return (kind === "include" && name === TOKENS) || (kind !== "value" && isOpen(template)) ? root : owner;
}

function move(one, to) {
	const there = add(to, one.kind, one.name);
	for (const inner of one.inner?.names.values() ?? [])
		move(inner, there.inner);
}

function settle(within, template) {
	let moved = false;
	for (const one of [...within.names.values()]) {
		const owner = ownerOf(within, one, template);
		if (owner !== within) {
			within.names.delete(key(one.kind, one.name));
			move(one, owner);
			moved = true;
		} else if (one.inner !== null) {
			moved = settle(one.inner, template) || moved;
		}
	}
	return moved;
}

export function ofMarkers(template, text) {
	const root = raw(text);
	while (settle(root, template))
		continue;
	return root;
}

/* ---- of the comment ---- */

/* The comment after the line that tells what the template is. A line names what belongs to the line above that is indented less: values, or
 * "section X", "rows X", "include X" (in the plural several alike, "sections X, Y") and what is in it, wherever that stands in the line. A section in
 * a line belongs to the one before it; after ";" what is named belongs to the line's own again, or, where the line only goes on in the column of
 * the text, to what the line above belongs to. What stands in brackets or quotation marks, or in
 * small letters, is said to people. */
const bare = (line) => line.replace(/"[^"]*"|'[^']*'|`[^`]*`/g, "").replace(/\([^()]*\)/g, "");
const WORDS = /\b(?:(section|rows|include)(s?) )?([A-Z][A-Z0-9_]*(?:, [A-Z][A-Z0-9_]*)*)(?![\wÀ-ỹ])/g;
const NAMED = /^ *(?:(?:section|rows|include)s? )?[A-Z][A-Z0-9_]+(?![\wÀ-ỹ])/;

/* What a part of a line names in those sections; in which sections of it the next lines may stand. */
function takePart(part, owners) {
	let inside = owners, head = owners;
	for (const [, kind, plural, list] of part.matchAll(WORDS)) {
		const names = list.split(", "), many = plural === "s" || kind === "rows" ? names.length : 1;
		const own = kind === undefined ? [] : names.slice(0, many), rest = names.slice(own.length);
		const made = own.flatMap((name) => inside.map((one) => add(one, kind === "include" ? "include" : "section", name)));
		if (kind !== undefined && kind !== "include") {
			inside = made.map((one) => one.inner);
			head = head === owners ? inside : head;
		}
		for (const name of rest)
			inside.forEach((one) => add(one, "value", name));
	}
	return head;
}

export function ofComment(text) {
	const lines = (/\{\{!([\s\S]*?)\n?\}\}/.exec(text)?.[1] ?? "").split("\n"), root = section();
	const first = lines.findIndex((line, i) => i > 0 && NAMED.test(line));
	let places = [{ indent: -1, owners: [root] }];
	for (const line of first < 0 ? [] : lines.slice(first)) {
		const indent = line.search(/\S/), begins = /^ *(section|rows)s? [A-Z]/.test(line);
		places = places.filter((place) => place.indent < indent);
		let { owners } = places.at(-1);
		bare(line).split(";").forEach((part, i) => {
			const head = takePart(part, owners);
			if (i === 0 && begins) {
				places.push({ indent, owners: head });
				owners = indent < TEXT_COLUMN ? head : owners;
			}
		});
	}
	return root;
}

/* ---- both ---- */

/* "section X of A>B", "value Y of -" … */
export function flat(root, path = []) {
	return [...root.names.values()].flatMap((one) => [
		{ section: path.length === 0 ? "-" : path.join(">"), kind: one.kind, name: one.name },
		...(one.inner === null ? [] : flat(one.inner, [...path, one.name])),
	]);
}

export function templates() {
	return sources(/\.html$/, "templates").map((file) => ({ file, name: file.slice("templates/".length), text: readFileSync(file, "utf8") }));
}

/* What the rows of each table are made of (src/table/markup.c): the cells, and a class of the first, stand where these are, and its names are put in its children. */
const ROWS = "table/rows.html", CELLS = ["BRIEF", "CELLS", "SUM_CELLS"];
export const asWritten = (line) => line.replace(/^table\/rows\/[^\t]+/, ROWS);

/* Every name of every template, as the program writes down what it puts (src/view/names.h). */
export function allNames() {
	return templates().flatMap(({ name, text }) => flat(ofMarkers(name, text)).filter((one) => name !== ROWS || !CELLS.includes(one.name))
		.map((one) => `${name}\t${one.section}\t${one.name}`));
}
