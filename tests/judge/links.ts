/** linkinator: every link and every fragment of every page, over HTTP. Links to other origins are left alone: judges run offline. */
import { freePort } from '#tests/ports.ts';
import { heavyModule, pagesOf, soundPage, type BuiltSite, type Judge, type Verdict } from './judge.ts';

interface Link { url: string; parent?: string; state: 'OK' | 'BROKEN' | 'SKIPPED'; status?: number; failureDetails?: unknown[] }
interface Linkinator {
  LinkChecker: new () => { check: (options: object) => Promise<{ links: Link[] }> };
}

/** Addresses below the site that only the editing server answers. */
const SERVED_ELSEWHERE = /\/admin\/$/;

async function judge(site: BuiltSite): Promise<Verdict> {
  const { LinkChecker } = await heavyModule<Linkinator>('linkinator/build/src/index.js');
  const pages = pagesOf(site);
  const port = await freePort();
  const { links } = await new LinkChecker().check({
    path: pages.map(({ name }) => name),
    serverRoot: site.folder,
    port,
    concurrency: 20,
    checkFragments: true,
    checkCss: true,
    linksToSkip: async (link: string) => Promise.resolve(!link.startsWith(`http://127.0.0.1:${port}/`) && !link.startsWith(site.url) || SERVED_ELSEWHERE.test(link)),
    // The site's own full addresses (canonical, alternate, feeds) lead to what is on disk.
    urlRewriteExpressions: [{ pattern: new RegExp(`^(?:https|webcal)${site.url.replace(/^https?/, '').replaceAll('.', '\\.')}`), replacement: `http://127.0.0.1:${port}` }],
  });
  const checked = links.filter(({ state }) => state !== 'SKIPPED').length;
  return { checked, findings: [...new Set(links.filter(({ state }) => state === 'BROKEN').map(({ url, parent = '', status = 0 }) => `${parent} → ${url} (${status})`))] };
}

export const links: Judge = {
  name: 'links and fragments',
  by: 'linkinator 8.1.0',
  quick: false,
  judge,
  faults: [
    { name: 'a link to nothing', files: { 'index.html': soundPage('<a href="/none/">甲</a>') }, says: /none\// },
    { name: 'a fragment that no element has', files: { 'index.html': soundPage('<a href="/b/#none">甲</a>'), 'b/index.html': soundPage('<h2 id="some">乙</h2>') }, says: /#none/ },
  ],
};
