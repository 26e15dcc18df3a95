/** Previews that somebody without an account may open until they expire: a folder for each, under a digest of its name. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';

const DAY = 86_400_000;
/** How long a link may last, in days. */
export const LINK_DAYS = [1, 7, 30] as const;
/** Links that may be open at the same time. */
export const MAX_LINKS = 200;

const linkFile = z.object({ path: z.string(), title: z.string(), by: z.string(), expires: z.number() });

/** What is written down of a link: the entry's file and title, the login of whoever made it, its end in milliseconds since the epoch. */
type LinkInfo = z.infer<typeof linkFile>;

/** A link that is open. `name` is what the disk knows it by; the address cannot be had from it. */
export interface OpenLink extends LinkInfo {
  name: string;
}

export class PreviewLinks {
  readonly #folder: string;
  readonly #now: () => number;

  /** `now` in milliseconds since the epoch. */
  constructor(folder: string, now: () => number) {
    this.#folder = folder;
    this.#now = now;
  }

  /** A new name that cannot be guessed, and when a link of so many days ends. */
  begin(days: number): { id: string; expires: number } {
    return { id: randomBytes(24).toString('base64url'), expires: this.#now() + days * DAY };
  }

  /** Writes a link down, all of it or nothing. Returns its name on the disk. */
  async add(id: string, html: string, pictures: ReadonlyMap<string, Uint8Array>, info: LinkInfo): Promise<string> {
    const name = this.#nameOf(id);
    const place = path.join(this.#folder, name);
    const part = `${place}.part`;
    await mkdir(path.join(part, 'media'), { recursive: true });
    await writeFile(path.join(part, 'page.html'), html);
    for (const [picture, bytes] of pictures) await writeFile(path.join(part, picture), bytes);
    await writeFile(path.join(part, 'link.json'), JSON.stringify(info));
    await rename(part, place);
    return name;
  }

  /** Bytes of a file of a link that is open: `page.html`, `media/x-480.webp`. The caller checks the name. */
  async read(id: string, file: string): Promise<Buffer | undefined> {
    if (!/^[\w-]{20,64}$/.test(id)) return undefined;
    const name = this.#nameOf(id);
    const info = await this.#infoOf(name);
    return info && info.expires > this.#now() ? readFile(path.join(this.#folder, name, file)).catch(() => undefined) : undefined;
  }

  /** The links that are open, those that last longest first. */
  async open(): Promise<OpenLink[]> {
    const links = await Promise.all((await this.#names()).map(async (name) => ({ name, info: await this.#infoOf(name) })));
    const now = this.#now();
    return links.flatMap(({ name, info }) => (info && info.expires > now ? [{ name, ...info }] : [])).sort((a, b) => b.expires - a.expires);
  }

  /** Ends a link before its time. */
  async revoke({ name }: OpenLink): Promise<void> {
    await rm(path.join(this.#folder, name), { recursive: true, force: true });
  }

  /** Removes links that have expired and what a killed process left. */
  async sweep(): Promise<void> {
    for (const name of await this.#names()) {
      const info = await this.#infoOf(name);
      if (!info || info.expires <= this.#now()) await rm(path.join(this.#folder, name), { recursive: true, force: true });
    }
  }

  /** The disk knows a digest only: who reads the folder has no links. */
  #nameOf(id: string): string {
    return createHash('sha256').update(id).digest('hex');
  }

  async #infoOf(name: string): Promise<LinkInfo | undefined> {
    const text = await readFile(path.join(this.#folder, name, 'link.json'), 'utf8').catch(() => undefined);
    const parsed = text === undefined ? undefined : linkFile.safeParse(JSON.parse(text));
    return parsed?.success ? parsed.data : undefined;
  }

  #names(): Promise<string[]> {
    return readdir(this.#folder).catch(() => []);
  }
}
