/** CSV as RFC 4180 has it, for people who open it in a spreadsheet. Pure. */

export type Cell = string | number | boolean | null | undefined;

/** Excel in China reads a file without it as GBK. */
const BYTE_ORDER_MARK = '\ufeff';
/** What makes a spreadsheet run a text as a formula; the wide forms do so in Chinese and Japanese versions. */
const FORMULA = /^\s*[=+\-@\t\r＝＋－＠]/u;

/** One cell: quoted where needed, a text that could run as a formula led by `'`, unknown values empty. */
export function csvCell(value: Cell): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const text = value.toWellFormed();
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows of a file, CRLF after each. */
export function writeRows(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

/** A whole file: byte-order mark, CRLF after each row. */
export function writeCsv(rows: readonly (readonly Cell[])[]): string {
  return BYTE_ORDER_MARK + writeRows(rows);
}

/**
 * Rows of a pasted table or a CSV file: cells parted by tabs when the first line has one (as spreadsheets copy),
 * else by commas; quoted cells may hold separators and line breaks. Cells are trimmed, empty rows left out, and
 * the `'` that {@link csvCell} puts before a text that could run as a formula is taken off again.
 */
export function readTable(text: string): string[][] {
  const source = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const separator = (source.split('\n').find((line) => line.trim() !== '') ?? '').includes('\t') ? '\t' : ',';
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = (): void => {
    const trimmed = cell.trim();
    row.push(trimmed.startsWith("'") && FORMULA.test(trimmed.slice(1)) ? trimmed.slice(1) : trimmed);
    cell = '';
  };
  const endRow = (): void => {
    endCell();
    if (row.some((each) => each !== '')) rows.push(row);
    row = [];
  };
  for (let at = 0; at < source.length; at++) {
    const char = source.charAt(at);
    if (quoted) {
      if (char !== '"') cell += char;
      else if (source.charAt(at + 1) === '"') cell += source.charAt(++at);
      else quoted = false;
    } else if (char === '"' && cell.trim() === '') {
      quoted = true;
      cell = '';
    } else if (char === separator) endCell();
    else if (char === '\n') endRow();
    else cell += char;
  }
  endRow();
  return rows;
}
