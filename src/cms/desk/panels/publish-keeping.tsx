/** Backup, mirror and room on the disk: what keeps the office's work when the box breaks. */
import { useAnswer } from '#/cms/desk/answers.ts';
import { Notice } from '#/cms/desk/ui/notice.tsx';
import { clockText } from '#/cms/desk/ui/time.ts';
import { Waiting } from '#/cms/desk/ui/waiting.tsx';

interface Job {
  /** Where to; null when it is not set up. */
  to: string | null;
  done?: { at: number; what: string };
  failure?: { at: number; reason: string; retry: number };
}

interface State {
  backup: Job;
  mirror: Job;
  /** Bytes. */
  disk: { free: number; size: number };
}

/** Below this much room publishing is soon no longer possible. */
const SCARCE = 1_000_000_000;
/** A backup older than this is none, in milliseconds. */
const OLD = 3 * 86_400_000;

const gigabytes = (bytes: number): string => `${(bytes / 1_000_000_000).toFixed(1)} GB`;

function JobState({ job: { to, done, failure }, unset }: { job: Job; unset: string }) {
  return (
    <>
      {to === null ? unset : `每夜，到 ${to}`}
      <br />
      {done ? `上一次成功：${clockText(done.at)}` : '还没有成功过'}
      {failure && <Notice kind="fault">{clockText(failure.at)} 没有成功：{failure.reason}（{clockText(failure.retry)} 再试）</Notice>}
    </>
  );
}

export function Keeping() {
  const answer = useAnswer<State>('publish/keeping');
  return (
    <>
      <h2>备份和磁盘</h2>
      <Waiting answer={answer}>{({ backup, mirror, disk }) => (
        <>
          {disk.free < SCARCE && <Notice kind="fault">磁盘快满了：只剩 {gigabytes(disk.free)}。满了就不能保存和发布，请告诉管理机器的人。</Notice>}
          {!(backup.done && Date.now() - backup.done.at < OLD) && !(mirror.done && Date.now() - mirror.done.at < OLD) && <Notice kind="warning">三天以内没有备份。机器坏了会丢内容，请告诉管理机器的人。</Notice>}
          <dl class="facts">
            <dt>备份</dt><dd><JobState job={backup} unset="没有设每夜备份（SITE_BACKUP）" /></dd>
            <dt>镜像</dt><dd><JobState job={mirror} unset="没有设第二个 git 仓库（SITE_MIRROR）" /></dd>
            <dt>磁盘</dt><dd>剩 {gigabytes(disk.free)}，共 {gigabytes(disk.size)}</dd>
          </dl>
        </>
      )}</Waiting>
    </>
  );
}
