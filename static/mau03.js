"use strict";

/* Help for quick hands; every page works without it. No answer of a sheet is kept anywhere but in the page and on the server. */

const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
const typingIn = (element) => element.matches("input:not([type=checkbox]):not([type=radio]), select, textarea");

/* ---- every page ---- */

/* What came of the form that was sent, where the page has not put the focus on what comes next. */
const RESULT = "main :is(.alert, .note-error):is([role=status], [role=alert]):not([hidden])";

function focusResult() {
	const summary = document.querySelector("[data-focus]"), wrong = document.querySelector("main [aria-invalid=true]");
	if (summary) summary.focus();
	if (document.activeElement !== document.body) return;
	const result = wrong || document.querySelector(RESULT);
	if (!result) return;
	if (result !== wrong) result.tabIndex = -1;
	result.focus();
}

/* The browser's own button of a file speaks the browser's language. */
function labelFile(input) {
	const face = Object.assign(document.createElement("label"), { className: "file-face", htmlFor: input.id });
	const button = Object.assign(document.createElement("span"), { className: "btn", textContent: input.dataset.pick });
	const name = document.createElement("span");
	const tell = () => { name.textContent = input.files.length > 0 ? input.files[0].name : input.dataset.none; };
	face.append(button, " ", name);
	input.className = "visually-hidden";
	input.after(face);
	input.addEventListener("change", tell);
	tell();
}

/* A link of the summary to a group of options goes on to its first option. */
function focusOptionOfGroup(event) {
	const link = event.target.closest(".summary a[href^='#'], .finding a[href^='#']");
	const group = link && document.getElementById(link.hash.slice(1));
	const option = group && group.matches("fieldset") && (group.querySelector(":checked") || group.querySelector("input:enabled"));
	if (!option) return;
	event.preventDefault();
	group.scrollIntoView({ block: "center" });
	option.focus({ preventScroll: true });
}

/* What the keyboard comes to in a table wider than the page is seen whole: browsers leave it half outside. */
function showWhole(event) {
	if (event.target.matches(".table-box a:focus-visible")) event.target.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/* A form that took long to fill is sent only when the server can be reached: a page "no connection" would take its place. */
async function sendWhenReachable(event) {
	const form = event.target;
	const notice = form.querySelector("[data-offline]");
	if (!notice || form.dataset.reached) return;
	event.preventDefault();
	if (form.dataset.asking) return;
	form.dataset.asking = "1";
	notice.hidden = await fetch("/healthz", { method: "HEAD", cache: "no-store" }).then(() => true, () => false);
	if (notice.hidden && drafts.has(form)) await drafts.get(form).finish();
	delete form.dataset.asking;
	if (!notice.hidden) return;
	form.dataset.reached = "1";
	form.requestSubmit(event.submitter);
	delete form.dataset.reached;
}

/* One press, one request. The buttons are switched off after the browser has read which of them was pressed. */
function guardDoubleSubmit(event) {
	const form = event.target;
	if (event.defaultPrevented || !form.matches("[data-once]")) return;
	if (form.dataset.sent) {
		event.preventDefault();
		return;
	}
	form.dataset.sent = "1";
	setTimeout(() => all("button", form).forEach((button) => { button.disabled = true; }), 0);
}

/* Back from the browser's memory: the page can be sent again. */
function releaseForms(event) {
	if (!event.persisted) return;
	all("form[data-sent]").forEach((form) => {
		delete form.dataset.sent;
		if (drafts.has(form)) drafts.get(form).stopped = false;
		all("button", form).forEach((button) => { button.disabled = false; });
	});
}

/* "?" lists the keys that the page tells of; the browser closes the list with Esc and gives the focus back. */
function makeKeys(source) {
	const dialog = document.createElement("dialog");
	const lines = source.matches("p") ? [source] : all("p", source);
	dialog.innerHTML = '<form method="dialog"><button class="btn btn-sm">Esc</button></form>';
	dialog.className = "keys-list";
	dialog.prepend(...lines.map((line) => Object.assign(line.cloneNode(true), { className: "" })));
	dialog.firstElementChild.id = "keys-heading";
	dialog.setAttribute("aria-labelledby", "keys-heading");
	document.body.append(dialog);
	return dialog;
}

/* A key that means something on the whole page; in a field it is a letter, and an open list has keys of its own. */
const isPageKey = (event, key) => event.key === key && !event.ctrlKey && !event.altKey && !event.metaKey && !event.defaultPrevented
	&& !typingIn(event.target) && !document.querySelector("dialog[open]");

function showKeys(event) {
	const source = document.querySelector(".keys-box, .page-keys");
	if (!isPageKey(event, "?") || !source) return;
	event.preventDefault();
	(document.querySelector(".keys-list") || makeKeys(source)).showModal();
}

/* "/" leads to the search box in the head; in the police's queue to that of the queue. */
function goToSearch(event) {
	const box = document.querySelector(document.querySelector("[data-queue]") ? "main [role=search] input[type=search]" : "header [role=search] input");
	if (!isPageKey(event, "/") || !box) return;
	event.preventDefault();
	box.select();
	box.focus();
}

function startPrinting(button) {
	button.hidden = false;
	button.addEventListener("click", () => window.print());
}

/* A check box in the head of the table that ticks the whole page; its name stands in data-all. */
function addSelectAll(form) {
	const boxes = all("input[name=ids]", form);
	const head = form.querySelector("[data-all]");
	const chosen = form.querySelector("[data-chosen]");
	if (!head || boxes.length < 2) return;
	const tell = (ticked) => { if (chosen) chosen.textContent = ticked > 0 ? ` (${ticked})` : ""; };
	const whole = document.createElement("input");
	whole.type = "checkbox";
	whole.className = "form-check-input";
	whole.setAttribute("aria-label", head.dataset.all);
	whole.addEventListener("change", () => boxes.forEach((box) => { box.checked = whole.checked; }));
	tell(boxes.filter((box) => box.checked).length);
	form.addEventListener("change", () => {
		const ticked = boxes.filter((box) => box.checked).length;
		whole.checked = ticked === boxes.length;
		whole.indeterminate = ticked > 0 && ticked < boxes.length;
		tell(ticked);
	});
	head.replaceChildren(whole);
}

/* A range of boxes: Shift with a click ticks from the last one on, Shift with an arrow the next; an arrow alone goes there. What is chosen is told. */
function startRange(form) {
	const boxes = all("input[name=ids]", form), told = form.querySelector("[data-range-told]");
	let last = null;
	const tell = () => {
		const ticked = boxes.filter((box) => box.checked), ends = ticked.length > 1 ? [ticked[0], ticked[ticked.length - 1]] : ticked;
		if (told) told.textContent = ends.map((box) => box.dataset.name).join(" – ");
	};
	const tickTo = (box) => {
		const [a, b] = [boxes.indexOf(last), boxes.indexOf(box)].sort((x, y) => x - y);
		boxes.slice(a, b + 1).forEach((one) => { one.checked = box.checked; });
	};
	boxes.forEach((box) => box.addEventListener("click", (event) => {
		if (event.shiftKey && last) tickTo(box);
		last = box;
		form.dispatchEvent(new Event("change"));
	}));
	form.addEventListener("keydown", (event) => {
		const next = boxes[boxes.indexOf(event.target) + ({ ArrowDown: 1, ArrowUp: -1 }[event.key] || NaN)];
		if (!next) return;
		event.preventDefault();
		if (event.shiftKey) {
			event.target.checked = next.checked = true;
			last = next;
		}
		next.focus();
		form.dispatchEvent(new Event("change"));
	});
	form.addEventListener("change", tell);
	tell();
}

/* ---- refused forms ---- */

/* The page of a refused form is the answer to a POST: reloading it, or coming back to it, would send that again. So it takes the address of the
 * page where its form stands. What was typed into it waits with that place in the browser's history; not of sheets, which the server has. */
const refused = document.querySelector("main[data-address]");
const inputsOfForms = () => all("main form[method=post]:not([data-sheet], [role=search]) [name]:not([type=hidden], [type=password], [type=file], [data-private], button)");
/* For whoever typed it alone: the next user of the computer goes back to the same places. */
const who = document.querySelector(".who-text")?.textContent ?? "";
const typedHere = () => (history.state?.who === who ? history.state.typed : undefined);
const isBox = (input) => /^(radio|checkbox)$/.test(input.type);

function keepTyped() {
	if (!refused && !typedHere()) return;
	const typed = inputsOfForms().map((input) => [input.form.getAttribute("action"), input.name, input.value, isBox(input) && input.checked]);
	history.replaceState({ typed, who }, "", refused ? refused.dataset.address : location.href);
}

function giveTypedBack() {
	const inputs = inputsOfForms();
	if (history.state && !typedHere()) history.replaceState(null, "");
	for (const [action, name, value, checked] of (!refused && typedHere()) || []) {
		const input = inputs.find((one) => one.form.getAttribute("action") === action && one.name === name && (!isBox(one) || one.value === value));
		if (!input || (isBox(input) ? input.checked === checked : input.value === value)) continue;
		if (isBox(input)) input.checked = checked;
		else input.value = value;
		input.dispatchEvent(new Event("change", { bubbles: true }));
		all("details").filter((one) => one.contains(input)).forEach((one) => { one.open = true; });
	}
}

/* The page that comes says what became of it. */
function dropTyped(event) {
	if (!event.defaultPrevented && history.state?.typed) history.replaceState(null, "");
}

/* ---- entering a sheet ---- */

const answered = (input) => (input.type === "radio" || input.type === "checkbox" ? input.checked && input.value !== "" : input.value !== "");

/* Where the person's name is typed; null on other forms. */
const nameOf = (form) => form.querySelector("[data-name] input");

/* Blocks that do not belong to the chosen status are switched off when empty; one with answers stays open and says so. */
function settleBlocks(form) {
	const chosen = form.querySelector("[data-chooses-block] input:checked");
	const status = chosen ? chosen.value : "";
	all("[data-block]", form).forEach((block) => {
		const other = status !== "" && block.dataset.block !== status;
		const filled = all("input:not([type=hidden]), select, textarea", block).some(answered);
		block.disabled = other && !filled;
		block.classList.toggle("block-odd", other && filled);
		all(".block-note", block).forEach((note) => { note.hidden = !(other && filled); });
	});
}

/* A row that depends on one field: asked only when that is answered, or only when it was left empty. What is answered, or wrong, is never out of sight. */
function settleRows(form) {
	const wanted = ({ with: other, without, passed }) => (other ? answered(form.elements[other]) : passed && !answered(form.elements[without]));
	all("[data-with], [data-without]", form).forEach((row) => {
		row.hidden = !wanted(row.dataset) && !row.querySelector(".field-wrong") && !all("input, select", row).some(answered);
	});
}

/* Who has come past a field has left it empty. */
function passField(event) {
	all("[data-without]", event.currentTarget).filter((row) => row.dataset.without === event.target.name).forEach((row) => { row.dataset.passed = "1"; });
	settleRows(event.currentTarget);
}

/* ---- what stands beside the paper, folded ---- */

const foldOf = (form) => form.querySelector("[data-fold]");

/* The line says what is in it. */
function tellFold(form) {
	const line = foldOf(form).querySelector("summary b");
	const chosen = all("select, input", foldOf(form)).filter(answered).map((one) => (one.matches("select") ? one.selectedOptions[0].textContent : one.value));
	line.textContent = chosen.join(" · ") || line.dataset.none;
}

/* Opens it and goes to what is typed there, which is another on each sheet; or closes it and goes back to the first question that is open. */
function turnFold(form) {
	const fold = foldOf(form);
	fold.open = !fold.open;
	(fold.open ? fold.querySelector("input") : firstOpen(form)).focus();
	return true;
}

const ticksAround = (input) => (input.type === "checkbox" ? all("input[type=checkbox]", input.closest(".ticks")) : []);

/* Digits tick and untick the boxes of a question; 0 unticks them all. */
function tickByDigit(input, digit) {
	const boxes = ticksAround(input);
	const chosen = digit === 0 ? boxes.filter((box) => box.checked) : boxes.slice(digit - 1, digit);
	chosen.forEach((box) => { box.checked = !box.checked; });
	(chosen[0] || input).focus();
	return boxes.length > 0;
}

/* Digits choose options of the focused group: 0 un-chooses, and 1 followed quickly by 0 or 1 means 10 or 11. */
let lastDigit = { group: "", digits: "", at: 0 };

/* The digit, or with those typed right before it the number. */
const numberOf = (group, event) => (lastDigit.group === group && event.timeStamp - lastDigit.at < 800 ? lastDigit.digits + event.key : event.key);

/* A hamlet is found by its number: "7" is "Tổ dân phố 7". */
function findHamlet(select, event) {
	const find = (number) => Array.from(select.options).find((option) => option.value !== "" && /\d+/.exec(option.textContent)?.[0].replace(/^0+(?=.)/, "") === number);
	const whole = numberOf(select.name, event), option = find(whole) || find(event.key);
	if (!option) return false;
	lastDigit = { group: select.name, digits: option === find(whole) ? whole : event.key, at: event.timeStamp };
	select.value = option.value;
	select.dispatchEvent(new Event("change", { bubbles: true }));
	return true;
}

function chooseByDigit(event) {
	const input = event.target;
	if (!/^[0-9]$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return false;
	if (input.matches(".field-area select")) return findHamlet(input, event);
	if (input.type === "checkbox") return tickByDigit(input, Number(event.key));
	if (input.type !== "radio") return false;
	const options = all(`input[type=radio][name="${input.name}"]`, input.form);
	const find = (digits) => options.find((option) => option.value === (digits === "0" ? "" : digits));
	const option = find(numberOf(input.name, event)) || find(event.key);
	if (!option) return false;
	lastDigit = { group: input.name, digits: option.value || "0", at: event.timeStamp };
	option.checked = true;
	option.focus();
	option.dispatchEvent(new Event("change", { bubbles: true }));
	return true;
}

const isSeen = (input) => !input.checkVisibility || input.checkVisibility();

/* The fields in the order of the paper that can be seen; of a group of options the chosen one, or the first. */
function stops(form) {
	return all("input:enabled:not([type=hidden]), select:enabled, textarea:enabled", form).filter(isSeen).filter((input) => {
		if (input.type !== "radio") return true;
		const group = all(`input[type=radio][name="${input.name}"]`, form);
		return input === (group.find((option) => option.checked) || group[0]);
	});
}

/* What a new sheet came with, kept from the one before or read from a card, and nothing is said of it: nobody has to stop there. */
const fresh = new WeakSet();
const came = (input) => (input.matches("select") ? Boolean(input.value) && input.selectedOptions[0].defaultSelected
	: isBox(input) ? answered(input) && input.defaultChecked : input.value !== "" && input.value === input.defaultValue);
const isPassed = (input, form) => fresh.has(form) && came(input) && !input.closest(".field")?.querySelector(".note-error, .note-warning, .note-info");

function goToNextField(input, form) {
	const fields = stops(form);
	const last = ticksAround(input).pop() || input;
	const at = fields.findIndex((field) => field === last || (input.type === "radio" && field.name === input.name));
	const next = fields.slice(at + 1).find((field) => !isPassed(field, form)) || form.querySelector("button[value=submit_next]") || form.querySelector("button[value=save]");
	if (next) next.focus();
	if (next && next.select) next.select();
}

/* The first question of the paper without an answer. */
function firstOpen(form) {
	return stops(form).find((field) => field.closest("[data-form]") && !field.closest("[data-fold]") && !answered(field)) || nameOf(form);
}

/* Where somebody goes on with a draft: after the last answer; its day may be kept from another. */
function goOn(form) {
	const given = stops(form).filter((field) => field.closest("[data-form]") && !field.closest("[data-fold], .paper-foot") && answered(field));
	if (given.length === 0 || firstOpen(form).matches(".field-area select")) firstOpen(form).focus({ preventScroll: true });
	else goToNextField(given.pop(), form);
}

function pressButton(form, value) {
	const button = form.querySelector(`button[name=action][value=${value}]`);
	if (button) form.requestSubmit(button);
	return Boolean(button);
}

/* What a scanner typed goes to the server to be read, wherever it was typed; nothing is stored then. */
const isCard = (input) => (input.id === "card" ? input.value !== "" : /^\d{12}\|\d*\|/.test(input.value));

function typeSheet(event) {
	const form = event.currentTarget;
	const input = event.target;
	let done;
	if (event.isComposing) return;
	if (event.ctrlKey && event.key === "Enter") done = pressButton(form, "submit_next") || pressButton(form, "submit") || pressButton(form, "save");
	else if (event.ctrlKey && event.key.toLowerCase() === "s") done = pressButton(form, "save");
	else if (event.key === "F2") done = turnFold(form);
	else if (event.key === "Enter" && isCard(input)) {
		form.requestSubmit();
		done = true;
	} else if (event.key === "Enter" && input.matches("input, select")) {
		goToNextField(input, form);
		done = true;
	} else done = chooseByDigit(event);
	if (done) event.preventDefault();
}

/* An answer of the sheet before goes where nothing is answered; of a block only when it is the one of the chosen status. */
function copyAnswer(note, form) {
	const inputs = all(`[name="${note.parentElement.id.replace(/-notes$/, "")}"]`, form);
	const block = note.closest("[data-block]");
	const status = form.querySelector("[data-chooses-block] input:checked");
	const old = note.dataset.old.slice(2) || note.querySelector("b").textContent;
	if (inputs.some(answered) || (block && (!status || status.value !== block.dataset.block))) return 0;
	const input = inputs.find((one) => !/radio|checkbox/.test(one.type) || one.value === old);
	if (!input) return 0;
	if (/radio|checkbox/.test(input.type)) input.checked = true;
	else input.value = old;
	input.dispatchEvent(new Event("input", { bubbles: true }));
	input.dispatchEvent(new Event("change", { bubbles: true }));
	return answered(input) ? 1 : 0;
}

/* The buttons of a change sheet fill the page in place. */
function copyPart(event) {
	const form = event.currentTarget.form;
	const copied = all(`[data-old^="${event.currentTarget.value.slice(-1)}"]`, form).reduce((sum, note) => sum + copyAnswer(note, form), 0);
	event.preventDefault();
	const told = form.querySelector("[data-copied]");
	told.textContent = told.dataset.copied.replace("{}", copied);
}

/* Which field the hands were at, through a login in between; no answer. */
const HANDS = "mau03-hands";
const keepHands = (event) => { if (event.target.name && !event.target.matches("button")) sessionStorage.setItem(HANDS, event.target.name); };

function goToHands(form) {
	const fields = all(`[name="${CSS.escape(sessionStorage.getItem(HANDS) ?? "")}"]`, form).filter(isSeen);
	const field = fields.find((one) => one.checked) || fields[0] || firstOpen(form);
	field.focus();
}

/* Something was read, or typed before: on with the first question that is open. What must be looked at has the focus already. */
function focusSheet(form) {
	if (document.querySelector("[data-focus]")) return;
	if (form.matches("[data-resumed]")) goToHands(form);
	else if (!fresh.has(form) && form.matches("[data-drafts]")) goOn(form);
	else firstOpen(form).focus({ preventScroll: true });
}

/* Who leaves with something typed is asked. */
function askToLeave(form) {
	const began = contentsOf(form), link = form.querySelector("[data-leave]");
	link.addEventListener("click", (event) => {
		if (contentsOf(form) !== began && !window.confirm(link.dataset.leave)) event.preventDefault();
	});
}

function startSheet(form) {
	if (form.getAttribute("action") === "/sheets") fresh.add(form);
	else all("[data-without]", form).forEach((row) => { row.dataset.passed = "1"; });
	all("button[value^=copy_]", form).forEach((button) => button.addEventListener("click", copyPart));
	form.addEventListener("keydown", typeSheet);
	form.addEventListener("change", () => settleBlocks(form));
	form.addEventListener("change", () => settleRows(form));
	form.addEventListener("change", () => tellFold(form));
	form.addEventListener("focusout", passField);
	settleBlocks(form);
	settleRows(form);
	askToLeave(form);
	if (form.matches("[data-drafts]")) drafts.set(form, new Draft(form));
	focusSheet(form);
	form.addEventListener("focusin", keepHands);
	if (fresh.has(form)) offerLate(form);
}

/* ---- drafts: a sheet that is typed is stored when the hands rest, by the same posts as the button's ---- */

const drafts = new Map();
const PAUSE_S = 20, LONGEST = 3; /* so many pauses go by at most while somebody types without one */
/* All that would be posted but what belongs to one post only. */
function contentsOf(form) {
	const fields = new URLSearchParams(new FormData(form));
	["csrf", "form_token", "row_version", "card"].forEach((name) => fields.delete(name));
	return fields.toString();
}

/* Something of the person; what is chosen for many sheets alike is no draft. */
const isWorthKeeping = (form) => all("[data-form] [name]:not([type=hidden])", form).some((input) => answered(input) && !input.closest("[data-fold], .field-area, .paper-foot .field-date"));

/* A page that was reloaded may be here before its draft is stored: it is asked for once more. */
const LEFT = "mau03-left";
async function offerLate(form) {
	const left = sessionStorage.getItem(LEFT);
	sessionStorage.removeItem(LEFT);
	for (let i = 0; left && i < 5; i++) {
		await new Promise((done) => setTimeout(done, 300));
		const text = await fetch("/sheets/new").then((answer) => answer.text(), () => "");
		const offer = new DOMParser().parseFromString(text, "text/html").getElementById("draft"), shown = document.getElementById("draft");
		if (!offer || offer.querySelector("a").getAttribute("href") === shown?.querySelector("a").getAttribute("href")) continue;
		shown?.remove();
		form.closest(".entry-columns").before(offer);
		return;
	}
}
const newToken = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

class Draft {
	constructor(form) {
		this.form = form;
		this.status = form.querySelector("[data-saved]");
		this.stored = this.typed();
		this.token = newToken();
		this.waiting = this.since = 0;
		this.running = null;
		this.stopped = this.unsure = false;
		form.addEventListener("input", () => this.touch());
		form.addEventListener("change", () => this.touch());
		form.querySelector("[data-leave]").addEventListener("click", (event) => { this.stopped = !event.defaultPrevented; });
	}

	typed() {
		return contentsOf(this.form);
	}

	tell(saved, reached) {
		const time = new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
		this.status.textContent = saved ? this.status.dataset.saved.replace("{}", time) : "";
		this.form.querySelector("[data-offline]").hidden = reached;
	}

	touch() {
		const pause = Number(this.form.dataset.drafts || PAUSE_S) * 1000, now = Date.now();
		clearTimeout(this.waiting);
		if (this.stopped) return;
		this.since = this.since || now;
		this.waiting = setTimeout(() => this.save(), Math.max(Math.min(pause, this.since + LONGEST * pause - now), 0));
	}

	/* Before the form itself is sent: nothing of ours is on its way then, and a sheet that we may have made is known. */
	async finish() {
		clearTimeout(this.waiting);
		this.stopped = true;
		await this.running;
		if (this.unsure) await this.save();
	}

	save(leaving = false) {
		if (this.running) return this.running;
		this.running = this.post(leaving).catch(() => this.fail()).finally(() => { this.running = null; });
		return this.running;
	}

	/* The page is left, or no longer looked at: what was typed since goes along. What can not be stored is not left without being asked. */
	leave(event) {
		if (this.stopped) return;
		if (this.unsure && this.typed() !== this.stored) event.preventDefault();
		if (this.typed() !== this.stored) sessionStorage.setItem(LEFT, "1");
		this.save(true);
	}

	/* No answer: whether it was stored is found out by the same token. */
	fail() {
		this.unsure = true;
		this.tell(false, false);
		this.touch();
	}

	async post(keepalive) {
		const typed = this.typed();
		this.since = 0;
		if ((typed === this.stored || !(this.form.elements.row_version || isWorthKeeping(this.form))) && !this.unsure) return;
		const body = new URLSearchParams(new FormData(this.form));
		body.set("action", "save");
		body.set("form_token", this.token);
		body.delete("card");
		const answer = await fetch(this.form.getAttribute("action"), { method: "POST", body, keepalive });
		const place = /^\/sheets\/\d+$/.exec(new URL(answer.url).pathname);
		if (answer.redirected && place) await this.adopt(place[0], typed);
		else if (answer.status === 409 && this.unsure && answer.headers.has("Content-Location")) await this.adopt(answer.headers.get("Content-Location"), "");
		else if (answer.status >= 500) this.fail();
		else {          /* the button will say why */
			this.stopped = true;
			this.unsure = false;
			this.tell(false, true);
		}
	}

	/* The person may have a sheet already. */
	warn({ similar = [], similar_text: text }) {
		this.notice = this.notice || Object.assign(document.createElement("p"), { className: "alert alert-warning" });
		this.notice.setAttribute("role", "status");
		if (!this.notice.isConnected) this.form.prepend(this.notice);
		this.notice.hidden = similar.length === 0;
		this.notice.replaceChildren(`${text}: `, ...similar.flatMap((one, i) => [i > 0 ? "; " : "",
			Object.assign(document.createElement("a"), { href: `/sheets/${one.id}`, target: "_blank", textContent: one.text })]));
	}

	/* From now on the form belongs to the stored sheet. A version that came after ours is not taken for ours: the next save says 409. */
	async adopt(place, typed) {
		const known = this.form.elements.row_version;
		const sheet = await (await fetch(`${place}.json`)).json(), found = sheet.row_version;
		this.warn(sheet);
		const input = known || Object.assign(document.createElement("input"), { type: "hidden", name: "row_version" });
		input.value = Math.min(found, (known ? Number(known.value) : 0) + 1);
		if (!known) this.form.append(input);
		this.form.setAttribute("action", `${place}/edit`);
		history.replaceState(null, "", `${place}/edit`);
		this.token = newToken();
		this.stored = this.unsure ? "" : typed;
		this.unsure = false;
		this.tell(true, true);
		if (this.typed() !== this.stored) this.touch();
	}
}

/* ---- the police's queue ---- */

/* Where the browser keeps its clipboard from a page without TLS. */
function copyBySelection(text) {
	const area = document.createElement("textarea");
	const focused = document.activeElement;
	area.value = text;
	area.className = "visually-hidden";
	document.body.append(area);
	area.select();
	document.execCommand("copy");
	area.remove();
	focused.focus({ preventScroll: true });
}

/* What was copied stays marked; what comes next is marked too. */
function showCopied(button) {
	const status = document.querySelector("[data-copied]"), buttons = all("[data-copy]");
	const next = buttons[buttons.indexOf(button) + 1];
	button.textContent = button.dataset.done;
	button.classList.add("copied");
	all(".answer.is-next").forEach((answer) => answer.classList.remove("is-next"));
	if (next) next.closest(".answer").classList.add("is-next");
	(next || button).scrollIntoView({ block: "nearest" });
	lastCopied = button;
	if (status) status.textContent = `${button.dataset.done}: ${button.dataset.copy}`;
}

async function copyFrom(button) {
	try {
		await navigator.clipboard.writeText(button.dataset.copy);
	} catch {
		copyBySelection(button.dataset.copy);
	}
	showCopied(button);
}

/* A second press that was meant for the page before marks nobody on this one. */
const SETTLE_MS = 500;
const begun = performance.now();
const hasSettled = () => performance.now() - begun > SETTLE_MS;

let lastCopied = null;

function copyNext(queue) {
	const buttons = all("[data-copy]", queue);
	const next = buttons[buttons.indexOf(lastCopied) + 1];
	if (next) copyFrom(next);
}

/* Opens the reasons; the focus is on the one of that digit, else on the chosen one or the first. */
function openReasons(queue, digit) {
	const box = queue.querySelector("[data-return]"), reasons = all("input[type=radio]", box);
	const reason = digit ? reasons.find((one) => one.value === digit) : reasons.find((one) => one.checked) || reasons[0];
	if (!reason) return;
	box.open = true;
	if (digit) reason.checked = true;
	reason.focus();
	box.scrollIntoView({ block: "nearest" });
}

function closeReasons(queue) {
	const box = queue.querySelector("[data-return]");
	box.open = false;
	queue.querySelector(".queue-item").focus();
}

/* Takes back what has just been done, where the page offers it. */
function undoLast() {
	const form = document.querySelector("form[data-undo]");
	if (form) form.requestSubmit();
}

/* Enter marks the sheet where it presses nothing else; with Shift from any button too. */
const marksEntered = (event) => event.key === "Enter" && hasSettled() && (event.shiftKey || event.target.matches("body, main, .queue-item"));

function driveQueue(event, queue) {
	if (event.key === "Escape" && queue.querySelector("[data-return][open]")) closeReasons(queue);
	else if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || typingIn(event.target)) return;
	else if (event.key === "c") copyNext(queue);
	else if (event.key === "t") openReasons(queue);
	else if (/^[1-8]$/.test(event.key)) openReasons(queue, event.key);
	else if (event.key === "j" && hasSettled()) queue.querySelector("form[data-later]").requestSubmit();
	else if (event.key === "u") undoLast();
	else if (marksEntered(event)) queue.querySelector("form[data-entered]").requestSubmit();
	else return;
	event.preventDefault();
}

/* Who copies with the mouse can go on with the keys. */
function copyPressed(event, queue) {
	copyFrom(event.currentTarget);
	if (event.detail > 0) queue.querySelector(".queue-item").focus({ preventScroll: true });
}

function startQueue(queue) {
	document.addEventListener("keydown", (event) => driveQueue(event, queue));
	all("[data-copy]", queue).forEach((button) => {
		button.hidden = false;
		button.addEventListener("click", (event) => copyPressed(event, queue));
	});
	if (queue.querySelector("[data-return][open]")) openReasons(queue);
	else queue.querySelector(".queue-item").focus({ preventScroll: true });
}

/* ---- signing for a batch ---- */

/* What the list, the count and the ticks come to, while they are filled in. */
function startSigning(form) {
	const listed = Number(form.querySelector("[data-listed]").textContent), boxes = all("input[name=missing]");
	const number = (id) => (/^\s*\d+\s*$/.test(form.elements[id].value) ? Number(form.elements[id].value) : 0);
	const put = (name, value, wrong) => {
		const figure = form.querySelector(`[data-${name}]`);
		figure.textContent = value;
		figure.classList.toggle("late", wrong);
		figure.parentElement.hidden = form.elements.count.value.trim() === "";
	};
	const tell = () => {
		const short = listed + number("extra") - number("count"), ticked = boxes.filter((box) => box.checked).length;
		put("counted", number("count"), false);
		put("short", Math.max(short, 0), short > 0 && short !== ticked);
		put("ticked", ticked, short !== ticked);
	};
	form.addEventListener("input", tell);
	boxes.forEach((box) => box.addEventListener("change", tell));
	tell();
}

/* Letters without marks, as they are searched for. */
const folded = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[\u0111\u0110]/g, "d").toLowerCase();

/* Shows the papers of that name or number; Enter ticks the one that is left. */
function startFinding(input) {
	const rows = all("input[name=missing]").map((box) => ({ box, row: box.closest("tr"), text: folded(box.closest("tr").textContent) }));
	const find = () => rows.filter((one) => !(one.row.hidden = !folded(input.value).split(" ").every((word) => one.text.includes(word))));
	input.parentElement.hidden = false;
	input.addEventListener("input", find);
	input.addEventListener("keydown", (event) => {
		const found = find();
		if (event.key !== "Enter" || event.isComposing) return;
		event.preventDefault();
		if (found.length !== 1) return;
		found[0].box.checked = !found[0].box.checked;
		found[0].box.dispatchEvent(new Event("change", { bubbles: true }));
		input.select();
	});
}

/* ---- from sheet to sheet of the officer's queue ---- */

/* The first reason that is asked for, else the button that accepts; the reader says what was done just before. */
function startWalk(walk) {
	const accept = document.querySelector("[data-accept]");
	const target = walk.querySelector(".finding-confirm input:not([type=checkbox])") || accept || document.querySelector("[data-next]");
	const result = document.querySelector("main > [role=status]");
	if (result && target) {
		result.id = "result";
		target.setAttribute("aria-describedby", "result");
	}
	if (target && !document.querySelector("[data-focus]")) target.focus();
	if (accept) accept.form.addEventListener("submit", (event) => { if (!hasSettled()) event.preventDefault(); });
	document.addEventListener("keydown", (event) => driveWalk(event, accept));
}

/* A letter alone where nothing is typed, with Alt everywhere. */
const isWalkKey = (event, key) => !event.repeat && (isPageKey(event, key) || (event.altKey && !event.ctrlKey && event.key.toLowerCase() === key));

function driveWalk(event, accept) {
	const next = document.querySelector("[data-next]");
	const elsewhere = typingIn(event.target) && event.target.form !== accept?.form;
	if (accept && event.ctrlKey && event.key === "Enter" && !elsewhere) accept.form.requestSubmit(accept);
	else if (next && isWalkKey(event, "j")) next.click();
	else if (isWalkKey(event, "u")) undoLast();
	else return;
	event.preventDefault();
}

/* ---- long work ---- */

const percent = new Intl.NumberFormat("vi-VN", { minimumFractionDigits: 1, maximumFractionDigits: 1 }), count = new Intl.NumberFormat("vi-VN");

function moveBar(job) {
	const bar = document.querySelector(".job-bar"), done = document.getElementById("job-done");
	const part = Math.min(job.done / Math.max(job.of, 1), 1);
	bar.value = part * bar.max;
	document.getElementById("job-percent").textContent = percent.format(part * 100);
	if (done) done.textContent = count.format(Math.min(job.done, job.of));
}

/* What is said aloud when something comes to pass beside whoever is elsewhere on the page. */
function startSaying() {
	const said = document.createElement("div");
	said.className = "visually-hidden";
	said.setAttribute("role", "status");
	document.body.append(said);
	return (text) => { said.textContent = text; };
}

/* It has ended: the page that stands here now. Who was on a button that went is put on what is said instead. */
async function showEnd(url, say) {
	const text = await fetch(url, { cache: "no-store" }).then((answer) => answer.text());
	const page = new DOMParser().parseFromString(text, "text/html").getElementById("content"), main = document.getElementById("content");
	const focused = main.contains(document.activeElement);
	main.replaceChildren(...page.childNodes);
	const heading = document.getElementById("progress-heading");
	if (focused) heading.focus();
	else say(heading.textContent);
}

/* Until it has ended, or cannot be asked about any more; a line that is down for a while is waited for. */
async function watchJob(mark) {
	const say = startSaying();
	for (let wait = 500; mark.isConnected; wait = Math.min(wait * 1.2, 3000)) {
		await new Promise((done) => setTimeout(done, wait));
		const job = await fetch(`${mark.dataset.job}.json`, { cache: "no-store" }).then((answer) => (answer.ok ? answer.json() : null), () => undefined);
		if (job === null) return;
		if (job === undefined) continue;
		moveBar(job);
		if (job.state !== "running") return showEnd(mark.dataset.job, say);
	}
}

/* ---- employers that the office knows, offered while one is typed; a picked one fills in where it is ---- */

function offerEmployers(name) {
	const list = document.createElement("datalist"), place = document.getElementById(name.dataset.employer);
	let asked = "", known = new Map();
	list.id = "employers";
	name.after(list);
	name.setAttribute("list", list.id);
	name.addEventListener("input", async () => {
		const q = name.value.trim(), picked = known.get(q);
		if (picked && place && place.value === "") {
			place.value = picked;
			place.dispatchEvent(new Event("change", { bubbles: true }));
		}
		if (picked !== undefined || q.length < 2 || q === asked) return;
		asked = q;
		const found = await fetch(`/employers.json?q=${encodeURIComponent(q)}`).then((answer) => (answer.ok ? answer.json() : null), () => null);
		if (found === null || asked !== q) return;
		const rows = found.rows.slice(0, 12);
		known = new Map(rows.map((row) => [row.name, row.address ?? ""]));
		list.replaceChildren(...rows.map((row) => new Option(row.address ?? "", row.name)));
	});
}

/* ---- held keys ---- */

/* Keys that do something, by themselves or because the browser presses a button for them. */
function acts(event) {
	const typing = typingIn(event.target);
	if (event.key === "Enter") return event.ctrlKey || !event.target.matches("textarea");
	return event.ctrlKey ? /^s$/i.test(event.key) : event.key === "F2" || (!typing && /^[0-9a-z?]$/.test(event.key));
}

/* A key that is held down acts once; on the page that comes it acts when it is pressed anew. */
function ignoreHeld(event) {
	if (!event.repeat || !acts(event)) return;
	event.preventDefault();
	event.stopImmediatePropagation();
}

window.addEventListener("keydown", ignoreHeld, true);
document.addEventListener("click", focusOptionOfGroup);
document.addEventListener("focusin", showWhole);
document.addEventListener("keydown", showKeys);
document.addEventListener("keydown", goToSearch);
document.addEventListener("submit", sendWhenReachable);
document.addEventListener("submit", guardDoubleSubmit);
window.addEventListener("pageshow", releaseForms);
window.addEventListener("beforeunload", (event) => drafts.forEach((draft) => draft.leave(event)));
document.addEventListener("visibilitychange", (event) => document.hidden && drafts.forEach((draft) => draft.leave(event)));
all("[data-print]").forEach(startPrinting);
all("[data-select]").forEach(addSelectAll);
all("[data-range]").forEach(startRange);
all("[data-sheet]").forEach(startSheet);
all("[data-queue]").forEach(startQueue);
all("[data-sign]").forEach(startSigning);
all("[data-find]").forEach(startFinding);
all("[data-job]").forEach(watchJob);
all("[data-employer]").forEach(offerEmployers);
all("[data-walk]").forEach(startWalk);
all("[data-pick]").forEach(labelFile);
focusResult();
giveTypedBack();
keepTyped();
document.addEventListener("change", keepTyped);
document.addEventListener("submit", dropTyped);
