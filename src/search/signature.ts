/** The word with which each of Pagefind's files begins, once its gzip is taken off. */
const SIGNATURE = 'pagefind_dcd';

/** Bytes before the content. */
export const SIGNED = SIGNATURE.length;

/** The content as one of Pagefind's files, not yet compressed. */
export function sign(content: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(SIGNED + content.length);
  bytes.set(new TextEncoder().encode(SIGNATURE));
  bytes.set(content, SIGNED);
  return bytes;
}

/** The content of such a file. Throws when it is another kind of file. */
export function unsigned(file: Uint8Array): Uint8Array {
  if (new TextDecoder().decode(file.subarray(0, SIGNED)) !== SIGNATURE) throw new Error('not a file of Pagefind 1.6');
  return file.subarray(SIGNED);
}
