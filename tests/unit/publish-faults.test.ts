/**
 * Publishing when the machine misbehaves: a full disk, a clock set back, other code, an index that takes its time or does not
 * come. Readers see a whole state of the site, the old one or the new one, and the editor's words are not lost.
 */
import type * as FileSystem from 'node:fs/promises';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SealedFile } from '#/publish/manifest.ts';
import { Publisher } from '#/server/publish.ts';
import { Releases } from '#/server/releases.ts';
import type { Renderer } from '#/server/renderer.ts';
import { StaticSite } from '#/server/static-site.ts';
import { SERVICE, Store } from '#/server/store.ts';
import { folderRenderer, type Build } from '#tests/folder-renderer.ts';

/** Bytes that the disk still takes below the data folder; undefined: as much as comes. */
const disk = vi.hoisted(() => ({ left: undefined as number | undefined, below: '' }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof FileSystem>();
  const guarded: typeof real.writeFile = async (file, data, options) => {
    const size = typeof data === 'string' || data instanceof Uint8Array ? Buffer.from(data).byteLength : 0;
    if (disk.left !== undefined && typeof file === 'string' && file.startsWith(disk.below)) {
      if (size > disk.left) {
        // What a full disk does: the file is there, and short.
        await real.writeFile(file, Buffer.from(data as Uint8Array).subarray(0, disk.left));
        disk.left = 0;
        throw Object.assign(new Error(`ENOSPC: no space left on device, write '${file}'`), { code: 'ENOSPC' });
      }
      disk.left -= size;
    }
    await real.writeFile(file, data, options);
  };
  return { ...real, writeFile: guarded };
});

let folder: string;
let store: Store;
let releases: Releases;
let site: StaticSite;
let publisher: Publisher;
let clock: number;
let code: string;
let renders: { commit: string; code: string; now: number }[];
let gather: () => Promise<void>;
let delta: number;
let log: string[];

const MINUTE = 60_000;
const PAGES = 40;
/** Many pages, each with the article's text: a mixed state would be seen. */
const build: Build = async ({ content, out }) => {
  const text = await readFile(path.join(content, 'science', 'a.mdx'), 'utf8');
  for (let at = 0; at < PAGES; at++) {
    await mkdir(path.join(out, `p${at}`), { recursive: true });
    await writeFile(path.join(out, `p${at}`, 'index.html'), `<!doctype html><title>${at}</title><p>${text.repeat(200)}`);
  }
  await writeFile(path.join(out, 'index.html'), '<!doctype html><title>首页</title>');
  return undefined;
};
const write = (text: string): Promise<string> => store.commit([{ path: 'content/science/a.mdx', content: text }], '改', SERVICE);
const shown = async (): Promise<Set<string>> => new Set(await Promise.all(Array.from({ length: PAGES }, async (_, at) => {
  const text = await (await site.respond({ method: 'GET', search: '', acceptEncoding: undefined, ifNoneMatch: undefined, path: `/p${at}/` })).text();
  return /<p>(one|two|three)/.exec(text)?.[1] ?? text.slice(0, 80);
})));

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'faults-'));
  Object.assign(disk, { left: undefined, below: folder });
  [clock, code, renders, delta, log] = [Date.UTC(2026, 10, 23, 4), 'c'.repeat(64), [], 0, []];
  gather = () => Promise.resolve();
  store = new Store(path.join(folder, 'content.git'));
  releases = new Releases(folder);
  await store.init();
  await releases.recover();
  const inner = folderRenderer(releases.objects.dir, build, store);
  const renderer: Renderer = {
    ...inner,
    gather: () => gather(),
    render: async (commit, by, now) => {
      renders.push({ commit, code: by, now });
      return { ...(await inner.render(commit, by, now)), delta };
    },
  };
  site = new StaticSite('/', releases.objects);
  publisher = new Publisher({ store, releases, renderer, code: () => code, now: () => clock, siteNow: () => clock, onLive: (release) => { site.show(release); }, log: (line) => { log.push(line); } });
  await write('one');
  await publisher.request();
  expect(await shown()).toEqual(new Set(['one']));
});
afterEach(async () => {
  disk.left = undefined;
  await publisher.stop();
  await rm(folder, { recursive: true, force: true });
});

test.each([0, 300, 3_000, 9_000])('a disk that is full after %i bytes changes nothing that readers see; with space again the edit goes live', async (left) => {
  const before = publisher.status().live?.id;
  await write('two');
  disk.left = left;
  await publisher.request();
  expect(publisher.status()).toMatchObject({ live: { id: before }, failure: { reason: expect.stringMatching(/ENOSPC|空间|磁盘/) as string } });
  expect(await shown()).toEqual(new Set(['one']));
  expect((await releases.ids()).filter((id) => id !== before)).toEqual([]);
  disk.left = undefined;
  clock += MINUTE;
  await publisher.request();
  expect(publisher.status().failure).toBeUndefined();
  expect(await shown()).toEqual(new Set(['two']));
});

test('no object is short because the disk was full while it was written', async () => {
  await write('two');
  disk.left = 2_000;
  await publisher.request();
  disk.left = undefined;
  for (const sub of await readdir(releases.objects.dir)) {
    for (const name of await readdir(path.join(releases.objects.dir, sub))) {
      if (!/^[0-9a-f]{32}$/.test(name)) continue;
      expect(createHash('sha256').update(await releases.objects.read(name)).digest('hex').slice(0, 32)).toBe(name);
    }
  }
});

test('a clock that is set back makes the site due, and the new state is that of the new clock', async () => {
  clock -= 3 * 24 * 60 * MINUTE;
  await publisher.request();
  expect(renders).toHaveLength(2);
  expect(renders[1]?.now).toBe(clock);
  expect(publisher.live?.at).toBe(clock);
  await publisher.request();
  expect(renders, 'once is enough').toHaveLength(2);
  await write('two');
  await publisher.request();
  expect(await shown()).toEqual(new Set(['two']));
  // The newest release by its name is not the one that is live: the link decides at the next start.
  expect((await releases.current())?.id).toBe(publisher.live?.id);
});

test('other code makes all of it anew, from the same content', async () => {
  code = 'd'.repeat(64);
  await publisher.request();
  expect(renders.map((each) => each.code[0])).toEqual(['c', 'd']);
  expect(publisher.live?.code).toBe(code);
});

test('an edit while the search index is made anew goes live at once', async () => {
  let done = (): void => undefined;
  gather = () => new Promise((resolve) => { done = resolve; });
  const folding = publisher.fold();
  await write('two');
  await publisher.request();
  expect(await shown()).toEqual(new Set(['two']));
  done();
  await folding;
  expect(await shown()).toEqual(new Set(['two']));
});

test('a search index that does not come is said, and publishing goes on', async () => {
  gather = () => Promise.reject(new Error('没有内存'));
  await publisher.fold();
  expect(log.join()).toContain('没有内存');
  expect(publisher.status().failure).toBeUndefined();
  await write('two');
  await publisher.request();
  expect(await shown()).toEqual(new Set(['two']));
});

test('a thousand edits as fast as they come: the last one is live, every release shows one of them, and few are kept', async () => {
  const EDITS = 1000;
  let commit = '';
  vi.spyOn(store, 'head').mockImplementation(() => Promise.resolve(commit));
  vi.spyOn(store, 'markLive').mockResolvedValue(undefined);
  const seen: string[] = [];
  const render: Renderer['render'] = async (of) => {
    seen.push(of);
    const files: Record<string, SealedFile> = {};
    for (const name of ['index.html', 'a/index.html', 'b.txt']) {
      files[name] = (await releases.objects.put(name, Buffer.from(`<p>${of}</p>`))).file;
      await new Promise((resolve) => { setImmediate(resolve); });
    }
    return { manifest: { files, inline: {} }, quarantined: [], next: undefined, delta: 0, phases: {}, rendered: 3, pages: 3 };
  };
  const many = new Publisher({ store, releases, renderer: { ...folderRenderer(releases.objects.dir, build), render }, code: () => code, now: () => (clock += 1), siteNow: () => clock, onLive: () => undefined, log: (line) => { log.push(line); } });
  for (let at = 0; at < EDITS; at++) {
    commit = createHash('sha1').update(String(at)).digest('hex');
    void many.request();
    if (at % 5 === 0) await new Promise((resolve) => { setImmediate(resolve); });
  }
  await many.request();
  expect(many.status()).toMatchObject({ busy: false, failure: undefined, live: { commit } });
  expect(seen.length).toBeLessThan(EDITS);
  const ids = await releases.ids();
  expect(ids.length).toBeLessThanOrEqual(11);
  for (const id of ids) {
    const release = await releases.load(id);
    if (!release?.manifest.files['b.txt']) continue;
    const texts = await Promise.all(Object.values(release.manifest.files).map(async ({ hash }) => (await releases.objects.read(hash)).toString('utf8')));
    expect(new Set(texts)).toEqual(new Set([`<p>${release.commit}</p>`]));
  }
  await many.stop();
});
