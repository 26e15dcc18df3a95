/**
 * The rooms of the API: each is a router of its own, mounted at `api/<path>` behind same-origin, JSON and sign-in. A route
 * names what it takes with {@link allows} as its first handler; tests/unit/server-permissions.test.ts fails for one that does not.
 *
 *     export function logApi({ audit }: AppParts): Hono<Signed> {
 *       const api = new Hono<Signed>();
 *       api.get('/', allows('log.read'), (c) => c.json(audit.list()));
 *       return api;
 *     }
 */
import type { Hono } from 'hono';
import { accountApi } from './account-api.ts';
import type { AppParts } from './app.ts';
import { historyApi, locksApi, reviewApi, scheduleApi } from './flow-api.ts';
import type { Signed } from './guards.ts';
import { inspectionApi } from './inspection-api.ts';
import { logApi } from './log-api.ts';
import { peopleApi } from './people-api.ts';
import { picturesApi } from './pictures-api.ts';
import { publishApi } from './publish-api.ts';

export interface Room {
  /** Without slashes around it. */
  path: string;
  make: (parts: AppParts) => Hono<Signed>;
  /** Bytes that a request may carry; 10 kB unless said. */
  maxBody?: number;
}

export const ROOMS: readonly Room[] = [
  { path: 'account', make: accountApi },
  { path: 'people', make: peopleApi },
  { path: 'log', make: logApi },
  // A photograph of 20 MB, as base64.
  { path: 'pictures', make: picturesApi, maxBody: 30_000_000 },
  { path: 'publish', make: publishApi },
  { path: 'inspection', make: inspectionApi },
  { path: 'review', make: reviewApi },
  // Two texts of an entry, to be compared.
  { path: 'history', make: historyApi, maxBody: 4_500_000 },
  { path: 'schedule', make: scheduleApi },
  { path: 'locks', make: locksApi },
];
