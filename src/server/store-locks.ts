/**
 * Lock files of the store that outlived their git: a git that was killed between making one and renaming it leaves it
 * behind, and no branch moves any more. At the start the server holds the data folder; the commands beside it hold a
 * lock for milliseconds.
 */
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** A lock that stands this long, in milliseconds, belongs to nobody. */
const STALE = 2000;

async function locks(dir: string): Promise<Map<string, number>> {
  const top = await readdir(dir).catch(() => []);
  const refs = await readdir(path.join(dir, 'refs'), { recursive: true }).catch(() => []);
  const files = [...top.map((name) => path.join(dir, name)), ...refs.map((name) => path.join(dir, 'refs', name))].filter((file) => file.endsWith('.lock'));
  const found = new Map<string, number>();
  for (const file of files) {
    const row = await stat(file).catch(() => undefined);
    if (row) found.set(file, row.mtimeMs);
  }
  return found;
}

/** Takes stale locks of the repository `dir` away, after waiting until none can be anybody's. Returns them. */
export async function clearLocks(dir: string): Promise<string[]> {
  const before = await locks(dir);
  if (before.size === 0) return [];
  const youngest = Math.max(...before.values());
  await new Promise((resolve) => { setTimeout(resolve, Math.min(Math.max(youngest + STALE - Date.now(), 0), STALE)); });
  const stale = [...(await locks(dir))].flatMap(([file, made]) => (before.get(file) === made ? [file] : []));
  for (const file of stale) await rm(file, { force: true });
  return stale;
}
