/**
 * Decap's configuration, generated from the schemas: there is no hand-kept one. It is complete (with the
 * defaults that Decap would add), because a complete one is taken as it is, without the validator that
 * compiles code at run time and would need `unsafe-eval`.
 */
import { BODY_COMPONENTS } from '#/schemas/components.ts';
import { NOUN_NAMES, NOUNS, type NounName } from '#/schemas/nouns.ts';
import { SETTINGS_FILES } from '#/schemas/settings-files.ts';
import { formFields, type DecapField } from './decap-fields.ts';
import type { GitHostBackend } from './git-hosts.ts';
import { peel } from './peel.ts';

/** Name under which our backend is registered. */
export const BACKEND = 'site';
/** Name of the file format of entries. */
export const FORMAT = 'mdx-safe';
export const MEDIA_FOLDER = 'content/media';
/** Ids of the editor's components beside those of {@link BODY_COMPONENTS}. */
export const EDITOR_EXTRAS = ['image', 'table'] as const;

/** Filled in by the server when empty. */
const FILLED = new Set(['urlName']);
/** Made by the server and shown to nobody. */
const MADE: ReadonlySet<string> = new Set(['events.id']);
/** Fields by which a list can be ordered, where a noun has them. */
const SORTABLE = ['title', 'start', 'year', 'order', 'published', 'updated'];
const FILTERS = [
  { label: '草稿', field: 'draft', pattern: true },
  { label: '示例', field: 'sample', pattern: true },
];
const BUTTONS = ['bold', 'italic', 'code', 'link', 'heading-two', 'heading-three', 'heading-four', 'quote', 'bulleted-list', 'numbered-list'];
const EDITOR = { preview: false, notes: true };

export interface DecapConfig {
  collections: ({ name: string; label: string } & Record<string, unknown>)[];
  [option: string]: unknown;
}

function body(required: boolean): DecapField {
  return {
    name: 'body', label: '正文', widget: 'markdown', required, modes: ['rich_text'], buttons: BUTTONS, minimal: false,
    editor_components: [...EDITOR_EXTRAS, ...Object.keys(BODY_COMPONENTS)],
    hint: '小标题从二级开始；图片、表格、提示框等用“+”插入',
  };
}

/** The text stands where people write it, after the summary, and not below all the details. */
function withBody(fields: readonly DecapField[], text: DecapField): DecapField[] {
  const at = fields.findIndex((field) => field.name === 'summary');
  return at < 0 ? [...fields, text] : [...fields.slice(0, at + 1), text, ...fields.slice(at + 1)];
}

function adapt(noun: NounName, field: DecapField, filled: ReadonlySet<string>): DecapField {
  if (MADE.has(`${noun}.${field.name}`)) return { name: field.name, label: field.label, widget: 'hidden', required: false };
  return filled.has(field.name) ? { ...field, required: false } : field;
}

function collection(noun: NounName, losses: string[], filled: ReadonlySet<string>): DecapConfig['collections'][number] {
  const { label, singular, description, schema, path, body: bodyRule } = NOUNS[noun];
  const { shape = {}, checks } = peel(schema);
  for (const check of checks) if (check.check === 'custom') losses.push(`${noun}：字段之间的关系只在保存时检查`);
  const order = SORTABLE.filter((name) => Object.hasOwn(shape, name));
  return {
    name: noun,
    label,
    label_singular: singular,
    description,
    type: 'folder_based_collection',
    folder: `content/${noun}`,
    create: true,
    publish: true,
    extension: 'mdx',
    format: FORMAT,
    slug: '{{fields.urlName}}',
    identifier_field: 'title',
    summary: '{{title}}',
    preview_path: `${path ? `${path}/` : ''}{{fields.urlName}}/`,
    sortable_fields: order.map((field) => ({ field })),
    view_filters: FILTERS.filter(({ field }) => Object.hasOwn(shape, field)).map((filter) => ({ ...filter, id: `${filter.field}__${filter.pattern}` })),
    view_groups: [],
    editor: EDITOR,
    fields: withBody(formFields(shape, noun, losses).map((field) => adapt(noun, field, filled)), body(bodyRule === 'required')),
  };
}

function settingsCollection(losses: string[]): DecapConfig['collections'][number] {
  return {
    name: 'settings',
    label: '网站设置',
    label_singular: '网站设置',
    type: 'file_based_collection',
    publish: true,
    editor: EDITOR,
    sortable_fields: [],
    view_filters: [],
    view_groups: [],
    files: Object.entries(SETTINGS_FILES).map(([file, { label, schema }]) => {
      const name = file.replace(/\.yml$/, '');
      return { name, label, file: `content/settings/${file}`, fields: formFields(peel(schema).shape ?? {}, name, losses) };
    }),
  };
}

/** `events.title：x`, `awards.title：x` as one line, since the kinds of field bring the same checks everywhere. */
function grouped(losses: readonly string[]): string[] {
  const places = new Map<string, string[]>();
  for (const loss of losses) {
    const [at = '', what = ''] = loss.split(/：(.*)/s);
    places.set(what, [...(places.get(what) ?? []), at]);
  }
  return [...places].map(([what, at]) => (at.length > 12 ? `${at.length} 处：${what}` : `${[...new Set(at)].join('、')}：${what}`));
}

/**
 * The whole configuration, and what the forms cannot check by themselves. `base` is the site's base path; with a git
 * host, Decap speaks with that instead of with our server, and nobody fills in what is left empty.
 */
export function decapConfig(base = '/', host?: GitHostBackend): { config: DecapConfig; losses: string[] } {
  const losses: string[] = [];
  const config: DecapConfig = {
    backend: host?.backend ?? { name: BACKEND, branch: 'main', proxy_url: `${base}api/cms` },
    load_config_file: false,
    locale: 'zh_Hans',
    publish_mode: host?.publishMode ?? 'editorial_workflow',
    media_folder: MEDIA_FOLDER,
    public_folder: 'media',
    site_url: base,
    display_url: base,
    show_preview_links: true,
    // Our own server has a sign-in of ours; a host's button stands below the site's emblem.
    ...(host && { logo: { src: `${base}favicon.svg`, show_in_header: false } }),
    slug: { encoding: 'unicode', clean_accents: false, sanitize_replacement: '-' },
    editor: EDITOR,
    collections: [...NOUN_NAMES.map((noun) => collection(noun, losses, host ? new Set() : FILLED)), settingsCollection(losses)],
  };
  return { config, losses: grouped(losses) };
}
