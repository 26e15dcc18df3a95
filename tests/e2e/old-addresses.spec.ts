/** Links on school pages, in print and in parents' groups: 500 old addresses answered by our server, nginx and Caddy. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { Releases } from '#/server/releases.ts';
import { startHost } from '#tests/hosts/hosts.ts';
import { CACHE } from '#tests/site.ts';

const FOLDER = path.resolve('tests/fixtures/content/addresses');
interface Row { noun: string; id: string; address: string; status: string }
const rows = readdirSync(FOLDER).flatMap((file) => readFileSync(path.join(FOLDER, file), 'utf8').split('\n').filter(Boolean).map((row) => JSON.parse(row) as Row));
const names = new Map(rows.map((row) => [row.address, row]));

/** What the name of a fixture's address says of it; the ledger's own logic is not asked. */
function expected({ noun, id, address }: Row): { status: number; location?: string } {
  const name = address.split('/').at(-2) ?? '';
  const first = noun === 'pages' ? '/' : `/${noun}/`;
  if (/^gone-0(?:-first)?$/.test(name)) return { status: 301, location: '/science/ice-wine/' };
  if (name.startsWith('gone-')) return { status: 410 };
  if (/^(?:withdrawn|draft)-story$/.test(name) || id === 'draft-story') return { status: 410 };
  if (!name.startsWith('moved-')) return { status: 200 };
  const present = noun === 'events' ? rows.find((row) => row.id === id && !row.address.includes('moved-'))?.address : `${first}${id}/`;
  return { status: 301, location: present ?? '' };
}

async function replay(origin: string): Promise<string[]> {
  const wrong: string[] = [];
  const ask = (address: string): Promise<Response> => fetch(origin + address, { redirect: 'manual' });
  const one = async (row: Row): Promise<void> => {
    const wanted = expected(row);
    const response = await ask(row.address);
    const location = response.headers.get('location')?.replace(origin, '') ?? undefined;
    // A title may break between its words.
    const body = (await response.text()).replaceAll('<wbr>', '');
    if (response.status !== wanted.status || location !== wanted.location) wrong.push(`${row.address}: ${response.status} ${location ?? ''}, not ${wanted.status} ${wanted.location ?? ''}`);
    else if (wanted.status === 410 && !/<html lang="zh-CN"[\s\S]*noindex[\s\S]*(?:已经没有了|暂时撤下了)/.test(body)) wrong.push(`${row.address}: 410 without its page`);
    else if (/http-equiv="?refresh/i.test(body)) wrong.push(`${row.address}: a stub`);
    if (wanted.location !== undefined && (await ask(wanted.location)).status !== 200) wrong.push(`${row.address}: its one hop does not end at a page`);
  };
  const all = [...names.values()];
  for (let start = 0; start < all.length; start += 16) await Promise.all(all.slice(start, start + 16).map(one));
  return wrong;
}

/** What is not in the ledger but made of it: the permanent id, files beside a page, a missing slash, a query. */
async function ofTheLedger(origin: string): Promise<void> {
  const status = async (address: string): Promise<string> => {
    const response = await fetch(origin + address, { redirect: 'manual' });
    return `${response.status} ${response.headers.get('location')?.replace(origin, '') ?? ''}`.trim();
  };
  const moved = rows.find(({ id, address }) => id === 'ev000001' && address.includes('moved-'))?.address ?? '';
  expect(await status(moved.replace(/\/$/, ''))).toBe('301 /events/ginseng-day/');
  expect(await status(moved.replace(/\/$/, '.ics'))).toBe('301 /events/ginseng-day.ics');
  expect(await status(`${moved}?from=qr&x=1`)).toBe('301 /events/ginseng-day/?from=qr&x=1');
  expect(await status('/e/ev000001/')).toBe('200');
  expect(await status('/e/goneev18/')).toBe('410');
  expect(await status('/events/gone-19-first.ics')).toBe('410');
  expect(await status('/e/never000/')).toBe('404');
  expect(await status('/science/never-was/')).toBe('404');
  expect(await status('/events/')).toBe('200');
}

test('there are 500 old addresses', () => {
  expect([...names.values()].filter((row) => expected(row).status !== 200).length).toBeGreaterThanOrEqual(500);
});

test('our own server answers every address that was ever published', async ({ baseURL }) => {
  expect(await replay(baseURL ?? '')).toEqual([]);
  await ofTheLedger(baseURL ?? '');
});

for (const [name, offset] of [['nginx', 1], ['caddy', 2]] as const) {
  test(`${name} answers every address that was ever published`, async ({ baseURL }) => {
    const site = path.join(CACHE, `old-addresses-${name}`);
    const releases = new Releases(path.join(CACHE, 'data'));
    const live = await releases.current();
    if (!live) throw new Error('the server of the stories has no release');
    rmSync(site, { recursive: true, force: true });
    await releases.layOut(live, site);
    const host = await startHost(name, site, Number(new URL(baseURL ?? '').port) + offset);
    // Where .ci/run has installed both, nothing may pass over this.
    test.skip(host === undefined && !process.env['CI'], `没有安装 ${name}，这一项没有测`);
    expect(host, `没有安装 ${name}`).toBeDefined();
    if (!host) return;
    try {
      expect(await replay(host.origin)).toEqual([]);
      await ofTheLedger(host.origin);
    } finally {
      await host.stop();
    }
  });
}

test('a parent who follows an old link learns what happened and where to go', async ({ page }) => {
  const response = await page.goto('/e/goneev18/');
  expect(response?.status()).toBe(410);
  await expect(page.getByRole('heading', { level: 1, name: '《腊月里的冰灯课》已经没有了' })).toBeVisible();
  await expect(page.getByText('场地改建，这场活动没有办成')).toBeVisible();
  await expect(page.getByRole('heading', { name: '2026年12月的其他活动' })).toBeVisible();
  await expect(page.getByRole('link', { name: '周末创客课' })).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByText('现在请看').getByRole('link').click();
  await expect(page).toHaveURL(/\/events\/ginseng-day\/$/);
});
