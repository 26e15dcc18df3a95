/** html-validate: what the HTML standard and WCAG's techniques say of markup. */
import { HtmlValidate } from 'html-validate';
import { pagesOf, soundPage, type BuiltSite, type Judge, type Verdict } from './judge.ts';

async function judge(site: BuiltSite): Promise<Verdict> {
  // The list of suggestions below a field (ARIA combobox) is no <select>: one may type what is in no list.
  const checker = new HtmlValidate({ root: true, extends: ['html-validate:standard', 'html-validate:a11y'], rules: { 'prefer-native-element': ['error', { exclude: ['listbox'] }] } });
  const pages = pagesOf(site);
  const findings: string[] = [];
  for (const { name, html } of pages) {
    const { results } = await checker.validateString(html, name);
    for (const { messages } of results) findings.push(...messages.map(({ line, column, ruleId, message }) => `${name}:${line}:${column} ${ruleId} ${message}`));
  }
  return { checked: pages.length, findings };
}

export const html: Judge = {
  name: 'HTML and WCAG markup',
  by: 'html-validate 11.18.0',
  quick: true,
  judge,
  faults: [
    { name: 'a block inside a paragraph', files: { 'index.html': soundPage('<span><div>甲</div></span>') }, says: /element-permitted-content/ },
    { name: 'a form without a button', files: { 'index.html': soundPage('<form><label>甲<input name="q"></label></form>') }, says: /wcag\/h32/ },
  ],
};
