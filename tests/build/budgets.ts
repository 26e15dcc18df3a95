/** How many bytes readers may be made to fetch, for each kind of page; brotli, as our server sends them. */
import type { KindBytes } from '#tests/bench/reader/bytes.ts';

export interface Budget {
  /** The longest page of the kind, with its styles and scripts and the script files that it loads at once. */
  page: number;
  /** The same with the first picture. */
  first: number;
}

export const BUDGETS = {
  /** One round trip: the middle one of all articles without an explainer, at the server's own brotli level 9. */
  article: 14_000,
  longestArticle: 14_800,
  /** Islands' runtime and one explainer, gzip. */
  island: 20_000,
};

/** The first pattern that a kind matches counts. */
const KINDS: readonly [pattern: RegExp, budget: Budget][] = [
  [/^\/$/, { page: 20_000, first: 45_000 }],
  // With an explainer drawn into it; without one see BUDGETS.
  [/^\/science\/\*$/, { page: 22_500, first: 30_000 }],
  [/^\/teachers\/\*$/, { page: 22_000, first: 30_000 }],
  [/^\/(?:events|quizzes|regions|search)\//, { page: 19_000, first: 30_000 }],
  [/^\/sitemap\/$|^\/about\/\*$/, { page: 24_000, first: 30_000 }],
  [/./, { page: 18_000, first: 30_000 }],
];

/** Budget of a kind of page. */
export function budgetOf(kind: string): Budget {
  return KINDS.find(([pattern]) => pattern.test(kind))?.[1] ?? { page: 0, first: 0 };
}

/** What is above its budget, one sentence each. */
export function aboveBudget(kinds: readonly KindBytes[]): string[] {
  return kinds.flatMap(({ kind, largest: { path, page, files, pictures } }) => {
    const budget = budgetOf(kind);
    const whole = page + files;
    return [
      ...(whole > budget.page ? [`${path}: ${whole} bytes, budget of ${kind} ${budget.page}`] : []),
      ...(whole + pictures > budget.first ? [`${path}: ${whole + pictures} bytes with its first picture, budget of ${kind} ${budget.first}`] : []),
    ];
  });
}
