import { mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inlineHashes } from '#/lib/csp.ts';
import { typeOf } from '#/lib/media-types.ts';
import { Publisher } from '#/server/publish.ts';
import { Releases } from '#/server/releases.ts';
import { failureReason, type Renderer } from '#/server/renderer.ts';
import { encodingFor, StaticSite } from '#/server/static-site.ts';
import { SERVICE, Store } from '#/server/store.ts';
import { folderRenderer, type Build } from '#tests/folder-renderer.ts';

let folder: string;
let store: Store;
let releases: Releases;
let publisher: Publisher;
let site: StaticSite;
let builds: string[];
let fail: string | undefined;
let hold: Promise<void> | undefined;
let clock: number;

/** Stands in for Astro: shows the one article, or fails as asked. */
const build: Build = async ({ content, out }) => {
  const text = await readFile(path.join(content, 'science', 'a.mdx'), 'utf8');
  builds.push(text);
  await hold;
  if (fail) return fail;
  const page = (body: string): string => `<!doctype html><html lang="zh-CN"><style>p{color:red}</style><script>1</script><p>${body}</p>`;
  await mkdir(path.join(out, 'science', 'a'), { recursive: true });
  await mkdir(path.join(out, '_assets'), { recursive: true });
  await writeFile(path.join(out, 'index.html'), page('首页'));
  await writeFile(path.join(out, '404.html'), page('没有'));
  await writeFile(path.join(out, 'science', 'a', 'index.html'), page(text.repeat(400)));
  await writeFile(path.join(out, 'events.ics'), 'BEGIN:VCALENDAR');
  await writeFile(path.join(out, '_assets', `x-${text}.js`), 'export {}');
  await symlink('/etc/passwd', path.join(out, 'leak.txt'));
  return undefined;
};

/** Each state of the site holds until the next midnight in Asia/Shanghai. */
const timed = (renderer: Renderer): Renderer => ({ ...renderer, render: async (commit, code, now) => ({ ...(await renderer.render(commit, code, now)), next: (Math.floor((now + 28_800_000) / 86_400_000) + 1) * 86_400_000 - 28_800_000 }) });

const make = (): Publisher => {
  site = new StaticSite('/', releases.objects);
  return new Publisher({ store, releases, renderer: timed(folderRenderer(releases.objects.dir, build, store)), code: () => 'c'.repeat(64), now: () => (clock += 1000), siteNow: () => clock, onLive: (release) => { site.show(release); }, log: () => undefined });
};
const write = (text: string): Promise<string> => store.commit([{ path: 'content/science/a.mdx', content: text }], '改', SERVICE);
const get = (file: string, more: { acceptEncoding?: string; ifNoneMatch?: string; method?: string; search?: string } = {}): Promise<Response> =>
  site.respond({ method: 'GET', search: '', acceptEncoding: undefined, ifNoneMatch: undefined, ...more, path: file });

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'publish-'));
  clock = Date.UTC(2026, 10, 23);
  builds = [];
  fail = undefined;
  hold = undefined;
  store = new Store(path.join(folder, 'content.git'));
  releases = new Releases(folder);
  await store.init();
  await releases.recover();
  publisher = make();
  await write('one');
  await publisher.request();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('publishing', () => {
  it('shows what was written', async () => {
    expect(await (await get('/science/a/')).text()).toContain('one');
    expect(await readlink(path.join(folder, 'current'))).toBe(`releases/${publisher.status().live?.id}`);
  });

  it('leaves the live site when a build fails, and says why', async () => {
    const before = publisher.status().live;
    fail = '错误 content/science/a.mdx:1 【标题】请填写';
    await write('two');
    await publisher.request();
    expect(publisher.status()).toMatchObject({ live: before, building: undefined, failure: { reason: fail } });
    expect(await (await get('/science/a/')).text()).toContain('one');
    expect(await readdir(releases.dir)).toHaveLength(1);
    fail = undefined;
    await write('three');
    await publisher.request();
    expect(publisher.status().failure).toBeUndefined();
    expect(await (await get('/science/a/')).text()).toContain('three');
  });

  it('tries again by itself after a failure', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      fail = '磁盘已满';
      await write('two');
      await publisher.request();
      expect(publisher.status().failure).toBeDefined();
      fail = undefined;
      vi.advanceTimersByTime(300_000);
      for (let turn = 0; turn < 5000 && publisher.status().busy; turn++) await new Promise((resolve) => setImmediate(resolve));
    } finally {
      vi.useRealTimers();
    }
    await vi.waitFor(() => { expect(publisher.status()).toMatchObject({ busy: false, failure: undefined }); });
    expect(await (await get('/science/a/')).text()).toContain('two');
  });

  it('serves all that is asked for during a build by one more', async () => {
    let release = (): void => undefined;
    hold = new Promise((resolve) => { release = resolve; });
    await write('two');
    const first = publisher.request();
    await write('three');
    void publisher.request();
    await write('four');
    void publisher.request();
    expect(publisher.status().building).toBeDefined();
    release();
    await first;
    expect(builds).toHaveLength(3);
    expect(builds.at(-1)).toBe('four');
    expect(await (await get('/science/a/')).text()).toContain('four');
  });

  it('starts again from what is built, and builds nothing twice', async () => {
    const again = make();
    expect(await again.resume()).toBe(true);
    await again.request();
    expect(builds).toHaveLength(1);
    expect(await (await get('/')).text()).toContain('首页');
  });

  it('serves the last release while the newer state is not built', async () => {
    await write('two');
    const again = make();
    expect(await again.resume()).toBe(false);
    expect(await (await get('/science/a/')).text()).toContain('one');
  });

  it('starts from a broken link and clears half-done work away', async () => {
    await rm(path.join(folder, 'current'));
    await symlink('releases/none', path.join(folder, 'current'));
    await mkdir(path.join(releases.dir, 'x.tmp'));
    await releases.recover();
    expect(existsSync(path.join(releases.dir, 'x.tmp'))).toBe(false);
    expect(await make().resume()).toBe(true);
  });

  it('keeps ten releases', async () => {
    for (let round = 0; round < 12; round++) {
      await write(`r${round}`);
      await publisher.request();
    }
    expect(await releases.ids()).toHaveLength(10);
    expect((await get('/_assets/x-r10.js')).status).toBe(200);
    expect((await get('/_assets/x-r1.js')).status).toBe(404);
  });

  it('builds again on a new day', async () => {
    clock += 86_400_000;
    await publisher.request();
    expect(builds).toHaveLength(2);
  });
});

describe('the static site', () => {
  it('presses text and revalidates it', async () => {
    const response = await get('/science/a/', { acceptEncoding: 'gzip, br' });
    expect(response.headers.get('content-encoding')).toBe('br');
    expect(brotliDecompressSync(Buffer.from(await response.arrayBuffer())).toString()).toContain('one');
    const etag = response.headers.get('etag') ?? '';
    expect((await get('/science/a/', { acceptEncoding: 'gzip, br', ifNoneMatch: `W/${etag}, "x"` })).status).toBe(304);
    expect((await get('/science/a/', { acceptEncoding: 'gzip', ifNoneMatch: etag })).status).toBe(200);
  });

  it('answers HEAD without a body', async () => {
    const response = await get('/', { method: 'HEAD' });
    expect(await response.text()).toBe('');
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(10);
  });

  it('leads to the address with a slash, with the query', async () => {
    const response = await get('/science/a', { search: '?q=1' });
    expect([response.status, response.headers.get('location')]).toEqual([301, '/science/a/?q=1']);
  });

  it.each(['/../../etc/passwd', '/..%2f..%2fetc/passwd', '/%00', '/%', '/leak.txt', '//example.org/', '/science', '/constructor', '/__proto__', '/manifest.json', '/../release.json', '/science/a/index.html.br', '/%5c..%5cx'])('does not know %s', async (file) => {
    const response = await get(file);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('没有');
  });

  it('allows inline code by hash only, and keeps hashed files', async () => {
    const csp = (await get('/')).headers.get('content-security-policy') ?? '';
    expect(csp).toContain("default-src 'none'");
    expect(csp).not.toMatch(/script-src[^;]*unsafe-inline/);
    expect(csp).toMatch(/script-src 'self' 'sha256-/);
    expect((await get('/_assets/x-one.js')).headers.get('cache-control')).toContain('immutable');
    expect((await get('/')).headers.get('cache-control')).toBe('no-cache');
  });

  it('names types', () => {
    expect(typeOf('events.ics')).toBe('text/calendar; charset=utf-8');
    expect(typeOf('x.constructor')).toBe('application/octet-stream');
  });

  it('reads Accept-Encoding', () => {
    expect(encodingFor('br;q=0, gzip;q=0.5')).toBe('gzip');
    expect(encodingFor('identity')).toBeUndefined();
    expect(encodingFor(undefined)).toBeUndefined();
  });
});

describe('sealing', () => {
  it('takes hashes of what runs, not of data', () => {
    const { scripts, styles } = inlineHashes('<script type="application/ld+json">{}</script><script src="/x.js"></script><script type="module">a</script><style>b</style>');
    expect([scripts.length, styles.length]).toEqual([1, 1]);
  });

  it('finds the sentence in a log', () => {
    expect(failureReason(['building', '\u001b[31m错误 content/x.mdx:3 【标题】请填写\u001b[0m', '    at x (y.js:1)', ''])).toBe('错误 content/x.mdx:3 【标题】请填写');
    expect(failureReason(['a', 'Error: b', '    at x'])).toBe('a\nError: b');
  });
});
