/**
 * `npm run bench [-- parts] [sizes]`: the figures of building, publishing and starting, each beside its goal, and the
 * builds beside other generators in the same run. Parts: build, publish, start, peers, reader (bytes, serving beside
 * nginx, the editing interface, npm run dev; on the real content); sizes: numbers of entries. Without any, all parts at
 * 1,000, 5,000 and 10,000 entries (half an hour on two cores). Prints `SHORT` where a goal is missed and ends with 1 then; on a machine that does other things only CPU seconds and ratios say anything.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { buildSite, figuresOf, type Built } from './build/site.ts';
import { publishing } from './build/publishing.ts';
import { starting } from './build/starting.ts';
import { peers } from './peers/run.ts';
import { buildEnvironment } from '#tests/site.ts';
import { makeCorpus } from './corpus.ts';
import { machine, row, type Figure } from './machine.ts';
import { adminFigures } from './reader/admin.ts';
import { devFigures } from './reader/dev.ts';
import { byteFigures } from './reader/run.ts';
import { servingFigures } from './serving.ts';

const BY_SIZE = ['build', 'publish', 'start', 'peers'] as const;
const PARTS = [...BY_SIZE, 'reader'] as const;
const SIZES = [1000, 5000, 10000];
const EDITS = 40;
const FOLDER = path.resolve('.cache/bench');

const asked = process.argv.slice(2);
const unknown = asked.filter((word) => !(PARTS as readonly string[]).includes(word) && !/^\d+$/.test(word));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}; parts are ${PARTS.join(', ')}, the rest are sizes`);
  process.exit(2);
}
const sizes = asked.filter((word) => /^\d+$/.test(word)).map(Number);
const parts = new Set<string>(asked.filter((word) => !/^\d+$/.test(word)));
const wants = (part: (typeof PARTS)[number]): boolean => parts.size === 0 || parts.has(part);
let short = 0;
const print = (figures: readonly Figure[]): void => {
  for (const figure of figures) {
    if (figure.goal !== undefined && !(figure.value <= figure.goal)) short++;
    console.log(row(figure));
  }
};

console.log(`${machine()}\n`);
const built: Built[] = [];
for (const size of BY_SIZE.some(wants) ? (sizes.length > 0 ? sizes : SIZES) : []) {
  const work = path.join(FOLDER, String(size));
  const [content, data] = [path.join(work, 'content'), path.join(work, 'data')];
  mkdirSync(work, { recursive: true });
  makeCorpus(content, size);
  if (wants('build') || wants('peers')) {
    const cold = await buildSite(content, work, size);
    built.push(cold);
    print(figuresOf(cold, await buildSite(content, work, size, false)));
  }
  if (wants('peers')) print(await peers(content, path.join(work, 'peers'), size, built.at(-1)));
  if (wants('publish')) {
    rmSync(data, { recursive: true, force: true });
    const { figures, breakdown } = await publishing(content, data, size, EDITS);
    print(figures);
    console.log(breakdown.join('\n'));
  }
  if (wants('start')) {
    if (existsSync(path.join(data, 'current'))) print(await starting(content, data, size));
    else console.log(`npm start, ${size} entries: nothing is published yet; run publish first`);
  }
  console.log('');
}
if (wants('reader')) {
  const site = path.join(FOLDER, 'real');
  rmSync(site, { recursive: true, force: true });
  execFileSync(process.execPath, ['node_modules/astro/bin/astro.mjs', 'build', '--silent'], { env: buildEnvironment('content', site), stdio: ['ignore', 'inherit', 'inherit'] });
  for (const figures of [() => byteFigures(site), () => servingFigures(site), adminFigures, devFigures]) {
    try {
      print(await figures());
    } catch (error) {
      // A program that is not installed is no reason to measure nothing else.
      short++;
      console.error(error instanceof Error ? error.message : error);
    }
  }
}
const [small, large] = [built[0], built.at(-1)];
if (small && large && small !== large) print([{ what: `growth from ${small.size} to ${large.size} entries, CPU per entry`, value: large.cpu / large.size / (small.cpu / small.size), unit: '×', goal: 1.2 }]);
process.exitCode = short > 0 ? 1 : 0;
