/* Every route of the server's own table × every role × what is not theirs; and what masked roles never receive.
 *
 * The table is read from src/web/routes.c. What stands below says who may do what by the contract: a route without a line here, or
 * with other roles, fails. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { equal, fail, finish, holds, root, test } from "./harness.mjs";
import { typed } from "./sheets.mjs";
import { demoWorld } from "./worlds.mjs";

const roles = ["enumerator", "hamlet_leader", "officer", "leader", "police", "police_superior", "district", "province", "admin"];
const writers = ["enumerator", "hamlet_leader", "officer"], checkers = ["hamlet_leader", "officer"], masked = ["leader", "police_superior", "district", "province"];
const answering = ["hamlet_leader", "officer", "leader", "district", "province"];
const seers = roles.filter((role) => role !== "admin"), anybody = [], officers = ["officer"], policemen = ["police"], both = ["officer", "police"], bundlers = [...checkers, "leader"], minuted = ["enumerator", "officer", "leader"], admins = ["admin"], importers = ["officer", "police", "admin"], paid = ["officer", "district", "province"], planned = ["officer", "leader", "district", "province", "admin"];

const contract = {
	"GET /": roles, "GET /healthz": anybody, "GET /help": roles, "GET /help/login": anybody, "GET /licences": anybody, "GET /login": anybody, "POST /login": anybody, "POST /logout": roles, "GET /password": roles, "POST /password": roles,
	"GET /sheets .json .csv .xlsx": seers, "POST /sheets": writers, "GET /sheets/new": writers, "GET /sheets/{id} .json .pdf": seers, "GET /sheets/{id}/changes": seers, "GET /sheets/{id}/edit": writers,
	"GET /sheets/{id}/print": seers, "GET /forms/mau-03/print": roles, "GET /forms/mau-03/numbered .pdf": officers,
	"POST /sheets/{id}/edit": writers, "POST /sheets/{id}/submit": writers, "POST /sheets/{id}/forward": checkers, "POST /sheets/{id}/return": checkers,
	"POST /sheets/{id}/correct": officers, "POST /sheets/{id}/accept": officers, "POST /sheets/{id}/reopen": officers, "POST /sheets/{id}/resend": officers,
	"POST /sheets/{id}/replace": writers, "POST /sheets/{id}/cancel": writers, "POST /sheets/{id}/undo": [...writers, "police"], "POST /sheets/{id}/archive": both,
	"GET /review .json .csv .xlsx": officers, "GET /review/accept": officers, "POST /review/accept": officers, "POST /acts/{id}/undo": [...checkers, "police"], "POST /review/confirm": officers, "GET /review/forward": checkers, "POST /review/forward": checkers, "POST /review/unconfirm": officers,
	"POST /sheets/{id}/confirm": officers, "POST /sheets/{id}/unconfirm": officers, "GET /handovers .json .csv .xlsx": both, "POST /handovers": officers, "GET /handovers/new": officers, "GET /handovers/{id} .json .csv .xlsx .pdf .docx": both, "GET /handovers/{id}/print": both, "GET /handovers/{id}/cover .pdf": both, "GET /handovers/{id}/sheets .pdf": officers, "GET /handovers/{id}/checklist .pdf .docx": both,
	"POST /handovers/{id}/remove": officers, "POST /handovers/{id}/sign": policemen, "GET /police .json .csv .xlsx": policemen, "POST /police/{id}/entered": policemen, "GET /police/entered": policemen, "POST /police/entered": policemen,
	"GET /handovers/{id}/scan": both, "POST /handovers/{id}/signed": both, "GET /returns/{id}/scan": both, "POST /returns/{id}/signed": both,
	"GET /handovers/{id}/by-paper": officers, "POST /handovers/{id}/by-paper": officers,
	"GET /sheets/many": [...checkers, "police"], "POST /sheets/many": [...checkers, "police"],
	"GET /ledger .json .csv .xlsx": both, "GET /returns .json .csv .xlsx": both, "POST /returns": both, "GET /returns/archive": officers, "GET /returns/archive/{id} .pdf .docx": officers, "GET /returns/archive/{id}/index .pdf .docx": officers, "GET /returns/waiting .json .csv .xlsx": both,
	"GET /returns/{id} .json .csv .xlsx .pdf .docx": both, "GET /returns/{id}/print": both,
	"POST /police/{id}/return": policemen, "POST /police/{id}/later": policemen, "GET /police/fields .json": policemen, "POST /police/fields": policemen, "GET /reports/progress .json .csv .xlsx": seers, "GET /rules": roles,
	"GET /minutes .json .csv .xlsx": minuted, "POST /minutes": officers, "GET /minutes/new": officers, "GET /minutes/{id} .json .csv .xlsx .pdf .docx": minuted, "GET /minutes/{id}/print": minuted, "GET /minutes/{id}/scan": minuted,
	"POST /minutes/{id}/drop": officers, "POST /minutes/{id}/issue": officers, "POST /minutes/{id}/said": officers, "POST /minutes/{id}/signed": officers, "POST /minutes/{id}/supersede": officers,
	"GET /bundles .json .csv .xlsx": bundlers, "POST /bundles": checkers, "GET /bundles/{id} .json .csv .xlsx .pdf .docx": bundlers, "GET /bundles/{id}/print": bundlers, "POST /bundles/{id}/confirm": officers,
	"GET /duplicates .json .csv .xlsx": checkers, "GET /duplicates/{id}/{id}": checkers, "POST /duplicates/{id}/{id}": officers,
	"GET /search": seers, "POST /search": seers, "GET /people .json .csv .xlsx": seers, "GET /people/{id} .json": seers, "GET /people/{id}/print": seers, "POST /people/{id}/end": officers, "POST /people/{id}/end/undo": officers, "POST /people/{id}/join": officers, "POST /people/{id}/split": officers,
	"GET /reports/by-rule .json .csv .xlsx": answering,
	"GET /reports/quality .json .csv .xlsx": ["hamlet_leader", "officer", "leader", "district", "province"], "GET /tools/text": writers, "POST /tools/text": writers, "GET /sheets/photo": writers, "POST /sheets/photo": writers,
	"GET /sheets/change": writers, "POST /sheets/change": writers, "GET /reports/count/{id} .pdf .docx": ["hamlet_leader", "officer", "leader"], "GET /reports/no-id .json .csv .xlsx": both, "GET /reports/no-id/print": both, "GET /day": [...writers, "police"],
	"GET /members .json .csv .xlsx": answering, "POST /members": officers, "GET /members/assignments .json .csv .xlsx": answering, "GET /members/new": officers, "GET /members/team": officers,
	"POST /members/team": officers, "GET /members/team/{id} .pdf .docx": officers, "GET /members/{id}": answering, "POST /members/{id}": officers, "POST /members/{id}/target": officers, "POST /members/{id}/unlink": officers,
	"GET /access .json .csv .xlsx": ["officer", "leader", "admin"],
	"GET /roster .json .csv .xlsx": seers, "POST /roster": [...writers, "police"], "GET /roster/new": [...writers, "police"], "GET /roster/assign": officers, "POST /roster/assign": officers,
	"GET /roster/assignments .json .csv .xlsx": ["enumerator", ...answering], "GET /roster/hamlets .json .csv .xlsx": seers, "GET /roster/lists .json .csv .xlsx": both, "GET /roster/walk": writers, "GET /roster/walk/{id} .pdf .docx": writers,
	"GET /reconcile .json .csv .xlsx": officers, "POST /reconcile": officers, "GET /reconcile/hamlets .json .csv .xlsx": officers, "GET /reconcile/row/{id}": officers, "GET /reconcile/sheet/{id}": officers, "GET /reconcile/report/{id} .pdf .docx": officers,
	"GET /roster/{id}": seers, "POST /roster/{id}": both, "POST /roster/{id}/back": writers, "POST /roster/{id}/reason": writers,
	"GET /admin": admins, "GET /admin/areas .json .csv .xlsx": admins, "GET /admin/areas/{id} .json .csv .xlsx": admins, "GET /admin/areas/import": admins, "POST /admin/areas/import": admins, "POST /admin/areas/import/confirm": admins, "POST /admin/areas/{id}/end": admins, "POST /admin/areas/{id}/hamlets": admins,
	"POST /admin/areas/{id}/rename": admins, "POST /admin/areas/{id}/succeed": admins, "GET /admin/rights .json .csv .xlsx": admins, "POST /admin/rights": admins, "GET /admin/campaigns .json .csv .xlsx": admins, "POST /admin/campaigns": admins, "GET /admin/campaigns/new": admins,
	"GET /admin/campaigns/{id}": admins, "POST /admin/campaigns/{id}": admins, "GET /admin/campaigns/{id}/targets .json .csv .xlsx": admins, "GET /admin/campaigns/{id}/milestones .json .csv .xlsx": admins, "POST /admin/campaigns/{id}/milestones": admins,
	"GET /admin/campaigns/{id}/tasks .json .csv .xlsx": admins, "POST /admin/campaigns/{id}/tasks": admins, "GET /jobs": roles, "GET /jobs/new": roles, "POST /jobs": roles, "GET /jobs/{id} .json": roles,
	"GET /imports": importers, "POST /imports": importers, "GET /imports/{id} .json": importers, "POST /imports/{id}": importers, "POST /imports/{id}/cancel": importers, "POST /imports/{id}/confirm": importers, "GET /imports/{id}/rejects .xlsx": importers,
	"GET /admin/campaigns/{id}/targets/table": admins, "POST /admin/campaigns/{id}/targets/table": admins,
	"GET /employers .json .csv .xlsx": [...writers, "admin"],
	"POST /jobs/{id}/cancel": roles, "POST /jobs/{id}/resume": roles, "GET /jobs/{id}/left": roles, "GET /jobs/{id}/result": roles,
	"GET /payments .json .csv .xlsx": paid, "POST /payments": officers, "GET /payments/communes .json .csv .xlsx": paid, "GET /payments/payees .json .csv .xlsx": officers, "GET /payments/{id} .json .csv .xlsx .pdf .docx": paid,
	"POST /payments/{id}/close": officers, "POST /payments/{id}/drop": officers, "GET /payments/{id}/minutes .pdf .docx": officers, "GET /payments/{id}/minutes/scan": officers, "GET /payments/{id}/print": officers, "GET /payments/{id}/scan": officers, "POST /payments/{id}/signed": officers,
	"GET /campaigns .json .csv .xlsx": planned, "GET /campaigns/{id} .json": planned, "GET /campaigns/{id}/history .json .csv .xlsx": planned, "GET /campaigns/{id}/closing .json": paid, "POST /campaigns/{id}/settled": officers,
	"GET /admin/campaigns/{id}/prices .json .csv .xlsx": ["officer", "admin"], "POST /admin/campaigns/{id}/prices": ["officer", "admin"], "GET /campaigns/{id}/estimate .json .csv .xlsx": [...paid, "admin"],
	"GET /admin/campaigns/{id}/rules .json .csv .xlsx": ["officer", "admin"], "POST /admin/campaigns/{id}/rules": admins, "POST /admin/campaigns/{id}/targets": admins,
	"GET /admin/log .json .csv .xlsx": admins, "GET /admin/settings": admins, "GET /admin/settings/preview": admins, "POST /admin/settings": admins, "GET /admin/status": admins, "GET /admin/users .json .csv .xlsx": admins,
	"POST /admin/users": admins, "GET /admin/users/new": admins, "GET /admin/users/{id}": admins, "POST /admin/users/{id}": admins, "POST /admin/users/{id}/lock": admins,
	"POST /admin/users/{id}/logout": admins, "POST /admin/users/{id}/password": admins, "POST /admin/users/{id}/unlock": admins,
};

/* ---- the server's table ---- */

/* Names of sets of roles, from the macros and enums of the sources. */
function roleSets(...sources) {
	const sets = new Map(roles.map((role, i) => [i, role]));
	const evaluate = (text) => {
		const words = text.replace(/ROLE_BIT\(ROLE_(\w+)\)/g, (_, name) =>
			name === "COUNT" ? `${1 << roles.length}` : `${1 << Math.max(roles.indexOf(name.toLowerCase()), 0)}`)
			.replace(/\b([A-Z]\w*)\b/g, (_, name) => sets.get(name) ?? fail(`unknown set of roles ${name}`));
		holds(/^[\d\s|&~()-]+$/.test(words), `roles ${text}`);
		return Number(new Function(`return ${words}`)());
	};
	for (const source of sources)
		for (const [, defined, value, listed, expression] of source.matchAll(/^#define (\w+) (ROLE_BIT\(.*\))$|^\t(ROLES_\w+) = ((?:[^,}]|\n)*)/gm))
			sets.set(defined ?? listed, evaluate(value ?? expression));
	return (text) => roles.filter((_, i) => evaluate(text) & (1 << i));
}

function readTable() {
	const source = readFileSync(join(root, "src/web/routes.c"), "utf8");
	const rolesOf = roleSets(readFileSync(join(root, "src/base/actor.h"), "utf8"), source);
	const set = (name) => new RegExp(`^#define ${name} \\((.*)\\)$`, "m").exec(source)?.[1] ?? "";
	const rows = [...source.matchAll(/^\t\{ "(\w+)", "([^"]+)",\s+([^,]+),\s+([^,]+),\s+[^,]+,\s+\{ ([^}]*) \},\s+\w+ \},$/gm)];
	holds(rows.length === (source.match(/^\t\{ "(?:GET|POST)/gm) ?? []).length, "a row of the table is not understood");
	return rows.map(([, method, pattern, who, named, targets]) => {
		const flags = named.replace("TABLE", set("TABLE")).replace("PAPER", set("PAPER")).replace("LISTED", "ROUTE_JSON | ROUTE_CSV").split(" | ");
		equal((targets.match(/TARGET_\w+/g) ?? []).length, (pattern.match(/\{id\}/g) ?? []).length, `targets of ${pattern}`);
		return { method, pattern, roles: rolesOf(who), suffixes: ["json", "csv", "xlsx", "pdf", "docx"].filter((suffix) => flags.includes(`ROUTE_${suffix.toUpperCase()}`)),
			public: flags.includes("ROUTE_PUBLIC"), csrf: flags.includes("ROUTE_CSRF") };
	});
}

let table = [];
await test("the table of routes is the one of the contract", () => {
	table = readTable();
	const found = Object.fromEntries(table.map((r) => [[`${r.method} ${r.pattern}`, ...r.suffixes.map((suffix) => `.${suffix}`)].join(" "), r]));
	for (const key of Object.keys(contract).filter((one) => one.endsWith(".csv .xlsx"))) {       /* every table is a paper, too */
		contract[`${key} .pdf .docx`] = contract[key];
		delete contract[key];
	}
	equal(Object.keys(found).filter((key) => !(key in contract)), [], "routes without a line here");
	equal(Object.keys(contract).filter((key) => !(key in found)), [], "routes that are not there");
	for (const [key, route] of Object.entries(found)) {
		equal(route.roles, contract[key], `roles of ${key}`);
		equal([route.public, route.csrf], [contract[key] === anybody, route.method === "POST" && contract[key] !== anybody], `flags of ${key}`);
	}
});

/* ---- people and what is not theirs ---- */

const world = await demoWorld(), clients = new Map();
for (const name of [...roles, "officer2", "police2", "officer3", "district2", "province2"])
	clients.set(name, await world.client(name));
const officer = clients.get("officer"), far = clients.get("officer2"), nobody = officer.twin();
nobody.cookies.clear();
const [hamlet] = await world.hamlets(officer);

const foreignSheet = (await far.json("/sheets.json")).rows[0].id, foreignBatch = (await far.json("/handovers.json")).rows[0]?.id;
const waiting = (await far.json("/sheets.json?state=with_hamlet")).rows[0].id;
await far.does(303, `/sheets/${waiting}/forward`, {});
const foreignBundle = (await far.json("/bundles.json")).rows[0].id;
const foreignCommune = (await far.json("/reports/progress.json")).area.id;
const farHamlet = (await world.hamlets(far))[0];
const { location: foreignPath } = await far.does(303, "/minutes", { type: "confirmation", area_id: farHamlet });
const foreignMinutes = Number(foreignPath.split("/").pop());
const farCampaign = Number(/href="\/admin\/campaigns\/(\d+)\/rules"/.exec((await far.page("/rules")).text)[1]);
const foreignPayment = Number((await far.does(303, "/payments", { campaign_id: farCampaign, role: "collect", from: "01/06/2023", to: "10/06/2024" })).location.split("/").pop());
const foreignListed = (await far.json("/roster.json")).rows[0].id;
const foreignMember = (await far.json("/members.json")).rows[0].id;
const personOf = async (client, id) => (await client.sheet(id)).person_id ?? fail(`sheet ${id} has no person`);
const unsigned = await officer.saves(typed(40, { area_id: hamlet }), "submit");
const listed = await officer.saves(typed(41, { area_id: hamlet }), "submit");
await officer.does(303, `/sheets/${listed}/accept`, {});
await officer.does(303, "/handovers", { ids: listed });
const enumerators = await officer.saves(typed(42, { area_id: hamlet }));

const foreignPerson = await personOf(far, (await far.json("/sheets.json?state=accepted")).rows[0].id);
const unsignedPerson = await personOf(officer, unsigned), listedPerson = await personOf(officer, listed);

/* Paths of a route: for foreign ids, or with an id of the officer's commune. */
function paths(route, id) {
	const path = route.pattern.replaceAll("{id}", id);
	if (path === "/jobs/new")
		return [`${path}?table=phieu&path=/sheets`];
	return [path, ...route.suffixes.map((suffix) => `${path}.${suffix}`)];
}

const send = (client, route, path) => (route.method === "GET" ? client.get(path) : client.post(path, {}));

await test("nobody gets through: 303 to the login, JSON 401, POST 401; the token alone is no session", async () => {
	for (const route of table.filter((r) => !r.public))
		for (const path of paths(route, unsigned)) {
			const answer = await send(nobody, route, path), wanted = route.method === "POST" || path.endsWith(".json") ? 401 : 303;
			equal(answer.status, wanted, `${route.method} ${path}`);
			holds(wanted === 401 || answer.location.startsWith("/login"), `${path} leads to ${answer.location}`);
		}
	for (const route of table.filter((r) => r.public && r.method === "GET"))
		equal((await nobody.get(route.pattern)).status, 200, route.pattern);
});

await test("a role that is not in the row gets 403, whatever it asks for", async () => {
	for (const route of table.filter((r) => !r.public))
		for (const role of roles.filter((r) => !route.roles.includes(r)))
			for (const id of route.pattern.includes("{id}") ? [unsigned, foreignSheet, 999999999] : [0])
				for (const path of paths(route, id))
					equal((await send(clients.get(role), route, path)).status, 403, `${route.method} ${path} as ${role}`);
});

await test("a role in the row gets through where no id is named", async () => {
	for (const route of table.filter((r) => !r.public && !r.pattern.includes("{id}") && !["/logout", "/jobs/new"].includes(r.pattern)))
		for (const role of route.roles)
			for (const path of paths(route, 0)) {
				const { status } = await send(clients.get(role), route, path);
				const begins = route.pattern !== "/jobs" || ["officer", "admin"].includes(role);      /* of the kind that is meant without a word */
				holds(route.method === "GET" ? status === 200 : begins ? [303, 422].includes(status) : status === 403, `${route.method} ${path} as ${role}: ${status}`);
			}
});

await test("a role in the row gets 404 for what is not theirs: another commune's, another's, not signed for", async () => {
	holds(foreignBatch > 0, "the other commune has a batch");
	const others = { enumerator: [enumerators, unsigned], police: [unsigned, listed] };
	const foreigners = [[/^\/handovers/, [foreignBatch]], [/^\/bundles/, [foreignBundle]], [/^\/minutes/, [foreignMinutes]], [/^\/payments/, [foreignPayment]],
		[/^\/campaigns.*(closing|settled)/, [farCampaign]], [/^\/members\/team/, [foreignCommune]], [/^\/members/, [foreignMember]],
		[/^\/reports\/count/, [farHamlet]], [/^\/people/, [foreignPerson, 999999999]], [/^\/roster\/walk/, [foreignMember]], [/^\/reconcile\/report/, [foreignCommune]], [/^\/reconcile\/row/, [foreignListed]], [/^\/roster/, [foreignListed]]];
	for (const route of table.filter((r) => r.pattern.includes("{id}") && r.roles[0] !== "admin"))
		for (const role of route.roles) {
			const foreign = foreigners.find(([pattern]) => pattern.test(route.pattern))?.[1] ?? [foreignSheet, ...(others[role] ?? [])];
			const theirs = route.pattern.startsWith("/people") ? { enumerator: [unsignedPerson], police: [unsignedPerson, listedPerson] }[role] ?? [] : [];
			for (const id of [...foreign, ...theirs])
				for (const path of paths(route, id))
					equal((await send(clients.get(role), route, path)).status, 404, `${route.method} ${path} as ${role}`);
		}
	for (const [name, id] of [["officer2", unsigned], ["officer3", unsigned], ["police2", unsigned], ["district2", unsigned], ["province2", unsigned], ["district2", foreignSheet]])
		for (const path of [`/sheets/${id}`, `/sheets/${id}.json`])
			equal((await clients.get(name).get(path)).status, 404, `${path} as ${name}`);
	equal((await officer.sheet(unsigned)).history.length, 2, "what happened to the sheet meanwhile");
});

await test("an id that nothing has is 404 for every role in the row, the second of two as well, before the body is looked at", async () => {
	for (const route of table.filter((r) => r.pattern.includes("{id}")))
		for (const role of route.roles) {
			const two = route.pattern.split("{id}").length > 2;
			for (const path of [...paths(route, 999999999), ...two ? [route.pattern.replace("{id}", unsigned).replace("{id}", 999999999)] : []])
				equal((await send(clients.get(role), route, path)).status, 404, `${route.method} ${path} as ${role}`);
			if (route.method === "POST")
				equal((await clients.get(role).post(paths(route, 999999999)[0], "{}", { "Content-Type": "application/json" })).status, 404, `${route.pattern} with JSON`);
		}
});

await test("ids of other communes in lists of ids are not found, and nothing is done", async () => {
	for (const [path, ids] of [["/review/accept", [unsigned, foreignSheet]], ["/review/confirm", [unsigned, foreignSheet]], ["/review/unconfirm", [unsigned, foreignSheet]], ["/handovers", [listed, foreignSheet]], ["/handovers", [foreignSheet]]])
		equal((await officer.post(path, { ids, confirm_rule: "W13", confirm_reason: "x" })).status, 404, `${path} ${ids}`);
	equal((await officer.sheet(unsigned)).state, "received", "the own sheet beside it");
	const foreignHamlet = (await world.hamlets(far))[0];
	for (const name of ["officer", "leader", "district"]) {
		const list = await clients.get(name).json(`/sheets.json?area=${foreignHamlet}`);
		equal([list.rows, list.total], [[], 0], `the foreign hamlet's sheets for ${name}`);
	}
});

await test("lists hold what is theirs and nothing else", async () => {
	const ids = async (name) => new Set((await clients.get(name).rows("/sheets.json")).map((row) => row.id));
	const own = await ids("officer"), third = await ids("officer3"), second = await ids("officer2");
	for (const name of ["leader", "hamlet_leader", "district", "province"])
		equal([...await ids(name)].filter((id) => !own.has(id)), [], `sheets of ${name} outside Phương Sài`);
	for (const id of [...second, ...third])
		holds(!own.has(id) && !(second.has(id) && third.has(id)), `sheet ${id} is in two communes`);
	const mine = await ids("enumerator"), polices = await ids("police");
	holds(mine.size > 0 && [...mine].every((id) => own.has(id)) && !mine.has(enumerators), "the enumerator's own");
	for (const row of await clients.get("police").rows("/sheets.json"))
		holds(["handed_over", "entered", "police_returned", "archived", "received", "accepted", "replaced", "cancelled"].includes(row.state) && row.id !== listed,
			`police see a sheet that is ${row.state}`);
	holds(polices.size > 0, "police see sheets");
	const total = (await clients.get("officer").json("/sheets.json")).total;
	equal(total, own.size, "the total");
});

/* ---- masking ---- */

const secret = "056085431907", corrected = "056085431916", insurance = "5617283940", card = "DN4565617283951", spaced = "056 085 431 925";
const digitsOf = (text) => String(text).replace(/[\s.\-–]/g, "");

/* Sheets with numbers wherever a person may write one; the first one came back from the police. */
async function tellSecrets() {
	const told = { area_id: hamlet, birth_date: "12/03/1985", sex: "1" };
	const id = await officer.saves(typed(43, { ...told, citizen_id: secret, social_insurance_no: insurance }), "submit");
	await officer.does(303, `/sheets/${id}/correct`, { citizen_id: corrected, social_insurance_no: card, reason: `số ${secret} gõ nhầm, thẻ ${spaced}` });
	await officer.does(303, `/sheets/${id}/return`, { reason: `trùng với ${spaced}`, reason_citizen_id: `không phải ${secret}`, reason_full_name: "056.085.431.925" });
	await officer.does(303, `/sheets/${id}/submit`, {});
	await officer.does(303, `/sheets/${id}/accept`, {});
	const { location } = await officer.does(303, "/handovers", { ids: id });
	await clients.get("police").does(303, `${location}/sign`, { count: 1, note: `có ${secret}` });
	await clients.get("police").does(303, `/police/${id}/return`, { reason: 2, note: `đúng là ${spaced}` });
	const bad = await officer.saves(typed(44, { area_id: hamlet, citizen_id: `${spaced} 7`, social_insurance_no: `${insurance}${"1".repeat(200)}` }));
	const double = await officer.saves(typed(45, { ...told, citizen_id: corrected }), "submit");
	return [id, bad, double];
}

await test("masked roles never receive a whole number, in any page, JSON, history, reason or message", async () => {
	const told = await tellSecrets(), rows = await officer.rows("/sheets.json"), known = new Set([secret, corrected, insurance, card.slice(5), card, digitsOf(spaced)]);
	for (const row of rows) {
		const { answers, raw } = await officer.sheet(row.id);
		for (const number of [answers.citizen_id, answers.social_insurance_no, raw.citizen_id, raw.social_insurance_no].filter(Boolean).map(digitsOf))
			if (/\d{9}/.test(number))
				known.add(number);
	}
	holds(known.size > 60, `${known.size} numbers are known`);
	const scan = (answer, where) => {
		const text = digitsOf(answer.text.replace(/(csrf|form_token)" value="\w*"/g, ""));
		for (const number of known)
			holds(!text.includes(number), `${where}: ${number}`);
	};
	const page = await officer.page(`/sheets/${told[0]}`);
	holds(page.text.includes(secret) && page.text.includes(corrected) && page.text.includes(spaced), "the officer reads all of them");
	for (const role of masked) {
		const client = clients.get(role), theirs = (await client.rows("/sheets.json")).map((row) => row.id);
		const visible = role === "leader" ? theirs : theirs.filter((id, i) => told.includes(id) || i % 5 === 0);
		holds(visible.length > 5 && visible.includes(told[0]), `${role} sees ${visible.length} sheets`);
		for (const path of ["/", "/reports/progress", "/reports/progress.json", "/reports/progress.csv", "/sheets.csv", "/sheets?state=police_returned", "/sheets?q=an", "/people?q=an"])
			scan(await client.page(path), `${path} as ${role}`);
		for (let next = "/sheets.json"; next !== null; next = (await client.json(next)).next) {
			scan(await client.page(next), `${next} as ${role}`);
			scan(await client.page(next.replace(".json", "")), `${next} as ${role}`);
		}
		for (const id of visible)
			for (const path of [`/sheets/${id}`, `/sheets/${id}.json`, `/sheets/${id}/changes`, `/sheets/${id}/print`])
				scan(await client.page(path), `${path} as ${role}`);
		const { answers } = await client.sheet(told[0]);
		holds(answers.citizen_id.endsWith("916") && answers.citizen_id.replace(/\D/g, "") === "916", `${role} reads ${answers.citizen_id}`);
	}
});

await test("masked roles find a person by the whole number only, others by its beginning", async () => {
	for (const role of [...masked, "officer"]) {
		const client = clients.get(role), found = async (q) => (await client.json(`/sheets.json?q=${encodeURIComponent(q)}`)).rows.length;
		holds(await found(corrected) >= 1, `${role} finds the whole number`);
		const part = [await found(corrected.slice(0, 11)), await found(corrected.slice(0, 6)), await found(corrected.slice(-6)), await found("056 085")];
		holds(role === "officer" ? part[0] >= 2 && part[1] >= 2 : part.every((n) => n === 0), `${role} finds ${part} by parts`);
	}
});

await finish(world.server);
