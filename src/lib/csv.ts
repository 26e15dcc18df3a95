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

/** A whole file: byte-order mark, CRLF after each row. */
export function writeCsv(rows: readonly (readonly Cell[])[]): string {
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}
