/** The short way for files of the site gives the same answers as the routes, and takes nothing that is not its own. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serverConfig } from '#/server/config.ts';
import { HeldBytes } from '#/server/held-bytes.ts';
import { plainRequest } from '#/server/listener.ts';
import { openService, type Service } from '#/server/service.ts';
import { folderRenderer } from '#tests/folder-renderer.ts';
import { listen } from '#tests/ports.ts';
import { SITE } from './editing-service.ts';

const FILES: Record<string, string> = {
  'index.html': `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>首页</title><style>p{color:red}</style><p>${'字'.repeat(900)}`,
  '404.html': '<!doctype html><title>没有</title>',
  'science/x/index.html': '<!doctype html><title>文章</title>',
  'science/人参/index.html': '<!doctype html><title>中文网址</title>',
  'gone/events/1/index.html': '<!doctype html><title>撤下</title>',
  '_assets/x-123.js': 'export {}',
  'pagefind/search.json': '{}',
  'host/addresses.json': JSON.stringify({ moved: { '/science/old/': '/science/x/' }, gone: { '/events/1/': '/gone/events/1/' } }),
  'events.ics': 'BEGIN:VCALENDAR',
  'unread.txt': '没有人读过',
};
const BASE = '/kepu/';
let folder: string;
let service: Service;
let servers: Server[];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'listener-'));
  await mkdir(path.join(folder, 'content/settings'), { recursive: true });
  await writeFile(path.join(folder, 'content/settings/site.yml'), SITE);
  const config = serverConfig(process.cwd(), { SITE_URL: 'https://kepu.example.org', SITE_BASE: BASE, SITE_DATA: path.join(folder, 'data'), SITE_CONTENT: path.join(folder, 'content') });
  const renderer = folderRenderer(path.join(folder, 'data/objects'), async ({ out }) => {
    for (const [name, text] of Object.entries(FILES)) {
      await mkdir(path.dirname(path.join(out, name)), { recursive: true });
      await writeFile(path.join(out, name), text);
    }
    return undefined;
  });
  service = await openService(config, { renderer });
  await service.publisher.request();
  const routes = getRequestListener(service.app.fetch);
  servers = [createServer(service.listener), createServer((asked, answer) => { void routes(asked, answer); })];
  await Promise.all(servers.map(listen));
});
afterAll(async () => {
  for (const server of servers) server.close();
  await service.close();
  await rm(folder, { recursive: true, force: true });
});

interface Heard { status: number | undefined; headers: IncomingHttpHeaders; body: string }

/** Asks without tidying the path, as `fetch` would. */
function ask(server: Server | undefined, at: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Heard> {
  return new Promise((resolve, reject) => {
    request({ port: (server?.address() as AddressInfo).port, host: '127.0.0.1', path: at, method, headers: { host: 'kepu.example.org', ...headers }, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => { resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks).toString('base64') }); });
    }).on('error', reject).end();
  });
}

/** What Node adds by itself, by how the body was handed to it. */
const OF_THE_LINE = ['date', 'connection', 'keep-alive', 'transfer-encoding', 'content-length'];

const CASES: [at: string, headers?: Record<string, string>, method?: string][] = [
  ['/kepu/'],
  ['/kepu/', { 'accept-encoding': 'gzip, deflate, br, zstd' }],
  ['/kepu/', { 'accept-encoding': 'br;q=0, gzip' }],
  ['/kepu/', {}, 'HEAD'],
  ['/kepu/?elder=1'],
  ['/kepu/science/x'],
  ['/kepu/science/x?elder=1'],
  ['/kepu/science/old/'],
  ['/kepu/events/1/'],
  ['/kepu/gone/events/1/'],
  ['/kepu/science/%E4%BA%BA%E5%8F%82/'],
  ['/kepu/science/%ZZ/'],
  ['/kepu/nothing/'],
  ['/kepu/science/../science/x/'],
  ['/kepu/science/%2e%2e/science/x/'],
  ['/kepu//science/x/'],
  ['/kepu/_assets/x-123.js'],
  ['/kepu/pagefind/search.json'],
  ['/kepu/events.ics'],
  ['/kepu/api/me'],
  ['/kepu/api'],
  ['/kepu/admin'],
  ['/kepu'],
  ['/'],
  ['/other/'],
  ['/kepu/', {}, 'POST'],
];

describe('the short way', () => {
  test.each(CASES)('%s %j %s is answered as by the routes', async (at, headers = {}, method = 'GET') => {
    const [short, long] = await Promise.all(servers.map((server) => ask(server, at, headers, method)));
    const settled = (heard: Heard | undefined): object => {
      const rest = Object.fromEntries(Object.entries(heard?.headers ?? {}).filter(([name]) => !OF_THE_LINE.includes(name)));
      return { ...heard, headers: rest };
    };
    expect(settled(short)).toEqual(settled(long));
    expect(short?.headers['strict-transport-security']).toContain('max-age');
  });

  test('a copy that the reader has is confirmed without a body', async () => {
    const first = await ask(servers[0], '/kepu/', { 'accept-encoding': 'br' });
    const etag = String(first.headers['etag']);
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await ask(servers[0], '/kepu/', { 'accept-encoding': 'br', 'if-none-match': tag });
      expect([again.status, again.body, again.headers['etag'], again.headers['content-encoding']]).toEqual([304, '', etag, undefined]);
    }
    expect((await ask(servers[0], '/kepu/', { 'if-none-match': etag })).status).toBe(200);
  });

  test.each(['/kepu/api/me', '/kepu/admin/', '/kepu/..', '/kepu/a//b', '/kepu/a/./b', '/kepu/%61', '/kepu\\x', '/other', 'http://x/kepu/', '/kepu/#x'])('%s is left to the routes', (url) => {
    expect(plainRequest({ method: 'GET', url, headers: {} }, BASE)).toBeUndefined();
  });

  test('a file that is gone from the disk is an error of the server', async () => {
    await rm(path.join(folder, 'data/objects'), { recursive: true });
    expect((await ask(servers[0], '/kepu/unread.txt')).status).toBe(500);
    expect((await ask(servers[0], '/kepu/events.ics')).status).toBe(200);
  });
});

describe('bytes in memory', () => {
  test('holds the files asked for last, up to its size', async () => {
    const place = await mkdtemp(path.join(tmpdir(), 'held-'));
    for (const name of ['a', 'b', 'c']) await writeFile(path.join(place, name), name.repeat(40));
    const held = new HeldBytes(100);
    const at = (name: string): string => path.join(place, name);
    const [one, two] = [held.get(at('a')), held.get(at('a'))];
    expect(one).toBe(two);
    await one;
    await held.get(at('b'));
    expect(held.get(at('a'))).toBe('a'.repeat(40));
    await held.get(at('c'));
    expect([at('a'), at('c')].map((file) => typeof held.get(file))).toEqual(['string', 'string']);
    expect(held.get(at('b'))).toBeInstanceOf(Promise);
    await expect(held.get(at('nothing'))).rejects.toThrow('ENOENT');
    await rm(place, { recursive: true });
  });
});
