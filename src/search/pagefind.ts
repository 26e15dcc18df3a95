/** Pages through Pagefind's own program, which runs in a process of its own for each thread that asks. */
import * as pagefind from 'pagefind';
import { LANG } from '#/site.ts';
import { withHiddenFields } from './hidden-fields.ts';
import type { Files } from './pack.ts';

/** A page of the built site: its file below the site, such as `science/x/index.html`, and its HTML. */
export interface IndexedPage {
  source: string;
  html: string;
}

/** Of what Pagefind writes, its index, and the reader that tests compare ours with. */
const INDEX = /\.pf_\w+$|^pagefind-entry\.json$|^wasm\.unknown\./;
/** Requests to Pagefind's process that are under way at a time. */
const AT_ONCE = 16;

function complain(errors: string[], where: string): void {
  if (errors.length > 0) throw new Error(`搜索索引没有建成：${where}（${errors.join('；')}）`);
}

/** Files of one index over these pages. Rejects with a Chinese sentence that names the page, where one is at fault. */
export async function indexPages(pages: readonly IndexedPage[]): Promise<Files> {
  const created = await pagefind.createIndex({ forceLanguage: LANG.toLowerCase() });
  complain(created.errors, '不能启动 Pagefind');
  const { index } = created;
  if (!index) throw new Error('搜索索引没有建成：Pagefind 没有给出索引');
  try {
    for (let start = 0; start < pages.length; start += AT_ONCE) {
      const part = pages.slice(start, start + AT_ONCE);
      const answers = await Promise.all(part.map(({ source, html }) => index.addHTMLFile({ sourcePath: source, content: html })));
      answers.forEach(({ errors }, at) => { complain(errors, part[at]?.source ?? ''); });
    }
    const { files, errors } = await index.getFiles();
    complain(errors, '写出索引时');
    return new Map(files.filter((file) => INDEX.test(file.path)).map((file) => [file.path, Uint8Array.from(file.content)]));
  } finally {
    await index.deleteIndex();
  }
}

/** The same for pages as the search sees them, which get their hidden fields here. */
export const indexSearched = (pages: readonly IndexedPage[]): Promise<Files> => indexPages(pages.map(({ source, html }) => ({ source, html: withHiddenFields(html) })));
