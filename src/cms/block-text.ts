/** Blocks as Markdown, and as the nodes that Decap's editor holds. Pure. */
import { textOf, type Block, type ListBlock, type Run } from './blocks.ts';

const escaped = (text: string): string => text.replace(/[\\`*_[\]<>{}~|]/g, '\\$&');

function markdownOf(runs: readonly Run[]): string {
  return runs.map(({ text, bold, italic, href }) => {
    const [, before = '', core = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
    if (core === '') return text;
    const inner = escaped(core);
    const weighed = bold ? `**${inner}**` : italic ? `*${inner}*` : inner;
    return `${before}${href ? `[${weighed}](${href.replace(/[()<>\s]/g, (each) => encodeURIComponent(each).replace('(', '%28').replace(')', '%29'))})` : weighed}${after}`;
  }).join('');
}

/** A paragraph that would otherwise begin a heading, a list, a quotation or a line of a program. */
const startSafe = (line: string): string => line.replace(/^(?=[#+>-])/, '\\').replace(/^(\d+)([.)])/, '$1\\$2');

/** Table in the form of Markdown. Cells are on one line, `|` is escaped. */
export function tableText(rows: readonly Run[][][]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const [head = [], ...body] = rows.map((row) => row.map((cell) => markdownOf(cell).replace(/\n/g, ' ') || ' '));
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}

function listText(list: ListBlock, indent = ''): string {
  return list.items.map(({ runs, below }, at) => {
    const mark = list.ordered ? `${at + 1}. ` : '- ';
    const deeper = below ? `\n${listText(below, indent + ' '.repeat(mark.length))}` : '';
    return `${indent}${mark}${startSafe(markdownOf(runs))}${deeper}`;
  }).join('\n');
}

/** The blocks as the text of a body. */
export function blocksToMarkdown(blocks: readonly Block[]): string {
  return blocks.map((block) => {
    if (block.type === 'heading') return `${'#'.repeat(block.depth)} ${markdownOf(block.runs)}`;
    if (block.type === 'paragraph') return startSafe(markdownOf(block.runs));
    if (block.type === 'quote') return `> ${markdownOf(block.runs)}`;
    if (block.type === 'list') return listText(block);
    if (block.type === 'table') return tableText(block.rows);
    return `![${block.alt.replace(/[[\]\n]/g, ' ')}](${block.src})`;
  }).join('\n\n');
}

/** A node of Decap's editor (Slate). */
export type EditorNode = { text: string; bold?: true; italic?: true } | { type: string; children: EditorNode[]; [property: string]: unknown };

const HEADINGS = { 2: 'heading-two', 3: 'heading-three', 4: 'heading-four' } as const;

function nodesOf(runs: readonly Run[]): EditorNode[] {
  const nodes = runs.map(({ text, bold, italic, href }): EditorNode => {
    const leaf = { text, ...(bold && { bold: true as const }), ...(italic && { italic: true as const }) };
    return href ? { type: 'link', data: { url: href, title: null }, children: [leaf] } : leaf;
  });
  return nodes.length > 0 ? nodes : [{ text: '' }];
}

const shortcode = (id: string, data: Record<string, string>): EditorNode => ({ type: 'shortcode', id, data: { shortcode: id, shortcodeNew: true, shortcodeData: data }, children: [{ text: '' }] });

function listNode(list: ListBlock): EditorNode {
  return {
    type: list.ordered ? 'numbered-list' : 'bulleted-list',
    children: list.items.map(({ runs, below }) => ({ type: 'list-item', children: [{ type: 'paragraph', children: nodesOf(runs) }, ...(below ? [listNode(below)] : [])] })),
  };
}

/** The blocks as nodes that the editor can take in at its cursor. */
export function blocksToNodes(blocks: readonly Block[]): EditorNode[] {
  return blocks.map((block): EditorNode => {
    if (block.type === 'heading') return { type: HEADINGS[block.depth], children: nodesOf(block.runs) };
    if (block.type === 'paragraph') return { type: 'paragraph', children: nodesOf(block.runs) };
    if (block.type === 'quote') return { type: 'quote', children: [{ type: 'paragraph', children: nodesOf(block.runs) }] };
    if (block.type === 'list') return listNode(block);
    if (block.type === 'table') return shortcode('table', { rows: tableText(block.rows) });
    return shortcode('image', { image: block.src, alt: block.alt });
  });
}

/** The first heading or short paragraph: what a document without a title is called. */
export function titleOfBlocks(blocks: readonly Block[]): string {
  const first = blocks.find((block) => block.type === 'heading' || block.type === 'paragraph');
  return first && 'runs' in first ? textOf(first.runs).slice(0, 60) : '';
}
