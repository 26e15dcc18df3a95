/** The outside judges that need nothing but the project's own packages; `npm run judge` asks all of them, about more. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { plant } from '#tests/judge/judge.ts';
import { JUDGES } from '#tests/judge/judges.ts';
import { REAL_DIST } from '#tests/site.ts';

describe.each(JUDGES.filter(({ quick }) => quick).map((judge) => [judge.name, judge] as const))('%s', (_name, { judge, faults }) => {
  test('finds nothing', async () => {
    expect((await judge({ folder: REAL_DIST, url: 'https://kepu.example.org' })).findings).toEqual([]);
  });

  test.each(faults.map((fault) => [fault.name, fault] as const))('sees %s', async (_fault, { files, says }) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'planted-'));
    const { findings } = await judge(plant(folder, files));
    rmSync(folder, { recursive: true, force: true });
    expect(findings.join('\n')).toMatch(says);
  });
});
