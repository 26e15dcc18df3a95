/** The list of explainers, the component that draws them and the articles that carry them, against each other. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { EXPLAINERS } from '#/schemas/components.ts';

const names = Object.keys(EXPLAINERS).sort();
const named = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name = '']) => name);

it('every explainer has its island', () => {
  const component = readFileSync('src/components/mdx/Explainer.astro', 'utf8');
  expect(named(component, /\{id === '([a-z-]+)' && <[A-Z]\w+ client:visible /g).sort()).toEqual(names);
});

it('every explainer stands in an article, which then is an interactive one with tips for teachers', () => {
  const articles = readdirSync('content/science').map((file) => ({ file, text: readFileSync(`content/science/${file}`, 'utf8') }));
  const carrying = articles.filter(({ text }) => text.includes('<Explainer '));
  expect([...new Set(carrying.flatMap(({ text }) => named(text, /<Explainer id="([a-z-]+)"/g)))].sort()).toEqual(names);
  expect(carrying.filter(({ text }) => !/^kind: '?interactive'?$/m.test(text) || !text.includes('<Note type="info" title="给老师">')).map(({ file }) => file)).toEqual([]);
});
