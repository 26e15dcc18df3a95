/** Reads a built site for the build tests. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { REAL_DIST } from '#tests/site.ts';

export interface PageFile {
  /** Path below the root of the site: `/science/x/`. */
  path: string;
  html: string;
}

/** All files of the build, relative, with forward slashes. */
export function siteFiles(folder = REAL_DIST): string[] {
  const walk = (at: string): string[] =>
    readdirSync(path.join(folder, at)).sort().flatMap((name) => {
      const below = at ? `${at}/${name}` : name;
      return statSync(path.join(folder, below)).isDirectory() ? walk(below) : [below];
    });
  return walk('');
}

/** All pages of the build. */
export function sitePages(folder = REAL_DIST): PageFile[] {
  return siteFiles(folder)
    .filter((file) => file.endsWith('.html') && !file.startsWith('pagefind/'))
    .map((file) => ({ path: `/${file.replace(/(^|\/)index\.html$/, '$1')}`, html: readFileSync(path.join(folder, file), 'utf8') }));
}
