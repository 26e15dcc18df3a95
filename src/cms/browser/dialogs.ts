/** What the editor is told beside the form: sign in again, what was refused, how publishing goes. */
import type { Finding } from '#/lib/finding.ts';
import { findingSentence, publishingNow, type PublishStatus } from '#/cms/publishing-words.ts';
import { ApiFault, get, signIn, type SignedIn } from './api.ts';

const STYLE = `
.site-box { font-family: system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; line-height: 1.6; color: #1b2430; background: #fff; border: 1px solid #6b7785; border-radius: 6px; box-shadow: 0 4px 24px rgb(0 0 0 / .25); }
.site-box h2 { font-size: 1.1rem; margin: 0 0 .5rem; }
.site-box button { font: inherit; min-height: 2.75rem; padding: .4rem 1.2rem; border: 0; border-radius: 4px; background: #0b5c8a; color: #fff; cursor: pointer; }
.site-box button.plain { background: #fff; color: #0b5c8a; box-shadow: inset 0 0 0 1px #0b5c8a; }
.site-box :focus-visible { outline: 3px solid #e0a100; outline-offset: 2px; }
dialog.site-box { box-sizing: border-box; padding: 1.25rem; width: min(26rem, calc(100vw - 2rem)); }
dialog.site-box::backdrop { background: rgb(0 0 0 / .5); }
dialog.site-box label { display: block; margin: .5rem 0; }
dialog.site-box [hidden] { display: none; }
dialog.site-box input { display: block; box-sizing: border-box; width: 100%; min-height: 2.75rem; font: inherit; padding: .4rem; border: 1px solid #6b7785; border-radius: 4px; }
.site-refusal { position: fixed; inset: auto 1rem 1rem auto; z-index: 100000; width: min(30rem, calc(100vw - 2rem)); max-height: 70vh; overflow: auto; box-sizing: border-box; padding: 1rem 1.25rem; border-left: 6px solid #a3141d; }
.site-refusal[data-state=advised] { border-left-color: #e0a100; }
.site-refusal ul { margin: 0 0 .75rem; padding-left: 1.2rem; }
.site-refusal li { margin-bottom: .5rem; }
.site-status { position: fixed; inset: auto auto 1rem 1rem; z-index: 99999; padding: .5rem 1rem; max-width: min(26rem, calc(100vw - 2rem)); white-space: pre-line; }
.site-said { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.site-status[data-state=failed] { border-left: 6px solid #a3141d; }
`;

/** An element with its properties and what stands in it. */
export function element<K extends keyof HTMLElementTagNameMap>(tag: K, props: Partial<HTMLElementTagNameMap[K]> = {}, ...children: (Node | string)[]): HTMLElementTagNameMap[K] {
  const node = Object.assign(document.createElement(tag), props);
  node.append(...children);
  return node;
}

export function addDialogStyle(): void {
  document.head.append(element('style', {}, STYLE));
}

let asking: Promise<void> | undefined;

/** Asks for the password again over the form, which stays as it is. Rejects when the editor closes the box. */
export function signInAgain(user: SignedIn): Promise<void> {
  asking ??= new Promise<void>((resolve, reject) => {
    const alert = element('p');
    alert.setAttribute('role', 'alert');
    const password = element('input', { type: 'password', name: 'password', autocomplete: 'current-password', required: true });
    const code = element('input', { name: 'code', autocomplete: 'one-time-code', spellcheck: false });
    const codeLabel = element('label', { hidden: true }, '验证码', code);
    const button = element('button', { type: 'submit' }, '登录');
    const form = element('form', {},
      element('h2', {}, '登录已过期'),
      element('p', {}, '您的文字还在本页。重新登录后，刚才的操作会继续。'),
      element('label', {}, '用户名', element('input', { name: 'login', value: user.login, readOnly: true, autocomplete: 'username' })),
      element('label', {}, '密码', password),
      codeLabel,
      alert, button);
    const dialog = element('dialog', { className: 'site-box' }, form);
    dialog.setAttribute('aria-label', '重新登录');
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      button.disabled = true;
      signIn(user.login, password.value, code.value)
        .then(() => {
          resolve();
          dialog.close();
        }, (error: unknown) => {
          alert.textContent = error instanceof ApiFault ? error.message : '登录没有成功，请再试';
          if (!(error instanceof ApiFault) || error.needs !== 'code') return;
          codeLabel.hidden = false;
          code.select();
        })
        .finally(() => { button.disabled = false; });
    });
    dialog.addEventListener('close', () => {
      dialog.remove();
      reject(new ApiFault('没有登录，内容没有保存；文字还在本页', 401));
    });
    document.body.append(dialog);
    dialog.showModal();
  }).finally(() => { asking = undefined; });
  return asking;
}

/** Takes the list of reasons away. */
export function hideRefusal(): void {
  document.querySelector('.site-refusal')?.remove();
}

/** Shows why something was not saved, beside the form, until it is closed or saving succeeds. */
export function showRefusal(fault: ApiFault): void {
  showFindings(fault.message, fault.findings, 'refused');
}

/** Shows what the gate says of something that was saved. A draft (`status`) is kept with its errors. */
export function showNotes(notes: readonly Finding[], status?: string): void {
  const errors = notes.filter(({ severity }) => severity === 'error');
  if (status !== undefined && errors.length > 0) showFindings(`草稿已保存。有 ${errors.length} 处要改，改好才能就绪和发布`, notes, 'refused');
  else if (notes.length > 0) showFindings(`已保存，有 ${notes.length} 处提醒`, notes, 'advised');
}

function showFindings(title: string, findings: readonly Finding[], state: 'refused' | 'advised'): void {
  hideRefusal();
  const close = element('button', { type: 'button' }, '知道了');
  close.addEventListener('click', hideRefusal);
  const list = element('ul', {}, ...findings.map((finding) => element('li', {}, findingSentence(finding))));
  const box = element('section', { className: 'site-box site-refusal' }, element('h2', {}, title), list, close);
  box.dataset['state'] = state;
  box.setAttribute('role', state === 'refused' ? 'alert' : 'status');
  document.body.append(box);
}

let watching = 0;

/** Follows publishing after a change until it ended, and says how. */
export async function watchPublishing(): Promise<void> {
  const round = ++watching;
  let box = document.querySelector<HTMLElement>('.site-status');
  if (!box) {
    box = element('div', { className: 'site-box site-status' });
    box.setAttribute('role', 'status');
    document.body.append(box);
  }
  const say = (state: string, text: string): void => {
    if (!box || (box.dataset['state'] === state && box.textContent === text)) return;
    box.dataset['state'] = state;
    box.textContent = text;
  };
  say('building', '正在发布…');
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    if (round !== watching) return;
    const status = (await get('publish-status').catch(() => undefined)) as PublishStatus | undefined;
    if (!status) continue;
    const { state, text } = publishingNow(status);
    say(state, text);
    if (!status.busy) return;
  }
}
