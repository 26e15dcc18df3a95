/** What can be asked of the plan: its sections, its measures, and which entries of the site a measure names. */
import type { NounName } from '#/schemas/nouns.ts';
import { entries, type Entry } from './content.ts';
import { byOrder } from './ordering.ts';
import { resolver, reverse } from './relations.ts';

export type Carrier = Extract<NounName, 'science' | 'events' | 'partners' | 'awards'>;

/** A measure of the plan, with what a page needs to quote it and link to it. */
export interface Measure {
  title: string;
  quote: string;
  /** `第七章第二节` of its section. */
  number: string;
  /** Site path with anchor: `/plan/x/#measure`. */
  path: string;
  /** Id of the region that it names. */
  region: string | undefined;
  names: Record<Carrier, readonly string[]>;
}

/** Anchor of a measure on its section's page. */
export function measureAnchor(id: string): string {
  return `measure-${id}`;
}

/** The measures of all sections, in the plan's order. */
export function measuresOf(sections: readonly Entry<'plan'>[]): Measure[] {
  return byOrder(sections).flatMap(({ path, data }) =>
    data.measures.map(({ id, title, quote, region, science, events, partners, awards }) => ({
      title,
      quote,
      number: data.number,
      path: `${path}#${measureAnchor(id)}`,
      region,
      names: { science, events, partners, awards },
    })),
  );
}

/** Sections of the plan in its order. */
export async function getPlan(): Promise<Entry<'plan'>[]> {
  return byOrder(await entries('plan'));
}

/** For a noun: which measures name an entry of it, by the entry's id. */
export async function getMeasuresNaming(noun: Carrier): Promise<(id: string) => Measure[]> {
  return reverse(measuresOf(await entries('plan')), (measure) => measure.names[noun]);
}

/** Which measures name a region, by the region's id. */
export async function getMeasuresOfRegions(): Promise<(id: string) => Measure[]> {
  return reverse(measuresOf(await entries('plan')), (measure) => (measure.region ? [measure.region] : []));
}

/** A measure on its section's page: the entries of the site that show how it is carried out. */
export interface MeasureProgress {
  measure: Entry<'plan'>['data']['measures'][number];
  region: Entry<'regions'> | undefined;
  science: Entry<'science'>[];
  events: Entry<'events'>[];
  partners: Entry<'partners'>[];
  awards: Entry<'awards'>[];
}

export interface PlanPage {
  entry: Entry<'plan'>;
  measures: MeasureProgress[];
  previous: Entry<'plan'> | undefined;
  next: Entry<'plan'> | undefined;
}

/** Each section with its measures and what shows their progress. */
export async function getPlanPages(): Promise<PlanPage[]> {
  const [sections, regions, science, events, partners, awards] = await Promise.all([getPlan(), entries('regions'), entries('science'), entries('events'), entries('partners'), entries('awards')]);
  const find = { regions: resolver(regions), science: resolver(science), events: resolver(events), partners: resolver(partners), awards: resolver(awards) };
  return sections.map((entry, index) => ({
    entry,
    previous: sections[index - 1],
    next: sections[index + 1],
    measures: entry.data.measures.map((measure) => ({
      measure,
      region: measure.region ? find.regions([measure.region])[0] : undefined,
      science: find.science(measure.science),
      events: find.events(measure.events),
      partners: find.partners(measure.partners),
      awards: find.awards(measure.awards),
    })),
  }));
}
