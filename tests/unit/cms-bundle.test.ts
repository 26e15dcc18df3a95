/** The editor's own bundle of Decap has the parts that the forms use, and not the weight of those that they do not. */
import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decapConfig } from '#/cms/decap.ts';
import { browserBundle } from '#/server/browser-bundle.ts';
import { DECAP_BACKENDS, decapBundle } from '#/server/decap-bundle.ts';
import { GIT_HOSTS } from '#/cms/git-hosts.ts';

/** Kinds of field that Decap's core brings itself. */
const CORE = ['hidden'];
const packed = (bytes: Buffer): number => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }).byteLength;

/** All kinds of field below some part of the configuration. */
function widgets(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(widgets);
  if (typeof part !== 'object' || part === null) return [];
  const { widget } = part as { widget?: unknown };
  return [...(typeof widget === 'string' ? [widget] : []), ...Object.values(part).flatMap(widgets)];
}

describe('the bundle of Decap', () => {
  it('has every kind of field that the forms are made of', () => {
    const parts = [...readFileSync('src/cms/browser/decap-parts.ts', 'utf8').matchAll(/from 'decap-cms-widget-([a-z]+)'/g)].map(([, name = '']) => name);
    expect(parts.length).toBeGreaterThan(5);
    expect([...new Set(widgets(decapConfig('/').config))].filter((name) => ![...parts, ...CORE].includes(name))).toEqual([]);
  });

  it('has a backend for our server and for every git host', () => {
    expect(DECAP_BACKENDS.toSorted()).toEqual(['proxy', ...GIT_HOSTS].toSorted());
  });

  it('keeps to its budget, with the editor beside it', async () => {
    const [decap, own] = [await decapBundle(process.cwd(), 'proxy'), await browserBundle(process.cwd(), { entryPoints: { editor: 'src/cms/browser/editor.ts', entry: 'src/cms/browser/entry.ts' } })];
    expect(decap.toString()).toContain('DOMPurify');
    expect(packed(decap)).toBeLessThanOrEqual(620_000);
    expect(packed(own.get('editor.js') ?? Buffer.alloc(0))).toBeLessThanOrEqual(100_000);
    expect(packed(own.get('entry.js') ?? Buffer.alloc(0))).toBeLessThanOrEqual(2500);
  });
});
