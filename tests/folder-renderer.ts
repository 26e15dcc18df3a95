/** A renderer for tests: a function writes the site into a folder, whole each time. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { patched, type ManifestPatch } from '#/publish/manifest.ts';
import { Objects } from '#/publish/objects.ts';
import type { RenderedSite, Renderer } from '#/server/renderer.ts';
import type { Store } from '#/server/store.ts';

/** Writes the site of `content` into `out`, or answers why it cannot. */
export type Build = (job: { content: string; out: string }) => Promise<string | undefined>;

/** `objects` is where the releases keep their files; without a store the content stays empty. */
export function folderRenderer(objects: string, build: Build, store?: Store): Renderer {
  const kept = new Objects(objects);
  let last: RenderedSite | undefined;
  return {
    render: async (commit) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'render-'));
      try {
        await store?.snapshot(commit, folder);
        const out = path.join(folder, 'out');
        const reason = await build({ content: path.join(folder, 'content'), out });
        if (reason !== undefined) throw new Error(reason);
        const patch: ManifestPatch = { whole: true, files: {}, gone: [], inline: {} };
        for (const row of await readdir(out, { recursive: true, withFileTypes: true })) {
          if (!row.isFile()) continue;
          const file = path.join(row.parentPath, row.name);
          const name = path.relative(out, file);
          const put = await kept.put(name, await readFile(file));
          patch.files[name] = put.file;
          if (put.inline && put.file.inline) patch.inline[put.file.inline] = put.inline;
        }
        const count = Object.keys(patch.files).length;
        last = { manifest: patched(undefined, patch), quarantined: [], next: undefined, delta: 0, phases: {}, rendered: count, pages: count };
        return last;
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    gather: () => Promise.resolve(),
    fold: () => (last ? Promise.resolve(last) : Promise.reject(new Error('nothing rendered'))),
    drop: () => Promise.resolve(),
    preview: () => Promise.reject(new Error('this renderer draws no previews')),
    close: () => Promise.resolve(),
  };
}
