/** CSV against RFC 4180, read back by a parser of the test's own. */
import { describe, expect, test } from 'vitest';
import { csvCell, writeCsv } from '#/lib/csv.ts';

/** Reads a whole file as RFC 4180 has it. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text.charAt(at + 1) === '"') cell += text.charAt(++at);
      else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === ',') {
      row.push(cell);
      cell = '';
    } else if (char === '\r' && text.charAt(at + 1) === '\n') {
      row.push(cell);
      rows.push(row);
      row = [];
      cell = '';
      at++;
    } else cell += char;
  }
  expect(row, 'the last row ends with CRLF').toEqual([]);
  return rows;
}

describe('a cell', () => {
  test.each([
    ['冰酒', '冰酒'],
    ['甲,乙', '"甲,乙"'],
    ['他说"好"', '"他说""好"""'],
    ['两\n行', '"两\n行"'],
    [' 前后有空格 ', '" 前后有空格 "'],
    [2023, '2023'],
    [-5, '-5'],
    [null, ''],
    [undefined, ''],
    ['', ''],
  ])('%j is written as %s', (value, expected) => {
    expect(csvCell(value)).toBe(expected);
  });

  test.each(['=1+1', '+86 435', '-cmd', '@SUM(A1)', '\t=1', '  =1', '＝1', '＋1', '－1', '＠a', '\r=1'])('%j never runs as a formula', (value) => {
    expect(readCsv(writeCsv([[value]]).slice(1))).toEqual([[`'${value}`]]);
  });

  test('dashes and numbers inside a text stay', () => {
    expect(csvCell('2023—2024 年 =A1')).toBe('2023—2024 年 =A1');
  });
});

describe('a file', () => {
  test('starts with a byte-order mark and ends its rows with CRLF', () => {
    expect(writeCsv([['名称', '年度'], ['甲', 2023]])).toBe('\ufeff名称,年度\r\n甲,2023\r\n');
  });

  test('comes back as it went in', () => {
    const rows = [['名称', '说明', '空'], ['"甲"', '一,二\r\n三', ''], ['乙\n', ',', '"']];
    expect(readCsv(writeCsv(rows).slice(1))).toEqual(rows);
  });
});
