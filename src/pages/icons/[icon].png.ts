/** Icons for home screens and app lists, drawn from the emblem at build. */
import type { APIRoute } from 'astro';
import sharp from 'sharp';
import { ICONS, iconSvg, type IconName } from '#/lib/emblem.ts';

export const getStaticPaths = (): { params: { icon: string } }[] => Object.keys(ICONS).map((icon) => ({ params: { icon } }));

export const GET: APIRoute = async ({ params }) => {
  const { side, purpose } = ICONS[params['icon'] as IconName];
  const svg = iconSvg(purpose === 'maskable' ? { round: 0, inner: 0.56 } : purpose === 'apple' ? { round: 0, inner: 0.76 } : {});
  const png = await sharp(Buffer.from(svg), { density: (72 * side) / 100 }).resize(side, side).png({ compressionLevel: 9, palette: true }).toBuffer();
  return new Response(new Uint8Array(png), { headers: { 'content-type': 'image/png' } });
};
