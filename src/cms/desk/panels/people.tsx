/** The accounts of the office, for those who manage them. */
import type { ComponentChildren } from 'preact';
import { may, ROLE_LABELS, ROLES, type Role } from '#/cms/permissions.ts';
import type { Panel, PanelProps } from '#/cms/desk/panels.ts';
import { send, useAnswer } from '#/cms/desk/answers.ts';
import { Outcome, useAction } from '#/cms/desk/ui/action.tsx';
import { confirmed } from '#/cms/desk/ui/confirm.ts';
import { FormRow } from '#/cms/desk/ui/form-row.tsx';
import { Table } from '#/cms/desk/ui/table.tsx';
import { clockText } from '#/cms/desk/ui/time.ts';
import { Waiting } from '#/cms/desk/ui/waiting.tsx';

interface Person {
  login: string;
  name: string;
  role: Role;
  disabled: boolean;
  totp: boolean;
  pending?: 'password' | 'totp';
  seen?: number;
  sessions: number;
}

const POLICIES = { optional: '自愿', admins: '管理必须开启', all: '所有人必须开启' } as const;
type Policy = keyof typeof POLICIES;

const ROLE_HELP: Record<Role, string> = {
  author: '写稿、送审',
  editor: '写稿、改别人的稿、改网站设置',
  reviewer: '加上审核、发布、定时',
  admin: '全部，加上账号、日志、回退',
};

function given(login: string, password: string): ComponentChildren {
  return <>初始密码：<code class="secret">{password}</code><br />请当面或打电话告诉 {login}。只显示这一次，一周内有效，登录后要换成自己的。</>;
}

function AddForm({ added }: { added: () => void }) {
  const { busy, told, run } = useAction();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const { login, name, role } = Object.fromEntries(new FormData(form)) as Record<string, string>;
    void run(async () => {
      const { password } = await send<{ password: string }>('people/add', { login, name, role });
      form.reset();
      added();
      return given(login ?? '', password);
    });
  };
  return (
    <form class="form" onSubmit={submit}>
      <FormRow label="用户名" hint="2—32 个小写字母、数字、短横线，以字母开头。例如姓名的拼音。">{(tied) => <input {...tied} name="login" autocomplete="off" autocapitalize="none" spellcheck={false} required />}</FormRow>
      <FormRow label="姓名" hint="写在修改记录里。">{(tied) => <input {...tied} name="name" autocomplete="off" required />}</FormRow>
      <FormRow label="角色" hint={ROLES.map((role) => `${ROLE_LABELS[role]}：${ROLE_HELP[role]}`).join('；')}>
        {(tied) => <select {...tied} name="role">{ROLES.map((role) => <option key={role} value={role}>{ROLE_LABELS[role]}</option>)}</select>}
      </FormRow>
      <Outcome told={told} />
      <button disabled={busy}>新建账号</button>
    </form>
  );
}

function stateOf(person: Person): string {
  if (person.disabled) return '已停用';
  return [person.pending === 'password' ? '还没设密码' : '正常', person.totp ? '两步登录' : ''].filter(Boolean).join('，');
}

function People({ user }: PanelProps) {
  const answer = useAnswer<{ people: Person[]; policy: Policy }>('people');
  const { busy, told, run } = useAction();

  const act = (question: Parameters<typeof confirmed>[0] | undefined, work: () => Promise<ComponentChildren>): void => {
    void (async () => {
      if (question && !(await confirmed(question))) {
        answer.reload();
        return;
      }
      await run(work);
      answer.reload();
    })();
  };
  const simple = (route: string, person: Person, question: Parameters<typeof confirmed>[0], done: string): void => {
    act(question, async () => {
      await send(`people/${route}`, { login: person.login });
      return done;
    });
  };
  const buttons = (person: Person): ComponentChildren => {
    if (person.login === user.login) return <a href="#/account">我的账号</a>;
    const { name, login } = person;
    return (
      <div class="buttons">
        <button type="button" class="plain" disabled={busy} onClick={() => {
          act({ title: `重设 ${name} 的密码`, text: `原来的密码立即失效，所有登录都会退出。${person.disabled ? '停用的账号会重新启用。' : ''}`, action: '重设密码' }, async () => given(login, (await send<{ password: string }>('people/reset', { login })).password));
        }}>{person.disabled ? '启用' : '重设密码'}</button>
        {person.totp && <button type="button" class="plain" disabled={busy} onClick={() => { simple('totp-off', person, { title: `关闭 ${name} 的两步登录`, text: '请先核实是本人（当面，或打您认识的电话）。', action: '关闭两步登录' }, `${name} 的两步登录已关闭。`); }}>关闭两步登录</button>}
        {person.sessions > 0 && <button type="button" class="plain" disabled={busy} onClick={() => { simple('sign-out', person, { title: `退出 ${name} 的所有登录`, text: '没有保存的文字留在那边的浏览器里，重新登录后还在。', action: '退出' }, `${name} 已在所有地方退出。`); }}>退出登录</button>}
        {!person.disabled && <button type="button" class="danger" disabled={busy} onClick={() => { simple('disable', person, { title: `停用 ${name}`, text: '立即退出登录，不能再登录。写过的内容和记录都保留。', action: '停用' }, `${name} 已停用。`); }}>停用</button>}
      </div>
    );
  };
  const roleOf = (person: Person): ComponentChildren => {
    if (person.login === user.login || person.disabled) return ROLE_LABELS[person.role];
    return (
      <select aria-label={`${person.name} 的角色`} value={person.role} disabled={busy} onChange={(event) => {
        const role = event.currentTarget.value as Role;
        act({ title: `把 ${person.name} 改成${ROLE_LABELS[role]}`, text: `${ROLE_LABELS[role]}：${ROLE_HELP[role]}。${person.name} 要重新登录。`, action: '更改角色' }, async () => {
          await send('people/role', { login: person.login, role });
          return `${person.name} 现在是${ROLE_LABELS[role]}。`;
        });
      }}>{ROLES.map((role) => <option key={role} value={role}>{ROLE_LABELS[role]}</option>)}</select>
    );
  };
  return (
    <Waiting answer={answer}>{({ people, policy }) => (
      <>
        <Outcome told={told} />
        <Table caption="账号" hideCaption rows={people} rowKey={(person) => `${person.login} ${person.role}`} empty="还没有账号" columns={[
          { label: '姓名', head: true, cell: (person) => <>{person.name}<br /><span class="hint">{person.login}</span></> },
          { label: '角色', cell: roleOf },
          { label: '状态', cell: stateOf },
          { label: '最近使用', cell: (person) => (person.seen ? clockText(person.seen) : '—') },
          { label: '操作', cell: buttons },
        ]} />
        <h2>新建账号</h2>
        <AddForm added={answer.reload} />
        <h2>两步登录</h2>
        <div class="form">
          <FormRow label="要求" hint="要求了还没有开启的人，登录后先去开启。">
            {(tied) => <select {...tied} value={policy} disabled={busy} onChange={(event) => {
              const next = event.currentTarget.value as Policy;
              act(undefined, async () => {
                await send('people/policy', { policy: next });
                return `两步登录：${POLICIES[next]}。`;
              });
            }}>{Object.entries(POLICIES).map(([value, label]) => <option key={value} value={value}>{label}</option>)}</select>}
          </FormRow>
        </div>
        <h2>全部退出</h2>
        <p>怀疑有人偷用账号的时候：除您这里以外，所有人的登录都退出。</p>
        <button type="button" class="danger" disabled={busy} onClick={() => {
          act({ title: '退出所有人的登录', text: '除您这里以外，所有人都要重新登录。没有保存的文字留在各自的浏览器里。', action: '全部退出' }, async () => `已退出 ${(await send<{ ended: number }>('people/sign-out-everybody', { everybody: true })).ended} 处登录。`);
        }}>退出所有人的登录</button>
      </>
    )}</Waiting>
  );
}

export const people: Panel = { id: 'people', title: '账号', allowed: (role) => may(role, 'people.manage'), component: People };
