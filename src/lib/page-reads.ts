/**
 * What a page looked at while it was rendered, beyond the props that its route gave it. The publisher
 * renders a page again when its props or anything noted here has changed, and at no other time. Noted on
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
  /** Whether it asked for the time. */
  clock: boolean;
  /** Names of the picture files it needs. */
  pictures: Set<string>;
}

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
