/** Makes the picture files that the pages asked for, re-encoded as WebP, oriented, without metadata. A cache keeps them between builds. */
import { copyFile, mkdir, readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import sharp from 'sharp';
import { wantedVariants, type Variant } from '#/lib/media.ts';

const QUALITY = 72;

/** Path of a variant in the cache folder, made there if it is not yet. The folder must exist. */
export async function makeVariant(variant: Variant, cache: string): Promise<string> {
  // Of another quality it is another picture: a cache may be from another version.
  const file = path.join(cache, `q${QUALITY}-${path.basename(variant.name)}`);
  const known = await stat(file).catch(() => undefined);
  if (known) return file;
  const part = `${file}.${process.pid}.part`;
  if (variant.width === 0) await copyFile(variant.source, part);
  else await sharp(variant.source, { limitInputPixels: 40_000_000, failOn: 'error' }).autoOrient().resize({ width: variant.width, withoutEnlargement: true }).webp({ quality: QUALITY }).toFile(part);
  await rename(part, file);
  return file;
}

/** `cache` is a folder that may be emptied at any time. */
export function media(cache: string): AstroIntegration {
  return {
    name: 'media',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const out = fileURLToPath(dir);
        const variants = wantedVariants();
        if (variants.length > 0) await Promise.all([mkdir(cache, { recursive: true }), mkdir(path.join(out, 'media'), { recursive: true })]);
        for (const variant of variants) await copyFile(await makeVariant(variant, cache), path.join(out, variant.name));
      },
      'astro:server:setup': ({ server }) => {
        server.middlewares.use((request, response, next) => {
          const name = /\/(media\/[a-z0-9._-]+)$/.exec(request.url ?? '')?.[1];
          const variant = wantedVariants().find((each) => each.name === name);
          if (!variant) {
            next();
            return;
          }
          mkdir(cache, { recursive: true })
            .then(() => makeVariant(variant, cache))
            .then(async (file) => {
              response.setHeader('content-type', variant.width === 0 ? 'image/svg+xml' : 'image/webp');
              response.end(await readFile(file));
            })
            .catch(next);
        });
      },
    },
  };
}
