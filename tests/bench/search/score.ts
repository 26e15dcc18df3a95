/** Figures of a run: success at one and at ten, and how often nothing was found, for each kind of query and over all. */
import { KINDS, type Kind, type Query } from './queries.ts';

export interface Score {
  queries: number;
  /** Shares, 0 to 1. */
  at1: number;
  at10: number;
  nothing: number;
}

export interface Asked {
  query: Query;
  found: number[];
  milliseconds: number;
}

export async function ask(search: (query: string) => Promise<number[]>, queries: readonly Query[]): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const query of queries) {
    const start = performance.now();
    const found = await search(query.text);
    asked.push({ query, found, milliseconds: performance.now() - start });
  }
  return asked;
}

export function scoreOf(asked: readonly Asked[]): Score {
  const share = (good: (each: Asked) => boolean) => asked.filter(good).length / Math.max(1, asked.length);
  return {
    queries: asked.length,
    at1: share(({ query, found }) => query.wanted.has(found[0] ?? -1)),
    at10: share(({ query, found }) => found.some((page) => query.wanted.has(page))),
    nothing: share(({ found }) => found.length === 0),
  };
}

/** The kinds, each with its score. */
export function byKind(asked: readonly Asked[]): [Kind, Score][] {
  return KINDS.map((kind) => [kind, scoreOf(asked.filter(({ query }) => query.kind === kind))]);
}

export function quantile(values: readonly number[], share: number): number {
  const ordered = [...values].sort((a, b) => a - b);
  return ordered[Math.min(ordered.length - 1, Math.floor(share * ordered.length))] ?? 0;
}
