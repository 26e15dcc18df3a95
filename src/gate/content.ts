/** Reads a content folder, judges all of it, and gives out what is sound. */
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { Finding } from '#/lib/finding.ts';
import { parseEntryFile, parseYaml, type EntryFile } from '#/lib/front-matter.ts';
import { LEDGER_FOLDER, type LedgerFault } from '#/lib/ledger.ts';
import { parseLedger } from '#/lib/ledger-files.ts';
import { NOUN_NAMES, NOUNS, type NounName } from '#/schemas/nouns.ts';
import { schoolDays, type SchoolDays } from '#/schemas/school-days.ts';
import { SETTINGS_FILES, SETTINGS_NAMES, type SettingsFile } from '#/schemas/settings-files.ts';
import { wording, type Wording } from '#/schemas/wording.ts';
import { decodeText, rowFaults } from './characters.ts';
import { ContentIndex, indexEntry, type IndexedEntry } from './content-index.ts';
import { judgeMedia } from './media.ts';
import { passedData, schemaFindings } from './schema-issues.ts';
import { validateEntry } from './validate.ts';

export interface ContentFile {
  noun: NounName;
  id: string;
  /** `content/science/x.mdx`, whatever the folder is really called. */
  path: string;
  bytes: Buffer;
}

export interface Content {
  index: ContentIndex;
  files: ContentFile[];
  findings: Finding[];
}

/** What the systems of editors' machines and git leave in folders; neither content nor a fault. */
const LEFT_BEHIND = new Set(['.DS_Store', '.gitkeep', 'Thumbs.db', 'desktop.ini']);

function misplaced(where: string, message: string, fix: string): Finding {
  return { path: where, field: '', label: '', line: 1, message, fix, severity: 'error' };
}

interface FolderReading {
  /** Regular files, by name; sorted by code unit so that every machine sees the same order. */
  files: string[];
  findings: Finding[];
}

/**
 * Plain files in a folder of the content. Links are not followed: they could publish any file of the machine.
 * `allowed` are the names of folders that may stand there.
 */
function listFolder(folder: string, where: string, allowed: readonly string[] = []): FolderReading {
  const state = lstatSync(folder, { throwIfNoEntry: false });
  if (!state) return { files: [], findings: [] };
  if (!state.isDirectory()) return { files: [], findings: [misplaced(where, '它不是文件夹（符号链接也不行）', '改成真正的文件夹')] };
  const files: string[] = [];
  const findings: Finding[] = [];
  for (const name of readdirSync(folder).sort()) {
    if (LEFT_BEHIND.has(name)) continue;
    const kind = lstatSync(path.join(folder, name));
    if (kind.isSymbolicLink()) findings.push(misplaced(`${where}/${name}`, '不能放符号链接', '把文件本身放进来'));
    else if (kind.isFile()) files.push(name);
    else if (!kind.isDirectory()) findings.push(misplaced(`${where}/${name}`, '它不是普通文件', '移走它'));
    else if (!allowed.includes(name)) findings.push(misplaced(`${where}/${name}`, where === 'content' ? '内容文件夹里没有这个栏目' : '这里不能再有文件夹', where === 'content' ? `栏目有：${allowed.join('、')}` : '把文件放到上一级，或移走它'));
  }
  return { files, findings };
}

const MAX_SETTINGS = 100_000;

/** Verdict on a file of content/settings; undefined text means that there is none. */
export function validateSettings(name: SettingsFile, text: string | undefined): Finding[] {
  const where = `content/settings/${name}`;
  const { schema, label, required } = SETTINGS_FILES[name];
  if (text === undefined) return required ? [misplaced(where, `缺少“${label}”`, '从仓库里恢复这个文件')] : [];
  if (text.length > MAX_SETTINGS) return [misplaced(where, `文件有 ${Math.round(text.length / 1000)} 千字，太大`, '删掉不需要的内容')];
  const { data, faults, lineOf } = parseYaml(text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'));
  if (faults.length > 0) return faults.map((fault) => ({ ...misplaced(where, fault.message, fault.fix), line: fault.line }));
  return [...rowFaults(text).map(({ line, message, fix }) => ({ ...misplaced(where, message, fix), line })), ...schemaFindings(schema, data, where, lineOf)];
}

/** The editors' list of names and words; an unreadable one counts as empty and is a finding of its own. */
export function parseWording(text: string | undefined): Wording {
  const result = wording.safeParse(text === undefined ? {} : parseYaml(text).data);
  return result.success ? result.data : { names: [], superlatives: [] };
}

/** Holidays and exams; an unreadable file counts as empty and is a finding of its own. */
export function parseSchoolDays(text: string | undefined): SchoolDays {
  const result = schoolDays.safeParse(text === undefined ? {} : parseYaml(text).data);
  return result.success ? result.data : { years: [], exams: [] };
}

/** What the gate says of a line of the ledger that cannot be read. */
const ledgerFinding = ({ file, line, message, fix }: LedgerFault): Finding => ({ ...misplaced(`content/${LEDGER_FOLDER}/${file}`, message, fix), line });

/** Reads and judges everything below `folder`. Findings come in the order of paths. `known` are files as they were read before, by path: one with the same bytes is not taken apart again. */
export function readContent(folder: string, known: ReadonlyMap<string, ContentFile> = new Map()): Content {
  const files: ContentFile[] = [];
  const findings: Finding[] = [];
  const listed = (name: string): string[] => {
    const reading = listFolder(path.join(folder, name), `content/${name}`);
    findings.push(...reading.findings);
    return reading.files;
  };
  // The folder as a whole may be a link: whoever names it means what it leads to.
  if (existsSync(folder)) {
    const top = listFolder(realpathSync(folder), 'content', [...NOUN_NAMES, 'settings', 'media', LEDGER_FOLDER]);
    findings.push(...top.findings, ...top.files.map((name) => misplaced(`content/${name}`, '这里只能放栏目的文件夹', '移走它')));
  }
  for (const noun of NOUN_NAMES) {
    for (const name of listed(noun)) {
      const where = `content/${noun}/${name}`;
      const id = /^(.+)\.mdx$/.exec(name)?.[1];
      if (!id) findings.push(misplaced(where, '这里只能放 .mdx 文件', '移走它，或改正文件名'));
      else {
        const [bytes, old] = [readFileSync(path.join(folder, noun, name)), known.get(where)];
        files.push(old?.bytes.equals(bytes) ? old : { noun, id, path: where, bytes });
      }
    }
  }
  const media = listed('media');
  for (const name of media) findings.push(...judgeMedia(name, readFileSync(path.join(folder, 'media', name))).map(({ message, fix }) => misplaced(`content/media/${name}`, message, fix)));
  const settings = new Map(listed('settings').map((name) => [name, decodeText(readFileSync(path.join(folder, 'settings', name)))]));
  const textOf = (name: SettingsFile): string | undefined => {
    const decoded = settings.get(name);
    return decoded && 'text' in decoded ? decoded.text : undefined;
  };
  const rows = files.map((file) => indexRow(file));
  const { ledger, faults } = parseLedger(new Map(listed(LEDGER_FOLDER).map((name) => [name, readFileSync(path.join(folder, LEDGER_FOLDER, name), 'utf8')])));
  findings.push(...faults.map(ledgerFinding));
  for (const { address, first, later } of ledger.disputed) findings.push(misplaced(`content/${LEDGER_FOLDER}`, `网址 ${address} 属于 ${first}，又记给了 ${later.noun} ${later.id}`, '发布过的网址不再给别的内容用；给后来的那一条换一个网址名，并删掉误记的那一行'));
  const index = new ContentIndex(rows, media.map((name) => `media/${name}`), parseWording(textOf('wording.yml')), ledger);
  index.schoolDays = parseSchoolDays(textOf('school-days.yml'));
  for (const file of files) findings.push(...validateEntry(file.bytes, file.path, index, takenApart(file)));
  for (const [name, decoded] of settings) {
    if (!Object.hasOwn(SETTINGS_FILES, name)) findings.push(misplaced(`content/settings/${name}`, '没有这个设置文件', `设置文件有：${SETTINGS_NAMES.join('、')}`));
    else if (!('text' in decoded)) findings.push(misplaced(`content/settings/${name}`, decoded.message, decoded.fix));
  }
  for (const name of SETTINGS_NAMES) if (textOf(name) !== undefined || !settings.has(name)) findings.push(...validateSettings(name, textOf(name)));
  return { index, files, findings };
}

/**
 * One reading of a content folder for a whole build: the gate, the loader and the site map ask for the
 * same. The configuration and the bundled code are two module graphs, so the memo stands on the process.
 * {@link forgetContent} drops it when a file has changed.
 */
const memo = ((globalThis as { __siteContentRead?: Map<string, Content> }).__siteContentRead ??= new Map());

export function readContentOnce(folder: string): Content {
  const known = memo.get(folder) ?? readContent(folder);
  memo.set(folder, known);
  return known;
}

export function forgetContent(folder: string): void {
  memo.delete(folder);
}

const apart = ((globalThis as { __siteTakenApart?: WeakMap<Buffer, EntryFile> }).__siteTakenApart ??= new WeakMap());
const data = ((globalThis as { __siteEntryData?: WeakMap<Buffer, Record<string, unknown>> }).__siteEntryData ??= new WeakMap());

/** Changes with any byte of an entry's file: 40 digits. The same in a cold build and in the publisher. */
export function entryDigest(bytes: Uint8Array): string {
  return createHash('sha1').update(bytes).digest('hex');
}

/** The file taken apart, once however many ask: reading the fields is the dearest part of a verdict. */
export function takenApart(file: ContentFile): EntryFile {
  const known = apart.get(file.bytes) ?? parseEntryFile(file.bytes.toString('utf8'));
  apart.set(file.bytes, known);
  return known;
}

/** The row of the index for a file. */
export function indexRow(file: ContentFile): IndexedEntry {
  const text = (): string => file.bytes.toString('utf8');
  return indexEntry(file.noun, file.id, text(), text, takenApart(file));
}

/** An entry's front matter after the schema's defaults, for a file that passed the gate. The same object for the same bytes; not to be changed. */
export function entryData(file: ContentFile): Record<string, unknown> {
  const known = data.get(file.bytes);
  if (known) return known;
  const raw = takenApart(file).data;
  const parsed = (passedData(raw) ?? NOUNS[file.noun].schema.parse(raw)) as Record<string, unknown>;
  data.set(file.bytes, parsed);
  return parsed;
}
