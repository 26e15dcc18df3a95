/**
 * Stops a build that did not bring what it promised: a warning or error in its log, an entry that passed the gate
 * and has no page or an empty one, a page count that is not what entries and routes come to, a site map or search
 * index that is missing or short. Stands last.
 */
import { fileURLToPath } from 'node:url';
import type { AstroIntegration, IntegrationResolvedRoute } from 'astro';
import { entryData, readContentOnce, takenApart, type ContentFile } from '#/gate/content.ts';
import { brokenPromises, wordsOf, type PromisedEntry } from '#/lib/site-promises.ts';
import { entryPath, listPath } from '#/lib/urls.ts';
import { isVisible, shownInstant, type Publishable } from '#/lib/visibility.ts';
import { environment } from '#/site.ts';
import { takeComplaints } from './build-log.ts';

const MOST = 30;

/** What an entry that passed the gate promises. */
function promiseOf(file: ContentFile, instant: number, samples: boolean): PromisedEntry & Pick<ContentFile, 'noun'> {
  const data = entryData(file) as unknown as Publishable & { urlName: string; id?: string };
  const below = entryPath(file.noun, data.urlName).slice(1);
  const more = file.noun === 'events' ? [`e/${data.id ?? ''}/index.html`, `${below.slice(0, -1)}.ics`] : [];
  return { noun: file.noun, file: file.path, pages: [`${below}index.html`, ...more], visible: isVisible(data, instant, samples), words: wordsOf(takenApart(file).body) };
}

/** File that a route without parameters writes, or undefined for others. */
function fixedFile(route: IntegrationResolvedRoute): string | undefined {
  if (route.pathname === undefined || (route.type !== 'page' && route.type !== 'endpoint') || !route.isPrerendered) return undefined;
  const bare = route.pathname.replace(/^\/+|\/+$/g, '');
  if (route.type === 'endpoint') return bare;
  return bare === '404' ? '404.html' : `${bare === '' ? '' : `${bare}/`}index.html`;
}

/** The promises as an Astro hook. `folder` is the content folder. */
export function promise(folder: string): AstroIntegration {
  let routes: IntegrationResolvedRoute[] = [];
  return {
    name: 'promise',
    hooks: {
      // A release is one whatever the shell says; see lib/release.ts.
      'astro:config:setup': ({ command, updateConfig }) => {
        if (command === 'build') process.env['NODE_ENV'] = 'production';
        updateConfig({ vite: { define: { __RELEASE__: String(command === 'build') } } });
      },
      'astro:routes:resolved': (resolved) => { ({ routes } = resolved); },
      'astro:build:done': ({ dir, pages, assets, logger }) => {
        const { samples, index, base } = environment();
        const { files } = readContentOnce(folder);
        const instant = shownInstant();
        const entries = files.map((file) => promiseOf(file, instant, samples));
        const below = (pathname: string): string => `/${pathname}`.replace(/^\/+/, '/').replace(base, '');
        const counts = [...new Set(entries.map((entry) => entry.noun))].flatMap((noun) => {
          const route = noun === 'pages' ? '/[page]' : `${listPath(noun)}[entry]`;
          return [{ route, made: assets.get(route)?.length ?? 0, entries: entries.filter((entry) => entry.noun === noun && entry.visible).length }];
        });
        const broken = [
          ...takeComplaints().map((text) => `生成时有警告：${text}`),
          ...brokenPromises({ out: fileURLToPath(dir), entries, pages: pages.map(({ pathname }) => below(pathname)), fixed: routes.flatMap((route) => fixedFile(route) ?? []), routes: counts, search: index }),
        ];
        if (broken.length === 0) {
          logger.info(`${entries.filter((entry) => entry.visible).length} 个条目、${pages.length} 页，都在`);
          return;
        }
        for (const sentence of broken.slice(0, MOST)) console.error(`错误 ${sentence}`);
        throw new Error(`网站没有生成好：有 ${broken.length} 处和内容、路由对不上`);
      },
    },
  };
}
