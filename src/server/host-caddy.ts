/** A host plan in the words of Caddy (2.6 or newer), as a site of its Caddyfile. */
import { BELOW_A_LIST } from '#/lib/list-above.ts';
import { MEDIA_TYPES, typeOf, UNKNOWN_TYPE } from '#/lib/media-types.ts';
import { byHeader, DOWN, pagesBelowLists, type HostPlan } from './host-plan.ts';

const HTML = typeOf('x.html');
const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The address at which Caddy's file server gives a file: a page by its folder. */
const address = (base: string, file: string): string => base + file.replace(/(^|\/)index\.html$/, '$1');

function site(plan: HostPlan, lines: string[]): string {
  const { cert, key } = plan.certificate ?? { cert: '', key: '' };
  return ['# 由 npm run hosts 写成，不要手工改。在 /etc/caddy/Caddyfile 里写一行 import 引入。', `${plan.url} {`, ...(cert ? [`  tls ${cert} ${key}`] : []), '  header -Server', ...lines, '}', ''].join('\n');
}

/** Serves the built site with its pressed files. */
export function caddyStatic(plan: HostPlan): string {
  const { base, root, folder, classes } = plan;
  const headers = byHeader(plan);
  const placeholder = (name: string): string => `{site_${name.replaceAll('-', '_')}}`;
  const varying = headers.filter(({ shared }) => shared === undefined);
  const names = varying.map(({ name }) => name);
  const row = (each: { headers: Readonly<Record<string, string>> }): string => names.map((name) => quoted(each.headers[name] ?? '')).join(' ');
  const missing = classes.find(({ name }) => name === plan.missing) ?? classes[0];
  return site(plan, [
    `  root * ${root}`,
    '  map {path} {site_class} {',
    ...plan.pages.map(({ file, name }) => `    ${quoted(address(base, file))} ${name}`),
    `    ~/$ ${plan.fallback}`,
    ...plan.patterns.filter(({ pattern }) => pattern !== '').map(({ pattern, name }) => `    ~^${literal(base)}${pattern.slice(1)} ${name}`),
    `    ~\\.[A-Za-z0-9_]+$ ${plan.patterns.at(-1)?.name ?? plan.fallback}`,
    `    default ${plan.fallback}`,
    '  }',
    `  map {site_class} ${names.map(placeholder).join(' ')} {`,
    ...classes.map((each) => `    ${each.name} ${row(each)}`),
    '  }',
    '  header {',
    ...headers.map(({ name, shared }) => `    ${name} ${shared === undefined ? quoted(placeholder(name)) : quoted(shared)}`),
    '  }',
    // A placeholder that came out empty leaves an empty header.
    ...varying.filter(({ values }) => values.length < classes.length).flatMap(({ name }) => [`  @no_${name.replaceAll('-', '_')} expression \`${placeholder(name)} == ""\``, `  header @no_${name.replaceAll('-', '_')} -${name}`]),
    '  map {path} {site_type} {',
    ...Object.entries(MEDIA_TYPES).map(([ending, type]) => `    ~\\.${ending}$ ${quoted(type)}`),
    `    ~\\.[A-Za-z0-9_]+$ ${UNKNOWN_TYPE}`,
    `    default ${quoted(HTML)}`,
    '  }',
    '  header content-type {site_type}',
    '  # 一个列表没有了（例如那个月的活动都改了期），转到它上面的列表。',
    '  map {path} {list_above} {',
    ...pagesBelowLists(plan).flatMap((path) => [path, path.slice(0, -1)]).map((path) => `    ${quoted(base + path.slice(1))} ""`),
    ...BELOW_A_LIST.map((pattern) => `    "~^${literal(base.slice(0, -1))}${pattern.slice(1)}" "${base.slice(0, -1)}\${1}"`),
    '    default ""',
    '  }',
    '  @list_above expression `{list_above} != ""`',
    '  route {',
    '    # 改过的网址（301）和撤下的网址（410）写在这样的文件里，没有也不碍事。',
    `    import ${root}/host/addresses*.caddy`,
    `    import ${folder}/redirects*.caddyfile`,
    '    redir @list_above {list_above} 302',
    '    @pressed path *.br *.gz',
    '    error @pressed 404',
    '    @writes not method GET HEAD',
    '    error @writes 405',
    ...(base === '/' ? [] : [`    redir / ${base} 302`, `    uri strip_prefix ${base.slice(0, -1)}`]),
    '    file_server {',
    '      precompressed br gzip',
    '    }',
    '  }',
    '  handle_errors {',
    '    header {',
    ...Object.entries(missing?.headers ?? {}).map(([name, value]) => `      ${name} ${quoted(value)}`),
    ...names.filter((name) => missing?.headers[name] === undefined).map((name) => `      -${name}`),
    `      content-type ${quoted(HTML)}`,
    '    }',
    '    rewrite * /404.html',
    '    file_server {',
    '      precompressed br gzip',
    '    }',
    '  }',
  ]);
}

/** Stands before the editing server, which sends all headers itself. */
export function caddyProxy(plan: HostPlan): string {
  return site(plan, [
    `  reverse_proxy ${plan.upstream}`,
    '  # 网站的程序没有应答：正在重启，或者停了。',
    '  handle_errors {',
    ...Object.entries({ ...DOWN.headers, 'content-type': HTML }).map(([name, value]) => `    header ${name} ${quoted(value)}`),
    `    respond ${quoted(DOWN.page)} ${DOWN.status}`,
    '  }',
  ]);
}
