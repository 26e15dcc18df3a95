/** What the gate refuses in publishing goes back to its last good version, and nothing else changes. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ContentFolder, type FileChange } from '#/publish/content-folder.ts';
import { quarantine, type LastGood, type Quarantined } from '#/publish/quarantine.ts';
import { makeCorpus } from '#tests/bench/corpus.ts';
import { corruptSome } from '#tests/bench/corrupt.ts';

const SOURCE = 'tests/fixtures/content';
let work: string;
let folder: ContentFolder;
let good: Map<string, Buffer>;

const lastGood: LastGood = { paths: () => Promise.resolve([...good.keys()]), read: (file) => Promise.resolve(good.get(file)) };
const text = (file: string): string => readFileSync(path.join(work, file), 'utf8');
const changed = (file: string, from: RegExp, to: string): FileChange => ({ path: file, bytes: Buffer.from(text(file).replace(from, to)) });
const names = (list: readonly Quarantined[]): string[] => list.map(({ path: file, shown }) => `${file} ${shown}`);

beforeEach(() => {
  work = mkdtempSync(path.join(tmpdir(), 'quarantine-'));
  cpSync(SOURCE, path.join(work, 'content'), { recursive: true });
  folder = new ContentFolder(path.join(work, 'content'));
  good = new Map(folder.paths().map((file) => [file, readFileSync(path.join(work, file))]));
});
afterEach(() => { rmSync(work, { recursive: true, force: true }); });

test('sound content is left alone', async () => {
  expect(folder.faults().size).toBe(0);
  expect(await quarantine(folder, lastGood)).toEqual({ refused: [], wanted: [] });
});

test('a refused change shows its last version and names field and mend; another change stays', async () => {
  folder.apply([changed('content/science/myth-salt.mdx', /^kind: .*$/m, 'kind: nonsense'), changed('content/regions/jian.mdx', /$/, '\n新的一段。\n')]);
  const { refused, wanted } = await quarantine(folder, lastGood);
  expect(wanted.map((change) => change.path)).toEqual(['content/science/myth-salt.mdx']);
  expect(names(refused)).toEqual(['content/science/myth-salt.mdx previous']);
  expect(refused[0]?.findings[0]).toMatchObject({ field: 'kind', severity: 'error' });
  expect(text('content/science/myth-salt.mdx')).not.toContain('nonsense');
  expect(text('content/regions/jian.mdx')).toContain('新的一段');
  expect(folder.faults().size).toBe(0);
});

test('a refused new entry is left out', async () => {
  folder.apply([{ path: 'content/science/xin.mdx', bytes: Buffer.from('---\ntitle: 只有标题\n---\n\n正文\n') }]);
  expect(names((await quarantine(folder, lastGood)).refused)).toEqual(['content/science/xin.mdx absent']);
  expect(folder.held().get('science')?.some(({ id }) => id === 'xin')).toBe(false);
});

test('a new entry that takes an address gives way, not the one that had it', async () => {
  const taken = text('content/science/myth-salt.mdx');
  folder.apply([{ path: 'content/science/xin.mdx', bytes: Buffer.from(taken) }]);
  expect(names((await quarantine(folder, lastGood)).refused)).toEqual(['content/science/xin.mdx absent']);
  expect(text('content/science/myth-salt.mdx')).toBe(taken);
});

test('what others still name comes back when it was deleted', async () => {
  folder.apply([{ path: 'content/regions/jian.mdx', bytes: null }]);
  expect(folder.faults().size).toBeGreaterThan(0);
  expect(names((await quarantine(folder, lastGood)).refused)).toContain('content/regions/jian.mdx previous');
  expect(folder.faults().size).toBe(0);
  expect(text('content/regions/jian.mdx')).toBe(good.get('content/regions/jian.mdx')?.toString('utf8'));
});

test('broken settings go back too', async () => {
  folder.apply([{ path: 'content/settings/site.yml', bytes: Buffer.from('name: [\n') }]);
  expect(names((await quarantine(folder, lastGood)).refused)).toEqual(['content/settings/site.yml previous']);
});

test('without any last good state the bad entries are left out, and broken settings are said', async () => {
  good = new Map();
  folder.apply([changed('content/science/myth-salt.mdx', /^kind: .*$/m, 'kind: nonsense')]);
  expect(names((await quarantine(folder, lastGood)).refused)).toEqual(['content/science/myth-salt.mdx absent']);
  folder.apply([{ path: 'content/settings/site.yml', bytes: Buffer.from('name: 1\n') }]);
  await expect(quarantine(folder, lastGood)).rejects.toThrow(/site\.yml/);
});

test('25 corrupt entries among 500: 475 as they are now, 25 as they were', async () => {
  const content = path.join(work, 'corpus', 'content');
  makeCorpus(content, 500);
  const sound = new ContentFolder(content);
  good = new Map(sound.paths().map((file) => [file, readFileSync(path.join(work, 'corpus', file))]));
  const damaged = corruptSome(content, 25, 7).map((each) => each.path);
  // Everything else has a new edit, which must go live.
  const edited = sound.paths().filter((file) => file.endsWith('.mdx') && !damaged.includes(file));
  const broken = new ContentFolder(content);
  broken.apply(edited.map((file) => ({ path: file, bytes: Buffer.concat([readFileSync(path.join(work, 'corpus', file)), Buffer.from('\n又改了一处。\n')]) })));
  const { refused } = await quarantine(broken, lastGood);
  expect(refused.map((each) => each.path)).toEqual([...damaged].sort());
  expect(new Set(refused.map(({ shown }) => shown))).toEqual(new Set(['previous']));
  expect(broken.faults().size).toBe(0);
  for (const file of damaged) expect(Buffer.from(broken.bytes(file) ?? []).equals(good.get(file) ?? Buffer.alloc(0)), file).toBe(true);
  for (const file of edited) expect(Buffer.from(broken.bytes(file) ?? []).toString('utf8'), file).toContain('又改了一处');
  expect(edited.length + damaged.length).toBeGreaterThanOrEqual(500);
}, 120_000);
