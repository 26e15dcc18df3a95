/**
 * MDN HTTP Observatory's own scanner against the site as our server sends it over TLS on loopback. The scanner asks
 * http and https at one host and port, so one port answers both: plain requests are sent to https, as a host does.
 */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serverConfig } from '#/server/config.ts';
import { folderRenderer } from '#tests/folder-renderer.ts';
import { listen } from '#tests/ports.ts';
import { openService } from '#/server/service.ts';
import { heavy, run, soundPage, TOOLS, type BuiltSite, type Judge, type Verdict } from './judge.ts';

/** The most that a site without a place in the browsers' built-in HSTS list and without third parties can get. */
const GOAL = { '': 130, 'admin/': 110 };
const FIRST_BYTE_OF_TLS = 22;

interface Scan {
  error?: string;
  scan?: { grade: string; score: number };
  tests?: Record<string, { pass: boolean; result: string; scoreModifier: number }>;
}

/** The scanner brings its list of preloaded hosts from the network when it is installed; offline it gets an empty one, which no host of ours stands on. */
async function scannerFiles(): Promise<string> {
  const list = path.join(TOOLS, 'node_modules/@mdn/mdn-http-observatory/conf/hsts-preload.json');
  if (!existsSync(list)) await writeFile(list, '{}');
  return heavy('@mdn/mdn-http-observatory/src/scan.js');
}

/** Serves a built site as `npm start` behind a TLS proxy does, while `task` runs. */
async function served<T>(site: BuiltSite, task: (host: string, certificate: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'observatory-'));
  const [cert, key] = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')];
  const { code, err } = await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']);
  if (code !== 0) throw new Error(`openssl: ${err}`);
  const content = path.join(folder, 'content');
  await mkdir(path.join(content, 'settings'), { recursive: true });
  await cp('tests/fixtures/content/settings/site.yml', path.join(content, 'settings/site.yml'));
  const config = serverConfig(process.cwd(), { SITE_URL: 'https://localhost', SITE_DATA: path.join(folder, 'data'), SITE_CONTENT: content });
  const service = await openService(config, { renderer: folderRenderer(path.join(folder, 'data', 'objects'), async ({ out }) => { await cp(site.folder, out, { recursive: true, filter: (name) => !/\.(?:br|gz)$/.test(name) }); return undefined; }) });
  await service.publisher.request();
  const tls = createTlsServer({ cert: readFileSync(cert), key: readFileSync(key) }, service.listener);
  const plain = createHttpServer((request, response) => {
    response.writeHead(301, { location: `https://${request.headers.host ?? ''}${request.url ?? '/'}` });
    response.end();
  });
  const [secure, open] = await Promise.all([tls, plain].map(listen));
  const sockets = new Set<Socket>();
  const front = createServer((socket) => {
    sockets.add(socket);
    socket.once('data', (bytes) => {
      const behind = connect((bytes[0] === FIRST_BYTE_OF_TLS ? secure : open) ?? 0, '127.0.0.1');
      for (const [from, to] of [[socket, behind], [behind, socket]] as const) from.on('error', () => { to.destroy(); });
      behind.write(bytes);
      socket.pipe(behind).pipe(socket);
    });
  });
  const port = await listen(front);
  try {
    return await task(`localhost:${port}`, cert);
  } finally {
    for (const socket of sockets) socket.destroy();
    for (const server of [front, tls, plain]) server.close();
    await service.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Scores of the last scan, for the table. */
export const scores: string[] = [];

async function judge(site: BuiltSite): Promise<Verdict> {
  const program = await scannerFiles();
  return served(site, async (host, certificate) => {
    const findings: string[] = [];
    for (const [at, goal] of Object.entries(GOAL)) {
      const { out, err } = await run(process.execPath, [program, `${host}/${at}`], { env: { ...process.env, NODE_EXTRA_CA_CERTS: certificate } });
      if (!out.includes('{')) throw new Error(`Observatory: ${err.slice(0, 500)}`);
      const { scan, tests = {}, error } = JSON.parse(out.slice(out.indexOf('{'))) as Scan;
      if (!scan) throw new Error(`Observatory: ${error ?? out}`);
      scores.push(`/${at} ${scan.grade} ${scan.score}`);
      const lost = Object.entries(tests).filter(([, test]) => !test.pass || test.scoreModifier < 0).map(([name, test]) => `${name}: ${test.result} (${test.scoreModifier})`);
      if (scan.score < goal || scan.grade !== 'A+') findings.push(`/${at} ${scan.grade} ${scan.score}，目标 ${goal}：${lost.join('；')}`);
    }
    return { checked: Object.keys(GOAL).length, findings };
  });
}

export const observatory: Judge = {
  name: 'headers (MDN Observatory)',
  by: '@mdn/mdn-http-observatory 1.4.8',
  quick: false,
  judge,
  faults: [{ name: 'a script of another host without integrity', files: { 'index.html': soundPage('', '<script src="http://cdn.example.com/x.js"></script>') }, says: /^\/ .*sri-not-implemented/ }],
};
