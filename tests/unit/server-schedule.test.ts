/** Publishing and taking down at a set time. */
import { expect, it } from 'vitest';
import { toWallClock } from '#/lib/dates.ts';
import type { Appointment } from '#/server/schedule.ts';
import { A, article, EditingService } from './editing-service.ts';

const MINUTE = 60_000;
const server = new EditingService();
const { cms, get, load, save, send } = server;
const AT = { collection: 'science', slug: 'a' };

const soon = (minutes: number): string => toWallClock(server.now + minutes * MINUTE);
const add = (action: 'publish' | 'withdraw', at: string, cookie?: string): Promise<Response> => send('/api/schedule/add', { ...AT, action, at }, cookie);
const list = async (): Promise<(Appointment & { title: string; status?: string })[]> => (await get('/api/schedule')).json() as Promise<(Appointment & { title: string })[]>;
/** Lets the time pass and the server look at its clock. */
const later = (minutes: number): Promise<void> => {
  server.now += minutes * MINUTE;
  return server.service.schedule.run();
};
const live = async (): Promise<boolean> => (await load(A)).data !== null;

it('a ready draft goes live within the minute of its time, and leaves at the other', async () => {
  await save(A, article(), { draft: true });
  expect((await add('publish', soon(10))).status).toBe(200);
  expect((await add('withdraw', soon(20))).status).toBe(200);
  expect(await list()).toMatchObject([{ action: 'publish', title: '测试文章：为什么', name: '李编辑', status: 'pending_publish' }, { action: 'withdraw' }]);
  await later(9);
  expect(await live()).toBe(false);
  await later(1);
  expect(await live()).toBe(true);
  await later(10);
  expect(await live()).toBe(false);
  expect((await list()).every(({ done }) => done !== undefined)).toBe(true);
  // What left stays as a draft, and comes back to its address.
  expect((await cms('updateUnpublishedEntryStatus', { ...AT, newStatus: 'pending_publish' })).status).toBe(200);
  expect((await cms('publishUnpublishedEntry', AT)).status).toBe(200);
  expect(await live()).toBe(true);
});

it('survives a restart, and does at once what was due meanwhile', async () => {
  await save(A, article(), { draft: true });
  await add('publish', soon(10));
  await server.service.close();
  server.now += 3 * 24 * 60 * MINUTE;
  await server.open();
  server.service.schedule.start();
  await server.service.schedule.run();
  expect(await live()).toBe(true);
});

it('a clock that jumps makes nothing happen twice or never', async () => {
  await save(A, article(), { draft: true });
  await add('publish', soon(10));
  await later(-600);
  expect(await live()).toBe(false);
  await later(1200);
  expect(await live()).toBe(true);
  const head = await server.service.store.head();
  await later(-1200);
  await later(1200);
  expect(await server.service.store.head()).toBe(head);
});

it('what cannot happen says why, and happens when it is mended', async () => {
  await save(A, article(), { draft: true });
  await add('publish', soon(10));
  await cms('updateUnpublishedEntryStatus', { ...AT, newStatus: 'draft' });
  await later(10);
  expect(await live()).toBe(false);
  expect((await list())[0]?.fault?.reason).toContain('还没有就绪');
  await cms('updateUnpublishedEntryStatus', { ...AT, newStatus: 'pending_publish' });
  await later(1);
  expect(await live()).toBe(true);
  expect((await list())[0]).not.toHaveProperty('fault');
});

it('takes only what can be: a ready draft, a time to come, an entry that nothing points to', async () => {
  expect((await add('publish', soon(10))).status).toBe(422);
  await save(A, article().replace(/summary: .*/, "summary: '短'"), { draft: true });
  expect((await add('publish', soon(10))).status).toBe(422);
  expect((await add('withdraw', soon(10))).status).toBe(422);
  await save(A, article(), { draft: true });
  expect((await add('publish', soon(-1))).status).toBe(422);
  await cms('publishUnpublishedEntry', AT);
  await save('content/science/b.mdx', article("urlName: 'b'\n", '[看](/science/ce-shi-wen-zhang-wei-shen-me/)'));
  const refused = await add('withdraw', soon(10));
  expect(refused.status).toBe(422);
  expect(JSON.stringify(await refused.json())).toContain('content/science/b.mdx');
});

it('is called off by who may, and not by an author', async () => {
  const zhang = await server.join('zhang', '张作者', 'author');
  await save(A, article(), { draft: true });
  expect((await add('publish', soon(10), zhang)).status).toBe(403);
  await add('publish', soon(10));
  const [{ id } = { id: '' }] = await list();
  expect((await send('/api/schedule/cancel', { id }, zhang)).status).toBe(403);
  expect((await send('/api/schedule/cancel', { id })).status).toBe(200);
  await later(20);
  expect(await live()).toBe(false);
});

it('of an account that was shut meanwhile is not kept', async () => {
  const wang = await server.join('wang', '王审核', 'reviewer');
  await save(A, article(), { draft: true });
  await add('publish', soon(10), wang);
  server.service.accounts.disable('wang');
  await later(10);
  expect(await live()).toBe(false);
  expect((await list())[0]?.fault?.reason).toContain('已停用');
});
