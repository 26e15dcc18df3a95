/**
 * Bad input to refuse or survive: every case with what became of it. Writes the table of cases and outcomes to
 * `.cache/test/bad-input.md`; `npm run cases` prints it.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { CACHE } from '#tests/site.ts';
import { HTML, MDX, PROSE } from './bad-input/bodies.ts';
import { dangersIn, type Case, type Outcome } from './bad-input/case.ts';
import { CLEANED, ENCODINGS, HIDDEN_CHARACTERS } from './bad-input/characters.ts';
import { FOLDERS, PATHS, SETTINGS } from './bad-input/folders.ts';
import { ALTS, DATES, NAMES, YAML } from './bad-input/front-matter.ts';
import { LINKS } from './bad-input/links.ts';
import { MEDIA_FILES, PICTURE_NAMES, UPLOADS } from './bad-input/pictures.ts';
import { HEAVY, MOST_CPU_MS } from './bad-input/speed.ts';

const CASES: Case[] = [...YAML, ...DATES, ...NAMES, ...ALTS, ...MDX, ...HTML, ...PROSE, ...LINKS, ...HIDDEN_CHARACTERS, ...ENCODINGS, ...CLEANED, ...HEAVY, ...UPLOADS, ...PICTURE_NAMES, ...MEDIA_FILES, ...FOLDERS, ...PATHS, ...SETTINGS];
const HAN = /\p{Script=Han}/u;
const REPORT = path.join(CACHE, 'bad-input.md');
const rows: string[] = [];

/** One line of the table that cannot break it, whatever the case holds. */
const cell = (text: string): string => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => (character === '\n' ? ' ' : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)).replace(/[|<>[\]`*_~\\]/g, '\\$&').slice(0, 160);

function tell(outcome: Outcome): [kind: string, words: string] {
  if (outcome.kind === 'cleaned') return ['清理后收下', outcome.result.split('\n').filter((row) => row.trim() !== '' && row !== '---').slice(-2).join(' ')];
  if (outcome.kind === 'published') return ['照原样发布', outcome.text];
  const [first] = outcome.findings;
  return ['拒绝', first ? `第 ${first.line} 行${first.label ? `【${first.label}】` : ''}${first.message}。改法：${first.fix}` : ''];
}

function check({ expected }: Case, outcome: Outcome): void {
  if ('refused' in expected) {
    if (outcome.kind !== 'refused') throw new Error(`not refused but ${outcome.kind}: ${JSON.stringify(outcome).slice(0, 300)}`);
    const { findings } = outcome;
    for (const { path: where, line, message, fix } of findings) {
      expect(where === '' ? '路径是空的' : where).not.toBe('');
      expect(line).toBeGreaterThan(0);
      expect(message).toMatch(HAN);
      expect(fix, message).toMatch(HAN);
      expect(message.length + fix.length).toBeLessThan(600);
      expect(message).not.toMatch(/[\u0000-\u0008\u202a-\u202e]/u);
    }
    const told = findings.find((finding) => finding.message.includes(expected.refused) && (expected.field === undefined || finding.field === expected.field) && (expected.line === undefined || finding.line === expected.line));
    expect(told, `${JSON.stringify(expected)} is not among ${findings.slice(0, 5).map((finding) => `${finding.field}:${finding.line} ${finding.message}`).join(' | ')}`).toBeDefined();
  } else if ('published' in expected) {
    if (outcome.kind !== 'published') throw new Error(`not published: ${JSON.stringify(outcome).slice(0, 400)}`);
    expect(outcome.text).toContain(expected.published);
    expect(dangersIn(outcome.html)).toEqual([]);
  } else {
    if (outcome.kind !== 'cleaned') throw new Error(`not cleaned: ${JSON.stringify(outcome).slice(0, 400)}`);
    if (typeof expected.cleaned === 'string') expect(outcome.result).toContain(expected.cleaned);
    else expect(outcome.result).toMatch(expected.cleaned);
  }
}

test('there are cases, and each is there once', () => {
  expect(CASES.length).toBeGreaterThanOrEqual(120);
  const names = CASES.map((each) => `${each.group} ${each.name}`);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});

describe.each([...new Set(CASES.map((each) => each.group))])('%s', (group) => {
  test.each(CASES.filter((each) => each.group === group))('$name', async (each) => {
    const before = process.cpuUsage();
    const outcome = await each.run();
    const { user, system } = process.cpuUsage(before);
    const cpu = (user + system) / 1000;
    const [kind, words] = tell(outcome);
    rows.push(`| ${cell(each.group)} | ${cell(each.name)} | ${kind} | ${cell(words)} | ${cpu.toFixed(0)} |`);
    check(each, outcome);
    expect(cpu, 'CPU milliseconds').toBeLessThan(MOST_CPU_MS);
  });
});

test('nothing was polluted on the way', () => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test('the oracle of harmless HTML sees what it must', () => {
  for (const bad of ['<script>1</script>', '<p onclick="x">', '<a href="javascript:x">', '<a href=" java\tscript:x">', '<!-- x -->', '<p style="x">', '<iframe>', '<a href="data:text/html,x">', '<svg>']) expect(dangersIn(bad), bad).not.toEqual([]);
  expect(dangersIn('<p>3 &lt; 4 <a href="/science/">科普</a></p>')).toEqual([]);
});

afterAll(() => {
  mkdirSync(CACHE, { recursive: true });
  const counts = ['拒绝', '照原样发布', '清理后收下'].map((kind) => `${kind} ${rows.filter((row) => row.includes(`| ${kind} |`)).length}`);
  writeFileSync(REPORT, `# 坏输入：${rows.length} 种情形和结果\n\n${counts.join('，')}。\n\n| 类别 | 输入 | 结果 | 编辑看到的，或读者得到的 | CPU 毫秒 |\n|---|---|---|---|---:|\n${rows.join('\n')}\n`);
});
