/** 历史: every version of an entry, what differs, restoring; and what was deleted. */
import { useState } from 'preact/hooks';
import { faultText, send, useAnswer } from '#/cms/desk/answers.ts';
import { formOf, when } from '#/cms/desk/flow.ts';
import type { Panel, PanelProps } from '#/cms/desk/panels.ts';
import { confirmed } from '#/cms/desk/ui/confirm.ts';
import { Difference } from '#/cms/desk/ui/difference.tsx';
import { FormRow } from '#/cms/desk/ui/form-row.tsx';
import { Notice } from '#/cms/desk/ui/notice.tsx';
import { Table } from '#/cms/desk/ui/table.tsx';
import { Waiting } from '#/cms/desk/ui/waiting.tsx';
import type { FieldChange } from '#/cms/field-change.ts';
import { may } from '#/cms/permissions.ts';

interface Version {
  commit: string;
  by: string;
  writers?: string;
  at: number;
  subject: string;
  gone: boolean;
}

interface Versions {
  title: string;
  public: Version[];
  draft: Version[];
}

interface Place {
  collection: string;
  slug: string;
}

const who = ({ by, writers }: Version): string => (writers && writers !== by ? `${writers}（${by} 发布）` : by);

/** Restores with a question before and a word after. */
function useRestore(then: () => void): { said: { kind: 'done' | 'fault'; words: string } | undefined; restore: (place: Place, commit: string, what: string) => Promise<void> } {
  const [said, setSaid] = useState<{ kind: 'done' | 'fault'; words: string }>();
  const restore = async ({ collection, slug }: Place, commit: string, what: string): Promise<void> => {
    if (!(await confirmed({ title: '恢复这个版本', text: `${what}会成为最新的版本；现在的版本仍留在历史里。`, action: '恢复' }))) return;
    try {
      const { as } = await send<{ as: 'public' | 'draft' }>('history/restore', { collection, slug, commit });
      setSaid({ kind: 'done', words: as === 'public' ? '已恢复，正在发布。' : '已恢复成草稿，等审核后发布。' });
      then();
    } catch (error) {
      setSaid({ kind: 'fault', words: faultText(error) });
    }
  };
  return { said, restore };
}

function Compared({ place, to, from }: { place: Place; to: string; from: string | undefined }) {
  const answer = useAnswer<FieldChange[]>(`history/compare/${place.collection}/${place.slug}/${to}${from ? `?from=${from}` : ''}`);
  return <Waiting answer={answer}>{(changes) => <Difference changes={changes} />}</Waiting>;
}

function Entry({ place, mayRestore }: { place: Place; mayRestore: boolean }) {
  const answer = useAnswer<Versions>(`history/of/${place.collection}/${place.slug}`);
  const { said, restore } = useRestore(answer.reload);
  const [shown, setShown] = useState<string>();
  const list = (versions: Version[], live: boolean) => (
    <ol class="versions">
      {versions.map((version, at) => (
        <li key={version.commit}>
          <p><strong>{when(version.at)}</strong> {who(version)}<br />{version.subject}</p>
          <p class="buttons">
            <button type="button" class="plain" aria-expanded={shown === version.commit} onClick={() => { setShown(shown === version.commit ? undefined : version.commit); }}>改了什么</button>
            {live && at > 0 && !version.gone && mayRestore && <button type="button" class="plain" onClick={() => { void restore(place, version.commit, `${when(version.at)} 的版本`); }}>恢复这个版本</button>}
          </p>
          {shown === version.commit && <Compared place={place} to={version.commit} from={undefined} />}
        </li>
      ))}
    </ol>
  );
  return (
    <>
      <p class="ways"><a href="#/history">← 全部条目</a> · <a href={formOf(place)}>打开表单</a></p>
      {said && <Notice kind={said.kind}>{said.words}</Notice>}
      <Waiting answer={answer}>{({ title, public: versions, draft }) => (
        <>
          <h2>{title}</h2>
          {draft[0] && (
            <section aria-label="草稿">
              <h3>草稿（还没有发布）</h3>
              <p>和网站上的版本相比：</p>
              <Compared place={place} to={draft[0].commit} from={versions[0]?.commit} />
              {list(draft, false)}
            </section>
          )}
          <h3>网站上的版本</h3>
          {versions.length === 0 ? <p class="empty">还没有发布过。</p> : list(versions, true)}
        </>
      )}</Waiting>
    </>
  );
}

interface Known {
  path: string;
  title: string;
}

interface Deleted extends Place {
  title: string;
  by: string;
  at: number;
  commit: string;
}

function Overview({ mayRestore }: { mayRestore: boolean }) {
  const entries = useAnswer<Known[]>('history/entries');
  const deleted = useAnswer<Deleted[]>('history/deleted');
  const { said, restore } = useRestore(deleted.reload);
  const [words, setWords] = useState('');
  const linkOf = (path: string): string => `#/history/${path.replace(/^content\//, '').replace(/\.[a-z]+$/, '')}`;
  return (
    <>
      {said && <Notice kind={said.kind}>{said.words}</Notice>}
      <div class="form"><FormRow label="找一个条目" hint="输入标题里的字">{(tied) => <input {...tied} type="search" value={words} onInput={(event) => { setWords(event.currentTarget.value); }} />}</FormRow></div>
      {words.trim() !== '' && (
        <Waiting answer={entries}>{(known) => {
          const found = known.filter(({ title, path }) => `${title} ${path}`.includes(words.trim())).slice(0, 30);
          return found.length === 0 ? <p class="empty">没有找到。</p> : <ul>{found.map(({ path, title }) => <li key={path}><a href={linkOf(path)}>{title}</a></li>)}</ul>;
        }}</Waiting>
      )}
      <Waiting answer={deleted}>{(rows) => (
        <Table
          caption="删除的条目"
          rows={rows}
          rowKey={(row) => `${row.collection}/${row.slug}`}
          empty="没有删除过条目。"
          columns={[
            { label: '条目', head: true, cell: (row) => <a href={`#/history/${row.collection}/${row.slug}`}>{row.title}</a> },
            { label: '删除', cell: (row) => `${row.by}，${when(row.at)}` },
            ...(mayRestore ? [{ label: '恢复', cell: (row: Deleted) => <button type="button" class="plain" onClick={() => { void restore(row, row.commit, row.title); }}>恢复</button> }] : []),
          ]}
        />
      )}</Waiting>
    </>
  );
}

function HistoryPanel({ user, path: [collection, slug] }: PanelProps) {
  const mayRestore = may(user.role, 'history.restore');
  return collection && slug ? <Entry place={{ collection, slug }} mayRestore={mayRestore} /> : <Overview mayRestore={mayRestore} />;
}

export const history: Panel = { id: 'history', title: '历史', allowed: (role) => may(role, 'history.read'), component: HistoryPanel };
