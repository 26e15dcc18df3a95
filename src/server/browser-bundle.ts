/** Bundles for the browsers of editors: one set of rules for all of them. */
import path from 'node:path';
import type { BuildOptions } from 'esbuild';

/** The files of a bundle by their names, with what `options` add. `root` is the clone. Throws what esbuild throws. */
export async function browserBundle(root: string, { define = {}, ...options }: BuildOptions): Promise<Map<string, Buffer>> {
  const { build, stop } = await import('esbuild');
  const { outputFiles = [] } = await build({
    absWorkingDir: root,
    outdir: path.join(root, 'out'), // names the files; nothing is written
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"', ...define },
    ...options,
  });
  await stop(); // its service process is not needed again
  return new Map(outputFiles.map((file) => [path.basename(file.path), Buffer.from(file.contents)]));
}
