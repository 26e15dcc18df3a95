/** What a role may not do is refused by the server: every route and every action × every role × nobody. */
import { beforeEach, describe, expect, it } from 'vitest';
import { may, PERMISSIONS, ROLES, type Permission, type Role } from '#/cms/permissions.ts';
import { createApi } from '#/server/app.ts';
import { ACTION_PERMISSIONS } from '#/server/cms-api.ts';
import { decapConfig } from '#/cms/decap.ts';
import { configFor } from '#/cms/role-config.ts';
import { EditingService } from './editing-service.ts';

const server = new EditingService();

/** Open to people without an account. Whoever adds one says why. */
const PUBLIC = new Set([
  'POST /login', 'POST /logout',
  'GET /me', // tells nobody who they are: null
  'POST /search-misses', // readers count what they did not find
]);

interface Route { method: string; path: string; permission: Permission | undefined }

/** The API's routes with the permission that their guard names. */
function routes(): Route[] {
  const found = new Map<string, Route>();
  // The handlers are not run: what they would need is not there.
  for (const { method, path, handler } of createApi({ config: { base: '/', url: '' } } as Parameters<typeof createApi>[0]).routes) {
    if (method === 'ALL') continue;
    const key = `${method} ${path}`;
    const permission = (handler as { permission?: Permission }).permission ?? found.get(key)?.permission;
    found.set(key, { method, path, permission });
  }
  return [...found.values()];
}

const cookies = new Map<Role, string>();
beforeEach(async () => {
  for (const role of ROLES) {
    const password = await server.service.accounts.add(`u-${role}`, role, role);
    const response = await server.call('/api/login', { login: `u-${role}`, password });
    cookies.set(role, (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '');
  }
});

/** Nothing fits the placeholders and the body: who is let through is told 404, 400 or 422, and nothing changes. */
const knock = async ({ method, path }: Route, cookie = ''): Promise<number> => {
  const route = `/api${path.replace(/:[a-z]+(?:\{[^}]*\})?/gi, 'none')}`;
  return (await server.call(route, method === 'GET' ? undefined : {}, { cookie })).status;
};

describe('permissions', () => {
  it('are named by every route that is not public', () => {
    const open = routes().filter(({ permission }) => permission === undefined).map(({ method, path }) => `${method} ${path}`);
    expect(open.sort()).toEqual([...PUBLIC].sort());
    expect(routes().length).toBeGreaterThan(PUBLIC.size);
  });

  it('are kept by every route', async () => {
    for (const route of routes().filter(({ permission }) => permission)) {
      const { method, path, permission } = route;
      expect(await knock(route), `nobody: ${method} ${path}`).toBe(401);
      for (const role of ROLES) {
        const refused = (await knock(route, cookies.get(role))) === 403;
        expect(refused, `${role}: ${method} ${path}`).toBe(!may(role, permission as Permission));
      }
    }
  });

  it('are kept by every action of the editing interface', async () => {
    for (const [action, permission] of Object.entries(ACTION_PERMISSIONS)) {
      expect((await server.call('/api/cms', { action, params: { none: 1 } })).status).toBe(401);
      for (const role of ROLES) {
        const { status } = await server.call('/api/cms', { action, params: { none: 1 } }, { cookie: cookies.get(role) ?? '' });
        expect(status === 403, `${role}: ${action}`).toBe(!may(role, permission));
      }
    }
  });

  it('tell settings and pictures from entries', async () => {
    const as = (action: string, params: object): Promise<Response> => server.call('/api/cms', { action, params }, { cookie: cookies.get('author') ?? '' });
    expect((await as('persistEntry', { dataFiles: [{ path: 'content/settings/site.yml', raw: '' }] })).status).toBe(403);
    expect((await as('persistEntry', { dataFiles: [{ path: 'content/science/a.mdx', raw: '' }], draft: true })).status).toBe(200);
    expect((await as('persistEntry', { dataFiles: [{ path: 'content/science/a.mdx', raw: '' }] })).status).toBe(403);
    expect((await as('deleteFiles', { paths: ['content/media/a.webp'] })).status).toBe(403);
  });

  it('shape what the forms show', () => {
    const { config } = decapConfig('/');
    const author = configFor(config, 'author', false);
    expect(author.collections.map(({ name }) => name)).toEqual(config.collections.map(({ name }) => name).filter((name) => name !== 'settings'));
    expect(author.collections.every((collection) => collection['delete'] === false && collection['publish'] === false)).toBe(true);
    for (const role of ['editor', 'reviewer', 'admin'] as const) expect(configFor(config, role, true).collections.map(({ name, delete: del }) => [name, del])).toEqual(config.collections.map(({ name }) => [name, true]));
  });

  it('leave managing to the managers', () => {
    for (const permission of ['people.manage', 'log.read', 'publish.rollback'] as const) expect(PERMISSIONS[permission]).toEqual(['admin']);
  });
});
