/** One of a few words, as a menu. */
import type { ChoiceField } from './state.ts';

interface Props<F extends ChoiceField> {
  /** Unique on the page. */
  id: string;
  label: string;
  field: F;
  value: keyof F['options'] & string;
  onChange: (value: keyof F['options'] & string) => void;
}

export function Choice<F extends ChoiceField>({ id, label, field, value, onChange }: Props<F>) {
  return (
    <div class="explainer-field">
      <label for={id}>{label}</label>
      <select id={id} value={value} autocomplete="off" onChange={(event) => { onChange(event.currentTarget.value as keyof F['options'] & string); }}>
        {Object.entries(field.options).map(([key, text]) => <option key={key} value={key} selected={key === value}>{text}</option>)}
      </select>
    </div>
  );
}
