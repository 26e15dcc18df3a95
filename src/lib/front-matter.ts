/**
 * An entry's file taken apart: YAML front matter between `---` lines, then the body. Duplicate keys and
 * aliases are refused, and each field can be traced back to its line in the file.
 */
import { isMap, isSeq, LineCounter, parseDocument, visit, type Node } from 'yaml';
import { readPlainYaml } from './plain-yaml.ts';

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
/** Generous: the longest front matter that is in use has about 3 000 characters. Finding duplicate keys takes time by the square of their number. */
const MAX_LENGTH = 100_000;
const MAX_FIELDS = 5_000;
const OPTIONS = { uniqueKeys: true, schema: 'core', merge: false, strict: true, stringKeys: true } as const;
const MAX_DEPTH = 20;

/** YAML errors worded for editors, by the parser's code. */
const WORDED: Readonly<Record<string, readonly [message: string, fix: string]>> = {
  DUPLICATE_KEY: ['同一个字段写了两次', '删掉其中一个'],
  TAB_AS_INDENT: ['缩进用了制表符', '把制表符换成空格'],
  BAD_ALIAS: ['值以 * 或 & 开头，成了引用或锚点', '给值加引号'],
  MISSING_CHAR: ['引号、括号或冒号没有写全', '检查这一行的引号和括号是否成对，冒号后面有没有空格'],
  BAD_INDENT: ['缩进不对', '同一级的字段从同一列开始，用空格缩进'],
  BAD_DQ_ESCAPE: ['双引号里的反斜杠读不懂', '改用单引号，或把 \\ 写成 \\\\'],
  MULTIPLE_DOCS: ['开头部分里又有分隔行', '删掉多余的 --- 或 ... 行'],
  NON_STRING_KEY: ['字段名不是文字', '字段名只能是一个词，例如 title'],
  RESOURCE_EXHAUSTION: ['字段套得太多层', '减少括号和缩进的层数'],
  TAG_RESOLVE_FAILED: ['值前面的 ! 标记不允许', '删掉 ! 标记；值以 ! 开头时加引号'],
};
const UNREADABLE = ['格式读不懂', '值里有冒号、井号、引号或其他符号时，把整个值放进引号里'] as const;

const fault = (line: number, [message, fix]: readonly [string, string]): FrontMatterFault => ({ line, message, fix });

/** Whether a tree of YAML nodes is deeper than what any schema asks for. Goes by levels, so that no depth overflows the stack. */
function isDeep(contents: unknown): boolean {
  let level: unknown[] = [contents];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return true;
    level = level.flatMap((node) => (isMap(node) ? node.items.flatMap((pair) => [pair.key, pair.value]) : isSeq(node) ? node.items : []));
  }
  return false;
}

/** Line of a field. Reads the text once more: lines are asked for only where something is wrong, and the tree is many times as large as the text. */
function lineOf(text: string, firstLine: number, path: readonly PropertyKey[]): number {
  const counter = new LineCounter();
  let node: unknown = parseDocument(text, { ...OPTIONS, uniqueKeys: false, lineCounter: counter }).contents;
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
}

/** Parses YAML text whose first line is line `firstLine` of a file. */
export function parseYaml(text: string, firstLine = 1): Pick<EntryFile, 'data' | 'faults' | 'lineOf'> {
  const counter = new LineCounter();
  if (text.length > MAX_LENGTH || (text.match(/[:?,]/g)?.length ?? 0) > MAX_FIELDS) {
    const large = fault(firstLine, ['字段太多或太长', '删掉不需要的字段；长的文字写进正文']);
    return { data: {}, faults: [large], lineOf: () => firstLine };
  }
  const plain = readPlainYaml(text);
  if (plain) return { data: plain, faults: [], lineOf: (path) => lineOf(text, firstLine, path) };
  const document = parseDocument(text, { ...OPTIONS, lineCounter: counter });
  // A warning is a tag (`!!js/function`) that the parser does not know and would quietly leave out.
  const faults = [...document.errors, ...document.warnings].map((error) => fault(firstLine - 1 + counter.linePos(error.pos[0]).line, WORDED[error.code] ?? UNREADABLE));
  if (faults.length === 0 && isDeep(document.contents)) faults.push(fault(firstLine, ['字段套得太多层', '减少括号和缩进的层数']));
  // None of them is needed; many make a bomb, and one that names what it stands in never ends.
  visit(document, {
    Alias: (_key, alias) => {
      faults.push(fault(firstLine - 1 + counter.linePos(alias.range?.[0] ?? 0).line, ['值以 * 开头，成了对锚点的引用', '给值加引号；不要使用 YAML 的锚点和引用，直接写出内容']));
      return visit.BREAK;
    },
  });
  let data: unknown = {};
  if (faults.length === 0) {
    data = document.toJS();
    if (data === null || data === undefined) data = {};
    if (typeof data !== 'object' || Array.isArray(data)) {
      faults.push(fault(firstLine, ['开头部分不是“字段: 值”的格式', '每行写一个字段，例如 title: 标题']));
      data = {};
    }
  }
  return { data: data as Record<string, unknown>, faults, lineOf: (path) => lineOf(text, firstLine, path) };
}

/** An entry's text in its two parts, not yet read. Undefined `yaml`: there is no whole opening part. */
interface Halves {
  yaml: string | undefined;
  body: string;
  bodyLine: number;
  opened: boolean;
}

function halvesOf(text: string): Halves {
  const source = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const opening = OPENING.exec(source);
  const closing = opening ? /^---[ \t]*$/m.exec(source.slice(opening[0].length)) : null;
  if (!opening || !closing) return { yaml: undefined, body: opening ? '' : source, bodyLine: 1, opened: opening !== null };
  const yaml = source.slice(opening[0].length, opening[0].length + closing.index);
  const rest = source.slice(opening[0].length + closing.index + closing[0].length);
  const body = rest.replace(/^\n+/, '');
  return { yaml, body, bodyLine: source.slice(0, source.length - body.length).split('\n').length, opened: true };
}

/** The body alone: what a page shows of a text that was judged already. Reading the fields takes twice as long as rendering. */
export function bodyOf(text: string): string {
  return halvesOf(text).body;
}

/** Takes an entry's text apart. Line ends and a byte-order mark are normalised first. */
export function parseEntryFile(text: string): EntryFile {
  const { yaml, body, bodyLine, opened } = halvesOf(text);
  if (yaml === undefined) {
    const missing = fault(1, [opened ? '开头部分没有结束的 --- 行' : '缺少开头部分（front matter）', '文件第一行写 ---，接着写字段，再写一行 ---，然后是正文']);
    return { data: {}, body, bodyLine, faults: [missing], lineOf: () => 1 };
  }
  return { ...parseYaml(yaml, 2), body, bodyLine };
}
