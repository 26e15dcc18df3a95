import * as z from 'zod';
import { aliases, common, day, line, paragraph, sources, urlName } from './fields.ts';

/** 页面: a page of its own, at the root of the site. */
export const pages = z.strictObject({
  title: line('标题', { min: 2, max: 60 }),
  urlName: urlName(),
  summary: paragraph('摘要', { min: 10, max: 160 }),
  order: z.number().int('次序是整数').min(1).max(99).default(50).meta({ title: '次序', description: '在页脚里的次序' }),
  checked: day('内容核对日期').optional(),
  sources: sources(0),
  aliases: aliases(),
  ...common(),
});

export type Page = z.infer<typeof pages>;
