/** What leaves the site with an event: texts, cards, pictures. A change must stand in every one of them. */
import fc from 'fast-check';
import { parse } from 'node-html-parser';
import { describe, expect, it } from 'vitest';
import { announcementOf } from '#/lib/event-announcement.ts';
import { cardCode, frameCode, oembed } from '#/lib/event-embed.ts';
import { costKey, facetKeys } from '#/lib/event-facets.ts';
import { foundOf, rowOf } from '#/lib/event-row.ts';
import { groupTexts } from '#/lib/event-texts.ts';
import { readTimes, writeTimes } from '#/lib/event-times.ts';
import { sharePicture } from '#/lib/share-picture.ts';
import { lettersOf } from '#/lib/typeface.ts';
import { outline } from '#/lib/typesetting.ts';
import { events, type Event } from '#/schemas/events.ts';

const ADDRESS = 'https://kepu.example.org/e/ev000001/';
const ADDRESSES = { embed: 'https://kepu.example.org/embed/e/ev000001/', permanent: ADDRESS, share: `${ADDRESS}share.png?v=1`, site: 'https://kepu.example.org/', siteName: '通化科普与创新文化网' };

const event = (over: object = {}): Event =>
  events.parse({
    id: 'ev000001',
    title: '走进人参科普日',
    urlName: 'ginseng-day',
    kind: 'openday',
    summary: '走进人参科普日，看人参怎样过冬，数一数芦头上的疤痕。',
    start: '2026-12-05T09:00',
    end: '2026-12-05T11:30',
    venue: { name: '测试图书馆', region: 'jian', stepFree: 'yes', toilet: 'no' },
    organiser: '测试主办单位',
    audience: '小学高年级',
    grades: ['g5-6'],
    topics: ['ginseng'],
    cost: '免费',
    registration: { kind: 'phone', phone: '0435-0000000', closes: '2026-12-03T17:00' },
    school: { lunch: '自带' },
    ...over,
  });

const CHANGES = [
  { word: '已取消', over: { status: 'cancelled', statusReason: '场地检修' } },
  { word: '已改期', over: { status: 'rescheduled', previous: [{ start: '2026-11-28T09:00', end: '2026-11-28T11:30' }] } },
  { word: '延期，日期待定', over: { status: 'postponed', statusReason: '大雪' } },
  { word: '改为线上', over: { status: 'online', onlineLink: 'https://example.org/live' } },
] as const;

describe.each(CHANGES)('an event that is $word', ({ word, over }) => {
  const changed = event(over);
  const announcement = announcementOf(changed, '集安市');

  it('says so first in every text', () => {
    for (const { text } of groupTexts(changed, announcement, ADDRESS)) {
      expect(text.startsWith(`【${word}】走进人参科普日`), text).toBe(true);
      expect(text).toContain(ADDRESS);
    }
  });

  it('says so in the card and in oEmbed, and the frame keeps its name', () => {
    expect(cardCode(announcement, ADDRESSES)).toContain(`【${word}】走进人参科普日`);
    expect(oembed(announcement, ADDRESSES)['title']).toBe(`【${word}】走进人参科普日`);
    expect(frameCode(announcement, ADDRESSES)).toBe(frameCode(announcementOf(event(), '集安市'), ADDRESSES));
  });

  it.each(['wide', 'square'] as const)('says so in the %s picture', async (format) => {
    const content = (subject: Event) => ({ ...announcementOf(subject, '集安市'), siteName: ADDRESSES.siteName, address: ADDRESS });
    const [{ svg }, { svg: plain }] = [await sharePicture(content(changed), format), await sharePicture(content(event()), format)];
    // The shape of its first letter, wherever it was set: letters are drawn, so it is the drawing that must be there.
    const shape = (text: string, drawn: string): boolean => drawn.includes(text);
    const letters = await lettersOf(word, 700);
    const strip = format === 'wide' ? { size: 70 * 0.54, x: 60, y: 74 + 70 * 0.68 } : { size: 104 * 0.54, x: 70, y: 96 + 104 * 0.68 };
    const drawn = outline(word, letters, strip.size, strip.x, strip.y);
    expect(shape(drawn, svg)).toBe(true);
    expect(shape(drawn, plain)).toBe(false);
  });
});

it('a cancelled event asks nobody to register or to bring anything', () => {
  const off = event({ status: 'cancelled', statusReason: '场地检修' });
  const texts = groupTexts(off, announcementOf(off, '集安市'), ADDRESS).map(({ text }) => text);
  for (const text of texts) expect(text).not.toMatch(/0435|要带|午餐|费用/);
  expect(texts[0]).toContain('请勿前往');
});

it('tells the region only where the venue does not', () => {
  expect(announcementOf(event(), '集安市').where).toBe('测试图书馆（集安市）');
  expect(announcementOf(event({ venue: { name: '集安市图书馆', region: 'jian' } }), '集安市').where).toBe('集安市图书馆');
});

it('names what parents must know, and 待核实 for what is not said', () => {
  const full = groupTexts(event(), announcementOf(event(), '集安市'), ADDRESS).at(-1)?.text ?? '';
  expect(full).toContain('午餐：自带');
  expect(full).toContain('家长同意书：待核实');
});

describe('any title', () => {
  const title = fc.string({ unit: fc.constantFrom(...'科普;,\\<>&"\'；，「」😀👩‍🔬a1 '), minLength: 4, maxLength: 60 }).filter((text) => text.trim().length >= 4);

  it('stays text in the card and in the frame', () => {
    fc.assert(fc.property(title, (text) => {
      const announcement = announcementOf(event({ title: text }), '集安市');
      const card = parse(cardCode(announcement, ADDRESSES));
      expect(card.querySelectorAll('*').map(({ tagName }) => tagName).filter((name) => !['DIV', 'P', 'A'].includes(name))).toEqual([]);
      expect(card.querySelector('a')?.textContent.replaceAll('&apos;', "'")).toBe(text.replaceAll('&apos;', "'"));
      expect(parse(frameCode(announcement, ADDRESSES)).querySelectorAll('*').map(({ tagName }) => tagName)).toEqual(['IFRAME']);
    }));
  });

  it('keeps each text in its own lines', () => {
    const odd = event({ title: '冰；火，\\, semi; 😀 标题' });
    const texts = groupTexts(odd, announcementOf(odd, undefined), ADDRESS);
    expect(texts[0]?.text.split('\n')).toHaveLength(1);
    expect(texts[1]?.text.split('\n')[0]).toBe('冰；火，\\, semi; 😀 标题');
  });
});

describe('rows', () => {
  it('carry dates that the browser reads back', () => {
    const series = event({ firstCancelled: true, occurrences: [{ start: '2026-12-12T09:00', end: '2026-12-12T11:30' }, { start: '2026-12-19T09:00', end: '2026-12-19T11:30', cancelled: true }] });
    expect(writeTimes(series)).toBe('scheduled|!2026-12-05T09:00/2026-12-05T11:30|2026-12-12T09:00/2026-12-12T11:30|!2026-12-19T09:00/2026-12-19T11:30');
    const { status, start, end, firstCancelled, occurrences } = readTimes(writeTimes(series));
    expect({ status, start, end, firstCancelled, occurrences }).toEqual({ status: 'scheduled', start: series.start, end: series.end, firstCancelled: true, occurrences: series.occurrences });
    expect(rowOf(series, '/x/').dates).toBe(3);
    expect(() => readTimes('scheduled')).toThrow();
    expect(() => readTimes('scheduled|heute')).toThrow();
  });

  it('carry what filters ask for', () => {
    expect(foundOf(event(), '/x/').facets).toEqual({ region: ['jian'], grade: ['g5-6'], topic: ['ginseng'], kind: ['openday'], cost: ['free'], access: ['step-free'] });
    expect(facetKeys(event({ status: 'online', onlineLink: 'https://example.org/' })).access).toEqual([]);
    expect(['免费', ' 免费 ', '待核实', '材料费待核实', '每人 20 元'].map(costKey)).toEqual(['free', 'free', 'unknown', 'unknown', 'other']);
  });
});

it('oEmbed is what oembed.com asks for', () => {
  const answer = oembed(announcementOf(event(), '集安市'), ADDRESSES);
  expect(answer).toMatchObject({ version: '1.0', type: 'rich', provider_name: ADDRESSES.siteName, provider_url: ADDRESSES.site, thumbnail_url: ADDRESSES.share });
  for (const name of ['width', 'height', 'thumbnail_width', 'thumbnail_height']) expect(Number.isInteger(answer[name]), name).toBe(true);
  const frame = parse(String(answer['html'])).querySelector('iframe');
  expect(frame?.getAttribute('src')).toBe(ADDRESSES.embed);
  expect(Number(frame?.getAttribute('width'))).toBe(answer['width']);
});
