/**
 * Two people have changed the same entry: both versions side by side, field by field. What only one of them changed is
 * chosen already; where both did, the editor picks. Nothing typed is lost, whatever is pressed.
 */
import { draftFile } from '#/cms/draft-file.ts';
import { readEntry } from '#/cms/entry-format.ts';
import type { FieldChange, Part } from '#/cms/field-change.ts';
import { parseYaml } from '#/lib/front-matter.ts';
import { formatDay, toWallClock } from '#/lib/dates.ts';
import { ApiFault, post, type OtherVersion } from './api.ts';
import { element } from './dialogs.ts';

export interface Conflict {
  path: string;
  /** What the form would save. */
  mine: string;
  /** What the form was filled from; undefined for a new entry. */
  base: string | undefined;
  theirs: OtherVersion;
}

/** `merged`: save this text over theirs. `copy`: keep mine as an entry of its own. Undefined: nothing is saved now. */
export type Choice = { kind: 'merged'; text: string } | { kind: 'copy' } | undefined;

const STYLE = `
dialog.site-conflict { width: min(64rem, calc(100vw - 1rem)); max-width: none; max-height: calc(100dvh - 1rem); box-sizing: border-box; overflow: auto; }
.site-conflict fieldset { margin: 0 0 1rem; padding: .5rem .75rem; border: 1px solid #6b7785; border-radius: 4px; }
.site-conflict legend { font-weight: 600; padding-inline: .25rem; }
.site-conflict .sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr)); gap: .75rem; }
.site-conflict .sides > label { display: block; margin: 0; padding: .5rem .75rem; border: 1px solid #c9d2db; border-radius: 4px; cursor: pointer; }
.site-conflict .sides > label:has(:checked) { border-color: #0b5c8a; box-shadow: inset 0 0 0 1px #0b5c8a; }
.site-conflict .sides input { display: inline-block; width: 1.25rem; min-height: 0; height: 1.25rem; margin: 0 .5rem 0 0; vertical-align: middle; }
.site-conflict .sides p { margin: .25rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.site-conflict ins { background: #d9f2e0; text-decoration: underline; }
.site-conflict del { background: #fbe0e0; text-decoration: line-through; }
.site-conflict .both { color: #a3141d; }
.site-conflict .buttons { display: flex; flex-wrap: wrap; gap: .5rem; position: sticky; bottom: -1.25rem; padding: .75rem 0; background: #fff; }
`;

type Data = Record<string, unknown>;

/** Values of a file with its body as one of them. */
function dataOf(path: string, text: string | null | undefined): Data {
  if (text === null || text === undefined) return {};
  if (path.endsWith('.yml')) return (parseYaml(text).data ?? {}) as Data;
  const { data, body } = readEntry(text);
  return { ...data, body: body.trim() };
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Mine or theirs for each field that differs, by what the form was filled from; `both` where both changed it. */
export function proposals(mine: Data, theirs: Data, base: Data | undefined, fields: readonly string[]): Map<string, { side: 'mine' | 'theirs'; both: boolean }> {
  return new Map(fields.map((field) => {
    const [own, other] = [!base || !same(mine[field], base[field]), !base || !same(theirs[field], base[field])];
    return [field, { side: own || !other ? 'mine' : 'theirs', both: own && other }];
  }));
}

function words(blocks: FieldChange['blocks'], side: 'removed' | 'added'): HTMLElement[] {
  const run = (part: Part): Node | string => (part.kind === 'same' ? part.text : element(side === 'added' ? 'ins' : 'del', {}, part.text));
  const rows = blocks.map((block) => element('p', {}, ...('same' in block ? [`…${block.same} 段相同…`] : block.parts.filter(({ kind }) => kind === 'same' || kind === side).map(run))));
  return rows.length > 0 ? rows : [element('p', {}, '（空）')];
}

function fieldRow({ field, label, blocks }: FieldChange, { side, both }: { side: 'mine' | 'theirs'; both: boolean }): HTMLFieldSetElement {
  const choice = (value: 'mine' | 'theirs', name: string): HTMLLabelElement =>
    element('label', {}, element('input', { type: 'radio', name: `side-${field}`, value, checked: side === value }), name, ...words(blocks, value === 'mine' ? 'added' : 'removed'));
  return element('fieldset', {}, element('legend', {}, label, ...(both ? [element('span', { className: 'both' }, '（两边都改了）')] : [])), element('div', { className: 'sides' }, choice('mine', '我的'), choice('theirs', '对方的')));
}

/** Shows both versions and asks. The form behind stays as it is. */
export async function chooseVersion({ path, mine, base, theirs }: Conflict): Promise<Choice> {
  const [own, other] = [dataOf(path, mine), dataOf(path, theirs.text)];
  const changes = (await post('history/compare', { path, before: theirs.text ?? '', after: mine })) as FieldChange[];
  const proposed = proposals(own, other, base === undefined ? undefined : dataOf(path, base), changes.map(({ field }) => field));
  const clock = toWallClock(theirs.at);
  const intro = theirs.text === null
    ? `${theirs.author}已经删除了这个条目。您的文字还在，可以存成新的草稿。`
    : `${theirs.author}在${formatDay(clock)} ${clock.slice(11)} ${theirs.public ? '发布' : '保存'}了新的版本。您的文字没有丢。下面是不同的地方，每一项选一个。`;
  return new Promise((resolve) => {
    const rows = changes.map((change) => fieldRow(change, proposed.get(change.field) ?? { side: 'mine', both: true }));
    const save = element('button', { value: 'merged' }, '按所选保存');
    const form = element('form', { method: 'dialog' },
      element('h2', {}, '别人也改了这个条目'), element('p', {}, intro), ...rows,
      element('div', { className: 'buttons' }, ...(theirs.text === null ? [] : [save]), ...(path.endsWith('.mdx') ? [element('button', { value: 'copy', className: 'plain' }, '把我的另存为新草稿')] : []), element('button', { value: '', className: 'plain' }, '先不保存')));
    const dialog = element('dialog', { className: 'site-box site-conflict' }, element('style', {}, STYLE), form);
    dialog.setAttribute('aria-label', '对照两个版本');
    dialog.addEventListener('close', () => {
      const picked = new FormData(form);
      dialog.remove();
      if (dialog.returnValue === 'copy') resolve({ kind: 'copy' });
      else if (dialog.returnValue !== 'merged') resolve(undefined);
      else {
        const merged = { ...own };
        for (const { field } of changes) if (picked.get(`side-${field}`) === 'theirs') merged[field] = other[field];
        resolve({ kind: 'merged', text: draftFile(path, merged) });
      }
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Keeps a text as the draft of a new entry beside the old one. Answers where it stands. */
export async function keepAsCopy(path: string, text: string): Promise<{ collection: string; slug: string }> {
  const collection = path.split('/')[1] ?? '';
  const { data, body } = readEntry(text);
  const title = typeof data['title'] === 'string' ? data['title'] : '未命名';
  const { urlName } = (await post('cms', { action: 'nameEntry', params: { collection, title } })) as { urlName: string };
  const copy = `content/${collection}/${urlName}.mdx`;
  await post('cms', { action: 'persistEntry', params: { dataFiles: [{ path: copy, raw: draftFile(copy, { ...data, urlName, title: `${title}（另存）`.slice(0, 60), body }) }], base: { [copy]: null }, draft: true } });
  return { collection, slug: urlName };
}

/** Whether a refused change comes with the other version. */
export function isConflict(error: unknown): error is ApiFault & { theirs: OtherVersion } {
  return error instanceof ApiFault && error.status === 409 && error.theirs !== undefined;
}
