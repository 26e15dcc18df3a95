/** Kills the editing server at random instants of what it does, and judges what is left. */
import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pageNames, tokenOf } from '#tests/crash/token-site.ts';
import { article, REGION, SITE } from '#tests/unit/editing-service.ts';
import type { PublishStatus } from '#/server/publish.ts';
import { Releases } from '#/server/releases.ts';
import { StaticSite } from '#/server/static-site.ts';

export interface Running {
  origin: string;
  cookie: string;
  child: ChildProcess;
  /** `sweep`: old objects go; `settle`: waits until all that was asked for is tried. */
  ask: (what: 'sweep' | 'settle') => Promise<{ status: PublishStatus; log: string[] }>;
  /** Ends it and all its children at once. */
  kill: () => Promise<void>;
}

interface Hello { port: number; password: string; status: PublishStatus }

/** A data folder with its starter content; delete it with `remove`. */
export async function makeRig(parent?: string): Promise<{ data: string; content: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(parent ?? tmpdir(), 'crash-'));
  const content = path.join(folder, 'content');
  for (const [name, text] of [['settings/site.yml', SITE], ['regions/jian.mdx', REGION]] as const) {
    await mkdir(path.dirname(path.join(content, name)), { recursive: true });
    await writeFile(path.join(content, name), text);
  }
  return { data: path.join(folder, 'data'), content, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A fault that is put into the server on purpose, to see it found: a switch in two steps, or a save that is confirmed before it is kept. */
export type Plant = 'switch' | 'save';

/** Starts the server and signs in. Rejects with what it printed when it does not come up. */
export async function startServer({ data, content, plant }: { data: string; content: string; plant?: Plant | undefined }): Promise<Running> {
  await mkdir(data, { recursive: true });
  const child = fork(path.resolve('tests/crash/server.ts'), [data, content], { detached: true, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], execArgv: [], env: { ...process.env, PLANT: plant ?? '' } });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => { printed += chunk.toString('utf8'); });
  const ended = new Promise<void>((resolve) => { child.once('exit', () => { resolve(); }); });
  const hello = await new Promise<Hello>((resolve, reject) => {
    child.once('message', (message) => { resolve(message as Hello); });
    child.once('exit', () => { reject(new Error(`the server did not start:\n${printed}`)); });
  });
  const origin = `http://127.0.0.1:${hello.port}`;
  let asked = 0;
  const ask: Running['ask'] = (what) => new Promise((resolve, reject) => {
    const id = ++asked;
    const heard = (message: unknown): void => {
      if ((message as { id: number }).id !== id) return;
      child.off('message', heard);
      resolve(message as { status: PublishStatus; log: string[] });
    };
    child.on('message', heard);
    child.once('exit', () => { reject(new Error('killed')); });
    child.send({ ask: what, id }, (error) => { if (error) reject(error); });
  });
  const kill = async (): Promise<void> => {
    try {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    } catch {
      // it has ended already
    }
    await ended;
  };
  try {
    const response = await post({ origin, cookie: '' }, '/api/login', { login: 'bianji', password: hello.password });
    const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    return { origin, cookie, child, ask, kill };
  } catch (error) {
    await kill();
    throw error;
  }
}

export const post = ({ origin, cookie }: Pick<Running, 'origin' | 'cookie'>, route: string, body: unknown): Promise<Response> =>
  fetch(origin + route, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', origin, cookie } });

/** Ids of the releases, newest first, and which of them is live. */
export async function releasesOf({ origin, cookie }: Pick<Running, 'origin' | 'cookie'>): Promise<{ id: string; live: boolean }[]> {
  const response = await fetch(`${origin}/api/publish/releases`, { headers: { cookie } });
  return response.ok ? ((await response.json()) as { id: string; live: boolean }[]) : [];
}

/** Saves an article; true when the server said that it is saved. */
export async function save(server: Running, name: string, text: string): Promise<{ saved: boolean; status: number; error: string }> {
  try {
    const response = await post(server, '/api/cms', { action: 'persistEntry', params: { dataFiles: [{ path: `content/science/${name}.mdx`, raw: article(`urlName: '${name}'\n`, text) }] } });
    const body = (await response.json()) as { error?: string };
    return { saved: response.ok, status: response.status, error: body.error ?? '' };
  } catch (error) {
    return { saved: false, status: 0, error: String(error) };
  }
}

type Ask = (page: string) => Promise<Response>;

/** The state of the content that all pages show. Throws when one is missing, cut or of another state. */
async function oneState(ask: Ask): Promise<string> {
  const tokens = new Map<string, string>();
  for (const name of pageNames()) {
    const response = await ask(name);
    const token = response.status === 200 ? tokenOf(await response.text()) : undefined;
    if (!token) throw new Error(`${name} is not whole (${response.status})`);
    tokens.set(token, name);
  }
  if (tokens.size !== 1) throw new Error(`pages of ${tokens.size} states: ${[...tokens.values()].join(', ')}`);
  return [...tokens.keys()][0] ?? '';
}

/** {@link oneState} of a running server at rest. */
export const wholeSite = (origin: string): Promise<string> => oneState((name) => fetch(origin + name, { headers: { 'accept-encoding': 'gzip' } }));

/** {@link oneState} of what `data/current` points to: what readers would get at this instant, whoever serves it. */
export async function siteOnDisk(data: string): Promise<string> {
  const releases = new Releases(data);
  const current = await releases.current();
  if (!current) throw new Error('current leads to no whole release');
  const site = new StaticSite('/', releases.objects);
  site.show(current);
  return oneState((name) => site.respond({ method: 'GET', path: name, search: '', acceptEncoding: undefined, ifNoneMatch: undefined }));
}

/** What git says of the store; throws when anything is wrong. */
export function soundStore(data: string): void {
  execFileSync('git', ['--git-dir', path.join(data, 'content.git'), 'fsck', '--full', '--strict', '--no-dangling'], { stdio: 'pipe' });
}

/** Bytes of an article in the newest state, or undefined. */
export function stored(data: string, name: string): string | undefined {
  try {
    return execFileSync('git', ['--git-dir', path.join(data, 'content.git'), 'show', `main:content/science/${name}.mdx`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
}
