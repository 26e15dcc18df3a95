/**
 * Changes by editors: each passes the gate against the newest state and becomes one commit under the
 * editor's name, or it is refused with the field, the reason and the mend. One at a time, so that two sound
 * changes cannot make an unsound whole.
 */
import path from 'node:path';
import { tidy, writeYaml } from '#/cms/entry-format.ts';
import { indexEntry } from '#/gate/content-index.ts';
import { validateSettings } from '#/gate/content.ts';
import { entryAt, validateEntry } from '#/gate/validate.ts';
import { protectProse } from '#/lib/body-source.ts';
import type { Finding } from '#/lib/finding.ts';
import { parseEntryFile, parseYaml } from '#/lib/front-matter.ts';
import { entryPath } from '#/lib/urls.ts';
import { NOUNS } from '#/schemas/nouns.ts';
import { SETTINGS_FILES, settingsAt } from '#/schemas/settings-files.ts';
import type { User } from './accounts.ts';
import { GONE_FILE, goneChange, isLedgerPath, ledgerChanges } from './address-changes.ts';
import { ContentReader, type ContentState } from './content-state.ts';
import { completeEntry } from './managed-fields.ts';
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

export interface Upload {
  /** Path under which the form refers to it: `content/media/<name>`. */
  path: string;
  bytes: Uint8Array;
}

export interface SaveRequest {
  files: { path: string; text: string; base: string | null | undefined }[];
  uploads: readonly Upload[];
  /** The files were deleted and come back as what they were, at their old addresses. */
  revive?: boolean;
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

const authorOf = (user: User): Author => ({ name: user.name, email: `${user.login}@localhost` });
const finding = (file: string, message: string, fix: string): Finding => ({ path: file, field: '', label: '', line: 1, message, fix, severity: 'error' });
const errorsOf = (findings: readonly Finding[]): Finding[] => findings.filter((each) => each.severity === 'error');

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
    if (head === undefined) throw new Error('内容库是空的');
    return this.#reader.at(head);
  }

  #turn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** Saves entries or the settings, with the pictures that came along. Throws {@link Refused}. */
  async save(request: SaveRequest, user: User): Promise<Saved> {
    if (request.files.length === 0) throw new Refused('没有要保存的内容');
    if (request.uploads.length > MAX_UPLOADS) throw new Refused(`一次最多上传 ${MAX_UPLOADS} 张图片`);
    // Pictures take seconds; they are made before the queue.
    const pictures = await this.#pictures(request.uploads);
    return this.#turn(() => this.#again(() => this.#save(request, pictures, user)));
  }

  async #pictures(uploads: readonly Upload[]): Promise<{ from: string; to: string; bytes: Buffer }[]> {
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

  async #save(request: SaveRequest, pictures: { from: string; to: string; bytes: Buffer }[], user: User): Promise<Saved> {
    const state = await this.state();
    const index = state.index();
    for (const { to } of pictures) index.addMedia(to.slice('content/'.length));
    const changes: Change[] = pictures.map(({ to, bytes }) => ({ path: to, content: bytes }));
    const findings: Finding[] = [];
    for (const file of request.files) {
      const text = pictures.reduce((out, { from, to }) => {
        const [old, fresh] = [from, to].map((each) => each.replace(/^content\//, '')) as [string, string];
        return out.replaceAll(old, fresh).replaceAll(encodeURI(old), fresh);
      }, file.text);
      const base = state.texts.get(file.path);
      const settings = settingsAt(file.path);
      if (settings) {
        const { data, faults } = parseYaml(text);
        const full = faults.length > 0 ? text : writeYaml((tidy(data, SETTINGS_FILES[settings].schema) ?? {}) as Record<string, unknown>);
        findings.push(...validateSettings(settings, full));
        changes.push({ path: file.path, content: full, base: file.base });
        continue;
      }
      const place = entryAt(file.path);
      if (!place) throw new Refused('没有保存', validateEntry(Buffer.from(text), file.path, index));
      const sent = parseEntryFile(text);
      // Braces and angle brackets are made safe at saving; their author should know that they show as they are.
      const prose = protectProse(sent.body).faults.filter((fault) => fault.severity === 'warning');
      findings.push(...prose.map((fault) => ({ path: file.path, field: 'body', label: '正文', line: sent.bodyLine + fault.line - 1, message: fault.message, fix: fault.fix, severity: 'warning' as const })));
      // Unreadable front matter goes to the gate as it is: it names the line.
      const full = sent.faults.length > 0 ? text : completeEntry({ ...place, text, base, index, now: this.#now(), revive: request.revive });
      const row = indexEntry(place.noun, place.id, full);
      index.set(row);
      if (request.revive) index.revive(place.noun, place.id, row.eventId);
      findings.push(...validateEntry(Buffer.from(full), file.path, index));
      if (base !== undefined) {
        // What others may point to: the address, when it moves or is no longer public, and the headings.
        const before = indexEntry(place.noun, place.id, base);
        const address = entryPath(place.noun, before.urlName);
        const moved = before.urlName !== row.urlName || (row.draft && !before.draft);
        findings.push(...this.#broken(state, index, [moved ? address : `${address}#`], file.path));
      }
      changes.push({ path: file.path, content: full, base: file.base });
    }
    const errors = errorsOf(findings);
    if (errors.length > 0) throw new Refused(`没有保存：有 ${errors.length} 处要改`, errors);
    const names = request.files.map((file) => this.#title(file.text, file.path));
    const verb = request.files.every((file) => state.texts.has(file.path) || settingsAt(file.path)) ? '修改' : '新建';
    const commit = await this.#commit([...changes, ...ledgerChanges(state, index, this.#now())], `${verb} ${names.join('、')}`, user);
    const ids = changes.flatMap(({ path: file, content }) => (content === null ? [] : [[file, blobId(content)] as const]));
    return { commit, ids: Object.fromEntries(ids), renamed: Object.fromEntries(pictures.map(({ from, to }) => [from, to])), notes: findings };
  }

  #title(text: string, file: string): string {
    const place = entryAt(file);
    const title = place ? parseEntryFile(text).data['title'] : undefined;
    return place ? `${NOUNS[place.noun].singular}《${typeof title === 'string' ? title : place.id}》` : (SETTINGS_FILES[settingsAt(file) ?? 'site.yml'].label);
  }

  /** What other entries would point into nothing. Only those that mention one of `names` are judged. */
  #broken(state: ContentState, index: ReturnType<ContentState['index']>, names: readonly string[], except?: string): Finding[] {
    return [...state.texts].filter(([file, text]) => file !== except && mentions(text, names)).flatMap(([file, text]) => errorsOf(validateEntry(Buffer.from(text), file, index)));
  }

  async #commit(changes: Change[], message: string, user: User): Promise<string> {
    try {
      const commit = await this.#store.commit(changes, message, authorOf(user));
      this.#committed();
      return commit;
    } catch (error) {
      if (error instanceof Conflict && isLedgerPath(error.path)) throw error;
      if (error instanceof Conflict) {
        throw new Refused('没有保存：这个条目在您打开之后被别人改过', [finding(error.path, '别人已经保存了新的版本', '请先复制您的文字，重新打开这个条目，再改')], 409);
      }
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

  /** Deletes entries and pictures, unless something still points to them. */
  remove(paths: readonly string[], user: User): Promise<string> {
    return this.#turn(() => this.#again(async () => {
      const state = await this.state();
      const gone = new Set(paths);
      const names: string[] = [];
      for (const file of paths) {
        const place = entryAt(file);
        const text = state.texts.get(file);
        if (place && text !== undefined) {
          const { urlName } = parseEntryFile(text).data as { urlName?: unknown };
          names.push(place.id, entryPath(place.noun, typeof urlName === 'string' ? urlName : place.id));
        } else if (/^content\/media\/[^/]+$/.test(file)) names.push(file.slice('content/'.length));
        else throw new Refused(`不能删除 ${file}`);
      }
      const others = { ...state, texts: new Map([...state.texts].filter(([file]) => !gone.has(file))) };
      const index = state.index(gone);
      const broken = this.#broken(others, index, names);
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
    const [picture] = await this.#pictures([upload]);
    if (!picture) throw new Refused('没有图片');
    const commit = await this.#turn(() => this.#commit([{ path: picture.to, content: picture.bytes }], `上传图片 ${path.posix.basename(picture.to)}`, user));
    return { path: picture.to, commit };
  }
}
