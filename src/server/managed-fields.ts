/** The fields that the server writes: editors neither have to fill them nor can they forge them. */
import { readEntry, tidy, writeBody, writeEntry } from '#/cms/entry-format.ts';
import type { ContentIndex } from '#/gate/content-index.ts';
import { toInstant, toWallClock } from '#/lib/dates.ts';
import { NOUNS, type NounName } from '#/schemas/nouns.ts';
import { keepKeys } from './occurrence-keys.ts';
import { eventId, urlNameFor } from './url-name.ts';

type Data = Record<string, unknown>;

export interface Saving {
  noun: NounName;
  id: string;
  /** What the form sent. */
  text: string;
  /** What stands in the store, or undefined for a new entry. */
  base: string | undefined;
  index: ContentIndex;
  /** Milliseconds since the epoch. */
  now: number;
  /** A deleted entry comes back as what it was: what the server once wrote into it counts. */
  revive?: boolean | undefined;
  /** It is not published yet: no time is written into it. */
  drafting?: boolean | undefined;
  /** The permanent id that a draft of the event was given. */
  eventId?: string | undefined;
  /** Who wrote and who approved it, where the settings ask for it on the page. */
  credits?: Credits | null | undefined;
}

/** Names as they stand on the page; see `common()` of the schemas. */
export interface Credits {
  editors?: string[];
  approver?: string;
}

const filled = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const day = (value: unknown): unknown => (typeof value === 'string' ? value.slice(0, 10) : value);
const wholeDays = (span: unknown): unknown => (typeof span === 'object' && span !== null ? { ...span, start: day((span as Data)['start']), end: day((span as Data)['end']) } : span);

/** The form has one date picker, with a time; an event of whole days has none. */
function withoutTimes(data: Data): Data {
  if (data['allDay'] !== true) return data;
  const { occurrences } = data;
  return { ...data, start: day(data['start']), end: day(data['end']), ...(Array.isArray(occurrences) && { occurrences: occurrences.map(wholeDays) }) };
}

/** The minute, or the first one after all of `others`: calendars count changes by it, and two within a minute are two. */
function later(minute: string, others: readonly unknown[]): string {
  const last = others.filter(filled).sort().at(-1);
  return last === undefined || minute > last ? minute : toWallClock(toInstant(last) + 60_000);
}

/**
 * The text as it will be stored: `published` at the first publication and never again, `updated` at later
 * changes (neither while it is a draft), an event's `id` once and for all, an empty `urlName` from the title. An entry whose content did
 * not change comes back as its base.
 */
export function completeEntry({ noun, id, text, base, index, now, revive = false, drafting = false, eventId: reserved, credits }: Saving): string {
  const { schema } = NOUNS[noun];
  const sent = readEntry(text);
  const before = base === undefined ? (revive ? sent : undefined) : readEntry(base);
  const managed = new Set(['published', 'updated', 'credits', ...(noun === 'events' ? ['id'] : [])]);
  const strip = (entry: Data): Data => Object.fromEntries(Object.entries(entry).filter(([key]) => !managed.has(key)));

  const content = withoutTimes(strip(sent.data));
  if (!filled(content['urlName'])) {
    const kept = before?.data['urlName'];
    content['urlName'] = filled(kept) ? kept : urlNameFor(filled(content['title']) ? content['title'] : id, noun, (name) => index.urlNameTaken(noun, name, id) !== undefined || index.retired({ noun, id, urlName: name, eventId: undefined }) !== undefined);
  }
  if (noun === 'events') content['occurrences'] = keepKeys(content['occurrences'], before?.data['occurrences']);
  const data: Data = { ...content };
  if (noun === 'events') {
    const kept = before?.data['id'];
    data['id'] = filled(kept) ? kept : (reserved ?? eventId((value) => !index.isFreeEventId(value)));
  }
  const published = before?.data['published'];
  const updated = before?.data['updated'];
  if (filled(published)) data['published'] = published;
  if (filled(updated)) data['updated'] = updated;
  const named = credits === undefined ? before?.data['credits'] : credits;
  if (named) data['credits'] = named;
  if (drafting) return writeEntry(data, sent.body, schema);
  // Keys given to dates that had none are no change that readers see.
  const stood = before && strip(before.data);
  if (stood && noun === 'events') stood['occurrences'] = keepKeys(stood['occurrences'], stood['occurrences']);
  const same = before && JSON.stringify(tidy(stood, schema)) === JSON.stringify(tidy(content, schema)) && writeBody(before.body) === writeBody(sent.body);
  // An entry that stood there without a date was public already; when is not known, so nothing is claimed.
  const wasPublic = filled(published) || (before !== undefined && before.data['draft'] !== true);
  if (wasPublic) {
    if (!same) data['updated'] = later(toWallClock(now), noun === 'events' ? [published, updated] : []);
  } else if (content['draft'] !== true) data['published'] = toWallClock(now);
  return writeEntry(data, sent.body, schema);
}
