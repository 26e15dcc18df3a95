/** What a change of the content means for the ledger of addresses, as changes that go into the same commit. */
import { tidy, writeYaml } from '#/cms/entry-format.ts';
import { placedEntry, type ContentIndex, type IndexedEntry } from '#/gate/content-index.ts';
import { parseYaml } from '#/lib/front-matter.ts';
import { appendLines, LEDGER_FOLDER, ownerKey } from '#/lib/ledger.ts';
import { gone, type GoneItem } from '#/schemas/gone.ts';
import { ContentReader, type ContentState } from './content-state.ts';
import { MAIN, SERVICE, type Change, type Store } from './store.ts';

export const GONE_FILE = 'content/settings/gone.yml';
const LEDGER = `content/${LEDGER_FOLDER}/`;

/** Whether a path is the ledger's; two writers may add to it at once, so a conflict there is no one's fault. */
export const isLedgerPath = (file: string): boolean => file.startsWith(LEDGER);

const baseOf = (state: ContentState, file: string): string | null => state.files.find((each) => each.path === file)?.id ?? null;

/** The ledger's files with the lines that `index` (the content after the change) asks for. */
export function ledgerChanges(state: ContentState, index: ContentIndex, now: number): Change[] {
  return [...appendLines(state.ledgerTexts, index.unrecorded(now))].map(([file, content]) => ({ path: LEDGER + file, content, base: baseOf(state, LEDGER + file) }));
}

/**
 * The editors' list of deleted things with the entries that are deleted now: address and title, so that
 * only the reason and what came instead remain to be written. Entries that were never public are not named.
 */
export function goneChange(state: ContentState, text: string | undefined, deleted: readonly IndexedEntry[], index: ContentIndex): Change[] {
  const { data, faults } = parseYaml(text ?? '');
  const known = gone.safeParse(data);
  if (faults.length > 0 || !known.success) return [];
  const items: GoneItem[] = deleted.flatMap((entry) => {
    const { noun, id, sample } = placedEntry(entry);
    const latest = index.ledger.latest(ownerKey(noun, id));
    const title = entry.data?.['title'];
    return latest?.status === 'live' && !sample ? [{ address: latest.address, ...(typeof title === 'string' && { title }) }] : [];
  });
  if (items.length === 0) return [];
  const kept = known.data.items.filter(({ address }) => !items.some((item) => item.address === address));
  const content = writeYaml((tidy({ items: [...kept, ...items] }, gone) ?? {}) as Record<string, unknown>);
  return [{ path: GONE_FILE, content, base: baseOf(state, GONE_FILE) }];
}

/** Records what the store's newest state has and its ledger has not, as a commit of the server's own. */
export async function recordAddresses(store: Store, now: number): Promise<void> {
  const head = await store.head(MAIN);
  if (head === undefined) return;
  const state = await new ContentReader(store).at(head);
  const changes = ledgerChanges(state, state.index(), now);
  if (changes.length > 0) await store.commit(changes, '记下新的网址', SERVICE);
}
