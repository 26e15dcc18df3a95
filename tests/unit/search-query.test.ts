/** The pure parts of the search: written forms, terms, corrections, excerpts, filters, addresses, remarks. */
import { describe, expect, test } from 'vitest';
import { countSentence, shorterQueries } from '#/components/search/remarks.ts';
import { readAddress, writeAddress } from '#/search/address.ts';
import { fromPinyin, fromSlip, slipCost } from '#/search/correct.ts';
import { excerpt, mark } from '#/search/excerpt.ts';
import { forgetAll, pastQueries, remember } from '#/search/history.ts';
import { nearestWords } from '#/search/nearest.ts';
import { counts, filtered } from '#/search/facets.ts';
import { isIndexed, soundTokens, textOf, titlesOf, withHiddenFields } from '#/search/hidden-fields.ts';
import { ByteWriter } from '#/search/bytes.ts';
import { parseLexicon, spells, type Lexicon } from '#/search/lexicon.ts';
import type { Page } from '#/search/lookup.ts';
import { compact, hiddenTokens, normalise, parseScript, simplify, skeleton, units } from '#/search/normalise.ts';
import { scriptTables, soundsOf, writeSounds } from '#/search/tables.ts';
import { termsOf } from '#/search/terms.ts';

/** A lexicon of a few words: `can参gao高…`, the words of titles and the others, readings behind them where they are not the usual ones. */
function lexiconOf(sounds: string, named: string[], others: string[] = []): Lexicon {
  const map = new Map([...sounds.matchAll(/([a-z]+)([^a-z]+)/g)].flatMap(([, sound = '', chars = '']) => Array.from(chars, (char) => [char, sound] as const)));
  const writer = new ByteWriter();
  writeSounds(writer, map, false);
  const part = (words: string[]) => words.map((word) => `${word[0]},${word.slice(1).split(' ')[0]}`).join('\n');
  writer.text([part(named), '', part(others), '', [...named, ...others].filter((word) => word.includes(' ')).join('\n')].join('\n\n'));
  return parseLexicon([writer.bytes()]);
}

const texts = (query: string) => termsOf(normalise(query)).map(({ text }) => text);

describe('written forms', () => {
  test('width, case, invisible characters and spaces', () => {
    expect(normalise('　ＣＯ₂ \u200b 与\tPH７ ')).toBe('co2 与 ph7');
    expect(skeleton('“人参”能不能天天吃？（一）')).toBe('人参能不能天天吃一');
  });
  test('Latin words and numbers stay whole', () => {
    expect(compact('35.5')).toBe('35点5');
    expect(compact('kh-03')).toBe('kh03');
    expect(hiddenTokens('pH 7.4 的水，KH-03，ＣＯ₂ 和 DNA')).toEqual(['7点4', 'co2', 'kh03', 'ph7点4']);
  });
  test('units of a title', () => {
    expect([...units('冰酒 DNA 5 次')]).toEqual(['冰酒', 'dna', '5', '次']);
  });
  test('繁 becomes 简 but for what the site writes itself', () => {
    const { common, other } = scriptTables(new Set('人参药里著名着麼么'));
    const table = parseScript([common], [other]);
    expect(simplify('人參藥裏', table)).toEqual(['人参药里']);
    expect(simplify('著名藥', table)).toEqual(['著名药', '着名药']);
  });
});

describe('terms', () => {
  test('pairs of a short query, without what every question has', () => {
    expect(texts('人参为什么不能天天吃')).toEqual(['人参', '天天', '天吃']);
    expect(texts('玛珥湖')).toEqual(['玛珥', '珥湖']);
  });
  test('a pair across two whole words is a hint only', () => {
    expect(termsOf('人参种植').filter(({ role }) => role === 'crossing').map(({ text }) => text)).toEqual(['参种']);
  });
  test('a long query is laid out once, not pair by pair', () => {
    const query = '国家最高科学技术奖和吉林省科学技术奖的评审过程';
    expect(texts(query).length).toBeLessThan(query.length - 4);
    expect(texts(query)).toContain('评审');
  });
  test('a browser without a dictionary still cuts queries into pairs, without question words', () => {
    const { Segmenter } = Intl;
    try {
      Reflect.deleteProperty(Intl, 'Segmenter');
      expect(texts('人参为什么不能天天吃')).toEqual(expect.arrayContaining(['人参', '天天']));
      expect(texts('人参为什么不能天天吃')).not.toContain('什么');
      expect(shorterQueries('量子计算机')).toEqual([]);
    } finally {
      Reflect.defineProperty(Intl, 'Segmenter', { value: Segmenter, configurable: true, writable: true });
    }
  });
  test('Latin and numbers among characters', () => {
    expect(texts('5G 和 pH 7.4')).toEqual(['5g', '和', 'ph', '7点4']);
  });
  test('when nothing else is left, stop words are words', () => {
    expect(texts('为什么')).toEqual(['为什', '什么']);
    expect(texts('什么是什么')).not.toEqual([]);
  });
  test('nothing in, nothing out; and never more than 32', () => {
    expect(texts('？！ … 🌋')).toEqual([]);
    expect(texts('春夏秋冬东南西北天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈剑号巨阙珠称夜光').length).toBeLessThanOrEqual(32);
  });
});

describe('corrections', () => {
  const lexicon = lexiconOf('can参gao高hu湖jiu酒究li丽ma玛马er珥尔pu葡ren人任shen身tao萄xue血ya压di低tang糖ce测', ['人参 ren shen', '玛珥湖'], ['高丽参 gao li shen', '葡萄酒', '血糖', '低血糖', '血压']);
  test('the table is read with its readings and its two parts', () => {
    expect(lexicon.words.map(({ named }) => named)).toEqual([true, true, false, false, false, false, false]);
    expect(lexicon.bySound.get('renshen')?.[0]?.text).toBe('人参');
  });
  test.each([
    ['renshen', ['人参']],
    ['ren shen', ['人参']],
    ["ren'shen", ['人参']],
    ['rs', ['人参']],
    ['ren参', ['人参']],
    ['renshe', ['人参']],
    ['mrh', []],
    ['meh', ['玛珥湖']],
    ['renshenmaerhu', ['人参玛珥湖']],
    ['r', []],
    ['renshen!', []],
  ])('%s is read as %j', (letters, words) => {
    expect(fromPinyin(letters, lexicon)).toEqual(words);
  });
  test('spelling is worth more in full than by initials', () => {
    const word = { text: '人参', chars: ['人', '参'], syllables: ['ren', 'shen'], order: 0, named: true };
    expect(spells([...'renshen'], word, false)).toBeGreaterThan(spells([...'rs'], word, false));
    expect(spells([...'renx'], word, true)).toBe(0);
  });
  test.each([
    ['人身', '人参'],
    ['马珥湖', '玛珥湖'],
    ['珥玛湖', '玛珥湖'],
    ['葡萄究', '葡萄酒'],
    ['任身怎么种', '人参怎么种'],
  ])('%s → %s', (query, meant) => {
    expect(fromSlip(query, () => true, lexicon)[0]).toBe(meant);
  });
  test('a word beside a character is no slip for a longer word', () => {
    expect(fromSlip('测血糖', () => true, lexicon)).toEqual([]);
  });
  test('what the site knows is left alone', () => {
    expect(fromSlip('马珥湖', () => false, lexicon)).toEqual([]);
    expect(slipCost([...'血压'], ['xue', 'ya'], { text: '血糖', chars: [...'血糖'], syllables: ['xue', 'tang'], order: 0, named: false })).toBe(Infinity);
  });
});

const page = (words: string[], more: Partial<Page> = {}): Page => ({ path: '/x/', title: '题', summary: undefined, date: undefined, words, filters: {}, anchors: [], ...more });

describe('excerpts', () => {
  test('the phrase is marked across pieces, in the section where it stands', () => {
    const found = excerpt(page(['题', '。', '开头', '。', '深', '度', '优先', '搜索', '。'], { anchors: [{ id: 'a', level: 2, text: '甲', at: 4 }] }), '度优先', termsOf('度优先'));
    expect(found.parts).toEqual([{ text: '深', marked: false }, { text: '度优先', marked: true }, { text: '搜索。', marked: false }]);
    expect(found.section).toEqual({ id: 'a', text: '甲' });
  });
  test('blocks of a page are parted by a Chinese full stop, and numbers keep their points', () => {
    const text = (words: string[]) => excerpt(page(words), '人参', termsOf('人参')).parts.map(({ text: part }) => part).join('');
    expect(text(['题', '. ', '怎样用', '. ', '人参', '. ', '每天 3.5 克。 不多吃', '.'])).toBe('人参。每天 3.5 克。不多吃。');
  });
  test('full width and CO₂ are found as typed', () => {
    expect(mark('放出 CO₂ 与５Ｇ', 'co2', termsOf('co2')).filter(({ marked }) => marked)).toEqual([{ text: 'CO₂', marked: true }]);
    expect(mark('放出 CO₂ 与５Ｇ', '5g', termsOf('5g')).filter(({ marked }) => marked)).toEqual([{ text: '５Ｇ', marked: true }]);
  });
  test('markup stays text', () => {
    expect(excerpt(page(['题', '<b>人参</b>']), '人参', termsOf('人参')).parts.map(({ text }) => text).join('')).toBe('<b>人参</b>');
  });
  test('without a match the summary stands in', () => {
    expect(excerpt(page(['题', '别的'], { summary: '摘要' }), '人参', termsOf('人参'))).toEqual({ parts: [{ text: '摘要', marked: false }], section: undefined });
  });
});

describe('filters', () => {
  const facets = new Map([
    ['a', { section: ['科普'], region: ['集安市', '通化县'], year: ['2025'] }],
    ['b', { section: ['科普'], region: ['集安市'], year: ['2026'] }],
    ['c', { section: ['活动'], year: ['2026'] }],
  ]);
  const list = [{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' }];
  test('values of one filter are alternatives, filters add up', () => {
    expect(filtered(list, facets, { section: ['科普', '活动'], year: ['2026'] })).toEqual([{ id: 'b' }, { id: 'c' }]);
    expect(filtered(list, facets, {})).toHaveLength(4);
  });
  test('counts leave their own filter out, keep what is chosen, and years run backwards', () => {
    const tally = counts(list, facets, { section: ['科普'], region: ['柳河县'] });
    expect(tally.section).toEqual([['科普', 0]]);
    expect(tally.region).toEqual([['集安市', 2], ['通化县', 1], ['柳河县', 0]]);
    expect(counts(list, facets, {}).year).toEqual([['2026', 2], ['2025', 1]]);
  });
});

describe('addresses', () => {
  test('there and back', () => {
    const state = { query: '人参 & 5G', selection: { section: ['科普', '活动'], grade: ['7—9 年级'] }, sort: 'date' as const, literal: true };
    expect(readAddress(writeAddress(state))).toEqual(state);
    expect(writeAddress({ query: '', selection: {}, sort: 'relevance', literal: false })).toBe('');
  });
  test('what it does not know it passes over', () => {
    expect(readAddress(`?q=x&colour=red&sort=up&region=&region=${'a'.repeat(100)}`)).toEqual({ query: 'x', selection: {}, sort: 'relevance', literal: false });
  });
});

describe('what goes into the index', () => {
  const html = '<!doctype html><html><head><title>t</title><meta name="search-aliases" content="高丽参|A&amp;B"></head><body><article data-pagefind-body data-pagefind-meta="date:2026-03-01"><h1>人参<span>皂苷</span></h1><p>KH-03</p></article></body></html>';
  test('title and aliases', () => {
    expect(titlesOf(html)).toEqual({ title: '人参皂苷', aliases: ['高丽参', 'A&B'] });
    expect(isIndexed(html)).toBe(true);
    expect(isIndexed('<body><p>data-pagefind-body</p></body>')).toBe(false);
  });
  test('hidden fields stand in the head', () => {
    const fields = withHiddenFields(html);
    expect(fields).toContain('<meta data-pagefind-meta="ax[content]" content="高丽参x abx">');
    expect(fields).toContain('<meta data-pagefind-meta="tn[content]" content="kh03">');
    expect(fields).toContain('<meta data-pagefind-sort="date[content]" content="2026-03-01">');
    expect(fields.replace(/<meta data-pagefind[^>]*>/g, '')).toBe(html);
  });
  test('sounds from each syllable on, with the reading of the word', () => {
    expect(soundTokens('人参酒')).toEqual(['renshenjiu1', 'rsj1', 'shenjiu1', 'sj1']);
    expect(soundsOf('绿').get('绿')).toBe('lv');
  });
  test('text of HTML', () => {
    expect(textOf('<p>a&lt;b &#20154;&#x53C2;</p><script>x</script>')).toBe('a<b 人参');
  });
});

describe('remarks', () => {
  const base = { searched: 'x', terms: termsOf('人参'), ranked: [] };
  test.each([
    ['full', 3, 3, '找到 3 篇。'],
    ['full', 5, 3, '找到 3 篇，另有 2 篇部分匹配。'],
    ['partly', 2, 0, '没有一篇包含全部词语，下面是最接近的 2 篇。'],
    ['weak', 2, 0, '没有完全匹配的页面，下面是最相近的 2 篇。'],
    ['none', 0, 0, '没有找到。'],
  ] as const)('%s %i %i', (match, total, full, sentence) => {
    expect(countSentence({ ...base, match }, total, full)).toBe(sentence);
  });
  test('shorter queries are words of the query', () => {
    expect(shorterQueries('量子计算机')).toEqual(['量子', '计算']);
    expect(shorterQueries('人参')).toEqual([]);
  });
});

describe('what was searched on this device', () => {
  const memory = () => {
    const kept = new Map<string, string>();
    return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) };
  };
  test('latest first, each once, twelve at most, erasable', () => {
    const store = memory();
    for (const query of ['人参', '石墨', ' 人参 ', '']) remember(query, store);
    expect(pastQueries(store)).toEqual(['人参', '石墨']);
    for (let i = 0; i < 20; i++) remember(`词${i}`, store);
    expect(pastQueries(store)).toHaveLength(12);
    forgetAll(store);
    expect(pastQueries(store)).toEqual([]);
  });
  test.each(['{', '{"a":1}', '[1,null,"人参"]', 'null'])('a store with %s in it breaks nothing', (text) => {
    expect(pastQueries({ getItem: () => text })).toEqual(text.startsWith('[1') ? ['人参'] : []);
  });
  test('a full store is no fault', () => {
    const full = { getItem: () => null, setItem: () => { throw new Error('quota'); } };
    expect(remember('人参', full)).toEqual(['人参']);
  });
});

test('the nearest words share characters or sounds', () => {
  const lexicon = lexiconOf('ren人任shen参身li丽gao高hu湖', ['高丽参', '人参', '丽湖']);
  expect(nearestWords('任参', lexicon)).toEqual(['人参']);
  expect(nearestWords('高丽', lexicon)).toEqual(['高丽参', '丽湖']);
  expect(nearestWords('zqx', lexicon)).toEqual([]);
});
