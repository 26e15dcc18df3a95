/** The oversight board reads what the office has: the content as it stands, drafts that wait, searches without a result. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { InspectionItem } from '#/lib/inspection-items.ts';
import { A, article, EditingService } from './editing-service.ts';

const server = new EditingService();
afterEach(() => { vi.unstubAllEnvs(); });

const items = async (): Promise<InspectionItem[]> => ((await (await server.call('/api/inspection', undefined, { cookie: server.cookie })).json()) as { items: InspectionItem[] }).items;

describe('the oversight board', () => {
  it('names blank columns, a site that cannot be asked and searches that found nothing', async () => {
    for (let round = 0; round < 3; round++) await server.call('/api/search-misses', { query: '林蛙油' });
    const found = await items();
    expect(found.filter(({ kind }) => kind === 'blank').map(({ title }) => title)).toContain('活动');
    expect(found.filter(({ kind }) => kind === 'enquiry')).toHaveLength(1);
    expect(found.filter(({ kind }) => kind === 'misses').map(({ title }) => title)).toEqual(['林蛙油']);
    expect(found.filter(({ kind }) => kind === 'waiting')).toEqual([]);
  });

  it('names a draft that has waited for a reviewer', async () => {
    await server.save(A, article(), { draft: true });
    await server.cms('updateUnpublishedEntryStatus', { collection: 'science', slug: 'a', newStatus: 'pending_review' });
    const waiting = async (): Promise<InspectionItem[]> => (await items()).filter(({ kind }) => kind === 'waiting');
    expect(await waiting()).toEqual([]);
    vi.stubEnv('SITE_NOW', new Date(Date.now() + 5 * 86_400_000).toISOString());
    expect(await waiting()).toMatchObject([{ path: A, title: expect.stringContaining('测试文章') as string, urgency: 'overdue' }]);
  });
});
