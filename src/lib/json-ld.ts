/**
 * Structured data in the words of schema.org, one function for each kind of page. Pure: addresses come in
 * complete, content as the schemas give it. What is not known is left out, nothing is made up: an author
 * is never named, an offer only where an event is free, and sample entries yield nothing.
 */
import type { Award } from '#/schemas/awards.ts';
import { EVENT_KINDS, type Event } from '#/schemas/events.ts';
import type { Partner } from '#/schemas/partners.ts';
import type { Region } from '#/schemas/regions.ts';
import { SCIENCE_KINDS, VERDICTS, type Science } from '#/schemas/science.ts';
import { CONCEPTS, GRADES, TOPICS } from '#/schemas/vocabulary.ts';
import { LANG } from '#/site.ts';
import { iso } from './dates.ts';

/** A JSON-LD object. */
export type Ld = Record<string, unknown>;

/** See `siteIdentity()` of lib/identity.ts. */
export interface SiteIdentity {
  name: string;
  shortName: string;
  description: string;
  /** Full address of the home page, with the closing slash. */
  url: string;
  sponsor?: string;
  address?: string;
  phone?: string;
  email?: string;
}

/** What an entry's page adds to the entry's own data. */
export interface PageContext {
  site: SiteIdentity;
  /** Full address of the page. */
  url: string;
  /** Full address of the cover. */
  image?: string | undefined;
}

const CONTEXT = { '@context': 'https://schema.org' };

/** Without what is undefined, empty text or an empty list. */
function known(object: Ld): Ld {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)));
}

/**
 * JSON for a `<script type="application/ld+json">`, without the tag itself. Safe whatever the content holds:
 * no `</script>`, no `<!--`, no U+2028 can appear in it, and a lone surrogate is replaced.
 */
export function ldScript(object: object): string {
  return JSON.stringify(object, (_key, value: unknown) => (typeof value === 'string' ? value.toWellFormed() : value))
    .replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The objects of a page for Base's `jsonLd`; leaves out the undefined ones that sample entries yield. */
export function ldList(...objects: (Ld | undefined)[]): Ld[] {
  return objects.filter((object) => object !== undefined);
}

const siteId = (site: SiteIdentity): string => `${site.url}#website`;
const publisherId = (site: SiteIdentity): string => `${site.url}#organization`;

/** The publisher, in short; {@link organizationLd} says the rest under the same `@id`. */
const publisher = (site: SiteIdentity): Ld => ({ '@type': 'Organization', '@id': publisherId(site), name: site.sponsor ?? site.name, url: site.url });

/** Who runs the site: its 主办单位, or the site itself while the settings name none. For the home page. */
export function organizationLd(site: SiteIdentity): Ld {
  return known({
    ...CONTEXT,
    ...publisher(site),
    alternateName: site.sponsor ? [site.name, site.shortName] : [site.shortName],
    telephone: site.phone,
    email: site.email,
    address: site.address,
    areaServed: { '@type': 'City', name: '通化市' },
  });
}

/** The site and its search. For the home page. `searchUrl` is the full address of the search page. */
export function websiteLd(site: SiteIdentity, searchUrl: string): Ld {
  return {
    ...CONTEXT,
    '@type': 'WebSite',
    '@id': siteId(site),
    name: site.name,
    alternateName: site.shortName,
    description: site.description,
    url: site.url,
    inLanguage: LANG,
    publisher: { '@id': publisherId(site) },
    potentialAction: {
      '@type': 'SearchAction',
      target: { '@type': 'EntryPoint', urlTemplate: `${searchUrl}?q={search_term_string}` },
      'query-input': 'required name=search_term_string',
    },
  };
}

/** Where a page stands, from the home page to the page itself; `url`s are full addresses. */
export function breadcrumbLd(crumbs: readonly { label: string; url: string }[]): Ld {
  return { ...CONTEXT, '@type': 'BreadcrumbList', itemListElement: crumbs.map(({ label, url }, index) => ({ '@type': 'ListItem', position: index + 1, name: label, item: url })) };
}

/** A list page: its entries in the order in which they stand there. */
export function itemListLd(name: string, items: readonly { name: string; url: string }[]): Ld {
  return { ...CONTEXT, '@type': 'ItemList', name, numberOfItems: items.length, itemListElement: items.map((item, index) => ({ '@type': 'ListItem', position: index + 1, name: item.name, url: item.url })) };
}

interface Sourced {
  sources: readonly { title: string; publisher: string; date?: string | undefined; link?: string | undefined }[];
}

function citations({ sources }: Sourced): { citation: Ld[]; isBasedOn: string[] } {
  return {
    citation: sources.map((source) => known({ '@type': 'CreativeWork', name: source.title, publisher: { '@type': 'Organization', name: source.publisher }, datePublished: source.date, url: source.link })),
    isBasedOn: sources.flatMap(({ link }) => link ?? []),
  };
}

interface Published {
  title: string;
  summary?: string | undefined;
  published?: string | undefined;
  updated?: string | undefined;
}

/** What every page with an entry says of itself. */
function pageFields(data: Published, { site, url, image }: PageContext): Ld {
  const modified = data.updated ?? data.published;
  return {
    url,
    description: data.summary,
    image,
    inLanguage: LANG,
    datePublished: data.published && iso(data.published),
    dateModified: modified && iso(modified),
    isPartOf: { '@id': siteId(site) },
    publisher: publisher(site),
  };
}

const RATINGS: Record<keyof typeof VERDICTS, number> = { false: 1, misleading: 2, partly: 3, true: 5 };

/** A science entry: Article, or ClaimReview for 辟谣. */
export function articleLd(science: Science, context: PageContext): Ld | undefined {
  if (science.sample) return undefined;
  const shared = {
    ...CONTEXT,
    ...pageFields(science, context),
    mainEntityOfPage: context.url,
    genre: SCIENCE_KINDS[science.kind],
    about: science.topics.map((topic) => ({ '@type': 'Thing', name: TOPICS[topic] })),
    keywords: [...science.topics.map((topic) => TOPICS[topic]), ...science.aliases].join(','),
    educationalLevel: science.grades.map((grade) => GRADES[grade]),
    teaches: science.concepts.map((concept) => CONCEPTS[concept]),
    ...citations(science),
    correction: science.corrections.map(({ date, text }) => ({ '@type': 'CorrectionComment', datePublished: date, text })),
  };
  if (science.kind !== 'myth' || science.claim === undefined || science.verdict === undefined) {
    return known({ ...shared, '@type': science.kind === 'article' || science.kind === 'failure' ? 'Article' : ['Article', 'LearningResource'], headline: science.title });
  }
  return known({
    ...shared,
    '@type': 'ClaimReview',
    name: science.title,
    claimReviewed: science.claim,
    itemReviewed: { '@type': 'Claim', name: science.claim },
    reviewRating: { '@type': 'Rating', ratingValue: RATINGS[science.verdict], worstRating: 1, bestRating: 5, alternateName: VERDICTS[science.verdict] },
    // The publisher stands for the review, as the type demands; no person is named.
    author: publisher(context.site),
  });
}

const EVENT_STATES: Record<Event['status'], string> = {
  scheduled: 'EventScheduled',
  rescheduled: 'EventRescheduled',
  online: 'EventMovedOnline',
  postponed: 'EventPostponed',
  cancelled: 'EventCancelled',
};

const EVENT_TYPES: Record<keyof typeof EVENT_KINDS, string> = {
  lecture: 'EducationEvent',
  openday: 'EducationEvent',
  workshop: 'EducationEvent',
  maker: 'EducationEvent',
  competition: 'Event',
  exhibition: 'ExhibitionEvent',
  fieldtrip: 'EducationEvent',
  fair: 'Festival',
};

function place(venue: NonNullable<Event['venue']>, regionTitle: string | undefined): Ld {
  const access = [
    ['无台阶通道', venue.stepFree],
    ['无障碍卫生间', venue.toilet],
    ['字幕或手语', venue.hearing],
    ['停车位', venue.parking],
  ] as const;
  return known({
    '@type': 'Place',
    name: venue.name,
    address: known({ '@type': 'PostalAddress', addressCountry: 'CN', addressRegion: '吉林省', addressLocality: regionTitle, streetAddress: venue.address }),
    amenityFeature: access.flatMap(([name, state]) => (state === 'unknown' ? [] : { '@type': 'LocationFeatureSpecification', name, value: state === 'yes' })),
  });
}

/** Where an event takes place, and in which of schema.org's three ways. */
function whereabouts(event: Event, url: string, regionTitle: string | undefined): Ld {
  const online = event.status === 'online' || !event.venue;
  const virtual = { '@type': 'VirtualLocation', url: event.onlineLink ?? url };
  if (online || !event.venue) return { eventAttendanceMode: 'https://schema.org/OnlineEventAttendanceMode', location: virtual };
  const hall = place(event.venue, regionTitle);
  if (!event.onlineLink) return { eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode', location: hall };
  return { eventAttendanceMode: 'https://schema.org/MixedEventAttendanceMode', location: [hall, virtual] };
}

/** An offer exists only where the cost is exactly 免费; `待核实` says nothing about the price. */
function offer(event: Event, url: string): Ld | undefined {
  if (event.cost.trim() !== '免费' || event.status === 'cancelled') return undefined;
  const { kind, link, opens, closes } = event.registration;
  return known({
    '@type': 'Offer',
    price: 0,
    priceCurrency: 'CNY',
    url: link ?? url,
    availability: kind === 'full' || kind === 'waitlist' ? 'https://schema.org/SoldOut' : 'https://schema.org/InStock',
    validFrom: opens && iso(opens),
    availabilityEnds: closes && iso(closes),
  });
}

/** An event; its further dates stand as `subEvent`. `regionTitle` is the name of the venue's region. */
export function eventLd(event: Event, context: PageContext & { regionTitle?: string | undefined }): Ld | undefined {
  if (event.sample) return undefined;
  const { url } = context;
  const shared = { name: event.title, eventStatus: `https://schema.org/${EVENT_STATES[event.status]}`, ...whereabouts(event, url, context.regionTitle) };
  return known({
    ...CONTEXT,
    '@type': EVENT_TYPES[event.kind],
    ...shared,
    url,
    identifier: event.id,
    description: event.summary,
    image: context.image,
    inLanguage: LANG,
    startDate: iso(event.start),
    endDate: iso(event.end),
    previousStartDate: event.previous.map(({ start }) => iso(start)),
    organizer: { '@type': 'Organization', name: event.organiser },
    audience: { '@type': 'Audience', audienceType: event.audience },
    // schema.org knows a level of learning for this type of event only.
    educationalLevel: EVENT_TYPES[event.kind] === 'EducationEvent' ? event.grades.map((grade) => GRADES[grade]) : undefined,
    about: event.topics.map((topic) => ({ '@type': 'Thing', name: TOPICS[topic] })),
    keywords: [EVENT_KINDS[event.kind], ...event.topics.map((topic) => TOPICS[topic])].join(','),
    isAccessibleForFree: event.cost.trim() === '免费' ? true : undefined,
    offers: offer(event, url),
    subEvent: event.occurrences.map(({ start, end, note, cancelled }) => known({ '@type': EVENT_TYPES[event.kind], ...shared, ...(cancelled && { eventStatus: `https://schema.org/${EVENT_STATES.cancelled}` }), description: note, startDate: iso(start), endDate: iso(end), url, organizer: { '@type': 'Organization', name: event.organiser } })),
  });
}

/** A page about something; schema.org has no type for an award programme or a section of a plan. */
export function webPageLd(data: Published & Partial<Sourced> & { sample?: boolean | undefined }, context: PageContext, about?: Ld): Ld | undefined {
  if (data.sample) return undefined;
  return known({ ...CONTEXT, '@type': 'WebPage', name: data.title, ...pageFields(data, context), about, ...(data.sources && citations({ sources: data.sources })) });
}

/** An award programme. */
export function awardLd(award: Award, context: PageContext): Ld | undefined {
  return webPageLd(award, context, known({ '@type': 'Thing', name: award.title, alternateName: award.aliases, description: award.summary }));
}

const PARTNER_TYPES: Record<Partner['kind'], string> = {
  university: 'CollegeOrUniversity',
  institute: 'ResearchOrganization',
  city: 'City',
  department: 'GovernmentOrganization',
  company: 'Organization',
  society: 'Organization',
};

/** A partner. Only a verified one is called an organisation: the others may be kinds of partners that the plan names. */
export function partnerLd(partner: Partner, context: PageContext): Ld | undefined {
  const { phone, email, link } = partner.contact ?? {};
  const type = partner.certainty === 'unverified' ? 'Thing' : PARTNER_TYPES[partner.kind];
  const reachable = type === 'Thing' || type === 'City' ? {} : { telephone: phone, email };
  return webPageLd(partner, context, known({ '@type': type, name: partner.title, alternateName: partner.aliases, url: link, ...reachable }));
}

/** A region. 功能区 are no administrative areas. */
export function regionLd(region: Region, context: PageContext): Ld | undefined {
  const type = region.kind === 'zone' ? 'Place' : 'AdministrativeArea';
  return webPageLd(region, context, { '@type': type, name: region.title, alternateName: region.shortTitle, containedInPlace: { '@type': 'City', name: '通化市' } });
}
