/** Takes the worker of {@link ./worker.ts} off every device that has it, with all that it kept: what is served in its place once the site offers no reading without a line. */
import { forgetAll } from './store.ts';
import type { Release, WorkerScope } from './worker-scope.ts';

declare const RELEASE: Release;
const scope = self as unknown as WorkerScope;

scope.addEventListener('install', (event) => { event.waitUntil(scope.skipWaiting()); });
scope.addEventListener('activate', (event) => { event.waitUntil(forgetAll(RELEASE.base).then(() => scope.registration.unregister())); });
