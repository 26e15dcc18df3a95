/** What was looked for on this device. It stays on the device, and can be erased. */

const KEY = 'search-history';
const MOST = 12;

/** The device's store, or undefined where it is refused (private windows, policies). */
function store(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

/** Past queries, the latest first. Anything unexpected in the store counts as nothing. */
export function pastQueries(from: Pick<Storage, 'getItem'> | undefined = store()): string[] {
  try {
    const list: unknown = JSON.parse(from?.getItem(KEY) ?? '[]');
    return Array.isArray(list) ? list.filter((each): each is string => typeof each === 'string' && each !== '').slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** Puts a query first in the list. */
export function remember(query: string, to: Pick<Storage, 'getItem' | 'setItem'> | undefined = store()): string[] {
  const text = query.trim().slice(0, 100);
  const list = text === '' ? pastQueries(to) : [text, ...pastQueries(to).filter((each) => each !== text)].slice(0, MOST);
  try {
    to?.setItem(KEY, JSON.stringify(list));
  } catch {
    // A full or refused store: the list lives until the page is left.
  }
  return list;
}

export function forgetAll(from: Pick<Storage, 'removeItem'> | undefined = store()): void {
  try {
    from?.removeItem(KEY);
  } catch {
    // Nothing is kept where nothing can be removed.
  }
}
