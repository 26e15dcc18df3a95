/** What a request must show before the API looks at it. */
import type { Context, MiddlewareHandler } from 'hono';
import { may, ROLE_LABELS, type Permission } from '#/cms/permissions.ts';
import type { Accounts, User } from './accounts.ts';
import type { Audit } from './audit.ts';
import type { ServerConfig } from './config.ts';
import { addressOf, SessionCookie } from './session-api.ts';

/**
 * Changes come from our own pages and as JSON only: a form or a page of another site can neither name our
 * origin nor send this type without asking first.
 */
export function sameOriginOnly(config: ServerConfig, audit: Audit): MiddlewareHandler {
  const refuse = (c: Context, error: string, status: 403 | 415): Response => {
    audit.record({ action: 'request.refused', outcome: 'refused', address: addressOf(c, config), target: c.req.path, note: error });
    return c.json({ error }, status);
  };
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    const site = c.req.header('sec-fetch-site');
    const origin = c.req.header('origin');
    const host = origin && URL.canParse(origin) ? new URL(origin).host : undefined;
    const own = host !== undefined && (host === c.req.header('host') || origin === new URL(config.url).origin);
    if (site === undefined ? !own : site !== 'same-origin') return refuse(c, '只接受本站页面发来的请求', 403);
    if (!/^application\/json(?:;|$)/i.test(c.req.header('content-type') ?? '')) return refuse(c, '只接受 JSON', 415);
    return next();
  };
}

/** What handlers behind {@link accountRequired} know: who asks, and from which address. */
export interface Signed {
  Variables: { user: User; from: string };
}

/** Somebody asks for what their role may not do. */
export class NotAllowed extends Error {
  readonly permission: Permission;
  constructor(user: User, permission: Permission) {
    super(`您的角色（${ROLE_LABELS[user.role]}）不能做这件事`);
    this.permission = permission;
  }
}

/** Somebody has to set up their account first. */
export class Pending extends Error {}

/** Throws {@link NotAllowed} when the user's role may not, {@link Pending} when the account is not ready for anything but itself. */
export function demand(user: User, permission: Permission): void {
  if (user.pending && permission !== 'account.own') throw new Pending(user.pending === 'password' ? '请先在工作台设置自己的密码' : '请先在工作台开启两步登录');
  if (!may(user.role, permission)) throw new NotAllowed(user, permission);
}

/** First handler of a route: lets those through whose role may. Carries its permission, so that a test can read the routes. */
export function allows(permission: Permission): MiddlewareHandler<Signed> & { permission: Permission } {
  const guard: MiddlewareHandler<Signed> = (c, next) => {
    demand(c.get('user'), permission);
    return next();
  };
  return Object.assign(guard, { permission });
}

/** Lets signed-in people through and tells the handlers who it is. */
export function accountRequired(accounts: Accounts, config: ServerConfig): MiddlewareHandler<Signed> {
  const cookie = new SessionCookie(config);
  return async (c, next) => {
    const user = accounts.session(cookie.read(c));
    if (!user) return c.json({ error: '登录已过期，请重新登录' }, 401);
    c.set('user', user);
    c.set('from', addressOf(c, config));
    return next();
  };
}
