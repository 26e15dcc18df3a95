/** Which code and settings a release was made by. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ENV } from '#/site.ts';

const CODE = ['src', 'public', 'astro.config.mjs', 'package-lock.json', 'tsconfig.json'];
const NOT_THE_SITE = new Set(['src/server', 'src/cms']);


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
