/** Tidies a rendered page before its policy is written. Pure. */

/** The page with each `<style>` of its body moved to the end of its head, each text once: Astro writes one before the first island. */
export function withStylesInHead(html: string): string {
  const end = html.indexOf('</head>');
  if (end < 0) return html;
  const found = new Set<string>();
  const rest = html.slice(end).replace(/<style\b[^>]*>[\s\S]*?<\/style>/g, (style) => {
    found.add(style);
    return '';
  });
  return found.size === 0 ? html : html.slice(0, end) + [...found].join('') + rest;
}

/** The page without white space at the end of its inline sheets and scripts: bundlers leave a newline there, and some checkers leave it out of the hash. */
export function withTrimmedInline(html: string): string {
  let tidy = '';
  let from = 0;
  for (let at = html.indexOf('</s'); at >= 0; at = html.indexOf('</s', at + 1)) {
    if (!html.startsWith('</style>', at) && !html.startsWith('</script>', at)) continue;
    tidy += html.slice(from, at).trimEnd();
    from = at;
  }
  return tidy + html.slice(from);
}

/** The page with its islands numbered: Astro names them by the path of the project's folder, and the same page must be the same on any machine. */
export function withNumberedIslands(html: string): string {
  if (!html.includes('<astro-island')) return html;
  const numbers = new Map<string, number>();
  return html.replace(/(<astro-island\b[^>]*?\suid=")([^"]*)/g, (_all, start: string, uid: string) => {
    const number = numbers.get(uid) ?? numbers.size + 1;
    numbers.set(uid, number);
    return `${start}${number}`;
  });
}

/** All of the above, in the order that they need. */
export function tidyPage(html: string): string {
  return withNumberedIslands(withTrimmedInline(withStylesInHead(html)));
}
