/**
 * `npm run judge`: builds the real content and the test content, lets every outside judge look at both, and plants
 * in each judge's way what it must find. `npm run judge -- links calendars` asks only those with such a name.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildEnvironment, CACHE, TEST_NOW } from '#tests/site.ts';
import { plant, TOOLS, type BuiltSite, type Judge } from './judge.ts';
import { JUDGES } from './judges.ts';
import { LIGHTHOUSE_HEAD, lighthouseTable } from './lighthouse.ts';
import { scores } from './observatory.ts';

const SHOWN = 20;
const URL_OF_BUILD = 'https://kepu.example.org';

/** Installs what only the judges need, unless what its lock file names is there. */
function install(): void {
  const lock = readFileSync(path.join(TOOLS, 'package-lock.json'));
  const done = path.join(TOOLS, 'node_modules/.installed-from.json');
  if (existsSync(done) && readFileSync(done).equals(lock)) return;
  console.log('正在安装评判工具……');
  // No install scripts: one of them asks the network for lists that the judges do without.
  if (spawnSync('npm', ['ci', '--prefix', TOOLS, '--ignore-scripts', '--no-audit', '--no-fund'], { stdio: ['ignore', 'inherit', 'inherit'] }).status !== 0) throw new Error('评判工具没有装上');
  writeFileSync(done, lock);
}

function build(name: string, content: string): BuiltSite {
  const folder = path.join(CACHE, `judge-${name}`);
  rmSync(folder, { recursive: true, force: true });
  const { status } = spawnSync(path.resolve('node_modules/.bin/astro'), ['build', '--silent'], { stdio: ['ignore', 'inherit', 'inherit'], env: buildEnvironment(content, folder) });
  if (status !== 0) throw new Error(`${content} 没有生成`);
  return { folder, url: URL_OF_BUILD, content };
}

async function ask(judge: Judge, site: BuiltSite): Promise<{ checked: number; findings: string[] }> {
  try {
    return await judge.judge(site);
  } catch (error) {
    return { checked: 0, findings: [error instanceof Error ? error.message : String(error)] };
  }
}

const asked = process.argv.slice(2);
const chosen = JUDGES.filter(({ name }) => asked.length === 0 || asked.some((each) => name.toLowerCase().includes(each.toLowerCase())));
if (chosen.length === 0) {
  console.error(`没有这个评判。可选：${JUDGES.map(({ name }) => name).join('、')}`);
  process.exit(2);
}
process.env['SITE_NOW'] = TEST_NOW;
install();
const sites = [build('real', 'content'), build('fixtures', 'tests/fixtures/content')];
const table: string[] = [];
let passed = 0;
let failed = 0;
for (const judge of chosen) {
  const start = performance.now();
  let [checked, found] = [0, 0];
  for (const site of sites) {
    const verdict = await ask(judge, site);
    checked += verdict.checked;
    found += verdict.findings.length;
    if (verdict.findings.length === 0) passed++;
    else failed++;
    for (const finding of verdict.findings.slice(0, SHOWN)) console.error(`${judge.name}: ${finding}`);
    if (verdict.findings.length > SHOWN) console.error(`${judge.name}: …… 共 ${verdict.findings.length} 处`);
  }
  let seen = 0;
  for (const fault of judge.faults) {
    const folder = mkdtempSync(path.join(tmpdir(), 'planted-'));
    const { findings } = await ask(judge, plant(folder, fault.files));
    rmSync(folder, { recursive: true, force: true });
    if (findings.some((finding) => fault.says.test(finding))) seen++;
    else console.error(`${judge.name}: 没有看出“${fault.name}”，只说：${findings.slice(0, 3).join('；') || '没有问题'}`);
  }
  passed += seen;
  failed += judge.faults.length - seen;
  table.push(`${judge.name.padEnd(28)} ${String(checked).padStart(6)} ${String(found).padStart(9)} ${`${seen}/${judge.faults.length}`.padStart(8)} ${((performance.now() - start) / 1000).toFixed(1).padStart(7)} s  ${judge.by}`);
}
console.log(`\n${'judge'.padEnd(28)} ${'judged'.padStart(6)} ${'findings'.padStart(9)} ${'planted'.padStart(8)}\n${table.join('\n')}`);
if (scores.length > 0) console.log(`MDN Observatory: ${scores.slice(0, 2).join(', ')}`);
if (lighthouseTable.length > 0) console.log(`\n${LIGHTHOUSE_HEAD}\n${lighthouseTable.join('\n')}`);
const report = process.env['JUDGE_REPORT'];
if (report) writeFileSync(report, JSON.stringify({ passed, failed }));
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
