/**
 * The pages as Astro renders them. One ordinary build bundles them and writes everything; afterwards the
 * bundle stays loaded in this process, and single pages can be rendered again from changed content. Uses the
 * prerenderer that Astro gives to integrations, and its route cache, which is not documented: Astro is pinned
 * to one exact version, and tests/unit/publish-*.test.ts hold what is used.
 */
import { build, type AstroIntegration } from 'astro';
import type { PageReads } from '#/lib/page-reads.ts';
import { environment } from '#/site.ts';
import { notingReads } from './noting-reads.ts';

/** A page or file that the routes promise. */
export interface SitePath {
  /** Name below the site: `science/x/index.html`, `rss.xml`. */
  file: string;
  props: unknown;
  render: () => Promise<{ bytes: Buffer; reads: PageReads }>;
}

interface Route {
  type: string;
  component: string;
  pathname?: string | undefined;
  route: string;
}
interface StaticPath {
  pathname: string;
  route: Route;
}
interface RouteCache {
  clearAll: () => void;
  get: (route: Route) => { staticPaths?: { props?: unknown }[] } | undefined;
}
interface Prerenderer {
  name: string;
  app?: { routeCache?: RouteCache; manifest: object };
  setup?: () => Promise<void>;
  getStaticPaths: () => Promise<StaticPath[]>;
  render: (request: Request, options: { routeData: Route }) => Promise<Response | { response: Response }>;
  teardown?: () => Promise<void>;
}

/** Name below the site of what a route writes, as Astro's `directory` format has it. */
export function fileOf(pathname: string, type: string): string {
  const bare = pathname.replace(/^\/+|\/+$/g, '');
  if (type !== 'page') return bare;
  return bare === '' ? 'index.html' : bare === '404' || bare === '500' ? `${bare}.html` : `${bare}/index.html`;
}

/** A page with its last byte: what is still being written would read things after its notes are closed. */
async function whole(made: Prerenderer, request: Request, route: Route): Promise<{ response: Response }> {
  const answer = await made.render(request, { routeData: route });
  const { status, statusText, headers, body } = answer instanceof Response ? answer : answer.response;
  const bytes = body === null ? null : await new Response(body).arrayBuffer();
  return { response: new Response(bytes, { status, statusText, headers }) };
}

/** The bytes of a page and what it read. Rejects when there is no such page. */
async function rendered(made: Prerenderer, address: URL, route: Route, file: string): Promise<{ bytes: Buffer; reads: PageReads }> {
  const { result, reads } = await notingReads(async () => {
    const { response } = await whole(made, new Request(address), route);
    if (response.status >= 400 && file !== '404.html') throw new Error(`${file} 没有生成（${response.status}）`);
    return Buffer.from(await response.arrayBuffer());
  });
  return { bytes: result, reads };
}

export class AstroSite {
  #prerenderer: Prerenderer | undefined;
  readonly #reads = new Map<string, PageReads>();
  /** The route of each page that was last promised, by name below the site. */
  #routes = new Map<string, Route>();

  /** Runs the whole build once, into the folder that the environment names. `root` is the project; `onPage` hears of each page. */
  async build(root: string, onPage: (done: number, total: number) => void = () => undefined): Promise<void> {
    let total = 0;
    const keep: AstroIntegration = {
      name: 'publish',
      hooks: {
        'astro:build:start': ({ setPrerenderer }) => {
          setPrerenderer(((made: Prerenderer) => {
            this.#prerenderer = made;
            return {
              name: 'publish',
              setup: () => made.setup?.(),
              getStaticPaths: async () => {
                const paths = await made.getStaticPaths();
                total = paths.length;
                return paths;
              },
              render: async (request: Request, options: { routeData: Route }) => {
                const { result, reads } = await notingReads(() => whole(made, request, options.routeData));
                this.#reads.set(fileOf(this.#below(new URL(request.url).pathname), options.routeData.type), reads);
                onPage(this.#reads.size, total);
                return result;
              },
              // The pages stay loaded: rendering them again is what this class is for.
            };
          }) as unknown as Parameters<typeof setPrerenderer>[0]);
        },
      },
    };
    await build({ root, configFile: 'astro.config.mjs', logLevel: 'warn', integrations: [keep] });
    if (!this.#prerenderer?.app?.routeCache) throw new Error('Astro 没有交出页面，无法单页更新；请重新安装依赖（npm ci）');
  }

  /** Site path without the base path. */
  #below(pathname: string): string {
    const { base } = environment();
    const decoded = decodeURI(pathname);
    return decoded.startsWith(base) ? `/${decoded.slice(base.length)}` : decoded;
  }

  /** What each file read in the whole build, by name below the site. */
  firstReads(): ReadonlyMap<string, PageReads> {
    return this.#reads;
  }

  /** What the routes promise for the content that is held now. */
  async paths(): Promise<SitePath[]> {
    const made = this.#prerenderer;
    const cache = made?.app?.routeCache;
    if (!made || !cache) throw new Error('网站还没有生成过');
    cache.clearAll();
    const { url, base } = environment();
    const seen = new Map<Route, number>();
    const routes = new Map<string, Route>();
    const found = (await made.getStaticPaths()).flatMap(({ pathname, route }) => {
      const at = seen.get(route) ?? 0;
      seen.set(route, at + 1);
      const file = fileOf(pathname, route.type);
      if (routes.has(file)) return [];
      routes.set(file, route);
      const bare = pathname.replace(/^\/+|\/+$/g, '');
      // A route for files keeps the slash that its pattern asks for, if it asks for one.
      const end = (route.type === 'page' && bare !== '') || (route.type !== 'page' && pathname.endsWith('/')) ? '/' : '';
      const address = new URL(encodeURI(`${base}${bare}${end}`), url);
      return [{ file, props: route.pathname ? undefined : cache.get(route)?.staticPaths?.[at]?.props, render: () => rendered(made, address, route, file) }];
    });
    this.#routes = routes;
    return found;
  }

  /**
   * Renders one page of the content that is held now, by the route that made one of `others`, pages of its kind: only that
   * route is asked what it promises. Undefined when none of them was promised; rejects when the route has no such page.
   */
  async page(file: string, others: readonly string[]): Promise<{ bytes: Buffer; reads: PageReads } | undefined> {
    const made = this.#prerenderer;
    const route = others.map((other) => this.#routes.get(other)).find((each) => each !== undefined);
    if (!made || !route) return undefined;
    made.app?.routeCache?.clearAll();
    const { url, base } = environment();
    return rendered(made, new URL(encodeURI(base + file.replace(/index\.html$/, '')), url), route, file);
  }
}
