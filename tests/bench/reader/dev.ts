/**
 * `npm run bench:dev`: how long after an entry is saved the browser of `npm run dev` is told to load anew, and how long
 * until it has the new page. On the real content, in a copy.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { print, type Figure } from '#tests/bench/machine.ts';
import { freePort } from '#tests/ports.ts';

const ROUNDS = Number(process.env['BENCH_ROUNDS'] || 7);
/** Milliseconds from the saved file to the new page. */
export const DEV_GOAL = 200;

export interface DevTimes {
  /** Medians, in milliseconds from the end of the write. */
  told: number;
  shown: number;
  /** The slowest. */
  worst: number;
}

/** Edits one article again and again while a dev server runs on a copy of the content. */
export async function devTimes(): Promise<DevTimes> {
  const folder = mkdtempSync(path.join(tmpdir(), 'dev-bench-'));
  const content = path.join(folder, 'content');
  cpSync('content', content, { recursive: true });
  const file = path.join(content, 'science/huoshan-kou-hu.mdx');
  const port = await freePort();
  const child = spawn(process.execPath, ['node_modules/astro/bin/astro.mjs', 'dev', '--port', String(port)], { env: { ...process.env, SITE_CONTENT: content, SITE_CACHE: path.join(folder, 'cache'), ASTRO_TELEMETRY_DISABLED: '1' }, stdio: ['ignore', 'ignore', 'inherit'] });
  const origin = `http://localhost:${port}`;
  try {
    const page = async (): Promise<string> => (await fetch(`${origin}/science/huoshan-kou-hu/`)).text();
    for (let tries = 0; ; tries++) {
      if (tries > 600 || child.exitCode !== null) throw new Error('npm run dev did not start');
      if (await page().then((html) => html.includes('</html>'), () => false)) break;
      await wait(200);
    }
    // The browser's part of Vite names the word that its line asks for.
    const token = /wsToken = "([^"]+)"/.exec(await (await fetch(`${origin}/@vite/client`)).text())?.[1] ?? '';
    const line = new WebSocket(`ws://localhost:${port}/?token=${token}`, 'vite-hmr');
    await once(line, 'open');
    let told: (() => void) | undefined;
    line.addEventListener('message', ({ data }) => { if ((JSON.parse(String(data)) as { type: string }).type === 'full-reload') told?.(); });
    const rows: { told: number; shown: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await wait(1500);
      const mark = `第${round}次改动，写在${process.pid}号`;
      const heard = new Promise<void>((resolve) => { told = resolve; });
      writeFileSync(file, readFileSync(file, 'utf8').replace(/\s*$/, `\n\n${mark}。\n`));
      const start = performance.now();
      await Promise.race([heard, wait(10_000)]);
      const reload = performance.now() - start;
      while (!(await page()).includes(mark)) if (performance.now() - start > 15_000) throw new Error('the edit does not show');
      rows.push({ told: reload, shown: performance.now() - start });
    }
    line.close();
    const median = (key: 'told' | 'shown'): number => rows.map((each) => each[key]).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
    return { told: median('told'), shown: median('shown'), worst: Math.max(...rows.map(({ shown }) => shown)) };
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The times beside their goal. */
export async function devFigures(): Promise<Figure[]> {
  const { told, shown, worst } = await devTimes();
  return [{ what: 'npm run dev: new page after an edit', value: shown, unit: 'ms', goal: DEV_GOAL, note: `median of ${ROUNDS}; told to load anew after ${told.toFixed(0)} ms, slowest ${worst.toFixed(0)} ms` }];
}

if (import.meta.main) process.exitCode = print(await devFigures());
