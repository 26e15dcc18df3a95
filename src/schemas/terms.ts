import * as z from 'zod';
import { aliases, choices, common, line, paragraph, relations, sources, urlName } from './fields.ts';
import { TOPICS } from './vocabulary.ts';

/** Letters of pinyin with their tone marks, syllables apart by a space or an apostrophe; Latin letters for words such as DNA. */
const PINYIN = /^[A-Za-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ' -]+$/;

/** 词条: a word of the articles, in plain words. */
export const terms = z.strictObject({
  title: line('词条', { min: 2, max: 20 }),
  urlName: urlName(),
  pinyin: line('拼音', { max: 60, hint: '带声调，例如 níng gù diǎn' }).regex(PINYIN, '拼音要带声调符号，音节之间空一格，例如 níng gù diǎn'),
  definition: paragraph('释义', { min: 8, max: 120, hint: '用平常的话说，不超过 120 个字' }),
  topics: choices('主题', TOPICS, { min: 1 }),
  science: relations('science', '讲得最清楚的文章'),
  sources: sources(1),
  aliases: aliases(),
  ...common(),
});

export type Term = z.infer<typeof terms>;
