/**
 * Files of all releases by the digest of their bytes, each once however many releases show it, pressed once.
 * An object is written beside its place and renamed, so that one with a name is whole.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { InlineHashes, Manifest, SealedFile } from './manifest.ts';

const TEXT = /\.(?:html|css|js|mjs|json|jsonl|svg|xml|txt|ics|csv|webmanifest|map|md)$/;
const MIN_PRESSED = 1024;
/** Above this size the best compression takes longer than an editor should wait. */
const LARGE = 400_000;
const press = { br: promisify(brotliCompress), gz: promisify(gzip) };

const source = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** CSP sources of the inline scripts and styles of a page. Data blocks (JSON-LD) need none. */
export function inlineHashes(html: string): InlineHashes {
  const scripts = new Set<string>();
  const styles = new Set<string>();
  for (const [, attributes = '', text = ''] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)) {
    const type = /\btype\s*=\s*["']?([^"'\s>]+)/i.exec(attributes)?.[1]?.toLowerCase();
    const runs = type === undefined || type === 'module' || type === 'importmap' || type === 'speculationrules' || type.includes('javascript');
    if (runs && !/\bsrc\s*=/i.test(attributes)) scripts.add(source(text));
  }
  for (const [, text = ''] of html.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style>/gi)) styles.add(source(text));
  return { scripts: [...scripts].sort(), styles: [...styles].sort() };
}

/** A file of the site and, for HTML, its inline hashes. */
export interface Put {
  file: SealedFile;
  inline?: InlineHashes;
}

export class Objects {
  readonly dir: string;

  /** `dir` is made when it is not there. */
  constructor(dir: string) {
    this.dir = dir;
  }

  /** Path of an object, or of its pressed form. */
  path(hash: string, pressed: '' | '.br' | '.gz' = ''): string {
    return path.join(this.dir, hash.slice(0, 2), hash + pressed);
  }

  read(hash: string): Promise<Buffer> {
    return readFile(this.path(hash));
  }

  async #write(target: string, bytes: Uint8Array): Promise<void> {
    const part = `${target}.${process.pid}.part`;
    try {
      await writeFile(part, bytes);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(part, bytes);
    }
    await rename(part, target);
  }

  /** Keeps the bytes that the site shows under `name`. The plain form is written last: an object that exists is pressed. */
  async put(name: string, bytes: Uint8Array): Promise<Put> {
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
    const file: SealedFile = { hash, size: bytes.byteLength };
    const pressed = TEXT.test(name) && bytes.byteLength >= MIN_PRESSED;
    if (pressed) file.pressed = true;
    const target = this.path(hash);
    if (!existsSync(target) || (pressed && !existsSync(`${target}.br`))) {
      if (pressed) {
        const quality = bytes.byteLength > LARGE ? 5 : 9;
        const [br, gz] = await Promise.all([press.br(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength } }), press.gz(bytes, { level: Math.min(quality, 9) })]);
        await this.#write(`${target}.gz`, gz);
        await this.#write(`${target}.br`, br);
      }
      await this.#write(target, bytes);
    }
    if (!name.endsWith('.html')) return { file };
    const inline = inlineHashes(Buffer.from(bytes).toString('utf8'));
    file.inline = createHash('sha1').update(JSON.stringify(inline)).digest('hex').slice(0, 10);
    return { file, inline };
  }

  /** Deletes what no manifest names and what was written before `before` (milliseconds since the epoch): a publication may be writing. Returns how many. */
  async sweep(manifests: Iterable<Manifest>, before: number): Promise<number> {
    const used = new Set<string>();
    for (const { files } of manifests) for (const { hash } of Object.values(files)) used.add(hash);
    let gone = 0;
    for (const folder of await readdir(this.dir).catch(() => [])) {
      for (const name of await readdir(path.join(this.dir, folder))) {
        if (used.has(name.slice(0, 32)) && !name.endsWith('.part')) continue;
        const file = path.join(this.dir, folder, name);
        const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Infinity }));
        if (mtimeMs >= before) continue;
        await rm(file, { force: true });
        gone++;
      }
    }
    return gone;
  }
}
