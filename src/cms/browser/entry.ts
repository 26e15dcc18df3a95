/** Runs on the sign-in page: signs in, then loads the editing interface, which is large. */
import type { DecapConfig } from '#/cms/decap.ts';
import { configFor } from '#/cms/role-config.ts';
import { BASE, post, type SignedIn } from './api.ts';
import { loadDecap } from './decap-globals.ts';
import { keepHalfDone } from './half-done.ts';
import { drawPromptly } from './prompt-store.ts';
import { whenSignedIn } from './sign-in.ts';

const { editor = '', decap = '', config = '' } = document.documentElement.dataset;
const main = document.querySelector<HTMLElement>('#sign-in');

type Start = (user: SignedIn) => void;
let parts: Promise<Start> | undefined;
/** Runs Decap, which takes a slow computer some seconds, and answers what starts it. Once, and again after a failure. */
function load(): Promise<Start> {
  parts ??= (async () => {
    drawPromptly(keepHalfDone);
    const [{ start }] = await Promise.all([import(editor) as Promise<{ start: Start }>, loadDecap(decap)]);
    return start;
  })();
  parts.catch(() => { parts = undefined; });
  return parts;
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
    const [rights, settings, start] = await Promise.all([post('cms', { action: 'rights', params: {} }), fetch(config).then((response) => response.json()), load()]);
    const { mayPublish } = rights as { mayPublish: boolean };
    document.body.dataset['mayPublish'] = String(mayPublish);
    document.documentElement.dataset['role'] = user.role; // the style hides by it what no configuration hides
    // Decap reads this when it is started.
    const site = location.origin + BASE;
    // What a role may not do is not shown; that it cannot is the server's part.
    Object.assign(window, { CMS_CONFIG: { ...configFor(settings as DecapConfig, user.role, mayPublish), site_url: site, display_url: site } });
    main?.remove();
    start(user);
  } catch (error) {
    if (main) main.textContent = error instanceof Error ? error.message : String(error);
  }
}

// A frame later, so that the button is seen to be pressed.
whenSignedIn(open, () => { requestAnimationFrame(() => { setTimeout(() => { load().catch(() => undefined); }); }); });
