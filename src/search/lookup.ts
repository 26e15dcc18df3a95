/**
 * What the query layer asks of an index. `bundle.ts` answers it from the built bundle; unit tests answer it
 * from memory.
 */
import type { Lexicon } from './lexicon.ts';
import type { Script } from './normalise.ts';

/** One term on one page. */
export interface Hit {
  /** Page. */
  id: string;
  /** How much the term says about the page (BM25); 0 when only metadata holds it. */
  score: number;
  /** Where the term stands, counted in the index's words. */
  places: Place[];
  /** Names of the metadata fields that hold the term. */
  meta: string[];
  /** Whether the page has the very word, not only one that begins so. */
  whole: boolean;
}

export interface Place {
  at: number;
  /** 1 in running text, more in headings, less for a pair that lies across two words. */
  weight: number;
}

/** A page's text and what is known of it, as Pagefind stores them. */
export interface Page {
  /** Site path, from the root, without the base path. */
  path: string;
  title: string;
  summary: string | undefined;
  /** `YYYY-MM-DD`, when the page has a date. */
  date: string | undefined;
  /** The words of the page in order; joined they are its text. */
  words: string[];
  filters: Record<string, string[]>;
  /** Headings with an id; `at` counts words. */
  anchors: { id: string; level: number; text: string; at: number }[];
}

/** Which values each page has in each filter: `facets.get(page)?.region`. */
export type Facets = Map<string, Record<string, string[]>>;

export interface Lookup {
  /** Number of pages. */
  total: number;
  /** Pages that hold the term as a word of the index (every adjacent pair of characters is one), or as the beginning of one. */
  find(term: string, beginning: boolean): Promise<Hit[]>;
  page(id: string): Promise<Page>;
  facets(): Facets;
  /** Date of a page: days since 1970-01-01 of its `YYYY-MM-DD`; undefined for a page without one. */
  day(id: string): number | undefined;
  /** Words of the index that begin so, among them every pair of neighbouring characters; undefined when there are too many to load. */
  words(beginning: string): Promise<string[] | undefined>;
  /** 繁→简 for this text; the table is loaded when a text first holds a character that only traditional script writes. */
  script(text: string): Promise<Script>;
  /** The site's words with their sounds. */
  lexicon(): Promise<Lexicon>;
}
