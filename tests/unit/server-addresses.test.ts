/** What the editing server remembers for good: addresses in the ledger, ids of events, keys of their dates. */
import { describe, expect, it } from 'vitest';
import { parseEntryFile } from '#/lib/front-matter.ts';
import { toInstant } from '#/lib/dates.ts';
import type { LedgerLine } from '#/schemas/ledger.ts';
import { keepKeys } from '#/server/occurrence-keys.ts';
import { completeEntry } from '#/server/managed-fields.ts';
import { ContentIndex } from '#/gate/content-index.ts';
import { A, article, event, EditingService } from './editing-service.ts';

const server = new EditingService();
const E = 'content/events/jiangzuo.mdx';

async function files(): Promise<Map<string, string>> {
  const { store } = server.service;
  const head = (await store.head()) ?? '';
  const listed = await store.list(head);
  const blobs = await store.blobs(listed.map(({ id }) => id));
  return new Map(listed.map(({ path }, at) => [path, blobs[at]?.toString('utf8') ?? '']));
}
async function ledger(): Promise<string[]> {
  return [...(await files())].filter(([path]) => path.startsWith('content/addresses/')).flatMap(([, text]) => text.trim().split('\n').map((row) => JSON.parse(row) as LedgerLine)).filter(({ noun }) => noun !== 'regions').map(({ status, address, id }) => `${status} ${address} ${id}`);
}
const commits = async (): Promise<string[]> => (await server.service.store.log('refs/heads/main')).map(({ subject }) => subject);

describe('the ledger', () => {
  it('has what the store was filled with', async () => {
    expect([...(await files()).values()].join('')).toContain('{"noun":"regions","id":"jian","address":"/regions/jian/"');
  });

  it('takes a new address, a new name and a deletion, each in the commit of the change', async () => {
    expect((await server.save(A, article("urlName: 'a'\n"))).status).toBe(200);
    expect(await ledger()).toEqual(['live /science/a/ a']);
    const count = (await commits()).length;
    expect((await server.save(A, article("urlName: 'b'\n"))).status).toBe(200);
    expect(await ledger()).toEqual(['live /science/a/ a', 'live /science/b/ a']);
    expect((await commits()).length).toBe(count + 1);
    expect((await server.cms('deleteFiles', { paths: [A] })).status).toBe(200);
    expect(await ledger()).toEqual(['live /science/a/ a', 'live /science/b/ a', 'gone /science/b/ a']);
    expect((await files()).get('content/settings/gone.yml')).toContain("address: '/science/b/'\n    title: '测试文章：为什么'");
    expect((await commits()).length).toBe(count + 2);
  });

  it('does not take drafts, nor a save that moves nothing', async () => {
    await server.save(A, article("urlName: 'a'\ndraft: true\n"));
    expect(await ledger()).toEqual([]);
    await server.save(A, article("urlName: 'a'\n"));
    await server.save(A, article("urlName: 'a'\n", '正文改了。'));
    expect(await ledger()).toEqual(['live /science/a/ a']);
  });

  it('gives no address and no id of a deleted entry to anything new', async () => {
    await server.save(A, article("urlName: 'a'\n"));
    await server.save(A, article("urlName: 'b'\n"));
    const taken = await server.save('content/science/c.mdx', article("urlName: 'a'\n"));
    expect(taken.status).toBe(422);
    expect(taken.body.findings?.[0]).toMatchObject({ field: 'urlName', message: '网址 /science/a/ 已经属于另一个条目（也许已经删除），外面有链接指向它' });
    await server.cms('deleteFiles', { paths: [A] });
    const again = await server.save(A, article("urlName: 'd'\n"));
    expect(again.status).toBe(422);
    expect(again.body.findings?.[0]?.message).toBe('文件名 a 属于一个已经删除的条目');
    const name = await server.cms('nameEntry', { collection: 'science', title: 'a' });
    expect(await name.json()).toEqual({ urlName: 'a-2' });
  });

  it('keeps the id of an event that changes its name, and knows it when it is gone', async () => {
    await server.save(E, event("urlName: 'jiangzuo'\n"));
    const id = String(parseEntryFile((await files()).get(E) ?? '').data['id']);
    await server.save(E, event("urlName: 'xin-jiangzuo'\n"));
    await server.cms('deleteFiles', { paths: [E] });
    expect(await ledger()).toEqual([`live /events/jiangzuo/ ${id}`, `live /events/xin-jiangzuo/ ${id}`, `gone /events/xin-jiangzuo/ ${id}`]);
  });
});

const update = (text: string, base: string | undefined, now: string): string => completeEntry({ noun: 'events', id: 'x', text, base, index: new ContentIndex([], []), now: toInstant(now) });
const field = (text: string, name: string): unknown => parseEntryFile(text).data[name];

it('moves the time of an update forward with each change, also within a minute', () => {
  const first = update(event(), undefined, '2026-11-23T09:00');
  const second = update(event("status: 'cancelled'\nstatusReason: '停电'\n"), first, '2026-11-23T09:00');
  const third = update(event(), second, '2026-11-23T09:00');
  expect([first, second, third].map((each) => field(each, 'updated'))).toEqual([undefined, '2026-11-23T09:01', '2026-11-23T09:02']);
  expect(field(update(event(), third, '2026-11-23T12:00'), 'updated')).toBe('2026-11-23T09:02');
  expect(field(update(event("aliases: ['x']\n"), third, '2026-11-23T12:00'), 'updated')).toBe('2026-11-23T12:00');
});

describe('keys of further dates', () => {
  const date = (start: string, key?: string): Record<string, unknown> => ({ start, end: `${start.slice(0, 11)}20:00`, ...(key && { key }) });
  const keys = (sent: unknown[], before: unknown[] = []): unknown[] => (keepKeys(sent, before) as { key: string }[]).map(({ key }) => key);
  const [a, b, c] = ['2026-12-12T18:30', '2026-12-19T18:30', '2026-12-26T18:30'].map((start) => date(start)) as [object, object, object];

  it('come from the start for new dates', () => {
    expect(keys([a, b])).toEqual(['20261212t1830', '20261219t1830']);
    expect(keys([a, a])).toEqual(['20261212t1830', '20261212t1830x2']);
  });
  it('are the old places for dates written by hand, also when one in the middle goes', () => {
    expect(keys([a, b, c], [a, b, c])).toEqual(['2', '3', '4']);
    expect(keys([a, c], [a, b, c])).toEqual(['2', '4']);
    expect(keys([c, a], [a, b, c])).toEqual(['4', '2']);
  });
  it('stay when a date is moved, and are not given again', () => {
    expect(keys([a, date('2026-12-20T10:00')], [a, b])).toEqual(['2', '3']);
    expect(keys([date('2027-01-02T18:30', '20261212t1830'), a], [date('2026-12-12T18:30', '20261212t1830')])).toEqual(['20261212t1830', '20261212t1830x2']);
  });
});
