/** A number on a slider: label and value above, the range below. Arrow keys, Page keys, Home and End come with the element. */
import type { NumberField } from './state.ts';

interface Props {
  /** Unique on the page: `ice-wine-t`. */
  id: string;
  label: string;
  field: NumberField;
  value: number;
  /** Value with its unit, as seen: `−7 ℃`. */
  shown: string;
  /** Value with its unit in words, as spoken: `零下7摄氏度`. */
  spoken: string;
  onChange: (value: number) => void;
}

export function Slider({ id, label, field, value, shown, spoken, onChange }: Props) {
  return (
    <div class="explainer-field">
      <label for={id}>{label}</label>
      <span class="explainer-value" aria-hidden="true">{shown}</span>
      <input id={id} type="range" min={field.min} max={field.max} step={field.step} value={value} aria-valuetext={spoken} autocomplete="off" onInput={(event) => { onChange(Number(event.currentTarget.value)); }} />
    </div>
  );
}
