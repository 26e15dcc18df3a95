/**
 * Makes a content folder of any size for benchmarks, from the site's own texts: paragraphs, tables, notes
 * and relations of the real articles are dealt out anew, so that pages weigh what real ones weigh. The
 * same count gives the same bytes.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { parseEntryFile } from '#/lib/front-matter.ts';

const SOURCE = path.resolve('content');
/** The picture of the fixtures, under so many names: each is read, measured and made in three widths for itself. */
const PICTURE = path.resolve('tests/fixtures/content/media/test-cover.webp');
const PICTURES = 24;
const pictureName = (index: number): string => `media/bench-${String(index % PICTURES).padStart(2, '0')}.webp`;
const ALT = '一串结着霜的葡萄（测试图）';

/** mulberry32: a small generator with a seed, so that a corpus can be made again. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const entriesOf = (noun: string): { data: Record<string, unknown>; body: string }[] =>
  readdirSync(path.join(SOURCE, noun)).sort().map((name) => parseEntryFile(readFileSync(path.join(SOURCE, noun, name), 'utf8')));

/** Blocks of a body that stand alone: a component with all that is inside is one block. */
function blocksOf(body: string): string[] {
  const blocks: string[] = [];
  let open = '';
  for (const part of body.split(/\n{2,}/)) {
    open = open ? `${open}\n\n${part}` : part;
    const starts = open.match(/<[A-Z]\w*[^/>]*>/g)?.length ?? 0;
    const ends = open.match(/<\/[A-Z]\w*>/g)?.length ?? 0;
    if (starts > ends) continue;
    if (open.trim() && !open.includes('](/')) blocks.push(open.trim());
    open = '';
  }
  return blocks;
}

/** `2019-03-07T09:00` and later, spread over seven years. */
function publishedAt(index: number): string {
  return new Date(Date.UTC(2019, 0, 1, 9) + ((index * 7919) % 2500) * 86_400_000).toISOString().slice(0, 16);
}

/** Writes a content folder with about `count` entries (the real ones, then made ones: nine articles to one event). */
export function makeCorpus(folder: string, count: number): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(SOURCE, folder, { recursive: true });
  mkdirSync(path.join(folder, 'media'), { recursive: true });
  for (let index = 0; index < PICTURES; index++) cpSync(PICTURE, path.join(folder, pictureName(index)));
  const science = entriesOf('science');
  // What one does or plays with has parts of its own, which paragraphs dealt out anew do not make.
  const prose = science.filter(({ data }) => data['kind'] !== 'interactive' && data['kind'] !== 'handson');
  const events = entriesOf('events').filter(({ data }) => data['allDay'] !== true && data['status'] === undefined && data['previous'] === undefined);
  const blocks = science.flatMap(({ body }) => blocksOf(body)).filter((block) => !block.startsWith('#'));
  const heads = science.flatMap(({ body }) => body.match(/^## .+$/gm) ?? []).map((head) => head.slice(3));
  const titles = science.map(({ data }) => String(data['title']).replace(/[？。！]$/, ''));
  const next = random(count);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const real = ['science', 'events', 'awards', 'editions', 'partners', 'regions', 'plan', 'pages'].reduce((sum, noun) => sum + entriesOf(noun).length, 0);
  const write = (noun: string, id: string, data: Record<string, unknown>, body: string): void => {
    writeFileSync(path.join(folder, noun, `${id}.mdx`), `---\n${stringify({ ...data, urlName: id }, { lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' })}---\n\n${body}\n`);
  };
  for (let index = 0; index < count - real; index++) {
    const id = `b${String(index).padStart(5, '0')}`;
    if (index % 10 === 9) {
      const { data, body } = pick(events);
      const start = new Date(Date.UTC(2024, 0, 1, 1) + ((index * 37) % 1300) * 86_400_000).toISOString().slice(0, 10);
      write('events', id, { ...data, id: `ev${String(index).padStart(6, '0')}`, title: `${pick(titles)}：第 ${index} 场`, start: `${start}T09:00`, end: `${start}T11:00`, occurrences: [], materials: [], registration: { kind: 'none' }, sample: false, published: publishedAt(index) }, body);
      continue;
    }
    const { data } = pick(prose);
    const sections = Array.from({ length: 4 }, () => `## ${pick(heads)}（${Math.floor(next() * 900) + 100}）\n\n${Array.from({ length: 4 }, () => pick(blocks)).join('\n\n')}`);
    const before = index > 9 ? `b${String(index - 1 - ((index - 1) % 10 === 9 ? 1 : 0)).padStart(5, '0')}` : undefined;
    const link = before ? `\n\n可以接着读[上一篇](/science/${before}/)。` : '';
    const figure = index % 6 === 0 ? `\n\n<Figure src="${pictureName(index + 7)}" alt="${ALT}" caption="测试图" />` : '';
    const cover = index % 3 === 0 ? { cover: { src: pictureName(index), alt: ALT, credit: '测试' } } : {};
    write('science', id, { ...data, ...cover, title: `${pick(titles)}（${index}）`.slice(0, 60), published: publishedAt(index) }, sections.join('\n\n') + figure + link);
  }
}
