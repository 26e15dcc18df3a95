/** What a case of bad input is, and the ways to put one to the gate as its real callers do. */
import { parse } from 'node-html-parser';
import { readEntry, writeEntry } from '#/cms/entry-format.ts';
import { ContentIndex } from '#/gate/content-index.ts';
import { validateEntry } from '#/gate/validate.ts';
import { bodyParts, type BodyPart } from '#/lib/body-parts.ts';
import { parseBody, plainText } from '#/lib/body.ts';
import type { Finding } from '#/lib/finding.ts';
import { parseEntryFile } from '#/lib/front-matter.ts';
import { NOUNS } from '#/schemas/nouns.ts';

/** What became of an input. */
export type Outcome =
  | { kind: 'refused'; findings: Finding[] }
  /** Goes live; what readers get of it. */
  | { kind: 'published'; text: string; html: string; notes: Finding[] }
  /** Goes live as something else: what it became. */
  | { kind: 'cleaned'; result: string };

/** What is expected: words of the reason (with the field, where there is one), the text as typed, or what it becomes. */
export type Expected = { refused: string; field?: string; line?: number } | { published: string } | { cleaned: string | RegExp };

export interface Case {
  group: string;
  name: string;
  expected: Expected;
  run: () => Outcome | Promise<Outcome>;
}

export const ENTRY_PATH = 'content/science/renshen.mdx';
const FRONT = 'title: 人参怎样生长\nurlName: renshen\nkind: article\nsummary: 人参喜阴怕晒，要在林下慢慢长大；这里说清楚光、土和年头各起什么作用。\ntopics: [ginseng]\nsources: [{ title: 植物学, publisher: 高等教育出版社 }]\n';
/** Line of a body's first line, and of a row that {@link front} adds, in the made file. */
export const BODY_LINE = 10;
export const ROW_LINE = 8;

/** A sound entry with `rows` added to its front matter and this body. */
export function entryText(rows: string, body: string): string {
  return `---\n${FRONT}${rows}---\n\n${body}\n`;
}

export function freshIndex(): ContentIndex {
  return new ContentIndex(
    [
      { noun: 'science', id: 'renshen', urlName: 'renshen', eventId: undefined },
      { noun: 'science', id: 'other', urlName: 'taken', eventId: undefined, anchors: () => new Set(['小标题']) },
      { noun: 'science', id: 'hidden', urlName: 'hidden', eventId: undefined, draft: true },
      { noun: 'regions', id: 'jian', urlName: 'jian', eventId: undefined },
      { noun: 'events', id: 'kaifangri', urlName: 'kaifangri', eventId: 'abc12345' },
    ],
    ['media/ginseng.webp'],
  );
}

const htmlOf = (parts: readonly BodyPart[]): string => parts.map((part) => ('html' in part ? part.html : htmlOf(part.children))).join('');

/** The gate's verdict on bytes at a path, and what a page would hold of them. */
export function judge(bytes: Uint8Array | string, path = ENTRY_PATH): Outcome {
  const buffer = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  const findings = validateEntry(buffer, path, freshIndex());
  const errors = findings.filter((finding) => finding.severity === 'error');
  if (errors.length > 0) return { kind: 'refused', findings: errors };
  const file = parseEntryFile(new TextDecoder().decode(buffer));
  const { tree } = parseBody(file.body);
  return { kind: 'published', text: `${String(file.data['title'])}\n${plainText(tree)}`, html: htmlOf(bodyParts(tree)), notes: findings };
}

/** What the editing server would store of what a form sent, judged. */
export function judgeSaved(text: string): Outcome {
  const { data, body } = readEntry(text);
  const stored = writeEntry(data, body, NOUNS.science.schema);
  const outcome = judge(stored);
  return outcome.kind === 'published' ? { kind: 'cleaned', result: stored } : outcome;
}

export const body = (group: string, name: string, text: string, expected: Expected): Case => ({ group, name, expected, run: () => judge(entryText('', text)) });
export const front = (group: string, name: string, rows: string, expected: Expected): Case => ({ group, name, expected, run: () => judge(entryText(`${rows}\n`, '正文。')) });
/** Replaces a whole line of the sound front matter. */
export const field = (group: string, name: string, key: string, row: string, expected: Expected): Case => ({ group, name, expected, run: () => judge(entryText('', '正文。').replace(new RegExp(`^${key}: .*$`, 'm'), () => row)) });
export const file = (group: string, name: string, bytes: () => Uint8Array | string, expected: Expected): Case => ({ group, name, expected, run: () => judge(bytes()) });
export const saved = (group: string, name: string, rows: string, text: string, expected: Expected): Case => ({ group, name, expected, run: () => judgeSaved(entryText(rows, text)) });

const SAFE_TAGS = new Set('p h2 h3 h4 ul ol li strong em del a table thead tbody tr th td code pre blockquote hr br sup section input div'.split(' '));

/**
 * What could act in this HTML, found by another parser and the platform's own URL reader, not by the gate's
 * rules; empty when nothing can.
 */
export function dangersIn(html: string): string[] {
  const dangers: string[] = [];
  for (const element of parse(html, { comment: true }).querySelectorAll('*')) {
    const tag = element.rawTagName.toLowerCase();
    if (!SAFE_TAGS.has(tag)) dangers.push(`<${tag}>`);
    for (const [name, value] of Object.entries(element.attributes)) {
      if (/^on|^style$|^srcdoc$|^formaction$|:/i.test(name)) dangers.push(`${tag} ${name}`);
      if (/^(?:href|src|action)$/i.test(name) && !['https:', 'http:', 'mailto:', 'tel:'].includes(URL.parse(value, 'https://site.invalid/science/x/')?.protocol ?? '')) dangers.push(`${tag} ${name}=${value}`);
    }
  }
  if (/<!--|<script|<!doctype/i.test(html)) dangers.push('comment, script or doctype');
  return dangers;
}
