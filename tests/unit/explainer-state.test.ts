import { describe, expect, it } from 'vitest';
import { readState, snap, writeState } from '#/components/islands/explainers/state.ts';
import { figure, spokenCelsius } from '#/components/islands/explainers/wording.ts';

const FIELDS = { t: { min: -16, max: 0, step: 0.5, start: -10 }, way: { options: { ice: '冰', sun: '晒' }, start: 'ice' } } as const;

describe('the state of an explainer in the address', () => {
  it('comes back as it was written', () => {
    const state = { t: -7.5, way: 'sun' } as const;
    expect(writeState(FIELDS, state)).toBe('t=-7.5&way=sun');
    expect(readState(FIELDS, `?${writeState(FIELDS, state)}`)).toEqual(state);
  });
  it('takes the address before the preset, and the preset before the start', () => {
    expect(readState(FIELDS, '?t=-3', 't=-8&way=sun')).toEqual({ t: -3, way: 'sun' });
    expect(readState(FIELDS)).toEqual({ t: -10, way: 'ice' });
  });
  it('never leaves what the controls can show', () => {
    expect(readState(FIELDS, '?t=-99&way=toString')).toEqual({ t: -16, way: 'ice' });
    expect(readState(FIELDS, '?t=Infinity&way=')).toEqual({ t: -10, way: 'ice' });
    expect(readState(FIELDS, '?t=&x=1')).toEqual({ t: -10, way: 'ice' });
    expect(readState(FIELDS, '?t=-7.3')).toEqual({ t: -7.5, way: 'ice' });
    expect(snap(0.3, { min: 0, max: 1, step: 0.1, start: 0 })).toBe(0.3);
  });
});

describe('wording', () => {
  it('writes a real minus sign and no negative zero', () => {
    expect([figure(-7.25, 1), figure(-0.04, 1), figure(12.34)]).toEqual(['−7.3', '0.0', '12']);
  });
  it('speaks temperatures', () => {
    expect([spokenCelsius(-7), spokenCelsius(0.02), spokenCelsius(-0.02), spokenCelsius(21.46)]).toEqual(['零下7摄氏度', '0摄氏度', '0摄氏度', '21.5摄氏度']);
  });
});
