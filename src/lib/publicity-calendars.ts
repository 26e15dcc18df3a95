/** The periods of 公示 and 异议 of the awards as calendars. */
import { entries, type Entry } from './content.ts';
import { publicityEntries } from './edition-calendar.ts';
import { writeCalendar } from './ics.ts';
import { siteSettings } from './settings.ts';
import { absolute } from './urls.ts';

const entriesOf = (editions: readonly Entry<'editions'>[]) => editions.flatMap(({ id, data, path }) => publicityEntries(id, data, absolute(path)));

/** The feed of all periods, at the site path `self`. It is there even while no period is known, so that a subscription never breaks. */
export async function getPublicityFeed(self: string): Promise<string> {
  const { shortName } = siteSettings();
  return writeCalendar({ name: `${shortName}奖项公示`, description: '各奖项的公示期和异议期，有变化时自动更新。', source: absolute(self) }, entriesOf(await entries('editions')));
}

/** Whether an edition has a period that a calendar can hold. */
export function hasPublicityFile({ id, data, path }: Entry<'editions'>): boolean {
  return publicityEntries(id, data, absolute(path)).length > 0;
}

/** The periods of one edition as a file that is taken once. */
export function publicityFile(edition: Entry<'editions'>): string {
  return writeCalendar({}, entriesOf([edition]));
}
