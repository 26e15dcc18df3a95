/**
 * Makes a whole search index in a process of its own: Pagefind's memory and ours go when it ends, and
 * publications go on meanwhile. Reads the list of pages from its standard input, puts the index's files among the
 * objects, and answers with their list on standard output.
 */
import * as pagefind from 'pagefind';
import { BUNDLE, makeBundle, searchedPages, type IndexBase } from '#/search/index.ts';
import type { SealedFile } from './manifest.ts';
import { Objects } from './objects.ts';

export interface IndexJob {
  /** Folder of the objects. */
  objects: string;
  /** Name below the site and object of each page, in order of names. */
  pages: [string, string][];
  /** Folder for the parts of the index whose pages do not change; may be emptied at any time. */
  cache: string;
}

export interface IndexAnswer {
  files: Record<string, SealedFile>;
  base: IndexBase;
}

async function run(): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const job = JSON.parse(Buffer.concat(chunks).toString('utf8')) as IndexJob;
  const objects = new Objects(job.objects);
  const hashes = new Map(job.pages);
  const pages = await searchedPages([...hashes.keys()], async (source) => (await objects.read(hashes.get(source) ?? '')).toString('utf8'));
  const { files, base } = await makeBundle(pages, { cache: job.cache });
  const answer: IndexAnswer = { files: {}, base };
  for (const [name, bytes] of files) answer.files[`${BUNDLE}/${name}`] = (await objects.put(`${BUNDLE}/${name}`, bytes)).file;
  await pagefind.close();
  process.stdout.write(JSON.stringify(answer));
}

run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
