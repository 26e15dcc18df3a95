/** `npm run mirror [-- --force]`: copies the content to the second git remote now. */
import path from 'node:path';
import { serverConfig } from './config.ts';
import { mirrorTo } from './mirror.ts';
import { noteJob } from './nightly.ts';
import { checkOwner } from './preflight.ts';

async function run(args: readonly string[]): Promise<string> {
  const { data, mirror } = serverConfig(path.resolve(import.meta.dirname, '..', '..'));
  if (!mirror) throw new Error('没有设 SITE_MIRROR。它写第二个 git 仓库的地址，例如 SITE_MIRROR=https://用户名:令牌@git.example.cn/office/content.git');
  checkOwner(data);
  const { shown } = await mirrorTo(path.join(data, 'content.git'), mirror, { force: args.includes('--force') });
  await noteJob(data, 'mirror', { at: Date.now(), done: shown });
  return `已推到 ${shown}`;
}

run(process.argv.slice(2)).then(console.log, (error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
