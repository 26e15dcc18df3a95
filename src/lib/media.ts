/**
 * Pictures of the content, in the widths that pages ask for. A page names what it needs here; the media
 * integration makes exactly those files (re-encoded, so no metadata survives) after the pages are built.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { contentFolder } from '#/site.ts';
import { laidOver } from './held-content.ts';
import { noteRead } from './page-reads.ts';
import { href } from './urls.ts';

/** For phones of 360—412 px with two and with three dots a pixel, and for desks. */
const WIDTHS = [480, 800, 1200, 1600];
const MAX_PIXELS = 40_000_000;

export interface PictureFile {
  /** Below the base path. */
  src: string;
  srcset: string | undefined;
  width: number;
  height: number;
}

/** A file that the build must make: `media/x-<hash>-480.webp` from a source picture. */
export interface Variant {
  /** Path below the root of the site, without a leading slash. */
  name: string;
  /** Absolute path of the source. */
  source: string;
  width: number;
}

const wanted = ((globalThis as { __siteMedia?: Map<string, Variant> }).__siteMedia ??= new Map());

/** Every variant that pages of this process asked for. */
export function wantedVariants(): Variant[] {
  return [...wanted.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function want(variant: Variant): void {
  wanted.set(variant.name, variant);
  noteRead((reads) => reads.pictures.add(variant.name));
}

/** Addresses and size of a picture of the media folder. SVG drawings of the repository are served as they are. */
export async function pictureOf(src: string): Promise<PictureFile> {
  const name = src.replace(/^\//, '');
  const source = laidOver()?.pictures.get(name) ?? path.resolve(contentFolder(), name);
  const bytes = readFileSync(source);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
  const stem = path.basename(source).replace(/\.[^.]+$/, '');
  const meta = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' }).metadata();
  const { width, height } = meta.autoOrient;
  const widths = meta.format === 'svg' ? [] : [...WIDTHS.filter((each) => each < width), Math.min(width, 2400)];
  if (widths.length === 0) {
    const name = `media/${stem}-${hash}.svg`;
    want({ name, source, width: 0 });
    return { src: href(`/${name}`), srcset: undefined, width, height };
  }
  const names = widths.map((each) => {
    const name = `media/${stem}-${hash}-${each}.webp`;
    want({ name, source, width: each });
    return { each, address: href(`/${name}`) };
  });
  const main = names.find(({ each }) => each >= 960) ?? names.at(-1);
  return { src: main?.address ?? '', srcset: names.map(({ each, address }) => `${address} ${each}w`).join(', '), width, height };
}
