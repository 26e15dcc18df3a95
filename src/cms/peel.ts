/** Takes the wrappers off a schema and shows what a form or a file needs to know of it. */
import type * as z from 'zod';
import type { CmsMeta, NounName } from '#/schemas/fields.ts';

export interface FieldMeta {
  title?: string;
  description?: string;
  format?: string;
  relation?: NounName;
  picture?: boolean;
  managed?: boolean;
  cms?: CmsMeta;
}

interface Definition {
  type: string;
  innerType?: z.core.$ZodType;
  in?: z.core.$ZodType;
  out?: z.core.$ZodType;
  defaultValue?: unknown;
  element?: z.core.$ZodType;
  shape?: Record<string, z.core.$ZodType>;
  entries?: Record<string, string>;
  values?: unknown[];
  options?: z.core.$ZodType[];
  discriminator?: string;
  checks?: { _zod: { def: CheckDefinition } }[];
}

export interface CheckDefinition {
  check: string;
  minimum?: number;
  maximum?: number;
  value?: number;
  inclusive?: boolean;
  format?: string;
  pattern?: RegExp;
  error?: (issue: { code: string; input?: unknown }) => unknown;
}

export interface Peeled {
  type: string;
  /** Outermost meta wins, key by key. */
  meta: FieldMeta;
  /** Whether the value may be missing without a default. */
  optional: boolean;
  /** Default, if there is one. */
  fallback: unknown;
  hasFallback: boolean;
  element: z.core.$ZodType | undefined;
  shape: Record<string, z.core.$ZodType> | undefined;
  /** Values of an enum. */
  values: string[] | undefined;
  /** Parts of a union. */
  options: z.core.$ZodType[] | undefined;
  /** The key by which the parts of a union are told apart. */
  discriminator: string | undefined;
  checks: CheckDefinition[];
}

const definition = (schema: z.core.$ZodType): Definition => schema._zod.def as unknown as Definition;
const metaOf = (schema: z.core.$ZodType): FieldMeta => (schema as { meta?: () => FieldMeta | undefined }).meta?.() ?? {};
const isEmptyLiteral = (schema: z.core.$ZodType): boolean => definition(schema).type === 'literal' && definition(schema).values?.[0] === '';

/** The schema below optional, default, pipe, and "or empty". */
export function peel(schema: z.core.$ZodType): Peeled {
  let at = schema;
  let meta: FieldMeta = {};
  let optional = false;
  let fallback: unknown;
  let hasFallback = false;
  for (;;) {
    const own = metaOf(at);
    meta = { ...own, ...meta, ...((own.cms ?? meta.cms) && { cms: { ...own.cms, ...meta.cms } }) };
    const def = definition(at);
    if (def.type === 'optional' || def.type === 'nullable') optional = true;
    if (def.type === 'default' && !hasFallback) {
      hasFallback = true;
      fallback = def.defaultValue;
    }
    const full = def.type === 'union' ? def.options?.filter((option) => !isEmptyLiteral(option)) : undefined;
    const [only] = full?.length === 1 && def.options?.length === 2 ? full : [];
    if (def.innerType) at = def.innerType;
    else if (def.type === 'pipe' && def.in) at = def.in;
    else if (only) {
      optional = true;
      at = only;
    } else {
      return {
        type: def.type, meta, optional, fallback, hasFallback,
        element: def.element, shape: def.shape, values: def.type === 'enum' ? Object.values(def.entries ?? {}) : undefined, options: def.options, discriminator: def.discriminator,
        checks: (def.checks ?? []).map((check) => check._zod.def),
      };
    }
  }
}

/** The parts of a discriminated union by the value of its discriminator; undefined for any other schema. */
export function variants({ options, discriminator }: Peeled): { key: string; value: string; part: Peeled }[] | undefined {
  if (!options || discriminator === undefined) return undefined;
  return options.map((option) => {
    const part = peel(option);
    const literal = part.shape?.[discriminator];
    return { key: discriminator, value: String(literal ? definition(literal).values?.[0] : ''), part };
  });
}
