/** One file on its way into the store: made complete as it will stand there, and judged by the gate against what else there is. */
import { tidy, writeYaml } from '#/cms/entry-format.ts';
import { indexEntry, type IndexedEntry } from '#/gate/content-index.ts';
import { validateSettings } from '#/gate/content.ts';
import { entryAt, validateEntry } from '#/gate/validate.ts';
import { protectProse } from '#/lib/body-source.ts';
import type { Finding } from '#/lib/finding.ts';
import { parseEntryFile, parseYaml } from '#/lib/front-matter.ts';
import { SETTINGS_FILES, settingsAt } from '#/schemas/settings-files.ts';
import { completeEntry, type Saving } from './managed-fields.ts';

export interface Preparing extends Pick<Saving, 'base' | 'index' | 'now' | 'revive' | 'drafting' | 'eventId' | 'credits'> {
  path: string;
  /** What the form sent, with the final names of its pictures. */
  text: string;
}

export interface Prepared {
  path: string;
  /** As it will be stored. */
  content: string;
  findings: Finding[];
  /** The entry in the index; undefined for settings and for a path where nothing may stand. */
  row: IndexedEntry | undefined;
}

/** Judges a settings file or an entry. The entry is put into `index`, so that what comes next is judged with it. */
export function prepare({ path, text, ...rest }: Preparing): Prepared {
  const settings = settingsAt(path);
  if (settings) {
    const { data, faults } = parseYaml(text);
    const content = faults.length > 0 ? text : writeYaml((tidy(data, SETTINGS_FILES[settings].schema) ?? {}) as Record<string, unknown>);
    return { path, content, findings: validateSettings(settings, content), row: undefined };
  }
  const place = entryAt(path);
  if (!place) return { path, content: text, findings: validateEntry(Buffer.from(text), path, rest.index), row: undefined };
  const sent = parseEntryFile(text);
  // Braces and angle brackets are made safe at saving; their author should know that they show as they are.
  const prose = protectProse(sent.body).faults.filter((fault) => fault.severity === 'warning');
  const findings: Finding[] = prose.map((fault) => ({ path, field: 'body', label: '正文', line: sent.bodyLine + fault.line - 1, message: fault.message, fix: fault.fix, severity: 'warning' }));
  // Unreadable front matter goes to the gate as it is: it names the line.
  const content = sent.faults.length > 0 ? text : completeEntry({ ...place, text, ...rest });
  const row = indexEntry(place.noun, place.id, content);
  rest.index.set(row);
  if (rest.revive) rest.index.revive(place.noun, place.id, row.eventId);
  findings.push(...validateEntry(Buffer.from(content), path, rest.index));
  return { path, content, findings, row };
}
