/** A host plan in the words of nginx (1.22 or newer), as a file for its `conf.d`. */
import { BELOW_A_LIST } from '#/lib/list-above.ts';
import { MEDIA_TYPES, UNKNOWN_TYPE } from '#/lib/media-types.ts';
import { byHeader, DOWN, pagesBelowLists, type HostPlan } from './host-plan.ts';

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const escaped = (file: string): string => quoted(file);

/** A pattern over the path below the base, as one over nginx's `$uri`. */
const inUri = (base: string, pattern: string): string => (pattern.startsWith('^') ? `^${literal(base)}${pattern.slice(1)}` : pattern);

function types(): string {
  const byType = new Map<string, string[]>();
  for (const [ending, type] of Object.entries(MEDIA_TYPES)) byType.set(type, [...(byType.get(type) ?? []), ending]);
  return [...byType].map(([type, endings]) => `    ${quoted(type)} ${endings.join(' ')};`).join('\n');
}

/** Where the server listens, and the way from http to https. */
function listen({ url, certificate }: HostPlan): { lines: string[]; redirect: string } {
  const { protocol, hostname, port } = new URL(url);
  const both = (at: string): string[] => [`  listen ${at};`, `  listen [::]:${at};`];
  if (protocol === 'http:') return { lines: [...both(port || '80'), `  server_name ${hostname};`], redirect: '' };
  const { cert, key } = certificate ?? { cert: `/etc/letsencrypt/live/${hostname}/fullchain.pem`, key: `/etc/letsencrypt/live/${hostname}/privkey.pem` };
  const redirect = port && port !== '443' ? '' : ['server {', ...both('80'), `  server_name ${hostname};`, '  return 301 https://$host$request_uri;', '}', ''].join('\n');
  return { lines: ['  # nginx 1.25 以后提醒 http2 有新的写法；这样写新旧版本都认，不碍事。', ...both(`${port || '443'} ssl http2`), `  server_name ${hostname};`, `  ssl_certificate ${cert};`, `  ssl_certificate_key ${key};`, '  ssl_protocols TLSv1.2 TLSv1.3;'], redirect };
}

/** Serves the built site. Lines `add_header` stand in `server` only: a `location` with one of its own would lose them all. */
export function nginxStatic(plan: HostPlan): string {
  const { base, root, folder } = plan;
  const headers = byHeader(plan);
  const { lines, redirect } = listen(plan);
  const variable = (name: string): string => `$site_${name.replaceAll('-', '_')}`;
  const maps = headers.filter(({ shared }) => shared === undefined).map(({ name, values }) =>
    [`map $site_class ${variable(name)} {`, '  default "";', ...values.map((each) => `  ${each.name} ${quoted(each.value)};`), '}'].join('\n'));
  return [
    '# 由 npm run hosts 写成，不要手工改。放进 /etc/nginx/conf.d/。',
    'map_hash_bucket_size 512;',
    'map_hash_max_size 65536;',
    'map $uri $site_class {',
    `  default ${plan.fallback};`,
    ...plan.pages.map(({ file, name }) => `  ${escaped(base + file)} ${name};`),
    // Addresses of folders that lead to no page, before the patterns of files.
    `  "~/$" ${plan.fallback};`,
    ...plan.patterns.filter(({ pattern }) => pattern !== '').map(({ pattern, name }) => `  ${quoted(`~${inUri(base, pattern)}`).replaceAll('\\\\', '\\')} ${name};`),
    `  "~\\.[A-Za-z0-9_]+$" ${plan.patterns.at(-1)?.name ?? plan.fallback};`,
    '}',
    ...maps,
    '# 一个列表没有了（例如那个月的活动都改了期），转到它上面的列表。',
    'map $uri $list_above {',
    '  default "";',
    ...pagesBelowLists(plan).flatMap((path) => [path, path.slice(0, -1)]).map((path) => `  ${escaped(base + path.slice(1))} "";`),
    ...BELOW_A_LIST.map((pattern) => `  "~^${literal(base.slice(0, -1))}${pattern.slice(1)}" "${base.slice(0, -1)}$1";`),
    '}',
    '# 网址账本：曾经发布过的网址现在怎样回答，随网站一起生成。',
    `include ${root}/host/nginx-maps*.conf;`,
    redirect,
    'server {',
    ...lines,
    '  server_tokens off;',
    '  absolute_redirect off;',
    '  etag on;',
    '  gzip_static on;',
    '  gzip_vary on;',
    '  # 装了 libnginx-mod-http-brotli-static 后可以打开：brotli_static on;',
    `  types {\n${types()}\n  }`,
    `  default_type ${UNKNOWN_TYPE};`,
    ...headers.map(({ name, shared }) => `  add_header ${name} ${shared === undefined ? variable(name) : quoted(shared)} always;`),
    '  # 改过的网址（301）和撤下的网址（410）写在这样的文件里，没有也不碍事。',
    `  include ${root}/host/nginx-rules*.conf;`,
    `  include ${folder}/redirects*.nginx.conf;`,
    '  if ($list_above) { return 302 $list_above; }',
    `  error_page 404 ${base}404.html;`,
    '  # 压缩好的副本只通过原来的网址提供。',
    '  location ~ \\.(?:br|gz)$ { return 404; }',
    `  location ${base} {`,
    base === '/' ? `    root ${root};` : `    alias ${root}/;`,
    '    index index.html;',
    '    limit_except GET { deny all; }',
    '  }',
    base === '/' ? '' : `  location = / { return 302 ${base}; }`,
    '}',
    '',
  ].filter((line) => line !== '').join('\n').concat('\n');
}

/** Stands before the editing server, which sends all headers itself. */
export function nginxProxy(plan: HostPlan): string {
  const { lines, redirect } = listen(plan);
  return [
    '# 由 npm run hosts 写成，不要手工改。放进 /etc/nginx/conf.d/；npm start 要设 SITE_PROXY=on。',
    redirect,
    'server {',
    ...lines,
    '  server_tokens off;',
    '  client_max_body_size 60m;',
    '  location / {',
    `    proxy_pass http://${plan.upstream};`,
    '    proxy_http_version 1.1;',
    '    proxy_set_header Host $http_host;',
    '    proxy_set_header X-Forwarded-For $remote_addr;',
    '    proxy_set_header X-Forwarded-Proto $scheme;',
    '  }',
    '  # 网站的程序没有应答：正在重启，或者停了。',
    '  error_page 502 504 = @down;',
    '  location @down {',
    '    default_type "text/html; charset=utf-8";',
    ...Object.entries(DOWN.headers).map(([name, value]) => `    add_header ${name} ${quoted(value)} always;`),
    `    return ${DOWN.status} ${quoted(DOWN.page)};`,
    '  }',
    '}',
    '',
  ].filter((line) => line !== '').join('\n').concat('\n');
}
