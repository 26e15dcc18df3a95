/**
 * Copies the content's branches to a second git remote, if the environment names one (`SITE_MIRROR`). No address is
 * ever taken from the content. Name and password of an https address travel in a header that git is told of through
 * its environment: they stand in no command line, no configuration file and no log.
 */
import { devNull } from 'node:os';
import { git, GitError } from './git.ts';

export interface MirrorTarget {
  /** Address without name and password: it may be shown. */
  shown: string;
  /** What git is told through its environment. */
  env: Record<string, string>;
}

/** A reason not to mirror, for people. */
export class MirrorFault extends Error {}

/** Reads the address. Throws a Chinese sentence when it is none. */
export function mirrorTarget(address: string): MirrorTarget {
  const settings: [string, string][] = [['protocol.allow', 'never'], ['protocol.https.allow', 'always'], ['protocol.ssh.allow', 'always'], ['protocol.file.allow', 'always'], ['credential.helper', ''], ['http.followRedirects', 'false']];
  let shown = address;
  if (/^https?:/i.test(address)) {
    if (!URL.canParse(address)) throw new MirrorFault('SITE_MIRROR 不是网址。例如 https://用户名:令牌@git.example.cn/office/content.git');
    const url = new URL(address);
    if (url.protocol !== 'https:' && !['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)) throw new MirrorFault('SITE_MIRROR 要用 https 或 ssh：http 会把密码明文传出去');
    if (url.protocol === 'http:') settings.push(['protocol.http.allow', 'always']);
    const [name, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
    url.username = '';
    url.password = '';
    shown = url.href;
    if (name || password) settings.push([`http.${url.origin}/.extraHeader`, `Authorization: Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`]);
  } else if (!/^(?:ssh:\/\/|[\w.-]+@[\w.-]+:|\/|file:\/\/\/)/.test(address)) throw new MirrorFault('SITE_MIRROR 要写 https://…、ssh://…、git@主机:路径，或本机的绝对路径');
  settings.push(['remote.mirror.url', shown]);
  return {
    shown: shown.replace(/^(ssh:\/\/)[^@/]*@/, '$1'),
    env: {
      GIT_CONFIG_COUNT: String(settings.length),
      ...Object.fromEntries(settings.flatMap(([key, value], at) => [[`GIT_CONFIG_KEY_${at}`, key], [`GIT_CONFIG_VALUE_${at}`, value]])),
      GIT_ASKPASS: devNull,
      // Keys of ssh belong to the user that runs the server; a host that is not known is not trusted.
      HOME: process.env['HOME'] ?? devNull,
      GIT_SSH_COMMAND: 'ssh -o BatchMode=yes -o StrictHostKeyChecking=yes -o ConnectTimeout=20',
    },
  };
}

/** Why git did not push, in Chinese; what it printed, without anything secret. */
function explain(error: unknown, { shown }: MirrorTarget): MirrorFault {
  const text = (error instanceof Error ? error.message : String(error)).replace(/\/\/[^@/\s]+@/g, '//');
  if (/non-fast-forward|fetch first|Updates were rejected|\[rejected\]/.test(text)) return new MirrorFault(`镜像 ${shown} 上的历史和本机不同，没有覆盖它。本机的才对时，运行 npm run mirror -- --force`);
  if (/Authentication failed|could not read Username|terminal prompts disabled|403|401|Permission denied/i.test(text)) return new MirrorFault(`镜像 ${shown} 不接受这个用户名、令牌或密钥`);
  if (/Could not resolve host|Connection refused|timed out|unable to access|Could not read from remote/i.test(text)) return new MirrorFault(`连不上镜像 ${shown}：${text.split('\n').at(-1) ?? ''}`);
  return new MirrorFault(`没有推到镜像 ${shown}：${text}`);
}

/**
 * Pushes every branch of the store. The history of `main` on the mirror is never overwritten unless `force` says so: a
 * store that was damaged or put back must not take the good copy with it. Throws {@link MirrorFault}.
 */
export async function mirrorTo(storeDir: string, address: string, { force = false }: { force?: boolean } = {}): Promise<MirrorTarget> {
  const target = mirrorTarget(address);
  try {
    await git(storeDir, ['push', '--quiet', '--porcelain', ...(force ? ['--force'] : []), 'mirror', 'refs/heads/main:refs/heads/main'], { env: target.env });
    await git(storeDir, ['push', '--quiet', '--porcelain', '--force', '--prune', 'mirror', 'refs/heads/*:refs/heads/*'], { env: target.env });
  } catch (error) {
    if (error instanceof GitError) throw explain(error, target);
    throw error;
  }
  return target;
}
