/**
 * The editors' store: a bare git repository that holds content only. Reads and writes go through
 * plumbing, so no half state is ever visible and no lock file outlives a killed process; a branch
 * moves by compare-and-swap, so two writers never lose each other's work.
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { git, GitError, type GitOptions } from './git.ts';
import { fileSteps, refsBelow, type FileStep } from './store-history.ts';
import { importCommit } from './store-import.ts';

/** Who a commit is by. */
export interface Author {
  name: string;
  email: string;
}

/** The server as an author and as the committer of everything. */
export const SERVICE: Author = { name: '站点服务', email: 'service@localhost' };

/** The newest state of the content. */
export const MAIN = 'refs/heads/main';

/** What readers see: {@link MAIN} as it was published last, with refused files as they were before. */
export const LIVE = 'refs/heads/live';

export interface StoredFile {
  /** `content/science/x.mdx` */
  path: string;
  /** Blob id. */
  id: string;
  /** Bytes. */
  size: number;
}

export interface Change {
  path: string;
  /** New bytes; null deletes the file. */
  content: string | Uint8Array | null;
  /** Blob id that the writer saw; null when the file did not exist for them; undefined asks for no check. */
  base?: string | null | undefined;
}

/** A file as it stands in a commit; null where there is none. */
export interface FileBytes {
  path: string;
  bytes: Uint8Array | null;
}

/** Where a commit goes. */
export interface CommitPlace {
  /** Default {@link MAIN}. */
  ref?: string;
  from?: string;
  merge?: string;
  /** Lay the changes over this commit's files instead of the ref's own; its history comes in, too. */
  over?: string | undefined;
}

/** A file is no longer what the writer saw. */
export class Conflict extends Error {
  readonly path: string;
  constructor(file: string) {
    super(`${file} 在您打开之后被别人改过`);
    this.path = file;
  }
}

const ZERO = '0'.repeat(40);
const TRIES = 30;
const MANY = 4;
const SAFE_PATH = /^content\/(?:[a-z]+\/)[a-z0-9][a-z0-9._-]*$/;

/** Id that git gives to these bytes. */
export function blobId(content: string | Uint8Array): string {
  const bytes = Buffer.from(content);
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** Whether a path may stand in the store at all. */
export function isStorePath(file: string): boolean {
  return file.length <= 200 && SAFE_PATH.test(file) && !file.includes('..');
}

export class Store {
  readonly dir: string;
  /** Commit at which each branch was last seen to be sound. */
  readonly #proved = new Map<string, string>();
  /** The newest step of {@link MAIN}, which the publisher and the next save ask for in turn. */
  #step: { from: string; to: string; changes: Promise<FileBytes[]> } | undefined;

  constructor(dir: string) {
    this.dir = dir;
  }

  /** Makes the repository if there is none. Safe to repeat. */
  async init(): Promise<void> {
    await mkdir(this.dir, { recursive: true });
    if (!existsSync(path.join(this.dir, 'HEAD'))) await this.#text(['init', '--quiet', '--bare', '--template=', '--initial-branch=main']);
  }

  #git(args: readonly string[], options?: GitOptions): Promise<{ out: Buffer; code: number }> {
    return git(this.dir, args, options);
  }

  async #text(args: readonly string[], options?: GitOptions): Promise<string> {
    return (await this.#git(args, options)).out.toString('utf8').trim();
  }

  /** Commit that a ref names, or undefined. */
  async head(ref: string = MAIN): Promise<string | undefined> {
    // A branch that stands where it was proved to stand needs no process to be proved again.
    const loose = (await readFile(path.join(this.dir, ref), 'utf8').catch(() => '')).trim();
    if (loose !== '' && this.#proved.get(ref) === loose) return loose;
    const { out, code } = await this.#git(['rev-parse', '--quiet', '--verify', `${ref}^{commit}`], { allow: [1, 128] });
    const commit = code === 0 ? out.toString('utf8').trim() : undefined;
    if (commit !== undefined) this.#proved.set(ref, commit);
    return commit;
  }

  /** Id of a commit's tree. */
  tree(commit: string): Promise<string> {
    return this.#text(['rev-parse', '--verify', `${commit}^{tree}`]);
  }

  /** Files below a folder, ordered by path. */
  async list(commit: string, folder = 'content'): Promise<StoredFile[]> {
    const { out } = await this.#git(['ls-tree', '-r', '-z', '-l', '--full-tree', commit, '--', `${folder.replace(/\/+$/, '')}/`]);
    return out.toString('utf8').split('\0').flatMap((row) => {
      const [meta = '', file] = row.split('\t');
      const [, type, id = '', size = '0'] = meta.split(/\s+/);
      return file && type === 'blob' ? [{ path: file, id, size: Number(size) }] : [];
    });
  }

  /** Bytes of blobs, in order; undefined where there is no such blob. */
  async blobs(ids: readonly string[]): Promise<(Buffer | undefined)[]> {
    if (ids.length === 0) return [];
    const { out } = await this.#git(['cat-file', '--batch'], { input: `${ids.join('\n')}\n` });
    const found: (Buffer | undefined)[] = [];
    let at = 0;
    for (let index = 0; index < ids.length; index++) {
      const end = out.indexOf(10, at);
      const [, type, size] = out.subarray(at, end).toString('utf8').split(' ');
      at = end + 1;
      if (type === 'missing' || size === undefined) {
        found.push(undefined);
        continue;
      }
      found.push(type === 'blob' ? out.subarray(at, at + Number(size)) : undefined);
      at += Number(size) + 1;
    }
    return found;
  }

  /** One file of a commit, or undefined. */
  async read(commit: string, file: string): Promise<{ id: string; bytes: Buffer } | undefined> {
    const id = await this.idOf(commit, file);
    if (!id) return undefined;
    const [bytes] = await this.blobs([id]);
    return bytes && { id, bytes };
  }

  /** Blob id of a file, or undefined. */
  async idOf(commit: string, file: string): Promise<string | undefined> {
    return (await this.#idsOf(commit, [file])).get(file);
  }

  /** Stores bytes; their ids are known beforehand ({@link blobId}). Many go in one run of git. */
  async #write(contents: readonly (string | Uint8Array)[]): Promise<void> {
    if (contents.length <= MANY) {
      for (const content of contents) await this.#git(['hash-object', '-w', '--stdin'], { input: content });
      return;
    }
    const parts = contents.flatMap((content) => {
      const bytes = Buffer.from(content);
      return [Buffer.from(`blob\ndata ${bytes.length}\n`), bytes, Buffer.from('\n')];
    });
    await this.#git(['fast-import', '--quiet', '--done'], { input: Buffer.concat([...parts, Buffer.from('done\n')]) });
  }

  async #idsOf(commit: string, files: readonly string[]): Promise<Map<string, string>> {
    const { out } = await this.#git(['ls-tree', '-z', '--full-tree', commit, '--', ...files]);
    return new Map(out.toString('utf8').split('\0').flatMap((row) => {
      const [, id, file] = /^\d+ blob ([0-9a-f]{40})\t(.*)$/s.exec(row) ?? [];
      return id && file ? [[file, id] as const] : [];
    }));
  }

  /** A tree: that of a commit (or an empty one) with changes laid over it. */
  async #treeWith(parent: string | undefined, changes: readonly Change[]): Promise<string> {
    const folder = await mkdtemp(path.join(tmpdir(), 'site-index-'));
    const env = { GIT_INDEX_FILE: path.join(folder, 'index') };
    try {
      await this.#git(parent ? ['read-tree', parent] : ['read-tree', '--empty'], { env });
      await this.#write(changes.flatMap(({ content }) => (content === null ? [] : [content])));
      const info = changes.map(({ path: file, content }) => (content === null ? `0 ${ZERO}\t${file}\0` : `100644 ${blobId(content)}\t${file}\0`)).join('');
      await this.#git(['update-index', '-z', '--index-info'], { env, input: info });
      return await this.#text(['write-tree'], { env });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** A commit over a tree, on no branch yet. */
  commitTree(tree: string, parents: readonly string[], message: string, author: Author): Promise<string> {
    const env = { GIT_AUTHOR_NAME: author.name, GIT_AUTHOR_EMAIL: author.email, GIT_COMMITTER_NAME: SERVICE.name, GIT_COMMITTER_EMAIL: SERVICE.email };
    return this.#text(['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent]), '-F', '-'], { input: `${message.trim()}\n`, env });
  }

  /** Moves a ref from `old` (undefined: it must not exist) to `commit`. False when it stood elsewhere. */
  async swap(ref: string, commit: string, old: string | undefined): Promise<boolean> {
    try {
      await this.#git(['update-ref', ref, commit, old ?? ZERO]);
      return true;
    } catch (error) {
      if (error instanceof GitError && (await this.head(ref)) !== old) return false;
      if (error instanceof GitError && error.message.includes('cannot lock ref')) return false;
      throw error;
    }
  }

  /**
   * Lays changes over the newest state of a ref as one commit. Whoever comes second starts again from the
   * first one's result. Returns the commit, or the unchanged head when nothing differs.
   * Throws {@link Conflict} when a change's `base` is not what stands there. A ref that does not exist begins
   * at the commit `from`; the history of `merge` or `over` comes in with the new commit.
   */
  async commit(changes: readonly Change[], message: string, author: Author, { ref = MAIN, from, over, merge = over }: CommitPlace = {}): Promise<string> {
    for (const change of changes) if (!isStorePath(change.path)) throw new Error(`不能写 ${change.path}`);
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const tip = await this.head(ref);
      const parent = tip ?? from;
      const stands = parent === undefined ? new Map<string, string>() : await this.#idsOf(parent, changes.map((change) => change.path));
      for (const change of changes) if (change.base !== undefined && (stands.get(change.path) ?? null) !== change.base) throw new Conflict(change.path);
      if (ref === MAIN && tip !== undefined && over === undefined) {
        const fresh = changes.filter(({ path: file, content }) => (stands.get(file) ?? null) !== (content === null ? null : blobId(content)));
        if (fresh.length === 0 && merge === undefined) return tip;
        const commit = await importCommit(this.dir, { ref, parents: merge === undefined ? [tip] : [tip, merge], message, author, committer: SERVICE, changes: fresh });
        if (commit !== undefined) {
          this.#proved.set(ref, commit);
          this.#step = { from: tip, to: commit, changes: Promise.resolve(fresh.map(({ path: file, content }) => ({ path: file, bytes: content === null ? null : Buffer.from(content) }))) };
          return commit;
        }
        if ((await this.head(ref)) === tip) throw new Error('内容库没有收下改动');
      } else {
        const tree = await this.#treeWith(over ?? parent, changes);
        if (parent !== undefined && merge === undefined && tree === (await this.tree(parent))) return parent;
        const commit = await this.commitTree(tree, [parent, merge].filter((each) => each !== undefined), message, author);
        if (await this.swap(ref, commit, tip)) return commit;
      }
      await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 20 * (attempt + 1)));
    }
    throw new Error('内容库太忙，没有写成；请稍后再试');
  }

  /** Files that differ between two commits, as they are in the second one: bytes, or null where there is none. */
  changes(from: string, to: string): Promise<FileBytes[]> {
    if (this.#step?.from !== from || this.#step.to !== to) {
      const step = { from, to, changes: this.#differing(from, to) };
      this.#step = step;
      step.changes.catch(() => { if (this.#step === step) this.#step = undefined; });
    }
    return this.#step.changes;
  }

  async #differing(from: string, to: string): Promise<FileBytes[]> {
    const { out } = await this.#git(['diff-tree', '-r', '-z', '--no-renames', from, to]);
    const rows: { path: string; id: string }[] = [];
    const parts = out.toString('utf8').split('\0');
    for (let at = 0; at + 1 < parts.length; at += 2) rows.push({ id: parts[at]?.split(' ')[3] ?? ZERO, path: parts[at + 1] ?? '' });
    for (const { path: file } of rows) if (!isStorePath(file)) throw new Error(`内容库里有不该有的文件：${file}`);
    const present = rows.filter(({ id }) => id !== ZERO);
    const blobs = await this.blobs(present.map(({ id }) => id));
    const bytes = new Map(present.map(({ path: file }, at) => [file, blobs[at]] as const));
    return rows.map(({ path: file, id }) => {
      const found = bytes.get(file);
      if (id !== ZERO && !found) throw new Error(`内容库缺少 ${file} 的内容`);
      return { path: file, bytes: found ?? null };
    });
  }

  /** Bytes of a file as it was published last, or undefined. */
  async lastLive(file: string): Promise<Uint8Array | undefined> {
    const live = await this.head(LIVE);
    return live === undefined ? undefined : (await this.read(live, file))?.bytes;
  }

  /** Commit of what readers see of a commit, with these files otherwise than it has them. On no branch yet. */
  async seenOf(commit: string, instead: readonly Change[]): Promise<string> {
    return instead.length === 0 ? commit : this.commitTree(await this.#treeWith(commit, instead), [commit], '发布时退回的条目', SERVICE);
  }

  /** Notes that readers see this commit. */
  async markLive(seen: string): Promise<void> {
    const old = await this.head(LIVE);
    if (seen !== old) await this.swap(LIVE, seen, old);
  }

  /** Newest commits first, of the whole store or of one file. */
  async log(ref: string, file?: string, count = 30): Promise<{ commit: string; author: string; email: string; date: string; subject: string }[]> {
    const { out } = await this.#git(['log', `-${count}`, '-z', '--format=%H%x01%an%x01%aI%x01%s%x01%ae', ref, '--', ...(file ? [file] : [])]);
    return out.toString('utf8').split('\0').filter(Boolean).map((row) => {
      const [commit = '', author = '', date = '', subject = '', email = ''] = row.split('\x01');
      return { commit, author, email, date, subject };
    });
  }

  /** Steps of one file along what was public (or along a draft), newest first. */
  fileLog(range: string, file: string, count: number): Promise<FileStep[]> {
    return fileSteps(this.dir, range, [file], count);
  }

  /** Deletions of files, newest first. */
  async deletions(ref: string, count: number): Promise<(FileStep & { was: string })[]> {
    const steps = await fileSteps(this.dir, ref, ['content/'], count, 'D');
    return steps.flatMap((step) => (step.was === null ? [] : [{ ...step, was: step.was }]));
  }

  /** The first parent of a commit, or undefined for the first one. */
  before(commit: string): Promise<string | undefined> {
    return this.head(`${commit}~1`);
  }

  refs(prefix: string, mergedInto?: string): Promise<{ ref: string; commit: string }[]> {
    return refsBelow(this.dir, prefix, mergedInto);
  }

  /** Takes a ref away that stands at `commit`. False when it stands elsewhere. */
  async deleteRef(ref: string, commit: string): Promise<boolean> {
    try {
      await this.#git(['update-ref', '-d', ref, commit]);
      return true;
    } catch (error) {
      if (error instanceof GitError && (await this.head(ref)) !== commit) return false;
      throw error;
    }
  }

  /** Where two lines of commits parted. */
  async mergeBase(one: string, other: string): Promise<string | undefined> {
    const { out, code } = await this.#git(['merge-base', one, other], { allow: [1, 128] });
    return code === 0 ? out.toString('utf8').trim() : undefined;
  }

  /** Writes the files of a commit below `folder`, which receives a `content` folder. Returns how many. */
  async snapshot(commit: string, folder: string): Promise<number> {
    const files = await this.list(commit);
    const root = path.resolve(folder);
    for (const file of files) if (!isStorePath(file.path)) throw new Error(`内容库里有不该有的文件：${file.path}`);
    const folders = new Set(files.map((file) => path.dirname(path.join(root, file.path))));
    for (const each of folders) await mkdir(each, { recursive: true });
    const batch = 200;
    for (let start = 0; start < files.length; start += batch) {
      const part = files.slice(start, start + batch);
      const blobs = await this.blobs(part.map((file) => file.id));
      await Promise.all(part.map(async (file, index) => {
        const bytes = blobs[index];
        if (!bytes) throw new Error(`内容库缺少 ${file.path} 的内容`);
        await writeFile(path.join(root, file.path), bytes);
      }));
    }
    return files.length;
  }
}
