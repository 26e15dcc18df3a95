/**
 * Cuts Pagefind's index into smaller chunks. Pagefind writes chunks of about 36 kB, one of which is loaded for every
 * word that is asked for; a Chinese query asks for five to ten pairs. The format stays Pagefind's own: its reader
 * takes the result as it takes the original.
 */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { itemsOf, readCbor, writeArray, writeText } from './cbor.ts';
import { sign } from './engine.ts';

type Files = Map<string, Uint8Array<ArrayBuffer>>;

const inflate = promisify(gunzip);
const deflate = promisify(gzip);
const SIGNED = sign(new Uint8Array()).length;

const open = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> => (await inflate(bytes)).subarray(SIGNED);
const close = async (content: Uint8Array): Promise<Uint8Array<ArrayBuffer>> => Uint8Array.from(await deflate(sign(content), { level: 9 }));
const digestOf = (bytes: Uint8Array, length = 7) => createHash('sha256').update(bytes).digest('hex').slice(0, length);

/** Look-ups that one query makes, about. */
const LOOKUPS = 8;
/** What a chunk costs in the list of chunks, compressed. */
const ENTRY = 22;
/** A compressed byte holds about so many bytes of the dictionary. */
const RATIO = 3;

/** Size of a chunk, uncompressed, at which the list of chunks and the chunks of one query together are smallest. */
export function bestSize(total: number): number {
  return RATIO * Math.max(1500, Math.round(Math.sqrt(((ENTRY / LOOKUPS) * total) / RATIO)));
}

/** The same bundle with smaller index chunks. `meta` is the name of its metadata file; the new one is given back. */
export async function withSmallChunks(files: Files, meta: string): Promise<{ files: Files; meta: string }> {
  const content = await open(files.get(meta) ?? new Uint8Array());
  const parts = itemsOf(content);
  const [, , list] = parts.map((part) => readCbor(part)) as [string, unknown, [string, string, string][]];
  const old = await Promise.all(list.map(async ([, , name]) => itemsOf(itemsOf(await open(files.get(`index/${name}.pf_index`) ?? new Uint8Array()))[0] ?? new Uint8Array())));
  const words = old.flat();
  const size = bestSize(words.reduce((sum, word) => sum + word.length, 0));

  const groups: Uint8Array[][] = [];
  let filled = Infinity;
  for (const word of words) {
    if (filled + word.length / 2 > size) {
      groups.push([]);
      filled = 0;
    }
    groups.at(-1)?.push(word);
    filled += word.length;
  }
  const language = list[0]?.[2].split('_')[0] ?? 'unknown';
  const textOf = (word: Uint8Array | undefined) => itemsOf(word ?? new Uint8Array())[0] ?? new Uint8Array();
  const chunks = await Promise.all(
    groups.map(async (group) => {
      const chunk = writeArray([writeArray(group)]);
      return { chunk, bytes: await close(chunk), from: textOf(group[0]), to: textOf(group.at(-1)) };
    }),
  );
  // Names as short as they can be: they are what compresses worst in the list.
  const lengths = [7, 8, 10, 16].filter((length) => new Set(chunks.map(({ chunk }) => digestOf(chunk, length))).size === chunks.length);
  const made = chunks.map(({ chunk, bytes, from, to }) => {
    const name = `${language}_${digestOf(chunk, lengths[0])}`;
    return { name, bytes, entry: writeArray([from, to, writeText(name)]) };
  });
  const newMeta = writeArray(parts.map((part, i) => (i === 2 ? writeArray(made.map(({ entry }) => entry)) : part)));
  const hash = `${language}_${digestOf(newMeta, 10)}`;
  const result: Files = new Map([...files].filter(([name]) => name !== meta && !name.startsWith('index/')));
  for (const { name, bytes } of made) result.set(`index/${name}.pf_index`, bytes);
  const metaName = `pagefind.${hash}.pf_meta`;
  result.set(metaName, await close(newMeta));
  const entry = JSON.parse(new TextDecoder().decode(files.get('pagefind-entry.json'))) as { languages: Record<string, { hash: string }> };
  for (const each of Object.values(entry.languages)) each.hash = hash;
  result.set('pagefind-entry.json', new TextEncoder().encode(JSON.stringify(entry)));
  return { files: result, meta: metaName };
}
