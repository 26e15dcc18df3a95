/** The reader's own list: rows of what is marked, one calendar file, one printed sheet. */
import { calendarExcerpt } from '#/lib/calendar-excerpt.ts';
import { readerNow } from '#/lib/reader-clock.ts';
import type { FoundContent } from '#/lib/event-row.ts';
import { keepIds, markedIds, showMarks, startMarks } from './marks.ts';
import './print.ts';
import { refresh } from './refresh.ts';
import { inOrder, loadEvents, makeRow } from './rows.ts';

function start(): void {
  const root = document.querySelector<HTMLElement>('[data-my]');
  if (!root) return;
  const part = (name: string): HTMLElement | null => root.querySelector(`[data-${name}]`);
  const say = (text: string): void => {
    const count = part('count');
    if (count) count.textContent = text;
  };
  const { events: index = '', feed = '', codes = '' } = root.dataset;
  part('wechat')?.toggleAttribute('hidden', !/MicroMessenger/i.test(navigator.userAgent));

  /** The row with the event's code, which is printed. */
  const withCode = (row: FoundContent): HTMLLIElement => {
    const item = makeRow(row);
    const code = new Image(76, 76);
    code.className = 'my-code';
    code.alt = `二维码：${row.title}`;
    code.src = `${codes}${row.id}/qr.svg`;
    item.querySelector('.event-row')?.append(code);
    return item;
  };

  const show = (all: readonly FoundContent[]): void => {
    const ids = markedIds();
    const now = readerNow();
    const rows = inOrder(all.filter(({ id }) => ids.includes(id)), now).map(({ row }) => row);
    const gone = ids.filter((id) => !all.some((row) => row.id === id));
    part('rows')?.replaceChildren(...rows.map(withCode));
    part('ways')?.toggleAttribute('hidden', ids.length === 0);
    part('nothing')?.toggleAttribute('hidden', ids.length > 0);
    part('gone')?.replaceChildren(...gone.map((id) => {
      const item = document.createElement('li');
      const link = document.createElement('a');
      [link.href, link.textContent] = [`${codes}${id}/`, `编号 ${id} 的活动已经不在列表里，看看原因`];
      item.append(link);
      return item;
    }));
    refresh(root, now);
    showMarks(document);
    say(ids.length > 0 ? `记下了 ${ids.length} 场活动。` : '');
  };

  const download = async (): Promise<void> => {
    const response = await fetch(feed).catch(() => undefined);
    if (!response?.ok) {
      say('没有取到日历，请检查网络后再试。');
      return;
    }
    const { calendar, entries } = calendarExcerpt(await response.text(), markedIds());
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([calendar], { type: 'text/calendar;charset=utf-8' }));
    link.download = 'wo-de-huodong.ics';
    link.click();
    setTimeout(() => { URL.revokeObjectURL(link.href); }, 60_000);
    say(`日历文件里有 ${entries} 条。用日历打开它就能加进去；活动以后有变更，文件不会自动更新，要自动更新请订阅日历。`);
  };

  loadEvents(index).then((all) => {
    startMarks(() => { show(all); });
    part('download')?.addEventListener('click', () => { void download(); });
    part('empty')?.addEventListener('click', () => {
      if (!confirm('清空清单？')) return;
      keepIds([]);
      show(all);
    });
  }, () => { say('没有取到活动列表，请检查网络后重新打开这一页。'); });
}

addEventListener('DOMContentLoaded', start);
