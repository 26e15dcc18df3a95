/** Rooms of the API around the work flow of an entry: the board's panel, history, appointments, who is editing. */
import { Hono, type Context } from 'hono';
import * as z from 'zod';
import type { AuditAction } from '#/cms/audit-actions.ts';
import { may } from '#/cms/permissions.ts';
import type { AppParts } from './app.ts';
import type { Audit } from './audit.ts';
import { draftKey, draftPlace, draftTitle, type DraftPlace } from './draft-branches.ts';
import { errorsOf, Refused } from './editing.ts';
import { compareEntries } from './compare.ts';
import { allows, demand, type Signed } from './guards.ts';
import { titleAt } from './titles.ts';

const name = z.string().max(100);
const commit = z.string().regex(/^[0-9a-f]{40}$/);
const where = z.object({ collection: name, slug: name });

function record(audit: Audit, c: Context<Signed>, action: AuditAction, target: string, note: string): void {
  audit.record({ action, login: c.get('user').login, address: c.get('from'), target, note });
}

function place({ collection, slug }: { collection: string; slug: string }): DraftPlace {
  const found = draftPlace(collection, slug);
  if (!found) throw new Refused('没有这个条目');
  return found;
}

/** `api/review`: every draft with its stage, its authors, its errors and its open notes; notes of one entry; links to previews. */
export function reviewApi({ drafts, notes, previews, accounts, audit }: AppParts): Hono<Signed> {
  const api = new Hono<Signed>();
  api.get('/', allows('review.read'), async (c) => {
    const open = notes.open();
    const rows = (await drafts.branches.all()).map(async (draft) => ({
      collection: draft.collection, slug: draft.slug, title: draftTitle(draft), isNew: draft.began === null, authors: draft.authors, author: draft.author, changed: draft.changed,
      ...drafts.state(draft), errors: errorsOf(await drafts.check(draft)), openNotes: open.get(draftKey(draft)) ?? 0,
    }));
    return c.json({ rules: await drafts.rules(), mayPublish: await drafts.mayPublish(c.get('user')), drafts: await Promise.all(rows) });
  });
  api.get('/notes/:collection/:slug', allows('review.read'), (c) => c.json(notes.list(place(c.req.param()), c.get('user'))));
  api.post('/notes', allows('review.read'), async (c) => {
    const { content, ...at } = where.extend({ content: z.string().max(10_000) }).parse(await c.req.json());
    return c.json(notes.add(place(at), content, c.get('user')));
  });
  api.post('/notes/resolve', allows('review.read'), async (c) => {
    const { id, resolved, ...at } = where.extend({ id: name, resolved: z.boolean() }).parse(await c.req.json());
    return c.json(notes.change(place(at), id, { resolved }, c.get('user')));
  });
  api.get('/links', allows('review.read'), async (c) => {
    const people = new Map(accounts.list().map((user) => [user.login, user.name]));
    const me = c.get('user');
    return c.json((await previews.links.open()).map(({ name: link, title, path, by, expires }) => ({ name: link, title, path, by: people.get(by) ?? by, expires, mine: by === me.login || may(me.role, 'review.decide') })));
  });
  api.post('/links/revoke', allows('review.read'), async (c) => {
    const asked = z.object({ name: z.string().regex(/^[0-9a-f]{64}$/) }).parse(await c.req.json());
    const link = (await previews.links.open()).find((each) => each.name === asked.name);
    if (!link) throw new Refused('这个链接已经失效了', [], 409);
    if (link.by !== c.get('user').login) demand(c.get('user'), 'review.decide');
    await previews.links.revoke(link);
    record(audit, c, 'preview.revoke', link.path, link.by);
    return c.json({});
  });
  return api;
}

/** `api/history`: versions, what differs, restoring; `deleted` lists what can come back. */
export function historyApi({ history, editing, audit }: AppParts): Hono<Signed> {
  const api = new Hono<Signed>();
  api.get('/deleted', allows('history.read'), async (c) => c.json(await history.deleted()));
  api.get('/entries', allows('history.read'), async (c) => c.json([...(await editing.state()).texts].map(([path, text]) => ({ path, title: titleAt(path, text) }))));
  api.get('/of/:collection/:slug', allows('history.read'), async (c) => {
    const at = place(c.req.param());
    const text = (await editing.stands(at.path))?.text;
    return c.json({ title: titleAt(at.path, text), ...(await history.versions(at)) });
  });
  api.get('/compare/:collection/:slug/:to', allows('history.read'), async (c) => {
    const { to, ...at } = c.req.param();
    const from = c.req.query('from');
    return c.json(await history.compare(place(at), commit.parse(to), from === undefined ? undefined : commit.parse(from)));
  });
  api.post('/compare', allows('history.read'), async (c) => {
    const { path, before, after } = z.object({ path: z.string().max(200), before: z.string(), after: z.string() }).parse(await c.req.json());
    return c.json(compareEntries(path, before, after));
  });
  api.post('/restore', allows('history.restore'), async (c) => {
    const { commit: to, ...at } = where.extend({ commit }).parse(await c.req.json());
    const done = await history.restore(place(at), to, c.get('user'));
    record(audit, c, 'content.restore', draftKey(place(at)), to.slice(0, 10));
    return c.json(done);
  });
  return api;
}

/** `api/schedule`: what happens when. */
export function scheduleApi({ schedule, drafts, editing, audit }: AppParts): Hono<Signed> {
  const api = new Hono<Signed>();
  api.get('/', allows('schedule.read'), async (c) => {
    const all = await drafts.branches.all();
    const { texts } = await editing.state();
    return c.json(schedule.list().map((each) => {
      const at = draftPlace(each.collection, each.slug);
      const draft = all.find((one) => one.collection === each.collection && one.slug === each.slug);
      return { ...each, title: draft ? draftTitle(draft) : titleAt(at?.path ?? '', at && texts.get(at.path)), status: draft && drafts.state(draft).status };
    }));
  });
  api.post('/add', allows('schedule.read'), async (c) => {
    const user = c.get('user');
    const { action, at, ...entry } = where.extend({ action: z.enum(['publish', 'withdraw']), at: z.string().regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/, '时间要写成 2026-12-01T09:00 这样的北京时间') }).parse(await c.req.json());
    if (!(await drafts.mayPublish(user))) demand(user, 'schedule.change');
    const found = place(entry);
    const draft = await drafts.branches.get(found);
    if (action === 'publish') {
      if (!draft || drafts.state(found).status !== 'pending_publish') throw new Refused('只有“就绪”的草稿才能定时发布');
      const errors = errorsOf(await drafts.check(draft));
      if (errors.length > 0) throw new Refused(`还不能定时发布：有 ${errors.length} 处要改`, errors);
    } else {
      const coming = schedule.list().some((each) => each.done === undefined && each.action === 'publish' && each.collection === found.collection && each.slug === found.slug);
      const live = await editing.stands(found.path);
      if (found.collection === 'settings' || (!live && !coming)) throw new Refused('只有在网站上的，或已经定时发布的条目才能定时下架');
      const broken = live ? await editing.pointersTo([found.path]) : [];
      if (broken.length > 0) throw new Refused('还不能定时下架：别的条目用到它，到时会断开', broken);
    }
    const made = schedule.add(found, action, at, user);
    record(audit, c, 'schedule.change', draftKey(found), `${action} ${at}`);
    return c.json(made);
  });
  api.post('/cancel', allows('schedule.read'), async (c) => {
    const user = c.get('user');
    const { id } = z.object({ id: name }).parse(await c.req.json());
    if (!(await drafts.mayPublish(user))) demand(user, 'schedule.change');
    if (!schedule.cancel(id)) throw new Refused('它已经执行了，或已被取消', [], 409);
    record(audit, c, 'schedule.change', id, '取消');
    return c.json({});
  });
  return api;
}

/** `api/locks`: signs of life of open forms. */
export function locksApi({ locks }: AppParts): Hono<Signed> {
  const api = new Hono<Signed>();
  const asked = where.extend({ form: name, take: z.boolean().default(false) });
  api.get('/', allows('content.read'), (c) => c.json(Object.fromEntries([...locks.list()].map(([entry, { name: by, since }]) => [entry, { name: by, since }]))));
  api.post('/hold', allows('content.save'), async (c) => {
    const { form, take, ...at } = asked.parse(await c.req.json());
    return c.json(locks.hold(draftKey(place(at)), form, c.get('user'), take));
  });
  api.post('/release', allows('content.save'), async (c) => {
    const { form, ...at } = asked.parse(await c.req.json());
    locks.release(draftKey(place(at)), form);
    return c.json({});
  });
  return api;
}

