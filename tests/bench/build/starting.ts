/** `npm start` over a data folder that was built before: until the first page is answered. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { quantile, type Figure } from '#tests/bench/machine.ts';

const GOAL = 2;
const ROUNDS = 3;
const LONGEST = 120_000;

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => { resolve(typeof address === 'object' && address ? address.port : 0); });
    });
  });
}

async function once(content: string, data: string): Promise<number> {
  const port = await freePort();
  const started = performance.now();
  const child = spawn('npm', ['start', '--silent'], { env: { ...process.env, PORT: String(port), SITE_DATA: data, SITE_CONTENT: content }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { said += chunk.toString('utf8'); });
  const ended = new Promise((resolve) => child.once('close', resolve));
  try {
    for (;;) {
      const status = await fetch(`http://127.0.0.1:${port}/`).then((response) => response.status, () => 0);
      if (status === 200) return (performance.now() - started) / 1000;
      if (child.exitCode !== null || performance.now() - started > LONGEST) throw new Error(`npm start does not answer:\n${said}`);
      await new Promise((resolve) => { setTimeout(resolve, 20); });
    }
  } finally {
    // npm, its shell and the server: one group.
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
    await ended;
  }
}

/** The start, a few times. `data` is the data folder of a server that has published `content`. */
export async function starting(content: string, data: string, size: number): Promise<Figure[]> {
  const seconds: number[] = [];
  for (let round = 0; round < ROUNDS; round++) seconds.push(await once(content, data));
  return [{ what: `npm start, built before, ${size} entries, until the home page is answered`, value: quantile(seconds, 0.5), unit: 's', goal: GOAL, note: seconds.map((each) => each.toFixed(2)).join(', ') }];
}
