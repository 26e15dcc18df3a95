/** The search in the browser: opens the index when it is first needed, answers queries, and loads the pages that are shown. */
import { toDay } from '#/lib/dates.ts';
import { excerpt, mark, type Part } from './excerpt.ts';
import { filtered, type Selection } from './facets.ts';
import type { Facets, Lookup, Page } from './lookup.ts';
import { firstPages, newestFirst } from './order.ts';
import { nearestWords } from './nearest.ts';
import { MANIFEST, openIndex } from './bundle.ts';
import { pause } from './pause.ts';
import { answer, type Answer, type Candidate } from './query.ts';
import { segments } from './segment.ts';

/** One result, ready to be shown. */
export interface Result {
  id: string;
  href: string;
  title: Part[];
  excerpt: Part[];
  /** The best section inside the page. */
  section: { href: string; text: string } | undefined;
  date: string | undefined;
  /** Values of the page's filters. */
  values: Record<string, string[]>;
}

export interface Found {
  answer: Answer;
  facets: Facets;
}

export interface View {
  /** Ids that pass the filters, in the order in which they are shown. */
  total: number;
  /** How many of them hold every word. */
  full: number;
  results: Result[];
}

// The reader's clock: the page may have been built months ago.
// eslint-disable-next-line no-restricted-syntax
const today = () => toDay(Date.now());

/** The search of a site whose root is `root` (its base path, ending with a slash). */
export class SearchClient {
  readonly #root: string;
  #index: Promise<Lookup> | undefined;
  /** Where the server counts queries without a result; undefined on a static host. */
  #misses: string | undefined;
  readonly #reported = new Set<string>();

  /** The manifest, when it was asked for before this script was there; used once. */
  #ahead: Promise<Response> | undefined;

  /** `manifest`: the answer to a request for `pagefind/search.json`, if it is on the way already. */
  constructor(root: string, manifest?: Promise<Response>) {
    this.#root = root;
    this.#ahead = manifest;
  }

  /** Begins to load. Rejects when the index cannot be read; the next call tries again. */
  open(): Promise<Lookup> {
    const read = async (name: string, later = false) => {
      // Only the manifest keeps its name from release to release.
      const ahead = name === MANIFEST ? this.#ahead : undefined;
      this.#ahead = ahead ? undefined : this.#ahead;
      const response = await (ahead ?? fetch(`${this.#root}pagefind/${name}`, { cache: name === MANIFEST ? 'no-cache' : 'default', priority: later ? 'low' : 'auto' }));
      if (name === MANIFEST) this.#misses = response.headers.get('x-search-misses') ?? undefined;
      if (!response.ok) throw new Error(`${response.status} ${name}`);
      return new Uint8Array(await response.arrayBuffer());
    };
    this.#index ??= openIndex(read).catch((error: unknown) => {
      this.#index = undefined;
      throw error;
    });
    return this.#index;
  }

  /**
   * Loads and gets ready what the first query would wait for, when a reader means to search and has not typed yet: the
   * index, the browser's dictionary, the site's words. A piece at a time, so that keys are answered between. Rejects when
   * the index cannot be read.
   */
  async prepare(): Promise<void> {
    const index = this.open();
    index.catch(() => undefined);
    await pause();
    segments('人参和冰酒');
    const lexicon = await (await index).lexicon();
    await pause();
    lexicon.soundingLike(['ren', 'shen']);
  }

  /** Answers a query. */
  async find(query: string, literal: boolean): Promise<Found> {
    const index = await this.open();
    return { answer: await answer(query, index, { literal }), facets: index.facets() };
  }

  /** What is to be shown of an answer: filtered, in order, `count` results with their text. */
  async view(found: Candidate, facets: Facets, selection: Selection, sort: 'relevance' | 'date', count: number): Promise<View> {
    const index = await this.open();
    let list = filtered(found.ranked, facets, selection);
    if (sort === 'date') {
      list = newestFirst(list, index);
    }
    const shown = sort === 'date' ? await Promise.all(list.slice(0, count).map(async (ranked) => ({ ranked, page: await index.page(ranked.id) }))) : await firstPages(found.searched, list, index, count, today());
    return {
      total: list.length,
      full: list.filter(({ full }) => full).length,
      results: shown.map(({ ranked, page }) => this.#result(ranked.id, page, found)),
    };
  }

  /** The site's words nearest to a query that found nothing. */
  async nearest(query: string): Promise<string[]> {
    return nearestWords(query, await (await this.open()).lexicon());
  }

  /** Tells the server, if there is one, that nothing was found; once for each query. Never fails. */
  report(query: string): void {
    if (!this.#misses || this.#reported.has(query)) return;
    this.#reported.add(query);
    void fetch(this.#root + this.#misses, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: query.slice(0, 200) }), credentials: 'omit', keepalive: true }).catch(() => undefined);
  }

  #result(id: string, page: Page, { searched, terms }: Candidate): Result {
    const href = this.#root + page.path.replace(/^\//, '');
    const { parts, section } = excerpt(page, searched, terms);
    return { id, href, title: mark(page.title, searched, terms), excerpt: parts, section: section && { href: `${href}#${encodeURIComponent(section.id)}`, text: section.text }, date: page.date, values: page.filters };
  }
}
