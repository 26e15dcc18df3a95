/** The part of Decap's global interface that we use. */
import type { EditorComponent } from '#/cms/editor-components.ts';
import type { Phrases } from '#/cms/locale.ts';

export interface Asset {
  path: string;
  toBase64: () => Promise<string>;
}

export interface DataFile {
  path: string;
  slug: string;
  raw: string;
}

export interface LoadedEntry {
  data: string | null;
  file: { path: string; id: string | null };
}

export interface LibraryFile {
  id: string;
  name: string;
  path: string;
  size: number;
  url: string;
  displayURL: string;
}

/** Decap's own client of its local server; we keep its methods and replace what differs. */
export interface ProxyBackend {
  request: (payload: { action: string; params: Record<string, unknown> }) => Promise<unknown>;
  getEntry: (path: string) => Promise<LoadedEntry>;
  persistEntry: (entry: { dataFiles: DataFile[]; assets: Asset[] }, options: { useWorkflow?: boolean; status?: string }) => Promise<unknown>;
  unpublishedEntryDataFile: (collection: string, slug: string, path: string, id: string) => Promise<string>;
  unpublishedEntryMediaFile: (collection: string, slug: string, path: string, id: string) => Promise<LibraryFile>;
  updateUnpublishedEntryStatus: (collection: string, slug: string, newStatus: string) => Promise<unknown>;
  publishUnpublishedEntry: (collection: string, slug: string) => Promise<unknown>;
  deleteUnpublishedEntry: (collection: string, slug: string) => Promise<unknown>;
  getMedia: (folder?: string) => Promise<LibraryFile[]>;
  getMediaFile: (path: string) => Promise<LibraryFile>;
  persistMedia: (asset: Asset, options: unknown) => Promise<LibraryFile>;
  deleteFiles: (paths: string[], message: string) => Promise<unknown>;
  authComponent: () => unknown;
  authenticate: (user: unknown) => Promise<unknown>;
  restoreUser: () => Promise<unknown>;
  logout: () => Promise<void>;
}

/** An immutable map of a form's values. */
export interface FormData {
  get: (key: string) => unknown;
  set: (key: string, value: unknown) => FormData;
}

/** An immutable list, as a form holds it. */
export interface FormList {
  size: number;
  toJS: () => unknown[];
  get: (index: number) => FormData | undefined;
  clear: () => FormList;
  push: (value: unknown) => FormList;
}

/** Decap's control of a list, as far as we build upon it. */
export interface ListControl {
  props: {
    value?: FormList | null;
    field: FormData & { clear: () => FormData };
    collection: FormData;
    entry: FormData;
    onChange: (value: FormList) => void;
  };
  setState: (state: object) => void;
  render(): unknown;
}

export interface Cms {
  getWidget: (name: string) => { control: new (props: ListControl['props']) => ListControl; preview: unknown; schema: object };
  registerWidget: (name: string, control: unknown, preview: unknown, schema: object) => void;
  init: (options?: object) => void;
  getBackend: (name: string) => { init: (config: object, options: object) => ProxyBackend };
  registerBackend: (name: string, backend: (config: object, options: object) => ProxyBackend) => void;
  registerCustomFormat: (name: string, extension: string, format: { fromFile: (text: string) => object; toFile: (data: Record<string, unknown>) => string }) => void;
  registerEditorComponent: (component: EditorComponent) => void;
  registerEventListener: (listener: { name: 'preSave'; handler: (event: { entry: FormData }) => Promise<FormData | undefined> }) => void;
  getLocale: (name: string) => Phrases;
  registerLocale: (name: string, phrases: Phrases) => void;
}

export interface DecapWindow {
  CMS: Cms;
  createClass: (definition: Record<string, unknown>) => unknown;
  h: (type: unknown, props: object, ...children: unknown[]) => unknown;
}

/** Decap's globals; its script has run before any of our modules ask. */
export function decap(): DecapWindow {
  return window as unknown as DecapWindow;
}

/** Runs Decap's bundle, which sets the globals. Throws a Chinese sentence when it does not arrive. */
export async function loadDecap(bundle: string): Promise<void> {
  try {
    await import(bundle);
  } catch (error) {
    throw error instanceof TypeError ? new Error('编辑器没有下载完，请检查网络后刷新') : error;
  }
}
