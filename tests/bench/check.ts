/** `node tests/bench/check.ts [entries]`: how long `npm run check` takes on a content folder of that size (1,000 unless told). Exits 1 above the goal. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { LEDGER_FOLDER } from '#/lib/ledger.ts';
import { makeCorpus } from './corpus.ts';

/** CPU seconds for 1,000 entries. The check does one thing after the other, so an idle machine takes no longer than this; a busy one says nothing by its clock. */
const GOAL = 3;
const ROUNDS = 5;
const TELL_CPU = "data:text/javascript,process.on('exit',()=>{const{user,system}=process.cpuUsage();console.error('CPU',(user+system)/1e6)})";

const count = Number(process.argv[2] ?? 1000);
const folder = mkdtempSync(path.join(tmpdir(), 'check-'));
try {
  makeCorpus(path.join(folder, 'content'), count);
  // The made entries were never published; a ledger that lacks them would be their only fault.
  rmSync(path.join(folder, 'content', LEDGER_FOLDER), { recursive: true, force: true });
  const clock: number[] = [];
  const cpu: number[] = [];
  let said = '';
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', TELL_CPU, 'src/gate/check.ts', path.join(folder, 'content')], { encoding: 'utf8' });
    clock.push((performance.now() - start) / 1000);
    cpu.push(Number(/CPU ([\d.]+)/.exec(stderr)?.[1]));
    if (status !== 0) throw new Error(stderr);
    said = stdout.trim().split('\n').at(-1) ?? '';
  }
  const middle = (list: number[]): number => list.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
  console.log(`${said}\nnpm run check, ${count} entries: median ${middle(cpu).toFixed(2)} s of CPU (goal ${GOAL} for 1,000), ${middle(clock).toFixed(2)} s by the clock; load ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores`);
  if (count <= 1000 && !(middle(cpu) <= GOAL)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
