/** When the editing part cannot work: which part it is, for editors. Readers notice nothing of it. */
import { GitError, GitMissing } from './git.ts';

export interface Outage {
  status: 503 | 507;
  message: string;
}

const READERS = '读者看到的网站不受影响；您的文字还在本页，没有保存。';
/** Primary result codes of SQLite, https://www.sqlite.org/rescode.html. */
const SQLITE: Record<number, Outage> = {
  5: { status: 503, message: `账号文件正被别的程序占用。请过一会儿再试。${READERS}` },
  6: { status: 503, message: `账号文件正被别的程序占用。请过一会儿再试。${READERS}` },
  8: { status: 503, message: `账号文件不能写，请告诉管理机器的人。${READERS}` },
  11: { status: 503, message: `账号文件已损坏，请告诉管理机器的人：要用备份恢复。${READERS}` },
  13: { status: 507, message: `服务器的磁盘满了，请告诉管理机器的人腾出空间。${READERS}` },
  26: { status: 503, message: `账号文件已损坏，请告诉管理机器的人：要用备份恢复。${READERS}` },
};
const FULL: Outage = { status: 507, message: SQLITE[13]?.message ?? '' };

/** What an error says of the machine, or undefined when it is a fault of the program. */
export function outageOf(error: unknown): Outage | undefined {
  const { code, errcode } = error as { code?: unknown; errcode?: number };
  if (code === 'ERR_SQLITE_ERROR' && errcode !== undefined) return SQLITE[errcode & 0xff];
  if (code === 'ENOSPC' || code === 'EDQUOT') return FULL;
  if (error instanceof GitMissing) return { status: 503, message: `服务器上的 git 不见了，请告诉管理机器的人。${READERS}` };
  if (!(error instanceof GitError)) return undefined;
  if (/No space left|disk quota/i.test(error.message)) return FULL;
  return { status: 503, message: `内容库读写不了，请告诉管理机器的人：看服务器的日志，必要时用备份恢复。${READERS}` };
}
