/**
 * Who may do what: the one table. The server refuses by it (`src/server/guards.ts`), the editing interface hides by it.
 * A role may also do things that are listed for it only; nothing follows from the order of the roles.
 */

/** Roles of the publishing work flow. */
export const ROLES = ['author', 'editor', 'reviewer', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_LABELS: Readonly<Record<Role, string>> = { author: '作者', editor: '编辑', reviewer: '审核', admin: '管理' };

const ALL: readonly Role[] = ROLES;
const EDITORS: readonly Role[] = ['editor', 'reviewer', 'admin'];
const REVIEWERS: readonly Role[] = ['reviewer', 'admin'];
const ADMINS: readonly Role[] = ['admin'];

/** Action → roles. Names are `<thing>.<verb>`. */
export const PERMISSIONS = {
  /** Read entries, drafts, pictures and lists. */
  'content.read': ALL,
  /** Save an entry and send it to review. */
  'content.save': ALL,
  'content.delete': EDITORS,
  'settings.save': EDITORS,
  /** Change whether a review is asked for, and whether pages name who wrote them. */
  'settings.publishing': ADMINS,
  'media.upload': ALL,
  'media.delete': EDITORS,
  /** See the board and notes; write a note. */
  'review.read': ALL,
  /** Say that an entry is ready, or send it back. */
  'review.decide': REVIEWERS,
  /** Bring what is ready to the site. */
  'publish.run': REVIEWERS,
  /** The same without a reviewer, where the settings ask for none. */
  'publish.unreviewed': EDITORS,
  'publish.read': ALL,
  'publish.rollback': ADMINS,
  'history.read': ALL,
  'history.restore': EDITORS,
  'schedule.read': ALL,
  'schedule.change': REVIEWERS,
  'inspection.read': ALL,
  /** Searches of readers that found nothing. */
  'misses.read': ALL,
  /** One's own password, second factor and sessions. */
  'account.own': ALL,
  'people.manage': ADMINS,
  'log.read': ADMINS,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** Whether a role may do something. */
export function may(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(role);
}
