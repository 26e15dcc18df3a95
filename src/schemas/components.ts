/**
 * What authors may write in a body beside Markdown: these components, with string attributes and
 * children only, so that the gate can judge them on the syntax tree and the CMS can take them apart
 * and put them together again. `components/mdx` renders them, a unit test compares the two lists.
 */
import * as z from 'zod';
import { choice, line, MEDIA_PATH, relation } from './fields.ts';

export interface BodyComponent {
  /** Name in the editor's + menu. */
  label: string;
  /** Attributes, all strings. */
  attributes: z.ZodObject;
  /** `blocks`: Markdown between the tags; `none`: written as <Name … />. */
  children: 'blocks' | 'none';
}

/** The interactive explainers, one for each unit's question; `components/mdx/Explainer.astro` draws them. */
export const EXPLAINERS = {
  'ice-wine': '冰酒为什么更甜',
  'crater-lake': '火山口湖与山上的树',
  graphite: '石墨电极与电弧',
  insulin: '胰岛素与血糖',
  sampling: '一次试验能相信吗',
  steel: '钢的软和硬',
  screening: '检测阳性等于得病吗',
  routes: '怎样走最省',
} as const;

export type ExplainerName = keyof typeof EXPLAINERS;

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
        .regex(MEDIA_PATH, '请从媒体库选择图片（media/ 下的文件）')
        .meta({ title: '图片', picture: true, cms: { widget: 'image' } }),
      alt: line('替代文本', { min: 4, max: 120, hint: '给看不见图片的读者，说清图上有什么' }),
      caption: line('图注', { max: 120 }).optional(),
      credit: line('图片来源', { max: 80 }).optional(),
      consent: choice('图中儿童的监护人', { yes: '已同意' }).optional().meta({ title: '图中儿童的监护人', description: '图上认得出儿童时必须确认' }),
    }),
    children: 'none',
  },
  Explainer: {
    label: '互动',
    attributes: z.strictObject({
      id: choice('哪一个互动', EXPLAINERS),
      preset: line('开始时的设置', { max: 200, hint: '在互动里调好，点“复制这个设置的链接”，把 ? 和 # 之间的部分贴到这里；留空就用默认的设置' })
        .regex(/^[a-z][a-zA-Z0-9]*=[\w.+-]*(?:&[a-z][a-zA-Z0-9]*=[\w.+-]*)*$/, '设置要写成 t=-10&s=20 的样子')
        .optional(),
    }),
    children: 'none',
  },
  Quiz: { label: '小测验', attributes: z.strictObject({ id: relation('quizzes', '哪一份小测验') }), children: 'none' },
  Term: { label: '词条', attributes: z.strictObject({ id: relation('terms', '哪一个词条') }), children: 'none' },
  Sources: { label: '资料和延伸阅读', attributes: z.strictObject({ title: line('标题', { max: 30 }).optional() }), children: 'blocks' },
} as const satisfies Record<string, BodyComponent>;

export type BodyComponentName = keyof typeof BODY_COMPONENTS;
