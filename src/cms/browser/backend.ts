/**
 * Decap's backend over our server: its own client of the local protocol, with our transport. Remembers
 * which version of each file the form was filled from, so that a stale save is noticed.
 */
import { BACKEND, MEDIA_FOLDER } from '#/cms/decap.ts';
import type { Finding } from '#/lib/finding.ts';
import { ApiFault, BASE, post, type SignedIn } from './api.ts';
import { noteRefusal } from './checks.ts';
import { decap, type LibraryFile, type LoadedEntry, type ProxyBackend } from './decap-globals.ts';
import { hideRefusal, showNotes, showRefusal, signInAgain, watchPublishing } from './dialogs.ts';

interface Saved {
  ids?: Record<string, string>;
  renamed?: Record<string, string>;
  notes?: Finding[];
}

/** Which version of each file the form was filled from. */
export interface Versions {
  read: (path: string) => string | null;
  set: (path: string, base: string | null) => void;
}

/** Registers the backend for a signed-in editor. */
export function registerSiteBackend(user: SignedIn): Versions {
  const { CMS, createClass, h } = decap();
  /** Blob id of each file as the form saw it; null for a file that was not there. */
  const base = new Map<string, string | null>();
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
  /** A change: its refusal is shown beside the form, its success is followed until it is live. */
  const change = async (action: string, params: Record<string, unknown>): Promise<unknown> => {
    try {
      const result = await ask(action, params);
      hideRefusal();
      void watchPublishing();
      return result;
    } catch (error) {
      if (error instanceof ApiFault && (error.status === 409 || error.status === 422 || error.status === 413)) {
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
      return entry;
    },
    persistEntry: async ({ dataFiles, assets }) => {
      const fresh = assets.filter((asset) => !renamed.has(asset.path));
      const saved = (await change('persistEntry', {
        dataFiles: dataFiles.map(({ path, raw }) => ({ path, raw: serverNames(raw) })),
        assets: await Promise.all(fresh.map(async (asset) => ({ path: asset.path, content: await asset.toBase64(), encoding: 'base64' }))),
        base: Object.fromEntries(dataFiles.map(({ path }) => [path, base.get(path) ?? null])),
      })) as Saved;
      for (const [path, id] of Object.entries(saved.ids ?? {})) base.set(path, id);
      for (const [from, to] of Object.entries(saved.renamed ?? {})) renamed.set(from, to);
      showNotes(saved.notes ?? []);
      return saved;
    },
    getMedia: async (folder = MEDIA_FOLDER) => (await ask('getMedia', { mediaFolder: folder })) as LibraryFile[],
    getMediaFile: async (path) => (await ask('getMediaFile', { path: renamed.get(path) ?? path })) as LibraryFile,
    persistMedia: async (asset) => (await change('persistMedia', { asset: { path: asset.path, content: await asset.toBase64(), encoding: 'base64' } })) as LibraryFile,
    deleteFiles: async (paths) => change('deleteFiles', { paths: paths.map((path) => renamed.get(path) ?? path) }),
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
      if (!entry.get('newRecord') || data.get('urlName') || typeof title !== 'string') return undefined;
      const { urlName } = (await ask('nameEntry', { collection: entry.get('collection'), title })) as { urlName: string };
      return data.set('urlName', urlName);
    },
  });
  return { read: (path) => base.get(path) ?? null, set: (path, id) => { base.set(path, id); } };
}
