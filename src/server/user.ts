/** `npm run user -- add|disable|reset <login>`: accounts from the command line. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { ROLES, type Role } from '#/cms/permissions.ts';
import { Accounts } from './accounts.ts';
import { serverConfig } from './config.ts';
import { openDatabase } from './database.ts';
import { checkOwner } from './preflight.ts';

const USAGE = `用法：
  npm run user -- add <用户名> [姓名] [角色]   新建账号（角色：${ROLES.join('、')}，默认 editor）
  npm run user -- disable <用户名>            停用账号，立即退出登录
  npm run user -- reset <用户名>              换一个新密码，并重新启用
  npm run user -- list                        列出账号`;

const isRole = (value: string): value is Role => (ROLES as readonly string[]).includes(value);

async function run([command, login, name, role = 'editor']: string[]): Promise<string> {
  const { data } = serverConfig(path.resolve(import.meta.dirname, '..', '..'));
  mkdirSync(data, { recursive: true, mode: 0o750 });
  checkOwner(data);
  const accounts = new Accounts(openDatabase(path.join(data, 'app.sqlite')));
  if (command === 'list') return accounts.list().map((user) => `${user.login}\t${user.name}\t${user.role}${user.disabled ? '\t已停用' : ''}`).join('\n') || '还没有账号';
  if (!login || !['add', 'disable', 'reset'].includes(command ?? '')) throw new Error(USAGE);
  if (command === 'disable') {
    accounts.disable(login);
    return `已停用 ${login}`;
  }
  if (!isRole(role)) throw new Error(`没有角色 ${role}；可选：${ROLES.join('、')}`);
  const password = command === 'add' ? await accounts.add(login, name, role) : await accounts.reset(login);
  return `用户名  ${login}\n密码    ${password}\n密码只显示这一次。`;
}

run(process.argv.slice(2)).then(console.log, (error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
