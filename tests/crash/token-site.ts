/** A site for tests of crashes: many pages, each of which names the state of the content that it shows. */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Store } from '#/server/store.ts';
import type { Renderer } from '#/server/renderer.ts';
import { folderRenderer } from '#tests/folder-renderer.ts';
import { readFolder } from '#/server/starter.ts';

const PAGES = 24;

/** Names of the pages that every site has. */
export const pageNames = (): string[] => ['/', ...Array.from({ length: PAGES }, (_, at) => `/page-${at}/`)];

/** The state of the content that a page names, or undefined when it is no whole page. */
export function tokenOf(html: string): string | undefined {
  return /^<!doctype html><p>token ([0-9a-f]{40})<\/p>.*<!-- whole -->\n$/s.exec(html)?.[1];
}

/** A page for the state `token`. Too long for one write, and no two alike. */
const page = (token: string, at: string): string => `<!doctype html><p>token ${token}</p>${createHash('sha512').update(token + at).digest('hex').repeat(90)}<!-- whole -->\n`;

/** Renders the state of the store below `data`, one file after the other. */
export function tokenRenderer(objects: string, data: string): Renderer {
  const store = new Store(path.join(data, 'content.git'));
  return folderRenderer(objects, async ({ content, out }) => {
    const hash = createHash('sha1');
    for (const [name, bytes] of await readFolder(content)) hash.update(`${name}\0`).update(bytes);
    const token = hash.digest('hex');
    for (const name of pageNames()) {
      await mkdir(path.join(out, name), { recursive: true });
      await writeFile(path.join(out, name, 'index.html'), page(token, name));
    }
    return undefined;
  }, store);
}
