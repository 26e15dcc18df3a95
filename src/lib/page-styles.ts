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

/** Sheets by the digest of what they were made of; few pages of a kind differ in the classes they use. */
const done = new Map<string, string>();
const MOST = 1000;

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

function pruned(css: string, unused: readonly string[]): string {
  const key = hash('sha1', `${unused.join(' ')}\n${css}`);
  let code = done.get(key);
  if (code === undefined) {
    const shaken = shake(withShortLists(css, new Set(unused)), unused);
    // Steps of the ramps (styles/tokens.css) that no role takes any more; roles stay, for what scripts bring with sheets of their own.
    const asked = new Set([...shaken.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name));
    const steps = [...shaken.matchAll(/[{;](--[a-z]+-\d+):/g)].map(([, name = '']) => name).filter((name) => !asked.has(name));
    code = steps.length > 0 ? shake(shaken, steps) : shaken;
    if (done.size >= MOST) done.clear();
    done.set(key, code);
  }
  return code;
}

/**
 * The page with its sheets as one, without the rules for classes that it has not. `islands` are the names in the code of
 * the page's islands ({@link namesIn}); a page with islands and without them keeps its sheets as they are: what their scripts
 * will write is not known then. Expects the sheets in the head (page-tidy.ts). Throws when a sheet is no CSS.
 */
export function withUsedStyles(html: string, islands?: readonly string[]): string {
  const sheets = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, css = '']) => css);
  if (sheets.length === 0 || (!islands && html.includes('<astro-island'))) return html;
  const used = new Set([...LATER_CLASSES, ...(islands ?? [])]);
  for (const [, names = ''] of html.matchAll(/\sclass="([^"]*)"/g)) for (const name of names.split(/\s+/)) used.add(name);
  for (const [, code = ''] of html.matchAll(/<script>([\s\S]*?)<\/script>/g)) for (const name of namesIn(code)) used.add(name);
  const beginnings = (islands ?? []).filter((name) => name.endsWith('-') && name.length > 1);
  const written = new Set([...html.matchAll(IN_PAGE)].flatMap(([, name = '', value = '']) => [name, `${name}=${value}`]));
  const isWritten = (name: string, value: string | undefined): boolean => written.has(value === undefined ? name : `${name}=${value}`) || (islands?.includes(`data-${name}`) ?? false);
  // What is not on the page stands for a class that is on none.
  const elements = new Set([...html.matchAll(ELEMENT_IN_PAGE)].map(([, name]) => name));
  const sheet = sheets.join('').replace(SELECTORS, (list) => list.replace(ELEMENT_IN_LIST, (name) => (elements.has(name) || used.has(name) ? name : `.${NOWHERE}`))).replace(IN_SHEET, (selector, name: string, value?: string) => (isWritten(name, value) ? selector : `.${NOWHERE}`));
  const code = pruned(sheet, classesIn(sheet).filter((name) => !used.has(name) && !beginnings.some((beginning) => name.startsWith(beginning))).sort());
  let first = true;
  return html.replace(/<style>[\s\S]*?<\/style>/g, () => {
    if (!first) return '';
    first = false;
    return `<style>${code}</style>`;
  });
}
