/**
 * The pages as Astro renders them. One ordinary build bundles them and writes everything; afterwards the
 * bundle stays loaded in this process, and single pages can be rendered again from changed content. Uses the
 * prerenderer that Astro gives to integrations, and its route cache, which is not documented: Astro is pinned
 * to one exact version, and tests/unit/publish-*.test.ts hold what is used.
 */
import { build, type AstroIntegration } from 'astro';
import { belowBase, fileOf, wholePage, wrapPrerenderer, type Prerenderer, type Route } from '#/integrations/prerendering.ts';
import { indexingAhead } from '#/integrations/search.ts';
import { ALL_FIELDS, type PageReads } from '#/lib/page-reads.ts';
import type { PartsAhead } from '#/search/ahead.ts';
import { environment } from '#/site.ts';
import { looseData } from './changes.ts';
import { notingReads } from './noting-reads.ts';

/** A page or file that the routes promise. */
export interface SitePath {
  /** Name below the site: `science/x/index.html`, `rss.xml`. */
  file: string;
  props: unknown;
  render: () => Promise<{ bytes: Buffer; reads: PageReads }>;
}

interface RouteCache {
  cache: Record<string, unknown>;
  key: (route: Route) => string;
  get: (route: Route) => { staticPaths?: { props?: unknown }[] } | undefined;
}
/** Astro's prerenderer with what it renders from, which is not documented. */
interface Loaded extends Prerenderer {
  app?: { routeCache?: RouteCache; manifest: { routes: { routeData: Route }[] } };
}

/** The bytes of a page and what it read. Rejects when there is no such page. */
async function rendered(made: Prerenderer, address: URL, route: Route, file: string): Promise<{ bytes: Buffer; reads: PageReads }> {
  const { result, reads } = await notingReads(async () => {
    const drawn = await made.render(new Request(address), { routeData: route });
    const response = drawn instanceof Response ? drawn : drawn.response;
    if (response.status >= 400 && file !== '404.html') throw new Error(`${file} 没有生成（${response.status}）`);
    // To its last byte: what is still being written would read things after its notes are closed.
    return Buffer.from(await response.arrayBuffer());
  });
  return { bytes: result, reads };
}

/** What a route said of its pages, and what it read to say so. */
interface Promised {
  paths: SitePath[];
  reads: PageReads;
}

export class AstroSite {
  #prerenderer: Loaded | undefined;
  readonly #reads = new Map<string, PageReads>();
  /** What each route said last. */
  readonly #promised = new Map<Route, Promised>();
  #paths: SitePath[] = [];
  /** Parts of props that were looked through. */
  readonly #seen = new WeakSet<object>();

  /** Runs the whole build once, into the folder that the environment names. `root` is the project; `onPage` hears of each page, `ahead` indexes them as they come. */
  async build(root: string, ahead: PartsAhead, onPage: (done: number, total: number) => void = () => undefined): Promise<void> {
    let total = 0;
    const noting = (made: Prerenderer): Prerenderer => ({
      name: 'publish',
      setup: () => made.setup?.() ?? Promise.resolve(),
      getStaticPaths: async () => {
        const paths = await made.getStaticPaths();
        total = paths.length;
        return paths;
      },
      render: async (request, options) => {
        const { result, reads } = await notingReads(() => wholePage(made, request, options.routeData));
        this.#reads.set(fileOf(belowBase(request), options.routeData.type), reads);
        onPage(this.#reads.size, total);
        return result.response;
      },
      // The pages stay loaded: rendering them again is what this class is for.
    });
    const keep: AstroIntegration = {
      name: 'publish',
      hooks: {
        'astro:build:start': ({ setPrerenderer }) => {
          wrapPrerenderer(setPrerenderer, (made) => {
            this.#prerenderer = made;
            return indexingAhead(noting(made), ahead);
          });
        },
      },
    };
    await build({ root, configFile: 'astro.config.mjs', logLevel: 'warn', integrations: [keep] });
    if (!this.#prerenderer?.app?.routeCache) throw new Error('Astro 没有交出页面，无法单页更新；请重新安装依赖（npm ci）');
  }

  /** What each file read in the whole build, by name below the site. */
  firstReads(): ReadonlyMap<string, PageReads> {
    return this.#reads;
  }

  #made(): { made: Loaded; cache: RouteCache; all: { routeData: Route }[]; app: NonNullable<Loaded['app']> } {
    const made = this.#prerenderer;
    const { app } = made ?? {};
    if (!made || !app?.routeCache) throw new Error('网站还没有生成过');
    return { made, app, cache: app.routeCache, all: app.manifest.routes };
  }

  /** Asks a single route. */
  async #ask(route: Route): Promise<Promised> {
    const { made, app, cache, all } = this.#made();
    const { url, base } = environment();
    Reflect.deleteProperty(cache.cache, cache.key(route));
    app.manifest.routes = all.filter(({ routeData }) => routeData === route);
    try {
      const { result, reads } = await notingReads(() => made.getStaticPaths());
      const props = route.pathname ? undefined : cache.get(route)?.staticPaths;
      const paths = result.map(({ pathname }, at): SitePath => {
        const file = fileOf(pathname, route.type);
        const bare = pathname.replace(/^\/+|\/+$/g, '');
        // A route for files keeps the slash that its pattern asks for, if it asks for one.
        const end = (route.type === 'page' && bare !== '') || (route.type !== 'page' && pathname.endsWith('/')) ? '/' : '';
        const address = new URL(encodeURI(`${base}${bare}${end}`), url);
        return { file, props: props?.[at]?.props, render: () => rendered(made, address, route, file) };
      });
      for (const noun of paths.flatMap((path) => [...looseData(path.props, this.#seen)])) {
        reads.nouns.add(noun);
        reads.fields.set(noun, new Set([ALL_FIELDS]));
      }
      return { paths, reads };
    } finally {
      app.manifest.routes = all;
    }
  }

  /** What the routes promise for the content that is held now. Those that `stale` has nothing against are taken at their last word; the list is the same one when all are. */
  async paths(stale: (reads: PageReads) => boolean = () => true): Promise<SitePath[]> {
    let fresh = false;
    for (const { routeData } of this.#made().all) {
      const known = this.#promised.get(routeData);
      if (known && !stale(known.reads)) continue;
      this.#promised.set(routeData, await this.#ask(routeData));
      fresh = true;
    }
    if (!fresh) return this.#paths;
    const files = new Map<string, SitePath>();
    // The first route that promises a page makes it.
    for (const { paths } of this.#promised.values()) for (const path of paths) if (!files.has(path.file)) files.set(path.file, path);
    this.#paths = [...files.values()];
    return this.#paths;
  }

  /**
   * Renders one page of the content that is held now, which is laid out for a moment only: nothing of it is kept. By the
   * route that made one of `others`, pages of its kind; where there is none, all routes are asked. Undefined when none
   * promises the page; rejects when the route has no such page.
   */
  async page(file: string, others: readonly string[]): Promise<{ bytes: Buffer; reads: PageReads } | undefined> {
    const { cache } = this.#made();
    const kept = cache.cache;
    cache.cache = {};
    try {
      const kind = new Set(others);
      const likely = [...this.#promised].find(([, { paths }]) => paths.some((path) => kind.has(path.file)))?.[0];
      for (const route of likely ? [likely] : this.#promised.keys()) {
        const page = (await this.#ask(route)).paths.find((path) => path.file === file);
        if (page) return await page.render();
      }
      return undefined;
    } finally {
      cache.cache = kept;
    }
  }
}
