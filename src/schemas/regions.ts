import * as z from 'zod';
import { aliases, choice, choices, common, line, paragraph, picture, relation, sources, urlName } from './fields.ts';
import { TOPICS } from './vocabulary.ts';

export const REGION_KINDS = { city: '县级市', county: '县', district: '市辖区', zone: '功能区' } as const;

/** 市县: one of the eight units of the plan. Ids are the site's own; two units have no 行政区划 code. */
export const regions = z.strictObject({
  title: line('名称', { min: 2, max: 30 }),
  shortTitle: line('简称', { min: 2, max: 8 }),
  urlName: urlName(),
  kind: choice('类别', REGION_KINDS),
  order: z.number({ error: () => '请填写“次序”' }).int('次序是整数').min(1).max(8).meta({ title: '次序', description: '规划专栏中的次序' }),
  summary: paragraph('简介', { min: 20, max: 200 }),
  planText: paragraph('规划提出', { max: 400, hint: '照录规划原文' }),
  question: line('一个科学问题', { max: 60 }).optional(),
  answer: relation('science', '回答它的文章', '首页和市县页由这个问题引到这一篇').optional(),
  topics: choices('主题', TOPICS, { min: 1 }),
  /** Place in the schematic map's grid, not geography. */
  map: z
    .strictObject({
      column: z.number().int('是整数').min(1).max(6).meta({ title: '列' }),
      row: z.number().int('是整数').min(1).max(6).meta({ title: '行' }),
    })
    .meta({ title: '示意图位置' }),
  cover: picture('封面').optional(),
  sources: sources(1),
  aliases: aliases(),
  ...common(),
});

export type Region = z.infer<typeof regions>;
