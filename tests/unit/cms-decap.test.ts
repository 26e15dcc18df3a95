import { describe, expect, it } from 'vitest';
import { decapConfig, EDITOR_EXTRAS } from '#/cms/decap.ts';
import type { DecapField } from '#/cms/decap-fields.ts';
import { editorComponents } from '#/cms/editor-components.ts';
import { protectProse } from '#/lib/body-source.ts';
import { parseBody } from '#/lib/body.ts';
import { judgeBody } from '#/gate/body.ts';
import { BODY_COMPONENTS } from '#/schemas/components.ts';
import { NOUN_NAMES } from '#/schemas/nouns.ts';

const { config, losses } = decapConfig();
const fieldsOf = (name: string): DecapField[] => (config.collections.find((each) => each.name === name)?.['fields'] ?? []) as DecapField[];
const field = (path: string): DecapField => {
  const [noun = '', ...names] = path.split('.');
  let fields = fieldsOf(noun);
  let found: DecapField | undefined;
  for (const name of names) {
    found = fields.find((each) => each.name === name);
    fields = found?.fields ?? [];
  }
  if (!found) throw new Error(`没有字段 ${path}`);
  return found;
};
const every = (fields: DecapField[]): DecapField[] => fields.flatMap((each) => [each, ...every(each.fields ?? []), ...(each.field ? every([each.field]) : [])]);

describe('the configuration', () => {
  it('is frozen: a changed schema shows what changes for editors', () => {
    expect(config).toMatchSnapshot();
  });

  it('says what the forms cannot check', () => {
    expect(losses).toMatchSnapshot();
  });

  it('has a collection for each noun, and the settings', () => {
    expect(config.collections.map((each) => each.name)).toEqual([...NOUN_NAMES, 'settings']);
  });

  it('has a Chinese label on every field', () => {
    const bare = config.collections.flatMap((each) => every((each['fields'] ?? []) as DecapField[])).filter((each) => !/[\u4e00-\u9fff]/.test(each.label));
    expect(bare).toEqual([]);
  });

  it('shows choices, relations, dates and pictures by their widgets', () => {
    expect(field('science.kind')).toMatchObject({ widget: 'select', required: true });
    expect(field('science.topics')).toMatchObject({ widget: 'select', multiple: true, required: true, min: 1 });
    expect(field('science.regions')).toMatchObject({ widget: 'relation', collection: 'regions', multiple: true, required: false });
    expect(field('events.start')).toMatchObject({ widget: 'datetime', format: 'YYYY-MM-DDTHH:mm' });
    expect(field('science.reviewed')).toMatchObject({ widget: 'datetime', format: 'YYYY-MM-DD', time_format: false });
    expect(field('science.cover.src')).toMatchObject({ widget: 'image' });
    expect(field('editions.year')).toMatchObject({ widget: 'number', value_type: 'int', min: 1900, max: 2100 });
  });

  it('hides what the server writes, and asks for nothing that it fills in', () => {
    for (const path of ['events.id', 'science.published', 'science.updated']) expect(field(path)).toMatchObject({ widget: 'hidden', required: false });
    expect(field('science.urlName').required).toBe(false);
  });

  it('neither asks nor presets inside an object that may be left out', () => {
    expect(every(field('events.venue').fields ?? []).filter((each) => each.required || 'default' in each)).toEqual([]);
    expect(field('events.registration.kind').required).toBe(true);
  });

  it('begins every list empty, so that nothing is asked of items that nobody made', () => {
    const lists = config.collections.flatMap((each) => every((each['fields'] ?? []) as DecapField[])).filter(({ widget }) => widget === 'list');
    expect(lists.map(({ name }) => name)).toEqual(expect.arrayContaining(['before', 'during', 'after', 'occurrences', 'sources']));
    expect(lists.filter((each) => JSON.stringify(each['default']) !== '[]')).toEqual([]);
    expect(field('events.worksheet')).toMatchObject({ widget: 'object', required: false });
  });

  it('checks length and form with the schema\'s words', () => {
    const [source, words] = field('science.summary').pattern ?? ['', ''];
    expect(new RegExp(source).test('短')).toBe(false);
    expect(new RegExp(source).test('字'.repeat(20))).toBe(true);
    expect(words).toContain('至少 20 个字');
    const [name] = field('science.urlName').pattern ?? [''];
    expect(['bing-jiu', 'a1'].every((each) => new RegExp(name).test(each))).toBe(true);
    expect(['Bing', '冰酒', 'a--b', 'a'.repeat(61)].some((each) => new RegExp(name).test(each))).toBe(false);
  });
});

describe('editor components', () => {
  const components = editorComponents();

  it('are those of the schema, pictures and tables', () => {
    expect(components.map((each) => each.id)).toEqual([...EDITOR_EXTRAS, ...Object.keys(BODY_COMPONENTS)]);
  });

  it('use no pattern that Decap would read wrongly', () => {
    for (const each of components) {
      expect(each.pattern.flags).toBe('');
      expect(each.pattern.source).not.toContain('$');
    }
  });

  it.each([
    ['Note', '<Note type="warning" title="看这里">\n\n第一段\n\n- 甲\n- 乙\n\n</Note>'],
    ['Safety', '<Safety>\n\n别碰\n\n</Safety>'],
    ['Quote', '<Quote source="《本草》">\n\n引文\n\n</Quote>'],
    ['Figure', '<Figure src="media/a.webp" alt="图上有四棵树" caption="说 &quot;明&quot; 5 &lt; 6" />'],
    ['Explainer', '<Explainer id="ice-wine" preset="t=-7.5&amp;s=20" />'],
    ['Explainer', '<Explainer id="insulin" />'],
    ['Materials', '<Materials>\n\n- 甲\n\n</Materials>'],
    ['Steps', '<Steps>\n\n1. 甲\n2. 乙\n\n</Steps>'],
    ['Quiz', '<Quiz id="jian" />'],
    ['Term', '<Term id="ning-gu-dian" />'],
    ['Sources', '<Sources title="延伸阅读">\n\n- 甲\n\n</Sources>'],
    ['image', '![图上有四棵树](media/a.webp)'],
    ['table', '| 甲 | 乙 |\n| --- | :-: |\n| 1 | 2 |\n| 3 | 4 |'],
  ])('%s: taken apart and put together is the same text', (id, text) => {
    const component = components.find((each) => each.id === id);
    const match = component?.pattern.exec(`${text}\n\n后文`);
    expect(match?.[0]).toBe(text);
    const data = match && component?.fromBlock(match);
    expect(data && component?.toBlock(data)).toBe(text);
  });

  it('write attributes that the gate accepts, whatever is typed', () => {
    const note = components.find((each) => each.id === 'Note');
    const text = note?.toBlock({ type: 'tip', title: '“a” "b" {c} <d> & e', content: '正文' }) ?? '';
    expect(protectProse(text).text).toBe(text);
    expect(judgeBody(text).faults).toEqual([]);
    expect(JSON.stringify(parseBody(text).tree)).toContain('“a” \\"b\\" {c} <d> & e');
  });
});
