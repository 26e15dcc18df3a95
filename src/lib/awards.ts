/** What can be asked of the awards. */
import { entries, type Entry } from './content.ts';
import { byYear } from './laureates.ts';
import { getMeasuresNaming, type Measure } from './plan.ts';
import { resolver, reverse } from './relations.ts';

const LEVELS = ['national', 'provincial', 'social'] as const;

/** All awards, national ones first, each with its editions, the latest year first. */
export async function getAwards(): Promise<{ entry: Entry<'awards'>; editions: Entry<'editions'>[] }[]> {
  const [awards, editions] = await Promise.all([entries('awards'), entries('editions')]);
  const editionsOf = reverse(byYear(editions), ({ data }) => [data.award]);
  return awards
    .map((entry) => ({ entry, editions: editionsOf(entry.id) }))
    .sort((a, b) => LEVELS.indexOf(a.entry.data.level) - LEVELS.indexOf(b.entry.data.level) || (a.entry.id < b.entry.id ? -1 : 1));
}

/** Everything that an award's page shows beside its own fields. */
export interface AwardPage {
  entry: Entry<'awards'>;
  editions: Entry<'editions'>[];
  regions: Entry<'regions'>[];
  /** Measures of the plan that name it. */
  measures: Measure[];
}

/** Each award with its relations, both ways. */
export async function getAwardPages(): Promise<AwardPage[]> {
  const [awards, regions, measuresOf] = await Promise.all([getAwards(), entries('regions'), getMeasuresNaming('awards')]);
  const regionsOf = resolver(regions);
  return awards.map(({ entry, editions }) => ({ entry, editions, regions: regionsOf(entry.data.regions), measures: measuresOf(entry.id) }));
}
