/**
 * What each address that was ever published answers: the page itself, one hop to where the entry stands
 * now, or 410 with a page that says why. Computed from the facts of the ledger and the entries of this
 * build, so a chain of names is one hop and going back to an old name is no loop. Pure.
 */
import type { GoneItem } from '#/schemas/gone.ts';
import type { LedgerLine } from '#/schemas/ledger.ts';
import { NOUN_NAMES, NOUNS, type NounName } from '#/schemas/nouns.ts';
import { toInstant } from './dates.ts';
import { ownerKey, type Ledger, type OwnerKey } from './ledger.ts';

/** Addresses made of an event's permanent id instead of its name. */
const BY_ID = ['e', 'embed/e'];
const FIRST_PARTS = [...NOUN_NAMES.flatMap((noun) => (NOUNS[noun].path ? [NOUNS[noun].path] : [])), ...BY_ID];

/**
 * Splits a path below the base into the place of an entry and what follows: `/events/x/poster/` is
 * `/events/x` and `/poster/`, `/events/x.ics` is `/events/x` and `.ics`. Sources of regular expressions, because nginx and Caddy read them as well.
 */
export const PLACES = `/(?:${FIRST_PARTS.join('|')})/[a-z0-9-]+|/[a-z0-9-]+`;
export const PLACE_END = '[./].*';
const PLACE = new RegExp(`^(${PLACES})(${PLACE_END})?$`);

/** Key under which the place of an address is looked up: the address without its last slash. */
export const placeOf = (address: string): string => address.replace(/\/$/, '');

/** Where the page about a gone entry stands in the build; it is served with status 410 at the old addresses. */
export const gonePath = (noun: NounName, id: string): string => `/gone/${noun}/${id}/`;

/** An entry that is gone, as its page shows it. */
export interface GonePage {
  noun: NounName;
  id: string;
  path: string;
  /** `deleted`: for good. `withdrawn`: the entry is still there and not shown. */
  kind: 'deleted' | 'withdrawn';
  title?: string | undefined;
  reason: string;
  /** Site path or full address of what came instead. */
  instead?: string | undefined;
  /** Of an event: `YYYY-MM`. */
  month?: string | undefined;
}

/** The answers of a build, as the server and the rules for other hosts read them. */
export interface HostAnswers {
  /** Place → place where the entry stands now; what follows the place is carried over. */
  moved: Record<string, string>;
  /** Place → site path of the page that goes with 410. */
  gone: Record<string, string>;
}

export interface Answers extends HostAnswers {
  pages: GonePage[];
}

export interface AnswerContext {
  ledger: Ledger;
  /** Site path of each entry that readers see. */
  live: ReadonlyMap<OwnerKey, string>;
  /** What the editors say of deleted things. */
  words: readonly GoneItem[];
  /** Milliseconds since the epoch: what comes into being later has no answer yet. */
  now: number;
}

const WITHDRAWN = '编辑暂时撤下了这一条。';
const SAMPLE = '这个网址原来是一条示例，只用来展示版面，已经不再发布。';

/** Follows the editors' forwards to the place of an entry that readers see. A circle, or an end at nothing, gives undefined. */
function forwardTo(key: OwnerKey, context: AnswerContext, words: ReadonlyMap<OwnerKey, GoneItem>, seen = new Set<OwnerKey>()): string | undefined {
  if (seen.has(key)) return undefined;
  seen.add(key);
  const live = context.live.get(key);
  if (live !== undefined) return live;
  const item = words.get(key);
  if (!item?.forward || !item.instead?.startsWith('/')) return undefined;
  const owner = context.ledger.ownerOf(item.instead);
  return owner === undefined ? undefined : forwardTo(owner, context, words, seen);
}

function gonePage({ noun, id, status, reason, month, sample }: LedgerLine, item: GoneItem | undefined, context: AnswerContext): GonePage {
  const page = { noun, id, path: gonePath(noun, id), month };
  if (sample) return { ...page, kind: 'deleted', reason: SAMPLE };
  if (status === 'live') return { ...page, kind: 'withdrawn', reason: WITHDRAWN };
  const owner = item?.instead === undefined ? undefined : context.ledger.ownerOf(item.instead);
  // What came instead may have moved since, or be gone itself.
  const instead = owner === undefined ? item?.instead : context.live.get(owner);
  return { ...page, kind: 'deleted', title: item?.title, reason: item?.reason ?? reason ?? '', instead };
}

/** All answers but the plain ones: an address that is in neither list is a page of the build. */
export function answersOf(context: AnswerContext): Answers {
  const { ledger, live, now } = context;
  const words = new Map<OwnerKey, GoneItem>();
  for (const item of context.words) {
    const owner = ledger.ownerOf(item.address);
    if (owner !== undefined) words.set(owner, item);
  }
  const answers: Answers = { moved: {}, gone: {}, pages: [] };
  for (const { key, latest, addresses } of ledger.entries()) {
    const here = live.get(key);
    if (here === undefined && toInstant(latest.since) > now && addresses.size === 1) continue;
    const to = here ?? (latest.status === 'gone' ? forwardTo(key, context, words) : undefined);
    const page = to === undefined ? gonePage(latest, words.get(key), context) : undefined;
    const places = [...addresses].filter((address) => address !== here).map(placeOf);
    if (latest.noun === 'events' && here === undefined) places.push(...BY_ID.map((part) => `/${part}/${latest.id}`));
    for (const place of places) {
      if (page) answers.gone[place] = page.path;
      else if (to !== undefined) answers.moved[place] = placeOf(to);
    }
    if (page) answers.pages.push(page);
  }
  return answers;
}

export type Answer = { status: 301; to: string } | { status: 410; page: string } | undefined;

/** What a path answers that is no file of the build: one hop, 410, or nothing known of it. Paths are below the base path. */
export function answerAt(path: string, { moved, gone }: HostAnswers): Answer {
  const [, place = '', rest = ''] = PLACE.exec(path) ?? [];
  if (Object.hasOwn(gone, place)) return { status: 410, page: gone[place] ?? '' };
  return Object.hasOwn(moved, place) ? { status: 301, to: `${moved[place] ?? ''}${rest || '/'}` } : undefined;
}

/** Ledger addresses and `/e/<id>/`: everything that must answer, with whom it belongs to. */
export function promisedAddresses(ledger: Ledger, now: number): { address: string; key: OwnerKey }[] {
  return [...ledger.entries()].flatMap(({ key, latest, addresses }) => {
    if (toInstant(latest.since) > now && addresses.size === 1) return [];
    const all = latest.noun === 'events' ? [...addresses, `/e/${latest.id}/`] : [...addresses];
    return all.map((address) => ({ address, key }));
  });
}

/** The places of the visible entries, by owner. */
export function livePlaces(entries: Iterable<{ noun: NounName; id: string; address: string }>): Map<OwnerKey, string> {
  return new Map([...entries].map(({ noun, id, address }) => [ownerKey(noun, id), address]));
}
