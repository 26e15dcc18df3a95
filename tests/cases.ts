/** `npm run cases`: puts every bad input to the gate and prints the table of cases and outcomes. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { CACHE } from './site.ts';

const report = path.join(CACHE, 'bad-input.md');
rmSync(report, { force: true });
const { status } = spawnSync(path.resolve('node_modules/.bin/vitest'), ['run', '--project', 'unit', 'tests/unit/bad-input.test.ts', '--reporter=dot'], { stdio: ['ignore', 'ignore', 'inherit'] });
if (existsSync(report)) console.log(readFileSync(report, 'utf8'));
console.log(status === 0 ? `每一种情形的结果都如所期。表在 ${report}` : `有情形的结果不如所期：npm test -- unit 会说是哪些。表在 ${report}`);
process.exitCode = status ?? 1;
