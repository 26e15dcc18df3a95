/**
 * Marks the first use of each term in an article's text, so that its meaning can be shown on the spot. Pure:
 * works on a body's syntax tree before it is written as HTML.
 */
import type { Element, ElementContent, Root, RootContent, Text } from 'hast';
import { namePattern, ownersOf, type Named } from './term-use.ts';

/** A term as the page shows it. */
export interface MarkedTerm extends Named {
  data: Named['data'] & { definition: string; urlName: string };
}

/** Text in these is not marked: headings lead, links go elsewhere, code and quotations are not ours. */
const LEFT_ALONE = new Set(['h2', 'h3', 'h4', 'a', 'code', 'pre', 'blockquote', 'th', 'sup', 'button']);
const isElement = (node: RootContent | ElementContent): node is Element => node.type === 'element';

const text = (value: string): Text => ({ type: 'text', value });
const element = (tagName: string, properties: Element['properties'], ...children: ElementContent[]): Element => ({ type: 'element', tagName, properties, children });

/**
 * The word as a button that opens what it means: by tap, click or Enter everywhere (`popover`, without a
 * script), on hover and focus where the browser can lay it beside the word (styles/terms.css). The list of terms at
 * the end of the page leads on to each term's own page.
 */
function mark(word: string, { data }: MarkedTerm, number: number): Element {
  const id = `t${number}`;
  return element('dfn', {},
    element('button', { type: 'button', popoverTarget: id }, text(word)),
    element('span', { id, popover: '', dataPagefindIgnore: '' }, text(word === data.title ? data.definition : `${data.title}：${data.definition}`)));
}

/** A copy of the tree in which the first use of each term is marked. Without terms it is the tree itself. */
export function markTerms(tree: Root, terms: readonly MarkedTerm[]): Root {
  if (terms.length === 0) return tree;
  const owners = ownersOf(terms);
  const any = namePattern([...owners.keys()]);
  const seen = new Set<MarkedTerm>();
  const marked = (value: string): ElementContent[] => {
    const out: ElementContent[] = [];
    let at = 0;
    for (const match of value.matchAll(any)) {
      const term = owners.get(match[0]);
      if (!term || seen.has(term)) continue;
      seen.add(term);
      if (match.index > at) out.push(text(value.slice(at, match.index)));
      out.push(mark(match[0], term, seen.size));
      at = match.index + match[0].length;
    }
    if (at < value.length) out.push(text(value.slice(at)));
    return out;
  };
  const walk = (children: readonly ElementContent[]): ElementContent[] => children.flatMap((child): ElementContent[] => {
    if (child.type === 'text') return marked(child.value);
    return isElement(child) && !LEFT_ALONE.has(child.tagName) ? [{ ...child, children: walk(child.children) }] : [child];
  });
  return { ...tree, children: tree.children.map((child) => (isElement(child) && !LEFT_ALONE.has(child.tagName) ? { ...child, children: walk(child.children) } : child)) };
}
