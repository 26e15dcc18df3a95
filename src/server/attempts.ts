/**
 * The brake on guessing. A try counts before anything is looked at, so that parallel guesses do not slip through. Two
 * counts: of a login, and of an address, which an office shares. From an address at which a login has signed in lately
 * its tries are counted apart, so that a stranger who locks the login does not lock out its owner.
 */
import type { DatabaseSync } from 'node:sqlite';

export const WINDOW = 15 * 60_000;
export const MAX_BY_LOGIN = 5;
/** An office often shares one address, so it gets more tries than one login. */
export const MAX_BY_ADDRESS = 20;
const PLACE_KNOWN = 30 * 86_400_000;

/** A try that counts until it is forgiven. */
export interface Attempt {
  /** The right secret was given: what was counted for the login is forgotten, and this try of the address. */
  forgive: () => void;
  /** As if this try had not been; others still count. */
  withdraw: () => void;
}

export class Attempts {
  readonly #db: DatabaseSync;
  readonly #now: () => number;

  constructor(db: DatabaseSync, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  #wait(key: string, most: number): number {
    const since = this.#now() - WINDOW;
    const row = this.#db.prepare('SELECT count(*) AS n, max(at) AS last FROM attempts WHERE key = ? AND at > ?').get(key, since);
    return Number(row?.['n'] ?? 0) >= most ? Math.ceil((Number(row?.['last']) - since) / 1000) : 0;
  }

  /** Counts a try, or says how many seconds to wait. */
  begin(login: string, address: string): Attempt | { wait: number } {
    const at = this.#now();
    const name = login.slice(0, 64);
    const known = this.#db.prepare('SELECT 1 FROM places WHERE login = ? AND address = ? AND at > ?').get(name, address, at - PLACE_KNOWN) !== undefined;
    const byLogin = known ? `login:${name}@${address}` : `login:${name}`;
    const byAddress = `address:${address}`;
    const wait = Math.max(this.#wait(byLogin, MAX_BY_LOGIN), this.#wait(byAddress, MAX_BY_ADDRESS));
    if (wait > 0) return { wait };
    this.#db.prepare('DELETE FROM attempts WHERE at <= ?').run(at - WINDOW);
    for (const key of [byLogin, byAddress]) this.#db.prepare('INSERT INTO attempts (key, at) VALUES (?, ?)').run(key, at);
    const withdraw = (...keys: string[]): void => {
      for (const key of keys) this.#db.prepare('DELETE FROM attempts WHERE rowid = (SELECT rowid FROM attempts WHERE key = ? AND at = ? LIMIT 1)').run(key, at);
    };
    return {
      forgive: () => {
        this.#db.prepare('DELETE FROM attempts WHERE key = ?').run(byLogin);
        withdraw(byAddress);
      },
      withdraw: () => { withdraw(byLogin, byAddress); },
    };
  }

  /** Remembers where a login signed in. */
  remember(login: string, address: string): void {
    const at = this.#now();
    this.#db.prepare('DELETE FROM places WHERE at <= ?').run(at - PLACE_KNOWN);
    this.#db.prepare('INSERT INTO places (login, address, at) VALUES (?, ?, ?) ON CONFLICT (login, address) DO UPDATE SET at = excluded.at').run(login, address, at);
  }

  /** Ends the lock-out of a login. */
  unlock(login: string): void {
    this.#db.prepare("DELETE FROM attempts WHERE key = ? OR key LIKE ? ESCAPE '!'").run(`login:${login}`, `login:${login.replace(/[!%_]/g, '!$&')}@%`);
  }
}
