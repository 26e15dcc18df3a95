/** What a release is: a list of addresses and the digests of what stands there. */
import type { InlineHashes } from '#/lib/csp.ts';

export interface SealedFile {
  /** First half of the SHA-256 of the bytes, hex: name of the object that holds them. */
  hash: string;
  size: number;
  /** Whether `.br` and `.gz` stand beside the object. */
  pressed?: true;
  /** Key into {@link Manifest.inline}, for HTML. */
  inline?: string;
}

export interface Manifest {
  /** By name below the site: `science/x/index.html`. */
  files: Record<string, SealedFile>;
  /** Distinct sets of inline hashes; pages mostly share one. */
  inline: Record<string, InlineHashes>;
}

/** What changes from one manifest to the next. */
export interface ManifestPatch {
  /** Whether everything that is not in `files` goes. */
  whole: boolean;
  files: Record<string, SealedFile>;
  gone: string[];
  inline: Record<string, InlineHashes>;
}

/** A manifest after a patch, names in order. */
export function patched(before: Manifest | undefined, patch: ManifestPatch): Manifest {
  const files = new Map(patch.whole || !before ? [] : Object.entries(before.files));
  for (const name of patch.gone) files.delete(name);
  let grown = patch.whole || !before;
  for (const [name, file] of Object.entries(patch.files)) {
    grown ||= !files.has(name);
    files.set(name, file);
  }
  const rows = [...files];
  if (grown) rows.sort(([a], [b]) => (a < b ? -1 : 1));
  const used = new Set(rows.flatMap(([, { inline }]) => inline ?? []));
  const inline = Object.entries({ ...before?.inline, ...patch.inline }).filter(([key]) => used.has(key)).sort(([a], [b]) => (a < b ? -1 : 1));
  return { files: Object.fromEntries(rows), inline: Object.fromEntries(inline) };
}
