/** Runs a whole build apart from the one that the other build tests look at. */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { buildEnvironment, CACHE } from '#tests/site.ts';

export interface BuildOutcome {
  code: number;
  /** Everything it printed. */
  log: string;
  /** Folder of the site, whole or not. */
  out: string;
}

/** Builds `content` into a folder called `name`. `config` replaces the site's own configuration. */
export function runBuild(name: string, content: string, config = 'astro.config.mjs'): Promise<BuildOutcome> {
  const out = path.join(CACHE, name);
  rmSync(out, { recursive: true, force: true });
  // Its own cache: the build of the other tests may run at the same time.
  const env = buildEnvironment(content, out, { SITE_CACHE: path.join(CACHE, `${name}-cache`), SITE_LOG: 'warn' });
  return new Promise((resolve) => {
    const child = spawn(path.resolve('node_modules/.bin/astro'), ['build', '--config', config], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let log = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { log += chunk.toString('utf8'); });
    child.on('close', (code) => { resolve({ code: code ?? 1, log, out }); });
  });
}
