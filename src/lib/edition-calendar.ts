/** The periods of 公示 and 异议 in a calendar: one entry for the whole period, one for its last day. Pure. */
import type { Edition } from '#/schemas/editions.ts';
import { toInstant } from './dates.ts';
import { UID_DOMAIN } from './event-calendar.ts';
import type { CalendarEntry } from './ics.ts';
import { periodsOf } from './publicity.ts';

/** Minutes between first publication and last change: grows with each change that the server publishes. */
function sequenceOf({ published, updated }: Pick<Edition, 'published' | 'updated'>): number {
  return published && updated ? Math.max(0, Math.round((toInstant(updated) - toInstant(published)) / 60_000)) : 0;
}

/**
 * The entries of an edition; none while no last day is known. `id` is the entry's name, which never changes;
 * `url` the full address of its page. Samples are marked as such.
 */
export function publicityEntries(id: string, edition: Edition, url: string): CalendarEntry[] {
  const { title, sample, published, updated, objectionWay } = edition;
  const name = `${sample ? '【示例】' : ''}${title}`;
  const shared = { sequence: sequenceOf(edition), published, updated, status: 'CONFIRMED' as const, busy: false, url, categories: ['奖项公示'] };
  const description = [objectionWay ?? '怎样提异议，以公示原文为准。', `详情：${url}`].join('\n');
  return periodsOf(edition).flatMap(({ what, from, until }, index) => {
    if (until === '') return [];
    const uid = `edition-${id}-${index + 1}`;
    const last: CalendarEntry = { ...shared, uid: `${uid}-last@${UID_DOMAIN}`, summary: `${what}今天截止：${name}`, start: until, end: until, description };
    return from === '' ? [last] : [{ ...shared, uid: `${uid}@${UID_DOMAIN}`, summary: `${what}：${name}`, start: from, end: until, description }, last];
  });
}
