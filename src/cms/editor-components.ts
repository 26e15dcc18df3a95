/**
 * The components that the editor offers in a body: those of the schema, and pictures and tables, which
 * are Markdown. Each can take its text apart and put it together again without changing it.
 */
import type * as z from 'zod';
import { BODY_COMPONENTS, type BodyComponent } from '#/schemas/components.ts';
import { formFields, type DecapField } from './decap-fields.ts';

/** What Decap's registerEditorComponent takes. */
export interface EditorComponent {
  id: string;
  label: string;
  fields: DecapField[];
  /** No flag `m` and no `$`: Decap tries it at the start of each block against all that follows. */
  pattern: RegExp;
  collapsed?: boolean;
  fromBlock: (match: RegExpMatchArray) => Record<string, string>;
  toBlock: (data: Record<string, string | undefined>) => string;
  toPreview: (data: Record<string, string | undefined>) => string;
}

const ENTITIES: readonly [string, string][] = [['&', '&amp;'], ['"', '&quot;'], ['<', '&lt;'], ['>', '&gt;'], ['{', '&#123;'], ['}', '&#125;']];
const escape = (text: string): string => ENTITIES.reduce((out, [char, entity]) => out.replaceAll(char, entity), text);
const unescape = (text: string): string => [...ENTITIES].reverse().reduce((out, [char, entity]) => out.replaceAll(entity, char), text);
const plain = (text: string): string => escape(text.replace(/\s+/g, ' ').trim());

const ATTRIBUTES = `((?:\\s+[A-Za-z][A-Za-z0-9]*="[^"<>{}]*")*)`;

function fromAttributes(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/([A-Za-z][A-Za-z0-9]*)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, unescape(value)]));
}

function component(name: string, { label, attributes, children }: BodyComponent): EditorComponent {
  const shape = attributes._zod.def.shape as Record<string, z.core.$ZodType>;
  const names = Object.keys(shape);
  const open = (data: Record<string, string | undefined>): string => `<${name}${names.map((each) => (data[each] ? ` ${each}="${plain(data[each])}"` : '')).join('')}`;
  const fields = formFields(shape, name, []);
  if (children === 'none') {
    return {
      id: name, label, fields,
      pattern: new RegExp(`^<${name}${ATTRIBUTES}\\s*/>`),
      fromBlock: (match) => fromAttributes(match[1] ?? ''),
      toBlock: (data) => `${open(data)} />`,
      toPreview: (data) => plain(data['alt'] ?? label),
    };
  }
  return {
    id: name, label,
    fields: [...fields, { name: 'content', label: '内容', widget: 'text', required: true, hint: '一行一段；列表每行以 - 或 1. 开头，段落之间空一行' }],
    pattern: new RegExp(`^<${name}${ATTRIBUTES}\\s*>\\n*([\\s\\S]*?)\\n*</${name}>`),
    fromBlock: (match) => ({ ...fromAttributes(match[1] ?? ''), content: match[2] ?? '' }),
    toBlock: (data) => `${open(data)}>\n\n${(data['content'] ?? '').trim()}\n\n</${name}>`,
    toPreview: (data) => plain(data['content'] ?? ''),
  };
}

const PICTURE: EditorComponent = {
  id: 'image',
  label: '图片',
  fields: [
    { name: 'image', label: '图片', widget: 'image', required: true, choose_url: false },
    { name: 'alt', label: '替代文本', widget: 'string', required: true, hint: '给看不见图片的读者，说清图上有什么', pattern: ['^[^\\[\\]\\n]{4,120}$', '4—120 个字，不要用方括号'] },
  ],
  pattern: /^!\[([^\]]*)\]\(([^()\s]*)\)/,
  fromBlock: (match) => ({ alt: match[1] ?? '', image: match[2] ?? '' }),
  toBlock: (data) => `![${(data['alt'] ?? '').replace(/[[\]\n]/g, ' ').trim()}](${data['image'] ?? ''})`,
  toPreview: (data) => plain(data['alt'] ?? ''),
};

const TABLE: EditorComponent = {
  id: 'table',
  label: '表格',
  fields: [{ name: 'rows', label: '表格', widget: 'text', required: true, default: '| 项目 | 说明 |\n| --- | --- |\n| 甲 | 乙 |', hint: '一行写一行，格与格之间用 | 隔开；第一行是表头，第二行是短横线' }],
  pattern: /^(\|[^\n]*\|[ \t]*\n\|[ \t:|-]+\|[ \t]*(?:\n\|[^\n]*\|[ \t]*)*)/,
  fromBlock: (match) => ({ rows: match[1] ?? '' }),
  toBlock: (data) => (data['rows'] ?? '').trim(),
  toPreview: (data) => plain(data['rows'] ?? ''),
};

/** All components, in the order of the + menu. */
export function editorComponents(): EditorComponent[] {
  return [PICTURE, TABLE, ...Object.entries(BODY_COMPONENTS).map(([name, spec]) => component(name, spec))];
}
