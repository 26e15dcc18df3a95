/**
 * The part of a list's form that takes a pasted table: what is wrong with it, what it would change, and only
 * then the form is filled. It knows no list of its own; see pasted-lists.ts.
 */
import { itemsAfter, mergeList, pasteColumns, readPaste, type ListChange, type PastedItem, type PasteLookups } from '#/cms/pasted-list.ts';
import type * as z from 'zod';
import { element } from './dialogs.ts';

const STYLE = `
.site-paste { margin: 0 0 1rem; padding: .75rem 1rem; color: #1b2430; background: #f4f6f8; border: 1px solid #6b7785; border-radius: 6px; font-family: system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; line-height: 1.6; }
.site-paste summary { min-height: 2.75rem; font-weight: 700; line-height: 2.75rem; cursor: pointer; }
.site-paste textarea { display: block; box-sizing: border-box; width: 100%; min-height: 9rem; padding: .5rem; font: inherit; white-space: pre; border: 1px solid #6b7785; border-radius: 4px; }
.site-paste label { display: block; margin: .5rem 0; }
.site-paste input[type=file], .site-paste select { font: inherit; min-height: 2.75rem; }
.site-paste button { font: inherit; min-height: 2.75rem; padding: .4rem 1.2rem; border: 0; border-radius: 4px; background: #0b5c8a; color: #fff; cursor: pointer; }
.site-paste button:disabled { background: #5f6b78; cursor: default; }
.site-paste :focus-visible { outline: 3px solid #a06c00; outline-offset: 2px; }
.site-paste-scroll { max-width: 100%; margin: .5rem 0; overflow: auto; }
.site-paste table { border-collapse: collapse; background: #fff; }
.site-paste :is(th, td) { padding: .3rem .6rem; border: 1px solid #c5ccd3; text-align: left; vertical-align: top; }
.site-paste [role=alert]:not(:empty) { padding-left: .75rem; border-left: 6px solid #a3141d; }
`;

const KINDS: Record<ListChange['kind'], string> = { added: '新增', changed: '改动', same: '不变', kept: '保留', removed: '删除' };

export interface PasteHost {
  /** Label of the list: 获奖者. */
  label: string;
  item: z.ZodType;
  /** Field by which rows are told apart. */
  key: string;
  current: () => PastedItem[];
  fill: (items: PastedItem[]) => void;
  /** Titles of the entries that relations may name; asked when the panel is opened. */
  lookups: () => Promise<PasteLookups>;
}

/** Text of a chosen file: UTF-8, or GB 18030 as older spreadsheets in China write it. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

let styled = false;

/** Builds the panel. */
export function pastePanel(host: PasteHost): HTMLElement {
  if (!styled) document.head.append(element('style', {}, STYLE));
  styled = true;
  const columns = pasteColumns(host.item);
  const label = (name: string): string => columns.find((column) => column.name === name)?.label ?? name;
  let lookups: PasteLookups = {};
  let changes: ListChange[] = [];

  const text = element('textarea', { spellcheck: false });
  const file = element('input', { type: 'file', accept: '.csv,.tsv,.txt,text/csv' });
  const replace = element('input', { type: 'checkbox' });
  const choices = element('div');
  const faults = element('div');
  faults.setAttribute('role', 'alert');
  const preview = element('div', { className: 'site-paste-scroll', tabIndex: 0 });
  preview.setAttribute('role', 'group');
  preview.setAttribute('aria-label', '会怎样变');
  const status = element('p');
  status.setAttribute('role', 'status');
  const fill = element('button', { type: 'button', disabled: true }, '填入表单');

  const fixed = (): PastedItem => Object.fromEntries([...choices.querySelectorAll('select')].filter(({ value }) => value !== '').map(({ name, value }) => [name, value]));
  /** One choice for all rows, for each column that every row needs and the table lacks. */
  const ask = (missing: ReturnType<typeof readPaste>['missing']): void => {
    const before = fixed();
    choices.replaceChildren(...missing.map(({ name, label: title, words = {} }) => {
      const select = element('select', { name }, element('option', { value: '' }, '请选择'), ...Object.entries(words).map(([word, key]) => element('option', { value: key, selected: before[name] === key }, word)));
      return element('label', {}, `没有“${title}”这一列，全部填：`, select);
    }));
  };
  const words = (name: string, value: string): string => {
    const known = columns.find((column) => column.name === name)?.words ?? lookups[name] ?? {};
    return Object.entries(known).find(([, key]) => key === value)?.[0] ?? value;
  };
  const show = (): void => {
    status.textContent = '';
    const first = readPaste(text.value, host.item, lookups);
    if ([...choices.querySelectorAll('select')].map(({ name }) => name).join() !== first.missing.map(({ name }) => name).join()) ask(first.missing);
    const given = fixed();
    const { items, faults: found } = readPaste(text.value, host.item, lookups, given);
    const open = first.missing.filter(({ name }) => !(name in given));
    changes = mergeList(host.current(), items, host.key, replace.checked);
    const shown = found.slice(0, 20).map(({ line, message }) => element('li', {}, `第 ${line} 行：${message}`));
    faults.replaceChildren(...(found.length > 0 ? [element('p', {}, `表格里有 ${found.length} 处要改：`), element('ul', {}, ...shown)] : []));
    const ready = found.length === 0 && items.length > 0 && open.length === 0;
    fill.disabled = !ready;
    if (found.length > 0 || items.length === 0) {
      preview.replaceChildren();
      return;
    }
    const counts = Object.entries(KINDS).map(([kind, word]) => [word, changes.filter((change) => change.kind === kind).length] as const).filter(([, count]) => count > 0);
    const rows = changes.map(({ kind, item, fields }) => element('tr', {}, element('th', { scope: 'row' }, item[host.key] ?? ''), element('td', {}, KINDS[kind]), element('td', {}, fields.filter((name) => name !== host.key).map((name) => `${label(name)}：${words(name, item[name] ?? '')}`).join('；'))));
    preview.replaceChildren(
      element('p', {}, counts.map(([word, count]) => `${word} ${count}`).join('，') + (open.length > 0 ? `。先为${open.map(({ label: title }) => `“${title}”`).join('、')}选一个值` : '')),
      element('table', {}, element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, label(host.key)), element('th', { scope: 'col' }, '变化'), element('th', { scope: 'col' }, '内容'))), element('tbody', {}, ...rows)),
    );
  };

  text.addEventListener('input', show);
  replace.addEventListener('change', show);
  choices.addEventListener('change', show);
  file.addEventListener('change', () => {
    const chosen = file.files?.[0];
    if (!chosen) return;
    void textOf(chosen).then((content) => {
      text.value = content;
      file.value = '';
      show();
    });
  });
  fill.addEventListener('click', () => {
    const items = itemsAfter(changes);
    host.fill(items);
    text.value = '';
    show();
    status.textContent = `已填入表单，共 ${items.length} 项。保存以后才生效。`;
  });

  const panel = element('details', { className: 'site-paste' },
    element('summary', {}, `从表格粘贴${host.label}`),
    element('p', {}, `从表格软件里选中名单（连同第一行的列名）复制，粘贴到下面；也可以选一个 CSV 文件。列名可以用：${columns.map(({ label: title }) => title).join('、')}。`),
    element('label', {}, '名单', text),
    element('label', {}, '或者选一个文件 ', file),
    choices,
    element('label', {}, replace, ' 删去名单里没有的旧条目'),
    faults, preview, fill, status);
  panel.addEventListener('toggle', () => {
    if (!panel.open) return;
    host.lookups().then((found) => {
      lookups = found;
      show();
    }, () => { status.textContent = '没有取到市县和奖种的名单，这两列请写条目名。'; });
  });
  return panel;
}
