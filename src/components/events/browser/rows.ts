/** Rows of events made in the browser, from the template that the build wrote and the index of events. */
import type { FoundContent } from '#/lib/event-row.ts';
import { currentSpan, phaseOf } from '#/lib/event-state.ts';
import { toInstant } from '#/lib/dates.ts';
import { readTimes } from '#/lib/event-times.ts';

/** The index of all events; asked for once. */
export async function loadEvents(address: string): Promise<FoundContent[]> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(String(response.status));
  return (await response.json()) as FoundContent[];
}

const set = (root: DocumentFragment, selector: string, text: string): void => {
  const element = root.querySelector(selector);
  if (element) element.textContent = text;
};

/** A list item with the row of an event; `refresh()` then writes its dates. */
export function makeRow(row: FoundContent): HTMLLIElement {
  const template = document.querySelector<HTMLTemplateElement>('#event-row');
  const copy = document.importNode((template as HTMLTemplateElement).content, true);
  const article = copy.querySelector<HTMLElement>('.event-row');
  const postponed = row.times.startsWith('postponed');
  if (article) {
    article.dataset['times'] = row.times;
    if (row.change) article.dataset['change'] = row.change;
    else delete article.dataset['change'];
  }
  set(copy, '[data-kind]', row.kind);
  for (const [tone, text] of [['status', row.change], ['sample', row.sample ? '示例' : '']] as const) {
    const tag = copy.querySelector(`[data-tone=${tone}]`);
    if (text && tag) tag.textContent = text;
    else tag?.remove();
  }
  const link = copy.querySelector('.card-title a');
  link?.setAttribute('href', row.href);
  set(copy, '.card-title a', row.title);
  set(copy, '.card-summary', row.summary);
  set(copy, '[data-dates]', row.dates > 1 ? `（共 ${row.dates} 场）` : '');
  set(copy, '[data-where]', row.where);
  set(copy, '[data-audience]', row.audience);
  const mark = copy.querySelector<HTMLElement>('[data-mark]');
  if (mark) mark.dataset['mark'] = row.id;
  set(copy, '[data-mark] span', `：${row.title}`);
  const block = copy.querySelector<HTMLElement>('.date-block');
  if (postponed && block) {
    block.dataset['state'] = 'open';
    const [month, day] = [document.createElement('span'), document.createElement('span')];
    [month.className, month.textContent, day.className, day.textContent] = ['date-month', '日期', 'date-open', '待定'];
    block.replaceChildren(month, day);
    set(copy, '[data-range]', '新日期待定');
  }
  const item = document.createElement('li');
  item.append(copy);
  return item;
}

/** On, to come, without a date, over (the latest first): the order of the lists of the build. */
export function inOrder<R extends { times: string; id: string }>(rows: readonly R[], now: number): { row: R; past: boolean }[] {
  const weight = { ongoing: 0, upcoming: 1, undated: 2, past: 3 } as const;
  return rows
    .map((row) => {
      const event = readTimes(row.times);
      const phase = phaseOf(event, now);
      return { row, past: phase === 'past', weight: weight[phase], start: toInstant(currentSpan(event, now).start) };
    })
    .sort((a, b) => a.weight - b.weight || (a.past ? b.start - a.start : a.start - b.start) || (a.row.id < b.row.id ? -1 : 1));
}
