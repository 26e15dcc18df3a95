/**
 * Publishing: the store's newest commit becomes a release and the release becomes the live site. One at a
 * time; whatever is asked for meanwhile is served by one more run. A build that fails changes nothing that
 * readers see, and its reason is kept for the editors. What changes by the clock alone is published when its
 * time comes. A site that was put back stays so until a person publishes again ({@link Hold}).
 */
import type { Quarantined } from '#/publish/quarantine.ts';
import { isLifted, readHold, writeHold, type Hold } from './hold.ts';
import { makeRelease, publicationFault, type PublicationJob, type PublicationState } from './publication.ts';
import type { Release, ReleaseInfo, Releases } from './releases.ts';
import type { Renderer } from './renderer.ts';
import { SiteIncomplete } from './site-check.ts';
import type { Store } from './store.ts';

export interface PublishStatus {
  /** What readers see. Times are milliseconds since the epoch. */
  live: Pick<ReleaseInfo, 'commit' | 'id' | 'ms' | 'made' | 'notes'> | undefined;
  /** Where the running publication stands. */
  building: PublicationState | undefined;
  /** Whether something is still to be tried. */
  busy: boolean;
  /** The newest attempt, if it failed; it is tried again at `retry`. */
  failure: { commit: string; at: number; reason: string; retry: number } | undefined;
  /** Entries that readers see as they were before, or not at all, because the gate refused them. */
  quarantined: Quarantined[];
  /** Set when the site was put back. */
  hold: Hold | undefined;
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

/** The release that was asked for is not there any more, or never was whole. */
export class NoRelease extends Error {}

/** So long after the last publication the search index is made anew, in milliseconds. */
const QUIET = 60_000;
/** Pages in the delta at which it is made anew without waiting for quiet. */
const LARGE_DELTA = 200;
const MINUTE = 60_000;
/** So long after a failure it is tried again by itself: a disk may have been emptied meanwhile, and what the clock changes must not wait for an editor. */
const RETRY = 5 * MINUTE;
/** Timers of Node hold no longer time. */
const LONGEST = 2_000_000_000;

export class Publisher {
  readonly #options: PublisherOptions;
  #stopped = false;
  #live: Release | undefined;
  #building: PublishStatus['building'];
  #failure: PublishStatus['failure'];
  #quarantined: Quarantined[] = [];
  #hold: Hold | undefined;
  #running: Promise<void> | undefined;
  #folding: Promise<void> | undefined;
  #switching: Promise<unknown> = Promise.resolve();
  #again = false;
  /** Works in progress that belong to the clock. */
  #clocked = 0;
  #boundary: NodeJS.Timeout | undefined;
  #quiet: NodeJS.Timeout | undefined;
  #delta = 0;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  status(): PublishStatus {
    const live = this.#live;
    return {
      live: live && { commit: live.commit, id: live.id, ms: live.ms, made: live.made, notes: live.notes },
      building: this.#building, busy: this.#running !== undefined, failure: this.#failure, quarantined: this.#quarantined, hold: this.#hold,
    };
  }

  get live(): Release | undefined {
    return this.#live;
  }

  /** Serves what is there: the release that was put back, else that of the present state, else the last live one. True when nothing has to be built. */
  async resume(): Promise<boolean> {
    const { store, releases, code } = this.#options;
    const hold = await this.#standing();
    const held = hold && (await releases.load(hold.id));
    if (held) {
      this.#hold = hold;
      await this.#goLive(held);
      return true;
    }
    const commit = await store.head();
    const exact = commit === undefined ? undefined : await releases.find(commit, code());
    const release = exact ?? (await releases.current()) ?? (await this.#newest());
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

  /** The hold on disk, unless a person has published since. */
  async #standing(): Promise<Hold | undefined> {
    const hold = await readHold(this.#options.releases.data);
    return hold && !(await isLifted(this.#options.store, hold)) ? hold : undefined;
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

  /** Puts the site back to an earlier release at once, whatever is being built. Throws {@link NoRelease}. */
  async back(id: string, by: string): Promise<void> {
    const { store, releases, now, log } = this.#options;
    const [release, head] = [await releases.load(id), await store.head()];
    if (!release || head === undefined) throw new NoRelease('没有这个版本，或者它的文件不全了。请另选一个');
    this.#hold = { id, by, at: now(), head };
    await writeHold(releases.data, this.#hold);
    await this.#goLive(release);
    log(`${by} 把网站换回 ${id}；新的内容发布以前保持这样`);
  }

  /** Ends the hold: the newest state is published again. */
  async forward(by: string): Promise<void> {
    await writeHold(this.#options.releases.data, undefined);
    this.#hold = undefined;
    this.#options.log(`${by} 让网站回到最新的内容`);
    void this.request();
  }

  /** Does work whose commits are the clock's, though they bear a person's name: what was appointed before does not end a hold. */
  async byClock<T>(work: () => Promise<T>): Promise<T> {
    this.#clocked++;
    try {
      return await work();
    } finally {
      this.#clocked--;
      const head = this.#hold && (await this.#options.store.head());
      if (this.#hold && head !== undefined) {
        this.#hold = { ...this.#hold, head };
        await writeHold(this.#options.releases.data, this.#hold);
      }
    }
  }

  /** Follows what the command line has put back or released meanwhile. */
  async notice(): Promise<void> {
    const hold = await readHold(this.#options.releases.data);
    if (hold?.at === this.#hold?.at && hold?.id === this.#hold?.id) return;
    const release = hold && (await this.#options.releases.load(hold.id));
    this.#hold = release && hold;
    if (release) await this.#goLive(release);
    else void this.request();
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
      } catch (error) {
        this.#fail(this.#live?.commit ?? '', error);
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
    const wait = this.#failure ? RETRY : this.#hold || next === undefined ? undefined : Math.min(Math.max(next - this.#options.siteNow(), 1000), LONGEST);
    if (wait !== undefined) this.#boundary = setTimeout(() => { void this.request(); }, wait).unref();
    if (this.#delta > 0 && !this.#hold && !this.#failure) this.#quiet = setTimeout(() => { void this.fold(); }, this.#delta >= LARGE_DELTA ? 0 : QUIET).unref();
  }

  /** Ends a running build; the live site stays. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#plan();
    await this.#options.renderer.close();
    await this.#running;
  }

  /** Shows a release, one after the other, if it is still wanted when its turn comes. */
  #goLive(release: Release, wanted: () => boolean = () => true): Promise<boolean> {
    const { store, releases, onLive, log } = this.#options;
    const turn = this.#switching.then(async () => {
      if (!wanted()) return false;
      await releases.switchTo(release.id);
      this.#live = release;
      this.#quarantined = release.quarantined;
      onLive(release);
      // Readers see it already: what fails from here on is noted again with the next release or start.
      await store.markLive(release.seen).catch((error: unknown) => { log(`没有记下读者看到的状态：${String(error)}`); });
      return true;
    });
    this.#switching = turn.catch(() => undefined);
    return turn;
  }

  async #publish(always = false): Promise<void> {
    const { store, renderer, releases, now } = this.#options;
    const commit = await store.head();
    if (commit === undefined) return;
    if (this.#hold) {
      if (this.#clocked > 0 || !(await isLifted(store, this.#hold))) return;
      await writeHold(releases.data, undefined);
      this.#hold = undefined;
    }
    const code = this.#options.code();
    const live = this.#live;
    if (!always && live?.commit === commit && live.code === code && !this.#isDue(live)) return;
    const cause = live && live.code !== code ? 'code' : 'clock';
    const at = this.#options.siteNow();
    await this.#attempt({ commit, code, cause, at, started: now(), render: (progress) => renderer.render(commit, code, at, progress) });
  }

  async #fold(): Promise<void> {
    const live = this.#live;
    // After a failure the renderer stands at another commit than the site.
    if (!live || this.#hold || this.#failure) return;
    const { renderer, now } = this.#options;
    await this.#attempt({ commit: live.commit, code: live.code, cause: 'search', at: live.at, started: now(), render: () => renderer.fold() });
  }

  #fail(commit: string, error: unknown): void {
    const at = this.#options.now();
    this.#failure = { commit, at, reason: publicationFault(error), retry: at + RETRY };
    this.#options.log(`发布失败，网站保持原样：${this.#failure.reason}`);
  }

  async #attempt(job: PublicationJob): Promise<void> {
    const { renderer, now, log } = this.#options;
    this.#building = { commit: job.commit, since: job.started, phase: job.cause === 'search' ? 'index' : 'prepare', done: 0, total: 0 };
    // Put back meanwhile: what is built would show what somebody has just taken away.
    const wanted = (): boolean => !this.#stopped && !this.#hold;
    try {
      const made = await makeRelease(this.#options, job, this.#live, this.#building, wanted);
      if (!made) return;
      const { site, release, isNew } = made;
      if (isNew) {
        if (!(await this.#goLive(release, wanted))) return;
        const phases = Object.entries(site.phases).map(([name, ms]) => `${name} ${Math.round(ms)}`).join('，');
        log(`已发布 ${release.id}：${site.rendered}/${site.pages} 页，用时 ${((now() - job.started) / 1000).toFixed(2)} 秒（毫秒：${phases}）`);
        for (const { path, shown, findings } of site.quarantined) log(`没有发布 ${path}（${shown === 'previous' ? '读者看到上一个版本' : '读者看不到它'}）：${findings.map(({ message }) => message).join('；')}`);
      } else this.#live = release;
      this.#delta = site.delta;
      this.#quarantined = site.quarantined;
      this.#failure = undefined;
      if (isNew) await this.#tidy(release.id);
    } catch (error) {
      if (this.#stopped) return;
      this.#fail(job.commit, error);
      if (error instanceof SiteIncomplete) await renderer.drop();
    }
  }

  /** Takes old releases away. The site is published: what fails here is no failure of it. */
  async #tidy(live: string): Promise<void> {
    const { releases, now, log } = this.#options;
    try {
      if (await releases.prune(live)) await releases.sweep(now());
    } catch (error) {
      log(`旧版本没有清理完，下次再清：${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
