/**
 * Publishing: the store's newest commit becomes a release and the release becomes the live site. One at a
 * time; whatever is asked for meanwhile is served by one more run. A build that fails changes nothing that
 * readers see, and its reason is kept for the editors.
 */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Build } from './build-site.ts';
import type { Release, Releases } from './releases.ts';
import { seal } from './seal.ts';
import type { Store } from './store.ts';

export interface PublishStatus {
  /** What readers see. Times are milliseconds since the epoch. */
  live: { commit: string; id: string; ms: number } | undefined;
  building: { commit: string; since: number } | undefined;
  /** Whether something is still to be tried. */
  busy: boolean;
  /** The newest attempt, if it failed. */
  failure: { commit: string; at: number; reason: string } | undefined;
}

export interface PublisherOptions {
  store: Store;
  releases: Releases;
  build: Build;
  /** Hash of the code; read at each publish. */
  code: () => string;
  /** Milliseconds since the epoch, for durations and names. */
  now: () => number;
  /** Day in Asia/Shanghai that the site shows as today. */
  today: () => string;
  /** Told of every release that went live. */
  onLive: (release: Release) => void;
  log: (line: string) => void;
}

const stamp = (instant: number): string => new Date(instant).toISOString().slice(0, 19).replace(/[-:]/g, '');

export class Publisher {
  readonly #options: PublisherOptions;
  readonly #stop = new AbortController();
  #live: Release | undefined;
  #building: PublishStatus['building'];
  #failure: PublishStatus['failure'];
  #running: Promise<void> | undefined;
  #again = false;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  status(): PublishStatus {
    const live = this.#live;
    return { live: live && { commit: live.commit, id: live.id, ms: live.ms }, building: this.#building, busy: this.#running !== undefined, failure: this.#failure };
  }

  get live(): Release | undefined {
    return this.#live;
  }

  /** Serves what is there: the release of the present state, else the last live one. True when nothing has to be built. */
  async resume(): Promise<boolean> {
    const { store, releases, code } = this.#options;
    const commit = await store.head();
    const exact = commit === undefined ? undefined : await releases.find(commit, code());
    const last = (await releases.current()) ?? (await this.#newest());
    const release = exact ?? last;
    if (release) await this.#goLive(release);
    return exact !== undefined;
  }

  async #newest(): Promise<Release | undefined> {
    for (const id of await this.#options.releases.ids()) {
      const release = await this.#options.releases.load(id);
      if (release) return release;
    }
    return undefined;
  }

  /** Asks for the newest state to be published. Resolves when it (or something newer) was tried. */
  request(): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = (async () => {
      try {
        do {
          this.#again = false;
          await this.#publish();
        } while (this.#again && !this.#stop.signal.aborted);
      } finally {
        this.#running = undefined;
        this.#building = undefined;
      }
    })();
    return this.#running;
  }

  /** Ends a running build; the live site stays. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #goLive(release: Release): Promise<void> {
    await this.#options.releases.switchTo(release.id);
    this.#live = release;
    this.#options.onLive(release);
  }

  async #publish(): Promise<void> {
    const { store, releases, build, now, log } = this.#options;
    const commit = await store.head();
    if (commit === undefined) return;
    const code = this.#options.code();
    const day = this.#options.today();
    const live = this.#live;
    if (live?.commit === commit && live.code === code && live.day === day) return;
    const started = now();
    this.#building = { commit, since: started };
    const id = `${stamp(started)}-${commit.slice(0, 10)}-${code.slice(0, 10)}`;
    const part = `${releases.folder(id)}.tmp`;
    const work = path.join(releases.data, 'work', id);
    try {
      await Promise.all([rm(part, { recursive: true, force: true }), rm(path.join(releases.data, 'work'), { recursive: true, force: true })]);
      await Promise.all([mkdir(part, { recursive: true }), mkdir(work, { recursive: true })]);
      await store.snapshot(commit, work);
      const site = path.join(part, 'site');
      const reason = await build({ content: path.join(work, 'content'), out: site, cache: path.join(releases.data, 'cache'), signal: this.#stop.signal });
      if (this.#stop.signal.aborted) return;
      if (reason !== undefined) throw new Error(reason);
      const manifest = await seal(site, live);
      if (!manifest.files['index.html']) throw new Error('生成的网站没有首页，没有切换');
      const release = await releases.add({ id, commit, code, day, ms: now() - started }, manifest);
      await this.#goLive(release);
      this.#failure = undefined;
      log(`已发布 ${id}，用时 ${((now() - started) / 1000).toFixed(1)} 秒`);
      await releases.prune(id);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#failure = { commit, at: now(), reason };
      log(`发布失败，网站保持原样：${reason}`);
    } finally {
      await Promise.all([rm(part, { recursive: true, force: true }), rm(work, { recursive: true, force: true })]);
    }
  }
}
