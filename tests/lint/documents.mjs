// What is written for people holds: every file and every function that a document names is there, every section of
// src/domain.md that is cited is there, and nothing cites a document that the project has not.
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { report, sources } from './sources.mjs';

const FOLDERS = ['src', 'templates', 'static', 'migrations', 'tests'];
const files = FOLDERS.flatMap((folder) => sources(/./, folder)).filter((file) => !file.includes('node_modules/'))
	.concat(['Makefile', 'README.md', 'LICENSE']);
const above = (file) => file.split('/').slice(0, -1).map((_, i, parts) => parts.slice(0, i + 1).join('/'));
const folders = new Set(files.flatMap(above));
const code = files.filter((file) => /^src\/.*\.(c|cc|h)$/.test(file))
	.map((file) => readFileSync(file, 'utf8')).join('\n');
const libraries = [...code.matchAll(/^#include <([^>]+)>/gm)].map(([, header]) => header);
const names = new Set([...files.map((file) => basename(file)), ...libraries]);

/* ---- files that documents name ---- */

const EXTENSIONS = /\.(c|cc|h|def|mjs|js|css|html|md|sql|sh|mk|json|conf|txt|service|timer)$/;
const PLACE = /[A-Z]{2}|…|\.\.\.|[<>{}]/;           // DIR/lock, NNN-NAME.sql: a place for a name

/* The places that a path of a document may begin at: the folder of the document, the project, src/, templates/. */
function candidates(document, path) {
	return [dirname(document), '.', 'src', 'templates'].map((start) => join(start, path));
}

function isThere(path) {
	const clean = path.replace(/\/$/, '');
	if (path.includes('*')) {
		const pattern = new RegExp(`^${clean.replace(/[.+]/g, '\\$&').replaceAll('*', '[^/]*')}$`);
		return files.some((file) => pattern.test(file));
	}
	if (path.endsWith('/'))
		return folders.has(clean);
	return files.includes(clean) || ['.c', '.h'].some((end) => files.includes(clean + end));
}

/* Whether a text in backticks or a link is meant as a file of the project. */
function isPath(document, text) {
	if (!/^[\w.*/-]+$/.test(text) || /^(\/|build\/|\.\w+$)/.test(text) || PLACE.test(text))
		return false;
	const first = text.split('/')[0];
	const inFolder = text.includes('/') && candidates(document, first).some((path) => folders.has(path));
	return inFolder || EXTENSIONS.test(text);
}

function namesNothing(document, text) {
	if (!isPath(document, text))
		return false;
	if (!text.includes('/') && !text.includes('*'))
		return !names.has(text);
	return !candidates(document, text).some(isThere);
}

/* ---- functions ---- */

const called = new Set([...code.matchAll(/\b(\w+)\(/g)].map(([, name]) => name));

const faults = [];
const documents = ['README.md', ...files.filter((file) => file.endsWith('.md') && file !== 'README.md')];
for (const document of documents) {
	const text = readFileSync(document, 'utf8');
	const quoted = text.matchAll(/`([^`\n]+)`/g), linked = text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g);
	for (const name of new Set([...quoted, ...linked].map(([, one]) => one)))
		if (namesNothing(document, name))
			faults.push(`${document}: names ${name}, which is not there`);
	for (const [, name] of text.matchAll(/`(\w+)\(\)`/g))
		if (!called.has(name))
			faults.push(`${document}: names the function ${name}(), which is not there`);
}

/* ---- sections that are cited ---- */

const DOMAIN = 'src/domain.md', STRANGERS = /\b(?:DOMAIN|DESIGN)\b/;
const sections = new Set([...readFileSync(DOMAIN, 'utf8').matchAll(/^## (\d+)\. /gm)].map(([, number]) => number));
const read = files.filter((file) => /\.(c|cc|h|def|mjs|js|css|html|md|sql|sh|mk|json)$|^Makefile$/.test(file));
for (const file of read.filter((name) => name !== 'tests/lint/documents.mjs' && existsSync(name))) {
	readFileSync(file, 'utf8').split('\n').forEach((line, i) => {
		if (STRANGERS.test(line))
			faults.push(`${file}:${i + 1}: cites a document that is not of the project; ${DOMAIN} is`);
		for (const [, number] of line.matchAll(/domain\.md`? §(\d+)/g))
			if (!sections.has(number))
				faults.push(`${file}:${i + 1}: ${DOMAIN} has no section ${number}`);
	});
}
report('documents', faults);
