/** Objects and manifests: what a release is made of. */
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { patched } from '#/publish/manifest.ts';
import { Objects } from '#/publish/objects.ts';

let folder: string;
let objects: Objects;
const page = Buffer.from(`<!doctype html><style>p{}</style>${'<p>正文</p>'.repeat(200)}`);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'objects-'));
  objects = new Objects(folder);
});
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

test('a file is kept once, pressed, and reads back', async () => {
  const [first, second] = [await objects.put('a/index.html', page), await objects.put('b/index.html', page)];
  expect(first.file).toEqual(second.file);
  const { hash } = first.file;
  expect(await objects.read(hash)).toEqual(page);
  expect(brotliDecompressSync(readFileSync(objects.path(hash, '.br')))).toEqual(page);
  expect(gunzipSync(readFileSync(objects.path(hash, '.gz')))).toEqual(page);
  expect(readdirSync(folder, { recursive: true, withFileTypes: true }).filter((row) => row.isFile())).toHaveLength(3);
});

test('the same bytes under several names at the same time are one object', async () => {
  const put = await Promise.all(['a.txt', 'b.txt', 'c.txt', 'd.html', 'e.html'].map((name) => objects.put(name, page)));
  expect(new Set(put.map(({ file }) => file.hash)).size).toBe(1);
  expect(await objects.read(put[0]?.file.hash ?? '')).toEqual(page);
  expect(readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('sweeping leaves what a manifest names and what is young', async () => {
  const [old, used, young] = await Promise.all(['一', '二', '三'].map((text) => objects.put('x.txt', Buffer.from(text))));
  for (const each of [old, used]) utimesSync(objects.path(each?.file.hash ?? ''), 1, 1);
  expect(await objects.sweep([{ files: { 'x.txt': used?.file ?? { hash: '', size: 0 } }, inline: {} }], Date.now() - 60_000)).toBe(1);
  expect([old, used, young].map((each) => existsSync(objects.path(each?.file.hash ?? '')))).toEqual([false, true, true]);
});

test('a patch lays files over a manifest, takes some away, and keeps only the inline sets in use', () => {
  const file = (hash: string, inline?: string) => ({ hash, size: 1, ...(inline && { inline }) });
  const set = (name: string) => ({ scripts: [name], styles: [] });
  const before = { files: { 'a.html': file('1', 'x'), 'b.html': file('2', 'y') }, inline: { x: set('x'), y: set('y') } };
  const after = patched(before, { whole: false, files: { 'c.html': file('3', 'z'), 'a.html': file('4', 'y') }, gone: ['b.html'], inline: { z: set('z') } });
  expect(Object.keys(after.files)).toEqual(['a.html', 'c.html']);
  expect(after.files['a.html']?.hash).toBe('4');
  expect(Object.keys(after.inline)).toEqual(['y', 'z']);
  expect(before.files['a.html']?.hash).toBe('1');
  expect(patched(before, { whole: true, files: { 'd.html': file('5') }, gone: [], inline: {} })).toEqual({ files: { 'd.html': file('5') }, inline: {} });
});
