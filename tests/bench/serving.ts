/**
 * `npm run bench:serving`: requests a second of our server beside nginx on this machine, in one run: a small page, a
 * large file, and a page that the reader has already (304). Needs `wrk` and nginx (`apt-get install wrk nginx-light`)
 * and a built site (`npm run build`, or SITE_OUT). nginx gets one worker, as our server is one process, and sends the
 * same headers from the configuration that `npm run hosts` writes.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { hostPlan } from '#/server/host-plan.ts';
import { nginxStatic } from '#/server/host-nginx.ts';
import { seal } from '#/server/seal.ts';
import { environment } from '#/site.ts';
import { freePort } from '#tests/ports.ts';
import { print, type Figure } from './machine.ts';

const SECONDS = Number(process.env['BENCH_SECONDS'] || 4);
const ROUNDS = 3;
const CONNECTIONS = 32;

export interface Rate {
  name: string;
  /** Requests a second, medians of the rounds. */
  own: number;
  nginx: number;
}

/** Where a program of the system is; Debian keeps nginx out of a user's path. */
const find = (name: string): string | undefined => ['/usr/sbin', '/usr/bin', '/usr/local/bin', '/usr/local/sbin'].map((folder) => path.join(folder, name)).find((file) => existsSync(file));

// Not in one blocking call: a connection that the server closes meanwhile would be taken for an open one afterwards.
const run = promisify(execFile);

async function rate(wrk: string, url: string, headers: Record<string, string>): Promise<number> {
  const { stdout } = await run(wrk, ['-t1', `-c${CONNECTIONS}`, `-d${SECONDS}s`, ...Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]), url]);
  const found = /Requests\/sec:\s*([\d.]+)/.exec(stdout)?.[1];
  const bad = /Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1];
  if (found === undefined || bad !== undefined) throw new Error(`${url}: ${stdout}`);
  return Number(found);
}

const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;

async function until(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) throw new Error(`${url}: the server ended with ${child.exitCode}`);
    if (await fetch(url).then(async (response) => (await response.arrayBuffer(), response.ok), () => false)) return;
    await wait(100);
  }
  throw new Error(`${url} does not answer`);
}

/** The rates of three kinds of request over a built site. Throws when a program is missing. */
export async function servingRates(site: string): Promise<Rate[]> {
  const [wrk, nginx] = [find('wrk'), find('nginx')];
  if (!wrk || !nginx) throw new Error('先安装：apt-get install wrk nginx-light');
  const folder = mkdtempSync(path.join(tmpdir(), 'serving-'));
  const children: ChildProcess[] = [];
  try {
    const root = path.join(folder, 'dist');
    // The pages that are asked for: how many others there are makes no difference, but all are compressed first.
    const large = readdirSync(path.join(site, '_assets')).map((name) => `/_assets/${name}`).filter((name) => !/\.(?:br|gz)$/.test(name)).reduce((a, b) => (statSync(path.join(site, a)).size >= statSync(path.join(site, b)).size ? a : b));
    const size = statSync(path.join(site, large)).size;
    for (const name of ['index.html', '404.html', large]) cpSync(path.join(site, name), path.join(root, name));
    const manifest = await seal(root);
    const [ownPort, nginxPort] = [await freePort(), await freePort()];
    const place = path.join(folder, 'nginx');
    mkdirSync(place);
    const plan = hostPlan(manifest, { url: `http://localhost:${nginxPort}`, base: '/', root, folder: place, upstream: '' });
    writeFileSync(path.join(place, 'site.conf'), nginxStatic(plan));
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${place}/${name};`).join(' ');
    writeFileSync(path.join(place, 'nginx.conf'), `daemon off; user root; worker_processes 1; pid ${place}/pid; error_log stderr; events { worker_connections 1024; } http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; open_file_cache max=1000; ${temporary} include ${place}/site.conf; }`);
    children.push(spawn(nginx, ['-p', place, '-c', path.join(place, 'nginx.conf')], { stdio: ['ignore', 'ignore', 'inherit'] }));
    children.push(spawn(process.execPath, [path.join(import.meta.dirname, 'reader/folder-server.ts'), root, String(ownPort), path.join(folder, 'data')], { stdio: ['ignore', 'ignore', 'inherit'] }));
    const [own, theirs] = [`http://127.0.0.1:${ownPort}`, `http://127.0.0.1:${nginxPort}`];
    await Promise.all([until(`${theirs}/`, children[0] as ChildProcess), until(`${own}/`, children[1] as ChildProcess)]);

    const small = '/404.html';
    const tag = async (origin: string): Promise<string> => {
      const response = await fetch(`${origin}/`, { headers: { 'accept-encoding': 'gzip' } });
      await response.arrayBuffer();
      return response.headers.get('etag') ?? '';
    };
    // Neither side compresses while it serves: nginx has gzip_static, we have the pressed forms.
    const kinds = [
      { name: `small page, gzip (${small})`, at: small, headers: async () => ({ 'accept-encoding': 'gzip' }) },
      { name: 'home page, gzip', at: '/', headers: async () => ({ 'accept-encoding': 'gzip' }) },
      { name: `large file, plain (${large}, ${Math.round(size / 1000)} kB)`, at: large, headers: async () => ({}) },
      { name: 'home page that the reader has (304)', at: '/', headers: async (origin: string) => ({ 'accept-encoding': 'gzip', 'if-none-match': await tag(origin) }) },
    ];
    const rates: Rate[] = [];
    for (const { name, at, headers } of kinds) {
      const sides = { own: [] as number[], nginx: [] as number[] };
      // Taken in turn, so that a neighbour's load falls on both.
      for (let round = 0; round < ROUNDS; round++) {
        sides.own.push(await rate(wrk, own + at, await headers(own)));
        sides.nginx.push(await rate(wrk, theirs + at, await headers(theirs)));
      }
      rates.push({ name, own: median(sides.own), nginx: median(sides.nginx) });
    }
    return rates;
  } finally {
    for (const child of children) {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The rates as ratios, which hold on a busy machine as well: both sides share it. */
export async function servingFigures(site: string): Promise<Figure[]> {
  return (await servingRates(site)).map(({ name, own, nginx }) => ({ what: `serving: ${name}, nginx ÷ ours`, value: nginx / own, unit: '×', goal: 2, note: `${Math.round(nginx)} and ${Math.round(own)} requests a second` }));
}

if (import.meta.main) process.exitCode = print(await servingFigures(path.resolve(environment().out)));
