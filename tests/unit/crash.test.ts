/** A short series of kills; the long one is tests/long/crash.test.ts. And two faults that it must find. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { killOver, STEPS, table } from '#tests/crash/kills.ts';
import { makeRig } from '#tests/crash/rig.ts';

const KILLS = 4;
const SEED = 20261128;
let rig: Awaited<ReturnType<typeof makeRig>>;
beforeAll(async () => { rig = await makeRig(); });
afterAll(() => rig.remove());

it(`${KILLS} kills: one state on the site, a sound store, nothing confirmed is lost, the next publication works`, async () => {
  const tally = await killOver(rig, KILLS, SEED);
  expect(STEPS.flatMap((step) => tally[step].faults), table(tally)).toEqual([]);
}, 180_000);

it('finds a save that is confirmed before it is kept', async () => {
  const { save } = await killOver(rig, 1, SEED, { steps: ['save'], plant: 'save', onceConfirmed: true });
  expect(save.lost).toBeGreaterThan(0);
  expect(save.faults.join('\n')).toContain('was confirmed and is not there');
}, 60_000);

it('finds a switch that is made in two steps', async () => {
  const { switch: row } = await killOver(rig, 1, SEED, { steps: ['switch'], plant: 'switch', reach: 1500 });
  expect(row.faults.join('\n')).toContain('current leads to no whole release');
}, 60_000);
