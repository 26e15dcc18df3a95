/**
 * Makes what an author typed safe for the MDX parser without changing what it means or the line it
 * stands on: `{`, `}` and `<` in prose become escaped characters, so that 温度 < 30 {约} is published
 * as typed. Tags of the allowed components stay; code stays; what only a program would write is named
 * as a fault. Nothing of a body is ever evaluated: this keeps the parser, and the reader, from stumbling.
 */
import { BODY_COMPONENTS } from '#/schemas/components.ts';

export interface BodyFault {
  /** Line in the body, from 1. */
  line: number;
  message: string;
  fix: string;
  severity: 'error' | 'warning';
}

const NAMES = Object.keys(BODY_COMPONENTS).join('|');
const ATTRIBUTE = `\\s+[A-Za-z][A-Za-z0-9]*="[^"<>{}]*"`;
const ALLOWED_TAG = new RegExp(`^(?:<(?:${NAMES})(?:${ATTRIBUTE})*\\s*/?>|</(?:${NAMES})\\s*>)`);
const COMPONENT_START = new RegExp(`^</?(${NAMES})(?=[\\s/>])`);
const TAG_LIKE = /^<\/?([A-Za-z][A-Za-z0-9.:-]*)(?=[\s/>])[^<>]*>/;
const MODULE_LINE = /^(?:import\s+(?:[\w*{'"][^\n]*\bfrom\b|['"])|export\s+(?:const|let|var|function|class|default|async|\{|\*))/;
const FENCE = /^(?:[ \t]|[>*+-][ \t]|\d+[.)][ \t])*(`{3,}|~{3,})/;

/** What means nothing to the parser of programs, up to the end of its line. */
const PLAIN = /[^\\`<{}\n]+\n?|\n/y;

/** The body with its prose escaped, and the faults that were seen on the way. */
export function protectProse(source: string): { text: string; faults: BodyFault[] } {
  const faults: BodyFault[] = [];
  let out = '';
  let at = 0;
  let line = 1;
  let lineStart = true;
  let fence: string | undefined;
  const take = (text: string): void => {
    out += text;
    at += text.length;
    for (let next = text.indexOf('\n'); next >= 0; next = text.indexOf('\n', next + 1)) line++;
    if (text) lineStart = text.endsWith('\n');
  };
  const reported = new Set<string>();
  /** Once for a line: a row of braces is one thing to mend. */
  const report = (message: string, fix: string, severity: BodyFault['severity']): void => {
    const key = `${line} ${message}`;
    if (!reported.has(key)) faults.push({ line, message, fix, severity });
    reported.add(key);
  };
  while (at < source.length) {
    if (lineStart) {
      const end = source.indexOf('\n', at);
      const row = source.slice(at, end < 0 ? source.length : end + 1);
      const mark = FENCE.exec(row)?.[1];
      if (mark && (!fence || (mark.startsWith(fence) && row.trim().replace(/^[>\s]*/, '') === mark))) {
        fence = fence ? undefined : mark;
        take(row);
        continue;
      }
      if (fence) {
        take(row);
        continue;
      }
      const word = /^(import|export)(?=\s)/.exec(row)?.[1];
      if (word) {
        if (MODULE_LINE.test(row)) report(`正文里不能写程序代码（${word} …）`, '删掉这一行；要展示代码，请放进代码块', 'error');
        // A character reference keeps the parser from reading an English sentence as a module line.
        out += `&#x${word.charCodeAt(0).toString(16)};`;
        at += 1;
        lineStart = false;
        continue;
      }
    }
    PLAIN.lastIndex = at;
    const plain = PLAIN.exec(source)?.[0];
    if (plain !== undefined) {
      take(plain);
      continue;
    }
    const rest = source.slice(at, at + 2000);
    const char = rest.charAt(0);
    if (char === '\\' && rest.length > 1) {
      take(rest.slice(0, 2));
    } else if (char === '`') {
      const run = /^`+/.exec(rest)?.[0] ?? '`';
      const close = new RegExp(`(?<!\`)${run}(?!\`)`).exec(source.slice(at + run.length, at + 5000));
      take(close ? source.slice(at, at + run.length + close.index + run.length) : run);
    } else if (char === '<') {
      // `[文字](<address>)` and `[名称]: <address>` are how Markdown writes an address with odd characters.
      const allowed = ALLOWED_TAG.exec(rest) ?? (/\](?:\(|:[ \t]*)$/.test(out.slice(-20)) ? /^<[^<>\n]*>/.exec(rest) : null);
      if (allowed) {
        take(allowed[0]);
        continue;
      }
      const component = COMPONENT_START.exec(rest)?.[1];
      const tag = TAG_LIKE.exec(rest)?.[1];
      if (component) report(`<${component}> 的写法不对`, '属性只能写成 名称="文字"，文字里不能有引号、尖括号和花括号', 'error');
      else if (tag) report(`正文里不能写 HTML 标签或未知的组件 <${tag}>`, '删掉标签，改用编辑器里的格式；要展示标签本身，请用代码格式', 'error');
      else if (rest.startsWith('<!--')) report('正文里不能写 HTML 注释', '删掉 <!-- 和 --> 之间的内容', 'error');
      else if (/^<[!?][A-Za-z[]/.test(rest)) report('正文里不能写 HTML 声明或程序代码', '删掉 <! 或 <? 开头的标记；要展示它，请用代码格式', 'error');
      else report('“<”会原样显示', '若不是小于号，请删掉', 'warning');
      out += '\\<';
      at += 1;
      lineStart = false;
    } else if (char === '{' || char === '}') {
      if (char === '{') report('花括号会原样显示', '若不需要花括号，请删掉', 'warning');
      out += `\\${char}`;
      at += 1;
      lineStart = false;
    } else {
      take(char);
    }
  }
  return { text: out, faults };
}
