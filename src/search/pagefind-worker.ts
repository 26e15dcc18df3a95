/** A second Pagefind, in a thread: takes lists of pages, answers with their index; nothing ends it. */
import { parentPort } from 'node:worker_threads';
import * as pagefind from 'pagefind';
import { indexSearched, type IndexedPage } from './pagefind.ts';

export type PartAnswer = { files: [string, Uint8Array<ArrayBuffer>][] } | { error: string };

parentPort?.on('message', (pages: IndexedPage[] | undefined) => {
  if (!pages) {
    void pagefind.close().finally(() => parentPort?.close());
    return;
  }
  indexSearched(pages).then(
    (files) => {
      const answer: PartAnswer = { files: [...files] };
      parentPort?.postMessage(answer, [...files.values()].map(({ buffer }) => buffer));
    },
    (error: unknown) => { parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) } satisfies PartAnswer); },
  );
});
