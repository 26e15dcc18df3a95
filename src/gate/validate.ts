/**
 * The one verdict on an entry: bytes, path and what else is in the content, in; findings, out. Saving,
 * `npm run check`, the build and publishing all ask here.
 */
import type { Finding } from '#/lib/finding.ts';
import { parseEntryFile } from '#/lib/front-matter.ts';
import { NOUNS, type NounName } from '#/schemas/nouns.ts';
import { CHILD_NOTE, judgeBody } from './body.ts';
import type { ContentIndex } from './content-index.ts';
import { labelOf, references } from './schema-fields.ts';
import { showsChildren, textNotes } from './text-help.ts';

const MAX_BYTES = 1_000_000;
const PATH = /^content\/([a-z]+)\/([a-z0-9]+(?:-[a-z0-9]+)*)\.mdx$/;
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/u;

/** Noun and id that a path names, or undefined when an entry cannot live there. */
export function entryAt(path: string): { noun: NounName; id: string } | undefined {
  const match = PATH.exec(path);
  if (!match?.[1] || !match[2] || !Object.hasOwn(NOUNS, match[1]) || match[2].length > 80) return undefined;
  return { noun: match[1] as NounName, id: match[2] };
}

/** Chinese wording for what Zod says in its own words. */
export function wordIssue(issue: { code?: string; message: string; keys?: string[] }): { message: string; fix: string } {
  if (issue.code === 'unrecognized_keys') return { message: `没有这样的字段：${(issue.keys ?? []).join('、')}`, fix: '删掉它，或改成正确的字段名' };
  return { message: issue.message, fix: '' };
}

/**
 * Judges one entry. `index` is the content around it (the entry itself may or may not be in it yet).
 * Order of findings: by line.
 */
export function validateEntry(bytes: Uint8Array, path: string, index: ContentIndex): Finding[] {
  const findings: Finding[] = [];
  const add = (field: string, label: string, line: number, message: string, fix: string, severity: Finding['severity'] = 'error'): void => {
    findings.push({ path, field, label, line, message, fix, severity });
  };
  const place = entryAt(path);
  if (!place) {
    add('', '', 1, '文件的位置或名字不对', '放在 content/<栏目>/ 下，文件名用小写字母、数字和短横线，以 .mdx 结尾');
    return findings;
  }
  if (bytes.byteLength > MAX_BYTES) {
    add('', '', 1, `文件有 ${Math.round(bytes.byteLength / 1000)} kB，太大`, '分成几篇；图片请放进媒体库');
    return findings;
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    add('', '', 1, '文件不是 UTF-8 编码', '用 UTF-8 编码另存');
    return findings;
  }
  const file = parseEntryFile(text);
  for (const fault of file.faults) add('', '', fault.line, fault.message, fault.fix);
  if (file.faults.length > 0) return findings;
  const rows = text.split(/\r\n?|\n/);
  rows.forEach((row, at) => {
    if (CONTROL.test(row)) add('', '', at + 1, '这一行有看不见的控制字符', '删掉这一行，重新输入');
  });

  const { noun, id } = place;
  const { schema } = NOUNS[noun];
  const result = schema.safeParse(file.data);
  if (!result.success) {
    for (const issue of result.error.issues) {
      const { message, fix } = wordIssue(issue);
      add(issue.path.map(String).join('.'), labelOf(schema, issue.path, file.data), file.lineOf(issue.path), message, fix);
    }
  }

  const { urlName } = file.data as { urlName?: unknown };
  if (typeof urlName === 'string') {
    const other = index.urlNameTaken(noun, urlName, id);
    if (other) add('urlName', '网址名', file.lineOf(['urlName']), `网址名 ${urlName} 已被 ${other} 使用`, '换一个网址名');
  }
  if (noun === 'events' && typeof file.data['id'] === 'string') {
    const other = index.eventIdTaken(file.data['id'], id);
    if (other) add('id', '永久编号', file.lineOf(['id']), `永久编号 ${file.data['id']} 已被 ${other} 使用`, '换一个编号（6—12 位小写字母和数字）');
  }
  for (const reference of references(schema, file.data)) {
    const field = reference.path.map(String).join('.');
    const label = labelOf(schema, reference.path, file.data);
    const line = file.lineOf(reference.path);
    if (reference.noun) {
      if (!index.has(reference.noun, reference.value)) add(field, label, line, `${NOUNS[reference.noun].label}里没有 ${reference.value}`, '从列表中重新选择，或先建好那个条目');
    } else if (!index.hasMedia(reference.value)) add(field, label, line, `媒体库里没有 ${reference.value}`, '重新选择或上传图片');
  }

  const verdict = judgeBody(file.body);
  const toFile = (line: number): number => file.bodyLine + line - 1;
  for (const fault of verdict.faults) add('body', '正文', toFile(fault.line), fault.message, fault.fix, fault.severity);
  for (const picture of verdict.pictures) if (!index.hasMedia(picture.src)) add('body', '正文', toFile(picture.line), `媒体库里没有 ${picture.src}`, '重新选择或上传图片');
  for (const link of verdict.links) {
    const missing = index.brokenLink(link.url);
    if (missing) add('body', '正文', toFile(link.line), `站内没有 ${missing} 这个页面`, '改成正确的网址，或删掉链接');
    const anchor = /^#(.+)$/.exec(link.url)?.[1];
    if (anchor && !/^user-content-|^footnote-label$/.test(anchor) && !verdict.body.headings.some((heading) => heading.id === decodeURIComponent(anchor))) {
      add('body', '正文', toFile(link.line), `这一页没有 #${decodeURIComponent(anchor)} 这个小标题`, '改成正确的小标题');
    }
  }
  const note = (field: string, label: string, line: number, text: string, isTitle = false): void => {
    for (const { message, fix } of textNotes(text, index.wording, isTitle)) add(field, label, line, message, fix, 'warning');
  };
  for (const field of ['title', 'summary']) {
    const value = file.data[field];
    if (typeof value === 'string') note(field, labelOf(schema, [field]), file.lineOf([field]), value, field === 'title');
  }
  for (const { text: prose, line } of verdict.texts) note('body', '正文', toFile(line), prose);
  const { cover } = file.data as { cover?: { alt?: unknown; consent?: unknown } | null };
  if (typeof cover?.alt === 'string' && showsChildren(cover.alt) && cover.consent !== true) add('cover.alt', '封面 › 图片说明', file.lineOf(['cover', 'alt']), CHILD_NOTE.message, CHILD_NOTE.fix, 'warning');
  if (NOUNS[noun].body === 'required' && file.body.trim() === '') add('body', '正文', file.bodyLine, '正文是空的', '写上正文');
  return findings.sort((a, b) => a.line - b.line);
}
