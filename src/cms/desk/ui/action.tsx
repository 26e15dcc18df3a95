/** A button that asks the server for something: it waits, tells what came of it, and cannot be pressed twice. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { faultText } from '#/cms/desk/answers.ts';
import { Notice, type NoticeKind } from './notice.tsx';

export interface Told {
  kind: NoticeKind;
  text: ComponentChildren;
}

/** `run` does something and says in words what was done; what it throws is told as a fault. */
export function useAction(): { busy: boolean; told: Told | undefined; run: (work: () => Promise<ComponentChildren>) => Promise<boolean>; hush: () => void } {
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState<Told>();
  const run = async (work: () => Promise<ComponentChildren>): Promise<boolean> => {
    setBusy(true);
    setTold(undefined);
    try {
      const text = await work();
      if (text) setTold({ kind: 'done', text });
      return true;
    } catch (error) {
      setTold({ kind: 'fault', text: faultText(error) });
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, told, run, hush: () => { setTold(undefined); } };
}

/** Where an action's outcome is told; always there, so that screen readers follow it. */
export function Outcome({ told }: { told: Told | undefined }) {
  return <div aria-live="polite">{told && <Notice kind={told.kind}>{told.text}</Notice>}</div>;
}
