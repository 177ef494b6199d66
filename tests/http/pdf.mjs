/* What is in a paper: words with their places, what is inked, faces; what is in its Word file and on its page. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { equal, newFolder } from "./harness.mjs";
import { decode } from "./html.mjs";

const folder = newFolder(), MM_A_POINT = 25.4 / 72;

/* args with the path of the file in the place of FILE; Buffer of what the tool says. */
export function tool(name, args, file, input) {
	const path = join(folder, file);
	writeFileSync(path, input);
	const { status, stdout, stderr } = spawnSync(name, args.map((arg) => (arg === "FILE" ? path : arg)), { maxBuffer: 256 << 20 });
	equal(status, 0, `${name}: ${stderr}`);
	return stdout;
}

export const squeezed = (text) => text.replace(/\s+/g, " ").trim();
export const pdfText = (body) => squeezed(tool("pdftotext", ["FILE", "-"], "paper.pdf", body).toString());
export const pdfLines = (body) => tool("pdftotext", ["-layout", "FILE", "-"], "paper.pdf", body).toString().split("\n").map(squeezed);
const unpacked = "import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read('word/document.xml'))";
export const docxText = (body) => squeezed(decode(tool("python3", ["-c", unpacked, "FILE"], "paper.docx", body).toString().replace(/<[^>]*>/g, " ")));
export const pageText = (html) => squeezed(decode(html.slice(html.indexOf("<article")).replace(/<[^>]*>/g, " ")));

/* Words with their places in millimetres, page by page: { width, height, words }. */
export function pages(body) {
	return tool("pdftotext", ["-bbox", "FILE", "-"], "paper.pdf", body).toString().split("<page ").slice(1).map((page) => {
		const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(page), mm = (text) => Number(text) * MM_A_POINT;
		const words = [...page.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)/g)]
			.map(([, left, top, right, bottom, text]) => ({ left: mm(left), top: mm(top), right: mm(right), bottom: mm(bottom), text: decode(text) }));
		return { width: mm(width), height: mm(height), words };
	});
}

/* The pages as grey pixels: { width, height (in pixels), mm (of a pixel), dark(x, y) }. */
const DPI = 75;
function pictures(body, dpi, args = []) {
	const all = tool("pdftoppm", ["-r", String(dpi), ...args, "-gray", "FILE"], "paper.pdf", body), found = [];
	for (let at = 0; at < all.length;) {
		const [head, w, h] = /^P5\s(\d+) (\d+)\s255\s/.exec(all.subarray(at, at + 40).toString("latin1")), begin = at + head.length, width = Number(w), height = Number(h);
		found.push({ width, height, mm: 25.4 / dpi, dark: (x, y) => all[begin + y * width + x] < 200 });
		at = begin + width * height;
	}
	return found;
}

/* Where there is ink on each page, below a height, in millimetres: { left, top, right, bottom }. */
export const inked = (body, below = 0) => pictures(body, DPI).map(({ width, height, mm, dark }) => {
	const box = { left: width, top: height, right: 0, bottom: 0 };
	for (let y = Math.ceil(below / mm); y < height; y++)
		for (let x = 0; x < width; x++)
			if (dark(x, y)) {
				box.left = Math.min(box.left, x);
				box.right = Math.max(box.right, x + 1);
				box.top = Math.min(box.top, y);
				box.bottom = y + 1;
			}
	return Object.fromEntries(Object.entries(box).map(([side, pixels]) => [side, pixels * mm]));
});

/* Lines across the upper part of the first page that are longer than any letter, in millimetres: { left, right, top }. */
export function rules(body, above) {
	const LEAST = 10, [{ width, mm, dark }] = pictures(body, 2 * DPI, ["-f", "1", "-l", "1"]), found = [];
	for (let y = 0; y * mm < above; y++)
		for (let x = 0, begun = 0; x <= width; x++) {
			if (x < width && dark(x, y)) continue;
			const rule = { left: begun * mm, right: x * mm, top: y * mm };
			if (rule.right - rule.left > LEAST && !found.some((one) => rule.top - one.top < 1 && Math.abs(one.left - rule.left) < 1)) found.push(rule);
			begun = x + 1;
		}
	return found;
}

/* The first page. */
export const picturePng = (body) => tool("pdftoppm", ["-r", "200", "-f", "1", "-l", "1", "-png", "FILE"], "paper.pdf", body);

/* Names of the faces, and whether each is embedded, in part, with its letters. */
export const faces = (body) => tool("pdffonts", ["FILE"], "paper.pdf", body).toString().split("\n").slice(2).filter((line) => line !== "")
	.map((line) => ({ name: line.split(/\s+/)[0].replace(/^\w+\+/, ""), whole: / yes yes yes /.test(line) }));

/* "Một trăm linh năm" of 105, as the papers write numbers. */
const DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
function hundreds(n, whole) {
	const [h, t, u] = [Math.floor(n / 100), Math.floor(n / 10) % 10, n % 10], words = [];
	if (whole || h > 0) words.push(DIGITS[h], "trăm");
	if (t === 0 && u > 0 && words.length > 0) words.push("linh");
	if (t === 1) words.push("mười");
	if (t > 1) words.push(DIGITS[t], "mươi");
	if (u > 0) words.push(u === 1 && t > 1 ? "mốt" : u === 4 && t > 1 ? "tư" : u === 5 && t > 0 ? "lăm" : DIGITS[u]);
	return words;
}
export function inWords(number) {
	const words = [];
	if (number === 0) words.push("không");
	for (const [unit, name] of [[1e6, "triệu"], [1e3, "nghìn"], [1, ""]]) {
		const part = Math.floor(number / unit) % 1000;
		if (part > 0) words.push(...hundreds(part, words.length > 0), ...(name === "" ? [] : [name]));
	}
	const text = words.join(" ");
	return text[0].toUpperCase() + text.slice(1);
}
