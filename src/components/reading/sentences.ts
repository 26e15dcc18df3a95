/** What there is to read aloud on a page: its sentences, each with the place where it stands. */

export interface Sentence {
  text: string;
  range: Range;
}

const BLOCKS = 'h1, h2, h3, h4, p, li, dt, dd, figcaption, caption, blockquote';
/** Left out: ways through the page, controls (but not the words of the text that open their meaning, only the meaning), drawings, cells of tables (their caption is read), what is hidden. */
const SKIPPED = 'nav, form, :not(dfn) > button, [popover], select, svg, thead, tbody, .explainer, .date-block, .entry-label, .tag-list, .after, .visually-hidden, .print-only, [aria-hidden="true"], [data-read="off"]';

/**
 * Where the sentences of a text begin and end: after 。！？ and the quotes that close behind them (the browser's
 * own Intl.Segmenter puts an opening quote to the sentence before). Pieces without a letter or a figure are left out.
 */
export function sentenceBounds(text: string): [start: number, end: number][] {
  return [...text.matchAll(/[^。！？!?]*[。！？!?]+[”’」』）》]*|[^。！？!?]+$/gu)]
    .map((match): [number, number] => [match.index, match.index + match[0].length])
    .filter(([start, end]) => /[\p{L}\p{N}]/u.test(text.slice(start, end)));
}

/** The sentences below `root` in the order of the page; what is not shown is not read. */
export function sentencesOf(root: Element): Sentence[] {
  const blocks = new Map<Element, Text[]>();
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    const block = node.parentElement?.closest(BLOCKS);
    if (!block || !root.contains(block) || node.parentElement?.closest(SKIPPED) || !block.checkVisibility()) continue;
    blocks.set(block, [...(blocks.get(block) ?? []), node]);
  }
  return [...blocks.values()].flatMap((nodes) => {
    const text = nodes.map((node) => node.data).join('');
    const place = (offset: number): [Text, number] => {
      let rest = offset;
      for (const node of nodes) {
        if (rest <= node.length) return [node, rest];
        rest -= node.length;
      }
      const last = nodes.at(-1) as Text;
      return [last, last.length];
    };
    return sentenceBounds(text).map(([start, end]): Sentence => {
      const range = document.createRange();
      range.setStart(...place(start));
      range.setEnd(...place(end));
      return { text: text.slice(start, end).trim(), range };
    });
  });
}
