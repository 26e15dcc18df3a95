/** The articles of a content folder as other generators take them. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { protectProse } from '#/lib/body-source.ts';
import { parseEntryFile } from '#/lib/front-matter.ts';

export interface Article {
  id: string;
  title: string;
  summary: string;
  date: string;
  topics: string[];
  body: string;
}

/** Science and events: what makes up the corpus. */
export function articlesOf(content: string): Article[] {
  return ['science', 'events'].flatMap((noun) => readdirSync(path.join(content, noun)).sort().map((name): Article => {
    const { data, body } = parseEntryFile(readFileSync(path.join(content, noun, name), 'utf8'));
    const { title, summary, published = '2026-01-01T09:00', topics = [] } = data as { title: string; summary: string; published?: string; topics?: string[] };
    return { id: name.replace(/\.mdx$/, ''), title, summary, date: published.slice(0, 10), topics, body };
  }));
}

/** Components as plain Markdown: pictures stay, boxes become their text. */
function plain(body: string): string {
  return body
    .replace(/<Figure\s[^>]*?src="([^"]*)"[^>]*?alt="([^"]*)"[^>]*\/>/g, (_, src: string, alt: string) => `![${alt}](/${src.replace(/^\//, '')})`)
    .replace(/^<\/?[A-Z][^>]*>$/gm, '');
}

/** Writes them below `folder`. As MDX the components stay, and prose is made safe for the parser as this site does it. */
export function writeArticles(articles: readonly Article[], folder: string, form: 'md' | 'mdx'): void {
  mkdirSync(folder, { recursive: true });
  for (const { id, body, title, summary, date, topics } of articles) {
    const fields = stringify({ title, description: summary, summary, date, topics }, { lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' });
    writeFileSync(path.join(folder, `${id}.${form}`), `---\n${fields}---\n\n${form === 'mdx' ? protectProse(body).text : plain(body)}\n`);
  }
}
