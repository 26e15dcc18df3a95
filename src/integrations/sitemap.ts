/**
 * Writes sitemap.xml after the pages are built, from the pages themselves: which of them are indexed, and
 * under which address, is what they say (robots, canonical). A list kept beside the routes could only drift.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { entryData, readContentOnce } from '#/gate/content.ts';
import { indexedAddress, writeSitemap } from '#/lib/sitemap.ts';
import { absolute, entryPath } from '#/lib/urls.ts';

/** Site path → when the entry's content last changed. */
function changes(folder: string): Map<string, string> {
  const times = readContentOnce(folder).files.flatMap((file): [string, string][] => {
    const { urlName, published, updated } = entryData(file) as { urlName: string; published?: string; updated?: string };
    const changed = updated ?? published;
    return changed === undefined ? [] : [[entryPath(file.noun, urlName), changed]];
  });
  return new Map(times);
}

/** `folder` is the content folder. */
export function sitemap(folder: string): AstroIntegration {
  return {
    name: 'sitemap',
    hooks: {
      'astro:build:done': ({ dir }) => {
        const out = fileURLToPath(dir);
        const changed = changes(folder);
        const pages = readdirSync(out, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
          if (path.basename(name) !== 'index.html') return [];
          const site = `/${name.split(path.sep).slice(0, -1).map((part) => `${part}/`).join('')}`;
          const url = indexedAddress(readFileSync(path.join(out, name), 'utf8'));
          return url === absolute(site) ? [{ url, changed: changed.get(site) }] : [];
        });
        writeFileSync(path.join(out, 'sitemap.xml'), writeSitemap(pages));
      },
    },
  };
}
