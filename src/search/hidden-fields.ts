/**
 * Metadata fields that only the index sees: the built page gets them on its way into Pagefind and is deployed
 * without them. `py`: the sound of the title from each of its syllables on, in full and by initials. `tw`: the
 * title's pairs and Latin words. `tx`: the whole title, letters and digits only. `tn`: Latin words and numbers that
 * Pagefind would cut or drop. `pa`, `aw` and `ax` are
 * `py`, `tw` and `tx` of the aliases.
 */
import { pinyin } from 'pinyin-pro';
import { hiddenTokens, skeleton, units, WHOLE_SOUND, WHOLE_TITLE } from './normalise.ts';

/** Syllables counted from one place on; longer titles are found by any eight of them. */
const LONGEST_SOUND = 8;

/** Syllables of a text, one for each Han character, without tones, ü as v; '' for a character whose sound is not known (rare ones in names). */
export function syllables(han: string): string[] {
  return pinyin(han, { toneType: 'none', type: 'array', v: true }).map((sound) => (/^[a-z]+$/.test(sound) ? sound : ''));
}

/** Everything by which a title may be typed in pinyin: `renshen1 rs1` for 人参. */
export function soundTokens(title: string): string[] {
  const tokens = new Set<string>();
  for (const [run] of title.matchAll(/\p{Script=Han}+/gu)) {
    const sounds = syllables(run).filter(Boolean);
    sounds.forEach((_, i) => {
      const part = sounds.slice(i, i + LONGEST_SOUND);
      if (part.length === 1 && sounds.length > 1) return;
      tokens.add(part.join('') + WHOLE_SOUND);
      if (part.length > 1) tokens.add(part.map((sound) => sound[0]).join('') + WHOLE_SOUND);
    });
  }
  return [...tokens];
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Text of a piece of our own HTML. */
export function textOf(html: string): string {
  return html
    .replace(/<(script|style|template)\b[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) =>
      decimal ? String.fromCodePoint(Number(decimal)) : hex ? String.fromCodePoint(Number.parseInt(hex, 16)) : (ENTITIES[name ?? ''] ?? whole),
    )
    .replace(/\s+/g, ' ')
    .trim();
}

/** Whether Pagefind is to index a page. */
export function isIndexed(html: string): boolean {
  return html.includes('data-pagefind-body') && /<[^>]+\sdata-pagefind-body[\s=>]/.test(html);
}

export interface Titles {
  title: string;
  aliases: string[];
}

/** Title (its h1) and aliases (`<meta name="search-aliases" content="高丽参|…">`) of a built page. */
export function titlesOf(html: string): Titles {
  // Clauses of a title stand in elements of their own, which do not part its words.
  const title = textOf((/<h1\b[^>]*>([\s\S]*?)<\/h1>/.exec(html)?.[1] ?? '').replace(/<\/?span\b[^>]*>/g, ''));
  const aliases = /<meta\b[^>]*\bname="search-aliases"[^>]*\bcontent="([^"]*)"/.exec(html)?.[1] ?? '';
  return { title, aliases: textOf(aliases).split('|').map((alias) => alias.trim()).filter(Boolean) };
}

/** The page as it goes into the index: with the hidden fields, and with its date as something to sort by. */
export function withHiddenFields(html: string): string {
  const { title, aliases } = titlesOf(html);
  const fields = {
    py: soundTokens(title),
    pa: aliases.flatMap(soundTokens),
    tw: [...units(title)],
    tx: [skeleton(title) + WHOLE_TITLE],
    aw: aliases.flatMap((alias) => [...units(alias)]),
    ax: aliases.map((alias) => skeleton(alias) + WHOLE_TITLE),
    tn: hiddenTokens(textOf(html.replace(/^[\s\S]*?\sdata-pagefind-body\b[^>]*>/, ''))),
  };
  const metas = Object.entries(fields).flatMap(([name, tokens]) => (tokens.length > 0 ? [`<meta data-pagefind-meta="${name}[content]" content="${[...new Set(tokens)].join(' ')}">`] : []));
  const date = /data-pagefind-meta="(?:[^"]*,\s*)?date:(\d{4}-\d{2}-\d{2})/.exec(html)?.[1];
  if (date) metas.push(`<meta data-pagefind-sort="date[content]" content="${date}">`);
  return html.replace('</head>', `${metas.join('')}</head>`);
}
