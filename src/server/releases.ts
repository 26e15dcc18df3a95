/**
 * Releases: whole published sites, each a list of addresses and objects (`manifest.json`) and where it comes from
 * (`release.json`). The objects stand once in `data/objects`, however many releases show them. `data/current` is a
 * link to the live release; it is replaced by rename(2), so that at every instant it points to a whole one.
 */
import { execFile } from 'node:child_process';
import { copyFile, link, mkdir, readdir, readFile, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Manifest } from '#/publish/manifest.ts';
import { Objects } from '#/publish/objects.ts';
import type { Quarantined } from '#/publish/quarantine.ts';
import type { ReleaseNotes } from './release-notes.ts';

export interface ReleaseInfo {
  /** Sorts by time: `20261123T093000001-<commit>-<code>`. */
  id: string;
  /** Commit of the store that it shows. */
  commit: string;
  /** Hash of the code and settings that built it. */
  code: string;
  /** Instant that the site shows as now, in milliseconds since the epoch; what is upcoming and past depends on it. */
  at: number;
  /** From when on it shows something that is no longer so, in milliseconds since the epoch. */
  next?: number | undefined;
  /** How long it took to make, in milliseconds. */
  ms: number;
  /** When it was made, in milliseconds since the epoch. */
  made: number;
  /** Commit of what readers see: `commit` with refused entries as they are shown. */
  seen: string;
  notes: ReleaseNotes;
  /** Entries that it shows as they were before, or not at all. */
  quarantined: Quarantined[];
}

/** What readers are served: a list of files, and the objects that hold them. */
export interface Served {
  id: string;
  manifest: Manifest;
}

export interface Release extends ReleaseInfo, Served {}

/** Contents that are kept, by commit. What the clock and the search index make of one content does not push others out. */
const KEEP = 10;
/** Newest releases that are kept whatever they show: open tabs ask for their hashed files. */
const KEEP_NEWEST = 3;
const HOUR = 3_600_000;

/** Brings what was written below a folder to the disk itself, where the system has `sync -f`. */
async function flush(folder: string): Promise<void> {
  if (process.platform === 'linux') await promisify(execFile)('sync', ['-f', folder]).catch(() => undefined);
}

/** When a release was begun, by its name; in milliseconds since the epoch. */
function madeAt(id: string): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)/.exec(id) ?? [];
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}

export class Releases {
  readonly data: string;
  readonly dir: string;
  /** The files of all releases. */
  readonly objects: Objects;

  constructor(data: string) {
    this.data = data;
    this.dir = path.join(data, 'releases');
    this.objects = new Objects(path.join(data, 'objects'));
  }

  /** Makes the folder and clears away what a killed run left half done. */
  async recover(): Promise<void> {
    await Promise.all([this.dir, this.objects.dir].map((folder) => mkdir(folder, { recursive: true })));
    for (const name of await readdir(this.dir)) if (name.endsWith('.tmp') || name.endsWith('.gone')) await rm(path.join(this.dir, name), { recursive: true, force: true });
    for (const name of await readdir(this.data)) if (/^(?:current|hold\.json)\..*new$/.test(name)) await rm(path.join(this.data, name), { force: true });
  }

  /** Folder of a release. */
  folder(id: string): string {
    return path.join(this.dir, id);
  }

  /** What is written down of a release, or undefined. Releases made before notes were kept have none. */
  async info(id: string): Promise<ReleaseInfo | undefined> {
    try {
      const info = JSON.parse(await readFile(path.join(this.folder(id), 'release.json'), 'utf8')) as Partial<ReleaseInfo> & Pick<ReleaseInfo, 'commit' | 'code' | 'at' | 'ms'>;
      return { made: madeAt(id), seen: info.commit, notes: { cause: 'content', changes: [], count: 0 }, quarantined: [], ...info, id };
    } catch {
      return undefined;
    }
  }

  /** A whole release, or undefined when something of it is missing. */
  async load(id: string): Promise<Release | undefined> {
    const info = await this.info(id);
    try {
      const manifest = JSON.parse(await readFile(path.join(this.folder(id), 'manifest.json'), 'utf8')) as Manifest;
      const home = manifest.files['index.html'];
      return info && home && this.objects.has(home.hash) ? { ...info, manifest } : undefined;
    } catch {
      return undefined;
    }
  }

  /** What is written down of all releases, newest first. */
  async list(): Promise<ReleaseInfo[]> {
    return (await Promise.all((await this.ids()).map((id) => this.info(id)))).flatMap((info) => info ?? []);
  }

  /** Ids, newest first. */
  async ids(): Promise<string[]> {
    return (await readdir(this.dir)).filter((name) => /^\d{8}T\d{9}-[0-9a-f]+-[0-9a-f]+$/.test(name)).sort().reverse();
  }

  /** The release that `data/current` points to. */
  async current(): Promise<Release | undefined> {
    const target = await readlink(path.join(this.data, 'current')).catch(() => undefined);
    return target === undefined ? undefined : this.load(path.basename(target));
  }

  /** The newest whole release of this commit and code. */
  async find(commit: string, code: string): Promise<Release | undefined> {
    for (const id of await this.ids()) {
      if (!id.endsWith(`-${commit.slice(0, 10)}-${code.slice(0, 10)}`)) continue;
      const release = await this.load(id);
      if (release?.commit === commit && release.code === code) return release;
    }
    return undefined;
  }

  /** Writes a release down, once its objects are on the disk itself: not even a power cut leaves a named release without its bytes. */
  async add(info: ReleaseInfo, manifest: Manifest): Promise<Release> {
    const part = `${this.folder(info.id)}.tmp`;
    await rm(part, { recursive: true, force: true });
    await mkdir(part, { recursive: true });
    await writeFile(path.join(part, 'manifest.json'), JSON.stringify(manifest));
    await writeFile(path.join(part, 'release.json'), `${JSON.stringify(info, null, 2)}\n`);
    await flush(this.data);
    await rename(part, this.folder(info.id));
    return { ...info, manifest };
  }

  /** Lays a release out as files below `folder`, for a host that serves files. Links where the disk allows it. */
  async layOut({ manifest }: Served, folder: string): Promise<void> {
    for (const [name, { hash }] of Object.entries(manifest.files)) {
      const target = path.join(folder, name);
      await mkdir(path.dirname(target), { recursive: true });
      await link(this.objects.path(hash), target).catch(() => copyFile(this.objects.path(hash), target));
    }
  }

  /** Makes a release the live one. */
  async switchTo(id: string): Promise<void> {
    const fresh = path.join(this.data, `current.${process.pid}.new`);
    await rm(fresh, { force: true });
    await symlink(path.join('releases', id), fresh);
    await rename(fresh, path.join(this.data, 'current'));
  }

  /** Deletes all but the newest release of each of the last contents, and the newest of all; never the live one. True when something went. */
  async prune(live: string): Promise<boolean> {
    const ids = await this.ids();
    const commits = new Set<string>();
    const kept = new Set([live, ...ids.slice(0, KEEP_NEWEST)]);
    for (const id of ids) {
      const commit = id.split('-')[1] ?? '';
      if (!commits.has(commit) && commits.size < KEEP) kept.add(id);
      commits.add(commit);
    }
    const old = ids.filter((id) => !kept.has(id));
    for (const id of old) {
      await rename(this.folder(id), `${this.folder(id)}.gone`);
      await rm(`${this.folder(id)}.gone`, { recursive: true, force: true });
    }
    return old.length > 0;
  }

  /** Deletes objects that no release shows and that are older than an hour: a publication may be about to name a younger one. Returns how many. */
  async sweep(now: number): Promise<number> {
    const manifests = await Promise.all((await this.ids()).map(async (id) => (await this.load(id))?.manifest ?? { files: {}, inline: {} }));
    return this.objects.sweep(manifests, now - HOUR);
  }
}
