/** 巡检: each item appears before its day, is overdue after it, and goes when it is mended. */
import { describe, expect, it } from 'vitest';
import { inspect, type Inspected, type InspectedEntry } from '#/lib/inspection.ts';
import type { InspectionItem, InspectionKind } from '#/lib/inspection-items.ts';
import { NOUN_NAMES, type NounName } from '#/schemas/nouns.ts';

const NOW = Date.parse('2026-11-23T09:00:00+08:00');
const entry = (noun: NounName, id: string, data: Record<string, unknown> = {}): InspectedEntry => ({ noun, id, data: { title: id, published: '2026-11-20T09:00', ...data } });
/** One fresh entry in each column, and a way to ask. */
const sound = (...more: InspectedEntry[]): Inspected => ({
  entries: [...NOUN_NAMES.filter((noun) => !more.some((each) => each.noun === noun)).map((noun) => entry(noun, 'a')), ...more],
  settings: { footer: { phone: '0435-0000000' } },
  findings: [],
  misses: [],
  waiting: [],
});
const of = (input: Inspected, kind: InspectionKind, now = NOW): InspectionItem[] => inspect(input, now).filter((item) => item.kind === kind);

describe('inspection', () => {
  it('finds nothing in a sound site', () => {
    expect(inspect(sound(), NOW)).toEqual([]);
  });

  it.each([
    ['science', '2026-11-14T00:00', undefined],
    ['science', '2026-11-13T23:00', { urgency: 'soon', due: '2026-11-27' }],
    ['science', '2026-11-09T09:00', { urgency: 'soon', due: '2026-11-23' }],
    ['science', '2026-11-08T23:00', { urgency: 'overdue', due: '2026-11-22' }],
    ['partners', '2026-06-27T09:00', undefined],
    ['partners', '2026-06-26T09:00', { urgency: 'soon', due: '2026-12-23' }],
    ['partners', '2026-05-01T09:00', { urgency: 'overdue' }],
    ['regions', '2020-01-01T09:00', undefined],
  ] as const)('warns of the column %s last touched %s', (noun, published, expected) => {
    const found = of(sound(entry(noun, 'old', { published })), 'update');
    if (expected) expect(found).toMatchObject([expected]);
    else expect(found).toEqual([]);
  });

  it('counts an update, and speaks of the home page when everything is old', () => {
    expect(of(sound(entry('science', 'old', { published: '2026-01-01T09:00', updated: '2026-11-22T09:00' })), 'update')).toEqual([]);
    const all = { ...sound(), entries: NOUN_NAMES.map((noun) => entry(noun, 'old', { published: '2026-11-10T09:00' })) };
    expect(of(all, 'update').map(({ title }) => title)).toEqual(['首页', '科普', '活动']);
  });

  it('finds columns in which readers see nothing', () => {
    const drafts = sound(entry('events', 'draft', { draft: true }), entry('partners', 'later', { published: '2026-12-24T09:00' }));
    expect(of(drafts, 'blank').map(({ title }) => title)).toEqual(['活动', '合作']);
  });

  it('finds entries without a date, and what the gate refuses', () => {
    const input = sound(entry('science', 'a'), entry('science', 'undated', { published: undefined }));
    expect(of(input, 'undated')).toMatchObject([{ path: 'content/science/undated.mdx', urgency: 'overdue' }]);
    const finding = { path: 'content/science/a.mdx', field: 'body', label: '正文', line: 3, message: '没有这个页面', fix: '改网址', severity: 'error' } as const;
    expect(of({ ...input, findings: [finding, { ...finding, severity: 'warning' }] }, 'fault')).toMatchObject([{ text: '【正文】没有这个页面。改法：改网址' }]);
  });

  it('finds a site that cannot be asked', () => {
    expect(of({ ...sound(), settings: { footer: { phone: '', email: '' } } }, 'enquiry')).toHaveLength(1);
    expect(of({ ...sound(), settings: {} }, 'enquiry')).toHaveLength(1);
  });

  it('tells of reviews from a month before their day', () => {
    const due = (reviewDue: string): InspectionItem[] => of(sound(entry('science', 'a', { reviewDue })), 'review');
    expect([due('2026-12-24'), due('2026-12-20').at(0)?.urgency, due('2026-11-23').at(0)?.urgency, due('2026-11-22').at(0)?.urgency]).toEqual([[], 'soon', 'soon', 'overdue']);
    expect(of(sound(entry('pages', 'a', { checked: '2025-11-01' })), 'review')).toMatchObject([{ urgency: 'overdue', due: '2026-11-01' }]);
  });

  it('tells of materials that were promised', () => {
    const event = (row: Record<string, unknown>, end = '2026-11-01T12:00'): InspectionItem[] => of(sound(entry('events', 'a', { start: '2026-11-01T09:00', end, materials: [{ title: '讲义', ...row }] })), 'materials');
    expect(event({ link: 'https://example.org/', promised: '2026-11-02' })).toEqual([]);
    expect(event({ promised: '2026-11-20' })).toMatchObject([{ urgency: 'overdue', text: '答应读者的材料“讲义”晚了 3 天' }]);
    expect(event({ promised: '2026-11-28' })).toMatchObject([{ urgency: 'soon' }]);
    expect(event({ promised: '2026-12-28' })).toEqual([]);
    expect(event({})).toMatchObject([{ urgency: 'note' }]);
    expect(event({}, '2026-12-01T12:00')).toEqual([]);
  });

  it('counts what is not verified, and names searches that found nothing', () => {
    expect(of(sound(entry('editions', 'a', { certainty: 'unverified', laureates: [{ name: '甲', certainty: 'verified', note: '单位待核实' }] })), 'unverified')).toMatchObject([{ text: '有 2 处待核实' }]);
    const misses = [{ query: '林蛙油', times: 9, month: '2026-11' }, { query: '一次', times: 1, month: '2026-11' }];
    expect(of({ ...sound(), misses }, 'misses').map(({ title }) => title)).toEqual(['林蛙油']);
  });

  it('names what waits for a reviewer longer than two days', () => {
    const waiting = (days: number) => ({ path: 'content/science/b.mdx', title: '乙', since: NOW - days * 86_400_000 });
    expect(of({ ...sound(), waiting: [waiting(2), waiting(4)] }, 'waiting')).toMatchObject([{ text: '送审 4 天了，还没有人审' }]);
  });

  it('lists what is overdue first, then by day', () => {
    const items = inspect({ ...sound(entry('science', 'a', { reviewDue: '2026-12-01' }), entry('partners', 'b', { published: '2025-01-01T09:00' })), misses: [{ query: '林蛙油', times: 9, month: '2026-11' }] }, NOW);
    expect(items.map(({ urgency }) => urgency)).toEqual(['overdue', 'soon', 'note']);
  });
});
