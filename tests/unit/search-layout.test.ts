/** The form in which the page reads the index: what is written is what is read, and every word is found in its chunk. */
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ByteReader, ByteWriter, sharedStart } from '#/search/bytes.ts';
import { inIndexOrder, startEngine } from '#/search/engine.ts';
import { commonCharacters, isCommon, LEVEL_1 } from '#/search/gb2312.ts';
import { bestSize, layOut } from '#/search/layout.ts';
import { parseLexicon } from '#/search/lexicon.ts';
import { Postings } from '#/search/postings.ts';
import type { Source } from '#/search/source.ts';
import { soundsOf, writeSounds } from '#/search/tables.ts';
import { wordTable } from '#/search/words.ts';

const unpacked = (bytes: Uint8Array | undefined) => Uint8Array.from(gunzipSync(bytes ?? new Uint8Array()));

describe('numbers and texts', () => {
  test('are read as they were written', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.nat(0xffff_ffff), fc.string({ unit: 'grapheme' }))), (items) => {
      const writer = new ByteWriter();
      for (const item of items) if (typeof item === 'number') writer.number(item); else writer.text(item);
      const reader = new ByteReader(writer.bytes());
      expect(items.map((item) => (typeof item === 'number' ? reader.number() : reader.text()))).toEqual(items);
      expect(reader.ended).toBe(true);
    }));
    fc.assert(fc.property(fc.integer({ min: -0x3fff_ffff, max: 0x3fff_ffff }), (value) => { expect(new ByteReader(new ByteWriter().signed(value).bytes()).signed()).toBe(value); }));
  });
  test('what is cut off is an error, and so is a number that cannot be written', () => {
    const bytes = new ByteWriter().text('人参').bytes();
    expect(() => new ByteReader(bytes.subarray(0, 4)).text()).toThrow(/ends early/);
    expect(() => new ByteReader(new Uint8Array()).number()).toThrow(/ends early/);
    expect(() => new ByteReader(bytes).skip(9)).toThrow(/ends early/);
    expect(() => new ByteWriter().number(-1)).toThrow(RangeError);
  });
  test('what texts share is never half a character', () => {
    expect(sharedStart('𠮷野', '𠮶野')).toBe(0);
    expect(sharedStart('人参酒', '人参茶')).toBe(2);
  });
});

test('the order of the index is that of code points', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
    expect(Math.sign(inIndexOrder(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
  }));
});

test('chunks grow with the root of the index', () => {
  expect(bestSize(100)).toBe(2250);
  expect(bestSize(45_000_000) / bestSize(11_250_000)).toBeCloseTo(2, 1);
});

interface Posting {
  page: number;
  fields: number;
  groups: { mark: number; places: number[] }[];
}

const posting = fc.record({
  page: fc.nat(60),
  fields: fc.nat(127),
  groups: fc.uniqueArray(fc.record({ mark: fc.constantFrom(24, 12, 48, 100), places: fc.uniqueArray(fc.nat(5000), { minLength: 1, maxLength: 5 }).map((list) => list.sort((a, b) => a - b)) }), { selector: ({ mark }) => mark, maxLength: 3 }),
});
const postings = fc.uniqueArray(posting, { selector: ({ page }) => page, minLength: 1, maxLength: 12 }).map((list) => list.filter(({ fields, groups }) => fields > 0 || groups.length > 0).sort((a, b) => a.page - b.page));
const word = fc.string({ unit: fc.constantFrom(...'人参皂苷酒湖a5x𠮷'), minLength: 1, maxLength: 4 });

function sourceOf(words: ReadonlyMap<string, Posting[]>): Source {
  const pages = Array.from({ length: 61 }, (_, i) => ({ length: 10 * i, fragment: { url: `/${i}/`, content: '', filters: {}, meta: { title: String(i), ...(i % 2 ? { date: `19${60 + (i % 30)}-02-0${1 + (i % 9)}` } : {}) }, anchors: [] } }));
  function* all() {
    const postings = new Postings();
    for (const text of [...words.keys()].sort(inIndexOrder)) {
      postings.clear();
      // As the pages of several parts come: not in their order.
      for (const { page, fields, groups } of (words.get(text) ?? []).toReversed()) {
        for (const { mark, places } of groups) {
          postings.group(mark);
          for (const at of places) postings.place(at);
        }
        postings.page(page, fields);
      }
      yield { text, postings };
    }
  }
  return { pages, words: all, filters: new Map([['section', new Map([['科普', [0, 3, 60]], ['活动', []]])]]), files: new Map(), pageStem: 'zh-cn_abc' };
}

test('every word is found in its chunk, with its pages, places and fields; so is every beginning', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(word, postings), { maxLength: 60 }), async (list) => {
      const words = new Map(list.filter(([text, held]) => held.length > 0 && !/^\p{Script=Han}{3,}$/u.test(text)));
      const { files, head } = await layOut(sourceOf(words), '乾干');
      const engine = startEngine(unpacked(files.get(head)));
      expect(engine.script).toBe('乾干');
      expect(engine.days[1]).toBe(Date.parse('1961-02-02') / 86_400_000);
      expect(engine.days[2]).toBeUndefined();
      expect(engine.filters.get('section')?.get('科普')).toEqual([0, 3, 60]);
      expect(engine.lengths.every((length, i) => Math.abs(length - 10 * i) <= 0.04 * 10 * i)).toBe(true);
      for (const [text, held] of words) {
        for (const name of engine.chunksFor(text, false)) engine.addChunk(unpacked(files.get(`${name}.bin`)));
        const read = engine.word(text);
        expect(read.map(({ page }) => page)).toEqual(held.map(({ page }) => page));
        read.forEach(({ places, fields }, i) => {
          expect(places.map(({ at, weight }) => [at, Math.round(weight * 24)])).toEqual(held[i]?.groups.flatMap(({ mark, places: at }) => at.map((each) => [each, mark])));
          expect(fields.length).toBe((held[i]?.fields ?? 0).toString(2).replaceAll('0', '').length);
        });
      }
      for (const beginning of ['人', '人参', 'a', '𠮷', '湖5']) {
        const fresh = startEngine(unpacked(files.get(head)));
        for (const name of fresh.chunksFor(beginning, true)) fresh.addChunk(unpacked(files.get(`${name}.bin`)));
        expect(fresh.wordsFrom(beginning)).toEqual([...words.keys()].filter((text) => text.startsWith(beginning)).sort(inIndexOrder));
      }
    }),
    { numRuns: 40 },
  );
}, 60_000);

describe('what is kept of a word on a page', () => {
  test('forty places of each weight, and no weight without places', async () => {
    const many = Array.from({ length: 50 }, (_, i) => 3 * i);
    const { files, head } = await layOut(sourceOf(new Map([['人', [{ page: 2, fields: 0, groups: [{ mark: 24, places: many }, { mark: 48, places: [] }, { mark: 12, places: [1] }] }]]])), '');
    const engine = startEngine(unpacked(files.get(head)));
    for (const name of engine.chunksFor('人', false)) engine.addChunk(unpacked(files.get(`${name}.bin`)));
    expect(engine.word('人')[0]?.places.map(({ at, weight }) => [at, weight])).toEqual([...many.slice(0, 40).map((at) => [at, 1]), [1, 0.5]]);
  });
  test('a page that holds it nowhere is left out, a weight that comes twice is refused', () => {
    const postings = new Postings();
    postings.group(24);
    postings.page(1, 0);
    expect(postings.count).toBe(0);
    postings.group(24);
    postings.place(1);
    expect(() => { postings.group(24); }).toThrow(/格式变了/);
  });
});

describe('tables', () => {
  test('the characters of GB 2312 in the order of the standard', () => {
    expect(commonCharacters()).toHaveLength(6763);
    expect([commonCharacters()[0], commonCharacters()[LEVEL_1 - 1], commonCharacters()[LEVEL_1], commonCharacters().at(-1)]).toEqual(['啊', '座', '亍', '齄']);
    expect(['参', '乾', '參', '㙍'].map(isCommon)).toEqual([true, true, false, false]);
  });
  test('sounds and words are read as they were written', () => {
    const site = '人参玛珥湖𡸅㙍';
    const sounds = soundsOf(site);
    const writer = new ByteWriter();
    writeSounds(writer, sounds, true);
    const page = { path: '/', title: '人参玛珥湖', summary: undefined, date: undefined, words: ['葡萄', '酒', '葡萄酒', '葡萄', '人参'], filters: {}, anchors: [] };
    const lexicon = parseLexicon([writer.text(wordTable([page], ['高丽参'], sounds)).bytes()]);
    for (const [char, sound] of sounds) expect(lexicon.soundOf(char), char).toBe(sound);
    expect(lexicon.words.filter(({ named }) => named).map(({ text }) => text)).toEqual(expect.arrayContaining(['人参', '高丽参', '人参玛珥湖']));
    expect(lexicon.words.filter(({ named }) => !named).map(({ text }) => text)).toEqual(expect.arrayContaining(['葡萄', '葡萄酒']));
    expect(lexicon.bySound.get('renshen')?.map(({ text }) => text)).toEqual(['人参']);
    expect(lexicon.charsOf('ren')[0]).toBe('人');
  });
});
