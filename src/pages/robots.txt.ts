/** /robots.txt. Crawlers read it only at the root of a host, so as a column of another site it is there for the host's owner to take over. */
import type { APIRoute } from 'astro';
import { absolute, href } from '#/lib/urls.ts';

export const GET: APIRoute = () => {
  const lines = ['User-agent: *', `Disallow: ${href('/admin/')}`, `Disallow: ${href('/api/')}`, '', `Sitemap: ${absolute('/sitemap.xml')}`, ''];
  return new Response(lines.join('\n'), { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
