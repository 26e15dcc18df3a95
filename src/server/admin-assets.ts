/**
 * The editing interface's files: our part, bundled once for a run of the server, and Decap (decap-bundle.ts), which is
 * bundled and pressed in the background at the first start and kept. None of them depends on content.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib';
import { decapConfig } from '#/cms/decap.ts';
import { adminPage } from './admin-page.ts';
import { browserBundle } from './browser-bundle.ts';
import { decapBundle, decapBundleKey } from './decap-bundle.ts';
import { ADMIN_HEADERS } from '#/lib/headers.ts';
import { typeOf } from '#/lib/media-types.ts';

interface Asset {
  type: string;
  immutable: boolean;
  etag: string;
  plain: Buffer;
  br: Buffer;
  gzip: Buffer;
}

export interface AdminAssets {
  /** Answers for a path below `/admin/`. */
  respond: (path: string, encoding: 'br' | 'gzip' | undefined, ifNoneMatch: string | undefined) => Promise<Response>;
  /** Bundles and presses ahead of the first visitor. */
  prepare: () => Promise<void>;
}

const QUALITY = 9;
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

function asset(name: string, plain: Buffer, immutable: boolean): Asset {
  return { type: typeOf(name), immutable, etag: `"${hash(plain)}"`, plain, br: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } }), gzip: gzipSync(plain) };
}

/** Bundles our browser side: `entry.js` (sign-in) and `editor.js` of `/admin/`; `desk.js` and `desk.css` of `/admin/desk/`. */
function bundle(root: string): Promise<Map<string, Buffer>> {
  const folder = path.join(root, 'src', 'cms');
  return browserBundle(root, { entryPoints: { entry: path.join(folder, 'browser', 'entry.ts'), editor: path.join(folder, 'browser', 'editor.ts'), word: path.join(folder, 'browser', 'word-document.ts'), desk: path.join(folder, 'desk', 'main.tsx') } });
}

/** `root` is the clone, `cache` a folder that may be emptied, `base` the base path. */
export function adminAssets(root: string, cache: string, base: string): AdminAssets {
  const decapName = `assets/decap-${decapBundleKey(root)}.js`;
  const kept = path.join(cache, 'admin');

  let own: Promise<Map<string, Asset>> | undefined;
  const load = async (): Promise<Map<string, Asset>> => {
    const files = await bundle(root);
    files.set('config.json', Buffer.from(JSON.stringify(decapConfig(base).config)));
    const named = new Map([...files].map(([name, bytes]) => [name, `assets/${name.replace(/\.([a-z]+)$/, `-${hash(bytes)}.$1`)}`]));
    const address = (name: string): string => `${base}admin/${named.get(name) ?? ''}`;
    const [editor, config, decap] = [address('editor.js'), address('config.json'), `${base}admin/${decapName}`];
    const page = adminPage({ title: '内容管理', base, entry: address('entry.js'), data: { editor, config, decap, word: address('word.js') }, ahead: [{ kind: 'module', href: editor }, { kind: 'json', href: config }, { kind: 'module', href: decap }] });
    const desk = adminPage({ title: '工作台', base, entry: address('desk.js'), style: address('desk.css') });
    const assets = new Map([...files].map(([name, bytes]) => [named.get(name) ?? '', asset(name, bytes, true)]));
    assets.set('', asset('index.html', Buffer.from(page), false));
    assets.set('desk/', asset('index.html', Buffer.from(desk), false));
    return assets;
  };
  const ready = (): Promise<Map<string, Asset>> => {
    own ??= load().catch((error: unknown) => {
      own = undefined;
      throw error;
    });
    return own;
  };

  /** Decap's bundle as it is kept, made first where there is none. */
  const makeDecap = async (): Promise<Asset> => {
    const file = path.join(kept, path.basename(decapName));
    const [ready, br, gz] = await Promise.all(['', '.br', '.gz'].map((ending) => readFile(file + ending).catch(() => undefined)));
    if (ready && br && gz) return { type: typeOf(file), immutable: true, etag: `"${hash(ready)}"`, plain: ready, br, gzip: gz };
    const plain = await decapBundle(root, 'proxy');
    const [small, wide] = await Promise.all([promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } }), promisify(gzip)(plain)]);
    await rm(kept, { recursive: true, force: true }); // the bundles of other versions
    await mkdir(kept, { recursive: true });
    for (const [ending, bytes] of [['', plain], ['.br', small], ['.gz', wide]] as const) {
      await writeFile(`${file}${ending}.part`, bytes);
      await rename(`${file}${ending}.part`, file + ending);
    }
    return { type: typeOf(file), immutable: true, etag: `"${hash(plain)}"`, plain, br: small, gzip: wide };
  };
  let decapMade: Promise<Asset> | undefined;
  const decap = (): Promise<Asset> => {
    decapMade ??= makeDecap().catch((error: unknown) => {
      decapMade = undefined;
      throw error;
    });
    return decapMade;
  };

  return {
    respond: async (file, encoding, ifNoneMatch) => {
      const found = file === decapName ? await decap() : (await ready()).get(file);
      if (!found) return new Response('没有这个文件', { status: 404, headers: { ...ADMIN_HEADERS, 'content-type': 'text/plain; charset=utf-8' } });
      const headers: Record<string, string> = { ...ADMIN_HEADERS, 'content-type': found.type, 'cache-control': found.immutable ? 'public, max-age=31536000, immutable' : 'no-cache', etag: found.etag, vary: 'accept-encoding' };
      if (ifNoneMatch?.includes(found.etag)) return new Response(null, { status: 304, headers });
      if (encoding) headers['content-encoding'] = encoding;
      return new Response(new Uint8Array(encoding ? found[encoding] : found.plain), { headers });
    },
    prepare: async () => {
      await ready();
      await decap();
    },
  };
}
