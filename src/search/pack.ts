/** Several files in one, for a cache: a line of JSON with the digest of the rest, a line with names and lengths, the bytes one after the other. */
import { createHash } from 'node:crypto';

/** Files by name. */
export type Files = Map<string, Uint8Array<ArrayBuffer>>;

const LINE = 0x0a;

/** The files as one. */
export function packed(files: Files): Buffer {
  const names = Buffer.from(`${JSON.stringify([...files].map(([name, bytes]) => [name, bytes.byteLength]))}\n`);
  const rest = Buffer.concat([names, ...files.values()]);
  return Buffer.concat([Buffer.from(`${createHash('sha256').update(rest).digest('hex')}\n`), rest]);
}

/** The files again, or undefined when a byte is missing or another one. */
export function unpacked(bytes: Buffer): Files | undefined {
  const border = bytes.indexOf(LINE);
  const rest = bytes.subarray(border + 1);
  if (border < 0 || createHash('sha256').update(rest).digest('hex') !== bytes.subarray(0, border).toString('latin1')) return undefined;
  let at = rest.indexOf(LINE) + 1;
  const names = JSON.parse(rest.subarray(0, at).toString('utf8')) as [string, number][];
  return new Map(names.map(([name, length]) => [name, Uint8Array.from(rest.subarray(at, (at += length)))]));
}
