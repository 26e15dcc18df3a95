/** Seals a built folder for a host that serves files: lists them and lays the pressed forms beside them. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { InlineHashes } from '#/lib/csp.ts';
import { pressedForms, sealed } from '#/publish/objects.ts';
import type { Manifest, SealedFile } from '#/publish/manifest.ts';

async function filesBelow(folder: string): Promise<string[]> {
  const rows = await readdir(folder, { recursive: true, withFileTypes: true });
  return rows.filter((row) => row.isFile()).map((row) => path.relative(folder, path.join(row.parentPath, row.name)).split(path.sep).join('/')).sort();
}

/** Lists and presses the files below `site`. */
export async function seal(site: string): Promise<Manifest> {
  const files: Record<string, SealedFile> = {};
  const inline: Record<string, InlineHashes> = {};
  const names = (await filesBelow(site)).filter((name) => !/\.(?:br|gz)$/.test(name));
  for (const name of names) {
    const bytes = await readFile(path.join(site, name));
    const put = sealed(name, bytes);
    files[name] = put.file;
    if (put.inline && put.file.inline) inline[put.file.inline] = put.inline;
    if (put.file.pressed) for (const [ending, form] of Object.entries(await pressedForms(bytes))) await writeFile(path.join(site, name + ending), form);
  }
  return { files, inline };
}
