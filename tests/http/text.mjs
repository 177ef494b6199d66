/* Vietnamese text and cards: what old machines wrote is read, shown and forgotten. */
import { equal, finish, holds, test } from "./harness.mjs";
import { decode } from "./html.mjs";
import { demoWorld } from "./worlds.mjs";

const world = await demoWorld(), enumerator = await world.client("enumerator");

/* Texts of the page: its text areas by id, and what stands in the result. */
function shown(answer) {
	const area = (id) => decode(new RegExp(`<textarea[^>]* id="${id}"[^>]*>\\n?([^]*?)</textarea>`).exec(answer.text)?.[1] ?? "");
	return { text: area("text"), converted: area("converted"), result: decode(/<section[^>]*id="result"[^]*?<\/section>/.exec(answer.text)?.[0] ?? "") };
}

const tcvn3 = "NguyÔn V¨n ¸nh\nTrÇn ThÞ Bª", vni = "Nguyeãn Vaên AÙnh\r\nTraàn Thò Beâ", unicode = "Nguyễn Văn Ánh\nTrần Thị Bê";

await test("a list in TCVN3 or VNI is told, read, and shown by a sample", async () => {
	for (const [text, name] of [[tcvn3, "TCVN3"], [vni, "VNI"]]) {
		const page = shown(await enumerator.does(200, "/tools/text", { text, encoding: "auto" }));
		equal([page.text, page.converted], [text.replace("\r", ""), unicode], name);
		holds(page.result.includes(`Nhận biết: ${name}`) && page.result.includes("100 %"), `${name} is named`);
		holds(page.result.includes("<td>Trần Thị Bê</td>"), "a sample");
		equal(page.result.includes("Cần đối chiếu"), name === "TCVN3", "proposed capitals are marked");
	}
});

await test("Unicode stays what it is, whatever it looks like; the choice is the person's", async () => {
	for (const text of [unicode, unicode.normalize("NFD"), "Hà Tú", "Anh"]) {
		const page = shown(await enumerator.does(200, "/tools/text", { text }));
		equal([page.converted, page.result.includes("là Unicode")], ["", true], text);
	}
	equal(shown(await enumerator.does(200, "/tools/text", { text: "Lª Tó", encoding: "tcvn3" })).converted, "Lê Tú", "as chosen");
});

await test("nothing, odd choices, scripts and a quarter of a megabyte are answered", async () => {
	await enumerator.does(422, "/tools/text", { text: " \r\n " });
	await enumerator.does(200, "/tools/text", { text: unicode, encoding: "ascii" });
	const page = await enumerator.does(200, "/tools/text", { text: "</textarea><script>NguyÔn V¨n", encoding: "tcvn3" });
	holds(!page.text.includes("<script>Ng"), "escaped");
	for (const piece of ["NguyÔn ", "µ", "\nµ", "a "])
		await enumerator.does(200, "/tools/text", { text: piece.repeat(Math.floor(250000 / encodeURIComponent(piece).length)), encoding: "tcvn3" });
	await enumerator.does(413, "/tools/text", { text: "a".repeat(300000) }, { "X-CSRF-Token": enumerator.csrf });
});

await finish(world.server);
