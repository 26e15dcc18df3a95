/** The worker's store of pages and of the files that they load. */
import { readerNow } from '#/lib/reader-clock.ts';
import { filesCache, KEPT, pagesCache, pagesPrefix, SAVED_AT } from './store.ts';

/** Pages that were read, besides those of 我的清单. A page with its pictures is about 100 kB. */
export const MOST_PAGES = 50;

const isFull = (error: unknown): boolean => error instanceof DOMException && error.name === 'QuotaExceededError';

export class KeptPages {
  readonly #base: string;
  readonly #name: string;

  constructor(base: string, version: string) {
    this.#base = base;
    this.#name = pagesCache(base, version);
  }

  #pages(): Promise<Cache> {
    return caches.open(this.#name);
  }

  #files(): Promise<Cache> {
    return caches.open(filesCache(this.#base));
  }

  async match(path: string): Promise<Response | undefined> {
    return (await this.#pages()).match(path);
  }

  async drop(path: string): Promise<void> {
    await (await this.#pages()).delete(path);
  }

  /** Keeps an answer under its path; `kept` unless told is what it was. A full device makes room once, then nothing is kept: reading never fails for it. */
  async put(path: string, answer: Response, kept?: boolean): Promise<void> {
    const bytes = await answer.arrayBuffer();
    const pages = await this.#pages();
    const headers = new Headers(answer.headers);
    // The bytes are no longer packed.
    for (const name of ['content-encoding', 'content-length']) headers.delete(name);
    headers.set(SAVED_AT, String(readerNow()));
    if (kept ?? (await pages.match(path))?.headers.has(KEPT)) headers.set(KEPT, '1');
    const made = (): Response => new Response(bytes, { headers });
    await this.#write(pages, path, made);
    await this.#trim(pages, MOST_PAGES);
  }

  async #write(cache: Cache, path: string, made: () => Response): Promise<void> {
    try {
      await cache.put(path, made());
    } catch (error) {
      if (!isFull(error)) throw error;
      await this.#trim(await this.#pages(), 5);
      await this.tidyFiles();
      await cache.put(path, made()).catch(() => undefined);
    }
  }

  /** Deletes the pages read longest ago, down to `most`, never those of 我的清单. */
  async #trim(pages: Cache, most: number): Promise<void> {
    const rows: { request: Request; at: number }[] = [];
    for (const request of await pages.keys()) {
      const answer = await pages.match(request);
      if (answer && !answer.headers.has(KEPT) && answer.headers.get('content-type')?.startsWith('text/html')) rows.push({ request, at: Number(answer.headers.get(SAVED_AT)) });
    }
    for (const { request } of rows.sort((a, b) => b.at - a.at).slice(most)) await pages.delete(request);
  }

  /** Says which pages belong to 我的清单; others that did become pages like any other. */
  async mark(kept: ReadonlySet<string>): Promise<void> {
    const pages = await this.#pages();
    for (const request of await pages.keys()) {
      const answer = await pages.match(request);
      if (!answer || answer.headers.has(KEPT) === kept.has(new URL(request.url).pathname)) continue;
      const headers = new Headers(answer.headers);
      if (answer.headers.has(KEPT)) headers.delete(KEPT);
      else headers.set(KEPT, '1');
      await pages.put(request, new Response(await answer.arrayBuffer(), { headers }));
    }
  }

  /** A file whose name holds its hash: from the device, else from the line, and then kept. */
  async file(address: string): Promise<Response> {
    const files = await this.#files();
    const held = await files.match(address);
    if (held) return held;
    try {
      const answer = await fetch(address);
      if (answer.ok) await this.#write(files, address, () => answer.clone());
      return answer;
    } catch (error) {
      const other = await this.#otherWidth(files, address);
      if (other) return other;
      throw error;
    }
  }

  /** The same picture in another width: `media/x-<hash>-480.webp` for `…-960.webp`. */
  async #otherWidth(files: Cache, address: string): Promise<Response | undefined> {
    const stem = /^(.*\/media\/.*-[0-9a-f]{10}-)\d+\.webp$/.exec(new URL(address).pathname)?.[1];
    const key = stem === undefined ? undefined : (await files.keys()).find(({ url }) => new URL(url).pathname.startsWith(stem));
    return key && files.match(key);
  }

  /** Fetches what a page loads and what that loads, as far as it is not here: a page kept without a visit is whole. */
  async loadFilesOf(text: string, from: string, seen = new Set<string>()): Promise<void> {
    for (const address of filesIn(text, from, this.#base)) {
      if (seen.has(address)) continue;
      seen.add(address);
      const answer = await this.file(address);
      if (address.endsWith('.js')) await this.loadFilesOf(await answer.clone().text(), address, seen);
    }
  }

  /** Deletes files that no page of this release loads. */
  async tidyFiles(): Promise<void> {
    const [pages, files] = [await this.#pages(), await this.#files()];
    const used = new Set<string>();
    const follow = async (text: string, from: string): Promise<void> => {
      for (const address of filesIn(text, from, this.#base)) {
        if (used.has(address)) continue;
        used.add(address);
        const held = address.endsWith('.js') ? await files.match(address) : undefined;
        if (held) await follow(await held.text(), address);
      }
    };
    for (const request of await pages.keys()) {
      const answer = await pages.match(request);
      if (answer?.headers.get('content-type')?.startsWith('text/html')) await follow(await answer.text(), request.url);
    }
    for (const request of await files.keys()) if (!used.has(request.url)) await files.delete(request);
  }

  /**
   * Brings what an older release left up to this one: each page is asked for again, which costs little where it has
   * not changed. Rejects when the line breaks; the older release then stays until the next try.
   */
  async takeOver(ask: (path: string) => Promise<Response>): Promise<void> {
    for (const name of await caches.keys()) {
      if (!name.startsWith(pagesPrefix(this.#base)) || name === this.#name) continue;
      const old = await caches.open(name);
      for (const request of await old.keys()) {
        const path = new URL(request.url).pathname;
        if (await this.match(path)) continue;
        const kept = (await old.match(request))?.headers.has(KEPT) ?? false;
        const answer = await ask(path);
        if (answer.status >= 500) throw new Error(`${path} ${answer.status}`);
        if (!answer.ok || answer.redirected) continue;
        if (answer.headers.get('content-type')?.startsWith('text/html')) await this.loadFilesOf(await answer.clone().text(), answer.url);
        await this.put(path, answer, kept);
      }
    }
  }

  /** Deletes what older releases left, and the files that only they loaded. */
  async forgetOlder(): Promise<void> {
    for (const name of await caches.keys()) if (name.startsWith(pagesPrefix(this.#base)) && name !== this.#name) await caches.delete(name);
    await this.tidyFiles();
  }

  /** Gives up a release that was not taken over whole. */
  async giveUp(): Promise<void> {
    await caches.delete(this.#name);
  }
}

/** Addresses of hashed files that a page or a script names, absolute. All widths of a picture count: which one the device took is not known. */
export function filesIn(text: string, from: string, base: string): string[] {
  const found = [
    ...[...text.matchAll(/\b(?:src|component-url|renderer-url|before-hydration-url)="([^"]+)"/g)].map(([, address = '']) => address),
    ...[...text.matchAll(/(?:from|import)\s*\(?\s*["'](\.\/[^"']+)["']/g)].map(([, address = '']) => address),
  ].map((address) => new URL(address.replaceAll('&amp;', '&'), from).href);
  const origin = new URL(from).origin;
  return [...new Set(found)].filter((address) => address.startsWith(`${origin}${base}_assets/`) || address.startsWith(`${origin}${base}media/`));
}
