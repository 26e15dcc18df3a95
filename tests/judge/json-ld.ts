/** Structured data against the vocabulary of schema.org and the rules of rich results, and against what each kind of page must say. */
import { readFileSync } from 'node:fs';
import Validator from '@adobe/structured-data-validator';
import { heavy, pagesOf, soundPage, type BuiltSite, type Judge, type Verdict } from './judge.ts';

type Ld = Record<string, unknown>;
interface Issue { severity: string; issueMessage: string; path: { type?: string; property?: string }[] }

/**
 * The vocabulary as the validator reads it (classes, their parents, which properties belong to which), out of
 * the declarations of `schema-dts`, which are generated from a release of schema.org.
 */
function vocabulary(): object {
  const parents = new Map<string, Set<string>>();
  const domains = new Map<string, Set<string>>();
  let current = '';
  for (const line of readFileSync(heavy('schema-dts/dist/schema.d.ts'), 'utf8').split('\n')) {
    const [, name, heritage] = /^(?:export )?interface (\w+?)(?:Base|Leaf) extends (.+) \{$/.exec(line) ?? [];
    const [, property] = /^ {4}"([\w-]+)"\?: SchemaValue</.exec(line) ?? [];
    if (name && heritage) {
      current = name;
      const above = [...heritage.matchAll(/\b(\w+?)Base\b/g)].map(([, parent = '']) => parent).filter((parent) => parent !== name);
      parents.set(name, new Set([...(parents.get(name) ?? []), ...above]));
    } else if (property) domains.set(property, new Set([...(domains.get(property) ?? []), current]));
  }
  if (parents.size < 900 || domains.size < 1400) throw new Error(`schema-dts 的写法变了：${parents.size} 个类型，${domains.size} 个属性`);
  const named = (name: string): object => ({ '@id': `schema:${name}` });
  return {
    '@graph': [
      ...[...parents].map(([name, above]) => ({ ...named(name), '@type': 'rdfs:Class', 'rdfs:subClassOf': [...above].map(named) })),
      ...[...domains].map(([name, types]) => ({ ...named(name), '@type': 'rdf:Property', 'schema:domainIncludes': [...types].map(named) })),
    ],
  };
}

const EVENT = ['name', 'url', 'description', 'identifier', 'inLanguage', 'startDate', 'eventStatus', 'eventAttendanceMode', 'location', 'organizer'];
const ARTICLE = ['headline', 'url', 'description', 'inLanguage', 'isPartOf', 'publisher', 'mainEntityOfPage'];
/** What the site promises to say of each kind of thing. */
const REQUIRED: Record<string, readonly string[]> = {
  WebSite: ['@id', 'name', 'url', 'description', 'inLanguage', 'publisher', 'potentialAction'],
  Organization: ['@id', 'name', 'url'],
  WebPage: ['name', 'url', 'inLanguage', 'isPartOf', 'publisher'],
  ItemList: ['name', 'numberOfItems', 'itemListElement'],
  BreadcrumbList: ['itemListElement'],
  Article: ARTICLE,
  LearningResource: ARTICLE,
  ClaimReview: ['name', 'url', 'claimReviewed', 'itemReviewed', 'reviewRating', 'author'],
  Quiz: ['name', 'url', 'description', 'hasPart', 'educationalLevel'],
  Dataset: ['name', 'description', 'url', 'license', 'distribution'],
  DataCatalog: ['name', 'url', 'dataset'],
  EducationEvent: EVENT,
  ExhibitionEvent: EVENT,
  Event: EVENT,
  Festival: EVENT,
};
const DATE = /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d))?)?)?$/;

/** What our own rules say of one object of a page, with all inside it. */
function own(data: Ld): string[] {
  const types = [data['@type']].flat().map(String);
  const missing = types.flatMap((type) => (REQUIRED[type] ? REQUIRED[type].filter((name) => data[name] === undefined).map((name) => `${type} 缺 ${name}`) : [`没有 ${type} 的规定（tests/judge/json-ld.ts）`]));
  const faults: string[] = data['@context'] === 'https://schema.org' ? [] : ['@context 不是 https://schema.org'];
  const walk = (value: unknown, key: string): void => {
    if (Array.isArray(value)) value.forEach((each) => { walk(each, key); });
    else if (typeof value === 'object' && value !== null) for (const [name, each] of Object.entries(value)) walk(each, name);
    else if (value === '' || value === null) faults.push(`${key} 是空的`);
    else if (/^(?:date|startDate$|endDate$|previousStartDate$|validFrom$|availabilityEnds$)/.test(key) && !DATE.test(String(value))) faults.push(`${key} 不是日期：${String(value)}`);
    else if (/^(?:url|@id|image|logo|item|contentUrl|mainEntityOfPage|eventStatus|eventAttendanceMode|availability)$/.test(key) && !/^https?:\/\/\S+$|^webcal:\/\/\S+$/.test(String(value))) faults.push(`${key} 不是完整的网址：${String(value)}`);
  };
  walk(data, '');
  if (types.includes('ItemList') && data['numberOfItems'] !== (data['itemListElement'] as unknown[]).length) faults.push('numberOfItems 和条目数不同');
  return [...missing, ...faults];
}

let validator: Validator | undefined;

async function judge(site: BuiltSite): Promise<Verdict> {
  validator ??= new Validator(vocabulary());
  let checked = 0;
  const findings: string[] = [];
  for (const { name, html } of pagesOf(site)) {
    for (const [, text = ''] of html.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)) {
      checked++;
      let data: Ld;
      try {
        data = JSON.parse(text) as Ld;
      } catch (error) {
        findings.push(`${name} ${String(error)}`);
        continue;
      }
      findings.push(...own(data).map((fault) => `${name} ${fault}`));
      const jsonld = Object.fromEntries([data['@type']].flat().map((type) => [String(type), [data]]));
      // Rich results advise more than a page has to say; of the advice, only what the vocabulary does not know counts.
      const issues = ((await validator.validate({ jsonld })) as Issue[]).filter(({ severity, issueMessage }) => severity === 'ERROR' || issueMessage.includes('not supported by the schema.org'));
      findings.push(...issues.map(({ issueMessage, path }) => `${name} ${issueMessage} (${path.map(({ type, property }) => type ?? property).join(' › ')})`));
    }
  }
  return { checked, findings };
}

const page = (data: object): Record<string, string> => ({ 'index.html': soundPage('', `<script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', ...data })}</script>`) });

export const jsonLd: Judge = {
  name: 'structured data',
  by: '@adobe/structured-data-validator 1.7.1 on the vocabulary of schema-dts 2.1.0',
  quick: false,
  judge,
  faults: [
    { name: 'a property that its type does not have', files: page({ '@type': 'Organization', '@id': 'https://kepu.example.org/#o', name: '甲', url: 'https://kepu.example.org/', startDate: '2026-11-23' }), says: /"startDate".*not supported/ },
    { name: 'a type that schema.org does not have', files: page({ '@type': 'WebPage', name: '甲', url: 'https://kepu.example.org/', inLanguage: 'zh-CN', publisher: { '@type': 'Organisation', name: '乙' }, isPartOf: { '@id': 'https://kepu.example.org/#s' } }), says: /Organisation/ },
    { name: 'an event without a place', files: page({ '@type': 'EducationEvent', name: '甲' }), says: /EducationEvent 缺 location/ },
    { name: 'an address that is none', files: page({ '@type': 'Organization', '@id': 'https://kepu.example.org/#o', name: '甲', url: '/about/' }), says: /url 不是完整的网址/ },
  ],
};
