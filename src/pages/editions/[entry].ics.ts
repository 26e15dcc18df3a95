/** /editions/<name>.ics: the periods of 公示 and 异议 of one year of an award, for editions with known days. */
import type { APIRoute } from 'astro';
import type { Entry } from '#/lib/content.ts';
import { getEditions } from '#/lib/editions.ts';
import { hasPublicityFile, publicityFile } from '#/lib/publicity-calendars.ts';

export async function getStaticPaths() {
  return (await getEditions()).filter(({ entry }) => hasPublicityFile(entry)).map(({ entry }) => ({ params: { entry: entry.data.urlName }, props: { entry } }));
}

export const GET: APIRoute<{ entry: Entry<'editions'> }> = ({ props }) => new Response(publicityFile(props.entry), { headers: { 'content-type': 'text/calendar; charset=utf-8' } });
