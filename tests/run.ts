/**
 * `npm test`: types, lint, content, unit tests, a build of the real content and the tests on it, and the
 * browser stories; then one closing line. `npm test -- unit build` runs only the named steps; `judge` (the outside
 * judges) and `long` (minutes to hours) run only when they are named.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { chromium } from './chromium.ts';
import { buildEnvironment, CACHE, REAL_DIST } from './site.ts';

interface Outcome {
  passed: number;
  failed: number;
  /** Names of what failed, where the runner tells them; they are said again at the end, where a cut log still has them. */
  names?: string[];
}

const bin = (name: string): string => path.resolve('node_modules/.bin', name);

function execute(command: string, args: string[], env: NodeJS.ProcessEnv = process.env): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env });
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('close', (code) => { resolve(code ?? 1); });
  });
}

/** A step that is one check. */
const single = async (command: string, args: string[], env?: NodeJS.ProcessEnv): Promise<Outcome> => ((await execute(command, args, env)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** Counts of a runner that wrote a JSON report; a runner that fails without naming a test counts as one failure. */
function counted(code: number, report: string, read: (json: Record<string, unknown>) => Outcome): Outcome {
  const outcome = existsSync(report) ? read(JSON.parse(readFileSync(report, 'utf8')) as Record<string, unknown>) : { passed: 0, failed: 0 };
  if (code !== 0 && outcome.failed === 0) outcome.failed = 1;
  if (code === 0 && outcome.passed === 0) outcome.failed = 1;
  return outcome;
}

async function vitest(project: string, env?: NodeJS.ProcessEnv): Promise<Outcome> {
  const report = path.join(CACHE, `vitest-${project}.json`);
  rmSync(report, { force: true });
  const code = await execute(bin('vitest'), ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], env);
  return counted(code, report, (json) => {
    const files = json['testResults'] as { name: string; assertionResults: { status: string; fullName: string; failureMessages: string[] }[] }[];
    const names = files.flatMap(({ name, assertionResults }) => assertionResults.filter(({ status }) => status === 'failed').map(({ fullName, failureMessages }) => `${path.relative('.', name)} › ${fullName}: ${(failureMessages[0] ?? '').slice(0, 600)}`));
    return { passed: Number(json['numPassedTests']), failed: Number(json['numFailedTests']), names };
  });
}

async function stories(browser: string): Promise<Outcome> {
  const report = path.join(CACHE, 'playwright.json');
  rmSync(report, { force: true });
  const code = await execute(bin('playwright'), ['test'], { ...process.env, CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: report });
  return counted(code, report, (json) => {
    const stats = json['stats'] as { expected: number; flaky: number; unexpected: number };
    return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
  });
}

const STEPS: Record<string, () => Promise<Outcome>> = {
  types: () => single(bin('astro'), ['check', '--minimumFailingSeverity', 'warning']),
  lint: () => single(bin('eslint'), ['--max-warnings', '0', '.']),
  content: () => single(process.execPath, ['src/gate/check.ts']),
  unit: () => vitest('unit'),
  build: async () => {
    rmSync(REAL_DIST, { recursive: true, force: true });
    const built = await single(bin('astro'), ['build'], buildEnvironment('content', REAL_DIST, { SITE_LOG: 'warn' }));
    if (built.failed > 0) return built;
    const tests = await vitest('build', { ...process.env, CHROMIUM: await chromium() });
    return { ...tests, passed: built.passed + tests.passed };
  },
  e2e: async () => stories(await chromium()),
  judge: async () => {
    const report = path.join(CACHE, 'judge.json');
    rmSync(report, { force: true });
    const code = await execute(process.execPath, ['tests/judge/run.ts'], { ...process.env, JUDGE_REPORT: report });
    return counted(code, report, (json) => ({ passed: Number(json['passed']), failed: Number(json['failed']) }));
  },
  long: async () => {
    if (!existsSync(path.join(REAL_DIST, 'index.html'))) {
      const built = await single(bin('astro'), ['build', '--silent'], buildEnvironment('content', REAL_DIST));
      if (built.failed > 0) return built;
    }
    return vitest('long', { ...process.env, CHROMIUM: await chromium() });
  },
};
const ONLY_WHEN_NAMED = new Set(['judge', 'long']);

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in STEPS));
if (unknown.length > 0) {
  console.error(`没有这一步：${unknown.join('、')}。可选：${Object.keys(STEPS).join('、')}`);
  process.exit(2);
}
mkdirSync(CACHE, { recursive: true });
const total: Outcome = { passed: 0, failed: 0 };
const table: string[] = [];
const failures: string[] = [];
for (const [name, step] of Object.entries(STEPS)) {
  if (asked.length > 0 ? !asked.includes(name) : ONLY_WHEN_NAMED.has(name)) continue;
  console.log(`\n== ${name}`);
  const start = performance.now();
  let outcome: Outcome;
  try {
    outcome = await step();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    outcome = { passed: 0, failed: 1 };
  }
  total.passed += outcome.passed;
  total.failed += outcome.failed;
  failures.push(...(outcome.names ?? []).map((failed) => `${name}: ${failed}`));
  table.push(`${name.padEnd(8)} ${String(outcome.passed).padStart(5)} passed ${String(outcome.failed).padStart(4)} failed ${((performance.now() - start) / 1000).toFixed(1).padStart(7)} s`);
}
if (failures.length > 0) console.log(`\nfailed:\n${failures.join('\n')}`);
console.log(`\n${table.join('\n')}`);
if (asked.length === 0 || asked.includes('e2e') || asked.includes('build')) console.log(`Chromium: ${await chromium().catch(() => '没有')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
