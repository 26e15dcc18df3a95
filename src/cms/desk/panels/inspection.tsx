/** 巡检: what an inspector of government websites would find, days before. */
import { INSPECTIONS, type InspectionItem, type InspectionKind, type Urgency } from '#/lib/inspection-items.ts';
import { BASE } from '#/cms/browser/api.ts';
import { may } from '#/cms/permissions.ts';
import { useAnswer } from '#/cms/desk/answers.ts';
import type { Panel } from '#/cms/desk/panels.ts';
import { Notice } from '#/cms/desk/ui/notice.tsx';
import { Table } from '#/cms/desk/ui/table.tsx';
import { clockText } from '#/cms/desk/ui/time.ts';
import { Waiting } from '#/cms/desk/ui/waiting.tsx';

const URGENCY: Readonly<Record<Urgency, string>> = { overdue: '已超期', soon: '快到期', note: '可以做' };

/** Where the editor mends it: an entry, or a file of the settings, in Decap. */
function editAddress(path: string): string | undefined {
  const match = /^content\/([a-z]+)\/([^/]+)\.(mdx|yml)$/.exec(path);
  return match ? `${BASE}admin/#/collections/${match[1]}/entries/${match[2]}` : undefined;
}

function Items({ kind, items }: { kind: InspectionKind; items: readonly InspectionItem[] }) {
  return (
    <section>
      <h2>{INSPECTIONS[kind]}（{items.length}）</h2>
      <Table caption={INSPECTIONS[kind]} hideCaption rows={items} rowKey={(item) => `${item.path ?? item.title} ${item.text}`} empty="没有" columns={[
        { label: '对象', head: true, cell: ({ title, path }) => {
          const address = path && editAddress(path);
          return address ? <a href={address}>{title}</a> : title;
        } },
        { label: '情况', cell: (item) => item.text },
        { label: '期限', cell: (item) => item.due ?? '—' },
        { label: '紧急', cell: (item) => <span class={`urgency urgency-${item.urgency}`}>{URGENCY[item.urgency]}</span> },
      ]} />
    </section>
  );
}

function Inspection() {
  const answer = useAnswer<{ at: number; items: InspectionItem[] }>('inspection');
  return (
    <Waiting answer={answer}>{({ at, items }) => {
      const count = (urgency: Urgency): number => items.filter((item) => item.urgency === urgency).length;
      const kinds = (Object.keys(INSPECTIONS) as InspectionKind[]).filter((kind) => items.some((item) => item.kind === kind));
      return (
        <>
          <Notice kind={count('overdue') > 0 ? 'warning' : 'done'}>
            <p>{clockText(at)} 的情况：已超期 {count('overdue')} 项，快到期 {count('soon')} 项，可以做 {count('note')} 项。</p>
          </Notice>
          {kinds.map((kind) => <Items key={kind} kind={kind} items={items.filter((item) => item.kind === kind)} />)}
          <p class="hint">首页和科普、活动按“动态要闻”算，两周内要有更新，第 10 天起提醒；其他栏目按半年算。站外的链接由工程师用 npm run judge -- links 查。</p>
        </>
      );
    }}</Waiting>
  );
}

export const inspection: Panel = { id: 'inspection', title: '巡检', allowed: (role) => may(role, 'inspection.read'), component: Inspection };
