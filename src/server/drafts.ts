/**
 * The work flow of an entry: 草稿 → 待审 → 就绪 → 发布. A draft is saved whatever the gate says of it; it becomes
 * ready, and is published, only without errors. Publishing is a commit over the authors' commits, by the same door
 * as every other change of the public state. Where a draft stands in the flow is kept in the server's own tables.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { DatabaseSync } from 'node:sqlite';
import { may } from '#/cms/permissions.ts';
import { indexEntry } from '#/gate/content-index.ts';
import { entryAt } from '#/gate/validate.ts';
import type { Finding } from '#/lib/finding.ts';
import { entryPath } from '#/lib/urls.ts';
import type { User } from './accounts.ts';
import { DraftBranches, draftKey, draftRef, draftTitle, placeOf, type Draft, type DraftPlace } from './draft-branches.ts';
import { authorOf, type Editing, errorsOf, finding, type JudgeRequest, type Picture, Refused, type SaveRequest, Stale, titleOf, withNames, type Saved } from './editing.ts';
import { NotAllowed } from './guards.ts';
import { namesPicture } from './picture-names.ts';
import { publishingRules, type PublishingRules } from './publishing-rules.ts';
import { blobId, type Store } from './store.ts';

/** Decap's names of the stages. */
export const STATUSES = ['draft', 'pending_review', 'pending_publish'] as const;
export type DraftStatus = (typeof STATUSES)[number];

export interface DraftState {
  status: DraftStatus;
  /** Who made it ready, by name. */
  decidedBy: string | undefined;
  /** It was taken off the site and keeps its address for coming back. */
  returns: boolean;
}

export interface DraftSaved extends Saved {
  status: DraftStatus;
}

export interface DraftRequest extends Pick<SaveRequest, 'uploads'> {
  files: { path: string; text: string; base: string | null | undefined }[];
  /** Blob id of the newer public text that the author has seen and wrote this over. */
  over?: string | undefined;
  /** It has just been taken off the site. */
  returns?: boolean;
}

/** What a draft adds to the judgement of its form. */
export interface Around extends Pick<JudgeRequest, 'before' | 'media' | 'revive'> {
  /** Its own pictures: path → blob id. */
  pictures?: ReadonlyMap<string, string>;
}

const CLEANED_AFTER = 3;

export class Drafts {
  readonly #store: Store;
  readonly #editing: Editing;
  readonly #db: DatabaseSync;
  readonly branches: DraftBranches;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(parts: { store: Store; editing: Editing; database: DatabaseSync }) {
    this.#store = parts.store;
    this.#editing = parts.editing;
    this.#db = parts.database;
    this.branches = new DraftBranches(parts.store);
  }

  #turn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** What the settings say of publishing, as they stand on the site. */
  async rules(): Promise<PublishingRules> {
    return publishingRules(await this.#editing.setting('site.yml'));
  }

  /** Whether somebody may make ready and publish: who reviews, and every editor where no review is asked for. */
  async mayPublish(user: User): Promise<boolean> {
    return may(user.role, 'publish.run') || (may(user.role, 'publish.unreviewed') && !(await this.rules()).review);
  }

  async #demandPublish(user: User): Promise<void> {
    if (!(await this.mayPublish(user))) throw new NotAllowed(user, 'publish.run');
  }

  state(place: DraftPlace): DraftState {
    const row = this.#db.prepare('SELECT status, decided_by, returns FROM workflow WHERE entry = ?').get(draftKey(place));
    return { status: (row?.['status'] as DraftStatus | undefined) ?? 'draft', decidedBy: (row?.['decided_by'] as string | null | undefined) ?? undefined, returns: row?.['returns'] === 1 };
  }

  #mark(place: DraftPlace, { status, decidedBy, returns }: DraftState): void {
    this.#db.prepare('INSERT INTO workflow (entry, status, decided_by, returns) VALUES (?, ?, ?, ?) ON CONFLICT (entry) DO UPDATE SET status = excluded.status, decided_by = excluded.decided_by, returns = excluded.returns').run(draftKey(place), status, decidedBy ?? null, returns ? 1 : 0);
  }

  #unmark(place: DraftPlace): void {
    this.#db.prepare('DELETE FROM workflow WHERE entry = ?').run(draftKey(place));
  }

  /** The names that drafts of a noun hold: of their files and of their addresses. Those of `except` are left out. */
  async names(noun: string, except?: string): Promise<ReadonlyMap<string, Draft>> {
    const held = new Map<string, Draft>();
    for (const draft of await this.branches.all()) {
      const place = entryAt(draft.path);
      if (!place || place.noun !== noun || place.id === except) continue;
      held.set(place.id, draft);
      held.set(indexEntry(place.noun, place.id, draft.text).urlName.normalize('NFKC').toLowerCase(), draft);
    }
    return held;
  }

  /**
   * Keeps a form as a draft. Errors of the gate come back as notes. Throws {@link Stale} when somebody else has saved
   * meanwhile, {@link Refused} when the file or its address belongs to something else.
   */
  async save(request: DraftRequest, user: User): Promise<DraftSaved> {
    const pictures = await this.#editing.pictures(request.uploads);
    return this.#turn(async () => {
      const [file, ...more] = request.files;
      const place = file && placeOf(file.path);
      if (!place || more.length > 0) throw new Refused('没有保存：这里不能放草稿');
      const old = await this.branches.get(place);
      await this.#demandFresh(place, old, file.base, request.over);
      const judged = await this.#editing.judge({ files: [{ path: place.path, text: file.text }], drafting: true, revive: request.returns === true || (old !== undefined && this.state(place).returns), ...(old && { before: new Map([[place.path, old.text]]), media: [...old.media.keys()] }) }, pictures);
      const content = judged.changes.find(({ path }) => path === place.path)?.content;
      if (typeof content !== 'string') throw new Refused('没有保存');
      await this.#demandName(place, content);
      const changes = judged.changes.map(({ path, content: bytes }) => ({ path, content: bytes }));
      const over = old && request.over ? judged.state.commit : undefined;
      const commit = await this.#store.commit([...(over ? await this.#ownPictures(old) : []), ...changes], `草稿 ${titleOf(content, place.path)}`, authorOf(user), { ref: draftRef(place), from: judged.state.commit, over });
      const status = await this.#after(place, old !== undefined, errorsOf(judged.findings).length > 0, user, request.returns === true);
      return { commit, ids: { [place.path]: blobId(content) }, renamed: Object.fromEntries(pictures.map(({ from, to }) => [from, to])), notes: judged.findings, status };
    });
  }

  /**
   * The pictures that a draft takes along when it goes on from a newer public state. Everything else is as it is there:
   * a picture that was deleted meanwhile would come back with the draft.
   */
  async #ownPictures(draft: Draft | undefined): Promise<{ path: string; content: Buffer }[]> {
    const own = [...(draft?.media ?? [])];
    const bytes = await this.#store.blobs(own.map(([, id]) => id));
    return own.flatMap(([path], at) => (bytes[at] ? [{ path, content: bytes[at] }] : []));
  }

  /** The stage after a save: errors send it back, and what somebody without the right to decide has changed is reviewed again. */
  async #after(place: DraftPlace, was: boolean, wrong: boolean, user: User, returns: boolean): Promise<DraftStatus> {
    const decides = await this.mayPublish(user);
    const { review } = await this.rules();
    const old = was ? this.state(place) : { status: !review && decides ? ('pending_publish' as const) : ('draft' as const), decidedBy: !review && decides ? user.name : undefined, returns };
    const status = wrong ? 'draft' : old.status === 'pending_publish' && !decides ? 'pending_review' : was && old.status === 'draft' && !review && decides ? 'pending_publish' : old.status;
    this.#mark(place, { ...old, status, decidedBy: status === 'pending_publish' ? (old.decidedBy ?? user.name) : undefined });
    return status;
  }

  /** Throws {@link Stale} when the form was filled from something older than what stands there. */
  async #demandFresh(place: DraftPlace, draft: Draft | undefined, base: string | null | undefined, over?: string): Promise<void> {
    const live = await this.#editing.stands(place.path);
    if (base !== undefined && base !== (draft?.id ?? live?.id ?? null)) {
      throw new Stale(place.path, draft ? { text: draft.text, id: draft.id, author: draft.author, at: draft.changed, public: false, under: false } : await this.#editing.newest(place.path));
    }
    if (draft && live && draft.began !== live.id && over !== live.id) throw new Stale(place.path, { ...(await this.#editing.newest(place.path)), under: true });
  }

  async #demandName(place: DraftPlace, text: string): Promise<void> {
    const entry = entryAt(place.path);
    if (!entry) return;
    const { urlName } = indexEntry(entry.noun, entry.id, text);
    const other = (await this.names(entry.noun, entry.id)).get(urlName.normalize('NFKC').toLowerCase());
    if (other) throw new Refused('没有保存：网址名已有人用', [{ ...finding(place.path, `网址 ${entryPath(entry.noun, urlName)} 已留给草稿《${draftTitle(other)}》`, '换一个网址名'), field: 'urlName', label: '网址名' }]);
  }

  /** What a form of this file is judged with: the draft's text before, its pictures, its right to come back. */
  async around(path: string): Promise<Around> {
    const place = placeOf(path);
    const draft = place && (await this.branches.get(place));
    return draft ? { before: new Map([[path, draft.text]]), media: [...draft.media.keys()], revive: this.state(draft).returns, pictures: draft.media } : {};
  }

  /** Throws {@link Refused} when a draft names a picture (`content/media/x.webp`) that is to be deleted. */
  async demandUnused(picture: string): Promise<void> {
    const found = (await this.branches.all()).filter((draft) => namesPicture(draft.text, picture));
    if (found.length > 0) throw new Refused('没有删除：草稿里还用到它', found.map((draft) => finding(draft.path, `草稿《${draftTitle(draft)}》用到它`, '先在草稿里换掉这张图片')));
  }

  /**
   * Gives a picture its new name in every draft, after the public state of `commit` has it. The stages stay. `touched`
   * are the public files that this has changed, with their blob ids before: a draft that began there goes on from `commit`.
   */
  renamePicture(picture: Pick<Picture, 'from' | 'to'>, commit: string, touched: ReadonlyMap<string, string | undefined>, message: string, user: User): Promise<number> {
    return this.#turn(async () => {
      const drafts = (await this.branches.all()).filter((draft) => touched.has(draft.path) || namesPicture(draft.text, picture.from));
      for (const draft of drafts) {
        const onwards = touched.has(draft.path) && draft.began === touched.get(draft.path);
        const changes = [...(onwards ? await this.#ownPictures(draft) : []), { path: draft.path, content: withNames(draft.text, [picture]), base: draft.id }, { path: picture.from, content: null }];
        await this.#store.commit(changes, message, authorOf(user), { ref: draftRef(draft), over: onwards ? commit : undefined });
      }
      return drafts.length;
    });
  }

  async #existing(place: DraftPlace): Promise<Draft> {
    const draft = await this.branches.get(place);
    if (!draft) throw new Refused('没有这份草稿：它也许已经发布，或被别人删除了。请刷新', [], 409);
    return draft;
  }

  /** What the gate says of a draft as if it were published now. */
  async check(draft: Draft): Promise<Finding[]> {
    return (await this.#editing.judge(this.#asPublished(draft))).findings;
  }

  #asPublished(draft: Draft): { files: { path: string; text: string; eventId: string | undefined }[]; revive: boolean; media: string[] } {
    const entry = entryAt(draft.path);
    return { files: [{ path: draft.path, text: draft.text, eventId: entry && indexEntry(entry.noun, entry.id, draft.text).eventId }], revive: this.state(draft).returns, media: [...draft.media.keys()] };
  }

  /** Moves a draft on or back. Throws {@link Refused} when it is not fit to be ready, `NotAllowed` when that is not the user's to say. */
  setStatus(place: DraftPlace, status: DraftStatus, user: User): Promise<void> {
    return this.#turn(async () => {
      const draft = await this.#existing(place);
      if (status === 'pending_publish') {
        await this.#demandPublish(user);
        const errors = errorsOf(await this.check(draft));
        if (errors.length > 0) throw new Refused(`还不能就绪：有 ${errors.length} 处要改`, errors);
      }
      this.#mark(place, { ...this.state(place), status, decidedBy: status === 'pending_publish' ? user.name : undefined });
    });
  }

  /** Brings a ready draft to the site. Throws {@link Refused}, {@link Stale}, `NotAllowed`. */
  publish(place: DraftPlace, user: User): Promise<Saved> {
    return this.#turn(async () => {
      const draft = await this.#existing(place);
      await this.#demandPublish(user);
      const { status, returns, decidedBy } = this.state(place);
      if (status !== 'pending_publish') throw new Refused('没有发布：这个条目还没有就绪。请刷新页面，看它现在在哪一步', [], 409);
      const live = await this.#editing.stands(place.path);
      if ((live?.id ?? null) !== draft.began && !(returns && !live)) throw new Stale(place.path, { ...(await this.#editing.newest(place.path)), under: true });
      const rules = await this.rules();
      const own = await this.#ownPictures(draft);
      const approver = decidedBy ?? user.name;
      const [file] = this.#asPublished(draft).files;
      if (!file) throw new Refused('没有发布');
      const saved = await this.#editing.save({
        files: [{ ...file, base: live?.id ?? null }],
        uploads: [],
        pictures: own.map(({ path, content }) => ({ from: path, to: path, bytes: content })),
        revive: returns,
        merge: draft.head,
        message: `发布 ${titleOf(draft.text, draft.path)}\n\n编辑：${draft.authors.join('、')}\n审核：${approver}`,
        credits: rules.credits ? { editors: [...draft.authors], approver } : null,
      }, user);
      await this.branches.done(draft);
      this.#unmark(place);
      return saved;
    });
  }

  /** Takes an entry off the site and keeps its text as a draft, which comes back at the same address. */
  async withdraw(place: DraftPlace, user: User): Promise<void> {
    await this.#demandPublish(user);
    const live = await this.#editing.stands(place.path);
    if (!live) throw new Refused('它已经不在网站上了');
    await this.#editing.remove([place.path], user);
    if (await this.branches.get(place)) this.#mark(place, { ...this.state(place), returns: true });
    else {
      await this.save({ files: [{ path: place.path, text: live.text, base: null }], uploads: [], returns: true }, user);
      this.#mark(place, { ...this.state(place), status: 'draft' });
    }
  }

  /** Throws a draft away: its own author, or who may delete. */
  remove(place: DraftPlace, user: User): Promise<void> {
    return this.#turn(async () => {
      const draft = await this.#existing(place);
      const own = draft.emails.every((email) => email === authorOf(user).email);
      if (!own && !may(user.role, 'content.delete')) throw new NotAllowed(user, 'content.delete');
      for (let attempt = 0; attempt < CLEANED_AFTER; attempt++) {
        const newest = await this.branches.get(place);
        if (!newest || (await this.branches.throwAway(newest))) break;
        await pause(20);
      }
      this.#unmark(place);
    });
  }
}
