/** What the server does at night: when it is due, again after a failure, and the mirror with its secrets. */
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toInstant } from '#/lib/dates.ts';
import { mirrorTarget, mirrorTo } from '#/server/mirror.ts';
import { doDue, isDue, readJobs } from '#/server/nightly.ts';
import { SERVICE, Store } from '#/server/store.ts';

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nightly-'));
  store = new Store(path.join(folder, 'content.git'));
  await store.init();
  await store.commit([{ path: 'content/science/a.mdx', content: 'one' }], '新建', SERVICE);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a nightly job', () => {
  it.each([
    ['never done', {}, '2026-11-23T12:00', true],
    ['done this morning', { done: { at: toInstant('2026-11-23T03:01'), what: '' } }, '2026-11-23T23:00', false],
    ['done this morning, and it is two at night', { done: { at: toInstant('2026-11-23T03:01'), what: '' } }, '2026-11-24T02:00', false],
    ['done yesterday, and it is three', { done: { at: toInstant('2026-11-23T03:01'), what: '' } }, '2026-11-24T03:00', true],
    ['done in the future: the clock was set back', { done: { at: toInstant('2027-11-23T03:01'), what: '' } }, '2026-11-24T02:00', true],
    ['failed, and its time has not come', { failure: { at: toInstant('2026-11-24T03:00'), reason: '', tries: 1, retry: toInstant('2026-11-24T03:05') } }, '2026-11-24T03:04', false],
    ['failed, and its time has come', { failure: { at: toInstant('2026-11-24T03:00'), reason: '', tries: 1, retry: toInstant('2026-11-24T03:05') } }, '2026-11-24T03:05', true],
  ])('%s', (_what, state, now, due) => { expect(isDue(state, toInstant(now))).toBe(due); });

  it('is tried again later and later, and what was done before stays known', async () => {
    let now = toInstant('2026-11-23T03:00');
    let fails = true;
    const run = (): Promise<void> => doDue({ data: folder, jobs: { mirror: () => (fails ? Promise.reject(new Error('连不上')) : Promise.resolve('好')) }, now: () => now, log: () => undefined });
    await run();
    now += 5 * 60_000;
    await run();
    expect((await readJobs(folder)).mirror).toMatchObject({ failure: { reason: '连不上', tries: 2, retry: now + 15 * 60_000 } });
    now += 15 * 60_000;
    fails = false;
    await run();
    expect((await readJobs(folder)).mirror).toEqual({ done: { at: now, what: '好' } });
  });
});

describe('the mirror', () => {
  const heads = (): string => execFileSync('git', ['--git-dir', path.join(folder, 'mirror.git'), 'for-each-ref', '--format=%(refname)'], { encoding: 'utf8' });

  it('receives the branches, new ones and those that are gone', async () => {
    execFileSync('git', ['init', '--quiet', '--bare', path.join(folder, 'mirror.git')]);
    await store.commit([{ path: 'content/science/b.mdx', content: '草稿' }], '草稿', SERVICE, { ref: 'refs/heads/cms/b' });
    await mirrorTo(store.dir, path.join(folder, 'mirror.git'));
    expect(heads()).toBe('refs/heads/cms/b\nrefs/heads/main\n');
    execFileSync('git', ['--git-dir', store.dir, 'update-ref', '-d', 'refs/heads/cms/b']);
    await mirrorTo(store.dir, path.join(folder, 'mirror.git'));
    expect(heads()).toBe('refs/heads/main\n');
  });

  it('does not lose its history to a store that was put back', async () => {
    execFileSync('git', ['init', '--quiet', '--bare', path.join(folder, 'mirror.git')]);
    const first = await store.head();
    await store.commit([{ path: 'content/science/a.mdx', content: 'two' }], '改', SERVICE);
    await mirrorTo(store.dir, path.join(folder, 'mirror.git'));
    execFileSync('git', ['--git-dir', store.dir, 'update-ref', 'refs/heads/main', first ?? '']);
    await store.commit([{ path: 'content/science/a.mdx', content: 'other' }], '改', SERVICE);
    await expect(mirrorTo(store.dir, path.join(folder, 'mirror.git'))).rejects.toThrow('没有覆盖它');
    await mirrorTo(store.dir, path.join(folder, 'mirror.git'), { force: true });
  });

  it('sends name and password, and tells them to nobody', async () => {
    const asked: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      asked.push(request.headers.authorization);
      response.writeHead(403).end();
    });
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    const { port } = server.address() as AddressInfo;
    const fault = await mirrorTo(store.dir, `http://office:top-secret@127.0.0.1:${port}/content.git`).then(() => '', String);
    server.close();
    expect(asked[0]).toBe(`Basic ${Buffer.from('office:top-secret').toString('base64')}`);
    expect(fault).toContain('不接受这个用户名、令牌或密钥');
    expect(fault).not.toMatch(/top-secret|office/);
    expect(await readFile(path.join(store.dir, 'config'), 'utf8')).not.toContain('secret');
  });

  it.each(['http://office:x@git.example.cn/a.git', 'git://git.example.cn/a.git', 'ext::sh -c id', '../other.git', 'https://'])('does not take %s', (address) => {
    expect(() => mirrorTarget(address)).toThrow(/SITE_MIRROR/);
  });

  it('says what is the matter when nobody answers', async () => {
    await writeFile(path.join(folder, 'no-repository'), '');
    await expect(mirrorTo(store.dir, path.join(folder, 'no-repository'))).rejects.toThrow(/镜像/);
    await expect(mirrorTo(store.dir, 'http://127.0.0.1:9/a.git')).rejects.toThrow('连不上镜像');
  });
});
