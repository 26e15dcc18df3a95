/**
 * The same content and the same SITE_NOW make the same site, byte for byte: in any time zone, in any folder, on
 * another day. Each variant is built with empty caches and compared to the site under judgement.
 */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildEnvironment, CACHE } from '#tests/site.ts';
import { filesOf, run, type BuiltSite, type Judge, type Verdict } from './judge.ts';

/** What the project is, without what git ignores. */
const PROJECT = ['src', 'public', 'content', 'astro.config.mjs', 'package.json', 'package-lock.json', 'tsconfig.json'];
const DAY = 24 * 3600 * 1000;
/** Loaded before the build: the machine's clock, a day ahead. */
const TOMORROW = `const Real = Date; globalThis.Date = new Proxy(Real, { construct: (target, given, as) => Reflect.construct(target, given.length === 0 ? [Real.now() + ${DAY}] : given, as), get: (target, name) => (name === 'now' ? () => Real.now() + ${DAY} : Reflect.get(target, name)) });`;

interface Variant {
  name: string;
  /** Folder of the project. */
  root: string;
  env: Record<string, string>;
}

/** A copy of the project somewhere else, its packages as hard links where the disk allows it. */
async function elsewhere(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'elsewhere-'));
  for (const name of PROJECT) if (existsSync(name)) cpSync(name, path.join(folder, name), { recursive: true });
  const packages = path.join(folder, 'node_modules');
  const { code } = await run('cp', ['-al', 'node_modules', packages]);
  if (code !== 0) cpSync('node_modules', packages, { recursive: true });
  return folder;
}

async function build({ name, root, env }: Variant): Promise<BuiltSite> {
  const folder = path.join(root === process.cwd() ? CACHE : root, `same-${name}`);
  const cache = path.join(folder, '..', `same-${name}-cache`);
  for (const each of [folder, cache]) rmSync(each, { recursive: true, force: true });
  const { code, out, err } = await run(process.execPath, [path.join(root, 'node_modules/astro/bin/astro.mjs'), 'build'], { cwd: root, env: buildEnvironment('content', folder, { SITE_CACHE: cache, ...env }) });
  rmSync(cache, { recursive: true, force: true });
  if (code !== 0) throw new Error(`${name} 没有生成：${(out + err).slice(-1000)}`);
  return { folder, url: '' };
}

function hashes(site: BuiltSite): Map<string, string> {
  return new Map(filesOf(site).map((name) => [name, createHash('sha256').update(readFileSync(path.join(site.folder, name))).digest('hex')]));
}

let variants: Promise<Map<string, Map<string, string>>> | undefined;

async function buildAll(): Promise<Map<string, Map<string, string>>> {
  const other = await elsewhere();
  const built = new Map<string, Map<string, string>>();
  try {
    for (const variant of [
      { name: 'UTC', root: process.cwd(), env: { TZ: 'UTC' } },
      { name: 'Shanghai, a day later', root: process.cwd(), env: { TZ: 'Asia/Shanghai', NODE_OPTIONS: `--import "data:text/javascript,${encodeURIComponent(TOMORROW)}"` } },
      { name: 'New York, another folder', root: other, env: { TZ: 'America/New_York' } },
    ]) {
      const site = await build(variant);
      built.set(variant.name, hashes(site));
      rmSync(site.folder, { recursive: true, force: true });
    }
  } finally {
    rmSync(other, { recursive: true, force: true });
  }
  return built;
}

async function judge(site: BuiltSite): Promise<Verdict> {
  if (site.content !== undefined && site.content !== 'content') return { checked: 0, findings: [] };
  variants ??= buildAll();
  const own = hashes(site);
  const findings: string[] = [];
  for (const [variant, theirs] of await variants) {
    for (const name of new Set([...own.keys(), ...theirs.keys()])) if (own.get(name) !== theirs.get(name)) findings.push(`${variant}: ${name} ${theirs.has(name) ? (own.has(name) ? '不一样' : '多出') : '缺少'}`);
  }
  return { checked: own.size, findings };
}

export const sameBuild: Judge = {
  name: 'same build, any machine',
  by: 'UTC, Asia/Shanghai and a day later, America/New_York and another folder',
  quick: false,
  judge,
  faults: [{ name: 'a page that was changed', files: { 'index.html': '<!DOCTYPE html>' }, says: /^UTC: index\.html 不一样$/ }],
};
