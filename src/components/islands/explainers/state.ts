/**
 * The state of an explainer and the address, one as the other: every setting can be sent as a link
 * (`?t=-10&s=20`). A field's name in the address is its key; what is missing or unknown falls back to
 * the preset, numbers are clamped and rounded to the step, so that no address can bring a state that the
 * controls cannot show.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';

/** A number on a slider. */
export interface NumberField {
  min: number;
  max: number;
  step: number;
  start: number;
}

/** One of a few words, with what readers see for each. */
export interface ChoiceField {
  options: Readonly<Record<string, string>>;
  start: string;
}

export type Fields = Readonly<Record<string, NumberField | ChoiceField>>;

export type Values<F extends Fields> = { -readonly [K in keyof F]: F[K] extends { options: infer O } ? keyof O & string : number };

/** Rounded to the step and kept between the ends; 0.1 steps stay free of binary dust. */
export function snap(value: number, { min, max, step }: NumberField): number {
  const steps = Math.round((Math.min(max, Math.max(min, value)) - min) / step);
  return Number(Math.min(max, min + steps * step).toFixed(6));
}

/** The state that a query (`t=-10&s=20`, with or without `?`) and, below it, further queries ask for. */
export function readState<F extends Fields>(fields: F, ...queries: string[]): Values<F> {
  const asked = queries.map((query) => new URLSearchParams(query));
  const entries = Object.entries(fields).map(([name, field]) => {
    const texts = asked.flatMap((query) => query.get(name) ?? []);
    if ('options' in field) return [name, texts.find((text) => Object.hasOwn(field.options, text)) ?? field.start];
    const number = texts.filter((text) => text.trim() !== '').map(Number).find((value) => Number.isFinite(value));
    return [name, number === undefined ? field.start : snap(number, field)];
  });
  return Object.fromEntries(entries) as Values<F>;
}

/** The query (without `?`) that brings back exactly this state. */
export function writeState<F extends Fields>(fields: F, values: Values<F>): string {
  return new URLSearchParams(Object.keys(fields).map((name) => [name, String(values[name])])).toString();
}

/** Safari refuses more than 100 changes of the address in 30 seconds. */
const ADDRESS_PAUSE = 350;

export interface Explainer<F extends Fields> {
  values: Values<F>;
  set: (part: Partial<Values<F>>) => void;
  reset: () => void;
  /** Full address of this very state. Browser only. */
  link: () => string;
}

/**
 * State that starts at the preset (so that the server and the first paint agree), takes over what the
 * address asks for, and writes itself there after a change. `anchor` is the id of the section.
 */
export function useExplainer<F extends Fields>(anchor: string, fields: F, preset = ''): Explainer<F> {
  const start = useMemo(() => readState(fields, preset), [fields, preset]);
  const [values, setValues] = useState(start);
  const timer = useRef<number>();
  useEffect(() => {
    const read = (): void => { setValues(readState(fields, location.search, preset)); };
    read();
    addEventListener('popstate', read);
    return () => {
      clearTimeout(timer.current);
      removeEventListener('popstate', read);
    };
  }, [fields, preset]);
  const keep = useCallback((next: Values<F>, query: string): void => {
    setValues(next);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => { history.replaceState(history.state, '', location.pathname + query + location.hash); }, ADDRESS_PAUSE);
  }, []);
  return {
    values,
    set: (part) => {
      const next = { ...values, ...part };
      keep(next, `?${writeState(fields, next)}`);
    },
    reset: () => { keep(start, ''); },
    link: () => `${location.origin}${location.pathname}?${writeState(fields, values)}#${anchor}`,
  };
}
