/**
 * The renderer as the server sees it: give it a commit and an instant, get the list of what the site is then. Keeps
 * a process with the built pages ready and brings it from commit to commit; when the code has changed, when
 * something failed half-way or when the process has died, the next publication starts a new one.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { patched, type Manifest } from '#/publish/manifest.ts';
import type { FromRenderer, FromServer, Outcome, Progress, Request } from '#/publish/messages.ts';
import type { PreviewEntry, PreviewPage } from '#/publish/preview.ts';
import type { Quarantined } from '#/publish/quarantine.ts';
import { ENV } from '#/site.ts';
import { RENDERER_FOLDERS } from './build-sandbox.ts';
import { LIVE, type Store } from './store.ts';

/** A state of the site. */
export interface RenderedSite {
  manifest: Manifest;
  quarantined: Quarantined[];
  /** When it changes by itself, in milliseconds since the epoch. */
  next: number | undefined;
  /** Pages that stand in the delta of the search index; see {@link Renderer.fold}. */
  delta: number;
  /** Milliseconds of each phase, for the log. */
  phases: Record<string, number>;
  rendered: number;
  pages: number;
}

export interface Renderer {
  /** The site at a commit and an instant, by the code of this hash. Rejects with a Chinese reason. One call at a time. */
  render: (commit: string, code: string, now: number, progress?: (progress: Progress) => void) => Promise<RenderedSite>;
  /** Makes a whole search index of what was rendered last; other calls may come meanwhile. */
  gather: () => Promise<void>;
  /** The same site with the search index that was gathered last, and what changed since laid over it. */
  fold: () => Promise<RenderedSite>;
  /** Forgets what is built: the next one starts from the beginning. */
  drop: () => Promise<void>;
  /** The page of an entry that is not saved, as it would be at `now`. Rejects with the reason when it cannot be drawn. */
  preview: (entry: PreviewEntry, now: number) => Promise<PreviewPage>;
  close: () => Promise<void>;
}

/** Keys of the environment that the process may see; everything else, such as secrets of the host, it may not. */
const PASSED = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'SystemRoot', 'LANG', 'TZ', 'NODE_EXTRA_CA_CERTS', ENV.url, ENV.base, ENV.samples];
const KEPT_LINES = 400;

/** The lines that tell an editor what to mend; else the last ones of the log. */
export function failureReason(log: readonly string[]): string {
  const lines = log.map((line) => line.replace(/\u001b\[[0-9;]*m/g, '').trimEnd()).filter((line) => line.trim() !== '');
  const named = lines.filter((line) => /^错误 |^内容有 /.test(line));
  if (named.length > 0) return named.slice(0, 20).join('\n');
  const tail = lines.filter((line) => !/^\s*(?:at |Stack trace:|Location:)/.test(line)).slice(-6);
  return tail.length > 0 ? tail.join('\n').slice(0, 2000) : '没有留下说明';
}

interface Warm {
  child: ChildProcess;
  code: string;
  commit: string;
  site: RenderedSite | undefined;
  log: string[];
  progress: ((progress: Progress) => void) | undefined;
  previews: Map<number, { resolve: (page: PreviewPage) => void; reject: (error: Error) => void }>;
  waiting: Map<number, { resolve: (outcome: Outcome) => void; reject: (error: Error) => void }>;
  gone: boolean;
}

export interface ProcessRendererOptions {
  /** The project. */
  root: string;
  /** Data folder of the server. */
  data: string;
  /** Folder of the objects. */
  objects: string;
  store: Store;
  /** What is put before the command; see `build-sandbox.ts`. */
  prefix?: readonly string[];
}

export class ProcessRenderer implements Renderer {
  readonly #options: ProcessRendererOptions;
  #warm: Warm | undefined;
  #asked = 0;
  #closed = false;

  constructor(options: ProcessRendererOptions) {
    this.#options = options;
  }

  async render(commit: string, code: string, now: number, progress?: (progress: Progress) => void): Promise<RenderedSite> {
    const warm = this.#warm;
    if (!warm || warm.gone || warm.code !== code || !warm.site) return this.#start(commit, code, now, progress);
    warm.progress = progress;
    return this.#bring(warm, commit, now);
  }

  async #bring(warm: Warm, commit: string, now: number): Promise<RenderedSite> {
    const { store } = this.#options;
    const changes = warm.commit === commit ? [] : await store.changes(warm.commit, commit);
    return this.#take(warm, commit, await this.#request(warm, { kind: 'publish', now, changes }));
  }

  async #start(commit: string, code: string, now: number, progress: Warm['progress']): Promise<RenderedSite> {
    await this.#end();
    const { root, data, objects, store } = this.#options;
    const work = path.join(data, 'work');
    await rm(work, { recursive: true, force: true });
    await mkdir(work, { recursive: true });
    await store.snapshot(commit, work);
    // Stopped meanwhile: a process begun now would be waited for until it has built everything.
    if (this.#closed) throw new Error('服务器正在停止');
    const env: Record<string, string> = { NODE_ENV: 'production', ASTRO_TELEMETRY_DISABLED: '1', CI: '1' };
    for (const key of PASSED) {
      const value = process.env[key];
      if (value !== undefined) env[key] = value;
    }
    for (const folder of RENDERER_FOLDERS) await mkdir(path.join(data, folder), { recursive: true });
    const [command = process.execPath, ...args] = [...(this.#options.prefix ?? []), process.execPath, path.join(root, 'src/publish/worker.ts'), root, work, path.join(data, 'cache'), objects, code];
    const child = spawn(command, args, { cwd: root, env, serialization: 'advanced', stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    const warm: Warm = { child, code, commit, site: undefined, log: [], progress, previews: new Map(), waiting: new Map(), gone: false };
    this.#warm = warm;
    const keep = (chunk: Buffer): void => {
      warm.log.push(...chunk.toString('utf8').split('\n'));
      if (warm.log.length > KEPT_LINES) warm.log.splice(0, warm.log.length - KEPT_LINES);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('message', (message: FromRenderer) => { void this.#heard(warm, message); });
    const end = (reason: string): void => {
      warm.gone = true;
      for (const { reject } of warm.waiting.values()) reject(new Error(reason));
      warm.waiting.clear();
      for (const { reject } of warm.previews.values()) reject(new Error(reason));
      warm.previews.clear();
    };
    child.on('error', (error) => { end(`生成程序没有启动：${error.message}`); });
    child.on('exit', () => { end(this.#closed ? '服务器正在停止' : failureReason(warm.log)); });
    return this.#take(warm, commit, await this.#request(warm, { kind: 'start', now }));
  }

  #take(warm: Warm, commit: string, { patch, quarantined, next, delta, phases, rendered, pages }: Outcome): RenderedSite {
    const site: RenderedSite = { manifest: patched(warm.site?.manifest, patch), quarantined, next, delta, phases, rendered, pages };
    warm.commit = commit;
    warm.site = site;
    return site;
  }

  async gather(): Promise<void> {
    const warm = this.#warm;
    if (!warm?.site || warm.gone) throw new Error('网站还没有生成过');
    await this.#request(warm, { kind: 'gather' });
  }

  async fold(): Promise<RenderedSite> {
    const warm = this.#warm;
    if (!warm?.site || warm.gone) throw new Error('网站还没有生成过');
    const { quarantined, next, phases, rendered, pages } = warm.site;
    const outcome = await this.#request(warm, { kind: 'fold' });
    return this.#take(warm, warm.commit, { ...outcome, quarantined, next, phases, rendered, pages });
  }

  async #heard(warm: Warm, message: FromRenderer): Promise<void> {
    if (message.type === 'progress') {
      warm.progress?.(message.progress);
      return;
    }
    if (message.type === 'lastGood') {
      const { store } = this.#options;
      const live = await store.head(LIVE);
      const reply: FromServer =
        message.path === undefined
          ? { type: 'goodPaths', id: message.id, paths: live ? (await store.list(live)).map((file) => file.path) : [] }
          : { type: 'good', id: message.id, bytes: await store.lastLive(message.path) };
      if (warm.child.connected) warm.child.send(reply);
      return;
    }
    if (message.type === 'previewed' || message.type === 'undrawn') {
      const asked = warm.previews.get(message.id);
      warm.previews.delete(message.id);
      if (message.type === 'previewed') asked?.resolve(message.page);
      else asked?.reject(new Error(message.reason));
      return;
    }
    const turn = warm.waiting.get(message.id);
    warm.waiting.delete(message.id);
    if (message.type === 'done') turn?.resolve(message.outcome);
    else {
      // Half a change may have been taken: whoever publishes next starts from the beginning.
      if (!message.kept) warm.gone = true;
      turn?.reject(new Error(failureReason([...warm.log, ...message.reason.split('\n')])));
    }
  }

  #request(warm: Warm, request: Request): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const id = ++this.#asked;
      warm.waiting.set(id, { resolve, reject });
      const message: FromServer = { type: 'request', id, request };
      warm.child.send(message, (error) => {
        if (!error) return;
        warm.gone = true;
        warm.waiting.delete(id);
        reject(error);
      });
    });
  }

  preview(entry: PreviewEntry, now: number): Promise<PreviewPage> {
    const warm = this.#warm;
    if (!warm?.site || warm.gone) return Promise.reject(new Error('网站正在准备，过一会儿再预览'));
    return new Promise((resolve, reject) => {
      const id = ++this.#asked;
      warm.previews.set(id, { resolve, reject });
      const message: FromServer = { type: 'preview', id, request: { entry, now } };
      warm.child.send(message, (error) => {
        if (!error) return;
        warm.previews.delete(id);
        reject(error);
      });
    });
  }

  async #end(): Promise<void> {
    const child = this.#warm?.child;
    this.#warm = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => { child.once('exit', resolve); });
    child.kill('SIGKILL');
    await gone;
  }

  drop(): Promise<void> {
    return this.#end();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#end();
  }
}
