/** Notes what pages read while they are rendered, several at a time. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { PageReads, ReadsInScope } from '#/lib/page-reads.ts';

const scope = new AsyncLocalStorage<PageReads>();
(globalThis as { __sitePageReads?: ReadsInScope }).__sitePageReads = scope;

/** Runs one rendering and answers with what it gave and what it read. */
export async function notingReads<T>(render: () => Promise<T>): Promise<{ result: T; reads: PageReads }> {
  const reads: PageReads = { nouns: new Set(), fields: new Map(), bodies: new Set(), facts: new Map(), digests: new Set(), clock: false, ledger: false, pictures: new Set() };
  return { result: await scope.run(reads, render), reads };
}
