/** The log: who did what, when and from where. */
import { useState } from 'preact/hooks';
import { AUDIT_ACTIONS, AUDIT_OUTCOMES, type AuditRow } from '#/cms/audit-actions.ts';
import { BASE } from '#/cms/browser/api.ts';
import { may } from '#/cms/permissions.ts';
import type { Panel } from '#/cms/desk/panels.ts';
import { ask, faultText, useAnswer } from '#/cms/desk/answers.ts';
import { FormRow } from '#/cms/desk/ui/form-row.tsx';
import { Notice } from '#/cms/desk/ui/notice.tsx';
import { Table } from '#/cms/desk/ui/table.tsx';
import { clockText } from '#/cms/desk/ui/time.ts';
import { Waiting } from '#/cms/desk/ui/waiting.tsx';

interface Page { rows: AuditRow[]; more: boolean }

/** The filter as a query, empty fields left out. */
function queryOf(form: HTMLFormElement): string {
  const fields = [...new FormData(form)].filter((field): field is [string, string] => typeof field[1] === 'string' && field[1].trim() !== '');
  return new URLSearchParams(fields.map(([name, value]) => [name, value.trim()])).toString();
}

function Rows({ first, query }: { first: Page; query: string }) {
  const [older, setOlder] = useState<Page[]>([]);
  const [error, setError] = useState<string>();
  const pages = [first, ...older];
  const rows = pages.flatMap((page) => page.rows);
  const more = (): void => {
    const before = rows.at(-1)?.id;
    ask<Page>(`log?${query}&before=${before}`).then((page) => { setOlder([...older, page]); }, (fault: unknown) => { setError(faultText(fault)); });
  };
  return (
    <>
      <Table caption={`${rows.length} 条${pages.at(-1)?.more ? '，还有更早的' : ''}`} rows={rows} rowKey={(row) => row.id} empty="没有符合条件的记录" columns={[
        { label: '时间', cell: (row) => clockText(row.at) },
        { label: '操作', head: true, cell: (row) => <>{AUDIT_ACTIONS[row.action] ?? row.action}{row.outcome !== 'done' && <span class="role">{AUDIT_OUTCOMES[row.outcome]}</span>}</> },
        { label: '谁', cell: (row) => row.login || '—' },
        { label: '从哪里', cell: (row) => (row.address === 'cli' ? '命令行' : row.address || '服务器') },
        { label: '对象', cell: (row) => row.target || '—' },
        { label: '说明', cell: (row) => row.note || '—' },
      ]} />
      {error && <Notice kind="fault">{error}</Notice>}
      {pages.at(-1)?.more && <button type="button" class="plain" onClick={more}>更早的记录</button>}
    </>
  );
}

function Log() {
  const [query, setQuery] = useState('');
  const answer = useAnswer<Page>(`log?${query}`);
  return (
    <>
      <form class="form-line" aria-label="筛选" onSubmit={(event) => {
        event.preventDefault();
        setQuery(queryOf(event.currentTarget));
      }}>
        <FormRow label="操作">{(tied) => <select {...tied} name="action"><option value="">全部</option>{Object.entries(AUDIT_ACTIONS).map(([name, label]) => <option key={name} value={name}>{label}</option>)}</select>}</FormRow>
        <FormRow label="结果">{(tied) => <select {...tied} name="outcome"><option value="">全部</option>{Object.entries(AUDIT_OUTCOMES).map(([name, label]) => <option key={name} value={name}>{label}</option>)}</select>}</FormRow>
        <FormRow label="用户名">{(tied) => <input {...tied} name="login" autocapitalize="none" spellcheck={false} />}</FormRow>
        <FormRow label="从">{(tied) => <input {...tied} type="date" name="from" />}</FormRow>
        <FormRow label="到">{(tied) => <input {...tied} type="date" name="until" />}</FormRow>
        <button>筛选</button>
        <a class="button plain" href={`${BASE}api/log/csv?${query}`} download>下载表格（CSV）</a>
      </form>
      <Waiting answer={answer}>{(page) => <Rows key={`${query} ${page.rows[0]?.id ?? ''}`} first={page} query={query} />}</Waiting>
    </>
  );
}

export const log: Panel = { id: 'log', title: '日志', allowed: (role) => may(role, 'log.read'), component: Log };
