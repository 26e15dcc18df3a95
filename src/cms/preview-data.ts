/**
 * An entry's fields for a preview: what is right stays as it is, what is missing or wrong is filled with
 * something, so that the page can be drawn while it is being written. Pure.
 */
import type * as z from 'zod';
import { peel, variants } from './peel.ts';

/** Stands where a text is still missing. */
const OPEN = '（待填）';
/** Tried in order for a text of a certain form, such as an address or a number. */
const FORMS = ['https://example.org/', 'x', '0', '000000'];

type Data = Record<string, unknown>;

const isRecord = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Today's day in Asia/Shanghai, `YYYY-MM-DD`, stands where a day is missing. */
export function previewData(schema: z.ZodType, value: Data, today: string): Data {
  const whole = schema.safeParse(value);
  return (whole.success ? whole.data : fill(schema, value, today)) as Data;
}

function fill(schema: z.core.$ZodType, value: unknown, today: string): unknown {
  const result = (schema as z.ZodType).safeParse(value);
  if (result.success) return result.data;
  const peeled = peel(schema);
  const given = value !== undefined && value !== null && value !== '';
  if (!given && peeled.hasFallback) return peeled.fallback;
  if (!given && peeled.optional) return undefined;
  const kinds = variants(peeled);
  const kind = isRecord(value) ? kinds?.find((each) => value[each.key] === each.value) : undefined;
  const shape = kind ? kind.part.shape : (kinds?.[0]?.part.shape ?? peeled.shape);
  if (shape) {
    const own = isRecord(value) ? value : {};
    const head = kinds?.[0] && { [kinds[0].key]: (kind ?? kinds[0]).value };
    const parts = Object.entries(shape).map(([name, part]) => [name, fill(part, own[name], today), peel(part).meta.picture === true] as const);
    // Nothing can stand in for a picture: what would hold it is left out.
    if (parts.some(([, part, isPicture]) => isPicture && part === undefined)) return undefined;
    return { ...Object.fromEntries(parts.flatMap(([name, part]) => (part === undefined ? [] : [[name, part]]))), ...head };
  }
  if (peeled.element) return Array.isArray(value) ? value.map((item) => fill(peeled.element as z.core.$ZodType, item, today)).filter((item) => item !== undefined) : [];
  if (peeled.values) return peeled.optional ? undefined : peeled.values[0];
  if (peeled.type === 'boolean') return false;
  if (peeled.type === 'number') return peeled.checks.find((check) => check.check === 'greater_than')?.value ?? 0;
  if (peeled.meta.format === 'date') return peeled.optional ? undefined : today;
  if (peeled.meta.format === 'date-time') return peeled.optional ? undefined : `${today}T09:00`;
  const formed = peeled.checks.some((check) => check.check === 'string_format');
  if (typeof value === 'string' && given && !formed && !peeled.meta.relation) return value;
  if (peeled.optional || peeled.meta.picture) return undefined;
  return formed ? (FORMS.find((each) => (schema as z.ZodType).safeParse(each).success) ?? OPEN) : OPEN;
}
