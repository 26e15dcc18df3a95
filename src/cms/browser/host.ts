/** Starts Decap over a git host: the host's own sign-in and review, with our forms, format and words. */
import { decap, loadDecap } from './decap-globals.ts';
import { setUp } from './editor.ts';
import { drawPromptly } from './prompt-store.ts';

const SIGNS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A permanent id of an event; the check in the host's pipeline refuses the one in billions that is taken. */
function eventId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => SIGNS[byte % SIGNS.length]).join('');
}

async function start(): Promise<void> {
  const { config = '', decap: bundle = '', base = '/' } = document.documentElement.dataset;
  const settings = (await (await fetch(config)).json()) as object;
  const site = location.origin + base;
  // Decap reads this when it is started.
  Object.assign(window, { CMS_CONFIG: { ...settings, site_url: site, display_url: site } });
  drawPromptly();
  await loadDecap(bundle);
  setUp();
  const { CMS } = decap();
  // What our own server would fill in.
  CMS.registerEventListener({
    name: 'preSave',
    handler: ({ entry }) => {
      const data = entry.get('data') as ReturnType<typeof entry.set>;
      return Promise.resolve(entry.get('collection') === 'events' && !data.get('id') ? data.set('id', eventId()) : undefined);
    },
  });
  document.querySelector('#opening')?.remove();
  CMS.init();
}

start().catch((error: unknown) => {
  const note = document.querySelector('#opening');
  if (note) note.textContent = error instanceof Error ? error.message : String(error);
});
