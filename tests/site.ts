/** Builds that the tests look at: where they stand, and the day they are made on. */
import path from 'node:path';

/** The day of all tests: a Monday with events before and after it. */
export const TEST_NOW = '2026-11-23T09:00:00+08:00';
export const CACHE = path.resolve('.cache/test');

/** The site from the real content, which the build tests and axe walk. */
export const REAL_DIST = path.join(CACHE, 'real');

/** Environment of a build for the tests. */
export function buildEnvironment(content: string, out: string, more: Record<string, string> = {}): NodeJS.ProcessEnv {
  return { ...process.env, SITE_URL: 'https://kepu.example.org', SITE_NOW: TEST_NOW, SITE_CONTENT: content, SITE_OUT: out, SITE_CACHE: path.join(CACHE, 'cache'), ASTRO_TELEMETRY_DISABLED: '1', ...more };
}
