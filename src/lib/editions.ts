/** What can be asked of the editions: the years of the awards and who was honoured. */
import { entries, type Entry } from './content.ts';
import { byYear, type Laureate } from './laureates.ts';
import { groupBy } from './ordering.ts';
import { resolver } from './relations.ts';

/** An edition with the award it belongs to; `award` is undefined while that is hidden. */
export interface AwardedEdition {
  entry: Entry<'editions'>;
  award: Entry<'awards'> | undefined;
}

/** All editions, the latest year first. */
export async function getEditions(): Promise<AwardedEdition[]> {
  const [editions, awards] = await Promise.all([entries('editions'), entries('awards')]);
  const awardsOf = resolver(awards);
  return byYear(editions).map((entry) => ({ entry, award: awardsOf([entry.data.award])[0] }));
}

/** Editions by year, the latest first. */
export async function getEditionYears(): Promise<{ year: string; editions: AwardedEdition[] }[]> {
  const years = groupBy(await getEditions(), ({ entry }) => [String(entry.data.year)]);
  return [...years].map(([year, editions]) => ({ year, editions }));
}

export interface EditionPage extends AwardedEdition {
  /** Region entries that laureates belong to, by id. */
  regions: Map<string, Entry<'regions'>>;
  /** The years of the same award around this one. */
  earlier: Entry<'editions'> | undefined;
  later: Entry<'editions'> | undefined;
}

/** Each edition with its award, its laureates' regions and its neighbours in time. */
export async function getEditionPages(): Promise<EditionPage[]> {
  const [editions, regions] = await Promise.all([getEditions(), entries('regions')]);
  const regionsOf = resolver(regions);
  const ofAward = groupBy(editions, ({ entry }) => [entry.data.award]);
  return [...ofAward.values()].flatMap((years) =>
    years.map(({ entry, award }, index) => ({
      entry,
      award,
      regions: new Map(regionsOf(entry.data.laureates.flatMap(({ region }) => region ?? [])).map((region) => [region.id, region])),
      earlier: years[index + 1]?.entry,
      later: years[index - 1]?.entry,
    })),
  );
}

/** A laureate of a region, with the edition that names them. */
export interface RegionLaureate {
  edition: Entry<'editions'>;
  laureate: Laureate;
}

/** Which laureates belong to a region, by the region's id; the latest year first. */
export async function getLaureatesOfRegions(): Promise<(id: string) => RegionLaureate[]> {
  const rows = byYear(await entries('editions')).flatMap((edition) => edition.data.laureates.map((laureate) => ({ edition, laureate })));
  const index = groupBy(rows, ({ laureate }) => (laureate.region ? [laureate.region] : []));
  return (id) => index.get(id) ?? [];
}
