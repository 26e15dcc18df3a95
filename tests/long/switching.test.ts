/** 100 switches of the site under 200 requests a second, and 50 saves at once, over real HTTP. Prints the figures. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pageNames, tokenOf } from '#tests/crash/token-site.ts';
import { makeRig, post, releasesOf, save, startServer, stored, type Running } from '#tests/crash/rig.ts';

const SWITCHES = 100;
const PER_SECOND = 200;
const SAVES = 50;

let rig: Awaited<ReturnType<typeof makeRig>>;
let server: Running;
beforeAll(async () => {
  rig = await makeRig();
  server = await startServer(rig);
});
afterAll(async () => {
  await server.kill();
  await rig.remove();
});

test(`${SWITCHES} switches under ${PER_SECOND} requests a second: no request fails, no page is mixed`, async () => {
  await save(server, 'a', '第一个版本。');
  await server.ask('settle');
  await save(server, 'a', '第二个版本。');
  await server.ask('settle');
  const releases = await releasesOf(server);
  const two = releases.slice(0, 2).map(({ id }) => id);
  const pages = pageNames();
  const seen = new Map<string, number>();
  const faults: string[] = [];
  const times: number[] = [];
  const asked: Promise<void>[] = [];
  const started = performance.now();
  const ask = async (page: string): Promise<void> => {
    const begun = performance.now();
    try {
      const response = await fetch(server.origin + page, { headers: { 'accept-encoding': 'br' } });
      const token = tokenOf(await response.text());
      if (response.status !== 200 || !token) faults.push(`${page}: ${response.status}`);
      else seen.set(token, (seen.get(token) ?? 0) + 1);
    } catch (error) {
      faults.push(`${page}: ${String(error)}`);
    }
    times.push(performance.now() - begun);
  };
  let switching = true;
  const switches: number[] = [];
  const doSwitches = (async () => {
    for (let at = 0; at < SWITCHES; at++) {
      const begun = performance.now();
      const response = await post(server, '/api/publish/back', { id: two[at % 2] });
      if (response.status !== 200) faults.push(`switch ${at}: ${response.status}`);
      switches.push(performance.now() - begun);
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
    switching = false;
  })();
  // What was not asked in time is asked late: the rate holds on the whole.
  while (switching) {
    const due = Math.floor(((performance.now() - started) / 1000) * PER_SECOND);
    while (asked.length < due) asked.push(ask(pages[asked.length % pages.length] ?? '/'));
    await new Promise((resolve) => { setTimeout(resolve, 5); });
  }
  await doSwitches;
  const seconds = (performance.now() - started) / 1000;
  await Promise.all(asked);
  const at = (list: number[], share: number): string => `${(list.sort((a, b) => a - b)[Math.floor(list.length * share)] ?? 0).toFixed(0)} ms`;
  console.log(`${SWITCHES} switches (p95 ${at(switches, 0.95)}) under ${(asked.length / seconds).toFixed(0)} requests a second for ${seconds.toFixed(1)} s: ${asked.length} requests (p95 ${at(times, 0.95)}), ${faults.length} failed, ${seen.size} states of the site seen`);
  expect(faults).toEqual([]);
  expect(seen.size).toBe(2);
  expect(asked.length / seconds).toBeGreaterThan(PER_SECOND * 0.9);
}, 300_000);

test(`${SAVES} saves at once lose nothing`, async () => {
  const answers = await Promise.all(Array.from({ length: SAVES }, (_, at) => save(server, `parallel-${at}`, `第 ${at} 篇的正文。`)));
  const there = answers.filter((_, at) => stored(rig.data, `parallel-${at}`)?.includes(`第 ${at} 篇的正文`)).length;
  console.log(`${SAVES} saves at once: ${answers.filter(({ saved }) => saved).length} confirmed, ${there} in the store`);
  expect(answers.filter(({ saved }) => !saved)).toEqual([]);
  expect(there).toBe(SAVES);
}, 300_000);
