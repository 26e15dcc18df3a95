/**
 * One field of a form from one field of a schema. What a form cannot check is written down as a loss: the
 * server checks it at saving.
 */
import type * as z from 'zod';
import { peel, variants, type CheckDefinition, type Peeled } from './peel.ts';

/** A field as Decap's configuration has it. */
export interface DecapField {
  name: string;
  label: string;
  widget: string;
  required: boolean;
  hint?: string;
  default?: unknown;
  pattern?: [string, string];
  fields?: DecapField[];
  field?: DecapField;
  [option: string]: unknown;
}

/** How many entries a relation's list offers at once. */
const OPTIONS_SHOWN = 300;

function message(check: CheckDefinition): string {
  const answer = check.error?.({ code: 'custom', input: '…' });
  const text = typeof answer === 'object' && answer !== null ? (answer as { message?: unknown }).message : answer;
  return typeof text === 'string' ? text : '';
}

/** Length and form as the one pattern that Decap takes, with the schema's own messages. */
function pattern(checks: readonly CheckDefinition[], at: string, losses: string[]): [string, string] | undefined {
  let min = 0;
  let max: number | undefined;
  let form: RegExp | undefined;
  const messages: string[] = [];
  for (const check of checks) {
    if (check.check === 'min_length') min = check.minimum ?? 0;
    else if (check.check === 'max_length') max = check.maximum;
    else if (check.check === 'string_format' && check.pattern) form = check.pattern;
    else {
      losses.push(`${at}：只在保存时检查（${message(check) || check.check}）`);
      continue;
    }
    // Presence is the form's own check.
    if (check.check !== 'min_length' || min > 1) messages.push(message(check));
  }
  if (form && form.flags.includes('i')) losses.push(`${at}：表单区分大小写`);
  if (min <= 1 && max === undefined && !form) return undefined;
  const length = min > 1 || max !== undefined ? `(?=[\\s\\S]{${min},${max ?? ''}}$)` : '';
  const source = form ? form.source : '[\\s\\S]*$';
  return [source.startsWith('^') ? `^${length}${source.slice(1)}` : `^${length}${source}`, [...new Set(messages)].filter(Boolean).join('；')];
}

function range(checks: readonly CheckDefinition[]): { min?: number; max?: number } {
  const out: { min?: number; max?: number } = {};
  for (const check of checks) {
    if (check.check === 'greater_than' && check.value !== undefined) out.min = check.value;
    if (check.check === 'less_than' && check.value !== undefined) out.max = check.value;
    if (check.check === 'min_length' && check.minimum) out.min = check.minimum;
    if (check.check === 'max_length' && check.maximum !== undefined) out.max = check.maximum;
  }
  return out;
}

const options = ({ values = [], meta }: Peeled): { label: string; value: string }[] => values.map((value) => ({ label: meta.cms?.labels?.[value] ?? value, value }));

const relationOptions = (noun: string): Record<string, unknown> => ({ collection: noun, value_field: '{{slug}}', search_fields: ['title'], display_fields: ['title'], options_length: OPTIONS_SHOWN });

function datePicker(format: string | undefined): Record<string, unknown> | undefined {
  if (format === 'date') return { widget: 'datetime', format: 'YYYY-MM-DD', date_format: 'YYYY-MM-DD', time_format: false };
  if (format === 'date-time') return { widget: 'datetime', format: 'YYYY-MM-DDTHH:mm', date_format: 'YYYY-MM-DD', time_format: 'HH:mm' };
  return undefined;
}

/** One kind of item in a list of several kinds; the form keeps the key that tells them apart by itself. */
function typeOf(key: string, value: string, { shape = {}, meta, checks }: Peeled, at: string, losses: string[]): DecapField {
  const own = Object.fromEntries(Object.entries(shape).filter(([name]) => name !== key));
  for (const check of checks) if (check.check === 'custom') losses.push(`${at}：只在保存时检查（${message(check) || '字段之间的关系'}）`);
  return { name: value, label: meta.title ?? value, widget: 'object', required: true, collapsed: false, fields: formFields(own, at, losses) };
}

/** What a list of this element looks like. */
function listOf(element: z.core.$ZodType, name: string, label: string, at: string, losses: string[]): Partial<DecapField> {
  const item = peel(element);
  if (item.values) return { widget: 'select', multiple: true, options: options(item) };
  if (item.meta.relation) return { widget: 'relation', multiple: true, ...relationOptions(item.meta.relation) };
  const kinds = variants(item);
  if (kinds) return { widget: 'list', typeKey: kinds[0]?.key, types: kinds.map(({ key, value, part }) => typeOf(key, value, part, `${at}[]`, losses)), label_singular: item.meta.title ?? label };
  if (item.shape) return { widget: 'list', fields: formFields(item.shape, `${at}[]`, losses), label_singular: item.meta.title ?? label };
  return { widget: 'list', field: { ...formField(name, element, `${at}[]`, losses), name: 'item' }, label_singular: item.meta.title ?? label };
}

/**
 * A form's field. `relaxed` is set inside an optional object: a default there would fill an object that
 * the editor left alone, and a required part would be asked for although the whole may be left out.
 */
export function formField(name: string, schema: z.core.$ZodType, at: string, losses: string[], relaxed = false): DecapField {
  const peeled = peel(schema);
  const { meta, checks } = peeled;
  const label = meta.title ?? name;
  if (!meta.title) losses.push(`${at}：没有中文标签`);
  const limits = range(checks);
  const many = peeled.type === 'array';
  const required = !relaxed && (many ? (limits.min ?? 0) > 0 : !peeled.optional && !peeled.hasFallback && peeled.type !== 'boolean');
  const field: DecapField = { name, label, widget: 'string', required };
  if (meta.description) field.hint = meta.description;
  const fallback = peeled.hasFallback && !relaxed && !many && !peeled.shape ? peeled.fallback : undefined;
  if (fallback !== undefined) field.default = fallback;
  if (meta.managed || meta.cms?.widget === 'hidden') return { name, label, widget: 'hidden', required: false };

  if (peeled.values) Object.assign(field, { widget: 'select', options: options(peeled) });
  else if (peeled.type === 'boolean') field.widget = 'boolean';
  else if (peeled.type === 'number') Object.assign(field, { widget: 'number', value_type: checks.some((check) => check.check === 'number_format') ? 'int' : 'float', step: 1, ...limits });
  else if (peeled.type === 'string') {
    const date = datePicker(meta.format);
    if (date) Object.assign(field, date);
    else if (meta.relation) Object.assign(field, { widget: 'relation', ...relationOptions(meta.relation) });
    else if (meta.picture) Object.assign(field, { widget: 'image', choose_url: false, media_library: { config: { multiple: false } } });
    else {
      field.widget = meta.cms?.widget === 'text' ? 'text' : 'string';
      const rule = pattern(checks, at, losses);
      if (rule) field.pattern = rule;
    }
  } else if (peeled.shape) {
    const loose = relaxed || peeled.optional;
    Object.assign(field, { widget: 'object', collapsed: meta.cms?.collapsed ?? loose, fields: formFields(peeled.shape, at, losses, loose) });
    if (loose) losses.push(`${at}：可以整个不填，所以里面的必填项只在保存时检查`);
  } else if (many && peeled.element) {
    Object.assign(field, listOf(peeled.element, name, label, at, losses));
    // Without a default of its own a list begins with an item as soon as a part of an item has one, and asks for the rest of it.
    if (field.widget === 'list') Object.assign(field, { default: [], collapsed: true, minimize_collapsed: meta.cms?.collapsed ?? false, ...(meta.cms?.summary && { summary: meta.cms.summary }), ...(meta.cms?.paste && { paste: meta.cms.paste }) });
    // Inside an object that was left alone Decap has no list to count, and its own check of the count breaks the form.
    if (relaxed && (limits.min ?? limits.max) !== undefined) losses.push(`${at}：数目只在保存时检查`);
    else {
      Object.assign(field, limits);
      if (limits.max !== undefined && limits.min === undefined) field['min'] = 0;
    }
  } else losses.push(`${at}：表单没有 ${peeled.type} 这种控件`);
  if (many || peeled.shape) for (const check of checks) if (check.check === 'custom') losses.push(`${at}：只在保存时检查（${message(check) || '字段之间的关系'}）`);
  return field;
}

/** Fields of an object's shape, in its order. */
export function formFields(shape: Record<string, z.core.$ZodType>, at: string, losses: string[], relaxed = false): DecapField[] {
  return Object.entries(shape).map(([name, schema]) => formField(name, schema, `${at}.${name}`, losses, relaxed));
}
