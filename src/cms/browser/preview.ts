/**
 * The real page of what the form holds, beside it: at the width of a phone or a desktop, as everybody sees it or in
 * elder mode. The server draws it (server/preview.ts); here it is asked for after a pause in typing and shown
 * without a flash, at the place where the editor was looking.
 */
import { draftFile, SETTINGS } from '#/cms/draft-file.ts';
import { PAUSES } from '#/cms/pauses.ts';
import type { Finding } from '#/lib/finding.ts';
import { ApiFault, BASE, post } from './api.ts';
import { element } from './dialogs.ts';
import { currentDraft, watchDraft, type Draft } from './draft.ts';
import { base64Of } from './files.ts';
import { showTool } from './tools.ts';

const WIDTHS = { phone: 390, desktop: 1280 } as const;
const STYLE = `
.site-preview { position: fixed; inset: 66px 0 var(--site-tools) auto; z-index: 280; display: flex; flex-direction: column; box-sizing: border-box; width: min(46vw, 60rem); font: 1rem/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #1b2430; background: #d9dee4; border-left: 1px solid #6b7785; }
.site-preview[hidden] { display: none; }
.site-preview header { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; padding: .4rem .75rem; background: #fff; border-bottom: 1px solid #6b7785; }
.site-preview header :is(select, button) { min-height: 2.75rem; padding: .25rem .75rem; font: inherit; color: inherit; background: #eef1f4; border: 1px solid #6b7785; border-radius: 4px; }
.site-preview header label { display: inline-flex; gap: .4rem; align-items: center; min-height: 2.75rem; }
.site-preview header input { width: 1.2rem; height: 1.2rem; }
.site-preview header p { flex-basis: 100%; margin: 0; overflow-wrap: anywhere; }
.site-preview header p:empty { display: none; }
.site-preview header p a { color: #0b5c8a; }
.site-preview-stage { position: relative; flex: 1; min-height: 0; overflow: hidden; }
.site-preview iframe { position: absolute; top: 0; left: 50%; border: 0; background: #fff; transform-origin: 0 0; }
.site-preview iframe[data-next] { visibility: hidden; }
.site-preview :focus-visible { outline: 3px solid #e0a100; outline-offset: -3px; }
/* It lies over the notes, where there are any; without them the form makes room. */
.site-preview-open #nc-root :is(.Pane2, [class*="ViewControls"]) { visibility: hidden; }
@media (width >= 60rem) { .site-preview-open #nc-root [class*="ControlPaneContainer"] { width: min(50vw, 100%); max-width: 800px; margin-inline: 0 auto; } }
@media (width < 60rem) { .site-preview { left: 0; width: auto; } }
`;

type Answer = { id: string } | { missing: string[] } | { reason: string; findings: Finding[] };
type Width = keyof typeof WIDTHS;

let open = false;
let seen: unknown;
let timer: ReturnType<typeof setTimeout> | undefined;
let busy = false;
let again = false;
let width: Width = 'phone';
let elder = false;

const button = element('button', { type: 'button' }, '预览');
const said = element('p');
const stage = element('div', { className: 'site-preview-stage' });
const panel = element('section', { className: 'site-preview', hidden: true });

const asking = (draft: Draft): Record<string, unknown> => ({ path: draft.path, raw: draftFile(draft.path, draft.data), uploads: draft.pictures.map(({ path }) => path) });

/** Asks the server to draw the form; pictures that it does not know yet are sent first. */
async function drawn<T>(action: 'preview' | 'previewLink', draft: Draft, more: object = {}): Promise<T | { reason: string; findings: Finding[] }> {
  const ask = (): Promise<unknown> => post('cms', { action, params: { ...asking(draft), ...more } });
  let answer = (await ask()) as T | Answer;
  if (typeof answer === 'object' && answer && 'missing' in answer) {
    for (const path of answer.missing) {
      const picture = draft.pictures.find((each) => each.path === path);
      const blob = picture && (await (await fetch(picture.url)).blob());
      if (blob) await post('cms', { action: 'previewPicture', params: { asset: { path, content: await base64Of(blob), encoding: 'base64' } } });
    }
    answer = (await ask()) as T | Answer;
  }
  return answer as T | { reason: string; findings: Finding[] };
}

const current = (): HTMLIFrameElement | null => stage.querySelector('iframe:not([data-next])');

/** Fits a page of the chosen width into the panel. */
function fit(frame: HTMLIFrameElement): void {
  const { clientWidth, clientHeight } = stage;
  const scale = Math.min(1, clientWidth / WIDTHS[width]);
  frame.style.width = `${WIDTHS[width]}px`;
  frame.style.height = `${Math.ceil(clientHeight / scale)}px`;
  frame.style.transform = `scale(${scale})`;
  frame.style.left = `${Math.max(0, (clientWidth - WIDTHS[width] * scale) / 2)}px`;
}

/** The page is our own origin's: its mode is set from here, so that the editor's own choice for the site stays. */
function dress(frame: HTMLIFrameElement): void {
  const page = frame.contentDocument;
  page?.documentElement.toggleAttribute('data-elder', elder);
  page?.addEventListener('click', (event) => {
    const link = (event.target as Element).closest('a');
    if (!link?.href || link.getAttribute('href')?.startsWith('#')) return;
    event.preventDefault();
    window.open(link.href, '_blank', 'noopener');
  });
}

function show(id: string): void {
  for (const late of stage.querySelectorAll('iframe[data-next]')) late.remove();
  const frame = element('iframe', { title: '这一页的预览', src: `${BASE}preview/${id}/` });
  frame.setAttribute('sandbox', 'allow-scripts allow-same-origin');
  frame.dataset['next'] = '';
  fit(frame);
  frame.addEventListener('load', () => {
    if (!frame.isConnected) return;
    const old = current();
    dress(frame);
    frame.contentWindow?.scrollTo({ top: old?.contentWindow?.scrollY ?? 0, behavior: 'instant' });
    delete frame.dataset['next'];
    old?.remove();
    stage.dataset['page'] = id;
  }, { once: true });
  stage.append(frame);
}

async function draw(): Promise<void> {
  const draft = currentDraft();
  if (!open || !draft) return;
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  try {
    const answer = await drawn<{ id: string }>('preview', draft);
    if ('id' in answer) {
      said.textContent = '';
      show(answer.id);
    } else said.textContent = answer.reason;
  } catch (error) {
    said.textContent = error instanceof ApiFault ? error.message : '预览没有取到，请再试';
  } finally {
    busy = false;
    if (again) {
      again = false;
      void draw();
    }
  }
}

async function link(days: number): Promise<void> {
  const draft = currentDraft();
  if (!draft) return;
  said.textContent = '正在做链接…';
  try {
    const answer = await drawn<{ id: string; name: string; expires: number }>('previewLink', draft, { days });
    if (!('id' in answer)) {
      said.textContent = answer.reason;
      return;
    }
    const address = `${location.origin}${BASE}preview/${answer.id}/`;
    const until = new Date(answer.expires).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'short' });
    const back = element('button', { type: 'button' }, '收回链接');
    back.addEventListener('click', () => {
      void post('review/links/revoke', { name: answer.name }).then(() => { said.textContent = '链接已收回，打开它的人什么也看不到。'; }, (error: unknown) => { said.append(error instanceof ApiFault ? error.message : '没有收回，请再试'); });
    });
    said.replaceChildren('拿到链接的人不用登录就能看现在这一稿，', `${until}失效：`, element('a', { href: address, target: '_blank', rel: 'noopener' }, address), ' ', back);
    await navigator.clipboard?.writeText(address).then(() => { said.append('（已复制）'); }, () => undefined);
  } catch (error) {
    said.textContent = error instanceof ApiFault ? error.message : '链接没有做成，请再试';
  }
}

function toggle(now: boolean): void {
  open = now;
  panel.hidden = !now;
  button.setAttribute('aria-expanded', String(now));
  document.body.classList.toggle('site-preview-open', now);
  if (now) void draw();
  else stage.replaceChildren();
}

function build(): void {
  document.head.append(element('style', {}, STYLE));
  panel.setAttribute('aria-label', '预览');
  said.setAttribute('role', 'status');
  const widths = element('select', {}, element('option', { value: 'phone' }, '手机'), element('option', { value: 'desktop' }, '电脑'));
  widths.setAttribute('aria-label', '宽度');
  widths.addEventListener('change', () => {
    width = widths.value as Width;
    for (const frame of stage.querySelectorAll('iframe')) fit(frame);
  });
  const mode = element('input', { type: 'checkbox' });
  mode.addEventListener('change', () => {
    elder = mode.checked;
    current()?.contentDocument?.documentElement.toggleAttribute('data-elder', elder);
  });
  const days = element('select', {}, element('option', { value: '1' }, '1 天'), element('option', { value: '7', selected: true }, '7 天'), element('option', { value: '30' }, '30 天'));
  days.setAttribute('aria-label', '链接有效期');
  const make = element('button', { type: 'button' }, '做预览链接');
  make.addEventListener('click', () => { void link(Number(days.value)); });
  const close = element('button', { type: 'button' }, '关闭预览');
  close.addEventListener('click', () => {
    toggle(false);
    button.focus();
  });
  panel.append(element('header', {}, widths, element('label', {}, mode, '长者版'), make, days, close, said), stage);
  button.setAttribute('aria-expanded', 'false');
  button.addEventListener('click', () => { toggle(!open); });
  new ResizeObserver(() => { for (const frame of stage.querySelectorAll('iframe')) fit(frame); }).observe(stage);
  document.body.append(panel);
}

function follow(): void {
  const draft = currentDraft();
  const shown = draft && draft.collection !== SETTINGS;
  if (!shown) {
    if (open) toggle(false);
    seen = undefined;
    return;
  }
  showTool('preview', button);
  if (draft.identity === seen) return;
  seen = draft.identity;
  clearTimeout(timer);
  if (open) timer = setTimeout(() => { void draw(); }, PAUSES.preview);
}

/** Offers the preview of whatever form is opened from now on. */
export function watchPreview(): void {
  build();
  watchDraft(follow);
}
