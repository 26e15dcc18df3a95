/** Structured data: the right words of schema.org, nothing made up, and no way out of the script element. */
import { describe, expect, test } from 'vitest';
import { editionLd } from '#/lib/edition-ld.ts';
import { articleLd, awardLd, breadcrumbLd, eventLd, itemListLd, ldList, ldScript, organizationLd, partnerLd, regionLd, websiteLd, type Ld, type SiteIdentity } from '#/lib/json-ld.ts';
import { awards } from '#/schemas/awards.ts';
import { editions } from '#/schemas/editions.ts';
import { EVENT_STATUS, events } from '#/schemas/events.ts';
import { partners } from '#/schemas/partners.ts';
import { regions } from '#/schemas/regions.ts';
import { science, VERDICTS } from '#/schemas/science.ts';

const site: SiteIdentity = { name: '通化科普与创新文化网', shortName: '通化科普', description: '读懂身边的科学', url: 'https://example.org/kepu/' };
const page = { site, url: 'https://example.org/kepu/x/' };
const summary = '从一杯糖水讲起，说明冬天的葡萄为什么更甜，适合全家来读。';

const article = (fields: Record<string, unknown> = {}) =>
  science.parse({
    title: '冰酒为什么更甜',
    urlName: 'bing-jiu',
    kind: 'article',
    summary,
    topics: ['agriculture'],
    grades: ['g7-9'],
    sources: [{ title: '公告', publisher: '质检总局', date: '2005-12-28', link: 'https://example.org/gg' }, { title: '教材', publisher: '出版社' }],
    reviewer: '张三',
    corrections: [{ date: '2026-11-24', text: '改正了温度' }],
    published: '2026-11-23T09:00',
    ...fields,
  });

const event = (fields: Record<string, unknown> = {}) =>
  events.parse({
    id: 'kx7m2p9q',
    title: '山葡萄里的糖',
    urlName: 'shan-putao',
    kind: 'lecture',
    summary,
    start: '2026-12-05T18:30',
    end: '2026-12-05T20:00',
    venue: { name: '少年宫', address: '东路1号', region: 'jian', stepFree: 'yes', toilet: 'no' },
    organiser: '科学技术协会',
    audience: '公众',
    cost: '免费',
    registration: { kind: 'none' },
    ...fields,
  });

describe('the serialiser', () => {
  test.each(['</script><script>alert(1)</script>', '<!-- <script>', ']]>', '\u2028\u2029', '&lt;', 'a\ud83d'])('keeps %j inside', (text) => {
    const json = ldScript({ name: text });
    expect(json).not.toMatch(/[<>&\u2028\u2029]/);
    expect(JSON.parse(json)).toEqual({ name: text.toWellFormed() });
  });

  test('takes only what is there', () => {
    const crumbs = breadcrumbLd([{ label: '首页', url: site.url }]);
    expect(ldList(undefined, crumbs)).toEqual([crumbs]);
  });
});

/** No property of an object, however deep, is undefined, empty or unfinished. */
function expectSound(value: unknown, path = '$'): void {
  expect(value, path).not.toBeUndefined();
  expect(value, path).not.toBe('');
  if (Array.isArray(value)) value.forEach((each, index) => { expectSound(each, `${path}[${index}]`); });
  else if (typeof value === 'object' && value !== null) for (const [key, each] of Object.entries(value)) expectSound(each, `${path}.${key}`);
  else expect(String(value), path).not.toMatch(/undefined|\[object|NaN/);
}

test('home: the site, its search and who runs it', () => {
  expect(websiteLd(site, 'https://example.org/kepu/search/')).toMatchObject({
    '@type': 'WebSite',
    publisher: { '@id': 'https://example.org/kepu/#organization' },
    potentialAction: { '@type': 'SearchAction', target: { urlTemplate: 'https://example.org/kepu/search/?q={search_term_string}' }, 'query-input': 'required name=search_term_string' },
  });
  expect(organizationLd(site)).toMatchObject({ '@type': 'Organization', '@id': 'https://example.org/kepu/#organization', name: site.name });
  expect(organizationLd({ ...site, sponsor: '某局', phone: '0435' })).toMatchObject({ name: '某局', telephone: '0435', alternateName: [site.name, site.shortName] });
  expectSound(organizationLd(site));
});

test('lists and breadcrumbs count from 1', () => {
  expect(breadcrumbLd([{ label: '首页', url: 'https://example.org/' }, { label: '科普', url: 'https://example.org/science/' }])).toMatchObject({
    '@type': 'BreadcrumbList',
    itemListElement: [{ position: 1, name: '首页', item: 'https://example.org/' }, { position: 2, name: '科普', item: 'https://example.org/science/' }],
  });
  expect(itemListLd('科普', [{ name: '甲', url: 'https://example.org/a/' }])).toMatchObject({ numberOfItems: 1, itemListElement: [{ position: 1, name: '甲', url: 'https://example.org/a/' }] });
});

describe('science', () => {
  test('is an Article that names its sources and no author', () => {
    const ld = articleLd(article(), page);
    expectSound(ld);
    expect(ld).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'Article',
      headline: '冰酒为什么更甜',
      datePublished: '2026-11-23T09:00:00+08:00',
      dateModified: '2026-11-23T09:00:00+08:00',
      isBasedOn: ['https://example.org/gg'],
      citation: [{ name: '公告', publisher: { name: '质检总局' }, datePublished: '2005-12-28' }, { name: '教材' }],
      correction: [{ datePublished: '2026-11-24', text: '改正了温度' }],
    });
    expect(ld).not.toHaveProperty('author');
    expect(JSON.stringify(ld)).not.toContain('张三');
  });

  test.each(Object.keys(VERDICTS) as (keyof typeof VERDICTS)[])('辟谣 with verdict %s is a ClaimReview', (verdict) => {
    const ld = articleLd(article({ kind: 'myth', claim: '越多越好', verdict }), page);
    expectSound(ld);
    expect(ld).toMatchObject({ '@type': 'ClaimReview', claimReviewed: '越多越好', author: { '@type': 'Organization', name: site.name }, reviewRating: { worstRating: 1, bestRating: 5, alternateName: VERDICTS[verdict] } });
    const { ratingValue } = ld?.reviewRating as { ratingValue: number };
    expect(ratingValue).toBeGreaterThanOrEqual(1);
    expect(ratingValue).toBeLessThanOrEqual(5);
  });
});

describe('an event', () => {
  test('has start and end with offset, place, organiser and a free offer', () => {
    const ld = eventLd(event(), { ...page, regionTitle: '集安市' });
    expectSound(ld);
    expect(ld).toMatchObject({
      startDate: '2026-12-05T18:30:00+08:00',
      endDate: '2026-12-05T20:00:00+08:00',
      eventStatus: 'https://schema.org/EventScheduled',
      eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
      location: { '@type': 'Place', name: '少年宫', address: { addressLocality: '集安市', streetAddress: '东路1号' }, amenityFeature: [{ name: '无台阶通道', value: true }, { name: '无障碍卫生间', value: false }] },
      organizer: { name: '科学技术协会' },
      isAccessibleForFree: true,
      offers: { price: 0, priceCurrency: 'CNY' },
    });
    expect(ld).not.toHaveProperty('previousStartDate');
  });

  test('offers nothing unless it is free and takes place', () => {
    for (const fields of [{ cost: '待核实' }, { cost: '20 元' }, { status: 'cancelled', statusReason: '停电' }]) expect(eventLd(event(fields), page)).not.toHaveProperty('offers');
  });

  test.each(Object.keys(EVENT_STATUS))('that is %s has a status of schema.org', (status) => {
    const ld = eventLd(event({ status, statusReason: '停电', previous: [{ start: '2026-11-28T18:30', end: '2026-11-28T20:00' }] }), page);
    expectSound(ld);
    expect(ld?.eventStatus).toMatch(/^https:\/\/schema\.org\/Event(?:Scheduled|Rescheduled|MovedOnline|Postponed|Cancelled)$/);
    expect(ld?.previousStartDate).toEqual(['2026-11-28T18:30:00+08:00']);
  });

  test('online, on site or both', () => {
    const onlineLink = 'https://example.org/live';
    const mode = (fields: Record<string, unknown>): Ld | undefined => eventLd(event(fields), page);
    expect(mode({ onlineLink })).toMatchObject({ eventAttendanceMode: 'https://schema.org/MixedEventAttendanceMode', location: [{ '@type': 'Place' }, { '@type': 'VirtualLocation', url: onlineLink }] });
    expect(mode({ onlineLink, venue: undefined })).toMatchObject({ eventAttendanceMode: 'https://schema.org/OnlineEventAttendanceMode', location: { url: onlineLink } });
    expect(mode({ status: 'online' })).toMatchObject({ eventAttendanceMode: 'https://schema.org/OnlineEventAttendanceMode', location: { url: page.url } });
  });

  test('of whole days and with further dates', () => {
    const ld = eventLd(event({ allDay: true, start: '2026-12-05', end: '2026-12-06', occurrences: [{ start: '2026-12-12', end: '2026-12-13' }] }), page);
    expectSound(ld);
    expect(ld).toMatchObject({ startDate: '2026-12-05', endDate: '2026-12-06', subEvent: [{ startDate: '2026-12-12', endDate: '2026-12-13' }] });
  });
});

test('samples yield nothing', () => {
  expect(eventLd(event({ sample: true }), page)).toBeUndefined();
  expect(articleLd(article({ sample: true }), page)).toBeUndefined();
});

const sources = [{ title: '公报', publisher: '科技部' }];

test('awards, years, partners and regions', () => {
  const award = awardLd(awards.parse({ title: '国家最高科学技术奖', urlName: 'a', summary, level: 'national', organiser: '国务院', categories: [{ id: 'a', name: '甲' }], sources }), page);
  const region = (kind: string) => regionLd(regions.parse({ title: '集安市', shortTitle: '集安', urlName: 'jian', kind, order: 1, summary, planText: '打造', topics: ['ginseng'], map: { column: 1, row: 1 }, sources }), page);
  const partner = (certainty: string) => partnerLd(partners.parse({ title: '某大学', urlName: 'p', kind: 'university', summary, certainty, sources }), page);
  for (const ld of [award, region('city'), partner('verified')]) expectSound(ld);
  expect(award).toMatchObject({ '@type': 'WebPage', about: { name: '国家最高科学技术奖' } });
  expect(region('city')).toMatchObject({ about: { '@type': 'AdministrativeArea', name: '集安市' } });
  expect(region('zone')).toMatchObject({ about: { '@type': 'Place' } });
  expect(partner('verified')).toMatchObject({ about: { '@type': 'CollegeOrUniversity' } });
  expect(partner('unverified')).toMatchObject({ about: { '@type': 'Thing' } });
});

test('a year of an award names only laureates that are not 待核实', () => {
  const laureates = [{ kind: 'person', name: '赵忠贤', certainty: 'verified', affiliation: '研究所' }, { kind: 'organisation', name: '某所', certainty: 'unverified' }];
  const edition = (fields: Record<string, unknown>) => editionLd(editions.parse({ title: '2016年度国家最高科学技术奖', urlName: 'e', award: 'zuigao', year: 2016, status: 'awarded', certainty: 'verified', ...fields }), page);
  const ld = edition({ laureates });
  expectSound(ld);
  expect(ld).toMatchObject({ mainEntity: { numberOfItems: 1, itemListElement: [{ item: { '@type': 'Person', name: '赵忠贤', award: '2016年度国家最高科学技术奖' } }] } });
  expect(edition({ status: 'vacant', laureates: [] })).not.toHaveProperty('mainEntity');
});
