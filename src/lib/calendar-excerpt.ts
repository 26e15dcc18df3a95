/** A calendar with only some events of another one, byte for byte as they stand there. Pure, and small enough for the browser. */

/**
 * The calendar's head, its zone and the entries of these events. Entries are known by their UID, which is the
 * event's id, alone or before `-` or `@` (lib/event-calendar.ts). What the feed says of itself (name, source,
 * refresh) is left out: the file is taken once and goes into the reader's own calendar.
 */
export function calendarExcerpt(feed: string, ids: readonly string[]): { calendar: string; entries: number } {
  const wanted = new Set(ids);
  const lines = feed.split('\r\n');
  const kept: string[] = [];
  let entry: string[] | undefined;
  let [entries, takes, skipping] = [0, false, false];
  for (const line of lines) {
    if (line === 'BEGIN:VEVENT') {
      [entry, takes] = [[], false];
    }
    if (entry) {
      entry.push(line);
      const id = /^UID:([a-z0-9]+)[-@]/.exec(line)?.[1];
      if (id !== undefined) takes = wanted.has(id);
      if (line !== 'END:VEVENT') continue;
      if (takes) {
        kept.push(...entry);
        entries++;
      }
      entry = undefined;
    } else {
      // A folded line belongs to the one before it.
      if (!line.startsWith(' ')) skipping = /^(?:NAME|DESCRIPTION|SOURCE|REFRESH-INTERVAL|X-WR-CALNAME|X-WR-CALDESC|X-PUBLISHED-TTL)[:;]/.test(line);
      if (!skipping) kept.push(line);
    }
  }
  return { calendar: kept.join('\r\n'), entries };
}
