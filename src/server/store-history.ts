/**
 * What the store remembers: refs, and the path that files took along the first parents of a branch. A merge counts as
 * one step, so that the history of the site is what stood on the site.
 */
import { git } from './git.ts';

export interface FileStep {
  commit: string;
  author: string;
  /** Milliseconds since the epoch. */
  at: number;
  subject: string;
  body: string;
  path: string;
  /** Blob id after the step; null where the file was deleted. */
  id: string | null;
  /** Blob id before it; null where it was new. */
  was: string | null;
}

const NONE = /^0+$/;
const blob = (id: string): string | null => (NONE.test(id) ? null : id);

/** Refs below a prefix with their commits, by name; `mergedInto` gives only those that are part of that ref. */
export async function refsBelow(dir: string, prefix: string, mergedInto?: string): Promise<{ ref: string; commit: string }[]> {
  const { out } = await git(dir, ['for-each-ref', '--format=%(refname) %(objectname)', ...(mergedInto === undefined ? [] : ['--merged', mergedInto]), prefix]);
  return out.toString('utf8').split('\n').flatMap((row) => {
    const [ref, commit] = row.split(' ');
    return ref && commit ? [{ ref, commit }] : [];
  });
}

/** Steps in which files below `paths` changed, newest first. `range` is a ref, a commit or `a..b`; `filter` as git's `--diff-filter`. */
export async function fileSteps(dir: string, range: string, paths: readonly string[], count: number, filter?: string): Promise<FileStep[]> {
  const { out } = await git(dir, ['log', `-${count}`, '-z', '--first-parent', '--diff-merges=first-parent', '--raw', '--no-abbrev', '--no-renames', ...(filter ? [`--diff-filter=${filter}`] : []), '--format=%x02%H%x01%an%x01%at%x01%s%x01%b%x03', range, '--', ...paths]);
  return out.toString('utf8').split('\x02').slice(1).flatMap((row) => {
    const [head = '', raw = ''] = row.split('\x03');
    const [commit = '', author = '', at = '0', subject = '', body = ''] = head.split('\x01');
    const parts = raw.split('\0').map((part) => part.trim()).filter(Boolean);
    const steps: FileStep[] = [];
    for (let index = 0; index + 1 < parts.length; index += 2) {
      const [, , was = '', id = ''] = (parts[index] ?? '').split(' ');
      steps.push({ commit, author, at: Number(at) * 1000, subject, body, path: parts[index + 1] ?? '', id: blob(id), was: blob(was) });
    }
    return steps;
  });
}
