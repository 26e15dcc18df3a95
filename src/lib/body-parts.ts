/**
 * A body's tree as what a page can write: runs of HTML, and between them the components. Pure; the same
 * tree gives the same bytes.
 */
import type { Element, ElementContent, Root, RootContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import type { BodyComponentName } from '#/schemas/components.ts';
import { isComponent, type ComponentNode } from './body.ts';
import { clauses } from './clauses.ts';
import { joinUnits } from './units.ts';
import { href } from './urls.ts';

export type BodyPart =
  | { html: string }
  | { component: BodyComponentName | 'Picture'; attributes: Record<string, string>; children: BodyPart[] };

type Node = RootContent | ElementContent | ComponentNode;

/** Links below the base path; outside links say so to the referrer policy only. */
function carryLinks(node: Element): Element {
  const target = node.properties['href'];
  if (node.tagName !== 'a' || typeof target !== 'string') return node;
  return { ...node, properties: { ...node.properties, href: href(target) } };
}

/** The text of a node, without what is set around it. */
function textOf(node: ElementContent): string {
  return node.type === 'text' ? node.value : node.type === 'element' ? node.children.map((child) => textOf(child)).join('') : '';
}

/** A first column of so few characters is never broken. */
const SHORT = 6;

/** Whether every row begins with a few characters, which then stay on one line. */
function beginsShort(table: Element): boolean {
  const rows = (node: Element): Element[] => node.children.flatMap((child) => (child.type !== 'element' ? [] : child.tagName === 'tr' ? [child] : rows(child)));
  return rows(table).every((row) => {
    const first = row.children.find((cell) => cell.type === 'element');
    return !first || [...textOf(first).trim()].length <= SHORT;
  });
}

/** A wide table scrolls in a box of its own that the keyboard can reach. */
function wrapTable(node: Element): Element {
  const table = beginsShort(node) ? { ...node, properties: { ...node.properties, dataShort: '' } } : node;
  return { type: 'element', tagName: 'div', properties: { className: ['table-scroll'], tabIndex: 0, role: 'group', ariaLabel: '表格，可左右滚动' }, children: [table] };
}

function hasParts(node: Node): boolean {
  if (isComponent(node)) return true;
  return node.type === 'element' && (node.tagName === 'img' || node.children.some((child) => hasParts(child)));
}

/** A heading of one text breaks between its clauses first, as titles do. */
function setHeading(node: Element): Element {
  const [only, ...rest] = node.children;
  const parts = only?.type === 'text' && rest.length === 0 ? clauses(only.value) : [];
  return parts.length < 2 ? node : { ...node, children: parts.map((value) => ({ type: 'element', tagName: 'span', properties: { className: ['clause'] }, children: [{ type: 'text', value }] })) };
}

function prepare(node: Node): Node {
  if (node.type === 'text') return { ...node, value: joinUnits(node.value) };
  if (node.type !== 'element' || node.tagName === 'pre' || node.tagName === 'code') return node;
  const children = node.children.map((child) => prepare(child) as ElementContent);
  const linked = carryLinks({ ...node, children });
  if (/^h[2-4]$/.test(linked.tagName)) return setHeading(linked);
  // The corner of a table with headings on two sides is empty: a cell, not a heading without a name.
  if (linked.tagName === 'th') return children.length === 0 ? { ...linked, tagName: 'td' } : { ...linked, properties: { ...linked.properties, scope: 'col' } };
  return linked.tagName === 'table' ? wrapTable(linked) : linked;
}

/** Parts of a tree, neighbouring HTML joined. */
export function bodyParts(tree: Root | { children: Node[] }): BodyPart[] {
  const parts: BodyPart[] = [];
  const html = (text: string): void => {
    const last = parts.at(-1);
    if (last && 'html' in last) last.html += text;
    else if (text) parts.push({ html: text });
  };
  const walk = (node: Node): void => {
    if (isComponent(node)) {
      const attributes: Record<string, string> = {};
      for (const attribute of node.attributes) if (attribute.type === 'mdxJsxAttribute' && typeof attribute.value === 'string') attributes[attribute.name] = attribute.value;
      parts.push({ component: node.name as BodyComponentName, attributes, children: bodyParts({ children: node.children as Node[] }) });
    } else if (node.type === 'element' && node.tagName === 'img') {
      parts.push({ component: 'Picture', attributes: { src: String(node.properties['src'] ?? ''), alt: String(node.properties['alt'] ?? '') }, children: [] });
    } else if (node.type === 'element' && hasParts(node)) {
      const shell = toHtml({ ...node, children: [] });
      const close = `</${node.tagName}>`;
      html(shell.slice(0, shell.length - close.length));
      node.children.forEach((child) => { walk(child); });
      html(close);
    } else html(toHtml(node as RootContent));
  };
  tree.children.forEach((child) => { walk(prepare(child as Node)); });
  return parts;
}
