/** /host/…: what old addresses answer, for our own server (addresses.json) and as rules for nginx and Caddy. */
import type { APIRoute } from 'astro';
import { getAnswers } from '#/lib/addresses.ts';
import { caddyRules, nginxMaps, nginxRules } from '#/lib/host-rules.ts';
import { environment } from '#/site.ts';

export async function getStaticPaths() {
  const { moved, gone } = await getAnswers();
  const { base } = environment();
  const files = {
    'addresses.json': JSON.stringify({ moved, gone }),
    'nginx-maps.conf': nginxMaps({ moved, gone }, base),
    'nginx-rules.conf': nginxRules(),
    'addresses.caddy': caddyRules({ moved, gone }, base),
  };
  return Object.entries(files).map(([file, text]) => ({ params: { file }, props: { text } }));
}

export const GET: APIRoute<{ text: string }> = ({ props, params }) =>
  new Response(props.text, { headers: { 'content-type': params['file']?.endsWith('.json') ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8' } });
