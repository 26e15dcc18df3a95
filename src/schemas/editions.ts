import * as z from 'zod';
import { choice, common, day, line, paragraph, relation, sample, sources, urlName } from './fields.ts';
import { CERTAINTY, DISCIPLINES } from './vocabulary.ts';

export const EDITION_STATUS = { awarded: '已颁发', vacant: '空缺', nominating: '提名中', publicity: '公示中', unknown: '结果待核实' } as const;
export const LAUREATE_KINDS = { person: '个人', organisation: '组织' } as const;

/** 届次: one year of an award. A vacant year is an edition of its own. */
export const editions = z
  .strictObject({
    title: line('标题', { min: 4, max: 60, hint: '例如 2023 年度国家最高科学技术奖' }),
    urlName: urlName(),
    award: relation('awards', '奖项'),
    year: z.number({ error: () => '请填写“年度”' }).int('年度是整数').min(1900, '年度太早').max(2100, '年度太晚').meta({ title: '年度' }),
    status: choice('状态', EDITION_STATUS),
    summary: paragraph('说明', { max: 300 }).optional(),
    publicityFrom: day('公示开始').optional(),
    publicityUntil: day('公示截止').optional(),
    objectionUntil: day('异议截止', '和公示截止是同一天就不用填').optional(),
    objectionWay: paragraph('怎样提异议', { max: 400, hint: '按公示原文：书面还是网上、要不要实名、交给谁' }).optional(),
    laureates: z
      .array(
        z.strictObject({
          kind: choice('类别', LAUREATE_KINDS),
          name: line('姓名或名称', { max: 60 }),
          category: line('奖种代号', { max: 40 }).optional(),
          grade: line('等级', { max: 10 }).optional(),
          citation: paragraph('获奖理由', { max: 400, hint: '按公开材料照录；没有公布就留空' }).optional(),
          affiliation: line('单位', { max: 80 }).optional(),
          discipline: choice('学科门类', DISCIPLINES, '按公开材料写明的专业选；没有写明就留空').optional(),
          region: relation('regions', '所属市县').optional(),
          share: line('份额', { max: 20, hint: '例如 1/2；没有公布就留空' }).optional(),
          missing: line('未公布的项目', { max: 120, hint: '哪些项目没有公布、为什么' }).optional(),
          certainty: choice('可靠程度', CERTAINTY),
          source: paragraph('来源', { max: 300 }).optional(),
        }),
      )
      .default([])
      .meta({ title: '获奖者', cms: { summary: '{{fields.name}}', paste: 'name' } }),
    sources: sources(0),
    certainty: choice('可靠程度', CERTAINTY),
    sample: sample(),
    ...common(),
  })
  .refine((entry) => entry.status !== 'vacant' || entry.laureates.length === 0, { path: ['laureates'], error: '空缺的年度不能有获奖者' })
  .refine((entry) => entry.status !== 'awarded' || entry.laureates.length > 0 || entry.certainty === 'unverified', {
    path: ['laureates'],
    error: '已颁发的届次要写获奖者；名单没有核实时把可靠程度选为“待核实”',
  })
  .refine((entry) => !entry.publicityFrom || !entry.publicityUntil || entry.publicityUntil >= entry.publicityFrom, {
    path: ['publicityUntil'],
    error: '公示截止不能早于公示开始',
  })
  .refine((entry) => !entry.objectionUntil || (entry.publicityFrom !== undefined && entry.objectionUntil >= entry.publicityFrom), {
    path: ['objectionUntil'],
    error: '写了异议截止，就要写公示开始，而且截止不能早于开始',
  });

export type Edition = z.infer<typeof editions>;
