/** What runs on every page that shows events: today's state, and the reader's marks. */
import { readerNow } from '#/lib/reader-clock.ts';
import { startMarks } from './marks.ts';
import { refresh } from './refresh.ts';

/** Keeps the page true while it is open; `after` runs after each refresh. */
export function startPage(after?: () => void): void {
  const run = (): void => {
    refresh(document, readerNow());
    after?.();
  };
  addEventListener('DOMContentLoaded', () => {
    run();
    startMarks();
  });
  // A page left open on a screen in a hall goes on telling the truth.
  setInterval(run, 60_000);
}
