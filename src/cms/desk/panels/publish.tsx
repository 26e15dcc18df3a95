/** Publishing: what readers see now, what is being built, what was published before, and putting the site back. */
import { useEffect } from 'preact/hooks';
import { may } from '#/cms/permissions.ts';
import { findingSentence, PHASES, phaseNow, shownInstead, type PublishStatus } from '#/cms/publishing-words.ts';
import { send, useAnswer } from '#/cms/desk/answers.ts';
import type { Panel, PanelProps } from '#/cms/desk/panels.ts';
import { Outcome, useAction } from '#/cms/desk/ui/action.tsx';
import { confirmed } from '#/cms/desk/ui/confirm.ts';
import { Notice } from '#/cms/desk/ui/notice.tsx';
import { Table } from '#/cms/desk/ui/table.tsx';
import { clockText } from '#/cms/desk/ui/time.ts';
import { Waiting } from '#/cms/desk/ui/waiting.tsx';
import { Keeping } from './publish-keeping.tsx';

/** A release as `api/publish/releases` lists it. */
interface Release {
  id: string;
  made: number;
  ms: number;
  notes: { cause: 'content' | 'clock' | 'code' | 'search'; changes: { author: string; subject: string }[]; count: number };
  quarantined: number;
  live: boolean;
}

const CAUSES = { content: '内容改动', clock: '到点自动更新', code: '程序或设置更新', search: '整理搜索' } as const;
const BUSY_EVERY = 500;
const IDLE_EVERY = 5000;

function Building({ building }: { building: NonNullable<PublishStatus['building']> }) {
  return (
    <div role="status">
      <p>正在发布：{phaseNow(building)}，已用 {Math.max(0, Math.round((Date.now() - building.since) / 1000))} 秒</p>
      <progress max={Object.keys(PHASES).length} value={Object.keys(PHASES).indexOf(building.phase) + (building.total > 0 ? building.done / building.total : 0)} aria-label="发布进度" />
    </div>
  );
}

function Refused({ status: { quarantined = [] } }: { status: PublishStatus }) {
  if (quarantined.length === 0) return null;
  return (
    <>
      <h2>没有通过检查的条目（{quarantined.length}）</h2>
      <p>别的内容照常发布。这些条目停在上一个好的版本，改好并保存以后会自己上线。</p>
      <Table caption="没有通过检查的条目" hideCaption rows={quarantined} rowKey={({ path }) => path} empty="" columns={[
        { label: '条目', head: true, cell: ({ path }) => path },
        { label: '读者看到', cell: (entry) => shownInstead(entry) },
        { label: '哪里、怎么改', cell: ({ findings }) => <ul>{findings.map((finding) => <li key={`${finding.field}${finding.line}`}>{findingSentence(finding)}</li>)}</ul> },
      ]} />
    </>
  );
}

function What({ notes: { cause, changes, count }, quarantined }: Release) {
  return (
    <>
      {CAUSES[cause]}
      {changes.length > 0 && <ul>{changes.slice(0, 4).map((change, at) => <li key={at}>{change.author}：{change.subject}</li>)}{count > 4 && <li>…共 {count} 处</li>}</ul>}
      {quarantined > 0 && <p class="hint">{quarantined} 个条目没有通过检查</p>}
    </>
  );
}

function Publish({ user }: PanelProps) {
  const status = useAnswer<PublishStatus>('publish-status');
  const releases = useAnswer<Release[]>('publish/releases');
  const { busy, told, run } = useAction();
  const live = status.data?.live?.id;
  useEffect(() => { releases.reload(); }, [live]);
  const every = status.data?.busy ? BUSY_EVERY : IDLE_EVERY;
  useEffect(() => {
    const timer = setInterval(status.reload, every);
    return () => { clearInterval(timer); };
  }, [every, status.reload]);
  const change = (work: () => Promise<unknown>, done: string): Promise<boolean> => run(async () => {
    await work();
    status.reload();
    releases.reload();
    return done;
  });
  const back = async (release: Release): Promise<void> => {
    const yes = await confirmed({
      title: `换回 ${clockText(release.made)} 的网站`,
      text: '读者马上看到那时的网站。内容库不变：下一次有人发布时，内容库里现在的全部内容会一起上线，包括您想撤掉的那一处——请先在“历史”里把它改好，再发布。',
      action: '换回',
    });
    if (yes) await change(() => send('publish/back', { id: release.id }), '已换回。新的内容发布以前，网站保持这样。');
  };
  const rolls = may(user.role, 'publish.rollback');
  return (
    <>
      <Waiting answer={status}>{(now) => (
        <>
          {now.hold && (
            <Notice kind="warning">
              <p>{now.hold.by} 在 {clockText(now.hold.at)} 把网站换回了旧版本。读者看到的不是最新内容；到点的更新和重启都不会改变它。</p>
              <p>下一次有人发布，内容库里现在的全部内容会一起上线。要撤掉的改动，请先在“历史”里改好。</p>
              {rolls && <button type="button" disabled={busy} onClick={() => { void change(() => send('publish/forward'), '正在回到最新内容。'); }}>回到最新内容</button>}
            </Notice>
          )}
          {now.failure && (
            <Notice kind="fault">
              <p>{clockText(now.failure.at)} 发布没有成功，网站保持原样：{now.failure.reason}</p>
              <p>{clockText(now.failure.retry)} 会自己再试。{may(user.role, 'publish.run') && <button type="button" class="plain" disabled={busy || now.busy} onClick={() => { void change(() => send('publish/retry'), '正在再试。'); }}>现在再试</button>}</p>
            </Notice>
          )}
          {now.building ? <Building building={now.building} /> : now.live && <p>读者看到的是 {clockText(now.live.made)} 发布的网站（生成用了 {(now.live.ms / 1000).toFixed(1)} 秒）。</p>}
          <Refused status={now} />
        </>
      )}</Waiting>
      <h2>以前的发布</h2>
      <p class="hint">留着最近 10 个内容的发布。换回去只要一两秒，不用重新生成，内容库一个字也不变。</p>
      <Outcome told={told} />
      <Waiting answer={releases}>{(list) => (
        <Table caption="以前的发布" hideCaption rows={list} rowKey={({ id }) => id} empty="还没有发布过" columns={[
          { label: '时间', head: true, cell: (release) => <>{clockText(release.made)}{release.live && <span class="role">读者正在看</span>}</> },
          { label: '谁改了什么', cell: (release) => <What {...release} /> },
          ...(rolls ? [{ label: '操作', cell: (release: Release) => !release.live && <button type="button" class="plain" disabled={busy} aria-label={`换回 ${clockText(release.made)} 的网站`} onClick={() => { void back(release); }}>换回这个</button> }] : []),
        ]} />
      )}</Waiting>
      <Keeping />
    </>
  );
}

export const publish: Panel = { id: 'publish', title: '发布', allowed: (role) => may(role, 'publish.read'), component: Publish };
