/** Serves the live release by its list of files, and old addresses by the ledger's answers. */
import { readFileSync } from 'node:fs';
import { answerAt, type HostAnswers } from '#/lib/address-answers.ts';
import { NO_INLINE } from '#/lib/csp.ts';
import { fileHeaders, isImmutable } from '#/lib/headers.ts';
import { listAbove } from '#/lib/list-above.ts';
import { typeOf } from '#/lib/media-types.ts';
import type { SealedFile } from '#/publish/manifest.ts';
import type { Objects } from '#/publish/objects.ts';
import { HeldBytes } from './held-bytes.ts';
import type { Served } from './releases.ts';

/** Answers already worked out: there are few browsers, and each sends the same words every time. */
const encodings = new Map<string, 'br' | 'gzip' | undefined>();
const MOST_ENCODINGS = 200;

/** `br`, `gzip` or nothing, by what the client accepts with a weight above zero. */
export function encodingFor(accepted = ''): 'br' | 'gzip' | undefined {
  if (encodings.has(accepted)) return encodings.get(accepted);
  const offers = accepted.toLowerCase().split(',').map((part) => part.trim());
  const takes = (name: string): boolean => offers.some((offer) => offer === name || (offer.startsWith(`${name};`) && !/;\s*q=0(?:\.0*)?$/.test(offer)));
  const encoding = takes('br') ? 'br' : takes('gzip') ? 'gzip' : undefined;
  if (encodings.size >= MOST_ENCODINGS) encodings.clear();
  encodings.set(accepted, encoding);
  return encoding;
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

/** What is sent: bytes and the headers that describe them. */
export interface Answer {
  status: number;
  /** Name, value, name, value …, as Node writes them out with the least work. */
  headers: string[];
  /** One byte to a character: Node then sends head and body in one piece. Nothing for redirects, for 304, and for HEAD. */
  body: string | undefined;
}

/** The headers of a file, without and with its length. */
interface Described {
  etag: string;
  bare: string[];
  whole: string[] | undefined;
}

const flat = (headers: Readonly<Record<string, string>>): string[] => Object.entries(headers).flat();

/** What readers see while the very first site is being built. */
const WAITING = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>正在生成网站</title><p>正在第一次生成网站，完成后本页会自动打开。';

/** How many releases before the live one still answer for their hashed files: an open tab may ask for them. */
const OLDER = 9;
/** Enough for the pressed forms of some thousand pages and what they load. */
const HELD_BYTES = 64_000_000;

/** Answers from a release; `older` are the ones before, whose hashed assets stay reachable for open tabs. */
export class StaticSite {
  #live: Served | undefined;
  #older: Served[] = [];
  #answers: HostAnswers = { moved: {}, gone: {} };
  /** Headers by encoding and name, for the live release: they are the same for every reader. */
  #described = new Map<string, Described>();
  readonly #base: string;
  readonly #bytes: HeldBytes;
  readonly #objects: Objects;
  readonly #more: Readonly<Record<string, Readonly<Record<string, string>>>>;

  /** `more` are headers beside the usual ones: for every answer under `''`, for one file under its name. */
  constructor(base: string, objects: Objects, more: Readonly<Record<string, Readonly<Record<string, string>>>> = {}) {
    this.#base = base;
    this.#objects = objects;
    this.#more = more;
    this.#bytes = new HeldBytes(HELD_BYTES);
  }

  /** Serves this release from the next request on. */
  show(release: Served): void {
    if (this.#live && this.#live.id !== release.id) this.#older = [this.#live, ...this.#older.filter((each) => each.id !== release.id)].slice(0, OLDER);
    this.#answers = this.#oldAddresses(release);
    this.#described = new Map();
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

  /** The answer as the routes of the server give it. */
  async respond(request: StaticRequest): Promise<Response> {
    const { status, headers, body } = await this.answer(request);
    const named = headers.flatMap((name, at): [string, string][] => (at % 2 === 0 ? [[name, headers[at + 1] ?? '']] : []));
    return new Response(body === undefined ? null : new Uint8Array(Buffer.from(body, 'latin1')), { status, headers: named });
  }

  /** The answer; at once where the bytes are held in memory, which most are. */
  answer(request: StaticRequest): Answer | Promise<Answer> {
    const live = this.#live;
    if (!live) return this.#plain(503, { ...fileHeaders('', NO_INLINE), 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', refresh: '3', 'retry-after': '3' }, WAITING);
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
    // What a release before had may have been swept since.
    if (before) {
      const answer = this.#send(before, file, request, 200);
      return answer instanceof Promise ? answer.catch(() => this.#notFound(live, request)) : answer;
    }
    const above = listAbove(`/${name}`, (path) => has(live, `${path.slice(1)}index.html`));
    return above === undefined ? this.#notFound(live, request) : this.#redirect(above.slice(1), request, 302);
  }

  /** What the release says of old addresses; a release made before there was a ledger says nothing. */
  #oldAddresses({ manifest }: Served): HostAnswers {
    const file = manifest.files['host/addresses.json'];
    return file ? (JSON.parse(readFileSync(this.#objects.path(file.hash), 'utf8')) as HostAnswers) : { moved: {}, gone: {} };
  }

  /** One hop to a path below the base path. */
  #redirect(to: string, request: StaticRequest, status: 301 | 302 = 301): Answer {
    return this.#plain(status, { ...fileHeaders('', NO_INLINE), location: `${this.#base}${to.split('/').map(encodeURIComponent).join('/')}${request.search}` });
  }

  #notFound(live: Served, request: StaticRequest): Answer | Promise<Answer> {
    const page = ['404.html', '404/index.html'].find((name) => Object.hasOwn(live.manifest.files, name));
    if (page) return this.#send(live, page, { ...request, ifNoneMatch: undefined }, 404);
    return this.#plain(404, { ...fileHeaders('', NO_INLINE), 'content-type': 'text/plain; charset=utf-8' }, '没有这个页面');
  }

  /** An answer that is no file. */
  #plain(status: number, headers: Readonly<Record<string, string>>, text?: string): Answer {
    return { status, headers: flat({ ...headers, ...this.#more[''] }), body: text === undefined ? undefined : Buffer.from(text).toString('latin1') };
  }

  /** All headers of a file but those of its bytes. */
  #describe(release: Served, name: string, sealed: SealedFile, encoding: 'br' | 'gzip' | undefined): Described {
    const key = `${encoding ?? ''} ${sealed.hash} ${name}`;
    const known = this.#described.get(key);
    if (known) return known;
    const etag = `"${sealed.hash}${encoding ? `-${encoding}` : ''}"`;
    const bare = flat({
      ...fileHeaders(name, (sealed.inline === undefined ? undefined : release.manifest.inline[sealed.inline]) ?? NO_INLINE),
      'content-type': typeOf(name),
      etag,
      ...(sealed.pressed && { vary: 'accept-encoding' }),
      ...this.#more[''],
      ...this.#more[name],
    });
    const made = { etag, bare, whole: undefined };
    this.#described.set(key, made);
    return made;
  }

  #send(release: Served, name: string, request: StaticRequest, status: 200 | 404 | 410): Answer | Promise<Answer> {
    const sealed = release.manifest.files[name];
    if (!sealed) return { status: 404, headers: [], body: undefined };
    const encoding = sealed.pressed ? encodingFor(request.acceptEncoding) : undefined;
    const described = this.#describe(release, name, sealed, encoding);
    if (status === 200 && request.ifNoneMatch !== undefined && matches(request.ifNoneMatch, described.etag)) return { status: 304, headers: described.bare, body: undefined };
    const file = this.#objects.path(sealed.hash, encoding === 'br' ? '.br' : encoding === 'gzip' ? '.gz' : '');
    const whole = (bytes: string): Answer => {
      described.whole ??= [...described.bare, ...(encoding ? ['content-encoding', encoding] : []), 'content-length', String(bytes.length)];
      return { status, headers: described.whole, body: request.method === 'HEAD' ? undefined : bytes };
    };
    const bytes = this.#bytes.get(file);
    if (typeof bytes === 'string') return whole(bytes);
    return bytes.then(whole, (error: unknown) => {
      if (!encoding) throw error;
      // A pressed form that was lost costs bytes, not the page.
      return this.#send(release, name, { ...request, acceptEncoding: undefined }, status);
    });
  }
}

/** Whether a list of entity tags (RFC 9110, 13.1.2) holds this one. */
function matches(list: string, etag: string): boolean {
  return list === etag || list.split(',').some((each) => {
    const tag = each.trim().replace(/^W\//, '');
    return tag === etag || tag === '*';
  });
}
