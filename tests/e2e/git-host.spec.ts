/** Content on a git host: the editing page that `npm run admin` writes shows that host's own sign-in. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { GIT_HOSTS, gitHostBackend, gitHostSettings } from '#/cms/git-hosts.ts';
import { typeOf } from '#/lib/media-types.ts';
import { writeHostedAdmin } from '#/server/static-admin.ts';
import { listen } from '#tests/ports.ts';

const NAMES = { forgejo: 'Forgejo', gitea: 'Gitea', gitlab: 'GitLab', github: 'GitHub' } as const;

for (const host of GIT_HOSTS) {
  test(`an editor signs in with ${NAMES[host]}`, async ({ page }) => {
    const out = await mkdtemp(path.join(tmpdir(), 'hosted-'));
    const server = createServer((request, response) => {
      const name = (request.url ?? '').endsWith('/') ? 'admin/index.html' : (request.url ?? '');
      readFile(path.join(out, name)).then((bytes) => response.writeHead(200, { 'content-type': typeOf(name) }).end(bytes), () => response.writeHead(404).end());
    });
    try {
      const settings = gitHostSettings({ SITE_CMS_BACKEND: host, SITE_CMS_REPO: 'office/website', SITE_CMS_URL: 'https://git.example.org', SITE_CMS_APP_ID: 'office', SITE_CMS_AUTH: 'https://auth.example.org' });
      if (!settings) throw new Error(host);
      await writeHostedAdmin(process.cwd(), out, '/', gitHostBackend(settings));
      await page.goto(`http://localhost:${await listen(server)}/admin/`);
      await expect(page.getByRole('button', { name: `使用 ${NAMES[host]} 登录` })).toBeVisible();
    } finally {
      server.closeAllConnections();
      server.close();
      await rm(out, { recursive: true, force: true });
    }
  });
}
