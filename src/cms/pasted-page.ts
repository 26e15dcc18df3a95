/**
 * What a page from Word, WPS or a browser says, without its dress: headings, paragraphs, lists, tables, links,
 * bold and italic, pictures. An allow-list: whatever is not named here leaves its text behind and nothing else. Pure.
 */
import type { Block, ListBlock, Markup, Run } from './blocks.ts';

const DROPPED = new Set(['script', 'style', 'head', 'title', 'meta', 'link', 'xml', 'template', 'noscript', 'object', 'iframe', 'svg', 'math', 'button', 'input', 'select', 'textarea']);
const BLOCKS = new Set(['p', 'div', 'section', 'article', 'main', 'header', 'footer', 'aside', 'figure', 'figcaption', 'body', 'html', 'center', 'dl', 'dt', 'dd', 'pre', 'address', 'form', 'fieldset', 'details', 'summary', 'nav']);
const SUPERSCRIPT: Record<string, string> = { 0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴', 5: '⁵', 6: '⁶', 7: '⁷', 8: '⁸', 9: '⁹', '+': '⁺', '-': '⁻', '−': '⁻' };
const SUBSCRIPT: Record<string, string> = { 0: '₀', 1: '₁', 2: '₂', 3: '₃', 4: '₄', 5: '₅', 6: '₆', 7: '₇', 8: '₈', 9: '₉', '+': '₊', '-': '₋', '−': '₋' };
const ORDERED_MARK = /^[\s（(]*(?:\d+|[a-zA-Z]{1,4}|[一二三四五六七八九十]+|[①-⑳])[.．、)）]?\s*$/u;
/** Deepest list that is kept a list of lists; what lies deeper stands on this level. */
const MAX_LEVEL = 4;

interface Style {
  bold?: boolean;
  italic?: boolean;
  href?: string | undefined;
  letters?: Record<string, string>;
}

const isMarkup = (node: Markup | string): node is Markup => typeof node !== 'string';
const styleOf = (node: Markup): string => node.attribute('style').replace(/\s*([:;])\s*/g, '$1').toLowerCase();
const hidden = (style: string): boolean => /(?:^|;)(?:display:none|mso-hide:all|visibility:hidden)/.test(style);

/** A link that may stand in a body, or undefined. */
function linkOf(node: Markup): string | undefined {
  const href = node.attribute('href').trim();
  return /^(?:https?:\/\/|mailto:|tel:)\S+$/i.test(href) ? href : undefined;
}

function marked(node: Markup, style: Style): Style {
  const css = styleOf(node);
  const out = { ...style };
  // Google wraps everything into a <b> that says of itself that it is none.
  if ((node.tag === 'b' || node.tag === 'strong') && !/font-weight:(?:normal|400)/.test(css)) out.bold = true;
  if (/font-weight:(?:bold|[6-9]00)/.test(css)) out.bold = true;
  if (node.tag === 'i' || node.tag === 'em' || /font-style:italic/.test(css)) out.italic = true;
  if (node.tag === 'a') out.href = linkOf(node) ?? style.href;
  if (node.tag === 'sup' || /vertical-align:super/.test(css)) out.letters = SUPERSCRIPT;
  if (node.tag === 'sub' || /vertical-align:sub/.test(css)) out.letters = SUBSCRIPT;
  return out;
}

function lettersOf(text: string, letters: Record<string, string> | undefined): string {
  if (!letters || ![...text.trim()].every((each) => each in letters)) return text;
  return [...text].map((each) => letters[each] ?? each).join('');
}

/** Runs of a block: white space joined, neighbours of one kind together, nothing at the ends. */
function tidyRuns(runs: readonly Run[]): Run[] {
  const out: Run[] = [];
  for (const run of runs) {
    let text = run.text.replace(/[\u00a0\u3000]/g, ' ').replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '').replace(/\s+/g, ' ');
    const last = out.at(-1);
    if (last?.text.endsWith(' ') ?? true) text = text.replace(/^ /, '');
    // A line of the source that was broken between two Chinese characters says nothing.
    if (text === '') continue;
    if (last && last.bold === run.bold && last.italic === run.italic && last.href === run.href) last.text += text;
    else out.push({ ...run, text });
  }
  const end = out.at(-1);
  if (end) end.text = end.text.trimEnd();
  for (const run of out) run.text = run.text.replace(/(?<=[\u3400-\u9fff\uff00-\uffef\u3000-\u303f]) (?=[\u3400-\u9fff\uff00-\uffef\u3000-\u303f])/gu, '');
  return out.filter(({ text }) => text !== '');
}

const run = (text: string, { bold, italic, href, letters }: Style): Run => ({ text: lettersOf(text, letters), ...(bold && { bold }), ...(italic && { italic }), ...(href && { href }) });

interface WordList {
  level: number;
  ordered: boolean;
}

/** Word writes an item of a list as a paragraph that says so in its style, with the mark in a part of its own. */
function wordList(node: Markup): WordList | undefined {
  const level = /mso-list:[^;]*?level(\d+)/.exec(styleOf(node))?.[1];
  if (!level || !/^(?:p|h\d|div)$/.test(node.tag)) return undefined;
  const mark = find(node, (each) => /mso-list:ignore/.test(styleOf(each)));
  return { level: Number(level), ordered: mark ? ORDERED_MARK.test(plain(mark).replace(/[\u00a0\s]+/g, ' ')) : false };
}

function find(node: Markup, wanted: (node: Markup) => boolean): Markup | undefined {
  for (const child of node.children) {
    if (!isMarkup(child)) continue;
    const found = wanted(child) ? child : find(child, wanted);
    if (found) return found;
  }
  return undefined;
}

const plain = (node: Markup): string => node.children.map((child) => (isMarkup(child) ? plain(child) : child)).join('');

/** The level of a heading, from 1; by its tag, or by what Word says in its style. */
function headingOf(node: Markup): number | undefined {
  const tag = /^h([1-6])$/.exec(node.tag)?.[1];
  if (tag) return Number(tag);
  if (node.tag !== 'p') return undefined;
  const outline = /mso-outline-level:(\d)/.exec(styleOf(node))?.[1];
  if (outline) return Number(outline);
  const named = /(?:^|\s)(?:MsoHeading|Heading|标题)\s*(\d)/i.exec(node.attribute('class'))?.[1];
  return named ? Number(named) : undefined;
}

class Reader {
  readonly blocks: (Block | { type: 'item'; list: WordList; runs: Run[] } | { type: 'title'; level: number; runs: Run[] })[] = [];
  #runs: Run[] = [];

  /** Ends the paragraph that is being read. */
  end(make: (runs: Run[]) => Reader['blocks'][number] = (runs) => ({ type: 'paragraph', runs })): void {
    const runs = tidyRuns(this.#runs);
    this.#runs = [];
    if (runs.length > 0) this.blocks.push(make(runs));
  }

  all(nodes: readonly (Markup | string)[], style: Style): void {
    for (const node of nodes) this.read(node, style);
  }

  read(node: Markup | string, style: Style): void {
    if (!isMarkup(node)) {
      this.#runs.push(run(node, style));
      return;
    }
    const css = styleOf(node);
    if (DROPPED.has(node.tag) || hidden(css) || /mso-list:ignore/.test(css)) return;
    const level = headingOf(node);
    const list = level === undefined ? wordList(node) : undefined;
    if (node.tag === 'br') this.end();
    else if (node.tag === 'img' || node.tag === 'v:imagedata') this.#picture(node);
    else if (level !== undefined) this.#block(node, { ...style, bold: false }, (runs) => ({ type: 'title', level, runs: runs.map(({ text, href }) => ({ text, ...(href && { href }) })) }));
    else if (list) this.#block(node, style, (runs) => ({ type: 'item', list, runs }));
    else if (node.tag === 'blockquote') this.#quote(node, style);
    else if (node.tag === 'ul' || node.tag === 'ol') this.#list(node, style, 1);
    else if (node.tag === 'table') this.#table(node);
    else if (BLOCKS.has(node.tag)) this.#block(node, marked(node, style));
    else this.all(node.children, marked(node, style));
  }

  #block(node: Markup, style: Style, make?: (runs: Run[]) => Reader['blocks'][number]): void {
    this.end();
    this.all(node.children, style);
    this.end(make);
  }

  #quote(node: Markup, style: Style): void {
    this.end();
    const before = this.blocks.length;
    this.all(node.children, style);
    this.end();
    this.blocks.push(...this.blocks.splice(before).map((block) => (block.type === 'paragraph' ? { ...block, type: 'quote' as const } : block)));
  }

  #picture(node: Markup): void {
    const src = node.attribute('src');
    if (!src) return;
    this.end();
    this.blocks.push({ type: 'picture', src, alt: node.attribute('alt').trim() });
  }

  #list(node: Markup, style: Style, level: number): void {
    this.end();
    for (const child of node.children) {
      if (!isMarkup(child)) continue;
      // Word and old pages put a list beside the item that it belongs to.
      if (child.tag === 'ul' || child.tag === 'ol') this.#list(child, style, level + 1);
      if (child.tag !== 'li') continue;
      const below = child.children.filter((each): each is Markup => isMarkup(each) && (each.tag === 'ul' || each.tag === 'ol'));
      const own = child.children.filter((each) => !below.includes(each as Markup));
      const before = this.blocks.length;
      this.all(own, style);
      this.end();
      const pieces = this.blocks.splice(before);
      const runs = pieces.flatMap((piece) => ('runs' in piece ? piece.runs : []));
      if (runs.length > 0) this.blocks.push({ type: 'item', list: { level, ordered: node.tag === 'ol' }, runs });
      this.blocks.push(...pieces.filter((piece) => piece.type === 'picture' || piece.type === 'table'));
      for (const each of below) this.#list(each, style, level + 1);
    }
  }

  #table(node: Markup): void {
    this.end();
    const rows: Run[][][] = [];
    const pictures: Block[] = [];
    const rowsOf = (part: Markup): Markup[] => part.children.flatMap((child) => (!isMarkup(child) ? [] : child.tag === 'tr' ? [child] : /^(?:thead|tbody|tfoot)$/.test(child.tag) ? rowsOf(child) : []));
    for (const row of rowsOf(node)) {
      const cells: Run[][] = [];
      for (const cell of row.children) {
        if (!isMarkup(cell) || !/^t[hd]$/.test(cell.tag)) continue;
        const inside = new Reader();
        inside.all(cell.children, {});
        inside.end();
        pictures.push(...inside.blocks.filter((block): block is Block => block.type === 'picture'));
        cells.push(joined(inside.blocks.flatMap((block) => ('runs' in block ? [block.runs] : block.type === 'table' ? block.rows.flat() : []))));
        const wide = Number(cell.attribute('colspan')) || 1;
        for (let more = 1; more < Math.min(wide, 20); more++) cells.push([]);
      }
      if (cells.length > 0) rows.push(cells);
    }
    const width = Math.max(0, ...rows.map((row) => row.length));
    const full = rows.map((row) => [...row, ...Array.from({ length: width - row.length }, (): Run[] => [])]);
    // A table of one cell is a frame around text.
    if (width === 1 && full.length === 1) this.blocks.push(...(full[0]?.[0]?.length ? [{ type: 'paragraph' as const, runs: full[0][0] }] : []));
    else if (full.some((row) => row.some((cell) => cell.length > 0))) this.blocks.push({ type: 'table', rows: full });
    this.blocks.push(...pictures);
  }
}

/** Paragraphs of a cell as one, with a space between. */
function joined(parts: readonly Run[][]): Run[] {
  return parts.flatMap((runs, at) => (at === 0 ? runs : [{ text: ' ' }, ...runs]));
}

/** Items in a row as lists within lists. */
function nest(items: readonly { list: WordList; runs: Run[] }[]): ListBlock[] {
  const lists: ListBlock[] = [];
  const open: ListBlock[] = [];
  for (const { list: { level, ordered }, runs } of items) {
    const depth = Math.min(level, MAX_LEVEL, open.length + 1);
    open.length = Math.min(open.length, depth);
    if (open.length === depth && open[depth - 1]?.ordered !== ordered) open.length = depth - 1;
    if (open.length < depth) {
      const fresh: ListBlock = { type: 'list', ordered, items: [] };
      const parent = open.at(-1)?.items.at(-1);
      if (parent) parent.below = fresh;
      else lists.push(fresh);
      open.push(fresh);
    }
    open.at(-1)?.items.push({ runs });
  }
  return lists;
}

/** Reads a page. Its highest heading becomes a heading of the second level: the first is the entry's title. */
export function readPage(page: Markup): Block[] {
  const reader = new Reader();
  reader.all(page.children, {});
  reader.end();
  const levels = reader.blocks.flatMap((block) => (block.type === 'title' ? [block.level] : []));
  const top = Math.min(...levels);
  const out: Block[] = [];
  let items: { list: WordList; runs: Run[] }[] = [];
  const flush = (): void => {
    out.push(...nest(items));
    items = [];
  };
  for (const block of reader.blocks) {
    if (block.type === 'item') {
      items.push(block);
      continue;
    }
    flush();
    if (block.type === 'title') out.push({ type: 'heading', depth: Math.min(4, block.level - top + 2) as 2 | 3 | 4, runs: block.runs });
    else out.push(block);
  }
  flush();
  return out;
}
