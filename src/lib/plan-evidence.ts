/** How far the site can show that a measure of the plan is carried out. Pure. */
import type { Entry } from './content.ts';
import type { Carrier, MeasureProgress } from './plan.ts';

/** Samples prove nothing: `samples` says that there is nothing else. */
export type Evidence = 'shown' | 'samples' | 'none';

export const EVIDENCE: Record<Evidence, string> = { shown: '有条目', samples: '只有示例', none: '待核实' };

const CARRIERS = ['science', 'events', 'partners', 'awards'] as const satisfies readonly Carrier[];

/** The entries of the site that a measure names, samples told apart, and what that shows. */
export function evidenceOf(progress: Pick<MeasureProgress, Carrier>): { evidence: Evidence; entries: { noun: Carrier; entry: Entry<Carrier> }[]; samples: number } {
  const all = CARRIERS.flatMap((noun) => progress[noun].map((entry: Entry<Carrier>) => ({ noun, entry })));
  const real = all.filter(({ entry }) => !entry.data.sample);
  return { evidence: real.length > 0 ? 'shown' : all.length > 0 ? 'samples' : 'none', entries: real, samples: all.length - real.length };
}
