/**
 * Changes by editors: each passes the gate against the newest state and becomes one commit under the
 * editor's name, or it is refused with the field, the reason and the mend. One at a time, so that two sound
 * changes cannot make an unsound whole.
 */
import path from 'node:path';
import { indexEntry } from '#/gate/content-index.ts';
import { entryAt, validateEntry } from '#/gate/validate.ts';
import type { Finding } from '#/lib/finding.ts';
import { parseEntryFile } from '#/lib/front-matter.ts';
import { entryPath } from '#/lib/urls.ts';
import { NOUNS } from '#/schemas/nouns.ts';
import { SETTINGS_FILES, settingsAt, type SettingsFile } from '#/schemas/settings-files.ts';
import type { User } from './accounts.ts';
import { GONE_FILE, goneChange, isLedgerPath, ledgerChanges } from './address-changes.ts';
import { ContentReader, type ContentState } from './content-state.ts';
import { GitError } from './git.ts';
import type { Credits } from './managed-fields.ts';
import { prepare } from './prepare.ts';
import { blobId, type Author, type Change, Conflict, MAIN, type Store } from './store.ts';
import { cleanPicture, UploadRefused } from './uploads.ts';

/** A change that is not made. `findings` say what to mend. */
export class Refused extends Error {
  readonly findings: Finding[];
  readonly status: 409 | 422;
  constructor(message: string, findings: Finding[] = [], status: 409 | 422 = 422) {
    super(message);
    this.findings = findings;
    this.status = status;
  }
}

/** A version of a file that somebody else saved. */
export interface OtherVersion {
  /** Null where the file was deleted. */
  text: string | null;
  id: string | null;
  author: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** On the site, or in a draft. */
  public: boolean;
  /** The draft is fresh, the page under it is not. */
  under: boolean;
}

/** Somebody else has saved since the form was filled; both texts are kept. */
export class Stale extends Refused {
  readonly theirs: OtherVersion;
  constructor(path: string, theirs: OtherVersion) {
    super('没有保存：这个条目在您打开之后被别人改过', [finding(path, `${theirs.author}已经保存了新的版本`, '对照两个版本，选定以后再保存')], 409);
    this.theirs = theirs;
  }
}

export interface Upload {
  /** Path under which the form refers to it: `content/media/<name>`. */
  path: string;
  bytes: Uint8Array;
}

export interface SaveRequest {
  files: { path: string; text: string; base: string | null | undefined; eventId?: string | undefined }[];
  uploads: readonly Upload[];
  /** The files were deleted and come back as what they were, at their old addresses. */
  revive?: boolean;
  /** Pictures that were made before. */
  pictures?: readonly Picture[];
  /** Files that go with it; nothing of the saved texts names them any more. */
  gone?: readonly string[];
  /** Commit whose history comes in with this one. */
  merge?: string;
  /** Instead of the usual words for the history. */
  message?: string;
  /** Left out: as they stood; null: none. */
  credits?: Credits | null | undefined;
}

/** An upload made clean: the path in the form, the path in the store, the bytes. */
export interface Picture {
  from: string;
  to: string;
  bytes: Uint8Array;
}

export interface JudgeRequest extends Pick<SaveRequest, 'revive' | 'credits'> {
  /** Pictures that the store will have with it. */
  media?: readonly string[];
  files: { path: string; text: string; base?: string | null | undefined; eventId?: string | undefined }[];
  /** What stood there before, where that is not the newest public state: texts of drafts, by path. */
  before?: ReadonlyMap<string, string>;
  /** It is kept as a draft. */
  drafting?: boolean;
}

export interface Judged {
  state: ContentState;
  /** What there is after the change. */
  index: ReturnType<ContentState['index']>;
  changes: Change[];
  /** Errors and advice. */
  findings: Finding[];
}

export interface Saved {
  commit: string;
  /** Blob ids of the written files, for the next save. */
  ids: Record<string, string>;
  /** Where uploads went: form path → store path. */
  renamed: Record<string, string>;
  /** What the gate advises; it was saved all the same. */
  notes: Finding[];
}

const MAX_UPLOADS = 20;
const LEDGER_TRIES = 5;

export const authorOf = (user: User): Author => ({ name: user.name, email: `${user.login}@localhost` });
export const finding = (file: string, message: string, fix: string): Finding => ({ path: file, field: '', label: '', line: 1, message, fix, severity: 'error' });
export const errorsOf = (findings: readonly Finding[]): Finding[] => findings.filter((each) => each.severity === 'error');

/** `科普文章《冰酒为什么更甜》`, or the label of a settings file. */
export function titleOf(text: string, file: string): string {
  const place = entryAt(file);
  const title = place ? parseEntryFile(text).data['title'] : undefined;
  return place ? `${NOUNS[place.noun].singular}《${typeof title === 'string' ? title : place.id}》` : SETTINGS_FILES[settingsAt(file) ?? 'site.yml'].label;
}

/** The text with the names that the server gave to its pictures. */
export function withNames(text: string, pictures: readonly Pick<Picture, 'from' | 'to'>[]): string {
  return pictures.reduce((out, { from, to }) => {
    const [old, fresh] = [from, to].map((each) => each.replace(/^content\//, '')) as [string, string];
    return out.replaceAll(old, fresh).replaceAll(encodeURI(old), fresh);
  }, text);
}

/** Whether the text names something, as a value or an address. */
const mentions = (text: string, names: readonly string[]): boolean => names.some((name) => text.includes(name));

export class Editing {
  readonly #store: Store;
  readonly #reader: ContentReader;
  readonly #now: () => number;
  readonly #committed: () => void;
  #queue: Promise<unknown> = Promise.resolve();

  /** `committed` is called after each change. */
  constructor(store: Store, options: { now: () => number; committed: () => void }) {
    this.#store = store;
    this.#reader = new ContentReader(store);
    this.#now = options.now;
    this.#committed = options.committed;
  }

  /** The newest state. */
  async state(): Promise<ContentState> {
    const head = await this.#store.head(MAIN);
    if (head === undefined) throw new GitError('rev-parse', 1, '内容库读不出来，或是空的');
    return this.#reader.at(head);
  }

  /** What stands at a path in the newest public state. */
  async stands(file: string): Promise<{ id: string; text: string } | undefined> {
    const { files, texts, settings } = await this.state();
    const text = texts.get(file) ?? settings.get(file);
    const id = text === undefined ? undefined : files.find((each) => each.path === file)?.id;
    return text === undefined || id === undefined ? undefined : { id, text };
  }

  /** The same with who and when. */
  async newest(file: string): Promise<OtherVersion> {
    const found = await this.stands(file);
    const [last] = await this.#store.fileLog(MAIN, file, 1);
    return { text: found?.text ?? null, id: found?.id ?? null, author: last?.author ?? '', at: last?.at ?? 0, public: true, under: false };
  }

  /** Errors that deleting files would make in others. */
  async pointersTo(paths: readonly string[]): Promise<Finding[]> {
    return this.#pointersTo(await this.state(), paths).broken;
  }

  /** Text of a settings file on the site. */
  async setting(name: SettingsFile): Promise<string | undefined> {
    return (await this.stands(`content/settings/${name}`))?.text;
  }

  #turn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** Saves entries or the settings, with the pictures that came along. Throws {@link Refused}. */
  async save(request: SaveRequest, user: User): Promise<Saved> {
    if (request.files.length === 0) throw new Refused('没有要保存的内容');
    // Pictures take seconds; they are made before the queue.
    const pictures = [...(await this.pictures(request.uploads)), ...(request.pictures ?? [])];
    return this.#turn(() => this.#again(() => this.#save(request, pictures, user)));
  }

  /** Cleans uploads. Throws {@link Refused} on what is no picture. */
  async pictures(uploads: readonly Upload[]): Promise<Picture[]> {
    if (uploads.length > MAX_UPLOADS) throw new Refused(`一次最多上传 ${MAX_UPLOADS} 张图片`);
    const made = [];
    for (const upload of uploads) {
      const name = path.posix.basename(upload.path);
      try {
        const picture = await cleanPicture(upload.bytes, name);
        made.push({ from: upload.path, to: `content/${picture.src}`, bytes: picture.bytes });
      } catch (error) {
        if (error instanceof UploadRefused) throw new Refused('没有保存', [{ ...finding(upload.path, error.message, error.fix), field: 'media', label: '图片' }]);
        throw error;
      }
    }
    return made;
  }

  /**
   * What a save would write and what the gate says of it, against the newest state; nothing is stored.
   * `pictures` came along and are already made.
   */
  async judge(request: JudgeRequest, pictures: readonly Picture[] = []): Promise<Judged> {
    const state = await this.state();
    const index = state.index();
    for (const to of [...pictures.map((each) => each.to), ...(request.media ?? [])]) index.addMedia(to.slice('content/'.length));
    const findings: Finding[] = [];
    const changes: Change[] = pictures.map(({ to, bytes }) => ({ path: to, content: bytes }));
    for (const { path: file, text, base: seen, eventId } of request.files) {
      const stood = state.texts.get(file);
      const { content, findings: own, row } = prepare({ path: file, text: withNames(text, pictures), base: request.before?.get(file) ?? stood, index, now: this.#now(), revive: request.revive, drafting: request.drafting, eventId, credits: request.credits });
      findings.push(...own);
      if (row && stood !== undefined) {
        // What others may point to: the address, when it moves or is no longer public, and the headings.
        const before = indexEntry(row.noun, row.id, stood);
        const address = entryPath(row.noun, before.urlName);
        const moved = before.urlName !== row.urlName || (row.draft && !before.draft);
        findings.push(...this.#broken(state, index, [moved ? address : `${address}#`], file));
      }
      changes.push({ path: file, content, base: seen });
    }
    return { state, index, changes, findings };
  }

  async #save(request: SaveRequest, pictures: readonly Picture[], user: User): Promise<Saved> {
    const { state, index, changes, findings } = await this.judge(request, pictures);
    const errors = errorsOf(findings);
    if (errors.length > 0) throw new Refused(`没有保存：有 ${errors.length} 处要改`, errors);
    const verb = request.files.every((file) => state.texts.has(file.path) || settingsAt(file.path)) ? '修改' : '新建';
    const message = request.message ?? `${verb} ${request.files.map((file) => titleOf(file.text, file.path)).join('、')}`;
    const gone = (request.gone ?? []).map((file) => ({ path: file, content: null }));
    const commit = await this.#commit([...changes, ...gone, ...ledgerChanges(state, index, this.#now())], message, user, request.merge);
    const ids = changes.flatMap(({ path: file, content }) => (content === null ? [] : [[file, blobId(content)] as const]));
    return { commit, ids: Object.fromEntries(ids), renamed: Object.fromEntries(pictures.map(({ from, to }) => [from, to])), notes: findings };
  }

  /** What other entries would point into nothing. Only those that mention one of `names` are judged. */
  #broken(state: ContentState, index: ReturnType<ContentState['index']>, names: readonly string[], except?: string): Finding[] {
    return [...state.texts].filter(([file, text]) => file !== except && mentions(text, names)).flatMap(([file, text]) => errorsOf(validateEntry(Buffer.from(text), file, index)));
  }

  async #commit(changes: Change[], message: string, user: User, merge?: string): Promise<string> {
    try {
      const commit = await this.#store.commit(changes, message, authorOf(user), merge === undefined ? {} : { merge });
      this.#committed();
      return commit;
    } catch (error) {
      if (error instanceof Conflict && isLedgerPath(error.path)) throw error;
      if (error instanceof Conflict) throw new Stale(error.path, await this.newest(error.path));
      throw error;
    }
  }

  /** Works again from the newest state when someone else added to the ledger meanwhile. */
  async #again<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (attempt >= LEDGER_TRIES || !(error instanceof Conflict)) throw error;
      }
    }
  }

  #pointersTo(state: ContentState, paths: readonly string[]): { broken: Finding[]; index: ReturnType<ContentState['index']> } {
    const gone = new Set(paths);
    const names = paths.flatMap((file): string[] => {
      const place = entryAt(file);
      const text = state.texts.get(file);
      if (place && text !== undefined) return [place.id, entryPath(place.noun, indexEntry(place.noun, place.id, text).urlName)];
      if (/^content\/media\/[^/]+$/.test(file)) return [file.slice('content/'.length)];
      throw new Refused(`不能删除 ${file}`);
    });
    const others = { ...state, texts: new Map([...state.texts].filter(([file]) => !gone.has(file))) };
    const index = state.index(gone);
    return { broken: this.#broken(others, index, names), index };
  }

  /** Deletes entries and pictures, unless something still points to them. */
  remove(paths: readonly string[], user: User): Promise<string> {
    return this.#turn(() => this.#again(async () => {
      const state = await this.state();
      const { broken, index } = this.#pointersTo(state, paths);
      if (broken.length > 0) throw new Refused('没有删除：还有别的条目用到它', broken);
      const deleted = paths.flatMap((file) => {
        const [place, text] = [entryAt(file), state.texts.get(file)];
        return place && text !== undefined ? [indexEntry(place.noun, place.id, text)] : [];
      });
      const words = await this.#store.read(state.commit, GONE_FILE);
      const changes = [...paths.map((file) => ({ path: file, content: null })), ...goneChange(state, words?.bytes.toString('utf8'), deleted, index), ...ledgerChanges(state, index, this.#now())];
      return this.#commit(changes, `删除 ${paths.map((file) => path.posix.basename(file)).join('、')}`, user);
    }));
  }

  /** Adds one picture to the media folder. */
  async addPicture(upload: Upload, user: User): Promise<{ path: string; commit: string }> {
    const [picture] = await this.pictures([upload]);
    if (!picture) throw new Refused('没有图片');
    const commit = await this.putPicture(picture, `上传图片 ${path.posix.basename(picture.to)}`, user);
    return { path: picture.to, commit };
  }

  /** Stores a picture that was made clean before, in the place of `gone` where that is named. */
  putPicture(picture: Picture, message: string, user: User, gone?: string): Promise<string> {
    return this.#turn(() => this.#commit([{ path: picture.to, content: picture.bytes }, ...(gone === undefined ? [] : [{ path: gone, content: null }])], message, user));
  }
}
