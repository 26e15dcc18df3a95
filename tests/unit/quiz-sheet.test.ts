/** Quizzes: what the schema refuses, how a seed deals, and what is said to an answer. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { KIND_LABELS } from '#/components/quizzes/labels.ts';
import { formField } from '#/cms/decap-fields.ts';
import { tidy } from '#/cms/entry-format.ts';
import { labelOf, references } from '#/gate/schema-fields.ts';
import { parseEntryFile } from '#/lib/front-matter.ts';
import { answerInWords, cleanSeed, dealSheet, isRight, readSheetAddress, remark, sheetItem, writeSheetAddress, type ChoiceItem, type SheetItem } from '#/lib/quiz-sheet.ts';
import { LEAST_QUESTIONS, QUESTION_KINDS, quizzes, type Question } from '#/schemas/quizzes.ts';

const grounds = { explanation: '因为这是一道测试用的题目。', article: 'ice-wine' };
const single = (fields: object = {}) => ({ kind: 'single', text: '第一题选哪一项？', options: ['甲', '乙', '丙'], answer: 2, ...grounds, ...fields });
const order = (fields: object = {}) => ({ kind: 'order', text: '怎样排才对呢？', options: ['末', '首', '中'], answer: [2, 3, 1], ...grounds, ...fields });
const multiple = (fields: object = {}) => ({ kind: 'multiple', text: '哪几项是对的？', options: ['子', '丑', '寅'], answer: [1, 3], ...grounds, ...fields });
const estimate = (fields: object = {}) => ({ kind: 'estimate', text: '大约有多少克？', value: 100, unit: '克', factor: 2, ...grounds, ...fields });
const questionSchema = quizzes.shape.questions.element;
const faults = (question: object): string[] => questionSchema.safeParse(question).error?.issues.map(({ path: at, message }) => `${at.join('.')}：${message}`) ?? [];

describe('the schema', () => {
  test.each([single(), order(), multiple(), estimate()])('takes a sound question: $kind', (question) => {
    expect(faults(question)).toEqual([]);
  });
  test.each([
    ['an answer that is no option', single({ answer: 4 }), 'answer：没有这一项'],
    ['an answer of 0', single({ answer: 0 }), 'answer：序号从 1 开始'],
    ['several answers with one that is no option', multiple({ answer: [1, 5] }), 'answer：没有这一项'],
    ['an answer twice', multiple({ answer: [1, 1] }), 'answer：答案里有两个相同的序号'],
    ['an order that leaves one out', order({ answer: [2, 3] }), 'answer：次序要把每一项的序号都写到'],
    ['an order with one twice', order({ answer: [2, 2, 1] }), 'answer：次序要把每一项的序号都写到'],
    ['a list that comes in order', order({ answer: [1, 2, 3] }), 'options：各项已经排好了次序'],
    ['two options alike', single({ options: ['甲', '甲', '丙'] }), '里有两项相同'],
    ['a value of nothing', estimate({ value: 0 }), 'value：“答案（数）”要大于 0'],
    ['no ground', single({ article: undefined }), 'article：写明依据'],
    ['an unknown kind', single({ kind: 'essay' }), '请选择“题型”'],
  ])('refuses %s', (_name, question, fault) => {
    expect(faults(question).join('\n')).toContain(fault);
  });
  test('wants at least eight questions, and no question twice', () => {
    const quiz = (questions: object[]) => quizzes.safeParse({ title: '一份小测验', urlName: 'x', summary: '测试用的小测验，写得足够长，好让它通过检查。', topics: ['method'], questions }).error?.issues.map(({ message }) => message);
    const many = Array.from({ length: LEAST_QUESTIONS }, (_, index) => single({ text: `第 ${index} 题选哪一项？` }));
    expect(quiz(many)).toBeUndefined();
    expect(quiz(many.slice(1))).toEqual([`至少写 ${LEAST_QUESTIONS} 道题`]);
    expect(quiz([...many, single({ text: '第 0 题选哪一项？' })])).toEqual(['有两道题的题目相同']);
  });
});

test('gate, form and file know which kind an item is', () => {
  const data = { questions: [order(), estimate({ article: 'x', source: { title: '甲', publisher: '乙' } })] };
  expect(references(quizzes, data)).toEqual([
    { path: ['questions', 0, 'article'], value: 'ice-wine', noun: 'science' },
    { path: ['questions', 1, 'article'], value: 'x', noun: 'science' },
  ]);
  expect(labelOf(quizzes, ['questions', 0, 'answer', 1], data)).toBe('题目 › 第 1 项 › 正确的次序 › 第 2 项');
  expect(labelOf(quizzes, ['questions', 1, 'value'], data)).toBe('题目 › 第 2 项 › 答案（数）');
  const field = formField('questions', quizzes.shape.questions, 'quizzes.questions', []);
  expect(field).toMatchObject({ widget: 'list', typeKey: 'kind', min: LEAST_QUESTIONS });
  const types = field['types'] as { name: string; label: string; fields: { name: string; label: string }[] }[];
  expect(Object.fromEntries(types.map(({ name, label }) => [name, label]))).toEqual(QUESTION_KINDS);
  for (const { fields } of types) {
    expect(fields.map(({ name }) => name)).not.toContain('kind');
    for (const { label } of fields) expect(label).toMatch(/\p{Script=Han}/u);
  }
  expect(Object.keys(tidy({ unit: '克', value: 1, text: '题', kind: 'estimate' }, questionSchema) as object)).toEqual(['kind', 'text', 'value', 'unit']);
});

describe('the seed', () => {
  const items = [single(), order(), multiple(), estimate()].map((question) => sheetItem(questionSchema.parse(question) as Question, []));
  const words = (item: SheetItem): string => (item.kind === 'estimate' ? item.unit : item.answer.map((place) => item.options[place]).join());

  test('none leaves the sheet as it is', () => { expect(dealSheet(items, '')).toEqual(items); });
  test('the same gives the same sheet, another another', () => {
    expect(dealSheet(items, '4821')).toEqual(dealSheet(items, '4821'));
    const sheets = new Set(Array.from({ length: 40 }, (_, seed) => JSON.stringify(dealSheet(items, String(seed)))));
    expect(sheets.size).toBeGreaterThan(35);
  });
  test('is pinned, so that links that teachers have sent keep their sheet', () => {
    expect(dealSheet(items, '4821').map((item) => (item.kind === 'estimate' ? item.unit : item.options.join('')))).toMatchInlineSnapshot(`
      [
        "甲乙丙",
        "丑子寅",
        "克",
        "中首末",
      ]
    `);
  });
  test('never changes what is right, nor gives a list in order', () => {
    for (let seed = 0; seed < 200; seed++) {
      const dealt = dealSheet(items, String(seed));
      expect(dealt.map(({ text }) => text).sort()).toEqual(items.map(({ text }) => text).sort());
      for (const item of dealt) {
        const first = items.find(({ text }) => text === item.text);
        expect(words(item)).toBe(first && words(first));
        if (item.kind === 'order') expect(item.answer).not.toEqual(item.options.map((_, place) => place));
      }
    }
  });
  test('and the key stand in the address', () => {
    expect(readSheetAddress('?seed=4821&answers=1&x=y')).toEqual({ seed: '4821', answers: true });
    expect(writeSheetAddress({ seed: '4821', answers: true })).toBe('?seed=4821&answers=1');
    expect(writeSheetAddress({ seed: '', answers: false })).toBe('');
    expect([' AB12 ', '<b>', 'a'.repeat(13), null].map((text) => cleanSeed(text))).toEqual(['ab12', '', '', '']);
  });
});

describe('an answer', () => {
  const item = (question: object): SheetItem => sheetItem(questionSchema.parse(question) as Question, []);
  test('is compared kind by kind', () => {
    expect([[1], [0], [], undefined].map((given) => isRight(item(single()), given))).toEqual([true, false, false, false]);
    expect([[2, 0], [0], [0, 1, 2]].map((given) => isRight(item(multiple()), given))).toEqual([true, false, false]);
    expect([[1, 2, 0], [0, 1, 2]].map((given) => isRight(item(order()), given))).toEqual([true, false]);
    expect([50, 100, 200, 49, 201, 0, -100].map((given) => isRight(item(estimate()), given))).toEqual([true, true, true, false, false, false, false]);
  });
  test('is remarked upon without praise or blame', () => {
    expect(remark(item(single()), [1])).toBe('是的，答案是 B。');
    expect(remark(item(single()), [0])).toContain('答案是 B');
    expect(remark(item(order()), undefined)).toBe('先看答案：B → C → A。');
    expect(remark(item(estimate()), 400)).toBe('答案是约 100 克，你估的大约是它的 4 倍。');
    expect(remark(item(estimate()), 150)).toContain('很接近');
    expect(remark(item(estimate()), 100)).toContain('正好');
  });
  test('reads in words', () => {
    expect(answerInWords(item(multiple({ answer: [3, 1] })))).toBe('A、C');
    expect(answerInWords(item(estimate({ value: 1.5e9, unit: '吨' })))).toBe('约 15亿 吨');
    expect((item(single()) as ChoiceItem).answer).toEqual([1]);
  });
});

test('the browser calls the kinds what the schema calls them', () => { expect(KIND_LABELS).toEqual(QUESTION_KINDS); });

test('the content has a quiz for each region and four general ones, of every kind of question', () => {
  const read = (folder: string) => readdirSync(path.join('content', folder)).map((name) => parseEntryFile(readFileSync(path.join('content', folder, name), 'utf8')).data);
  const all = read('quizzes').map((data) => quizzes.parse(data));
  expect(new Set(all.flatMap(({ region }) => region ?? [])).size).toBe(8);
  expect(all.filter(({ region }) => region === undefined).length).toBeGreaterThanOrEqual(4);
  for (const { title, questions } of all) expect(new Set(questions.map(({ kind }) => kind)).size, title).toBeGreaterThanOrEqual(3);
});
