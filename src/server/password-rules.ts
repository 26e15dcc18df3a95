/**
 * Which passwords people may choose: at least twelve characters of any kind, and nothing that a guesser tries first
 * (lists of passwords that were stolen elsewhere, keyboard rows, repeats, dates, and the words of {@link CONTEXT_WORDS}).
 * No rule asks for certain kinds of characters, and none makes a password grow old (NIST SP 800-63B, OWASP ASVS 6.2).
 */
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 200;
/** Of zxcvbn's five grades the upper two: more than ten to the eighth guesses. */
const LEAST_SCORE = 3;

/** Names of this office, its site and its places, in the forms in which people put them into passwords, and what is dear to guessers in Chinese. */
export const CONTEXT_WORDS: readonly string[] = [
  'tonghua', 'tonghuashi', 'tonghuaxian', 'jilin', 'jian', 'meihekou', 'huinan', 'liuhe', 'dongchang', 'erdaojiang', 'changbaishan', 'renshen',
  'kepu', 'kexie', 'kexue', 'keji', 'chuangxin', 'wenhua', 'wangzhan', 'bianji', 'zuozhe', 'shenhe', 'guanli', 'guanliyuan', 'mima',
  'admin', 'editor', 'author', 'reviewer', 'decap', 'site',
  'woaini', 'aini1314', '1314520', '5201314', 'zhongguo',
  '通化', '科普', '科协', '科技', '创新', '文化', '网站', '编辑', '作者', '审核', '管理员', '密码',
];

/** So much must be left of a password when the context's words are taken out of it. */
const LEAST_REST = 8;

let guesser: ZxcvbnFactory | undefined;

/** What is wrong with a password for somebody, as a sentence; undefined when it may be used. */
export function passwordFault(password: string, owner: { login: string; name: string }): string | undefined {
  const length = [...password].length;
  if (length < PASSWORD_MIN) return `密码至少 ${PASSWORD_MIN} 个字符，现在是 ${length} 个。可以用几个不相干的词连成一句，空格也可以`;
  if (length > PASSWORD_MAX) return `密码最多 ${PASSWORD_MAX} 个字符`;
  guesser ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  const words = [...CONTEXT_WORDS, owner.login, owner.name].map((word) => word.toLowerCase()).sort((a, b) => b.length - a.length);
  const small = password.toLowerCase();
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), small);
  const tooFew = rest !== small && [...rest].length < LEAST_REST;
  return tooFew || guesser.check(password, words).score < LEAST_SCORE ? '这个密码太容易猜到：它很常见，或者由单位、网站、自己的名字、键盘顺序、日期组成。请换一个' : undefined;
}
