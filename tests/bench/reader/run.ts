/** `npm run bench:reader`: bytes of each kind of page of a built site (`npm run build`, or SITE_OUT), beside their budgets. */
import path from 'node:path';
import { environment } from '#/site.ts';
import { BUDGETS, budgetOf } from '#tests/build/budgets.ts';
import { print, type Figure } from '#tests/bench/machine.ts';
import { islandBytes, readerBytes } from './bytes.ts';

const kilo = (bytes: number): string => (bytes / 1000).toFixed(1).padStart(7);

/** The tables as text. */
export function readerReport(folder: string): string {
  const rows = readerBytes(folder).map(({ kind, pages, median, largest }) =>
    `${kind.padEnd(34)}${String(pages).padStart(5)}${kilo(median.page)}${kilo(largest.page)}${kilo(largest.styles)}${kilo(largest.scripts)}${kilo(largest.files)}${kilo(largest.pictures)}${kilo(budgetOf(kind).page)}   ${largest.path}`);
  const islands = islandBytes(folder).map(({ island, bytes }) => `${island.padEnd(39)}${kilo(bytes)}${kilo(BUDGETS.island)}`);
  return [
    'kB, brotli; page = HTML with its styles and scripts',
    `${'kind'.padEnd(34)}pages median largest styles script  files  first  budget`,
    `${''.padEnd(34)}        page    page                     picture`,
    ...rows,
    '',
    'kB, gzip; islands’ runtime and one explainer                 budget',
    ...islands,
  ].join('\n');
}

/** What the issue of speed asks for, from the same figures. */
export function byteFigures(folder: string): Figure[] {
  const kinds = readerBytes(folder);
  const of = (kind: string) => kinds.find((each) => each.kind === kind);
  const kB = (bytes: number | undefined): number => (bytes ?? Number.NaN) / 1000;
  const [article, home] = [of('/science/*'), of('/')];
  const first = kinds.map(({ largest }) => largest).reduce((a, b) => (a.page + a.files + a.pictures >= b.page + b.files + b.pictures ? a : b));
  return [
    { what: 'article, HTML + CSS + script, middle one', value: kB(article && article.median.page + article.median.files), unit: 'kB', goal: 14, note: 'with explainers; brotli' },
    { what: 'heaviest first view of all kinds, with its first picture', value: kB(first.page + first.files + first.pictures), unit: 'kB', goal: 30, note: first.path },
    { what: 'home page', value: kB(home && home.largest.page + home.largest.files + home.largest.pictures), unit: 'kB', goal: 45 },
    { what: 'island runtime and the largest explainer', value: kB(islandBytes(folder)[0]?.bytes), unit: 'kB', goal: 20, note: 'gzip' },
  ];
}

if (import.meta.main) {
  const folder = path.resolve(environment().out);
  console.log(`${readerReport(folder)}\n`);
  process.exitCode = print(byteFigures(folder));
}
