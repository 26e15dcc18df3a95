/**
 * `npm run admin`: writes the editing page of a site whose content is on a git host into the built site, `dist/admin/`. The
 * forms are the generated ones; `SITE_CMS_BACKEND` chooses the host (see `src/cms/git-hosts.ts`). Nothing is loaded
 * from elsewhere, and the page's policy lets it speak with that host only.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { decapConfig } from '#/cms/decap.ts';
import { GIT_HOST_ENV, GIT_HOSTS, gitHostBackend, gitHostSettings, type GitHostBackend } from '#/cms/git-hosts.ts';
import { hostedAdminPolicy } from '#/lib/csp.ts';
import { environment } from '#/site.ts';
import { browserBundle } from './browser-bundle.ts';
import { decapBundle, type DecapBackend } from './decap-bundle.ts';

/** The page. All values are our own addresses and origins of the settings. */
export function hostedAdminPage({ base, script, config, decap, origins }: { base: string; script: string; config: string; decap: string; origins: readonly string[] }): string {
  return `<!doctype html>
<html lang="zh-CN" data-base="${base}" data-config="${config}" data-decap="${decap}">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="${hostedAdminPolicy(origins)}">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<title>内容管理</title>
<link rel="icon" href="data:,">
<script type="module" src="${script}"></script>
<link rel="modulepreload" href="${decap}">
</head>
<body>
<p id="opening" role="status">正在打开编辑器…</p>
<noscript><p>编辑内容需要打开浏览器的 JavaScript。</p></noscript>
</body>
</html>
`;
}

/** Writes the editing page into `out/admin/`, which it replaces. `root` is the clone. */
export async function writeHostedAdmin(root: string, out: string, base: string, host: GitHostBackend): Promise<string[]> {
  const folder = path.join(out, 'admin');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const files = await browserBundle(root, { entryPoints: { host: path.join(root, 'src/cms/browser/host.ts') } });
  const named = (stem: string, ending: string, bytes: Uint8Array): string => `${stem}-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.${ending}`;
  const code = files.get('host.js') ?? Buffer.alloc(0);
  const config = Buffer.from(JSON.stringify(decapConfig(base, host).config));
  const decap = await decapBundle(root, host.backend['name'] as DecapBackend);
  const [script, settings, bundle] = [named('host', 'js', code), named('config', 'json', config), named('decap', 'js', decap)];
  for (const [name, bytes] of [[script, code], [settings, config], [bundle, decap]] as const) await writeFile(path.join(folder, name), bytes);
  const at = (name: string): string => `${base}admin/${name}`;
  await writeFile(path.join(folder, 'index.html'), hostedAdminPage({ base, script: at(script), config: at(settings), decap: at(bundle), origins: host.origins }));
  return ['index.html', script, settings, bundle];
}

async function run(): Promise<string> {
  const { base, out } = environment();
  const settings = gitHostSettings(process.env);
  if (!settings) throw new Error(`请用 ${GIT_HOST_ENV.host} 写代码托管平台：${GIT_HOSTS.join('、')}（编辑用这台机器自己的服务器时，不需要这条命令，运行 npm start）`);
  const folder = path.resolve(out);
  if (!existsSync(path.join(folder, 'index.html'))) throw new Error(`${folder} 里没有生成好的网站。先运行 npm run build`);
  const files = await writeHostedAdmin(path.resolve(import.meta.dirname, '..', '..'), folder, base, gitHostBackend(settings));
  return `${path.join(folder, 'admin')}：${files.length} 个文件，内容在 ${settings.url} 的 ${settings.repo}（${settings.branch}）。`;
}

if (import.meta.main) {
  run().then(console.log, (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}
