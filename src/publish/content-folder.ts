/**
 * The content folder that a publisher works on, held in memory and judged a change at a time: a verdict on
 * ten thousand entries for one changed word would cost more than its page. What one entry's change can do to
 * the verdict on another (a name gone, an address taken) makes all of them be judged again.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { entryData, entryDigest, forgetContent, indexRow, readContent, takenApart, type ContentFile } from '#/gate/content.ts';
import type { ContentIndex, IndexedEntry } from '#/gate/content-index.ts';
import { entryAt, validateEntry } from '#/gate/validate.ts';
import type { Finding } from '#/lib/finding.ts';
import { LEDGER_FOLDER, type Ledger } from '#/lib/ledger.ts';
import { ledgerTexts, parseLedger } from '#/lib/ledger-files.ts';
import type { HeldContent, HeldEntry } from '#/lib/held-content.ts';
import { NOUN_NAMES, type NounName } from '#/schemas/nouns.ts';

/** A changed file, `content/<folder>/<name>`, and its new bytes; null when it is gone. */
export interface FileChange {
  path: string;
  bytes: Uint8Array | null;
}

/** Errors of the gate by the file that they are in. */
export type Faults = ReadonlyMap<string, Finding[]>;

/** The ledger of addresses; pages see of it only what their routes hand them. */
export const isLedger = (file: string): boolean => file.startsWith(`content/${LEDGER_FOLDER}/`);

const sameRow = (a: IndexedEntry, b: IndexedEntry): boolean => a.urlName === b.urlName && a.eventId === b.eventId && a.draft === b.draft;

export class ContentFolder {
  /** The content folder itself, such as `…/work/content`. */
  readonly folder: string;
  /** Grows whenever a picture that was there becomes another one: pages name pictures, not their bytes. */
  mediaRevision = 0;
  #index!: ContentIndex;
  #files = new Map<string, ContentFile>();
  #faults = new Map<string, Finding[]>();
  #held = new Map<string, HeldEntry>();
  readonly #digests = new WeakMap<Buffer, string>();
  #lists = new Map<NounName, readonly HeldEntry[]>();

  /** Reads and judges all of the folder. */
  constructor(folder: string) {
    this.folder = folder;
    this.#readAll();
  }

  #readAll(): void {
    forgetContent(this.folder);
    const { index, files, findings } = readContent(this.folder, this.#files);
    this.#index = index;
    this.#files = new Map(files.map((file) => [file.path, file]));
    this.#faults = Map.groupBy(findings.filter(({ severity }) => severity === 'error'), (finding) => finding.path);
    this.#lists.clear();
  }

  faults(): Faults {
    return this.#faults;
  }

  /** Paths of all files, `content/…`. */
  paths(): string[] {
    return readdirSync(this.folder, { recursive: true, withFileTypes: true })
      .filter((row) => row.isFile())
      .map((row) => `content/${path.relative(this.folder, path.join(row.parentPath, row.name)).split(path.sep).join('/')}`);
  }

  /** Paths of the settings, in their order. */
  settings(): string[] {
    const folder = path.join(this.folder, 'settings');
    return existsSync(folder) ? readdirSync(folder).sort().map((name) => `content/settings/${name}`) : [];
  }

  /** Every address that was ever published. */
  get ledger(): Ledger {
    return this.#index.ledger;
  }

  /** Bytes of a file as it stands, or undefined. */
  bytes(file: string): Uint8Array | undefined {
    try {
      return this.#files.get(file)?.bytes ?? readFileSync(this.#place(file));
    } catch {
      return undefined;
    }
  }

  #place(file: string): string {
    return path.join(this.folder, file.slice('content/'.length));
  }

  /** Writes changes to the folder and judges what they touch. */
  apply(changes: readonly FileChange[]): void {
    let all = false;
    let ledger = false;
    const fresh: ContentFile[] = [];
    for (const { path: file, bytes } of changes) {
      const target = this.#place(file);
      if (file.startsWith('content/media/') && existsSync(target)) this.mediaRevision++;
      if (bytes === null) rmSync(target, { force: true });
      else {
        mkdirSync(path.dirname(target), { recursive: true });
        writeFileSync(target, bytes);
      }
      // New lines of the ledger take nothing from any entry that stands.
      if (isLedger(file)) {
        ledger = true;
        continue;
      }
      const place = entryAt(file);
      const old = this.#files.get(file);
      if (!place || bytes === null) {
        // Nothing can be judged by itself: a picture, a setting, or what others may refer to.
        all = true;
        continue;
      }
      const next: ContentFile = { ...place, path: file, bytes: Buffer.from(bytes) };
      const row = indexRow(next);
      if (old && !sameRow(indexRow(old), row)) all = true;
      this.#index.set(row);
      this.#files.set(file, next);
      this.#lists.delete(place.noun);
      fresh.push(next);
    }
    if (all) {
      this.#readAll();
      return;
    }
    forgetContent(this.folder);
    if (ledger) this.#index.ledger = parseLedger(ledgerTexts(this.folder)).ledger;
    for (const file of fresh) {
      const errors = validateEntry(file.bytes, file.path, this.#index, takenApart(file)).filter(({ severity }) => severity === 'error');
      if (errors.length > 0) this.#faults.set(file.path, errors);
      else this.#faults.delete(file.path);
    }
  }

  /** Entries without faults, by noun, for the pages. An unchanged entry keeps its data object. */
  held(): HeldContent {
    for (const noun of NOUN_NAMES) {
      if (this.#lists.has(noun)) continue;
      const list: HeldEntry[] = [];
      for (const file of this.#files.values()) {
        if (file.noun !== noun || this.#faults.has(file.path)) continue;
        const digest = this.#digests.get(file.bytes) ?? entryDigest(file.bytes);
        this.#digests.set(file.bytes, digest);
        const known = this.#held.get(file.path);
        const entry = known?.digest === digest ? known : { id: file.id, data: entryData(file) as unknown as HeldEntry['data'], digest, body: takenApart(file).body };
        this.#held.set(file.path, entry);
        list.push(entry);
      }
      this.#lists.set(noun, list);
    }
    return new Map(this.#lists);
  }
}
