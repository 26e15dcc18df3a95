/**
 * The search index of the published site: a whole one, made in a process of its own, and over it a delta of the
 * pages that have changed since, made in milliseconds. Folding makes a whole one again.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pageAddress } from '#/lib/sitemap.ts';
import { PartsAhead } from '#/search/ahead.ts';
import { BUNDLE, makeDelta } from '#/search/index.ts';
import { Layers } from '#/search/layers.ts';
import { searchedPart } from '#/search/searched.ts';
import type { IndexAnswer, IndexJob } from './index-process.ts';
import type { ManifestPatch, SealedFile } from './manifest.ts';
import type { Objects } from './objects.ts';

/** Pages of the search by their names below the site: the object, and a digest of what the search sees of it. */
export type IndexedPages = ReadonlyMap<string, { hash: string; searched: string }>;

const PROCESS = path.join(import.meta.dirname, 'index-process.ts');

export class SiteIndex {
  readonly #objects: Objects;
  readonly #cache: string;
  readonly #code: string;
  /** Takes pages while they are rendered, for the first whole index. */
  readonly ahead: PartsAhead;
  #whole: { answer: IndexAnswer; pages: IndexedPages } | undefined;
  #gathered: { answer: IndexAnswer; pages: IndexedPages } | undefined;
  readonly #layers = new Layers();
  /** Pages of the delta as the search sees them, by their names. */
  readonly #parts = new Map<string, { searched: string; html: string }>();
  /** Files of the index that the release shows now. */
  #shown = new Set<string>();

  /** `cache` is a folder that may be emptied at any time; whole indexes are remembered there by their pages and by the hash of the code that made them. */
  constructor(objects: Objects, cache: string, code: string) {
    this.#objects = objects;
    this.#cache = cache;
    this.#code = code;
    this.ahead = new PartsAhead(this.#partsFolder);
  }

  get #partsFolder(): string {
    return path.join(path.resolve(this.#cache), 'parts');
  }

  /** Makes a whole index of these pages; what was laid over the last one is in it. {@link patch} then shows it. */
  async whole(pages: IndexedPages): Promise<void> {
    await this.ahead.end();
    await this.gather(pages);
    this.adopt();
  }

  /** Makes a whole index, which nobody sees before {@link adopt}. Others may patch the one that is shown meanwhile. */
  async gather(pages: IndexedPages): Promise<void> {
    this.#gathered = { answer: await this.#made(pages), pages };
  }

  /** Puts the gathered index in the place of the one before: what changed after it was gathered is laid over it by {@link patch}. */
  adopt(): void {
    this.#whole = this.#gathered ?? this.#whole;
    this.#gathered = undefined;
  }

  async #made(pages: IndexedPages): Promise<IndexAnswer> {
    const job: IndexJob = { objects: path.resolve(this.#objects.dir), pages: [...pages].map(([file, { hash }]) => [file, hash]), cache: this.#partsFolder };
    const file = path.join(this.#cache, `${createHash('sha1').update(JSON.stringify([this.#code, [...pages].map(([name, { searched }]) => [name, searched])])).digest('hex')}.json`);
    const known = await readFile(file, 'utf8').then((text) => JSON.parse(text) as IndexAnswer, () => undefined);
    if (known && Object.values(known.files).every(({ hash }) => this.#objects.has(hash))) return known;
    const answer = await indexProcess(job);
    await mkdir(this.#cache, { recursive: true });
    await writeFile(`${file}.${process.pid}`, JSON.stringify(answer));
    await rename(`${file}.${process.pid}`, file);
    // Only the newest is ever asked for again: by the next start.
    for (const name of await readdir(this.#cache)) if (name.endsWith('.json') && name !== path.basename(file)) await rm(path.join(this.#cache, name), { force: true });
    return answer;
  }

  /** What the search sees of a page of the delta, which is asked for with each publication until the index is whole again. */
  async #searchedPart(source: string, hash: string, searched: string): Promise<string> {
    const known = this.#parts.get(source);
    if (known?.searched === searched) return known.html;
    const html = searchedPart((await this.#objects.read(hash)).toString('utf8'));
    this.#parts.set(source, { searched, html });
    return html;
  }

  /** Makes a delta that nobody sees, so that the first edit does not wait for the tables that are made once. */
  async rehearse(pages: IndexedPages): Promise<void> {
    const [first] = pages;
    if (!first || !this.#whole) return;
    await makeDelta(this.#whole.answer.base, [{ source: first[0], html: (await this.#objects.read(first[1].hash)).toString('utf8') }], []);
  }

  /** Lays the files of the index for these pages into the patch. Answers how many pages the delta holds, gone ones counted. */
  async patch(pages: IndexedPages, patch: ManifestPatch): Promise<number> {
    const whole = this.#whole;
    if (!whole) throw new Error('还没有搜索索引');
    const changed = [...pages].filter(([file, { searched }]) => whole.pages.get(file)?.searched !== searched);
    const gone = [...whole.pages.keys()].filter((file) => !pages.has(file));
    const held = new Set(changed.map(([file]) => file));
    for (const file of this.#parts.keys()) if (!held.has(file)) this.#parts.delete(file);
    const shown = new Map<string, SealedFile>(Object.entries(whole.answer.files));
    if (changed.length + gone.length > 0) {
      const html = await Promise.all(changed.map(async ([source, { hash, searched }]) => ({ source, html: await this.#searchedPart(source, hash, searched) })));
      const files = await makeDelta(whole.answer.base, html, gone.map((file) => pageAddress(file) ?? ''), this.#layers);
      await Promise.all([...files].map(async ([name, bytes]) => { shown.set(`${BUNDLE}/${name}`, (await this.#objects.put(`${BUNDLE}/${name}`, bytes)).file); }));
    }
    for (const [name, file] of shown) if (patch.whole || !this.#shown.has(name) || name.endsWith('.json')) patch.files[name] = file;
    patch.gone.push(...[...this.#shown].filter((name) => !shown.has(name)));
    this.#shown = new Set(shown.keys());
    return changed.length + gone.length;
  }
}

function indexProcess(job: IndexJob): Promise<IndexAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROCESS], { stdio: ['pipe', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.stdin.on('error', () => undefined); // the process may end before it has read everything
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(Buffer.concat(out).toString('utf8')) as IndexAnswer);
      else reject(new Error(Buffer.concat(err).toString('utf8').trim() || `搜索索引没有建成（${code ?? '进程被结束'}）`));
    });
    child.stdin.end(JSON.stringify(job));
  });
}
