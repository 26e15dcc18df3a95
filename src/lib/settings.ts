/** The site's settings: content/settings/site.yml after the schema's defaults. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { settings as schema, type Settings } from '#/schemas/settings.ts';
import { environment } from '#/site.ts';
import { parseYaml } from './front-matter.ts';

/** Read at each call: it is one small file, and the dev server shows a change at once. */
export function siteSettings(): Settings {
  return schema.parse(parseYaml(readFileSync(path.resolve(environment().content, 'settings', 'site.yml'), 'utf8')).data);
}
