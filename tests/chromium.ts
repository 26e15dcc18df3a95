/** Finds the Chromium for the browser tests, or installs one, and says which. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const KNOWN = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** Flags that a headless Chromium needs as root and without network services of its own. */
export const CHROMIUM_FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

function run(command: string, args: string[]): boolean {
  return spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}

/** Path of a Chromium on this machine, or undefined. `CHROMIUM` names one. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM'];
  return named ? (existsSync(named) ? named : undefined) : KNOWN.find((file) => existsSync(file));
}

/**
 * A Chromium, installed if need be: Debian's by apt as root (Chinese glyphs with it), Playwright's own
 * elsewhere. Throws a Chinese sentence with the way out.
 */
export async function chromium(): Promise<string> {
  const known = findChromium();
  if (known) return known;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('没有找到 Chromium，正在用 apt 安装 chromium 和中文字体……');
    process.env['DEBIAN_FRONTEND'] = 'noninteractive';
    if (run('apt-get', ['update', '-q']) && run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'])) {
      const installed = findChromium();
      if (installed) return installed;
    }
  }
  console.log('没有找到 Chromium，正在用 Playwright 安装……');
  run(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium']);
  const { chromium: playwright } = await import('@playwright/test');
  if (existsSync(playwright.executablePath())) return playwright.executablePath();
  throw new Error('没有 Chromium，浏览器测试跑不起来。请安装 Chromium，或用环境变量 CHROMIUM 指明它的路径。');
}
