/**
 * Decap's backend over our server: its own client of the local protocol, with our transport. Remembers
 * which version of each file the form was filled from, so that a stale save is noticed.
 */
import { BACKEND, MEDIA_FOLDER } from '#/cms/decap.ts';
import type { Finding } from '#/lib/finding.ts';
import { ApiFault, BASE, post, type SignedIn } from './api.ts';
import { noteRefusal } from './checks.ts';
import { chooseVersion, isConflict, keepAsCopy } from './conflict.ts';
import { decap, type LibraryFile, type LoadedEntry, type ProxyBackend } from './decap-globals.ts';
import { hideRefusal, showNotes, showRefusal, signInAgain, watchPublishing } from './dialogs.ts';
import { showStage } from './draft.ts';
import { openForm, reopenForm } from './forms.ts';

/** So long after a save Decap has drawn what it knows of it, in milliseconds. */
const SETTLED = 400;

interface Saved {
  ids?: Record<string, string>;
  renamed?: Record<string, string>;
  notes?: Finding[];
  /** Stage of the draft after the save; undefined when it went straight onto the site. */
  status?: string;
}

interface DraftFile {
  data: string;
  id: string;
}

/** Which version of each file the form was filled from. */
export interface Versions {
  read: (path: string) => string | null;
  set: (path: string, base: string | null) => void;
}

/** Tells that a new entry needs a title, and is what the save fails with. */
function untitled(): ApiFault {
  const fault = new ApiFault('没有保存：先写标题', 422, [{ path: '', field: 'title', label: '标题', line: 1, message: '还没有标题，文件和网址的名字从标题来', fix: '写一个标题，别的可以以后再写', severity: 'error' }]);
  showRefusal(fault);
  noteRefusal(fault.findings);
  return fault;
}

/** Registers the backend for a signed-in editor. */
export function registerSiteBackend(user: SignedIn): Versions {
  const { CMS, createClass, h } = decap();
  /** Blob id of each file as the form saw it; null for a file that was not there. */
  const base = new Map<string, string | null>();
  /** Text of each file as the form was filled from it. */
  const loaded = new Map<string, string>();
  /** Names that the server gave to uploaded pictures. */
  const renamed = new Map<string, string>();

  const ask = async (action: string, params: Record<string, unknown>, again = true): Promise<unknown> => {
    try {
      return await post('cms', { action, params });
    } catch (error) {
      if (!(error instanceof ApiFault) || error.status !== 401 || !again) throw error;
      await signInAgain(user);
      return ask(action, params, false);
    }
  };
  /** A change: its refusal is shown beside the form, its success is followed until it is live, if it goes there. */
  const change = async (action: string, params: Record<string, unknown>, live = true): Promise<unknown> => {
    try {
      const result = await ask(action, params);
      hideRefusal();
      if (live) void watchPublishing();
      return result;
    } catch (error) {
      const shownBeside = error instanceof ApiFault && (error.status === 422 || error.status === 413 || (error.status === 409 && (!isConflict(error) || action !== 'persistEntry')));
      if (shownBeside) {
        showRefusal(error);
        noteRefusal(error.findings);
      }
      throw error;
    }
  };
  const serverNames = (text: string): string => [...renamed].reduce((out, [from, to]) => {
    const [old, fresh] = [from, to].map((path) => path.replace(/^content\//, '')) as [string, string];
    return out.replaceAll(old, fresh).replaceAll(encodeURI(old), fresh);
  }, text);

  const SignIn = createClass({
    // The page before has asked for the password; here Decap only has to be told.
    componentDidMount(this: { props: { onLogin: (user: SignedIn) => void } }) { this.props.onLogin(user); },
    render: () => h('p', { role: 'status' }, '正在打开编辑器…'),
  });

  const own = (inner: ProxyBackend): Partial<ProxyBackend> => ({
    request: ({ action, params }) => ask(action, params),
    getEntry: async (path) => {
      const entry = (await ask('getEntry', { path })) as LoadedEntry;
      base.set(path, entry.file.id);
      if (entry.data !== null) loaded.set(path, entry.data);
      return entry;
    },
    unpublishedEntryDataFile: async (collection, slug, path) => {
      const { data, id } = (await ask('unpublishedEntryDataFile', { collection, slug, path })) as DraftFile;
      base.set(path, id);
      loaded.set(path, data);
      return data;
    },
    unpublishedEntryMediaFile: async (collection, slug, path) => (await ask('unpublishedEntryMediaFile', { collection, slug, path })) as LibraryFile,
    updateUnpublishedEntryStatus: async (collection, slug, newStatus) => change('updateUnpublishedEntryStatus', { collection, slug, newStatus }, false),
    publishUnpublishedEntry: async (collection, slug) => change('publishUnpublishedEntry', { collection, slug }),
    deleteUnpublishedEntry: async (collection, slug) => change('deleteUnpublishedEntry', { collection, slug }, false),
    persistEntry: async ({ dataFiles, assets }, { useWorkflow, status }) => {
      const fresh = assets.filter((asset) => !renamed.has(asset.path));
      const files = dataFiles.map(({ path, raw }) => ({ path, raw: serverNames(raw) }));
      const uploads = await Promise.all(fresh.map(async (asset) => ({ path: asset.path, content: await asset.toBase64(), encoding: 'base64' })));
      // Decap names a stage only for what it has just taken off the site.
      const send = async (over?: string): Promise<Saved> => (await change('persistEntry', {
        dataFiles: files, assets: uploads, base: Object.fromEntries(files.map(({ path }) => [path, base.get(path) ?? null])), draft: useWorkflow === true, returns: status !== undefined, ...(over && { over }),
      }, useWorkflow !== true)) as Saved;
      let over: string | undefined;
      let merged = false;
      for (;;) {
        try {
          const saved = await send(over);
          for (const [path, id] of Object.entries(saved.ids ?? {})) base.set(path, id);
          for (const [from, to] of Object.entries(saved.renamed ?? {})) renamed.set(from, to);
          for (const { path, raw } of files) loaded.set(path, raw);
          showNotes(saved.notes ?? [], saved.status);
          for (const { slug } of dataFiles) if (saved.status) setTimeout(() => { showStage(files[0]?.path.split('/')[1] ?? '', slug, saved.status ?? ''); }, SETTLED);
          if (merged) setTimeout(reopenForm, SETTLED);
          return saved;
        } catch (error) {
          const [file] = files;
          if (!file || !isConflict(error)) throw error;
          const choice = await chooseVersion({ path: file.path, mine: file.raw, base: loaded.get(file.path), theirs: error.theirs });
          if (!choice) throw error;
          hideRefusal();
          if (choice.kind === 'copy') {
            const copy = await keepAsCopy(file.path, file.raw);
            setTimeout(() => { openForm(copy); }, SETTLED);
            return {};
          }
          file.raw = choice.text;
          merged = true;
          if (error.theirs.under) over = error.theirs.id ?? undefined;
          else base.set(file.path, error.theirs.id);
        }
      }
    },
    getMedia: async (folder = MEDIA_FOLDER) => (await ask('getMedia', { mediaFolder: folder })) as LibraryFile[],
    getMediaFile: async (path) => (await ask('getMediaFile', { path: renamed.get(path) ?? path })) as LibraryFile,
    persistMedia: async (asset) => (await change('persistMedia', { asset: { path: asset.path, content: await asset.toBase64(), encoding: 'base64' } })) as LibraryFile,
    deleteFiles: async (paths) => {
      const result = await change('deleteFiles', { paths: paths.map((path) => renamed.get(path) ?? path) });
      for (const path of paths) base.set(path, null);
      return result;
    },
    authComponent: () => SignIn,
    authenticate: () => Promise.resolve({ ...user, email: `${user.login}@localhost` }),
    restoreUser: () => inner.authenticate(user),
    logout: async () => {
      await post('logout', {});
      location.replace(`${BASE}admin/`);
    },
  });

  // Decap calls it with `new`; what a constructor returns is the instance.
  CMS.registerBackend(BACKEND, function SiteBackend(config, options) {
    const inner = CMS.getBackend('proxy').init(config, options);
    return Object.assign(inner, own(inner));
  });

  CMS.registerEventListener({
    name: 'preSave',
    handler: async ({ entry }) => {
      const data = entry.get('data') as ReturnType<typeof entry.set>;
      const title = data.get('title');
      if (!entry.get('newRecord') || data.get('urlName')) return undefined;
      // Everything else of a draft may be missing.
      if (typeof title !== 'string' || title.trim() === '') throw untitled();
      const { urlName } = (await ask('nameEntry', { collection: entry.get('collection'), title })) as { urlName: string };
      return data.set('urlName', urlName);
    },
  });
  return { read: (path) => base.get(path) ?? null, set: (path, id) => { base.set(path, id); } };
}
