/**
 * The verdict on a body's syntax tree: an allow-list. Whatever is not named here is refused, whoever
 * wrote it and whatever it may turn into.
 */
import type { BodyNode, Body, ComponentNode } from '#/lib/body.ts';
import { isComponent, parseBody, plainText, textOf } from '#/lib/body.ts';
import type { BodyFault } from '#/lib/body-source.ts';
import { unwantedCharacter } from '#/schemas/characters.ts';
import { BODY_COMPONENTS, type BodyComponent } from '#/schemas/components.ts';
import type { NounName } from '#/schemas/nouns.ts';
import { MEDIA_PATH } from '#/schemas/fields.ts';
import { checkAlt } from './alt-text.ts';
import { conflictLine, excessOf } from './limits.ts';
import { checkLink } from './links.ts';
import { references } from './schema-fields.ts';
import { showsChildren } from './text-help.ts';

const ELEMENTS = new Set(
  'p h2 h3 h4 ul ol li strong em del a img table thead tbody tr th td code pre blockquote hr br sup section input'.split(' '),
);
/** Blocks whose text reads as one. */
const PROSE = new Set(['p', 'h2', 'h3', 'h4', 'li', 'td', 'th']);
export const CHILD_NOTE = { message: '图上像是有儿童', fix: '征得监护人同意，并勾选“图中儿童的监护人已同意”' };
const MAX_DEPTH = 40;

export interface BodyVerdict {
  body: Body;
  faults: BodyFault[];
  /** Site links and pictures with their line, for the checks that need the index. */
  links: { url: string; line: number }[];
  pictures: { src: string; line: number }[];
  /** Entries that components name. */
  relations: { noun: NounName; value: string; line: number }[];
  /** Blocks of running text outside code and quotations, for the help with the writing. */
  texts: { text: string; line: number }[];
  /** Whether a reader would see nothing: white space, rules, unused link definitions. */
  blank: boolean;
}

/** Text of a block without its code. */
function proseOf(node: BodyNode | ComponentNode): string {
  if (node.type === 'text') return node.value;
  if (node.type === 'element' && node.tagName === 'code') return '';
  return 'children' in node ? node.children.map((item) => proseOf(item as BodyNode)).join('') : '';
}

/** Parses and judges a body. */
export function judgeBody(source: string): BodyVerdict {
  const faults: BodyFault[] = [];
  const links: BodyVerdict['links'] = [];
  const pictures: BodyVerdict['pictures'] = [];
  const relations: BodyVerdict['relations'] = [];
  const texts: BodyVerdict['texts'] = [];
  const error = (line: number, message: string, fix: string): void => { faults.push({ line, message, fix, severity: 'error' }); };
  const empty: Body = { tree: { type: 'root', children: [] }, headings: [], faults: [] };
  const excess = excessOf(source);
  if (excess) {
    error(excess.line, excess.message, excess.fix);
    return { body: empty, faults, links, pictures, relations, texts, blank: false };
  }
  const body = parseBody(source);
  let quoted = 0;
  let shows = false;
  faults.push(...body.faults);
  const conflict = conflictLine(source);
  if (conflict !== undefined) error(conflict, '合并留下的冲突标记没有处理', '在两个版本里选一个，删掉 <<<<<<<、=======、>>>>>>> 这几行');
  // Character references (`&#x202e;`) are undone by now. What stands in the source as it is, the rows of the file show.
  const referring = source.includes('&');
  const readable = (line: number, value: string): void => {
    const kind = referring ? unwantedCharacter(value) : undefined;
    if (kind) error(line, `这里有${kind}`, '删掉这一处，重新输入；不要用 &#…; 写字符');
  };
  const picture = (line: number, src: string, alt: string, consent: boolean, mend: string): void => {
    pictures.push({ src, line });
    const fault = checkAlt(alt);
    if (fault) error(line, fault.message, fault.fix);
    else if (showsChildren(alt) && !consent) faults.push({ line, message: CHILD_NOTE.message, fix: mend, severity: 'warning' });
  };

  const component = (node: ComponentNode, line: number, depth: number, place: 'root' | 'component' | 'inside'): void => {
    const name = node.name ?? '';
    const spec: BodyComponent | undefined = Object.hasOwn(BODY_COMPONENTS, name) ? BODY_COMPONENTS[name as keyof typeof BODY_COMPONENTS] : undefined;
    if (!spec) {
      error(line, name ? `没有 <${name}> 这个组件` : '正文里不能写 <>', `可用的组件：${Object.keys(BODY_COMPONENTS).join('、')}`);
      return;
    }
    if (place === 'inside') error(line, `<${name}> 要单独成段`, '前后各空一行，不要放在列表、表格或句子里');
    const values: Record<string, unknown> = {};
    for (const attribute of node.attributes) {
      if (attribute.type !== 'mdxJsxAttribute' || typeof attribute.value !== 'string') {
        error(line, `<${name}> 的属性只能是引号里的文字`, '写成 名称="文字"');
        continue;
      }
      if (Object.hasOwn(values, attribute.name)) error(line, `<${name}> 的 ${attribute.name} 写了两次`, '删掉其中一个');
      values[attribute.name] = attribute.value;
      readable(line, attribute.value);
    }
    const result = spec.attributes.safeParse(values);
    if (!result.success) for (const issue of result.error.issues) error(line, `<${name}>${issue.path.length ? ` 的 ${issue.path.join('.')}` : ''}：${issue.message}`, '按编辑器里的表单填写');
    for (const { noun, value } of references(spec.attributes, values)) if (noun) relations.push({ noun, value, line });
    if (typeof values['src'] === 'string' && typeof values['alt'] === 'string') picture(line, values['src'], values['alt'], values['consent'] === 'yes', CHILD_NOTE.fix);
    if (spec.children === 'none') shows = true;
    if (spec.children === 'none' && node.children.length > 0) error(line, `<${name}> 里面不能再写内容`, `写成 <${name} … />`);
    if (spec.children === 'blocks' && textOf(node).trim() === '') error(line, `<${name}> 是空的`, '写上内容，或删掉它');
    // What is quoted is not ours to correct.
    if (name === 'Quote') quoted++;
    node.children.forEach((item) => { walk(item as BodyNode, line, depth + 1, 'component'); });
    if (name === 'Quote') quoted--;
  };

  const walk = (node: BodyNode | ComponentNode, parentLine: number, depth: number, place: 'root' | 'component' | 'inside'): void => {
    const line = node.position?.start.line ?? parentLine;
    if (depth > MAX_DEPTH) {
      error(line, '套得太多层', '减少引用或列表的层数');
      return;
    }
    if (isComponent(node)) {
      component(node, line, depth, place);
      return;
    }
    if (node.type === 'root') {
      node.children.forEach((item) => { walk(item, line, depth + 1, 'root'); });
      return;
    }
    if (node.type === 'text') {
      readable(line, node.value);
      return;
    }
    if (node.type !== 'element') {
      error(line, '正文里有不允许的内容（程序代码或 HTML）', '删掉它；要展示代码，请用代码格式');
      return;
    }
    const { tagName, properties } = node;
    for (const value of Object.values(properties)) if (typeof value === 'string') readable(line, value);
    if (tagName === 'h1') error(line, '正文里不能用一级标题', '标题已在“标题”字段里；正文从二级标题（##）开始');
    else if (!ELEMENTS.has(tagName)) error(line, `正文里不能用 <${tagName}>`, '改用编辑器里的格式');
    if (/^h[2-4]$/.test(tagName) && textOf(node).trim() === '') error(line, '标题是空的', '写上标题文字，或删掉这一行');
    if (tagName === 'a') {
      const url = typeof properties['href'] === 'string' ? properties['href'] : '';
      const fault = checkLink(url);
      if (fault) error(line, fault.message, fault.fix);
      else links.push({ url, line });
      if (textOf(node).trim() === '' && !JSON.stringify(node.children).includes('"img"')) error(line, '链接没有文字', '写上链接文字，说清它通向哪里');
    }
    if (tagName === 'img') {
      const src = typeof properties['src'] === 'string' ? properties['src'] : '';
      const alt = typeof properties['alt'] === 'string' ? properties['alt'].trim() : '';
      if (!MEDIA_PATH.test(src)) error(line, `图片要来自媒体库（现在是 ${src.slice(0, 60) || '空'}）`, '先上传到媒体库，再插入');
      else picture(line, src, alt, false, '征得监护人同意后，改用“图片（带说明）”组件，并勾选监护人已同意');
    }
    if (quoted === 0 && PROSE.has(tagName) && !(tagName === 'li' && node.children.some((item) => item.type === 'element' && PROSE.has(item.tagName)))) texts.push({ text: proseOf(node), line });
    const quotes = tagName === 'blockquote' || tagName === 'pre';
    if (quotes) quoted++;
    node.children.forEach((item) => { walk(item, line, depth + 1, 'inside'); });
    if (quotes) quoted--;
  };
  walk(body.tree, 1, 0, 'root');

  let last = 1;
  for (const heading of body.headings) {
    if (heading.depth > last + 1) faults.push({ line: 1, message: `标题“${heading.text}”跳过了一级`, fix: '标题要一级一级往下用', severity: 'warning' });
    last = heading.depth;
  }
  return { body, faults, links, pictures, relations, texts, blank: body.faults.every((fault) => fault.severity === 'warning') && plainText(body.tree) === '' && pictures.length === 0 && !shows };
}
