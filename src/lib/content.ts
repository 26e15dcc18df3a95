/**
 * The one door to the content. Nobody else queries collections, and the filter for drafts, samples and
 * entries of the future is applied here only; `visibility.ts` holds its rule.
 */
import { getCollection } from 'astro:content';
import type { NounData, NounName } from '#/schemas/nouns.ts';
import { showsSamples } from '#/site.ts';
import { heldContent, keptEntry, type HeldEntry, type KeptEntry } from './held-content.ts';
import { notedData } from './noted-data.ts';
import { newestFirst } from './ordering.ts';
import { noteField, noteRead } from './page-reads.ts';
import { isRelease } from './release.ts';
import { entryPath } from './urls.ts';
import { isVisible, shownInstant, visibleUntil } from './visibility.ts';

/** An entry that readers may see. */
export interface Entry<N extends NounName = NounName> {
  noun: N;
  /** File name without ending; relations hold it. */
  id: string;
  /** Path below the root of the site, not yet below the base path. */
  path: string;
  data: NounData[N];
  /** Changes with any byte of the file. */
  digest: string;
}

/** Digits of the digest of a file; what the loader writes behind them is about the schema. */
const DIGEST = 40;

/** Lists already made, by the collection they came from: every page of a build asks for the same ones. They stand from one instant until another, at which the next entry becomes visible. */
const made = new WeakMap<object, { samples: boolean; from: number; until: number; list: Entry[] }>();
const collections = new Map<NounName, readonly HeldEntry[]>();

async function raw<N extends NounName>(noun: N): Promise<readonly HeldEntry<N>[]> {
  const published = heldContent()?.get(noun);
  if (published) return published as readonly HeldEntry<N>[];
  // In dev the collection changes under us; in a build it is read once.
  const held = isRelease ? collections.get(noun) : undefined;
  const list = held ?? ((await getCollection(noun)) as unknown as HeldEntry<N>[]);
  collections.set(noun, list);
  return list as readonly HeldEntry<N>[];
}

/** What stands in an entry. A publisher notes what is read of it. */
function contents<N extends NounName>(noun: N, { id, data, digest = '' }: HeldEntry<N>, noting: boolean): Entry<N> {
  return { noun, id, data: noting ? notedData(noun, data) : data, digest: digest.slice(0, DIGEST), path: entryPath(noun, data.urlName) };
}

const fill = (noun: NounName, entry: KeptEntry, held: HeldEntry): void => { Object.assign(entry, contents(noun, held, true)); };

/** All visible entries of a noun, ordered by id. */
export async function entries<N extends NounName>(noun: N): Promise<Entry<N>[]> {
  noteRead((reads) => reads.nouns.add(noun));
  const source = await raw(noun);
  const samples = showsSamples();
  const instant = shownInstant();
  const known = made.get(source);
  if (known?.samples === samples && instant >= known.from && instant < known.until) return known.list as Entry<N>[];
  const kept = heldContent() !== undefined;
  const list = source
    .filter(({ data }) => isVisible(data, instant, samples))
    .map((held) => (kept ? (keptEntry(noun, held, fill) as unknown as Entry<N>) : contents(noun, held, false)))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  made.set(source, { samples, from: instant, until: visibleUntil(source.map(({ data }) => data), instant), list });
  return list;
}

/** The same lists, the latest first; a list is another one as soon as any entry in it is. */
const sorted = new WeakMap<Entry[], Entry[]>();

/** All visible entries of a noun, the latest first publication first. Sorted once, however many pages ask; not to be changed. */
export async function newest<N extends 'science' | 'events'>(noun: N): Promise<Entry<N>[]> {
  const list = await entries(noun);
  noteField(noun, 'published');
  const known = sorted.get(list) ?? newestFirst(list);
  sorted.set(list, known);
  return known as Entry<N>[];
}

/** The visible entries of a list of ids, in its order; ids of hidden entries are passed over. */
export async function pick<N extends NounName>(noun: N, ids: readonly string[]): Promise<Entry<N>[]> {
  if (ids.length === 0) return [];
  const byId = new Map((await entries(noun)).map((entry) => [entry.id, entry]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
