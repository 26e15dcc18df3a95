/** Puts the server's parts together. `main.ts` runs it; tests run it with a builder of their own. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import path from 'node:path';
import type { Hono } from 'hono';
import { now as siteNow } from '#/lib/clock.ts';
import { codeHash } from '#/lib/code-hash.ts';
import { transportHeaders } from '#/lib/headers.ts';
import { Accounts } from './accounts.ts';
import { adminAssets, type AdminAssets } from './admin-assets.ts';
import { createApp } from './app.ts';
import { Audit } from './audit.ts';
import { backUp } from './backup.ts';
import { findSandbox } from './build-sandbox.ts';
import type { ServerConfig } from './config.ts';
import { openDatabase } from './database.ts';
import { draftKey } from './draft-branches.ts';
import { Drafts } from './drafts.ts';
import { Editing } from './editing.ts';
import { requestListener } from './listener.ts';
import { History } from './history.ts';
import { Locks } from './locks.ts';
import { Notes } from './notes.ts';
import { mirrorTo } from './mirror.ts';
import { startNightly, type JobName } from './nightly.ts';
import { StartFault } from './preflight.ts';
import { Previews } from './preview.ts';
import { Publisher } from './publish.ts';
import { Releases } from './releases.ts';
import { ProcessRenderer, type Renderer } from './renderer.ts';
import { Schedule } from './schedule.ts';
import { SearchMisses } from './search-misses.ts';
import { seed } from './starter.ts';
import { StaticSite } from './static-site.ts';
import { MAIN, Store } from './store.ts';
import { clearLocks } from './store-locks.ts';

export interface Service {
  app: Hono;
  /** What Node calls for each request: files of the site by the short way, everything else by `app`. */
  listener: RequestListener;
  accounts: Accounts;
  audit: Audit;
  publisher: Publisher;
  store: Store;
  admin: AdminAssets;
  schedule: Schedule;
  /** Notices pushes from the command line and new days, until {@link close}. */
  watch: () => void;
  close: () => Promise<void>;
}

export interface ServiceOptions {
  renderer?: Renderer;
  /** Cheap passwords for tests. */
  passwordCost?: number;
  /** Tests do not choose passwords of their own. */
  firstPasswordsStay?: boolean;
  log?: (line: string) => void;
  /** The clock of appointments, in milliseconds since the epoch. */
  now?: () => number;
}

const WATCH_EVERY = 3000;
/** Every so many looks at the store also at the code: a new layout is shown without waiting for an edit. */
const CODE_EVERY = 10;
const BACKUPS_KEPT = 30;
/** How soon a site that was put back from the command line is seen, in milliseconds. */
const NOTICE_EVERY = 1000;

/** What is put before the renderer's command, so that it runs apart from the editors' data and the network. */
async function rendererPrefix(config: ServerConfig, log: (line: string) => void): Promise<readonly string[]> {
  if (!config.sandbox) return [];
  const { prefix, covers } = await findSandbox(config.data);
  log(covers ? `生成网页的进程单独隔开：${covers}` : '这个系统不让生成网页的进程单独隔开，它和服务器有同样的权限（见 README“服务能碰什么”）');
  return prefix;
}

/** The jobs of the night that the environment asks for. */
function nightlyJobs({ data, backup, mirror }: ServerConfig, store: string, audit: Audit): Partial<Record<JobName, () => Promise<string>>> {
  return {
    ...(backup !== undefined && {
      backup: async () => {
        const file = await backUp(data, backup, { keep: BACKUPS_KEPT });
        audit.record({ action: 'backup.run', target: file });
        return file;
      },
    }),
    ...(mirror !== undefined && {
      mirror: async () => {
        const { shown } = await mirrorTo(store, mirror);
        audit.record({ action: 'mirror.run', target: shown });
        return shown;
      },
    }),
  };
}

/** Opens the data folder (filling it at the first start). Throws {@link StartFault} when it is broken. */
export async function openService(config: ServerConfig, options: ServiceOptions = {}): Promise<Service> {
  const log = options.log ?? (() => undefined);
  rmSync(path.join(config.data, 'work'), { recursive: true, force: true });
  const store = new Store(path.join(config.data, 'content.git'));
  try {
    await store.init();
    for (const lock of await clearLocks(store.dir)) log(`拿走了被中断的 git 留下的 ${lock}`);
    if ((await store.head(MAIN)) === undefined && existsSync(path.join(store.dir, MAIN))) throw new Error('记着最新状态的文件读不出来');
    await seed(store, config.content);
  } catch (error) {
    throw new StartFault(`内容库 ${store.dir} 打不开：${error instanceof Error ? error.message : String(error)}。若它已损坏，请从备份恢复；没有备份时把它移走，再启动会从 content/ 重新建立。`);
  }
  let database: ReturnType<typeof openDatabase>;
  try {
    database = openDatabase(path.join(config.data, 'app.sqlite'));
  } catch (error) {
    throw new StartFault(`账号文件 ${path.join(config.data, 'app.sqlite')} 打不开（${error instanceof Error ? error.message : String(error)}）。请从备份恢复，或把它移走；再启动会新建账号。`);
  }
  const accounts = new Accounts(database, { ...(options.passwordCost !== undefined && { cost: options.passwordCost }), firstPasswordsStay: options.firstPasswordsStay ?? false });
  const audit = new Audit(database, { days: config.logDays, print: log });
  audit.record({ action: 'server.start' });
  const releases = new Releases(config.data);
  await releases.recover();
  const site = new StaticSite(config.base, releases.objects, {
    '': transportHeaders(config.url),
    // Tells the search page that somebody counts here; a static host says nothing and is not asked.
    'pagefind/search.json': { 'x-search-misses': 'api/search-misses' },
  });
  const renderer = options.renderer ?? new ProcessRenderer({ root: config.root, data: config.data, objects: releases.objects.dir, store, prefix: await rendererPrefix(config, log) });
  const publisher = new Publisher({
    store,
    releases,
    renderer,
    code: () => codeHash(config.root),
    now: Date.now,
    siteNow,
    onLive: (release) => {
      site.show(release);
      try {
        const authors = [...new Set(release.notes.changes.map(({ author }) => author))].join('、');
        audit.record({ action: 'publish.run', target: release.id, note: authors });
      } catch (error) {
        // Readers see it already: an account file that is full or locked does not undo it.
        log(`没有记进日志：${String(error)}`);
      }
    },
    log,
  });
  const publish = (): void => { void publisher.request(); };
  const editing = new Editing(store, { now: siteNow, committed: publish });
  const previews = new Previews({ editing, renderer, store, base: config.base, folder: path.join(config.data, 'previews'), cache: path.join(config.data, 'cache', 'previews'), now: siteNow });
  await previews.links.sweep();
  const admin = adminAssets(config.root, path.join(config.data, 'cache'), config.base);
  const drafts = new Drafts({ store, editing, database });
  const schedule = new Schedule({
    database, now: options.now ?? Date.now, log,
    userOf: (login) => accounts.list().find((user) => user.login === login && !user.disabled),
    publish: async (place, user) => {
      await publisher.byClock(() => drafts.publish(place, user));
      audit.record({ action: 'publish.run', login: user.login, target: draftKey(place), note: '定时' });
    },
    withdraw: async (place, user) => {
      await publisher.byClock(() => drafts.withdraw(place, user));
      audit.record({ action: 'content.delete', login: user.login, target: draftKey(place), note: '定时下架' });
    },
  });
  const app = createApp({ config, store, accounts, audit, editing, drafts, notes: new Notes(database), history: new History({ store, editing, drafts }), schedule, locks: new Locks(), publisher, releases, previews, site, admin, misses: new SearchMisses(database), log });

  let timer: NodeJS.Timeout | undefined;
  let noticing: NodeJS.Timeout | undefined;
  let endNightly = (): void => undefined;
  const watch = (): void => {
    schedule.start();
    const head = (): string => {
      try {
        return readFileSync(path.join(store.dir, MAIN), 'utf8').trim();
      } catch {
        return '';
      }
    };
    let seen = head();
    // The clock may have been set: timers count what passes, not what it shows.
    let checked = siteNow();
    let looks = 0;
    const codeChanged = (): boolean => ++looks % CODE_EVERY === 0 && publisher.live !== undefined && publisher.live.code !== codeHash(config.root);
    timer = setInterval(() => {
      const commit = head();
      const jumped = Math.abs(siteNow() - checked) > 2 * WATCH_EVERY + 1000;
      checked = siteNow();
      if (commit === seen && !jumped && !codeChanged()) return;
      seen = commit;
      publish();
    }, WATCH_EVERY).unref();
    endNightly = startNightly({ data: config.data, jobs: nightlyJobs(config, store.dir, audit), now: Date.now, log });
    noticing = setInterval(() => { publisher.notice().catch((error: unknown) => { log(`没有跟上命令行的换版：${String(error)}`); }); }, NOTICE_EVERY).unref();
    void releases.ids().then(async (ids) => {
      const loaded = await Promise.all(ids.map((id) => releases.load(id)));
      site.remember(loaded.flatMap((release) => release ?? []));
    });
  };
  const close = async (): Promise<void> => {
    clearInterval(timer);
    await schedule.stop();
    clearInterval(noticing);
    endNightly();
    await publisher.stop();
    database.close();
  };
  return { app, listener: requestListener({ app, site, base: config.base }), accounts, audit, publisher, store, admin, schedule, watch, close };
}
