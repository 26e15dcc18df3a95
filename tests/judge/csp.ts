/** csp_evaluator on every policy: in the pages, and in the headers of the site, of embeds, of `/admin/` and of the API. */
import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js';
import { CspParser } from 'csp_evaluator/dist/parser.js';
import { ADMIN_POLICY, API_POLICY, FILE_POLICY, inlineHashes, pagePolicy } from '#/lib/csp.ts';
import { pagesOf, soundPage, type BuiltSite, type Judge, type Verdict } from './judge.ts';

/** Severity from which a finding is only a possibility (50 is "medium, maybe"); lower numbers are worse. */
const HARMLESS = 50;

function evaluate(where: string, policy: string): string[] {
  return new CspEvaluator(new CspParser(policy).csp).evaluate().filter(({ severity }) => severity < HARMLESS).map(({ severity, directive, description }) => `${where} ${directive} (${severity}): ${description}`);
}

function judge(site: BuiltSite): Promise<Verdict> {
  const pages = pagesOf(site);
  const policies = new Map<string, string>([['/admin/', ADMIN_POLICY], ['/api/', API_POLICY], ['files', FILE_POLICY]]);
  const findings: string[] = [];
  for (const { name, html } of pages) {
    const meta = /<meta http-equiv="content-security-policy" content="([^"]*)">/i.exec(html)?.[1];
    if (meta === undefined) findings.push(`${name} 没有内容安全策略`);
    else policies.set(`${name} (meta)`, meta);
    policies.set(`${name} (header)`, pagePolicy(inlineHashes(html)));
  }
  for (const [where, policy] of policies) findings.push(...evaluate(where, policy));
  return Promise.resolve({ checked: policies.size, findings });
}

export const csp: Judge = {
  name: 'content security policy',
  by: 'csp_evaluator 1.1.8',
  quick: true,
  judge,
  faults: [
    { name: 'scripts from any text', files: { 'index.html': soundPage('', `<meta http-equiv="content-security-policy" content="default-src 'none'; script-src 'self' 'unsafe-inline'; base-uri 'none'">`) }, says: /script-src \(10\)/ },
    { name: 'a whole foreign host', files: { 'index.html': soundPage('', `<meta http-equiv="content-security-policy" content="default-src 'none'; script-src https://ajax.googleapis.com; base-uri 'none'">`) }, says: /script-src/ },
    { name: 'no policy', files: { 'index.html': soundPage('') }, says: /没有内容安全策略/ },
  ],
};
