/**
 * Publishing: the store's newest commit becomes a release and the release becomes the live site. One at a
 * time; whatever is asked for meanwhile is served by one more run. A build that fails changes nothing that
 * readers see, and its reason is kept for the editors. What changes by the clock alone is published when its
 * time comes.
 */
import type { Quarantined } from '#/publish/quarantine.ts';
import type { Release, Releases } from './releases.ts';
import type { RenderedSite, Renderer } from './renderer.ts';
import type { Store } from './store.ts';

export interface PublishStatus {
  /** What readers see. Times are milliseconds since the epoch. */
  live: { commit: string; id: string; ms: number } | undefined;
  building: { commit: string; since: number } | undefined;
  /** Whether something is still to be tried. */
  busy: boolean;
  /** The newest attempt, if it failed. */
  failure: { commit: string; at: number; reason: string } | undefined;
  /** Entries that readers see as they were before, or not at all, because the gate refused them. */
  quarantined: Quarantined[];
}

export interface PublisherOptions {
  store: Store;
  releases: Releases;
  renderer: Renderer;
  /** Hash of the code; read at each publish. */
  code: () => string;
  /** Milliseconds since the epoch, for durations and names. */
  now: () => number;
  /** What the site is to show as now, in milliseconds since the epoch. */
  siteNow: () => number;
  /** Told of every release that went live. */
  onLive: (release: Release) => void;
  log: (line: string) => void;
}

/** So long after the last publication the search index is made anew, in milliseconds. */
const QUIET = 60_000;
/** Pages in the delta at which it is made anew without waiting for quiet. */
const LARGE_DELTA = 200;
const MINUTE = 60_000;
/** So long after a failure it is tried again by itself: a disk may have been emptied meanwhile, and what the clock changes must not wait for an editor. */
const RETRY = 5 * MINUTE;
/** Timers of Node hold no longer time. */
const LONGEST = 2_000_000_000;

const stamp = (instant: number): string => new Date(instant).toISOString().slice(0, 19).replace(/[-:]/g, '');

export class Publisher {
  readonly #options: PublisherOptions;
  #stopped = false;
  #live: Release | undefined;
  #building: PublishStatus['building'];
  #failure: PublishStatus['failure'];
  #quarantined: Quarantined[] = [];
  #running: Promise<void> | undefined;
  #folding: Promise<void> | undefined;
  #again = false;
  #boundary: NodeJS.Timeout | undefined;
  #quiet: NodeJS.Timeout | undefined;
  #delta = 0;
  #serial = 0;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  status(): PublishStatus {
    const live = this.#live;
    return { live: live && { commit: live.commit, id: live.id, ms: live.ms }, building: this.#building, busy: this.#running !== undefined, failure: this.#failure, quarantined: this.#quarantined };
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
    return exact !== undefined && !this.#isDue(exact);
  }

  async #newest(): Promise<Release | undefined> {
    for (const id of await this.#options.releases.ids()) {
      const release = await this.#options.releases.load(id);
      if (release) return release;
    }
    return undefined;
  }

  /** Whether the clock has passed something that a release shows. A clock that was set back makes it due as well. */
  #isDue({ at, next }: Release): boolean {
    const now = this.#options.siteNow();
    return now < at - MINUTE || (next !== undefined && now >= next);
  }

  /** Asks for the newest state to be published. Resolves when it (or something newer) was tried. */
  request(): Promise<void> {
    return this.#run(() => this.#publish());
  }

  /** Gets the renderer ready, so that the first edit is live as quickly as the next ones. Shows nothing new unless the site would come out otherwise. */
  warm(): Promise<void> {
    return this.#run(() => this.#publish(true));
  }

  /** Makes the search index anew, with what was laid over it. What is published meanwhile goes live at once and stays laid over. */
  fold(): Promise<void> {
    this.#folding ??= this.#gatherAndFold().finally(() => { this.#folding = undefined; });
    return this.#folding;
  }

  async #gatherAndFold(): Promise<void> {
    try {
      await this.#options.renderer.gather();
    } catch (error) {
      if (this.#stopped) return;
      this.#options.log(`搜索索引没有合并，以后再试：${error instanceof Error ? error.message : String(error)}`);
      clearTimeout(this.#quiet);
      this.#quiet = setTimeout(() => { void this.fold(); }, RETRY).unref();
      return;
    }
    while (this.#running) await this.#running;
    if (!this.#stopped) await this.#run(() => this.#fold());
  }

  #run(task: () => Promise<void>): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = (async () => {
      try {
        this.#again = false;
        await task();
        while (this.#again && !this.#stopped) {
          this.#again = false;
          await this.#publish();
        }
      } finally {
        this.#running = undefined;
        this.#building = undefined;
        this.#plan();
      }
    })();
    return this.#running;
  }

  /** Sets the clocks for what happens by itself. */
  #plan(): void {
    clearTimeout(this.#boundary);
    clearTimeout(this.#quiet);
    if (this.#stopped) return;
    const next = this.#live?.next;
    const wait = this.#failure ? RETRY : next === undefined ? undefined : Math.min(Math.max(next - this.#options.siteNow(), 1000), LONGEST);
    if (wait !== undefined) this.#boundary = setTimeout(() => { void this.request(); }, wait).unref();
    if (this.#delta > 0) this.#quiet = setTimeout(() => { void this.fold(); }, this.#delta >= LARGE_DELTA ? 0 : QUIET).unref();
  }

  /** Ends a running build; the live site stays. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#plan();
    await this.#options.renderer.close();
    await this.#running;
  }

  async #goLive(release: Release): Promise<void> {
    await this.#options.releases.switchTo(release.id);
    this.#live = release;
    this.#options.onLive(release);
  }

  async #publish(always = false): Promise<void> {
    const { store, renderer, now } = this.#options;
    const commit = await store.head();
    if (commit === undefined) return;
    const code = this.#options.code();
    const live = this.#live;
    if (!always && live?.commit === commit && live.code === code && !this.#isDue(live)) return;
    await this.#attempt(commit, () => renderer.render(commit, code, this.#options.siteNow()), { commit, code, started: now() });
  }

  async #fold(): Promise<void> {
    const live = this.#live;
    if (!live) return;
    const { renderer, now } = this.#options;
    await this.#attempt(live.commit, () => renderer.fold(), { commit: live.commit, code: live.code, started: now(), at: live.at });
  }

  async #attempt(commit: string, render: () => Promise<RenderedSite>, { code, started, at = this.#options.siteNow() }: { commit: string; code: string; started: number; at?: number }): Promise<void> {
    const { store, releases, now, log } = this.#options;
    this.#building = { commit, since: started };
    try {
      const site = await render();
      if (this.#stopped) return;
      if (!site.manifest.files['index.html']) throw new Error('生成的网站没有首页，没有切换');
      this.#delta = site.delta;
      this.#quarantined = site.quarantined;
      this.#failure = undefined;
      const same = this.#live?.commit === commit && this.#live.code === code && JSON.stringify(this.#live.manifest) === JSON.stringify(site.manifest);
      if (same && this.#live) {
        this.#live = { ...this.#live, at, next: site.next };
        return;
      }
      // Two publications within a second must not share a name.
      this.#serial = (this.#serial + 1) % 1000;
      const id = `${stamp(started)}${String(this.#serial).padStart(3, '0')}-${commit.slice(0, 10)}-${code.slice(0, 10)}`;
      const release = await releases.add({ id, commit, code, at, next: site.next, ms: now() - started }, site.manifest);
      await this.#goLive(release);
      await store.markLive(commit, await this.#instead(site.quarantined));
      const phases = Object.entries(site.phases).map(([name, ms]) => `${name} ${Math.round(ms)}`).join('，');
      log(`已发布 ${id}：${site.rendered}/${site.pages} 页，用时 ${((now() - started) / 1000).toFixed(2)} 秒（毫秒：${phases}）`);
      for (const { path, shown, findings } of site.quarantined) log(`没有发布 ${path}（${shown === 'previous' ? '读者看到上一个版本' : '读者看不到它'}）：${findings.map(({ message }) => message).join('；')}`);
      if (await releases.prune(release.id)) await releases.sweep(now());
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#failure = { commit, at: now(), reason };
      log(`发布失败，网站保持原样：${reason}`);
    }
  }

  /** What readers see of refused entries, as changes over the commit. */
  async #instead(quarantined: readonly Quarantined[]): Promise<{ path: string; content: Uint8Array | null }[]> {
    return Promise.all(quarantined.map(async ({ path, shown }) => ({ path, content: shown === 'previous' ? ((await this.#options.store.lastLive(path)) ?? null) : null })));
  }
}
