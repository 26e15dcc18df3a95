/**
 * A commit in one run of git: bytes, folders, commit and branch go through `git fast-import`, which writes the branch
 * last and moves it only forward. With a process for each step an editor waited for ten of them.
 */
import { git } from './git.ts';

export interface ImportedCommit {
  ref: string;
  /** Where the branch stands; the new commit is laid over the first parent's files. */
  parents: readonly [string, ...string[]];
  message: string;
  author: { name: string; email: string };
  committer: { name: string; email: string };
  /** New bytes by path; null takes a file away. Paths of the store need no quoting. */
  changes: readonly { path: string; content: string | Uint8Array | null }[];
}

/** A name as git's format holds it. */
const ident = ({ name, email }: { name: string; email: string }): string => [name, email].map((part) => part.replace(/[<>\r\n\0]/g, '').trim()).join(' <').concat('>');

function data(content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n')]);
}

/** Makes the commit and moves the branch to it. Undefined when the branch has moved on meanwhile: nothing of it is seen then. */
export async function importCommit(dir: string, { ref, parents: [first, ...others], message, author, committer, changes }: ImportedCommit): Promise<string | undefined> {
  const head = [`commit ${ref}`, 'mark :1', `author ${ident(author)} now`, `committer ${ident(committer)} now`, ''].join('\n');
  const input = Buffer.concat([
    Buffer.from(head),
    data(`${message.trim()}\n`),
    Buffer.from([`from ${first}`, ...others.map((other) => `merge ${other}`), ''].join('\n')),
    ...changes.map(({ path, content }) => (content === null ? Buffer.from(`D ${path}\n`) : Buffer.concat([Buffer.from(`M 100644 inline ${path}\n`), data(content)]))),
    Buffer.from('get-mark :1\ndone\n'),
  ]);
  // Ends with 1 when the branch is no longer among what the commit rests on.
  const { out, code } = await git(dir, ['fast-import', '--quiet', '--done', '--date-format=now'], { input, allow: [1] });
  return code === 0 ? out.toString('utf8').trim() : undefined;
}
