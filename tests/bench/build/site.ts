/** The full build of this site: time, and memory of rendering and of indexing. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { buildEnvironment } from '#tests/site.ts';
import { measured, type Measured } from '#tests/bench/process-tree.ts';
import type { Figure } from '#tests/bench/machine.ts';

/** Seconds by the clock for so many pages on two cores with nothing else to do. */
export const BUILD_GOAL: Readonly<Record<number, number>> = { 1000: 10, 5000: 30, 10000: 60 };
const RENDER_MEMORY = 1.2;
const INDEX_MEMORY = 2;

export interface Built extends Measured {
  size: number;
  html: number;
}

/** Builds the content folder of `size` entries. `cold` empties what builds may keep, but for pictures: those are the same for every generator. */
export async function buildSite(content: string, work: string, size: number, cold = true): Promise<Built> {
  const [out, cache] = [path.join(work, 'dist'), path.join(work, 'cache')];
  rmSync(out, { recursive: true, force: true });
  if (cold) for (const name of ['astro', 'vite', 'search']) rmSync(path.join(cache, name), { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const run = await measured(process.execPath, ['node_modules/astro/bin/astro.mjs', 'build'], { env: buildEnvironment(path.resolve(content), path.resolve(out), { SITE_CACHE: path.resolve(cache), SITE_LOG: 'warn', NODE_ENV: 'production' }) });
  if (run.status !== 0) throw new Error(`the build of ${size} entries failed:\n${run.output.slice(-3000)}`);
  const html = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html')).length;
  return { ...run, size, html };
}

export function figuresOf(built: Built, again: Built): Figure[] {
  const { size, html } = built;
  const goal = BUILD_GOAL[size];
  return [
    { what: `full build with search index, ${size} entries`, value: built.seconds, unit: 's', ...(goal !== undefined && { goal }), note: `${html} pages; ${built.cpu.toFixed(1)} s of CPU; indexing ${built.indexing.toFixed(1)} s by the clock` },
    { what: `  memory of rendering`, value: built.renderMemory, unit: 'GB', goal: RENDER_MEMORY },
    { what: `  memory of indexing (renderer and indexer together)`, value: built.indexMemory, unit: 'GB', goal: INDEX_MEMORY },
    { what: `  built again with what was kept`, value: again.seconds, unit: 's', note: `${again.cpu.toFixed(1)} s of CPU, ${(again.cpu / built.cpu).toFixed(2)} of the cold build` },
  ];
}
