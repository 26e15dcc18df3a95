/**
 * Parts of the index that are kept between builds, a file each. Its name is a digest of all that the part follows from:
 * the pages as the search sees them, the code that adds hidden fields to them, Pagefind. What is not whole is made anew.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LANG } from '#/site.ts';
import { packed, unpacked, type Files } from './pack.ts';
import type { IndexedPage } from './pagefind.ts';

/** To be raised when a part's files would come out otherwise from the same pages and fields. */
const FORMAT = 4;
/** What hidden fields follow from, beside the pages. */
const FIELD_CODE = ['hidden-fields.ts', 'normalise.ts'];
const PACKAGES = ['pagefind', 'pinyin-pro'];

async function versionNow(): Promise<string> {
  const code = await Promise.all(FIELD_CODE.map((name) => readFile(path.join(import.meta.dirname, name))));
  const versions = await Promise.all(PACKAGES.map(async (name) => (JSON.parse(await readFile(path.join(import.meta.dirname, `../../node_modules/${name}/package.json`), 'utf8')) as { version: string }).version));
  return [FORMAT, LANG, ...versions, ...code.map((bytes) => createHash('sha256').update(bytes).digest('hex'))].join(' ');
}

export class KeptParts {
  readonly #folder: string;
  readonly #version: string;
  readonly #used = new Set<string>();

  private constructor(folder: string, version: string) {
    this.#folder = folder;
    this.#version = version;
  }

  /** `folder` may be emptied at any time, also while it is used. */
  static async open(folder: string): Promise<KeptParts> {
    return new KeptParts(folder, await versionNow());
  }

  #name(part: readonly IndexedPage[]): string {
    const key = createHash('sha256').update(this.#version);
    for (const { source, html } of part) key.update(`\0${source}\0${html.length}\0`).update(html);
    return `${key.digest('hex').slice(0, 32)}.part`;
  }

  /** Pagefind's files for a part: the ones that are kept, or new ones, which are kept then. */
  async get(part: readonly IndexedPage[], make: (part: readonly IndexedPage[]) => Promise<Files>): Promise<Files> {
    const name = this.#name(part);
    this.#used.add(name);
    const file = path.join(this.#folder, name);
    const known = await readFile(file).then(unpacked, () => undefined);
    if (known) return known;
    const files = await make(part);
    await mkdir(this.#folder, { recursive: true });
    await writeFile(`${file}.${process.pid}`, packed(files));
    await rename(`${file}.${process.pid}`, file);
    return files;
  }

  /** Removes what was not asked for since it was opened. */
  async prune(): Promise<void> {
    for (const name of await readdir(this.#folder)) if (!this.#used.has(name)) await rm(path.join(this.#folder, name), { force: true });
  }
}
