/**
 * Decap as our forms need it: its own packages with the fields, words and the one backend that we use, and without what
 * our configuration never calls. Its built bundle, with everything in it, is 5.2 MB, and a slow computer takes three
 * times as long to run it.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'esbuild';
import type { GitHost } from '#/cms/git-hosts.ts';
import { browserBundle } from './browser-bundle.ts';

/** Name under which Decap knows a backend → its package, and what the package calls it. */
const BACKENDS = {
  proxy: ['decap-cms-backend-proxy', 'ProxyBackend'],
  forgejo: ['decap-cms-backend-forgejo', 'ForgejoBackend'],
  gitea: ['decap-cms-backend-gitea', 'GiteaBackend'],
  gitlab: ['decap-cms-backend-gitlab', 'GitLabBackend'],
  github: ['decap-cms-backend-github', 'GitHubBackend'],
} as const satisfies Record<GitHost | 'proxy', readonly [string, string]>;
export type DecapBackend = keyof typeof BACKENDS;
export const DECAP_BACKENDS = Object.keys(BACKENDS) as DecapBackend[];

const BROWSER = 'src/cms/browser';
const PARTS = `${BROWSER}/decap-parts.ts`;
const LEFT_OUT = `${BROWSER}/decap-left-out.ts`;
const LIST_FUNCTIONS = `${BROWSER}/decap-list-functions.ts`;
/** What is taken in place of a module of Decap's. */
const INSTEAD: Readonly<Record<string, string>> = {
  'react-dom/server': LEFT_OUT,
  '@jsquash/webp': LEFT_OUT,
  '@iarna/toml/parse-string': LEFT_OUT,
  'tomlify-j0.4': LEFT_OUT,
  'gray-matter': LEFT_OUT,
  'lodash/fp': LIST_FUNCTIONS,
};

/** Decap's check of a configuration is a module of its core; ours is complete and needs none (src/cms/decap.ts). */
const withoutConfigCheck = (root: string): Plugin => ({
  name: 'without-config-check',
  setup: ({ onResolve }) => { onResolve({ filter: /\/constants\/configSchema$/ }, () => ({ path: path.join(root, LEFT_OUT) })); },
});

/** Stands for the bundle: another version of a package, or of our own part of it, is another one. `root` is the clone. */
export function decapBundleKey(root: string): string {
  const digest = createHash('sha256');
  for (const file of ['package-lock.json', PARTS, LEFT_OUT, LIST_FUNCTIONS, 'src/server/decap-bundle.ts', 'src/server/browser-bundle.ts']) digest.update(readFileSync(path.join(root, file)));
  return digest.digest('hex').slice(0, 16);
}

/** The bundle with one backend, as a module for browsers that sets `CMS`, `createClass` and `h`. Throws what esbuild throws. */
export async function decapBundle(root: string, backend: DecapBackend): Promise<Buffer> {
  const [from, name] = BACKENDS[backend];
  const files = await browserBundle(root, {
    stdin: { contents: `import { ${name} } from '${from}';\nimport { CMS } from './${PARTS}';\nCMS.registerBackend('${backend}', ${name});`, resolveDir: root, loader: 'js' },
    legalComments: 'eof', // its licences ask for their notices
    mainFields: ['browser', 'module', 'main'],
    loader: { '.css': 'text', '.svg': 'text' },
    define: { global: 'globalThis' },
    alias: Object.fromEntries(Object.entries(INSTEAD).map(([module, file]) => [module, path.join(root, file)])),
    plugins: [withoutConfigCheck(root)],
  });
  return [...files.values()][0] ?? Buffer.alloc(0);
}
