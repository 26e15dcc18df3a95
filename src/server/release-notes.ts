/** Who changed what from one release to the next, read off the store's history. */
import { git } from './git.ts';
import type { Store } from './store.ts';

export interface ReleaseChange {
  commit: string;
  /** Name of its author. */
  author: string;
  /** ISO 8601 with offset. */
  date: string;
  /** `修改 科普《冰酒为什么更甜》` */
  subject: string;
}

/** Why a release was made: content, the clock, new code or settings, or the search index laid together. */
export type ReleaseCause = 'content' | 'clock' | 'code' | 'search';

export interface ReleaseNotes {
  cause: ReleaseCause;
  /** Newest first, at most {@link MOST}. */
  changes: ReleaseChange[];
  /** How many there are in all. */
  count: number;
}

/** A release is to be recognised, not to be a second history. */
const MOST = 20;

/** Notes of the release of `commit` over `before`, the commit that was live; without one, only that there is a site. */
export async function releaseNotes(store: Store, before: string | undefined, commit: string, otherwise: ReleaseCause): Promise<ReleaseNotes> {
  if (before === commit) return { cause: otherwise, changes: [], count: 0 };
  const range = before === undefined ? commit : `${before}..${commit}`;
  const { out, code } = await git(store.dir, ['log', '-z', '--format=%H%x01%an%x01%aI%x01%s', range], { allow: [128] });
  // The commit before is not in this history, as after a restore.
  if (code !== 0) return before === undefined ? { cause: 'content', changes: [], count: 0 } : releaseNotes(store, undefined, commit, otherwise);
  const rows = out.toString('utf8').split('\0').filter(Boolean);
  const changes = rows.slice(0, MOST).map((row) => {
    const [id = '', author = '', date = '', subject = ''] = row.split('\x01');
    return { commit: id, author, date, subject };
  });
  return { cause: 'content', changes, count: rows.length };
}
