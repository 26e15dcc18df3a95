/** Indexes the built pages for the search. Runs after the pages are written and changes none of them; a page that is missing from the index stops the build. */
import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { BUNDLE, indexSite } from '#/search/index.ts';
import { environment } from '#/site.ts';

/** The index as an Astro hook. In dev the index of the last build is served, if there is one: `out` is the folder of builds, `cache` one that may be emptied at any time. */
export function search(out: string, cache: string): AstroIntegration {
  return {
    name: 'search',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        if (!environment().index) return;
        const { pages, bytes } = await indexSite(fileURLToPath(dir), { cache });
        logger.info(`搜索索引：${pages} 页，${Math.round(bytes / 1024)} kB`);
      },
      'astro:server:setup': ({ server }) => {
        server.middlewares.use((request, response, next) => {
          const name = new RegExp(`/${BUNDLE}/([\\w./-]+)(?:\\?|$)`).exec(request.url ?? '')?.[1];
          const file = name && !name.includes('..') ? path.join(out, BUNDLE, name) : '';
          if (!file || !existsSync(file)) return next();
          createReadStream(file).on('error', next).pipe(response);
        });
      },
    },
  };
}
