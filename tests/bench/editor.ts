/**
 * `node tests/bench/editor.ts [entries]`: how long an editor waits after a pause in typing, with that many entries (1,000
 * unless told), asked over HTTP as the form asks: for the gate's answer, and for the real page in the preview. Exits 1 above a goal.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PAUSES } from '#/cms/pauses.ts';
import { LEDGER_FOLDER } from '#/lib/ledger.ts';
import { serverConfig } from '#/server/config.ts';
import { openService } from '#/server/service.ts';
import { freePort } from '#tests/ports.ts';
import { makeCorpus } from './corpus.ts';
import { print, quantile, type Figure } from './machine.ts';

/** Milliseconds, 95th percentile: the gate's answer; the page in the preview, from the last key. */
const GOALS = { check: 300, preview: 1500 } as const;
const ROUNDS = 100;

const count = Number(process.argv[2] ?? 1000);
const folder = mkdtempSync(path.join(tmpdir(), 'editor-'));
const content = path.join(folder, 'content');
makeCorpus(content, count);
rmSync(path.join(content, LEDGER_FOLDER), { recursive: true, force: true });
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const service = await openService(serverConfig(process.cwd(), { SITE_DATA: path.join(folder, 'data'), SITE_CONTENT: content, PORT: String(port), SITE_URL: url }), { passwordCost: 2 ** 10, firstPasswordsStay: true });
const server = createServer(service.listener);

/** Median, 95th percentile and the slowest of some milliseconds. */
function figuresOf(what: string, times: readonly number[], goal: number, note: string): Figure[] {
  return [
    { what: `${what}, median`, value: quantile(times, 0.5), unit: 'ms', note },
    { what: `${what}, p95`, value: quantile(times, 0.95), unit: 'ms', goal },
    { what: `${what}, slowest of ${times.length}`, value: quantile(times, 1), unit: 'ms' },
  ];
}

/** The entry in the middle of those that the corpus made. */
function middleOf(noun: string): string {
  const made = readdirSync(path.join(content, noun)).filter((name) => /^b\d+\.mdx$/.test(name)).sort();
  return `${noun}/${made[Math.floor(made.length / 2)]}`;
}

try {
  await new Promise<void>((resolve) => { server.listen(port, '127.0.0.1', resolve); });
  const password = await service.accounts.add('bench', '测量', 'editor');
  const ask = (route: string, body: unknown, cookie = ''): Promise<Response> => fetch(url + route, { method: 'POST', headers: { 'content-type': 'application/json', origin: url, cookie }, body: JSON.stringify(body) });
  const cookie = ((await ask('/api/login', { login: 'bench', password })).headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  // An article and an event from the middle, and a region: its page lists more entries than any other.
  const files = [middleOf('science'), middleOf('events'), 'regions/jian.mdx'].map((name) => ({ file: `content/${name}`, text: readFileSync(path.join(content, name), 'utf8') }));
  const changed = (round: number): { path: string; raw: string; mark: string } => {
    const { file, text } = files[round % files.length] ?? { file: '', text: '' };
    const mark = `第 ${round} 次改动`;
    return { path: file, raw: `${text}\n\n${mark}，温度 < 5。\n`, mark };
  };

  const checks: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { path: file, raw } = changed(0);
    const start = performance.now();
    const answer = await ask('/api/cms', { action: 'checkEntry', params: { path: file, raw: `${raw}${round}\n` } }, cookie);
    const { findings } = (await answer.json()) as { findings: { message: string }[] };
    checks.push(performance.now() - start);
    if (answer.status !== 200 || findings.length === 0) throw new Error(`the gate did not answer: ${answer.status}`);
  }

  const began = performance.now();
  await service.publisher.request();
  const failure = service.publisher.status().failure;
  if (failure) throw new Error(failure.reason);
  console.log(`the site of ${count} entries was built in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  const previews: number[] = [];
  // The first round warms each kind of page up: the renderer loads its code once in the life of the process.
  for (let round = 0; round < ROUNDS + files.length; round++) {
    const { mark, ...params } = changed(round);
    const start = performance.now();
    const { id } = (await (await ask('/api/cms', { action: 'preview', params: { ...params, uploads: [] } }, cookie)).json()) as { id?: string };
    const page = await (await fetch(`${url}/preview/${id}/`, { headers: { cookie } })).text();
    const time = PAUSES.preview + performance.now() - start;
    if (!page.includes(mark)) throw new Error(`the preview of ${params.path} does not show what was typed`);
    if (round < files.length) console.log(`first preview of ${params.path}: ${time.toFixed(0)} ms`);
    else previews.push(time);
  }
  process.exitCode = print([
    ...figuresOf(`the gate's answer among ${count} entries`, checks, GOALS.check, 'from the request'),
    ...figuresOf(`the page in the preview among ${count} entries`, previews, GOALS.preview, `from the last key: the form's own pause of ${PAUSES.preview} ms is in it`),
  ]);
} finally {
  server.close();
  await service.close();
  rmSync(folder, { recursive: true, force: true });
}
