/** What can be asked of the regions: the eight units of the plan and everything that belongs to each. */
import { entries, type Entry } from './content.ts';
import { getLaureatesOfRegions, type RegionLaureate } from './editions.ts';
import { LISTED } from './list-pages.ts';
import { byOrder, newestFirst } from './ordering.ts';
import { getMeasuresOfRegions, type Measure } from './plan.ts';
import { reverse } from './relations.ts';

/** Everything that a region's page shows beside its own fields. */
export interface RegionPage {
  entry: Entry<'regions'>;
  /** The latest of its articles, the latest first, and how many there are. */
  science: Entry<'science'>[];
  scienceCount: number;
  quizzes: Entry<'quizzes'>[];
  /** Events that take place there. */
  events: Entry<'events'>[];
  partners: Entry<'partners'>[];
  awards: Entry<'awards'>[];
  laureates: RegionLaureate[];
  /** Measures of the plan that name it. */
  measures: Measure[];
}

/** The regions in the plan's order. */
export async function getRegions(): Promise<Entry<'regions'>[]> {
  return byOrder(await entries('regions'));
}

/** Each region, in the plan's order, with what belongs to it. */
export async function getRegionPages(): Promise<RegionPage[]> {
  const [regions, science, quizzes, events, partners, awards, laureatesOf, measuresOf] = await Promise.all([getRegions(), entries('science'), entries('quizzes'), entries('events'), entries('partners'), entries('awards'), getLaureatesOfRegions(), getMeasuresOfRegions()]);
  const scienceOf = reverse(newestFirst(science), ({ data }) => data.regions);
  const quizzesOf = reverse(quizzes, ({ data }) => (data.region ? [data.region] : []));
  const eventsOf = reverse(events, ({ data }) => (data.venue ? [data.venue.region] : []));
  const partnersOf = reverse(partners, ({ data }) => data.regions);
  const awardsOf = reverse(awards, ({ data }) => data.regions);
  return regions.map((entry) => ({
    entry,
    science: scienceOf(entry.id).slice(0, LISTED),
    scienceCount: scienceOf(entry.id).length,
    quizzes: quizzesOf(entry.id),
    events: eventsOf(entry.id),
    partners: partnersOf(entry.id),
    awards: awardsOf(entry.id),
    laureates: laureatesOf(entry.id),
    measures: measuresOf(entry.id),
  }));
}
