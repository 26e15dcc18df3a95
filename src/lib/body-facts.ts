/**
 * What pages ask of bodies that they do not show: which words stand in them, whether one can play with something.
 * Worked out once for each state of a body, because a list of ten thousand entries asks for all of them.
 */
import { isComponent, plainText, type BodyNode } from './body.ts';
import { bodyAt } from './entry-body.ts';
import { noteRead, type BodyOwner, type BodyQuestion } from './page-reads.ts';

interface Facts {
  digest: string;
  explainer: boolean;
  found: { by: object; ids: string[] } | undefined;
}

/** By entry; an entry's facts go with its digest, so they are those of the bytes that stand now. */
const known = new Map<string, Facts>();

function hasExplainer(node: BodyNode): boolean {
  if (isComponent(node)) return node.name === 'Explainer';
  return 'children' in node && node.children.some((child) => hasExplainer(child as BodyNode));
}

/** What finds things in a text. */
interface Finder {
  find: (text: string) => string[];
}

function factsOf(entry: BodyOwner, by?: Finder): Facts {
  const place = `${entry.noun}/${entry.id}`;
  const old = known.get(place);
  if (old?.digest === entry.digest && entry.digest !== '' && (!by || old.found?.by === by)) return old;
  const { tree } = bodyAt(entry);
  const fresh = { digest: entry.digest, explainer: hasExplainer(tree), found: by ? { by, ids: by.find(plainText(tree)) } : old?.digest === entry.digest ? old.found : undefined };
  known.set(place, fresh);
  return fresh;
}

/** Notes what was asked and answered: a page that lists articles with something to play is made anew when one has something new to play, not for every word. */
function noteFact(question: BodyQuestion, entry: BodyOwner): string {
  const answer = question(entry);
  noteRead(({ facts }) => {
    const known = facts.get(question) ?? new Map<string, { entry: BodyOwner; answer: string }>();
    facts.set(question, known.set(`${entry.noun}/${entry.id}`, { entry, answer }));
  });
  return answer;
}

const isPlayable: BodyQuestion = (entry) => (factsOf(entry).explainer ? 'yes' : '');

/** Whether an entry's body has something to play with. */
export function playable(entry: BodyOwner): boolean {
  return noteFact(isPlayable, entry) !== '';
}

const questions = new WeakMap<Finder, BodyQuestion>();

/** What `by.find` (ids, without blanks) says of an entry's text; the same `by` is asked once for the same bytes. */
export function foundIn(entry: BodyOwner, by: Finder): string[] {
  const question: BodyQuestion = questions.get(by) ?? ((each) => factsOf(each, by).found?.ids.join(' ') ?? '');
  questions.set(by, question);
  return noteFact(question, entry).split(' ').filter((id) => id !== '');
}
