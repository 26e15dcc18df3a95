/** /.well-known/security.txt (RFC 9116), only when the settings give an address to write to. */
import type { APIRoute } from 'astro';
import { now } from '#/lib/clock.ts';
import { addDays, toDay } from '#/lib/dates.ts';
import { siteIdentity } from '#/lib/identity.ts';
import { absolute } from '#/lib/urls.ts';
import { LANG } from '#/site.ts';

/** RFC 9116 asks for less than a year; every release renews it. */
const VALID_DAYS = 180;

export function getStaticPaths() {
  return siteIdentity().email ? [{ params: { file: 'security' } }] : [];
}

export const GET: APIRoute = () => {
  const lines = [
    `Contact: mailto:${encodeURI(siteIdentity().email ?? '')}`,
    `Expires: ${addDays(toDay(now()), VALID_DAYS)}T00:00:00+08:00`,
    `Preferred-Languages: ${LANG}, en`,
    `Canonical: ${absolute('/.well-known/security.txt')}`,
    '',
  ];
  return new Response(lines.join('\n'), { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
