/** Puts the panel for a pasted table above Decap's own control of a list, where the schema allows it (`cms.paste`). */
import { readEntry } from '#/cms/entry-format.ts';
import { peel } from '#/cms/peel.ts';
import type { PastedItem, PasteLookups } from '#/cms/pasted-list.ts';
import { NOUNS, type NounName } from '#/schemas/nouns.ts';
import type * as z from 'zod';
import { post } from './api.ts';
import { decap, type FormData } from './decap-globals.ts';
import { pastePanel } from './paste-panel.ts';

interface Loaded {
  data: string | null;
  file: { path: string };
}

const idOf = (path: string): string => path.replace(/^.*\//, '').replace(/\.mdx$/, '');

/** Title → id of all entries of a noun. */
async function titlesOf(noun: NounName): Promise<Record<string, string>> {
  const entries = (await post('cms', { action: 'entriesByFolder', params: { folder: `content/${noun}`, extension: 'mdx' } })) as Loaded[];
  return Object.fromEntries(entries.map(({ data, file }) => [(readEntry(data ?? '').data as { title?: string }).title ?? '', idOf(file.path)]));
}

/** Name → id of the categories of the award that the form names. */
async function categoriesOf(award: unknown): Promise<Record<string, string>> {
  if (typeof award !== 'string' || award === '') return {};
  const { data } = (await post('cms', { action: 'getEntry', params: { path: `content/awards/${award}.mdx` } })) as Loaded;
  const { categories = [] } = readEntry(data ?? '').data as { categories?: { id: string; name: string }[] };
  return Object.fromEntries(categories.map(({ id, name }) => [name, id]));
}

/** Registers the control under Decap's own name, so that everything else that Decap does with lists stays. */
export function registerPastedLists(): void {
  const { CMS, h } = decap();
  const { control: DecapList, preview, schema } = CMS.getWidget('list');

  class PastedList extends DecapList {
    private panel: HTMLElement | undefined;

    private readonly mount = (box: HTMLElement | null): void => {
      const key = this.props.field.get('paste');
      const noun = this.props.collection.get('name') as NounName;
      const list = peel(NOUNS[noun].schema).shape?.[String(this.props.field.get('name'))];
      const item = list && peel(list).element;
      if (!box || typeof key !== 'string' || !item) return;
      this.panel ??= pastePanel({ label: String(this.props.field.get('label')), item: item as z.ZodType, key, current: () => this.current(), fill: (items) => { this.fill(items); }, lookups: () => this.lookups(item) });
      box.replaceChildren(this.panel);
    };

    private current(): PastedItem[] {
      return (this.props.value?.toJS() ?? []) as PastedItem[];
    }

    private async lookups(item: z.core.$ZodType): Promise<PasteLookups> {
      const shape = Object.entries(peel(item).shape ?? {});
      const relations = shape.flatMap(([name, field]) => {
        const { relation } = peel(field).meta;
        return relation ? [{ name, relation }] : [];
      });
      const found = await Promise.all(relations.map(async ({ name, relation }): Promise<[string, Record<string, string>]> => [name, await titlesOf(relation)]));
      const categories = await categoriesOf((this.props.entry.get('data') as FormData).get('award'));
      return { ...Object.fromEntries(found), ...(shape.some(([name]) => name === 'category') && Object.keys(categories).length > 0 && { category: categories }) };
    }

    /** Puts the items into the form. Decap's own values are immutable maps, and an item that stays the same stays the same map. */
    private fill(items: readonly PastedItem[]): void {
      const { value, field, onChange } = this.props;
      if (!value) return;
      const empty = field.clear();
      const old = this.current();
      const filled = items.reduce((list, item) => {
        const at = old.findIndex((each) => JSON.stringify(each) === JSON.stringify(item));
        return list.push(at >= 0 ? value.get(at) : Object.entries(item).reduce((map, [name, each]) => map.set(name, each), empty));
      }, value.clear());
      this.setState({ listCollapsed: false, itemsCollapsed: items.map(() => true), keys: items.map(() => crypto.randomUUID()) });
      onChange(filled);
    }

    override render(): unknown {
      const list = super.render();
      return this.props.field.get('paste') ? h('div', {}, h('div', { ref: this.mount }), list) : list;
    }
  }
  CMS.registerWidget('list', PastedList, preview, schema);
}
