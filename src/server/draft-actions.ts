/** The actions of the editing interface that concern drafts: Decap's board, its stages and its notes. */
import * as z from 'zod';
import type { Permission } from '#/cms/permissions.ts';
import { STAGES } from '#/cms/publishing-words.ts';
import { parseYaml } from '#/lib/front-matter.ts';
import type { User } from './accounts.ts';
import type { AuditEvent } from './audit.ts';
import { draftKey, draftPlace, type DraftPlace } from './draft-branches.ts';
import { STATUSES, type Drafts, type DraftStatus } from './drafts.ts';
import { demand } from './guards.ts';
import { Missing } from './missing.ts';
import type { Note, Notes } from './notes.ts';
import { rulesIn, type PublishingRules } from './publishing-rules.ts';

const name = z.string().max(100);
const where = { collection: name, slug: name };
const filePath = z.string().max(200);

export const DRAFT_PARAMS = {
  rights: z.object({}),
  unpublishedEntries: z.object({}),
  unpublishedEntry: z.object({ id: name.optional(), collection: name.optional(), slug: name.optional() }),
  unpublishedEntryDataFile: z.object({ ...where, path: filePath }),
  unpublishedEntryMediaFile: z.object({ ...where, path: filePath }),
  updateUnpublishedEntryStatus: z.object({ ...where, newStatus: z.enum(STATUSES) }),
  publishUnpublishedEntry: z.object(where),
  deleteUnpublishedEntry: z.object(where),
  getNotes: z.object(where),
  addNote: z.object({ ...where, note: z.object({ content: z.string().max(10_000) }) }),
  updateNote: z.object({ ...where, noteId: name, updates: z.object({ content: z.string().max(10_000).optional(), resolved: z.boolean().optional() }) }),
  deleteNote: z.object({ ...where, noteId: name }),
} as const;

type DraftAction = keyof typeof DRAFT_PARAMS;

export const DRAFT_PERMISSIONS: Readonly<Record<DraftAction, Permission>> = {
  rights: 'content.read',
  unpublishedEntries: 'review.read',
  unpublishedEntry: 'review.read',
  unpublishedEntryDataFile: 'review.read',
  unpublishedEntryMediaFile: 'review.read',
  // Who may make ready, publish and throw away also hangs on the settings and on whose draft it is: `Drafts` asks.
  updateUnpublishedEntryStatus: 'content.save',
  publishUnpublishedEntry: 'content.save',
  deleteUnpublishedEntry: 'content.save',
  getNotes: 'review.read',
  addNote: 'review.read',
  updateNote: 'review.read',
  deleteNote: 'review.read',
};

/** The place that a request names. Throws {@link Missing}. */
function placeIn({ collection = '', slug = '' }: { collection?: string | undefined; slug?: string | undefined }): DraftPlace {
  const place = draftPlace(collection, slug);
  if (!place) throw new Missing('没有这份草稿');
  return place;
}

/** Throws `NotAllowed` when a text of the settings changes how publishing goes and that is not the user's to change. */
export function demandRules(user: User, path: string, text: string, now: PublishingRules): void {
  if (path !== 'content/settings/site.yml') return;
  const sent = rulesIn(parseYaml(text).data);
  if (sent && (sent.review !== now.review || sent.credits !== now.credits)) demand(user, 'settings.publishing');
}

/** What the log says about an action that changes a draft. */
export function auditOfDraft(name: string, params: unknown): Pick<AuditEvent, 'action' | 'target' | 'note'> | undefined {
  const { collection, slug, newStatus } = (params ?? {}) as { collection?: string; slug?: string; newStatus?: DraftStatus };
  const target = `${collection ?? ''}/${slug ?? ''}`;
  switch (name) {
    case 'updateUnpublishedEntryStatus': return { action: newStatus === 'pending_review' ? 'review.send' : 'review.decide', target, note: STAGES[newStatus ?? ''] };
    case 'publishUnpublishedEntry': return { action: 'publish.run', target };
    case 'deleteUnpublishedEntry': return { action: 'content.delete', target, note: '草稿' };
    default: return undefined;
  }
}

export interface DraftContext {
  drafts: Drafts;
  notes: Notes;
  media: (file: { path: string; id: string; size: number }) => unknown;
}

/** What each action answers. */
export function draftActions({ drafts, notes, media }: DraftContext): { [A in DraftAction]: (params: z.infer<(typeof DRAFT_PARAMS)[A]>, user: User) => unknown } {
  const draftAt = async (place: DraftPlace) => {
    const draft = await drafts.branches.get(place);
    if (!draft) throw new Missing('没有这份草稿');
    return draft;
  };
  return {
    rights: async (_params, user) => ({ mayPublish: await drafts.mayPublish(user), rules: await drafts.rules() }),
    unpublishedEntries: async () => (await drafts.branches.all()).map(draftKey),
    unpublishedEntry: async ({ id, collection, slug }) => {
      const [noun, file] = id === undefined ? [collection, slug] : id.split('/');
      const draft = await draftAt(placeIn({ collection: noun, slug: file }));
      return {
        collection: draft.collection, slug: draft.slug, status: drafts.state(draft).status, updatedAt: new Date(draft.changed).toISOString(), pullRequestAuthor: draft.author,
        diffs: [{ path: draft.path, newFile: draft.began === null, id: draft.id }, ...[...draft.media].map(([path, blob]) => ({ path, newFile: true, id: blob }))],
      };
    },
    unpublishedEntryDataFile: async (params) => {
      const { text, id } = await draftAt(placeIn(params));
      return { data: text, id };
    },
    unpublishedEntryMediaFile: async ({ path, ...params }) => {
      const id = (await draftAt(placeIn(params))).media.get(path);
      if (id === undefined) throw new Missing(`没有图片 ${path}`);
      return media({ path, id, size: 0 });
    },
    updateUnpublishedEntryStatus: async ({ newStatus, ...params }, user) => {
      await drafts.setStatus(placeIn(params), newStatus, user);
      return {};
    },
    publishUnpublishedEntry: async (params, user) => {
      const { commit, notes: findings } = await drafts.publish(placeIn(params), user);
      return { commit, notes: findings };
    },
    deleteUnpublishedEntry: async (params, user) => {
      await drafts.remove(placeIn(params), user);
      return {};
    },
    getNotes: (params, user): { notes: Note[] } => ({ notes: notes.list(placeIn(params), user) }),
    addNote: ({ note, ...params }, user) => ({ note: notes.add(placeIn(params), note.content, user) }),
    updateNote: ({ noteId, updates, ...params }, user) => ({ note: notes.change(placeIn(params), noteId, updates, user) }),
    deleteNote: ({ noteId, ...params }, user) => {
      notes.remove(placeIn(params), noteId, user);
      return {};
    },
  };
}

