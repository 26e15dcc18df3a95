/** Reads an entry's body when its page is rendered. The gate has passed the file before any page is. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { NounName } from '#/schemas/nouns.ts';
import { contentFolder } from '#/site.ts';
import { parseBody, type Body } from './body.ts';
import { bodyOf } from './front-matter.ts';
import { laidOver } from './held-content.ts';
import { noteRead } from './page-reads.ts';

/** The same for whoever does not show it and notes by himself what he takes from it. */
export function bodyAt({ noun, id }: { noun: NounName; id: string }): Body {
  const over = laidOver();
  if (over?.key === `${noun}/${id}`) return parseBody(over.body);
  const file = path.resolve(contentFolder(), noun, `${id}.mdx`);
  return parseBody(bodyOf(readFileSync(file, 'utf8')));
}

/** The syntax tree and headings of an entry's body. */
export function readBody(entry: { noun: NounName; id: string }): Body {
  noteRead((reads) => reads.bodies.add(`${entry.noun}/${entry.id}`));
  return bodyAt(entry);
}
