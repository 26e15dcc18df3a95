/**
 * What a page looked at while it was rendered, beyond the props that its route gave it; or a route, while it said
 * which pages there are. The publisher renders a page (asks a route) again when its props or anything noted here
 * has changed, and at no other time. Noted on
 * the process, because the pages are bundled apart from the publisher.
 */
import type { NounName } from '#/schemas/nouns.ts';

export interface PageReads {
  /** Nouns whose entries the page asked for as a whole. */
  nouns: Set<NounName>;
  /** Fields that it read of any entry of a noun; {@link ALL_FIELDS} among them for all. */
  fields: Map<NounName, Set<string>>;
  /** Entries whose body it shows, as `noun/id`. */
  bodies: Set<string>;
  /** What it asked of bodies that it does not show, and what each answered, by `noun/id`. */
  facts: Map<BodyQuestion, Map<string, { entry: BodyOwner; answer: string }>>;
  /** Nouns of which any byte of any visible entry counts: it read their digests. */
  digests: Set<NounName>;
  /** Whether it asked for the time. */
  clock: boolean;
  /** Whether it asked for the ledger of addresses, which grows with every new one. */
  ledger: boolean;
  /** Names of the picture files it needs. */
  pictures: Set<string>;
}

/** The entry whose body is asked about. */
export interface BodyOwner {
  noun: NounName;
  id: string;
  digest: string;
}

/** Asks something of the body that stands now, and answers in a word. The same function for the same question. */
export type BodyQuestion = (entry: BodyOwner) => string;

/** Stands for every field of an entry. */
export const ALL_FIELDS = '*';

/** Answers with the notes of the page that is being rendered where it is asked. */
export interface ReadsInScope {
  getStore: () => PageReads | undefined;
}

interface Holder {
  __sitePageReads?: ReadsInScope;
}

const holder = globalThis as Holder;

/** Adds to the notes of the page that is being rendered; does nothing outside of publish/noting-reads.ts. */
export function noteRead(note: (reads: PageReads) => void): void {
  const reads = holder.__sitePageReads?.getStore();
  if (reads) note(reads);
}

/** Notes that the page that is being rendered read a field of an entry's data. */
export function noteField(noun: NounName, field: string): void {
  const fields = holder.__sitePageReads?.getStore()?.fields;
  if (!fields) return;
  const known = fields.get(noun);
  if (known) known.add(field);
  else fields.set(noun, new Set([field]));
}
