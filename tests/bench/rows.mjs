/* The table that a run prints, what it finds fault with, and what grew most. */
const faults = [], grown = [];
const WORST = 5;

export function note(text) {
	console.log(`  ${text}`);
}

export function fault(text) {
	faults.push(text);
}

export function head() {
	console.log(`${"".padEnd(52)} ${"measured".padStart(12)} ${"reference".padStart(12)} ${"ratio".padStart(8)}  demanded`);
}

/* measured v. reference; demand in words, and whether it is met. */
export function row(name, measured, reference, ratio, demand = "", good = true) {
	console.log(`${name.padEnd(52)} ${measured.padStart(12)} ${reference.padStart(12)} ${ratio.toFixed(2).padStart(8)}  ${demand}${demand && !good ? "  MISSED" : ""}`);
	if (!good)
		fault(`${name}: ${measured}, ${ratio.toFixed(2)} × ${reference}; demanded ${demand}`);
}

/* In a large database v. in a small one, both as shown by `show`. most: of the large; growth: of the ratio, which counts among the worst. */
export function growth(name, large, small, show, { most = Infinity, times = Infinity } = {}) {
	const demand = [...(most < Infinity ? [`<= ${show(most)}`] : []), ...(times < Infinity ? [`growth <= ${times}`] : [])].join(", ");
	grown.push([large / small, name]);
	row(name, show(large), show(small), large / small, demand, large <= most && large / small <= times);
}

export function median(values) {
	return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

export const perSecond = (rate) => `${rate.toFixed(rate < 100 ? 1 : 0)}/s`;
export const microseconds = (us) => (us < 100 ? `${us.toFixed(1)} µs` : `${(us / 1000).toFixed(2)} ms`);
export const inSeconds = (s) => `${s.toFixed(s < 10 ? 2 : 0)} s`;
export const megabytes = (kB) => `${(kB / 1024).toFixed(0)} MB`;

/* What grew most, what was missed. Whether anything was. */
export function finish() {
	grown.sort(([a], [b]) => b - a);
	if (grown.length > 0)
		console.log(`worst growth: ${grown.slice(0, WORST).map(([ratio, name]) => `${name} ${ratio.toFixed(2)} ×`).join("; ")}`);
	for (const one of faults)
		console.log(`FAIL ${one}`);
	return faults.length > 0;
}
