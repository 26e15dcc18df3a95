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

/** Text of an article by its digest: a body is parsed once, however many pages ask. */
const texts = new Map<string, string>();

function textOfBody(entry: Entry<'science'>): string {
  const key = `${entry.id} ${entry.digest}`;
  const known = texts.get(key);
  if (known !== undefined) return known;
  const text = plainText(readBody(entry).tree);
  texts.set(key, text);
  return text;
}

/** For an article: the terms that its body uses, in the order in which they come up. */
export async function getTermsOfScience(): Promise<(entry: Entry<'science'>) => Entry<'terms'>[]> {
  const find = termFinder(await entries('terms'));
  return (entry) => find(textOfBody(entry));
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
