/** The page 离线阅读: the switch, and the list of what can be read. It also stands in for a page that is not kept while there is no line. */
import { markedIds } from '#/components/events/browser/marks.ts';
import { forgetAll, savedPages, type KeepMessage } from './store.ts';

interface TrustedTypes {
  createPolicy: (name: string, rules: { createScriptURL: (address: string) => string }) => { createScriptURL: (address: string) => string };
}

/** The address of the worker, past Trusted Types: the policy of this page allows one rule of this name, and it lets one address through. */
function trusted(address: string): string {
  const types = (window as { trustedTypes?: TrustedTypes }).trustedTypes;
  const rule = { createScriptURL: (asked: string): string => {
    if (asked !== address) throw new TypeError(asked);
    return asked;
  } };
  return types ? types.createPolicy('offline', rule).createScriptURL(address) : address;
}

function start(): void {
  const root = document.querySelector<HTMLElement>('[data-offline]');
  if (!root) return;
  const { worker = '', base = '/', off } = root.dataset;
  const part = (name: string): HTMLElement | null => root.querySelector(`[data-${name}]`);
  const [button, status, list] = [part('switch-offline') as HTMLButtonElement | null, part('status'), part('saved')];
  const say = (text: string): void => { if (status) status.textContent = text; };
  part('lost')?.toggleAttribute('hidden', location.pathname === `${base}offline/`);
  if (off !== undefined) return;
  if (!('serviceWorker' in navigator) || !('caches' in window)) {
    say(window.isSecureContext ? '这个浏览器不能离线阅读。可以换一个新一些的浏览器。' : '这个网址不是 https，浏览器不让网站把页面存下来。');
    return;
  }
  const container = navigator.serviceWorker;
  const registration = (): Promise<ServiceWorkerRegistration | undefined> => container.getRegistrations().then((all) => all.find(({ scope }) => new URL(scope).pathname === base));

  const show = async (): Promise<void> => {
    const on = (await registration()) !== undefined;
    const pages = on ? (await savedPages(base)).filter(({ path }) => path !== `${base}offline/`) : [];
    if (button) {
      button.disabled = false;
      button.setAttribute('aria-pressed', String(on));
      button.textContent = on ? '关闭离线阅读，删掉存下的页面' : '打开离线阅读';
    }
    part('some')?.toggleAttribute('hidden', pages.length === 0);
    list?.replaceChildren(...pages.map(({ path, title, savedAt, kept }) => {
      const [item, link, when] = [document.createElement('li'), document.createElement('a'), document.createElement('span')];
      [link.href, link.textContent] = [path, title];
      [when.className, when.textContent] = ['meta', ` ${new Date(savedAt).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false })}存下${kept ? '，在“我的清单”里' : ''}`];
      item.append(link, when);
      return item;
    }));
    say(!on ? '现在是关着的，这台设备上没有存下页面。' : pages.length === 0 ? '已经打开。从现在起，您看过的页面没有网也能再看。' : `已经打开，存下了 ${pages.length} 页。`);
  };

  const turnOn = async (): Promise<void> => {
    say('正在准备…');
    await container.register(trusted(worker), { scope: base, updateViaCache: 'none' });
    const { active } = await container.ready;
    active?.postMessage({ keep: markedIds(), visit: [base] } satisfies KeepMessage);
  };
  const turnOff = async (): Promise<void> => {
    await (await registration())?.unregister();
    await forgetAll(base);
  };
  button?.addEventListener('click', () => {
    const work = button.getAttribute('aria-pressed') === 'true' ? turnOff() : turnOn();
    work.then(show, () => { say('没有打开。请检查网络，再试一次。'); });
  });
  void show();
}

addEventListener('DOMContentLoaded', start);
