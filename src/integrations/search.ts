/** Indexes the pages for the search: those that are rendered while others still are, and all of them together when they are written. Changes none of them; a page that is missing from the index stops the build. */
import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { PartsAhead } from '#/search/ahead.ts';
import { BUNDLE, indexSite } from '#/search/index.ts';
import { environment } from '#/site.ts';
import { belowBase, fileOf, wholePage, wrapPrerenderer, type Prerenderer } from './prerendering.ts';

/** Hands each page over as it is rendered, in the order in which the index is made soonest. */
export function indexingAhead(made: Prerenderer, ahead: PartsAhead): Prerenderer {
  return {
    ...made,
    name: 'search',
    getStaticPaths: async () => ahead.expect(await made.getStaticPaths(), ({ pathname, route }) => fileOf(pathname, route.type)),
    render: async (request, options) => {
      const { response, bytes } = await wholePage(made, request, options.routeData);
      if (options.routeData.type === 'page' && bytes) ahead.page(fileOf(belowBase(request), 'page'), Buffer.from(bytes).toString('utf8'));
      return response;
    },
  };
}

/** The index as an Astro hook. In dev the index of the last build is served, if there is one: `out` is the folder of builds, `cache` one that may be emptied at any time. */
export function search(out: string, cache: string): AstroIntegration {
  const ahead = new PartsAhead(cache);
  return {
    name: 'search',
    hooks: {
      'astro:build:start': ({ setPrerenderer }) => {
        if (environment().index) wrapPrerenderer(setPrerenderer, (made) => indexingAhead(made, ahead));
      },
      'astro:build:done': async ({ dir, logger }) => {
        if (!environment().index) return;
        await ahead.end();
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
