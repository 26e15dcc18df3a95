/** The log, for those who manage the site: filtered, page by page, or as a file for a spreadsheet. */
import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { AUDIT_ACTIONS, AUDIT_OUTCOMES, type AuditAction, type AuditOutcome } from '#/cms/audit-actions.ts';
import { writeCsv } from '#/lib/csv.ts';
import type { AppParts } from './app.ts';
import type { AuditFilter } from './audit.ts';
import { allows, type Signed } from './guards.ts';

const PAGE = 100;
const MOST_EXPORTED = 100_000;
const BEIJING = '+08:00';
const DAY = 86_400_000;

const date = z.iso.date().optional();
const query = z.object({
  action: z.enum(Object.keys(AUDIT_ACTIONS) as [AuditAction, ...AuditAction[]]).optional(),
  outcome: z.enum(Object.keys(AUDIT_OUTCOMES) as [AuditOutcome, ...AuditOutcome[]]).optional(),
  login: z.string().max(64).optional(),
  from: date,
  until: date,
  before: z.coerce.number().int().positive().optional(),
});

/** Filter of a request; days are Beijing's, both included. Empty parameters ask for nothing. */
function filterOf(c: Context): AuditFilter {
  const { from, until, ...rest } = query.parse(Object.fromEntries(Object.entries(c.req.query()).filter(([, value]) => value !== '')));
  const start = (day: string): number => Date.parse(`${day}T00:00:00${BEIJING}`);
  return { ...rest, from: from && start(from), until: until && start(until) + DAY } as AuditFilter;
}

/** `2026-11-23 09:00:00+08:00`. */
function beijing(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ') + BEIJING;
}

export function logApi({ audit }: AppParts): Hono<Signed> {
  const api = new Hono<Signed>();
  const guard = allows('log.read');
  api.get('/', guard, (c) => {
    const rows = audit.list(filterOf(c), PAGE + 1);
    return c.json({ rows: rows.slice(0, PAGE), more: rows.length > PAGE });
  });
  api.get('/csv', guard, (c) => {
    const rows = audit.list(filterOf(c), MOST_EXPORTED);
    audit.record({ action: 'log.export', login: c.get('user').login, address: c.get('from'), note: `${rows.length}` });
    const text = writeCsv([['时间', '操作', '结果', '谁', '从哪里', '对象', '说明'], ...rows.map((row) => [beijing(row.at), AUDIT_ACTIONS[row.action], AUDIT_OUTCOMES[row.outcome], row.login, row.address, row.target, row.note])]);
    return c.body(text, 200, { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="log.csv"' });
  });
  return api;
}
