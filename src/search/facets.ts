/** Filters over a ranked list: what they leave, and how many pages each value would leave. */
import type { Facets } from './lookup.ts';

/** Filter names as they stand in pages and in addresses, in the order in which they are shown. */
export const FACETS = { section: '栏目', region: '市县', year: '年份', grade: '学段', kind: '类型' } as const;
export type FacetName = keyof typeof FACETS;
export const FACET_NAMES = Object.keys(FACETS) as FacetName[];

export type Selection = Partial<Record<FacetName, string[]>>;

function passes(values: Record<string, string[]> | undefined, selection: Selection, but?: FacetName): boolean {
  return FACET_NAMES.every((name) => {
    const wanted = selection[name];
    return name === but || !wanted || wanted.length === 0 || wanted.some((value) => values?.[name]?.includes(value));
  });
}

/** The pages that have, in each filter in use, one of the chosen values. */
export function filtered<T extends { id: string }>(list: T[], facets: Facets, selection: Selection): T[] {
  return list.filter(({ id }) => passes(facets.get(id), selection));
}

/** For each filter its values with the number of pages that choosing it would give, the other filters left as they are. Chosen values stay, even with 0. */
export function counts(list: { id: string }[], facets: Facets, selection: Selection): Record<FacetName, [value: string, pages: number][]> {
  const result = {} as Record<FacetName, [string, number][]>;
  for (const name of FACET_NAMES) {
    const tally = new Map<string, number>((selection[name] ?? []).map((value) => [value, 0]));
    for (const { id } of list) {
      const values = facets.get(id);
      if (passes(values, selection, name)) for (const value of values?.[name] ?? []) tally.set(value, (tally.get(value) ?? 0) + 1);
    }
    result[name] = [...tally].sort(name === 'year' ? (a, b) => (a[0] < b[0] ? 1 : -1) : (a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  }
  return result;
}
