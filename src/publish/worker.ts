/**
 * The process that renders the site for the server: started once, asked for each publication. It has no rights
 * of the editors, holds no secrets and reads nothing but the content that it is given.
 */
import path from 'node:path';
import { Objects } from './objects.ts';
import type { FromRenderer, FromServer, Outcome, Progress, Request } from './messages.ts';
import type { LastGood } from './quarantine.ts';
import { SiteIndex, type IndexedPages } from './site-index.ts';
import { SiteRenderer, type Rendered } from './site-renderer.ts';

const [root = '', work = '', cache = '', objectsFolder = '', code = ''] = process.argv.slice(2);
const send = (message: FromRenderer): void => { process.send?.(message); };

const waiting = new Map<number, (message: FromServer) => void>();
let asked = 0;
function ask(file: string | undefined): Promise<FromServer> {
  const id = ++asked;
  send({ type: 'lastGood', id, path: file });
  return new Promise((resolve) => { waiting.set(id, resolve); });
}
const lastGood: LastGood = {
  paths: async () => {
    const answer = await ask(undefined);
    return answer.type === 'goodPaths' ? answer.paths : [];
  },
  read: async (file) => {
    const answer = await ask(file);
    return answer.type === 'good' ? answer.bytes : undefined;
  },
};

const TELL_EVERY = 100;
let told = 0;
/** Tells the server how far it is; not of every page. */
function progress(now: Progress): void {
  if (now.done > 0 && now.done < now.total && performance.now() - told < TELL_EVERY) return;
  told = performance.now();
  send({ type: 'progress', progress: now });
}

const objects = new Objects(objectsFolder);
const index = new SiteIndex(objects, path.join(cache, 'index'), code);
let renderer: SiteRenderer | undefined;
let pages: IndexedPages = new Map();

async function finish(rendered: Rendered): Promise<Outcome> {
  const start = performance.now();
  progress({ phase: 'index', done: 0, total: 0 });
  pages = rendered.indexed;
  const { patch, settled, quarantined, next, phases, rendered: count, pages: total } = rendered;
  if (patch.whole) await index.whole(pages);
  const delta = await index.patch(pages, patch);
  await settled;
  phases['index'] = Math.round((performance.now() - start) * 10) / 10;
  return { patch, quarantined, next, delta, phases, rendered: count, pages: total };
}

async function answer(request: Request): Promise<Outcome> {
  if (request.kind === 'start') {
    renderer = new SiteRenderer({ root, work, cache, objects, lastGood, ahead: index.ahead, progress });
    return finish(await renderer.start(request.now));
  }
  if (!renderer) throw new Error('网站还没有生成过');
  if (request.kind === 'publish') return finish(await renderer.publish(request.changes, request.now));
  const outcome: Outcome = { patch: { whole: false, files: {}, gone: [], inline: {} }, quarantined: [], next: undefined, delta: 0, phases: {}, rendered: 0, pages: pages.size };
  if (request.kind === 'gather') {
    await index.gather(pages);
    return outcome;
  }
  index.adopt();
  outcome.delta = await index.patch(pages, outcome.patch);
  return outcome;
}

let turn: Promise<unknown> = Promise.resolve();
process.on('message', (message: FromServer) => {
  if (message.type === 'preview') {
    const { id, request } = message;
    turn = turn.then(() => {
      if (!renderer) throw new Error('网站还没有生成过');
      return renderer.preview(request.entry, request.now);
    }).then(
      (page) => { send({ type: 'previewed', id, page }); },
      (error: unknown) => { send({ type: 'undrawn', id, reason: error instanceof Error ? error.message : String(error) }); },
    );
    return;
  }
  if (message.type !== 'request') {
    waiting.get(message.id)?.(message);
    waiting.delete(message.id);
    return;
  }
  const { id, request } = message;
  // A whole index takes as long as it takes, in a process of its own: nobody waits for it.
  const work = request.kind === 'gather' ? answer(request) : turn.then(() => answer(request));
  const told = work.then(
    (outcome) => { send({ type: 'done', id, outcome }); },
    (error: unknown) => { send({ type: 'failed', id, reason: error instanceof Error ? (error.stack ?? error.message) : String(error), kept: request.kind === 'gather' }); },
  );
  if (request.kind !== 'gather') turn = told;
  // What a rehearsal cannot do, the first edit will say.
  if (request.kind === 'start') turn = told.then(() => index.rehearse(pages)).catch(() => undefined);
});
// The server went: nobody is left to render for.
process.on('disconnect', () => { process.exit(0); });
