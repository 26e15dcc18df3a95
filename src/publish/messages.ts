/** What the server and the process that renders the site say to each other. Bytes travel as they are (structured clone). */
import type { FileChange } from './content-folder.ts';
import type { ManifestPatch } from './manifest.ts';
import type { PreviewEntry, PreviewPage } from './preview.ts';
import type { Quarantined } from './quarantine.ts';

/** Asked of the renderer. `now` is in milliseconds since the epoch. */
export type Request =
  | { kind: 'start'; now: number }
  | { kind: 'publish'; now: number; changes: FileChange[] }
  /** Makes a whole search index of what stands now; publications go on meanwhile. */
  | { kind: 'gather' }
  /** Shows the index that was gathered last. */
  | { kind: 'fold' };

/** Asked for in between: the page of an unsaved entry. It changes nothing of the site. */
export interface PreviewRequest {
  entry: PreviewEntry;
  now: number;
}

/** What came of it: what to lay over the manifest that the renderer answered last. */
export interface Outcome {
  patch: ManifestPatch;
  quarantined: Quarantined[];
  /** The next instant at which the site changes by itself; undefined when none is known. */
  next: number | undefined;
  /** Pages in the search index's delta. */
  delta: number;
  /** Milliseconds of each phase. */
  phases: Record<string, number>;
  /** How many pages and files were rendered, of how many. */
  rendered: number;
  pages: number;
}

/** How far a publication is: `check` judges the content, `pages` renders, `index` makes the search index. */
export interface Progress {
  phase: 'check' | 'pages' | 'index';
  /** Pages written, of how many; zero while nobody knows. */
  done: number;
  total: number;
}

export type FromServer = { type: 'request'; id: number; request: Request } | { type: 'preview'; id: number; request: PreviewRequest } | { type: 'good'; id: number; bytes: Uint8Array | undefined } | { type: 'goodPaths'; id: number; paths: string[] };
export type FromRenderer =
  | { type: 'done'; id: number; outcome: Outcome }
  /** `kept`: what was rendered before still stands. */
  | { type: 'failed'; id: number; reason: string; kept: boolean }
  | { type: 'previewed'; id: number; page: PreviewPage }
  /** The page cannot be drawn; the site is what it was. */
  | { type: 'undrawn'; id: number; reason: string }
  | { type: 'progress'; progress: Progress }
  /** Asks for a file of the last good state; without a path, for the paths of all of them. */
  | { type: 'lastGood'; id: number; path: string | undefined };
