/**
 * Indexes pages while others are still being rendered: rendering keeps one core busy, Pagefind another. What is made
 * ahead is put where {@link indexInParts} looks for kept parts, under names that follow from the pages: whatever is
 * missing there or turned out otherwise is made by it as always.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { inPartOrder } from './parts.ts';

export type AheadMessage = { source: string; html: string } | 'end';

export class PartsAhead {
  readonly #cache: string;
  #worker: Worker | undefined;
  #failed = false;

  /** `cache`: the folder of {@link PartOptions}. */
  constructor(cache: string) {
    this.#cache = cache;
  }

  /** Told what is going to be rendered, by `sourceOf`, the file below the site. Answers with the order in which parts fill up soonest. */
  expect<T>(list: readonly T[], sourceOf: (item: T) => string): T[] {
    const ordered = inPartOrder(list, sourceOf);
    const sources = [...new Set(ordered.map(sourceOf))].filter((source) => source.endsWith('.html'));
    this.#worker = new Worker(new URL('./ahead-worker.ts', import.meta.url), { workerData: { cache: this.#cache, sources } });
    // What it cannot do is done, or complained about, when the index is made.
    this.#worker.on('error', () => { this.#failed = true; });
    // A build that fails does not stay for it.
    this.#worker.unref();
    return ordered;
  }

  /** A page as it will be written. */
  page(source: string, html: string): void {
    if (source.endsWith('.html') && !this.#failed) this.#worker?.postMessage({ source, html } satisfies AheadMessage);
  }

  /** Resolves when all that can be made ahead is kept. */
  async end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    if (!worker || this.#failed) return;
    worker.ref();
    const ended = once(worker, 'exit');
    worker.postMessage('end' satisfies AheadMessage);
    await ended.catch(() => undefined);
  }

  /** Gives up what is not made yet. */
  async abandon(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }
}
