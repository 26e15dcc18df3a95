/** Every version of an entry with who and when, what differs between two of them, and the way back: always as a new commit through the gate. */
import type { FieldChange } from '#/cms/field-change.ts';
import { entryAt } from '#/gate/validate.ts';
import { toWallClock } from '#/lib/dates.ts';
import { compareEntries } from './compare.ts';
import type { User } from './accounts.ts';
import { demandRules } from './draft-actions.ts';
import { placeOf, type DraftPlace } from './draft-branches.ts';
import type { Drafts } from './drafts.ts';
import { type Editing, Refused, titleOf } from './editing.ts';
import { demand } from './guards.ts';
import { MAIN, type Store } from './store.ts';

export interface Version {
  commit: string;
  /** Who brought it there. */
  by: string;
  /** Who wrote it, where others did. */
  writers: string | undefined;
  /** Milliseconds since the epoch. */
  at: number;
  subject: string;
  /** The entry was deleted here. */
  gone: boolean;
}

export interface Deleted extends DraftPlace {
  title: string;
  by: string;
  at: number;
  /** Commit that still has it. */
  commit: string;
}

const MOST = 500;

export class History {
  readonly #store: Store;
  readonly #editing: Editing;
  readonly #drafts: Drafts;

  constructor(parts: { store: Store; editing: Editing; drafts: Drafts }) {
    this.#store = parts.store;
    this.#editing = parts.editing;
    this.#drafts = parts.drafts;
  }

  /** What stood on the site, newest first; and the steps of the draft, if there is one. */
  async versions(place: DraftPlace): Promise<{ public: Version[]; draft: Version[] }> {
    const rows = async (range: string): Promise<Version[]> => (await this.#store.fileLog(range, place.path, MOST)).map(({ commit, author, at, subject, body, id }) => ({
      commit, by: author, writers: /^编辑：(.+)$/m.exec(body)?.[1], at, subject, gone: id === null,
    }));
    const draft = await this.#drafts.branches.get(place);
    return { public: await rows(MAIN), draft: draft ? await rows(`${draft.fork}..${draft.head}`) : [] };
  }

  /** The text of a version, or undefined where there was none. Throws {@link Refused} on what is no commit of the store. */
  async text(place: DraftPlace, commit: string): Promise<string | undefined> {
    if (!/^[0-9a-f]{40}$/.test(commit) || (await this.#store.head(commit)) === undefined) throw new Refused('没有这个版本');
    return (await this.#store.read(commit, place.path))?.bytes.toString('utf8');
  }

  /** From one version to another; without `from`, from the one before `to`. */
  async compare(place: DraftPlace, to: string, from?: string): Promise<FieldChange[]> {
    const before = from ?? (await this.#store.before(to));
    return compareEntries(place.path, before === undefined ? undefined : await this.text(place, before), await this.text(place, to));
  }

  /** Entries that are no more, the latest first. */
  async deleted(): Promise<Deleted[]> {
    const { texts } = await this.#editing.state();
    const rows = await this.#store.deletions(MAIN, MOST);
    const found = new Map<string, (typeof rows)[number]>();
    for (const row of rows) if (entryAt(row.path) && !texts.has(row.path) && !found.has(row.path)) found.set(row.path, row);
    const list = [...found.values()];
    const blobs = await this.#store.blobs(list.map(({ was }) => was));
    const befores = await Promise.all(list.map(({ commit }) => this.#store.before(commit)));
    return list.flatMap(({ path, author, at }, index): Deleted[] => {
      const place = placeOf(path);
      const commit = befores[index];
      return place && commit !== undefined ? [{ ...place, title: titleOf(blobs[index]?.toString('utf8') ?? '', path), by: author, at, commit }] : [];
    });
  }

  /**
   * Brings a version back: onto the site by who may publish, else as a draft for review. Throws {@link Refused} with
   * what the gate has against the old text today.
   */
  async restore(place: DraftPlace, commit: string, user: User): Promise<{ as: 'public' | 'draft' }> {
    const text = await this.text(place, commit);
    if (text === undefined) throw new Refused('这个版本里没有这个条目');
    if (place.collection === 'settings') demand(user, 'settings.save');
    demandRules(user, place.path, text, await this.#drafts.rules());
    const live = await this.#editing.stands(place.path);
    const back = live === undefined && entryAt(place.path) !== undefined;
    if (!(await this.#drafts.mayPublish(user))) {
      const draft = await this.#drafts.branches.get(place);
      await this.#drafts.save({ files: [{ path: place.path, text, base: draft?.id ?? live?.id ?? null }], uploads: [], returns: back, ...(draft && live && draft.began !== live.id && { over: live.id }) }, user);
      return { as: 'draft' };
    }
    const at = (await this.#store.fileLog(commit, place.path, 1))[0]?.at;
    await this.#editing.save({
      files: [{ path: place.path, text, base: live?.id ?? null }],
      uploads: [],
      revive: back,
      message: `恢复 ${titleOf(text, place.path)}${at === undefined ? '' : `：${toWallClock(at).replace('T', ' ')} 的版本`}`,
    }, user);
    return { as: 'public' };
  }
}
