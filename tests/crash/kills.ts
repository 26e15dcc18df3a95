/** A series of kills over save, publish, switch and prune, with what was found after each. */
import { random } from '#tests/bench/corpus.ts';
import { post, releasesOf, save, siteOnDisk, soundStore, startServer, stored, wholeSite, type Plant, type Running } from '#tests/crash/rig.ts';

export const STEPS = ['save', 'publish', 'switch', 'prune'] as const;
export type Step = (typeof STEPS)[number];

export interface Tally {
  kills: number;
  /** Kills after which the site was the one before, or the one after. */
  old: number;
  fresh: number;
  /** Saves that the server had confirmed, and how many of them were not there. */
  confirmed: number;
  lost: number;
  faults: string[];
}

const SAVES = 6;

/** Begins a step on a running server, with entries of its own `series`: what another one stored under the same name would pass for kept; what it confirms goes into `confirmed`. Never rejects: the server is about to die. */
function begin(step: Step, server: Running, series: string, round: number, confirmed: Map<string, string>): void {
  const quiet = (work: Promise<unknown>): void => { work.catch(() => undefined); };
  const edit = (name: string): void => {
    const text = `第 ${round} 轮写的正文。`;
    quiet(save(server, name, text).then(({ saved }) => { if (saved) confirmed.set(name, text); }));
  };
  if (step === 'save') for (let at = 0; at < SAVES; at++) edit(`save-${series}-${round}-${at}`);
  if (step === 'publish') edit('published');
  if (step === 'switch') {
    quiet((async () => {
      const releases = await releasesOf(server);
      if (releases.length < 2) throw new Error('nothing to switch between');
      for (let at = 0; ; at++) await post(server, '/api/publish/back', { id: releases[at % Math.min(releases.length, 4)]?.id ?? '' });
    })());
  }
  if (step === 'prune') {
    quiet((async () => {
      for (let at = 0; ; at++) {
        await save(server, 'pruned', `第 ${round} 轮第 ${at} 次。`);
        await server.ask('settle');
        await server.ask('sweep');
      }
    })());
  }
}

/** How long after its beginning a step may be killed, in milliseconds. */
const REACH: Record<Step, number> = { save: 500, publish: 700, switch: 300, prune: 1200 };

const sleep = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });

interface Options {
  /** Told of every 20th kill. */
  tell?: (line: string) => void;
  steps?: readonly Step[];
  /** What the server has wrong that is killed first. */
  plant?: Plant;
  /** Milliseconds, in place of {@link REACH}. */
  reach?: number;
  /** Kills as soon as a save was confirmed, however slow the machine is. */
  onceConfirmed?: boolean;
}

/**
 * Kills the server `kills` times, one step after the other, at an instant that the seed decides; starts it again each time and
 * judges: every page of one state, that of before or of after; git finds nothing; what was confirmed is there; and the
 * next save goes live by itself.
 */
export async function killOver(place: { data: string; content: string }, kills: number, seed: number, { tell, steps = STEPS, plant, reach, onceConfirmed = false }: Options = {}): Promise<Record<Step, Tally>> {
  const next = random(seed);
  const tally = Object.fromEntries(STEPS.map((step) => [step, { kills: 0, old: 0, fresh: 0, confirmed: 0, lost: 0, faults: [] }])) as unknown as Record<Step, Tally>;
  // The server that comes up after one kill is the one that is killed next.
  let server = await startServer({ ...place, plant });
  for (let round = 0; round < kills; round++) {
    const step = steps[round % steps.length] ?? 'save';
    const row = tally[step];
    const wait = next() * (reach ?? REACH[step]);
    const fault = (what: string): void => { row.faults.push(`round ${round}, killed after ${Math.round(wait)} ms: ${what}`); };
    try {
      const before = await wholeSite(server.origin);
      const confirmed = new Map<string, string>();
      begin(step, server, plant ?? 'sound', round, confirmed);
      if (onceConfirmed) for (let tries = 0; confirmed.size === 0 && tries < 1000; tries++) await sleep(20);
      else await sleep(wait);
      await server.kill();
      row.kills++;
      soundStore(place.data);
      for (const [name, text] of confirmed) {
        row.confirmed++;
        if (stored(place.data, name)?.includes(text)) continue;
        row.lost++;
        fault(`${name} was confirmed and is not there`);
      }
      if ((await siteOnDisk(place.data)) === before) row.old++;
      else row.fresh++;
      server = await startServer(place);
      const after = await wholeSite(server.origin);
      const saved = await save(server, 'after', `第 ${round} 轮以后。`);
      const { status } = await server.ask('settle');
      if (!saved.saved) fault(`the next save failed: ${saved.error}`);
      if (status.failure || status.hold) fault(`the next publication did not go live: ${JSON.stringify(status)}`);
      if ((await wholeSite(server.origin)) === after && saved.saved) fault('the next save is not on the site');
      soundStore(place.data);
    } catch (error) {
      fault(String(error));
      await server.kill();
      server = await startServer(place);
    }
    if ((round + 1) % 20 === 0) tell?.(`${round + 1} of ${kills} kills`);
  }
  await server.kill();
  return tally;
}

/** The tallies as a table. */
export function table(tally: Record<Step, Tally>): string {
  const rows = STEPS.map((step) => {
    const { kills, old, fresh, confirmed, lost, faults } = tally[step];
    return [step, kills, old, fresh, confirmed, lost, faults.length];
  });
  const sum = ['all', ...[1, 2, 3, 4, 5, 6].map((at) => rows.reduce((total, row) => total + Number(row[at]), 0))];
  return [['step', 'kills', 'site old', 'site new', 'saves confirmed', 'lost', 'faults'], ...rows, sum].map((row) => row.map((cell, at) => (at === 0 ? String(cell).padEnd(10) : String(cell).padStart(at === 4 ? 16 : 9))).join('')).join('\n');
}
