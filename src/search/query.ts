/** Answers a query: as typed, in the site's script, and where that finds little, by pinyin and by what was probably meant. */
import { conclude, lookUp, merged, type Answer } from './candidate.ts';
import type { Lookup } from './lookup.ts';
import { byPinyin, bySlip, bySound, lookAhead } from './meant.ts';
import { HAN, MAX_QUERY, normalise, simplify } from './normalise.ts';

export type { Answer, Candidate } from './candidate.ts';

/**
 * Pages for what a reader typed. `literal` looks up only what was typed, after a correction was declined. Never
 * rejects on any text; rejects when the index cannot be read.
 */
export async function answer(raw: string, lookup: Lookup, { literal = false } = {}): Promise<Answer> {
  const asked = normalise(raw.slice(0, 4 * MAX_QUERY)).slice(0, MAX_QUERY);
  const readings = HAN.test(asked) && !literal ? simplify(asked, await lookup.script(asked)) : [asked];
  // What it finds is asked for again below, and its failures are met there.
  if (!literal && (/^[a-z' ]{2,}$/.test(asked) || HAN.test(asked))) lookAhead(readings[0] ?? asked, lookup).catch(() => undefined);
  const typed = merged(await Promise.all(readings.map((reading) => lookUp(reading, lookup))));
  const query = typed.searched;
  const script = query === asked ? {} : { correction: { kind: 'script' as const, from: asked, to: query } };
  if (literal || typed.terms.length === 0) return conclude(typed);
  if (/^[a-z' ]+$/.test(query) || (HAN.test(query) && /[a-z]/.test(query) && !typed.ranked.some(({ full, coverage }) => full && coverage > 0.99))) {
    const meant = await byPinyin(query, typed, lookup);
    if (meant) return meant;
  }
  if (!HAN.test(query)) return conclude(typed);
  if (!typed.ranked.some(({ full }) => full)) {
    const meant = await bySlip(query, typed, lookup);
    if (meant) return meant;
  }
  const meant = await bySound(query, typed, lookup);
  if (meant?.alike && meant.correction) return conclude(meant.alike, { correction: meant.correction });
  return conclude(typed, { ...script, ...meant });
}
