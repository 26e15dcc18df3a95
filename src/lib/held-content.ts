/**
 * The entries that a publisher holds in memory, in place of Astro's collections. It changes them between two
 * publications while the bundled pages stay loaded, so they are handed over on the process.
 */
import type { NounData, NounName } from '#/schemas/nouns.ts';

/** An entry that passed the gate, before the filter for what readers may see. */
export interface HeldEntry<N extends NounName = NounName> {
  /** File name without ending. */
  id: string;
  data: NounData[N];
  /** Changes with any byte of the file. */
  digest: string;
}

export type HeldContent = ReadonlyMap<NounName, readonly HeldEntry[]>;

const holder = globalThis as { __siteHeldContent?: HeldContent | undefined };

/** What a publisher holds, or undefined in an ordinary build. */
export function heldContent(): HeldContent | undefined {
  return holder.__siteHeldContent;
}

/** Hands a state of the content to the pages. The lists must not be changed afterwards. */
export function holdContent(content: HeldContent): void {
  holder.__siteHeldContent = content;
}

/** An unsaved entry that is laid over the content for one page, beside its row in {@link HeldContent}. */
export interface LaidOver {
  /** `noun/id` */
  key: string;
  body: string;
  /** Pictures that stand elsewhere as yet: `media/x.webp` → absolute path. */
  pictures: ReadonlyMap<string, string>;
}

const overHolder = globalThis as { __siteLaidOver?: LaidOver | undefined };

/** What is laid over the content while a preview is rendered. */
export function laidOver(): LaidOver | undefined {
  return overHolder.__siteLaidOver;
}

/** Lays something over the content; undefined takes it away. */
export function layOver(over: LaidOver | undefined): void {
  overHolder.__siteLaidOver = over;
}
