/**
 * What the search sees of a page: the element that is marked `data-pagefind-body` without what is marked
 * `data-pagefind-ignore` in it, and the metadata of the head. Nothing else of a page reaches the index, so a page of
 * which only the rest has changed (lists of related entries, dates, navigation) is the same page to the search.
 */

const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);

/** Where the element ends whose opening tag, of this name, stands at `from`; undefined when it is not closed. */
function endOf(html: string, name: string, from: number): number | undefined {
  const opened = html.indexOf('>', from) + 1;
  if (opened === 0) return undefined;
  if (VOID.has(name) || html[opened - 2] === '/') return opened;
  const tags = new RegExp(`<(/?)${name}(?=[\\s>/])[^>]*?(/?)>`, 'g');
  tags.lastIndex = from;
  let depth = 0;
  for (let tag = tags.exec(html); tag; tag = tags.exec(html)) {
    if (tag[1] === '/') depth--;
    else if (tag[2] !== '/') depth++;
    if (depth === 0) return tags.lastIndex;
  }
  return undefined;
}

/** The first opening tag with this attribute from a place on. */
function marked(html: string, attribute: string, from = 0): { at: number; name: string } | undefined {
  const tags = new RegExp(`<([a-z][a-z0-9]*)(?=\\s)[^>]*\\s${attribute}(?=[\\s=>/])`, 'g');
  tags.lastIndex = from;
  const found = tags.exec(html);
  return found ? { at: found.index, name: found[1] ?? '' } : undefined;
}

/** The page with nothing but what the search sees, as a page of its own. A page in which an end is missing, or that is not searched, comes back as it is, and so does what came back. */
export function searchedPart(html: string): string {
  const plain = html.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, '');
  const body = marked(plain, 'data-pagefind-body');
  const end = body && endOf(plain, body.name, body.at);
  if (!body || end === undefined) return html;
  const kept: string[] = [];
  let at = body.at;
  for (let left = marked(plain, 'data-pagefind-ignore', at); left && left.at < end; left = marked(plain, 'data-pagefind-ignore', at)) {
    const over = endOf(plain, left.name, left.at);
    if (over === undefined) return html;
    // A break parts two words even when it is left out; what has an end parts nothing.
    kept.push(plain.slice(at, left.at), VOID.has(left.name) ? plain.slice(left.at, over) : '');
    at = over;
  }
  const text = [...kept, plain.slice(at, end)].join('');
  const head = plain.slice(0, body.at).match(/<meta\b[^>]*(?:\sdata-pagefind-|\bname="search-aliases")[^>]*>/g) ?? [];
  return `${/<html\b[^>]*>/.exec(plain)?.[0] ?? '<html>'}<head>${head.join('')}</head><body>${text}</body></html>`;
}
