import * as z from 'zod';
import { line, paragraph, webLink } from './fields.ts';

/** Settings come empty; an empty or missing value emits nothing anywhere. */
const optionalLine = (title: string, max = 80, hint?: string) => line(title, { max, ...(hint && { hint }) }).or(z.literal('')).optional().meta({ title, ...(hint && { description: hint }) });

/** content/settings/site.yml: one entry that editors can fill in. */
export const settings = z.strictObject({
  name: line('网站名称', { min: 2, max: 40 }),
  shortName: line('简称', { min: 2, max: 12 }),
  description: paragraph('网站说明', { min: 10, max: 160 }),
  notice: optionalLine('全站公告', 120, '显示在每页顶部；没有就留空'),
  offline: z.boolean().default(true).meta({ title: '提供离线阅读', description: '读者自己打开以后，看过的页面存在他的设备上。关掉，已经打开的设备会自动撤下并删掉存下的页面' }),
  government: z
    .strictObject({
      siteDomain: optionalLine('网站域名', 80, 'SiteDomain，只写主机名'),
      siteIdCode: optionalLine('网站标识码', 10, 'SiteIDCode，10 位'),
      icp: optionalLine('ICP 备案号'),
      police: optionalLine('公安备案号', 60),
      policeCode: optionalLine('公安备案查询代码', 30),
      emblemLink: webLink('党政机关标识链接').or(z.literal('')).optional().meta({ title: '党政机关标识链接' }),
    })
    .default({})
    .meta({ title: '政府网站标识' }),
  footer: z
    .strictObject({
      sponsor: optionalLine('主办单位'),
      undertaker: optionalLine('承办单位'),
      address: optionalLine('地址', 120),
      phone: optionalLine('电话', 40),
      email: optionalLine('邮箱', 80),
    })
    .default({})
    .meta({ title: '页脚' }),
  publishing: z
    .strictObject({
      review: z.boolean().default(false).meta({ title: '发布前须审核', description: '勾选后，作者和编辑只能提交，由审核人改为就绪并发布；只有管理员能改这一项' }),
      credits: z.boolean().default(false).meta({ title: '页面上写明编辑和审核', description: '勾选后，以后发布的页面写上编辑和审核人的姓名；只有管理员能改这一项' }),
    })
    .default({ review: false, credits: false })
    .meta({ title: '发布流程' }),
  navigation: z
    .array(z.strictObject({ label: line('文字', { max: 8 }), href: z.string().regex(/^\/[a-z0-9/-]*$/, '写站内网址，例如 /science/').meta({ title: '网址' }) }))
    .min(1, '至少一项')
    .max(9, '最多 9 项')
    .meta({ title: '主导航', cms: { summary: '{{fields.label}}' } }),
});

export type Settings = z.infer<typeof settings>;
