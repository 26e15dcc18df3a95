/** The last look at a site before readers see it. */
import { rm, stat } from 'node:fs/promises';
import type { Manifest } from '#/publish/manifest.ts';
import type { Objects } from '#/publish/objects.ts';

/** Files are missing that the renderer takes for written: it has to begin anew. */
export class SiteIncomplete extends Error {}

/**
 * Checks that there is a home page, and that every file that was not live before stands among the objects with all
 * its bytes: a disk that filled up or a process that was killed may have left one short. Throws a Chinese sentence;
 * one short is taken away.
 */
export async function checkSite(manifest: Manifest, before: Manifest | undefined, objects: Objects): Promise<void> {
  if (!manifest.files['index.html']) throw new Error('生成的网站没有首页，没有切换');
  const fresh = Object.entries(manifest.files).filter(([name, { hash }]) => before?.files[name]?.hash !== hash);
  for (const [name, { hash, size }] of fresh) {
    const { size: stands } = await stat(objects.path(hash)).catch(() => ({ size: -1 }));
    if (stands === size) continue;
    await rm(objects.path(hash), { force: true });
    throw new SiteIncomplete(`生成的网站里 ${name} 的文件${stands < 0 ? '不在' : '不完整'}，没有切换；会从头生成再试`);
  }
}
