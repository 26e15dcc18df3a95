/** What differs between two states of a form, field by field, for people to read. Pure. */
import { NOUNS, type NounName } from '#/schemas/nouns.ts';
import { tidy, writeYaml } from './entry-format.ts';
import { peel } from './peel.ts';

export interface FieldChange {
  /** Chinese label of the field. */
  label: string;
  before: string;
  after: string;
}

function shown(value: unknown): string {
  const kept = tidy(value);
  if (kept === undefined) return '';
  if (typeof kept === 'string') return kept;
  return typeof kept === 'object' && kept !== null ? writeYaml((Array.isArray(kept) ? Object.fromEntries(kept.map((item, at) => [`第 ${at + 1} 项`, item])) : kept) as Record<string, unknown>).trim() : String(kept);
}

/** The fields that differ, in the schema's order, the text last. */
export function fieldChanges(collection: string, before: Record<string, unknown>, after: Record<string, unknown>): FieldChange[] {
  const shape = Object.hasOwn(NOUNS, collection) ? (peel(NOUNS[collection as NounName].schema).shape ?? {}) : {};
  const names = [...new Set([...Object.keys(shape), ...Object.keys(before), ...Object.keys(after)])].filter((name) => name !== 'body');
  return [...names, 'body'].flatMap((name) => {
    const [old, fresh] = [shown(before[name]), shown(after[name])];
    const part = shape[name];
    return old === fresh ? [] : [{ label: name === 'body' ? '正文' : ((part && peel(part).meta.title) ?? name), before: old, after: fresh }];
  });
}
