/**
 * How an entry is written to its file: one form for the same content, whoever saves it. Keys in the
 * schema's order, empty values and pasted invisible characters left out, strings quoted (a date stays a string in every YAML reader), short
 * lists on one line, and a body in which braces and angle brackets of prose are safe.
 */
import * as yaml from 'yaml';
import type * as z from 'zod';
import { protectProse } from '#/lib/body-source.ts';
import { parseEntryFile } from '#/lib/front-matter.ts';
import { withoutInvisible } from '#/schemas/characters.ts';
import { peel, variants } from './peel.ts';

const STYLE = { lineWidth: 0, defaultStringType: 'QUOTE_SINGLE', defaultKeyType: 'PLAIN', flowCollectionPadding: false } as const;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The value without what was left empty in the form, in the schema's order. Lists and objects with nothing
 * in them go as well, and a switch that stands on its default `false`.
 */
export function tidy(value: unknown, schema?: z.core.$ZodType): unknown {
  const peeled = schema && peel(schema);
  if (value === '' || value === null || value === undefined) return undefined;
  if (value === false && peeled?.fallback === false) return undefined;
  if (typeof value === 'string') return withoutInvisible(value).replace(/\r\n?/g, '\n').normalize('NFC').trim() || undefined;
  if (Array.isArray(value)) {
    const items = value.map((item) => tidy(item, peeled?.element)).filter((item) => item !== undefined);
    return items.length > 0 ? items : undefined;
  }
  if (!isRecord(value)) return value;
  const kind = peeled && variants(peeled)?.find((each) => value[each.key] === each.value)?.part;
  const shape = kind?.shape ?? peeled?.shape ?? {};
  const keys = [...Object.keys(shape).filter((key) => key in value), ...Object.keys(value).filter((key) => !Object.hasOwn(shape, key))];
  const rows = keys.map((key) => [key, tidy(value[key], Object.hasOwn(shape, key) ? shape[key] : undefined)] as const).filter(([, item]) => item !== undefined);
  return rows.length > 0 ? Object.fromEntries(rows) : undefined;
}

/** YAML text of data that {@link tidy} has been over. */
export function writeYaml(data: Record<string, unknown>): string {
  const document = new yaml.Document(data);
  yaml.visit(document, {
    Seq: (_key, node) => {
      if (node.items.length > 0 && node.items.every((item) => yaml.isScalar(item))) node.flow = true;
    },
    Scalar: (key, node) => {
      if (key !== 'key' && typeof node.value === 'string' && node.value.includes('\n')) node.type = 'BLOCK_LITERAL';
    },
  });
  return document.toString(STYLE);
}

const trimmed = (body: string): string => withoutInvisible(body).replace(/\r\n?/g, '\n').replace(/^\s*\n/, '').trimEnd();

/**
 * Body as it is stored: prose made safe, no blank lines around it. What the gate refuses (program code,
 * HTML) stays as it was typed, so that it is refused and not quietly turned into text.
 */
export function writeBody(body: string): string {
  const source = trimmed(body);
  const { text, faults } = protectProse(source);
  return faults.some((fault) => fault.severity === 'error') ? source : text;
}

/** The file of an entry. `schema` gives the order of keys; the form has none and lets the server order them. */
export function writeEntry(data: Record<string, unknown>, body: string, schema?: z.core.$ZodType): string {
  return writeFile(data, writeBody(body), schema);
}

function writeFile(data: Record<string, unknown>, text: string, schema?: z.core.$ZodType): string {
  const front = (tidy(data, schema) ?? {}) as Record<string, unknown>;
  return `---\n${writeYaml(front)}---\n${text ? `\n${text}\n` : ''}`;
}

/** Data and body of an entry's file. Faults in it leave the data empty: the gate names them. */
export function readEntry(text: string): { data: Record<string, unknown>; body: string } {
  const { data, body } = parseEntryFile(text);
  return { data, body };
}

/**
 * The format `mdx-safe` as the editing interface asks for it: one object for fields and body. Before a git
 * host it makes the body safe itself; our own server does that, and first tells the author about it.
 */
export function mdxSafe(server: 'ours' | 'git-host'): { fromFile: (text: string) => Record<string, unknown>; toFile: (entry: Record<string, unknown>) => string } {
  return {
    fromFile: (text) => {
      const { data, body } = readEntry(text);
      return body.trim() ? { ...data, body } : data;
    },
    toFile: ({ body, ...data }) => {
      const text = typeof body === 'string' ? body : '';
      return server === 'ours' ? writeFile(data, trimmed(text)) : writeEntry(data, text);
    },
  };
}
