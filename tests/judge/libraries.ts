/** retire.js: no library with a known hole is served, in the site or with the editing interface. Its list of holes is pinned (package `@salesforce/code-analyzer-retirejs-engine`). */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DECAP_BACKENDS, decapBundle } from '#/server/decap-bundle.ts';
import { filesOf, heavy, run, soundPage, type BuiltSite, type Judge, type Verdict } from './judge.ts';

interface Report {
  data: { file: string; results: { component: string; version: string; vulnerabilities?: { severity: string; identifiers: { summary?: string; CVE?: string[] } }[] }[] }[];
  errors: string[];
}

async function scan(folder: string): Promise<string[]> {
  const { out, err } = await run(process.execPath, [heavy('retire/lib/cli.js'), '--path', folder, '--jsrepo', heavy('@salesforce/code-analyzer-retirejs-engine/vulnerabilities/RetireJsVulns.json'), '--outputformat', 'json', '--ext', 'js,mjs,html'], { cwd: folder });
  const text = out.trim().startsWith('{') ? out : err;
  const { data, errors } = JSON.parse(text.slice(text.indexOf('{'))) as Report;
  return [
    ...errors,
    ...data.flatMap(({ file, results }) => results.flatMap(({ component, version, vulnerabilities = [] }) => vulnerabilities.map(({ severity, identifiers }) => `${path.relative(folder, file)} ${component} ${version} (${severity}) ${identifiers.CVE?.join(' ') ?? ''} ${identifiers.summary ?? ''}`))),
  ];
}

/** The editing interface as it is served, over our server and over each git host. */
async function scanEditor(): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'decap-'));
  try {
    for (const backend of DECAP_BACKENDS) await writeFile(path.join(folder, `${backend}.js`), await decapBundle(process.cwd(), backend));
    return (await scan(folder)).map((finding) => `/admin/ ${finding}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function judge(site: BuiltSite): Promise<Verdict> {
  const own = filesOf(site).filter((name) => /\.(?:m?js|html)$/.test(name));
  return { checked: own.length + DECAP_BACKENDS.length, findings: [...(await scan(site.folder)), ...(await scanEditor())] };
}

export const libraries: Judge = {
  name: 'no retired library',
  by: 'retire 5.7.0',
  quick: false,
  judge,
  faults: [{ name: 'an old jQuery', files: { 'index.html': soundPage(''), '_assets/jquery-1.8.0.js': '/*! jQuery v1.8.0 jquery.com | jquery.org/license */' }, says: /jquery 1\.8\.0/ }],
};
