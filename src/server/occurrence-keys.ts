/** Gives the further dates of an event the keys by which calendars know them, once and for all. */
import { occurrenceKey } from '#/schemas/events.ts';

type Row = Record<string, unknown>;

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);
const keyOf = (row: Row): string | undefined => (typeof row['key'] === 'string' && row['key'] !== '' ? row['key'] : undefined);

/** `20261212t1830` for a date that starts then; only digits and letters that a key may have. */
const keyFromStart = (row: Row): string => String(row['start']).toLowerCase().replace(/[^0-9t]/g, '').replace(/^[^0-9]+/, '').slice(0, 16) || '0';

/**
 * The dates of the form with a key each. A date that was there keeps its own: by key, or, where it was written
 * by hand without one, the number of its place, under which calendars already know it; such a date is known
 * again by its start, else by its place. A new date takes its key from its start.
 */
export function keepKeys(sent: unknown, before: unknown): unknown {
  if (!Array.isArray(sent)) return sent;
  const rows = sent.map((row): unknown => row);
  const old = (Array.isArray(before) ? before : []).map((row: unknown, index) => ({ row: isRow(row) ? row : {}, key: occurrenceKey(isRow(row) ? { key: keyOf(row) } : {}, index), index }));
  const given = new Map<number, string>();
  const free = old.filter(({ key }) => !rows.some((row) => isRow(row) && keyOf(row) === key));
  const take = (match: (each: (typeof old)[number], row: Row, at: number) => boolean): void => {
    rows.forEach((row, at) => {
      if (!isRow(row) || keyOf(row) !== undefined || given.has(at)) return;
      const found = free.findIndex((each) => keyOf(each.row) === undefined && match(each, row, at));
      const [known] = found < 0 ? [] : free.splice(found, 1);
      if (known) given.set(at, known.key);
    });
  };
  take(({ row: each }, row) => each['start'] === row['start']);
  take(({ index }, _row, at) => index === at);
  const used = new Set([...old.map(({ key }) => key), ...rows.flatMap((row) => (isRow(row) ? (keyOf(row) ?? []) : []))]);
  return rows.map((row, at) => {
    if (!isRow(row) || keyOf(row) !== undefined) return row;
    let key = given.get(at);
    for (let count = 1; key === undefined; count++) {
      const wanted = `${keyFromStart(row)}${count > 1 ? `x${count}` : ''}`;
      if (!used.has(wanted)) key = wanted;
    }
    used.add(key);
    return { ...row, key };
  });
}
