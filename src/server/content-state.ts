/** The store's newest state in memory: what exists, so that an entry can be judged without reading everything again. */
import { parseSchoolDays, parseWording } from '#/gate/content.ts';
import { entryAt } from '#/gate/validate.ts';
import { LEDGER_FOLDER } from '#/lib/ledger.ts';
import { parseLedger } from '#/lib/ledger-files.ts';
import { ContentIndex, indexEntry, type IndexedEntry } from '#/gate/content-index.ts';
import { blobId, type Store, type StoredFile } from './store.ts';

const SCHOOL_DAYS = 'content/settings/school-days.yml';
const WORDING = 'content/settings/wording.yml';
const LEDGER = `content/${LEDGER_FOLDER}/`;

interface Known {
  text: string;
  /** Of an entry. */
  row: IndexedEntry | undefined;
}

/** Whether the text of a file is kept: entries, settings, the ledger. */
const isText = (file: string): boolean => !file.startsWith('content/media/');

function knownOf(file: string, bytes: Uint8Array): Known {
  const text = Buffer.from(bytes).toString('utf8');
  const place = entryAt(file);
  return { text, row: place && indexEntry(place.noun, place.id, text) };
}

export interface ContentState {
  commit: string;
  files: readonly StoredFile[];
  /** Text of each entry, by path. */
  texts: ReadonlyMap<string, string>;
  /** Text of each file of the settings, by path. */
  settings: ReadonlyMap<string, string>;
  /** Texts of the ledger's files, by name. */
  ledgerTexts: ReadonlyMap<string, string>;
  /** A fresh index, which the caller may change, as if the files `without` were gone. */
  index: (without?: ReadonlySet<string>) => ContentIndex;
}

export class ContentReader {
  readonly #store: Store;
  #known = new Map<string, Known>();
  #files = new Map<string, StoredFile>();
  #state: ContentState | undefined;
  #reading: Promise<unknown> = Promise.resolve();

  constructor(store: Store) {
    this.#store = store;
  }

  /** The state of a commit. Only entries that changed since the last call are read. */
  at(commit: string): Promise<ContentState> {
    const turn = this.#reading.then(() => this.#read(commit));
    this.#reading = turn.catch(() => undefined);
    return turn;
  }

  /** Reads everything, the first time. */
  async #readAll(commit: string): Promise<void> {
    const files = await this.#store.list(commit);
    const texts = files.filter((file) => isText(file.path));
    const blobs = await this.#store.blobs(texts.map((file) => file.id));
    this.#files = new Map(files.map((file) => [file.path, file]));
    this.#known = new Map(texts.flatMap((file, at) => (blobs[at] ? [[file.path, knownOf(file.path, blobs[at])] as const] : [])));
  }

  /** Reads what differs from the state before. */
  async #readChanges(before: string, commit: string): Promise<void> {
    const changes = await this.#store.changes(before, commit);
    const [files, known] = [new Map(this.#files), new Map(this.#known)];
    for (const { path: file, bytes } of changes) {
      if (bytes === null) {
        files.delete(file);
        known.delete(file);
        continue;
      }
      files.set(file, { path: file, id: blobId(bytes), size: bytes.byteLength });
      if (isText(file)) known.set(file, knownOf(file, bytes));
    }
    const grown = changes.some(({ path: file }) => files.has(file) && !this.#files.has(file));
    this.#files = grown ? new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1))) : files;
    this.#known = grown ? new Map([...known].sort(([a], [b]) => (a < b ? -1 : 1))) : known;
  }

  async #read(commit: string): Promise<ContentState> {
    if (this.#state?.commit === commit) return this.#state;
    if (this.#state) await this.#readChanges(this.#state.commit, commit);
    else await this.#readAll(commit);
    const [known, files] = [this.#known, [...this.#files.values()]];
    const below = (folder: string): [string, string][] => [...known].flatMap(([file, { text }]) => (file.startsWith(folder) ? [[file, text]] : []));
    const settings = new Map(below('content/settings/'));
    const wording = parseWording(settings.get(WORDING));
    const days = parseSchoolDays(settings.get(SCHOOL_DAYS));
    const ledgerTexts = new Map(below(LEDGER).map(([file, text]) => [file.slice(LEDGER.length), text]));
    const { ledger } = parseLedger(ledgerTexts);
    const media = files.map((file) => file.path).filter((file) => file.startsWith('content/media/'));
    const index = (without: ReadonlySet<string> = new Set()): ContentIndex => {
      const fresh = new ContentIndex(
        [...known].flatMap(([file, { row }]) => (row && !without.has(file) ? [row] : [])),
        media.filter((file) => !without.has(file)).map((file) => file.slice('content/'.length)),
        wording,
        ledger,
      );
      fresh.schoolDays = days;
      return fresh;
    };
    this.#state = { commit, files, settings, ledgerTexts, texts: new Map([...known].flatMap(([file, { text, row }]) => (row ? [[file, text]] : []))), index };
    return this.#state;
  }
}
