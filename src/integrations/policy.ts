/**
 * Writes into the head of every page the content security policy that fits exactly what it runs inline, for
 * hosts that send no headers. Runs after the pages are whole: only then are their inline styles known.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { withMetaPolicy } from '#/lib/csp.ts';

/** The policy as an Astro hook; it stands last, after all that changes pages. */
export function policy(): AstroIntegration {
  return {
    name: 'policy',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const out = fileURLToPath(dir);
        const pages = (await readdir(out, { recursive: true })).filter((name) => name.endsWith('.html'));
        for (const name of pages) {
          const file = path.join(out, name);
          await writeFile(file, withMetaPolicy(await readFile(file, 'utf8')));
        }
      },
    },
  };
}
