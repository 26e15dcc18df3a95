/** /events/<urlName>.ics: one event, to be put into a calendar once. */
import type { APIRoute } from 'astro';
import { getEventFile } from '#/lib/calendars.ts';
import { entries, type Entry } from '#/lib/content.ts';

interface Props {
  event: Entry<'events'>;
}

export async function getStaticPaths() {
  return (await entries('events')).map((event) => ({ params: { entry: event.data.urlName }, props: { event } }));
}

export const GET: APIRoute<Props> = async ({ props }) => new Response(await getEventFile(props.event), { headers: { 'content-type': 'text/calendar; charset=utf-8' } });
