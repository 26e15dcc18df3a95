/**
 * What Node calls for each request. Files of the site, by far the most that is asked for, go out without the detour
 * of Request and Response objects; whatever is not a plain GET or HEAD below the base path goes through the routes
 * of app.ts. The answers are the same either way, which tests/unit/server-listener.test.ts compares.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Answer, StaticRequest, StaticSite } from './static-site.ts';

export interface ListenerParts {
  app: Hono;
  site: StaticSite;
  /** Base path that starts and ends with a slash. */
  base: string;
}

/** A path in which nothing is escaped, doubled or goes upwards: reading it any other way is left to the routes. */
const PLAIN = /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)*\/?$/;

/** What is asked of the published site, or undefined when the routes have to look at it. */
export function plainRequest({ method, url = '', headers }: Pick<IncomingMessage, 'method' | 'url' | 'headers'>, base: string): StaticRequest | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  if (!path.startsWith(base) || !PLAIN.test(path) || url.includes('#')) return undefined;
  const below = path.slice(base.length - 1);
  if (/^\/(?:api|admin|preview)(?:\/|$)/.test(below)) return undefined;
  return { method, path: below, search: mark < 0 || mark === url.length - 1 ? '' : url.slice(mark), acceptEncoding: headers['accept-encoding'], ifNoneMatch: headers['if-none-match'] };
}

function write(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers);
  if (body === undefined) response.end();
  else response.end(body, 'latin1');
}

/** The listener for `http.createServer`. */
export function requestListener({ app, site, base }: ListenerParts): RequestListener {
  const routes = getRequestListener(app.fetch);
  return (request, response) => {
    const asked = plainRequest(request, base);
    if (!asked) {
      void routes(request, response);
      return;
    }
    const answer = site.answer(asked);
    if (!(answer instanceof Promise)) write(response, answer);
    // A file that cannot be read is the routes' to log and to answer for.
    else answer.then((made) => { write(response, made); }, () => { void routes(request, response); });
  };
}
