/**
 * Open data: what the site knows, as JSON for programs and CSV for spreadsheets. Pure; there is no clock in
 * the files, they change when the content does.
 */
import type { NounName } from '#/schemas/nouns.ts';
import { NOUNS } from '#/schemas/nouns.ts';
import { writeCsv, writeRows } from './csv.ts';
import { changesOf, markOf, revisionOf } from './data-changes.ts';
import { fieldsOf, itemSchema, type DataField } from './data-schema.ts';
import { laureateIds, type Laureate } from './laureates.ts';

/** Grows when a field changes its name or meaning. */
export const DATA_VERSION = 1;

/** Said as it is: nobody has laid down a licence yet. */
export const LICENCE = '待核实';

/** The nouns that are published as data, in the order in which the page lists them. */
export const DATASETS = ['science', 'terms', 'events', 'awards', 'editions', 'partners', 'regions', 'plan'] as const satisfies readonly NounName[];
export type DatasetName = (typeof DATASETS)[number];

/** Lists of which each item is a row of its own in CSV. */
const ROWS: Partial<Record<DatasetName, string>> = { editions: 'laureates', plan: 'measures' };

/** An entry as it comes from the content. */
export interface DataEntry {
  /** File name without ending. */
  id: string;
  /** Full address of its page. */
  url: string;
  data: { published?: string | undefined; updated?: string | undefined };
}

/** An item as it is published. */
export type DataItem = Record<string, unknown> & { id: string; entryId: string; url: string };

/** Title of an entry, by noun and entry id; undefined when readers may not see it. */
export type TitleOf = (noun: NounName, id: string) => string | undefined;

/** Nouns whose entries the items of a dataset may name. */
export function relationsOf(noun: DatasetName): NounName[] {
  const walk = (fields: readonly DataField[]): NounName[] => fields.flatMap(({ relation, fields: parts = [] }) => [...(relation ? [relation] : []), ...walk(parts)]);
  return [...new Set(walk(fieldsOf(itemSchema(noun))))];
}

/** Laureates with a permanent id of their row in front. */
function identified(id: string, laureates: readonly Laureate[]): object[] {
  const ids = laureateIds(id, laureates);
  return laureates.map((laureate, index) => ({ id: ids[index], ...laureate }));
}

function itemOf(noun: DatasetName, fields: readonly DataField[], { id, url, data }: DataEntry, titleOf: TitleOf): DataItem {
  const given: Record<string, unknown> = { id, ...data, entryId: id, url };
  if (noun === 'editions') given['laureates'] = identified(id, given['laureates'] as Laureate[]);
  const published = fields.map(({ name, relation }): [string, unknown] => {
    const value = given[name] ?? null;
    return [name, relation && Array.isArray(value) ? value.filter((each: unknown) => titleOf(relation, String(each)) !== undefined) : value];
  });
  return Object.fromEntries(published) as DataItem;
}

const inOrder = (entries: readonly DataEntry[]): DataEntry[] => [...entries].sort((a, b) => (a.id < b.id ? -1 : 1));

/**
 * Items in the order of their entries' names; every field of the schema is there, null where nothing is
 * known. Lists of relations name only entries that readers may see.
 */
export function itemsOf(noun: DatasetName, entries: readonly DataEntry[], titleOf: TitleOf): DataItem[] {
  const fields = fieldsOf(itemSchema(noun));
  return inOrder(entries).map((entry) => itemOf(noun, fields, entry, titleOf));
}

/** An item as its files hold it. */
interface Written {
  url: string;
  /** What it names, and the titles that were found. */
  names: { noun: NounName; id: string; title: string | undefined }[];
  json: string;
  csv: string;
  /** For {@link revisionOf}. */
  mark: string;
}

/** Of ten thousand items, a new title changes one: what is written of the others is kept, by their data. */
const written = new WeakMap<object, Written>();

function writtenOf(noun: DatasetName, entries: readonly DataEntry[], titleOf: TitleOf): Written[] {
  const fields = fieldsOf(itemSchema(noun));
  const columns = columnsOf(fields, ROWS[noun]);
  return inOrder(entries).map((entry) => {
    const old = written.get(entry.data);
    if (old?.url === entry.url && old.names.every(({ noun: other, id, title }) => titleOf(other, id) === title)) return old;
    const names: Written['names'] = [];
    const noting: TitleOf = (other, id) => {
      const title = titleOf(other, id);
      names.push({ noun: other, id, title });
      return title;
    };
    const item = itemOf(noun, fields, entry, noting);
    const fresh = { url: entry.url, names, json: JSON.stringify(item, null, 2).replaceAll('\n', '\n    '), csv: writeRows(rowsOf(noun, item, columns, noting)), mark: markOf(item) };
    written.set(entry.data, fresh);
    return fresh;
  });
}

/** Full addresses of a dataset's file and of its JSON Schema, and who publishes it. */
export interface DatasetContext {
  self: string;
  schema: string;
  publisher: string;
}

/** The JSON file of a dataset. `updated` is the last change of any entry, or null; `revision` and `changes`: see lib/data-changes.ts. */
export function datasetJson(noun: DatasetName, entries: readonly DataEntry[], titleOf: TitleOf, context: DatasetContext): string {
  const items = writtenOf(noun, entries, titleOf);
  const updated = entries.flatMap(({ data }) => data.updated ?? data.published ?? []).sort().at(-1) ?? null;
  const { label: title, description } = NOUNS[noun];
  const changes = changesOf(entries);
  const revision = revisionOf(items.map(({ mark }) => mark), changes);
  const head = JSON.stringify({ version: DATA_VERSION, revision, dataset: noun, title, description, ...context, licence: LICENCE, timeZone: 'Asia/Shanghai', updated, count: items.length, changes, fields: fieldsOf(itemSchema(noun)) }, null, 2);
  const list = items.length === 0 ? '[]' : `[\n    ${items.map(({ json }) => json).join(',\n    ')}\n  ]`;
  return `${head.slice(0, -'\n}'.length)},\n  "items": ${list}\n}\n`;
}

/** The JSON Schema of a dataset's items. `id` is its own full address. */
export function schemaJson(noun: DatasetName, id: string): string {
  return `${JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', $id: id, ...itemSchema(noun) }, null, 2)}\n`;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value in words: labels for stored keys, titles for relations, lists parted by `；`, parts of an object by `，`. */
function inWords(field: DataField, value: unknown, titleOf: TitleOf): string {
  if (value === null || value === undefined) return '';
  if (field.list && Array.isArray(value)) return value.map((item: unknown) => inWords({ ...field, list: false }, item, titleOf)).join('；');
  if (field.fields && isRecord(value)) return field.fields.map((part) => inWords(part, value[part.name], titleOf)).filter((part) => part !== '').join('，');
  if (typeof value === 'boolean') return value ? '是' : '否';
  const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
  if (field.relation) return titleOf(field.relation, text) ?? text;
  return field.values?.[text] ?? text;
}

interface Column {
  label: string;
  path: readonly string[];
  field: DataField;
}

/** One column for each field, one for each part of an object, and for each part of the list that makes the rows. */
function columnsOf(fields: readonly DataField[], rows: string | undefined, above: Omit<Column, 'field'> = { label: '', path: [] }): Column[] {
  return fields.flatMap((field) => {
    const here = { label: above.label + field.label, path: [...above.path, field.name] };
    const spread = field.fields && (!field.list || (above.path.length === 0 && field.name === rows));
    return spread && field.fields ? columnsOf(field.fields, undefined, { label: `${here.label} › `, path: here.path }) : { ...here, field };
  });
}

const at = (value: unknown, path: readonly string[]): unknown => path.reduce<unknown>((above, key) => (isRecord(above) ? above[key] : undefined), value);

function rowsOf(noun: DatasetName, item: DataItem, columns: readonly Column[], titleOf: TitleOf): (string | number)[][] {
  const list = ROWS[noun];
  const parts = list ? item[list] : undefined;
  const rows = list && Array.isArray(parts) && parts.length > 0 ? parts.map((part: unknown) => ({ ...item, [list]: part })) : [item];
  const cell = ({ path, field }: Column, row: Record<string, unknown>): string | number => {
    const value = at(row, path);
    return typeof value === 'number' ? value : inWords(field, value, titleOf);
  };
  return rows.map((row) => columns.map((column) => cell(column, row)));
}

/**
 * The CSV file of a dataset, in Chinese: labels in the first row, words instead of stored keys. Years of an
 * award have a row for each laureate; one without (a vacant year) has one row.
 */
export function datasetCsv(noun: DatasetName, entries: readonly DataEntry[], titleOf: TitleOf): string {
  const labels = columnsOf(fieldsOf(itemSchema(noun)), ROWS[noun]).map(({ label }) => label);
  return writeCsv([labels]) + writtenOf(noun, entries, titleOf).map(({ csv }) => csv).join('');
}
