/** The store's newest state in memory: what exists, so that an entry can be judged without reading everything again. */
import { parseSchoolDays, parseWording } from '#/gate/content.ts';
import { entryAt } from '#/gate/validate.ts';
import { LEDGER_FOLDER } from '#/lib/ledger.ts';
import { parseLedger } from '#/lib/ledger-files.ts';
import { ContentIndex, indexEntry, type IndexedEntry } from '#/gate/content-index.ts';
import type { Store, StoredFile } from './store.ts';

const SCHOOL_DAYS = 'content/settings/school-days.yml';
const WORDING = 'content/settings/wording.yml';
const LEDGER = `content/${LEDGER_FOLDER}/`;

interface Known {
  blob: string;
  text: string;
  row: IndexedEntry;
}

export interface ContentState {
  commit: string;
  files: readonly StoredFile[];
  /** Text of each entry, by path. */
  texts: ReadonlyMap<string, string>;
  /** Texts of the ledger's files, by name. */
  ledgerTexts: ReadonlyMap<string, string>;
  /** A fresh index, which the caller may change, as if the files `without` were gone. */
  index: (without?: ReadonlySet<string>) => ContentIndex;
}

export class ContentReader {
  readonly #store: Store;
  #known = new Map<string, Known>();
  #state: ContentState | undefined;
  #ledger = new Map<string, { blob: string; text: string }>();
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

  async #read(commit: string): Promise<ContentState> {
    if (this.#state?.commit === commit) return this.#state;
    const files = await this.#store.list(commit);
    const known = new Map<string, Known>();
    const fresh: StoredFile[] = [];
    for (const file of files) {
      if (!entryAt(file.path)) continue;
      const old = this.#known.get(file.path);
      if (old?.blob === file.id) known.set(file.path, old);
      else fresh.push(file);
    }
    const blobs = await this.#store.blobs(fresh.map((file) => file.id));
    fresh.forEach((file, at) => {
      const place = entryAt(file.path);
      const text = blobs[at]?.toString('utf8');
      if (place && text !== undefined) known.set(file.path, { blob: file.id, text, row: indexEntry(place.noun, place.id, text) });
    });
    this.#known = known;
    const words = await this.#store.read(commit, WORDING);
    const wording = parseWording(words?.bytes.toString('utf8'));
    const days = parseSchoolDays((await this.#store.read(commit, SCHOOL_DAYS))?.bytes.toString('utf8'));
    const ledgerTexts = await this.#ledgerTexts(files);
    const { ledger } = parseLedger(ledgerTexts);
    const media = files.map((file) => file.path).filter((file) => file.startsWith('content/media/'));
    const index = (without: ReadonlySet<string> = new Set()): ContentIndex => {
      const fresh = new ContentIndex(
        [...known].filter(([file]) => !without.has(file)).map(([, each]) => each.row),
        media.filter((file) => !without.has(file)).map((file) => file.slice('content/'.length)),
        wording,
        ledger,
      );
      fresh.schoolDays = days;
      return fresh;
    };
    this.#state = { commit, files, ledgerTexts, texts: new Map([...known].map(([file, each]) => [file, each.text])), index };
    return this.#state;
  }

  /** Only files that changed since the last call are read. */
  async #ledgerTexts(files: readonly StoredFile[]): Promise<Map<string, string>> {
    const held = files.filter((file) => file.path.startsWith(LEDGER));
    const fresh = held.filter((file) => this.#ledger.get(file.path)?.blob !== file.id);
    const blobs = await this.#store.blobs(fresh.map((file) => file.id));
    fresh.forEach((file, at) => this.#ledger.set(file.path, { blob: file.id, text: blobs[at]?.toString('utf8') ?? '' }));
    return new Map(held.map((file) => [file.path.slice(LEDGER.length), this.#ledger.get(file.path)?.text ?? '']));
  }
}
