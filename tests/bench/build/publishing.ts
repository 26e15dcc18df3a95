/**
 * From the editor's press to the page that a reader gets: edits through the server's own API, with its gate, its store
 * and its renderer in a process of its own, and the clock stopped when the server answers with the new words.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Renderer } from '#/server/renderer.ts';
import { parseEntryFile } from '#/lib/front-matter.ts';
import { openIndex } from '#/search/bundle.ts';
import { firstPages } from '#/search/order.ts';
import { answer } from '#/search/query.ts';
import { serverConfig } from '#/server/config.ts';
import { ProcessRenderer } from '#/server/renderer.ts';
import { openService, type Service } from '#/server/service.ts';
import { Store } from '#/server/store.ts';
import { random } from '#tests/bench/corpus.ts';
import { quantile, type Figure } from '#tests/bench/machine.ts';
import { TEST_NOW } from '#tests/site.ts';

/** Seconds, 95 of 100 edits. */
export const PUBLISH_GOAL: Readonly<Record<number, number>> = { 1000: 0.5, 5000: 1, 10000: 2 };
const ORIGIN = 'http://localhost:4321';
const POLL = 4;

/** The renderer, telling how long each of its parts took. */
function watched(inner: Renderer, heard: (phases: Record<string, number>, rendered: number) => void): Renderer {
  const render: Renderer['render'] = async (...args) => {
    const start = performance.now();
    const site = await inner.render(...args);
    const inside = Object.values(site.phases).reduce((sum, ms) => sum + ms, 0);
    heard({ ...site.phases, exchange: performance.now() - start - inside }, site.rendered);
    return site;
  };
  return new Proxy(inner, {
    get: (target, key) => {
      if (key === 'render') return render;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

interface Edit {
  kind: 'body' | 'title' | 'new';
  seconds: number;
  /** Milliseconds; `save` is until the API answers, `switch` from the renderer's answer to the reader's page. */
  phases: Record<string, number>;
  rendered: number;
}

class Editor {
  readonly #service: Service;
  readonly #cookie: string;

  constructor(service: Service, cookie: string) {
    this.#service = service;
    this.#cookie = cookie;
  }

  static async signIn(service: Service): Promise<Editor> {
    const password = await service.accounts.add('bianji', '李编辑', 'admin');
    const response = await service.app.request(`${ORIGIN}/api/login`, { method: 'POST', body: JSON.stringify({ login: 'bianji', password }), headers: { host: 'localhost:4321', origin: ORIGIN, 'content-type': 'application/json' } });
    if (response.status !== 200) throw new Error('the editor cannot sign in');
    return new Editor(service, (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '');
  }

  async save(file: string, raw: string): Promise<void> {
    const response = await this.#service.app.request(`${ORIGIN}/api/cms`, { method: 'POST', body: JSON.stringify({ action: 'persistEntry', params: { dataFiles: [{ path: file, raw }] } }), headers: { host: 'localhost:4321', origin: ORIGIN, 'content-type': 'application/json', cookie: this.#cookie } });
    if (response.status !== 200) throw new Error(`not saved: ${await response.text()}`);
  }

  async page(address: string): Promise<string> {
    const response = await this.#service.app.request(`${ORIGIN}${address}`, { headers: { host: 'localhost:4321' } });
    return response.text();
  }

  /** Addresses that the site's own search finds, from the files that the server gives out. */
  async search(query: string): Promise<string[]> {
    const index = await openIndex(async (name) => Uint8Array.from(Buffer.from(await (await this.#service.app.request(`${ORIGIN}/pagefind/${name}`, { headers: { host: 'localhost:4321' } })).arrayBuffer())));
    const { ranked, searched } = await answer(query, index, { literal: true });
    return (await firstPages(searched, ranked, index, 10, TEST_NOW.slice(0, 10))).map(({ page }) => page.path);
  }
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });

/** Publishes `count` edits of a content folder of `size` entries. `data` is the server's data folder; it stays, built, for the start. */
export async function publishing(content: string, data: string, size: number, count: number): Promise<{ figures: Figure[]; breakdown: string[] }> {
  let heard: { phases: Record<string, number>; rendered: number; at: number } | undefined;
  const config = serverConfig(process.cwd(), { SITE_DATA: data, SITE_CONTENT: content });
  const inner = new ProcessRenderer({ root: process.cwd(), data, objects: path.join(data, 'objects'), store: new Store(path.join(data, 'content.git')) });
  const service = await openService(config, { passwordCost: 2 ** 10, firstPasswordsStay: true, renderer: watched(inner, (phases, rendered) => { heard = { phases, rendered, at: performance.now() }; }) });
  try {
    const began = performance.now();
    await service.publisher.resume();
    await service.publisher.request();
    const failure = service.publisher.status().failure;
    if (failure) throw new Error(failure.reason);
    const cold = (performance.now() - began) / 1000;
    const editor = await Editor.signIn(service);
    const next = random(size);
    const edits: Edit[] = [];
    for (let at = 0; at < count; at++) {
      const id = `b${String(Math.floor(next() * (size - 300)) - (Math.floor(next() * (size - 300)) % 10 === 9 ? 1 : 0)).padStart(5, '0')}`;
      const edit = await one(service, editor, content, id, at);
      if (edit) edits.push(edit);
    }
    return { figures: figuresOf(edits, size, cold, memoryOfRenderer()), breakdown: breakdownOf(edits) };
  } finally {
    await service.close();
  }

  async function one(of: Service, editor: Editor, folder: string, id: string, at: number): Promise<Edit | undefined> {
    let source: string;
    try {
      source = readFileSync(path.join(folder, 'science', `${id}.mdx`), 'utf8');
    } catch {
      return undefined;
    }
    const kind = (['body', 'title', 'body', 'new', 'title'] as const)[at % 5] ?? 'body';
    // A word of its own: among ten thousand entries a number stands in half of them, and earlier edits read much alike.
    const mark = `改动gd${at}q`;
    const name = kind === 'new' ? `xin-${at}` : id;
    const { title } = parseEntryFile(source).data as { title: string };
    const text = (kind === 'body' ? `${source}\n${mark}已经写在正文里。\n` : source.replace(/^title: .*$/m, `title: "${mark}${title.slice(0, 30)}"`)).replace(/^urlName: .*$/m, `urlName: "${name}"`).replace(kind === 'new' ? /^published: .*\n/m : /^$/, '');
    heard = undefined;
    const start = performance.now();
    await editor.save(`content/science/${name}.mdx`, text);
    const saved = performance.now();
    while (!(await editor.page(`/science/${name}/`)).includes(mark)) {
      const { failure } = of.publisher.status();
      if (failure) throw new Error(failure.reason);
      await sleep(POLL);
    }
    const end = performance.now();
    if (!(await editor.search(`gd${at}q`)).includes(`/science/${name}/`)) throw new Error(`${name} is live and not found by the search`);
    const told = heard as { phases: Record<string, number>; rendered: number; at: number } | undefined;
    if (!told) throw new Error('no publication was heard of');
    await of.publisher.request();
    return { kind, seconds: (end - start) / 1000, phases: { save: saved - start, ...told.phases, switch: end - told.at }, rendered: told.rendered };
  }
}

/** Most memory that this process's renderer ever had, in GB. */
function memoryOfRenderer(): number {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      if (Number(/PPid:\s+(\d+)/.exec(status)?.[1]) !== process.pid || !readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('publish/worker.ts')) continue;
      return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1e6;
    } catch {
      // It ended meanwhile.
    }
  }
  return Number.NaN;
}

function figuresOf(edits: readonly Edit[], size: number, cold: number, memory: number): Figure[] {
  const seconds = (kind?: Edit['kind']): number[] => edits.filter((edit) => !kind || edit.kind === kind).map((edit) => edit.seconds);
  const goal = PUBLISH_GOAL[size];
  return [
    { what: `publish pressed → live and searchable, ${size} entries, p95`, value: quantile(seconds(), 0.95), unit: 's', ...(goal !== undefined && { goal }), note: `p50 ${quantile(seconds(), 0.5).toFixed(2)} s of ${edits.length} edits` },
    ...(['body', 'title', 'new'] as const).map((kind) => ({ what: `  ${kind}, p50`, value: quantile(seconds(kind), 0.5), unit: 's', note: `p95 ${quantile(seconds(kind), 0.95).toFixed(2)} s; pages made anew: ${quantile(edits.filter((edit) => edit.kind === kind).map((edit) => edit.rendered), 0.5)}` })),
    { what: '  first, whole publication', value: cold, unit: 's', note: 'with every file pressed as brotli and gzip' },
    { what: '  most memory of the renderer', value: memory, unit: 'GB' },
  ];
}

/** Where the time of a publication goes: medians of each phase, one line for each kind of edit. */
function breakdownOf(edits: readonly Edit[]): string[] {
  return (['body', 'title', 'new'] as const).flatMap((kind) => {
    const held = edits.filter((edit) => edit.kind === kind);
    const names = [...new Set(held.flatMap((edit) => Object.keys(edit.phases)))];
    const middle = names.map((name) => ({ name, ms: quantile(held.map((edit) => edit.phases[name] ?? 0), 0.5) }));
    const most = Math.max(1, ...middle.map(({ ms }) => ms));
    return held.length === 0 ? [] : [`  ${kind}`, ...middle.map(({ name, ms }) => `    ${name.padEnd(9)} ${ms.toFixed(0).padStart(6)} ms ${'█'.repeat(Math.round((ms / most) * 40))}`)];
  });
}

