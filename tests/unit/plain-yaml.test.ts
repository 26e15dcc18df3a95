/** What is read in the quick way is what the YAML parser reads; whatever that parser refuses is never read so. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { writeEntry } from '#/cms/entry-format.ts';
import { readContent } from '#/gate/content.ts';
import { readPlainYaml } from '#/lib/plain-yaml.ts';

/** Data as the whole parser reads it, with the options of lib/front-matter.ts; undefined when it finds a fault. */
function whole(text: string): unknown {
  const document = parseDocument(text, { uniqueKeys: true, schema: 'core', merge: false, strict: true, stringKeys: true });
  return document.errors.length + document.warnings.length > 0 ? undefined : document.toJS();
}

const frontOf = (file: string): string => /^---\n([\s\S]*?)^---$/m.exec(file)?.[1] ?? '';

const name = fc.oneof({ weight: 20, arbitrary: fc.constantFrom('title', 'a', 'urlName', 'constructor', 'x1', 'kind') }, { weight: 1, arbitrary: fc.constantFrom('true', 'Null', '1') });
const word = fc.oneof(fc.string({ unit: fc.constantFrom(...'科普a1：《“ -\''), maxLength: 12 }), fc.string({ unit: fc.constantFrom(...'科普a1 :#\'"\\[]{},-&*!|>%@`~.\n\t参😀?'), maxLength: 12 }));
const leaf = fc.oneof(word, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean());
const { data } = fc.letrec<{ data: Record<string, unknown>; value: unknown }>((tie) => ({
  data: fc.dictionary(name, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  value: fc.oneof({ depthSize: 'small' }, leaf, fc.array(leaf, { maxLength: 4 }), fc.array(tie('data'), { maxLength: 3 }), tie('data')),
}));

it('reads what the server writes as the parser does', () => {
  let quick = 0;
  fc.assert(fc.property(data, (fields) => {
    const text = frontOf(writeEntry(fields, ''));
    const read = readPlainYaml(text);
    if (read === undefined) return;
    quick++;
    expect(read).toEqual(whole(text));
    expect(JSON.stringify(read)).toBe(JSON.stringify(whole(text)));
  }), { numRuns: 1000 });
  expect(quick).toBeGreaterThan(50);
});

it('reads the site\'s own content so, most of it', () => {
  const texts = readContent('content').files.map(({ bytes }) => frontOf(bytes.toString('utf8')));
  const quick = texts.filter((text) => {
    const read = readPlainYaml(text);
    if (read !== undefined) expect(JSON.stringify(read)).toBe(JSON.stringify(whole(text)));
    return read !== undefined;
  });
  expect(quick.length).toBeGreaterThan(texts.length * 0.8);
});

it('reads nothing that the parser refuses or reads otherwise, whatever is changed in a text', () => {
  const bare = 'title: 不锈钢为什么不锈\nkind: a-b c\nflow: [g5-6, metal, "a"]\nlist:\n  - 甲 乙\n  - title: x\n    b: "甲\\"乙"\n';
  const text = bare + frontOf(writeEntry({ words: ['a', 'b'], more: [{ a: 1, b: { c: 'x' } }, { a: true }], n: 1.5 }, ''));
  let quick = 0;
  const piece = fc.constantFrom(' ', '  ', '\n', "'", '"', ':', ': ', '- ', '[', ']', ', ', '#', ' # x', '0', '-', '.', 'true', '&a ', '*a', '!x ', '|', '\t', 'a', 'a: 1\n', '  b: 2\n', '---\n', '...\n', '? ', '{', '}', '\\', '\u2028', '1e3', '~', 'title: 1\n');
  const changes = fc.array(fc.record({ at: fc.nat(text.length), cut: fc.nat(3), put: piece }), { minLength: 1, maxLength: 3 });
  fc.assert(fc.property(changes, (all) => {
    const changed = all.reduce((now, { at, cut, put }) => now.slice(0, at) + put + now.slice(at + cut), text);
    const read = readPlainYaml(changed);
    if (read === undefined) return;
    quick++;
    expect(JSON.stringify(read)).toBe(JSON.stringify(whole(changed)));
  }), { numRuns: 3000 });
  expect(quick).toBeGreaterThan(50);
});
