/**
 * Releases: whole published sites, each a list of addresses and objects (`manifest.json`) and where it comes from
 * (`release.json`). The objects stand once in `data/objects`, however many releases show them. `data/current` is a
 * link to the live release; it is replaced by rename(2), so that at every instant it points to a whole one.
 */
import { copyFile, link, mkdir, readdir, readFile, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Manifest } from '#/publish/manifest.ts';
import { Objects } from '#/publish/objects.ts';

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
}

/** What readers are served: a list of files, and the objects that hold them. */
export interface Served {
  id: string;
  manifest: Manifest;
}

export interface Release extends ReleaseInfo, Served {}

const KEEP = 10;
const HOUR = 3_600_000;

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
    for (const name of await readdir(this.data)) if (/^current\..*new$/.test(name)) await rm(path.join(this.data, name), { force: true });
  }

  /** Folder of a release. */
  folder(id: string): string {
    return path.join(this.dir, id);
  }

  /** A whole release, or undefined when something of it is missing. */
  async load(id: string): Promise<Release | undefined> {
    try {
      const folder = this.folder(id);
      const info = JSON.parse(await readFile(path.join(folder, 'release.json'), 'utf8')) as ReleaseInfo;
      const manifest = JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8')) as Manifest;
      const home = manifest.files['index.html'];
      return home && this.objects.has(home.hash) ? { ...info, id, manifest } : undefined;
    } catch {
      return undefined;
    }
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

  /** Writes a release down. Its objects are there already. */
  async add(info: ReleaseInfo, manifest: Manifest): Promise<Release> {
    const part = `${this.folder(info.id)}.tmp`;
    await rm(part, { recursive: true, force: true });
    await mkdir(part, { recursive: true });
    await writeFile(path.join(part, 'manifest.json'), JSON.stringify(manifest));
    await writeFile(path.join(part, 'release.json'), `${JSON.stringify(info, null, 2)}\n`);
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

  /** Deletes all but the newest releases; never the live one. True when something went. */
  async prune(live: string): Promise<boolean> {
    const old = (await this.ids()).slice(KEEP).filter((id) => id !== live);
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
