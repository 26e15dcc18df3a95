import * as z from 'zod';
import { aliases, choices, common, line, paragraph, relation, sample, source, sources, urlName } from './fields.ts';
import { CONCEPTS, GRADES, TOPICS } from './vocabulary.ts';

/** Kinds of question; the key is the discriminator of the union. */
export const QUESTION_KINDS = { single: '单选', multiple: '多选', order: '排序', estimate: '估一估' } as const;

/** Fewest questions that make a quiz. */
export const LEAST_QUESTIONS = 8;

const kind = <const K extends keyof typeof QUESTION_KINDS>(key: K) => z.literal(key).meta({ title: '题型', cms: { labels: QUESTION_KINDS } });
const text = () => paragraph('题目', { min: 5, max: 200 });

const options = (title: string) =>
  z
    .array(line('选项', { max: 80 }))
    .min(2, `“${title}”至少写 2 项`)
    .max(6, `“${title}”最多 6 项`)
    .refine((list) => new Set(list).size === list.length, `“${title}”里有两项相同`)
    .meta({ title });

/** Place of an option, from 1. */
const place = (title: string, hint?: string) =>
  z.number({ error: () => `请填写“${title}”` }).int('写选项的序号，例如 2').min(1, '序号从 1 开始').max(6, '序号最大是 6').meta({ title, ...(hint && { description: hint }) });

const positive = (title: string, hint?: string) => z.number({ error: () => `请填写“${title}”` }).positive(`“${title}”要大于 0`).meta({ title, ...(hint && { description: hint }) });

/** What every question says once it is answered, and where that comes from. */
const grounds = () => ({
  explanation: paragraph('解释', { min: 10, max: 400, hint: '为什么是这个答案；读者答完就看到' }),
  article: relation('science', '依据的文章').optional(),
  source: source().optional(),
});

const grounded = {
  check: (question: { article?: string | undefined; source?: object | undefined }) => question.article !== undefined || question.source !== undefined,
  issue: { path: ['article'], error: '写明依据：选一篇本站的文章，或者填写来源' },
};

const single = z
  .strictObject({ kind: kind('single'), text: text(), options: options('选项'), answer: place('正确的是第几项', '第一项写 1'), ...grounds() })
  .refine(({ options: list, answer }) => answer <= list.length, { path: ['answer'], error: '没有这一项：答案要是选项的序号' })
  .refine(grounded.check, grounded.issue)
  .meta({ title: QUESTION_KINDS.single });

const multiple = z
  .strictObject({
    kind: kind('multiple'),
    text: text(),
    options: options('选项'),
    answer: z.array(place('序号')).min(1, '至少有一项正确').meta({ title: '正确的是哪几项', description: '每行一个序号，第一项写 1' }),
    ...grounds(),
  })
  .refine(({ options: list, answer }) => answer.every((each) => each <= list.length), { path: ['answer'], error: '没有这一项：答案要是选项的序号' })
  .refine(({ answer }) => new Set(answer).size === answer.length, { path: ['answer'], error: '答案里有两个相同的序号' })
  .refine(grounded.check, grounded.issue)
  .meta({ title: QUESTION_KINDS.multiple });

const order = z
  .strictObject({
    kind: kind('order'),
    text: text(),
    options: options('要排序的各项').meta({ title: '要排序的各项', description: '打乱了写' }),
    answer: z.array(place('序号')).min(2, '写出全部各项的次序').meta({ title: '正确的次序', description: '按先后写出序号：第二项该排第一，就先写 2' }),
    ...grounds(),
  })
  .refine(({ options: list, answer }) => answer.length === list.length && list.every((_, index) => answer.includes(index + 1)), { path: ['answer'], error: '次序要把每一项的序号都写到，每个只写一次' })
  .refine(({ answer }) => answer.some((each, index) => each !== index + 1), { path: ['options'], error: '各项已经排好了次序，请打乱了写' })
  .refine(grounded.check, grounded.issue)
  .meta({ title: QUESTION_KINDS.order });

const estimate = z
  .strictObject({
    kind: kind('estimate'),
    text: text(),
    value: positive('答案（数）'),
    unit: line('单位', { max: 12 }),
    factor: z.number({ error: () => '请填写“差几倍以内算接近”' }).min(1.05, '至少 1.05').max(10, '最多 10').meta({ title: '差几倍以内算接近', description: '例如 2：答案的一半到两倍之间都算接近' }),
    ...grounds(),
  })
  .refine(grounded.check, grounded.issue)
  .meta({ title: QUESTION_KINDS.estimate });

const question = z.discriminatedUnion('kind', [single, multiple, order, estimate], { error: () => `请选择“题型”；可选：${Object.keys(QUESTION_KINDS).join('、')}` }).meta({ title: '题目' });

/** 小测验: questions for practice, each with its explanation and where that comes from. */
export const quizzes = z
  .strictObject({
    title: line('标题', { min: 4, max: 60 }),
    urlName: urlName(),
    summary: paragraph('摘要', { min: 20, max: 160, hint: '一两句话，出现在列表和搜索结果里' }),
    region: relation('regions', '相关市县').optional(),
    topics: choices('主题', TOPICS, { min: 1 }),
    grades: choices('学段', GRADES),
    concepts: choices('核心概念（课标 2022）', CONCEPTS),
    questions: z.array(question).min(LEAST_QUESTIONS, `至少写 ${LEAST_QUESTIONS} 道题`).max(30, '最多 30 道题').meta({ title: '题目', cms: { summary: '{{fields.text}}' } }),
    sources: sources(0),
    aliases: aliases(),
    sample: sample(),
    ...common(),
  })
  .refine(({ questions }) => new Set(questions.map((each) => each.text)).size === questions.length, { path: ['questions'], error: '有两道题的题目相同' });

export type Quiz = z.infer<typeof quizzes>;
export type Question = z.infer<typeof question>;
