/** /favicon.svg: the emblem on its tile. */
import { iconSvg } from '#/lib/emblem.ts';

export const GET = (): Response => new Response(iconSvg(), { headers: { 'content-type': 'image/svg+xml' } });
