// @ts-check
import path from 'node:path';
import preact from '@astrojs/preact';
import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';
import { addresses } from './src/integrations/addresses.ts';
import { devContent } from './src/integrations/dev-content.ts';
import { gate } from './src/integrations/gate.ts';
import { inlineScripts } from './src/integrations/inline-scripts.ts';
import { media } from './src/integrations/media.ts';
import { promise } from './src/integrations/promise.ts';
import { search } from './src/integrations/search.ts';
import { sitemap } from './src/integrations/sitemap.ts';
import { codeHash } from './src/lib/code-hash.ts';
import { environment } from './src/site.ts';

const { url, base, content, out, cache: cacheFolder, log } = environment();
const root = import.meta.dirname;
// Release builds set their own cache folder, so that a build beside a running dev server disturbs neither.
const cache = path.resolve(root, cacheFolder);

export default defineConfig({
  site: url,
  base,
  outDir: path.resolve(root, out),
  cacheDir: path.join(cache, 'astro'),
  trailingSlash: 'always',
  // The newlines between inline elements matter in Latin text and do no harm in Chinese.
  compressHTML: true,
  // Several pages at a time: while pictures are drawn on other threads, pages are written.
  build: { concurrency: 4, format: 'directory', inlineStylesheets: 'always', assets: '_assets' },
  // Vite would write below node_modules, which belongs to whoever installed, not to whoever serves.
  vite: {
    cacheDir: path.join(cache, 'vite'),
    // Part of the site's version. Without the environment: the publisher's clock runs on while its pages stay loaded.
    define: { __SITE_CODE__: JSON.stringify(codeHash(root, {})) },
  },
  devToolbar: { enabled: false },
  // Keeps warnings and errors, so that the build can fail on them.
  logger: { entrypoint: path.join(root, 'src/integrations/build-log.ts'), config: { level: log } },
  server: { port: 4321 },
  // @astrojs/mdx serves pages written by engineers; entries are data and never become modules.
  integrations: [gate(path.resolve(root, content)), devContent(path.resolve(root, content)), preact({ include: [/\.tsx$/] }), mdx(), inlineScripts(root), media(path.join(cache, 'media')), search(path.resolve(root, out), path.join(cache, 'search')), sitemap(path.resolve(root, content)), addresses(path.resolve(root, content)), promise(path.resolve(root, content))],
});
