/**
 * The one door to the content. Nobody else queries collections, and the filter for drafts, samples and
 * entries of the future stands here only.
 */
import { getCollection } from 'astro:content';
import type { NounData, NounName } from '#/schemas/nouns.ts';
import { environment } from '#/site.ts';
import { now } from './clock.ts';
import { toInstant } from './dates.ts';
import { entryPath } from './urls.ts';

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

/** Whether readers may see an entry at this instant. */
export function isVisible(data: { draft: boolean; sample?: boolean; published?: string | undefined }, instant: number, samples: boolean): boolean {
  if (data.draft || (data.sample && !samples)) return false;
  return data.published === undefined || toInstant(data.published) <= instant;
}

/** All visible entries of a noun, ordered by id. */
export async function entries<N extends NounName>(noun: N): Promise<Entry<N>[]> {
  const raw = (await getCollection(noun)) as unknown as { id: string; data: NounData[N]; digest?: string }[];
  const instant = now();
  const { samples } = environment();
  return raw
    .filter(({ data }) => isVisible(data, instant, samples))
    .map(({ id, data, digest = '' }) => ({ noun, id, data, digest, path: entryPath(noun, data.urlName) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The visible entries of a list of ids, in its order; ids of hidden entries are passed over. */
export async function pick<N extends NounName>(noun: N, ids: readonly string[]): Promise<Entry<N>[]> {
  if (ids.length === 0) return [];
  const byId = new Map((await entries(noun)).map((entry) => [entry.id, entry]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
