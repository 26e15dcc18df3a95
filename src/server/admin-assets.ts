/**
 * The editing interface's files: our part, bundled once for a run of the server, and Decap's built bundle
 * from node_modules. None of them depends on content. Decap's five megabytes are pressed in the background
 * at the first start and kept.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib';
import { decapConfig } from '#/cms/decap.ts';
import { adminPage } from './admin-page.ts';
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

const DECAP_FILE = /^(?:decap-cms\.js|[0-9]+\.decap-cms\.js|[0-9a-f]{20}\.wasm|decap-cms\.js\.LICENSE\.txt)$/;
const QUALITY = 9;
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

function asset(name: string, plain: Buffer, immutable: boolean): Asset {
  return { type: typeOf(name), immutable, etag: `"${hash(plain)}"`, plain, br: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } }), gzip: gzipSync(plain) };
}

/** Bundles our browser side: `entry.js` (sign-in) and `editor.js` of `/admin/`; `desk.js` and `desk.css` of `/admin/desk/`. */
async function bundle(root: string): Promise<Map<string, Buffer>> {
  const { build, stop } = await import('esbuild');
  const folder = path.join(root, 'src', 'cms');
  const result = await build({
    absWorkingDir: root,
    entryPoints: { entry: path.join(folder, 'browser', 'entry.ts'), editor: path.join(folder, 'browser', 'editor.ts'), word: path.join(folder, 'browser', 'word-document.ts'), desk: path.join(folder, 'desk', 'main.tsx') },
    outdir: path.join(root, 'out'),
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  await stop(); // its service process is not needed again
  return new Map(result.outputFiles.map((file) => [path.basename(file.path), Buffer.from(file.contents)]));
}

/** `root` is the clone, `cache` a folder that may be emptied, `base` the base path. */
export function adminAssets(root: string, cache: string, base: string): AdminAssets {
  const decapFolder = path.join(root, 'node_modules', 'decap-cms', 'dist');
  const { version } = JSON.parse(readFileSync(path.join(root, 'node_modules', 'decap-cms', 'package.json'), 'utf8')) as { version: string };
  const decapPath = `decap-${version}/`;
  const pressed = path.join(cache, 'admin', decapPath);

  let own: Promise<Map<string, Asset>> | undefined;
  const load = async (): Promise<Map<string, Asset>> => {
    const files = await bundle(root);
    files.set('config.json', Buffer.from(JSON.stringify(decapConfig(base).config)));
    const named = new Map([...files].map(([name, bytes]) => [name, `assets/${name.replace(/\.([a-z]+)$/, `-${hash(bytes)}.$1`)}`]));
    const address = (name: string): string => `${base}admin/${named.get(name) ?? ''}`;
    const [editor, config, decap] = [address('editor.js'), address('config.json'), `${base}admin/${decapPath}decap-cms.js`];
    const page = adminPage({ title: '内容管理', base, entry: address('entry.js'), data: { editor, config, decap, word: address('word.js') }, ahead: [{ kind: 'module', href: editor }, { kind: 'json', href: config }, { kind: 'script', href: decap }] });
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

  const press = async (): Promise<void> => {
    await mkdir(pressed, { recursive: true });
    for (const name of (await readdir(decapFolder)).filter((file) => DECAP_FILE.test(file))) {
      for (const [ending, pack] of [['br', (bytes: Buffer) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } })], ['gz', (bytes: Buffer) => promisify(gzip)(bytes)]] as const) {
        const target = path.join(pressed, `${name}.${ending}`);
        if (existsSync(target)) continue;
        await writeFile(`${target}.part`, await pack(await readFile(path.join(decapFolder, name))));
        await rename(`${target}.part`, target);
      }
    }
  };

  const decap = async (name: string, encoding: 'br' | 'gzip' | undefined): Promise<Response | undefined> => {
    if (!DECAP_FILE.test(name)) return undefined;
    const headers: Record<string, string> = { ...ADMIN_HEADERS, 'content-type': typeOf(name), 'cache-control': 'public, max-age=31536000, immutable', vary: 'accept-encoding' };
    const packed = encoding && (await readFile(path.join(pressed, `${name}.${encoding === 'br' ? 'br' : 'gz'}`)).catch(() => undefined));
    if (packed) headers['content-encoding'] = encoding;
    const bytes = packed ?? (await readFile(path.join(decapFolder, name)).catch(() => undefined));
    return bytes && new Response(new Uint8Array(bytes), { headers });
  };

  return {
    respond: async (file, encoding, ifNoneMatch) => {
      const vendored = file.startsWith(decapPath) ? await decap(file.slice(decapPath.length), encoding) : undefined;
      if (vendored) return vendored;
      const found = (await ready()).get(file);
      if (!found) return new Response('没有这个文件', { status: 404, headers: { ...ADMIN_HEADERS, 'content-type': 'text/plain; charset=utf-8' } });
      const headers: Record<string, string> = { ...ADMIN_HEADERS, 'content-type': found.type, 'cache-control': found.immutable ? 'public, max-age=31536000, immutable' : 'no-cache', etag: found.etag, vary: 'accept-encoding' };
      if (ifNoneMatch?.includes(found.etag)) return new Response(null, { status: 304, headers });
      if (encoding) headers['content-encoding'] = encoding;
      return new Response(new Uint8Array(encoding ? found[encoding] : found.plain), { headers });
    },
    prepare: async () => {
      await ready();
      await press();
    },
  };
}
