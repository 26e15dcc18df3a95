import * as z from 'zod';
import { aliases, choice, common, line, paragraph, partialDate, relations, sample, sources, urlName, webLink } from './fields.ts';

/** Level of the body that sets the award up (《国家科学技术奖励条例》 leaves none below the province). */
export const AWARD_LEVELS = { national: '国家级', provincial: '省级', social: '社会力量设奖' } as const;

/** 奖项: an award programme, not one year of it. */
export const awards = z.strictObject({
  title: line('奖项名称', { min: 4, max: 60 }),
  urlName: urlName(),
  summary: paragraph('简介', { min: 20, max: 200 }),
  level: choice('级别', AWARD_LEVELS),
  organiser: line('设奖者', { max: 80 }),
  since: partialDate('设立时间').optional(),
  categories: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9-]+$/, '只能用小写字母、数字和短横线').meta({ title: '代号', description: '届次里引用它，定下后不要改' }),
        name: line('名称', { max: 40 }),
        description: paragraph('说明', { max: 300 }).optional(),
        grades: z.array(line('等级', { max: 10 })).default([]).meta({ title: '等级' }),
      }),
    )
    .min(1, '至少写一个奖种')
    .meta({ title: '奖种', cms: { summary: '{{fields.name}}' } }),
  legalBasis: z
    .array(z.strictObject({ name: line('名称', { max: 80 }), article: line('条款', { max: 40 }).optional(), link: webLink('网址').optional() }))
    .default([])
    .meta({ title: '法律依据', cms: { summary: '{{fields.name}}' } }),
  process: z
    .array(z.strictObject({ name: line('步骤', { max: 30 }), text: paragraph('说明', { max: 400 }) }))
    .default([])
    .meta({ title: '评选程序', cms: { summary: '{{fields.name}}' } }),
  regions: relations('regions', '相关市县'),
  sources: sources(1),
  aliases: aliases(),
  sample: sample(),
  ...common(),
});

export type Award = z.infer<typeof awards>;
