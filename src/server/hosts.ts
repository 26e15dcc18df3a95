/**
 * `npm run hosts`: writes configurations of nginx and Caddy that send the same headers as our own server, from
 * the same description (src/lib/headers.ts), into `hosts/`, and a service of systemd. Two of each: `static` serves a built
 * `dist/`, if there is one, with its pressed files; `proxy` stands before `npm start`. A page's policy names the hashes of what it runs inline, so the
 * static ones belong to one build: write them anew after each.
 */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { environment } from '#/site.ts';
import { caddyProxy, caddyStatic } from './host-caddy.ts';
import { serverConfig } from './config.ts';
import { nginxProxy, nginxStatic } from './host-nginx.ts';
import { hostPlan, type HostPlan } from './host-plan.ts';
import { serviceUnit, type ServicePlan } from './host-systemd.ts';
import { seal } from './seal.ts';

/** The files that `npm run hosts` writes, by name. */
export function hostFiles(plan: HostPlan): Record<string, string> {
  return { 'nginx-static.conf': nginxStatic(plan), 'nginx-proxy.conf': nginxProxy(plan), 'caddy-static.caddyfile': caddyStatic(plan), 'caddy-proxy.caddyfile': caddyProxy(plan) };
}

/** The files that need no built site: those before and around the editing server. */
export function serverFiles(plan: Pick<HostPlan, 'url' | 'base' | 'root' | 'folder' | 'upstream' | 'certificate'>, service: ServicePlan): Record<string, string> {
  const empty = hostPlan({ files: {}, inline: {} }, plan);
  return { 'nginx-proxy.conf': nginxProxy(empty), 'caddy-proxy.caddyfile': caddyProxy(empty), 'kepu.service': serviceUnit(service) };
}

async function run(): Promise<void> {
  const { url, base, out } = environment();
  const root = path.resolve(out);
  const folder = path.resolve(process.argv[2] ?? 'hosts');
  const config = serverConfig(path.resolve(import.meta.dirname, '..', '..'));
  const place = { url, base, root, folder, upstream: `127.0.0.1:${config.port}` };
  const files = serverFiles(place, { root: config.root, data: config.data, backup: config.backup, user: 'kepu', environment: '/etc/kepu.env' });
  const built = existsSync(path.join(root, 'index.html'));
  if (built) Object.assign(files, hostFiles(hostPlan(await seal(root), place)));
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  console.log(`${folder}：${Object.keys(files).join('、')}\n网站 ${url}${base}。${built ? `static 的两个用 ${root} 里的文件（已压缩 .br、.gz），每次重新生成网站后要再运行一次。` : `${root} 里没有生成好的网站，所以没有写 static 的两个；要用静态主机就先 npm run build。`}`);
}

if (import.meta.main) {
  run().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}
