/** Letters come from the pinned face, none as an empty box, and lines break as Chinese does. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lettersOf, settable } from '#/lib/typeface.ts';
import { balanceLines, breakLines, fit, measure, outline } from '#/lib/typesetting.ts';

const TITLE = '保温箱创客赛前营：让冰晚一点化（第2次，共12次）';

describe('the face', () => {
  it('has every character that titles, dates and places are made of', async () => {
    const text = '通化科普与创新文化网走进人参科普日二〇二六年星期一二三四五六日0123456789—：，。、；！？（）《》“”‘’「」【】·…％℃/@.-+abcXYZ';
    const letters = await lettersOf(text, 700);
    expect([...text].filter((char) => !letters.get(char)?.own)).toEqual([]);
    for (const char of '参木犇龘璟喆') expect((await lettersOf(char, 400)).get(char)?.own, char).toBe(true);
  });

  it('sets 〓 for a character it lacks, and says so', async () => {
    const letters = await lettersOf('𠮷〓', 400);
    expect(letters.get('𠮷')?.own).toBe(false);
    expect(letters.get('𠮷')?.commands).toEqual(letters.get('〓')?.commands);
  });

  it('never sets the empty box of a character that its index promises and its files lack', async () => {
    const letters = await lettersOf('🌀〓', 400);
    expect(letters.get('🌀')?.own).toBe(false);
    expect(letters.get('🌀')?.commands).toEqual(letters.get('〓')?.commands);
  });

  it('draws different outlines for different characters and weights, and no empty ones', async () => {
    const text = '人入土士未末已己巳';
    const [light, bold] = [await lettersOf(text, 400), await lettersOf(text, 700)];
    const drawings = [...text].flatMap((char) => [outline(char, light, 40, 0, 0), outline(char, bold, 40, 0, 0)]);
    expect(new Set(drawings).size).toBe(drawings.length);
    expect(drawings.every((path) => path.length > 50)).toBe(true);
  });

  it('leaves out pictographs and joiners, keeps what can be printed', () => {
    expect(settable('冰🧊晚点化 👩‍🔬❄️ ©2026 1️⃣\n第二行')).toBe('冰晚点化 ©2026 1 第二行');
  });
});

describe('lines', () => {
  it('begin with no closing mark, end with no opening one, and lose nothing', async () => {
    const letters = await lettersOf(TITLE, 700);
    for (let width = 80; width < 900; width += 23) {
      const lines = breakLines(TITLE, letters, 40, width);
      expect(lines.join('')).toBe(TITLE);
      if (width >= 160) {
        expect(lines.filter((line) => /^[，：）]/.test(line) || line.endsWith('（'))).toEqual([]);
        expect(lines.filter((line) => measure(line, letters, 40) > width)).toEqual([]);
      }
    }
  });

  it('do not tear numbers and Latin words', async () => {
    const text = '2026年12月5日09:00开始GB/T15037';
    const letters = await lettersOf(text, 400);
    expect(breakLines(text, letters, 40, 170).filter((line) => /\d:$|^:|GB$|^\/T/.test(line))).toEqual([]);
  });

  it('end with a clause where they can', async () => {
    const text = '秋日科普集市：八个问题搬到广场上';
    const letters = await lettersOf(text, 700);
    expect(balanceLines(text, letters, 60, 620)).toEqual(['秋日科普集市：', '八个问题搬到广场上']);
  });

  it('are balanced without needing more of them', async () => {
    const letters = await lettersOf(TITLE, 700);
    const [plain, balanced] = [breakLines(TITLE, letters, 60, 1000), balanceLines(TITLE, letters, 60, 1000)];
    expect(balanced.length).toBe(plain.length);
    expect(measure(balanced.at(-1) ?? '', letters, 60)).toBeGreaterThan(500);
  });

  it('fit their box, whatever the title', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: fc.constantFrom(...'科普；，、\\;,冰a1 （）「」：—😀'), minLength: 1, maxLength: 150 }), async (raw) => {
      const text = settable(raw);
      if (text === '') return;
      const letters = await lettersOf(`${text}…`, 700);
      const { lines, size } = fit(text, letters, [76, 60, 48, 38, 30], { width: 1080, height: 260, leading: 1.3 });
      expect(lines.length * size * 1.3).toBeLessThanOrEqual(260);
      expect(Math.max(...lines.map((line) => measure(line, letters, size)))).toBeLessThanOrEqual(1080);
    }), { numRuns: 100 });
  });
});
