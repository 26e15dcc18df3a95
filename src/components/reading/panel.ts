/**
 * 阅读辅助: read-aloud, size and spacing of the text, colours, a large pointer, and a link that opens the
 * page in elder mode. Asked for at the first press of its button (components/site/switches.ts); what it
 * sets is remembered on the device and put onto the page by that script.
 */
import { PANEL_STYLE, pointerStyle } from './panel-style.ts';
import { ReadAloud, type Failure, type ReadingState } from './read-aloud.ts';
import { sentencesOf, type Sentence } from './sentences.ts';

type Child = Node | string;

function part<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, string>, ...children: Child[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** What readers may choose, by the key under which it is remembered; the first value is the page as it is. */
const CHOICES: { key: string; label: string; values: [value: string, label: string][] }[] = [
  { key: 'size', label: '字号', values: [['', '标准'], ['large', '大'], ['larger', '特大']] },
  { key: 'spacing', label: '字距和行距', values: [['', '标准'], ['wide', '宽松']] },
  { key: 'theme', label: '颜色', values: [['', '跟随系统'], ['light', '浅色'], ['dark', '深色']] },
  { key: 'pointer', label: '鼠标指针', values: [['', '标准'], ['large', '大']] },
];
const RATES: [string, string][] = [['0.7', '慢'], ['1', '正常'], ['1.3', '快'], ['1.6', '很快']];
const FAILURES: Record<Failure, string> = {
  'no-speech': '这个浏览器不会朗读。可以换一个浏览器，或者用手机自带的朗读功能。',
  'no-chinese-voice': '这台设备没有中文语音，读不出来。请在系统设置的“语音”或“朗读”里添加中文语音，再回来试。',
  engine: '朗读中断了。请再按一次“朗读”。',
};

function recall(key: string): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return document.documentElement.dataset[key] ?? '';
  }
}

/** Remembers a choice and lets the page's own script put it on, as if it had been made in another window. */
function choose(key: string, value: string): void {
  try {
    if (value) localStorage.setItem(key, value);
    else localStorage.removeItem(key);
  } catch {
    if (value) document.documentElement.setAttribute(`data-${key}`, value);
    else document.documentElement.removeAttribute(`data-${key}`);
  }
  dispatchEvent(new StorageEvent('storage'));
}

function menu(label: string, values: readonly [string, string][], value: string, change: (value: string) => void): HTMLLabelElement {
  const select = part('select', {}, ...values.map(([key, word]) => part('option', { value: key }, word)));
  select.value = value;
  select.addEventListener('change', () => { change(select.value); });
  return part('label', {}, label, select);
}

function button(label: string, press: () => void): HTMLButtonElement {
  const made = part('button', { type: 'button' }, label);
  made.addEventListener('click', press);
  return made;
}

/** Marks the sentence being read and keeps it in sight. */
function follow(sentence: Sentence | undefined): void {
  for (const marked of document.querySelectorAll('[data-reading-here]')) marked.removeAttribute('data-reading-here');
  if ('highlights' in CSS) {
    if (sentence) CSS.highlights.set('reading', new Highlight(sentence.range));
    else CSS.highlights.delete('reading');
  }
  if (!sentence) return;
  const holder = sentence.range.startContainer.parentElement;
  if (!('highlights' in CSS)) holder?.setAttribute('data-reading-here', '');
  const { top, bottom } = sentence.range.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight - panel.offsetHeight) holder?.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
}

const opener = document.querySelector<HTMLButtonElement>('[data-help]');
const status = part('p', { class: 'help-says', role: 'status' });
const settings = part('details', { open: '' }, part('summary', {}, '字号、颜色和指针'));

const reader = new ReadAloud((state, sentence, failure) => {
  show(state);
  follow(sentence);
  status.textContent = failure ? FAILURES[failure] : '';
});
const article = (): Sentence[] => sentencesOf(document.querySelector('main article.entry') ?? document.querySelector('main') ?? document.body);
const play = button('朗读', () => {
  if (reader.state === 'reading') reader.pause();
  else if (reader.state === 'paused') reader.resume();
  else {
    settings.open = false;
    void reader.start(article, Number(recall('rate') || 1));
  }
});
const stop = button('停止', () => { reader.stop(); });
const back = button('上一句', () => { reader.step(-1); });
const forth = button('下一句', () => { reader.step(1); });

/** A button that has the focus is never taken away: it is marked as without use instead. */
function show(state: ReadingState): void {
  play.textContent = { idle: '朗读', reading: '暂停', paused: '继续' }[state];
  for (const each of [stop, back, forth]) each.setAttribute('aria-disabled', `${state === 'idle'}`);
}

const close = button('收起', () => { toggle(false); });
const link = button('复制长者版链接', () => {
  const address = new URL(location.href);
  address.searchParams.set('elder', '1');
  const said = (): void => { status.textContent = `打开就是长者版的网址：${address}`; };
  // A page that is not served over https may not write to the clipboard; then the address is shown to be copied by hand.
  if (!navigator.clipboard) said();
  else navigator.clipboard.writeText(address.href).then(() => { status.textContent = '已复制。发给家里的老人，打开就是大字的长者版。'; }, said);
});
const site = new URL(opener?.dataset['help'] ?? '/', location.href);
const offline = part('a', { href: new URL('offline/', site).href }, '离线阅读');
const title = part('h2', { id: 'reading-help-title', tabindex: '-1' }, '阅读辅助');
const choices = part('div', { class: 'help-choices' });
settings.append(choices, part('div', { class: 'help-ways' },
  link,
  button('全部恢复标准', () => {
    for (const { key } of CHOICES) choose(key, '');
    drawChoices();
  }),
  offline,
));
const panel = part('section', { class: 'reading-help', id: 'reading-help', 'aria-labelledby': 'reading-help-title', hidden: '', 'data-print': 'off' },
  part('div', { class: 'help-head' }, title, close),
  part('div', { class: 'help-speech' }, play, back, forth, stop, menu('语速', RATES, recall('rate') || '1', (value) => {
    choose('rate', value);
    reader.rate = Number(value);
  }), status),
  settings);

/** The menus as they stand; drawn anew after 恢复标准. */
function drawChoices(): void {
  choices.replaceChildren(...CHOICES.map(({ key, label, values }) => menu(label, values, recall(key), (value) => { choose(key, value); })));
}

function toggle(open: boolean): void {
  panel.hidden = !open;
  opener?.setAttribute('aria-expanded', `${open}`);
  if (open) {
    drawChoices();
    title.focus();
  } else {
    reader.stop();
    opener?.focus();
  }
}

const room = new CSSStyleSheet();
const sheet = new CSSStyleSheet();
sheet.replaceSync(PANEL_STYLE + pointerStyle(new URL('pointer.svg', site).href, new URL('pointer-hand.svg', site).href));
document.adoptedStyleSheets.push(sheet, room);
document.querySelector('.site-header')?.after(panel);
show('idle');
// What the panel covers at the foot of the window is never where the focus or an anchor lands.
new ResizeObserver(() => {
  const covered = panel.hidden || getComputedStyle(panel).position === 'static' ? 0 : panel.offsetHeight;
  room.replaceSync(covered > 0 ? `html { scroll-padding-block-end: ${covered + 8}px } body { padding-block-end: ${covered}px }` : '');
}).observe(panel);
panel.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') toggle(false);
});
addEventListener('pagehide', () => { reader.stop(); });
addEventListener('reading-help', () => { toggle(panel.hidden !== false); });
