/** What the management page asks about publishing: what was published, putting the site back, trying again. */
import { statfs } from 'node:fs/promises';
import { Hono } from 'hono';
import * as z from 'zod';
import type { AppParts } from './app.ts';
import type { ServerConfig } from './config.ts';
import { allows, type Signed } from './guards.ts';
import { mirrorTarget } from './mirror.ts';
import { readJobs } from './nightly.ts';
import { NoRelease } from './publish.ts';

/** What is asked for by night, how it went, and how much room is left. Addresses come without name and password. */
async function keeping({ data, mirror, backup }: ServerConfig): Promise<object> {
  const [jobs, disk] = [await readJobs(data), await statfs(data)];
  const shown = (): string => { try { return mirrorTarget(mirror ?? '').shown; } catch (error) { return error instanceof Error ? error.message : ''; } };
  return {
    backup: { to: backup ?? null, ...jobs.backup },
    mirror: { to: mirror === undefined ? null : shown(), ...jobs.mirror },
    disk: { free: disk.bavail * disk.bsize, size: disk.blocks * disk.bsize },
  };
}

export function publishApi({ publisher, releases, audit, config }: AppParts): Hono<Signed> {
  const api = new Hono<Signed>();
  api.get('/releases', allows('publish.read'), async (c) => {
    const [list, { live }] = [await releases.list(), publisher.status()];
    return c.json(list.map(({ id, made, ms, notes, quarantined }) => ({ id, made, ms, notes, quarantined: quarantined.length, live: id === live?.id })));
  });
  api.get('/keeping', allows('publish.read'), async (c) => c.json(await keeping(config)));
  api.post('/back', allows('publish.rollback'), async (c) => {
    const { id } = z.object({ id: z.string().max(100) }).parse(await c.req.json());
    const [user, from] = [c.get('user'), c.get('from')];
    try {
      await publisher.back(id, user.name);
    } catch (error) {
      if (error instanceof NoRelease) return c.json({ error: error.message }, 404);
      throw error;
    }
    audit.record({ action: 'publish.rollback', login: user.login, address: from, target: id });
    return c.json(publisher.status());
  });
  api.post('/forward', allows('publish.rollback'), async (c) => {
    const [user, from] = [c.get('user'), c.get('from')];
    audit.record({ action: 'publish.forward', login: user.login, address: from, target: publisher.live?.id });
    await publisher.forward(user.name);
    return c.json(publisher.status());
  });
  api.post('/retry', allows('publish.run'), (c) => {
    void publisher.request();
    return c.json(publisher.status());
  });
  return api;
}
