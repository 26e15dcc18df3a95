// @ts-check
// The site's own configuration with faults planted just before its last look; see tests/build/promise.test.ts.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** @type {{ default: import('astro').AstroUserConfig }} */
const { default: config } = await import(path.resolve('astro.config.mjs'));

/** @type {import('astro').AstroIntegration} */
const planted = {
  name: 'planted',
  hooks: {
    'astro:build:start': ({ logger }) => { logger.warn('一条没有人看见的警告'); },
    'astro:build:done': ({ dir }) => {
      const out = fileURLToPath(dir);
      rmSync(path.join(out, 'science/ice-wine'), { recursive: true });
      const file = path.join(out, 'science/ginseng/index.html');
      writeFileSync(file, readFileSync(file, 'utf8').replace(/\p{Script=Han}/gu, ''));
      mkdirSync(path.join(out, 'left-over'));
      writeFileSync(path.join(out, 'left-over/index.html'), '<html></html>');
      rmSync(path.join(out, 'pagefind/search.json'));
    },
  },
};

const integrations = (config.integrations ?? []).flat();
export default { ...config, integrations: [...integrations.slice(0, -1), planted, integrations.at(-1)] };
