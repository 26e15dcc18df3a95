/**
 * Who is editing what. A lock is a courtesy: it tells others, it stops nobody, and it ends by itself when its holder's
 * page is closed or falls silent. It lives in memory: after a restart the open forms take theirs again.
 */
import type { User } from './accounts.ts';

/** So long after the last sign of life somebody else may have it, in milliseconds. The form gives one every 20 seconds. */
export const LOCK_LIFE = 60_000;

export interface Lock {
  login: string;
  name: string;
  /** Which open form: one person may have two. */
  form: string;
  /** Milliseconds since the epoch. */
  since: number;
  seen: number;
}

export interface LockAnswer {
  /** Whether the asking form holds it. */
  mine: boolean;
  /** Who does, where it is another form. */
  holder?: { name: string; since: number; self: boolean };
  /** Who took it over from the asking form. */
  takenBy?: string;
}

export class Locks {
  readonly #now: () => number;
  readonly #held = new Map<string, Lock>();
  readonly #lost = new Map<string, { by: string; at: number }>();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  #current(entry: string): Lock | undefined {
    const lock = this.#held.get(entry);
    if (lock && this.#now() - lock.seen <= LOCK_LIFE && this.#now() >= lock.seen - LOCK_LIFE) return lock;
    this.#held.delete(entry);
    return undefined;
  }

  /** Takes the lock if it is free or one's own, or by force with `take`; and gives the sign of life. */
  hold(entry: string, form: string, user: User, take = false): LockAnswer {
    const now = this.#now();
    const lock = this.#current(entry);
    const key = `${entry} ${form}`;
    if (lock && lock.form !== form && !take) {
      const lost = this.#lost.get(key);
      return { mine: false, holder: { name: lock.name, since: lock.since, self: lock.login === user.login }, ...(lost && { takenBy: lost.by }) };
    }
    if (lock && lock.form !== form) this.#lost.set(`${entry} ${lock.form}`, { by: user.name, at: now });
    this.#lost.delete(key);
    for (const [old, { at }] of this.#lost) if (now - at > 60 * LOCK_LIFE) this.#lost.delete(old);
    this.#held.set(entry, { login: user.login, name: user.name, form, since: lock?.form === form ? lock.since : now, seen: now });
    return { mine: true };
  }

  /** Gives the lock back: the form was left. */
  release(entry: string, form: string): void {
    if (this.#held.get(entry)?.form === form) this.#held.delete(entry);
  }

  /** What is being edited now, by entry. */
  list(): ReadonlyMap<string, Lock> {
    return new Map([...this.#held.keys()].flatMap((entry) => {
      const lock = this.#current(entry);
      return lock ? [[entry, lock] as const] : [];
    }));
  }
}
