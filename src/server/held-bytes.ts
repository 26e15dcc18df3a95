/**
 * Files in memory, those asked for last, up to a number of bytes: a page is read from the disk once, not once for
 * each reader. As strings of one byte to a character (latin1), which Node sends together with the head of the answer.
 */
import { readFile } from 'node:fs/promises';

/** Larger files are read each time: they are few, and would push out hundreds of pages. */
const LARGEST = 2_000_000;

export class HeldBytes {
  readonly #most: number;
  readonly #held = new Map<string, string>();
  readonly #coming = new Map<string, Promise<string>>();
  #size = 0;

  /** `most` bytes at the most. Files must never change under their name. */
  constructor(most: number) {
    this.#most = most;
  }

  /** The bytes of a file: at once when they are held. Rejects as `readFile` does. */
  get(file: string): string | Promise<string> {
    const held = this.#held.get(file);
    if (held !== undefined) {
      // A map keeps its order of insertion: the first is the one that was asked for longest ago.
      this.#held.delete(file);
      this.#held.set(file, held);
      return held;
    }
    const known = this.#coming.get(file);
    if (known) return known;
    const coming = readFile(file, 'latin1').then((bytes) => {
      this.#keep(file, bytes);
      return bytes;
    }).finally(() => { this.#coming.delete(file); });
    this.#coming.set(file, coming);
    return coming;
  }

  #keep(file: string, bytes: string): void {
    if (bytes.length > LARGEST) return;
    this.#held.set(file, bytes);
    this.#size += bytes.length;
    for (const [oldest, { length }] of this.#held) {
      if (this.#size <= this.#most) return;
      this.#held.delete(oldest);
      this.#size -= length;
    }
  }
}
