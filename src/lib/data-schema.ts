/**
 * What the published data look like, read off the Zod schemas: JSON Schema for programs, a list of fields
 * for people. Pure; nothing about a field is written here a second time.
 */
import * as z from 'zod';
import { NOUNS, type NounName } from '#/schemas/nouns.ts';

/** The part of JSON Schema (draft 2020-12) that the content's schemas need. */
export interface JsonSchema {
  title?: string;
  description?: string;
  type?: string;
  format?: string;
  /** A closed vocabulary: stored value and Chinese label. */
  oneOf?: { const: string; title: string }[];
  anyOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  /** The noun whose `entryId` the value is. */
  'x-relation'?: NounName;
  [keyword: string]: unknown;
}

export interface DataField {
  name: string;
  label: string;
  hint?: string;
  /** `list` of what `fields` or the other properties describe. */
  type: 'text' | 'number' | 'boolean' | 'object';
  list: boolean;
  /** Whether null stands where nothing is known. */
  nullable: boolean;
  /** Stored value → Chinese label. */
  values?: Record<string, string>;
  relation?: NounName;
  fields?: DataField[];
}

/** Fields of an entry that say something about the page, not about the thing. */
const OF_THE_PAGE = new Set(['draft', 'urlName', 'cover', 'map', 'order', 'credits']);

/** Fields that every published item has in front of its own. */
const IDENTITY: Record<string, JsonSchema> = {
  id: { type: 'string', title: '编号', description: '不会改变' },
  entryId: { type: 'string', title: '条目名', description: '其他数据里的关联字段用它' },
  url: { type: 'string', format: 'uri', title: '网页地址' },
};

/** Keywords that zod carries over from the fields for the editor's form alone. */
const OF_THE_FORM = new Set(['cms', 'managed', 'picture', 'default']);

/** Takes out what only the editor's form needs, and gives vocabularies their labels the standard's own way. */
function tidy(schema: Record<string, unknown>): JsonSchema {
  const { relation, enum: keys, properties, items, ...others } = schema;
  const rest = Object.fromEntries(Object.entries(others).filter(([keyword]) => !OF_THE_FORM.has(keyword)));
  const labels = (schema.cms as { labels?: Record<string, string> } | undefined)?.labels;
  // Wall-clock times carry no offset, so they are no `date-time` in JSON Schema's sense; their pattern says it all.
  if (rest.format === 'date-time') delete rest.format;
  return {
    ...rest,
    ...(Array.isArray(keys) && (labels ? { oneOf: keys.map((key: string) => ({ const: key, title: labels[key] ?? key })) } : { enum: keys })),
    ...(relation !== undefined && { 'x-relation': relation as NounName }),
    ...(properties !== undefined && { properties: Object.fromEntries(Object.entries(properties as Record<string, Record<string, unknown>>).map(([name, child]) => [name, tidy(child)])) }),
    ...(items !== undefined && { items: tidy(items as Record<string, unknown>) }),
  };
}

function nullable({ title, description, ...rest }: JsonSchema): JsonSchema {
  return { ...(title !== undefined && { title }), ...(description !== undefined && { description }), anyOf: [rest, { type: 'null' }] };
}

/** Lists whose items get a permanent id of their own when they are published: a laureate's row. */
const WITH_ID: Partial<Record<NounName, string>> = { editions: 'laureates' };
const ROW_ID: JsonSchema = { type: 'string', title: '编号', description: '届次的条目名和姓名的摘要，行的次序变了也不变' };

function withRowIds(noun: NounName, name: string, schema: JsonSchema): JsonSchema {
  if (WITH_ID[noun] !== name || !schema.items) return schema;
  return { ...schema, items: { ...schema.items, properties: { id: ROW_ID, ...schema.items.properties }, required: ['id', ...(schema.items.required ?? [])] } };
}

const made = new Map<NounName, JsonSchema>();

/** JSON Schema of one published item of a noun. Every field is there; null where nothing is known. The same object each time; not to be changed. */
export function itemSchema(noun: NounName): JsonSchema {
  const known = made.get(noun) ?? makeItemSchema(noun);
  made.set(noun, known);
  return known;
}

function makeItemSchema(noun: NounName): JsonSchema {
  const { properties = {}, required = [] } = tidy(z.toJSONSchema(NOUNS[noun].schema, { io: 'output' }));
  const own = Object.entries(properties)
    .filter(([name]) => !OF_THE_PAGE.has(name) && !(name in IDENTITY))
    .map(([name, schema]): [string, JsonSchema] => [name, withRowIds(noun, name, schema)]);
  // An event's permanent id is its id; all others go by the name of their entry.
  const all: Record<string, JsonSchema> = { ...IDENTITY, ...(properties.id && { id: properties.id }), ...Object.fromEntries(own.map(([name, schema]) => [name, required.includes(name) ? schema : nullable(schema)])) };
  return { type: 'object', title: NOUNS[noun].label, description: NOUNS[noun].description, properties: all, required: Object.keys(all), additionalProperties: false };
}

function field(name: string, schema: JsonSchema, required: boolean): DataField {
  const some = schema.anyOf?.find(({ type }) => type !== 'null');
  const outer = { ...some, ...schema };
  const list = outer.type === 'array';
  const inner = list ? (outer.items ?? {}) : outer;
  const relation = inner['x-relation'];
  return {
    name,
    label: schema.title ?? name,
    ...(schema.description !== undefined && { hint: schema.description }),
    type: inner.type === 'object' ? 'object' : inner.type === 'boolean' ? 'boolean' : inner.type === 'integer' || inner.type === 'number' ? 'number' : 'text',
    list,
    nullable: some !== undefined || !required,
    ...(inner.oneOf && { values: Object.fromEntries(inner.oneOf.map((each) => [each.const, each.title])) }),
    ...(relation && { relation }),
    ...(inner.properties && { fields: fieldsOf(inner) }),
  };
}

/** The fields of an object schema, in its order. Below the first level, a field that is not required is missing where nothing is known. */
export function fieldsOf(schema: JsonSchema): DataField[] {
  return Object.entries(schema.properties ?? {}).map(([name, child]) => field(name, child, schema.required?.includes(name) ?? false));
}
