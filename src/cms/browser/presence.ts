/**
 * Who has the entry open: the form gives a sign of life while it is open and tells when somebody else is at it. It
 * stops nobody; the save is what is guarded.
 */
import { toWallClock } from '#/lib/dates.ts';
import { BASE, post } from './api.ts';
import { element } from './dialogs.ts';
import { watchDraft } from './draft.ts';
import { showTool } from './tools.ts';

interface LockAnswer {
  mine: boolean;
  holder?: { name: string; since: number; self: boolean };
  takenBy?: string;
}

const EVERY = 20_000;
const STYLE = `
.site-lock { position: fixed; inset: 4.5rem 0 auto 0; z-index: 280; display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center; margin: 0 auto; width: min(46rem, calc(100vw - 2rem)); box-sizing: border-box; padding: .5rem 1rem; border-left: 6px solid #a06c00; }
.site-lock p { margin: 0; flex: 1 1 16rem; }
`;

const form = crypto.getRandomValues(new Uint32Array(2)).join('-');
let held: { collection: string; slug: string } | undefined;
let timer: ReturnType<typeof setInterval> | undefined;
/** What was said and put away. */
let dismissed = '';

/** The entry whose form is open. A new one has no name yet and nobody else can have it open. */
function openEntry(): { collection: string; slug: string } | undefined {
  const match = /^#\/collections\/([^/?]+)\/entries\/([^?]+)/.exec(location.hash);
  return match?.[1] && match[2] ? { collection: match[1], slug: decodeURIComponent(match[2]) } : undefined;
}

function box(): HTMLElement | null {
  return document.querySelector('.site-lock');
}

function say(words: string, take: boolean): void {
  if (words === '' || words === dismissed) {
    box()?.remove();
    return;
  }
  if (box()?.dataset['words'] === words) return;
  box()?.remove();
  const close = element('button', { type: 'button' }, '知道了');
  close.addEventListener('click', () => {
    dismissed = words;
    box()?.remove();
  });
  const over = element('button', { type: 'button' }, '接过来编辑');
  over.addEventListener('click', () => { void ask(true); });
  const shown = element('section', { className: 'site-box site-lock' }, element('p', {}, words), ...(take ? [over] : []), close);
  shown.dataset['words'] = words;
  shown.setAttribute('role', 'status');
  document.body.append(shown);
}

async function ask(take = false): Promise<void> {
  const entry = held;
  if (!entry) return;
  const answer = (await post('locks/hold', { ...entry, form, take }).catch(() => undefined)) as LockAnswer | undefined;
  if (!answer || held !== entry) return;
  if (answer.mine) {
    dismissed = '';
    say('', false);
  } else if (answer.takenBy !== undefined) say(`${answer.takenBy}接过了这个条目的编辑。您的文字还在本页；要保存时会先对照两个版本。`, true);
  else if (answer.holder) {
    const since = toWallClock(answer.holder.since).slice(11);
    say(answer.holder.self ? '您在另一个窗口里也打开了这个条目，请只在一处修改。' : `${answer.holder.name}从 ${since} 起正在编辑这个条目。您可以看；要改请先和对方说好。`, true);
  }
}

function release(): void {
  if (!held) return;
  // The page may be closing: the request outlives it.
  void fetch(`${BASE}api/locks/release`, { method: 'POST', keepalive: true, credentials: 'same-origin', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ...held, form }) }).catch(() => undefined);
  held = undefined;
}

function link(words: string, address: string): HTMLAnchorElement {
  return element('a', { href: `${BASE}admin/desk/#/${address}`, target: '_blank', rel: 'noopener' }, words);
}

/** The strip is emptied whenever a form is left; the links come back with the next one. */
function offerLinks(): void {
  if (!held || document.querySelector('[data-tool=flow]')) return;
  const at = `${held.collection}/${held.slug}`;
  showTool('flow', element('span', {}, link('历史', `history/${at}`), link('定时', `schedule/${at}`), link('批注', `review/${at}`)));
}

function follow(): void {
  const entry = openEntry();
  if (entry && held && entry.collection === held.collection && entry.slug === held.slug) return;
  release();
  clearInterval(timer);
  dismissed = '';
  say('', false);
  held = entry;
  if (!entry) return;
  offerLinks();
  void ask();
  timer = setInterval(() => { void ask(); }, EVERY);
}

/** Begins to follow which form is open. */
export function watchPresence(): void {
  document.head.append(element('style', {}, STYLE));
  window.addEventListener('hashchange', follow);
  window.addEventListener('pagehide', release);
  window.addEventListener('pageshow', follow);
  watchDraft(offerLinks);
  follow();
}
