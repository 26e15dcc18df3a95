/** What can be asked of the terms: where each is used, and which an article uses. */
import { plainText } from './body.ts';
import { entries, type Entry } from './content.ts';
import { readBody } from './entry-body.ts';
import { newestFirst } from './ordering.ts';
import { resolver, reverse } from './relations.ts';
import { byInitial, termFinder } from './term-use.ts';

/** All terms in the order of a dictionary, by initial. */
export async function getTermsByInitial(): Promise<{ letter: string; terms: Entry<'terms'>[] }[]> {
  return byInitial(await entries('terms'));
}

/** Ids of the terms that a body uses, by the body's digest, for one state of the terms: a body is searched once, however many pages and publications ask. */
let used = { terms: '', ids: new Map<string, string[]>() };

/** For an article: the terms that its body uses, in the order in which they come up. */
export async function getTermsOfScience(): Promise<(entry: Entry<'science'>) => Entry<'terms'>[]> {
  const terms = await entries('terms');
  const names = JSON.stringify(terms.map(({ id, data }) => [id, data.title, data.aliases]));
  if (used.terms !== names) used = { terms: names, ids: new Map() };
  const { ids } = used;
  const find = termFinder(terms);
  const resolve = resolver(terms);
  return (entry) => {
    const key = `${entry.id} ${entry.digest}`;
    const known = ids.get(key) ?? find(plainText(readBody(entry).tree)).map(({ id }) => id);
    ids.set(key, known);
    return resolve(known);
  };
}

/** Everything that a term's page shows beside its own fields. */
export interface TermPage {
  entry: Entry<'terms'>;
  /** The articles that explain it best, in the editors' order. */
  explained: Entry<'science'>[];
  /** The other articles that use it, the latest first. */
  used: Entry<'science'>[];
}

/** Each term with the articles that explain and use it. */
export async function getTermPages(): Promise<TermPage[]> {
  const [terms, science, termsOf] = await Promise.all([entries('terms'), entries('science'), getTermsOfScience()]);
  const explainedBy = resolver(science);
  const usedBy = reverse(newestFirst(science), (entry) => termsOf(entry).map(({ id }) => id));
  return terms.map((entry) => ({ entry, explained: explainedBy(entry.data.science), used: usedBy(entry.id).filter(({ id }) => !entry.data.science.includes(id)) }));
}
