/** `node tests/bench/check.ts [entries]`: how long `npm run check` takes on a content folder of that size (1,000 unless told). Exits 1 above the goal. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { makeCorpus } from './corpus.ts';

/** Seconds for 1,000 entries, in the fastest round: the others say what else the machine was doing. */
const GOAL = 3;
const ROUNDS = 5;

const count = Number(process.argv[2] ?? 1000);
const folder = mkdtempSync(path.join(tmpdir(), 'check-'));
try {
  makeCorpus(path.join(folder, 'content'), count);
  const seconds: number[] = [];
  let said = '';
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    const { status, stdout, stderr } = spawnSync(process.execPath, ['src/gate/check.ts', path.join(folder, 'content')], { encoding: 'utf8' });
    seconds.push((performance.now() - start) / 1000);
    if (status !== 0) throw new Error(stderr);
    said = stdout.trim().split('\n').at(-1) ?? '';
  }
  const fastest = Math.min(...seconds);
  console.log(`${said}\nnpm run check, ${count} entries: ${seconds.map((each) => each.toFixed(2)).join(', ')} s; fastest ${fastest.toFixed(2)} s (goal ${GOAL} s for 1,000), ${cpus().length} cores`);
  if (count <= 1000 && fastest > GOAL) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
