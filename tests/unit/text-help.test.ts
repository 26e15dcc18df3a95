import { describe, expect, test } from 'vitest';
import { parseWording } from '#/gate/content.ts';
import { showsChildren, textNotes } from '#/gate/text-help.ts';
import { readFileSync } from 'node:fs';

const wording = parseWording(readFileSync('content/settings/wording.yml', 'utf8'));
const notes = (text: string): string => textNotes(text, wording).map(({ message }) => message).join('；');

describe('what a colleague would mark', () => {
  test.each([
    ['人参 Panax 的根', '中英文之间有空格'],
    ['好吗?不好', '半角标点“?”'],
    ['这是一种的的植物', '“的的”像是重复了'],
    ['普及科学科学知识', '“科学”像是重复了'],
    ['他得了国家最高科技奖', '应写作“国家最高科学技术奖”'],
    ['集安县的葡萄', '应写作“集安市”'],
    ['效果独一无二', '“独一无二”是广告用语'],
    ['联系人 11010519491231002X', '身份证号'],
    ['请打13800138000报名', '手机号码'],
    ['活动在9月19日举行', '“9月19日”没有写年份'],
  ])('%s', (text, message) => { expect(notes(text)).toContain(message); });

  test.each([
    '人参Panax ginseng的根，−7 ℃ 以下',
    '他走了三步；一份一份地称，一层一层地看',
    '研究的目的的确如此',
    '2026年9月19日开始，9月21日结束',
    '获得国家最高科学技术奖的人',
    '网址 https://example.org/a?b=1 里的半角不算',
    '编号 110105194912310021 的校验码不对，不是身份证号',
    '时间是18:30，比例是1:3',
  ])('nothing to say of: %s', (text) => { expect(notes(text)).toBe(''); });

  test('pictures of children', () => {
    expect(showsChildren('两个小学生在看显微镜')).toBe(true);
    expect(showsChildren('一株六年生的人参')).toBe(false);
  });
});
