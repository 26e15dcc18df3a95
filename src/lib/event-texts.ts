/**
 * Texts to paste into parents' groups, in three lengths. A change comes first, a cancelled event asks nobody
 * to register, and each ends in the permanent address, where the latest stands. Pure.
 */
import type { Event } from '#/schemas/events.ts';
import type { Announcement } from './event-announcement.ts';

export interface GroupText {
  /** What it is for. */
  title: string;
  text: string;
}

/** A line break in a field would end the line of the text. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

function head({ change, sample, title }: Announcement): string {
  return `${sample ? '【示例】' : ''}${change ? `【${change.word}】` : ''}${oneLine(title)}`;
}

function facts({ when, where, audience, cost, registration, change }: Announcement): string[] {
  const off = change?.tone === 'danger';
  return [`${off ? '原定时间' : '时间'}：${when}`, `${off ? '原定地点' : '地点'}：${where}`, ...(off ? [] : [`面向：${audience}`, `费用：${cost}`]), `报名：${registration}`].map(oneLine);
}

function forParents(school: Event['school']): string[] {
  if (!school) return [];
  const { ratio, coach, lunch, consent, bring } = school;
  return ([['师生比', ratio], ['大巴', coach], ['午餐', lunch], ['家长同意书', consent], ['要带', bring]] as const).map(([label, value]) => oneLine(`${label}：${value ?? '待核实'}`));
}

/** The three texts. `address` is the full permanent address of the event. */
export function groupTexts(event: Pick<Event, 'summary' | 'school'>, announcement: Announcement, address: string): GroupText[] {
  const { change, when, where, organiser, sample } = announcement;
  const off = change?.tone === 'danger';
  const why = change ? change.lines.map(oneLine) : [];
  const warning = sample ? ['（示例，没有这场活动）'] : [];
  return [
    { title: '一句话', text: `${head(announcement)}，${oneLine(when)}，${oneLine(where)}。${off ? '活动不举行，请勿前往。' : ''}详情：${address}` },
    { title: '一条消息', text: [head(announcement), ...warning, ...why, ...facts(announcement), `以这一页为准，有变更会写在上面：${address}`].join('\n') },
    {
      title: '完整通知',
      text: [head(announcement), '', ...warning, ...why, ...(off ? [] : [oneLine(event.summary), '']), ...facts(announcement), `主办：${oneLine(organiser)}`, ...(off ? [] : forParents(event.school)), '', `以这一页为准，有变更会写在上面：${address}`].join('\n'),
    },
  ];
}
