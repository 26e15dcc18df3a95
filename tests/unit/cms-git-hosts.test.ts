/** One setting turns the generated configuration to a git host; only the backend and what follows from it change. */
import { describe, expect, it } from 'vitest';
import { decapConfig } from '#/cms/decap.ts';
import { GIT_HOSTS, gitHostBackend, gitHostSettings } from '#/cms/git-hosts.ts';

const env = (host: string, more: Record<string, string> = {}): Record<string, string> => ({
  SITE_CMS_BACKEND: host, SITE_CMS_REPO: 'office/website', SITE_CMS_URL: host === 'github' ? '' : 'https://git.example.gov.cn/', SITE_CMS_APP_ID: host === 'github' ? '' : 'abc-123', SITE_CMS_AUTH: host === 'github' ? 'https://auth.example.gov.cn' : '', ...more,
});
const settings = (host: string, more: Record<string, string> = {}): NonNullable<ReturnType<typeof gitHostSettings>> => {
  const found = gitHostSettings(env(host, more));
  if (!found) throw new Error('no host');
  return found;
};

describe('a git host', () => {
  it.each(GIT_HOSTS)('%s: the backend is frozen', (host) => {
    expect(gitHostBackend(settings(host))).toMatchSnapshot();
  });

  it.each(GIT_HOSTS)('%s: the collections are those of our own server, but for what it fills in', (host) => {
    const { config } = decapConfig('/', gitHostBackend(settings(host)));
    const own = decapConfig('/').config;
    expect(config['backend']).toMatchObject({ name: host, repo: 'office/website', branch: 'main' });
    expect(config.collections.map(({ name }) => name)).toEqual(own.collections.map(({ name }) => name));
    const [ours, theirs] = [own, config].map((each) => each.collections.find(({ name }) => name === 'science')?.['fields'] as { name: string; required?: boolean }[]);
    expect(theirs?.filter(({ name }) => name !== 'urlName')).toEqual(ours?.filter(({ name }) => name !== 'urlName'));
    expect(theirs?.find(({ name }) => name === 'urlName')?.required).toBe(true);
  });

  it('keeps drafts where the backend can', () => {
    expect(GIT_HOSTS.map((host) => decapConfig('/', gitHostBackend(settings(host))).config['publish_mode'])).toEqual(['editorial_workflow', 'simple', 'editorial_workflow', 'editorial_workflow']);
  });

  it('is not chosen when nothing names one', () => {
    expect(gitHostSettings({})).toBeUndefined();
  });

  it('takes a GitHub of its own house', () => {
    expect(gitHostBackend(settings('github', { SITE_CMS_URL: 'https://github.example.gov.cn' })).backend['api_root']).toBe('https://github.example.gov.cn/api/v3');
  });

  it.each([
    ['svn', {}, 'SITE_CMS_BACKEND 只能是'],
    ['forgejo', { SITE_CMS_REPO: '' }, 'SITE_CMS_REPO'],
    ['forgejo', { SITE_CMS_URL: '' }, 'SITE_CMS_URL'],
    ['gitea', { SITE_CMS_URL: 'javascript:alert(1)' }, '要写网址'],
    ['gitlab', { SITE_CMS_APP_ID: '' }, 'SITE_CMS_APP_ID'],
    ['github', { SITE_CMS_AUTH: '' }, 'SITE_CMS_AUTH'],
  ])('%s with %o says what is missing', (host, more, message) => {
    expect(() => gitHostSettings(env(host, more))).toThrow(message);
  });
});
