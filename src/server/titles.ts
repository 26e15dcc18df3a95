/** What a file is called in lists. */
import { parseEntryFile } from '#/lib/front-matter.ts';
import { SETTINGS_FILES, settingsAt } from '#/schemas/settings-files.ts';

/** The title in the text, the label of a settings file, else the file's name. */
export function titleAt(path: string, text: string | undefined): string {
  const settings = settingsAt(path);
  if (settings) return SETTINGS_FILES[settings].label;
  const { title } = parseEntryFile(text ?? '').data as { title?: unknown };
  return typeof title === 'string' && title.trim() !== '' ? title : path.replace(/^.*\//, '').replace(/\.mdx$/, '');
}
