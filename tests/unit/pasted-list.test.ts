/** A list of laureates as it is pasted from a spreadsheet: read, judged, merged. */
import { describe, expect, it } from 'vitest';
import { itemsAfter, mergeList, pasteColumns, readPaste } from '#/cms/pasted-list.ts';
import { peel } from '#/cms/peel.ts';
import { readTable, writeCsv } from '#/lib/csv.ts';
import { editions } from '#/schemas/editions.ts';
import type * as z from 'zod';

const laureate = peel(peel(editions).shape?.['laureates'] as z.core.$ZodType).element as z.ZodType;
const lookups = { region: { 集安市: 'jian', 柳河县: 'liuhe' }, category: { 自然科学奖: 'ziran' } };

describe('reading a table', () => {
  it('takes tabs, commas, quotes, line breaks in cells, a byte-order mark', () => {
    expect(readTable('\ufeff姓名\t单位\r\n甲\t某,所\r\n\r\n')).toEqual([['姓名', '单位'], ['甲', '某,所']]);
    expect(readTable('姓名,获奖理由\n"甲","因为""好"",\n所以"\n乙,')).toEqual([['姓名', '获奖理由'], ['甲', '因为"好",\n所以'], ['乙', '']]);
  });
  it('reads what the open data write', () => {
    const rows = [['姓名', '说明'], ['=甲', '含,逗号'], ['-1', '含"引号"']];
    expect(readTable(writeCsv(rows))).toEqual(rows);
  });
});

describe('reading a list of laureates', () => {
  it('finds columns by label, name or a part of the label, and gives words their keys back', () => {
    const paste = readPaste('姓名\t类别\t奖种代号\t所属市县\t可靠程度\n甲\t个人\t自然科学奖\t集安市\t据来源\n某所\t组织\tziran\t\t待核实', laureate, lookups);
    expect(paste.faults).toEqual([]);
    expect(paste.items).toEqual([
      { name: '甲', kind: 'person', category: 'ziran', region: 'jian', certainty: 'reported' },
      { name: '某所', kind: 'organisation', category: 'ziran', certainty: 'unverified' },
    ]);
  });

  it('asks for what no column says, and takes it for all rows', () => {
    const paste = readPaste('姓名或名称\n甲\n乙', laureate);
    expect(paste.missing.map(({ label }) => label)).toEqual(['类别', '可靠程度']);
    expect(readPaste('姓名或名称\n甲\n乙', laureate, {}, { kind: 'person', certainty: 'reported' }).items).toEqual([
      { kind: 'person', certainty: 'reported', name: '甲' },
      { kind: 'person', certainty: 'reported', name: '乙' },
    ]);
  });

  it.each([
    ['', []],
    ['甲\t乙\n丙\t丁', ['1 不认识“甲”这一列', '1 不认识“乙”这一列', '1 第一行要写列名，其中必须有“姓名或名称”']],
    ['姓名\t姓名\n甲\t乙', ['1 “姓名或名称”有两列']],
    ['姓名', ['1 只有列名，没有内容']],
    ['姓名,所属市县\n甲,北京市', ['2 “所属市县”没有“北京市”这一项；可选：集安市、柳河县']],
    ['姓名,类别\n甲,团队', ['2 “类别”没有“团队”这一项；可选：个人、组织']],
    ['姓名,单位\n甲,某,所', ['2 有 3 格，比列名多']],
    [`姓名\n${'甲'.repeat(61)}`, ['2 姓名或名称：“姓名或名称”最多 60 个字']],
    ['姓名,单位\n,某所', ['2 姓名或名称：请填写“姓名或名称”']],
  ])('%j: %j', (text, faults) => {
    const paste = readPaste(text, laureate, lookups);
    expect(paste.items).toEqual([]);
    expect(paste.faults).toHaveLength(faults.length);
    paste.faults.forEach(({ line, message }, index) => { expect(`${line} ${message}`).toContain(faults[index]); });
  });

  it('has a column for each field of the schema', () => {
    expect(pasteColumns(laureate).map(({ name }) => name)).toContain('discipline');
    expect(pasteColumns(laureate).every(({ label }) => /[\u4e00-\u9fff]/.test(label))).toBe(true);
  });
});

describe('what the list becomes', () => {
  const old = [{ name: '甲', kind: 'person', affiliation: '旧单位' }, { name: '乙', kind: 'person' }];
  const pasted = [{ name: '丙', kind: 'person' }, { name: '甲', kind: 'person', affiliation: '新单位' }];
  it('adds, changes only what was pasted, keeps the rest', () => {
    const changes = mergeList(old, pasted, 'name', false);
    expect(changes.map(({ kind, item, fields }) => [kind, item['name'], fields])).toEqual([['added', '丙', ['name', 'kind']], ['changed', '甲', ['affiliation']], ['kept', '乙', []]]);
    expect(itemsAfter(changes)).toEqual([{ name: '丙', kind: 'person' }, { name: '甲', kind: 'person', affiliation: '新单位' }, { name: '乙', kind: 'person' }]);
  });
  it('drops the others when asked, and says so first', () => {
    const changes = mergeList(old, pasted, 'name', true);
    expect(changes.at(-1)).toMatchObject({ kind: 'removed', item: { name: '乙' } });
    expect(itemsAfter(changes)).toHaveLength(2);
    expect(mergeList(old, old, 'name', true).map(({ kind }) => kind)).toEqual(['same', 'same']);
  });
  it('tells two rows of one name apart by their order', () => {
    const twins = [{ name: '甲', kind: 'person', share: '1/2' }, { name: '甲', kind: 'person', share: '1/3' }];
    expect(mergeList(twins, twins, 'name', false).map(({ kind }) => kind)).toEqual(['same', 'same']);
  });
});
