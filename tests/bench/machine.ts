/** What a figure was measured on, and how figures are printed: each beside its goal. */
import { execFileSync } from 'node:child_process';
import { cpus, loadavg, release, totalmem } from 'node:os';

/** A measured figure. `goal` is the most it may be, in the same unit. */
export interface Figure {
  what: string;
  value: number;
  unit: string;
  goal?: number;
  /** What it was measured beside: CPU seconds, a ratio, how often. */
  note?: string;
}

/** The machine in one line. */
export function machine(): string {
  const [cpu] = cpus();
  const commit = ((): string => {
    try {
      return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
    } catch {
      return '?';
    }
  })();
  return `${cpus().length} × ${cpu?.model.trim() ?? '?'}, ${Math.round(totalmem() / 2 ** 30)} GB, Linux ${release()}, Node ${process.version}, commit ${commit}, load at the start ${loadavg()[0]?.toFixed(1)}`;
}

const digits = (value: number): string => (Number.isNaN(value) ? '–' : value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

/** One row of the table of figures. */
export function row({ what, value, unit, goal, note }: Figure): string {
  const verdict = goal === undefined ? '' : value <= goal ? 'met' : 'SHORT';
  return `${what.padEnd(62)} ${`${digits(value)} ${unit}`.padStart(10)}   ${(goal === undefined ? '' : `≤ ${goal} ${unit}`).padEnd(10)} ${verdict.padEnd(6)} ${note ?? ''}`.trimEnd();
}

/** The value below which so much of the list lies, such as 0.95. */
export function quantile(list: readonly number[], part: number): number {
  const sorted = list.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
}

/** Prints the machine and the figures; 1 when a goal is missed, else 0. */
export function print(figures: readonly Figure[]): number {
  console.log(`${machine()}\n${figures.map(row).join('\n')}`);
  return figures.some(({ value, goal }) => goal !== undefined && !(value <= goal)) ? 1 : 0;
}
