/**
 * The actions of the editing interface: the protocol that Decap speaks with a local server, over the
 * store. Pictures travel by address, never inside an answer.
 */
import path from 'node:path';
import * as z from 'zod';
import type { Permission } from '#/cms/permissions.ts';
import { NOUN_NAMES } from '#/schemas/nouns.ts';
import { settingsAt } from '#/schemas/settings-files.ts';
import type { User } from './accounts.ts';
import type { AuditEvent } from './audit.ts';
import { auditOfDraft, demandRules, DRAFT_PARAMS, DRAFT_PERMISSIONS, draftActions } from './draft-actions.ts';
import type { Drafts } from './drafts.ts';
import { Refused, type Editing } from './editing.ts';
import { demand, NotAllowed } from './guards.ts';
import { Missing } from './missing.ts';
import type { Notes } from './notes.ts';
import { awaited, type Previews } from './preview.ts';
import { LINK_DAYS } from './preview-links.ts';
import type { Store, StoredFile } from './store.ts';
import { urlNameFor } from './url-name.ts';

const filePath = z.string().max(200);
const blob = z.string().regex(/^[0-9a-f]{40}$/);
const upload = z.object({ path: filePath, content: z.string(), encoding: z.literal('base64') });
/** A form that is not saved, and the paths of the pictures that came into it. */
const draft = { path: filePath, raw: z.string().max(2_000_000), uploads: z.array(filePath).max(50).default([]) };
const PARAMS = {
  ...DRAFT_PARAMS,
  entriesByFolder: z.object({ folder: z.string().max(100), extension: z.string().max(10) }),
  entriesByFiles: z.object({ files: z.array(z.object({ path: filePath, label: z.string().optional() })).max(50) }),
  getEntry: z.object({ path: filePath }),
  persistEntry: z.object({
    dataFiles: z.array(z.object({ path: filePath, raw: z.string().max(2_000_000) })).min(1).max(5),
    assets: z.array(upload).default([]),
    base: z.record(z.string(), blob.nullable()).default({}),
    draft: z.boolean().default(false),
    returns: z.boolean().default(false),
    over: blob.optional(),
  }),
  checkEntry: z.object(draft),
  preview: z.object(draft),
  previewLink: z.object({ ...draft, days: z.literal(LINK_DAYS) }),
  previewPicture: z.object({ asset: upload }),
  deleteFiles: z.object({ paths: z.array(filePath).min(1).max(50) }),
  getMedia: z.object({ mediaFolder: z.string().max(100).optional() }),
  getMediaFile: z.object({ path: filePath }),
  persistMedia: z.object({ asset: upload }),
  getDeployPreview: z.object({ collection: z.string(), slug: z.string() }),
  nameEntry: z.object({ collection: z.enum(NOUN_NAMES as [string, ...string[]]), title: z.string().max(300) }),
  info: z.object({}),
} as const;

type Action = keyof typeof PARAMS;
type Params<A extends Action> = z.infer<(typeof PARAMS)[A]>;

/** What each action takes. */
export const ACTION_PERMISSIONS: Readonly<Record<Action, Permission>> = {
  ...DRAFT_PERMISSIONS,
  entriesByFolder: 'content.read',
  entriesByFiles: 'content.read',
  getEntry: 'content.read',
  persistEntry: 'content.save',
  checkEntry: 'content.save',
  preview: 'content.save',
  previewLink: 'content.save',
  previewPicture: 'media.upload',
  deleteFiles: 'content.delete',
  getMedia: 'content.read',
  getMediaFile: 'content.read',
  persistMedia: 'media.upload',
  getDeployPreview: 'content.read',
  nameEntry: 'content.save',
  info: 'content.read',
};

export interface MediaFile {
  id: string;
  name: string;
  path: string;
  size: number;
  url: string;
  displayURL: string;
}

export interface CmsContext {
  store: Store;
  editing: Editing;
  previews: Previews;
  drafts: Drafts;
  notes: Notes;
  base: string;
}

/** What each action answers. */
export function cmsActions({ store, editing, drafts, notes, previews, base }: CmsContext): { [A in Action]: (params: Params<A>, user: User) => unknown } {
  const media = (file: Pick<StoredFile, 'path' | 'id' | 'size'>): MediaFile => {
    const name = path.posix.basename(file.path);
    const url = `${base}api/media/${file.id}/${encodeURIComponent(name)}`;
    return { id: file.id, name, path: file.path, size: file.size, url, displayURL: url };
  };
  const mediaAt = async (file: string): Promise<MediaFile> => {
    const found = (await editing.state()).files.find((each) => each.path === file && each.path.startsWith('content/media/'));
    if (!found) throw new Missing(`没有图片 ${file}`);
    return media(found);
  };
  const one = async (file: string): Promise<{ data: string | null; file: { path: string; id: string | null } }> => {
    const { files } = await editing.state();
    const found = files.find((each) => each.path === file);
    const [bytes] = found ? await store.blobs([found.id]) : [];
    return { data: bytes?.toString('utf8') ?? null, file: { path: file, id: found?.id ?? null } };
  };
  return {
    ...draftActions({ drafts, notes, media }),
    info: () => ({ repo: 'content', publish_modes: ['editorial_workflow'], type: 'site' }),
    entriesByFolder: async ({ folder, extension }) => {
      const { files, texts } = await editing.state();
      const start = `${folder.replace(/\/+$/, '')}/`;
      return files
        .filter((file) => file.path.startsWith(start) && file.path.endsWith(`.${extension}`) && texts.has(file.path))
        .map((file) => ({ data: texts.get(file.path), file: { path: file.path, id: file.id } }));
    },
    entriesByFiles: ({ files }) => Promise.all(files.map(async ({ path: file, label }) => {
      const entry = await one(file);
      return { ...entry, file: { ...entry.file, label } };
    })),
    getEntry: ({ path: file }) => one(file),
    persistEntry: async ({ dataFiles, assets, base: seen, draft, returns, over }, user) => {
      if (dataFiles.some((file) => settingsAt(file.path))) demand(user, 'settings.save');
      const rules = await drafts.rules();
      for (const { path: file, raw } of dataFiles) demandRules(user, file, raw, rules);
      const request = {
        files: dataFiles.map(({ path: file, raw }) => ({ path: file, text: raw, base: Object.hasOwn(seen, file) ? seen[file] : undefined })),
        uploads: assets.map((asset) => ({ path: asset.path, bytes: Buffer.from(asset.content, 'base64') })),
      };
      if (draft) return drafts.save({ ...request, returns, over }, user);
      if (!(await drafts.mayPublish(user))) throw new NotAllowed(user, 'publish.run');
      return editing.save(request, user);
    },
    checkEntry: async ({ path: file, raw, uploads }) => ({ findings: (await editing.judge({ files: [{ path: file, text: raw }], ...(await drafts.around(file)) }, awaited(uploads))).findings }),
    preview: async ({ path: file, raw, uploads }, user) => previews.frame({ path: file, text: raw, uploads, around: await drafts.around(file) }, user),
    previewLink: async ({ path: file, raw, uploads, days }, user) => previews.link({ path: file, text: raw, uploads, around: await drafts.around(file) }, days, user),
    previewPicture: async ({ asset }, user) => {
      await previews.addPicture({ path: asset.path, bytes: Buffer.from(asset.content, 'base64') }, user);
      return {};
    },
    deleteFiles: async ({ paths }, user) => {
      const pictures = paths.filter((file) => file.startsWith('content/media/'));
      if (pictures.length > 0) demand(user, 'media.delete');
      for (const file of pictures) await drafts.demandUnused(file);
      return { commit: await editing.remove(paths, user) };
    },
    getMedia: async ({ mediaFolder = 'content/media' }) => {
      const { files } = await editing.state();
      return files.filter((file) => file.path.startsWith('content/media/') && path.posix.dirname(file.path) === mediaFolder.replace(/\/+$/, '')).map(media);
    },
    getMediaFile: ({ path: file }) => mediaAt(file),
    persistMedia: async ({ asset }, user) => {
      const { path: file } = await editing.addPicture({ path: asset.path, bytes: Buffer.from(asset.content, 'base64') }, user);
      return mediaAt(file);
    },
    // The real page is shown beside the form (preview.ts), not as a deployment.
    getDeployPreview: () => null,
    nameEntry: async ({ collection, title }) => {
      const index = (await editing.state()).index();
      const noun = NOUN_NAMES.find((name) => name === collection);
      if (!noun) throw new Refused('没有这个栏目');
      const held = await drafts.names(noun);
      return { urlName: urlNameFor(title, noun, (name) => !index.isFree(noun, name) || held.has(name)) };
    },
  };
}

/** What the log says about an action that changes something. */
function auditOf(name: Action, params: unknown): Pick<AuditEvent, 'action' | 'target' | 'note'> | undefined {
  switch (name) {
    case 'persistEntry': return { action: 'content.save', target: (params as Params<'persistEntry'>).dataFiles.map((file) => file.path).join('、') };
    case 'deleteFiles': return { action: 'content.delete', target: (params as Params<'deleteFiles'>).paths.join('、') };
    case 'persistMedia': return { action: 'media.add', target: (params as Params<'persistMedia'>).asset.path };
    default: return auditOfDraft(name, params);
  }
}

/** Runs the action that a request names; `record` takes what the log shall say of it. Throws `NotAllowed`, or {@link Refused} when it cannot be understood. */
export async function runAction(actions: ReturnType<typeof cmsActions>, request: unknown, user: User, record: (event: AuditEvent) => void): Promise<unknown> {
  const { action, params } = z.object({ action: z.string(), params: z.unknown() }).parse(request);
  if (!Object.hasOwn(PARAMS, action)) throw new Refused(`没有 ${action.slice(0, 40)} 这个操作`);
  const name = action as Action;
  demand(user, ACTION_PERMISSIONS[name]);
  const parsed = PARAMS[name].safeParse(params ?? {});
  if (!parsed.success) throw new Refused('请求的格式不对');
  const event = auditOf(name, parsed.data);
  try {
    const answer = await (actions[name] as (params: unknown, user: User) => unknown)(parsed.data, user);
    if (event) record(event);
    return answer;
  } catch (error) {
    if (event && error instanceof Refused) record({ ...event, outcome: 'refused', note: error.message });
    throw error;
  }
}
