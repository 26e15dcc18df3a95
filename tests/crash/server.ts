/**
 * The editing server as a process that may be killed at any instant: the real service over a data folder and real HTTP,
 * with a renderer that is quick and whose pages all name the content they show. `node server.ts <data> <content>`; says
 * its port and a password over IPC.
 */
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { serverConfig } from '#/server/config.ts';
import { Releases } from '#/server/releases.ts';
import { openService } from '#/server/service.ts';
import { Store } from '#/server/store.ts';
import { tokenRenderer } from '#tests/crash/token-site.ts';

const [data = '', content = ''] = process.argv.slice(2);
const config = serverConfig(process.cwd(), { SITE_DATA: data, SITE_CONTENT: content });
const releases = new Releases(data);
const log: string[] = [];
const service = await openService(config, { renderer: tokenRenderer(releases.objects.dir, data), passwordCost: 2 ** 10, firstPasswordsStay: true, log: (line) => { log.push(line); } });
const server = createServer(service.listener);
await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
if (!(await service.publisher.resume())) await service.publisher.request();
service.watch();
// What `plant` of rig.ts asks for; from here on nothing of it ever ends.
if (process.env['PLANT'] === 'switch') Releases.prototype.switchTo = async () => { await rm(path.join(data, 'current'), { force: true }); await new Promise(() => undefined); };
if (process.env['PLANT'] === 'save') Store.prototype.commit = async function (this: Store) { return (await this.head()) ?? ''; };
const password = service.accounts.isEmpty() ? await service.accounts.add('bianji', '李编辑', 'admin') : await service.accounts.reset('bianji');

process.on('message', (message: { ask: string; id: number }) => {
  void (async () => {
    // As if an hour had passed since the last publication.
    if (message.ask === 'sweep') await releases.sweep(Date.now() + 7_200_000);
    if (message.ask === 'settle') await service.publisher.request();
    process.send?.({ id: message.id, status: service.publisher.status(), log: log.slice(-5) });
  })();
});
process.on('disconnect', () => { process.exit(0); });
process.send?.({ port: (server.address() as AddressInfo).port, password, status: service.publisher.status() });
