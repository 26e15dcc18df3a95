import * as z from 'zod';
import { common, line, paragraph, relation, relations, sources, urlName } from './fields.ts';

/** 规划: one section of the plan's chapter, with its measures. */
export const plan = z.strictObject({
  title: line('标题', { min: 4, max: 60 }),
  urlName: urlName(),
  number: line('章节', { max: 30, hint: '例如 第七章第二节' }),
  order: z.number({ error: () => '请填写“次序”' }).int('次序是整数').min(1).max(50).meta({ title: '次序' }),
  summary: paragraph('提要', { min: 20, max: 200 }),
  measures: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9-]+$/, '只能用小写字母、数字和短横线').meta({ title: '代号', description: '链接用，定下后不要改' }),
        title: line('举措', { max: 60 }),
        quote: paragraph('规划原文', { max: 500 }),
        carriedBy: z.array(line('承担者', { max: 60 })).default([]).meta({ title: '由谁承担', description: '规划没有写明就留空，页面显示“待核实”' }),
        region: relation('regions', '市县').optional(),
        science: relations('science', '相关科普'),
        events: relations('events', '相关活动'),
        partners: relations('partners', '相关合作'),
        awards: relations('awards', '相关奖项'),
      }),
    )
    .min(1, '至少写一条举措')
    .meta({ title: '举措', cms: { summary: '{{fields.title}}' } }),
  sources: sources(1),
  ...common(),
});

export type Plan = z.infer<typeof plan>;
