/**
 * Keeps what is typed on the editor's own device, a moment after the key, and offers it back when a browser, a
 * machine or a session ended before it was saved. Decap keeps one text per entry and only when typing pauses;
 * its own question is answered with no.
 */
import { fieldChanges } from '#/cms/field-changes.ts';
import type { SignedIn } from './api.ts';
import { decap } from './decap-globals.ts';
import { element } from './dialogs.ts';
import { currentDraft, draftMedia, replaceDraft, watchDraft, type Draft } from './draft.ts';
import { showTool } from './tools.ts';
import { dropUnsaved, keepUnsaved, unsavedOf, type Unsaved } from './unsaved-store.ts';

/** Longest time that a typed character is nowhere but in the form, in milliseconds. */
const LATEST = 1500;
const OFFERED = 5;
const STYLE = `
.site-offer { position: fixed; inset: 70px 1rem auto auto; z-index: 295; box-sizing: border-box; width: min(34rem, calc(100vw - 2rem)); max-height: 70vh; padding: 1rem 1.25rem; overflow: auto; border-left: 6px solid #0b5c8a; }
.site-offer h2 { margin: 0 0 .25rem; font-size: 1.1rem; }
.site-offer article + article { margin-top: 1rem; padding-top: 1rem; border-top: 1px solid #c5ccd3; }
.site-offer p { margin: 0 0 .5rem; }
.site-offer button { margin: 0 .5rem .5rem 0; }
.site-offer a { display: inline-block; padding-block: .6rem; color: #0b5c8a; }
.site-offer dl { margin: .5rem 0 0; }
.site-offer dt { font-weight: 700; }
.site-offer dd { margin: 0 0 .5rem; padding: .35rem .6rem; white-space: pre-wrap; overflow-wrap: anywhere; background: #f4f6f8; }
.site-offer dd[data-side=before] { text-decoration: line-through; background: #fdf1f1; }
`;

interface Form {
  key: string;
  path: string;
  isNew: boolean;
}

let login = '';
let form: Form | undefined;
let seen: unknown;
let wasChanged = false;
let timer: ReturnType<typeof setTimeout> | undefined;
let baseOf: (path: string) => string | null = () => null;
let setBase: (path: string, base: string | null) => void = () => undefined;

const note = element('span');
const offer = element('section', { className: 'site-box site-offer', hidden: true });

const when = (at: number): string => new Date(at).toLocaleString('zh-CN', { month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
const titleOf = (data: Record<string, unknown>): string => (typeof data['title'] === 'string' && data['title'] ? data['title'] : '（没有标题）');

/** Whether anybody has put something into a form: Decap fills a new one with empty lists and takes that for a change. */
function isWritten(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).some(isWritten);
  return typeof value === 'string' ? value.trim() !== '' : typeof value === 'number' || value === true;
}

async function keep(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  const draft = currentDraft();
  if (!form || !draft?.changed || (draft.isNew && !isWritten(draft.data))) return;
  const { collection, slug, data, path } = draft;
  const media = draftMedia();
  const pictures = await Promise.all(media.map(async (each) => ({ ...each, path: String(each['path']), file: await (await fetch(String(each['url']))).blob() })));
  try {
    await keepUnsaved({ key: form.key, login, collection, slug, title: titleOf(data), data, pictures, base: baseOf(path), at: Date.now() });
    note.textContent = `已在本机留底 ${when(Date.now())}`;
  } catch {
    note.textContent = '本机留不下底稿（存储空间不够或浏览器不允许），请常保存';
  }
}

/** Takes the kept text of the open form away: it was saved. */
async function saved(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  if (form) await dropUnsaved(form.key);
  note.textContent = '';
}

function differences(text: Unsaved, now: Record<string, unknown>): HTMLElement {
  const rows = fieldChanges(text.collection, now, text.data).flatMap(({ label, before, after }) => {
    const sides = ([['before', before], ['after', after]] as const).filter(([, words]) => words !== '').map(([side, words]) => {
      const part = element('dd', {}, words);
      part.dataset['side'] = side;
      return part;
    });
    return [element('dt', {}, label), ...sides];
  });
  return element('dl', {}, ...rows);
}

function closeOffer(): void {
  offer.hidden = true;
  offer.replaceChildren();
}

/** One kept text with what can be done about it. `open` is the form that it belongs to, where that is open. */
function row(text: Unsaved, open: Draft | undefined): HTMLElement {
  const part = element('article', {}, element('p', {}, element('strong', {}, text.title), `，${when(text.at)}`));
  const discard = element('button', { type: 'button', className: 'plain' }, '丢弃');
  discard.addEventListener('click', () => {
    void dropUnsaved(text.key);
    part.remove();
    if (!offer.querySelector('article')) closeOffer();
  });
  if (!open) {
    part.append(element('a', { href: `#/collections/${text.collection}/${text.slug ? `entries/${text.slug}` : 'new'}` }, '打开这个条目'), ' ', discard);
    return part;
  }
  const restore = element('button', { type: 'button' }, '恢复');
  restore.addEventListener('click', () => {
    const draft = currentDraft();
    if (!draft) return;
    replaceDraft(text.data, text.pictures.map((picture) => ({ ...picture, url: URL.createObjectURL(picture.file) })));
    if (!draft.isNew) setBase(draft.path, text.base);
    closeOffer();
    void keep().then(() => dropUnsaved(text.key));
  });
  const compare = element('button', { type: 'button', className: 'plain' }, '看差别');
  compare.setAttribute('aria-expanded', 'false');
  compare.addEventListener('click', () => {
    const shown = part.querySelector('dl');
    compare.setAttribute('aria-expanded', String(!shown));
    if (shown) shown.remove();
    else part.append(differences(text, currentDraft()?.data ?? {}));
  });
  part.append(restore, compare, discard);
  return part;
}

async function offerBack(draft: Draft | undefined): Promise<void> {
  const mine = form?.key;
  const all = (await unsavedOf(login).catch(() => [])).filter(({ key }) => key !== mine);
  const texts: Unsaved[] = [];
  for (const text of all) {
    if (draft && (text.collection !== draft.collection || text.slug !== draft.slug)) continue;
    // Nothing to offer when it was saved after all.
    if (draft && fieldChanges(draft.collection, draft.data, text.data).length === 0) await dropUnsaved(text.key);
    else texts.push(text);
  }
  if (form?.key !== mine) return;
  closeOffer();
  if (texts.length === 0) return;
  offer.append(element('h2', {}, '找回没保存的文字'), ...texts.slice(0, OFFERED).map((text) => row(text, draft)));
  offer.hidden = false;
}

function follow(): void {
  const draft = currentDraft();
  if (!draft) {
    if (!form) return;
    [form, seen, wasChanged] = [undefined, undefined, false];
    closeOffer();
    return;
  }
  if (wasChanged && !draft.changed) void saved();
  wasChanged = draft.changed;
  if (draft.identity === seen) return;
  seen = draft.identity;
  // While it is typed into, a new entry's file follows its title: the form is still the same one. A form that was
  // typed into before this looked for the first time is one all the same.
  if (!form || (!draft.changed && (form.path !== draft.path || form.isNew !== draft.isNew))) {
    form = { key: `${login} ${draft.collection}/${draft.slug} ${crypto.randomUUID()}`, path: draft.path, isNew: draft.isNew };
    note.textContent = '';
    void offerBack(draft);
  }
  showTool('note', note);
  if (draft.changed) timer ??= setTimeout(() => { void keep(); }, LATEST);
}

/**
 * Starts keeping. `versions` read and set which version of a file the form was filled from, so that a text that
 * is older than somebody else's save is refused as stale and not laid over it.
 */
export function watchUnsaved(user: SignedIn, versions: { read: (path: string) => string | null; set: (path: string, base: string | null) => void }): void {
  login = user.login;
  baseOf = versions.read;
  setBase = versions.set;
  document.head.append(element('style', {}, STYLE));
  offer.setAttribute('aria-label', '没保存的文字');
  document.body.append(offer);
  const { editor } = decap().CMS.getLocale('zh_Hans') as unknown as { editor: { editor: { confirmLoadBackup: string } } };
  const ask = window.confirm.bind(window);
  window.confirm = (question) => question !== editor.editor.confirmLoadBackup && ask(question);
  watchDraft(follow);
  const now = (): void => { if (timer) void keep(); };
  addEventListener('pagehide', now);
  document.addEventListener('visibilitychange', () => { if (document.hidden) now(); });
  void offerBack(undefined);
}
