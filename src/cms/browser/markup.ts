/** Pages of the browser's own parser in the form that the reader of pages takes. Nothing of them runs or loads. */
import type { Markup } from '#/cms/blocks.ts';

function wrapped(node: Element | DocumentFragment): Markup {
  return {
    tag: node instanceof Element ? node.localName : '',
    attribute: (name) => (node instanceof Element ? (node.getAttribute(name) ?? '') : ''),
    children: [...node.childNodes].flatMap((child): (Markup | string)[] => (child instanceof Element ? [wrapped(child)] : child.nodeType === Node.TEXT_NODE ? [child.textContent ?? ''] : [])),
  };
}

/** Parses HTML without a window: no script, no picture of it is loaded. */
export function parseMarkup(html: string): Markup {
  return wrapped(new DOMParser().parseFromString(html, 'text/html').body);
}
