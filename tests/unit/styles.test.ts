/** The design's promises that can be computed: one file of colours, and contrast in every theme. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PICTURE_COLORS } from '#/lib/share-picture.ts';
import { LAYER_ORDER } from '#/styles/layers.ts';
import { THEME_COLORS } from '#/styles/theme-color.ts';

const SRC = path.resolve(import.meta.dirname, '../../src');
const tokens = readFileSync(path.join(SRC, 'styles/tokens.css'), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');

type Theme = 'light' | 'dark';
type Roles = Map<string, string>;

/** Declarations of custom properties of the blocks whose selector list holds the selector. */
function declarations(selector: string): [string, string][] {
  return [...tokens.matchAll(/([^{}]+)\{([^{}]*)\}/g)]
    .filter(([, selectors = '']) => selectors.split(',').some((each) => each.trim() === selector))
    .flatMap(([, , body = '']) => [...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']): [string, string] => [name, value.trim()]));
}

/** The roles that hold under these selectors, later ones over earlier ones. */
function roles(...selectors: string[]): Roles {
  return new Map([':root', ...selectors].flatMap((selector) => declarations(selector)));
}

/** `oklch(L C h)` that a role comes to in a theme. */
function resolve(name: string, all: Roles, theme: Theme): [number, number, number] {
  let value = all.get(name) ?? '';
  for (let step = 0; step < 9 && !value.startsWith('oklch('); step++) {
    const pair = /^light-dark\((.+),\s*(var\(.+\))\)$/.exec(value);
    if (pair) value = (theme === 'light' ? pair[1] : pair[2]) ?? '';
    const variable = /^var\((--[\w-]+)\)$/.exec(value);
    if (variable) value = all.get(variable[1] ?? '') ?? '';
  }
  const numbers = /^oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)$/.exec(value);
  if (!numbers) throw new Error(`${name} does not come to an oklch colour: ${value}`);
  return [Number(numbers[1]), Number(numbers[2]), Number(numbers[3])];
}

/** Linear sRGB of an oklch colour, cut to the gamut (CSS Color 4, section 9.4). */
function linear([lightness, chroma, hue]: [number, number, number]): [number, number, number] {
  const [a, b] = [chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const cut = (value: number): number => Math.min(1, Math.max(0, value));
  return [cut(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s), cut(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s), cut(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)];
}

function luminance(color: [number, number, number]): number {
  const [red, green, blue] = linear(color);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(front: string, back: string, all: Roles, theme: Theme): number {
  const [one, two] = [luminance(resolve(front, all, theme)), luminance(resolve(back, all, theme))];
  return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
}

function hex(color: [number, number, number]): string {
  const byte = (value: number): string => Math.round(255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055)).toString(16).padStart(2, '0');
  return `#${linear(color).map((value) => byte(value)).join('')}`;
}

const SECTIONS = ['', "[data-section='events']", "[data-section='partners']"];
const MODES = [[], ['[data-elder]']];
const cases = (['light', 'dark'] as const).flatMap((theme) => SECTIONS.flatMap((section) => MODES.map((mode) => ({ theme, name: `${theme} ${section} ${mode.join('')}`, all: roles(...(section ? [section] : []), ...mode) }))));

const TEXT: [string, string][] = [
  ...['--ink', '--ink-soft', '--accent', '--alert-ink'].flatMap((front) => ['--ground', '--surface'].map((back): [string, string] => [front, back])),
  ['--ink', '--wash'],
  ['--ink-soft', '--wash'],
  ['--accent', '--wash'],
  ['--ink', '--sunken'],
  ['--ink-soft', '--sunken'],
  ['--ink', '--alert-wash'],
  ['--alert-ink', '--alert-wash'],
  ['--on-accent', '--accent'],
  ['--on-accent', '--alert-ink'],
  ['--on-band', '--band'],
  ['--band', '--band-edge'],
];
const GRAPHICS: [string, string][] = [['--mark', '--ground'], ['--mark', '--wash'], ['--edge', '--ground'], ['--edge', '--sunken'], ['--band-edge', '--band'], ['--mark-band', '--band']];

describe('contrast', () => {
  it('agrees with known values', () => {
    const all: Roles = new Map([['--a', 'oklch(0 0 0)'], ['--b', 'oklch(1 0 0)']]);
    expect(contrast('--a', '--b', all, 'light')).toBeCloseTo(21, 1);
    expect(hex([0.62796, 0.25768, 29.234])).toBe('#ff0000');
  });
  it.each(cases)('of text is 7:1 or more: $name', ({ all, theme }) => {
    for (const [front, back] of TEXT) expect(contrast(front, back, all, theme), `${front} on ${back}`).toBeGreaterThanOrEqual(7);
  });
  it.each(cases)('of marks and edges is 3:1 or more: $name', ({ all, theme }) => {
    for (const [front, back] of GRAPHICS) expect(contrast(front, back, all, theme), `${front} on ${back}`).toBeGreaterThanOrEqual(3);
  });
  it('has a browser frame in the colour of the header', () => {
    for (const { theme, color } of THEME_COLORS) expect(hex(resolve('--band', roles(), theme))).toBe(color);
  });
  it('has share pictures in the colours of the light theme', () => {
    const light = Object.keys(PICTURE_COLORS).map((role) => [role, hex(resolve(role, roles(), 'light'))]);
    expect(Object.fromEntries(light)).toEqual(PICTURE_COLORS);
  });
});

describe('sheets', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(css|astro|tsx)$/.test(file));
  it('hold raw colours in tokens.css only, the site\'s and the desk\'s', () => {
    const raw = /#[0-9a-f]{3,8}\b(?=\s*[;,)"'\s])|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(/i;
    const styles = (file: string, text: string): string => (file.endsWith('.css') ? text : [...text.matchAll(/<style[^>]*>([\s\S]*?)<\/style>|\b(?:fill|stroke|color|stop-color)=["'{`]+([^"'`}]*)/g)].map((match) => `${match[1] ?? match[2] ?? ''};`).join('\n'));
    const found = files.filter((file) => path.basename(file) !== 'tokens.css' && raw.test(styles(file, readFileSync(path.join(SRC, file), 'utf8'))));
    expect(found).toEqual([]);
  });
  it('use no inline style and no inline handler, which the content security policy would refuse', () => {
    const found = files.filter((file) => file.endsWith('.astro') && /<[a-z][^>]*\s(?:style|on[a-z]+)=/.test(readFileSync(path.join(SRC, file), 'utf8')));
    expect(found).toEqual([]);
  });
  it('name only layers that the order names', () => {
    const known = LAYER_ORDER.replace(/^@layer |;$/g, '').split(',');
    const used = files.flatMap((file) => [...readFileSync(path.join(SRC, file), 'utf8').matchAll(/@layer ([a-z]+) *\{/g)].map(([, name = '']) => name));
    expect(used.length).toBeGreaterThan(5);
    expect([...new Set(used)].filter((name) => !known.includes(name))).toEqual([]);
  });
});
