import * as z from 'zod';
import { aliases, choice, choices, common, day, line, paragraph, partialDate, picture, relations, sample, source, sources, urlName, webLink } from './fields.ts';
import { CERTAINTY, TOPICS } from './vocabulary.ts';

export const PARTNER_KINDS = {
  university: '高校',
  institute: '科研院所',
  city: '对口城市',
  department: '省直部门',
  company: '企业',
  society: '社团',
} as const;

/** 合作: an organisation, or a kind of organisation, with which the city works. */
export const partners = z
  .strictObject({
    title: line('名称', { min: 2, max: 60 }),
    urlName: urlName(),
    kind: choice('类别', PARTNER_KINDS),
    summary: paragraph('简介', { min: 20, max: 200 }),
    fields: choices('合作领域', TOPICS),
    regions: relations('regions', '合作市县'),
    since: partialDate('开始时间').optional(),
    until: partialDate('结束时间').optional(),
    certainty: choice('可靠程度', CERTAINTY),
    lastVerified: z
      .strictObject({ date: day('日期'), activity: line('活动', { max: 120 }), source: source() })
      .optional()
      .meta({ title: '最近一次核实的往来' }),
    offers: z.array(line('可以请他们做什么', { max: 120 })).default([]).meta({ title: '可以请他们做什么', description: '核实过的才写；没有就留空' }),
    contact: z
      .strictObject({ name: line('联系人或部门', { max: 60 }).optional(), phone: line('电话', { max: 40 }).optional(), email: line('邮箱', { max: 80 }).optional(), link: webLink('网址').optional() })
      .optional()
      .meta({ title: '联系方式', description: '只写公开的联系方式' }),
    cover: picture('封面').optional(),
    sources: sources(0),
    aliases: aliases(),
    sample: sample(),
    ...common(),
  })
  .refine((entry) => !entry.since || !entry.until || entry.until >= entry.since, { path: ['until'], error: '结束时间不能早于开始时间' })
  .refine((entry) => entry.certainty === 'unverified' || entry.sources.length > 0, { path: ['sources'], error: '没有来源的合作，可靠程度只能选“待核实”' });

export type Partner = z.infer<typeof partners>;
