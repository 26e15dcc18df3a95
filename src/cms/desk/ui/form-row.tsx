/** A labelled field with its hint and its fault. The control is given by a function that takes what ties it to them. */
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';

interface Tied {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean | undefined;
}

interface Props {
  label: string;
  hint?: string | undefined;
  fault?: string | undefined;
  children: (tied: Tied) => JSX.Element;
}

export function FormRow({ label, hint, fault, children }: Props) {
  const id = useId();
  const told = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  return (
    <div class="form-row">
      <label for={id}>{label}</label>
      {children({ id, 'aria-describedby': told || undefined, 'aria-invalid': fault ? true : undefined })}
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
      {fault && <p class="fault" id={`${id}-fault`}>{fault}</p>}
    </div>
  );
}
