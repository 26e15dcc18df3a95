/** The answers of the ledger as rules for nginx and Caddy. Pure; `base` is the site's base path (`/` or `/kepu/`). */
import { PLACE_END, PLACES, type HostAnswers } from './address-answers.ts';

const below = (base: string, path: string): string => base + path.slice(1);
const quoted = (text: string): string => `"${text.replace(/["\\$]/g, '\\$&')}"`;
/** The base path at the start of a regular expression, as PCRE and RE2 both read it. */
const start = (base: string): string => `^${base.replace(/\/$/, '').replace(/[.+*?()[\]{}|\\^$]/g, '\\$&')}`;

const HEADER = '# 由网站生成，不要改：曾经发布过的网址现在怎样回答。内容更新后要重新加载。';

/**
 * For the `http` block of nginx: maps. `$ledger_place` and `$ledger_rest` split the path (by one pattern: two could take it apart differently),
 * `$ledger_moved` is where it stands now, `$ledger_gone` the page that goes with 410; both are empty for all other addresses.
 * Thousands of old addresses need a larger `map_hash_max_size`, which src/server/host-nginx.ts sets.
 */
export function nginxMaps({ moved, gone }: HostAnswers, base: string): string {
  const rows = (pairs: Record<string, string>): string => Object.entries(pairs).map(([from, to]) => `  ${from} ${to};\n`).join('');
  const ends = (pairs: Record<string, string>): Record<string, string> => Object.fromEntries(Object.entries(pairs).map(([from, to]) => [from, below(base, to)]));
  return `${HEADER}
# volatile: the page that goes with 410 is fetched inside, at an address of its own
map $uri $ledger_place {
  volatile;
  default "";
  "~${start(base)}(?<ledger_entry>${PLACES})(?<ledger_end>${PLACE_END})?$" $ledger_entry;
}
map $ledger_end $ledger_rest {
  volatile;
  default $ledger_end;
  "" /;
}
map $ledger_place $ledger_moved {
  volatile;
  default "";
${rows(ends(moved))}}
map $ledger_place $ledger_gone {
  volatile;
  default "";
${rows(ends(gone))}}
`;
}

/** For the `server` block of nginx, before its locations. */
export function nginxRules(): string {
  return `${HEADER}
if ($ledger_moved) {
  return 301 $ledger_moved$ledger_rest$is_args$args;
}
error_page 410 $ledger_gone;
if ($ledger_gone) {
  return 410;
}
`;
}

/**
 * For a site block of Caddy: `import` it before `file_server`. The root of the files must be set. A page that goes
 * with 410 has its own policy in its head; the header of the address that was asked for would not fit it.
 */
export function caddyRules({ moved, gone }: HostAnswers, base: string): string {
  const rows = (pairs: Record<string, string>, word: (to: string) => string): string => Object.entries(pairs).map(([from, to]) => `\t${from} ${quoted(word(to))}\n`).join('');
  return `${HEADER}
map {path} {ledger_place} {ledger_rest} {
\t"~${start(base)}(${PLACES})(${PLACE_END})?$" "\${1}" "\${2}"
\tdefault "" ""
}
map {ledger_rest} {ledger_tail} {
\t"" /
\tdefault {ledger_rest}
}
map {query} {ledger_query} {
\t"" ""
\tdefault ?{query}
}
map {ledger_place} {ledger_moved} {
${rows(moved, (to) => below(base, to))}\tdefault ""
}
map {ledger_place} {ledger_gone} {
${rows(gone, (to) => to)}\tdefault ""
}
@ledger_moved expression \`{ledger_moved} != ""\`
redir @ledger_moved {ledger_moved}{ledger_tail}{ledger_query} 301
@ledger_gone expression \`{ledger_gone} != ""\`
handle @ledger_gone {
\theader content-security-policy "frame-ancestors 'none'"
\trewrite * {ledger_gone}
\tfile_server {
\t\tstatus 410
\t}
}
`;
}
