/**
 * `node tests/bench/editor.ts [entries]`: how long the form waits for the gate's answer with that many entries
 * (1,000 unless told), asked over HTTP as the form asks. Exits 1 above the goal.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { LEDGER_FOLDER } from '#/lib/ledger.ts';
import { serverConfig } from '#/server/config.ts';
import { openService } from '#/server/service.ts';
import { freePort } from '#tests/ports.ts';
import { makeCorpus } from './corpus.ts';

/** Milliseconds, 95th percentile. */
const GOAL = 300;
const ROUNDS = 100;

const count = Number(process.argv[2] ?? 1000);
const folder = mkdtempSync(path.join(tmpdir(), 'editor-'));
const content = path.join(folder, 'content');
makeCorpus(content, count);
rmSync(path.join(content, LEDGER_FOLDER), { recursive: true, force: true });
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const service = await openService(serverConfig(process.cwd(), { SITE_DATA: path.join(folder, 'data'), SITE_CONTENT: content, PORT: String(port), SITE_URL: url }), { passwordCost: 2 ** 10, firstPasswordsStay: true });
const server = createAdaptorServer({ fetch: service.app.fetch });
try {
  await new Promise<void>((resolve) => { server.listen(port, '127.0.0.1', resolve); });
  const password = await service.accounts.add('bench', '测量');
  const ask = (route: string, body: unknown, cookie = ''): Promise<Response> => fetch(url + route, { method: 'POST', headers: { 'content-type': 'application/json', origin: url, cookie }, body: JSON.stringify(body) });
  const cookie = ((await ask('/api/login', { login: 'bench', password })).headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const file = `content/science/b${String(Math.floor(count / 20) * 10 + 1).padStart(5, '0')}.mdx`;
  const text = readFileSync(path.join(folder, file), 'utf8');
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    const answer = await ask('/api/cms', { action: 'checkEntry', params: { path: file, raw: `${text}\n\n第 ${round} 次改动，温度 < 5。\n` } }, cookie);
    const { findings } = (await answer.json()) as { findings: { message: string }[] };
    times.push(performance.now() - start);
    if (answer.status !== 200 || findings.length === 0) throw new Error(`the gate did not answer: ${answer.status}`);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(share * ROUNDS) - 1] ?? Number.NaN;
  console.log(`check of one entry among ${count}: median ${at(0.5).toFixed(0)} ms, p95 ${at(0.95).toFixed(0)} ms (goal ${GOAL}), slowest ${at(1).toFixed(0)} ms; load ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores`);
  if (!(at(0.95) <= GOAL)) process.exitCode = 1;
} finally {
  server.close();
  await service.close();
  rmSync(folder, { recursive: true, force: true });
}
