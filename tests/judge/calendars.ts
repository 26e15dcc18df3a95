/** Three readers of calendars must take every .ics file, and count the same events in it: ical.js, node-ical, libical. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { CACHE } from '#tests/site.ts';
import { filesOf, HOME, run, textOf, type BuiltSite, type Judge, type Verdict } from './judge.ts';

const NO_LIBICAL = '没有 libical 或 C 编译器。Debian：apt-get install gcc libc6-dev libical-dev';

/** Compiles the program that asks libical. */
async function asker(): Promise<string> {
  mkdirSync(CACHE, { recursive: true });
  const program = path.join(CACHE, 'ics');
  const { code, err } = await run('cc', ['-O1', '-Wall', '-Wextra', '-Werror', '-o', program, path.join(HOME, 'ics.c'), '-lical']).catch(() => ({ code: 1, err: '' }));
  if (code !== 0) throw new Error(`${NO_LIBICAL}\n${err}`);
  return program;
}

function byIcalJs(text: string): number {
  const events = new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent');
  for (const event of events) {
    const { startDate, endDate, uid } = new ICAL.Event(event);
    if (!uid || endDate.compare(startDate) < 0) throw new Error(`${uid} 的时间不对`);
  }
  return events.length;
}

/** Numbers of the events in a file; node-ical folds those of one UID into one. */
function byNodeIcal(text: string): number {
  let count = 0;
  for (const each of Object.values(nodeIcal.sync.parseICS(text))) {
    if (each?.type !== 'VEVENT') continue;
    if (!(each.start instanceof Date) || Number.isNaN(each.start.getTime())) throw new Error(`${each.uid} 没有开始时间`);
    count++;
  }
  return count;
}

/** What no reader minds and some phones do: lines end with CRLF and hold at most 75 octets (RFC 5545, 3.1), events have a time stamp (3.6.1). */
function writing(text: string): string[] {
  const lines = text.split('\r\n');
  const faults = lines.some((line) => line.includes('\n')) || lines.at(-1) !== '' ? ['行尾不是 CRLF'] : [];
  const stampless = text.split('BEGIN:VEVENT').slice(1).filter((event) => !/^DTSTAMP:\d{8}T\d{6}Z\r?$/m.test(event)).length;
  if (stampless > 0) faults.push(`${stampless} 个活动没有 DTSTAMP`);
  return [...faults, ...lines.filter((line) => Buffer.byteLength(line) > 75).map((line) => `超过 75 字节：${line.slice(0, 30)}`)];
}

async function judge(site: BuiltSite): Promise<Verdict> {
  const files = filesOf(site, '.ics');
  if (files.length === 0) return { checked: 0, findings: ['没有日历'] };
  const { code, out } = await run(await asker(), files, { cwd: site.folder });
  const findings = code === 0 ? [] : [`libical 读不出文件（${code}）`];
  const counts = new Map<string, number>();
  for (const line of out.split('\n')) {
    const [, what = '', rest = ''] = /^(\w+) (.*)$/.exec(line) ?? [];
    if (what === 'error') findings.push(`${rest} (libical)`);
    else if (what) counts.set(rest, Number(what));
  }
  for (const name of files) {
    const text = textOf(site, name);
    findings.push(...writing(text).map((fault) => `${name} ${fault}`));
    const uids = new Set([...text.replaceAll(/\r?\n[ \t]/g, '').matchAll(/^UID:(.*?)\r?$/gm)].map(([, uid]) => uid));
    try {
      const events = byIcalJs(text);
      if (counts.get(name) !== events) findings.push(`${name} 活动数 ical.js ${events}、libical ${counts.get(name) ?? 0}`);
      const distinct = byNodeIcal(text);
      if (distinct !== uids.size) findings.push(`${name} 活动数 node-ical ${distinct}，不同的 UID 有 ${uids.size}`);
    } catch (error) {
      findings.push(`${name} ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { checked: files.length, findings };
}

const calendar = (event: string): string => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//ZH\r\nBEGIN:VEVENT\r\n${event}END:VEVENT\r\nEND:VCALENDAR\r\n`;
const SOUND = 'UID:a@kepu.example.org\r\nDTSTAMP:20261123T010000Z\r\nDTSTART:20261205T010000Z\r\nDTEND:20261205T020000Z\r\nSUMMARY:a\r\n';

export const calendars: Judge = {
  name: 'calendars (ICS)',
  by: 'ical.js 2.2.1, node-ical 0.27.2, libical',
  quick: false,
  judge,
  faults: [
    { name: 'an event without a time stamp', files: { 'a.ics': calendar(SOUND.replace(/DTSTAMP.*\r\n/, '')) }, says: /DTSTAMP/ },
    { name: 'an invitation without a host', files: { 'a.ics': calendar(SOUND).replace('VERSION', 'METHOD:PUBLISH\r\nVERSION') }, says: /ORGANIZER.*libical/ },
    { name: 'a date that is none', files: { 'a.ics': calendar(SOUND.replace('20261205T010000Z', '2026-12-05')) }, says: /a\.ics/ },
    { name: 'an end before the start', files: { 'a.ics': calendar(SOUND.replace('20261205T020000Z', '20261204T020000Z')) }, says: /时间不对/ },
    { name: 'a line that is too long', files: { 'a.ics': calendar(SOUND.replace('SUMMARY:a', `SUMMARY:${'冰'.repeat(30)}`)) }, says: /75/ },
  ],
};
