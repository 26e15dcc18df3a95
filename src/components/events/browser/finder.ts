/** The filters of /events/: what stands in the address is what is shown, so that a found list can be sent. */
import { readerNow } from '#/lib/reader-clock.ts';
import type { FoundContent } from '#/lib/event-row.ts';
import { siftLists } from './lists.ts';
import { showMarks } from './marks.ts';
import { startPage } from './page.ts';
import { refresh } from './refresh.ts';
import { inOrder, loadEvents, makeRow } from './rows.ts';

function heading(text: string): HTMLElement {
  const head = document.createElement('h2');
  head.textContent = text;
  return head;
}

function listOf(rows: readonly FoundContent[]): HTMLElement {
  const list = document.createElement('ul');
  list.className = 'event-rows';
  list.append(...rows.map(makeRow));
  return list;
}

function start(): void {
  const form = document.querySelector<HTMLFormElement>('[data-finder]');
  const [all, found] = [document.querySelector<HTMLElement>('#all-events'), document.querySelector<HTMLElement>('#found-events')];
  if (!form || !all || !found) return;
  const selects = [...form.querySelectorAll('select')];
  const count = form.querySelector('[data-count]');
  const say = (text: string): void => { if (count) count.textContent = text; };
  const clear = form.querySelector<HTMLElement>('[data-clear]');
  let events: Promise<FoundContent[]> | undefined;

  const show = async (): Promise<void> => {
    const wanted = selects.filter(({ value }) => value !== '').map(({ name, value }) => [name, value] as const);
    clear?.toggleAttribute('hidden', wanted.length === 0);
    if (wanted.length === 0) {
      [all.hidden, found.hidden] = [false, true];
      say('');
      return;
    }
    let rows: FoundContent[];
    try {
      rows = await (events ??= loadEvents(form.dataset['finder'] ?? ''));
    } catch {
      events = undefined;
      say('没有取到活动列表，请检查网络后再选一次。');
      return;
    }
    const now = readerNow();
    const hits = inOrder(rows.filter(({ facets }) => wanted.every(([name, value]) => facets[name]?.includes(value))), now);
    const [coming, over] = [hits.filter(({ past }) => !past).map(({ row }) => row), hits.filter(({ past }) => past).map(({ row }) => row)];
    found.replaceChildren(...(coming.length > 0 ? [heading('将要举行'), listOf(coming)] : []), ...(over.length > 0 ? [heading('已经结束'), listOf(over)] : []));
    refresh(found, now);
    showMarks(found);
    [all.hidden, found.hidden] = [true, false];
    say(coming.length > 0 ? `找到 ${coming.length} 场将要举行的活动。` : over.length > 0 ? '没有将要举行的活动，下面是已经结束的。' : '没有这样的活动，少选一个条件试试。');
  };
  const read = (): void => {
    const query = new URLSearchParams(location.search);
    for (const select of selects) {
      select.value = query.get(select.name) ?? '';
      // A value that nobody offers asks for nothing.
      if (select.selectedIndex < 0) select.value = '';
    }
    void show();
  };
  form.addEventListener('change', () => {
    const query = new URLSearchParams(selects.filter(({ value }) => value !== '').map(({ name, value }) => [name, value])).toString();
    history.pushState(null, '', query ? `?${query}` : location.pathname);
    void show();
  });
  form.addEventListener('reset', () => {
    for (const select of selects) select.value = '';
    history.pushState(null, '', location.pathname);
    void show();
    selects[0]?.focus();
  });
  // Choosing has filtered already; whoever presses the button all the same loses nothing.
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void show();
  });
  addEventListener('popstate', read);
  read();
}

startPage(siftLists);
addEventListener('DOMContentLoaded', start);
