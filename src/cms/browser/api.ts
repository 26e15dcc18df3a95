/** Requests to the server. Addresses are below the site's base path. */
import type { Role } from '#/cms/permissions.ts';
import type { Finding } from '#/lib/finding.ts';

export interface SignedIn {
  login: string;
  name: string;
  role: Role;
  /** What has to be set up on the desk before anything else. */
  pending?: 'password' | 'totp';
}

/** What somebody else saved meanwhile. */
export interface OtherVersion {
  /** Null where the entry was deleted. */
  text: string | null;
  id: string | null;
  author: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** On the site, or in a draft. */
  public: boolean;
  /** The draft is fresh, the page under it is not. */
  under: boolean;
}

/** An answer that is no success. */
export class ApiFault extends Error {
  override name = '';
  readonly status: number;
  readonly findings: Finding[];
  /** What the server asks for besides: a code of the second factor. */
  readonly needs: string | undefined;
  /** What somebody else saved meanwhile, where that is why. */
  readonly theirs: OtherVersion | undefined;
  constructor(message: string, status: number, findings: Finding[] = [], more: { needs?: string | undefined; theirs?: OtherVersion | undefined } = {}) {
    super(message);
    this.status = status;
    this.findings = findings;
    this.needs = more.needs;
    this.theirs = more.theirs;
  }
}

export const BASE = document.documentElement.dataset['base'] ?? '/';

async function answer(request: Promise<Response>): Promise<unknown> {
  let response: Response;
  try {
    response = await request;
  } catch {
    throw new ApiFault('连不上服务器。您的文字还在本页，请检查网络后再试', 0);
  }
  const body = (await response.json().catch(() => ({}))) as { error?: string; findings?: Finding[]; needs?: string; theirs?: OtherVersion };
  if (!response.ok) throw new ApiFault(body.error ?? `服务器没有正常回答（${response.status}）`, response.status, body.findings, body);
  return body;
}

export function post(path: string, body: unknown): Promise<unknown> {
  return answer(fetch(`${BASE}api/${path}`, { method: 'POST', credentials: 'same-origin', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }));
}

export function get(path: string): Promise<unknown> {
  return answer(fetch(`${BASE}api/${path}`, { credentials: 'same-origin' }));
}

export async function whoAmI(): Promise<SignedIn | null> {
  return ((await get('me')) as { user: SignedIn | null }).user;
}

/** Signs in. Throws {@link ApiFault} with `needs: 'code'` when the account has a second factor. */
export async function signIn(login: string, password: string, code?: string): Promise<SignedIn> {
  return (await post('login', { login, password, ...(code && { code }) })) as SignedIn;
}
