/**
 * Seals a finished build: lists every file with its hash, presses text files, and takes the hashes of
 * inline scripts and styles. The list is what the server serves: a path that is not on it does not exist,
 * so no address can lead out of a release.
 */
import { createHash } from 'node:crypto';
import { copyFile, link, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { inlineHashes, type InlineHashes } from '#/lib/csp.ts';

export interface SealedFile {
  /** First half of the SHA-256 of the bytes, hex. */
  hash: string;
  size: number;
  /** Whether `.br` and `.gz` stand beside it. */
  pressed?: true;
  /** Index into {@link Manifest.inline}, for HTML. */
  inline?: number;
}

export interface Manifest {
  files: Record<string, SealedFile>;
  /** Distinct sets of inline hashes; pages mostly share one. */
  inline: InlineHashes[];
}

/** A release as far as sealing needs it: the folder of the site and its list. */
export interface Sealed {
  site: string;
  manifest: Manifest;
}

const TEXT = /\.(?:html|css|js|mjs|json|svg|xml|txt|ics|csv|webmanifest|map|md)$/;
const MIN_PRESSED = 1024;
const press = { br: promisify(brotliCompress), gz: promisify(gzip) };

async function filesBelow(folder: string): Promise<string[]> {
  const rows = await readdir(folder, { recursive: true, withFileTypes: true });
  return rows.filter((row) => row.isFile()).map((row) => path.relative(folder, path.join(row.parentPath, row.name)).split(path.sep).join('/')).sort();
}

/** Reuses the pressed form of an unchanged file, by hard link where the disk allows it. */
async function reuse(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch {
    return copyFile(from, to).then(() => true, () => false);
  }
}

/** Lists and presses the files below `site`. `before` is the release before, whose pressed files are reused. */
export async function seal(site: string, before?: Sealed): Promise<Manifest> {
  const files: Record<string, SealedFile> = {};
  const sets = new Map<string, number>();
  const inline: InlineHashes[] = [];
  const one = async (name: string): Promise<void> => {
    const file = path.join(site, name);
    const bytes = await readFile(file);
    const sealed: SealedFile = { hash: createHash('sha256').update(bytes).digest('hex').slice(0, 32), size: bytes.length };
    if (name.endsWith('.html')) {
      const hashes = inlineHashes(bytes.toString('utf8'));
      const key = JSON.stringify(hashes);
      const known = sets.get(key) ?? inline.push(hashes) - 1;
      sets.set(key, known);
      sealed.inline = known;
    }
    if (TEXT.test(name) && bytes.length >= MIN_PRESSED) {
      const old = before?.manifest.files[name];
      const same = old?.pressed && old.hash === sealed.hash ? before : undefined;
      const [br, gz] = same ? await Promise.all(['br', 'gz'].map((kind) => reuse(path.join(same.site, `${name}.${kind}`), `${file}.${kind}`))) : [false, false];
      if (!br) await writeFile(`${file}.br`, await press.br(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
      if (!gz) await writeFile(`${file}.gz`, await press.gz(bytes, { level: 9 }));
      sealed.pressed = true;
    }
    files[name] = sealed;
  };
  const names = (await filesBelow(site)).filter((name) => !/\.(?:br|gz)$/.test(name));
  for (let start = 0; start < names.length; start += 16) await Promise.all(names.slice(start, start + 16).map(one));
  return { files: Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))), inline };
}
