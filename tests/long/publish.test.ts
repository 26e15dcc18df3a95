/**
 * A warm publisher and a cold build come to the same bytes, whatever was edited in which order. Edits, titles,
 * new entries, deletions, renamed addresses, drafts and the clock, by a seeded series.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseEntryFile } from '#/lib/front-matter.ts';
import { codeHash } from '#/lib/code-hash.ts';
import { Publisher } from '#/server/publish.ts';
import { Releases } from '#/server/releases.ts';
import { ProcessRenderer } from '#/server/renderer.ts';
import { readFolder } from '#/server/starter.ts';
import { LIVE, SERVICE, Store, type Change } from '#/server/store.ts';
import { random } from '#tests/bench/corpus.ts';
import { buildEnvironment, CACHE, TEST_NOW } from '#tests/site.ts';

const folder = path.join(CACHE, 'publish');
const ROUNDS = 3;
const EDITS = 12;
const HOUR = 3_600_000;

let store: Store;
let releases: Releases;
let publisher: Publisher;
let now = Date.parse(TEST_NOW);
const next = random(20261123);
const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;

beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  process.env['SITE_URL'] = 'https://kepu.example.org';
  store = new Store(path.join(folder, 'content.git'));
  releases = new Releases(folder);
  await store.init();
  await releases.recover();
  await store.commit([...(await readFolder('tests/fixtures/content'))].map(([name, content]) => ({ path: name, content })), 'start', SERVICE);
  const renderer = new ProcessRenderer({ root: process.cwd(), data: folder, objects: releases.objects.dir, store });
  publisher = new Publisher({ store, releases, renderer, code: () => codeHash(process.cwd()), now: Date.now, siteNow: () => now, onLive: () => undefined, log: () => undefined });
  await publisher.request();
  expect(publisher.status().failure).toBeUndefined();
}, 600_000);

afterAll(async () => {
  await publisher.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The last change before each comparison: a field alone, and the clock stands still; what a page forgot to look at is then mended by nothing else. */
const QUIET = ['title', 'updated', 'grades'];

/** One random change of the content, or of the clock; `wanted` says which. */
async function edit(round: number, wanted?: string): Promise<string> {
  const head = (await store.head()) ?? '';
  const files = (await store.list(head)).map((file) => file.path).filter((file) => file.endsWith('.mdx'));
  const file = pick(wanted ? files.filter((each) => each.startsWith('content/science/')) : files);
  const text = (await store.read(head, file))?.bytes.toString('utf8') ?? '';
  const kinds: Record<string, () => Change[]> = {
    body: () => [{ path: file, content: `${text}\n第 ${round} 次改动，写于 ${Math.floor(next() * 1000)}。\n` }],
    title: () => [{ path: file, content: text.replace(/^title: .*$/m, `title: 改过的标题${round}`) }],
    // Single fields: a page is rendered again only for those that it reads.
    summary: () => [{ path: file, content: text.replace(/^summary: .*$/m, `summary: 改过的一句话${round}`) }],
    updated: () => [{ path: file, content: text.replace(/^updated: .*\n/m, '').replace('---\n', `---\nupdated: 2026-11-22T${String(10 + (round % 10))}:00\n`) }],
    topics: () => [{ path: file, content: text.replace(/^topics: .*$/m, `topics: [${pick(['forest', 'ginseng', 'method'])}]`) }],
    grades: () => [{ path: file, content: text.replace(/^grades: .*$/m, `grades: [${pick(['g3-4', 'g7-9', 'g10-12'])}]`) }],
    address: () => [{ path: file, content: text.replace(/^urlName: .*$/m, `urlName: xin-${round}-${Math.floor(next() * 1000)}`) }],
    added: () => {
      const science = files.filter((each) => each.startsWith('content/science/'));
      const source = pick(science);
      return [{ path: `content/science/xin-${round}.mdx`, content: text.length > 0 ? readAs(source, round) : '' }];
    },
    gone: () => [{ path: file, content: null }],
    draft: () => [{ path: file, content: text.includes('\ndraft: true') ? text.replace('\ndraft: true', '') : text.replace('---\n', '---\ndraft: true\n') }],
    bad: () => [{ path: file, content: text.replace(/^title: .*$/m, 'title: ""') }],
    clock: () => [],
  };
  const sources = new Map(await Promise.all(files.map(async (each) => [each, (await store.read(head, each))?.bytes.toString('utf8') ?? ''] as const)));
  const readAs = (source: string, number: number): string => (sources.get(source) ?? '').replace(/^urlName: .*$/m, `urlName: xin-${number}`).replace(/^title: .*$/m, `title: 第 ${number} 篇新文章`);
  const kind = wanted ?? pick(Object.keys(kinds));
  now += kind === 'clock' ? Math.floor(next() * 20 * 24) * HOUR : 60_000;
  const changes = kinds[kind]?.() ?? [];
  if (changes.length > 0) await store.commit(changes, kind, SERVICE);
  return `${round} ${kind} ${file}`;
}

/** As from a shell: the test runner's own variables would make it a build for tests. */
function environmentOf(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => /^(?:PATH|HOME|LANG|TZ|SITE_\w+|ASTRO_TELEMETRY_DISABLED)$/.test(name)));
}

/** Every file of a cold build of what readers see now. */
async function cold(): Promise<Map<string, string>> {
  const work = path.join(folder, 'cold');
  rmSync(work, { recursive: true, force: true });
  await store.snapshot((await store.head(LIVE)) ?? '', work);
  const out = path.join(work, 'dist');
  execFileSync(path.resolve('node_modules/.bin/astro'), ['build', '--silent'], { env: environmentOf(buildEnvironment(path.join(work, 'content'), out, { SITE_NOW: new Date(now).toISOString(), SITE_CACHE: path.join(work, 'cache') })), stdio: ['ignore', 'ignore', 'inherit'] });
  const rows = readdirSync(out, { recursive: true, withFileTypes: true }).filter((row) => row.isFile());
  return new Map(rows.map((row) => {
    const file = path.join(row.parentPath, row.name);
    return [path.relative(out, file).split(path.sep).join('/'), createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 32)] as const;
  }));
}

const served = (): Map<string, string> => new Map(Object.entries(publisher.live?.manifest.files ?? {}).map(([name, { hash }]) => [name, hash]));
const only = (files: Map<string, string>, index: boolean): Record<string, string> => Object.fromEntries([...files].filter(([name]) => name.startsWith('pagefind/') === index).sort(([a], [b]) => (a < b ? -1 : 1)));

test('after a series of edits the site is what a cold build makes of the same content', async () => {
  const done: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (let at = 0; at < EDITS; at++) {
      done.push(await edit(round * EDITS + at, at === EDITS - 1 ? QUIET[round % QUIET.length] : undefined));
      await publisher.request();
      expect(publisher.status().failure, done.join('\n')).toBeUndefined();
    }
    const built = await cold();
    expect(only(served(), false), done.join('\n')).toEqual(only(built, false));
    await publisher.fold();
    expect(only(served(), true), done.join('\n')).toEqual(only(built, true));
    expect(only(served(), false), 'folding changes nothing else').toEqual(only(built, false));
  }
}, 1_200_000);

test('an entry that the gate refuses stays as it was, and everything else goes live', async () => {
  const head = (await store.head()) ?? '';
  const refused = new Set(publisher.status().quarantined.map(({ path: file }) => file));
  const shown: { path: string; text: string; page: string }[] = [];
  for (const file of await store.list(head, 'content/science')) {
    const text = (await store.read(head, file.path))?.bytes.toString('utf8') ?? '';
    const page = `science/${String(parseEntryFile(text).data['urlName'])}/index.html`;
    if (!refused.has(file.path) && publisher.live?.manifest.files[page]) shown.push({ path: file.path, text, page });
  }
  const [bad, good] = shown;
  if (!bad || !good) throw new Error('the series left no two articles');
  await store.commit([{ path: bad.path, content: bad.text.replace(/^kind: .*$/m, 'kind: nonsense') }, { path: good.path, content: `${good.text}\n这一段要上线。\n` }], 'one bad, one good', SERVICE);
  await publisher.request();
  const { quarantined, failure } = publisher.status();
  expect(failure).toBeUndefined();
  expect(quarantined.find((each) => each.path === bad.path)).toMatchObject({ shown: 'previous', findings: [{ field: 'kind' }] });
  const page = async (file: string): Promise<string> => (await releases.objects.read(publisher.live?.manifest.files[file]?.hash ?? '')).toString('utf8');
  expect(await page(good.page)).toContain('这一段要上线');
  expect(await page(bad.page)).toContain(String(parseEntryFile(bad.text).data['title']));
}, 300_000);
