/** Who publishes the site and where it stands, for feeds, calendars and structured data. */
import type { SiteIdentity } from './json-ld.ts';
import { siteSettings } from './settings.ts';
import { absolute } from './urls.ts';

/** From the settings; what they leave empty is missing here. `url` is the full address of the home page. */
export function siteIdentity(): SiteIdentity {
  const { name, shortName, description, footer } = siteSettings();
  const { sponsor, address, phone, email } = footer;
  return { name, shortName, description, url: absolute('/'), ...(sponsor && { sponsor }), ...(address && { address }), ...(phone && { phone }), ...(email && { email }) };
}
