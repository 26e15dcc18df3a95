/** One word for the state of the whole site: it is another one as soon as any page may show something else. */
import { createHash } from 'node:crypto';
import { NOUN_NAMES } from '#/schemas/nouns.ts';
import type { Event } from '#/schemas/events.ts';
import { now } from './clock.ts';
import { entries } from './content.ts';
import { toDay } from './dates.ts';
import { currentSpan, phaseOf, registrationState } from './event-state.ts';
import { noteRead } from './page-reads.ts';
import { siteSettings } from './settings.ts';

/** Sixteen letters and digits, from every visible entry, what the clock makes of the events, the settings and the code (`code` is its hash). */
export async function siteVersion(code: string): Promise<string> {
  const instant = now();
  const hash = createHash('sha256').update(`${code}\0${toDay(instant)}\0${JSON.stringify(siteSettings())}\0`);
  for (const noun of NOUN_NAMES) {
    noteRead((reads) => reads.digests.add(noun));
    for (const { id, digest, data } of await entries(noun)) {
      hash.update(`${noun}/${id}=${digest}`);
      if (noun === 'events') hash.update(`${phaseOf(data as Event, instant)} ${currentSpan(data as Event, instant).start} ${registrationState(data as Event, instant).state}`);
    }
  }
  return hash.digest('hex').slice(0, 16);
}
