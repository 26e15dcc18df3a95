/**
 * The frame of an explainer: figure, controls, one sentence that says what is seen, table. The sentence is
 * a live region and waits for a pause, so that a screen reader is not flooded while a slider moves.
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

export interface Example {
  label: string;
  /** Whether the present state is this example. */
  active: boolean;
  go: () => void;
}

interface Props {
  /** The drawing. */
  figure: ComponentChildren;
  /** Sliders and choices. */
  controls: ComponentChildren;
  /** What the state comes to, units in words. */
  says: string;
  /** Settings worth looking at. */
  examples?: readonly Example[];
  /** Tables and what else stands below. */
  children: ComponentChildren;
  reset: () => void;
  link: () => string;
}

/** After the last change, in milliseconds. */
const SPEECH_PAUSE = 600;

/** A text that follows its source when that has rested for a while; at once on the server. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => { setSettled(text); }, SPEECH_PAUSE);
    return () => { clearTimeout(timer); };
  }, [text]);
  return settled;
}

export function Panel({ figure, controls, says, examples = [], children, reset, link }: Props) {
  const spoken = useSettled(says);
  const [copied, setCopied] = useState<{ ok: boolean; url: string }>();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => { setCopied(undefined); }, [says]);
  useEffect(() => { if (copied && !copied.ok) field.current?.select(); }, [copied]);
  const copy = async (): Promise<void> => {
    const url = link();
    try {
      await navigator.clipboard.writeText(url);
      setCopied({ ok: true, url });
    } catch {
      // No permission, or no secure origin: the reader copies it from a field.
      setCopied({ ok: false, url });
    }
  };
  return (
    <div class="explainer-panel">
      <div class="explainer-stage">
        <div class="explainer-figure">{figure}</div>
        <div class="explainer-controls" role="group" aria-label="调一调">
          {controls}
        </div>
        {examples.length > 0 && (
          <div class="explainer-examples" role="group" aria-label="试试这些设置">
            {examples.map(({ label, active, go }) => <button key={label} type="button" aria-pressed={active} onClick={go}>{label}</button>)}
          </div>
        )}
      </div>
      {/* Seen at once, spoken after a pause. */}
      <p class="explainer-says" aria-hidden="true">{says}</p>
      <output class="visually-hidden" aria-live="polite">{spoken}</output>
      {children}
      <div class="explainer-actions">
        <button type="button" onClick={reset}>重来</button>
        <button type="button" onClick={() => void copy()}>复制这个设置的链接</button>
        <span role="status">{copied && (copied.ok ? '链接已复制' : '请复制这个链接：')}</span>
        {copied && !copied.ok && <input ref={field} readOnly value={copied.url} aria-label="这个设置的链接" />}
      </div>
    </div>
  );
}
