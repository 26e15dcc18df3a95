/** What can be asked of the science entries. */
import { SCIENCE_KINDS } from '#/schemas/science.ts';
import { TOPICS } from '#/schemas/vocabulary.ts';
import { entries, newest, type Entry } from './content.ts';
import { getMeasuresNaming, type Measure } from './plan.ts';
import { getQuizzesOfScience } from './quizzes.ts';
import { relatedTo, resolver, reverse } from './relations.ts';
import { shelve, type Shelf } from './shelves.ts';
import { getTermsOfScience } from './terms.ts';

/** Cards on one page of a list. */
export const PAGE_SIZE = 24;

/** All entries, the latest first. */
export async function getScience(): Promise<Entry<'science'>[]> {
  return newest('science');
}

/** Entries by topic; only topics that have any. */
export async function getScienceTopics(): Promise<Shelf<Entry<'science'>>[]> {
  return shelve(await getScience(), ({ data }) => data.topics, TOPICS, '/science/topics/');
}

/** Entries by kind; only kinds that have any. */
export async function getScienceKinds(): Promise<Shelf<Entry<'science'>>[]> {
  return shelve(await getScience(), ({ data }) => [data.kind], SCIENCE_KINDS, '/science/kinds/');
}

/** What an entry is about, for finding related ones: topics, regions, core concepts, and the terms that its text uses, which say most. */
export function scienceFeatures({ data }: Entry<'science'>, terms: readonly Entry<'terms'>[] = []): Record<string, number> {
  return Object.fromEntries([
    ...data.topics.map((topic) => [`topic:${topic}`, 2] as const),
    ...data.regions.map((region) => [`region:${region}`, 2] as const),
    ...data.concepts.map((concept) => [`concept:${concept}`, 1.5] as const),
    ...terms.map((term) => [`term:${term.id}`, 2] as const),
  ]);
}

/** Everything that an entry's page shows beside its own fields. */
export interface SciencePage {
  entry: Entry<'science'>;
  regions: Entry<'regions'>[];
  partners: Entry<'partners'>[];
  /** Terms that its body uses, in the order in which they come up. */
  terms: Entry<'terms'>[];
  /** Quizzes with a question that rests on it. */
  quizzes: Entry<'quizzes'>[];
  /** Events that name it. */
  events: Entry<'events'>[];
  /** Measures of the plan that name it. */
  measures: Measure[];
  related: Entry<'science'>[];
}

/** Each entry with its relations, both ways. */
export async function getSciencePages(): Promise<SciencePage[]> {
  const [science, regions, partners, events, measuresOf, termsOf, quizzesOf] = await Promise.all([getScience(), entries('regions'), entries('partners'), entries('events'), getMeasuresNaming('science'), getTermsOfScience(), getQuizzesOfScience()]);
  const regionsOf = resolver(regions);
  const partnersOf = resolver(partners);
  const eventsOf = reverse(events, ({ data }) => data.science);
  const related = relatedTo(science, (entry) => scienceFeatures(entry, termsOf(entry)), { count: 3, least: 2 });
  return science.map((entry) => ({
    entry,
    regions: regionsOf(entry.data.regions),
    partners: partnersOf(entry.data.partners),
    terms: termsOf(entry),
    quizzes: quizzesOf(entry.id),
    events: eventsOf(entry.id),
    measures: measuresOf(entry.id),
    related: related(entry),
  }));
}
