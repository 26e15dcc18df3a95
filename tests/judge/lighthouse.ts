/**
 * Lighthouse 13 as it stands on a phone (simulated slow 4G, CPU ÷4), on each kind of page, served by our own server.
 * A page that falls short is asked again: the machine's own load can only make a run worse. By itself
 * (`node tests/judge/lighthouse.ts <built site> /search/ /quizzes/`) it judges only the kinds with such pages.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { folderService } from '#tests/bench/reader/folder-server.ts';
import { kindsOfPages } from '#tests/build/page-kinds.ts';
import { sitePages, type PageFile } from '#tests/build/site-files.ts';
import { CHROMIUM_FLAGS, findChromium } from '#tests/chromium.ts';
import { freePort, listen } from '#tests/ports.ts';
import { heavyModule, soundPage, type BuiltSite, type Judge, type Verdict } from './judge.ts';

const TRIES = Number(process.env['LIGHTHOUSE_TRIES'] || 3);
/** Milliseconds, milliseconds, and a share of the window. */
const GOALS = { 'largest-contentful-paint': 1000, 'total-blocking-time': 0, 'cumulative-layout-shift': 0 };
const SHORT = { 'largest-contentful-paint': 'LCP', 'total-blocking-time': 'TBT', 'cumulative-layout-shift': 'CLS' };

interface Audit {
  id: string;
  score: number | null;
  numericValue?: number;
  displayValue?: string;
}
interface Report {
  runtimeError?: { message: string };
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, Audit>;
}
type Lighthouse = (url: string, flags: object) => Promise<{ lhr: Report } | undefined>;

export const LIGHTHOUSE_HEAD = `${'Lighthouse, mobile'.padEnd(48)}perf a11y best  seo    FCP     LCP   Speed    TBT    CLS     bytes`;
/** One line of the table for each page, as last judged. */
export const lighthouseTable: string[] = [];

const value = (report: Report, id: string): number => report.audits[id]?.numericValue ?? Number.NaN;

/** What falls short on a page, `category score: audit value`. */
function shortcomings({ categories, audits, runtimeError }: Report): string[] {
  if (runtimeError) return [runtimeError.message];
  const scores = Object.entries(categories).filter(([, { score }]) => score !== 1).map(([name, { score, auditRefs }]) => {
    const failed = auditRefs.flatMap(({ id, weight }) => (weight > 0 && audits[id] && audits[id].score !== null && audits[id].score < 1 ? [`${id} ${audits[id].displayValue ?? ''}`.trim()] : []));
    return `${name} ${Math.round((score ?? 0) * 100)}: ${failed.join(', ')}`;
  });
  const metrics = Object.entries(GOALS).flatMap(([id, goal]) => {
    const found = audits[id]?.numericValue ?? Number.NaN;
    return found <= goal ? [] : [`${SHORT[id as keyof typeof SHORT]} ${found.toFixed(found < 1 ? 3 : 0)} (goal ${goal})`];
  });
  return [...scores, ...metrics];
}

function row(at: string, report: Report): string {
  const scores = ['performance', 'accessibility', 'best-practices', 'seo'].map((name) => String(Math.round((report.categories[name]?.score ?? 0) * 100)).padStart(4)).join('');
  const seconds = ['first-contentful-paint', 'largest-contentful-paint', 'speed-index'].map((id) => `${(value(report, id) / 1000).toFixed(2)} s`.padStart(8)).join('');
  return `${at.padEnd(48)}${scores}${seconds}${`${Math.round(value(report, 'total-blocking-time'))} ms`.padStart(8)}${value(report, 'cumulative-layout-shift').toFixed(3).padStart(7)}${`${(value(report, 'total-byte-weight') / 1000).toFixed(1)} kB`.padStart(10)}`;
}

/** Judges some pages of a built site; the answers in their order. */
async function judgePages(folder: string, pages: readonly PageFile[]): Promise<string[]> {
  const { default: lighthouse } = await heavyModule<{ default: Lighthouse }>('lighthouse/core/index.js');
  const data = await mkdtemp(path.join(tmpdir(), 'lighthouse-'));
  const service = await folderService(folder, data);
  const server = createServer(service.listener);
  const origin = `http://localhost:${await listen(server)}`;
  const port = await freePort();
  const executablePath = findChromium();
  const browser = await chromium.launch({ args: [...CHROMIUM_FLAGS, `--remote-debugging-port=${port}`], ...(executablePath && { executablePath }) });
  const findings: string[] = [];
  try {
    for (const { path: at, html } of pages) {
      // That search engines pass over such a page is meant.
      const skipAudits = /<meta name="robots" content="noindex/.test(html) ? ['is-crawlable'] : [];
      let best: { report: Report; faults: string[] } | undefined;
      for (let tries = 0; tries < TRIES && best?.faults.length !== 0; tries++) {
        const result = await lighthouse(origin + at, { port, logLevel: 'error', output: 'json', skipAudits, locale: 'en-US' });
        if (!result) throw new Error(`Lighthouse: ${at}`);
        const faults = shortcomings(result.lhr);
        if (!best || faults.length < best.faults.length || (faults.length === best.faults.length && value(result.lhr, 'largest-contentful-paint') < value(best.report, 'largest-contentful-paint'))) best = { report: result.lhr, faults };
      }
      if (!best) continue;
      lighthouseTable.push(row(at, best.report));
      findings.push(...best.faults.map((fault) => `${at} ${fault}`));
    }
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
    await service.close();
    await rm(data, { recursive: true, force: true });
  }
  return findings;
}

/** The heaviest page of each kind; pages that answer with an error have no score. */
const heaviest = (folder: string): PageFile[] => [...kindsOfPages(sitePages(folder)).values()]
  .flatMap((pages) => pages.toSorted((a, b) => b.html.length - a.html.length || (a.path < b.path ? -1 : 1)).slice(0, 1))
  .filter(({ path: at }) => at !== '/404.html' && !at.startsWith('/gone/'));

async function judge({ folder, content }: BuiltSite): Promise<Verdict> {
  // The test content shows the same kinds with shorter texts.
  if (content !== undefined && content !== 'content') return { checked: 0, findings: [] };
  const chosen = heaviest(folder);
  return { checked: chosen.length, findings: await judgePages(folder, chosen) };
}

const BUSY = '<script>for (const end = performance.now() + 500; performance.now() < end;);</script>';

export const lighthouse: Judge = {
  name: 'Lighthouse (mobile)',
  by: 'lighthouse 13.5.0, simulated throttling',
  quick: false,
  judge,
  faults: [
    { name: 'a picture without words for it', files: { 'index.html': soundPage('<img src="/x.svg" width="9" height="9">'), 'x.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>' }, says: /^\/ accessibility \d+: .*image-alt/ },
    { name: 'a script that holds the page up', files: { 'index.html': soundPage(`<p>字</p>${BUSY}`) }, says: /^\/ TBT \d{3}/ },
    { name: 'a page that jumps', files: { 'index.html': soundPage('<p id="a"></p><p>文字</p><script>setTimeout(() => { document.querySelector("#a").append(Object.assign(document.createElement("canvas"), { height: 300 })); }, 300)</script>') }, says: /^\/ CLS 0\.\d/ },
  ],
};

if (import.meta.main) {
  const [folder = '', ...starts] = process.argv.slice(2);
  const pages = heaviest(path.resolve(folder)).filter(({ path: at }) => starts.length === 0 || starts.some((start) => at === start || (start !== '/' && at.startsWith(start))));
  const findings = await judgePages(path.resolve(folder), pages);
  console.log([LIGHTHOUSE_HEAD, ...lighthouseTable, '', ...findings].join('\n'));
  process.exitCode = findings.length > 0 ? 1 : 0;
}
