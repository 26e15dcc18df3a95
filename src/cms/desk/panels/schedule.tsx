/** 定时: what will happen when, and what happened. An entry's own page makes appointments for it. */
import { useState } from 'preact/hooks';
import { faultText, send, useAnswer } from '#/cms/desk/answers.ts';
import { clock, formOf, when } from '#/cms/desk/flow.ts';
import type { Panel, PanelProps } from '#/cms/desk/panels.ts';
import { FormRow } from '#/cms/desk/ui/form-row.tsx';
import { Notice } from '#/cms/desk/ui/notice.tsx';
import { Table } from '#/cms/desk/ui/table.tsx';
import { Waiting } from '#/cms/desk/ui/waiting.tsx';
import { may } from '#/cms/permissions.ts';
import type { Finding } from '#/lib/finding.ts';

interface Row {
  id: string;
  collection: string;
  slug: string;
  title: string;
  action: 'publish' | 'withdraw';
  at: string;
  name: string;
  done?: number;
  status?: string;
  fault?: { reason: string; findings: Finding[]; tried: number };
}

const WORDS = { publish: '发布', withdraw: '下架' } as const;

function outlook(row: Row) {
  if (row.done !== undefined) return `已${WORDS[row.action]}（${when(row.done)}）`;
  if (row.fault) return <span class="fault">到时没有{WORDS[row.action]}：{row.fault.reason}{row.fault.findings.map((finding) => `；${finding.label || finding.path}：${finding.message}`)}。改好后会自动再试。</span>;
  if (row.action === 'publish' && row.status !== 'pending_publish') return <span class="fault">草稿现在不是“就绪”，到时不会发布。</span>;
  return '等待';
}

function Appoint({ collection, slug, then }: { collection: string; slug: string; then: () => void }) {
  const [action, setAction] = useState<Row['action']>('publish');
  const [at, setAt] = useState('');
  const [fault, setFault] = useState<string>();
  const appoint = (event: Event): void => {
    event.preventDefault();
    send('schedule/add', { collection, slug, action, at }).then(() => {
      setFault(undefined);
      then();
    }, (error: unknown) => { setFault(faultText(error)); });
  };
  return (
    <form class="form" onSubmit={appoint}>
      {fault && <Notice kind="fault">{fault}</Notice>}
      <div class="form-line">
        <FormRow label="做什么">{(tied) => <select {...tied} value={action} onChange={(event) => { setAction(event.currentTarget.value as Row['action']); }}><option value="publish">发布草稿</option><option value="withdraw">从网站下架</option></select>}</FormRow>
        <FormRow label="什么时候（北京时间）">{(tied) => <input {...tied} type="datetime-local" required value={at} onInput={(event) => { setAt(event.currentTarget.value.slice(0, 16)); }} />}</FormRow>
        <button type="submit">约定</button>
      </div>
      <p class="hint">下架的条目留成草稿，以后可以再发布；读者在原来的网址看到说明。</p>
    </form>
  );
}

function SchedulePanel({ user, path: [collection, slug] }: PanelProps) {
  const answer = useAnswer<Row[]>('schedule');
  const rights = useAnswer<{ mayPublish: boolean }>('review');
  const [fault, setFault] = useState<string>();
  const mayChange = may(user.role, 'schedule.change') || rights.data?.mayPublish === true;
  const cancel = (id: string): void => {
    send('schedule/cancel', { id }).then(() => { setFault(undefined); }, (error: unknown) => { setFault(faultText(error)); }).finally(answer.reload);
  };
  const shown = (rows: Row[]): Row[] => (collection && slug ? rows.filter((row) => row.collection === collection && row.slug === slug) : rows);
  return (
    <>
      {collection && slug && <p><a href="#/schedule">← 全部预约</a> · <a href={formOf({ collection, slug })}>打开表单</a></p>}
      {fault && <Notice kind="fault">{fault}</Notice>}
      {collection && slug && mayChange && <Appoint collection={collection} slug={slug} then={answer.reload} />}
      {!collection && <p>约定新的时间：在条目的表单下方点“定时”。</p>}
      <Waiting answer={answer}>{(rows) => (
        <Table
          caption="预约"
          rows={shown(rows)}
          rowKey={(row) => row.id}
          empty="没有预约。"
          columns={[
            { label: '时间', head: true, cell: (row) => clock(row.at) },
            { label: '条目', cell: (row) => <a href={formOf(row)}>{row.title}</a> },
            { label: '做什么', cell: (row) => WORDS[row.action] },
            { label: '谁约定的', cell: (row) => row.name },
            { label: '情况', cell: outlook },
            ...(mayChange ? [{ label: '取消', cell: (row: Row) => row.done === undefined && <button type="button" class="plain" onClick={() => { cancel(row.id); }}>取消预约</button> }] : []),
          ]}
        />
      )}</Waiting>
    </>
  );
}

export const schedule: Panel = { id: 'schedule', title: '定时', allowed: (role) => may(role, 'schedule.read'), component: SchedulePanel };
