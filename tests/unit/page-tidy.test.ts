/** What every page goes through after it is rendered, and the policy that is written last. */
import { describe, expect, it } from 'vitest';
import { inlineHashes, metaPolicy, pagePolicy, withMetaPolicy } from '#/lib/csp.ts';
import { tidyPage, withNumberedIslands, withStylesInHead, withTrimmedInline } from '#/lib/page-tidy.ts';

const page = (head: string, body: string): string => `<html><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`;

describe('a rendered page', () => {
  it('gets the sheets of its body into its head, each once', () => {
    expect(withStylesInHead(page('<title>x</title>', '<div><style>a{}</style><p>甲</p><style>a{}</style></div>'))).toBe(page('<title>x</title><style>a{}</style>', '<div><p>甲</p></div>'));
    expect(withStylesInHead('<p>')).toBe('<p>');
  });

  it('loses what bundlers leave at the end of sheets and scripts, and nothing else', () => {
    expect(withTrimmedInline('<style>a{}\n</style><script>x()\n </script><pre>甲\n</pre>')).toBe('<style>a{}</style><script>x()</script><pre>甲\n</pre>');
  });

  it('numbers its islands, the same ones alike', () => {
    expect(withNumberedIslands('<astro-island uid="Zx1" a><astro-island data-x uid="b2"><astro-island uid="Zx1"><p uid="z">')).toBe('<astro-island uid="1" a><astro-island data-x uid="2"><astro-island uid="1"><p uid="z">');
  });

  it('names in its policy what it runs after all that, before it runs anything', () => {
    const tidy = tidyPage(page('', '<style>a{}\n</style><script>x()</script>'));
    const whole = withMetaPolicy(tidy);
    expect(whole).toContain(`<meta charset="utf-8"><meta http-equiv="content-security-policy" content="${metaPolicy(inlineHashes(tidy))}"><style>`);
    // The policy itself adds nothing inline.
    expect(inlineHashes(whole)).toEqual(inlineHashes(tidy));
  });

  it('without a place for its policy is refused', () => {
    expect(() => withMetaPolicy('<html><head></head></html>')).toThrow(/meta charset/);
  });
});

describe('a policy', () => {
  it('names frames in the header only', () => {
    const none = { scripts: [], styles: [] };
    expect(metaPolicy(none)).not.toContain('frame-ancestors');
    expect(pagePolicy(none)).toBe(`${metaPolicy(none)}; frame-ancestors 'none'`);
    expect(pagePolicy(none, '*')).toContain('frame-ancestors *');
  });
});
