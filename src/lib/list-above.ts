/**
 * Where a reader goes whose list is no more: the last event of a month was moved, a topic has lost its last entry,
 * a long list has become shorter, a worksheet was taken back. Such pages hold nothing of their own, so the ledger
 * does not know them; the list above them does instead, until they come back (302). Pure; paths are below the base.
 */

/** Lists by a key, each below the list of its keys. */
const KEYED = ['events/(?:months|weeks|past|regions|grades|topics|kinds|costs|access)', 'science/(?:topics|kinds)', 'partners/kinds', 'teachers', 'teachers/[a-z0-9-]+'];

/**
 * Patterns over a path, the first that matches counts: its first group is the page above. As sources, because
 * nginx (PCRE) and Caddy (RE2) read them as well.
 */
export const BELOW_A_LIST: readonly string[] = [
  '^(/.+/)page/[0-9]+/?$',
  `^(/(?:${KEYED.join('|')})/)[A-Za-z0-9-]+/?$`,
  '^(/events/[a-z0-9-]+/)worksheet/?$',
];

const PATTERNS = BELOW_A_LIST.map((source) => new RegExp(source));

/** The nearest page above a path that is no page itself, or undefined where the path was never one of a list. `exists` answers for site paths. */
export function listAbove(path: string, exists: (path: string) => boolean): string | undefined {
  for (let above: string | undefined = path; above !== undefined;) {
    const below: string = above;
    above = PATTERNS.map((pattern) => pattern.exec(below)?.[1]).find((found) => found !== undefined);
    if (above !== undefined && exists(above)) return above;
  }
  return undefined;
}
