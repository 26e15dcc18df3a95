/** 审核: every draft with its stage, what is wrong with it and its notes; links to previews. The stages themselves are moved on the board and in the form. */
import { useState } from 'preact/hooks';
import { BASE } from '#/cms/browser/api.ts';
import { faultText, send, useAnswer } from '#/cms/desk/answers.ts';
import { formOf, when } from '#/cms/desk/flow.ts';
import type { Panel, PanelProps } from '#/cms/desk/panels.ts';
import { Outcome, useAction } from '#/cms/desk/ui/action.tsx';
import { FormRow } from '#/cms/desk/ui/form-row.tsx';
import { Notice } from '#/cms/desk/ui/notice.tsx';
import { Table } from '#/cms/desk/ui/table.tsx';
import { Waiting } from '#/cms/desk/ui/waiting.tsx';
import { may } from '#/cms/permissions.ts';
import { STAGES } from '#/cms/publishing-words.ts';
import type { Finding } from '#/lib/finding.ts';

interface Row {
  collection: string;
  slug: string;
  title: string;
  isNew: boolean;
  authors: string[];
  author: string;
  changed: number;
  status: string;
  errors: Finding[];
  openNotes: number;
}

interface Board {
  rules: { review: boolean };
  mayPublish: boolean;
  drafts: Row[];
}

interface Note {
  id: string;
  author: string;
  content: string;
  timestamp: string;
  resolved: boolean;
}

function Thread({ collection, slug }: { collection: string; slug: string }) {
  const answer = useAnswer<Note[]>(`review/notes/${collection}/${slug}`);
  const [words, setWords] = useState('');
  const [fault, setFault] = useState<string>();
  const change = (path: string, body: object): void => {
    send(path, { collection, slug, ...body }).then(() => {
      setWords('');
      setFault(undefined);
      answer.reload();
    }, (error: unknown) => { setFault(faultText(error)); });
  };
  return (
    <section aria-label="批注">
      <p class="ways"><a href="#/review">← 全部草稿</a> · <a href={formOf({ collection, slug })}>打开表单</a> · <a href={`#/history/${collection}/${slug}`}>看改了什么</a></p>
      <Waiting answer={answer}>{(notes) => (
        <ul class="thread">
          {notes.length === 0 && <li class="empty">还没有批注。</li>}
          {notes.map((note) => (
            <li key={note.id} class={note.resolved ? 'settled' : undefined}>
              <p class="hint">{note.author} · {when(Date.parse(note.timestamp))}{note.resolved && ' · 已处理'}</p>
              <p class="said">{note.content}</p>
              <button type="button" class="plain" onClick={() => { change('review/notes/resolve', { id: note.id, resolved: !note.resolved }); }}>{note.resolved ? '重新打开' : '标为已处理'}</button>
            </li>
          ))}
        </ul>
      )}</Waiting>
      {fault && <Notice kind="fault">{fault}</Notice>}
      <form class="form" onSubmit={(event) => {
        event.preventDefault();
        change('review/notes', { content: words });
      }}>
        <FormRow label="写一条批注">{(tied) => <textarea {...tied} rows={3} value={words} onInput={(event) => { setWords(event.currentTarget.value); }} required />}</FormRow>
        <button type="submit">添加批注</button>
      </form>
    </section>
  );
}

interface Link {
  name: string;
  title: string;
  by: string;
  expires: number;
  /** Whether the user may end it. */
  mine: boolean;
}

function Links() {
  const answer = useAnswer<Link[]>('review/links');
  const { busy, told, run } = useAction();
  const revoke = (name: string): void => {
    void run(async () => {
      await send('review/links/revoke', { name });
      return '链接已收回，打开它的人什么也看不到。';
    }).then(answer.reload);
  };
  return (
    <>
      <Outcome told={told} />
      <Waiting answer={answer}>{(links) => (
        <Table
          caption="不用登录就能看的预览链接"
          rows={links}
          rowKey={({ name }) => name}
          empty="没有开着的预览链接。"
          columns={[
            { label: '条目', head: true, cell: ({ title }) => title },
            { label: '谁做的', cell: ({ by }) => by },
            { label: '到什么时候', cell: ({ expires }) => when(expires) },
            { label: '收回', cell: ({ name, title, mine }) => mine && <button type="button" class="plain" disabled={busy} aria-label={`收回链接：${title}`} onClick={() => { revoke(name); }}>收回</button> },
          ]}
        />
      )}</Waiting>
    </>
  );
}

function Review({ path: [collection, slug] }: PanelProps) {
  const answer = useAnswer<Board>('review');
  if (collection && slug) return <Thread collection={collection} slug={slug} />;
  return (
    <Waiting answer={answer}>{({ rules, mayPublish, drafts }) => (
      <>
        <p>{rules.review ? '发布前须由审核人审核：作者提交“待审”，审核人改为“就绪”并发布。' : '没有要求审核：编辑保存后即为“就绪”，可以自己发布。“网站设置”里可以改。'}{mayPublish ? '' : '您可以写稿和提交，发布由审核人来做。'}</p>
        <p><a class="button" href={`${BASE}admin/#/workflow`}>打开工作流看板</a></p>
        <Table
          caption="还没有发布的草稿"
          rows={drafts}
          rowKey={(row) => `${row.collection}/${row.slug}`}
          empty="没有草稿。"
          columns={[
            { label: '标题', head: true, cell: (row) => <a href={formOf(row)}>{row.title}</a> },
            { label: '状态', cell: (row) => `${STAGES[row.status] ?? row.status}${row.isNew ? '（新）' : ''}` },
            { label: '作者', cell: (row) => row.authors.join('、') },
            { label: '最后保存', cell: (row) => `${when(row.changed)}` },
            { label: '检查', cell: (row) => (row.errors.length > 0 ? <span class="fault" title={row.errors.map(({ label, message }) => `${label}：${message}`).join('\n')}>{row.errors.length} 处要改</span> : '通过') },
            { label: '批注', cell: (row) => <a href={`#/review/${row.collection}/${row.slug}`}>{row.openNotes > 0 ? `${row.openNotes} 条未处理` : '批注'}</a> },
            { label: '修改', cell: (row) => <a href={`#/history/${row.collection}/${row.slug}`}>看改了什么</a> },
          ]}
        />
        <Links />
      </>
    )}</Waiting>
  );
}

export const review: Panel = { id: 'review', title: '审核', allowed: (role) => may(role, 'review.read'), component: Review };
