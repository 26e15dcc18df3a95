/**
 * One bad entry never stops the rest: what the gate refuses goes back to its last good version, or is left
 * out if it never had one, until nothing is refused. What was changed gives way before what was not, so an
 * old entry never disappears because of a new one.
 */
import type { Finding } from '#/lib/finding.ts';
import type { ContentFolder, FileChange } from './content-folder.ts';

/** What readers see instead of a refused file. */
export interface Quarantined {
  /** `content/science/x.mdx` */
  path: string;
  /** `previous`: its last good version; `absent`: nothing. */
  shown: 'previous' | 'absent';
  findings: Finding[];
}

/** The state that was published last. */
export interface LastGood {
  /** Paths of its files. */
  paths: () => Promise<readonly string[]>;
  /** Bytes of a file of it, or undefined. */
  read: (path: string) => Promise<Uint8Array | undefined>;
}

const equal = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean => (a === undefined ? b === undefined : b !== undefined && Buffer.compare(a, b) === 0);

export interface Verdict {
  /** What was refused, as it was judged first, by path. */
  refused: Quarantined[];
  /** The refused files as they were wanted: with the next change they are judged once more. */
  wanted: FileChange[];
}

/**
 * Takes refused files of `folder` back. Rejects with a
 * Chinese sentence when not even the last good state stands, which would mean that the gate itself has changed
 * under a file that nothing can replace.
 */
export async function quarantine(folder: ContentFolder, lastGood: LastGood): Promise<Verdict> {
  const refused = new Map<string, Quarantined>();
  const wanted = new Map<string, Uint8Array | null>();
  const refuse = (path: string, shown: Quarantined['shown'], findings: Finding[]): void => {
    if (!wanted.has(path)) wanted.set(path, folder.bytes(path) ?? null);
    refused.set(path, { path, shown, findings: refused.get(path)?.findings ?? findings });
  };
  const takeBack = async (paths: Iterable<string>, judged: ReadonlyMap<string, Finding[]>): Promise<number> => {
    const changes: FileChange[] = [];
    for (const path of paths) {
      const good = await lastGood.read(path);
      if (equal(good, folder.bytes(path))) continue;
      changes.push({ path, bytes: good ?? null });
      refuse(path, good ? 'previous' : 'absent', judged.get(path) ?? []);
    }
    if (changes.length > 0) folder.apply(changes);
    return changes.length;
  };
  for (let faults = folder.faults(); faults.size > 0; faults = folder.faults()) {
    const judged = new Map(faults);
    if ((await takeBack(judged.keys(), judged)) > 0) continue;
    // Everything refused is as it was: what is missing now is what they miss.
    const now = new Set(folder.paths());
    if ((await takeBack((await lastGood.paths()).filter((path) => !now.has(path)), judged)) > 0) continue;
    const entries = [...judged.keys()].filter((path) => path.endsWith('.mdx'));
    if (entries.length === 0) throw new Error([...judged.values()].flat().map(({ path, message }) => `${path}：${message}`).join('\n'));
    for (const path of entries) refuse(path, 'absent', judged.get(path) ?? []);
    folder.apply(entries.map((path) => ({ path, bytes: null })));
  }
  return { refused: [...refused.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), wanted: [...wanted].map(([path, bytes]) => ({ path, bytes })) };
}
