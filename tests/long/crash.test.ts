/** 200 kills of the editing server over save, publish, switch and prune. Prints a table. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { killOver, STEPS, table } from '#tests/crash/kills.ts';
import { makeRig } from '#tests/crash/rig.ts';

const KILLS = Number(process.env['KILLS'] ?? 200);
let rig: Awaited<ReturnType<typeof makeRig>>;
beforeAll(async () => { rig = await makeRig(); });
afterAll(() => rig.remove());

test(`${KILLS} kills at random instants leave the site old or new, the store sound and the next publication working`, async () => {
  const tally = await killOver(rig, KILLS, 20261128, { tell: console.log });
  console.log(table(tally));
  expect(STEPS.flatMap((step) => tally[step].faults)).toEqual([]);
}, 3_600_000);
