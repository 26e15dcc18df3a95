/** Sentences and voices of read-aloud, as far as they need no page. */
import { expect, test } from 'vitest';
import { chineseVoice } from '#/components/reading/read-aloud.ts';
import { sentenceBounds } from '#/components/reading/sentences.ts';

const pieces = (text: string): string[] => sentenceBounds(text).map(([start, end]) => text.slice(start, end));

test('a text falls into its sentences, and none of it is lost', () => {
  const text = '糖没有变多，是水先结成冰。为什么？“因为冰里留不住糖。”他说。温度是−7 ℃，约99.5 %。';
  expect(pieces(text)).toEqual(['糖没有变多，是水先结成冰。', '为什么？', '“因为冰里留不住糖。”', '他说。', '温度是−7 ℃，约99.5 %。']);
  expect(pieces(text).join('')).toBe(text);
});

test('marks alone are not spoken', () => {
  expect(pieces('……')).toEqual([]);
  expect(pieces('')).toEqual([]);
});

const voice = (lang: string, localService = true): SpeechSynthesisVoice => ({ lang, localService, name: lang, default: false, voiceURI: lang });

test('the voice is Standard Chinese, of the mainland and on the device if there is one', () => {
  expect(chineseVoice([voice('en-US'), voice('zh-TW'), voice('zh-CN', false), voice('zh-CN')])).toEqual(voice('zh-CN'));
  expect(chineseVoice([voice('zh-TW'), voice('cmn-Hans-CN', false)])?.lang).toBe('cmn-Hans-CN');
  expect(chineseVoice([voice('zh-HK'), voice('yue-HK'), voice('en-GB')])).toBeUndefined();
});
