/**
 * What the server does each night by itself, if the environment asks for it: a backup into a folder (`SITE_BACKUP`) and a copy
 * of the content to a second git remote (`SITE_MIRROR`). How it went is kept in `data/jobs.json` for the management page.
 */
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { toDay, toInstant } from '#/lib/dates.ts';

export type JobName = 'backup' | 'mirror';

export interface JobState {
  /** When it last succeeded, and what came of it. */
  done?: { at: number; what: string };
  /** The newest attempt, if it failed; tried again at `retry`. */
  failure?: { at: number; reason: string; retry: number; tries: number };
}

/** Hour in Asia/Shanghai from which on the jobs of a day are due. */
const HOUR_DUE = 3;
const MINUTE = 60_000;
/** Waits after the first, second… failure; the last one repeats. */
const WAITS = [5, 15, 60, 180].map((minutes) => minutes * MINUTE);
const TICK = MINUTE;
const JOBS = 'jobs.json';

/** How the jobs went, by name. */
export async function readJobs(data: string): Promise<Partial<Record<JobName, JobState>>> {
  try {
    return JSON.parse(await readFile(path.join(data, JOBS), 'utf8')) as Partial<Record<JobName, JobState>>;
  } catch {
    return {};
  }
}

/** Writes down how a job went at `at`. */
export async function noteJob(data: string, name: JobName, result: { at: number; done: string } | { at: number; reason: string }): Promise<void> {
  const jobs = await readJobs(data);
  const before = jobs[name] ?? {};
  const tries = (before.failure?.tries ?? 0) + 1;
  const { at } = result;
  jobs[name] = 'done' in result ? { done: { at, what: result.done } } : { ...before, failure: { at, reason: result.reason, tries, retry: at + (WAITS[Math.min(tries, WAITS.length) - 1] ?? MINUTE) } };
  const part = path.join(data, `${JOBS}.${process.pid}.new`);
  await writeFile(part, JSON.stringify(jobs, null, 2));
  await rename(part, path.join(data, JOBS));
}

/** Whether a job is to be done at `now`: once after three in the morning of each day, and again some time after a failure. */
export function isDue({ done, failure }: JobState, now: number): boolean {
  if (failure) return now >= failure.retry || now < failure.at;
  const today = toInstant(`${toDay(now)}T0${HOUR_DUE}:00`);
  const due = now >= today ? today : today - 1440 * MINUTE;
  return !done || done.at < due || done.at > now;
}

export interface NightlyOptions {
  data: string;
  jobs: Partial<Record<JobName, () => Promise<string>>>;
  now: () => number;
  log: (line: string) => void;
}

/** Does what is due, one job after the other. A job that fails is noted and does not stop the next. */
export async function doDue({ data, jobs, now, log }: NightlyOptions): Promise<void> {
  for (const [name, job] of Object.entries(jobs) as [JobName, () => Promise<string>][]) {
    if (!isDue((await readJobs(data))[name] ?? {}, now())) continue;
    try {
      const what = await job();
      await noteJob(data, name, { at: now(), done: what });
      log(`${name === 'backup' ? '备份' : '镜像'}完成：${what}`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log(`${name === 'backup' ? '备份' : '镜像'}没有成功，过一会儿再试：${reason}`);
      await noteJob(data, name, { at: now(), reason }).catch(() => undefined);
    }
  }
}

/** Looks every minute whether something is due, until the returned function is called. */
export function startNightly(options: NightlyOptions): () => void {
  let running = false;
  const tick = (): void => {
    if (running) return;
    running = true;
    void doDue(options).finally(() => { running = false; });
  };
  const timer = setInterval(tick, TICK).unref();
  return () => { clearInterval(timer); };
}
