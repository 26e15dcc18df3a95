import { expect, test } from 'vitest';
import type { MeasureProgress } from '#/lib/plan.ts';
import { evidenceOf } from '#/lib/plan-evidence.ts';

const named = (id: string, sample = false) => ({ id, data: { title: id, sample } });
const progress = (some: object) => ({ science: [], events: [], partners: [], awards: [], ...some }) as unknown as MeasureProgress;

test('a measure is shown by real entries only', () => {
  expect(evidenceOf(progress({}))).toEqual({ evidence: 'none', entries: [], samples: 0 });
  expect(evidenceOf(progress({ events: [named('a', true)] }))).toMatchObject({ evidence: 'samples', samples: 1 });
  const { evidence, entries, samples } = evidenceOf(progress({ science: [named('x')], events: [named('a', true)], awards: [named('y')] }));
  expect([evidence, entries.map(({ noun, entry }) => `${noun} ${entry.id}`), samples]).toEqual(['shown', ['science x', 'awards y'], 1]);
});
