/** Serves the live release by its list of files, and old addresses by the ledger's answers. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { answerAt, type HostAnswers } from '#/lib/address-answers.ts';
import { NO_INLINE } from '#/lib/csp.ts';
import { fileHeaders, isImmutable } from '#/lib/headers.ts';
import { listAbove } from '#/lib/list-above.ts';
import { typeOf } from '#/lib/media-types.ts';
import type { Objects } from '#/publish/objects.ts';
import type { Served } from './releases.ts';

/** `br`, `gzip` or nothing, by what the client accepts with a weight above zero. */
export function encodingFor(accepted: string | undefined): 'br' | 'gzip' | undefined {
  const offers = (accepted ?? '').toLowerCase().split(',').map((part) => part.trim());
  const takes = (name: string): boolean => offers.some((offer) => offer === name || (offer.startsWith(`${name};`) && !/;\s*q=0(?:\.0*)?$/.test(offer)));
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : undefined;
}

export interface StaticRequest {
  /** `GET` or `HEAD`. */
  method: string;
  /** Path below the base path, percent-encoded, starts with a slash. */
  path: string;
  /** Query with its question mark, or ''. */
  search: string;
  acceptEncoding: string | undefined;
  ifNoneMatch: string | undefined;
}

/** How many releases before the live one still answer for their hashed files: an open tab may ask for them. */
const OLDER = 9;

/** Answers from a release; `older` are the ones before, whose hashed assets stay reachable for open tabs. */
export class StaticSite {
  #live: Served | undefined;
  #older: Served[] = [];
  #answers: HostAnswers = { moved: {}, gone: {} };
  readonly #base: string;
  readonly #objects: Objects;

  constructor(base: string, objects: Objects) {
    this.#base = base;
    this.#objects = objects;
  }

  /** Serves this release from the next request on. */
  show(release: Served): void {
    if (this.#live && this.#live.id !== release.id) this.#older = [this.#live, ...this.#older.filter((each) => each.id !== release.id)].slice(0, OLDER);
    this.#answers = this.#oldAddresses(release);
    this.#live = release;
  }

  /** Lets releases from before this process was started answer for their hashed files, the newest first. */
  remember(releases: readonly Served[]): void {
    const known = new Set([this.#live, ...this.#older].map((each) => each?.id));
    this.#older = [...this.#older, ...releases.filter(({ id }) => !known.has(id))].slice(0, OLDER);
  }

  get ready(): boolean {
    return this.#live !== undefined;
  }

  async respond(request: StaticRequest): Promise<Response> {
    const live = this.#live;
    if (!live) return waiting();
    let name: string;
    try {
      name = decodeURIComponent(request.path).replace(/^\//, '');
    } catch {
      return this.#notFound(live, request);
    }
    if (name.startsWith('gone/')) return this.#notFound(live, request);
    const has = (release: Served, file: string): boolean => Object.hasOwn(release.manifest.files, file);
    const file = name === '' || name.endsWith('/') ? `${name}index.html` : name;
    if (has(live, file)) return this.#send(live, file, request, 200);
    const old = answerAt(`/${name}`, this.#answers);
    if (old?.status === 301) return this.#redirect(old.to.slice(1), request);
    if (old?.status === 410) return this.#send(live, `${old.page.slice(1)}index.html`, request, 410);
    if (has(live, `${name}/index.html`)) return this.#redirect(`${name}/`, request);
    const before = isImmutable(file) ? this.#older.find((release) => has(release, file)) : undefined;
    if (before) return this.#send(before, file, request, 200);
    const above = listAbove(`/${name}`, (path) => has(live, `${path.slice(1)}index.html`));
    return above === undefined ? this.#notFound(live, request) : this.#redirect(above.slice(1), request, 302);
  }

  /** What the release says of old addresses; a release made before there was a ledger says nothing. */
  #oldAddresses({ manifest }: Served): HostAnswers {
    const file = manifest.files['host/addresses.json'];
    return file ? (JSON.parse(readFileSync(this.#objects.path(file.hash), 'utf8')) as HostAnswers) : { moved: {}, gone: {} };
  }

  /** One hop to a path below the base path. */
  #redirect(to: string, request: StaticRequest, status: 301 | 302 = 301): Response {
    return new Response(null, { status, headers: { ...fileHeaders('', NO_INLINE), location: `${this.#base}${to.split('/').map(encodeURIComponent).join('/')}${request.search}` } });
  }

  #notFound(live: Served, request: StaticRequest): Promise<Response> | Response {
    const page = ['404.html', '404/index.html'].find((name) => Object.hasOwn(live.manifest.files, name));
    if (page) return this.#send(live, page, { ...request, ifNoneMatch: undefined }, 404);
    return new Response('没有这个页面', { status: 404, headers: { ...fileHeaders('', NO_INLINE), 'content-type': 'text/plain; charset=utf-8' } });
  }

  async #send(release: Served, name: string, request: StaticRequest, status: 200 | 404 | 410): Promise<Response> {
    const sealed = release.manifest.files[name];
    if (!sealed) return new Response(null, { status: 404 });
    const encoding = sealed.pressed ? encodingFor(request.acceptEncoding) : undefined;
    const etag = `"${sealed.hash}${encoding ? `-${encoding}` : ''}"`;
    const headers: Record<string, string> = {
      ...fileHeaders(name, (sealed.inline === undefined ? undefined : release.manifest.inline[sealed.inline]) ?? NO_INLINE),
      'content-type': typeOf(name),
      etag,
      ...(sealed.pressed && { vary: 'accept-encoding' }),
    };
    const known = (request.ifNoneMatch ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''));
    if (status === 200 && (known.includes(etag) || known.includes('*'))) return new Response(null, { status: 304, headers });
    const file = this.#objects.path(sealed.hash, encoding === 'br' ? '.br' : encoding === 'gzip' ? '.gz' : '');
    if (encoding) headers['content-encoding'] = encoding;
    const bytes = await readFile(file);
    headers['content-length'] = String(bytes.length);
    return new Response(request.method === 'HEAD' ? null : bytes, { status, headers });
  }
}

/** What readers see while the very first site is being built. */
function waiting(): Response {
  const page = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>正在生成网站</title><p>正在第一次生成网站，完成后本页会自动打开。';
  return new Response(page, { status: 503, headers: { ...fileHeaders('', NO_INLINE), 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', refresh: '3', 'retry-after': '3' } });
}
