/** A short series of kills; the long one is tests/long/crash.test.ts. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { killOver, STEPS, table } from '#tests/crash/kills.ts';
import { makeRig } from '#tests/crash/rig.ts';

const KILLS = 4;
let rig: Awaited<ReturnType<typeof makeRig>>;
beforeAll(async () => { rig = await makeRig(); });
afterAll(() => rig.remove());

it(`${KILLS} kills: one state on the site, a sound store, nothing confirmed is lost, the next publication works`, async () => {
  const tally = await killOver(rig, KILLS, 20261128);
  expect(STEPS.flatMap((step) => tally[step].faults), table(tally)).toEqual([]);
}, 180_000);
