/**
 * The kinds of field that entries are made of. Each carries, once, its Chinese label (`title`), hint
 * (`description`), limits and messages, and what the CMS must know (`cms`). Every reader of a schema
 * (Astro, gate, CMS configuration, open data) takes them from here.
 */
import * as z from 'zod';
// By its own name: `z.locales` would bring the messages of fifty languages into the editor.
import { zhCN } from 'zod/v4/locales';

z.config(zhCN());

/** The nouns that a relation can point to. Kept here because a field must not import the list of nouns. */
export type NounName = 'science' | 'quizzes' | 'terms' | 'awards' | 'editions' | 'partners' | 'events' | 'regions' | 'plan' | 'pages';

/** What the CMS generator reads beside the type. `widget` overrides the widget that the type gives. */
export interface CmsMeta {
  widget?: 'hidden' | 'text' | 'image' | 'relation' | 'string';
  /** Labels of an enum's values. */
  labels?: Record<string, string>;
  /** Shown folded in the form. */
  collapsed?: boolean;
  /** Template of a list item's one-line summary. */
  summary?: string;
  /** The list can be filled from a pasted table; rows are told apart by the field of this name. */
  paste?: string;
}

declare module 'zod' {
  interface GlobalMeta {
    cms?: CmsMeta;
    /** The noun whose entry id this string holds; the gate checks that it exists. */
    relation?: NounName;
    /** This string is the path of a picture below content/media. */
    picture?: boolean;
    /** Written by the server, not by people. */
    managed?: boolean;
  }
}

/** One line of text. `min` and `max` count characters (UTF-16 units, as the form does). */
export function line(title: string, options: { min?: number; max?: number; hint?: string } = {}) {
  const { min = 1, max = 120, hint } = options;
  return z
    .string({ error: () => `请填写“${title}”` })
    .min(min, min === 1 ? `“${title}”不能为空` : `“${title}”至少 ${min} 个字`)
    .max(max, `“${title}”最多 ${max} 个字`)
    .refine((value) => !/[\r\n]/.test(value), '这里只能写一行')
    .meta({ title, ...(hint && { description: hint }) });
}

/** A paragraph of plain text. */
export function paragraph(title: string, options: { min?: number; max?: number; hint?: string } = {}) {
  const { min = 1, max = 600, hint } = options;
  return z
    .string({ error: () => `请填写“${title}”` })
    .min(min, min === 1 ? `“${title}”不能为空` : `“${title}”至少 ${min} 个字`)
    .max(max, `“${title}”最多 ${max} 个字`)
    .meta({ title, cms: { widget: 'text' }, ...(hint && { description: hint }) });
}

/** Names that addresses of the site itself use; no entry may take one. */
export const RESERVED_URL_NAMES: readonly string[] = ['topics', 'kinds', 'grades', 'regions', 'costs', 'access', 'months', 'weeks', 'past', 'subscribe', 'my', 'page', 'index', 'feed', 'rss', 'data', 'search', 'admin', 'api', 'preview', 'ics', 'qr', 'embed', 'gone'];

/** Whether Windows keeps the name for a device: no file or folder can be called so there. */
export function isDeviceName(name: string): boolean {
  return /^(?:con|prn|aux|nul|com\d|lpt\d)$/.test(name);
}

/** Whether an entry's address or file may be called so on every machine and beside the site's own addresses. */
export function isFreeName(name: string): boolean {
  return !RESERVED_URL_NAMES.includes(name) && !isDeviceName(name) && !/^\d+$/.test(name);
}

/** Last part of an entry's address: lower-case ASCII letters, digits, single hyphens. */
export function urlName() {
  return z
    .string({ error: () => '请填写“网址名”' })
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, '网址名只能用小写字母、数字和短横线，例如 bing-jiu')
    .max(60, '网址名最多 60 个字符')
    .refine(isFreeName, '这个网址名由网站自己使用，请换一个（纯数字和 con、aux 这类操作系统的名称也不行）')
    .meta({ title: '网址名', description: '出现在网址里；留空会按标题的拼音自动生成。发布以后不要改' });
}

function realDate(value: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(value);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  // Date.UTC reads the years 0 to 99 as 1900 to 1999, so those never compare equal.
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** A calendar day `YYYY-MM-DD` that exists. */
export function day(title: string, hint?: string) {
  return z
    .string({ error: () => `请填写“${title}”` })
    .regex(/^\d{4}-\d{2}-\d{2}$/, `“${title}”要写成 2026-09-19 这样的日期`)
    .refine((value) => !/^\d{4}-\d{2}-\d{2}$/.test(value) || realDate(value), { error: (issue) => `日历上没有 ${String(issue.input)} 这一天` })
    .meta({ title, format: 'date', ...(hint && { description: hint }) });
}

/** A wall-clock time `YYYY-MM-DDTHH:mm` in Asia/Shanghai that exists. */
export function moment(title: string, hint?: string) {
  return z
    .string({ error: () => `请填写“${title}”` })
    .regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/, `“${title}”要写成 2026-09-19T18:30 这样的北京时间`)
    .refine((value) => !/^\d{4}-\d{2}-\d{2}T/.test(value) || realDate(value), { error: (issue) => `日历上没有 ${String(issue.input).slice(0, 10)} 这一天` })
    .meta({ title, format: 'date-time', ...(hint && { description: hint }) });
}

/** A {@link moment}, or a {@link day} where the thing lasts whole days; which of them fits is for the noun to say. */
export function momentOrDay(title: string, hint: string) {
  return z
    .string({ error: () => `请填写“${title}”` })
    .regex(/^\d{4}-\d{2}-\d{2}(T([01]\d|2[0-3]):[0-5]\d)?$/, `“${title}”要写成 2026-09-19T18:30，全天活动写成 2026-09-19`)
    .refine((value) => !/^\d{4}-\d{2}-\d{2}/.test(value) || realDate(value), { error: (issue) => `日历上没有 ${String(issue.input).slice(0, 10)} 这一天` })
    .meta({ title, format: 'date-time', description: hint });
}

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`: sources and agreements are often known only so far. */
export function partialDate(title: string, hint?: string) {
  return z
    .string({ error: () => `请填写“${title}”` })
    .regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, `“${title}”要写成 2026、2026-09 或 2026-09-19`)
    .refine((value) => !value.startsWith('0000') && (value.length !== 10 || realDate(value)), { error: (issue) => `日历上没有 ${String(issue.input)} 这一天` })
    .meta({ title, description: hint ?? '可以只写到年或月' });
}

/** Whether an http(s) address names a host and hides no user name before it (`https://known.gov.cn@elsewhere.example/` leads elsewhere). */
export function isWebAddress(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' && /[^.]/.test(url.hostname);
}

/** An http(s) address. */
export function webLink(title: string, hint?: string) {
  return z
    .string({ error: () => `请填写“${title}”` })
    .max(500, '网址太长')
    .regex(/^https?:\/\/[^\s<>"']+$/i, `“${title}”要以 https:// 或 http:// 开头，中间没有空格`)
    .refine((value) => !/^https?:\/\//i.test(value) || isWebAddress(value), `“${title}”不是完整的网址，或在主机名前藏着 @`)
    .meta({ title, ...(hint && { description: hint }) });
}

/** A choice from a closed list `key → Chinese label`. */
export function choice<const T extends Record<string, string>>(title: string, labels: T, hint?: string) {
  const keys = Object.keys(labels) as [keyof T & string, ...(keyof T & string)[]];
  return z
    .enum(keys, { error: (issue) => (issue.input === undefined ? `请选择“${title}”` : `“${title}”没有 ${JSON.stringify(issue.input)} 这一项；可选：${keys.join('、')}`) })
    .meta({ title, cms: { labels }, ...(hint && { description: hint }) });
}

/** Several choices from a closed list; no item twice. */
export function choices<const T extends Record<string, string>>(title: string, labels: T, options: { min?: number; hint?: string } = {}) {
  return z
    .array(choice(title, labels))
    .min(options.min ?? 0, `“${title}”至少选 ${options.min ?? 0} 项`)
    .refine((list) => new Set(list).size === list.length, `“${title}”里有重复的选项`)
    .default([])
    .meta({ title, ...(options.hint && { description: options.hint }) });
}

/** The id (file name without ending) of an entry of another noun. */
export function relation(noun: NounName, title: string, hint?: string) {
  return z
    .string({ error: () => `请选择“${title}”` })
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, `“${title}”请从列表中选择`)
    .meta({ title, relation: noun, cms: { widget: 'relation' }, ...(hint && { description: hint }) });
}

/** Ids of several entries of another noun; none twice. */
export function relations(noun: NounName, title: string, hint?: string) {
  return z
    .array(relation(noun, title))
    .refine((list) => new Set(list).size === list.length, `“${title}”里有重复的条目`)
    .default([])
    .meta({ title, ...(hint && { description: hint }) });
}

/** Where a picture of the media folder stands, as fields and bodies name it. Moving pictures (GIF) are not taken. */
export const MEDIA_PATH = /^\/?media\/[a-z0-9](?:[a-z0-9_-]|\.(?!\.)){0,120}\.(?:webp|jpe?g|png|avif|svg)$/;

/** A picture with its text alternative. `src` is a path below `content/`, such as `media/ice-wine.webp`. */
export function picture(title: string) {
  return z
    .strictObject({
      src: z
        .string({ error: () => '请选择图片' })
        .regex(MEDIA_PATH, '请从媒体库选择图片（media/ 下的文件）')
        .meta({ title: '图片', picture: true, cms: { widget: 'image' } }),
      alt: line('图片说明（替代文本）', { min: 4, max: 120, hint: '给看不见图片的读者，说清图上有什么' }),
      credit: line('图片来源', { max: 80 }).optional(),
      consent: z.boolean().optional().meta({ title: '图中儿童的监护人已同意', description: '图上认得出儿童时必须确认' }),
    })
    .meta({ title });
}

/** Where a statement comes from. */
export function source() {
  return z
    .strictObject({
      title: line('标题', { max: 160 }),
      publisher: line('发布者', { max: 80, hint: '机构、期刊或出版社' }),
      date: partialDate('发布日期').optional(),
      link: webLink('网址').optional(),
    })
    .meta({ title: '来源' });
}

/** List of sources. */
export function sources(min = 0) {
  return z
    .array(source())
    .min(min, `至少写明 ${min} 个来源`)
    .default([])
    .meta({ title: '来源', cms: { summary: '{{fields.title}}（{{fields.publisher}}）' } });
}

/** A correction that readers are told of. */
export function corrections() {
  return z
    .array(z.strictObject({ date: day('更正日期'), text: paragraph('更正内容', { max: 300 }) }))
    .default([])
    .meta({ title: '更正说明', cms: { collapsed: true } });
}

/** Other words under which people look for the entry. */
export function aliases() {
  return z
    .array(line('别名', { max: 30 }))
    .max(20, '别名最多 20 个')
    .default([])
    .meta({ title: '搜索别名', description: '读者可能用来搜索的其他说法，例如 高丽参' });
}

/** Sample entries show how a page looks; they are labelled 示例 and left out when SITE_SAMPLES=off. */
export function sample() {
  return z.boolean().default(false).meta({ title: '示例条目', description: '只用来展示版面，页面上会标明“示例”' });
}

/**
 * What every entry has besides its own fields. `published` is written by the server at the first
 * publication and never changes afterwards; `updated` moves with each later one (both Asia/Shanghai).
 */
export function common() {
  return {
    draft: z.boolean().default(false).meta({ title: '草稿', description: '勾选后不会出现在网站上' }),
    credits: z
      .strictObject({ editors: z.array(line('编辑', { max: 40 })).default([]).meta({ title: '编辑' }), approver: line('审核', { max: 40 }).optional() })
      .optional()
      .meta({ managed: true, title: '编辑和审核', cms: { widget: 'hidden' } }),
    published: moment('首次发布时间').optional().meta({ managed: true, title: '首次发布时间', cms: { widget: 'hidden' } }),
    updated: moment('更新时间').optional().meta({ managed: true, title: '更新时间', cms: { widget: 'hidden' } }),
  };
}
