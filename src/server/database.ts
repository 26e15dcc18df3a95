/** The server's own tables: accounts, sessions, sign-in attempts, the log, searches without a result. Content is not here but in the store. */
import { chmodSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** Each step is run once, in order; a step that was released is never edited. */
const STEPS = [
  `CREATE TABLE users (
     login TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, password TEXT NOT NULL,
     disabled INTEGER NOT NULL DEFAULT 0, created INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE sessions (
     token TEXT PRIMARY KEY, login TEXT NOT NULL REFERENCES users(login) ON DELETE CASCADE,
     created INTEGER NOT NULL, seen INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE attempts (key TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
   CREATE INDEX attempts_by_key ON attempts (key, at);`,
  'CREATE TABLE search_misses (query TEXT PRIMARY KEY, times INTEGER NOT NULL, month TEXT NOT NULL) STRICT;',
  // The log takes rows and gives none back: only what is older than half a year may go, by the machine's own clock.
  `CREATE TABLE audit (
     id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, action TEXT NOT NULL, outcome TEXT NOT NULL,
     login TEXT NOT NULL, address TEXT NOT NULL, target TEXT NOT NULL, note TEXT NOT NULL
   ) STRICT;
   CREATE INDEX audit_by_time ON audit (at);
   CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the log is not changed'); END;
   CREATE TRIGGER audit_kept BEFORE DELETE ON audit WHEN old.at > (unixepoch() - 180 * 86400) * 1000
     BEGIN SELECT RAISE(ABORT, 'the log is kept for half a year'); END;`,
  `ALTER TABLE users ADD COLUMN first_until INTEGER;
   ALTER TABLE users ADD COLUMN totp TEXT;
   ALTER TABLE users ADD COLUMN totp_step INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE sessions ADD COLUMN address TEXT NOT NULL DEFAULT '';
   ALTER TABLE sessions ADD COLUMN agent TEXT NOT NULL DEFAULT '';
   CREATE TABLE recovery_codes (hash TEXT PRIMARY KEY, login TEXT NOT NULL REFERENCES users(login) ON DELETE CASCADE) STRICT;
   CREATE TABLE places (login TEXT NOT NULL, address TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (login, address)) STRICT;
   CREATE TABLE options (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`,
  // `entry` is `<collection>/<slug>`.
  `CREATE TABLE workflow (entry TEXT PRIMARY KEY, status TEXT NOT NULL, decided_by TEXT, returns INTEGER NOT NULL DEFAULT 0) STRICT;
   CREATE TABLE notes (
     id TEXT PRIMARY KEY, entry TEXT NOT NULL, login TEXT NOT NULL, author TEXT NOT NULL,
     at INTEGER NOT NULL, content TEXT NOT NULL, resolved INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   CREATE INDEX notes_by_entry ON notes (entry, at);
   CREATE TABLE schedule (
     id TEXT PRIMARY KEY, entry TEXT NOT NULL, action TEXT NOT NULL, at INTEGER NOT NULL,
     login TEXT NOT NULL, name TEXT NOT NULL, done INTEGER, fault TEXT
   ) STRICT;`,
];

/** Opens (and makes or upgrades) the database. Throws what sqlite says when the file is not one. */
export function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  if (file !== ':memory:') chmodSync(file, 0o600);
  // Short: whoever waits here keeps the readers of the site waiting as well.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 500; PRAGMA foreign_keys = ON;');
  const { user_version: done } = database.prepare('PRAGMA user_version').get() as { user_version: number };
  for (let step = done; step < STEPS.length; step++) {
    database.exec(`BEGIN; ${STEPS[step]} PRAGMA user_version = ${step + 1}; COMMIT;`);
  }
  return database;
}
