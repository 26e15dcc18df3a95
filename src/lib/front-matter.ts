/**
 * An entry's file taken apart: YAML front matter between `---` lines, then the body. Duplicate keys and
 * alias bombs are refused, and each field can be traced back to its line in the file.
 */
import { isMap, isSeq, LineCounter, parseDocument, type Node } from 'yaml';

export interface FrontMatterFault {
  /** Line in the file, from 1. */
  line: number;
  message: string;
  fix: string;
}

export interface EntryFile {
  /** The front matter as plain data; empty when it could not be read. */
  data: Record<string, unknown>;
  body: string;
  /** Line in the file on which the body starts, from 1. */
  bodyLine: number;
  faults: FrontMatterFault[];
  /** Line in the file of a field, or of the nearest parent that stands there. */
  lineOf(path: readonly PropertyKey[]): number;
}

const OPENING = /^---[ \t]*\n/;
const MAX_ALIASES = 20;

/** YAML errors worded for editors. */
function wordFault(code: string, message: string): { message: string; fix: string } {
  if (code === 'DUPLICATE_KEY') return { message: '同一个字段写了两次', fix: '删掉其中一个' };
  if (code === 'TAB_AS_INDENT') return { message: '缩进用了制表符', fix: '把制表符换成空格' };
  if (code === 'BAD_ALIAS') return { message: '引用（*）没有对应的锚点，或引用太多', fix: '值以 * 或 & 开头时要加引号' };
  if (code === 'MISSING_CHAR') return { message: '引号或括号没有成对', fix: '检查这一行的引号' };
  return { message: `格式读不懂（${message.split('\n')[0]?.replace(/ at line \d+, column \d+:?/, '') ?? code}）`, fix: '值里有冒号、井号或引号时，把整个值放进引号里' };
}

/** Parses YAML text whose first line is line `firstLine` of a file. */
export function parseYaml(text: string, firstLine = 1): Pick<EntryFile, 'data' | 'faults' | 'lineOf'> {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true, schema: 'core', merge: false, strict: true });
  const faults: FrontMatterFault[] = document.errors.map((error) => ({ line: firstLine - 1 + counter.linePos(error.pos[0]).line, ...wordFault(error.code, error.message) }));
  let data: unknown = {};
  if (faults.length === 0) {
    try {
      data = document.toJS({ maxAliasCount: MAX_ALIASES });
    } catch {
      faults.push({ line: firstLine, message: '字段里的引用（*）太多', fix: '不要使用 YAML 的锚点和引用，直接写出内容' });
    }
    if (data === null || data === undefined) data = {};
    if (typeof data !== 'object' || Array.isArray(data)) {
      faults.push({ line: firstLine, message: '开头部分不是“字段: 值”的格式', fix: '每行写一个字段，例如 title: 标题' });
      data = {};
    }
  }
  const lineOf = (path: readonly PropertyKey[]): number => {
    let node: unknown = document.contents;
    let line = firstLine;
    for (const key of path) {
      let next: unknown;
      let mark: Node | undefined;
      if (isMap(node)) {
        const pair = node.items.find((item) => String((item.key as { value?: unknown } | null)?.value) === String(key));
        next = pair?.value;
        mark = pair?.key as Node | undefined;
      } else if (isSeq(node)) {
        next = node.items[Number(key)];
        mark = next as Node | undefined;
      }
      if (mark?.range) line = firstLine - 1 + counter.linePos(mark.range[0]).line;
      if (next === undefined) break;
      node = next;
    }
    return line;
  };
  return { data: data as Record<string, unknown>, faults, lineOf };
}

/** Takes an entry's text apart. Line ends and a byte-order mark are normalised first. */
export function parseEntryFile(text: string): EntryFile {
  const source = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const opening = OPENING.exec(source);
  const closing = opening ? /^---[ \t]*$/m.exec(source.slice(opening[0].length)) : null;
  if (!opening || !closing) {
    const fault = { line: 1, message: opening ? '开头部分没有结束的 --- 行' : '缺少开头部分（front matter）', fix: '文件第一行写 ---，接着写字段，再写一行 ---，然后是正文' };
    return { data: {}, body: opening ? '' : source, bodyLine: 1, faults: [fault], lineOf: () => 1 };
  }
  const yaml = source.slice(opening[0].length, opening[0].length + closing.index);
  const rest = source.slice(opening[0].length + closing.index + closing[0].length);
  const body = rest.replace(/^\n+/, '');
  const bodyLine = source.slice(0, source.length - body.length).split('\n').length;
  return { ...parseYaml(yaml, 2), body, bodyLine };
}
