/** Reads a content folder, judges all of it, and gives out what is sound. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Finding } from '#/lib/finding.ts';
import { parseEntryFile, parseYaml } from '#/lib/front-matter.ts';
import { NOUN_NAMES, NOUNS, type NounName } from '#/schemas/nouns.ts';
import { SETTINGS_FILES, SETTINGS_NAMES, type SettingsFile } from '#/schemas/settings-files.ts';
import { wording, type Wording } from '#/schemas/wording.ts';
import { ContentIndex, indexEntry } from './content-index.ts';
import { labelOf } from './schema-fields.ts';
import { validateEntry, wordIssue } from './validate.ts';

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

/** Names in a folder, sorted by code unit so that every machine sees the same order. */
function names(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

function misplaced(where: string, message: string, fix: string): Finding {
  return { path: where, field: '', label: '', line: 1, message, fix, severity: 'error' };
}

/** Verdict on a file of content/settings. */
export function validateSettings(name: SettingsFile, text: string | undefined): Finding[] {
  const where = `content/settings/${name}`;
  const { schema, label, required } = SETTINGS_FILES[name];
  if (text === undefined) return required ? [misplaced(where, `缺少“${label}”`, '从仓库里恢复这个文件')] : [];
  const { data, faults, lineOf } = parseYaml(text);
  if (faults.length > 0) return faults.map((fault) => ({ ...misplaced(where, fault.message, fault.fix), line: fault.line }));
  const result = schema.safeParse(data);
  return result.success
    ? []
    : result.error.issues.map((issue) => ({ path: where, field: issue.path.map(String).join('.'), label: labelOf(schema, issue.path), line: lineOf(issue.path), ...wordIssue(issue), severity: 'error' as const }));
}

/** The editors' list of names and words; an unreadable one counts as empty and is a finding of its own. */
export function parseWording(text: string | undefined): Wording {
  const result = wording.safeParse(text === undefined ? {} : parseYaml(text).data);
  return result.success ? result.data : { names: [], superlatives: [] };
}

/** Reads and judges everything below `folder`. Findings come in the order of paths. */
export function readContent(folder: string): Content {
  const files: ContentFile[] = [];
  const findings: Finding[] = [];
  for (const name of names(folder)) {
    const known = (NOUN_NAMES as string[]).includes(name) || name === 'settings' || name === 'media';
    if (!known) findings.push(misplaced(`content/${name}`, '内容文件夹里没有这个栏目', `栏目有：${NOUN_NAMES.join('、')}、settings、media`));
  }
  for (const noun of NOUN_NAMES) {
    for (const name of names(path.join(folder, noun))) {
      const file = path.join(folder, noun, name);
      const where = `content/${noun}/${name}`;
      const id = /^(.+)\.mdx$/.exec(name)?.[1];
      if (!id || !statSync(file).isFile()) findings.push(misplaced(where, '这里只能放 .mdx 文件', '移走它，或改正文件名'));
      else files.push({ noun, id, path: where, bytes: readFileSync(file) });
    }
  }
  const media = names(path.join(folder, 'media')).map((name) => `media/${name}`);
  const settingsText = (name: SettingsFile): string | undefined => {
    const file = path.join(folder, 'settings', name);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  };
  const index = new ContentIndex(files.map((file) => indexEntry(file.noun, file.id, file.bytes.toString('utf8'))), media, parseWording(settingsText('wording.yml')));
  for (const file of files) findings.push(...validateEntry(file.bytes, file.path, index));
  for (const name of names(path.join(folder, 'settings'))) if (!Object.hasOwn(SETTINGS_FILES, name)) findings.push(misplaced(`content/settings/${name}`, '没有这个设置文件', `设置文件有：${SETTINGS_NAMES.join('、')}`));
  for (const name of SETTINGS_NAMES) findings.push(...validateSettings(name, settingsText(name)));
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

/** An entry's front matter after the schema's defaults, for a file that passed the gate. */
export function entryData(file: ContentFile): Record<string, unknown> {
  return NOUNS[file.noun].schema.parse(parseEntryFile(file.bytes.toString('utf8')).data) as Record<string, unknown>;
}
