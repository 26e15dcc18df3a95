/**
 * What differs between two states of the site's content, and whom it concerns: a page (or a route, which says what
 * pages there are) shows something else only when what it was given, or what it read, is in it. The work goes with
 * what was changed, not with how much there is.
 */
import { toDay } from '#/lib/dates.ts';
import { currentSpan, phaseOf, registrationState } from '#/lib/event-state.ts';
import type { HeldContent, HeldEntry } from '#/lib/held-content.ts';
import { nounOf } from '#/lib/noted-data.ts';
import { ALL_FIELDS, type PageReads } from '#/lib/page-reads.ts';
import { isVisible, type Publishable } from '#/lib/visibility.ts';
import type { Event } from '#/schemas/events.ts';
import type { NounName } from '#/schemas/nouns.ts';

/** What the site shows. */
export interface Shown {
  content: HeldContent;
  /** Milliseconds since the epoch. */
  now: number;
  /** Digest of what every page may show (settings). */
  global: string;
}

/** Every page that has an entry looks at its address. */
const ALWAYS = 'urlName';
/** Stands for how an event stands at an instant, which pages ask the clock for. */
const STATE = '@state';

interface NounChanges {
  /** Whether readers may see more, fewer or other entries. */
  members: boolean;
  /** Fields that changed, by entry. */
  entries: Map<string, Set<string>>;
  /** All of them. */
  fields: Set<string>;
}

const isEntry = (value: object): value is { noun: NounName; id: string } => 'noun' in value && 'id' in value && 'data' in value && 'path' in value && 'digest' in value;

/** The parts of an object in which entries may stand. */
const partsOf = (value: object): unknown[] => (Array.isArray(value) ? value : value instanceof Map ? [...value].flat() : value instanceof Set ? [...value] : Object.values(value));

function fieldsBetween(before: object, after: object): Set<string> {
  const [one, other] = [before, after] as Record<string, unknown>[];
  return new Set([...Object.keys(before), ...Object.keys(after)].filter((name) => JSON.stringify(one?.[name]) !== JSON.stringify(other?.[name])));
}

const stateOf = (data: object, now: number): string => {
  const event = data as Event;
  return `${phaseOf(event, now)} ${currentSpan(event, now).start} ${registrationState(event, now).state}`;
};

export class Changes {
  /** Everything may look otherwise. */
  readonly all: boolean;
  readonly #day: boolean;
  readonly #nouns = new Map<NounName, NounChanges>();
  readonly #bodies = new Set<string>();
  /** Nouns of which a file has changed in any byte. */
  readonly #files = new Set<NounName>();
  /** Whether an object of some props leads to an entry that has changed. */
  readonly #leads = new WeakMap<object, boolean>();

  /** `sameTime`: no entry reads otherwise at the second instant than at the first by the clock alone. */
  constructor(before: Shown, after: Shown, sameTime = false) {
    this.all = before.global !== after.global;
    this.#day = toDay(before.now) !== toDay(after.now);
    for (const noun of new Set([...before.content.keys(), ...after.content.keys()])) {
      const [old, list] = [before.content.get(noun) ?? [], after.content.get(noun) ?? []];
      if (old === list && sameTime) continue;
      const known = new Map(old.map((entry) => [entry.id, entry]));
      for (const entry of list) {
        const was = known.get(entry.id);
        known.delete(entry.id);
        if (was !== entry || !sameTime) this.#compare(noun, was, entry, before.now, after.now);
      }
      for (const entry of known.values()) this.#compare(noun, entry, undefined, before.now, after.now);
    }
  }

  #compare(noun: NounName, was: HeldEntry | undefined, is: HeldEntry | undefined, then: number, now: number): void {
    const place = `${noun}/${(is ?? was)?.id ?? ''}`;
    if (was?.digest !== is?.digest) this.#files.add(noun);
    if (was?.body !== is?.body) this.#bodies.add(place);
    const shown = (entry: HeldEntry | undefined, at: number): boolean => entry !== undefined && isVisible(entry.data as Publishable, at, true);
    const members = shown(was, then) !== shown(is, now) || !was !== !is;
    const fields = was && is && was !== is ? fieldsBetween(was.data, is.data) : new Set<string>();
    if (noun === 'events' && was && is && stateOf(was.data, then) !== stateOf(is.data, now)) fields.add(STATE);
    if (!members && fields.size === 0) return;
    const noted = this.#nouns.get(noun) ?? { members: false, entries: new Map<string, Set<string>>(), fields: new Set<string>() };
    this.#nouns.set(noun, noted);
    // Samples are shown or not by a variable: whoever becomes one, or is none any more, may come or go.
    noted.members ||= members || fields.has('sample');
    noted.entries.set((is ?? was)?.id ?? '', fields);
    for (const field of fields) noted.fields.add(field);
  }

  /** Whether what was read of entries of a noun is among these fields. */
  #sees(reads: PageReads, noun: NounName, fields: ReadonlySet<string>): boolean {
    if (fields.has(ALWAYS) || fields.has(STATE)) return true;
    const read = reads.fields.get(noun);
    return read !== undefined && fields.size > 0 && (read.has(ALL_FIELDS) || [...fields].some((field) => read.has(field)));
  }

  /** Whether anything that was read has changed, apart from what was given as props. */
  concern(reads: PageReads): boolean {
    if (this.all || (reads.clock && this.#day)) return true;
    for (const [noun, { members, fields }] of this.#nouns) if (reads.nouns.has(noun) && (members || this.#sees(reads, noun, fields))) return true;
    for (const noun of this.#files) if (reads.digests.has(noun)) return true;
    for (const place of this.#bodies) {
      if (reads.bodies.has(place)) return true;
      for (const [question, answers] of reads.facts) {
        const known = answers.get(place);
        if (known && question(known.entry) !== known.answer) return true;
      }
    }
    return false;
  }

  /** Whether these props hold an entry that has changed in something that was read. */
  reach(props: unknown, reads: PageReads): boolean {
    for (const [noun, { fields }] of this.#nouns) if (this.#sees(reads, noun, fields)) return this.#leadsTo(props) && this.#finds(props, reads, new Set());
    return false;
  }

  #leadsTo(value: unknown): boolean {
    if (typeof value !== 'object' || value === null) return false;
    const known = this.#leads.get(value);
    if (known !== undefined) return known;
    this.#leads.set(value, false);
    const leads = isEntry(value) ? this.#nouns.get(value.noun)?.entries.has(value.id) === true : partsOf(value).some((part) => this.#leadsTo(part));
    this.#leads.set(value, leads);
    return leads;
  }

  #finds(value: unknown, reads: PageReads, seen: Set<object>): boolean {
    if (typeof value !== 'object' || value === null || seen.has(value) || !this.#leadsTo(value)) return false;
    seen.add(value);
    if (!isEntry(value)) return partsOf(value).some((part) => this.#finds(part, reads, seen));
    const fields = this.#nouns.get(value.noun)?.entries.get(value.id);
    return fields !== undefined && this.#sees(reads, value.noun, fields);
  }
}

const isPlain = (value: object): boolean => [Object.prototype, null].includes(Object.getPrototypeOf(value) as null);

/** Whether two props come to the same page as long as no entry in them changes: entries are the same objects, all else is equal. Of functions nothing is known; they go with what their route has read. */
export function sameProps(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || (typeof a === 'function' && typeof b === 'function')) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || isEntry(a) || isEntry(b)) return false;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((each, at) => sameProps(each, b[at]));
  if (a instanceof Map || a instanceof Set) return a.constructor === b.constructor && sameProps([...a], [...(b as Iterable<unknown>)]);
  if (!isPlain(a) || !isPlain(b)) return false;
  const [one, other] = [Object.entries(a), Object.entries(b)];
  return one.length === other.length && one.every(([name, each], at) => other[at]?.[0] === name && sameProps(each, other[at]?.[1]));
}

/** Nouns of which props hold an entry's data without the entry: it would stay what it was. `seen` are objects that were looked through. */
export function looseData(props: unknown, seen: WeakSet<object>): Set<NounName> {
  const found = new Set<NounName>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const noun = nounOf(value);
    if (noun) found.add(noun);
    if (noun || seen.has(value)) return;
    seen.add(value);
    if (!isEntry(value)) partsOf(value).forEach(look);
  };
  look(props);
  return found;
}
