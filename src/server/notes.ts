/** Review notes: a thread on each entry that outlives its publication. */
import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { User } from './accounts.ts';
import { draftKey, type DraftPlace } from './draft-branches.ts';
import { Refused } from './editing.ts';

/** A note as the editing interface asks for it. */
export interface Note {
  id: string;
  author: string;
  content: string;
  /** ISO 8601. */
  timestamp: string;
  resolved: boolean;
  /** Whether whoever asks wrote it. */
  isOwn: boolean;
}

const MAX = 4000;

export class Notes {
  readonly #db: DatabaseSync;
  readonly #now: () => number;

  /** `now` in milliseconds since the epoch. */
  constructor(db: DatabaseSync, now: () => number = Date.now) {
    this.#db = db;
    this.#now = now;
  }

  /** Oldest first. */
  list(place: DraftPlace, user: User): Note[] {
    return this.#db.prepare('SELECT id, login, author, at, content, resolved FROM notes WHERE entry = ? ORDER BY at, rowid').all(draftKey(place)).map((row) => ({
      id: String(row['id']), author: String(row['author']), content: String(row['content']), timestamp: new Date(Number(row['at'])).toISOString(), resolved: row['resolved'] === 1, isOwn: row['login'] === user.login,
    }));
  }

  /** How many are still open, by entry (`science/a`). */
  open(): ReadonlyMap<string, number> {
    return new Map(this.#db.prepare('SELECT entry, count(*) AS n FROM notes WHERE resolved = 0 GROUP BY entry').all().map((row) => [String(row['entry']), Number(row['n'])]));
  }

  add(place: DraftPlace, content: string, user: User): Note {
    const id = randomUUID();
    this.#db.prepare('INSERT INTO notes (id, entry, login, author, at, content, resolved) VALUES (?, ?, ?, ?, ?, ?, 0)').run(id, draftKey(place), user.login, user.name, this.#now(), this.#words(content));
    return this.#one(place, id, user);
  }

  /** Rewrites one's own note, or marks anybody's as dealt with. */
  change(place: DraftPlace, id: string, { content, resolved }: { content?: string | undefined; resolved?: boolean | undefined }, user: User): Note {
    if (content !== undefined) {
      const { changes } = this.#db.prepare('UPDATE notes SET content = ? WHERE id = ? AND entry = ? AND login = ?').run(this.#words(content), id, draftKey(place), user.login);
      if (changes === 0) throw new Refused('只能修改自己写的批注');
    }
    if (resolved !== undefined) this.#db.prepare('UPDATE notes SET resolved = ? WHERE id = ? AND entry = ?').run(resolved ? 1 : 0, id, draftKey(place));
    return this.#one(place, id, user);
  }

  remove(place: DraftPlace, id: string, user: User): void {
    const { changes } = this.#db.prepare('DELETE FROM notes WHERE id = ? AND entry = ? AND login = ?').run(id, draftKey(place), user.login);
    if (changes === 0) throw new Refused('只能删除自己写的批注');
  }

  #words(content: string): string {
    const words = content.trim();
    if (words === '') throw new Refused('批注是空的');
    if (words.length > MAX) throw new Refused(`批注最多 ${MAX} 个字`);
    return words;
  }

  #one(place: DraftPlace, id: string, user: User): Note {
    const note = this.list(place, user).find((each) => each.id === id);
    if (!note) throw new Refused('没有这条批注：它也许已被删除', [], 409);
    return note;
  }
}
