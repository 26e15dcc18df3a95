import * as z from 'zod';
import { choices, day, line, source } from './fields.ts';
import { GRADES } from './vocabulary.ts';

const lastNotBefore = (value: { start: string; end: string }, context: z.RefinementCtx): void => {
  if (value.end < value.start) context.addIssue({ code: 'custom', path: ['end'], message: '最后一天不能早于第一天', input: value.end });
};
const days = { start: day('第一天'), end: day('最后一天') };

/** Days on which schools are open or closed against the week: content/settings/school-days.yml. A year that is not named is not known. */
export const schoolDays = z.strictObject({
  years: z
    .array(
      z
        .strictObject({
          year: z.number().int('年份是整数').min(2020).max(2100).meta({ title: '年份' }),
          source: source().meta({ title: '依据' }),
          holidays: z
            .array(z.strictObject({ name: line('节日', { max: 20 }), ...days }).superRefine(lastNotBefore))
            .min(1, '至少一段假期')
            .meta({ title: '放假', cms: { summary: '{{fields.name}} {{fields.start}}' } }),
          workdays: z.array(day('日期')).default([]).meta({ title: '调休上班的周末' }),
        })
        .superRefine(({ year, holidays, workdays }, context) => {
          const inYear = (value: string): boolean => value.startsWith(`${year}-`);
          holidays.forEach(({ start, end }, index) => {
            // New Year's holiday may begin in the December before.
            if (!inYear(end) || (!inYear(start) && start.slice(0, 4) !== String(year - 1))) context.addIssue({ code: 'custom', path: ['holidays', index, 'end'], message: `不在 ${year} 年`, input: end });
          });
          workdays.forEach((value, index) => {
            const weekday = new Date(`${value}T00:00Z`).getUTCDay();
            if (!inYear(value)) context.addIssue({ code: 'custom', path: ['workdays', index], message: `不在 ${year} 年`, input: value });
            else if (weekday !== 0 && weekday !== 6) context.addIssue({ code: 'custom', path: ['workdays', index], message: `${value} 不是周末，本来就上班`, input: value });
          });
        }),
    )
    .default([])
    .superRefine((years, context) => {
      years.forEach(({ year }, index) => {
        if (years.findIndex((each) => each.year === year) < index) context.addIssue({ code: 'custom', path: [index, 'year'], message: `${year} 年写了两次`, input: year });
      });
    })
    .meta({ title: '各年节假日安排', description: '按国务院办公厅的通知填写；还没有公布的年份不要写', cms: { summary: '{{fields.year}}' } }),
  exams: z
    .array(
      z
        .strictObject({ name: line('考试', { max: 40 }), ...days, grades: choices('学段', GRADES, { hint: '不选表示所有学段' }), note: line('依据', { max: 120, hint: '哪里公布的' }).optional() })
        .superRefine(lastNotBefore),
    )
    .default([])
    .meta({ title: '学校考试', description: '这些天的活动会提醒编辑和读者', cms: { summary: '{{fields.name}} {{fields.start}}' } }),
});

export type SchoolDays = z.infer<typeof schoolDays>;
