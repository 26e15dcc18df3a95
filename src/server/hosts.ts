/**
 * `npm run hosts`: writes configurations of nginx and Caddy that send the same headers as our own server, from
 * the same description (src/lib/headers.ts), into `hosts/`. Two of each: `static` serves a built `dist/` with its
 * pressed files, `proxy` stands before `npm start`. A page's policy names the hashes of what it runs inline, so the
 * static ones belong to one build: write them anew after each.
 */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { environment } from '#/site.ts';
import { caddyProxy, caddyStatic } from './host-caddy.ts';
import { nginxProxy, nginxStatic } from './host-nginx.ts';
import { hostPlan, type HostPlan } from './host-plan.ts';
import { seal } from './seal.ts';

/** The files that `npm run hosts` writes, by name. */
export function hostFiles(plan: HostPlan): Record<string, string> {
  return { 'nginx-static.conf': nginxStatic(plan), 'nginx-proxy.conf': nginxProxy(plan), 'caddy-static.caddyfile': caddyStatic(plan), 'caddy-proxy.caddyfile': caddyProxy(plan) };
}

async function run(): Promise<void> {
  const { url, base, out } = environment();
  const root = path.resolve(out);
  if (!existsSync(path.join(root, 'index.html'))) throw new Error(`${root} 里没有生成好的网站。先运行 npm run build`);
  const folder = path.resolve(process.argv[2] ?? 'hosts');
  const manifest = await seal(root);
  const files = hostFiles(hostPlan(manifest, { url, base, root, folder, upstream: '127.0.0.1:4321' }));
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  console.log(`${folder}：${Object.keys(files).join('、')}\n网站 ${url}${base}，文件在 ${root}（已压缩 .br、.gz）。每次重新生成网站后要再运行一次。`);
}

if (import.meta.main) {
  run().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}
