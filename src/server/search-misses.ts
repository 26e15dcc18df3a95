/**
 * What readers looked for and did not find, so that editors know what to write. Kept are the words, how often, and the
 * month; not who, not from where, not at what time. Words that look like a number of a person, an address or a
 * link are not taken at all.
 */
import type { DatabaseSync } from 'node:sqlite';

export interface SearchMiss {
  query: string;
  times: number;
  /** `YYYY-MM` of the last time. */
  month: string;
}

/** Longer texts are pasted, not asked. */
const LONGEST = 40;
const MOST_KEPT = 2000;
/** A reader may miss often; a script that fills the table may not. */
const MOST_PER_MINUTE = 30;
/** Addresses, and seven digits or more in a row: telephone, identity card, account. */
const PERSONAL = /@|:\/\/|www\.|\d(?:[ -]?\d){6}/i;

export class SearchMisses {
  readonly #db: DatabaseSync;
  readonly #now: () => number;
  #minute = 0;
  #counted = 0;

  /** `now` in milliseconds since the epoch. */
  constructor(db: DatabaseSync, now: () => number = Date.now) {
    this.#db = db;
    this.#now = now;
  }

  /** Counts a query. Says `later` when there are too many in this minute; what may not be kept is passed over in silence. */
  count(raw: string): 'counted' | 'passed' | 'later' {
    const at = this.#now();
    const minute = Math.floor(at / 60_000);
    if (minute !== this.#minute) [this.#minute, this.#counted] = [minute, 0];
    if (++this.#counted > MOST_PER_MINUTE) return 'later';
    const query = raw.normalize('NFKC').toLowerCase().replace(/[\p{C}\s]+/gu, ' ').trim();
    if (query === '' || [...query].length > LONGEST || PERSONAL.test(query)) return 'passed';
    // Beijing's month: the site is read there.
    const month = new Date(at + 8 * 3_600_000).toISOString().slice(0, 7);
    this.#db.prepare('INSERT INTO search_misses (query, times, month) VALUES (?, 1, ?) ON CONFLICT (query) DO UPDATE SET times = times + 1, month = excluded.month').run(query, month);
    this.#db.prepare('DELETE FROM search_misses WHERE query IN (SELECT query FROM search_misses ORDER BY times DESC, month DESC, query LIMIT -1 OFFSET ?)').run(MOST_KEPT);
    return 'counted';
  }

  /** The most frequent first. */
  list(limit = 200): SearchMiss[] {
    return this.#db.prepare('SELECT query, times, month FROM search_misses ORDER BY times DESC, month DESC, query LIMIT ?').all(limit).map((row) => ({ query: String(row['query']), times: Number(row['times']), month: String(row['month']) }));
  }
}
