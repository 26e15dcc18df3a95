/** Putting the site back: at once, for as long as nobody publishes, whatever happens by itself meanwhile. */
import { mkdir, mkdtemp, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFile } from 'node:fs/promises';
import { NoRelease, Publisher } from '#/server/publish.ts';
import { releaseCommand } from '#/server/release.ts';
import { Releases } from '#/server/releases.ts';
import { StaticSite } from '#/server/static-site.ts';
import { LIVE, SERVICE, Store, type Author } from '#/server/store.ts';
import { folderRenderer, type Build } from '#tests/folder-renderer.ts';

const LI: Author = { name: '李编辑', email: 'li@localhost' };

let folder: string;
let store: Store;
let releases: Releases;
let publisher: Publisher;
let site: StaticSite;
let clock: number;
let hold: Promise<void> | undefined;

const build: Build = async ({ content, out }) => {
  const text = await readFile(path.join(content, 'science', 'a.mdx'), 'utf8');
  await hold;
  await mkdir(path.join(out, '_assets'), { recursive: true });
  await writeFile(path.join(out, 'index.html'), `<!doctype html><p>${text}</p>`.padEnd(1500));
  await writeFile(path.join(out, '_assets', `x-${text}.js`), 'export {}');
  return undefined;
};
const open = (): Publisher => {
  site = new StaticSite('/', releases.objects);
  return new Publisher({ store, releases, renderer: folderRenderer(releases.objects.dir, build, store), code: () => 'c'.repeat(64), now: () => (clock += 1000), siteNow: () => clock, onLive: (release) => { site.show(release); }, log: () => undefined });
};
const write = (text: string, author = LI): Promise<string> => store.commit([{ path: 'content/science/a.mdx', content: text }], `修改 科普《${text}》`, author);
const publish = async (text: string, author = LI): Promise<string> => {
  await write(text, author);
  await publisher.request();
  return publisher.status().live?.id ?? '';
};
const shown = async (at = '/'): Promise<string> => (await (await site.respond({ method: 'GET', path: at, search: '', acceptEncoding: undefined, ifNoneMatch: undefined })).text()).trim();

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rollback-'));
  clock = Date.UTC(2026, 10, 23);
  hold = undefined;
  store = new Store(path.join(folder, 'content.git'));
  releases = new Releases(folder);
  await store.init();
  await releases.recover();
  publisher = open();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a release', () => {
  it('says who changed what, and why it was made', async () => {
    await publish('one');
    await write('two');
    await publish('three', { name: '王老师', email: 'wang@localhost' });
    const [newest] = await releases.list();
    expect(newest?.notes).toMatchObject({ cause: 'content', count: 2, changes: [{ author: '王老师', subject: '修改 科普《three》' }, { author: '李编辑', subject: '修改 科普《two》' }] });
  });

  it('keeps the last ten contents, not the last ten times the clock struck', async () => {
    for (const text of ['one', 'two', 'three']) await publish(text);
    const renderer = folderRenderer(releases.objects.dir, async (job) => { await build(job); await writeFile(path.join(job.out, 'day.txt'), String(clock)); return undefined; }, store);
    const ticking = new Publisher({ store, releases, renderer, code: () => 'd'.repeat(64), now: () => (clock += 1000), siteNow: () => clock, onLive: () => undefined, log: () => undefined });
    await ticking.resume();
    for (let day = 0; day < 12; day++) {
      clock += 86_400_000;
      await ticking.warm();
    }
    const list = await releases.list();
    expect(new Set(list.map(({ commit }) => commit)).size).toBe(3);
    expect(list).toHaveLength(5);
    expect(list.slice(0, 3).map(({ notes }) => notes.cause)).toEqual(['clock', 'clock', 'clock']);
  });
});

describe('putting the site back', () => {
  it('shows the earlier release, says so, and keeps the newer assets for open tabs', async () => {
    const first = await publish('one');
    await publish('two');
    await publisher.back(first, '赵主任');
    expect(await shown()).toContain('one');
    expect(await shown('/_assets/x-two.js')).toBe('export {}');
    expect(await readlink(path.join(folder, 'current'))).toBe(`releases/${first}`);
    expect(publisher.status()).toMatchObject({ live: { id: first }, hold: { id: first, by: '赵主任' } });
    expect(await store.head(LIVE), 'the last good state is what readers see').toBe((await releases.info(first))?.commit);
  });

  it('holds against the clock, a restart and the server’s own commits', async () => {
    const first = await publish('one');
    await publish('two');
    await publisher.back(first, '赵主任');
    clock += 3 * 86_400_000;
    await publisher.request();
    await publisher.fold();
    await write('two, by the server', SERVICE);
    await publisher.request();
    expect(await shown()).toContain('one');
    publisher = open();
    expect(await publisher.resume()).toBe(true);
    await publisher.warm();
    expect(await shown()).toContain('one');
    expect(publisher.status().hold?.by).toBe('赵主任');
  });

  it('ends with the next thing that a person publishes, which shows all of the content', async () => {
    const first = await publish('one');
    await publish('two');
    await publisher.back(first, '赵主任');
    await publish('three');
    expect(await shown()).toContain('three');
    expect(publisher.status().hold).toBeUndefined();
    publisher = open();
    await publisher.resume();
    expect(await shown()).toContain('three');
  });

  it('holds against what was appointed before, though it bears a name', async () => {
    const first = await publish('one');
    await publish('two');
    await publisher.back(first, '赵主任');
    await publisher.byClock(() => write('appointed'));
    await publisher.request();
    expect(await shown()).toContain('one');
    publisher = open();
    await publisher.resume();
    expect(await shown()).toContain('one');
    await publish('three');
    expect(await shown()).toContain('three');
  });

  it('ends when somebody releases it', async () => {
    const first = await publish('one');
    await publish('two');
    await publisher.back(first, '赵主任');
    await publisher.forward('赵主任');
    await publisher.request();
    expect(await shown()).toContain('two');
  });

  it('does not wait for a build, whose result is not shown', async () => {
    const first = await publish('one');
    await publish('two');
    let finish = (): void => undefined;
    hold = new Promise((resolve) => { finish = resolve; });
    await write('three');
    const running = publisher.request();
    await publisher.back(first, '赵主任');
    expect(await shown()).toContain('one');
    finish();
    await running;
    expect(await shown()).toContain('one');
    expect(publisher.status().live?.id).toBe(first);
  });

  it('refuses a release that is not whole', async () => {
    const first = await publish('one');
    await publish('two');
    await rm(releases.objects.path((await releases.load(first))?.manifest.files['index.html']?.hash ?? ''));
    await expect(publisher.back(first, '赵主任')).rejects.toThrow(NoRelease);
    await expect(publisher.back('20260101T000000001-a-b', '赵主任')).rejects.toThrow('请另选一个');
    expect(await shown()).toContain('two');
    expect(publisher.status().hold).toBeUndefined();
  });
});

describe('npm run release', () => {
  it('lists, puts back and releases; a running server follows', async () => {
    const first = await publish('one');
    const second = await publish('two');
    expect(await releaseCommand(['list'], folder, '命令行')).toMatch(new RegExp(`● ${second}.*李编辑.*《two》[^]*\n {2}${first}`));
    expect(await releaseCommand(['back'], folder, '命令行')).toContain(first);
    await publisher.notice();
    expect(await shown()).toContain('one');
    expect(publisher.status().hold?.by).toBe('命令行');
    await releaseCommand(['forward'], folder, '命令行');
    await publisher.notice();
    await publisher.request();
    expect(await shown()).toContain('two');
    await expect(releaseCommand(['back', 'nonsense'], folder, '命令行')).rejects.toThrow('没有版本');
    await expect(releaseCommand([], folder, '命令行')).rejects.toThrow('用法');
  });
});

describe('the last look', () => {
  it('shows no site of which a file is missing or short, and begins anew', async () => {
    await publish('one');
    const renderer = folderRenderer(releases.objects.dir, build, store);
    let dropped = 0;
    const lossy = { ...renderer, drop: () => { dropped++; return Promise.resolve(); }, render: async (...job: Parameters<typeof renderer.render>) => {
      const made = await renderer.render(...job);
      if (dropped === 0) await writeFile(releases.objects.path(made.manifest.files['index.html']?.hash ?? ''), 'half');
      return made;
    } };
    site = new StaticSite('/', releases.objects);
    publisher = new Publisher({ store, releases, renderer: lossy, code: () => 'c'.repeat(64), now: () => (clock += 1000), siteNow: () => clock, onLive: (release) => { site.show(release); }, log: () => undefined });
    await publisher.resume();
    await publish('two');
    expect(publisher.status().failure?.reason).toContain('index.html 的文件不完整');
    expect(await shown()).toContain('one');
    await publisher.request();
    expect([dropped, await shown(), publisher.status().failure]).toEqual([1, expect.stringContaining('two'), undefined]);
  });
});
