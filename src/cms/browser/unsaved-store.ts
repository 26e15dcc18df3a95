/** Unsaved texts on the editor's own device, in IndexedDB: they outlive a browser that is killed. */

export interface UnsavedPicture {
  [key: string]: unknown;
  path: string;
  file: Blob;
}

export interface Unsaved {
  /** `login collection/slug session` */
  key: string;
  login: string;
  collection: string;
  /** '' for a new entry. */
  slug: string;
  title: string;
  data: Record<string, unknown>;
  pictures: UnsavedPicture[];
  /** Version of the file that the form was filled from; null where there was none. */
  base: string | null;
  /** Milliseconds since the epoch. */
  at: number;
}

const NAME = 'site-editor';
const TABLE = 'unsaved';
/** Days after which a text that nobody asked for goes. */
const KEPT_DAYS = 60;

let database: Promise<IDBDatabase> | undefined;

function request<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => { resolve(asked.result); };
    asked.onerror = () => { reject(asked.error ?? new Error('IndexedDB')); };
  });
}

function opened(): Promise<IDBDatabase> {
  database ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => { asked.result.createObjectStore(TABLE, { keyPath: 'key' }); };
    asked.onsuccess = () => { resolve(asked.result); };
    asked.onerror = () => { reject(asked.error ?? new Error('IndexedDB')); };
  });
  return database;
}

/** Resolves when what `change` asks for is on the disk: the browser, or the machine, may end right after. */
async function changed(change: (table: IDBObjectStore) => void): Promise<void> {
  const transaction = (await opened()).transaction(TABLE, 'readwrite', { durability: 'strict' });
  const done = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => { resolve(); };
    transaction.onabort = () => { reject(transaction.error ?? new Error('IndexedDB')); };
  });
  change(transaction.objectStore(TABLE));
  await done;
}

export const keepUnsaved = (text: Unsaved): Promise<void> => changed((table) => { table.put(text); });

export const dropUnsaved = (key: string): Promise<void> => changed((table) => { table.delete(key); });

/** Texts of one editor, the newest first. Those of long ago are dropped on the way. */
export async function unsavedOf(login: string): Promise<Unsaved[]> {
  const all = (await request((await opened()).transaction(TABLE, 'readonly').objectStore(TABLE).getAll())) as Unsaved[];
  const oldest = Date.now() - KEPT_DAYS * 86_400_000;
  for (const { key, at } of all) if (at < oldest) await dropUnsaved(key);
  return all.filter((each) => each.login === login && each.at >= oldest).sort((a, b) => b.at - a.at);
}
