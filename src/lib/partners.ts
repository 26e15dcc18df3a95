/** What can be asked of the partners. */
import { PARTNER_KINDS } from '#/schemas/partners.ts';
import { entries, newest, type Entry } from './content.ts';
import { getMeasuresNaming, type Measure } from './plan.ts';
import { resolver, reverse } from './relations.ts';
import { shelve, type Shelf } from './shelves.ts';

/** All partners, ordered by id. */
export async function getPartners(): Promise<Entry<'partners'>[]> {
  return await entries('partners');
}

/** Partners by kind; only kinds that have any. */
export async function getPartnerKinds(): Promise<Shelf<Entry<'partners'>>[]> {
  return shelve(await getPartners(), ({ data }) => [data.kind], PARTNER_KINDS, '/partners/kinds/');
}

/** Everything that a partner's page shows beside its own fields. */
export interface PartnerPage {
  entry: Entry<'partners'>;
  regions: Entry<'regions'>[];
  /** Articles that name it, the latest first. */
  science: Entry<'science'>[];
  /** Events that name it. */
  events: Entry<'events'>[];
  /** Measures of the plan that name it. */
  measures: Measure[];
}

/** Each partner with its relations, both ways. */
export async function getPartnerPages(): Promise<PartnerPage[]> {
  const [partners, regions, science, events, measuresOf] = await Promise.all([getPartners(), entries('regions'), newest('science'), entries('events'), getMeasuresNaming('partners')]);
  const regionsOf = resolver(regions);
  const scienceOf = reverse(science, ({ data }) => data.partners);
  const eventsOf = reverse(events, ({ data }) => data.partners);
  return partners.map((entry) => ({ entry, regions: regionsOf(entry.data.regions), science: scienceOf(entry.id), events: eventsOf(entry.id), measures: measuresOf(entry.id) }));
}
