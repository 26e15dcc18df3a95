/**
 * Makes a page true today: what the build wrote from its own day (date blocks, 进行中 and 已结束, the next date
 * of a series, registration, promised materials, lists of what is to come) is written anew from the dates that
 * stand beside it. Without scripts the page says what was true when it was built.
 */
import { DATE_WORDS, dateLeaf, type DateState } from '#/lib/date-leaf.ts';
import { formatRange, formatTime, toDay } from '#/lib/dates.ts';
import { currentSpan, dateState, materialNote, phaseOf, registrationState, type Span } from '#/lib/event-state.ts';
import { readTimes } from '#/lib/event-times.ts';
import type { Event } from '#/schemas/events.ts';

function spanOf(text: string): Span {
  const [start = '', end = ''] = text.split('/');
  return { start, end };
}

function write(root: Element, selector: string, text: string): void {
  const element = root.querySelector(selector);
  if (element && element.textContent !== text) element.textContent = text;
}

function setBlock(block: HTMLElement, span: Span, state: DateState): void {
  const { datetime, month, day, week, until } = dateLeaf(span.start, span.end, 'year' in block.dataset);
  block.querySelector('time')?.setAttribute('datetime', datetime);
  write(block, '.date-month', month);
  const number = block.querySelector('.date-day')?.firstChild;
  if (number && number.nodeValue !== day) number.nodeValue = day;
  write(block, '.date-week', week);
  write(block, '.date-until', until);
  write(block, '.date-state', DATE_WORDS[state]);
  block.dataset['state'] = state;
}

/** One element with `data-times` and what it says of them. */
function refreshSubject(subject: HTMLElement, now: number): void {
  const event = readTimes(subject.dataset['times'] ?? '');
  subject.dataset['phase'] = phaseOf(event, now);
  const { date, registration } = subject.dataset;
  const span = date ? spanOf(date) : currentSpan(event, now);
  if (event.status !== 'postponed') {
    const block = subject.querySelector<HTMLElement>('.date-block');
    if (block) setBlock(block, span, dateState(event, span, now));
    write(subject, '[data-range]', formatRange(span.start, span.end));
    write(subject, '[data-hour]', formatTime(span.start) && `，${formatTime(span.start)} 开始`);
  }
  for (const each of subject.querySelectorAll<HTMLElement>('[data-span]')) {
    const own = spanOf(each.dataset['span'] ?? '');
    const word = DATE_WORDS[dateState(event, 'off' in each.dataset ? { ...own, cancelled: true } : own, now)];
    write(each, '[data-word]', word && `（${word}）`);
  }
  if (!registration) return;
  const { state, text, link, phone } = registrationState({ ...event, registration: JSON.parse(registration) as Event['registration'] }, now);
  subject.dataset['state'] = state;
  write(subject, '[data-text]', text);
  subject.querySelector('[data-ways]')?.toggleAttribute('hidden', !link && !phone);
}

/** All subjects below `root`; lists of what is to come are sifted by lists.ts. `now` is milliseconds since the epoch. */
export function refresh(root: ParentNode, now: number): void {
  for (const subject of root.querySelectorAll<HTMLElement>('[data-times]')) refreshSubject(subject, now);
  for (const note of root.querySelectorAll<HTMLElement>('[data-promised]')) note.textContent = materialNote({ promised: note.dataset['promised'] }, toDay(now));
}
