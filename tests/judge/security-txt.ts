/**
 * security.txt after RFC 9116. The site writes one when the settings name an address to write to, and none
 * otherwise: the RFC allows no file without a contact, and a made-up contact would be worse than none.
 */
import { filesOf, textOf, type BuiltSite, type Judge, type Verdict } from './judge.ts';

const NAME = '.well-known/security.txt';
const FIELD = /^([A-Za-z][A-Za-z-]*): ?(\S.*)$/;
/** Section 2.5: which fields there are, and how often. */
const FIELDS: Record<string, 'once' | 'many'> = { acknowledgments: 'many', canonical: 'many', contact: 'many', encryption: 'many', expires: 'once', hiring: 'many', policy: 'many', 'preferred-languages': 'once' };
const YEAR = 366 * 24 * 3600 * 1000;

/** Faults of a security.txt that stands at `address`, seen at the instant `now` (milliseconds). */
function faultsOf(text: string, address: string, now: number): string[] {
  const faults: string[] = [];
  const values = new Map<string, string[]>();
  for (const line of text.split(/\r?\n/)) {
    if (line === '' || line.startsWith('#')) continue;
    const [, name = '', value = ''] = FIELD.exec(line) ?? [];
    const key = name.toLowerCase();
    if (!name) faults.push(`不是字段：${line}`);
    else if (!Object.hasOwn(FIELDS, key)) faults.push(`没有这个字段：${name}`);
    values.set(key, [...(values.get(key) ?? []), value]);
  }
  for (const [name, count] of Object.entries(FIELDS)) if (count === 'once' && (values.get(name)?.length ?? 0) > 1) faults.push(`${name} 只能有一个`);
  const contacts = values.get('contact') ?? [];
  if (contacts.length === 0) faults.push('没有 Contact');
  faults.push(...contacts.filter((each) => !/^(?:mailto:[^@\s]+@[^@\s]+\.[^@\s]+|tel:\+[\d-]+|https:\/\/\S+)$/.test(each)).map((each) => `Contact 不是网址：${each}`));
  for (const name of ['acknowledgments', 'canonical', 'encryption', 'hiring', 'policy']) faults.push(...(values.get(name) ?? []).filter((each) => !/^(?:https:\/\/|openpgp4fpr:|dns:)\S+$/.test(each)).map((each) => `${name} 不是 https 网址：${each}`));
  const [expires = ''] = values.get('expires') ?? [];
  const until = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(expires) ? Date.parse(expires) : Number.NaN;
  if (Number.isNaN(until)) faults.push(`Expires 不是 RFC 3339 的时间：${expires}`);
  else if (until <= now) faults.push(`Expires 已经过了：${expires}`);
  else if (until - now > YEAR) faults.push(`Expires 超过一年：${expires}`);
  if (values.has('canonical') && !values.get('canonical')?.includes(address)) faults.push(`Canonical 里没有 ${address}`);
  return faults;
}

function judge(site: BuiltSite): Promise<Verdict> {
  const files = filesOf(site, 'security.txt');
  // Pages show the address from the settings in their foot.
  const promised = filesOf(site, 'index.html').some((name) => name === 'index.html' && /<footer[\s\S]*href="mailto:/.test(textOf(site, name)));
  const misplaced = files.filter((name) => name !== NAME).map((name) => `${name} 应在 ${NAME}`);
  const findings = files.includes(NAME) ? faultsOf(textOf(site, NAME), `${site.url}/${NAME}`, Date.parse(process.env['SITE_NOW'] ?? new Date().toISOString())) : promised ? [`设置里有邮箱，却没有 ${NAME}`] : [];
  return Promise.resolve({ checked: files.length, findings: [...misplaced, ...findings.map((finding) => `${NAME} ${finding}`)] });
}

const good = ['Contact: mailto:kepu@example.org', 'Expires: 2027-05-22T00:00:00+08:00', 'Canonical: https://kepu.example.org/.well-known/security.txt', ''].join('\n');

export const securityTxt: Judge = {
  name: 'security.txt',
  by: 'RFC 9116',
  quick: true,
  judge,
  faults: [
    { name: 'no contact', files: { [NAME]: good.replace(/Contact.*\n/, '') }, says: /没有 Contact/ },
    { name: 'long expired', files: { [NAME]: good.replace('2027', '2025') }, says: /已经过了/ },
    { name: 'valid for ten years', files: { [NAME]: good.replace('2027', '2036') }, says: /超过一年/ },
    { name: 'an address without mailto', files: { [NAME]: good.replace('mailto:', '') }, says: /不是网址/ },
    { name: 'a contact in the foot, but no file', files: { 'index.html': '<footer><a href="mailto:kepu@example.org">邮箱</a></footer>' }, says: /却没有/ },
  ],
};
