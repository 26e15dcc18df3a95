/**
 * The one script that every page carries, bundled into its head (`?script`): theme, elder mode, what the
 * reader set in 阅读辅助, and the key `/` for the search box. It runs before anything is painted, so that a
 * remembered choice never flashes, and marks the buttons once they are there.
 *
 * - `?elder=1` (or 0) in the address sets and remembers the mode, for a link sent to a grandparent.
 * - Without a remembered theme the system's holds. A refused localStorage leaves the choice to this page.
 * - `data-copy` on a button holds an address to pass on: by the phone's own sheet, else by the clipboard, else
 *   (a page that is not served over https) by hand. What happened is said in the element behind the button.
 * - A page that the reader is about to open is fetched ahead: at a touch, or when the mouse rests on its link. By
 *   `<link rel=prefetch>`, which Chromium and Firefox know, and not by speculation rules, which on phones fetch
 *   whatever is in sight. Nothing is fetched ahead on a saving or slow line.
 * - The suggestions of the search field are a script of their own, asked for at the first focus (`data-suggest`).
 * - 阅读辅助 itself is a script of its own, which is asked for at the first press (or when the large
 *   pointer, which it draws, was remembered). It sets values and sends `storage`, as another window would.
 */
const root = document.documentElement;
const system = matchMedia('(prefers-color-scheme:dark)');

/** Null where nothing is remembered, undefined where the browser refuses to remember. */
function recall(key: string): string | null | undefined {
  try {
    return localStorage.getItem(key);
  } catch {
    return undefined;
  }
}

function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // The choice then holds for this page.
  }
}

const all = <E extends HTMLElement>(selector: string): NodeListOf<E> => document.querySelectorAll<E>(selector);
let theme = recall('theme');
let elder = recall('elder');
const asked = new URLSearchParams(location.search).get('elder');
if (asked === '1' || asked === '0') remember('elder', (elder = asked));

const dark = (): boolean => (theme ? theme === 'dark' : system.matches);

function set(name: string, value: string | null | undefined): void {
  if (value) root.setAttribute(`data-${name}`, value);
  else if (value === null) root.removeAttribute(`data-${name}`);
}

function apply(): void {
  root.toggleAttribute('data-elder', elder === '1');
  set('theme', theme);
  for (const name of ['size', 'spacing', 'pointer']) set(name, recall(name));
  for (const meta of all<HTMLMetaElement>('meta[name=theme-color]')) meta.media = theme ? (meta.dataset['theme'] === theme ? 'all' : 'not all') : `(prefers-color-scheme:${meta.dataset['theme']})`;
  for (const button of all('[data-switch]')) button.setAttribute('aria-pressed', `${button.dataset['switch'] === 'elder' ? elder === '1' : dark()}`);
}

const help = (): Promise<unknown> => import(/* @vite-ignore */ document.querySelector<HTMLElement>('[data-help]')?.dataset['help'] ?? '');

async function passOn(url: string, button: HTMLElement): Promise<void> {
  if (navigator.share && matchMedia('(pointer:coarse)').matches) return navigator.share({ title: document.title, url });
  if (!navigator.clipboard) {
    prompt('请复制网址', url);
    return;
  }
  await navigator.clipboard.writeText(url);
  if (button.nextElementSibling) button.nextElementSibling.textContent = '已复制';
}

root.dataset['js'] = '';
apply();
addEventListener('DOMContentLoaded', () => {
  apply();
  // Where there is room beside the text, the table of contents stands open.
  if (matchMedia('(min-width:62em)').matches) for (const list of all<HTMLDetailsElement>('.toc details')) list.open = true;
  if (root.dataset['pointer']) void help();
});
system.addEventListener('change', apply);
addEventListener('storage', () => {
  theme = recall('theme');
  elder = recall('elder');
  apply();
});
addEventListener('click', ({ target }) => {
  const button = (target as Element).closest<HTMLElement>('[data-switch],[data-help],[data-copy]');
  if (!button) return;
  const { switch: key, copy } = button.dataset;
  // Refused, or the reader closed the sheet: nothing to say.
  if (copy) return void passOn(copy, button).catch(() => {});
  if (key === 'elder') remember('elder', (elder = elder === '1' ? '0' : '1'));
  else if (key) remember('theme', (theme = dark() ? 'light' : 'dark'));
  else void help().then(() => dispatchEvent(new Event('reading-help')));
  apply();
});
const line = (navigator as { connection?: { saveData: boolean; effectiveType: string } }).connection;
let ahead: ReturnType<typeof setTimeout>;
addEventListener('pointerover', ({ target, pointerType }) => {
  clearTimeout(ahead);
  const link = (target as Element).closest('a');
  if (!link || link.origin !== location.origin || link.pathname === location.pathname || !link.pathname.endsWith('/') || line?.saveData || line?.effectiveType.endsWith('2g')) return;
  ahead = setTimeout(() => {
    const hint = document.createElement('link');
    [hint.rel, hint.href] = ['prefetch', link.pathname];
    document.head.append(hint);
  }, pointerType === 'mouse' ? 80 : 0);
});
addEventListener('focusin', ({ target }) => {
  const { suggest } = (target as HTMLElement).dataset;
  // A browser that cannot load it has the form.
  if (suggest) import(/* @vite-ignore */ suggest).catch(() => {});
});
addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || (event.target as Element).closest('input,textarea,select,[contenteditable]')) return;
  const box = all('main #q')[0] ?? all('[type=search]')[0];
  if (!box) return;
  event.preventDefault();
  box.focus();
});
