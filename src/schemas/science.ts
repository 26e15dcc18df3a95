import * as z from 'zod';
import { aliases, choice, choices, common, corrections, day, line, paragraph, picture, relations, sample, sources, urlName } from './fields.ts';
import { CONCEPTS, GRADES, TOPICS } from './vocabulary.ts';

/** Kinds of science entry, each with an anatomy of its own. */
export const SCIENCE_KINDS = {
  article: '文章',
  interactive: '互动',
  handson: '动手做',
  myth: '辟谣',
  failure: '试错故事',
} as const;

/** What a fact check found. */
export const VERDICTS = { false: '不属实', misleading: '容易误导', partly: '部分属实', true: '属实' } as const;

/** 科普: something a citizen can read, play with or do. */
export const science = z
  .strictObject({
    title: line('标题', { min: 4, max: 60 }),
    urlName: urlName(),
    kind: choice('类型', SCIENCE_KINDS),
    summary: paragraph('摘要', { min: 20, max: 160, hint: '一两句话，出现在列表和搜索结果里' }),
    topics: choices('主题', TOPICS, { min: 1 }),
    grades: choices('学段', GRADES),
    concepts: choices('核心概念（课标 2022）', CONCEPTS),
    regions: relations('regions', '相关市县'),
    partners: relations('partners', '合作单位'),
    cover: picture('封面').optional(),
    sources: sources(1),
    claim: paragraph('被核查的说法', { max: 200, hint: '只有“辟谣”需要' }).optional(),
    verdict: choice('核查结论', VERDICTS).optional(),
    reviewer: line('审稿人', { max: 40, hint: '没有就留空；不要编造' }).optional(),
    reviewed: day('审稿日期').optional(),
    reviewDue: day('下次复核日期').optional(),
    corrections: corrections(),
    aliases: aliases(),
    sample: sample(),
    ...common(),
  })
  .refine((entry) => entry.kind !== 'myth' || (entry.claim !== undefined && entry.verdict !== undefined), {
    path: ['claim'],
    error: '“辟谣”要写明被核查的说法和核查结论',
  })
  .refine((entry) => !entry.reviewed || !entry.reviewDue || entry.reviewDue > entry.reviewed, {
    path: ['reviewDue'],
    error: '下次复核日期要晚于审稿日期',
  });

export type Science = z.infer<typeof science>;
