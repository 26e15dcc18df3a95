/**
 * What happens at a set time: a ready draft comes onto the site, an entry leaves it. Appointments stand in the
 * server's own tables and are kept by looking at the clock every few seconds, never by a timer as long as the wait:
 * so a restart, a sleeping machine and a clock that was set lose none, and none happens twice. What the gate refuses
 * at its time stays, with the reason, and is tried again until it is mended or called off.
 */
import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { toInstant, toWallClock } from '#/lib/dates.ts';
import type { Finding } from '#/lib/finding.ts';
import type { User } from './accounts.ts';
import { draftKey, draftPlace, type DraftPlace } from './draft-branches.ts';
import { Refused } from './editing.ts';

export type Appointed = 'publish' | 'withdraw';

export interface Appointment {
  id: string;
  collection: string;
  slug: string;
  action: Appointed;
  /** Wall-clock time in Asia/Shanghai. */
  at: string;
  /** Who asked for it. */
  login: string;
  name: string;
  /** When it happened, milliseconds since the epoch. */
  done: number | undefined;
  /** Why it did not at its time. */
  fault: { reason: string; findings: Finding[]; tried: number } | undefined;
}

export interface ScheduleParts {
  database: DatabaseSync;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** The account as it is now; undefined when it is shut. */
  userOf: (login: string) => User | undefined;
  publish: (place: DraftPlace, user: User) => Promise<unknown>;
  withdraw: (place: DraftPlace, user: User) => Promise<unknown>;
  log: (line: string) => void;
}

const EVERY = 5_000;
const AGAIN = 60_000;
const KEPT = 90 * 86_400_000;
const WORDS: Record<Appointed, string> = { publish: '发布', withdraw: '下架' };

export class Schedule {
  readonly #parts: ScheduleParts;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(parts: ScheduleParts) {
    this.#parts = parts;
  }

  /** What is still to come first, by time; then what happened lately. */
  list(): Appointment[] {
    return this.#parts.database.prepare('SELECT * FROM schedule ORDER BY done IS NOT NULL, CASE WHEN done IS NULL THEN at END, done DESC LIMIT 500').all().map((row) => ({
      id: String(row['id']), collection: String(row['entry']).split('/')[0] ?? '', slug: String(row['entry']).split('/')[1] ?? '', action: row['action'] as Appointed, at: toWallClock(Number(row['at'])),
      login: String(row['login']), name: String(row['name']), done: row['done'] === null ? undefined : Number(row['done']),
      fault: row['fault'] === null ? undefined : (JSON.parse(String(row['fault'])) as Appointment['fault']),
    }));
  }

  /** Makes an appointment; one for the same thing gives way. `at` is wall-clock time in Asia/Shanghai. */
  add(place: DraftPlace, action: Appointed, at: string, user: User): Appointment {
    const instant = toInstant(at);
    if (!Number.isFinite(instant)) throw new Refused('时间要写成 2026-12-01T09:00 这样的北京时间');
    if (instant <= this.#parts.now()) throw new Refused(`${at.replace('T', ' ')} 已经过去，请选一个将来的时间`);
    const other = this.list().find((each) => each.done === undefined && each.collection === place.collection && each.slug === place.slug && each.action !== action);
    if (other && action === 'withdraw' && toInstant(other.at) >= instant) throw new Refused(`下架要在发布（${other.at.replace('T', ' ')}）之后`);
    if (other && action === 'publish' && toInstant(other.at) <= instant) throw new Refused(`发布要在下架（${other.at.replace('T', ' ')}）之前`);
    const id = randomUUID();
    const { database } = this.#parts;
    database.prepare('DELETE FROM schedule WHERE entry = ? AND action = ? AND done IS NULL').run(draftKey(place), action);
    database.prepare('INSERT INTO schedule (id, entry, action, at, login, name) VALUES (?, ?, ?, ?, ?, ?)').run(id, draftKey(place), action, instant, user.login, user.name);
    const made = this.list().find((each) => each.id === id);
    if (!made) throw new Error('预约没有写进去');
    return made;
  }

  /** Calls an appointment off. False when it has happened or never was. */
  cancel(id: string): boolean {
    return this.#parts.database.prepare('DELETE FROM schedule WHERE id = ? AND done IS NULL').run(id).changes > 0;
  }

  /** What a draft was waiting for is void once it is published by hand or thrown away. */
  cancelFor(place: DraftPlace, action: Appointed): void {
    this.#parts.database.prepare('DELETE FROM schedule WHERE entry = ? AND action = ? AND done IS NULL').run(draftKey(place), action);
  }

  /** Does what is due. Resolves when it was done or its fault noted. */
  run(): Promise<void> {
    this.#running = this.#running.then(() => this.#run()).catch((error: unknown) => { this.#parts.log(`定时出错：${String(error)}`); });
    return this.#running;
  }

  async #run(): Promise<void> {
    const { database, now, log, userOf } = this.#parts;
    database.prepare('DELETE FROM schedule WHERE done < ?').run(now() - KEPT);
    const due = database.prepare('SELECT id FROM schedule WHERE done IS NULL AND at <= ? ORDER BY at').all(now()).map((row) => String(row['id']));
    for (const id of due) {
      const found = this.list().find((each) => each.id === id);
      if (!found || found.done !== undefined) continue;
      if (found.fault && Math.abs(now() - found.fault.tried) < AGAIN) continue;
      const place = draftPlace(found.collection, found.slug);
      const user = userOf(found.login);
      try {
        if (!user) throw new Refused(`约定它的账号 ${found.name} 已停用，请另一位审核人重新约定`);
        if (!place) throw new Refused('没有这个条目');
        await (found.action === 'publish' ? this.#parts.publish : this.#parts.withdraw)(place, user);
        database.prepare('UPDATE schedule SET done = ?, fault = NULL WHERE id = ?').run(now(), id);
        log(`定时${WORDS[found.action]} ${found.collection}/${found.slug}`);
      } catch (error) {
        const fault: Appointment['fault'] = { reason: error instanceof Error ? error.message : String(error), findings: error instanceof Refused ? error.findings : [], tried: now() };
        database.prepare('UPDATE schedule SET fault = ? WHERE id = ?').run(JSON.stringify(fault), id);
        log(`没有定时${WORDS[found.action]} ${found.collection}/${found.slug}：${fault.reason}`);
      }
    }
  }

  start(): void {
    void this.run();
    this.#timer = setInterval(() => { void this.run(); }, EVERY).unref();
  }

  /** Begins nothing new; resolves when what was begun is done. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }
}
