import * as z from 'zod';
import { aliases, choice, choices, common, day, line, moment, momentOrDay, paragraph, picture, relation, relations, sample, sources, urlName, webLink } from './fields.ts';
import { GRADES, TOPICS } from './vocabulary.ts';

export const EVENT_KINDS = {
  lecture: '讲座',
  openday: '开放日',
  workshop: '工作坊',
  maker: '创客活动',
  competition: '竞赛',
  exhibition: '展览',
  fieldtrip: '研学与考察',
  fair: '科普集市',
} as const;

/** schema.org EventStatusType, in the order in which it weighs. */
export const EVENT_STATUS = {
  scheduled: '如期举行',
  rescheduled: '改期',
  online: '改为线上',
  postponed: '延期（日期待定）',
  cancelled: '取消',
} as const;

export const ACCESS_STATES = { yes: '有', no: '无', unknown: '未核实' } as const;
export const REGISTRATION_KINDS = { none: '无需报名', phone: '电话报名', link: '网上报名', full: '名额已满', waitlist: '候补登记' } as const;

const access = (title: string) => choice(title, ACCESS_STATES).default('unknown').meta({ title });

/** Tasks of a worksheet, each with lines to write on. */
function worksheetTasks(title: string) {
  return z
    .array(z.strictObject({ task: line('题目', { max: 120 }), lines: z.number().int().min(0, '行数不能小于 0').max(12, '最多 12 行').default(3).meta({ title: '留几行' }) }))
    .max(12, `“${title}”最多 12 题`)
    .default([])
    .meta({ title, cms: { summary: '{{fields.task}}' } });
}

/** An event's start and end. For all-day events both are days (the end day included). */
const span = {
  start: momentOrDay('开始', '北京时间；全天活动只写日期'),
  end: momentOrDay('结束', '北京时间；全天活动写最后一天'),
};
/**
 * What tells one further date of an event from the others, in calendars and links: its `key`, or for one
 * written by hand its place (2, 3, …). The server writes the key at the first save and never changes it.
 */
export function occurrenceKey(occurrence: { key?: string | undefined }, index: number): string {
  return occurrence.key ?? String(index + 2);
}

const wallClock = moment('时间');
const wholeDay = day('日期');

function checkSpan(value: { start: string; end: string }, allDay: boolean, path: (string | number)[], context: z.RefinementCtx): void {
  const kind = allDay ? wholeDay : wallClock;
  let sound = true;
  for (const key of ['start', 'end'] as const) {
    const result = kind.safeParse(value[key]);
    if (!result.success) {
      sound = false;
      context.addIssue({ code: 'custom', path: [...path, key], message: result.error.issues[0]?.message ?? '时间不对', input: value[key] });
    }
  }
  if (sound && (allDay ? value.end < value.start : value.end <= value.start)) {
    context.addIssue({ code: 'custom', path: [...path, 'end'], message: `结束（${value.end}）要晚于开始（${value.start}）`, input: value.end });
  }
}

/** 活动: something that happens at a time. Its `id` never changes; its `urlName` may (with a redirect). */
export const events = z
  .strictObject({
    id: z
      .string({ error: () => '请填写“永久编号”' })
      .regex(/^[a-z0-9]{6,12}$/, '永久编号是 6—12 位小写字母和数字')
      .meta({ title: '永久编号', description: '二维码、日历和嵌入都用它；自动生成，永不更改' }),
    title: line('标题', { min: 4, max: 150 }),
    urlName: urlName(),
    kind: choice('类型', EVENT_KINDS),
    summary: paragraph('摘要', { min: 20, max: 160 }),
    status: choice('状态', EVENT_STATUS).default('scheduled').meta({ title: '状态' }),
    statusReason: paragraph('变更原因', { max: 200 }).optional(),
    replacedBy: relation('events', '由哪个活动代替', '取消、改期或延期后另办的活动').optional(),
    previous: z
      .array(z.strictObject(span))
      .default([])
      .meta({ title: '原定时间', description: '改期或延期前的时间，最近的在最后' }),
    allDay: z.boolean().default(false).meta({ title: '全天活动' }),
    ...span,
    occurrences: z
      .array(
        z.strictObject({
          ...span,
          note: line('说明', { max: 60 }).optional(),
          cancelled: z.boolean().optional().meta({ title: '这一场取消', description: '其他场次照常；原因写在说明里' }),
          key: z
            .string()
            .regex(/^\d[a-z0-9]{0,19}$/, '场次编号是数字开头的小写字母和数字')
            .optional()
            .meta({ managed: true, title: '场次编号', cms: { widget: 'hidden' } }),
        }),
      )
      .default([])
      .meta({ title: '后续场次', cms: { summary: '{{fields.start}}' } }),
    firstCancelled: z.boolean().optional().meta({ title: '第一场取消', description: '只取消第一场，后续场次照常；全部取消请改“状态”' }),
    venue: z
      .strictObject({
        name: line('地点', { max: 80 }),
        address: line('地址', { max: 120 }).optional(),
        region: relation('regions', '市县'),
        stepFree: access('无台阶通道'),
        toilet: access('无障碍卫生间'),
        hearing: access('字幕或手语'),
        parking: access('停车位'),
        route: paragraph('怎么去', { max: 300, hint: '公交站、从哪个门进、停车' }).optional(),
        map: webLink('地图网址').optional(),
        note: paragraph('无障碍说明', { max: 300, hint: '坡道、台阶、电梯、座位' }).optional(),
      })
      .optional()
      .meta({ title: '场地' }),
    onlineLink: webLink('线上地址').optional(),
    organiser: line('主办', { max: 80 }),
    partners: relations('partners', '合作单位'),
    audience: line('面向', { max: 60 }),
    grades: choices('学段', GRADES),
    topics: choices('主题', TOPICS),
    cost: line('费用', { max: 60, hint: '例如 免费；不清楚就写 待核实' }),
    registration: z
      .strictObject({
        kind: choice('报名方式', REGISTRATION_KINDS),
        phone: line('报名电话', { max: 40 }).optional(),
        link: webLink('报名网址').optional(),
        opens: moment('开始报名').optional(),
        closes: moment('报名截止').optional(),
      })
      .meta({ title: '报名' }),
    school: z
      .strictObject({
        ratio: line('师生比', { max: 40 }).optional(),
        coach: line('大巴停靠', { max: 80 }).optional(),
        lunch: line('午餐', { max: 80 }).optional(),
        consent: line('家长同意书', { max: 80 }).optional(),
        bring: line('要带什么', { max: 120 }).optional(),
      })
      .optional()
      .meta({ title: '学校参访须知' }),
    worksheet: z
      .strictObject({
        before: worksheetTasks('参观前'),
        during: worksheetTasks('现场'),
        after: worksheetTasks('回来以后'),
        note: paragraph('给老师的话', { max: 300 }).optional(),
      })
      .optional()
      .meta({ title: '学习单', description: '学生参观前后写的一页纸；不填就没有' }),
    materials: z
      .array(z.strictObject({ title: line('名称', { max: 80 }), link: webLink('网址').optional(), promised: day('承诺日期').optional() }))
      .default([])
      .meta({ title: '活动后的材料', cms: { summary: '{{fields.title}}' } }),
    science: relations('science', '相关科普'),
    cover: picture('封面').optional(),
    sources: sources(0),
    aliases: aliases(),
    sample: sample(),
    ...common(),
  })
  .superRefine((entry, context) => {
    checkSpan(entry, entry.allDay, [], context);
    entry.occurrences.forEach((item, index) => {
      checkSpan(item, entry.allDay, ['occurrences', index], context);
    });
    entry.previous.forEach((item, index) => {
      checkSpan(item, !item.start.includes('T'), ['previous', index], context);
    });
    const keys = entry.occurrences.map(occurrenceKey);
    keys.forEach((key, index) => {
      if (keys.indexOf(key) < index) context.addIssue({ code: 'custom', path: ['occurrences', index, 'key'], message: `场次编号 ${key} 用了两次，日历会把两场当成一场`, input: key });
    });
    if (entry.firstCancelled && entry.occurrences.every(({ cancelled }) => cancelled)) context.addIssue({ code: 'custom', path: ['firstCancelled'], message: '每一场都取消了，请把“状态”改为取消', input: true });
    const { registration } = entry;
    if (registration.kind === 'phone' && !registration.phone) context.addIssue({ code: 'custom', path: ['registration', 'phone'], message: '电话报名要写报名电话', input: undefined });
    if (registration.kind === 'link' && !registration.link) context.addIssue({ code: 'custom', path: ['registration', 'link'], message: '网上报名要写报名网址', input: undefined });
    if (registration.opens && registration.closes && registration.closes <= registration.opens) context.addIssue({ code: 'custom', path: ['registration', 'closes'], message: '报名截止要晚于开始报名', input: registration.closes });
    if (entry.status === 'rescheduled' && entry.previous.length === 0) context.addIssue({ code: 'custom', path: ['previous'], message: '改期的活动要写原定时间', input: entry.previous });
    if (entry.replacedBy && entry.status === 'scheduled') context.addIssue({ code: 'custom', path: ['replacedBy'], message: '如期举行的活动没有被代替；请先改“状态”，或者去掉这一项', input: entry.replacedBy });
    if (entry.worksheet && entry.worksheet.before.length + entry.worksheet.during.length + entry.worksheet.after.length === 0) context.addIssue({ code: 'custom', path: ['worksheet'], message: '学习单至少要有一题', input: entry.worksheet });
    if (entry.status === 'cancelled' && !entry.statusReason) context.addIssue({ code: 'custom', path: ['statusReason'], message: '取消的活动要写原因', input: undefined });
    if (!entry.venue && !entry.onlineLink) context.addIssue({ code: 'custom', path: ['venue'], message: '要写场地，线上活动写线上地址', input: undefined });
  });

export type Event = z.infer<typeof events>;
