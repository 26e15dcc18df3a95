/** Rules that a page cannot use are left out of it; those that it can use, and those that its scripts may need, stay. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { LATER_CLASSES, namesIn, SERVED_ELEMENTS, withUsedStyles } from '#/lib/page-styles.ts';

const page = (styles: string[], body: string): string => `<html><head><meta charset="utf-8">${styles.map((css) => `<style>${css}</style>`).join('')}<title>x</title></head><body>${body}</body></html>`;
const sheet = (html: string): string => [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, css = '']) => css).join('|');

describe('the sheets of a page', () => {
  it('become one, in their order, without rules for classes that the page has not', () => {
    const html = withUsedStyles(page(['@layer a,b;', '.card{color:red}.dated .card{color:blue}', '@layer b{.other,.card{margin:0}p{margin:1px}}'], '<p class="x card">甲</p>'));
    expect(sheet(html)).toBe('@layer a;@layer b{.card{margin:0}p{margin:1px}}.card{color:red}');
  });

  it('ask for nothing that is not there', () => {
    expect(sheet(withUsedStyles(page([':is(.a,.b,p) a{color:red}:is(.b,.c) a{color:red}@media print{.b,.a>p,i{color:red}}'], '<p class="a">甲</p>')))).toBe(':is(.a,p) a{color:red}@media print{.a>p,i{color:red}}');
  });

  it('keep a rule that only excludes or looks for a class', () => {
    expect(sheet(withUsedStyles(page(['p:not(.gone){color:red}div:has(.gone){color:red}'], '<p>甲</p>')))).toBe('p:not(.gone),div:has(.gone){color:red}');
  });

  it('keep what a script of the page names, and a template holds', () => {
    const css = '.made{color:red}.held{color:red}.none{color:red}';
    expect(sheet(withUsedStyles(page([css], '<template><i class="held"></i></template><script>x.className="made"</script>')))).toBe('.made,.held{color:red}');
  });

  it('lose rules for kinds that the page has not, and steps of ramps that no role takes', () => {
    const css = ':root{--forest-97:red;--lake-97:blue;--song:serif;--wash:var(--forest-97)}[data-section=plan]{--wash:var(--lake-97)}[data-box=steps] li,p{color:var(--wash)}';
    expect(sheet(withUsedStyles(page([css], '<p data-box="tip">甲</p>')))).toBe(':root{--forest-97:red;--song:serif;--wash:var(--forest-97)}p{color:var(--wash)}');
    expect(sheet(withUsedStyles(page([css], '<ol data-box="steps" data-section="plan"></ol>')))).toBe(css);
  });

  it('lose rules for elements that neither the page nor a script of it has', () => {
    const css = 'td,p{color:red}blockquote:before{color:red}.table a,:is(th,td)>a{color:red}thead th{color:red}@media print{figure{color:red}}';
    expect(sheet(withUsedStyles(page([css], '<p class="table">甲</p><script>a.append("th")</script>')))).toBe('p,.table a,:is(th)>a{color:red}');
    expect(sheet(withUsedStyles(page([css], '<table class="table"><thead><tr><th>甲<td>乙</table><figure></figure>')))).toContain('thead th{color:red}@media print{figure{color:red}}');
  });

  it('stay as they are on a page with islands, whose scripts write what is not known here', () => {
    const html = page(['.a{color:red}', '.b{color:red}'], '<astro-island uid="1"></astro-island>');
    expect(withUsedStyles(html)).toBe(html);
  });

  it('keep what the code of its islands names', () => {
    const html = page(['.a{color:red}.b{color:red}.belt-1{color:red}.other-1{color:red}[data-tone=rose]{color:red}[data-box=tip]{color:red}'], '<astro-island uid="1"></astro-island>');
    expect(sheet(withUsedStyles(html, namesIn('class:"b",class:`belt-${n}`,"data-tone":t')))).toBe('.b,.belt-1,[data-tone=rose]{color:red}');
  });

  it('must be CSS', () => {
    expect(() => withUsedStyles(page(['.a{color:red}}'], ''))).toThrow();
  });
});

it('every class that a script on demand gives is kept, and it makes no element that only pages bring', () => {
  const sources = [...['panel.ts', 'read-aloud.ts', 'sentences.ts'].map((name) => path.join('src/components/reading', name)), 'src/components/search/header-suggestions.ts'];
  expect(readdirSync('src/components/reading')).toContain('panel.ts');
  const given = sources.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/(?:className:?\s*=?\s*|classList\.add\()'([^']+)'/g)].flatMap(([, names = '']) => names.split(' ')));
  expect(given.length).toBeGreaterThan(1);
  expect(given.filter((name) => !LATER_CLASSES.includes(name))).toEqual([]);
  const made = sources.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/(?:createElement|part)\('([a-z]+)'/g)].map(([, name = '']) => name));
  expect(made).toContain('select');
  expect(made.filter((name) => SERVED_ELEMENTS.includes(name))).toEqual([]);
});
