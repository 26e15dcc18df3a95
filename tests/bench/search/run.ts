/**
 * `npm run bench:search`: how well the search finds, what it costs to build, to download and to wait for, beside its
 * peers. Sizes may be named (`npm run bench:search -- 1600`); `tune` shows the half of the queries that weights are set
 * on, otherwise the held-out half is shown. Needs a built site (`npm run build`) and
 * `npm ci --prefix tests/bench/search/packages`.
 */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { CACHE } from '#tests/site.ts';
import { environment } from '#/site.ts';
import { askStock, cold, Host, openBrowser, summary, warm } from './browser.ts';
import { ours, PEERS, stock, writeBundle } from './engines.ts';
import { KINDS, makeQueries } from './queries.ts';
import { ask, byKind, quantile, scoreOf, type Asked } from './score.ts';
import { installed, pagesOf } from './texts.ts';

/** Enough that one query more or less is half a per cent. */
const PER_KIND = 200;
/** Queries that are timed in the browser. */
const TIMED = 150;
const COLD = 24;

const percent = (share: number) => (100 * share).toFixed(1).padStart(6);
const mega = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

function line(name: string, asked: Asked[]): string {
  const { at1, at10, nothing } = scoreOf(asked);
  return `${name.padEnd(12)}${percent(at1)}${percent(at10)}${percent(nothing)}  ${byKind(asked).map(([, score]) => `${(100 * score.at1).toFixed(0)}/${(100 * score.at10).toFixed(0)}`.padStart(9)).join('')}`;
}

async function bench(count: number, half: 'tune' | 'held-out', peers: boolean): Promise<void> {
  const pages = pagesOf(path.resolve(environment().out), count);
  const queries = makeQueries(pages, half, PER_KIND);
  console.log(`\n== ${pages.length} pages, ${pages.reduce((sum, { folded }) => sum + folded.length, 0)} characters; ${queries.length} queries, ${half}`);
  const own = await ours(pages);
  const plain = await stock(pages);
  console.log(`index: ${(own.indexing / 1000).toFixed(1)} s, ${mega(own.bytes)}; Pagefind alone ${(plain.indexing / 1000).toFixed(1)} s, ${mega(plain.bytes)}; ratios ${(own.indexing / plain.indexing).toFixed(2)} and ${(own.bytes / plain.bytes).toFixed(2)}`);
  console.log(`${'success %'.padEnd(12)}   @1   @10  none  ${KINDS.map((kind) => kind.slice(0, 8).padStart(9)).join('')}`);
  const asked = await ask(own.search, queries);
  console.log(line('this site', asked));

  const folder = path.join(CACHE, 'bench', String(count));
  await rm(folder, { recursive: true, force: true });
  await writeBundle(own.files, path.join(folder, 'own/pagefind'));
  await writeBundle(plain.files, path.join(folder, 'stock/pagefind'));
  const browser = await openBrowser();
  try {
    if (peers) {
      const host = await Host.open(path.join(folder, 'stock'));
      const reader = await askStock(browser, host, path.join(folder, 'stock'));
      const numberOf = new Map(pages.map(({ source }, i) => [`/${source.replace(/index\.html$/, '')}`, i]));
      console.log(line('Pagefind', await ask(async (query) => (await reader.search(query)).map((url) => numberOf.get(url) ?? -1), queries)));
      await reader.close();
      host.close();
      for (const [name, make] of Object.entries(PEERS)) {
        const peer = await make(pages);
        console.log(`${line(name, await ask(peer.search, queries))}   to download ${mega(peer.bytes)} (not compressed), index ${(peer.indexing / 1000).toFixed(1)} s`);
      }
    }
    const host = await Host.open(path.join(folder, 'own'));
    const every = (most: number) => queries.filter((_, i) => i % Math.ceil(queries.length / most) === 0).map(({ text }) => text);
    console.log(summary('first search, from an address', await cold(browser, host, every(COLD), { slow: false, typed: false })));
    console.log(summary('  4 Mbit/s, CPU ÷4', await cold(browser, host, every(COLD), { slow: true, typed: false })));
    console.log(summary('first search, from the last key', await cold(browser, host, every(COLD), { slow: false, typed: true })));
    console.log(summary('  4 Mbit/s, CPU ÷4', await cold(browser, host, every(COLD), { slow: true, typed: true })));
    console.log(summary('next searches', await warm(browser, host, every(TIMED))));
    console.log(`query layer in Node: p50 ${quantile(asked.map(({ milliseconds }) => milliseconds), 0.5).toFixed(1)} ms, p95 ${quantile(asked.map(({ milliseconds }) => milliseconds), 0.95).toFixed(1)} ms`);
    host.close();
  } finally {
    await browser.close();
  }
}

if (!installed()) {
  console.error('先运行 npm ci --prefix tests/bench/search/packages');
  process.exit(2);
}
const words = process.argv.slice(2);
const sizes = words.map(Number).filter((size) => size > 0);
for (const size of sizes.length > 0 ? sizes : [190, 1600, 5000]) await bench(size, words.includes('tune') ? 'tune' : 'held-out', !words.includes('alone'));
