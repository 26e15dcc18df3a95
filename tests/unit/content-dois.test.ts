/**
 * The DOIs of the real content have the form that their publisher gives them, and where a DOI holds a year it fits the
 * year of the source. Whether one exists can only be asked of the network; a form that no publisher uses was made up.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

interface Source {
  title: string;
  date?: string;
  link?: string;
}

/** Suffixes by prefix (the publisher); a group named `year` holds the year of publication, of two or four digits. */
const FORMS: Record<string, RegExp> = {
  '10.1002': /^(?:14651858\.CD\d{6}(?:\.pub\d)?|(?<year>\d{4})[A-Z]{2}\d{6}|[a-z]+\.\d{8,11})$/, // Wiley, Cochrane
  '10.1007': /^(?:BF\d{8}|s\d{5}-0(?<year>\d{2})-\d{4}-[\dxyz]|978-\d-\d+-\d+-\d_\d+)$/, // Springer; the year is the one of acceptance
  '10.1016': /^(?:S?\d{4}-\d{3}[\dX]\(\d{2}\)\d{5}-[\dX]|j\.[a-z]+\.(?<year>\d{4})\.\d{2}\.\d{3})$/, // Elsevier
  '10.1021': /^(?:acs\.[a-z]+\.\d[a-z]\d{5}|[a-z]{2}\d{6}[a-z\d])$/, // ACS
  '10.1023': /^A:\d{13}$/, // Kluwer
  '10.1029': /^(?<year>\d{4})[A-Z]{2}\d{6}$/, // AGU
  '10.1037': /^h\d{7}$/, // APA
  '10.1038': /^(?:\d{5,6}[a-z]?|nature\d{5}|ncomms\d{4}|nm\.\d{4}|srep\d{5}|s\d{5}-0(?<year>\d{2})-\d{4,5}-[\da-z])$/, // Nature
  '10.1056': /^NEJM(?:(?<year>\d{4})\d{11}|oa\d{6})$/, // NEJM
  '10.1073': /^pnas\.\d+\.\d+\.\d+$/,
  '10.1080': /^\d{7}[\dX]\.(?<year>\d{4})\.\d{7}$/, // Taylor & Francis
  '10.1088': /^\d{4}-\d{3}[\dX]\/\d+\/\d+\/\d{3}$/, // IOP
  '10.1093': /^(?:[a-z]+\/[a-z]{3}\d{3}|[a-z]+\/\d+\.\d+\.\d+)$/, // Oxford
  '10.1098': /^rspa\.(?<year>\d{4})\.\d{4}$/, // Royal Society
  '10.1103': /^(?:PhysRev(?:Lett|[A-Z])|RevModPhys|physrev)\.\d+\.\d+$/, // APS
  '10.1109': /^[A-Z]+\.(?<year>\d{4})\.\d{6}$/, // IEEE
  '10.1111': /^(?:gcb\.\d{5}|j\.\d{4}-\d{3}[\dX]\.(?<year>\d{4})\.\d{5}\.x)$/, // Blackwell
  '10.1126': /^science\.[a-z]{3}\d{4}$/,
  '10.1128': /^jb\.\d+\.\d+\.\d+-\d+\.(?<year>\d{4})$/, // ASM
  '10.1136': /^bmj\.[a-z]\d{4}$/,
  '10.1137': /^0\d{6}$/, // SIAM
  '10.1139': /^y(?<year>\d{2})-\d{3}$/, // Canadian Science Publishing
  '10.1145': /^\d{7}\.\d{7}$/, // ACM
  '10.1146': /^annurev\.[a-z]+\.\d+\.\d+\.\d+$/,
  '10.1149': /^1\.\d{7}$/, // ECS
  '10.1177': /^\d{16}$/, // SAGE
  '10.1210': /^endrev\/bnaa\d{3}$/,
  '10.13376': /^j\.cbls\/(?<year>\d{4})\d{3}$/, // 生命科学
  '10.1351': /^goldbook\.[A-Z]\d{5}$/, // IUPAC
  '10.15302': /^J-[A-Z]+-(?<year>\d{4})\d{3}$/, // 高等教育出版社
  '10.16420': /^j\.issn\.0513-353x\.(?<year>\d{4})-\d{4}$/, // 园艺学报; the year is the one of receipt
  '10.1659': /^MRD-JOURNAL-D-(?<year>\d{2})-\d{5}\.\d$/,
  '10.2475': /^ajs\.s\d-\d+\.\d+\.\d+$/,
  '10.3112': /^erdkunde\.(?<year>\d{4})\.\d{2}\.\d{2}$/,
  '10.3389': /^[a-z]+\.(?<year>\d{4})\.\d{5,6}$/, // Frontiers
  '10.3390': /^molecules\d{8}$/, // MDPI
  '10.3760': /^cma\.j\.cn\d{6}-(?<year>\d{4})\d{4}-\d{5}$/, // 中华医学会
  '10.5334': /^bha\.\d{5}$/,
  '10.5479': /^si\.GVP\.NSEB(?<year>\d{4})\d{2}-\d{6}$/, // Smithsonian
  '10.7783': /^KJMCS\.(?<year>\d{4})\.\d+\.\d+\.\d+$/,
};
/** A paper is accepted, and gets its number, up to three years before the issue that it appears in; an issue may come a year after its own date. */
const EARLY = 3;
const LATE = 1;

/** What is wrong with the DOI of a source, or nothing. */
function fault({ link = '', date = '' }: Source): string | undefined {
  const [, prefix = '', suffix = ''] = /^https:\/\/doi\.org\/(10\.\d{4,5})\/(\S+)$/.exec(link) ?? [];
  if (!prefix) return 'no address of the form https://doi.org/10.…/…';
  const form = FORMS[prefix];
  if (!form) return `no form is known for ${prefix}: look one up and add it`;
  const match = form.exec(suffix);
  if (!match) return `not a form of ${prefix}`;
  const written = match.groups?.['year'];
  const year = Number(date.slice(0, 4));
  if (!written || !year) return undefined;
  const held = written.length === 4 ? Number(written) : Math.floor(year / 100) * 100 + Number(written);
  return held > year + LATE || year - held > EARLY ? `holds ${held}, the source ${year}` : undefined;
}

function sourcesIn(node: unknown): Source[] {
  if (Array.isArray(node)) return node.flatMap((each) => sourcesIn(each));
  if (typeof node !== 'object' || node === null) return [];
  const own = 'link' in node && typeof node.link === 'string' && node.link.includes('doi.org') ? [node as Source] : [];
  return [...own, ...Object.values(node).flatMap((each) => sourcesIn(each))];
}

const sources = readdirSync('content', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.mdx'))
  .flatMap((name) => sourcesIn(parse(/^---\n([\s\S]*?)\n---/.exec(readFileSync(path.join('content', name), 'utf8'))?.[1] ?? '')).map((source) => ({ name, source })));

test('each DOI has a form of its publisher, and fits the year of its source', () => {
  expect(sources.length).toBeGreaterThan(80);
  expect(sources.flatMap(({ name, source }) => (fault(source) ? [`${name}: ${source.link}: ${fault(source)}`] : []))).toEqual([]);
});

test('one DOI is one source: the same words and the same year wherever it is cited', () => {
  const first = new Map<string, string>();
  const differing = sources.filter(({ source: { link = '', title, date } }) => {
    const said = `${title.replace(/（.*/, '')} ${date ?? ''}`;
    const known = first.get(link) ?? said;
    first.set(link, known);
    return known !== said;
  });
  expect(differing).toEqual([]);
});

test.each<[string, Source]>([
  ['no form of its publisher', { title: '', date: '2015', link: 'https://doi.org/10.1016/j.gr.2015.1.13' }],
  ['another year', { title: '', date: '2019', link: 'https://doi.org/10.1016/j.gr.2015.01.013' }],
  ['a full stop behind it', { title: '', date: '2015', link: 'https://doi.org/10.1038/nature16069.' }],
  ['an unknown publisher', { title: '', link: 'https://doi.org/10.99999/x' }],
])('a DOI with %s is named', (_what, source) => {
  expect(fault(source)).toBeDefined();
});
