/**
 * Previews: the real page of what a form holds. An editor sees it in a frame beside the form; a link shows it
 * to somebody without an account until it expires. Pages stand under names that cannot be guessed.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { previewData } from '#/cms/preview-data.ts';
import { judgeBody } from '#/gate/body.ts';
import { entryAt } from '#/gate/validate.ts';
import { inlineHashes, withMetaPolicy, type InlineHashes } from '#/lib/csp.ts';
import { toDay, toInstant, toWallClock } from '#/lib/dates.ts';
import type { Finding } from '#/lib/finding.ts';
import { parseEntryFile } from '#/lib/front-matter.ts';
import type { PreviewPage } from '#/publish/preview.ts';
import { NOUNS } from '#/schemas/nouns.ts';
import type { User } from './accounts.ts';
import type { Around } from './drafts.ts';
import type { Editing, Picture, Upload } from './editing.ts';
import { namesPicture } from './picture-names.ts';
import { MAX_LINKS, PreviewLinks } from './preview-links.ts';
import type { Renderer } from './renderer.ts';
import type { Store } from './store.ts';
import { cleanPicture, storedAs } from './uploads.ts';

/** Pages kept for frames, and pictures of forms, at any one time. */
const KEPT_PAGES = 60;
const KEPT_PICTURES = 200;

/** Pictures that come with the save: known by name, and not here yet. They are judged under a name like the one that they will have. */
export const awaited = (uploads: readonly string[]): Picture[] => uploads.map((from) => ({ from, to: `content/${storedAs(path.posix.basename(from), from)}`, bytes: new Uint8Array() }));

export interface PreviewAsk {
  /** File of the entry. */
  path: string;
  /** What the form would save. */
  text: string;
  /** Pictures of the form that are not saved, by their path: `content/media/x.jpg`. */
  uploads: readonly string[];
  /** What the entry's draft adds, its own pictures among them. */
  around?: Around;
}

export interface Shown {
  html: string;
  inline: InlineHashes;
  /** Whether it may stand in a frame of the editing interface; those need a session. */
  framed: boolean;
}

/** What the form hears: a page, or what stands in the way of one. */
export type PreviewAnswer = { id: string } | { missing: string[] } | { reason: string; findings: Finding[] };

export interface PreviewOptions {
  editing: Pick<Editing, 'judge'>;
  renderer: Pick<Renderer, 'preview'>;
  store: Pick<Store, 'blobs'>;
  /** Base path of the site. */
  base: string;
  /** Folder of the links. */
  folder: string;
  /** Folder for pictures of forms; may be emptied at any time. */
  cache: string;
  /** Milliseconds since the epoch: what pages show, and what links expire by. */
  now: () => number;
}

const STYLE = '.preview-note{margin:0;padding:.75rem 1rem;font-weight:700;text-align:center;color:#1b2430;background:#ffe9a8;border-bottom:3px solid #a06c00}';
const escape = (text: string): string => text.replace(/[&<>"]/g, (each) => `&#${each.charCodeAt(0)};`);

/** What the renderer says to people; what it says to programmers, with places on this machine in it, is of no use to an editor. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  return /^\p{Script=Han}/u.test(message) ? message : '生成时出错。先按“检查”里说的改好；还不行就保存草稿，告诉管理的人';
}

/** The page with a strip that says what it is, and a policy that knows the strip. */
function marked(html: string, note: string): string {
  const bare = html.replace(/<meta http-equiv="?content-security-policy"?[^>]*>/i, '').replace(/<head[^>]*>/i, (head) => `${head}<meta name="robots" content="noindex,nofollow">`);
  return withMetaPolicy(bare.replace(/<\/head>/i, (end) => `<style>${STYLE}</style>${end}`).replace(/<body[^>]*>/i, (body) => `${body}<p class="preview-note" role="note">${escape(note)}</p>`));
}

export class Previews {
  readonly #options: PreviewOptions;
  /** Pages for people without an account. */
  readonly links: PreviewLinks;
  readonly #pages = new Map<string, { html: string; pictures: Map<string, Uint8Array>; login: string }>();
  /** Cleaned pictures of forms: `login path` → file. */
  readonly #pictures = new Map<string, string>();

  constructor(options: PreviewOptions) {
    this.#options = options;
    this.links = new PreviewLinks(options.folder, options.now);
  }

  /** Takes a picture of a form that is not saved, made safe as at saving. Throws {@link UploadRefused}. */
  async addPicture(upload: Upload, user: User): Promise<void> {
    const { src, bytes } = await cleanPicture(upload.bytes, path.posix.basename(upload.path));
    await mkdir(this.#options.cache, { recursive: true });
    const file = path.join(this.#options.cache, path.posix.basename(src));
    await writeFile(file, bytes);
    this.#keep(this.#pictures, `${user.login} ${upload.path}`, file, KEPT_PICTURES);
  }

  /** The page for a frame. */
  async frame(ask: PreviewAsk, user: User): Promise<PreviewAnswer> {
    const drawn = await this.#draw(ask, user);
    if (!('page' in drawn)) return drawn;
    const id = randomBytes(18).toString('base64url');
    const { html, pictures } = this.#carried(drawn.page, id);
    this.#keep(this.#pages, id, { html, pictures, login: user.login }, KEPT_PAGES);
    return { id };
  }

  /** A link for somebody without an account. */
  async link(ask: PreviewAsk, days: number, user: User): Promise<{ id: string; name: string; expires: number } | Exclude<PreviewAnswer, { id: string }>> {
    const drawn = await this.#draw(ask, user);
    if (!('page' in drawn)) return drawn;
    await this.links.sweep();
    if ((await this.links.open()).length >= MAX_LINKS) return { reason: `同时最多有 ${MAX_LINKS} 个预览链接，请等旧的过期，或在工作台的“审核”里收回一些`, findings: [] };
    const { id, expires } = this.links.begin(days);
    const { html, pictures } = this.#carried(drawn.page, id);
    const note = `预览：这一页还没有发布，内容可能会改。链接在 ${toWallClock(expires).replace('T', ' ')} 失效。`;
    const name = await this.links.add(id, marked(html, note), pictures, { path: ask.path, title: drawn.title, by: user.login, expires });
    return { id, name, expires };
  }

  /** The page under a name, for a visitor: frames only for who is signed in, links until they expire. */
  async page(id: string, user: User | undefined): Promise<Shown | undefined> {
    const kept = this.#pages.get(id);
    if (kept) return user && kept.login === user.login ? { html: kept.html, inline: inlineHashes(kept.html), framed: true } : undefined;
    const html = (await this.links.read(id, 'page.html'))?.toString('utf8');
    return html === undefined ? undefined : { html, inline: inlineHashes(html), framed: false };
  }

  /** A picture of that page, `media/x-480.webp`. */
  async picture(id: string, name: string, user: User | undefined): Promise<Uint8Array | undefined> {
    if (!/^media\/[a-z0-9][a-z0-9._-]*$/.test(name) || name.includes('..')) return undefined;
    const kept = this.#pages.get(id);
    if (kept) return user && kept.login === user.login ? kept.pictures.get(name) : undefined;
    return this.links.read(id, name);
  }

  /** Files of those of a draft's pictures that a text names, by path. */
  async #own(pictures: ReadonlyMap<string, string>, text: string): Promise<Map<string, string>> {
    const named = [...pictures].filter(([file]) => namesPicture(text, file));
    const bytes = await this.#options.store.blobs(named.map(([, id]) => id));
    if (named.length > 0) await mkdir(this.#options.cache, { recursive: true });
    const files = new Map<string, string>();
    for (const [at, [from, id]] of named.entries()) {
      const file = path.join(this.#options.cache, `${id.slice(0, 12)}-${path.posix.basename(from)}`);
      const found = bytes[at];
      if (!found) continue;
      await writeFile(file, found);
      files.set(from, file);
    }
    return files;
  }

  async #draw({ path: file, text, uploads, around = {} }: PreviewAsk, user: User): Promise<{ page: PreviewPage; title: string } | Exclude<PreviewAnswer, { id: string }>> {
    const place = entryAt(file);
    if (!place) return { reason: '网站设置没有自己的页面，保存以后到首页看', findings: [] };
    const files = new Map(uploads.map((each) => [each, this.#pictures.get(`${user.login} ${each}`)]));
    const missing = uploads.filter((each) => files.get(each) === undefined);
    if (missing.length > 0) return { missing };
    const { pictures: own = new Map<string, string>(), ...known } = around;
    for (const [from, to] of await this.#own(own, text)) files.set(from, files.get(from) ?? to);
    const coming = awaited(uploads);
    const { findings, changes } = await this.#options.editing.judge({ files: [{ path: file, text }], ...known }, coming);
    const entry = parseEntryFile(String(changes.find((change) => change.path === file)?.content ?? text));
    // Only what the gate's list of allowed parts lets through is drawn.
    const unsafe = entry.faults.length > 0 || judgeBody(entry.body).faults.some((fault) => fault.severity === 'error' && !/替代文本/.test(fault.message));
    if (unsafe) return { reason: '正文里有不能显示的内容，改好后再预览', findings: findings.filter(({ severity }) => severity === 'error') };
    const now = this.#options.now();
    const data = previewData(NOUNS[place.noun].schema, entry.data, toDay(now));
    const { published } = data;
    const seen = typeof published === 'string' && toInstant(published) <= now ? published : toWallClock(now);
    const digest = createHash('sha1').update(`${JSON.stringify(data)}\0${entry.body}`).digest('hex');
    const names = new Map(coming.map(({ from, to }) => [from, to]));
    const pictures = Object.fromEntries([...files].flatMap(([from, to]) => (to ? [[(names.get(from) ?? from).slice('content/'.length), to]] : [])));
    try {
      const page = await this.#options.renderer.preview({ noun: place.noun, id: place.id, data: { ...data, draft: false, published: seen }, body: entry.body, digest, pictures }, now);
      return { page, title: typeof data['title'] === 'string' ? data['title'] : place.id };
    } catch (error) {
      return { reason: `这一页现在还画不出来：${reasonOf(error)}`, findings: findings.filter(({ severity }) => severity === 'error') };
    }
  }

  /** Pictures that readers cannot see yet are shown from below the page. */
  #carried(page: PreviewPage, id: string): { html: string; pictures: Map<string, Uint8Array> } {
    const { base } = this.#options;
    const html = page.pictures.reduce((out, { name }) => out.replaceAll(`${base}${name}`, `${base}preview/${id}/${name}`), page.html);
    return { html, pictures: new Map(page.pictures.map(({ name, bytes }) => [name, bytes])) };
  }

  #keep<T>(map: Map<string, T>, key: string, value: T, most: number): void {
    map.delete(key);
    map.set(key, value);
    for (const [oldest] of map) {
      if (map.size <= most) break;
      map.delete(oldest);
    }
  }
}
