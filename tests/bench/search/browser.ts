/** What a reader waits for and downloads, measured in Chromium; and Pagefind as it comes, which only runs there. */
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium as playwright, type Browser, type Page } from '@playwright/test';
import { build } from 'esbuild';
import { chromium, CHROMIUM_FLAGS } from '#tests/chromium.ts';
import { unpack } from '#/search/engine.ts';
import { quantile } from './score.ts';

export interface Visit {
  /** Compressed, with everything that the search asks for. */
  bytes: number;
  milliseconds: number;
  /** Longest time in which the page answered nobody. */
  blocked: number;
}

/** Serves `folder`, and the query layer as `/client.js`; counts what it sends. */
export class Host {
  bytes = 0;
  requests = 0;
  readonly #server: Server;
  #port = 0;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(folder: string): Promise<Host> {
    const { outputFiles } = await build({ entryPoints: ['src/search/client.ts'], bundle: true, format: 'esm', minify: true, write: false, alias: { '#': path.resolve('src') } });
    const client = outputFiles[0]?.contents ?? new Uint8Array();
    const server = createServer((request, response) => {
      const name = decodeURIComponent((request.url ?? '/').replace(/\?.*/, '')).slice(1);
      const file = path.join(folder, name);
      const bytes = name === '' ? Buffer.from('<!doctype html><html lang="zh-CN"><title>bench</title>') : name === 'client.js' ? Buffer.from(client) : existsSync(file) ? readFileSync(file) : undefined;
      if (!bytes) return response.writeHead(404).end();
      // Files of the index are compressed already.
      const sent = /\.pf_|\.pagefind$|\.bin$/.test(name) ? bytes : gzipSync(bytes, { level: 9 });
      host.bytes += name === '' ? 0 : sent.length;
      host.requests++;
      response.writeHead(200, { 'content-type': /\.m?js$/.test(name) ? 'text/javascript' : name === '' ? 'text/html' : 'application/octet-stream', 'content-length': sent.length, ...(sent !== bytes && { 'content-encoding': 'gzip' }), 'cache-control': 'max-age=3600' });
      return response.end(sent);
    });
    const host = new Host(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    host.#port = typeof address === 'object' && address ? address.port : 0;
    return host;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

export async function openBrowser(): Promise<Browser> {
  return playwright.launch({ executablePath: await chromium(), args: CHROMIUM_FLAGS });
}

/** Milliseconds a key of somebody who types on a phone at a good pace (about 40 Latin letters in ten seconds). */
const KEY = 250;

interface Client {
  prepare(): Promise<void>;
  find(query: string, literal: boolean): Promise<{ answer: object; facets: object }>;
  view(answer: object, facets: object, selection: object, sort: string, count: number): Promise<{ results: object[] }>;
}

/** From the last key to ten results with their text; `typing`: milliseconds since the field got the focus, in which the page gets ready. */
async function visit(page: Page, host: Host, query: string, typing = 0): Promise<Visit> {
  const before = host.bytes;
  const { milliseconds, blocked } = await page.evaluate(async ([text, pause]) => {
    const kept = globalThis as unknown as { client?: Client };
    let longest = 0;
    const watch = new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) longest = Math.max(longest, duration); });
    watch.observe({ entryTypes: ['longtask'] });
    // As the search page does it.
    const connect = async (): Promise<Client> => {
      const manifest = fetch('/pagefind/search.json', { cache: 'no-cache' });
      const { SearchClient } = (await import('/client.js' as string)) as { SearchClient: new (root: string, manifest: Promise<Response>) => Client };
      return new SearchClient('/', manifest);
    };
    const ready = kept.client ? undefined : connect();
    if (pause > 0) {
      void ready?.then((each) => each.prepare());
      await new Promise((resolve) => { setTimeout(resolve, pause); });
    }
    const start = performance.now();
    const client = (kept.client ??= await (ready as Promise<Client>));
    const { answer, facets } = await client.find(text, false);
    await client.view(answer, facets, {}, 'relevance', 10);
    const took = performance.now() - start;
    await new Promise((resolve) => { setTimeout(resolve, 0); });
    watch.disconnect();
    return { milliseconds: took, blocked: longest };
  }, [query, typing] as const);
  return { bytes: host.bytes - before, milliseconds, blocked };
}

/** First searches of readers who come for the first time; `slow`: 4 Mbit/s, 40 ms, a quarter of the processor; `typed`: into the field, otherwise from an address that holds the query. */
export async function cold(browser: Browser, host: Host, queries: readonly string[], { slow, typed }: { slow: boolean; typed: boolean }): Promise<Visit[]> {
  const visits: Visit[] = [];
  for (const query of queries) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(host.origin);
    if (slow) {
      const session = await context.newCDPSession(page);
      await session.send('Network.emulateNetworkConditions', { offline: false, latency: 40, downloadThroughput: 500_000, uploadThroughput: 125_000 });
      await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    }
    visits.push(await visit(page, host, query, typed ? KEY * query.length : 0));
    await context.close();
  }
  return visits;
}

/** One search after another in one page. The first one is not counted. */
export async function warm(browser: Browser, host: Host, queries: readonly string[]): Promise<Visit[]> {
  const page = await browser.newPage();
  await page.goto(host.origin);
  const visits: Visit[] = [];
  for (const query of queries) visits.push(await visit(page, host, query));
  await page.close();
  return visits.slice(1);
}

export function summary(name: string, visits: readonly Visit[]): string {
  const of = (value: (visit: Visit) => number, share: number) => Math.round(quantile(visits.map(value), share));
  const kilo = (share: number) => (quantile(visits.map(({ bytes }) => bytes), share) / 1000).toFixed(0);
  return `${name}: ${kilo(0.5)} kB (p95 ${kilo(0.95)}, most ${kilo(1)}), ${of((each) => each.milliseconds, 0.5)} ms (p95 ${of((each) => each.milliseconds, 0.95)}), longest block p50 ${of((each) => each.blocked, 0.5)}, p95 ${of((each) => each.blocked, 0.95)} ms`;
}

/** Asks Pagefind's own `pagefind.js` over its own bundle; gives the sources of the first ten pages. */
export async function askStock(browser: Browser, host: Host, folder: string): Promise<{ search: (query: string) => Promise<string[]>; close: () => Promise<void> }> {
  const page = await browser.newPage();
  await page.goto(host.origin);
  const decoder = new TextDecoder();
  const paths = new Map<string, Promise<string>>();
  const pathOf = async (id: string): Promise<string> => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of createReadStream(path.join(folder, 'pagefind/fragment', `${id}.pf_fragment`))) chunks.push(chunk as Uint8Array);
    return (JSON.parse(decoder.decode((await unpack(Uint8Array.from(Buffer.concat(chunks)))).slice('pagefind_dcd'.length))) as { url: string }).url;
  };
  const search = async (query: string) => {
    const ids = await page.evaluate(async (text) => {
      const { search: ask } = (await import('/pagefind/pagefind.js' as string)) as { search: (text: string) => Promise<{ results: { id: string }[] } | null> };
      return ((await ask(text))?.results ?? []).slice(0, 10).map(({ id }) => id);
    }, query);
    return Promise.all(ids.map((id) => {
      const known = paths.get(id) ?? pathOf(id);
      paths.set(id, known);
      return known;
    }));
  };
  return { search, close: () => page.close() };
}
