/**
 * What changed in the open data, and a mark of what they hold now. Pure, and from the content alone: an entry
 * says when it was first published and when it changed last; earlier changes are in the editors' history.
 */
import { hash } from 'node:crypto';

/** What changed on a day. Ids as in `entryId`. */
export interface DataChange {
  /** `YYYY-MM-DD`, Asia/Shanghai. */
  date: string;
  /** Entries first published on it. */
  added: string[];
  /** Older entries whose last change so far was on it. */
  changed: string[];
}

interface Dated {
  id: string;
  data: { published?: string | undefined; updated?: string | undefined };
}

/** Changes by day, the latest first. Entries without a date of publication are in none. */
export function changesOf(entries: readonly Dated[]): DataChange[] {
  const days = new Map<string, DataChange>();
  const on = (date: string): DataChange => {
    const day = days.get(date) ?? { date, added: [], changed: [] };
    days.set(date, day);
    return day;
  };
  for (const { id, data } of [...entries].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const first = data.published?.slice(0, 10);
    const last = data.updated?.slice(0, 10);
    if (first) on(first).added.push(id);
    if (last && last !== first) on(last).changed.push(id);
  }
  return [...days.values()].sort((a, b) => (a.date > b.date ? -1 : 1));
}

/** A mark of one item, the same for the same item. */
export function markOf(item: unknown): string {
  return hash('sha256', JSON.stringify(item), 'base64url').slice(0, 16);
}

/** A mark of all items, of which these are the marks: another as soon as one differs. `2026-11-23.1f2e3d4c`: day of the last change, eight digits of a digest. */
export function revisionOf(marks: readonly string[], changes: readonly DataChange[]): string {
  return `${changes[0]?.date ?? '0'}.${hash('sha256', marks.join()).slice(0, 8)}`;
}
