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
import { inlineHashes, type InlineHashes } from '#/lib/csp.ts';
import type { Manifest, SealedFile } from './manifest.ts';

const TEXT = /\.(?:html|css|js|mjs|json|jsonl|svg|xml|txt|ics|csv|webmanifest|map|md)$/;
const MIN_PRESSED = 1024;
/** Up to a size, brotli's and gzip's quality: a step above 7 saves a thousandth and takes half as long again, and large files (open data) would keep an editor waiting for seconds. */
const QUALITY = [
  { upTo: 200_000, br: 7, gz: 9 },
  { upTo: 2_000_000, br: 5, gz: 6 },
  { upTo: Infinity, br: 3, gz: 2 },
] as const;
let parts = 0;
const brotli = promisify(brotliCompress);
const gz = promisify(gzip);

/** A file of the site and, for HTML, its inline hashes. */
export interface Put {
  file: SealedFile;
  inline?: InlineHashes;
}

/** What a manifest says of a file, by its name and bytes. */
export function sealed(name: string, bytes: Uint8Array): Put {
  const file: SealedFile = { hash: createHash('sha256').update(bytes).digest('hex').slice(0, 32), size: bytes.byteLength };
  if (TEXT.test(name) && bytes.byteLength >= MIN_PRESSED) file.pressed = true;
  if (!name.endsWith('.html')) return { file };
  const inline = inlineHashes(Buffer.from(bytes).toString('utf8'));
  file.inline = createHash('sha1').update(JSON.stringify(inline)).digest('hex').slice(0, 10);
  return { file, inline };
}

/** The bytes as brotli and as gzip. */
export async function pressedForms(bytes: Uint8Array): Promise<{ '.br': Uint8Array; '.gz': Uint8Array }> {
  const size = bytes.byteLength;
  const quality = QUALITY.find(({ upTo }) => size <= upTo) ?? QUALITY[0];
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality.br,
    [constants.BROTLI_PARAM_SIZE_HINT]: size,
    // A window no larger than the file: the usual one costs more to make and give back than pressing a page does.
    [constants.BROTLI_PARAM_LGWIN]: Math.min(constants.BROTLI_DEFAULT_WINDOW, Math.max(constants.BROTLI_MIN_WINDOW_BITS, Math.ceil(Math.log2(size + 16)))),
  };
  const [br, zip] = await Promise.all([brotli(bytes, { params }), gz(bytes, { level: quality.gz })]);
  return { '.br': br, '.gz': zip };
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

  /** Whether an object is there, whole. */
  has(hash: string): boolean {
    return existsSync(this.path(hash));
  }

  read(hash: string): Promise<Buffer> {
    return readFile(this.path(hash));
  }

  async #write(target: string, bytes: Uint8Array): Promise<void> {
    // Two files of a site may hold the same bytes, and be kept at the same time.
    const part = `${target}.${process.pid}.${++parts}.part`;
    try {
      await writeFile(part, bytes);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(part, bytes);
    }
    await rename(part, target);
  }

  /** Keeps the bytes that the site shows under `name`; `result` is what {@link sealed} says of them. The plain form is written last: an object that exists is pressed. */
  async put(name: string, bytes: Uint8Array, result = sealed(name, bytes)): Promise<Put> {
    const { hash, pressed } = result.file;
    const target = this.path(hash);
    if (existsSync(target) && (!pressed || existsSync(`${target}.br`))) return result;
    if (pressed) for (const [ending, form] of Object.entries(await pressedForms(bytes))) await this.#write(target + ending, form);
    await this.#write(target, bytes);
    return result;
  }

  /** Deletes what no manifest names and what was written before `before` (milliseconds since the epoch): a publication may be writing. Returns how many. */
  async sweep(manifests: Iterable<Manifest>, before: number): Promise<number> {
    const used = new Set<string>();
    for (const { files } of manifests) for (const { hash } of Object.values(files)) used.add(hash);
    let gone = 0;
    for (const folder of await readdir(this.dir).catch(() => [])) {
      // The plain form goes first: killed here, an object is not there rather than there in part.
      for (const name of (await readdir(path.join(this.dir, folder))).sort()) {
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
