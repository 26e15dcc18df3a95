/** What readers of an event's page are told about its days. The rules are pure and stand in event-clashes.ts. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { schoolDays } from '#/schemas/school-days.ts';
import { contentFolder } from '#/site.ts';
import { entries, type Entry } from './content.ts';
import { clashingOf, eventNotices, type EventNotice } from './event-clashes.ts';
import { parseYaml } from './front-matter.ts';

/**
 * The notices on an event's dates that are not over at `now` (milliseconds since the epoch), in the order of days.
 * `others` of a clash are events that readers see; `other` is their entry id. Nothing is said of days that are not known.
 */
export async function noticesFor(event: Entry<'events'>, now: number): Promise<EventNotice[]> {
  const file = path.resolve(contentFolder(), 'settings', 'school-days.yml');
  const calendar = schoolDays.parse(existsSync(file) ? parseYaml(readFileSync(file, 'utf8')).data : {});
  const [own, all] = [clashingOf(event.id, event.data), await entries('events')];
  if (!own) return [];
  return eventNotices(own, all.flatMap(({ id, data }) => clashingOf(id, data) ?? []), calendar, now).filter(({ kind }) => kind !== 'unknown');
}
