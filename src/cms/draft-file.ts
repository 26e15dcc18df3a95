/** The file that a form's values would be saved as. Pure. */
import { SETTINGS_FILES } from '#/schemas/settings-files.ts';
import { mdxSafe, tidy, writeYaml } from './entry-format.ts';

/** Name of the collection that edits the files of content/settings. */
export const SETTINGS = 'settings';

/** Stands for the file name of a new entry that has no address yet; the server finds one at saving. */
const UNNAMED = 'xin-tiao-mu';
const FILE_NAME = /^[a-z0-9][a-z0-9-]{0,79}$/;

/** Where a new entry would be saved. */
export function entryPathOf(collection: string, data: Record<string, unknown>): string {
  const { urlName } = data;
  return `content/${collection}/${typeof urlName === 'string' && FILE_NAME.test(urlName) ? urlName : UNNAMED}.mdx`;
}

/** Text of the file. */
export function draftFile(path: string, data: Record<string, unknown>): string {
  const name = path.replace(/^content\/settings\//, '');
  if (name === path) return mdxSafe('ours').toFile(data);
  const schema = Object.hasOwn(SETTINGS_FILES, name) ? SETTINGS_FILES[name as keyof typeof SETTINGS_FILES].schema : undefined;
  return writeYaml((tidy(data, schema) ?? {}) as Record<string, unknown>);
}
