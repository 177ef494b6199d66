/* As much of HTML as the tests need: tags with their attributes, and what forms would post. */

const names = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

export function decode(text) {
	return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (all, decimal, hex, name) =>
		decimal ? String.fromCodePoint(Number(decimal)) : hex ? String.fromCodePoint(parseInt(hex, 16)) : names[name] ?? all);
}

/* [{ name, closing, attributes: Map, end }], end being where the text after the tag begins. */
export function tags(html) {
	const tag = /<(\/?)([a-z][\w-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/gi, attribute = /([^\s=/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?/g;
	const found = [];
	for (let m; (m = tag.exec(html)) !== null;) {
		const attributes = new Map();
		for (const a of m[3].matchAll(attribute))
			attributes.set(a[1].toLowerCase(), decode(a[2] ?? a[3] ?? a[4] ?? ""));
		found.push({ name: m[2].toLowerCase(), closing: m[1] !== "", attributes, start: m.index, end: tag.lastIndex });
	}
	return found;
}

/* The forms of a page: { id, action, method, fields: [[name, value]] } as they would be posted without touching them. */
export function forms(html) {
	const found = [], byId = new Map(), loose = [];
	let form = null, select = null;
	const owner = (tag) => (tag.attributes.has("form") ? tag.attributes.get("form") : form);
	for (const tag of tags(html)) {
		const get = (name) => tag.attributes.get(name), has = (name) => tag.attributes.has(name);
		if (tag.name === "form" && !tag.closing) {
			form = { id: get("id"), action: get("action"), method: (get("method") ?? "get").toLowerCase(), fields: [], tags: [] };
			found.push(form);
			byId.set(form.id, form);
		} else if (tag.name === "form") {
			form = null;
		} else if (tag.name === "select" && !tag.closing) {
			select = { name: get("name"), owner: owner(tag), value: undefined };
		} else if (tag.name === "option" && !tag.closing && select !== null) {
			if (has("selected") || select.value === undefined)
				select.value = get("value") ?? "";
		} else if (tag.name === "select" && select !== null) {
			loose.push([select.owner, select.name, select.value ?? ""]);
			select = null;
		} else if (tag.name === "textarea" && !tag.closing) {
			const text = decode(html.slice(tag.end, html.indexOf("</textarea", tag.end)));
			loose.push([owner(tag), get("name"), text.replace(/^\r?\n/, "")]);
		} else if (tag.name === "input" && has("name") && !has("disabled")) {
			const box = get("type") === "checkbox" || get("type") === "radio";
			if (get("type") !== "submit" && (!box || has("checked")))
				loose.push([owner(tag), get("name"), get("value") ?? (box ? "on" : "")]);
		}
	}
	for (const [to, name, value] of loose) {
		const target = typeof to === "string" ? byId.get(to) : to;
		if (target && name !== undefined)
			target.fields.push([name, value]);
	}
	return found;
}

/* The values a form has for a name. */
export function values(form, name) {
	return form.fields.filter(([n]) => n === name).map(([, value]) => value);
}

/* The form whose action is that, or undefined. */
export function formTo(html, action) {
	return forms(html).find((form) => form.action === action);
}

/* CSRF tokens on the page. */
export function tokens(html) {
	return forms(html).flatMap((form) => values(form, "csrf"));
}

/* [[value, label]] of a select. */
export function options(html, name) {
	const found = [];
	let inside = false;
	for (const tag of tags(html)) {
		if (tag.name === "select")
			inside = !tag.closing && tag.attributes.get("name") === name;
		else if (inside && tag.name === "option" && !tag.closing)
			found.push([tag.attributes.get("value"), decode(html.slice(tag.end, html.indexOf("<", tag.end))).trim()]);
	}
	return found;
}

export function title(html) {
	return decode(/<title>(.*?)<\/title>/s.exec(html)?.[1] ?? "");
}
