/** axe-core over pages × widths × ways of showing them, with every rule of WCAG 2.2 A, AA and AAA and the best practices. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from '@playwright/test';
import { inParallel } from './served-site.ts';

export const WIDTHS = [320, 390, 768, 1280] as const;
export const MODES = ['light', 'dark', 'forced', 'elder'] as const;
export type Mode = (typeof MODES)[number];

const TAGS = ['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Rules that axe leaves out unless they are asked for by name. */
const ASKED = ['color-contrast-enhanced', 'identical-links-same-purpose', 'meta-refresh-no-exceptions'];
/** Asked for with more: what has too little contrast for AA has too little for AAA (`color-contrast-enhanced`), and a third of the time goes into it. */
const COVERED = ['color-contrast'];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface View {
  /** CSS pixels. */
  width: number;
  mode: Mode;
}

export interface Cell extends View {
  path: string;
  /** `rule: selectors`; empty when nothing was found. */
  findings: string[];
}

/** Shows the open page as a view says. Elder mode is the attribute that its switch sets. */
export async function show(page: Page, { width, mode }: View): Promise<void> {
  await page.setViewportSize({ width, height: width < 500 ? 844 : 900 });
  await page.emulateMedia({ colorScheme: mode === 'dark' ? 'dark' : 'light', forcedColors: mode === 'forced' ? 'active' : 'none', reducedMotion: 'reduce' });
  await page.evaluate((elder) => { document.documentElement.toggleAttribute('data-elder', elder); }, mode === 'elder');
}

interface Violation {
  id: string;
  nodes: { target: unknown[] }[];
}

/** What axe finds on the page as it is shown now. */
export async function axe(page: Page): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(AXE);
  const options = { runOnly: { type: 'tag', values: TAGS }, rules: Object.fromEntries([...ASKED.map((rule) => [rule, { enabled: true }]), ...COVERED.map((rule) => [rule, { enabled: false }])]), resultTypes: ['violations'] };
  const { violations } = (await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`)) as { violations: Violation[] };
  return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 2).map(({ target }) => target.join(' ')).join(' | ')}`);
}

/** Every width with every mode. */
export const ALL_VIEWS: readonly View[] = MODES.flatMap((mode) => WIDTHS.map((width) => ({ width, mode })));

/** Judges every page in every view; each page is loaded once. Also reports requests that left the origin. */
export async function judgeMatrix(browser: Browser, origin: string, paths: readonly string[], views: readonly View[]): Promise<Cell[]> {
  const context = await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce', bypassCSP: true });
  const cells = await inParallel(paths, 2, async (at): Promise<Cell[]> => {
    const page = await context.newPage();
    const strays: string[] = [];
    page.on('request', (request) => { if (!/^(?:data|blob):/.test(request.url()) && !request.url().startsWith(origin)) strays.push(`asked ${request.url()}`); });
    await page.goto(origin + at, { waitUntil: 'load' });
    const found: Cell[] = [];
    for (const view of views) {
      await show(page, view);
      found.push({ path: at, ...view, findings: [...(await axe(page)), ...strays.splice(0)] });
    }
    await page.close();
    return found;
  });
  await context.close();
  return cells.flat();
}

/** The matrix as a table: how many pages were judged, and how many findings, in each width and mode. */
export function matrixTable(cells: readonly Cell[]): string {
  const count = (mode: Mode, width: number): string => {
    const held = cells.filter((cell) => cell.mode === mode && cell.width === width);
    return held.length === 0 ? '–' : `${held.reduce((sum, cell) => sum + cell.findings.length, 0)} / ${held.length}`;
  };
  return ['findings / pages', ...WIDTHS.map((width) => `${width} px`)].map((head) => head.padEnd(17)).join('') + '\n'
    + MODES.map((mode) => [mode, ...WIDTHS.map((width) => count(mode, width))].map((value) => value.padEnd(17)).join('')).join('\n');
}

export const findingsOf = (cells: readonly Cell[]): string[] => cells.flatMap(({ path, width, mode, findings }) => findings.map((finding) => `${path} ${width} ${mode} ${finding}`));
