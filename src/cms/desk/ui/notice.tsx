/** A sentence of the interface to its user: `done` and `info` wait their turn, `fault` is read out at once. */
import type { ComponentChildren } from 'preact';

export type NoticeKind = 'info' | 'done' | 'warning' | 'fault';

export function Notice({ kind = 'info', children }: { kind?: NoticeKind; children: ComponentChildren }) {
  return <div class={`notice notice-${kind}`} role={kind === 'fault' ? 'alert' : 'status'}>{children}</div>;
}
