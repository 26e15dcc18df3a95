/** What the search page shows, kept in its address, so that it can be shared and come back to. */
import { FACET_NAMES, type Selection } from './facets.ts';

export interface State {
  query: string;
  selection: Selection;
  sort: 'relevance' | 'date';
  /** Look up only what was typed. */
  literal: boolean;
}

/** Reads `?q=…&section=…&sort=date&literal=1`; unknown keys and values are passed over. */
export function readAddress(search: string): State {
  const params = new URLSearchParams(search);
  const selection: Selection = {};
  for (const name of FACET_NAMES) {
    const values = [...new Set(params.getAll(name).filter((value) => value !== '' && value.length <= 60))].slice(0, 20);
    if (values.length > 0) selection[name] = values;
  }
  return { query: params.get('q') ?? '', selection, sort: params.get('sort') === 'date' ? 'date' : 'relevance', literal: params.get('literal') === '1' };
}

/** The query part of an address, with its question mark; '' for the empty search. */
export function writeAddress({ query, selection, sort, literal }: State): string {
  const params = new URLSearchParams();
  if (query) params.set('q', query);
  for (const name of FACET_NAMES) for (const value of selection[name] ?? []) params.append(name, value);
  if (sort === 'date') params.set('sort', 'date');
  if (literal) params.set('literal', '1');
  const text = params.toString();
  return text ? `?${text}` : '';
}
