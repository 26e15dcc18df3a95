/** The site's settings: content/settings/site.yml after the schema's defaults. */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { settings as schema, type Settings } from '#/schemas/settings.ts';
import { contentFolder } from '#/site.ts';
import { parseYaml } from './front-matter.ts';

let known: { stamp: string; settings: Settings } | undefined;

/** Read again only when the file has changed: every page asks, and the dev server shows a change at once. */
export function siteSettings(): Settings {
  const file = path.resolve(contentFolder(), 'settings', 'site.yml');
  const { mtimeMs, size } = statSync(file);
  const stamp = `${file} ${mtimeMs} ${size}`;
  if (known?.stamp !== stamp) known = { stamp, settings: schema.parse(parseYaml(readFileSync(file, 'utf8')).data) };
  return known.settings;
}
