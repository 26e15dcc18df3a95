/**
 * The entries that a publisher holds in memory, in place of Astro's collections. It changes them between two
 * publications while the bundled pages stay loaded, so they are handed over on the process.
 */
import type { NounData, NounName } from '#/schemas/nouns.ts';

/** An entry that passed the gate, before the filter for what readers may see. */
export interface HeldEntry<N extends NounName = NounName> {
  /** File name without ending. */
  id: string;
  data: NounData[N];
  /** Changes with any byte of the file. */
  digest: string;
  /** The text under the front matter, where the publisher holds it. */
  body?: string;
}

export type HeldContent = ReadonlyMap<NounName, readonly HeldEntry[]>;

/** The object that pages have of an entry. It stays the same one from publication to publication, and what stands in it follows the content: what a route once handed to its pages need not be made anew to be true. */
export interface KeptEntry {
  id: string;
  data: object;
  digest: string;
  path: string;
}

interface Holder {
  content: HeldContent;
  /** By noun, the kept entries and what each was given last. */
  kept: Map<NounName, Map<string, { entry: KeptEntry; held: HeldEntry }>>;
  /** Gives an entry what stands in it. */
  fill: ((noun: NounName, entry: KeptEntry, held: HeldEntry) => void) | undefined;
}

const holder = globalThis as { __siteHeldContent?: Holder | undefined };

/** What a publisher holds, or undefined in an ordinary build. */
export function heldContent(): HeldContent | undefined {
  return holder.__siteHeldContent?.content;
}

/** Hands a state of the content to the pages. The lists must not be changed afterwards. */
export function holdContent(content: HeldContent): void {
  const { content: before, kept, fill } = (holder.__siteHeldContent ??= { content: new Map(), kept: new Map(), fill: undefined });
  holder.__siteHeldContent.content = content;
  for (const [noun, known] of kept) {
    const list = content.get(noun) ?? [];
    if (list === before.get(noun)) continue;
    const gone = new Set(known.keys());
    for (const held of list) {
      gone.delete(held.id);
      const each = known.get(held.id);
      if (!each || each.held === held) continue;
      each.held = held;
      fill?.(noun, each.entry, held);
    }
    // Whatever listed it is made anew; should it come back, as another one.
    for (const id of gone) known.delete(id);
  }
}

/** The kept object of an entry of the content that is held now; `fill` writes what stands in it, now and whenever it changes. */
export function keptEntry(noun: NounName, held: HeldEntry, fill: NonNullable<Holder['fill']>): KeptEntry {
  const all = holder.__siteHeldContent;
  if (!all) throw new Error('no content is held');
  all.fill = fill;
  const known = all.kept.get(noun) ?? new Map<string, { entry: KeptEntry; held: HeldEntry }>();
  all.kept.set(noun, known);
  const old = known.get(held.id);
  if (old) return old.entry;
  const entry: KeptEntry = { id: held.id, data: held.data, digest: '', path: '' };
  fill(noun, entry, held);
  known.set(held.id, { entry, held });
  return entry;
}

/** An unsaved entry that is laid over the content for one page, beside its row in {@link HeldContent}. */
export interface LaidOver {
  /** `noun/id` */
  key: string;
  body: string;
  /** Pictures that stand elsewhere as yet: `media/x.webp` → absolute path. */
  pictures: ReadonlyMap<string, string>;
}

const overHolder = globalThis as { __siteLaidOver?: LaidOver | undefined };

/** What is laid over the content while a preview is rendered. */
export function laidOver(): LaidOver | undefined {
  return overHolder.__siteLaidOver;
}

/** Lays something over the content; undefined takes it away. */
export function layOver(over: LaidOver | undefined): void {
  overHolder.__siteLaidOver = over;
}
