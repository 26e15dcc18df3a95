/**
 * What a body must not be before the parser sees it: too long, too deep, too wide. The parser recurses on each
 * level and pads each table row, so a few kilobytes could ask for minutes or gigabytes. Every look here takes
 * time by the length of the text, whatever is in it.
 */
export interface Excess {
  /** Line in the body, from 1. */
  line: number;
  message: string;
  fix: string;
}

const MAX_CHARACTERS = 200_000;
const MAX_LINES = 20_000;
const MAX_LINE = 50_000;
/** Markers of quotes and lists at the start of one line; 40 levels is also what the tree may have. */
const MAX_MARKERS = 40;
const MAX_COLUMNS = 60;
const MAX_CELLS = 20_000;
/** Links, footnotes and marks that wait for a partner make the parser look back. */
const MAX_BRACKETS = 200;

const MARKER = /[ \t]*(?:[>*+-]|\d{1,9}[.)])/y;
const BRACKETS = new RegExp(`[[(!*_~]{${MAX_BRACKETS}}`);
const DELIMITER = /^[ \t>*+-]*[|:-][ \t|:-]*$/;

/** How many markers stand at the start of a line, up to the limit. */
function markers(row: string): number {
  let count = 0;
  MARKER.lastIndex = 0;
  while (count <= MAX_MARKERS && MARKER.test(row)) count++;
  return count;
}

/** The first thing that is too much, or undefined. */
export function excessOf(source: string): Excess | undefined {
  if (source.length > MAX_CHARACTERS) return { line: 1, message: `正文有 ${source.length} 个字符，超过 ${MAX_CHARACTERS}`, fix: '分成几篇' };
  const rows = source.split('\n');
  if (rows.length > MAX_LINES) return { line: MAX_LINES, message: `正文有 ${rows.length} 行，超过 ${MAX_LINES}`, fix: '分成几篇' };
  let columns = 0;
  let cells = 0;
  for (const [at, row] of rows.entries()) {
    const line = at + 1;
    if (markers(row) > MAX_MARKERS || BRACKETS.test(row)) return { line, message: '引用、列表或括号套得太多层', fix: '拆成几段，减少层数' };
    if (row.length > MAX_LINE) return { line, message: `这一行有 ${row.length} 个字符，太长`, fix: '拆成几段' };
    // A row of a table is as wide as its delimiter row says, however short it is written.
    if (row.trim() === '') columns = 0;
    else if (row.includes('|') && DELIMITER.test(row)) columns = row.split('|').length;
    cells += columns;
    if (columns > MAX_COLUMNS) return { line, message: `表格有 ${columns} 列，太宽`, fix: `最多 ${MAX_COLUMNS} 列；拆成几个表格` };
    if (cells > MAX_CELLS) return { line, message: '表格太大', fix: `一篇里最多 ${MAX_CELLS} 格；把数据放在可下载的文件里` };
  }
  return undefined;
}

/** Line of a mark that a failed merge left behind (`<<<<<<< HEAD`), or undefined. */
export function conflictLine(source: string): number | undefined {
  const index = source.split('\n').findIndex((row) => /^(?:<{7}|>{7}|\|{7})(?: \S.*)?$/.test(row));
  return index < 0 ? undefined : index + 1;
}
