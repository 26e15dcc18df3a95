/** W3C Nu HTML checker: the HTML standard's own. */
import path from 'node:path';
import { filesOf, heavy, pagesOf, run, soundPage, type BuiltSite, type Judge, type Verdict } from './judge.ts';

interface Message {
  type: 'error' | 'info' | 'non-document-error';
  subType?: string;
  url?: string;
  lastLine?: number;
  message: string;
  /** The markup around the place. */
  extract?: string;
}

/**
 * What the checker cannot know: CSS that its parser has not learned and every current browser has (each line names
 * the standard), and where the pages will stand. Everything else that it says counts.
 */
const BEYOND_IT: readonly RegExp[] = [
  // CSS Color 5: light-dark(); the parser stops with an exception of its own.
  /^CSS: “--[\w-]+”: Cannot invoke "org\.w3c\.css\.values\.CssValue\.getType\(\)" because "val" is null\.$/,
  // CSS Conditional 5: container queries.
  /^CSS: “container-(?:type|name)”: Property “container-(?:type|name)” doesn't exist\.$/,
  /^CSS: Unrecognized at-rule “@container”$/,
  // CSS Text Decoration 4: one keyword is enough.
  /^CSS: “text-emphasis-position”: “under” is not a “text-emphasis-position” value\.$/,
  // It reads files, which are of no origin, so that 'self' names nothing; tests/build/policy.test.ts asks Chromium.
  /^Resource violates Content Security Policy \(meta tag\): [\w ]+ “\/(?!\/)[^”]*” blocked by “[\w-]+” directive\.$/,
  // CSS Anchor Positioning 1.
  /^CSS: “(?:anchor-(?:name|scope)|position-(?:anchor|area|try))”: Property “[\w-]+” doesn't exist\.$/,
  // CSS Backgrounds 3: border-image with fill, slice, width and outset.
  /^CSS: “border-image”: Parse Error\.$/,
];

/** It takes a block of data for a script: by CSP 3 (section 4.2.4, and HTML's "prepare the script element") only what would run is asked about. */
const isData = ({ message, extract = '' }: Message): boolean => message.startsWith('Inline script violates') && extract.includes('<script type="application/ld+json">');

/** What the checker says of these files below a folder. */
export async function askNu(folder: string, files: readonly string[]): Promise<Verdict> {
  const { out, err } = await run('java', ['-Xss4m', '-jar', heavy('vnu-jar/build/dist/vnu.jar'), '--format', 'json', '--stdout', '--also-check-svg', ...files], { cwd: folder });
  if (!out.trim().startsWith('{')) throw new Error(`Nu 没有作答：${err.slice(0, 500)}`);
  const { messages } = JSON.parse(out) as { messages: Message[] };
  // `info` without a subtype is advice; errors, and what the checker calls a warning, count.
  const counted = messages.filter((each) => (each.type !== 'info' || each.subType === 'warning') && !BEYOND_IT.some((known) => known.test(each.message)) && !isData(each));
  return { checked: files.length, findings: counted.map(({ url, lastLine, message }) => `${path.relative(folder, (url ?? '').replace(/^file:(?:\/\/)?/, '')) || '?'}:${lastLine ?? ''} ${message}`) };
}

const judge = (site: BuiltSite): Promise<Verdict> => askNu(site.folder, [...pagesOf(site).map(({ name }) => name), ...filesOf(site, '.svg')]);

export const nu: Judge = {
  name: 'HTML (W3C Nu)',
  by: 'vnu-jar 26.9.27',
  quick: false,
  judge,
  faults: [
    { name: 'a list item outside a list', files: { 'index.html': soundPage('<p><li>甲</li></p>') }, says: /“li” not allowed/ },
    { name: 'an unknown CSS property', files: { 'index.html': soundPage('', '<style>p{colour:red}</style>') }, says: /colour/ },
    { name: 'a script that the policy refuses', files: { 'index.html': soundPage('', `<meta http-equiv="content-security-policy" content="script-src 'none'"><script>1</script>`) }, says: /Inline script violates/ },
    { name: 'a section without a heading', files: { 'index.html': soundPage('<section><p>甲</p></section>') }, says: /lacks heading/ },
  ],
};
