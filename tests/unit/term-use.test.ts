/** Terms: where they are found, how they are ordered, and that the content's pinyin is right. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pinyin } from 'pinyin-pro';
import { describe, expect, test } from 'vitest';
import { parseBody, plainText } from '#/lib/body.ts';
import { parseEntryFile } from '#/lib/front-matter.ts';
import { byInitial, plainPinyin, termFinder } from '#/lib/term-use.ts';
import { terms } from '#/schemas/terms.ts';

const term = (title: string, sound = 'x', aliases: string[] = []) => ({ data: { title, aliases, pinyin: sound } });
const titles = (found: { data: { title: string } }[]): string[] => found.map(({ data }) => data.title);

describe('a text', () => {
  const find = termFinder([term('血糖'), term('胰高血糖素'), term('对照', 'x', ['对照组']), term('DNA'), term('锈')]);
  test('gives its terms in the order of their first use, each once', () => {
    expect(titles(find('对照组的血糖，再看对照。血糖'))).toEqual(['对照', '血糖']);
  });
  test('does not use what only stands inside a longer term', () => {
    expect(titles(find('胰高血糖素'))).toEqual(['胰高血糖素']);
    expect(titles(find('胰高血糖素使血糖升高'))).toEqual(['胰高血糖素', '血糖']);
  });
  test('uses a Latin word only as a word, and passes over single characters', () => {
    expect(titles(find('DNA和cDNA2'))).toEqual(['DNA']);
    expect(titles(find('cDNA，生锈'))).toEqual([]);
    expect(termFinder([])('血糖')).toEqual([]);
  });
});

test('pinyin orders without its tones', () => {
  expect(plainPinyin('nüè yuán chóng')).toBe('nueyuanchong');
  const letters = byInitial([term('年轮', 'nián lún'), term('安慰剂', 'ān wèi jì'), term('疟原虫', 'nüè yuán chóng'), term('耐药', 'nài yào')]);
  expect(letters.map(({ letter, terms: held }) => [letter, titles(held)])).toEqual([['A', ['安慰剂']], ['N', ['耐药', '年轮', '疟原虫']]]);
});

describe('the content', () => {
  const read = (noun: string) => readdirSync(path.join('content', noun)).map((name) => parseEntryFile(readFileSync(path.join('content', noun, name), 'utf8')));
  const all = read('terms').map(({ data }) => terms.parse(data));
  // Digits are read as numbers are, which the dictionary does not do.
  const han = all.filter(({ title }) => /^\p{Script=Han}+$/u.test(title));

  test('has forty terms or more, each used in an article', () => {
    expect(all.length).toBeGreaterThanOrEqual(40);
    const find = termFinder(all.map((data) => ({ data })));
    const used = new Set(read('science').flatMap(({ body }) => titles(find(plainText(parseBody(body).tree)))));
    expect(all.filter(({ title }) => !used.has(title)).map(({ title }) => title)).toEqual([]);
  });
  test.each(han)('has the pinyin of the dictionary: $title', ({ title, pinyin: sound }) => {
    expect(sound).toBe(pinyin(title));
  });
  test('names no word for two terms', () => {
    const names = all.flatMap(({ title, aliases }) => [title, ...aliases]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});
