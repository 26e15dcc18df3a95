/** The reader's own list: ids of events, kept on the device only. */
const KEY = 'my-events';

/** Ids in the order in which they were marked. A refused or spoilt storage is an empty list. */
export function markedIds(): string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(list) ? list.filter((id): id is string => typeof id === 'string' && /^[a-z0-9]{6,12}$/.test(id)) : [];
  } catch {
    return [];
  }
}

/** Keeps the list; without storage it holds for nothing, and the answer says so. */
export function keepIds(ids: readonly string[]): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(ids));
    // Where reading without a line is switched on, the events of the list are kept with it (components/offline/worker.ts).
    navigator.serviceWorker?.controller?.postMessage({ keep: ids });
    return true;
  } catch {
    return false;
  }
}

/** Shows on each button whether its event is marked. */
export function showMarks(root: ParentNode): void {
  const ids = markedIds();
  for (const button of root.querySelectorAll<HTMLElement>('[data-mark]')) button.setAttribute('aria-pressed', String(ids.includes(button.dataset['mark'] ?? '')));
  for (const count of root.querySelectorAll('[data-marked]')) count.textContent = ids.length > 0 ? `（${ids.length}）` : '';
}

/** Listens to the buttons of the page, and to the list changing in another window. */
export function startMarks(changed: () => void = () => { showMarks(document); }): void {
  addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-mark]') : undefined;
    const id = button?.dataset['mark'];
    if (!id) return;
    const ids = markedIds();
    if (!keepIds(ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id])) alert('这个浏览器不让网页保存数据，没有记下。');
    changed();
  });
  addEventListener('storage', ({ key }) => { if (key === KEY || key === null) changed(); });
  changed();
}
