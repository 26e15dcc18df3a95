/**
 * Runs git plumbing on a bare repository. No shell, no work tree, no hooks, no configuration of the
 * machine or the user: what the store does depends on its own bytes only.
 */
import { spawn } from 'node:child_process';
import { devNull } from 'node:os';

/** A git command that ended with an unexpected code. The message is for the log, not for editors. */
export class GitError extends Error {
  readonly code: number;
  constructor(command: string, code: number, stderr: string) {
    super(`git ${command}（${code}）：${stderr.trim().slice(0, 500)}`);
    this.code = code;
  }
}

/** git itself could not be started. */
export class GitMissing extends Error {}

export interface GitOptions {
  input?: string | Uint8Array;
  env?: Record<string, string>;
  /** Exit codes that are answers rather than errors; 0 is always one. */
  allow?: number[];
}

const FIXED = ['-c', 'core.quotepath=off', '-c', `core.hooksPath=${devNull}`, '-c', 'core.fsmonitor=false', '-c', 'gc.auto=0', '-c', 'core.fsync=all', '-c', 'core.fsyncMethod=batch', '-c', 'safe.directory=*'];

/** Output and exit code of a git command on the repository `gitDir`. */
export function git(gitDir: string, args: readonly string[], options: GitOptions = {}): Promise<{ out: Buffer; code: number }> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['--git-dir', gitDir, ...FIXED, ...args], {
      env: { PATH: process.env['PATH'] ?? '', HOME: devNull, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: devNull, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C.UTF-8', ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.stdin.on('error', () => undefined); // git may end before it has read everything
    child.on('error', (error: NodeJS.ErrnoException) => { reject(error.code === 'ENOENT' ? new GitMissing('git 不可用') : error); });
    child.on('close', (code) => {
      const status = code ?? -1;
      if (status === 0 || options.allow?.includes(status)) resolve({ out: Buffer.concat(out), code: status });
      else reject(new GitError(args[0] ?? '', status, Buffer.concat(err).toString('utf8')));
    });
    child.stdin.end(options.input ?? '');
  });
}
