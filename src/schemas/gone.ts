import * as z from 'zod';
import { line, paragraph } from './fields.ts';

/** Where deleted things went, in the editors' words: content/settings/gone.yml. The server adds an item at each deletion. */
export const gone = z.strictObject({
  items: z
    .array(
      z
        .strictObject({
          address: z
            .string({ error: () => '请填写“原来的网址”' })
            .regex(/^\/(?:[a-z]+\/)?[a-z0-9]+(?:-[a-z0-9]+)*\/$/, '写站内网址，例如 /events/kepu-jiangzuo/')
            .meta({ title: '原来的网址' }),
          title: line('原来的标题', { max: 150, hint: '读者打开旧网址时会看到；不宜再提就清空' }).optional(),
          reason: paragraph('原因', { max: 200, hint: '一两句话告诉读者为什么没有了' }).optional(),
          instead: z
            .string()
            .regex(/^(?:\/[a-z0-9/-]*\/|https?:\/\/[^\s<>"']+)$/i, '写站内网址（/events/x/）或 https:// 开头的网址')
            .max(500, '网址太长')
            .optional()
            .meta({ title: '现在看哪里', description: '代替它的页面，例如 /events/xin-jiangzuo/；没有就留空' }),
          forward: z.boolean().optional().meta({ title: '直接转过去', description: '内容并进了上面那个站内页面时勾选；读者不再看到说明' }),
        })
        .superRefine(({ forward, instead }, context) => {
          if (forward && !instead?.startsWith('/')) context.addIssue({ code: 'custom', path: ['instead'], message: '要直接转过去，就写上站内网址', input: instead });
        }),
    )
    .default([])
    .superRefine((items, context) => {
      items.forEach(({ address }, index) => {
        if (items.findIndex((each) => each.address === address) < index) context.addIssue({ code: 'custom', path: [index, 'address'], message: `网址 ${address} 写了两次`, input: address });
      });
    })
    .meta({ title: '删除的页面', description: '删除条目时自动加一项；可以补写原因和代替它的页面', cms: { summary: '{{fields.address}} {{fields.title}}' } }),
});

export type Gone = z.infer<typeof gone>;
export type GoneItem = Gone['items'][number];
