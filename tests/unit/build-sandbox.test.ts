/** What the renderer's name spaces keep from it. Where the system allows none, only that this is said. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findSandbox, RENDERER_FOLDERS, type Sandbox } from '#/server/build-sandbox.ts';

let data: string;
let sandbox: Sandbox;
const inside = async (script: string): Promise<string> => {
  const [command = '', ...args] = [...sandbox.prefix, 'sh', '-c', script];
  return (await promisify(execFile)(command, args)).stdout.trim();
};

beforeAll(async () => {
  data = await mkdtemp(path.join(tmpdir(), 'sandbox-'));
  for (const name of RENDERER_FOLDERS) await mkdir(path.join(data, name));
  await writeFile(path.join(data, 'app.sqlite'), 'accounts');
  sandbox = await findSandbox(data);
});
afterAll(() => rm(data, { recursive: true, force: true }));

describe('the sandbox of the renderer', () => {
  it('says what it keeps', () => {
    expect(sandbox.prefix.length > 0).toBe(sandbox.covers !== '');
  });

  it('hides accounts and history, and keeps what was written for the site', async ({ skip }) => {
    if (!sandbox.covers.includes('账号')) return skip('this system allows no name spaces of files');
    expect((await inside(`ls ${data}`)).split('\n').sort()).toEqual([...RENDERER_FOLDERS].sort());
    await expect(inside(`cat ${data}/app.sqlite`)).rejects.toThrow();
    await expect(inside(`umount ${data}`)).rejects.toThrow();
    await inside(`echo page > ${data}/objects/x`);
    expect(await readFile(path.join(data, 'objects', 'x'), 'utf8')).toBe('page\n');
    expect(await readFile(path.join(data, 'app.sqlite'), 'utf8')).toBe('accounts');
  });

  it('has no network, not even to this machine', async ({ skip }) => {
    if (!sandbox.covers.includes('网络')) return skip('this system allows no name spaces of networks');
    const server = createServer((_request, response) => response.end('open'));
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    const { port } = server.address() as AddressInfo;
    const ask = `fetch('http://127.0.0.1:${port}').then((r) => r.text()).then(console.log, () => console.log('closed'))`;
    expect((await promisify(execFile)(process.execPath, ['-e', ask])).stdout.trim(), 'without it there is one').toBe('open');
    expect(await inside(`'${process.execPath}' -e "${ask}"`)).toBe('closed');
    server.close();
  });
});
