/* Pictures of QR codes, made with qrencode and netpbm; and pictures that say more of themselves than they hold. */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { newFolder } from "./harness.mjs";

const run = (program, args, input) => execFileSync(program, args, { input, stdio: ["pipe", "pipe", "ignore"], maxBuffer: 256 << 20 });

/* The code alone, as PNG. */
export const qrPng = (text, size = 6) => run("qrencode", ["-8", "-s", String(size), "-o", "-"], Buffer.from(text));

/* A table with a card on it, as a phone sees it: the code turned and not quite sharp, somewhere in a large picture. */
export function photoJpeg(text, { width = 4000, height = 3000, angle = 8, size = 12, options = [] } = {}) {
	const file = join(newFolder(), "code.pnm");
	const turned = run("pnmrotate", ["-background=white", String(angle)], run("pngtopnm", [], qrPng(text, size)));
	writeFileSync(file, run("pnmsmooth", ["-width=5", "-height=5"], turned));
	const table = run("ppmmake", ["rgb:8f/a8/b8", String(width), String(height)]);
	return run("pnmtojpeg", ["-quality=75", ...options], run("pnmpaste", [file, String(Math.floor(width * 0.4)), String(Math.floor(height * 0.3))], table));
}

/* Where a segment of that kind begins in a JPEG; of the last one too. */
const markers = (jpeg, wanted) => Array.from(jpeg.keys()).filter((i) => jpeg[i] === 0xff && wanted.includes(jpeg[i + 1]));

/* The head of a JPEG says another size. */
export function resizedJpeg(jpeg, width, height) {
	const copy = Buffer.from(jpeg), [frame] = markers(copy, [0xc0, 0xc2]);
	copy.writeUInt16BE(height, frame + 5);
	copy.writeUInt16BE(width, frame + 7);
	return copy;
}

/* The last scan of a JPEG, so many times more. */
export function scannedJpeg(jpeg, times) {
	const last = markers(jpeg, [0xda]).pop(), scan = jpeg.subarray(last, jpeg.length - 2);
	return Buffer.concat([jpeg.subarray(0, last), ...Array(times + 1).fill(scan), jpeg.subarray(jpeg.length - 2)]);
}

/* CRC-32 as PNG has it. */
function crc32(bytes) {
	let crc = 0xffffffff;
	for (const byte of bytes) {
		crc ^= byte;
		for (let i = 0; i < 8; i++)
			crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
	}
	return ~crc >>> 0;
}

function pngChunk(kind, data) {
	const chunk = Buffer.alloc(data.length + 12);
	chunk.writeUInt32BE(data.length, 0);
	chunk.write(kind, 4, "latin1");
	data.copy(chunk, 8);
	chunk.writeUInt32BE(crc32(chunk.subarray(4, data.length + 8)), data.length + 8);
	return chunk;
}

/* A grey PNG of that side; dark(x, y) says what is black. */
function greyPng(side, dark) {
	const head = Buffer.alloc(13), lines = Buffer.alloc(side * (side + 1), 255);
	head.writeUInt32BE(side, 0);
	head.writeUInt32BE(side, 4);
	head[8] = 8;
	for (let y = 0; y < side; y++) {
		lines[y * (side + 1)] = 0;
		for (let x = 0; x < side; x++)
			if (dark(x, y))
				lines[y * (side + 1) + 1 + x] = 0;
	}
	return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), pngChunk("IHDR", head), pngChunk("IDAT", deflateSync(lines, { level: 9 })), pngChunk("IEND", Buffer.alloc(0))]);
}

/* 38 kB of nothing but the squares that QR codes have in three corners: 42,000 of them, and which three belong together is tried out. */
export function finderPng(side = 3500, pitch = 17) {
	const black = (x, y) => x < 7 && y < 7 && (x % 6 === 0 || y % 6 === 0 || (x > 1 && x < 5 && y > 1 && y < 5));
	return greyPng(side, (x, y) => black((x % pitch) >> 1, (y % pitch) >> 1));
}

/* The head of a PNG says another size. */
export function resizedPng(png, width, height) {
	const copy = Buffer.from(png);
	copy.writeUInt32BE(width, 16);
	copy.writeUInt32BE(height, 20);
	copy.writeUInt32BE(crc32(copy.subarray(12, 29)), 29);
	return copy;
}
