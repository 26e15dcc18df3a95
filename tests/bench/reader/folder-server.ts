/**
 * `node tests/bench/reader/folder-server.ts <built site> <port> <data folder>`: serves a site that is built already by
 * the server of `npm start`, without its renderer and without asking new accounts for another password. For measurements
 * and judges.
 */
import { cp, mkdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { serverConfig } from '#/server/config.ts';
import { openService, type Service } from '#/server/service.ts';
import { folderRenderer } from '#tests/folder-renderer.ts';

/** Opens the service over a folder of a built site; its content stays the given one. */
export async function folderService(site: string, data: string, env: Record<string, string> = {}): Promise<Service> {
  const config = serverConfig(process.cwd(), { SITE_CONTENT: 'tests/fixtures/content', ...env, SITE_DATA: data });
  await mkdir(data, { recursive: true });
  const service = await openService(config, { renderer: folderRenderer(path.join(data, 'objects'), async ({ out }) => {
    await cp(site, out, { recursive: true, filter: (name) => !/\.(?:br|gz)$/.test(name) });
    return undefined;
  }), firstPasswordsStay: true });
  await service.publisher.request();
  return service;
}

if (import.meta.main) {
  const [site = '', port = '', data = ''] = process.argv.slice(2);
  const service = await folderService(path.resolve(site), path.resolve(data));
  createServer(service.listener).listen(Number(port), '127.0.0.1');
}
