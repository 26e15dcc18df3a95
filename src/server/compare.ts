/**
 * What differs between two versions of an entry or of a settings file: field by field under the form's own labels,
 * the text paragraph by paragraph, and inside them word by word as Chinese words are (Intl.Segmenter).
 */
import { diffArrays } from 'diff';
import { readEntry } from '#/cms/entry-format.ts';
import type { FieldChange, Part } from '#/cms/field-change.ts';
import { labelOf } from '#/gate/schema-fields.ts';
import { entryAt } from '#/gate/validate.ts';
import { parseYaml } from '#/lib/front-matter.ts';
import { NOUNS } from '#/schemas/nouns.ts';
import { SETTINGS_FILES, settingsAt } from '#/schemas/settings-files.ts';

/** Written by the server and no news to anybody. */
const MANAGED: ReadonlySet<string> = new Set(['published', 'updated', 'id', 'credits']);
const words = new Intl.Segmenter('zh', { granularity: 'word' });
/** Above it two paragraphs are compared as wholes: the comparison grows with the square of what differs. */
const MOST = 600;

const wordsOf = (text: string): string[] => [...words.segment(text)].map(({ segment }) => segment);

/** Word by word. Neighbouring words of one kind are one part. */
export function compareText(before: string, after: string): Part[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }];
  const changes = diffArrays(wordsOf(before), wordsOf(after), { maxEditLength: MOST });
  const whole: Part[] = [{ kind: 'removed', text: before }, { kind: 'added', text: after }];
  const parts = changes?.map(({ added, removed, value }): Part => ({ kind: added ? 'added' : removed ? 'removed' : 'same', text: value.join('') })) ?? whole;
  return parts.filter(({ text }) => text !== '');
}

/** Paragraph by paragraph, those that changed word by word. */
export function compareBlocks(before: readonly string[], after: readonly string[]): FieldChange['blocks'] {
  const blocks: FieldChange['blocks'] = [];
  let gone: string[] = [];
  const flush = (come: readonly string[]): void => {
    for (let at = 0; at < Math.max(gone.length, come.length); at++) blocks.push({ parts: compareText(gone[at] ?? '', come[at] ?? '') });
    gone = [];
  };
  for (const { added, removed, value } of diffArrays([...before], [...after])) {
    if (removed) gone = value;
    else if (added) flush(value);
    else {
      flush([]);
      blocks.push({ same: value.length });
    }
  }
  flush([]);
  return blocks;
}

interface Flat {
  data: Record<string, unknown>;
  body: string;
}

function flat(path: string, text: string | undefined): Flat {
  if (text === undefined) return { data: {}, body: '' };
  return settingsAt(path) ? { data: (parseYaml(text).data ?? {}) as Record<string, unknown>, body: '' } : readEntry(text);
}

/** A field's value as lines that can be read: `第 1 项 › 标题：…`. */
function lines(value: unknown, label: (path: readonly PropertyKey[]) => string, path: readonly PropertyKey[] = []): string[] {
  if (value === undefined || value === null || value === '') return [];
  if (Array.isArray(value)) return value.flatMap((item: unknown, at) => (typeof item === 'object' ? lines(item, label, [...path, at]) : [`· ${String(item)}`]));
  if (typeof value === 'object') return Object.entries(value).flatMap(([key, item]) => lines(item, label, [...path, key]));
  const said = value === true ? '是' : value === false ? '否' : String(value as string | number);
  return path.length === 0 ? said.split('\n') : [`${label(path)}：${said}`];
}

const paragraphs = (body: string): string[] => body.split(/\n{2,}/).map((each) => each.trim()).filter(Boolean);

/** The fields in which two texts of the file at `path` differ, in the schema's order, the body last. An absent text is empty. */
export function compareEntries(path: string, before: string | undefined, after: string | undefined): FieldChange[] {
  const [old, fresh] = [flat(path, before), flat(path, after)];
  const entry = entryAt(path);
  const settings = settingsAt(path);
  const schema = entry ? NOUNS[entry.noun].schema : settings && SETTINGS_FILES[settings].schema;
  const keys = [...new Set([...Object.keys(old.data), ...Object.keys(fresh.data)])].filter((key) => !(entry && MANAGED.has(key)));
  const fields = keys.flatMap((field): FieldChange[] => {
    if (JSON.stringify(old.data[field]) === JSON.stringify(fresh.data[field])) return [];
    const label = (data: Flat) => (rest: readonly PropertyKey[]): string => (schema ? labelOf(schema, [field, ...rest], data.data) : [field, ...rest].join(' › ')).split(' › ').slice(1).join(' › ');
    const blocks = compareBlocks(lines(old.data[field], label(old)), lines(fresh.data[field], label(fresh)));
    return [{ field, label: schema ? labelOf(schema, [field], fresh.data) : field, blocks }];
  });
  if (old.body.trim() === fresh.body.trim()) return fields;
  return [...fields, { field: 'body', label: '正文', blocks: compareBlocks(paragraphs(old.body), paragraphs(fresh.body)) }];
}
