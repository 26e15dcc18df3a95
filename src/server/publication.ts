/** One publication: render, check, write down. What readers see does not change here. */
import type { Progress } from '#/publish/messages.ts';
import { releaseNotes, type ReleaseCause } from './release-notes.ts';
import type { Release, Releases } from './releases.ts';
import type { RenderedSite } from './renderer.ts';
import { checkSite } from './site-check.ts';
import type { Store } from './store.ts';

export interface PublicationJob {
  /** Commit of the content, and hash of the code. */
  commit: string;
  code: string;
  /** Why it is made, when the content is what it was. */
  cause: ReleaseCause;
  /** Instant that the site shows as now, and that at which the work began; milliseconds since the epoch. */
  at: number;
  started: number;
  render: (progress: (progress: Progress) => void) => Promise<RenderedSite>;
}

export interface Publication {
  site: RenderedSite;
  release: Release;
  /** Whether the release is a new one, rather than the live one with another time of its next change. */
  isNew: boolean;
}

/** How far it is: {@link Progress}, and what the server does before and after. */
export interface PublicationState {
  commit: string;
  since: number;
  phase: Progress['phase'] | 'prepare' | 'switch';
  done: number;
  total: number;
}

const stamp = (instant: number): string => new Date(instant).toISOString().slice(0, 19).replace(/[-:]/g, '');
let serial = 0;

/** Name of a release. Two within a second must not share one. */
function nameFor({ started, commit, code }: PublicationJob): string {
  serial = (serial + 1) % 1000;
  return `${stamp(started)}${String(serial).padStart(3, '0')}-${commit.slice(0, 10)}-${code.slice(0, 10)}`;
}

/**
 * Makes the release that a job asks for, over the live one; `state` follows. Undefined when it is no longer wanted
 * once the pages are there. Rejects with what went wrong; nothing is left of it then.
 */
export async function makeRelease(parts: { store: Store; releases: Releases; now: () => number }, job: PublicationJob, live: Release | undefined, state: PublicationState, wanted: () => boolean): Promise<Publication | undefined> {
  const { store, releases, now } = parts;
  const { commit, code, at, started, cause } = job;
  // Git looks through the history while the pages are made.
  const told = live?.commit === commit && live.code === code ? undefined : releaseNotes(store, live?.commit, commit, cause);
  told?.catch(() => undefined);
  const site = await job.render((progress) => { Object.assign(state, progress); });
  if (!wanted()) return undefined;
  state.phase = 'switch';
  await checkSite(site.manifest, live?.manifest, releases.objects);
  if (live?.commit === commit && live.code === code && JSON.stringify(live.manifest) === JSON.stringify(site.manifest)) return { site, release: { ...live, at, next: site.next }, isNew: false };
  const notes = await (told ?? releaseNotes(store, live?.commit, commit, cause));
  // What readers see of refused entries, as changes over the commit.
  const instead = await Promise.all(site.quarantined.map(async ({ path, shown }) => ({ path, content: shown === 'previous' ? ((await store.lastLive(path)) ?? null) : null })));
  const seen = await store.seenOf(commit, instead);
  const release = await releases.add({ id: nameFor(job), commit, code, at, next: site.next, ms: now() - started, made: started, seen, notes, quarantined: site.quarantined }, site.manifest);
  return { site, release, isNew: true };
}

/** Why a publication failed, in Chinese. */
export function publicationFault(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT' || /No space left on device/.test(String(error))) return '磁盘满了，没有发布。请腾出空间；腾出以后会自动再试';
  return error instanceof Error ? error.message : String(error);
}
