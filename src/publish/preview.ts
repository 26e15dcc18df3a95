/**
 * The page of an entry that is not saved: laid over the content that is published, rendered by the same code as
 * every page, and taken away again. Nothing of it stays in the release.
 */
import { readFile } from 'node:fs/promises';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { makeVariant } from '#/integrations/media.ts';
import { holdContent, layOver, type HeldContent, type HeldEntry } from '#/lib/held-content.ts';
import { wantedVariants } from '#/lib/media.ts';
import { entryPath } from '#/lib/urls.ts';
import type { NounName } from '#/schemas/nouns.ts';
import { ENV } from '#/site.ts';
import type { AstroSite } from './astro-site.ts';

/** An entry as the form holds it, complete enough to be drawn. */
export interface PreviewEntry {
  noun: NounName;
  id: string;
  data: Record<string, unknown>;
  body: string;
  /** Another one for every text. */
  digest: string;
  /** Pictures that are not in the content: `media/x.webp` → absolute path. */
  pictures: Record<string, string>;
}

export interface PreviewPage {
  html: string;
  /** Files of pictures that the published site lacks: `media/x-480.webp`. */
  pictures: { name: string; bytes: Uint8Array }[];
}

export interface PreviewParts {
  astro: AstroSite;
  held: HeldContent;
  /** Names of the picture files that the published site has. */
  published: ReadonlySet<string>;
  /** Folder of the renderer's cache. */
  cache: string;
}

/** Renders it at `now` (milliseconds since the epoch). Throws when the page cannot be drawn. */
export async function renderPreview({ astro, held, published, cache }: PreviewParts, entry: PreviewEntry, now: number): Promise<PreviewPage> {
  const { noun, id, data, body, digest } = entry;
  const row = { id, data, digest, body } as unknown as HeldEntry;
  const list = held.get(noun) ?? [];
  const at = list.findIndex((each) => each.id === id);
  const laid = new Map(held).set(noun, at < 0 ? [...list, row] : list.with(at, row));
  const before = process.env[ENV.now];
  process.env[ENV.now] = new Date(now).toISOString();
  holdContent(laid);
  layOver({ key: `${noun}/${id}`, body, pictures: new Map(Object.entries(entry.pictures)) });
  try {
    const fileOf = (urlName: unknown): string => `${entryPath(noun, String(urlName)).slice(1)}index.html`;
    const file = fileOf(data['urlName']);
    const page = await astro.page(file, list.map((each) => fileOf(each.data.urlName)));
    if (!page) throw new Error(`没有 ${file} 这一页`);
    const { bytes, reads } = page;
    const lacking = wantedVariants().filter(({ name }) => reads.pictures.has(name) && !published.has(name));
    const folder = path.join(cache, 'media');
    await mkdir(folder, { recursive: true });
    const pictures = await Promise.all(lacking.map(async (variant) => ({ name: variant.name, bytes: await readFile(await makeVariant(variant, folder)) })));
    return { html: bytes.toString('utf8'), pictures };
  } finally {
    layOver(undefined);
    holdContent(held);
    if (before === undefined) Reflect.deleteProperty(process.env, ENV.now);
    else process.env[ENV.now] = before;
  }
}
