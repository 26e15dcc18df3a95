/** What can be asked of the regions: the eight units of the plan and everything that belongs to each. */
import { entries, newest, type Entry } from './content.ts';
import { getLaureatesOfRegions, type RegionLaureate } from './editions.ts';
import { LISTED } from './list-pages.ts';
import { byOrder } from './ordering.ts';
import { getMeasuresOfRegions, type Measure } from './plan.ts';
import { reverse } from './relations.ts';

/** The article that answers a region's question, and the words of the button that leads there. */
export interface Answer {
  entry: Entry<'science'>;
  label: '动手试一试' | '读一读答案';
}

/** What the region names as the answer to its question; else its first interactive piece, else its first article. */
export function answerOf({ id, data }: Entry<'regions'>, science: readonly Entry<'science'>[]): Answer | undefined {
  const own = science.filter(({ data: { regions } }) => regions.includes(id));
  const named = science.find((entry) => entry.id === data.answer);
  const entry = named ?? own.find(({ data: { kind } }) => kind === 'interactive') ?? own.find(({ data: { kind } }) => kind === 'article') ?? own[0];
  return entry && { entry, label: entry.data.kind === 'interactive' || entry.data.kind === 'handson' ? '动手试一试' : '读一读答案' };
}

/** Everything that a region's page shows beside its own fields. */
export interface RegionPage {
  entry: Entry<'regions'>;
  /** Where its question is answered. */
  answer: Answer | undefined;
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
  const [regions, science, quizzes, events, partners, awards, laureatesOf, measuresOf] = await Promise.all([getRegions(), newest('science'), entries('quizzes'), entries('events'), entries('partners'), entries('awards'), getLaureatesOfRegions(), getMeasuresOfRegions()]);
  const scienceOf = reverse(science, ({ data }) => data.regions);
  const quizzesOf = reverse(quizzes, ({ data }) => (data.region ? [data.region] : []));
  const eventsOf = reverse(events, ({ data }) => (data.venue ? [data.venue.region] : []));
  const partnersOf = reverse(partners, ({ data }) => data.regions);
  const awardsOf = reverse(awards, ({ data }) => data.regions);
  return regions.map((entry) => ({
    entry,
    answer: answerOf(entry, science),
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
