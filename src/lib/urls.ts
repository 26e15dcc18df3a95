/**
 * Addresses inside the site. Links are written from the root of the site (`/science/x/`) and carried
 * below the base path here, so that the same content runs on its own or as a column of another site.
 */
import { NOUNS, type NounName } from '#/schemas/nouns.ts';
import { basePath, siteUrl } from '#/site.ts';

/** A site path (`/science/`) below the base path. Anything that is not a site path comes back as it is. */
export function href(path: string): string {
  if (!path.startsWith('/') || path.startsWith('//')) return path;
  return basePath() + path.slice(1);
}

/** The full address of a site path, for feeds, canonical links and QR codes. */
export function absolute(path: string): string {
  return siteUrl() + href(path);
}

/** Path of an entry below the root of the site: `/events/x/`, `/about/`. Not yet below the base path. */
export function entryPath(noun: NounName, urlName: string): string {
  const first = NOUNS[noun].path;
  return first ? `/${first}/${urlName}/` : `/${urlName}/`;
}

/** Path of a noun's list. */
export function listPath(noun: NounName): string {
  return `/${NOUNS[noun].path}/`;
}
