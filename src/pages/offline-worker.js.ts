/** The worker for reading without a line; see components/offline/worker.ts. Where the settings say no, one that takes itself off. */
import worker from '#/components/offline/worker.ts?script';
import off from '#/components/offline/worker-off.ts?script';
import { siteSettings } from '#/lib/settings.ts';
import { siteVersion } from '#/lib/site-version.ts';
import { href } from '#/lib/urls.ts';

/** Hash of the code; the configuration writes it in. */
declare const __SITE_CODE__: string;

export const GET = async (): Promise<Response> => {
  const release = { version: await siteVersion(__SITE_CODE__), base: href('/') };
  return new Response(`const RELEASE=${JSON.stringify(release)};${siteSettings().offline ? worker : off}`, { headers: { 'content-type': 'text/javascript; charset=utf-8' } });
};
