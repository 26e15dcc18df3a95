/**
 * What is kept on the device for reading without a line: names of the caches and what stands in them. Read by the
 * worker, which fills them, and by the page 离线阅读, which lists them. Names hold the base path: another site of the
 * same origin has its own.
 */

/** Cache of the files whose name holds a hash of their bytes; true for every release. */
export const filesCache = (base: string): string => `offline ${base} files`;
/** Cache of the pages of one release. */
export const pagesCache = (base: string, version: string): string => `${pagesPrefix(base)}${version}`;
export const pagesPrefix = (base: string): string => `offline ${base} pages `;
/** All caches of this site start so. */
export const anyPrefix = (base: string): string => `offline ${base} `;

/** Header of a kept answer: when it was kept, in milliseconds since the epoch. */
export const SAVED_AT = 'x-saved-at';
/** Header of what belongs to an event of 我的清单: it is not pushed out by pages read later. */
export const KEPT = 'x-kept';

/** What the page asks of the worker. */
export interface KeepMessage {
  /** Ids of the events in 我的清单. */
  keep?: readonly string[];
  /** Paths of pages to keep, as if they had just been visited. */
  visit?: readonly string[];
}

/** A page that can be read without a line. */
export interface SavedPage {
  path: string;
  title: string;
  savedAt: number;
  /** Of an event in 我的清单. */
  kept: boolean;
}

/** All that can be read without a line, the newest first. Titles come out of the pages themselves. */
export async function savedPages(base: string): Promise<SavedPage[]> {
  const names = (await caches.keys()).filter((name) => name.startsWith(pagesPrefix(base)));
  const found = new Map<string, SavedPage>();
  for (const name of names) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const path = new URL(request.url).pathname;
      const answer = await cache.match(request);
      if (!answer?.headers.get('content-type')?.startsWith('text/html')) continue;
      const title = /<title>([^<]*)<\/title>/.exec(await answer.text())?.[1]?.replace(/ — [^—]*$/, '') ?? path;
      found.set(path, { path, title: unescaped(title), savedAt: Number(answer.headers.get(SAVED_AT)), kept: answer.headers.has(KEPT) });
    }
  }
  return [...found.values()].sort((a, b) => b.savedAt - a.savedAt);
}

/** The five characters that a template escapes. */
function unescaped(text: string): string {
  return text.replace(/&(lt|gt|quot|#39|amp);/g, (all, name: string) => ({ lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' })[name] ?? all);
}

/** Deletes everything that is kept. */
export async function forgetAll(base: string): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith(anyPrefix(base))) await caches.delete(name);
}
