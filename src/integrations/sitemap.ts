/**
 * Writes sitemap.xml after the pages are built, from the pages themselves: which of them are indexed, and
 * under which address, is what they say (robots, canonical). A list kept beside the routes could only drift.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { entryData, readContentOnce } from '#/gate/content.ts';
import { changeTimes, indexedAddress, pageAddress, writeSitemap } from '#/lib/sitemap.ts';
import { absolute } from '#/lib/urls.ts';

/** `folder` is the content folder. */
export function sitemap(folder: string): AstroIntegration {
  return {
    name: 'sitemap',
    hooks: {
      'astro:build:done': ({ dir }) => {
        const out = fileURLToPath(dir);
        const changed = changeTimes(readContentOnce(folder).files.map((file) => ({ noun: file.noun, data: entryData(file) })));
        const pages = readdirSync(out, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
          const site = pageAddress(name.split(path.sep).join('/'));
          if (site === undefined) return [];
          // Not what stands in the page: a piece of a text keeps all of it in memory.
          const url = absolute(site);
          return indexedAddress(readFileSync(path.join(out, name), 'utf8')) === url ? [{ url, changed: changed.get(site) }] : [];
        });
        writeFileSync(path.join(out, 'sitemap.xml'), writeSitemap(pages));
      },
    },
  };
}
