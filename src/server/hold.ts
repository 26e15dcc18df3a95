/**
 * Whether the site was put back to an earlier release, and by whom. While it is, nothing that happens by itself
 * (the clock, new code, a restart, the search index) goes live; the next change that a person publishes does. Kept
 * as a file beside `current`, so that the command line, the server and the next start all see the same.
 */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { git } from './git.ts';
import { MAIN, SERVICE, type Store } from './store.ts';

export interface Hold {
  /** Release that readers see. */
  id: string;
  /** Name of whoever put it back. */
  by: string;
  /** When, in milliseconds since the epoch. */
  at: number;
  /** Newest commit of the content at that time; what people add after it ends the hold. */
  head: string;
}

const fileOf = (data: string): string => path.join(data, 'hold.json');

/** The hold of a data folder, or undefined. A file that cannot be read counts as none: the site then follows its content. */
export async function readHold(data: string): Promise<Hold | undefined> {
  try {
    const hold = JSON.parse(await readFile(fileOf(data), 'utf8')) as Partial<Hold>;
    return typeof hold.id === 'string' && typeof hold.head === 'string' ? { id: hold.id, head: hold.head, by: String(hold.by ?? ''), at: Number(hold.at ?? 0) } : undefined;
  } catch {
    return undefined;
  }
}

/** Sets or ends the hold, whole or not at all. */
export async function writeHold(data: string, hold: Hold | undefined): Promise<void> {
  if (!hold) return rm(fileOf(data), { force: true });
  const part = `${fileOf(data)}.${process.pid}.new`;
  await writeFile(part, `${JSON.stringify(hold, null, 2)}\n`);
  await rename(part, fileOf(data));
}

/** Whether a person has published something since: a commit on the way to the newest state that is not the server's own. */
export async function isLifted(store: Store, { head }: Hold): Promise<boolean> {
  const { out, code } = await git(store.dir, ['log', '--format=%ae', `${head}..${MAIN}`], { allow: [128] });
  // The commit is not there: the content was restored from elsewhere, and the hold speaks of another history.
  if (code !== 0) return true;
  return out.toString('utf8').split('\n').some((email) => email !== '' && email !== SERVICE.email);
}
