import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 120_000 } },
      // Looks at the site that `npm test` built from the fixture content; see tests/run.ts.
      // A limit of time ends what hangs; it is no measure, so it leaves a busy machine room.
      // What a page does soon (`expect.poll`) is waited for as long: the runner's own second is too short for a cold browser.
      { test: { name: 'build', include: ['tests/build/**/*.test.ts'], testTimeout: 600_000, hookTimeout: 120_000, expect: { poll: { timeout: 30_000, interval: 50 } } } },
      // Minutes to hours; `npm run test:long`.
      { test: { name: 'long', include: ['tests/long/**/*.test.ts'], testTimeout: 600_000, hookTimeout: 120_000 } },
    ],
  },
});
