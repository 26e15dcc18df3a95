/**
 * The same articles through other generators, each in the form that it takes best and with less to do than this site has:
 * a page for each entry, one list, no feeds, no open data, no pictures in several widths. Their packages stand in
 * packages/ with a lock file of their own: `npm ci --prefix tests/bench/peers/packages`. Hugo is the machine's (Debian:
 * `apt-get install hugo`). What is not installed is passed over.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Built } from '#tests/bench/build/site.ts';
import type { Figure } from '#tests/bench/machine.ts';
import { measured } from '#tests/bench/process-tree.ts';
import { articlesOf, writeArticles } from './articles.ts';
import { FILES } from './sites.ts';

const PACKAGES = path.resolve('tests/bench/peers/packages/node_modules');

interface Peer {
  name: string;
  label: string;
  /** Where the articles go and in which form. */
  articles: string;
  form: 'md' | 'mdx';
  pictures: string;
  command: readonly string[];
  installed: () => boolean;
}

const bin = (name: string): string => path.join('node_modules/.bin', name);
const packages = (): boolean => existsSync(PACKAGES);
const PEERS: readonly Peer[] = [
  { name: 'astro', label: 'stock Astro, MDX collection, without an index', articles: 'articles', form: 'mdx', pictures: 'public/media', command: [bin('astro'), 'build', '--silent'], installed: packages },
  { name: 'eleventy', label: 'Eleventy with Pagefind', articles: 'science', form: 'md', pictures: 'media', command: ['sh', '-c', `${bin('eleventy')} --quiet && ${bin('pagefind')} --site _site --quiet`], installed: packages },
  { name: 'starlight', label: 'Starlight (index included)', articles: 'src/content/docs/science', form: 'md', pictures: 'public/media', command: [bin('astro'), 'build', '--silent'], installed: packages },
  { name: 'hugo', label: 'Hugo, without an index', articles: 'content/science', form: 'md', pictures: 'static/media', command: ['hugo', '--quiet'], installed: () => spawnSync('hugo', ['version']).status === 0 },
];
const RENDER_SHARE = 0.25;

async function build(peer: Peer, content: string, folder: string): Promise<Figure & { seconds: number }> {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, text] of Object.entries(FILES[peer.name] ?? {})) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  // Bundlers tell by the project's dependencies which packages hold components that they have to compile.
  if (packages()) cpSync(path.join(PACKAGES, '../package.json'), path.join(folder, 'package.json'));
  const articles = articlesOf(content);
  writeArticles(articles, path.join(folder, peer.articles), peer.form);
  if (existsSync(path.join(content, 'media'))) cpSync(path.join(content, 'media'), path.join(folder, peer.pictures), { recursive: true });
  if (packages()) symlinkSync(PACKAGES, path.join(folder, 'node_modules'));
  const [command = '', ...args] = peer.command;
  const run = await measured(command, args, { cwd: folder, env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' } });
  if (run.status !== 0) throw new Error(`${peer.label} failed:\n${run.output.slice(-2000)}`);
  return { what: `  ${peer.label}`, value: run.seconds, unit: 's', note: `${articles.length} articles; ${run.cpu.toFixed(1)} s of CPU; ${Math.max(run.renderMemory, run.indexMemory).toFixed(2)} GB`, seconds: run.seconds };
}

/** Builds the content folder with each of them in `work`, and puts `ours` beside. */
export async function peers(content: string, work: string, size: number, ours: Built | undefined): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const peer of PEERS) {
    if (!peer.installed()) {
      figures.push({ what: `  ${peer.label}: not installed`, value: Number.NaN, unit: '' });
      continue;
    }
    let seconds: number;
    try {
      const { seconds: taken, ...figure } = await build(peer, content, path.join(work, peer.name));
      seconds = taken;
      figures.push(figure);
    } catch (error) {
      // One that does not build is no reason not to measure the others.
      figures.push({ what: `  ${peer.label}: ${error instanceof Error ? (error.message.split('\n').slice(0, 2).join(' ')) : String(error)}`, value: Number.NaN, unit: '' });
      continue;
    }
    if (!ours) continue;
    if (peer.name === 'astro') figures.push({ what: `    rendering here, beside it (${size} entries)`, value: (ours.seconds - ours.indexing) / seconds, unit: '×', goal: RENDER_SHARE });
    if (peer.name === 'eleventy') figures.push({ what: `    all of it here, beside it (${size} entries)`, value: ours.seconds / seconds, unit: '×', goal: 1 });
  }
  return figures;
}
