/**
 * How an entry is written to its file: one form for the same content, whoever saves it. Keys in the
 * schema's order, empty values left out, strings quoted (a date stays a string in every YAML reader), short
 * lists on one line, and a body in which braces and angle brackets of prose are safe.
 */
import * as yaml from 'yaml';
import type * as z from 'zod';
import { protectProse } from '#/lib/body-source.ts';
import { parseEntryFile } from '#/lib/front-matter.ts';
import { peel } from './peel.ts';

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
  if (typeof value === 'string') return value.replace(/\r\n?/g, '\n').normalize('NFC').trim() || undefined;
  if (Array.isArray(value)) {
    const items = value.map((item) => tidy(item, peeled?.element)).filter((item) => item !== undefined);
    return items.length > 0 ? items : undefined;
  }
  if (!isRecord(value)) return value;
  const shape = peeled?.shape ?? {};
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

/** Body as it is stored: prose made safe, no blank lines around it. */
export function writeBody(body: string): string {
  return protectProse(body.replace(/\r\n?/g, '\n')).text.replace(/^\s*\n/, '').trimEnd();
}

/** The file of an entry. `schema` gives the order of keys; the form has none and lets the server order them. */
export function writeEntry(data: Record<string, unknown>, body: string, schema?: z.core.$ZodType): string {
  const front = (tidy(data, schema) ?? {}) as Record<string, unknown>;
  const text = writeBody(body);
  return `---\n${writeYaml(front)}---\n${text ? `\n${text}\n` : ''}`;
}

/** Data and body of an entry's file. Faults in it leave the data empty: the gate names them. */
export function readEntry(text: string): { data: Record<string, unknown>; body: string } {
  const { data, body } = parseEntryFile(text);
  return { data, body };
}

/** The format `mdx-safe` as the editing interface asks for it: one object for fields and body. */
export const mdxSafe = {
  fromFile(text: string): Record<string, unknown> {
    const { data, body } = readEntry(text);
    return body.trim() ? { ...data, body } : data;
  },
  toFile(entry: Record<string, unknown>): string {
    const { body, ...data } = entry;
    return writeEntry(data, typeof body === 'string' ? body : '');
  },
};
