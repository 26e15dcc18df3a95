/**
 * The YAML that our own server writes (cms/entry-format.ts): one field a line, indented by spaces, text in quotes or plainly text, lists in
 * brackets or by dashes. Reading it so takes a tenth of what a whole YAML parser takes, and reading the fields was half
 * of the verdict on an entry. Whatever else stands there is left to that parser, which alone finds and words faults.
 */

const FIELD = /^( *)([A-Za-z][A-Za-z0-9]{0,60}):(?: (\S.*))?$/;
const ITEM = /^( *)- (\S.*)$/;
const VALUE = /'(?:[^']|'')*'|"(?:[^"\\]|\\["\\])*"|-?(?:0|[1-9]\d{0,6})\.\d{1,8}|-?[1-9]\d{0,14}|0|true|false/y;
/** Text without quotes, as people write it; no part of a list in brackets. */
const BARE = /^(?:[A-Za-z\p{Script=Han}《“]|\d+\p{Script=Han})(?:(?:[^:#]|:(?=\S))*[^:#\s])?$/u;
/** The same within brackets, where more stands for something. */
const BARE_WORD = /[A-Za-z\p{Script=Han}][A-Za-z0-9\p{Script=Han}-]*(?=[,\]])/uy;
/** Words that YAML does not read as text. */
const NO_TEXT = /^(?:true|false|null)$/i;
const MOST_LEVELS = 8;

type Plain = string | number | boolean | Plain[] | { [key: string]: Plain };

/** Thrown and caught here only. */
const ELSE = Symbol('not plain');

function scalar(written: string): Plain {
  const first = written.charAt(0);
  if (first === "'") return written.slice(1, -1).replaceAll("''", "'");
  if (first === '"') return written.slice(1, -1).replace(/\\(.)/g, '$1');
  return written === 'true' ? true : written === 'false' ? false : Number(written);
}

/** The value that begins at a place in a line, and where it ends. */
function valueAt(line: string, at: number): string {
  VALUE.lastIndex = at;
  const written = VALUE.exec(line)?.[0];
  if (written === undefined) throw ELSE;
  return written;
}

function valueOf(text: string): Plain {
  if (BARE.test(text)) {
    if (!NO_TEXT.test(text)) return text;
    if (text !== 'true' && text !== 'false') throw ELSE;
  }
  if (!text.startsWith('[')) {
    const written = valueAt(text, 0);
    if (written.length !== text.length) throw ELSE;
    return scalar(written);
  }
  const list: Plain[] = [];
  if (text === '[]') return list;
  for (let at = 1; ; at += 2) {
    BARE_WORD.lastIndex = at;
    const word = BARE_WORD.exec(text)?.[0];
    const bare = word !== undefined && !NO_TEXT.test(word);
    const written = bare ? word : valueAt(text, at);
    list.push(bare ? word : scalar(written));
    at += written.length;
    if (at === text.length - 1 && text.endsWith(']')) return list;
    if (!text.startsWith(', ', at)) throw ELSE;
  }
}

/** The fields of a text in that form; undefined when any line is not. The same as a YAML parser (1.2, core schema) makes of it. */
export function readPlainYaml(text: string): Record<string, unknown> | undefined {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  if (lines.length === 0) return undefined;
  let at = 0;
  const depthOf = (line: string): number => line.length - line.trimStart().length;

  /** What stands below a field of this depth: a list by dashes or more fields. */
  const below = (depth: number, level: number): Plain => {
    const next = lines[at] ?? '';
    const deeper = depthOf(next);
    if (deeper <= depth || level > MOST_LEVELS) throw ELSE;
    return ITEM.test(next) ? items(deeper, level) : fields(deeper, level);
  };
  const fields = (depth: number, level: number): Record<string, Plain> => {
    const record: Record<string, Plain> = {};
    while (at < lines.length) {
      const line = lines[at] ?? '';
      if (depthOf(line) < depth) break;
      const [, indent = '', name = '', value] = FIELD.exec(line) ?? [];
      if (name === '' || indent.length !== depth || NO_TEXT.test(name) || Object.hasOwn(record, name)) throw ELSE;
      at++;
      record[name] = value === undefined ? below(depth, level + 1) : valueOf(value);
    }
    return record;
  };
  const items = (depth: number, level: number): Plain[] => {
    const list: Plain[] = [];
    while (at < lines.length) {
      const line = lines[at] ?? '';
      const [, indent = '', value] = ITEM.exec(line) ?? [];
      if (value === undefined || indent.length !== depth) {
        if (depthOf(line) >= depth) throw ELSE;
        break;
      }
      if (FIELD.test(value)) {
        // The first field of an item stands behind its dash.
        lines[at] = `${indent}  ${value}`;
        list.push(fields(depth + 2, level + 1));
      } else {
        at++;
        list.push(valueOf(value));
      }
    }
    return list;
  };

  try {
    const record = fields(0, 0);
    return at === lines.length ? record : undefined;
  } catch (thrown) {
    if (thrown === ELSE) return undefined;
    throw thrown;
  }
}
