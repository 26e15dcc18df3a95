/**
 * Drafts in the store: a branch for each entry, `refs/heads/drafts/<collection>/<slug>`, that begins at the public
 * state and carries the authors' commits. Nothing that builds or serves the site ever looks at these branches.
 */
import { entryAt } from '#/gate/validate.ts';
import { settingsAt } from '#/schemas/settings-files.ts';
import { MAIN, type Store } from './store.ts';
import { titleAt } from './titles.ts';

const DRAFTS = 'refs/heads/drafts/';
/** Where drafts that were thrown away are kept. */
const THROWN = 'refs/thrown/';

/** What a draft is of: a file that an entry or the settings may stand in. */
export interface DraftPlace {
  /** Noun, or `settings`. */
  collection: string;
  /** File name without ending. */
  slug: string;
  path: string;
}

export interface Draft extends DraftPlace {
  /** Newest commit. */
  head: string;
  /** Where it left the public state. */
  fork: string;
  /** Who saved it last, by name, and when, in milliseconds since the epoch. */
  author: string;
  changed: number;
  /** Everybody who saved it. */
  authors: readonly string[];
  emails: readonly string[];
  text: string;
  /** Blob id of the text, and of the public text that it began with; null where the entry was new. */
  id: string;
  began: string | null;
  /** Pictures that came with it: path → blob id. */
  media: ReadonlyMap<string, string>;
}

/** The place of a collection and slug, or of a path; undefined when no draft can stand there. */
export function draftPlace(collection: string, slug: string): DraftPlace | undefined {
  return placeOf(collection === 'settings' ? `content/settings/${slug}.yml` : `content/${collection}/${slug}.mdx`);
}

export function placeOf(path: string): DraftPlace | undefined {
  const settings = settingsAt(path);
  if (settings) return { collection: 'settings', slug: settings.replace(/\.yml$/, ''), path };
  const entry = entryAt(path);
  return entry && { collection: entry.noun, slug: entry.id, path };
}

/** `science/bing-jiu`: the draft's name everywhere outside git. */
export const draftKey = ({ collection, slug }: DraftPlace): string => `${collection}/${slug}`;
export const draftRef = (place: DraftPlace): string => DRAFTS + draftKey(place);

export class DraftBranches {
  readonly #store: Store;
  #known = new Map<string, Draft>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** All drafts, by name. One that is part of the public state already (a server that was killed while it published) is cleared away. */
  async all(): Promise<Draft[]> {
    const refs = await this.#store.refs(DRAFTS);
    if (refs.length === 0) return [];
    const done = new Set((await this.#store.refs(DRAFTS, MAIN)).map(({ ref }) => ref));
    const drafts: Draft[] = [];
    for (const { ref, commit } of refs) {
      if (done.has(ref)) await this.#store.deleteRef(ref, commit);
      else drafts.push(...((await this.#read(ref, commit)) ?? []));
    }
    return drafts;
  }

  async get(place: DraftPlace): Promise<Draft | undefined> {
    const ref = draftRef(place);
    const head = await this.#store.head(ref);
    return head === undefined ? undefined : (await this.#read(ref, head))?.[0];
  }

  async #read(ref: string, head: string): Promise<[Draft] | undefined> {
    const known = this.#known.get(ref);
    if (known?.head === head) return [known];
    const [collection = '', slug = ''] = ref.slice(DRAFTS.length).split('/');
    const place = draftPlace(collection, slug);
    const fork = await this.#store.mergeBase(MAIN, head);
    if (!place || fork === undefined) return undefined;
    const file = await this.#store.read(head, place.path);
    if (!file) return undefined;
    const log = await this.#store.log(`${fork}..${head}`, undefined, 500);
    const media = await this.#store.list(head, 'content/media');
    const before = new Set((await this.#store.list(fork, 'content/media')).map(({ path: file, id }) => `${file} ${id}`));
    const draft: Draft = {
      ...place,
      head,
      fork,
      author: log[0]?.author ?? '',
      changed: Date.parse(log[0]?.date ?? '') || 0,
      authors: [...new Set(log.map(({ author }) => author))].reverse(),
      emails: [...new Set(log.map(({ email }) => email))],
      text: file.bytes.toString('utf8'),
      id: file.id,
      began: (await this.#store.idOf(fork, place.path)) ?? null,
      media: new Map(media.filter(({ path: file, id }) => !before.has(`${file} ${id}`)).map(({ path: file, id }) => [file, id])),
    };
    this.#known.set(ref, draft);
    return [draft];
  }

  /** Takes the branch away; its commits stay where nothing collects them. False when it moved meanwhile. */
  async throwAway(draft: Draft): Promise<boolean> {
    await this.#store.swap(`${THROWN}${draftKey(draft)}/${draft.head}`, draft.head, undefined);
    return this.#store.deleteRef(draftRef(draft), draft.head);
  }

  /** Takes a branch away that has become part of the public state. */
  async done(draft: Draft): Promise<void> {
    await this.#store.deleteRef(draftRef(draft), draft.head);
  }
}

/** What a draft is called in lists. */
export const draftTitle = (draft: Pick<Draft, 'path' | 'text'>): string => titleAt(draft.path, draft.text);
