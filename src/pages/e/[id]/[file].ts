/** Files at an event's permanent address: share pictures, QR code, oEmbed description. */
import type { APIRoute } from 'astro';
import { oembed } from '#/lib/event-embed.ts';
import { embedAddresses, getEventPacks, qrPng, sharePng, type EventPack } from '#/lib/event-pack.ts';
import { qrSvg } from '#/lib/qr.ts';
import { absolute } from '#/lib/urls.ts';

const permanent = ({ paths }: EventPack): string => absolute(paths.permanent);

const FILES: Record<string, { type: string; make: (pack: EventPack) => Promise<Buffer> | string }> = {
  'share.png': { type: 'image/png', make: (pack) => sharePng(pack, 'wide') },
  'square.png': { type: 'image/png', make: (pack) => sharePng(pack, 'square') },
  'qr.svg': { type: 'image/svg+xml; charset=utf-8', make: (pack) => qrSvg(permanent(pack)) },
  'qr.png': { type: 'image/png', make: (pack) => qrPng(permanent(pack)) },
  'oembed.json': { type: 'application/json; charset=utf-8', make: (pack) => `${JSON.stringify(oembed(pack.announcement, embedAddresses(pack)), null, 2)}\n` },
};

interface Props {
  pack: EventPack;
}

export async function getStaticPaths() {
  return (await getEventPacks()).flatMap((pack) => Object.keys(FILES).map((file) => ({ params: { id: pack.entry.data.id, file }, props: { pack } })));
}

export const GET: APIRoute<Props> = async ({ params, props }) => {
  const file = FILES[params['file'] ?? ''];
  if (!file) return new Response(null, { status: 404 });
  const body = await file.make(props.pack);
  return new Response(typeof body === 'string' ? body : new Uint8Array(body), { headers: { 'content-type': file.type } });
};
