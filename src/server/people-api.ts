/** The accounts of the office, for those who manage them. */
import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { ROLE_LABELS, ROLES } from '#/cms/permissions.ts';
import type { AuditAction } from '#/cms/audit-actions.ts';
import { AccountFault, SECOND_FACTOR_POLICIES } from './accounts.ts';
import type { AppParts } from './app.ts';
import { allows, type Signed } from './guards.ts';
import { SessionCookie } from './session-api.ts';

const fresh = z.object({ login: z.string().max(64), name: z.string().max(200), role: z.enum(ROLES) });
const change = z.object({ login: z.string().max(64) });
const roleChange = change.extend({ role: z.enum(ROLES) });
/** Said in words, so that no empty request ends everybody's work. */
const everybody = z.object({ everybody: z.literal(true) });
const policyChange = z.object({ policy: z.enum(SECOND_FACTOR_POLICIES) });

export function peopleApi({ accounts, audit, config }: AppParts): Hono<Signed> {
  const api = new Hono<Signed>();
  const guard = allows('people.manage');
  const cookie = new SessionCookie(config);
  const record = (c: Context<Signed>, action: AuditAction, target: string, note?: string): void => {
    audit.record({ action, login: c.get('user').login, address: c.get('from'), target, note });
  };
  /** The account that a change is about; not one's own, where that would lock one out. */
  const other = (c: Context<Signed>, login: string): string => {
    if (login === c.get('user').login) throw new AccountFault('自己的账号在“我的账号”里改；停用和换角色要请另一位管理者来做');
    return login;
  };

  api.get('/', guard, (c) => c.json({ people: accounts.list(), policy: accounts.secondFactorPolicy() }));
  api.post('/add', guard, async (c) => {
    const { login, name, role } = fresh.parse(await c.req.json());
    const password = await accounts.add(login.trim().toLowerCase(), name.trim(), role);
    record(c, 'people.add', login, ROLE_LABELS[role]);
    return c.json({ password });
  });
  api.post('/disable', guard, async (c) => {
    const { login } = change.parse(await c.req.json());
    accounts.disable(other(c, login));
    record(c, 'people.disable', login);
    return c.json({});
  });
  api.post('/reset', guard, async (c) => {
    const { login } = change.parse(await c.req.json());
    const password = await accounts.reset(other(c, login));
    record(c, 'people.reset', login);
    return c.json({ password });
  });
  api.post('/role', guard, async (c) => {
    const { login, role } = roleChange.parse(await c.req.json());
    const before = accounts.setRole(other(c, login), role);
    record(c, 'people.role', login, `${ROLE_LABELS[before]} → ${ROLE_LABELS[role]}`);
    return c.json({});
  });
  api.post('/totp-off', guard, async (c) => {
    const { login } = change.parse(await c.req.json());
    accounts.turnTotpOff(other(c, login));
    accounts.sessions.endAll(login);
    record(c, 'account.totp-off', login);
    return c.json({});
  });
  api.post('/sign-out', guard, async (c) => {
    const { login } = change.parse(await c.req.json());
    const ended = accounts.sessions.endAll(login, cookie.read(c));
    record(c, 'session.end', login, `${ended}`);
    return c.json({ ended });
  });
  api.post('/sign-out-everybody', guard, async (c) => {
    everybody.parse(await c.req.json());
    const ended = accounts.sessions.endEverybodys(cookie.read(c));
    record(c, 'session.end', '', `${ended}`);
    return c.json({ ended });
  });
  api.post('/policy', guard, async (c) => {
    const { policy } = policyChange.parse(await c.req.json());
    accounts.setSecondFactorPolicy(policy);
    record(c, 'people.policy', '', { optional: '自愿', admins: '管理', all: '所有人' }[policy]);
    return c.json({});
  });
  return api;
}
