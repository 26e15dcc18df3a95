/** Open data: the files against their own JSON Schema, and the CSV as a reader of a spreadsheet meets it. */
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { fieldsOf, itemSchema } from '#/lib/data-schema.ts';
import { DATASETS, datasetCsv, datasetJson, itemsOf, schemaJson, type DataEntry, type DataItem, type TitleOf } from '#/lib/open-data.ts';
import { awards } from '#/schemas/awards.ts';
import { editions } from '#/schemas/editions.ts';
import { events } from '#/schemas/events.ts';

const titles: Record<string, string> = { 'regions/jian': '集安市', 'awards/zuigao': '国家最高科学技术奖', 'partners/daxue': '某大学' };
const titleOf: TitleOf = (noun, id) => titles[`${noun}/${id}`];
const context = { self: 'https://example.org/data/x.json', schema: 'https://example.org/data/schema/x.json', publisher: '通化科普' };
const entry = (id: string, data: DataEntry['data']): DataEntry => ({ id, url: `https://example.org/x/${id}/`, data });

const event = events.parse({
  id: 'kx7m2p9q',
  title: '=山葡萄,的糖',
  urlName: 'shan-putao',
  kind: 'lecture',
  summary: '讲座从一杯糖水讲起，说明冬天的葡萄为什么更甜，适合全家来听。',
  start: '2026-12-05T18:30',
  end: '2026-12-05T20:00',
  venue: { name: '少年宫', region: 'jian' },
  organiser: '科学技术协会',
  partners: ['daxue', 'caogao'],
  audience: '公众',
  grades: ['g5-6', 'public'],
  topics: ['agriculture'],
  cost: '免费',
  registration: { kind: 'none' },
  published: '2026-11-23T09:00',
  updated: '2026-11-24T10:00',
});
const laureate = (name: string) => ({ kind: 'person', name, certainty: 'verified' });
const source = { title: '公报', publisher: '科技部', date: '2016', link: 'https://example.org/gb' };
const edition = (year: number, fields: Record<string, unknown>) =>
  editions.parse({ title: `${year}年度国家最高科学技术奖`, urlName: `zuigao-${year}`, award: 'zuigao', year, status: 'awarded', certainty: 'verified', sources: [source], ...fields });
const award = awards.parse({
  title: '国家最高科学技术奖',
  urlName: 'zuigao',
  summary: '国务院设立的国家科学技术奖之一，授予中国公民，不分等级。',
  level: 'national',
  organiser: '国务院',
  categories: [{ id: 'zuigao', name: '国家最高科学技术奖', grades: [] }],
  sources: [source],
});
const years = [edition(2015, { status: 'vacant' }), edition(2016, { laureates: [laureate('赵忠贤'), laureate('屠呦呦')] })].map((data) => entry(data.urlName, data));

describe('items', () => {
  const [item] = itemsOf('events', [entry('shan-putao', event)], titleOf);

  test('have a permanent id, the name that relations hold, and an address', () => {
    expect(item).toMatchObject({ id: 'kx7m2p9q', entryId: 'shan-putao', url: 'https://example.org/x/shan-putao/' });
    expect(itemsOf('awards', [entry('zuigao', award)], titleOf)[0]).toMatchObject({ id: 'zuigao', entryId: 'zuigao' });
  });

  test('leave out what belongs to the page or is hidden', () => {
    for (const name of ['draft', 'urlName', 'cover']) expect(item).not.toHaveProperty(name);
    expect(item?.partners).toEqual(['daxue']);
  });

  test('say null where nothing is known', () => {
    expect(item).toMatchObject({ statusReason: null, onlineLink: null, school: null });
  });

  test('fit their own JSON Schema, which refuses others', () => {
    const cases: [Parameters<typeof itemsOf>[0], DataEntry[]][] = [['events', [entry('shan-putao', event)]], ['editions', years], ['awards', [entry('zuigao', award)]]];
    for (const [noun, list] of cases) {
      const schema = z.fromJSONSchema(JSON.parse(schemaJson(noun, context.schema)) as Parameters<typeof z.fromJSONSchema>[0]);
      for (const each of itemsOf(noun, list, titleOf)) {
        expect(schema.safeParse(each).error, noun).toBeUndefined();
        expect(schema.safeParse({ ...each, title: undefined }).success).toBe(false);
        expect(schema.safeParse({ ...each, extra: 1 }).success).toBe(false);
      }
    }
    const schema = z.fromJSONSchema(JSON.parse(schemaJson('events', context.schema)) as Parameters<typeof z.fromJSONSchema>[0]);
    expect(schema.safeParse({ ...item, kind: 'party' }).success).toBe(false);
  });
});

describe('the JSON file', () => {
  const file = JSON.parse(datasetJson('events', [entry('shan-putao', event)], titleOf, context)) as { version: number; licence: string; updated: string; count: number; fields: { name: string; label: string }[]; items: DataItem[] };

  test('says what it is, without a clock', () => {
    expect(file).toMatchObject({ version: 1, licence: '待核实', updated: '2026-11-24T10:00', count: 1, ...context });
  });

  test('describes every field of its items in Chinese', () => {
    expect(file.fields.map(({ name }) => name)).toEqual(Object.keys(file.items[0] ?? {}));
  });

  test('is the same whatever the order of the entries', () => {
    expect(datasetJson('editions', [...years].reverse(), titleOf, context)).toBe(datasetJson('editions', years, titleOf, context));
  });
});

describe('what was written once', () => {
  const file = (data: typeof event, titles: TitleOf = titleOf, id = 'shan-putao'): string => datasetJson('events', [entry(id, data)], titles, context) + datasetCsv('events', [entry(id, data)], titles);

  test('is written again when the item changes, or the title of what it names, or whether that is shown', () => {
    expect(file(event)).toBe(file(structuredClone(event)));
    expect(file({ ...event, summary: '别的' })).not.toBe(file(event));
    const renamed: TitleOf = (noun, id) => (id === 'jian' ? '集安' : titleOf(noun, id));
    expect(file(event, renamed)).toBe(file(structuredClone(event), renamed));
    const hidden: TitleOf = (noun, id) => (id === 'daxue' ? undefined : titleOf(noun, id));
    expect(file(event, hidden)).toBe(file(structuredClone(event), hidden));
    expect(file(event, hidden)).not.toBe(file(event));
    expect(file(event, titleOf, 'other')).toBe(file(structuredClone(event), titleOf, 'other'));
  });

  test('is JSON as one writes it, down to the spaces', () => {
    for (const text of [datasetJson('events', [], titleOf, context), datasetJson('events', [entry('shan-putao', event)], titleOf, context), datasetJson('editions', years, titleOf, context)]) {
      expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
    }
  });
});

test.each(DATASETS)('every field of %s has a Chinese label, down to the last', (noun) => {
  const walk = (fields: ReturnType<typeof fieldsOf>): void => {
    for (const each of fields) {
      expect(each.label, `${noun}.${each.name}`).toMatch(/\p{Script=Han}/u);
      for (const label of Object.values(each.values ?? {})) expect(label).toMatch(/\p{Script=Han}/u);
      walk(each.fields ?? []);
    }
  };
  walk(fieldsOf(itemSchema(noun)));
  // What only the editor's form needs stays inside.
  expect(schemaJson(noun, context.schema)).not.toMatch(/"(?:cms|managed|picture|default)"/);
});

describe('the CSV file', () => {
  const rows = (text: string): string[][] => text.slice(1).trimEnd().split('\r\n').map((line) => line.split(','));

  test('is in Chinese words: labels, titles, 是 and 否', () => {
    const text = datasetCsv('events', [entry('shan-putao', event)], titleOf);
    expect(text).toContain('场地 › 市县');
    for (const words of ['讲座', '5—6 年级；公众', '集安市', '某大学', '未核实', '否']) expect(text).toContain(words);
    expect(text).not.toMatch(/agriculture|g5-6|unknown|caogao|null|undefined|\[object/);
  });

  test('guards and quotes what a spreadsheet would take apart', () => {
    expect(datasetCsv('events', [entry('shan-putao', event)], titleOf)).toContain(`"'=山葡萄,的糖"`);
  });

  test('has a row for each laureate, and one for a vacant year', () => {
    const [header = [], ...body] = rows(datasetCsv('editions', years, titleOf));
    const column = (label: string): (string | undefined)[] => body.map((row) => row[header.indexOf(label)]);
    expect(column('年度')).toEqual(['2015', '2016', '2016']);
    expect(column('状态')).toEqual(['空缺', '已颁发', '已颁发']);
    expect(column('获奖者 › 姓名或名称')).toEqual(['', '赵忠贤', '屠呦呦']);
    expect(column('奖项')).toEqual(Array(3).fill('国家最高科学技术奖'));
    for (const row of body) expect(row).toHaveLength(header.length);
  });
});
