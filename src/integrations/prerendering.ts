/**
 * Astro's prerenderer as integrations get it, as far as it is used here, and pages as they come out of it. Only its
 * outline is documented: Astro is pinned to one exact version, and tests hold what is used.
 */
import type { AstroIntegration } from 'astro';
import { environment } from '#/site.ts';

export interface Route {
  type: string;
  component: string;
  pathname?: string | undefined;
  route: string;
}

export interface StaticPath {
  pathname: string;
  route: Route;
}

export interface Prerenderer {
  name: string;
  setup?: () => Promise<void>;
  getStaticPaths: () => Promise<StaticPath[]>;
  render: (request: Request, options: { routeData: Route }) => Promise<Response | { response: Response }>;
  collectStaticImages?: () => Promise<Map<string, unknown>>;
  teardown?: () => Promise<void>;
}

type BuildStart = NonNullable<AstroIntegration['hooks']['astro:build:start']>;
type SetPrerenderer = Parameters<BuildStart>[0]['setPrerenderer'];

/** Puts a prerenderer of ours around Astro's. */
export function wrapPrerenderer(set: SetPrerenderer, wrap: (made: Prerenderer) => Prerenderer): void {
  set(wrap as unknown as Parameters<SetPrerenderer>[0]);
}

/** Name below the site of what a route writes, as Astro's `directory` format has it. */
export function fileOf(pathname: string, type: string): string {
  const bare = pathname.replace(/^\/+|\/+$/g, '');
  if (type !== 'page') return bare;
  return bare === '' ? 'index.html' : bare === '404' || bare === '500' ? `${bare}.html` : `${bare}/index.html`;
}

/** Site path, without the base path, of a request for a page. */
export function belowBase(request: Request): string {
  const { base } = environment();
  const decoded = decodeURI(new URL(request.url).pathname);
  return decoded.startsWith(base) ? `/${decoded.slice(base.length)}` : decoded;
}

/** A page with its last byte: what is still being written would read things after its notes are closed. */
export async function wholePage(made: Prerenderer, request: Request, route: Route): Promise<{ response: Response; bytes: ArrayBuffer | null }> {
  const answer = await made.render(request, { routeData: route });
  const { status, statusText, headers, body } = answer instanceof Response ? answer : answer.response;
  const bytes = body === null ? null : await new Response(body).arrayBuffer();
  return { response: new Response(bytes, { status, statusText, headers }), bytes };
}
