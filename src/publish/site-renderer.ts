/**
 * The whole site, kept ready: built once, then brought to each new state of the content by rendering exactly
 * the pages that show what changed. Answers with what to lay over the release before. Runs in a process of its
 * own, without the editors' rights.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { lostAddresses } from '#/integrations/addresses.ts';
import { makeVariant } from '#/integrations/media.ts';
import type { HostAnswers } from '#/lib/address-answers.ts';
import { nextBoundary, type Timed } from '#/lib/boundaries.ts';
import { holdContent, type HeldContent } from '#/lib/held-content.ts';
import { wantedVariants } from '#/lib/media.ts';
import type { PageReads } from '#/lib/page-reads.ts';
import { changeTimes, indexedAddress, pageAddress, writeSitemap } from '#/lib/sitemap.ts';
import { absolute } from '#/lib/urls.ts';
import type { PartsAhead } from '#/search/ahead.ts';
import { isIndexed } from '#/search/hidden-fields.ts';
import { searchedPart } from '#/search/searched.ts';
import { ENV } from '#/site.ts';
import { AstroSite, type SitePath } from './astro-site.ts';
import { Changes, sameProps, type Shown } from './changes.ts';
import { ContentFolder, type FileChange } from './content-folder.ts';
import type { ManifestPatch } from './manifest.ts';
import type { Progress } from './messages.ts';
import { sealed, type Objects } from './objects.ts';
import { renderPreview, type PreviewEntry, type PreviewPage } from './preview.ts';
import type { IndexedPages } from './site-index.ts';
import { quarantine, type LastGood, type Quarantined } from './quarantine.ts';

interface Page {
  /** What its route gave it, and what it read beside. */
  props: unknown;
  reads: PageReads;
  /** Object that holds it, and its bytes. */
  hash: string;
  size: number;
  /** Its address, when search engines may list it. */
  listed: string | undefined;
  /** Digest of what the site's own search sees of it, when it finds it. */
  searched: string | undefined;
}

/** What a publication came to. */
export interface Rendered {
  patch: ManifestPatch;
  /** Large files that no page is made of are still being pressed; rejects when one cannot be kept. */
  settled: Promise<unknown>;
  quarantined: Quarantined[];
  /** Pages of the search, in order of names. */
  indexed: IndexedPages;
  /** The next instant at which the site changes by itself. */
  next: number | undefined;
  /** Milliseconds of each phase. */
  phases: Record<string, number>;
  /** How many pages and files were rendered, of how many. */
  rendered: number;
  pages: number;
}

const AT_ONCE = 16;

/** Files for programs, from so many bytes on, are pressed while the search index is made. */
const LATER = /^(?:data\/.*|sitemap\.xml)$/;
const LARGE = 100_000;

/** Runs over a list, some at a time. */
async function each<T>(list: readonly T[], task: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, list.length) }, async () => {
    while (next < list.length) {
      const item = list[next++];
      if (item !== undefined) await task(item);
    }
  }));
}

export interface RendererOptions {
  /** The project. */
  root: string;
  /** Folder with `content/` in it; the renderer writes there. */
  work: string;
  /** Folder that is kept and may be emptied at any time. */
  cache: string;
  objects: Objects;
  lastGood: LastGood;
  /** Indexes the pages of the first build as they come. */
  ahead: PartsAhead;
  /** Told how far the work is. */
  progress?: (progress: Progress) => void;
}

export class SiteRenderer {
  readonly #options: RendererOptions;
  readonly #astro = new AstroSite();
  #content: ContentFolder;
  #pages = new Map<string, Page>();
  #pictures = new Set<string>();
  #sitemap = '';
  #order: readonly string[] = [];
  #pressing: Promise<unknown>[] = [];
  #shown: Shown = { content: new Map(), now: 0, global: '' };
  /** When what is shown reads otherwise by the clock alone. */
  #next = 0;
  /** Refused files as they stand in the commit. */
  #wanted: FileChange[] = [];

  constructor(options: RendererOptions) {
    this.#options = options;
    this.#content = new ContentFolder(path.join(options.work, 'content'));
  }

  /** Takes note of what is shown from now on. Answers what differs from what was shown before. */
  #show(content: HeldContent, now: number): Changes {
    const global = createHash('sha1');
    for (const file of this.#content.settings()) global.update(`${file}\0`).update(this.#content.bytes(file) ?? '');
    global.update(String(this.#content.mediaRevision));
    const [before, after] = [this.#shown, { content, now, global: global.digest('hex') }];
    const changes = new Changes(before, after, now >= before.now && now < this.#next);
    this.#shown = after;
    this.#next = nextBoundary(timesOf(content), now);
    return changes;
  }

  /** Whether a page would come out otherwise than it stands. */
  #isDue({ file, props }: SitePath, changes: Changes): boolean {
    const known = this.#pages.get(file);
    if (!known || changes.concern(known.reads)) return true;
    if (known.props !== props && !sameProps(known.props, props)) return true;
    known.props = props;
    return changes.reach(props, known.reads);
  }

  async #judge(): Promise<Quarantined[]> {
    this.#options.progress?.({ phase: 'check', done: 0, total: 0 });
    const { refused, wanted } = await quarantine(this.#content, this.#options.lastGood);
    this.#wanted = wanted;
    return refused;
  }

  /** The first, whole build at `now` (milliseconds since the epoch). */
  async start(now: number): Promise<Rendered> {
    const clock = stopwatch();
    const { root, work, cache, ahead } = this.#options;
    const quarantined = await this.#judge();
    clock.lap('gate');
    // Inside the project: elsewhere Astro renders beside it and moves the result over, which no system does from one disk to another.
    const stage = path.join(root, '.astro', `stage-${createHash('sha1').update(work).digest('hex').slice(0, 8)}`);
    await rm(stage, { recursive: true, force: true });
    Object.assign(process.env, { [ENV.content]: this.#content.folder, [ENV.out]: stage, [ENV.index]: 'off', [ENV.now]: instant(now), SITE_CACHE: cache });
    const held = this.#content.held();
    holdContent(held);
    await this.#astro.build(root, ahead, (done, total) => { this.#options.progress?.({ phase: 'pages', done, total }); });
    clock.lap('build');
    const paths = await this.#astro.paths();
    this.#show(held, now);
    const first = this.#astro.firstReads();
    const files = (await readdir(stage, { recursive: true, withFileTypes: true })).filter((row) => row.isFile()).map((row) => path.relative(stage, path.join(row.parentPath, row.name)).split(path.sep).join('/')).sort();
    const patch: ManifestPatch = { whole: true, files: {}, gone: [], inline: {} };
    const promised = new Map(paths.map((each) => [each.file, each]));
    // A page whose notes were lost would never be rendered again: rather no site than a stale one.
    const missing = [...promised.keys()].filter((file) => !existsSync(path.join(stage, file)) || !first.has(file));
    if (missing.length > 0) throw new Error(`网站少了 ${missing.length} 个文件，或不知道它们读了什么，例如 ${missing[0]}`);
    await each(files, async (file) => {
      const bytes = await readFile(path.join(stage, file));
      const hash = await this.#put(patch, file, bytes);
      const site = promised.get(file);
      const reads = first.get(file);
      if (site && reads) this.#note(site, reads, hash, bytes);
    });
    this.#pictures = new Set(files.filter((file) => file.startsWith('media/')));
    this.#sitemap = patch.files['sitemap.xml']?.hash ?? '';
    clock.lap('seal');
    await rm(stage, { recursive: true, force: true });
    return { patch, settled: this.#settled(), quarantined, next: this.#next, indexed: this.#indexed(), phases: clock.laps, rendered: paths.length, pages: paths.length };
  }

  /** Lays changes over the content and renders what shows them. */
  async publish(edits: readonly FileChange[], now: number): Promise<Rendered> {
    const clock = stopwatch();
    // What was refused is judged again: what it missed may be there now.
    const named = new Set(edits.map((change) => change.path));
    this.#content.apply([...this.#wanted.filter((change) => !named.has(change.path)), ...edits]);
    const quarantined = await this.#judge();
    clock.lap('gate');
    process.env[ENV.now] = instant(now);
    const held = this.#content.held();
    holdContent(held);
    const changes = this.#show(held, now);
    clock.lap('compare');
    const paths = await this.#astro.paths((reads) => reads.ledger || changes.concern(reads));
    clock.lap('paths');
    const patch: ManifestPatch = { whole: false, files: {}, gone: [], inline: {} };
    const due = paths.filter((each) => this.#isDue(each, changes));
    clock.lap('due');
    // Large files first: pressing them goes on in other threads while pages are rendered in this one.
    const sizeOf = ({ file }: SitePath): number => this.#pages.get(file)?.size ?? 0;
    let done = 0;
    await each(due.sort((a, b) => sizeOf(b) - sizeOf(a)), async (site) => {
      const { bytes, reads } = await site.render();
      const hash = await this.#put(patch, site.file, bytes, this.#pages.get(site.file)?.hash);
      this.#note(site, reads, hash, bytes);
      this.#options.progress?.({ phase: 'pages', done: ++done, total: due.length });
    });
    const stands = new Set(paths.map(({ file }) => file));
    for (const file of this.#pages.keys()) {
      if (stands.has(file)) continue;
      this.#pages.delete(file);
      patch.gone.push(file);
    }
    clock.lap('render');
    await this.#proveAddresses(now);
    await this.#picturesOf(patch);
    await this.#sitemapOf(patch, held);
    clock.lap('derived');
    return { patch, settled: this.#settled(), quarantined, next: this.#next, indexed: this.#indexed(), phases: clock.laps, rendered: due.length, pages: paths.length };
  }

  /** The page of an entry that is not saved. Leaves the site as it is. */
  preview(entry: PreviewEntry, now: number): Promise<PreviewPage> {
    return renderPreview({ astro: this.#astro, held: this.#content.held(), published: this.#pictures, cache: this.#options.cache }, entry, now);
  }

  /** Keeps a file and notes it in the patch, unless it is the object `before`. Answers with its object, which stands then, or soon when nobody reads it in between. */
  async #put(patch: ManifestPatch, name: string, bytes: Uint8Array, before?: string): Promise<string> {
    const { file, inline } = sealed(name, bytes);
    const kept = this.#options.objects.put(name, bytes, { file, ...(inline && { inline }) });
    if (file.hash !== before && LATER.test(name) && bytes.byteLength >= LARGE) {
      this.#pressing.push(kept);
      kept.catch(() => undefined);
    } else await kept;
    if (file.hash === before) return before;
    patch.files[name] = file;
    if (inline && file.inline) patch.inline[file.inline] = inline;
    return file.hash;
  }

  #settled(): Promise<unknown> {
    const all = Promise.all(this.#pressing.splice(0));
    // Whoever waits for it hears of it; until then it is nobody's fault.
    all.catch(() => undefined);
    return all;
  }

  #note({ file, props }: SitePath, reads: PageReads, hash: string, bytes: Buffer): void {
    const html = file.endsWith('.html') ? bytes.toString('utf8') : '';
    const address = pageAddress(file);
    const listed = address && indexedAddress(html);
    this.#pages.set(file, { props, reads, hash, size: bytes.byteLength, listed: address && listed === absolute(address) ? listed : undefined, searched: html !== '' && isIndexed(html) ? createHash('sha1').update(searchedPart(html)).digest('base64url') : undefined });
  }

  /** Names of all pages, in order: sorted again only when there are others. */
  #names(): readonly string[] {
    if (this.#order.length !== this.#pages.size || this.#order.some((file) => !this.#pages.has(file))) this.#order = [...this.#pages.keys()].sort();
    return this.#order;
  }

  #indexed(): IndexedPages {
    const indexed = new Map<string, { hash: string; searched: string }>();
    for (const file of this.#names()) {
      const { hash, searched } = this.#pages.get(file) ?? {};
      if (hash !== undefined && searched !== undefined) indexed.set(file, { hash, searched });
    }
    return indexed;
  }

  /** No address that was ever published may be lost, whatever was edited. */
  async #proveAddresses(now: number): Promise<void> {
    const answers = this.#pages.get('host/addresses.json');
    if (!answers) return;
    const lost = lostAddresses(this.#content.ledger, { answers: JSON.parse((await this.#options.objects.read(answers.hash)).toString('utf8')) as HostAnswers, built: (address) => this.#pages.has(`${address.slice(1)}index.html`) }, now);
    if (lost.length > 0) throw new Error(`网址账本里有 ${lost.length} 个网址没有着落：\n${lost.slice(0, 20).join('\n')}`);
  }

  async #picturesOf(patch: ManifestPatch): Promise<void> {
    const wanted = new Set<string>();
    for (const { reads } of this.#pages.values()) for (const name of reads.pictures) wanted.add(name);
    const variants = wantedVariants().filter(({ name }) => wanted.has(name) && !this.#pictures.has(name));
    const cache = path.join(this.#options.cache, 'media');
    if (variants.length > 0) await mkdir(cache, { recursive: true });
    for (const variant of variants) await this.#put(patch, variant.name, await readFile(await makeVariant(variant, cache)));
    patch.gone.push(...[...this.#pictures].filter((name) => !wanted.has(name)));
    this.#pictures = wanted;
  }

  async #sitemapOf(patch: ManifestPatch, held: HeldContent): Promise<void> {
    const times = changeTimes([...held].flatMap(([noun, list]) => list.map(({ data }) => ({ noun, data }))));
    const listed = this.#names().flatMap((file) => {
      const url = this.#pages.get(file)?.listed;
      return url ? [{ url, changed: times.get(pageAddress(file) ?? '') }] : [];
    });
    this.#sitemap = await this.#put(patch, 'sitemap.xml', Buffer.from(writeSitemap(listed)), this.#sitemap);
  }
}

/** All entries, as far as the clock changes them. */
function timesOf(content: HeldContent): Timed[] {
  return [...content.values()].flatMap((list) => list.map(({ data }) => data as Timed));
}

/** Instant in the form of SITE_NOW. */
function instant(now: number): string {
  return new Date(now).toISOString();
}

function stopwatch(): { laps: Record<string, number>; lap: (name: string) => void } {
  let last = performance.now();
  const laps: Record<string, number> = {};
  return {
    laps,
    lap: (name) => {
      const now = performance.now();
      laps[name] = Math.round((now - last) * 10) / 10;
      last = now;
    },
  };
}
