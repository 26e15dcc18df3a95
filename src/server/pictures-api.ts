/**
 * The pictures of the media folder: which there are and where each is used; another picture in the place of one, and
 * another name, without a page losing it: the new file, every text that names it and the end of the old file are one
 * commit. Drafts that name it follow.
 */
import path from 'node:path';
import { Hono } from 'hono';
import * as z from 'zod';
import { entryAt } from '#/gate/validate.ts';
import { parseEntryFile } from '#/lib/front-matter.ts';
import type { User } from './accounts.ts';
import type { AppParts } from './app.ts';
import { draftTitle } from './draft-branches.ts';
import { type Picture, Refused } from './editing.ts';
import { allows, type Signed } from './guards.ts';
import { picturesIn } from './picture-names.ts';
import { asciiName } from './url-name.ts';

const FOLDER = 'content/media/';
const storedPath = z.string().max(200).regex(/^content\/media\/[a-z0-9][a-z0-9._-]*$/);

/** An entry or settings file that names a picture. */
export interface PictureUse {
  path: string;
  title: string;
  collection: string;
  slug: string;
  /** In a draft, which is not on the site. */
  draft?: boolean;
}

/** Where each picture of the folder is named, by its path. Each text is read once. */
export function pictureUses(texts: ReadonlyMap<string, string>): Map<string, PictureUse[]> {
  const uses = new Map<string, PictureUse[]>();
  for (const [file, text] of texts) {
    const place = entryAt(file);
    const names = picturesIn(text);
    if (!place || names.size === 0) continue;
    const { title } = parseEntryFile(text).data;
    const use = { path: file, title: typeof title === 'string' ? title : place.id, collection: place.noun, slug: place.id };
    for (const name of names) uses.set(`content/${name}`, [...(uses.get(`content/${name}`) ?? []), use]);
  }
  return uses;
}

/** Puts `picture` where `from` was, in every text that names it; the old file goes. Nothing changes when one text could not be saved. */
async function swap({ editing, drafts, store }: AppParts, picture: Picture, user: User, message: string): Promise<{ path: string; changed: number }> {
  const { texts, files } = await editing.state();
  const old = files.find((file) => file.path === picture.from);
  if (!old) throw new Refused('没有这张图片，可能刚被改名或删除');
  if (picture.to === picture.from) return { path: picture.to, changed: 0 };
  const used = pictureUses(texts).get(picture.from) ?? [];
  const ids = new Map(files.map((file) => [file.path, file.id]));
  const [bytes] = picture.bytes.byteLength > 0 ? [picture.bytes] : await store.blobs([old.id]);
  if (!bytes) throw new Refused('没有这张图片');
  const made = { ...picture, bytes };
  // Each text with the version that it was read from: whoever saves meanwhile is not written over.
  const commit = used.length > 0
    ? (await editing.save({ files: used.map((use) => ({ path: use.path, text: texts.get(use.path) ?? '', base: ids.get(use.path) })), uploads: [], pictures: [made], gone: [picture.from], message }, user)).commit
    : await editing.putPicture(made, message, user, picture.from);
  const touched = new Map(used.map((use) => [use.path, ids.get(use.path)]));
  await drafts.renamePicture(picture, commit, touched, message, user);
  return { path: picture.to, changed: used.length };
}

export function picturesApi(parts: AppParts): Hono<Signed> {
  const { editing, drafts, config } = parts;
  const api = new Hono<Signed>();
  api.get('/', allows('content.read'), async (c) => {
    const { files, texts } = await editing.state();
    const uses = pictureUses(texts);
    for (const draft of await drafts.branches.all()) {
      const use = { path: draft.path, title: draftTitle(draft), collection: draft.collection, slug: draft.slug, draft: true };
      for (const name of picturesIn(draft.text)) uses.set(`content/${name}`, [...(uses.get(`content/${name}`) ?? []), use]);
    }
    const rows = files.filter((file) => file.path.startsWith(FOLDER)).map(({ path: file, id, size }) => {
      const name = path.posix.basename(file);
      return { path: file, name, size, url: `${config.base}api/media/${id}/${name}`, uses: uses.get(file) ?? [] };
    });
    return c.json(rows);
  });
  api.post('/add', allows('media.upload'), async (c) => {
    const { name, content } = z.object({ name: z.string().max(200), content: z.string() }).parse(await c.req.json());
    return c.json(await editing.addPicture({ path: FOLDER + name, bytes: Buffer.from(content, 'base64') }, c.get('user')));
  });
  api.post('/replace', allows('publish.run'), async (c) => {
    const { path: from, content } = z.object({ path: storedPath, content: z.string() }).parse(await c.req.json());
    const stem = path.posix.basename(from).replace(/(?:-[0-9a-f]{8})?\.[a-z]+$/, '');
    const [made] = await editing.pictures([{ path: `${FOLDER}${stem}`, bytes: Buffer.from(content, 'base64') }]);
    if (!made) throw new Refused('没有图片');
    return c.json(await swap(parts, { ...made, from }, c.get('user'), `更换图片 ${path.posix.basename(from)}`));
  });
  api.post('/rename', allows('publish.run'), async (c) => {
    const { path: from, name } = z.object({ path: storedPath, name: z.string().min(1).max(80) }).parse(await c.req.json());
    const stem = asciiName(name, 40);
    if (!stem) throw new Refused('名字里要有汉字、字母或数字');
    const [, hash = '', ending = '.webp'] = /(-[0-9a-f]{8})?(\.[a-z]+)$/.exec(from) ?? [];
    const to = `${FOLDER}${stem}${hash}${ending}`;
    if (to !== from && (await editing.state()).files.some((file) => file.path === to)) throw new Refused('已经有一张图片叫这个名字');
    return c.json(await swap(parts, { from, to, bytes: new Uint8Array() }, c.get('user'), `图片改名 ${path.posix.basename(from)} → ${path.posix.basename(to)}`));
  });
  api.post('/remove', allows('media.delete'), async (c) => {
    const { path: file } = z.object({ path: storedPath }).parse(await c.req.json());
    await drafts.demandUnused(file);
    return c.json({ commit: await editing.remove([file], c.get('user')) });
  });
  return api;
}
