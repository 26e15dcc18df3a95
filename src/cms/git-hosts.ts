/**
 * Decap's own backends, for offices that keep the content on a git host instead of on our server: one setting chooses
 * the host, the rest of the configuration is the generated one. Who may do what is then the host's business, and the
 * checks run in its pipeline. What each backend wants was read in Decap 3.16.3 itself.
 */

export const GIT_HOSTS = ['forgejo', 'gitea', 'gitlab', 'github'] as const;
export type GitHost = (typeof GIT_HOSTS)[number];

export interface GitHostSettings {
  host: GitHost;
  /** `office/website` */
  repo: string;
  branch: string;
  /** Origin of the host: `https://git.example.gov.cn`. */
  url: string;
  /** Id of the OAuth application that the host's administrator made for the site. Public, no secret. */
  appId: string;
  /** Origin of the OAuth server that GitHub's sign-in needs. */
  auth: string;
}

/** Variables of the environment that name the host. */
export const GIT_HOST_ENV = { host: 'SITE_CMS_BACKEND', repo: 'SITE_CMS_REPO', branch: 'SITE_CMS_BRANCH', url: 'SITE_CMS_URL', appId: 'SITE_CMS_APP_ID', auth: 'SITE_CMS_AUTH' } as const;

const DEFAULT_URL: Partial<Record<GitHost, string>> = { gitlab: 'https://gitlab.com', github: 'https://github.com' };

const isHost = (value: string): value is GitHost => (GIT_HOSTS as readonly string[]).includes(value);

/** The settings of the environment, or undefined when none names a host. Throws a Chinese sentence that says what is missing. */
export function gitHostSettings(env: Record<string, string | undefined>): GitHostSettings | undefined {
  const value = (name: keyof typeof GIT_HOST_ENV): string => env[GIT_HOST_ENV[name]]?.trim() ?? '';
  const host = value('host');
  if (host === '') return undefined;
  if (!isHost(host)) throw new Error(`${GIT_HOST_ENV.host} 只能是 ${GIT_HOSTS.join('、')}；现在是 ${host}`);
  const origin = (name: 'url' | 'auth', text: string): string => {
    if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) throw new Error(`${GIT_HOST_ENV[name]} 要写网址，例如 https://git.example.gov.cn`);
    return text.replace(/\/+$/, '');
  };
  const repo = value('repo');
  if (!/^[\w.-]+(?:\/[\w.-]+)+$/.test(repo)) throw new Error(`${GIT_HOST_ENV.repo} 要写仓库，例如 office/website`);
  const url = value('url') || DEFAULT_URL[host];
  if (!url) throw new Error(`请用 ${GIT_HOST_ENV.url} 写 ${host} 的网址，例如 https://git.example.gov.cn`);
  const appId = value('appId');
  if (appId === '' && host !== 'github') throw new Error(`请在 ${host} 里建一个 OAuth 应用（公开客户端，PKCE，回调地址是 <网站>/admin/），把它的编号写进 ${GIT_HOST_ENV.appId}`);
  const auth = value('auth');
  if (auth === '' && host === 'github') throw new Error(`GitHub 的登录要有一台 OAuth 服务器，把它的网址写进 ${GIT_HOST_ENV.auth}`);
  return { host, repo, branch: value('branch') || 'main', url: origin('url', url), appId, auth: auth && origin('auth', auth) };
}

export interface GitHostBackend {
  /** Decap's `backend`. */
  backend: Record<string, string>;
  /** Decap's `publish_mode`: drafts and review where the backend has them. */
  publishMode: 'simple' | 'editorial_workflow';
  /** Origins that the editing page speaks with, and shows pictures from. */
  origins: string[];
}

/** The part of Decap's configuration that depends on the host. */
export function gitHostBackend({ host, repo, branch, url, appId, auth }: GitHostSettings): GitHostBackend {
  const common = { name: host, repo, branch };
  switch (host) {
    case 'forgejo':
      return { backend: { ...common, api_root: `${url}/api/v1`, app_id: appId }, publishMode: 'editorial_workflow', origins: [url] };
    case 'gitea':
      // Decap's backend for it has no drafts.
      return { backend: { ...common, base_url: url, api_root: `${url}/api/v1`, app_id: appId }, publishMode: 'simple', origins: [url] };
    case 'gitlab':
      return { backend: { ...common, auth_type: 'pkce', base_url: url, api_root: `${url}/api/v4`, graphql_api_root: `${url}/api/graphql`, app_id: appId }, publishMode: 'editorial_workflow', origins: [url] };
    case 'github': {
      const cloud = url === DEFAULT_URL.github;
      const api = cloud ? 'https://api.github.com' : `${url}/api/v3`;
      return {
        backend: { ...common, base_url: auth, api_root: api, graphql_api_root: cloud ? `${api}/graphql` : `${url}/api/graphql` },
        publishMode: 'editorial_workflow',
        origins: [...new Set([new URL(api).origin, url, auth, ...(cloud ? ['https://raw.githubusercontent.com', 'https://www.githubstatus.com'] : [])])],
      };
    }
  }
}
