/** What can be asked of the terms: where each is used, and which an article uses. */
import { foundIn } from './body-facts.ts';
import { entries, newest, type Entry } from './content.ts';
import { LISTED } from './list-pages.ts';
import { resolver, reverse } from './relations.ts';
import { byInitial, termFinder } from './term-use.ts';

/** All terms in the order of a dictionary, by initial. */
export async function getTermsByInitial(): Promise<{ letter: string; terms: Entry<'terms'>[] }[]> {
  return byInitial(await entries('terms'));
}

/** The finder for one state of the terms: while they stay, a body is searched once, however many pages and publications ask. */
let finder: { terms: string; find: (text: string) => string[] } = { terms: '', find: () => [] };

/** For an article: the terms that its body uses, in the order in which they come up. */
export async function getTermsOfScience(): Promise<(entry: Entry<'science'>) => Entry<'terms'>[]> {
  const terms = await entries('terms');
  const names = JSON.stringify(terms.map(({ id, data }) => [id, data.title, data.aliases]));
  if (finder.terms !== names) {
    const find = termFinder(terms);
    finder = { terms: names, find: (text) => find(text).map(({ id }) => id) };
  }
  const resolve = resolver(terms);
  return (entry) => resolve(foundIn(entry, finder));
}

/** Everything that a term's page shows beside its own fields. */
export interface TermPage {
  entry: Entry<'terms'>;
  /** The articles that explain it best, in the editors' order. */
  explained: Entry<'science'>[];
  /** The latest of the other articles that use it, the latest first, and how many there are. */
  used: Entry<'science'>[];
  usedCount: number;
}

/** Each term with the articles that explain and use it. */
export async function getTermPages(): Promise<TermPage[]> {
  const [terms, science, termsOf] = await Promise.all([entries('terms'), newest('science'), getTermsOfScience()]);
  const explainedBy = resolver(science);
  const usedBy = reverse(science, (entry) => termsOf(entry).map(({ id }) => id));
  return terms.map((entry) => {
    const used = usedBy(entry.id).filter(({ id }) => !entry.data.science.includes(id));
    return { entry, explained: explainedBy(entry.data.science), used: used.slice(0, LISTED), usedCount: used.length };
  });
}
