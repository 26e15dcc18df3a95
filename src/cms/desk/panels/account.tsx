/** One's own account: password, second factor, and where one is signed in. */
import { useState } from 'preact/hooks';
import { may, ROLE_LABELS, type Role } from '#/cms/permissions.ts';
import type { Panel, PanelProps } from '#/cms/desk/panels.ts';
import { send, useAnswer } from '#/cms/desk/answers.ts';
import { Outcome, useAction } from '#/cms/desk/ui/action.tsx';
import { FormRow } from '#/cms/desk/ui/form-row.tsx';
import { Notice } from '#/cms/desk/ui/notice.tsx';
import { Table } from '#/cms/desk/ui/table.tsx';
import { clockText } from '#/cms/desk/ui/time.ts';
import { Waiting } from '#/cms/desk/ui/waiting.tsx';
import { SecondFactor } from './second-factor.tsx';
import { ProofRows, type GivenProof, proofOf } from './proof.tsx';

interface SessionRow { id: string; created: number; seen: number; address: string; agent: string; current: boolean }

export interface OwnAccount {
  login: string;
  name: string;
  role: Role;
  totp: boolean;
  recoveryCodes: number;
  sessions: SessionRow[];
}

function PasswordForm({ own, first }: { own: OwnAccount; first: boolean }) {
  const { busy, told, run } = useAction();
  const [again, setAgain] = useState<string>();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const data = new FormData(form);
    const fresh = String(data.get('fresh'));
    setAgain(fresh === data.get('again') ? undefined : '两次写的不一样');
    if (fresh !== data.get('again')) return;
    void run(async () => {
      await send('account/password', { ...proofOf(data), fresh });
      form.reset();
      if (first) location.reload();
      return '密码已经换了。别处的登录都已退出。';
    });
  };
  return (
    <form class="form" onSubmit={submit}>
      <input type="hidden" name="username" autocomplete="username" value={own.login} />
      <ProofRows label={first ? '初始密码' : '现在的密码'} totp={own.totp} />
      <FormRow label="新密码" hint="至少 12 个字符，什么字符都可以。几个不相干的词连成一句，又长又好记。">
        {(tied) => <input {...tied} type="password" name="fresh" autocomplete="new-password" required minLength={12} />}
      </FormRow>
      <FormRow label="再写一遍新密码" fault={again}>{(tied) => <input {...tied} type="password" name="again" autocomplete="new-password" required />}</FormRow>
      <Outcome told={told} />
      <button disabled={busy}>{first ? '设置密码' : '更换密码'}</button>
    </form>
  );
}

/** The browser and system of a user agent, as far as people tell them apart. */
function deviceOf(agent: string): string {
  const find = (names: readonly [RegExp, string][]): string => names.find(([pattern]) => pattern.test(agent))?.[1] ?? '';
  const system = find([[/Android/, '安卓'], [/iPhone|iPad/, 'iPhone/iPad'], [/Windows/, 'Windows'], [/Mac OS/, 'Mac'], [/Linux/, 'Linux']]);
  const browser = find([[/MicroMessenger/, '微信'], [/Edg\//, 'Edge'], [/Firefox\//, 'Firefox'], [/Chrome\//, 'Chrome'], [/Safari\//, 'Safari']]);
  return [system, browser].filter(Boolean).join(' · ') || '未知设备';
}

function SessionList({ own, reload }: { own: OwnAccount; reload: () => void }) {
  const { busy, told, run } = useAction();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const given: GivenProof = proofOf(new FormData(form));
    const id = (event.submitter as HTMLButtonElement | null)?.value || undefined;
    void run(async () => {
      const { ended } = await send<{ ended: number }>('account/sessions/end', { ...given, ...(id && { id }) });
      form.reset();
      reload();
      return `已退出 ${ended} 处登录。`;
    });
  };
  const others = own.sessions.filter((row) => !row.current);
  return (
    <form onSubmit={submit}>
      <Table caption="登录着的地方" hideCaption rows={own.sessions} rowKey={(row) => row.id} empty="没有" columns={[
        { label: '设备', head: true, cell: (row) => <>{deviceOf(row.agent)}{row.current && <span class="role">本机</span>}</> },
        { label: '来自', cell: (row) => row.address },
        { label: '登录时间', cell: (row) => clockText(row.created) },
        { label: '最近使用', cell: (row) => clockText(row.seen) },
        { label: '操作', cell: (row) => (row.current ? '—' : <button class="plain" value={row.id} disabled={busy}>退出这一处</button>) },
      ]} />
      {others.length > 0 && (
        <div class="form">
          <ProofRows label="密码（退出别处的登录前再确认一次）" totp={own.totp} />
          <button disabled={busy} value="">退出其他所有登录</button>
        </div>
      )}
      <Outcome told={told} />
    </form>
  );
}

function Account({ user }: PanelProps) {
  const answer = useAnswer<OwnAccount>('account');
  return (
    <Waiting answer={answer}>{(own) => (
      <>
        {user.pending === 'password' && <Notice kind="warning">这是管理员给您的初始密码。请先设置自己的密码，然后才能使用别的功能。</Notice>}
        {user.pending === 'totp' && <Notice kind="warning">这里要求两步登录。请先开启，然后才能使用别的功能。</Notice>}
        {user.pending !== 'password' && (
          <dl class="facts">
            <dt>姓名</dt><dd>{own.name}</dd>
            <dt>用户名</dt><dd>{own.login}</dd>
            <dt>角色</dt><dd>{ROLE_LABELS[own.role]}</dd>
          </dl>
        )}
        {user.pending !== 'totp' && <section><h2>密码</h2><PasswordForm own={own} first={user.pending === 'password'} /></section>}
        {user.pending !== 'password' && <SecondFactor own={own} reload={answer.reload} first={user.pending === 'totp'} />}
        {!user.pending && <section><h2>登录着的地方</h2><SessionList own={own} reload={answer.reload} /></section>}
      </>
    )}</Waiting>
  );
}

export const account: Panel = { id: 'account', title: '我的账号', allowed: (role) => may(role, 'account.own'), component: Account };
