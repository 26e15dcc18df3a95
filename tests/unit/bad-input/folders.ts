/** Files and folders of the content that are none: links, names, wrong places; and settings. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readContent, validateSettings } from '#/gate/content.ts';
import { formatFinding } from '#/lib/finding.ts';
import { entryAt } from '#/gate/validate.ts';
import type { SettingsFile } from '#/schemas/settings-files.ts';
import { isStorePath } from '#/server/store.ts';
import { entryText, judge, type Case, type Expected, type Outcome } from './case.ts';

const no = (refused: string): Expected => ({ refused });

/** The fixture content after something was done to a copy of it. */
const folder = (name: string, change: (content: string) => void, expected: Expected): Case => ({
  group: '文件夹',
  name,
  expected,
  run: (): Outcome => {
    const root = mkdtempSync(path.join(tmpdir(), 'bad-input-'));
    try {
      const content = path.join(root, 'content');
      cpSync('tests/fixtures/content', content, { recursive: true });
      change(content);
      const findings = readContent(content).findings.filter((finding) => finding.severity === 'error');
      // The terminal must not be steered by what a file is called.
      for (const finding of findings) if (/[\u0000-\u001f\u202e]/u.test(formatFinding(finding))) throw new Error('a finding steers the terminal');
      return findings.length > 0 ? { kind: 'refused', findings } : { kind: 'cleaned', result: '照常' };
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  },
});
const text = entryText('', '正文。').replace('urlName: renshen', 'urlName: new-one');

export const FOLDERS: Case[] = [
  folder('指向 /etc/passwd 的条目', (content) => { symlinkSync('/etc/passwd', path.join(content, 'science/x.mdx')); }, no('符号链接')),
  folder('指向另一条目的条目', (content) => { symlinkSync('ice-wine.mdx', path.join(content, 'science/x.mdx')); }, no('符号链接')),
  folder('指向虚空的条目', (content) => { symlinkSync('/no/such/file', path.join(content, 'science/x.mdx')); }, no('符号链接')),
  folder('指向自己的条目', (content) => { symlinkSync('x.mdx', path.join(content, 'science/x.mdx')); }, no('符号链接')),
  folder('栏目是符号链接', (content) => { rmSync(path.join(content, 'terms'), { recursive: true }); symlinkSync('/etc', path.join(content, 'terms')); }, no('符号链接')),
  folder('图片是符号链接', (content) => { symlinkSync('/etc/passwd', path.join(content, 'media/x.webp')); }, no('符号链接')),
  folder('设置是符号链接', (content) => { rmSync(path.join(content, 'settings/site.yml')); symlinkSync('/etc/passwd', path.join(content, 'settings/site.yml')); }, no('符号链接')),
  folder('管道文件', (content) => { execFileSync('mkfifo', [path.join(content, 'science/x.mdx')]); }, no('不是普通文件')),
  folder('叫作 .mdx 的文件夹', (content) => { mkdirSync(path.join(content, 'science/x.mdx')); }, no('不能再有文件夹')),
  folder('栏目里的文件夹', (content) => { mkdirSync(path.join(content, 'science/sub')); writeFileSync(path.join(content, 'science/sub/x.mdx'), text); }, no('不能再有文件夹')),
  folder('没有的栏目', (content) => { mkdirSync(path.join(content, 'blog')); }, no('没有这个栏目')),
  folder('栏目外的文件', (content) => { writeFileSync(path.join(content, 'x.mdx'), text); }, no('只能放栏目的文件夹')),
  folder('.md 文件', (content) => { writeFileSync(path.join(content, 'science/x.md'), text); }, no('只能放 .mdx')),
  folder('备份文件', (content) => { writeFileSync(path.join(content, 'science/ice-wine.mdx~'), text); }, no('只能放 .mdx')),
  folder('同名的网址', (content) => { writeFileSync(path.join(content, 'science/x.mdx'), text.replace('new-one', 'bing-jiu')); writeFileSync(path.join(content, 'science/y.mdx'), text.replace('new-one', 'bing-jiu')); }, no('已被')),
  folder('名字里有方向覆盖', (content) => { writeFileSync(path.join(content, 'science/x\u202exdm.mdx'), text); }, no('位置或名字不对')),
  folder('名字里有终端控制', (content) => { writeFileSync(path.join(content, 'science/x\u001b[2Jy.mdx'), text); }, no('位置或名字不对')),
  folder('名字像选项', (content) => { writeFileSync(path.join(content, 'science/-rf.mdx'), text); }, no('位置或名字不对')),
  folder('大写的名字', (content) => { writeFileSync(path.join(content, 'science/Ice-Wine.mdx'), text); }, no('位置或名字不对')),
  folder('中文的名字', (content) => { writeFileSync(path.join(content, 'science/人参.mdx'), text); }, no('位置或名字不对')),
  folder('Windows 设备名', (content) => { writeFileSync(path.join(content, 'science/con.mdx'), text); }, no('位置或名字不对')),
  folder('没有设置', (content) => { rmSync(path.join(content, 'settings'), { recursive: true }); }, no('缺少“网站设置”')),
  folder('没有的设置文件', (content) => { writeFileSync(path.join(content, 'settings/constructor'), 'x: 1'); }, no('没有这个设置文件')),
  folder('设置不是 UTF-8', (content) => { writeFileSync(path.join(content, 'settings/site.yml'), Buffer.from([0xff, 0xfe, 0x41])); }, no('不是 UTF-8')),
  folder('系统留下的文件', (content) => { for (const name of ['.DS_Store', 'Thumbs.db']) writeFileSync(path.join(content, 'science', name), 'x'); }, { cleaned: '照常' }),
];

/** A path that a form or a push could send. Both doors must refuse it: the gate's and the store's. */
const place = (file: string): Case => ({
  group: '路径',
  name: JSON.stringify(file).slice(0, 60),
  expected: no('位置或名字不对'),
  run: () => {
    if (entryAt(file) !== undefined) return { kind: 'cleaned', result: '成了条目' };
    // The store also holds settings and pictures, so it may know a path that no entry can have; never one that climbs.
    if (isStorePath(file) && (file.includes('..') || !file.startsWith('content/'))) return { kind: 'cleaned', result: '进了内容库' };
    return judge(text, file);
  },
});

export const PATHS: Case[] = [
  '../../etc/passwd', 'content/../src/site.ts', 'content/science/../../x.mdx', 'content/science/../x.mdx', '/content/science/x.mdx', 'content//science/x.mdx', 'content/science//x.mdx', 'content/./science/x.mdx', 'content\\science\\x.mdx', 'content/science/x.mdx/', 'content/science/x.mdx\u0000.jpg', 'content/science/x\n.mdx',
  'content/science/-rf.mdx', 'content/science/.x.mdx', 'content/science/x.MDX', 'content/science/X.mdx', 'content/science/x.md', 'content/science/x.mdx.exe', 'content/science/人参.mdx', 'content/science/x\u202e.mdx', 'content/science/рenshen.mdx', `content/science/${'x'.repeat(300)}.mdx`, 'content/science/con.mdx', 'content/science/nul.mdx', 'content/science/a--b.mdx', 'content/science/a b.mdx', 'content/science/%2e%2e.mdx',
  'content/nowhere/x.mdx', 'content/__proto__/x.mdx', 'content/constructor/x.mdx', 'content/media/x.mdx', 'content/settings/x.mdx', 'content/x.mdx', 'content/science/sub/x.mdx', '.git/config', 'src/pages/x.astro', '',
].map(place);

const settings = (name: string, file: SettingsFile, value: string, expected: Expected): Case => ({
  group: '设置',
  name,
  expected,
  run: () => {
    const findings = validateSettings(file, value);
    return findings.length > 0 ? { kind: 'refused', findings } : { kind: 'cleaned', result: '收下' };
  },
});
const SITE = "name: 测试站\nshortName: 测试\ndescription: 只用来测试的网站说明文字\nnavigation: [{ label: 科普, href: /science/ }]\n";

export const SETTINGS: Case[] = [
  settings('好的设置', 'site.yml', SITE, { cleaned: '收下' }),
  settings('BOM 和 CRLF', 'site.yml', `\ufeff${SITE.replace(/\n/g, '\r\n')}`, { cleaned: '收下' }),
  settings('导航通向 javascript:', 'site.yml', SITE.replace('/science/', '"javascript:alert(1)"'), no('站内网址')),
  settings('导航通向别的站点', 'site.yml', SITE.replace('/science/', '"https://example.org/"'), no('站内网址')),
  settings('标识链接 javascript:', 'site.yml', `${SITE}government: { emblemLink: "javascript:alert(1)" }\n`, no('')),
  settings('未知的设置', 'site.yml', `${SITE}script: x\n`, no('没有这样的字段：script')),
  settings('名称里有方向覆盖', 'site.yml', SITE.replace('测试站', '测\u202e试站'), no('方向')),
  settings('名称里转义写的零宽空格', 'site.yml', SITE.replace('测试站', '"测\\u200b试站"'), no('零宽')),
  settings('读不懂的设置', 'site.yml', 'name: "x', no('')),
  settings('别名炸弹', 'wording.yml', 'a: &a [x,x,x,x,x]\nb: [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]', no('引用')),
  settings('很大的设置', 'wording.yml', `superlatives: [${'顶级,'.repeat(60_000)}]`, no('太大')),
  settings('用语是一个词', 'wording.yml', 'x', no('字段: 值')),
];
