/**
 * The log of who did what, when and from where. Rows are only added (triggers in the database refuse the rest) and go
 * after the time that the office sets. Each row is also printed as one line of JSON, which the system's journal can
 * take to another machine. Passwords, codes, tokens and texts of content never come here.
 */
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { AuditAction, AuditOutcome, AuditRow } from '#/cms/audit-actions.ts';

export interface AuditEvent {
  action: AuditAction;
  /** `done` unless said. */
  outcome?: AuditOutcome;
  /** Login of who did it; none for the server itself. */
  login?: string | undefined;
  /** Address of the client, or `cli`. */
  address?: string | undefined;
  /** What it was done to: a path, a login, a release. */
  target?: string | undefined;
  /** A few words more, such as `author → editor`. */
  note?: string | undefined;
}

export interface AuditFilter {
  action?: string | undefined;
  outcome?: string | undefined;
  login?: string | undefined;
  /** Milliseconds since the epoch; `until` is not included. */
  from?: number | undefined;
  until?: number | undefined;
  /** Only rows older than this id. */
  before?: number | undefined;
}

const DAY = 86_400_000;
/** The law on network security asks for six months. */
export const LEAST_LOG_DAYS = 180;
const LONGEST = 300;
const MOST_PER_MINUTE = 30;
const MOST_KINDS = 1000;
/** Control and format characters, among them line breaks and those that turn the direction of text. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

const clean = (text = ''): string => text.toWellFormed().replace(UNPRINTABLE, ' ').slice(0, LONGEST);

export class Audit {
  readonly #db: DatabaseSync;
  readonly #now: () => number;
  readonly #days: number;
  readonly #print: (line: string) => void;
  #pruned = 0;
  /** Rows of a kind from an address in the running minute, so that a flood of refusals fills no disk. */
  readonly #minute = new Map<string, number>();
  #minuteOf = 0;

  /** `days`: how long rows are kept, at least {@link LEAST_LOG_DAYS}. `print` takes each row as a line. */
  constructor(db: DatabaseSync, options: { now?: () => number; days?: number; print?: (line: string) => void } = {}) {
    this.#db = db;
    this.#now = options.now ?? Date.now;
    this.#days = Math.max(LEAST_LOG_DAYS, options.days ?? 2 * 365);
    this.#print = options.print ?? (() => undefined);
  }

  /** Adds a row. */
  record({ action, outcome = 'done', login, address, target, note }: AuditEvent): void {
    const at = this.#now();
    if (outcome !== 'done' && this.#floods(`${action} ${address}`, at)) return;
    const row = [at, action, outcome, clean(login), clean(address), clean(target), clean(note)] as const;
    this.#db.prepare('INSERT INTO audit (at, action, outcome, login, address, target, note) VALUES (?, ?, ?, ?, ?, ?, ?)').run(...row);
    this.#print(`audit ${JSON.stringify({ at: new Date(at).toISOString(), action, outcome, login: row[3], address: row[4], target: row[5], note: row[6] })}`);
    if (at - this.#pruned < DAY) return;
    this.#pruned = at;
    this.#db.prepare('DELETE FROM audit WHERE at < ?').run(at - this.#days * DAY);
  }

  #floods(kind: string, at: number): boolean {
    const minute = Math.floor(at / 60_000);
    if (minute !== this.#minuteOf) {
      this.#minute.clear();
      this.#minuteOf = minute;
    }
    const count = (this.#minute.get(kind) ?? 0) + 1;
    this.#minute.set(kind, count);
    return count > MOST_PER_MINUTE || this.#minute.size > MOST_KINDS;
  }

  /** Rows that pass the filter, the newest first. */
  list(filter: AuditFilter = {}, limit = 100): AuditRow[] {
    const asked: [string, SQLInputValue | undefined][] = [['action = ?', filter.action], ['outcome = ?', filter.outcome], ['login = ?', filter.login], ['at >= ?', filter.from], ['at < ?', filter.until], ['id < ?', filter.before]];
    const held = asked.filter((each): each is [string, SQLInputValue] => each[1] !== undefined && each[1] !== '');
    const where = held.length > 0 ? `WHERE ${held.map(([condition]) => condition).join(' AND ')}` : '';
    return this.#db.prepare(`SELECT id, at, action, outcome, login, address, target, note FROM audit ${where} ORDER BY id DESC LIMIT ?`).all(...held.map(([, value]) => value), limit) as unknown as AuditRow[];
  }
}
