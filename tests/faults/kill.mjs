/* kill -9 in the middle of 32 writing clients: nothing acknowledged is lost, verify is clean each time. MAU03_ROUNDS: how often (5). */
import { finish, holds, test, wait } from "../http/harness.mjs";
import { again, begin, idOf, marked, nothingLost, prepared } from "./world.mjs";

const rounds = Number(process.env.MAU03_ROUNDS ?? 5), clients = 32;
const { folder, sessions, hamlet } = await prepared(Array(clients).fill("officer"));
let all = 0;

async function write(client, name, gone) {
	const acknowledged = [];
	for (let i = 0; !gone.now; i++) {
		const mark = `${name}-${i}`;
		try {
			const answer = await client.post("/sheets", marked(mark, hamlet));
			if (answer.status !== 303)
				throw new Error(`a save is answered with ${answer.status}`);
			acknowledged.push({ mark, id: idOf(answer) });
			gone.begun();
		} catch (error) {
			if (gone.now)
				break;
			throw error;
		}
	}
	return acknowledged;
}

for (let round = 1; round <= rounds; round++)
	await test(`killed among ${clients} writing clients, nothing acknowledged is lost (${round})`, async () => {
		const { server } = await begin(folder), gone = { now: false }, beginning = `K${round}x`;
		const first = new Promise((done) => { gone.begun = done; });
		const running = sessions.map((session, i) => write(again(session, server), `${beginning}${i}`, gone));
		await Promise.race([first, Promise.all(running)]);
		await wait((round * 97) % 400);
		gone.now = true;
		await server.kill();
		const acknowledged = (await Promise.all(running)).flat();
		server.complain();
		holds(acknowledged.length > 0, "nothing was acknowledged");
		const there = nothingLost(folder, beginning, acknowledged);
		holds(there <= acknowledged.length + clients, `${there} sheets for ${acknowledged.length} acknowledged`);
		all += acknowledged.length;
	});
console.log(`# ${all} acknowledged sheets in ${rounds} kills`);
await finish();
