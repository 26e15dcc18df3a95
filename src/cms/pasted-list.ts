/**
 * A list of a form from a pasted table: columns by their Chinese labels, words back to stored keys, each row
 * judged by the schema that judges the saved entry, and what the list would become. Pure.
 */
import type * as z from 'zod';
import { readTable } from '#/lib/csv.ts';
import { peel } from './peel.ts';

export interface PasteColumn {
  name: string;
  label: string;
  /** Chinese label → stored key, for choices. */
  words: Record<string, string> | undefined;
  /** Whether every row must have it. */
  required: boolean;
}

export type PastedItem = Record<string, string>;

export interface PasteFault {
  /** Line of the pasted table, from 1; the head is line 1. */
  line: number;
  message: string;
}

export interface Paste {
  items: PastedItem[];
  /** Names of the columns that the table had. */
  given: string[];
  /** Choices that every row needs and no column says: the form asks for one value for all. */
  missing: PasteColumn[];
  faults: PasteFault[];
}

/** Title → id of the entries that a relation, or a code, may name; by field. */
export type PasteLookups = Record<string, Record<string, string>>;

/** The columns that a list's item has. */
export function pasteColumns(item: z.core.$ZodType): PasteColumn[] {
  return Object.entries(peel(item).shape ?? {}).map(([name, schema]) => {
    const { meta, values, optional, hasFallback } = peel(schema);
    const labels = meta.cms?.labels ?? {};
    return { name, label: meta.title ?? name, words: values && Object.fromEntries(values.map((key) => [labels[key] ?? key, key])), required: !optional && !hasFallback };
  });
}

const plain = (label: string): string => label.replace(/^.*›/, '').replace(/[\s（(].*$/, '').trim();

/** The column that a head means: by its label, its name, or a part of the label such as 姓名 of 姓名或名称. */
function columnFor(head: string, columns: readonly PasteColumn[]): PasteColumn | undefined {
  const word = plain(head);
  if (word === '') return undefined;
  return columns.find(({ label, name }) => word === label || word === name) ?? columns.find(({ label }) => label.split('或').includes(word));
}

/**
 * Reads a pasted table. `fixed` holds the values that the form asked for because no column says them (see
 * {@link Paste.missing}). Faults name line, column and what is possible; items with faults are not among `items`.
 */
export function readPaste(text: string, item: z.ZodType, lookups: PasteLookups = {}, fixed: PastedItem = {}): Paste {
  const columns = pasteColumns(item);
  const [head = [], ...rows] = readTable(text);
  const faults: PasteFault[] = [];
  const heads = head.map((each) => columnFor(each, columns));
  const given = heads.flatMap((column) => column?.name ?? []);
  const nothing: Paste = { items: [], given, missing: [], faults };
  if (head.length === 0) return nothing;
  head.forEach((each, index) => {
    if (each !== '' && !heads[index]) faults.push({ line: 1, message: `不认识“${each}”这一列；可用的列名：${columns.map(({ label }) => label).join('、')}` });
  });
  const twice = given.find((name, index) => given.indexOf(name) !== index);
  if (twice) faults.push({ line: 1, message: `“${columns.find(({ name }) => name === twice)?.label ?? twice}”有两列` });
  const missing = columns.filter(({ name, required, words }) => required && words && !given.includes(name));
  for (const { name, label, required, words } of columns) if (required && !words && !given.includes(name)) faults.push({ line: 1, message: `第一行要写列名，其中必须有“${label}”` });
  if (rows.length === 0) faults.push({ line: 1, message: '只有列名，没有内容' });
  if (faults.length > 0) return { ...nothing, missing };

  const items = rows.flatMap((row, index): PastedItem[] => {
    const line = index + 2;
    const before = faults.length;
    const value: PastedItem = { ...fixed };
    if (row.length > head.length) faults.push({ line, message: `有 ${row.length} 格，比列名多；含有逗号的文字要加引号，或者从表格软件里直接复制` });
    heads.forEach((column, at) => {
      const cell = row[at] ?? '';
      if (!column || cell === '') return;
      const words = column.words ?? lookups[column.name];
      const keys = words && Object.values(words);
      const key = words ? (words[cell] ?? (keys?.includes(cell) ? cell : undefined)) : cell;
      if (key === undefined) faults.push({ line, message: `“${column.label}”没有“${cell}”这一项；可选：${Object.keys(words ?? {}).join('、')}` });
      else value[column.name] = key;
    });
    if (faults.length > before) return [];
    const result = item.safeParse(value);
    // A choice that is still to be made for all rows is no fault of this row.
    const issues = result.success ? [] : result.error.issues.filter((issue) => !missing.some(({ name }) => name === issue.path[0] && !(name in fixed)));
    for (const issue of issues) faults.push({ line, message: `${columns.find(({ name }) => name === issue.path[0])?.label ?? ''}：${issue.message}` });
    return issues.length > 0 ? [] : [value];
  });
  return { items, given, missing, faults };
}

/** What happens to one item of the list. */
export interface ListChange {
  kind: 'added' | 'changed' | 'same' | 'removed' | 'kept';
  item: PastedItem;
  /** Names of the fields that get another value. */
  fields: string[];
}

/**
 * The list after a paste. Rows are told apart by `key` (a name may stand twice: then in order). A pasted row
 * changes only the columns that were pasted; an empty cell leaves what was there. Old rows that the table does
 * not name stay at the end, or go when `replace` is set.
 */
export function mergeList(old: readonly PastedItem[], pasted: readonly PastedItem[], key: string, replace: boolean): ListChange[] {
  const left = [...old];
  const changes = pasted.map((row): ListChange => {
    const at = left.findIndex((each) => each[key] === row[key]);
    const [before] = at < 0 ? [] : left.splice(at, 1);
    if (!before) return { kind: 'added', item: row, fields: Object.keys(row) };
    const fields = Object.keys(row).filter((name) => row[name] !== before[name]);
    return { kind: fields.length > 0 ? 'changed' : 'same', item: { ...before, ...row }, fields };
  });
  return [...changes, ...left.map((item): ListChange => ({ kind: replace ? 'removed' : 'kept', item, fields: [] }))];
}

/** The items of a changed list, in its order. */
export function itemsAfter(changes: readonly ListChange[]): PastedItem[] {
  return changes.filter(({ kind }) => kind !== 'removed').map(({ item }) => item);
}
