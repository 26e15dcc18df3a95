/** What a phone needs to put the site on its home screen. It stays a page of the browser: addresses are meant to be seen and shared. */
import type { APIRoute } from 'astro';
import { ICON_COLORS, ICONS } from '#/lib/emblem.ts';
import { siteSettings } from '#/lib/settings.ts';
import { href } from '#/lib/urls.ts';
import { LANG } from '#/site.ts';

export const GET: APIRoute = () => {
  const { name, shortName, description, navigation } = siteSettings();
  const icons = Object.entries(ICONS).flatMap(([icon, { side, purpose }]) => (purpose === 'apple' ? [] : [{ src: href(`/icons/${icon}.png`), sizes: `${side}x${side}`, type: 'image/png', purpose }]));
  const manifest = {
    id: href('/'),
    name,
    short_name: shortName,
    description,
    lang: LANG,
    dir: 'ltr',
    start_url: href('/'),
    scope: href('/'),
    display: 'browser',
    background_color: ICON_COLORS.ground,
    theme_color: ICON_COLORS.ground,
    icons: [{ src: href('/favicon.svg'), sizes: 'any', type: 'image/svg+xml', purpose: 'any' }, ...icons],
    shortcuts: navigation.slice(0, 4).map((item) => ({ name: item.label, url: href(item.href) })),
  };
  return new Response(JSON.stringify(manifest), { headers: { 'content-type': 'application/manifest+json; charset=utf-8' } });
};
