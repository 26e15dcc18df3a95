/** The first thing an editor sees: a plain page with the sign-in form, whole before any script runs. */

export interface AdminPage {
  title: string;
  base: string;
  /** Address of the script that takes over once somebody is signed in. */
  entry: string;
  style?: string;
  /** What the script is told, as `data-…` of the page. */
  data?: Readonly<Record<string, string>>;
  /** What the script will load once somebody is signed in; fetched behind the form, while a name and a password are typed. */
  ahead?: readonly { kind: 'module' | 'json'; href: string }[];
}

const AHEAD = { module: '<link rel="modulepreload"', json: '<link rel="preload" as="fetch" crossorigin' } as const;

const STYLE = `
:root { font-family: system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
.sign-in { max-width: 22rem; margin: 12vh auto 0; padding: 0 1.25rem; color: #1b2430; line-height: 1.7; }
.sign-in h1 { font-size: 1.5rem; margin: 0 0 1rem; }
.sign-in label { display: block; margin-bottom: 1rem; }
.sign-in [hidden] { display: none; }
.sign-in input { display: block; min-height: 2.75rem; box-sizing: border-box; width: 100%; padding: .6rem .7rem; font: inherit; border: 1px solid #6b7785; border-radius: 4px; }
.sign-in button { font: inherit; min-height: 2.75rem; padding: .6rem 1.6rem; border: 0; border-radius: 4px; background: #0b5c8a; color: #fff; cursor: pointer; }
.sign-in button:disabled { background: #55636f; }
.sign-in :focus-visible { outline: 3px solid #e0a100; outline-offset: 2px; }
.sign-in [role=alert] { color: #a3141d; min-height: 1.7em; margin: 0 0 .5rem; }
.sign-in a { display: inline-block; padding-block: .6rem; color: #0b5c8a; }
`;

/** HTML of `/admin/` or `/admin/desk/`. All values are our own addresses. */
export function adminPage({ title, base, entry, style, data = {}, ahead = [] }: AdminPage): string {
  const told = Object.entries({ base, ...data }).map(([name, value]) => ` data-${name}="${value}"`).join('');
  return `<!doctype html>
<html lang="zh-CN"${told}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex, nofollow">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>${style ? `\n<link rel="stylesheet" href="${style}">` : ''}
<script type="module" src="${entry}"></script>
${ahead.map(({ kind, href }) => `${AHEAD[kind]} href="${href}">`).join('\n')}
</head>
<body>
<main class="sign-in" id="sign-in">
<h1>${title}</h1>
<form method="post" action="${base}api/login">
<label>用户名<input name="login" autocomplete="username" autocapitalize="none" spellcheck="false" required></label>
<label>密码<input name="password" type="password" autocomplete="current-password" required></label>
<label hidden>验证码<input name="code" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" aria-describedby="code-hint"></label>
<p id="code-hint" hidden>验证器应用里的 6 位数字。手机不在身边时，填一个备用码。</p>
<p role="alert"></p>
<button type="submit">登录</button>
</form>
<noscript><p>编辑内容需要打开浏览器的 JavaScript。</p></noscript>
<p><a href="${base}">返回网站</a></p>
</main>
</body>
</html>
`;
}
