/** An editing server over a throw-away data folder, for the tests that speak with it: one per test, signed in. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect } from 'vitest';
import type { Finding } from '#/lib/finding.ts';
import { folderRenderer, type Build } from '#tests/folder-renderer.ts';
import type { Role } from '#/cms/permissions.ts';
import type { OtherVersion } from '#/server/editing.ts';
import { serverConfig } from '#/server/config.ts';
import { Store } from '#/server/store.ts';
import { openService, type Service } from '#/server/service.ts';

export const ORIGIN = 'http://localhost:4321';
export const SITE = "name: '测试站'\nshortName: '测试'\ndescription: '只用来测试的网站说明文字'\nnavigation:\n  - label: '科普'\n    href: '/science/'\n";
export const REGION = "---\ntitle: '集安市'\nshortTitle: '集安'\nurlName: 'jian'\nkind: 'city'\norder: 1\nsummary: '一个只用来测试的市县简介，写满二十个字就可以了。'\nplanText: '原文'\ntopics: ['ginseng']\nmap:\n  column: 1\n  row: 1\nsources:\n  - title: '来源'\n    publisher: '发布者'\n---\n\n正文。\n";
/** What the form sends for an article: `more` goes into the front matter. */
export const article = (more = '', body = '正文第一段。'): string => `---\ntitle: '测试文章：为什么'\nkind: 'article'\nsummary: '这是一篇只用来测试的文章的摘要，写满二十个字。'\ntopics: ['ginseng']\nregions: ['jian']\nsources:\n  - title: '来源'\n    publisher: '发布者'\n${more}---\n\n${body}\n`;
export const event = (more = ''): string => `---\ntitle: '测试活动：讲座'\nkind: 'lecture'\nsummary: '这是一场只用来测试的活动的摘要，写满二十个字。'\nstart: '2026-12-01T18:30'\nend: '2026-12-01T20:00'\norganiser: '主办'\naudience: '公众'\ncost: '免费'\nregistration:\n  kind: 'none'\nonlineLink: 'https://example.org/'\n${more}---\n\n正文。\n`;
/** Store path of the article that most tests save. */
export const A = 'content/science/a.mdx';
export const png = (): Promise<Buffer> => sharp({ create: { width: 60, height: 40, channels: 3, background: '#3a7' } }).png().toBuffer();

export interface SaveAnswer { ids: Record<string, string>; renamed: Record<string, string>; notes?: Finding[]; error?: string; findings?: Finding[]; status?: string; theirs?: OtherVersion }

/** The server of the running test, and the ways to ask it. Call once at the top of a test file. */
export class EditingService {
  service!: Service;
  password = '';
  cookie = '';
  /** Set it to make the next builds fail with this reason. */
  buildFails: string | undefined;
  /** Files of the content that each build saw, one string a build. */
  built: string[] = [];
  /** The clock of appointments, in milliseconds since the epoch. */
  now = Date.now();
  #folder = '';

  constructor() {
    beforeEach(async () => {
      this.#folder = await mkdtemp(path.join(tmpdir(), 'api-'));
      this.buildFails = undefined;
      this.built = [];
      this.now = Date.now();
      for (const [name, text] of [['settings/site.yml', SITE], ['regions/jian.mdx', REGION]] as const) {
        await mkdir(path.dirname(path.join(this.#folder, 'content', name)), { recursive: true });
        await writeFile(path.join(this.#folder, 'content', name), text);
      }
      await this.open();
      this.password = await this.service.accounts.add('bianji', '李编辑');
      this.cookie = await this.#signIn('bianji', this.password);
    });
    afterEach(async () => {
      await this.service.close();
      await rm(this.#folder, { recursive: true, force: true });
    });
  }

  /** Opens the service over the folder; after a `service.close()` it is the same one again. */
  async open(): Promise<void> {
    const build: Build = async ({ content, out }) => {
      this.built.push((await readdir(content, { recursive: true })).join('\n'));
      if (this.buildFails) return this.buildFails;
      await mkdir(out, { recursive: true });
      await writeFile(path.join(out, 'index.html'), '<!doctype html><title>首页</title>');
      return undefined;
    };
    this.service = await openService(serverConfig(process.cwd(), { SITE_DATA: path.join(this.#folder, 'data'), SITE_CONTENT: path.join(this.#folder, 'content') }), { renderer: folderRenderer(path.join(this.#folder, 'data', 'objects'), build, new Store(path.join(this.#folder, 'data', 'content.git'))), passwordCost: 2 ** 10, firstPasswordsStay: true, now: () => this.now });
  }

  readonly call = (route: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    Promise.resolve(this.service.app.request(`${ORIGIN}${route}`, {
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
      headers: { host: 'localhost:4321', ...(body !== undefined && { origin: ORIGIN, 'content-type': 'application/json' }), ...headers },
    }));

  /** Makes an account and answers its session. */
  async join(login: string, name: string, role: Role): Promise<string> {
    return this.#signIn(login, await this.service.accounts.add(login, name, role));
  }

  async #signIn(login: string, password: string): Promise<string> {
    const response = await this.call('/api/login', { login, password });
    expect(response.status).toBe(200);
    return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  }

  /** An action of the editing interface, signed in as the editor or with somebody else's session. */
  readonly cms = (action: string, params: object = {}, cookie = this.cookie): Promise<Response> => this.call('/api/cms', { action, params }, { cookie });

  /** An answer of the API, signed in. */
  readonly get = (route: string, cookie = this.cookie): Promise<Response> => this.call(route, undefined, { cookie });

  /** A change by the API, signed in. */
  readonly send = (route: string, body: object, cookie = this.cookie): Promise<Response> => this.call(route, body, { cookie });

  readonly save = async (file: string, raw: string, more: object = {}, cookie = this.cookie): Promise<{ status: number; body: SaveAnswer }> => {
    const response = await this.cms('persistEntry', { dataFiles: [{ path: file, raw }], ...more }, cookie);
    return { status: response.status, body: (await response.json()) as SaveAnswer };
  };

  readonly load = async (file: string): Promise<{ data: string; id: string }> => {
    const { data, file: { id } } = (await (await this.cms('getEntry', { path: file })).json()) as { data: string; file: { id: string } };
    return { data, id };
  };
}
