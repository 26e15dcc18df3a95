/**
 * The one verdict on an entry: bytes, path and what else is in the content, in; findings, out. Saving,
 * `npm run check`, the build and publishing all ask here.
 */
import { now } from '#/lib/clock.ts';
import { clashingOf, eventNotices } from '#/lib/event-clashes.ts';
import type { Finding } from '#/lib/finding.ts';
import { parseEntryFile, type EntryFile } from '#/lib/front-matter.ts';
import { entryPath } from '#/lib/urls.ts';
import { isDeviceName } from '#/schemas/fields.ts';
import { NOUNS, type NounName } from '#/schemas/nouns.ts';
import { decodeAnchor, isFreeAtRoot } from './addresses.ts';
import { checkAlt } from './alt-text.ts';
import { anatomyFaults, isScienceKind } from './anatomy.ts';
import { CHILD_NOTE, judgeBody } from './body.ts';
import { decodeText, rowFaults } from './characters.ts';
import type { ContentIndex } from './content-index.ts';
import { labelOf, references, texts } from './schema-fields.ts';
import { schemaFindings } from './schema-issues.ts';
import { personalNotes, shortNotes, showsChildren, textNotes } from './text-help.ts';

const MAX_BYTES = 1_000_000;
/** Of each severity; more would bury what matters. */
const MAX_FINDINGS = 40;
const MAX_WORDS = 300;
const PATH = /^content\/([a-z]+)\/([a-z0-9]+(?:-[a-z0-9]+)*)\.mdx$/;

/** Noun and id that a path names, or undefined when an entry cannot live there. */
export function entryAt(path: string): { noun: NounName; id: string } | undefined {
  const match = PATH.exec(path);
  if (!match?.[1] || !match[2] || !Object.hasOwn(NOUNS, match[1]) || match[2].length > 80 || isDeviceName(match[2])) return undefined;
  return { noun: match[1] as NounName, id: match[2] };
}

/** How findings of one entry are noted down. */
type Add = (field: string, label: string, line: number, message: string, fix: string, severity?: Finding['severity']) => void;

interface Judged {
  noun: NounName;
  id: string;
  file: EntryFile;
  index: ContentIndex;
  add: Add;
}

/** Names and addresses that only one may have. */
function judgeNames({ noun, id, file, index, add }: Judged): void {
  const { urlName } = file.data as { urlName?: unknown };
  if (typeof urlName === 'string') {
    const other = index.urlNameTaken(noun, urlName, id);
    if (other) add('urlName', '网址名', file.lineOf(['urlName']), `网址名 ${urlName} 已被 ${other} 使用`, '换一个网址名');
    else if (noun === 'pages' && !isFreeAtRoot(urlName)) add('urlName', '网址名', file.lineOf(['urlName']), `网址 /${urlName}/ 由网站自己使用`, '换一个网址名');
  }
  if (noun === 'events' && typeof file.data['id'] === 'string') {
    const other = index.eventIdTaken(file.data['id'], id);
    if (other) add('id', '永久编号', file.lineOf(['id']), `永久编号 ${file.data['id']} 已被 ${other} 使用`, '换一个编号（6—12 位小写字母和数字）');
  }
  if (typeof urlName === 'string') judgeRetired({ noun, id, file, index, add }, urlName);
}

/** Addresses and ids that were published once are not given to anything else. */
function judgeRetired({ noun, id, file, index, add }: Judged, urlName: string): void {
  const eventId = noun === 'events' && typeof file.data['id'] === 'string' ? file.data['id'] : undefined;
  const retired = index.retired({ noun, id, urlName, eventId });
  if (retired?.why === 'taken') add('urlName', '网址名', file.lineOf(['urlName']), `网址 ${retired.address} 已经属于另一个条目（也许已经删除），外面有链接指向它`, '换一个网址名；发布过的网址不再给别的内容用');
  if (retired?.why !== 'gone') return;
  const restore = `若是把原来的那一条恢复回来，运行 npm run content -- addresses --restore ${noun}/${eventId ?? id}`;
  if (eventId) add('id', '永久编号', file.lineOf(['id']), `永久编号 ${eventId} 属于一个已经删除的活动`, `换一个编号；${restore}`);
  else add('urlName', '网址名', file.lineOf(['urlName']), `文件名 ${id} 属于一个已经删除的条目`, `换一个文件名和网址名；${restore}`);
}

/** Days that speak against an event; the editor may know better, so they are reminders. */
function judgeDays({ noun, id, file, index, add }: Judged): void {
  const event = noun === 'events' ? clashingOf(id, file.data) : undefined;
  if (!event) return;
  for (const { kind, text } of eventNotices(event, index.eventsIn(event.region ?? ''), index.schoolDays, now())) {
    if (kind === 'unknown' && event.sample) continue;
    add('start', '开始', file.lineOf(['start']), text.replace(/。$/, ''), kind === 'unknown' ? '等国务院办公厅公布后，在“节假日与考试”里填上这一年' : '确认时间，需要就改期；不改也可以发布，活动页会告诉读者', 'warning');
  }
}

/** Relations and pictures of the front matter. */
function judgeReferences({ noun, file, index, add }: Judged): void {
  const { schema } = NOUNS[noun];
  for (const reference of references(schema, file.data)) {
    const wrong = (message: string, fix: string): void => { add(reference.path.map(String).join('.'), labelOf(schema, reference.path, file.data), file.lineOf(reference.path), message, fix); };
    if (reference.noun) {
      if (!index.has(reference.noun, reference.value)) wrong(`${NOUNS[reference.noun].label}里没有 ${reference.value}`, '从列表中重新选择，或先建好那个条目');
      continue;
    }
    if (!index.hasMedia(reference.value)) wrong(`媒体库里没有 ${reference.value}`, '重新选择或上传图片');
    const holder = reference.path.slice(0, -1);
    const { alt, consent } = (holder.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown>)[key], file.data) ?? {}) as { alt?: unknown; consent?: unknown };
    if (typeof alt !== 'string') continue;
    const place = [...holder, 'alt'];
    const fault = checkAlt(alt);
    if (fault) add(place.map(String).join('.'), labelOf(schema, place, file.data), file.lineOf(place), fault.message, fault.fix);
    else if (showsChildren(alt) && consent !== true) add(place.map(String).join('.'), labelOf(schema, place, file.data), file.lineOf(place), CHILD_NOTE.message, CHILD_NOTE.fix, 'warning');
  }
}

/** The body: its tree, its links and pictures, its language. */
function judgeText({ noun, id, file, index, add }: Judged): void {
  const { schema, body: kind } = NOUNS[noun];
  const verdict = judgeBody(file.body);
  const inBody = (line: number, message: string, fix: string, severity?: Finding['severity']): void => { add('body', '正文', file.bodyLine + line - 1, message, fix, severity); };
  for (const fault of verdict.faults) inBody(fault.line, fault.message, fault.fix, fault.severity);
  for (const picture of verdict.pictures) if (!index.hasMedia(picture.src)) inBody(picture.line, `媒体库里没有 ${picture.src}`, '重新选择或上传图片');
  for (const { noun: to, value, line } of verdict.relations) if (!index.has(to, value)) inBody(line, `${NOUNS[to].label}里没有 ${value}`, '从列表中重新选择，或先建好那个条目');
  const { urlName, draft, kind: science } = file.data as { urlName?: unknown; draft?: unknown; kind?: unknown };
  if (noun === 'science' && draft !== true && isScienceKind(science)) for (const fault of anatomyFaults(science, verdict.body)) inBody(1, fault.message, fault.fix, fault.severity);
  const place = { path: entryPath(noun, typeof urlName === 'string' ? urlName : id), draft: draft === true };
  for (const link of verdict.links) {
    const broken = index.brokenLink(link.url, place);
    if (broken) inBody(link.line, broken.message, broken.fix);
    const anchor = /^#(.+)$/.exec(link.url)?.[1];
    if (anchor && !/^user-content-|^footnote-label$/.test(anchor) && !verdict.body.headings.some((heading) => heading.id === decodeAnchor(anchor))) {
      inBody(link.line, `这一页没有 #${decodeAnchor(anchor)} 这个小标题`, '改成正确的小标题');
    }
  }
  for (const { text, line } of verdict.texts) for (const { message, fix } of textNotes(text, index.wording)) inBody(line, message, fix, 'warning');
  for (const { path, value, long } of texts(schema, file.data)) {
    const last = path.at(-1);
    const isTitle = path.length === 1 && last === 'title';
    // A telephone number has its place in a field that is called so.
    if (last === 'phone') continue;
    // Titles of others' works and words that readers type are not ours to correct.
    const given = path.some((key) => key === 'aliases' || key === 'sources' || key === 'source');
    const notes = given ? personalNotes(value) : long || isTitle ? textNotes(value, index.wording, isTitle) : shortNotes(value, index.wording);
    for (const { message, fix } of notes) add(path.map(String).join('.'), labelOf(schema, path, file.data), file.lineOf(path), message, fix, 'warning');
  }
  if (kind === 'required' && verdict.blank) add('body', '正文', file.bodyLine, '正文是空的', '写上正文');
}

/**
 * Judges one entry. `index` is the content around it (the entry itself may or may not be in it yet);
 * `known` is the file taken apart, where the caller has it.
 * Order of findings: by line. Never throws, whatever the bytes are.
 */
export function validateEntry(bytes: Uint8Array, path: string, index: ContentIndex, known?: EntryFile): Finding[] {
  const findings: Finding[] = [];
  const counts = { error: 0, warning: 0 };
  const add: Add = (field, label, line, message, fix, severity = 'error') => {
    counts[severity]++;
    if (counts[severity] <= MAX_FINDINGS) findings.push({ path, field, label, line, message: message.slice(0, MAX_WORDS), fix, severity });
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
  const decoded = decodeText(bytes);
  if (!('text' in decoded)) {
    add('', '', 1, decoded.message, decoded.fix);
    return findings;
  }
  const file = known ?? parseEntryFile(decoded.text);
  for (const fault of file.faults) add('', '', fault.line, fault.message, fault.fix);
  if (file.faults.length > 0) return findings;
  for (const fault of rowFaults(decoded.text)) add('', '', fault.line, fault.message, fault.fix);
  for (const { field, label, line, message, fix } of schemaFindings(NOUNS[place.noun].schema, file.data, path, file.lineOf)) add(field, label, line, message, fix);
  const judged: Judged = { ...place, file, index, add };
  judgeNames(judged);
  judgeReferences(judged);
  judgeDays(judged);
  judgeText(judged);
  findings.sort((a, b) => a.line - b.line);
  for (const severity of ['error', 'warning'] as const) {
    const more = counts[severity] - MAX_FINDINGS;
    if (more > 0) findings.push({ path, field: '', label: '', line: 1, message: `另外还有 ${more} 处${severity === 'error' ? '错误' : '提醒'}`, fix: '先改好上面这些，再检查一次', severity });
  }
  return findings;
}
