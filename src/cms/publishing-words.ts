/** What editors are told about publishing, in Decap's page and in the management page alike. */
import type { Finding } from '#/lib/finding.ts';

export interface QuarantinedEntry {
  path: string;
  shown: 'previous' | 'absent';
  findings: Finding[];
}

/** What the server says at `/api/publish-status`. Times are milliseconds since the epoch. */
export interface PublishStatus {
  busy: boolean;
  live?: { id: string; ms: number; made: number };
  building?: { phase: 'prepare' | 'check' | 'pages' | 'index' | 'switch'; done: number; total: number; since: number };
  failure?: { reason: string; at: number; retry: number };
  /** Entries that readers see as they were before, or not at all. */
  quarantined?: QuarantinedEntry[];
  hold?: { id: string; by: string; at: number };
}

/** The stages of a draft by Decap's names. */
export const STAGES: Readonly<Record<string, string>> = { draft: '草稿', pending_review: '待审', pending_publish: '就绪' };

/** The steps of a publication, in order. */
export const PHASES = { prepare: '准备内容', check: '检查内容', pages: '生成页面', index: '更新搜索', switch: '核对并换上' } as const;

/** A finding as one sentence: field, reason, mend. */
export function findingSentence(finding: Finding): string {
  const where = finding.label ? `【${finding.label}】` : `${finding.path}：`;
  const line = finding.field === 'body' ? `（文件第 ${finding.line} 行）` : '';
  return `${where}${finding.message}${line}${finding.fix ? `。改法：${finding.fix}` : ''}`;
}

/** What readers see instead of a refused entry. */
export const shownInstead = ({ shown }: QuarantinedEntry): string => (shown === 'previous' ? '读者看到上一个版本' : '读者看不到它');

/** The step that is being done, with its pages. */
export function phaseNow({ phase, done, total }: NonNullable<PublishStatus['building']>): string {
  const steps = Object.keys(PHASES);
  return `第 ${steps.indexOf(phase) + 1} 步，共 ${steps.length} 步：${PHASES[phase]}${phase === 'pages' && total > 0 ? `（${done}/${total} 页）` : ''}`;
}

/** One message about where publishing stands: `building`, `failed`, `held` or `live`. */
export function publishingNow(status: PublishStatus): { state: 'building' | 'failed' | 'held' | 'live'; text: string } {
  if (status.busy) return { state: 'building', text: `正在发布…${status.building ? `\n${phaseNow(status.building)}` : ''}` };
  if (status.failure) return { state: 'failed', text: `发布失败，网站保持原样：\n${status.failure.reason}` };
  if (status.hold) return { state: 'held', text: `${status.hold.by} 把网站换回了旧版本，读者看到的不是最新内容` };
  if (status.quarantined?.length) return { state: 'failed', text: `其余内容已发布。没有通过检查的：\n${status.quarantined.map((each) => `${each.path}（${shownInstead(each)}）：${each.findings.map(findingSentence).join('；')}`).join('\n')}` };
  return { state: 'live', text: `已发布（用时 ${((status.live?.ms ?? 0) / 1000).toFixed(1)} 秒）` };
}
