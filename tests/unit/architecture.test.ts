/** The house's rules, read off the imports. A broken rule fails with the rule's own sentence. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { BODY_COMPONENTS } from '#/schemas/components.ts';
import { NOUN_NAMES } from '#/schemas/nouns.ts';

const SRC = path.resolve('src');

function filesBelow(folder: string): string[] {
  return readdirSync(folder).sort().flatMap((name) => {
    const file = path.join(folder, name);
    return statSync(file).isDirectory() ? filesBelow(file) : [file];
  });
}

const code = filesBelow(SRC).filter((file) => /\.(?:ts|tsx|astro|mjs)$/.test(file) && !file.endsWith('.d.ts'));

/** Import specifiers of a file, type imports included: they are arrows as well. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:^|\n)\s*(?:import|export)\b[^'"\n;]*(?:\n[^'"\n;]*)*?\bfrom\s+['"]([^'"]+)['"]|(?:^|\n)\s*import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

/** Room of a path below src: its first folder, or its file name for those that stand in src itself. */
const roomOf = (below: string): string => below.split('/')[0] ?? '';

/** Rooms that a room may import from. Arrows only go down. */
const MAY: Record<string, readonly string[]> = {
  'site.ts': [],
  schemas: ['schemas', 'site.ts'],
  lib: ['lib', 'schemas', 'site.ts'],
  gate: ['gate', 'lib', 'schemas', 'site.ts'],
  search: ['search', 'lib', 'site.ts'],
  cms: ['cms', 'lib', 'schemas', 'site.ts'],
  integrations: ['integrations', 'gate', 'search', 'lib', 'site.ts'],
  publish: ['publish', 'integrations', 'gate', 'search', 'lib', 'schemas', 'site.ts'],
  server: ['server', 'publish', 'gate', 'cms', 'lib', 'schemas', 'site.ts'],
  'content.config.ts': ['gate', 'schemas'],
  'middleware.ts': ['lib'],
  styles: ['styles'],
  components: ['components', 'lib', 'search', 'schemas', 'styles', 'site.ts'],
  layouts: ['layouts', 'components', 'lib', 'schemas', 'styles', 'site.ts'],
  pages: ['layouts', 'components', 'lib', 'schemas', 'site.ts'],
};

const arrows = code.flatMap((file) => {
  const from = path.relative(SRC, file).split(path.sep).join('/');
  return importsOf(file).map((to) => ({ from, to }));
});

test('every room has a rule', () => {
  for (const file of code) expect(Object.keys(MAY), `src/${path.relative(SRC, file)} stands in no room`).toContain(roomOf(path.relative(SRC, file).split(path.sep).join('/')));
});

test('across rooms #/…, inside one ./…, never ../', () => {
  expect(arrows.filter(({ to }) => to.includes('../'))).toEqual([]);
});

test('arrows only go down', () => {
  const broken = arrows.filter(({ from, to }) => to.startsWith('#/') && !MAY[roomOf(from)]?.includes(roomOf(to.slice(2))));
  expect(broken).toEqual([]);
});

test('imports name the file with its ending', () => {
  expect(arrows.filter(({ to }) => /^(?:#\/|\.\/)/.test(to) && !/\.(?:ts|tsx|astro|css|mjs|json)(?:\?\w+)?$/.test(to))).toEqual([]);
});

test('only lib/content.ts queries collections', () => {
  const doors = arrows.filter(({ to, from }) => to === 'astro:content' && from !== 'lib/content.ts' && from !== 'content.config.ts');
  expect(doors).toEqual([]);
});

test('the gate, the CMS, the search and the server use only what runs without Astro', () => {
  const needsAstro = new Set(arrows.filter(({ to }) => to.startsWith('astro:')).map(({ from }) => `#/${from}`));
  for (;;) {
    const more = arrows.filter(({ from, to }) => {
      const target = to.startsWith('./') ? `#/${path.posix.join(path.posix.dirname(from), to)}` : to;
      return needsAstro.has(target) && !needsAstro.has(`#/${from}`);
    });
    if (more.length === 0) break;
    for (const { from } of more) needsAstro.add(`#/${from}`);
  }
  const caught = [...needsAstro].filter((file) => /^#\/(?:gate|cms|search|server|integrations)\//.test(file));
  expect(caught).toEqual([]);
});

test('ui knows no noun, and nouns do not import each other', () => {
  const nouns = NOUN_NAMES as readonly string[];
  const noun = (below: string): string | undefined => nouns.find((name) => below.startsWith(`components/${name}/`));
  const broken = arrows.filter(({ from, to }) => {
    const target = to.startsWith('#/') ? to.slice(2) : '';
    if (from.startsWith('components/ui/')) return noun(target) !== undefined || /^(?:schemas|lib)\/(?:content|nouns|science|quizzes|terms|events|awards|editions|partners|regions|plan)\.ts$/.test(target);
    return noun(from) !== undefined && noun(target) !== undefined && noun(from) !== noun(target);
  });
  expect(broken).toEqual([]);
});

test('nobody imports pages', () => {
  expect(arrows.filter(({ to }) => to.startsWith('#/pages/'))).toEqual([]);
});

test('one noun, five places of one name', () => {
  for (const noun of NOUN_NAMES) {
    const places = [`content/${noun}`, `src/schemas/${noun}.ts`, `src/lib/${noun}.ts`];
    // `pages` are addresses at the root of the site and have no components of their own.
    if (noun !== 'pages') places.push(`src/pages/${noun}`, `src/components/${noun}`);
    for (const place of places) expect(statSync(place, { throwIfNoEntry: false }), `${noun}: ${place} is missing`).toBeDefined();
  }
});

test('the list of body components is the same in schemas and in components/mdx', () => {
  const rendered = readdirSync('src/components/mdx').filter((name) => name.endsWith('.astro')).map((name) => name.replace('.astro', ''));
  // Body writes the others; Picture stands for Markdown's own image.
  expect(rendered.filter((name) => name !== 'Body' && name !== 'Picture').sort()).toEqual(Object.keys(BODY_COMPONENTS).sort());
});

test('no barrel files, no rooms without a name', () => {
  expect(code.filter((file) => /\/(?:utils|helpers|common|misc)(?:\/|\.)/.test(file))).toEqual([]);
});
