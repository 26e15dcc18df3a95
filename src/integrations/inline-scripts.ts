/**
 * `import code from './x.ts?script'` gives the text of a small browser script, bundled and minified, for a
 * `<script is:inline set:html={code}>`. Inline, because a page of ours then stays one request; from the same
 * TypeScript as the build (lib/event-state.ts), because two versions of a rule would drift apart. The text
 * depends on the sources only, so that a content security policy can name it by its hash.
 *
 * `import names from './X.tsx?names'` gives the names that stand in the code of an island, its own and imported: what
 * it may write as a class (lib/page-styles.ts).
 */
import type { AstroIntegration } from 'astro';
import { build } from 'esbuild';
import path from 'node:path';
import { namesIn } from '#/lib/page-styles.ts';

const QUERY = '?script';
const NAMES_QUERY = '?names';

/** The bundle of one browser script as text, and the files that went into it. Throws what esbuild throws. */
export async function browserScript(file: string, root: string): Promise<{ code: string; files: string[] }> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [file],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    metafile: true,
    // What a module says of the build machine's environment is not for browsers.
    define: { 'process.env': '{}' },
  });
  const code = (result.outputFiles[0]?.text ?? '').trim();
  if (/<\/script|<!--/i.test(code)) throw new Error(`${file} 不能写进页面：里面有 </script 或 <!--`);
  return { code, files: Object.keys(result.metafile.inputs).map((input) => path.resolve(root, input)) };
}

/** The names in the code of an island, without what packages bring, and the files that they stand in. Throws what esbuild throws. */
export async function islandNames(file: string, root: string): Promise<{ names: string[]; files: string[] }> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [file],
    bundle: true,
    write: false,
    format: 'esm',
    packages: 'external',
    minify: true,
    charset: 'utf8',
    loader: { '.css': 'empty' },
    logLevel: 'silent',
    metafile: true,
  });
  return { names: namesIn(outputFiles[0]?.text ?? ''), files: Object.keys(metafile.inputs).map((input) => path.resolve(root, input)) };
}

/** The imports as a hook. `root` is the project folder. */
export function inlineScripts(root: string): AstroIntegration {
  return {
    name: 'inline-scripts',
    hooks: {
      'astro:config:setup': ({ updateConfig }) => {
        updateConfig({
          vite: {
            plugins: [
              {
                name: 'inline-scripts',
                enforce: 'pre',
                async load(id: string) {
                  if (id.endsWith(NAMES_QUERY)) {
                    const { names, files } = await islandNames(id.slice(0, -NAMES_QUERY.length), root);
                    for (const file of files) this.addWatchFile(file);
                    return `export default ${JSON.stringify(names)};`;
                  }
                  if (!id.endsWith(QUERY)) return undefined;
                  const { code, files } = await browserScript(id.slice(0, -QUERY.length), root);
                  for (const file of files) this.addWatchFile(file);
                  return `export default ${JSON.stringify(code)};`;
                },
              },
            ],
          },
        });
      },
    },
  };
}
