/**
 * What pages ask of bodies that they do not show: which words stand in them, whether one can play with something.
 * Worked out once for each state of a body, because a list of ten thousand entries asks for all of them.
 */
import { isComponent, plainText, type BodyNode } from './body.ts';
import type { Entry } from './content.ts';
import { readBody } from './entry-body.ts';
import { noteRead } from './page-reads.ts';

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

function factsOf(entry: Entry, by?: { find: (text: string) => string[] }): Facts {
  const place = `${entry.noun}/${entry.id}`;
  noteRead((reads) => reads.bodies.add(place));
  const old = known.get(place);
  if (old?.digest === entry.digest && entry.digest !== '' && (!by || old.found?.by === by)) return old;
  const { tree } = readBody(entry);
  const fresh = { digest: entry.digest, explainer: hasExplainer(tree), found: by ? { by, ids: by.find(plainText(tree)) } : old?.digest === entry.digest ? old.found : undefined };
  known.set(place, fresh);
  return fresh;
}

/** Whether an entry's body has something to play with. */
export function playable(entry: Entry): boolean {
  return factsOf(entry).explainer;
}

/** What `by.find` says of an entry's text; the same `by` is asked once for the same bytes. */
export function foundIn(entry: Entry, by: { find: (text: string) => string[] }): string[] {
  return factsOf(entry, by).found?.ids ?? [];
}
