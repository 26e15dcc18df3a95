import { describe, expect, it } from 'vitest';
import { changesOf, markOf, revisionOf } from '#/lib/data-changes.ts';

const entry = (id: string, published?: string, updated?: string) => ({ id, data: { published, updated } });

describe('what changed in the data', () => {
  it('is listed by day, the latest first: what was added, what was changed', () => {
    const list = [entry('b', '2026-11-20T09:00', '2026-11-23T08:00'), entry('a', '2026-11-20T09:00'), entry('c', '2026-11-23T07:00', '2026-11-23T09:00'), entry('d')];
    expect(changesOf(list)).toEqual([
      { date: '2026-11-23', added: ['c'], changed: ['b'] },
      { date: '2026-11-20', added: ['a', 'b'], changed: [] },
    ]);
  });

  it('has a mark that changes with any item, and only then', () => {
    const changes = changesOf([entry('a', '2026-11-20T09:00')]);
    const mark = (title: string): string => revisionOf([markOf({ id: 'a', title }), markOf({ id: 'b' })], changes);
    expect(mark('甲')).toMatch(/^2026-11-20\.[0-9a-f]{8}$/);
    expect(mark('甲')).toBe(mark('甲'));
    expect(mark('乙')).not.toBe(mark('甲'));
  });
});
