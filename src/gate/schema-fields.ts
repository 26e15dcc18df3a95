/**
 * Walks a noun's schema beside an entry's data: Chinese labels for a path, and the relations and
 * pictures that the data holds. The schema's `.meta()` is the only place where these are written.
 */
import type * as z from 'zod';
import type { NounName } from '#/schemas/nouns.ts';

interface Meta {
  title?: string;
  relation?: NounName;
  picture?: boolean;
  managed?: boolean;
  cms?: { widget?: string };
}

type Any = z.core.$ZodType & { meta?: () => Meta | undefined };

/** The value's own field; what every object inherits is none of them. */
const at = (value: unknown, key: PropertyKey): unknown => (typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<PropertyKey, unknown>)[key] : undefined);

/** The schema itself, or the part of a discriminated union that this value is. */
function partOf(schema: Any, value: unknown): Any | undefined {
  const { discriminator, options = [] } = schema._zod.def as { discriminator?: string; options?: Any[] };
  if (discriminator === undefined) return schema;
  const part = options.find((option) => {
    const literal = child(peel(option).inner, discriminator)?._zod.def as { values?: unknown[] } | undefined;
    return literal?.values?.includes(at(value, discriminator));
  });
  return part && peel(part).inner;
}

interface Peeled {
  inner: Any;
  meta: Meta;
}

/** Schemas do not change, and each entry asks for the same ones. */
const peeled = new WeakMap<Any, Peeled>();

/** The schema below optional, default, refine and the like, with the outermost meta that has a title. */
function peel(schema: Any): Peeled {
  const known = peeled.get(schema);
  if (known) return known;
  let inner = schema;
  let meta: Meta = {};
  for (;;) {
    meta = { ...(inner.meta?.() ?? {}), ...meta };
    const def = inner._zod.def as { innerType?: Any; in?: Any; type: string; options?: Any[] };
    if (def.innerType) inner = def.innerType;
    else if (def.type === 'pipe' && def.in) inner = def.in;
    else break;
  }
  const result = { inner, meta };
  peeled.set(schema, result);
  return result;
}

function child(schema: Any, key: PropertyKey): Any | undefined {
  const def = schema._zod.def as { shape?: Record<string, Any>; element?: Any };
  return typeof key === 'number' ? def.element : def.shape && Object.hasOwn(def.shape, key) ? def.shape[String(key)] : undefined;
}

/** `获奖者 › 第 1 项 › 姓名或名称` for `['laureates', 0, 'name']`. The data say which kind an item of several kinds is. */
export function labelOf(schema: z.core.$ZodType, path: readonly PropertyKey[], data?: unknown): string {
  const words: string[] = [];
  let here: Any | undefined = schema;
  let value = data;
  for (const key of path) {
    const part: Any | undefined = here && partOf(peel(here).inner, value);
    here = part && child(part, key);
    value = at(value, key);
    words.push(typeof key === 'number' ? `第 ${key + 1} 项` : ((here && peel(here).meta.title) ?? String(key)));
  }
  return words.join(' › ');
}

export interface Reference {
  path: PropertyKey[];
  value: string;
  /** The noun pointed to, or undefined for a picture. */
  noun: NounName | undefined;
}

interface Leaf {
  inner: Any;
  meta: Meta;
  path: PropertyKey[];
  value: string;
}

/** Every string that the data holds where the schema knows a field, with what the schema says of it. */
function leaves(schema: z.core.$ZodType, data: unknown): Leaf[] {
  const found: Leaf[] = [];
  const walk = (schemaHere: Any, value: unknown, path: PropertyKey[]): void => {
    if (value === undefined || value === null) return;
    const { inner, meta } = peel(schemaHere);
    if (typeof value === 'string') {
      found.push({ inner, meta, path, value });
      return;
    }
    const part = partOf(inner, value);
    const def = (part ? part._zod.def : {}) as { shape?: Record<string, Any>; element?: Any };
    if (def.element && Array.isArray(value)) value.forEach((item, index) => { if (def.element) walk(def.element, item, [...path, index]); });
    else if (def.shape && typeof value === 'object') for (const [key, field] of Object.entries(def.shape)) walk(field, at(value, key), [...path, key]);
  };
  walk(schema, data, []);
  return found;
}

/** Every relation and picture that the data holds, with its place. */
export function references(schema: z.core.$ZodType, data: unknown): Reference[] {
  return leaves(schema, data).flatMap(({ meta, path, value }) => (meta.relation || meta.picture ? [{ path, value, noun: meta.relation }] : []));
}

export interface TextField {
  path: PropertyKey[];
  value: string;
  /** A paragraph, not a line. */
  long: boolean;
}

/** Every text that people wrote freely (no date, address, choice or relation), with its place. */
export function texts(schema: z.core.$ZodType, data: unknown): TextField[] {
  return leaves(schema, data).flatMap(({ inner, meta, path, value }) => {
    const { type, checks = [] } = inner._zod.def as { type: string; checks?: { _zod: { def: { check: string } } }[] };
    const free = type === 'string' && !meta.relation && !meta.picture && !meta.managed && !checks.some((check) => check._zod.def.check === 'string_format');
    return free ? [{ path, value, long: meta.cms?.widget === 'text' }] : [];
  });
}
