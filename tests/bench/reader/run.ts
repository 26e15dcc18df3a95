/** `npm run bench:reader`: bytes of each kind of page of a built site (`npm run build`, or SITE_OUT), beside their budgets. */
import path from 'node:path';
import { environment } from '#/site.ts';
import { BUDGETS, budgetOf } from '#tests/build/budgets.ts';
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

if (import.meta.main) console.log(readerReport(path.resolve(environment().out)));
