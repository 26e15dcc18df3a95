/**
 * Measures that no rule engine takes: sizes of targets, lengths of lines, what sticks out or is cut off.
 * The functions below run inside the page (Playwright sends their source), so each stands alone; sizes are
 * CSS pixels and findings are sentences that name the element.
 */

/** Names an element shortly: `a.more “全部科普”`. Sent into the page with the measures. */
export const NAME = `globalThis.nameOf = (element) => element.tagName.toLowerCase() + (element.getAttribute('class') ? '.' + element.getAttribute('class').split(' ')[0] : '') + ' “' + (element.getAttribute('aria-label') || element.textContent || element.getAttribute('name') || '').trim().slice(0, 24) + '”'`;

declare const nameOf: (element: Element) => string;

/**
 * Controls and links smaller than `least` in one direction. As WCAG 2.5.5 has it: a link or a word to press inside a sentence
 * is left out, and the area counts, not the glyphs: a label belongs to its box, a card to its title's link.
 */
export function smallTargets(least: number): string[] {
  const shown = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !element.closest('.skip-link, .visually-hidden, .sr-only');
  };
  const inSentence = (element: Element): boolean => {
    if (!getComputedStyle(element).display.startsWith('inline')) return false;
    const block = element.closest('p, li, dd, td, th, figcaption, blockquote, h1, h2, h3, h4, caption, div, span.meta');
    const clone = block?.cloneNode(true) as Element | undefined;
    for (const link of clone?.querySelectorAll('a, button, .visually-hidden') ?? []) link.remove();
    return /[\p{L}\p{N}]/u.test(clone?.textContent ?? '');
  };
  const areaOf = (element: Element): DOMRect[] => {
    const after = getComputedStyle(element, '::after');
    if (after.content !== 'none' && after.position === 'absolute') {
      let box: Element | null = element;
      while (box && getComputedStyle(box).position === 'static') box = box.parentElement;
      if (box) return [box.getBoundingClientRect()];
    }
    const labels = element instanceof HTMLInputElement && ['checkbox', 'radio'].includes(element.type) ? [...(element.labels ?? [])] : [];
    return [element, ...labels].map((each) => each.getBoundingClientRect());
  };
  const found: string[] = [];
  for (const element of document.querySelectorAll('a[href], button:not([disabled]), input:not([type=hidden], [disabled]), select, textarea, summary, [role=button], [role=tab], [role=slider]')) {
    if (!shown(element) || inSentence(element)) continue;
    const areas = areaOf(element);
    const width = Math.max(...areas.map((area) => area.right)) - Math.min(...areas.map((area) => area.left));
    const height = Math.max(...areas.map((area) => area.bottom)) - Math.min(...areas.map((area) => area.top));
    if (Math.min(width, height) < least - 0.5) found.push(`${nameOf(element)} ${width.toFixed(0)}×${height.toFixed(0)}`);
  }
  return found;
}

/** Lines of running text longer than `most` Chinese characters, that is, ems of their own type. */
export function longLines(most: number): string[] {
  const found: string[] = [];
  for (const block of document.querySelectorAll('main :is(p, li, dd, td, blockquote, figcaption)')) {
    if (!block.checkVisibility() || block.querySelector('p, li, table, ul, ol') || block.closest('svg')) continue;
    const lines = new Map<number, [number, number]>();
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const { left, right, bottom, width } of range.getClientRects()) {
        if (width === 0) continue;
        const key = Math.round(bottom / 8);
        const [from, to] = lines.get(key) ?? [left, right];
        lines.set(key, [Math.min(from, left), Math.max(to, right)]);
      }
    }
    const size = parseFloat(getComputedStyle(block).fontSize);
    const longest = Math.max(0, ...[...lines.values()].map(([from, to]) => (to - from) / size));
    if (longest > most + 0.5) found.push(`${nameOf(block)} ${longest.toFixed(1)} em`);
  }
  return found;
}

/** What makes the page scroll sideways, and text that ends outside the window without a scroll box of its own. */
export function stickingOut(): string[] {
  const width = document.documentElement.clientWidth;
  const found: string[] = [];
  if (document.documentElement.scrollWidth > width) found.push(`the page is ${document.documentElement.scrollWidth} wide in ${width}`);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (!holder || !node.textContent?.trim() || !holder.checkVisibility() || holder.closest('.visually-hidden, .sr-only, .skip-link, script, style, option')) continue;
    let box: Element | null = holder;
    while (box && !['auto', 'scroll'].includes(getComputedStyle(box).overflowX)) box = box.parentElement;
    if (box && box !== document.documentElement && box !== document.body) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const { right, left } = range.getBoundingClientRect();
    if (right > width + 1 || left < -1) found.push(`${nameOf(holder)} from ${left.toFixed(0)} to ${right.toFixed(0)} in ${width}`);
  }
  return found;
}

/** Text that is cut off by its box, and text that lies over other text. */
export function lostText(): string[] {
  const found: string[] = [];
  const hidden = '.visually-hidden, .sr-only, .skip-link, script, style, noscript, option, svg';
  for (const box of document.querySelectorAll('body *')) {
    const { overflowX, overflowY } = getComputedStyle(box);
    const cuts = [overflowX, overflowY].some((value) => value === 'hidden' || value === 'clip');
    if (!cuts || !box.checkVisibility() || box.closest(hidden) || !box.textContent.trim()) continue;
    if (box.scrollHeight > box.clientHeight + 2 || box.scrollWidth > box.clientWidth + 2) found.push(`${nameOf(box)} cuts off its text`);
  }
  interface Piece { holder: Element; left: number; right: number; top: number; bottom: number }
  const pieces: Piece[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (!holder || !node.textContent?.trim() || !holder.checkVisibility({ visibilityProperty: true }) || holder.closest(hidden)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const { left, right, top, bottom } of range.getClientRects()) {
      // A font's box is higher than its glyphs: only the middle of a line must stay free.
      const edge = (bottom - top) * 0.3;
      if (right - left > 2) pieces.push({ holder, left: left + 1, right: right - 1, top: top + edge, bottom: bottom - edge });
    }
  }
  pieces.sort((a, b) => a.top - b.top);
  pieces.forEach((one, at) => {
    for (let next = at + 1; next < pieces.length; next++) {
      const two = pieces[next] as Piece;
      if (two.top >= one.bottom) break;
      if (two.left < one.right && one.left < two.right && one.holder !== two.holder) found.push(`${nameOf(one.holder)} lies over ${nameOf(two.holder)}`);
    }
  });
  return found;
}

/** Letters in drawings that are drawn smaller than `least` CSS pixels, whatever units the drawing has. */
export function smallLetters(least: number): string[] {
  return [...document.querySelectorAll<SVGTextElement>('main svg text')].flatMap((text) => {
    const matrix = text.getScreenCTM();
    if (!matrix || !text.textContent.trim() || text.getBoundingClientRect().width === 0) return [];
    const size = parseFloat(getComputedStyle(text).fontSize) * Math.sqrt(Math.abs(matrix.a * matrix.d - matrix.b * matrix.c));
    return size < least - 0.05 ? [`${nameOf(text)} ${size.toFixed(1)} px`] : [];
  });
}

/** WCAG 1.4.12: what a reader may set, and nothing may be lost by it. */
export const TEXT_SPACING = '*, ::before, ::after { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }';
