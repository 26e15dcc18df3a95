/** Structured data of one year of an award: who received it, as far as that is known. Pure. */
import type { Edition } from '#/schemas/editions.ts';
import { webPageLd, type Ld, type PageContext } from './json-ld.ts';

/** A laureate whose certainty is 待核实 is left out: search engines must not spread what is not verified. */
export function editionLd(edition: Edition, context: PageContext): Ld | undefined {
  const laureates = edition.laureates.filter(({ certainty }) => certainty !== 'unverified');
  const list = {
    '@type': 'ItemList',
    name: edition.title,
    numberOfItems: laureates.length,
    itemListElement: laureates.map((laureate, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      item: {
        '@type': laureate.kind === 'person' ? 'Person' : 'Organization',
        name: laureate.name,
        award: edition.title,
        ...(laureate.affiliation && laureate.kind === 'person' && { affiliation: { '@type': 'Organization', name: laureate.affiliation } }),
      },
    })),
  };
  const page = webPageLd(edition, context);
  return page && laureates.length > 0 ? { ...page, mainEntity: list } : page;
}
