import { existsSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from './tests/chromium.ts';
import { CACHE, TEST_NOW } from './tests/site.ts';

const PORT = Number(process.env['TEST_PORT'] || 4399);
const executablePath = findChromium();

/** Stories of readers, on the fixture content and a fixed day, against the very server that `npm start` runs. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  timeout: 60_000,
  // One of two cores waits for the other side most of the time. Stories that change content have a server for each worker.
  workers: 2,
  // The editor's own interface redraws under the mouse now and then; a story that needed its second try is listed as flaky.
  retries: 1,
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'], ['json', { outputFile: path.join(CACHE, 'playwright.json') }]],
  use: {
    baseURL: `http://localhost:${PORT}`,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    trace: 'retain-on-failure',
    launchOptions: { args: CHROMIUM_FLAGS, ...(executablePath && existsSync(executablePath) && { executablePath }) },
  },
  webServer: {
    command: 'node tests/e2e/fixtures/reader-server.ts',
    url: `http://localhost:${PORT}/`,
    timeout: 120_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5000 },
    env: {
      PORT: String(PORT),
      SITE_URL: `http://localhost:${PORT}`,
      SITE_CONTENT: path.resolve('tests/fixtures/content'),
      SITE_DATA: path.join(CACHE, 'data'),
      SITE_NOW: TEST_NOW,
      ASTRO_TELEMETRY_DISABLED: '1',
    },
  },
});
