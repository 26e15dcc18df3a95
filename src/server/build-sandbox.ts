/**
 * Runs the renderer without network and without the editors' data, where the system allows it: in name spaces of its
 * own (Linux, `unshare` and `setpriv` of util-linux; no root needed). Of the data folder it sees only its work, its
 * cache and the objects; accounts, sessions, drafts, history and other processes are not there. What is written to
 * the page's objects is checked by the server. Node's own permission model was tried and is no help: Vite asks for paths
 * all over the disk, and neither native modules nor their child processes are bound by it.
 */
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

export interface Sandbox {
  /** Put before the command that is to run inside; empty when the system allows nothing. */
  prefix: readonly string[];
  /** What is kept from the renderer, for the log. */
  covers: string;
}

/** Folders of the data that the renderer needs. */
export const RENDERER_FOLDERS = ['work', 'cache', 'objects'] as const;

/**
 * Hides the data folder behind an empty one and puts {@link RENDERER_FOLDERS} back in. At the end all capabilities are dropped,
 * or the renderer could take the cover away again.
 */
const ENTER = `set -e
data=$1; shift
stage=$(mktemp -d)
mount --make-rprivate /
mount -t tmpfs -o mode=755,size=1m tmpfs "$stage"
for name in ${RENDERER_FOLDERS.join(' ')}; do mkdir "$stage/$name"; mount --bind "$data/$name" "$stage/$name"; done
mount -t tmpfs -o mode=755,size=1m tmpfs "$data"
for name in ${RENDERER_FOLDERS.join(' ')}; do mkdir "$data/$name"; mount --bind "$stage/$name" "$data/$name"; done
umount -l "$stage"
rmdir "$stage"
exec setpriv --no-new-privs --bounding-set=-all --inh-caps=-all --ambient-caps=-all -- "$@"`;

const UNSHARE = ['unshare', '--map-root-user', '--net', '--mount'];
/** With process ids of its own the renderer's children end with it, and it cannot see others. */
const OWN_PROCESSES = ['--pid', '--fork', '--kill-child', '--mount-proc'];

/** The ways in, the closest first. */
function variants(data: string): Sandbox[] {
  const enter = ['--', 'sh', '-c', ENTER, 'sh', path.resolve(data)];
  return [
    { prefix: [...UNSHARE, ...OWN_PROCESSES, ...enter], covers: '没有网络，看不到账号、草稿、历史和别的进程' },
    { prefix: [...UNSHARE, ...enter], covers: '没有网络，看不到账号、草稿和历史' },
    { prefix: ['unshare', '--map-root-user', '--net', '--'], covers: '没有网络' },
  ];
}

/** The closest way in that this system allows, tried out. Makes {@link RENDERER_FOLDERS} in `data`. */
export async function findSandbox(data: string): Promise<Sandbox> {
  for (const folder of RENDERER_FOLDERS) await mkdir(path.join(data, folder), { recursive: true });
  if (process.platform === 'linux') {
    for (const sandbox of variants(data)) {
      const [command = '', ...args] = [...sandbox.prefix, 'true'];
      const works = await promisify(execFile)(command, args, { timeout: 10_000 }).then(() => true, () => false);
      if (works) return sandbox;
    }
  }
  return { prefix: [], covers: '' };
}
