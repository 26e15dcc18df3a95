/** The server's own tables: accounts, sessions, sign-in attempts, searches without a result. Content is not here but in the store. */
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
];

/** Opens (and makes or upgrades) the database. Throws what sqlite says when the file is not one. */
export function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  if (file !== ':memory:') chmodSync(file, 0o600);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON;');
  const { user_version: done } = database.prepare('PRAGMA user_version').get() as { user_version: number };
  for (let step = done; step < STEPS.length; step++) {
    database.exec(`BEGIN; ${STEPS[step]} PRAGMA user_version = ${step + 1}; COMMIT;`);
  }
  return database;
}
