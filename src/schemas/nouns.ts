/**
 * The list of nouns: what the site speaks of. One noun is five places of one name: content/<noun>,
 * schemas/<noun>.ts, lib/<noun>.ts, pages/<noun>, components/<noun>; a unit test compares them.
 */
import type * as z from 'zod';
import { awards, type Award } from './awards.ts';
import { editions, type Edition } from './editions.ts';
import { events, type Event } from './events.ts';
import type { NounName } from './fields.ts';
import { pages, type Page } from './pages.ts';
import { partners, type Partner } from './partners.ts';
import { plan, type Plan } from './plan.ts';
import { quizzes, type Quiz } from './quizzes.ts';
import { regions, type Region } from './regions.ts';
import { science, type Science } from './science.ts';
import { terms, type Term } from './terms.ts';

export interface Noun {
  /** Section name in navigation and headings. */
  label: string;
  /** One entry, as in 新建…. */
  singular: string;
  /** One sentence for the list page and the CMS. */
  description: string;
  schema: z.ZodType;
  /** First part of the address; '' puts entries at the root. */
  path: string;
  /** Whether the entry has a body below its front matter. */
  body: 'required' | 'optional';
}

export const NOUNS = {
  science: { label: '科普', singular: '科普文章', description: '从通化的八个地方出发，读懂身边的科学。', schema: science, path: 'science', body: 'required' },
  quizzes: { label: '小测验', singular: '小测验', description: '读完想一想：答一题，看一段解释，不计分。', schema: quizzes, path: 'quizzes', body: 'optional' },
  terms: { label: '词条', singular: '词条', description: '文章里的科学词，用平常的话解释。', schema: terms, path: 'terms', body: 'optional' },
  events: { label: '活动', singular: '活动', description: '讲座、开放日、创客与科普活动，可以加入日历。', schema: events, path: 'events', body: 'required' },
  awards: { label: '奖项', singular: '奖项', description: '国家和省级科学技术奖：怎么评、谁获奖、依据什么。', schema: awards, path: 'awards', body: 'required' },
  editions: { label: '届次', singular: '届次', description: '各奖项历年的结果，空缺的年度也在内。', schema: editions, path: 'editions', body: 'optional' },
  partners: { label: '合作', singular: '合作单位', description: '高校、科研院所、对口城市和部门：一起做什么。', schema: partners, path: 'partners', body: 'optional' },
  regions: { label: '市县', singular: '市县', description: '规划中的八个单元，各有所长。', schema: regions, path: 'regions', body: 'required' },
  plan: { label: '规划', singular: '规划章节', description: '规划怎么说，做到了哪里。', schema: plan, path: 'plan', body: 'optional' },
  pages: { label: '页面', singular: '页面', description: '关于本站、无障碍声明、隐私。', schema: pages, path: '', body: 'required' },
} as const satisfies Record<NounName, Noun>;

export type { NounName };
export const NOUN_NAMES = Object.keys(NOUNS) as NounName[];

/** Data of an entry, by noun. */
export interface NounData {
  science: Science;
  quizzes: Quiz;
  terms: Term;
  events: Event;
  awards: Award;
  editions: Edition;
  partners: Partner;
  regions: Region;
  plan: Plan;
  pages: Page;
}
