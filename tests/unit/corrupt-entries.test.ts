/** 25 damaged entries among 500: the gate names exactly those, each with place and mend. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readContent } from '#/gate/content.ts';
import { formatFinding, type Finding } from '#/lib/finding.ts';
import { makeCorpus } from '#tests/bench/corpus.ts';
import { corruptSome, DAMAGES, type Corrupted } from '#tests/bench/corrupt.ts';

let folder: string;
beforeAll(() => { folder = mkdtempSync(path.join(tmpdir(), 'corrupt-')); });
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

/** A fresh folder of 500 entries, damaged. */
function damaged(name: string, count: number, seed: number): { corrupted: Corrupted[]; errors: Finding[]; entries: number } {
  const content = path.join(folder, name);
  makeCorpus(content, 500);
  const corrupted = corruptSome(content, count, seed);
  const { files, findings } = readContent(content);
  return { corrupted, errors: findings.filter((finding) => finding.severity === 'error'), entries: files.length };
}

test('the corpus is sound before it is damaged', () => {
  expect(damaged('sound', 0, 1).errors.map((finding) => formatFinding(finding))).toEqual([]);
}, 120_000);

test.each([1, 2, 3])('25 of 500 (seed %i): exactly those are named, with line, reason and mend in Chinese', (seed) => {
  const { corrupted, errors, entries } = damaged(`seed-${seed}`, 25, seed);
  expect(entries).toBeGreaterThanOrEqual(500);
  expect(corrupted).toHaveLength(25);
  expect(new Set(corrupted.map((each) => each.damage)).size).toBe(Object.keys(DAMAGES).length);
  expect([...new Set(errors.map((finding) => finding.path))].sort()).toEqual(corrupted.map((each) => each.path));
  for (const finding of errors) {
    expect(finding.line, formatFinding(finding)).toBeGreaterThan(0);
    expect(finding.message, formatFinding(finding)).toMatch(/\p{Script=Han}/u);
    expect(finding.fix, formatFinding(finding)).toMatch(/\p{Script=Han}/u);
  }
}, 120_000);

test('the same seed gives the same damage, another seed another', () => {
  const content = path.join(folder, 'again');
  const damage = (seed: number): Corrupted[] => {
    makeCorpus(content, 200);
    return corruptSome(content, 25, seed);
  };
  const first = damage(7);
  expect(damage(7)).toEqual(first);
  expect(damage(8)).not.toEqual(first);
}, 120_000);
