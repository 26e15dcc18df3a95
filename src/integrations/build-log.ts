/**
 * Astro's log with a memory: it prints as usual and keeps every warning and error, so that a build that said
 * `[WARN]` or `[ERROR]` somewhere in the middle does not end as if nothing had been. Named in astro.config.mjs as
 * the logger's entry point; {@link takeComplaints} gives out what was kept.
 */
import type { AstroLoggerDestination, AstroLoggerMessage } from 'astro';
import node from 'astro/logger/node';

const kept = ((globalThis as { __siteBuildComplaints?: string[] }).__siteBuildComplaints ??= []);

/** Every warning and error since the last asking, as `[WARN] [label] text`. */
export function takeComplaints(): string[] {
  return kept.splice(0);
}

/** Makes the destination. `level` is the least that is printed; what is kept does not depend on it. */
export default function buildLog(config: { level?: 'info' | 'warn' } = {}): AstroLoggerDestination {
  const printed = node({ level: config.level ?? 'info' });
  return {
    ...printed,
    write(message: AstroLoggerMessage) {
      if (message.level === 'warn' || message.level === 'error') kept.push(`[${message.level.toUpperCase()}] ${message.label ? `[${message.label}] ` : ''}${message.message.trim()}`);
      printed.write(message);
    },
  };
}
