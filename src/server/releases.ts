/**
 * Releases: `data/releases/<id>/` holds a whole built site (`site/`), its list (`manifest.json`) and where
 * it comes from (`release.json`). `data/current` is a link to the live one; it is replaced by rename(2),
 * so that at every instant it points to a whole release.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Manifest, Sealed } from './seal.ts';

export interface ReleaseInfo {
  /** Sorts by time: `20261123T093000-<commit>-<code>`. */
  id: string;
  /** Commit of the store that it shows. */
  commit: string;
  /** Hash of the code and settings that built it. */
  code: string;
  /** Day in Asia/Shanghai on which it was built; what is upcoming and past depends on it. */
  day: string;
  /** Build time in milliseconds. */
  ms: number;
}

export interface Release extends ReleaseInfo, Sealed {}

const KEEP = 10;

export class Releases {
  readonly data: string;
  readonly dir: string;

  constructor(data: string) {
    this.data = data;
    this.dir = path.join(data, 'releases');
  }

  /** Makes the folder and clears away what a killed run left half done. */
  async recover(): Promise<void> {
    await mkdir(this.dir, { recursive: true });
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
      const site = path.join(folder, 'site');
      return existsSync(site) ? { ...info, id, site, manifest } : undefined;
    } catch {
      return undefined;
    }
  }

  /** Ids, newest first. */
  async ids(): Promise<string[]> {
    return (await readdir(this.dir)).filter((name) => /^\d{8}T\d{6}-[0-9a-f]+-[0-9a-f]+$/.test(name)).sort().reverse();
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

  /** Turns a sealed folder `<id>.tmp` into a release. */
  async add(info: ReleaseInfo, manifest: Manifest): Promise<Release> {
    const part = `${this.folder(info.id)}.tmp`;
    await writeFile(path.join(part, 'manifest.json'), JSON.stringify(manifest));
    await writeFile(path.join(part, 'release.json'), `${JSON.stringify(info, null, 2)}\n`);
    await rename(part, this.folder(info.id));
    return { ...info, manifest, site: path.join(this.folder(info.id), 'site') };
  }

  /** Makes a release the live one. */
  async switchTo(id: string): Promise<void> {
    const fresh = path.join(this.data, `current.${process.pid}.new`);
    await rm(fresh, { force: true });
    await symlink(path.join('releases', id), fresh);
    await rename(fresh, path.join(this.data, 'current'));
  }

  /** Deletes all but the newest releases; never the live one. */
  async prune(live: string): Promise<void> {
    for (const id of (await this.ids()).slice(KEEP)) {
      if (id === live) continue;
      await rename(this.folder(id), `${this.folder(id)}.gone`);
      await rm(`${this.folder(id)}.gone`, { recursive: true, force: true });
    }
  }
}
