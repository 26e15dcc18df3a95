/**
 * The entry that the form holds now. Decap tells widgets of it and nobody else, so its store is taken from the
 * root of its page; Decap is pinned to one exact version, and the editor's stories hold what is used here.
 */
import { entryPathOf } from '#/cms/draft-file.ts';

/** An immutable map of Decap's, as far as we read it. */
export interface DraftMap {
  get: (key: string) => unknown;
  toJS: () => Record<string, unknown>;
}

interface State {
  entryDraft: DraftMap;
  collections: { get: (name: string) => DraftMap | undefined };
}

interface Action {
  type: string;
  payload?: unknown;
}

interface Store {
  getState: () => State;
  dispatch: (action: Action) => unknown;
  subscribe: (listener: () => void) => () => void;
}

interface Fiber {
  memoizedProps?: { store?: Store } | null;
  stateNode?: unknown;
  child?: Fiber | null;
  sibling?: Fiber | null;
  current?: Fiber;
}

/** A picture that was chosen and not yet saved. */
export interface DraftPicture {
  name: string;
  path: string;
  url: string;
}

/** What the form holds. */
export interface Draft {
  collection: string;
  /** File name of a stored entry without its ending; '' for a new one. */
  slug: string;
  /** File of the entry; for a new one the file that it would get by its address. */
  path: string;
  isNew: boolean;
  /** Whether anything differs from what was loaded. */
  changed: boolean;
  data: Record<string, unknown>;
  /** Decap's own object: another one whenever a value changed. */
  identity: unknown;
  pictures: DraftPicture[];
}

function rootFiber(): Fiber | undefined {
  const root = document.querySelector('#nc-root');
  const key = root && Object.keys(root).find((name) => name.startsWith('__reactContainer$'));
  return key ? (root as unknown as Record<string, Fiber>)[key] : undefined;
}

/** The first part of Decap's page that `wanted` takes, from the outside in. */
function findFiber(wanted: (fiber: Fiber) => boolean): Fiber | undefined {
  const root = rootFiber();
  // The key stays on the first tree; the one that is shown hangs on the root's own node.
  const current = (root?.stateNode as { current?: Fiber } | undefined)?.current ?? root;
  const open = current ? [current] : [];
  for (let fiber = open.pop(); fiber; fiber = open.pop()) {
    if (wanted(fiber)) return fiber;
    if (fiber.sibling) open.push(fiber.sibling);
    if (fiber.child) open.push(fiber.child);
  }
  return undefined;
}

let store: Store | undefined;

function storeOf(): Store | undefined {
  store ??= findFiber((fiber) => typeof fiber.memoizedProps?.store?.getState === 'function')?.memoizedProps?.store;
  return store;
}

/** What the form holds now, or undefined when none is open. */
export function currentDraft(): Draft | undefined {
  const draft = storeOf()?.getState().entryDraft;
  const entry = draft?.get('entry') as DraftMap | undefined;
  if (!draft || typeof entry?.get !== 'function' || !entry.get('collection')) return undefined;
  const { collection, slug, path, newRecord, data = {}, mediaFiles = [] } = entry.toJS() as { collection: string; slug?: string; path?: string; newRecord?: boolean; data?: Record<string, unknown>; mediaFiles?: DraftPicture[] };
  const stored = newRecord ? '' : (path ?? '');
  return { collection, slug: newRecord ? '' : (slug ?? ''), path: stored || entryPathOf(collection, data), isNew: newRecord === true, changed: draft.get('hasChanged') === true, data, identity: entry.get('data'), pictures: mediaFiles.filter(({ url }) => typeof url === 'string' && url.startsWith('blob:')) };
}

/** Calls back once when Decap's page is there, whatever was typed until then, and after each change of its state. */
export function watchDraft(listener: () => void): void {
  const begin = (): void => {
    const found = storeOf();
    if (!found) {
      setTimeout(begin, 100);
      return;
    }
    found.subscribe(listener);
    listener();
  };
  begin();
}

/** Decap's own notes of the pictures that were chosen and not yet saved, as they must come back with the form. */
export function draftMedia(): Record<string, unknown>[] {
  const entry = (storeOf()?.getState().entryDraft.get('entry') as DraftMap | undefined)?.toJS() as { mediaFiles?: Record<string, unknown>[] } | undefined;
  return (entry?.mediaFiles ?? []).filter(({ url }) => typeof url === 'string' && url.startsWith('blob:'));
}

/** Fills the open form with other values; the form is drawn anew from them and counts as changed. */
export function replaceDraft(data: Record<string, unknown>, pictures: readonly Record<string, unknown>[] = []): void {
  const entry = (storeOf()?.getState().entryDraft.get('entry') as DraftMap | undefined)?.toJS();
  if (!entry) return;
  storeOf()?.dispatch({ type: 'DRAFT_LOCAL_BACKUP_RETRIEVED', payload: { entry: { ...entry, data, mediaFiles: [...(entry['mediaFiles'] as unknown[] | undefined ?? []), ...pictures] } } });
  storeOf()?.dispatch({ type: 'DRAFT_CREATE_FROM_LOCAL_BACKUP' });
}

/** Shows the stage that the server gave a draft. */
export function showStage(collection: string, slug: string, newStatus: string): void {
  storeOf()?.dispatch({ type: 'UNPUBLISHED_ENTRY_STATUS_CHANGE_SUCCESS', payload: { collection, slug, newStatus } });
}

/** Brings the form to a field (`sources.0.title`), opening what is folded around it. */
export function goToField(field: string): void {
  const editor = findFiber((fiber) => typeof (fiber.stateNode as { handleFieldClick?: unknown } | null | undefined)?.handleFieldClick === 'function');
  (editor?.stateNode as { handleFieldClick: (path: string) => void } | undefined)?.handleFieldClick(field);
}
