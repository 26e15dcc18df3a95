/** Runs on the sign-in page: signs in, then loads the editing interface, which is large. */
import type { DecapConfig } from '#/cms/decap.ts';
import { configFor } from '#/cms/role-config.ts';
import { BASE, post, type SignedIn } from './api.ts';
import { keepHalfDone } from './half-done.ts';
import { drawPromptly } from './prompt-store.ts';
import { whenSignedIn } from './sign-in.ts';

const { editor = '', decap = '', config = '' } = document.documentElement.dataset;
const main = document.querySelector<HTMLElement>('#sign-in');

function loadScript(src: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = src;
    script.onload = () => { resolve(); };
    script.onerror = () => { reject(new Error('编辑器没有下载完，请检查网络后刷新')); };
    document.head.append(script);
  });
}

async function open(user: SignedIn): Promise<void> {
  if (user.pending) {
    location.replace(`${BASE}admin/desk/#/account`);
    return;
  }
  if (main) {
    const note = document.createElement('p');
    note.setAttribute('role', 'status');
    note.textContent = '正在打开编辑器…';
    main.replaceChildren(note);
  }
  try {
    const { mayPublish } = (await post('cms', { action: 'rights', params: {} })) as { mayPublish: boolean };
    // What a role may not do is not shown; that it cannot is the server's part.
    const settings = configFor((await (await fetch(config)).json()) as DecapConfig, user.role, mayPublish);
    document.body.dataset['mayPublish'] = String(mayPublish);
    document.documentElement.dataset['role'] = user.role; // the style hides by it what no configuration hides
    // Decap reads this once, while its script runs.
    const site = location.origin + BASE;
    Object.assign(window, { CMS_MANUAL_INIT: true, CMS_CONFIG: { ...settings, site_url: site, display_url: site } });
    drawPromptly(keepHalfDone);
    await loadScript(decap);
    const { start } = (await import(editor)) as { start: (user: SignedIn) => void };
    main?.remove();
    start(user);
  } catch (error) {
    if (main) main.textContent = error instanceof Error ? error.message : String(error);
  }
}

whenSignedIn(open);
