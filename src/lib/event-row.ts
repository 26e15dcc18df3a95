/**
 * An event as a row of a list, in plain values: what the build writes into pages is what the browser fills
 * its rows from (found by filters, or marked by the reader). Pure.
 */
import { EVENT_KINDS, EVENT_STATUS, type Event } from '#/schemas/events.ts';
import { facetKeys } from './event-facets.ts';
import { whereOf } from './event-announcement.ts';
import { writeTimes } from './event-times.ts';

export interface RowContent {
  /** Permanent id of the event. */
  id: string;
  title: string;
  /** Final address of its page. */
  href: string;
  summary: string;
  kind: string;
  /** `取消`, `改期` …; '' when it takes place as announced. */
  change: string;
  sample: boolean;
  /** See lib/event-times.ts. */
  times: string;
  where: string;
  audience: string;
  /** How many dates it has. */
  dates: number;
}

/** A row with what filters ask for. */
export interface FoundContent extends RowContent {
  facets: Record<string, readonly string[]>;
}

/** The row of an event. `href` is the final address of its page. */
export function rowOf(event: Event, href: string): RowContent {
  return {
    id: event.id,
    title: event.title,
    href,
    summary: event.summary,
    kind: EVENT_KINDS[event.kind],
    change: event.status === 'scheduled' ? '' : EVENT_STATUS[event.status],
    sample: event.sample,
    times: writeTimes(event),
    where: whereOf(event, undefined),
    audience: event.audience,
    dates: 1 + event.occurrences.length,
  };
}

/** The row with what filters ask for. */
export function foundOf(event: Event, href: string): FoundContent {
  return { ...rowOf(event, href), facets: facetKeys(event) };
}
