/** sitemap.xml against the schema of sitemaps.org (of 2008-03-26, from the package `sitemap`). */
import { readFileSync } from 'node:fs';
import { validateXML } from 'xmllint-wasm';
import { filesOf, heavy, textOf, type BuiltSite, type Judge, type Verdict } from './judge.ts';

async function judge(site: BuiltSite): Promise<Verdict> {
  const [name] = filesOf(site, 'sitemap.xml');
  if (!name) return { checked: 0, findings: ['没有 sitemap.xml'] };
  const text = textOf(site, name);
  const { errors } = await validateXML({ xml: { fileName: name, contents: text }, schema: readFileSync(heavy('sitemap/schema/sitemap.xsd'), 'utf8') });
  const addresses = [...text.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address = '']) => address);
  return {
    checked: addresses.length,
    findings: [...errors.map(({ message, loc }) => `${name}:${loc?.lineNumber ?? ''} ${message}`), ...addresses.filter((address) => !address.startsWith(`${site.url}/`)).map((address) => `${name} ${address} 不在本站`)],
  };
}

const map = (row: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n<url>${row}</url>\n</urlset>\n`;

export const sitemap: Judge = {
  name: 'sitemap',
  by: 'sitemaps.org XSD, xmllint 5.3.0',
  quick: false,
  judge,
  faults: [
    { name: 'a date that is none', files: { 'sitemap.xml': map('<loc>https://kepu.example.org/science/</loc><lastmod>2026-11-31</lastmod>') }, says: /lastmod/ },
    { name: 'an address of another site', files: { 'sitemap.xml': map('<loc>https://other.example.org/</loc>') }, says: /不在本站/ },
  ],
};
