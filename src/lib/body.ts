/**
 * A body as data: the syntax tree that the gate judges is the tree that the page renders. No module is
 * made of an entry and nothing in it is evaluated.
 */
import GithubSlugger from 'github-slugger';
import type { Element, ElementContent, Nodes, Root, RootContent } from 'hast';
import { mdxToHast, type MdxJsxFlowElementHast, type MdxJsxTextElementHast } from 'satteri';
import { protectProse, type BodyFault } from './body-source.ts';

export interface Heading {
  depth: number;
  id: string;
  text: string;
}

export interface Body {
  tree: Root;
  /** h2 and h3 in order. */
  headings: Heading[];
  faults: BodyFault[];
}

export type ComponentNode = MdxJsxFlowElementHast | MdxJsxTextElementHast;
export type BodyNode = Nodes | RootContent | ElementContent;

const FEATURES = { gfm: { footnotes: { label: '脚注', backLabel: '回到正文' } }, frontmatter: false, smartPunctuation: false } as const;

/** Whether a node is one of the allowed components (or would be one). */
export function isComponent(node: { type: string }): node is ComponentNode {
  return node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement';
}

/** All text below a node. */
export function textOf(node: BodyNode | ComponentNode): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map((child) => textOf(child)).join('') : '';
}

/**
 * CommonMark leaves `**注意：**请看` as asterisks, because the closing run stands between punctuation and
 * a letter; Chinese is written without the space that the rule waits for. Pairs of `**` that are left in
 * the text of one parent are made strong here, across the nodes between them.
 */
function pairStrong(children: ElementContent[]): ElementContent[] {
  const flat: (ElementContent | '**')[] = [];
  let marks = 0;
  for (const child of children) {
    if (child.type !== 'text' || !child.value.includes('**')) {
      flat.push(child);
      continue;
    }
    child.value.split('**').forEach((value, index) => {
      if (index > 0) {
        flat.push('**');
        marks++;
      }
      if (value) flat.push({ type: 'text', value });
    });
  }
  if (marks < 2) return children;
  const out: ElementContent[] = [];
  let open: ElementContent[] | undefined;
  let left = marks;
  for (const item of flat) {
    if (item !== '**') {
      (open ?? out).push(item);
      continue;
    }
    left--;
    if (open) {
      out.push(open.length > 0 ? { type: 'element', tagName: 'strong', properties: {}, children: open } : { type: 'text', value: '****' });
      open = undefined;
    } else if (left > 0) open = [];
    else out.push({ type: 'text', value: '**' });
  }
  return out;
}

function refine(node: BodyNode | ComponentNode, headings: Heading[], slugger: GithubSlugger): void {
  if (!('children' in node)) return;
  if (node.type === 'element' && (node.tagName === 'pre' || node.tagName === 'code')) return;
  node.children = pairStrong(node.children as ElementContent[]) as typeof node.children;
  if (node.type === 'element') {
    const depth = /^h([1-6])$/.exec(node.tagName)?.[1];
    // The footnote section brings a heading with an id of its own.
    if (depth && node.properties['id'] === undefined) {
      const text = textOf(node).trim();
      const id = slugger.slug(text) || `s-${headings.length + 1}`;
      node.properties['id'] = id;
      headings.push({ depth: Number(depth), id, text });
    }
  }
  for (const child of node.children) refine(child as BodyNode, headings, slugger);
}

/** Parses a body (Markdown and allowed components). Never throws: what the parser refuses is a fault with its line. */
export function parseBody(source: string): Body {
  const { text, faults } = protectProse(source);
  let tree: Root;
  try {
    tree = mdxToHast(text, { features: FEATURES }) as unknown as Root;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const line = Number(/^(\d+):\d+/.exec(message)?.[1] ?? 1);
    const unclosed = /closing tag|Expected a closing|end tag/i.exec(message);
    faults.push({ line, message: unclosed ? '组件的开始和结束标签没有成对' : '正文的标记读不懂', fix: '检查这一段里的尖括号和组件标签；组件的开始、结束标签各占一行', severity: 'error' });
    return { tree: { type: 'root', children: [] }, headings: [], faults };
  }
  const headings: Heading[] = [];
  refine(tree, headings, new GithubSlugger());
  return { tree, headings, faults };
}

/** Plain text of the body, blocks separated by newlines: for excerpts, feeds and checks. */
export function plainText(tree: Root): string {
  const blocks: string[] = [];
  const walk = (node: BodyNode | ComponentNode): void => {
    if (node.type === 'text') {
      if (node.value.trim()) blocks.push(node.value.trim());
    } else if (node.type === 'element' && /^(?:p|h[1-6]|li|td|th|pre)$/.test(node.tagName)) {
      const text = textOf(node).replace(/\s+/g, ' ').trim();
      if (text) blocks.push(text);
    } else if ('children' in node) node.children.forEach((child) => { walk(child as BodyNode); });
  };
  walk(tree);
  return blocks.join('\n');
}

export type { BodyFault, Element, Root };
