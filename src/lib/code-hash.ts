/** Which code and settings a release was made by. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ENV } from '#/site.ts';

const CODE = ['src', 'public', 'astro.config.mjs', 'package-lock.json', 'tsconfig.json'];
const NOT_THE_SITE = new Set(['src/server', 'src/cms']);

/** By project: the state of the files that were read last, and their hash. A publication asks each time, and nearly always nothing has changed. */
const held = new Map<string, { state: string; hash: string }>();

function filesOf(root: string): { name: string; state: string }[] {
  const files: { name: string; state: string }[] = [];
  const add = (name: string): void => {
    const stat = statSync(path.join(root, name), { throwIfNoEntry: false, bigint: true });
    if (!stat || NOT_THE_SITE.has(name)) return;
    if (stat.isDirectory()) for (const child of readdirSync(path.join(root, name)).sort()) add(`${name}/${child}`);
    // The time of the last change as the system notes it: no program can set it back.
    else files.push({ name, state: `${stat.size} ${stat.ctimeNs} ${stat.ino}` });
  };
  CODE.forEach(add);
  return files;
}

function hashOf(root: string): string {
  const files = filesOf(root);
  const state = files.map((file) => `${file.name} ${file.state}`).join('\n');
  const known = held.get(root);
  if (known?.state === state) return known.hash;
  const hash = createHash('sha256');
  for (const { name } of files) {
    const bytes = readFileSync(path.join(root, name));
    hash.update(`${name}\0${bytes.byteLength}\0`).update(bytes);
  }
  const fresh = hash.digest('hex');
  held.set(root, { state, hash: fresh });
  return fresh;
}

/** Hash of all that decides how content becomes a site: code, locked packages, settings. Files that did not change are not read again. */
export function codeHash(root: string, env: Record<string, string | undefined> = process.env): string {
  const hash = createHash('sha256').update(hashOf(root));
  for (const key of [ENV.url, ENV.base, ENV.now, ENV.samples]) hash.update(`${key}=${env[key] ?? ''}\0`);
  return hash.digest('hex');
}
