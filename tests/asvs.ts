/** `npm run asvs`: prints the table of OWASP ASVS 5.0.0 with what holds each item; ends with 1 when a named test does not exist. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ASVS, type AsvsItem } from './asvs-items.ts';

const FOLDERS = ['unit', 'build', 'e2e'] as const;

/** Text of the test file of a name: `server-audit` is tests/unit/server-audit.test.ts. */
function testText(name: string): string | undefined {
  const file = FOLDERS.flatMap((folder) => ['test', 'spec'].map((kind) => path.join('tests', folder, `${name}.${kind}.ts`))).find((each) => existsSync(each));
  return file && readFileSync(file, 'utf8');
}

/** Titles of the tests in a text, as they are written. */
function titlesIn(text: string): Set<string> {
  return new Set([...text.matchAll(/(?:\b(?:it|test)(?:\.each)?\(|\]\)\(|\)\()\s*(['"`])((?:\\.|(?!\1).)*)\1/gs)].map(([, , title = '']) => title.replace(/\\(.)/g, '$1')));
}

/** What is wrong with a piece of evidence, or undefined. */
function evidenceFault(evidence: string): string | undefined {
  const [kind = '', ...rest] = evidence.split(': ');
  const what = rest.join(': ');
  if (kind === 'no') return what.length > 5 ? undefined : '没有写理由';
  if (kind === 'file') return existsSync(what) ? undefined : `没有文件 ${what}`;
  if (kind === 'README') return readFileSync('README.md', 'utf8').split('\n').includes(`## ${what}`) ? undefined : `README 里没有“${what}”一节`;
  const text = testText(kind);
  if (text === undefined) return `没有测试文件 ${kind}`;
  return titlesIn(text).has(what) ? undefined : `${kind} 里没有测试“${what}”`;
}

/** Items whose evidence does not exist, as sentences. */
export function asvsFaults(items: readonly AsvsItem[]): string[] {
  return items.flatMap(([id, , , ...held]) => (held.length === 0 ? [`${id}：什么也没有写`] : held.flatMap((each) => {
    const fault = evidenceFault(each);
    return fault ? [`${id}：${fault}`] : [];
  })));
}

/** The table as Markdown. */
export function asvsTable(items: readonly AsvsItem[]): string {
  const rows = items.map(([id, level, summary, ...held]) => `| ${id} | ${level} | ${summary} | ${held.map((each) => each.replace(/^no: /, '不适用：')).join('；').replaceAll('|', '\\|')} |`);
  const not = items.filter(([, , , ...held]) => held.some((each) => each.startsWith('no: '))).length;
  return ['| 编号 | 级 | 要求 | 由什么看着 |', '|---|---|---|---|', ...rows, '', `${items.length} 条：${items.length - not} 条有测试或文档看着，${not} 条不适用。`].join('\n');
}

if (import.meta.main) {
  console.log(asvsTable(ASVS));
  const faults = asvsFaults(ASVS);
  if (faults.length > 0) {
    console.error(faults.join('\n'));
    process.exitCode = 1;
  }
}
