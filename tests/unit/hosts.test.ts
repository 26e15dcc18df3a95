/** Our server, nginx and Caddy, alone and before our server, send the same headers: they are asked, not read. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer, request as httpRequest, type IncomingHttpHeaders, type Server } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withMetaPolicy } from '#/lib/csp.ts';
import { serverConfig } from '#/server/config.ts';
import { hostPlan } from '#/server/host-plan.ts';
import { serviceUnit } from '#/server/host-systemd.ts';
import { hostFiles } from '#/server/hosts.ts';
import { seal } from '#/server/seal.ts';
import { folderRenderer } from '#tests/folder-renderer.ts';
import { openService, type Service } from '#/server/service.ts';
import { freePort } from '#tests/ports.ts';

const found = (name: string): string | undefined => [`/usr/sbin/${name}`, `/usr/bin/${name}`, `/usr/local/bin/${name}`].find((file) => existsSync(file));
const nginx = found('nginx');
const caddy = found('caddy');

const PADDING = '科学'.repeat(600);
const page = (inline: string): string => withMetaPolicy(`<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>页</title>${inline}</head><body>${PADDING}</body></html>`);
const SITE: Record<string, string> = {
  'index.html': page('<style>a{}</style>'),
  '404.html': page('<style>b{}</style>').replace('页', '没有找到'),
  'science/x/index.html': page('<script>let x</script><style>a{}</style>'),
  'events/months/index.html': page('<style>d{}</style>'),
  'events/months/2026-12/index.html': page('<style>d{}</style>'),
  'embed/x/index.html': page('<style>c{}</style>'),
  '_assets/x.AbC123.js': `// ${PADDING}`,
  'media/x-1234.webp': 'RIFF',
  'data/awards.json': '{}',
  'events.ics': 'BEGIN:VCALENDAR',
  'rss.xml': '<rss/>',
  'favicon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'pagefind/zh/1a2b3c4d-1.bin': 'x',
  'pagefind/search.json': '{}',
};
/** Kind of address → path. */
const ADDRESSES = {
  home: '/', page: '/science/x/', missing: '/none/', 'missing file': '/none.css', embed: '/embed/x/', script: '/_assets/x.AbC123.js', picture: '/media/x-1234.webp',
  data: '/data/awards.json', calendar: '/events.ics', feed: '/rss.xml', icon: '/favicon.svg', index: '/pagefind/zh/1a2b3c4d-1.bin', manifest: '/pagefind/search.json',
};
/** What hosts may write in their own way. */
const FREE = new Set(['date', 'connection', 'keep-alive', 'etag', 'last-modified', 'accept-ranges', 'content-length', 'server', 'transfer-encoding', 'vary', 'alt-svc', 'via']);

interface Answer { status: number; headers: IncomingHttpHeaders; guarded: Record<string, unknown>; body: Buffer }

function ask(origin: string, at: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = origin.startsWith('https:') ? httpsRequest : httpRequest;
    const request = call(origin + at, { method, headers, rejectUnauthorized: false, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const guarded = Object.fromEntries(Object.entries(response.headers).filter(([name]) => !FREE.has(name)).sort(([a], [b]) => (a < b ? -1 : 1)));
        resolve({ status: response.statusCode ?? 0, headers: response.headers, guarded, body: Buffer.concat(chunks) });
      });
    });
    request.on('error', reject);
    request.end();
  });
}

let folder: string;
let service: Service;
let server: Server;
let own: string;
const children: ChildProcess[] = [];
const origins: Record<string, string> = {};

async function listening(port: number, child: ChildProcess, log: () => string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (child.exitCode !== null) throw new Error(log());
    const up = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true); });
      socket.on('error', () => { resolve(false); });
    });
    if (up) return;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  throw new Error(`no answer on ${port}\n${log()}`);
}

async function start(name: string, port: number, command: string, args: string[]): Promise<void> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder } });
  children.push(child);
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { log += chunk.toString('utf8'); });
  await listening(port, child, () => log);
  origins[name] = `https://localhost:${port}`;
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hosts-'));
  const root = path.join(folder, 'dist');
  const write = async (to: string, files: Record<string, string>): Promise<void> => {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(to, name)), { recursive: true });
      await writeFile(path.join(to, name), text);
    }
  };
  await write(root, SITE);
  await write(path.join(folder, 'content'), { 'settings/site.yml': "name: '测试站'\nshortName: '测试'\ndescription: '只用来测试的网站说明文字'\nnavigation:\n  - label: '科普'\n    href: '/science/'\n" });
  service = await openService(serverConfig(process.cwd(), { SITE_URL: 'https://localhost', SITE_DATA: path.join(folder, 'data'), SITE_CONTENT: path.join(folder, 'content') }), { renderer: folderRenderer(path.join(folder, 'data', 'objects'), async ({ out }) => { await write(out, SITE); return undefined; }) });
  await service.publisher.request();
  server = createHttpServer(service.listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const upstream = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  own = `http://${upstream}`;

  const certificate = { cert: path.join(folder, 'cert.pem'), key: path.join(folder, 'key.pem') };
  spawnSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', certificate.key, '-out', certificate.cert, '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']);
  const manifest = await seal(root);
  // `column`: the site as a column of another one, below a path.
  // `down`: before a server that does not run.
  for (const kind of ['static', 'column', 'proxy', 'down'] as const) {
    const files = kind === 'static' || kind === 'column' ? 'static' : 'proxy';
    for (const [name, command] of [['nginx', nginx], ['caddy', caddy]] as const) {
      if (!command) continue;
      const port = await freePort();
      const place = path.join(folder, `${name}-${kind}`);
      const plan = hostPlan(manifest, { url: `https://localhost:${port}`, base: kind === 'column' ? '/kepu/' : '/', root, folder: place, upstream: kind === 'down' ? `127.0.0.1:${await freePort()}` : upstream, certificate });
      await write(place, hostFiles(plan));
      if (name === 'nginx') {
        await write(place, { 'nginx.conf': `daemon off; pid ${place}/pid; error_log stderr; events {} http { access_log off; client_body_temp_path ${place}/a; proxy_temp_path ${place}/b; fastcgi_temp_path ${place}/c; uwsgi_temp_path ${place}/d; scgi_temp_path ${place}/e; include ${place}/nginx-${files}.conf; }` });
        if (kind === 'static') await write(place, { 'redirects.nginx.conf': 'location = /old/ { return 301 /science/x/; }\nlocation = /gone/ { return 410; }\n' });
        // As root, nginx would serve as another user, who may not enter a folder of this test.
        await start(`${name} ${kind}`, port, command, ['-c', path.join(place, 'nginx.conf'), '-e', 'stderr', ...(process.getuid?.() === 0 ? ['-g', 'user root;'] : [])]);
      } else {
        await write(place, { Caddyfile: `{\n  admin off\n  auto_https disable_redirects\n}\nimport ${place}/caddy-${files}.caddyfile\n` });
        if (kind === 'static') await write(place, { 'redirects.caddyfile': 'redir /old/ /science/x/ 301\nrespond /gone/ 410\n' });
        await start(`${name} ${kind}`, port, command, ['run', '--config', path.join(place, 'Caddyfile'), '--adapter', 'caddyfile']);
      }
    }
  }
}, 60_000);

afterAll(async () => {
  for (const child of children) {
    if (child.exitCode !== null) continue;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }
  server.close();
  await service.close();
  await rm(folder, { recursive: true, force: true });
});

/** Lists that are no more → where they lead; a list that is there, and one that never was. */
const ABOVE = [['/events/months/2027-03/', 302, '/events/months/'], ['/events/months/2026-12/page/2/', 302, '/events/months/2026-12/'], ['/events/months/2026-12/', 200, undefined], ['/events/never/', 404, undefined]] as const;

describe('our own server', () => {
  it.each(ABOVE)('leads from a list that is no more to the one above: %s', async (at, status, to) => {
    const answer = await ask(own, at);
    expect([answer.status, answer.headers.location]).toEqual([status, to]);
  });

  it('guards a page', async () => {
    const { headers } = await ask(own, '/science/x/');
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self' 'sha256-[^']+'; style-src 'self' 'sha256-[^']+'; /);
    expect(headers['content-security-policy']).toContain("require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors 'none'");
    expect(headers).toMatchObject({
      'strict-transport-security': 'max-age=63072000', 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'strict-origin-when-cross-origin',
      'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin', 'cache-control': 'no-cache', 'content-type': 'text/html; charset=utf-8',
    });
    expect(headers['permissions-policy']).toContain('geolocation=()');
  });

  it('lets others frame embeds, and only them', async () => {
    const { headers } = await ask(own, '/embed/x/');
    expect(headers['content-security-policy']).toContain('frame-ancestors *');
    expect(headers['x-frame-options']).toBeUndefined();
    for (const at of Object.values(ADDRESSES).filter((each) => !each.startsWith('/embed/'))) expect((await ask(own, at)).headers['content-security-policy'], at).toContain("frame-ancestors 'none'");
  });

  it('keeps hashed files for good and gives open data to everybody', async () => {
    expect((await ask(own, ADDRESSES.script)).headers).toMatchObject({ 'cache-control': 'public, max-age=31536000, immutable', 'cross-origin-resource-policy': 'same-origin' });
    expect((await ask(own, ADDRESSES.index)).headers).toMatchObject({ 'cache-control': 'public, max-age=31536000, immutable', 'access-control-allow-origin': '*' });
    expect((await ask(own, ADDRESSES.data)).headers).toMatchObject({ 'cache-control': 'no-cache', 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' });
  });

  it('guards the editing interface and the API', async () => {
    const admin = (await ask(own, '/admin/')).headers;
    expect(admin['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);
    expect(admin).toMatchObject({ 'strict-transport-security': 'max-age=63072000', 'cross-origin-resource-policy': 'same-origin', 'x-frame-options': 'DENY', 'x-robots-tag': 'noindex, nofollow' });
    expect((await ask(own, '/api/me')).headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'; sandbox");
  });
});

// CI installs both (.ci/run); an office machine may do without.
const hosts = ([['nginx', nginx], ['caddy', caddy]] as const).filter(([, file]) => file || process.env['CI']).map(([name]) => name);

/** Our server's headers but for the one that says that it counts searches without a result: a host of files cannot. */
const ofFiles = (guarded: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(Object.entries(guarded).filter(([name]) => name !== 'x-search-misses'));

describe.each(hosts)('%s', (name) => {
  it.each(Object.entries(ADDRESSES))('alone sends what our server sends: %s', async (_kind, at) => {
    const [ours, theirs] = [await ask(own, at), await ask(origins[`${name} static`] ?? '', at)];
    expect(theirs.status).toBe(ours.status);
    expect(theirs.guarded).toEqual(ofFiles(ours.guarded));
    expect(theirs.body.equals(ours.body)).toBe(true);
  });

  it.each(Object.entries(ADDRESSES))('below a path sends the same: %s', async (_kind, at) => {
    const [ours, theirs] = [await ask(own, at), await ask(origins[`${name} column`] ?? '', `/kepu${at}`)];
    expect([theirs.status, theirs.guarded]).toEqual([ours.status, ofFiles(ours.guarded)]);
    expect(theirs.body.equals(ours.body)).toBe(true);
  });

  it.each([...Object.values(ADDRESSES), '/admin/', '/api/me'])('before our server changes nothing: %s', async (at) => {
    const [ours, theirs] = [await ask(own, at), await ask(origins[`${name} proxy`] ?? '', at)];
    expect([theirs.status, theirs.guarded]).toEqual([ours.status, ours.guarded]);
  });

  it('says in Chinese that our server does not run, whatever is asked, and to come again', async () => {
    for (const at of ['/', '/science/x/', '/api/me']) {
      const { status, headers, body } = await ask(origins[`${name} down`] ?? '', at);
      expect([status, headers['content-type'], headers['retry-after'], headers['cache-control']]).toEqual([503, 'text/html; charset=utf-8', '15', 'no-store']);
      expect(body.toString('utf8')).toContain('网站正在重启');
    }
  });

  it.each(ABOVE)('leads from a list that is no more to the one above: %s', async (at, status, to) => {
    for (const [kind, base] of [['static', ''], ['column', '/kepu']] as const) {
      const origin = origins[`${name} ${kind}`] ?? '';
      const answer = await ask(origin, base + at);
      expect([answer.status, answer.headers.location?.replace(origin, '')]).toEqual([status, to && base + to]);
    }
  });

  it('alone serves pressed files and answers 304', async () => {
    const at = origins[`${name} static`] ?? '';
    const { headers, body } = await ask(at, '/science/x/', { 'accept-encoding': 'gzip' });
    expect(headers).toMatchObject({ 'content-encoding': 'gzip', 'content-type': 'text/html; charset=utf-8' });
    expect(headers.vary?.toLowerCase()).toContain('accept-encoding');
    expect(body.length).toBeLessThan(1000);
    expect(headers.etag).toBeTruthy();
    expect((await ask(at, '/science/x/', { 'accept-encoding': 'gzip', 'if-none-match': headers.etag ?? '' })).status).toBe(304);
  });

  it('alone knows folders, redirects, gone pages and no writing', async () => {
    const at = origins[`${name} static`] ?? '';
    const folderless = await ask(at, '/science/x');
    expect([301, 308]).toContain(folderless.status);
    expect(new URL(folderless.headers.location ?? '', `${at}/`).pathname).toBe('/science/x/');
    expect(folderless.headers['content-security-policy']).toContain("default-src 'none'");
    expect([(await ask(at, '/old/')).status, (await ask(at, '/old/')).headers.location?.replace(at, '')]).toEqual([301, '/science/x/']);
    expect((await ask(at, '/gone/')).status).toBe(410);
    expect((await ask(at, '/index.html.br')).status).toBe(404);
    expect([403, 405]).toContain((await ask(at, '/', {}, 'POST')).status);
  });
});

describe('the service of systemd', () => {
  const unit = serviceUnit({ root: '/srv/kepu', data: '/srv/kepu/data', backup: '/mnt/copies', user: 'kepu', environment: '/etc/kepu.env' });

  it('may write its own folders and nothing else, as a user without rights', () => {
    expect(unit).toContain('ReadWritePaths=/srv/kepu/data /srv/kepu/.astro /srv/kepu/.cache /mnt/copies\n');
    for (const line of ['User=kepu', 'NoNewPrivileges=yes', 'CapabilityBoundingSet=', 'ProtectSystem=strict', 'ProtectHome=yes']) expect(unit.split('\n')).toContain(line);
  });

  // Tried on Debian 13: each of them covers a part of /proc, and the kernel then refuses the renderer a view of its own.
  it.each(['ProtectHostname', 'ProtectKernelTunables', 'ProtectKernelLogs', 'ProtectProc', 'ProcSubset', 'RestrictNamespaces'])('leaves the renderer its own name spaces: no %s', (name) => {
    expect(unit).not.toMatch(new RegExp(`^${name}=`, 'm'));
  });

  it('lies in a home folder when the site does', () => {
    expect(serviceUnit({ root: '/home/office/kepu', data: '/home/office/kepu/data', backup: undefined, user: 'kepu', environment: '/etc/kepu.env' })).not.toMatch(/^ProtectHome=/m);
  });
});
