/** Signing in and out, and who is signed in. */
import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono, type Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import * as z from 'zod';
import type { Accounts, User } from './accounts.ts';
import type { ServerConfig } from './config.ts';

const COOKIE = 'site_session';
const WEEK = 7 * 86_400;
const credentials = z.object({ login: z.string().min(1).max(64), password: z.string().min(1).max(200) });

/** Whether a request reached us, or our proxy, over TLS. */
function isSecure(c: Context, config: ServerConfig): boolean {
  return config.url.startsWith('https:') || (config.trustProxy && c.req.header('x-forwarded-proto') === 'https');
}

/** Address of the client. A proxy of our own appends the one it saw. */
function addressOf(c: Context, config: ServerConfig): string {
  const forwarded = config.trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  if (forwarded) return forwarded;
  try {
    return getConnInfo(c).remote.address ?? 'unknown';
  } catch {
    return 'unknown'; // a request that came over no socket
  }
}

/** Who holds the request's session. */
export function currentUser(c: Context, accounts: Accounts): User | undefined {
  return accounts.session(getCookie(c, COOKIE));
}

export function sessionApi(accounts: Accounts, config: ServerConfig): Hono {
  const api = new Hono();
  const cookie = (c: Context): { path: string; httpOnly: true; sameSite: 'Strict'; secure: boolean } => ({ path: config.base, httpOnly: true, sameSite: 'Strict', secure: isSecure(c, config) });
  api.post('/login', async (c) => {
    const parsed = credentials.safeParse(await c.req.json().catch(() => undefined));
    if (!parsed.success) return c.json({ error: '请填写用户名和密码' }, 400);
    const { login, password } = parsed.data;
    const result = await accounts.signIn(login.trim().toLowerCase(), password, addressOf(c, config));
    if ('reason' in result) {
      if (result.reason === 'wrong') return c.json({ error: '用户名或密码不对' }, 401);
      c.header('retry-after', String(result.seconds));
      return c.json({ error: `试错次数太多，请 ${Math.ceil(result.seconds / 60)} 分钟后再试` }, 429);
    }
    accounts.signOut(getCookie(c, COOKIE));
    setCookie(c, COOKIE, result.token, { ...cookie(c), maxAge: WEEK });
    return c.json(result.user);
  });
  api.post('/logout', (c) => {
    accounts.signOut(getCookie(c, COOKIE));
    deleteCookie(c, COOKIE, cookie(c));
    return c.json({});
  });
  api.get('/me', (c) => c.json({ user: currentUser(c, accounts) ?? null }));
  return api;
}
