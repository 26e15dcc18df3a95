/**
 * `npm run bench:admin`: how long an editor waits, on a line of 4 Mbit/s with 40 ms to and fro and a CPU slowed four
 * times: until the sign-in form is painted, until the editor is ready after the very first visit, and again with what
 * the browser has kept. Needs no built site.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from '#tests/chromium.ts';
import { listen } from '#tests/ports.ts';
import { print, type Figure } from '#tests/bench/machine.ts';
import { folderService } from './folder-server.ts';

const BYTES_A_SECOND = 4_000_000 / 8;
const LATENCY = 40;
const CPU = 4;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] || 3);
/** How long somebody takes to type a name and a password. */
const TYPING = 6000;

export interface AdminTimes {
  /** Milliseconds from asking for the page until the form is painted. */
  form: number;
  /** From asking for the page until the list of entries can be used, when the form is sent as soon as it is there. */
  hasty: number;
  /** From pressing 登录, after {@link TYPING}, until the list of entries can be used. */
  typed: number;
  /** From asking for the page, signed in, with what the browser has kept. */
  warm: number;
}
export const ADMIN_GOALS: AdminTimes = { form: 1500, hasty: 6000, typed: 6000, warm: 2000 };

async function slowed(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', { offline: false, latency: LATENCY, downloadThroughput: BYTES_A_SECOND, uploadThroughput: BYTES_A_SECOND });
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU });
}

const since = (page: Page): Promise<number> => page.evaluate(() => performance.now());
const ready = async (page: Page): Promise<number> => {
  await page.getByRole('link', { name: '冰酒为什么更甜' }).first().waitFor({ timeout: 60_000 });
  return since(page);
};

async function round(browser: Browser, url: string, login: string, password: string): Promise<AdminTimes> {
  const signIn = async (page: Page): Promise<void> => {
    await page.getByLabel('用户名').fill(login);
    await page.getByLabel('密码').fill(password);
  };
  const visit = async (typing: number): Promise<{ page: Page; form: number; pressed: number; done: number }> => {
    const context = await browser.newContext({ locale: 'zh-CN' });
    const page = await context.newPage();
    page.on('dialog', (dialog) => { void dialog.accept(); });
    await slowed(page);
    await page.goto(`${url}#/collections/science`, { waitUntil: 'commit' });
    await signIn(page);
    const form = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN);
    await page.waitForTimeout(typing);
    const pressed = await since(page);
    await page.getByRole('button', { name: '登录' }).click();
    return { page, form, pressed, done: await ready(page) };
  };
  const hasty = await visit(0);
  await hasty.page.context().close();
  const typed = await visit(TYPING);
  // Once more with a warm cache, and again: the browser keeps the compiled script from the second time on.
  for (let time = 0; time < 2; time++) {
    await typed.page.reload({ waitUntil: 'commit' });
    await ready(typed.page);
  }
  await typed.page.reload({ waitUntil: 'commit' });
  const warm = await ready(typed.page);
  await typed.page.context().close();
  return { form: hasty.form, hasty: hasty.done, typed: typed.done - typed.pressed, warm };
}

/** Medians of the rounds. */
export async function adminTimes(): Promise<AdminTimes> {
  const folder = mkdtempSync(path.join(tmpdir(), 'admin-bench-'));
  const site = path.join(folder, 'site');
  mkdirSync(site);
  writeFileSync(path.join(site, 'index.html'), '<!doctype html><meta charset="utf-8"><title>首页</title>');
  const service = await folderService(site, path.join(folder, 'data'));
  const server = createServer(service.listener);
  const executablePath = findChromium();
  const browser = await chromium.launch({ args: CHROMIUM_FLAGS, ...(executablePath && { executablePath }) });
  try {
    await service.admin.prepare();
    const password = await service.accounts.add('bianji', '李编辑');
    const url = `http://localhost:${await listen(server)}/admin/`;
    const rounds: AdminTimes[] = [];
    for (let at = 0; at < ROUNDS; at++) rounds.push(await round(browser, url, 'bianji', password));
    const median = (key: keyof AdminTimes): number => rounds.map((each) => each[key]).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
    return { form: median('form'), hasty: median('hasty'), typed: median('typed'), warm: median('warm') };
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
    await service.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The times beside their goals. */
export async function adminFigures(): Promise<Figure[]> {
  const times = await adminTimes();
  const labels: Record<keyof AdminTimes, string> = { form: 'sign-in form painted, cold', hasty: 'editor ready, cold, form sent at once', typed: `editor ready after 登录, cold, ${TYPING / 1000} s of typing`, warm: 'editor ready, warm' };
  return (Object.keys(labels) as (keyof AdminTimes)[]).map((key) => ({ what: `admin, 4 Mbit/s, CPU ÷${CPU}: ${labels[key]}`, value: times[key] / 1000, unit: 's', goal: ADMIN_GOALS[key] / 1000 }));
}

if (import.meta.main) process.exitCode = print(await adminFigures());
