/** Links that are none, in every disguise; and links that lead nowhere. */
import { body, type Case, type Expected } from './case.ts';

const no = (refused: string): Expected => ({ refused, field: 'body' });
/** Written inline, in angle brackets, by reference, inside a table cell and a footnote. */
const everyWay = (url: string): [string, string][] => [
  ['行内', `[点](<${url}>)`],
  ['引用式', `[点][a]\n\n[a]: <${url}>`],
  ...(/[\s<>]/.test(url) ? [] : [['引用式，没有尖括号', `[点][a]\n\n[a]: ${url}`] as [string, string]]),
];

const SCRIPTS = [
  'javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'javascript&colon;alert(1)', 'java&#115;cript:alert(1)', '&#x6A;avascript:alert(1)', 'java&Tab;script:alert(1)', 'java&NewLine;script:alert(1)',
  'java\tscript:alert(1)', '&#32;javascript:alert(1)', 'javascript&#58;alert(1)', 'javascript%3Aalert(1)', '%6Aavascript:alert(1)', 'javascript%253Aalert(1)',
  'vbscript:msgbox(1)', 'data:text/html,script', 'data:text/html;base64,PHNjcmlwdD4=', 'DATA&colon;text/html,x', 'blob:https://example.org/x', 'file:///etc/hostname', 'ftp://example.org', 'ws://example.org', 'about:blank', 'view-source:https://example.org', 'intent://x#Intent;end', 'weixin://dl',
];
const HOSTS = ['//example.org/', '\\\\\\\\example.org', '/\\\\example.org', '\\\\/example.org', '&#47;&#47;example.org', '%2F%2Fexample.org', 'https:', 'https://', 'https:/example.org', 'https://.', 'https://gov.cn@evil.example/', 'https://gov.cn:pw@evil.example/', 'https://[::1'];

export const LINKS: Case[] = [
  ...SCRIPTS.flatMap((url) => everyWay(url).map(([way, text]) => body('链接：会执行或离开网页的', `${url.slice(0, 60)}（${way}）`, text, no('链接')))),
  ...HOSTS.map((url) => body('链接：没有主机或藏着主机', url, `[点](<${url}>)`, no('链接'))),
  ...['&#0000106avascript:alert(1)', '&#1;javascript:alert(1)'].map((url) => body('链接：会执行或离开网页的', `${url}，不成协议`, `[点](<${url}>)`, no('站内没有'))),
  body('链接：会执行或离开网页的', '尖括号里的标签', '[点](<data:text/html,<script>alert(1)</script>>)', no('<script>')),
  body('链接：会执行或离开网页的', '自动链接 <javascript:…>', '<javascript:alert(1)>', { published: '<javascript:alert(1)>' }),
  body('链接：会执行或离开网页的', '标题里的链接', '## [点](javascript:alert(1))', no('不允许')),
  body('链接：会执行或离开网页的', '表格里的链接', '| 甲 |\n|---|\n| [点](javascript:alert(1)) |', no('不允许')),
  body('链接：会执行或离开网页的', '脚注里的链接', '文字[^x]\n\n[^x]: [点](javascript:alert(1))', no('不允许')),
  body('链接：会执行或离开网页的', '组件里的链接', '<Note>\n\n[点](javascript:alert(1))\n\n</Note>', no('不允许')),
  body('链接：会执行或离开网页的', '图片外面的链接', '[![一株六年生的人参](media/ginseng.webp)](javascript:alert(1))', no('不允许')),
  body('链接：邮箱和电话', 'mailto 带主题和密送', '[写信](mailto:a@example.org?bcc=b@example.org&body=x)', no('邮箱')),
  body('链接：邮箱和电话', 'mailto 没有邮箱', '[写信](mailto:)', no('邮箱')),
  body('链接：邮箱和电话', 'tel 里有代码', '[打电话](tel:*21*13800138000%23)', no('电话')),
  body('链接：邮箱和电话', '好的邮箱', '[写信](mailto:a@example.org)', { published: '写信' }),
  body('链接：邮箱和电话', '好的电话', '[打电话](tel:0435-1234567)', { published: '打电话' }),
  ...['/science/nichts/', '/science/renshen', '/SCIENCE/renshen/', '/science/../admin/', '/admin/', 'foo/bar', './nichts/', '/media/ginseng.webp', '/science/topics/nichts/', '/e/zzz99999/', '/science/%72enshen/', '/science//renshen/'].map((url) => body('链接：站内没有的', url, `[看](${url})`, no('站内没有'))),
  body('链接：站内没有的', '没有的小标题', '[看](#没有的)', no('没有 #没有的')),
  body('链接：站内没有的', '半截编码的小标题', '[看](#%E4%BA)', no('没有 #')),
  body('链接：站内没有的', '另一页半截编码的小标题', '[看](/science/taken/#%E4%BA)', { published: '看' }),
  body('链接：站内没有的', '另一页没有的小标题', '[看](/science/taken/#没有的)', no('没有 #没有的')),
  body('链接：站内没有的', '通向草稿', '[看](/science/hidden/)', no('还是草稿')),
  ...['https://example.org/a?b=1#c', 'http://例子.中国/', '/science/taken/', '../taken/', '/science/taken/#小标题', '/events/', '/search/', '/science/topics/ginseng/', '/e/abc12345/'].map((url) => body('链接：站内没有的', `好的：${url}`, `[看](${url})`, { published: '看' })),
  body('链接：站内没有的', '本页的小标题', '## 怎么做\n\n[看](#怎么做)', { published: '看' }),
];
