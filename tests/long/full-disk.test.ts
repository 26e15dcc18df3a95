/**
 * The disk fills up at each step of saving and publishing: the data folder is a small disk of its own, filled to within a
 * few kilobytes more each time. Needs the right to mount one (root); says so where it is missing. Prints a table.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeRig, post, releasesOf, save, siteOnDisk, soundStore, startServer, stored, wholeSite } from '#tests/crash/rig.ts';

const SIZE = '40m';
/** Kilobytes that are left when the step begins. */
const LEFT = [0, 4, 8, 12, 16, 20, 24, 32, 40, 48, 64, 80, 96, 128, 160, 200, 256, 320, 400, 512, 1024, 2048];

let disk: string;
let mounted = false;
beforeAll(() => {
  disk = mkdtempSync(path.join(tmpdir(), 'small-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', disk], { stdio: 'ignore' });
    mounted = true;
  } catch {
    console.log('这台机器不让挂载小盘（要 root），没有测满盘');
  }
});
afterAll(() => {
  if (mounted) execFileSync('umount', ['-l', disk]);
  rmSync(disk, { recursive: true, force: true });
});

test('a full disk at each step: the site stays whole, the store sound, and the next publication works by itself', async ({ skip }) => {
  if (!mounted) return skip();
  const rig = await makeRig(disk);
  const filler = path.join(disk, 'filler');
  const fillTo = (kilobytes: number): void => {
    rmSync(filler, { force: true });
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - kilobytes * 1024)));
  };
  const server = await startServer(rig);
  const rows: string[] = [['left', 'saved', 'answer', 'live', 'whole', 'put back', 'next'].map((cell) => cell.padEnd(9)).join('')];
  const faults: string[] = [];
  for (const left of LEFT) {
    await save(server, 'before', `还剩 ${left} 以前。`);
    await server.ask('settle');
    const before = await wholeSite(server.origin);
    fillTo(left);
    const saved = await save(server, 'full', `磁盘还剩 ${left} 千字节。`);
    const { status } = await server.ask('settle');
    const now = await wholeSite(server.origin).catch(String);
    const onDisk = await siteOnDisk(rig.data).catch(String);
    const releases = await releasesOf(server);
    const other = releases.find((each) => !each.live)?.id;
    const back = other ? (await post(server, '/api/publish/back', { id: other })).status : 0;
    const afterBack = await wholeSite(server.origin).catch(String);
    rmSync(filler, { force: true });
    const next = await save(server, 'after', `腾出以后，上一次还剩 ${left}。`);
    const settled = await server.ask('settle');
    const live = await wholeSite(server.origin).catch(String);
    const check = (good: boolean, what: string): void => { if (!good) faults.push(`${left} kB left: ${what}`); };
    check(/^[0-9a-f]{40}$/.test(now), `the site is not whole: ${now}`);
    check(onDisk === now, `on disk and served differ: ${onDisk} ${now}`);
    check(other === undefined || back === 200 || back === 507, `putting it back: ${back}`);
    check(/^[0-9a-f]{40}$/.test(afterBack), `not whole after putting it back: ${afterBack}`);
    check(saved.saved || /磁盘满了/.test(saved.error), `the refusal does not say why: ${saved.status} ${saved.error}`);
    check(!saved.saved || stored(rig.data, 'full')?.includes(`还剩 ${left} 千`) === true, 'a confirmed save is not there');
    check(now === before || saved.saved, 'the site shows what was not saved');
    check(!status.failure || status.failure.reason.includes('磁盘满了'), `the failure does not say why: ${status.failure?.reason}`);
    check(next.saved && !settled.status.failure && !settled.status.hold, `the next publication did not work: ${next.error} ${settled.status.failure?.reason}`);
    check(live !== now && /^[0-9a-f]{40}$/.test(live), 'the next save is not live');
    try {
      soundStore(rig.data);
    } catch (error) {
      check(false, `git fsck: ${String(error)}`);
    }
    rows.push([`${left} kB`, saved.saved ? 'yes' : 'no', String(saved.status), now === before ? 'old' : 'new', /^[0-9a-f]{40}$/.test(now) ? 'yes' : 'NO', String(back), settled.status.failure ? 'NO' : 'yes'].map((cell) => cell.padEnd(9)).join(''));
  }
  await server.kill();
  console.log(rows.join('\n'));
  expect(faults).toEqual([]);
}, 900_000);
