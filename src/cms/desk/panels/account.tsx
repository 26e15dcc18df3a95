/** One's own account. */
import { may, ROLE_LABELS } from '#/cms/permissions.ts';
import type { Panel, PanelProps } from '#/cms/desk/panels.ts';

function Account({ user }: PanelProps) {
  return (
    <dl class="facts">
      <dt>姓名</dt><dd>{user.name}</dd>
      <dt>用户名</dt><dd>{user.login}</dd>
      <dt>角色</dt><dd>{ROLE_LABELS[user.role]}</dd>
    </dl>
  );
}

export const account: Panel = { id: 'account', title: '我的账号', allowed: (role) => may(role, 'account.own'), component: Account };
