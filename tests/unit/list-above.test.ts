import { describe, expect, it } from 'vitest';
import { listAbove } from '#/lib/list-above.ts';

const PAGES = new Set(['/', '/events/', '/events/months/', '/events/months/2026-12/', '/events/topics/', '/science/topics/', '/science/', '/teachers/', '/teachers/c1/', '/events/x/']);
const above = (path: string): string | undefined => listAbove(path, (each) => PAGES.has(each));

describe('the list above one that is no more', () => {
  it.each([
    ['/events/months/2027-03/', '/events/months/'],
    ['/events/months/2027-03', '/events/months/'],
    ['/events/weeks/2027-W03/', undefined],
    ['/events/topics/ginseng/', '/events/topics/'],
    ['/events/topics/ginseng/page/4/', '/events/topics/'],
    ['/science/page/40/', '/science/'],
    ['/teachers/c1/g7-9/', '/teachers/c1/'],
    ['/teachers/c9/g7-9/', '/teachers/'],
    ['/events/x/worksheet/', '/events/x/'],
    ['/events/y/worksheet/', undefined],
    ['/events/never/', undefined],
    ['/science/never/', undefined],
    ['/page/2/', undefined],
  ])('%s → %s', (path, to) => {
    expect(above(path)).toBe(to);
  });
});
