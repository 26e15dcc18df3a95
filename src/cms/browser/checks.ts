/**
 * What the gate says of the form, while it is filled: asked of the server after a pause in typing, shown beside
 * the field and as a list that leads to each. New entries are not scolded for what nobody has come to yet.
 */
import { draftFile } from '#/cms/draft-file.ts';
import { PAUSES } from '#/cms/pauses.ts';
import type { Finding } from '#/lib/finding.ts';
import { post } from './api.ts';
import { findingSentence } from '#/cms/publishing-words.ts';
import { element } from './dialogs.ts';
import { currentDraft, goToField, watchDraft, type Draft } from './draft.ts';
import { placeOf } from './field-places.ts';
import { hideTools, showTool } from './tools.ts';

const STYLE = `
.site-fault { margin: .25rem 0 .5rem; padding: .35rem .75rem; font: 1rem/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #1b2430; background: #fdf1f1; border-left: 6px solid #a3141d; }
.site-fault[data-severity=warning] { background: #fdf6e7; border-left-color: #a06c00; }
`;

interface Form {
  path: string;
  /** Values as they were loaded, by field. */
  first: Record<string, unknown>;
  isNew: boolean;
  /** A save was refused: from now on everything is said beside its field. */
  tried: boolean;
}

let form: Form | undefined;
let findings: Finding[] = [];
let seen: unknown;
let timer: ReturnType<typeof setTimeout> | undefined;
let asked = 0;

const button = element('button', { type: 'button' });
const sheet = element('section', { className: 'site-sheet', hidden: true });
/** Says a changed verdict to those who hear the page; nothing of it is seen. */
const said = element('p', { className: 'site-said' });

function rootOf(field: string): string {
  return field.split('.')[0] ?? '';
}

/** Whether a finding is said beside its field already. */
function isDue(finding: Finding, draft: Draft): boolean {
  if (!form?.isNew || form.tried) return true;
  const name = rootOf(finding.field);
  return JSON.stringify(draft.data[name]) !== JSON.stringify(form.first[name]);
}

/** Puts the findings beside their fields, and takes away those that are mended. */
function mark(): void {
  const draft = currentDraft();
  const due = draft ? findings.filter((finding) => finding.field && (finding.path === '' || finding.path === draft.path) && isDue(finding, draft)) : [];
  const wanted = new Map<Element, { control: Element | undefined; list: Finding[] }>();
  for (const finding of due) {
    const place = placeOf(finding.field);
    if (!place) continue;
    const known = wanted.get(place.box);
    if (known) known.list.push(finding);
    else wanted.set(place.box, { control: place.control, list: [finding] });
  }
  for (const note of document.querySelectorAll('.site-fault')) {
    if (note.parentElement && wanted.has(note.parentElement)) continue;
    const control = document.querySelector(`[aria-describedby="${note.id}"]`);
    control?.removeAttribute('aria-describedby');
    control?.removeAttribute('aria-invalid');
    note.remove();
  }
  for (const [box, { control, list }] of wanted) {
    const words = list.map((finding) => `${finding.message}${finding.fix ? `。改法：${finding.fix}` : ''}`).join('；');
    const old = [...box.children].find((child): child is HTMLElement => child.classList.contains('site-fault'));
    const note = old ?? element('p', { className: 'site-fault', id: `site-fault-${crypto.randomUUID().slice(0, 8)}` });
    const severity = list.some((finding) => finding.severity === 'error') ? 'error' : 'warning';
    if (note.textContent !== words) note.textContent = words;
    note.dataset['severity'] = severity;
    if (!old) box.append(note);
    if (control && control.getAttribute('aria-describedby') !== note.id) control.setAttribute('aria-describedby', note.id);
    if (control && severity === 'error' && control.getAttribute('aria-invalid') !== 'true') control.setAttribute('aria-invalid', 'true');
  }
}

const counted = (severity: Finding['severity']): number => findings.filter((finding) => finding.severity === severity).length;

function verdict(): { state: string; words: string } {
  const errors = counted('error');
  const warnings = counted('warning');
  const notes = warnings > 0 ? `${warnings} 处提醒` : '';
  if (errors > 0) return { state: 'refused', words: [`${errors} 处要改`, notes].filter(Boolean).join('，') };
  return notes ? { state: 'advised', words: notes } : { state: 'sound', words: '没有问题' };
}

function show(): void {
  const { state, words } = verdict();
  button.dataset['state'] = state;
  button.textContent = `检查：${words}`;
  if (said.textContent !== words) said.textContent = words;
  const rows = findings.map((finding) => {
    const go = element('button', { type: 'button' }, findingSentence(finding));
    go.dataset['severity'] = finding.severity;
    go.addEventListener('click', () => { leadTo(finding.field); });
    return element('li', {}, go);
  });
  sheet.replaceChildren(element('h2', {}, findings.length > 0 ? `保存之前：${words}` : '没有问题，可以保存'), element('ul', {}, ...rows));
  if (findings.length === 0) toggle(false);
  mark();
}

function toggle(open: boolean): void {
  sheet.hidden = !open;
  button.setAttribute('aria-expanded', String(open));
}

/** Opens what is folded around a field, puts the cursor there and the field into the middle. */
export function leadTo(field: string): void {
  if (!field) return;
  toggle(false);
  goToField(field);
  setTimeout(() => {
    const place = placeOf(field);
    place?.box.scrollIntoView({ block: 'center' });
    if (place?.control instanceof HTMLElement) place.control.focus({ preventScroll: true });
    mark();
  }, 150);
}

async function ask(): Promise<void> {
  const draft = currentDraft();
  if (!draft) return;
  const round = ++asked;
  try {
    const answer = (await post('cms', { action: 'checkEntry', params: { path: draft.path, raw: draftFile(draft.path, draft.data), uploads: draft.pictures.map(({ path }) => path) } })) as { findings: Finding[] };
    if (round !== asked || !form) return;
    findings = answer.findings;
    show();
  } catch {
    // The server is away or the session ended: saving says so, and the text stays.
  }
}

/** After a refusal the form says everything beside its field. */
export function noteRefusal(refused: readonly Finding[]): void {
  if (!form) return;
  form.tried = true;
  asked++;
  findings = [...refused];
  show();
}

function follow(): void {
  const draft = currentDraft();
  if (!draft) {
    if (form) {
      clearTimeout(timer);
      asked++;
      [form, seen, findings] = [undefined, undefined, []];
      sheet.hidden = true;
      hideTools();
    }
    return;
  }
  if (draft.identity === seen) return;
  seen = draft.identity;
  const same = form && (form.path === draft.path || form.isNew) && form.isNew === draft.isNew && draft.changed;
  if (!same) form = { path: draft.path, first: draft.data, isNew: draft.isNew, tried: false };
  showTool('check', button);
  if (!button.textContent) button.textContent = '检查…';
  clearTimeout(timer);
  timer = setTimeout(() => { void ask(); }, PAUSES.check);
}

/** Starts checking whatever form is opened from now on. */
export function watchChecks(): void {
  document.head.append(element('style', {}, STYLE));
  said.setAttribute('role', 'status');
  sheet.setAttribute('aria-label', '检查结果');
  button.setAttribute('aria-expanded', 'false');
  button.addEventListener('click', () => { toggle(sheet.hidden === true); });
  document.body.append(sheet, said);
  watchDraft(follow);
  // Decap draws lists and folds anew; what was said beside a field is put back.
  let waiting = false;
  new MutationObserver(() => {
    if (waiting || findings.length === 0) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      mark();
    }, 200);
  }).observe(document.body, { childList: true, subtree: true });
}
