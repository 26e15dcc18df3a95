/**
 * Leaves in a page's own sheets only the rules that it can use. The sheets of the site stand inside every page, and most
 * pages use a part of them; a rule is left out when it asks for a class that neither the page nor a script of it names.
 */
import { hash } from 'node:crypto';
import { transform } from 'lightningcss';

/** Classes that the scripts give which are loaded on demand, on any page: suggestions of the header (components/search/header-suggestions.ts). */
export const LATER_CLASSES: readonly string[] = ['visually-hidden', 'site-suggestions'];

/** Attributes whose values only the server writes: `[data-box=steps]` counts as a class of its own. */
const WRITTEN = ['box', 'certainty', 'section', 'short', 'stack', 'tone', 'verdict'];
const IN_SHEET = new RegExp(`\\[data-(${WRITTEN.join('|')})(?:=["']?([^"'\\]]*)["']?)?\\]`, 'g');
const IN_PAGE = new RegExp(`\\sdata-(${WRITTEN.join('|')})(?:="([^"]*)")?`, 'g');

/** Elements that only the server writes, or a script of the page that names them; and no rule asks for their absence. */
export const SERVED_ELEMENTS: readonly string[] = ['blockquote', 'caption', 'code', 'dfn', 'fieldset', 'figcaption', 'figure', 'kbd', 'table', 'tbody', 'td', 'textarea', 'th', 'thead'];
const ELEMENT_IN_LIST = new RegExp(`(?<![\\w.#:[-])(${SERVED_ELEMENTS.join('|')})(?![\\w-])`, 'g');
const ELEMENT_IN_PAGE = new RegExp(`<(${SERVED_ELEMENTS.join('|')})\\b`, 'g');

const NAME = /[A-Za-z_][\w-]*/g;

/** Each name in some code once: what it may write as a class. `plot-belt-`, of `plot-belt-${n}`, stands for all that begin so. */
export const namesIn = (code: string): string[] => [...new Set(code.match(NAME))].sort();

/** Stands in a sheet for what is on no part of the page. */
const NOWHERE = 'nowhere';

/** Pruned sheets by the digest of what they were made of; few pages of a kind differ in what they use. */
const done = new Map<string, string>();
const MOST = 1000;

/** What a page's sheets ask for, in the order in which it comes up. */
interface Asked {
  /** Stands for the sheet in keys. */
  number: number;
  classes: readonly string[];
  /** Of {@link SERVED_ELEMENTS}. */
  elements: readonly string[];
  /** Attributes of {@link WRITTEN}, as `box` or `box=steps`. */
  written: readonly string[];
}

/** By sheet and by script: pages of a kind have the same ones. */
const asked = new Map<string, Asked>();
const namedIn = new Map<string, ReadonlySet<string>>();
const MOST_TEXTS = 200;
let numbers = 0;

/** A value of a memo that keeps so many texts at most. */
function remembered<T>(memo: Map<string, T>, text: string, make: () => T): T {
  let value = memo.get(text);
  if (value !== undefined) return value;
  value = make();
  if (memo.size >= MOST_TEXTS) memo.clear();
  memo.set(text, value);
  return value;
}

const shake = (css: string, unusedSymbols: readonly string[]): string => transform({ filename: 'page.css', code: Buffer.from(css), minify: true, unusedSymbols: [...unusedSymbols] }).code.toString();

const classesIn = (text: string): string[] => [...new Set([...text.matchAll(/\.([A-Za-z_][\w-]*)/g)].map(([, name = '']) => name))];

/** What stands before the rules of a sheet: their selectors. */
const SELECTORS = /(?<=^|[{};])[^{};@]+(?=\{)/g;

/** Lists of selectors without those that ask for a class that is not there. A list of nothing but such stays, for its rule goes as a whole. */
function withShortLists(css: string, unused: ReadonlySet<string>): string {
  const short = (list: string): string => {
    const parts = list.split(',');
    const kept = parts.filter((part) => !classesIn(part).some((name) => unused.has(name)));
    return kept.length === 0 ? list : kept.join(',');
  };
  return css.replace(/:is\(([^()]*)\)/g, (_all, list: string) => `:is(${short(list)})`).replace(/(?<=^|[{};])[^{};@()]+(?=\{)/g, short);
}

const attribute = (name: string, value: string | undefined): string => (value === undefined ? name : `${name}=${value}`);

function askedBy(sheet: string): Asked {
  return remembered(asked, sheet, () => ({
    number: numbers++,
    classes: classesIn(sheet),
    elements: [...new Set((sheet.match(SELECTORS) ?? []).flatMap((list) => list.match(ELEMENT_IN_LIST) ?? []))],
    written: [...new Set([...sheet.matchAll(IN_SHEET)].map(([, name = '', value]) => attribute(name, value)))],
  }));
}

/** A sheet without rules for classes that are not used, elements that are not there and attributes that are not written. */
function prune(sheet: string, isUsed: (name: string) => boolean, isThere: (name: string) => boolean, isWritten: (name: string) => boolean): string {
  // What is not on the page stands for a class that is on none.
  const css = sheet.replace(SELECTORS, (list) => list.replace(ELEMENT_IN_LIST, (name) => (isThere(name) ? name : `.${NOWHERE}`))).replace(IN_SHEET, (selector, name: string, value?: string) => (isWritten(attribute(name, value)) ? selector : `.${NOWHERE}`));
  const unused = classesIn(css).filter((name) => !isUsed(name)).sort();
  const shaken = shake(withShortLists(css, new Set(unused)), unused);
  // Steps of the ramps (styles/tokens.css) that no role takes any more; roles stay, for what scripts bring with sheets of their own.
  const needed = new Set([...shaken.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name));
  const steps = [...shaken.matchAll(/[{;](--[a-z]+-\d+):/g)].map(([, name = '']) => name).filter((name) => !needed.has(name));
  return steps.length > 0 ? shake(shaken, steps) : shaken;
}

/**
 * The page with its sheets as one, without the rules for classes that it has not. `islands` are the names in the code of
 * the page's islands ({@link namesIn}); a page with islands and without them keeps its sheets as they are: what their scripts
 * will write is not known then. Expects the sheets in the head (page-tidy.ts). Throws when a sheet is no CSS.
 */
export function withUsedStyles(html: string, islands?: readonly string[]): string {
  const [before = '', ...rest] = html.split('<style>');
  if (rest.length === 0 || (!islands && html.includes('<astro-island'))) return html;
  const ends = rest.map((part) => part.indexOf('</style>'));
  if (ends.includes(-1)) return html;
  const sheet = rest.map((part, at) => part.slice(0, ends[at])).join('');
  const after = rest.map((part, at) => part.slice((ends[at] ?? 0) + '</style>'.length)).join('');
  const page = before + after;
  const used = new Set([...LATER_CLASSES, ...(islands ?? [])]);
  for (const names of new Set([...page.matchAll(/\sclass="([^"]*)"/g)].map(([, names = '']) => names))) for (const name of names.split(/\s+/)) used.add(name);
  const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, code = '']) => remembered(namedIn, code, () => new Set(code.match(NAME))));
  const beginnings = (islands ?? []).filter((name) => name.endsWith('-') && name.length > 1);
  const isNamed = (name: string): boolean => used.has(name) || scripts.some((names) => names.has(name));
  const isUsed = (name: string): boolean => isNamed(name) || beginnings.some((beginning) => name.startsWith(beginning));
  const elements = new Set([...page.matchAll(ELEMENT_IN_PAGE)].map(([, name = '']) => name));
  const isThere = (name: string): boolean => elements.has(name) || isNamed(name);
  const written = new Set([...page.matchAll(IN_PAGE)].flatMap(([, name = '', value = '']) => [name, attribute(name, value)]));
  const isWritten = (name: string): boolean => written.has(name) || (islands?.includes(`data-${name.replace(/=.*/, '')}`) ?? false);
  const asking = askedBy(sheet);
  const missing = [asking.classes.filter((name) => !isUsed(name)), asking.elements.filter((name) => !isThere(name)), asking.written.filter((name) => !isWritten(name))];
  const key = hash('sha1', `${asking.number}\n${missing.map((names) => names.join(' ')).join('\n')}`);
  let code = done.get(key);
  if (code === undefined) {
    code = prune(sheet, isUsed, isThere, isWritten);
    if (done.size >= MOST) done.clear();
    done.set(key, code);
  }
  return `${before}<style>${code}</style>${after}`;
}
