/** One's own account: password, second factor, sessions. Whatever changes how one signs in asks for the password again. */
import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { qrCode } from '#/lib/qr.ts';
import type { AuditAction } from '#/cms/audit-actions.ts';
import type { AppParts } from './app.ts';
import { PROOF_LABELS, type User } from './accounts.ts';
import { allows, type Signed } from './guards.ts';
import { clientOf, proofFields, refuseProof, SessionCookie } from './session-api.ts';
import { totpSecret, totpUri } from './totp.ts';

const ISSUER = '网站工作台';
/** How long a new secret waits for its first code. */
const SETUP_TIME = 10 * 60_000;

const proof = z.object(proofFields);
const passwordChange = z.object({ ...proofFields, fresh: z.string().max(1000) });
const firstCode = z.object({ code: z.string().max(60) });
const ending = z.object({ ...proofFields, id: z.string().max(20).optional() });

export function accountApi({ accounts, audit, config }: AppParts): Hono<Signed> {
  const api = new Hono<Signed>();
  const guard = allows('account.own');
  const cookie = new SessionCookie(config);
  /** Secrets that no code has proven yet, by login. A restart forgets them: one begins again. */
  const waiting = new Map<string, { secret: string; until: number }>();

  const record = (c: Context<Signed>, action: AuditAction, note?: string): void => {
    audit.record({ action, login: c.get('user').login, address: c.get('from'), target: c.get('user').login, note });
  };
  /** The password (and code) again. An answer when they are not right. */
  const refused = async (c: Context<Signed>, given: z.infer<typeof proof>, action: AuditAction): Promise<Response | undefined> => {
    const user = c.get('user');
    const proven = await accounts.prove(user.login, given, c.get('from'));
    if (!('reason' in proven)) return undefined;
    audit.record({ action, outcome: 'failed', login: user.login, address: c.get('from'), note: PROOF_LABELS[proven.reason] });
    // 401 would tell the page that the session ended.
    const response = refuseProof(c, proven);
    return response.status === 401 ? new Response(response.body, { status: 422, headers: response.headers }) : response;
  };
  /** After a change of what one signs in with: a new token here, and no other session. */
  const startAnew = (c: Context<Signed>, user: User): void => {
    accounts.sessions.endAll(user.login);
    cookie.write(c, accounts.sessions.open(user.login, clientOf(c, config)));
  };

  api.get('/', guard, (c) => {
    const user = c.get('user');
    return c.json({ ...user, totp: accounts.hasTotp(user.login), recoveryCodes: accounts.recoveryCodesLeft(user.login), sessions: accounts.sessions.list(user.login, cookie.read(c)) });
  });
  api.post('/password', guard, async (c) => {
    const { fresh, ...given } = passwordChange.parse(await c.req.json());
    const no = await refused(c, given, 'account.password');
    if (no) return no;
    if (fresh === given.password) return c.json({ error: '新密码和原来的一样', field: 'fresh' }, 422);
    await accounts.changePassword(c.get('user'), fresh);
    startAnew(c, c.get('user'));
    record(c, 'account.password');
    return c.json({});
  });
  api.post('/totp/begin', guard, async (c) => {
    const no = await refused(c, proof.parse(await c.req.json()), 'account.totp-on');
    if (no) return no;
    const { login } = c.get('user');
    const secret = totpSecret();
    waiting.set(login, { secret, until: Date.now() + SETUP_TIME });
    return c.json({ secret, qr: qrCode(totpUri(secret, login, ISSUER)) });
  });
  api.post('/totp/confirm', guard, async (c) => {
    const { code } = firstCode.parse(await c.req.json());
    const user = c.get('user');
    const begun = waiting.get(user.login);
    if (!begun || begun.until < Date.now()) return c.json({ error: '时间过长，请从头再来' }, 422);
    const codes = accounts.turnTotpOn(user.login, begun.secret, code);
    if (!codes) return c.json({ error: '验证码不对。请核对手机的时间，输入应用里现在显示的数字' }, 422);
    waiting.delete(user.login);
    startAnew(c, user);
    record(c, 'account.totp-on');
    return c.json({ codes });
  });
  api.post('/totp/off', guard, async (c) => {
    const no = await refused(c, proof.parse(await c.req.json()), 'account.totp-off');
    if (no) return no;
    accounts.turnTotpOff(c.get('user').login);
    startAnew(c, c.get('user'));
    record(c, 'account.totp-off');
    return c.json({});
  });
  api.post('/recovery-codes', guard, async (c) => {
    const no = await refused(c, proof.parse(await c.req.json()), 'account.recovery');
    if (no) return no;
    if (!accounts.hasTotp(c.get('user').login)) return c.json({ error: '没有开启两步登录' }, 422);
    record(c, 'account.recovery');
    return c.json({ codes: accounts.newRecoveryCodes(c.get('user').login) });
  });
  api.post('/sessions/end', guard, async (c) => {
    const { id, ...given } = ending.parse(await c.req.json());
    const no = await refused(c, given, 'session.end');
    if (no) return no;
    const { login } = c.get('user');
    const ended = id === undefined ? accounts.sessions.endAll(login, cookie.read(c)) : Number(accounts.sessions.endById(login, id));
    record(c, 'session.end', `${ended}`);
    return c.json({ ended });
  });
  return api;
}
