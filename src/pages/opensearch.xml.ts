/** /opensearch.xml: lets a browser search the site from its address bar. */
import type { APIRoute } from 'astro';
import { siteIdentity } from '#/lib/identity.ts';
import { absolute } from '#/lib/urls.ts';
import { attributeList, element } from '#/lib/xml.ts';

export const GET: APIRoute = () => {
  const { shortName, name, description } = siteIdentity();
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
    element('ShortName', shortName),
    element('LongName', name),
    element('Description', description),
    element('Language', 'zh-CN'),
    element('InputEncoding', 'UTF-8'),
    element('OutputEncoding', 'UTF-8'),
    `<Url${attributeList({ type: 'text/html', method: 'get', template: `${absolute('/search/')}?q={searchTerms}` })}/>`,
    `<Url${attributeList({ type: 'application/opensearchdescription+xml', rel: 'self', template: absolute('/opensearch.xml') })}/>`,
    '</OpenSearchDescription>',
    '',
  ];
  return new Response(lines.join('\n'), { headers: { 'content-type': 'application/opensearchdescription+xml; charset=utf-8' } });
};
