/** Builds the site from a folder of content in a process of its own, and says in Chinese why it failed. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ENV } from '#/site.ts';

export interface BuildJob {
  /** Folder of the content. */
  content: string;
  /** Folder that receives the site. */
  out: string;
  /** Folder that is kept from build to build and may be emptied at any time. */
  cache: string;
  /** Ends the build early. */
  signal: AbortSignal;
}

/** Undefined when the site was built, else the reason in a few lines. */
export type Build = (job: BuildJob) => Promise<string | undefined>;

/** Keys of the environment that a build may see; everything else, such as secrets of the host, it may not. */
const PASSED = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'SystemRoot', 'LANG', 'TZ', 'NODE_EXTRA_CA_CERTS', ENV.url, ENV.base, ENV.now, ENV.samples];
const CODE = ['src', 'public', 'astro.config.mjs', 'package-lock.json', 'tsconfig.json'];
const NOT_THE_SITE = new Set(['src/server', 'src/cms', 'src/admin']);
const KEPT_LINES = 400;

/** Hash of all that decides how content becomes a site: code, locked packages, settings. */
export function codeHash(root: string, env: Record<string, string | undefined> = process.env): string {
  const hash = createHash('sha256');
  const add = (name: string): void => {
    const file = path.join(root, name);
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat || NOT_THE_SITE.has(name)) return;
    if (stat.isDirectory()) for (const child of readdirSync(file).sort()) add(`${name}/${child}`);
    else hash.update(`${name}\0${stat.size}\0`).update(readFileSync(file));
  };
  CODE.forEach(add);
  for (const key of [ENV.url, ENV.base, ENV.now, ENV.samples]) hash.update(`${key}=${env[key] ?? ''}\0`);
  return hash.digest('hex');
}

/** The lines that tell an editor what to mend; else the last ones of the log. */
export function failureReason(log: readonly string[]): string {
  const lines = log.map((line) => line.replace(/\u001b\[[0-9;]*m/g, '').trimEnd()).filter((line) => line.trim() !== '');
  const named = lines.filter((line) => /^错误 |^内容有 /.test(line));
  if (named.length > 0) return named.slice(0, 20).join('\n');
  const tail = lines.filter((line) => !/^\s*(?:at |Stack trace:|Location:)/.test(line)).slice(-6);
  return tail.length > 0 ? tail.join('\n').slice(0, 2000) : '没有留下说明';
}

/** A builder that runs Astro of the clone `root`. */
export function astroBuild(root: string): Build {
  return ({ content, out, cache, signal }) =>
    new Promise((resolve) => {
      const env: Record<string, string> = {};
      for (const key of PASSED) {
        const value = process.env[key];
        if (value !== undefined) env[key] = value;
      }
      const child = spawn(process.execPath, [path.join(root, 'node_modules', 'astro', 'bin', 'astro.mjs'), 'build'], {
        cwd: root,
        env: { ...env, [ENV.content]: content, [ENV.out]: out, SITE_CACHE: cache, NODE_ENV: 'production', ASTRO_TELEMETRY_DISABLED: '1', CI: '1' },
        stdio: ['ignore', 'pipe', 'pipe'],
        signal,
      });
      const log: string[] = [];
      const keep = (chunk: Buffer): void => {
        log.push(...chunk.toString('utf8').split('\n'));
        if (log.length > KEPT_LINES) log.splice(0, log.length - KEPT_LINES);
      };
      child.stdout.on('data', keep);
      child.stderr.on('data', keep);
      child.on('error', (error) => { resolve(signal.aborted ? '服务器正在停止' : `生成程序没有启动：${error.message}`); });
      child.on('close', (code) => { resolve(code === 0 ? undefined : failureReason(log)); });
    });
}
