/** Signing in and out, and who is signed in. */
import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono, type Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import * as z from 'zod';
import { PROOF_LABELS, type Accounts, type ProofFault, type User } from './accounts.ts';
import type { Audit } from './audit.ts';
import type { ServerConfig } from './config.ts';
import { PASSWORD_MAX } from './password-rules.ts';
import { LIFETIME, type Client } from './sessions.ts';

const COOKIE = 'site_session';
/** Fields of a proof; texts are taken as they come. */
export const proofFields = { password: z.string().min(1).max(PASSWORD_MAX), code: z.string().max(60).optional() };
const credentials = z.object({ login: z.string().min(1).max(64), ...proofFields });

/** Whether a request reached us, or our proxy, over TLS. */
function isSecure(c: Context, config: ServerConfig): boolean {
  return config.url.startsWith('https:') || (config.trustProxy && c.req.header('x-forwarded-proto') === 'https');
}

/** Address of the client. A proxy of our own appends the one it saw. */
export function addressOf(c: Context, config: ServerConfig): string {
  const forwarded = config.trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  if (forwarded) return forwarded.slice(0, 64);
  try {
    return getConnInfo(c).remote.address ?? 'unknown';
  } catch {
    return 'unknown'; // a request that came over no socket
  }
}

/** Where a request comes from. */
export function clientOf(c: Context, config: ServerConfig): Client {
  return { address: addressOf(c, config), agent: c.req.header('user-agent') };
}

/** The cookie of a session. Its prefix makes browsers hold us to TLS, and to our own host where the site has it to itself. */
export class SessionCookie {
  readonly #config: ServerConfig;

  constructor(config: ServerConfig) {
    this.#config = config;
  }

  #name(c: Context): string {
    if (!isSecure(c, this.#config)) return COOKIE;
    return `${this.#config.base === '/' ? '__Host-' : '__Secure-'}${COOKIE}`;
  }

  #options(c: Context): { path: string; httpOnly: true; sameSite: 'Strict'; secure: boolean } {
    return { path: this.#config.base, httpOnly: true, sameSite: 'Strict', secure: isSecure(c, this.#config) };
  }

  read(c: Context): string | undefined {
    return getCookie(c, this.#name(c));
  }

  write(c: Context, token: string): void {
    setCookie(c, this.#name(c), token, { ...this.#options(c), maxAge: LIFETIME / 1000 });
  }

  clear(c: Context): void {
    deleteCookie(c, this.#name(c), this.#options(c));
  }
}

/** Answers a proof that is not taken. `needs` tells the form to ask for a code. */
export function refuseProof(c: Context, fault: ProofFault): Response {
  switch (fault.reason) {
    case 'wrong': return c.json({ error: '用户名或密码不对' }, 401);
    case 'code': return c.json({ error: '请输入验证器应用里的 6 位数字', needs: 'code' }, 401);
    case 'wrong-code': return c.json({ error: '验证码不对，或者已经用过。请输入应用里现在显示的数字，或一个备用码', needs: 'code' }, 401);
    case 'expired': return c.json({ error: '这个初始密码已经过期，请管理员重设' }, 401);
    case 'locked':
      c.header('retry-after', String(fault.seconds));
      return c.json({ error: `试错次数太多，请 ${Math.ceil(fault.seconds / 60)} 分钟后再试` }, 429);
  }
}

export function sessionApi(accounts: Accounts, audit: Audit, config: ServerConfig): Hono {
  const api = new Hono();
  const cookie = new SessionCookie(config);
  const holder = (c: Context): User | undefined => accounts.session(cookie.read(c));
  api.post('/login', async (c) => {
    const parsed = credentials.safeParse(await c.req.json().catch(() => undefined));
    if (!parsed.success) return c.json({ error: '请填写用户名和密码' }, 400);
    const login = parsed.data.login.trim().toLowerCase();
    const client = clientOf(c, config);
    const result = await accounts.signIn(login, parsed.data, client);
    if ('reason' in result) {
      const event = { login, address: client.address, outcome: 'failed' as const, note: PROOF_LABELS[result.reason] };
      audit.record(result.reason === 'locked' ? { ...event, action: 'session.locked', outcome: 'refused' } : { ...event, action: 'session.sign-in' });
      return refuseProof(c, result);
    }
    accounts.signOut(cookie.read(c));
    cookie.write(c, result.token);
    audit.record({ action: 'session.sign-in', login, address: client.address, note: PROOF_LABELS[result.factors] });
    return c.json(result.user);
  });
  api.post('/logout', (c) => {
    const user = holder(c);
    accounts.signOut(cookie.read(c));
    cookie.clear(c);
    // What the browser kept of answers goes as well; the texts of drafts that it holds for its owner stay.
    c.header('clear-site-data', '"cache"');
    if (user) audit.record({ action: 'session.sign-out', login: user.login, address: addressOf(c, config) });
    return c.json({});
  });
  api.get('/me', (c) => c.json({ user: holder(c) ?? null }));
  return api;
}
