/**
 * What authors may write in a body beside Markdown: these components, with string attributes and
 * children only, so that the gate can judge them on the syntax tree and the CMS can take them apart
 * and put them together again. `components/mdx` renders them, a unit test compares the two lists.
 */
import * as z from 'zod';
import { choice, line } from './fields.ts';

export interface BodyComponent {
  /** Name in the editor's + menu. */
  label: string;
  /** Attributes, all strings. */
  attributes: z.ZodObject;
  /** `blocks`: Markdown between the tags; `none`: written as <Name … />. */
  children: 'blocks' | 'none';
}

export const BODY_COMPONENTS = {
  Note: {
    label: '提示框',
    attributes: z.strictObject({
      type: choice('类型', { info: '说明', tip: '提示', warning: '注意' }).default('info').meta({ title: '类型' }),
      title: line('标题', { max: 30 }).optional(),
    }),
    children: 'blocks',
  },
  Safety: { label: '安全须知', attributes: z.strictObject({}), children: 'blocks' },
  Materials: { label: '材料清单', attributes: z.strictObject({}), children: 'blocks' },
  Steps: { label: '步骤', attributes: z.strictObject({}), children: 'blocks' },
  Quote: {
    label: '引文',
    attributes: z.strictObject({ source: line('出处', { max: 120 }) }),
    children: 'blocks',
  },
  Figure: {
    label: '图片（带说明）',
    attributes: z.strictObject({
      src: z
        .string({ error: () => '请选择图片' })
        .regex(/^\/?media\/[a-z0-9][a-z0-9._-]*\.(webp|jpe?g|png|avif|gif|svg)$/, '请从媒体库选择图片（media/ 下的文件）')
        .meta({ title: '图片', picture: true, cms: { widget: 'image' } }),
      alt: line('替代文本', { min: 4, max: 120, hint: '给看不见图片的读者，说清图上有什么' }),
      caption: line('图注', { max: 120 }).optional(),
      credit: line('图片来源', { max: 80 }).optional(),
      consent: choice('图中儿童的监护人', { yes: '已同意' }).optional().meta({ title: '图中儿童的监护人', description: '图上认得出儿童时必须确认' }),
    }),
    children: 'none',
  },
} as const satisfies Record<string, BodyComponent>;

export type BodyComponentName = keyof typeof BODY_COMPONENTS;
