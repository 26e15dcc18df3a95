/** `npm run user -- add|disable|reset|role|totp-off|list <login>`: accounts from the command line. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { ROLE_LABELS, ROLES, type Role } from '#/cms/permissions.ts';
import type { AuditAction } from '#/cms/audit-actions.ts';
import { Accounts } from './accounts.ts';
import { Audit } from './audit.ts';
import { serverConfig } from './config.ts';
import { openDatabase } from './database.ts';
import { checkOwner } from './preflight.ts';

const roles = ROLES.map((role) => `${role} ${ROLE_LABELS[role]}`).join('、');
const USAGE = `用法：
  npm run user -- add <用户名> [姓名] [角色]   新建账号（角色：${roles}；默认 editor）
  npm run user -- disable <用户名>            停用账号，立即退出登录
  npm run user -- reset <用户名>              换一个初始密码，并重新启用
  npm run user -- role <用户名> <角色>        换角色，立即退出登录
  npm run user -- totp-off <用户名>           关闭两步登录（手机和备用码都丢了的时候，先核实是本人）
  npm run user -- list                        列出账号`;

const isRole = (value: string | undefined): value is Role => (ROLES as readonly (string | undefined)[]).includes(value);

async function run([command, login, ...rest]: string[]): Promise<string> {
  const { data, logDays } = serverConfig(path.resolve(import.meta.dirname, '..', '..'));
  mkdirSync(data, { recursive: true, mode: 0o750 });
  checkOwner(data);
  const database = openDatabase(path.join(data, 'app.sqlite'));
  const accounts = new Accounts(database);
  const audit = new Audit(database, { days: logDays });
  if (command === 'list') return accounts.list().map((user) => `${user.login}\t${user.name}\t${ROLE_LABELS[user.role]}${user.totp ? '\t两步登录' : ''}${user.disabled ? '\t已停用' : ''}`).join('\n') || '还没有账号';
  if (!login) throw new Error(USAGE);
  const record = (action: AuditAction, note?: string): void => { audit.record({ action, address: 'cli', target: login, note }); };
  const given = (password: string): string => `用户名  ${login}\n密码    ${password}\n密码只显示这一次，一周内有效，登录后要换成自己的。`;
  const [name, role = 'editor'] = rest;
  switch (command) {
    case 'add': {
      if (!isRole(role)) throw new Error(`没有角色 ${role}；可选：${roles}`);
      const password = await accounts.add(login, name, role);
      record('people.add', ROLE_LABELS[role]);
      return given(password);
    }
    case 'disable':
      accounts.disable(login);
      record('people.disable');
      return `已停用 ${login}`;
    case 'reset': {
      const password = await accounts.reset(login);
      record('people.reset');
      return given(password);
    }
    case 'role': {
      if (!isRole(name)) throw new Error(`没有角色 ${name ?? ''}；可选：${roles}`);
      const before = accounts.setRole(login, name);
      record('people.role', `${ROLE_LABELS[before]} → ${ROLE_LABELS[name]}`);
      return `${login} 现在是${ROLE_LABELS[name]}`;
    }
    case 'totp-off':
      accounts.turnTotpOff(login);
      accounts.sessions.endAll(login);
      record('account.totp-off');
      return `已关闭 ${login} 的两步登录`;
    default:
      throw new Error(USAGE);
  }
}

run(process.argv.slice(2)).then(console.log, (error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
