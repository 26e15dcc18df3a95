/** A server that is stopped while its first build is being prepared starts no process that would be waited for. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ProcessRenderer } from '#/server/renderer.ts';
import type { Store } from '#/server/store.ts';

test('stopped while the content is laid out, it begins nothing', async () => {
  const data = await mkdtemp(path.join(os.tmpdir(), 'stop-'));
  const started = path.join(data, 'started');
  const store = { snapshot: async () => { await renderer.close(); } } as unknown as Store;
  // In place of the rendering process: a command that leaves a mark and ends.
  const renderer = new ProcessRenderer({ root: process.cwd(), data, objects: path.join(data, 'objects'), store, prefix: ['sh', '-c', `touch ${started}`] });
  await expect(renderer.render('0'.repeat(40), 'code', 0)).rejects.toThrow('服务器正在停止');
  expect(existsSync(started)).toBe(false);
  await rm(data, { recursive: true, force: true });
});
