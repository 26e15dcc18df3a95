import * as z from 'zod';
import { line } from './fields.ts';

/** content/settings/wording.yml: names that are often written wrong, kept by the editors. */
export const wording = z.strictObject({
  names: z
    .array(
      z.strictObject({
        wrong: line('容易写错的写法', { min: 2, max: 60 }),
        right: line('正确的写法', { min: 2, max: 60 }),
        note: line('说明', { max: 120 }).optional(),
      }),
    )
    .default([])
    .meta({ title: '名称', cms: { summary: '{{fields.wrong}} → {{fields.right}}' } }),
  superlatives: z
    .array(line('用语', { min: 2, max: 20 }))
    .default([])
    .meta({ title: '广告用语', description: '《广告法》第九条不许广告使用的一类词；科普文章里也提醒一下' }),
});

export type Wording = z.infer<typeof wording>;
